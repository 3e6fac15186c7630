//! Tables as people send them: CSV or TSV from a spreadsheet, a database or another program.
//!
//! The first line names the columns, in any order and any case; cells are asked for by name. The separator is comma,
//! semicolon or tab, whichever the header uses; a byte order mark is dropped; a row may lack its last cells. What is
//! wrong with a cell is said with its line and column. The lexicon's own tables are stricter and parsed elsewhere.

use super::{Lines, written};
use crate::model::{Diagnostic, Place, Severity};

/// Longest row shown in a diagnostic, in code points.
const ROW_SHOWN_MAX: usize = 160;

/// A table with named columns.
#[derive(Clone, Debug)]
pub struct Table {
    name: String,
    separator: u8,
    header: Vec<String>,
    rows: Vec<(u32, csv::StringRecord)>,
}

/// One row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct NamedRow<'a> {
    table: &'a Table,
    line: u32,
    record: &'a csv::StringRecord,
}

/// A column of a [`Table`], by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column(usize);

impl Table {
    /// Parses a table; `name` is what diagnostics call it.
    ///
    /// # Errors
    /// The first fault: no header, a column named twice, or a row with more cells than the header.
    pub fn parse(name: &str, text: &str) -> Result<Table, Box<Diagnostic>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first_line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
        let separator = separator(first_line);
        // A tab-separated file with an odd number of quotes was written by a program that does not quote.
        let quoting =
            separator != b'\t' || memchr::memchr_iter(b'"', text.as_bytes()).count().is_multiple_of(2);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(separator)
            .quoting(quoting)
            .from_reader(text.as_bytes());
        let mut table = Table { name: name.to_owned(), separator, header: Vec::new(), rows: Vec::new() };
        let mut lines = Lines { text: text.as_bytes(), byte: 0, line: 1 };
        for record in reader.records() {
            let record = record.map_err(|e| {
                let line = e.position().map_or(0, |p| p.line() as u32);
                table.diagnostic(line, 0, "T001", e.to_string(), "save it as CSV in UTF-8".to_owned())
            })?;
            let line = record.position().map_or(0, |p| lines.line_at(p.byte() as usize));
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if table.header.is_empty() {
                table.header = record.iter().map(|cell| cell.trim().to_lowercase()).collect();
                table.check_header(line)?;
                continue;
            }
            let surplus = record.iter().skip(table.header.len()).any(|cell| !cell.trim().is_empty());
            let row = NamedRow { table: &table, line, record: &record };
            if surplus {
                let message = format!("{} cells, the header has {}", record.len(), table.header.len());
                let help = format!(
                    "a cell with {} inside stands in double quotes",
                    match separator {
                        b';' => "a semicolon",
                        b'\t' => "a tab",
                        _ => "a comma",
                    }
                );
                return Err(row.diagnostic(Column(table.header.len()), "T003", message, help));
            }
            table.rows.push((line, record));
        }
        if table.header.is_empty() {
            let help = "the first line names the columns".to_owned();
            return Err(table.diagnostic(1, 1, "T001", "the table is empty".to_owned(), help));
        }
        Ok(table)
    }

    fn check_header(&self, line: u32) -> Result<(), Box<Diagnostic>> {
        for (i, name) in self.header.iter().enumerate() {
            if !name.is_empty() && self.header[..i].contains(name) {
                let message = format!("two columns are called `{name}`");
                let help = "rename or remove one of them".to_owned();
                return Err(self.diagnostic(line, i as u32 + 1, "T002", message, help));
            }
        }
        Ok(())
    }

    /// The name the table was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the columns, in the order of the file, trimmed and in small letters.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The separator the header uses: `,`, `;` or a tab.
    pub fn separator(&self) -> char {
        char::from(self.separator)
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn rows(&self) -> impl Iterator<Item = NamedRow<'_>> {
        self.rows.iter().map(|(line, record)| NamedRow { table: self, line: *line, record })
    }

    /// The column of that name, if there is one.
    pub fn column(&self, name: &str) -> Option<Column> {
        self.header.iter().position(|h| h == name).map(Column)
    }

    /// The column of that name.
    ///
    /// # Errors
    /// A diagnostic that names the columns there are.
    pub fn require(&self, name: &str) -> Result<Column, Box<Diagnostic>> {
        self.column(name).ok_or_else(|| {
            let message = format!("there is no column `{name}`; the columns are {}", self.header.join(", "));
            self.diagnostic(1, 1, "T002", message, format!("name a column `{name}` in the first line"))
        })
    }

    fn diagnostic(
        &self,
        line: u32,
        column: u32,
        code: &'static str,
        message: String,
        help: String,
    ) -> Box<Diagnostic> {
        let place = Place { file: self.name.clone(), line, column };
        let severity = Severity::Error;
        Box::new(Diagnostic { severity, code, place, message, help, row: String::new(), mark: 0..0 })
    }
}

