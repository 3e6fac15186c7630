//! The tables of a run as far as a page can hold them.
//!
//! `mentions.csv` of a large corpus has millions of rows: it is gone through once, row by row, and only counts and
//! the concordance lines that are shown stay. Every limit below is a limit of the page alone; what is left out is
//! counted, and stands in the CSV files.

use super::sample::{lines_each, shows};
use super::together::Together;
use crate::model::{Diagnostic, EntityType, Place, Severity};
use crate::text::table::Table;
use std::collections::{BTreeMap, HashMap};

/// Entities with a part of their own, the most mentioned first.
pub const ENTITIES_MAX: usize = 3_000;
/// Concordance lines of all entities together, and of one.
pub const LINES_MAX: u64 = 9_000;
pub const LINES_EACH_MAX: u64 = 400;
/// Spellings of one entity, and written forms of one spelling.
pub const SPELLINGS_EACH_MAX: usize = 40;
pub const FORMS_EACH_MAX: usize = 12;
/// Pairs of entities named together, among the most mentioned.
pub const PAIRS_MAX: usize = 2_500;
pub const PAIRED_ENTITIES_MAX: u32 = 500;
/// Rows of the review queue, of problems, of unresolved names and of documents.
pub const REVIEW_MAX: usize = 600;
pub const PROBLEMS_MAX: usize = 200;
pub const UNRESOLVED_MAX: usize = 200;
pub const DOCUMENTS_MAX: usize = 500;
/// Code points of context on each side of a concordance line.
const CONTEXT_MAX: usize = 90;
const SURFACE_MAX: usize = 160;

/// The texts of a run's files, as they stand in its folder; what is not there is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunFiles<'a> {
    pub entity_index: &'a str,
    pub mentions: &'a str,
    pub variants: &'a str,
    pub review: &'a str,
    pub problems: &'a str,
    /// `run.json`.
    pub run: &'a str,
    /// A table of the corpus with `document` (or `path`) and, where known, `title` and `year`.
    pub manifest: &'a str,
}

/// An entity, its spellings and its concordance.
#[derive(Clone, Debug, Default)]
pub struct EntityRow {
    pub id: String,
    pub entity_type: String,
    pub status: String,
    /// kk, ru, en.
    pub names: [String; 3],
    /// kk, ru, en, und.
    pub mentions: [u64; 4],
    pub documents: u64,
    pub confidence: String,
    pub wikidata: String,
    pub description: String,
    pub spellings: Vec<Spelling>,
    pub spellings_all: usize,
    pub lines: Vec<Line>,
    /// Mentions by document: (document, mentions), in the order of documents.
    pub along: Vec<(u32, u32)>,
}

impl EntityRow {
    pub fn all_mentions(&self) -> u64 {
        self.mentions.iter().sum()
    }
}

/// A row of `variants.csv`.
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    pub language: String,
    pub variant: String,
    pub forms: Vec<String>,
    pub forms_all: usize,
    pub mentions: u64,
    pub documents: u64,
    pub method: String,
    pub score: String,
    pub listed: bool,
}

/// A concordance line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub document: u32,
    pub line: u64,
    /// Where the reader of the format knew one.
    pub page: String,
    pub language: String,
    pub left: String,
    pub surface: String,
    pub right: String,
    pub method: String,
    pub score: String,
}

#[derive(Clone, Debug, Default)]
pub struct DocumentRow {
    pub name: String,
    pub title: String,
    pub year: Option<i32>,
    /// kk, ru, en, und.
    pub mentions: [u64; 4],
}

#[derive(Clone, Debug, Default)]
pub struct ReviewRow {
    pub item: String,
    pub kind: String,
    pub language: String,
    pub surface: String,
    pub entity: String,
    pub candidates: Vec<String>,
    pub score: String,
    pub evidence: String,
}

#[derive(Clone, Debug, Default)]
pub struct UnresolvedRow {
    pub surface: String,
    pub entity_type: String,
    pub language: String,
    pub mentions: u64,
}

