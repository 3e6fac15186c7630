//! A lexicon folder as tables of cells, whatever they mean.

use super::super::Lexicon;
use crate::model::{Diagnostic, EntityId, Language};
use crate::text::table::{self, Row};
use hashbrown::HashMap;

pub(super) const ENTITIES: &str = "entities.csv";
pub(super) const NAMES: &str = "names/";

/// A table with its rows and their places.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Path below the lexicon folder.
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Whether every row has as many cells as the header.
    pub whole: bool,
}

impl Sheet {
    /// Reads a table of any columns; rows with a wrong number of cells are reported and left out.
    pub fn read(name: &str, text: &str, found: &mut Vec<Diagnostic>) -> Sheet {
        let columns = table::header(text);
        let expected: Vec<&str> = columns.iter().map(String::as_str).collect();
        let before = found.len();
        let rows = table::rows(name, text, &expected, found);
        Sheet { name: name.to_owned(), columns, rows, whole: found.len() == before }
    }

    /// Position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    /// The row in a line.
    pub(super) fn row_at(&self, line: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&line, |r| r.line).ok().map(|i| &self.rows[i])
    }

    pub(super) fn is_names(&self) -> bool {
        self.name.starts_with(NAMES)
    }
}

/// The tables of a folder beside what was parsed from them.
pub(super) struct Folder<'a> {
    pub files: &'a [(String, String)],
    pub sheets: Vec<Sheet>,
    pub lexicon: &'a Lexicon,
}

/// A row of `names/` that has a known entity and language.
pub(super) struct Name<'f> {
    pub row: &'f Row,
    pub entity: EntityId,
    pub language: Language,
    /// Columns of the table the row stands in.
    pub columns: NameColumns,
}

#[derive(Clone, Copy)]
pub(super) struct NameColumns {
    pub form: usize,
    pub kind: usize,
}

impl Name<'_> {
    pub(super) fn form(&self) -> &str {
        self.row.cell(self.columns.form)
    }

    pub(super) fn kind(&self) -> &str {
        self.row.cell(self.columns.kind)
    }
}

impl<'a> Folder<'a> {
    pub(super) fn new(
        files: &'a [(String, String)],
        lexicon: &'a Lexicon,
        found: &mut Vec<Diagnostic>,
    ) -> Folder<'a> {
        let sheets = files.iter().map(|(name, text)| Sheet::read(name, text, found)).collect();
        Folder { files, sheets, lexicon }
    }

    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|s| s.name == name)
    }

    /// The rows of `names/` with a known entity and language, in the order of the files.
    pub(super) fn names(&self) -> impl Iterator<Item = Name<'_>> {
        let lexicon = self.lexicon;
        self.sheets.iter().filter(|s| s.is_names()).flat_map(move |sheet| {
            let column = |name| sheet.column(name);
            let columns = match (column("entity_id"), column("language"), column("form"), column("kind")) {
                (Some(entity), Some(language), Some(form), Some(kind)) => {
                    Some((entity, language, NameColumns { form, kind }))
                }
                _ => None,
            };
            columns.into_iter().flat_map(move |(entity, language, columns)| {
                sheet.rows.iter().filter_map(move |row| {
                    let language = Language::from_code(row.cell(language))?;
                    let entity = lexicon.by_key(row.cell(entity))?;
                    Some(Name { row, entity, language, columns })
                })
            })
        })
    }

    /// The values of a column of a small table of terms, each with its row.
    pub(super) fn terms(&self, sheet: &str) -> Option<HashMap<&str, &Row>> {
        let sheet = self.sheet(sheet)?;
        Some(sheet.rows.iter().map(|row| (row.cell(0), row)).collect())
    }
}
