//! Bytes to [`Document`]s: formats, encodings, limits. May import `model` and `text`. It never opens a file.
//!
//! The format is told by content first and by name second; an encoding likewise. What cannot be read is a
//! [`Problem`], and the rest goes on.

mod encoding;
mod encoding_tables;
mod limits;
mod plain;
mod plausibility;
mod problems;

pub use encoding::{Decoded, Encoding, Invalid, decode};
pub use limits::*;

use crate::model::{Document, Problem};

/// How to read; the default is right for a folder of mixed files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding of all texts without a BOM; by default each is told by its content.
    pub encoding: Option<Encoding>,
}

/// What came out of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOutcome {
    /// In the order of the file.
    pub documents: Vec<Document>,
    pub problems: Vec<Problem>,
}

/// Reads one file, which may hold many documents (an archive, a table).
pub fn documents(name: &str, bytes: &[u8], options: &ReadOptions) -> ReadOutcome {
    let mut outcome = ReadOutcome::default();
    if bytes.is_empty() {
        outcome.problems.push(problems::empty(name));
        return outcome;
    }
    match plain::text(name, bytes, options.encoding, None, &Limits::default()) {
        Ok((text, problem)) => {
            outcome.documents.push(Document { name: name.to_owned(), text, ..Document::default() });
            outcome.problems.extend(problem);
        }
        Err(problem) => outcome.problems.push(problem),
    }
    outcome
}
