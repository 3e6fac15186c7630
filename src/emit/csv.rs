//! The only code that knows output columns: their names, order, types and meaning.

use super::OutputFile;
use crate::model::{Alignment, Index, Mention, Problem};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::io::Write;

/// The type of a column, in the words of the Frictionless Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    Text,
    Integer,
    /// 0.000-1.000.
    Score,
    /// Values parted by `|`.
    List,
}

/// A column and what it means.
pub type Cell = (&'static str, ColumnType, &'static str);

/// A table of the output folder.
pub struct TableSpec {
    pub file: &'static str,
    pub title: &'static str,
    pub columns: &'static [Cell],
}

use ColumnType::{Integer, List, Score, Text};

pub static TABLES: [TableSpec; 5] = [
    TableSpec {
        file: "entity_index.csv",
        title: "One row per entity found",
        columns: &[
            ("entity_id", Text, "Stable id; begins with a letter"),
            ("type", Text, "PER, LOC, GRP, ORG, TTL or EVT"),
            ("status", Text, "listed (in the lexicon) or proposed (found in the texts only)"),
            ("name_kk", Text, "Preferred name in Kazakh"),
            ("name_ru", Text, "Preferred name in Russian"),
            ("name_en", Text, "Preferred name in English"),
            ("variants_kk", List, "Dictionary forms met in Kazakh text, most frequent first"),
            ("variants_ru", List, "Dictionary forms met in Russian text, most frequent first"),
            ("variants_en", List, "Dictionary forms met in English text, most frequent first"),
            ("mentions", Integer, "Mentions in all documents"),
            ("mentions_kk", Integer, "Mentions in Kazakh text"),
            ("mentions_ru", Integer, "Mentions in Russian text"),
            ("mentions_en", Integer, "Mentions in English text"),
            ("documents", Integer, "Documents that mention it"),
            ("confidence", Score, "Mean score of its mentions"),
            ("wikidata", Text, "Wikidata item"),
            ("description", Text, "Who or what it is"),
        ],
    },
    TableSpec {
        file: "mentions.csv",
        title: "One row per mention",
        columns: &[
            (
                "document",
                Text,
                "Path of the document below the folder given; archive.zip/member in an archive",
            ),
            ("start", Integer, "First code point of the span in the document's text, from 0"),
            ("end", Integer, "Code point after the span"),
            ("line", Integer, "Line the span starts in, from 1"),
            ("language", Text, "kk, ru, en or und: language of the text around"),
            ("type", Text, "PER, LOC, GRP, ORG, TTL or EVT"),
            ("surface", Text, "The span's text exactly"),
            ("lemma", Text, "Dictionary form"),
            ("entity_id", Text, "The entity named; empty if unresolved"),
            ("status", Text, "listed or proposed"),
            (
                "method",
                Text,
                "How it was decided: exact, inflected, spelling, fuzzy, context, proposed, unresolved",
            ),
            ("score", Score, "Calibrated certainty"),
            ("left", Text, "Words before"),
            ("right", Text, "Words after"),
        ],
    },
    TableSpec {
        file: "variants.csv",
        title: "One row per entity, language and dictionary form",
        columns: &[
            ("entity_id", Text, "The entity"),
            ("language", Text, "kk, ru, en or und"),
            ("variant", Text, "Dictionary form"),
            ("forms", List, "Written forms met, most frequent first"),
            ("mentions", Integer, "Mentions in this form"),
            ("documents", Integer, "Documents with this form"),
            ("method", Text, "Surest way in which it was aligned"),
            ("score", Score, "Highest score"),
            ("listed", Text, "true if the lexicon lists it for the entity"),
        ],
    },
    TableSpec {
        file: "review.csv",
        title: "What a person should look at, most useful first",
        columns: &[
            ("item", Text, "Number of the item in this run"),
            ("kind", Text, "spelling, proposed, merge or homonym"),
            ("language", Text, "kk, ru, en or und"),
            ("surface", Text, "The name as written"),
            ("entity_id", Text, "What was decided; empty if nothing was"),
            ("candidates", List, "Other candidates as id=score"),
            ("score", Score, "Certainty of the decision"),
            ("evidence", Text, "Why, with a sentence"),
            (
                "decision",
                Text,
                "For the reviewer: accept, reject, same as ID, new entity, not a name, unsure",
            ),
            ("decided_by", Text, "For the reviewer"),
            ("decided_at", Text, "For the reviewer"),
            ("comment", Text, "For the reviewer"),
        ],
    },
    TableSpec {
        file: "problems.csv",
        title: "What went wrong with which input",
        columns: &[
            ("document", Text, "The input"),
            ("place", Text, "Where in it; empty for the whole"),
            ("problem", Text, "What is wrong"),
            ("action", Text, "What was done about it"),
        ],
    },
];

/// The table that grows with the corpus; it is written apart from the others.
const MENTIONS: &str = "mentions.csv";
/// Documents whose rows are made together, in memory, by all threads.
const DOCUMENTS_AT_ONCE: usize = 256;

