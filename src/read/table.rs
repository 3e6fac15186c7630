//! Tables whose rows are documents: CSV, TSV and lines of JSON. A row is called `file.csv/ID`, by its cell in the
//! column of ids, or by its number if it has none; a second row of one id is `file.csv/ID~2`.

use super::archive::one_line;
use super::limits::PROBLEMS_PER_DOCUMENT_MAX;
use super::{ReadOptions, ReadOutcome, problems};
use crate::model::{Document, Problem};
use hashbrown::HashMap;

/// The columns taken when none are named.
const TEXT_COLUMN: &str = "text";
const ID_COLUMN: &str = "id";

/// Reads CSV or TSV. Without a column of text that is named or called `text` the file is no table of documents:
/// then there is nothing, and the caller reads it as plain text.
pub(super) fn delimited(name: &str, text: &str, delimiter: u8, options: &ReadOptions) -> Option<ReadOutcome> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|column| column.trim().to_owned()).collect(),
        Err(error) => {
            return Some(Rows::new(name, options).refused(problems::damaged(name, "", "table", error)));
        }
    };
    let mut rows = Rows::new(name, options);
    let text_column = match (position(&columns, rows.text_column), &options.text_column) {
        (Some(column), _) => column,
        (None, Some(wanted)) => return Some(rows.refused(problems::no_column(name, wanted, &columns))),
        (None, None) => return None,
    };
    let id_column = position(&columns, rows.id_column);
    if let (None, Some(wanted)) = (id_column, &options.id_column) {
        return Some(rows.refused(problems::no_column(name, wanted, &columns)));
    }
    for record in reader.records() {
        if rows.is_full() {
            break;
        }
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let id = id_column.and_then(|column| record.get(column)).unwrap_or_default();
                match record.get(text_column) {
                    Some(text) => rows.add(id, text),
                    None => rows.problem(problems::lost(
                        name,
                        format_args!("line {line}"),
                        format_args!("{} cells, too few for the column of text", record.len()),
                    )),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                rows.problem(problems::damaged(name, format_args!("line {line}"), "row", error));
            }
        }
    }
    Some(rows.finish())
}

/// Reads lines of JSON objects.
pub(super) fn json_lines(name: &str, text: &str, options: &ReadOptions) -> ReadOutcome {
    let mut rows = Rows::new(name, options);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if rows.is_full() {
            break;
        }
        let place = format!("line {}", number + 1);
        let value: serde_json::Value = match serde_json::from_str(line) {
            Ok(value) => value,
            Err(error) => {
                rows.problem(problems::damaged(name, place, "JSON", error));
                continue;
            }
        };
        let id = match value.get(rows.id_column) {
            Some(serde_json::Value::String(id)) => id.clone(),
            Some(serde_json::Value::Number(id)) => id.to_string(),
            _ => String::new(),
        };
        match value.get(rows.text_column).and_then(serde_json::Value::as_str) {
            Some(text) => rows.add(&id, text),
            None => {
                let what = format!("no text in `{}` (see --text-column)", rows.text_column);
                rows.problem(problems::lost(name, place, what));
            }
        }
    }
    rows.finish()
}

/// Whether the first line that is not empty is a JSON object.
pub(super) fn is_json_lines(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    first.trim_start().starts_with('{')
        && serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(first).is_ok()
}

/// The delimiter of a CSV file: of comma, semicolon and tab the one most frequent in the header.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default().as_bytes();
    let count = |delimiter: u8| memchr::memchr_iter(delimiter, header).count();
    let mut best = b',';
    for delimiter in [b';', b'\t'] {
        if count(delimiter) > count(best) {
            best = delimiter;
        }
    }
    best
}

/// The column of this name, in any case of its letters if not in this one.
fn position(columns: &[String], name: &str) -> Option<usize> {
    let exact = columns.iter().position(|column| column == name);
    exact.or_else(|| columns.iter().position(|column| column.to_lowercase() == name.to_lowercase()))
}

/// Documents and problems as the rows come.
struct Rows<'a> {
    name: &'a str,
    text_column: &'a str,
    id_column: &'a str,
    outcome: ReadOutcome,
    number: usize,
    rows_max: usize,
    times: HashMap<String, usize>,
    problems: usize,
}

impl<'a> Rows<'a> {
    fn new(name: &'a str, options: &'a ReadOptions) -> Self {
        Rows {
            name,
            text_column: options.text_column.as_deref().unwrap_or(TEXT_COLUMN),
            id_column: options.id_column.as_deref().unwrap_or(ID_COLUMN),
            outcome: ReadOutcome::default(),
            number: 0,
            rows_max: options.limits.table_rows,
            times: HashMap::new(),
            problems: 0,
        }
    }

    /// Adds a row; one without text is counted and is no document.
    fn add(&mut self, id: &str, text: &str) {
        self.number += 1;
        if text.trim().is_empty() {
            return;
        }
        let id = one_line(id.trim());
        let id = if id.is_empty() { self.number.to_string() } else { id };
        let mut name = format!("{}/{id}", self.name);
        // An id may look like the second one of another: as long as that is so, count on.
        loop {
            let times = self.times.entry(name.clone()).or_insert(0);
            *times += 1;
            if *times == 1 {
                break;
            }
            name = format!("{name}~{times}");
        }
        self.outcome.documents.push(Document {
            name,
            text: text.replace('\0', "\u{fffd}"),
            ..Document::default()
        });
    }

    fn problem(&mut self, problem: Problem) {
        self.number += 1;
        self.problems += 1;
        if self.problems <= PROBLEMS_PER_DOCUMENT_MAX {
            self.outcome.problems.push(problem);
        }
    }

    /// Whether the limit of rows is reached; the problem is told once.
    fn is_full(&mut self) -> bool {
        if self.number < self.rows_max {
            return false;
        }
        let place = format!("row {}", self.number + 1);
        let what = "rows after this one";
        let limit = self.rows_max as u64;
        self.outcome.problems.push(problems::over_limit(self.name, place, what, limit + 1, limit, "rows"));
        true
    }

    fn refused(mut self, problem: Problem) -> ReadOutcome {
        self.outcome.problems.push(problem);
        self.outcome
    }

    fn finish(mut self) -> ReadOutcome {
        if self.problems > PROBLEMS_PER_DOCUMENT_MAX {
            let more = self.problems - PROBLEMS_PER_DOCUMENT_MAX;
            self.outcome.problems.push(problems::more(self.name, more));
        }
        self.outcome
    }
}
