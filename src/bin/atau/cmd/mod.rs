//! One file a command: its arguments, and how it talks. `run` gives the exit code; an error ends with code 2.

pub mod align;
pub mod diff;
pub mod eval;
pub mod lexicon;

use atau::{Error, files};
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
