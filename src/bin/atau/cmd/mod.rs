//! One file a command: its arguments, and how it talks. `run` gives the exit code; an error ends with code 2.

pub mod align;
pub mod compare;
pub mod diff;
pub mod eval;
pub mod lexicon;
pub mod matching;
pub mod report;

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
