//! Every fact names a source, every form the tradition of its spelling; both are listed.

use super::sheet::{ENTITIES, Folder};
use super::table_error;
use crate::model::Diagnostic;
use crate::text::table::rows;

const SOURCES: &str = "sources.csv";
const TRADITIONS: &str = "traditions.csv";

/// The lists of terms, which no step of the program reads, with their headers.
const HEADERS: [(&str, &[&str]); 3] = [
    (SOURCES, &["source", "kind", "reference", "note"]),
    (TRADITIONS, &["tradition", "languages", "meaning"]),
    ("relations.csv", &["relation", "meaning"]),
];

/// Reports lists of terms with a wrong header.
pub(super) fn headers(folder: &Folder, found: &mut Vec<Diagnostic>) {
    for (name, text) in folder.files {
        if let Some((_, columns)) = HEADERS.iter().find(|(n, _)| n == name) {
            rows(name, text, columns, found);
        }
    }
}

/// Reports cells in columns `source` that are no key of `sources.csv`; in entities and names none may be empty.
pub(super) fn sources(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let Some(known) = folder.terms(SOURCES) else {
        let help = "write it with the columns source,kind,reference,note";
        found.push(table_error("E051", SOURCES, "there is no list of sources", help));
        return;
    };
    for sheet in folder.sheets.iter().filter(|s| s.name != SOURCES) {
        let Some(column) = sheet.column("source") else { continue };
        let required = sheet.name == ENTITIES || sheet.is_names();
        for row in &sheet.rows {
            let source = row.cell(column);
            if source.is_empty() && required {
                let help = "name a key of sources.csv: where the fact can be looked up";
                found.push(*row.error("E030", column, "no source".to_owned(), help));
            } else if !source.is_empty() && !known.contains_key(source) {
                let message = format!("unknown source `{source}`");
                let help = "add it to sources.csv with its reference, or correct the key";
                found.push(*row.error("E030", column, message, help));
            }
        }
    }
    unique(folder, SOURCES, found);
}

/// Reports forms whose tradition is not listed in `traditions.csv`.
pub(super) fn traditions(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let Some(known) = folder.terms(TRADITIONS) else {
        let help = "write it with the columns tradition,languages,meaning";
        found.push(table_error("E051", TRADITIONS, "there is no list of traditions", help));
        return;
    };
    for sheet in folder.sheets.iter().filter(|s| s.is_names()) {
        let Some(column) = sheet.column("tradition") else { continue };
        for row in sheet.rows.iter().filter(|r| !known.contains_key(r.cell(column))) {
            let message = format!("unknown tradition `{}`", row.cell(column));
            let help = "write one of traditions.csv, or add it there";
            found.push(*row.error("E031", column, message, help));
        }
    }
    unique(folder, TRADITIONS, found);
}

/// Reports a term of a list that stands in it twice.
fn unique(folder: &Folder, name: &str, found: &mut Vec<Diagnostic>) {
    let Some(sheet) = folder.sheet(name) else { return };
    let mut seen = hashbrown::HashMap::new();
    for row in &sheet.rows {
        if let Some(first) = seen.insert(row.cell(0), row.line) {
            let message = format!("`{}` stands in line {first} already", row.cell(0));
            found.push(*row.error("E035", 0, message, "remove one of the two rows"));
        }
    }
}
