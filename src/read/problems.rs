//! Every message of this step: one function each, so that they read alike and can be found in one place.

use super::encoding::{Encoding, Invalid};
use crate::model::Problem;
use std::fmt::Display;

const LEFT_OUT: &str = "left out";

/// A problem that costs the input, or the part of it that `place` says.
pub(super) fn lost(document: &str, place: impl Display, what: impl Display) -> Problem {
    Problem {
        document: document.to_owned(),
        place: place.to_string(),
        what: what.to_string(),
        action: LEFT_OUT.to_owned(),
        lost: true,
    }
}

/// A problem that was got over.
pub(super) fn mended(document: &str, place: impl Display, what: impl Display, action: &str) -> Problem {
    Problem {
        document: document.to_owned(),
        place: place.to_string(),
        what: what.to_string(),
        action: action.to_owned(),
        lost: false,
    }
}

pub(super) fn empty(document: &str) -> Problem {
    mended(document, "", "the file is empty", LEFT_OUT)
}

pub(super) fn no_text(document: &str, why: &str) -> Problem {
    lost(document, "", format_args!("no text in it: {why}"))
}

/// A format that is recognised and not read; `help` says what to do.
pub(super) fn foreign(document: &str, what: &str, help: &str) -> Problem {
    lost(document, "", format_args!("{what}; {help}"))
}

pub(super) fn nul_byte(document: &str, line: usize, byte: usize) -> Problem {
    let place = format!("line {line}, byte {byte}");
    lost(document, place, "a NUL byte: not a text, or in an encoding that is not known")
}

pub(super) fn binary(document: &str, controls: usize) -> Problem {
    lost(document, "", format_args!("not a text: {controls} control characters"))
}

pub(super) fn invalid_bytes(document: &str, encoding: Encoding, invalid: &Invalid) -> Problem {
    let place = format!("line {}, byte {}", invalid.line, invalid.byte);
    let others = match invalid.places {
        1 => String::new(),
        places => format!(" (and {} places more)", places - 1),
    };
    let what = format!("byte 0x{:02X} is not allowed in {encoding}{others}", invalid.value);
    mended(document, place, what, "read as U+FFFD")
}

/// Something is larger than its bound; `unit` is what is counted.
pub(super) fn over_limit(
    document: &str,
    place: impl Display,
    what: &str,
    size: u64,
    limit: u64,
    unit: &str,
) -> Problem {
    lost(document, place, format_args!("{what}: {size} {unit}, the limit is {limit}"))
}

/// What another library says about a file it could not read, on one line.
pub(super) fn damaged(document: &str, place: impl Display, format: &str, error: impl Display) -> Problem {
    let error = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    lost(document, place, format_args!("damaged {format}: {error}"))
}

/// An entity that the document declares itself, or nobody.
pub(super) fn unexpanded_entity(document: &str, place: String, name: &str, times: usize) -> Problem {
    let name: String = name.chars().take(40).collect();
    let what = format!("entity `&{name};` is not one of XML or HTML ({times} such references)");
    Problem { lost: true, ..mended(document, place, what, "left as it stands, not expanded") }
}

/// More comes out of an archive than its bounds allow: a bomb, or a file too large for the memory.
pub(super) fn unpacks_to_too_much(document: &str, place: &str, most: u64) -> Problem {
    lost(document, place, format_args!("unpacks to more than {most} bytes, the limit for its size"))
}

/// A part that the format demands is not in the archive.
pub(super) fn no_part(document: &str, name: &str) -> Problem {
    lost(document, "", format_args!("no `{name}` in it: not a whole document of its kind"))
}

pub(super) fn nested_too_deep(document: &str, limit: usize) -> Problem {
    lost(document, "", format_args!("an archive inside {limit} others; unpack one of them"))
}

/// A table without the column that holds the text.
pub(super) fn no_column(document: &str, wanted: &str, columns: &[String]) -> Problem {
    let there = columns.join(", ");
    lost(document, "line 1", format_args!("no column `{wanted}`; there are: {there} (see --text-column)"))
}

/// The same where nobody asked for a column.
pub(super) fn read_as_plain_text(document: &str) -> Problem {
    let what = "a table without a column `text` (see --text-column)";
    mended(document, "line 1", what, "read as plain text")
}

/// Problems beyond those that are told one by one.
pub(super) fn more(document: &str, count: usize) -> Problem {
    lost(document, "", format_args!("{count} more problems like these"))
}

/// A member that is protected by a password, packed in a way that is not known, or damaged in its head.
pub(super) fn locked(document: &str, place: impl Display, error: impl Display) -> Problem {
    lost(document, place, format_args!("cannot be unpacked: {error}"))
}
