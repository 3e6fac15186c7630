//! Tables: the shape a file is written in, and the order of its rows.

use super::FIX;
use super::sheet::{Folder, Sheet};
use crate::model::{Diagnostic, Severity};
use crate::text::table::{Row, written};

/// Tables whose rows are sorted, with the columns they are sorted by. In all others the order is the author's.
const SORTED: [(&str, &[&str]); 9] = [
    ("entities.csv", &["entity_id"]),
    ("names/", &["entity_id", "language", "form"]),
    ("sources.csv", &["source"]),
    ("traditions.csv", &["tradition"]),
    ("relations.csv", &["relation"]),
    ("writing/common-words.csv", &["language", "form"]),
    ("writing/conjunctions.csv", &["language", "form"]),
    ("writing/generics.csv", &["class", "language", "form"]),
    ("writing/titles.csv", &["title_id", "language", "form"]),
];

/// Reports files that are read, but that no two programs would write alike: a BOM, CRLF, semicolons, empty rows.
pub(super) fn canonical(folder: &Folder, found: &mut Vec<Diagnostic>) {
    for (sheet, (name, text)) in folder.sheets.iter().zip(folder.files) {
        let what = if text.starts_with('\u{feff}') {
            "a byte order mark at the start"
        } else if text.contains('\r') {
            "line ends of Windows (CRLF)"
        } else if !sheet.whole || sheet.rows.is_empty() || write(sheet, sheet.rows.iter().map(cells)) == *text
        {
            continue;
        } else {
            "cells parted by semicolons or tabs, needless quotes or empty rows"
        };
        let mut warning = super::table_error("W045", name, what, FIX);
        warning.severity = Severity::Warning;
        found.push(warning);
    }
}

/// Reports each row that does not come after the one before it.
pub(super) fn sorted(folder: &Folder, found: &mut Vec<Diagnostic>) {
    for sheet in &folder.sheets {
        let Some(columns) = key_columns(sheet) else { continue };
        for pair in sheet.rows.windows(2) {
            let (before, row) = (key(&pair[0], &columns), key(&pair[1], &columns));
            if row < before {
                let at = columns[row.iter().zip(&before).take_while(|(a, b)| a == b).count()];
                let message = format!("`{}` stands after `{}`", row.join(","), before.join(","));
                found.push(*pair[1].error("E044", at, message, &format!("sort the rows; {FIX}")));
            }
        }
    }
}

/// The columns a table is sorted by; `None` if its order is the author's.
pub(super) fn key_columns(sheet: &Sheet) -> Option<Vec<usize>> {
    let fits =
        |name: &str| if name.ends_with('/') { sheet.name.starts_with(name) } else { sheet.name == name };
    let (_, columns) = SORTED.iter().find(|(name, _)| fits(name))?;
    columns.iter().map(|column| sheet.column(column)).collect()
}

fn key<'r>(row: &'r Row, columns: &[usize]) -> Vec<&'r str> {
    columns.iter().map(|&c| row.cell(c)).collect()
}

pub(super) fn cells(row: &Row) -> Vec<String> {
    row.cells().map(str::to_owned).collect()
}

/// A table as a canonical file: comma, LF, quotes only where they must be.
pub(super) fn write(sheet: &Sheet, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = line(&sheet.columns);
    text.push('\n');
    for row in rows {
        text.push_str(&line(&row));
        text.push('\n');
    }
    text
}

/// A row as a line of a canonical file.
pub(super) fn line(cells: &[String]) -> String {
    cells.iter().map(|c| written(c)).collect::<Vec<_>>().join(",")
}