/// Figures of the whole run, whatever the page shows of it.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    pub documents: u64,
    pub entities: u64,
    pub proposed: u64,
    pub mentions: u64,
    pub unresolved: u64,
    pub in_two: u64,
    pub in_three: u64,
    pub review: u64,
    pub problems: u64,
    pub lines_shown: u64,
    pub lines_each: u64,
    /// By type (in the order of [`EntityType::ALL`]) and language (kk, ru, en, und): mentions and entities.
    pub mentions_by: [[u64; 4]; 6],
    pub entities_by: [[u64; 4]; 6],
    pub entities_of_type: [u64; 6],
    pub review_by_kind: BTreeMap<String, u64>,
}

/// What a report is made of.
#[derive(Clone, Debug, Default)]
pub struct RunTables {
    pub version: String,
    pub totals: Totals,
    /// The most mentioned first.
    pub entities: Vec<EntityRow>,
    /// Documents with mentions in the order of the run, then those without.
    pub documents: Vec<DocumentRow>,
    /// Positions of entities, and how often they are named together; the most often first.
    pub pairs: Vec<(u32, u32, u32)>,
    pub review: Vec<ReviewRow>,
    pub problems: Vec<[String; 4]>,
    pub unresolved: Vec<UnresolvedRow>,
}

impl RunTables {
    /// Reads the tables of a run.
    ///
    /// # Errors
    /// A table that lacks a column, or is none, with its place.
    pub fn parse(files: &RunFiles) -> Result<RunTables, Box<Diagnostic>> {
        let mut run = RunTables::default();
        run.read_entities(files.entity_index)?;
        run.read_variants(files.variants)?;
        run.read_mentions(files.mentions)?;
        run.read_review(files.review)?;
        run.read_problems(files.problems)?;
        run.read_run(files.run);
        run.read_manifest(files.manifest)?;
        Ok(run)
    }

    fn read_entities(&mut self, text: &str) -> Result<(), Box<Diagnostic>> {
        let columns = [
            "entity_id",
            "type",
            "status",
            "name_kk",
            "name_ru",
            "name_en",
            "mentions",
            "mentions_kk",
            "mentions_ru",
            "mentions_en",
            "documents",
            "confidence",
            "wikidata",
            "description",
        ];
        let totals = &mut self.totals;
        each_row("entity_index.csv", text, columns, |cell| {
            let [all, kk, ru, en] = [6, 7, 8, 9].map(|i| number(cell(i)));
            let mentions = [kk, ru, en, all.saturating_sub(kk + ru + en)];
            let kind = type_index(cell(1));
            totals.entities += 1;
            totals.entities_of_type[kind] += 1;
            totals.proposed += u64::from(cell(2) == "proposed");
            for (count, mentions) in totals.entities_by[kind].iter_mut().zip(mentions) {
                *count += u64::from(mentions > 0);
            }
            match mentions[..3].iter().filter(|n| **n > 0).count() {
                2 => totals.in_two += 1,
                3 => totals.in_three += 1,
                _ => {}
            }
            let text = |i: usize| cell(i).to_owned();
            self.entities.push(EntityRow {
                id: text(0),
                entity_type: text(1),
                status: text(2),
                names: [3, 4, 5].map(text),
                mentions,
                documents: number(cell(10)),
                confidence: text(11),
                wikidata: text(12),
                description: text(13),
                ..EntityRow::default()
            });
        })?;
        self.entities.sort_by(|a, b| b.all_mentions().cmp(&a.all_mentions()).then_with(|| a.id.cmp(&b.id)));
        self.entities.truncate(ENTITIES_MAX);
        Ok(())
    }

    fn positions(&self) -> HashMap<String, u32> {
        self.entities.iter().zip(0..).map(|(e, i)| (e.id.clone(), i)).collect()
    }

    fn read_variants(&mut self, text: &str) -> Result<(), Box<Diagnostic>> {
        let columns = [
            "entity_id",
            "language",
            "variant",
            "forms",
            "mentions",
            "documents",
            "method",
            "score",
            "listed",
        ];
        let positions = self.positions();
        each_row("variants.csv", text, columns, |cell| {
            let Some(&at) = positions.get(cell(0)) else { return };
            let forms: Vec<&str> = cell(3).split('|').filter(|f| !f.is_empty()).collect();
            let entity = &mut self.entities[at as usize];
            entity.spellings_all += 1;
            entity.spellings.push(Spelling {
                language: cell(1).to_owned(),
                variant: short(cell(2), SURFACE_MAX),
                forms_all: forms.len(),
                forms: forms.into_iter().take(FORMS_EACH_MAX).map(|f| short(f, SURFACE_MAX)).collect(),
                mentions: number(cell(4)),
                documents: number(cell(5)),
                method: cell(6).to_owned(),
                score: cell(7).to_owned(),
                listed: cell(8) == "true",
            });
        })?;
        for entity in &mut self.entities {
            entity.spellings.sort_by_key(|s| std::cmp::Reverse(s.mentions));
            entity.spellings.truncate(SPELLINGS_EACH_MAX);
        }
        Ok(())
    }

