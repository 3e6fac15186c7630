//! Where something stands in a document's text.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Code points of the document's text, 0-based, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// Number of code points covered.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Turns byte ranges of a text into [`Span`]s and line numbers; ranges must be asked for in rising order, so that
/// the text is walked once.
pub struct CodePointCursor<'a> {
    text: &'a str,
    byte: usize,
    code_points: u32,
    line: u32,
}

impl<'a> CodePointCursor<'a> {
    pub fn new(text: &'a str) -> Self {
        CodePointCursor { text, byte: 0, code_points: 0, line: 1 }
    }

    /// The span of a byte range and the 1-based line it starts in. A range before the last one asked for starts the
    /// walk again.
    pub fn locate(&mut self, bytes: Range<usize>) -> (Span, u32) {
        if bytes.start < self.byte {
            *self = CodePointCursor::new(self.text);
        }
        let gap = &self.text.as_bytes()[self.byte..bytes.start];
        self.code_points += count_code_points(gap);
        self.line += memchr::memchr_iter(b'\n', gap).count() as u32;
        self.byte = bytes.start;
        let length = count_code_points(&self.text.as_bytes()[bytes]);
        (Span { start: self.code_points, end: self.code_points + length }, self.line)
    }
}

/// Code points in valid UTF-8: bytes that do not continue another.
fn count_code_points(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| (b as i8) >= -0x40).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_code_points_and_lines() {
        let text = "Хан\nАбылай, Ablai";
        let mut cursor = CodePointCursor::new(text);
        let kazakh = text.find("Абылай").unwrap();
        assert_eq!(cursor.locate(kazakh..kazakh + 12), (Span { start: 4, end: 10 }, 2));
        let english = text.find("Ablai").unwrap();
        assert_eq!(cursor.locate(english..english + 5), (Span { start: 12, end: 17 }, 2));
        assert_eq!(cursor.locate(0..6), (Span { start: 0, end: 3 }, 1));
    }
}