/// Writes `mentions.csv`, some documents at a time.
///
/// # Errors
/// Those of the writer.
pub(super) fn mentions(index: &Index, to: &mut dyn Write) -> std::io::Result<()> {
    for spec in TABLES.iter().filter(|spec| spec.file == MENTIONS) {
        to.write_all(&Table::new(spec).finish())?;
    }
    for documents in index.documents.chunks(DOCUMENTS_AT_ONCE) {
        let rows: Vec<Vec<u8>> =
            documents.par_iter().map(|(document, rows)| document_rows(index, document, rows)).collect();
        rows.iter().try_for_each(|rows| to.write_all(rows))?;
    }
    Ok(())
}

/// The CSV files of an index, in the order of [`TABLES`], without that of the mentions.
pub(super) fn tables(index: &Index, problems: &[Problem]) -> Vec<OutputFile> {
    TABLES
        .iter()
        .filter(|spec| spec.file != MENTIONS)
        .map(|spec| {
            let mut table = Table::new(spec);
            match spec.file {
                "entity_index.csv" => entities(&mut table, index),
                "variants.csv" => variants(&mut table, index),
                "review.csv" => review(&mut table, index),
                _ => problem_rows(&mut table, problems),
            }
            OutputFile { name: spec.file, bytes: table.finish() }
        })
        .collect()
}

/// RFC 4180 with LF, written into memory.
struct Table {
    writer: csv::Writer<Vec<u8>>,
    columns: usize,
}

impl Table {
    fn new(spec: &TableSpec) -> Table {
        let mut table = Table { writer: csv::Writer::from_writer(Vec::new()), columns: spec.columns.len() };
        table.row(&spec.columns.iter().map(|(name, _, _)| *name).collect::<Vec<_>>());
        table
    }

    fn row<T: AsRef<[u8]>>(&mut self, cells: &[T]) {
        debug_assert_eq!(cells.len(), self.columns);
        // Writing to memory cannot fail, and every row has the length of the header.
        let written = self.writer.write_record(cells);
        debug_assert!(written.is_ok());
    }

    fn finish(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

fn entities(table: &mut Table, index: &Index) {
    for entry in &index.entries {
        let [kk, ru, en, und] = entry.mentions;
        table.row(&[
            entry.key.clone(),
            entry.entity_type.code().to_owned(),
            entry.status.code().to_owned(),
            entry.names[0].clone(),
            entry.names[1].clone(),
            entry.names[2].clone(),
            list(&entry.variants[0]),
            list(&entry.variants[1]),
            list(&entry.variants[2]),
            (kk + ru + en + und).to_string(),
            kk.to_string(),
            ru.to_string(),
            en.to_string(),
            entry.documents.to_string(),
            entry.confidence.to_string(),
            entry.wikidata.clone(),
            entry.description.clone(),
        ]);
    }
}

/// The rows of the mentions of one document.
fn document_rows(index: &Index, document: &str, rows: &[(Mention, Alignment)]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::with_capacity(rows.len() * 256));
    let mut number = String::new();
    for (mention, alignment) in rows {
        let entry = alignment.entry.map(|e| &index.entries[e]);
        let mut cell = |text: &str| {
            // Writing to memory cannot fail.
            let written = table.write_field(text);
            debug_assert!(written.is_ok());
        };
        cell(document);
        for value in [mention.span.start, mention.span.end, mention.line] {
            number.clear();
            let _ = write!(number, "{value}");
            cell(&number);
        }
        cell(mention.language.code());
        cell(mention.entity_type.code());
        cell(&mention.surface);
        if mention.title_before.is_empty() && mention.title_after.is_empty() {
            cell(&mention.lemma);
        } else {
            cell(&mention.full_lemma());
        }
        cell(entry.map_or("", |e| &e.key));
        cell(entry.map_or("", |e| e.status.code()));
        cell(alignment.method.code());
        number.clear();
        let _ = write!(number, "{}", alignment.score);
        cell(&number);
        cell(&mention.left);
        cell(&mention.right);
        let ended = table.write_record(None::<&[u8]>);
        debug_assert!(ended.is_ok());
    }
    table.into_inner().unwrap_or_default()
}

fn variants(table: &mut Table, index: &Index) {
    for row in &index.variants {
        table.row(&[
            index.entries[row.entry].key.clone(),
            row.language.code().to_owned(),
            row.variant.clone(),
            list(&row.forms),
            row.mentions.to_string(),
            row.documents.to_string(),
            row.method.code().to_owned(),
            row.score.to_string(),
            row.listed.to_string(),
        ]);
    }
}

fn review(table: &mut Table, index: &Index) {
    for (i, item) in index.review.iter().enumerate() {
        let candidates: Vec<String> =
            item.candidates.iter().map(|(key, score)| format!("{key}={score}")).collect();
        table.row(&[
            format!("r{}", i + 1),
            item.kind.code().to_owned(),
            item.language.code().to_owned(),
            item.surface.clone(),
            item.key.clone(),
            list(&candidates),
            item.score.to_string(),
            item.evidence.clone(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ]);
    }
}

fn problem_rows(table: &mut Table, problems: &[Problem]) {
    for problem in problems {
        table.row(&[&problem.document, &problem.place, &problem.what, &problem.action]);
    }
}

/// Several values in one cell; a `|` inside a value becomes `/`.
fn list(values: &[String]) -> String {
    values.iter().map(|v| v.replace('|', "/")).collect::<Vec<_>>().join("|")
}
