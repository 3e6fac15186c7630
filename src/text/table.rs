//! Rows of a CSV table with their places, for every table of letters and readings; it knows no columns of its own.
//! Here the header is fixed; [`Table`] is for tables of other people, whose columns are found by name.
//!
//! A BOM, CRLF, semicolons and tabs from spreadsheets are read as well as the canonical comma and LF.

mod named;

use crate::model::{Diagnostic, Place, Severity};

pub use named::{Column, NamedRow, Table};

/// One row of a table: as many cells as the header, trimmed of nothing.
#[derive(Clone, Debug)]
pub struct Row {
    /// 1-based.
    pub line: u32,
    file: String,
    delimiter: char,
    cells: csv::StringRecord,
}

impl Row {
    /// The text of a cell; empty for a cell that does not exist.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).unwrap_or("")
    }

    /// An error at a cell of this row.
    pub fn error(&self, code: &'static str, cell: usize, message: String, help: &str) -> Box<Diagnostic> {
        self.diagnostic(Severity::Error, code, cell, message, help)
    }

    /// A warning at a cell of this row.
    pub fn warning(&self, code: &'static str, cell: usize, message: String, help: &str) -> Box<Diagnostic> {
        self.diagnostic(Severity::Warning, code, cell, message, help)
    }

    /// The texts of the cells, in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// A diagnostic moved to some code points of its cell, as counted in the text of the cell.
    pub fn within(
        &self,
        mut diagnostic: Box<Diagnostic>,
        cell: usize,
        part: std::ops::Range<usize>,
    ) -> Box<Diagnostic> {
        let text = self.cell(cell);
        let quoted = written_with(text, self.delimiter) != text;
        let quotes = text.chars().take(part.start).filter(|c| *c == '"').count();
        let start = diagnostic.mark.start + (part.start + quotes + usize::from(quoted)) as u32;
        diagnostic.mark = start..start + (part.len() as u32).max(1);
        diagnostic.place.column = start + 1;
        diagnostic
    }

    fn diagnostic(
        &self,
        severity: Severity,
        code: &'static str,
        cell: usize,
        message: String,
        help: &str,
    ) -> Box<Diagnostic> {
        let row: Vec<String> = self.cells.iter().map(|c| written_with(c, self.delimiter)).collect();
        let lengths: Vec<u32> = row.iter().map(|c| c.chars().count() as u32).collect();
        let start: u32 = lengths.iter().take(cell).map(|length| length + 1).sum();
        let length = lengths.get(cell).copied().unwrap_or(0);
        Box::new(Diagnostic {
            severity,
            code,
            place: Place { file: self.file.clone(), line: self.line, column: start + 1 },
            message,
            help: help.to_owned(),
            row: row.join(self.delimiter.encode_utf8(&mut [0; 4])),
            mark: start..start + length.max(1),
        })
    }
}

/// A cell as it stands in a canonical file: in quotes if it must be.
pub fn written(cell: &str) -> String {
    written_with(cell, ',')
}

fn written_with(cell: &str, delimiter: char) -> String {
    if cell.contains([delimiter, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// What parts the cells of a table: the one of comma, semicolon and tab that its first line has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let count = |d: u8| header.bytes().filter(|&b| b == d).count();
    // The last of equals wins: a table of one column has commas.
    [b'\t', b';', b','].into_iter().max_by_key(|&d| count(d)).unwrap_or(b',')
}

/// The column names of a table as its first line has them; empty for an empty table.
pub fn header(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or("");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter(text)).from_reader(first.as_bytes());
    let record = reader.records().next().and_then(Result::ok);
    record.map(|r| r.iter().map(str::to_owned).collect()).unwrap_or_default()
}

/// The rows of a table whose header must be `columns`. Rows with a wrong number of cells are reported and left out; rows
/// without a letter in any cell, as spreadsheets leave them at the end, are passed over.
pub fn rows(file: &str, text: &str, columns: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Vec<Row> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut result = Vec::new();
    let mut head = true;
    let new_row = |line: u32, cells| Row { line, file: file.to_owned(), delimiter: delimiter as char, cells };
    let mut lines = Lines { text: text.as_bytes(), byte: 0, line: 1 };
    for record in reader.records() {
        let cells = match record {
            Ok(cells) => cells,
            Err(e) => {
                let line = e.position().map_or(0, |p| p.line() as u32);
                let row = new_row(line, csv::StringRecord::new());
                diagnostics.push(*row.error("E002", 0, format!("not a row of a CSV table: {e}"), ""));
                continue;
            }
        };
        let line = cells.position().map_or(0, |p| lines.line_at(p.byte() as usize));
        let row = new_row(line, cells);
        if head {
            head = false;
            if !row.cells.iter().eq(columns.iter().copied()) {
                let found: Vec<&str> = row.cells.iter().collect();
                diagnostics.push(*row.error(
                    "E001",
                    0,
                    format!("the header is `{}`", found.join(",")),
                    &format!("write `{}`", columns.join(",")),
                ));
                return Vec::new();
            }
        } else if row.cells.len() == columns.len() {
            if row.cells.iter().any(|c| !c.is_empty()) {
                result.push(row);
            }
        } else if row.cells.iter().any(|c| !c.is_empty()) {
            diagnostics.push(*row.error(
                "E002",
                0,
                format!("{} cells, the header has {}", row.cells.len(), columns.len()),
                "add or remove commas; a cell with a comma inside stands in double quotes",
            ));
        }
    }
    if head {
        let row = new_row(1, csv::StringRecord::new());
        diagnostics.push(*row.error(
            "E001",
            0,
            "the table is empty".to_owned(),
            &format!("write the header `{}`", columns.join(",")),
        ));
    }
    result
}

/// Counts lines up to the records of a table, in one pass.
struct Lines<'t> {
    text: &'t [u8],
    byte: usize,
    line: u32,
}

