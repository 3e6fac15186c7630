//! A document to its tokens and its segments in one language. Imports `model` and `text` only: it knows no names.
//!
//! Words are those of Unicode Standard Annex 29, split where names need it: at full stops (И.Я.Златкин), at hyphens
//! (Галдан-Церен) and before an English possessive ('s). Gaps between tokens are not stored: they are what lies
//! between, so that tokens and gaps rebuild the text.

mod language;

pub use language::Hints;

use crate::model::{Document, Segmentation, Token, WordId};
use crate::text::vocabulary::Vocabulary;
use crate::text::words::Words;
use std::ops::Range;

/// Splits documents; each thread keeps one, and one vocabulary, from document to document, so that each distinct word
/// is looked at once.
pub struct Segmenter<'h> {
    hints: &'h Hints,
    /// By word of the vocabulary.
    points: Vec<language::Points>,
    /// Room for a word in small letters.
    lower: String,
}

impl<'h> Segmenter<'h> {
    pub fn new(hints: &'h Hints) -> Self {
        Segmenter { hints, points: Vec::new(), lower: String::new() }
    }

    /// The tokens and segments of a document; its words are entered into the vocabulary.
    pub fn document(&mut self, document: &Document, vocabulary: &mut Vocabulary) -> Segmentation {
        let text = document.text.as_str();
        let mut tokens = Vec::with_capacity(text.len() / 8);
        // First where words are, then which: so the processor waits for several look-ups at a time.
        let unknown = WordId(0);
        let token =
            |bytes: Range<usize>| Token { start: bytes.start as u32, end: bytes.end as u32, word: unknown };
        tokens.extend(Words::new(text).map(token));
        for token in &mut tokens {
            token.word = vocabulary.enter_at(text, token.bytes());
        }
        for id in self.points.len()..vocabulary.len() {
            let word = vocabulary.word(WordId(id as u32));
            self.points.push(self.hints.points(word.text, &mut self.lower));
        }
        let segments = language::segments(text, &tokens, &self.points, document.declared_language);
        Segmentation { tokens, segments }
    }
}