impl<'a> NamedRow<'a> {
    /// 1-based line on which the row starts.
    pub fn line(self) -> u32 {
        self.line
    }

    /// A cell as it stands; empty if the row is short.
    pub fn cell(self, column: Column) -> &'a str {
        self.record.get(column.0).unwrap_or("")
    }

    /// A cell by the name of its column; empty if there is no such column.
    pub fn get(self, name: &str) -> &'a str {
        self.table.column(name).map_or("", |column| self.cell(column))
    }

    /// All cells, as many as the header has.
    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.table.header.len()).map(move |i| self.cell(Column(i)))
    }

    /// A cell as a number of code points or the like.
    ///
    /// # Errors
    /// A diagnostic with the place of the cell, if it is not a whole number from 0 to 4294967295.
    pub fn number(self, column: Column) -> Result<u32, Box<Diagnostic>> {
        let cell = self.cell(column).trim();
        cell.parse().map_err(|_| {
            let name = self.table.header.get(column.0).map_or("", String::as_str);
            let message = format!("`{cell}` in column `{name}` is not a whole number");
            self.diagnostic(column, "T004", message, "write digits only".to_owned())
        })
    }

    /// What is wrong with a cell, with its place.
    pub fn diagnostic(
        self,
        column: Column,
        code: &'static str,
        message: String,
        help: String,
    ) -> Box<Diagnostic> {
        let before: usize = self.record.iter().take(column.0).map(|c| written(c).chars().count() + 1).sum();
        let mut diagnostic = self.table.diagnostic(self.line, before as u32 + 1, code, message, help);
        let separator = self.table.separator().to_string();
        let row: Vec<String> = self.record.iter().map(written).collect();
        diagnostic.row = row.join(&separator).chars().take(ROW_SHOWN_MAX).collect();
        let length = written(self.cell(column)).chars().count() as u32;
        diagnostic.mark = before as u32..before as u32 + length;
        diagnostic
    }
}

/// The separator that stands most often outside quotes in the header; a comma if none does.
fn separator(header: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(s, _)| *s == byte && !quoted) {
            *count += 1;
        }
    }
    // `max_by_key` takes the last of equals; reversed, a tie goes to the comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(s, _)| *s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_name_whatever_the_order_and_separator() {
        for text in [
            "\u{feff}id,Name\n1,Абай\n",
            "name;id\r\nАбай;1\r\n",
            "ID\tname\n\n1\tАбай",
            "note,id,name\n\"a, \"\"b\"\"\",1,Абай",
        ] {
            let table = Table::parse("t.csv", text).unwrap();
            let id = table.require("id").unwrap();
            let row = table.rows().next().unwrap();
            assert_eq!((row.cell(id), row.get("name"), row.get("absent")), ("1", "Абай", ""), "{text}");
            assert_eq!(table.len(), 1);
        }
    }

    #[test]
    fn a_cell_may_hold_line_breaks_and_rows_know_their_line() {
        let table = Table::parse("t", "a,b\n\"x\ny\",1\nz,2").unwrap();
        let lines: Vec<u32> = table.rows().map(NamedRow::line).collect();
        assert_eq!(lines, [2, 4]);
        assert_eq!(table.rows().next().unwrap().get("a"), "x\ny");
    }

    #[test]
    fn faults_name_their_place() {
        let table = Table::parse("t.csv", "name,start\nАбай,x7\n").unwrap();
        let start = table.require("start").unwrap();
        let fault = table.rows().next().unwrap().number(start).unwrap_err();
        assert_eq!((fault.place.to_string().as_str(), fault.mark.clone()), ("t.csv:2:6", 5..7));
        assert!(table.require("end").unwrap_err().message.contains("name, start"));
        let surplus = Table::parse("t.csv", "a,b\n1,2,3").unwrap_err();
        assert_eq!(surplus.place.to_string(), "t.csv:2:5");
        assert_eq!(Table::parse("t.csv", "a,b,a\n").unwrap_err().code, "T002");
        assert!(Table::parse("t.csv", " \n").is_err());
    }

    #[test]
    fn short_rows_and_lone_quotes_in_tsv_are_read() {
        let table = Table::parse("t.tsv", "a\tb\tc\n\"Абай\tx\n1\t2\t3\n").unwrap();
        assert_eq!(table.len(), 2);
        assert_eq!(table.rows().next().unwrap().cells().collect::<Vec<_>>(), ["\"Абай", "x", ""]);
    }
}