    fn read_mentions(&mut self, text: &str) -> Result<(), Box<Diagnostic>> {
        let columns = [
            "document",
            "start",
            "line",
            "language",
            "type",
            "surface",
            "entity_id",
            "method",
            "score",
            "left",
            "right",
            "?page",
        ];
        let positions = self.positions();
        let counts = self.entities.iter().map(EntityRow::all_mentions);
        let each = lines_each(counts, LINES_EACH_MAX, LINES_MAX);
        let mut seen = vec![0u64; self.entities.len()];
        let mut together = Together::default();
        let mut unresolved: BTreeMap<[String; 3], u64> = BTreeMap::new();
        let (totals, documents, entities) = (&mut self.totals, &mut self.documents, &mut self.entities);
        totals.lines_each = each;
        each_row("mentions.csv", text, columns, |cell| {
            if documents.last().is_none_or(|d: &DocumentRow| d.name != cell(0)) {
                documents.push(DocumentRow { name: cell(0).to_owned(), ..DocumentRow::default() });
            }
            let document = documents.len() as u32 - 1;
            let language = language_index(cell(3));
            documents[document as usize].mentions[language] += 1;
            totals.mentions += 1;
            totals.mentions_by[type_index(cell(4))][language] += 1;
            if cell(6).is_empty() {
                totals.unresolved += 1;
                let key = [short(cell(5), SURFACE_MAX), cell(4).to_owned(), cell(3).to_owned()];
                *unresolved.entry(key).or_default() += 1;
                return;
            }
            let Some(&at) = positions.get(cell(6)) else { return };
            let entity = &mut entities[at as usize];
            match entity.along.last_mut() {
                Some((last, n)) if *last == document => *n += 1,
                _ => entity.along.push((document, 1)),
            }
            if at < PAIRED_ENTITIES_MAX {
                together.mention(document, number(cell(1)) as u32, at);
            }
            let number_of_mention = seen[at as usize];
            seen[at as usize] += 1;
            if shows(number_of_mention, entity.all_mentions(), each) {
                totals.lines_shown += 1;
                entity.lines.push(Line {
                    document,
                    line: number(cell(2)),
                    page: cell(11).to_owned(),
                    language: cell(3).to_owned(),
                    left: last(cell(9), CONTEXT_MAX),
                    surface: short(cell(5), SURFACE_MAX),
                    right: short(cell(10), CONTEXT_MAX),
                    method: cell(7).to_owned(),
                    score: cell(8).to_owned(),
                });
            }
        })?;
        self.pairs = together.strongest(PAIRS_MAX);
        let row = |([surface, entity_type, language], mentions): ([String; 3], u64)| UnresolvedRow {
            surface,
            entity_type,
            language,
            mentions,
        };
        self.unresolved = unresolved.into_iter().map(row).collect();
        self.unresolved.sort_by_key(|u| std::cmp::Reverse(u.mentions));
        self.unresolved.truncate(UNRESOLVED_MAX);
        Ok(())
    }

    fn read_review(&mut self, text: &str) -> Result<(), Box<Diagnostic>> {
        let columns = ["item", "kind", "language", "surface", "entity_id", "candidates", "score", "evidence"];
        each_row("review.csv", text, columns, |cell| {
            self.totals.review += 1;
            *self.totals.review_by_kind.entry(cell(1).to_owned()).or_default() += 1;
            if self.review.len() < REVIEW_MAX {
                self.review.push(ReviewRow {
                    item: cell(0).to_owned(),
                    kind: cell(1).to_owned(),
                    language: cell(2).to_owned(),
                    surface: short(cell(3), SURFACE_MAX),
                    entity: cell(4).to_owned(),
                    candidates: cell(5).split('|').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
                    score: cell(6).to_owned(),
                    evidence: short(cell(7), 4 * CONTEXT_MAX),
                });
            }
        })
    }

