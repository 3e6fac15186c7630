//! One file a command: its arguments, and how it talks. `run` gives the exit code; an error ends with code 2.

pub mod align;
pub mod cache;
pub mod compare;
pub mod diff;
pub mod eval;
pub mod explain;
pub mod lexicon;
pub mod matching;
pub mod report;
pub mod review;

use atau::{Error, Score, files};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Writes a result to a file, or to standard output where the path is `-`. A reader that has seen enough (`| head`)
/// is no error.
fn write_result(path: &Path, text: &str) -> Result<(), Error> {
    if path.as_os_str() != "-" {
        return files::write_whole(path, text.as_bytes());
    }
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Error::file("-", "write")(e)),
        _ => Ok(()),
    }
}

/// Path of the settled pairs below a lexicon folder.
const JUDGEMENTS_FILE: &str = "judgements.csv";

/// Writes a table of results.
fn write_table(path: &Path, table: csv::Writer<Vec<u8>>) -> Result<(), Error> {
    let fault = |what: String| Error::Usage(format!("cannot write {}: {what}", path.display()));
    let bytes = table.into_inner().map_err(|e| fault(e.to_string()))?;
    write_result(path, &String::from_utf8(bytes).map_err(|e| fault(e.to_string()))?)
}

/// The score of an option that takes 0 to 1.
fn score(value: f64, option: &str) -> Result<Score, Error> {
    if (0.0..=1.0).contains(&value) {
        Ok(Score::from_probability(value))
    } else {
        Err(Error::Usage(format!("{option}: write a number from 0 to 1")))
    }
}

/// Sets the number of threads.
fn threads(number: Option<usize>) -> Result<(), Error> {
    match number {
        Some(0) => Err(Error::Usage("--threads: write 1 or more".to_owned())),
        Some(number) => rayon::ThreadPoolBuilder::new()
            .num_threads(number)
            .build_global()
            .map_err(|e| Error::Usage(format!("--threads: {e}"))),
        None => Ok(()),
    }
}

/// Today's date as `2026-01-31`, by universal time; for what a person decides, never for what a run writes.
fn today() -> String {
    let seconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let mut day = seconds / 86_400;
    let mut year = 1970;
    let is_leap =
        |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    while day >= 365 + u64::from(is_leap(year)) {
        day -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while month < 11 && day >= lengths[month] {
        day -= lengths[month];
        month += 1;
    }
    format!("{year}-{:02}-{:02}", month + 1, day + 1)
}
