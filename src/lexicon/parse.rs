//! Text of one table to rows with places; the only code that knows lexicon columns.

use super::{Generic, Title};
use crate::model::{Diagnostic, Entity, EntityId, EntityType, Form, FormKind, Language, Relation};
use crate::text::key::key;
use crate::text::letters::Letters;
use crate::text::table::{Row, rows};
use hashbrown::{HashMap, HashSet};

const ENTITY_COLUMNS: [&str; 8] =
    ["entity_id", "type", "description", "from", "to", "related", "wikidata", "source"];
const FORM_COLUMNS: [&str; 7] = ["entity_id", "language", "form", "kind", "tradition", "source", "note"];

/// Reads `entities.csv`.
pub(super) fn entities(
    file: &str,
    text: &str,
    entities: &mut Vec<Entity>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in rows(file, text, &ENTITY_COLUMNS, diagnostics) {
        let key = row.cell(0).to_owned();
        let Some(entity_type) = EntityType::from_code(row.cell(1)) else {
            let help = "write PER, LOC, GRP, ORG, TTL or EVT";
            diagnostics.push(*row.error("E003", 1, format!("unknown type `{}`", row.cell(1)), help));
            continue;
        };
        if let Some(first) = seen.insert(key.clone(), row.line) {
            let message = format!("entity `{key}` stands in line {first} already");
            let help = "give the second one an id of its own, or join the rows";
            diagnostics.push(*row.error("E004", 0, message, help));
            continue;
        }
        let (from, to) = (year(&row, 3, diagnostics), year(&row, 4, diagnostics));
        let related = row.cell(5).split('|').filter_map(|r| r.split_once('='));
        entities.push(Entity {
            key,
            entity_type,
            description: row.cell(2).to_owned(),
            from,
            to,
            related: related
                .map(|(kind, key)| Relation { kind: kind.to_owned(), key: key.to_owned() })
                .collect(),
            wikidata: row.cell(6).to_owned(),
            source: row.cell(7).to_owned(),
        });
    }
}

fn year(row: &Row, cell: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<i32> {
    let value = row.cell(cell);
    let parsed = value.parse::<i32>().ok();
    if parsed.is_none() && !value.is_empty() {
        let help = "write a year in digits, or leave the cell empty";
        diagnostics.push(*row.error("E005", cell, format!("`{value}` is not a year"), help));
    }
    parsed
}

/// Reads one file of `names/`.
pub(super) fn forms(
    file: &str,
    text: &str,
    by_key: &HashMap<String, EntityId>,
    forms: &mut Vec<Form>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for row in rows(file, text, &FORM_COLUMNS, diagnostics) {
        let mut unknown = |cell: usize, what: &str, help: &str| {
            diagnostics.push(*row.error("E006", cell, format!("unknown {what} `{}`", row.cell(cell)), help));
        };
        let Some(&entity) = by_key.get(row.cell(0)) else {
            unknown(0, "entity", "add it to entities.csv, or correct the id");
            continue;
        };
        let Some(language) = known_language(row.cell(1)) else {
            unknown(1, "language", "write kk, ru or en");
            continue;
        };
        let Some(kind) = FormKind::from_code(row.cell(3)) else {
            unknown(3, "kind", "see the list of kinds in docs/LEXICONS.md");
            continue;
        };
        if row.cell(2).trim().is_empty() {
            unknown(2, "form", "write the name, or remove the row");
            continue;
        }
        forms.push(Form {
            entity,
            language,
            text: row.cell(2).to_owned(),
            kind,
            tradition: row.cell(4).to_owned(),
            source: row.cell(5).to_owned(),
        });
    }
}

fn known_language(code: &str) -> Option<Language> {
    Language::from_code(code).filter(|l| *l != Language::Undetermined)
}

/// The language in a cell; what is none is reported.
fn language(row: &Row, cell: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Language> {
    let language = known_language(row.cell(cell));
    if language.is_none() {
        let message = format!("unknown language `{}`", row.cell(cell));
        diagnostics.push(*row.error("E006", cell, message, "write kk, ru or en"));
    }
    language
}

/// Reads `writing/titles.csv`.
pub(super) fn titles(file: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Title> {
    let mut titles = Vec::new();
    for row in rows(file, text, &["title_id", "language", "form", "position", "type", "note"], diagnostics) {
        let Some(language) = language(&row, 1, diagnostics) else { continue };
        let position = row.cell(3);
        if !["before", "after", "both"].contains(&position) {
            let help = "write before, after or both";
            diagnostics.push(*row.error("E007", 3, format!("unknown position `{position}`"), help));
            continue;
        }
        titles.push(Title {
            id: row.cell(0).to_owned(),
            language,
            form: row.cell(2).to_owned(),
            before: position != "after",
            after: position != "before",
        });
    }
    titles
}

/// Reads `writing/generics.csv`.
pub(super) fn generics(file: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Generic> {
    let mut generics = Vec::new();
    for row in rows(file, text, &["class", "language", "form"], diagnostics) {
        if let Some(language) = language(&row, 1, diagnostics) {
            generics.push(Generic { class: row.cell(0).to_owned(), language, form: row.cell(2).to_owned() });
        }
    }
    generics
}

/// Reads `writing/conjunctions.csv`.
pub(super) fn conjunctions(
    file: &str,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Language, String)> {
    let mut conjunctions = Vec::new();
    for row in rows(file, text, &["language", "form"], diagnostics) {
        if let Some(language) = language(&row, 0, diagnostics) {
            conjunctions.push((language, row.cell(1).to_owned()));
        }
    }
    conjunctions
}

/// Reads the frequent words out of `writing/language-hints.csv`.
pub(super) fn function_words(
    file: &str,
    text: &str,
    letters: &Letters,
    diagnostics: &mut Vec<Diagnostic>,
) -> HashSet<String> {
    let columns = ["language", "kind", "form", "weight", "source"];
    let rows = rows(file, text, &columns, diagnostics);
    rows.iter().filter(|row| row.cell(1) == "word").map(|row| key(letters, row.cell(2))).collect()
}

/// Reads `writing/common-words.csv`.
pub(super) fn common_words(
    file: &str,
    text: &str,
    letters: &Letters,
    diagnostics: &mut Vec<Diagnostic>,
) -> HashSet<String> {
    let rows = rows(file, text, &["language", "form", "reason", "source"], diagnostics);
    rows.iter().map(|row| key(letters, row.cell(1))).collect()
}

/// Reads `writing/vocabulary.csv`.
pub(super) fn vocabulary(
    file: &str,
    text: &str,
    letters: &Letters,
    vocabulary: &mut [HashSet<String>; 4],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for row in rows(file, text, &["language", "form", "class", "source"], diagnostics) {
        if let Some(language) = language(&row, 0, diagnostics) {
            vocabulary[language.index()].insert(key(letters, row.cell(1)));
        }
    }
}