    fn read_problems(&mut self, text: &str) -> Result<(), Box<Diagnostic>> {
        each_row("problems.csv", text, ["document", "place", "problem", "action"], |cell| {
            self.totals.problems += 1;
            if self.problems.len() < PROBLEMS_MAX {
                self.problems.push([0, 1, 2, 3].map(|i| short(cell(i), 4 * CONTEXT_MAX)));
            }
        })
    }

    /// `run.json` adds the inputs in which nothing was found, and the version; a report can do without it.
    fn read_run(&mut self, text: &str) {
        let run: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        self.version = run["version"].as_str().unwrap_or_default().to_owned();
        let known: std::collections::BTreeSet<String> =
            self.documents.iter().map(|d| d.name.clone()).collect();
        let inputs = run["inputs"].as_array().map(Vec::as_slice).unwrap_or_default();
        for name in inputs.iter().filter_map(|input| input["name"].as_str()) {
            // An archive's documents have names of their own, below its name.
            let inside = format!("{name}/");
            let has_members = known.range(inside.clone()..).next().is_some_and(|d| d.starts_with(&inside));
            if !known.contains(name) && !has_members {
                self.documents.push(DocumentRow { name: name.to_owned(), ..DocumentRow::default() });
            }
        }
        self.totals.documents = run["counts"]["documents"].as_u64().unwrap_or(self.documents.len() as u64);
    }

    fn read_manifest(&mut self, text: &str) -> Result<(), Box<Diagnostic>> {
        if text.is_empty() {
            return Ok(());
        }
        let table = Table::parse("manifest.csv", text)?;
        let path = table.column("document").map_or_else(|| table.require("path"), Ok)?;
        let known: HashMap<&str, (&str, &str)> =
            table.rows().map(|row| (row.cell(path), (row.get("title"), row.get("year")))).collect();
        for document in &mut self.documents {
            if let Some((title, year)) = known.get(document.name.as_str()) {
                document.title = (*title).to_owned();
                document.year = year.trim().parse().ok();
            }
        }
        Ok(())
    }
}

/// Goes through the rows of a table; `cell(i)` is the cell of the column number `i` of those asked for. A column whose
/// name begins with `?` may be missing. An empty text has no rows.
fn each_row<const N: usize>(
    file: &str,
    text: &str,
    columns: [&str; N],
    mut row: impl for<'c> FnMut(&(dyn Fn(usize) -> &'c str + 'c)),
) -> Result<(), Box<Diagnostic>> {
    let fault = |line: u64, message: String| {
        let place = Place { file: file.to_owned(), line: line as u32, column: 0 };
        let help = "take the files of a folder that `atau align` wrote".to_owned();
        let severity = Severity::Error;
        Box::new(Diagnostic { severity, code: "T001", place, message, help, row: String::new(), mark: 0..0 })
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| fault(1, e.to_string()))?.clone();
    if header.is_empty() {
        return Ok(());
    }
    let mut positions = [None; N];
    for (position, column) in positions.iter_mut().zip(columns) {
        *position = header.iter().position(|h| h == column.trim_start_matches('?'));
        if position.is_none() && !column.starts_with('?') {
            return Err(fault(1, format!("there is no column `{column}`")));
        }
    }
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        if !reader.read_record(&mut record).map_err(|e| fault(line, e.to_string()))? {
            return Ok(());
        }
        row(&|i| positions[i].and_then(|p| record.get(p)).unwrap_or(""));
    }
}

fn number(cell: &str) -> u64 {
    cell.parse().unwrap_or(0)
}

fn type_index(code: &str) -> usize {
    EntityType::ALL.iter().position(|t| t.code() == code).unwrap_or(0)
}

fn language_index(code: &str) -> usize {
    crate::model::Language::from_code(code).unwrap_or_default().index()
}

/// The first code points of a text, with an ellipsis if there are more.
fn short(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The last code points of a text.
fn last(text: &str, limit: usize) -> String {
    let count = text.chars().count();
    if count <= limit {
        return text.to_owned();
    }
    format!("…{}", text.chars().skip(count - limit).collect::<String>())
}
