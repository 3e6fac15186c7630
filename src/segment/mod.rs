//! A document to its tokens and its segments in one language. Imports `model` and `text` only: it knows no names.
//!
//! Words are those of Unicode Standard Annex 29, split where names need it: at full stops (И.Я.Златкин), at hyphens
//! (Галдан-Церен) and before an English possessive ('s). Gaps between tokens are not stored: they are what lies
//! between, so that tokens and gaps rebuild the text.

mod language;
mod scan;
mod vocabulary;

pub use language::Hints;
pub use scan::Words;
pub use vocabulary::{Shape, Vocabulary, Word};

use crate::model::{Document, Segment, Token};

/// What a document consists of.
#[derive(Clone, Debug, Default)]
pub struct Segmentation {
    pub tokens: Vec<Token>,
    /// In the order of the text; every token is in exactly one.
    pub segments: Vec<Segment>,
}

/// Splits a document into tokens and segments. Words are entered into the vocabulary, which a thread keeps from
/// document to document, so that each distinct word is looked at once.
pub fn document(document: &Document, vocabulary: &mut Vocabulary) -> Segmentation {
    let text = document.text.as_str();
    let mut tokens = Vec::with_capacity(text.len() / 10);
    for bytes in Words::new(text) {
        let word = vocabulary.enter(&text[bytes.clone()]);
        tokens.push(Token { start: bytes.start as u32, end: bytes.end as u32, word });
    }
    let segments = language::segments(text, &tokens, vocabulary, document.declared_language);
    Segmentation { tokens, segments }
}
