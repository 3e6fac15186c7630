//! One CSV table with a header: cells by column name, diagnostics by place.

use crate::model::{Diagnostic, Place, Severity};

/// A parsed table. Column order is free; a BOM is dropped.
#[derive(Clone, Debug)]
pub struct Table {
    name: String,
    header: Vec<String>,
    rows: Vec<(u32, csv::StringRecord)>,
}

/// One row of a [`Table`].
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    line: u32,
    record: &'a csv::StringRecord,
}

impl Table {
    /// Parses a table and checks that it has `columns`.
    ///
    /// # Errors
    /// The first row that is no row of such a table, or a missing column.
    pub fn parse(name: &str, text: &str, columns: &[&str]) -> Result<Table, Diagnostic> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let fail = |line: u32, message: String, help: &str| Diagnostic {
            severity: Severity::Error,
            code: "E001",
            place: Place { file: name.to_owned(), line, column: 1 },
            message,
            help: help.to_owned(),
            row: String::new(),
            mark: 0..0,
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(e) => return Err(fail(1, e.to_string(), "save the table as CSV in UTF-8")),
        };
        if let Some(missing) = columns.iter().find(|c| !header.iter().any(|h| h == *c)) {
            return Err(fail(
                1,
                format!("no column `{missing}`"),
                &format!("the columns are {}", columns.join(",")),
            ));
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => rows.push((record.position().map_or(0, |p| p.line() as u32), record)),
                Err(e) => {
                    let line = e.position().map_or(0, |p| p.line() as u32);
                    return Err(fail(line, e.to_string(), "every row has as many cells as the header"));
                }
            }
        }
        Ok(Table { name: name.to_owned(), header, rows })
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row { table: self, line: *line, record })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; empty if the table has no such column.
    pub fn get(&self, column: &str) -> &'a str {
        let position = self.table.header.iter().position(|h| h == column);
        position.and_then(|i| self.record.get(i)).unwrap_or("")
    }

    /// An error about one cell of this row.
    pub fn error(&self, code: &'static str, column: &str, message: String, help: &str) -> Diagnostic {
        let cell = self.table.header.iter().position(|h| h == column).unwrap_or(0);
        let before: usize = self.record.iter().take(cell).map(|c| c.chars().count() + 1).sum();
        Diagnostic {
            severity: Severity::Error,
            code,
            place: Place { file: self.table.name.clone(), line: self.line, column: before as u32 + 1 },
            message,
            help: help.to_owned(),
            row: String::new(),
            mark: 0..0,
        }
    }
}
