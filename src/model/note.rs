//! What went wrong, and where. Three different things: a [`Problem`] with an input does not stop a run; a
//! [`Diagnostic`] is about one place of a table; an [`Error`] ends the command.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;

/// Something that went wrong with one input; a row of `problems.csv`. The run goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The document, or the path that could not be read.
    pub document: String,
    /// Where in it (`line 12`, `byte 4096`, `member word/document.xml`); empty for the whole.
    pub place: String,
    pub what: String,
    /// What was done about it (`left out`, `decoded as windows-1251`).
    pub action: String,
    /// Whether the input, or part of it, is missing from the result; decides the exit code.
    pub lost: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// A place in a table: 1-based line and column (code points), 0 where unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: String,
    pub line: u32,
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        Ok(())
    }
}

/// What is wrong with one place of a table, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Stable code such as `E003`.
    pub code: &'static str,
    pub place: Place,
    pub message: String,
    pub help: String,
    /// The row as it stands in the file, for showing the place; may be empty.
    pub row: String,
    /// Code points of `row` to mark.
    pub mark: std::ops::Range<u32>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}: {severity}[{}]: {}", self.place, self.code, self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

/// What ends a command, always with what to do next.
#[derive(Debug)]
pub enum Error {
    /// A file could not be read or written.
    File { path: PathBuf, doing: &'static str, source: std::io::Error },
    /// Tables with errors; nothing was run.
    Tables(Vec<Diagnostic>),
    /// Arguments or configuration that make no sense.
    Usage(String),
}

impl Error {
    pub fn file(path: impl Into<PathBuf>, doing: &'static str) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.into();
        move |source| Error::File { path, doing, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File { path, doing, source } => write!(f, "cannot {doing} {}: {source}", path.display()),
            Error::Tables(diagnostics) => {
                for (i, diagnostic) in diagnostics.iter().enumerate() {
                    if i > 0 {
                        f.write_str("\n")?;
                    }
                    write!(f, "{diagnostic}")?;
                }
                Ok(())
            }
            Error::Usage(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::File { source, .. } => Some(source),
            _ => None,
        }
    }
}
