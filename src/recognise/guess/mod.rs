//! Names in no lexicon: found by shape and company.
//!
//! In two passes, since a word is judged by how the whole corpus writes it. [`candidates`] collects runs of words with
//! capitals from one document, with what stands beside them; [`usage`] counts how words are written; [`decide`] weighs
//! the cues of the table `writing/name-cues.csv` by `writing/name-weights.csv` and gives a type and a score, or
//! nothing. [`lemma`] brings the names to their dictionary forms by what other shapes of them the corpus has.

mod candidates;
mod cues;
mod decide;
mod lemma;
mod usage;

pub(super) use candidates::{candidates, release_parts};
pub use cues::Cues;
pub use decide::{decide, is_name};
pub use lemma::Lemmas;
pub(super) use usage::hash as usage_hash;
pub use usage::{Usage, WordUse};

use crate::model::{EntityType, Language, Span};
use crate::text::vocabulary::Shape;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A run of words that may be a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    pub words: Vec<GuessWord>,
    pub language: Language,
    pub line: u32,
    /// The word before and after, in small letters; empty at an end of the text or where more than a space parts them.
    pub before: String,
    pub after: String,
    /// Words of titles directly before and after: their surface, and the span with them.
    pub title_before: Option<Edge>,
    pub title_after: Option<Edge>,
    /// Whether the run begins a sentence or a line of its own.
    pub at_start: bool,
    /// Whether the words around are in capitals too.
    pub capitals_line: bool,
    pub quoted: bool,
    /// Surname with initials.
    pub initials: bool,
    /// What the source's own markup says.
    pub marked: Option<Option<EntityType>>,
    pub left: String,
    pub right: String,
    /// The document's text from the first title to the last.
    pub text: String,
    /// Bytes of the document at which `text` starts.
    pub offset: usize,
}

/// A word of a [`Guess`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuessWord {
    /// In its normal shape, small letters.
    pub key: String,
    pub shape: Shape,
    /// Bytes and code points of the document.
    pub bytes: Range<usize>,
    pub span: Span,
    /// What joins it to the word before.
    pub hyphen: bool,
    /// An initial, with its full stop.
    pub initial: bool,
}

/// A title beside a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    pub bytes: Range<usize>,
    pub span: Span,
    /// 1-based line of its start.
    pub line: u32,
}