impl Lines<'_> {
    /// 1-based line of a record that the reader says begins at a byte (never before that of the last call): the reader
    /// puts the line end before the record, or half of CRLF, into the record.
    fn line_at(&mut self, byte: usize) -> u32 {
        while self.byte < self.text.len()
            && (self.byte < byte || matches!(self.text[self.byte], b'\r' | b'\n'))
        {
            self.line += u32::from(self.text[self.byte] == b'\n');
            self.byte += 1;
        }
        self.line
    }
}

/// Text of a cell in which characters that cannot be seen may be written as `U+00AD` (several parted by spaces).
///
/// `None` if a code is not the number of a character.
pub fn unescape(cell: &str) -> Option<String> {
    if !cell.starts_with("U+") {
        return Some(cell.to_owned());
    }
    cell.split(' ')
        .map(|part| part.strip_prefix("U+").and_then(|hex| u32::from_str_radix(hex, 16).ok()))
        .map(|code| code.and_then(char::from_u32))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_are_read() {
        let mut diagnostics = Vec::new();
        let found = rows("t.csv", "\u{feff}a;b\r\n1;\"x;y\"\r\n", &["a", "b"], &mut diagnostics);
        assert!(diagnostics.is_empty());
        assert_eq!((found[0].line, found[0].cell(0), found[0].cell(1)), (2, "1", "x;y"));
    }

    #[test]
    fn a_diagnostic_marks_its_cell() {
        let mut diagnostics = Vec::new();
        let found = rows("t.csv", "a,b\n\"x,y\",қате\n", &["a", "b"], &mut diagnostics);
        let error = found[0].error("E000", 1, "wrong".to_owned(), "right it");
        assert_eq!(error.place.to_string(), "t.csv:2:7");
        assert_eq!((error.row.as_str(), error.mark), ("\"x,y\",қате", 6..10));
    }

    #[test]
    fn a_part_of_a_cell_is_marked_as_it_stands_in_the_file() {
        let mut diagnostics = Vec::new();
        let found = rows("t.csv", "a;b\n\"x \"\"y\"\"; z\";1\n", &["a", "b"], &mut diagnostics);
        let error = found[0].error("E000", 0, "wrong".to_owned(), "");
        let error = found[0].within(error, 0, 6..7);
        assert_eq!(error.row.chars().nth(error.mark.start as usize), Some(' '));
        assert_eq!(error.place.column, error.mark.start + 1);
        assert_eq!(header("\u{feff}a;b\r\n"), ["a", "b"]);
        assert_eq!(header("a\n"), ["a"]);
        assert!(header("").is_empty());
    }

    #[test]
    fn bad_rows_and_headers_are_reported() {
        let mut diagnostics = Vec::new();
        assert!(rows("t.csv", "a,c\n1,2\n", &["a", "b"], &mut diagnostics).is_empty());
        assert_eq!(rows("t.csv", "a,b\n1\n1,2\n", &["a", "b"], &mut diagnostics).len(), 1);
        rows("t.csv", "", &["a", "b"], &mut diagnostics);
        assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["E001", "E002", "E001"]);
    }

    #[test]
    fn codes_stand_for_characters_that_cannot_be_seen() {
        assert_eq!(unescape("U+00AD").as_deref(), Some("\u{ad}"));
        assert_eq!(unescape("U+006E U+0321").as_deref(), Some("n\u{321}"));
        assert_eq!(unescape("U+XYZ"), None);
        assert_eq!(unescape("ь").as_deref(), Some("ь"));
    }
}
