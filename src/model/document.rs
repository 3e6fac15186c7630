//! A text and its parts.

use super::{EntityType, Language};
use std::ops::Range;

/// One text, with what its format said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Path below the folder that was given, with `/`; `archive.zip/member` for a member of an archive.
    pub name: String,
    /// The text all spans point into. For plain text the file decoded and nothing changed; else the text extracted.
    pub text: String,
    /// Names that the source marked itself (TEI `persName`, ...), in rising order of their start.
    pub markup: Vec<Markup>,
    /// Bytes of `text` at which a page starts, with the page's own number or name where the format has one.
    pub pages: Vec<(usize, String)>,
    /// The language the format declares for the whole text, if any (`xml:lang`, `<html lang>`). A hint only.
    pub declared_language: Option<Language>,
}

/// A name that the source marked itself: evidence, not truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup {
    /// Bytes of the document's text.
    pub bytes: Range<usize>,
    pub entity_type: Option<EntityType>,
    /// What the markup refers to (`@ref`, `@key`), without a leading `#`.
    pub key: Option<String>,
}

/// A stretch of a document in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the document's text.
    pub bytes: Range<usize>,
    /// Tokens of the document.
    pub tokens: Range<usize>,
    pub language: Language,
}

/// A distinct word of a run's vocabulary; dense, never written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

/// An occurrence of a word in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the document's text, start inclusive, end exclusive.
    pub start: u32,
    pub end: u32,
    pub word: WordId,
}

impl Token {
    pub fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a document consists of.
#[derive(Clone, Debug, Default)]
pub struct Segmentation {
    pub tokens: Vec<Token>,
    /// In the order of the text; every token is in exactly one.
    pub segments: Vec<Segment>,
}
