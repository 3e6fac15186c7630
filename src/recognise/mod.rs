//! Tokens to mentions: every listed form in every inflection, with the titles attached to it; and runs of words that
//! may be names in no lexicon.
//!
//! [`words`] knows what a distinct word can be, [`known`] finds the longest listed names, [`attach`] joins titles,
//! initials and generic words to them, [`coordinate`] gives each member of *Lesser, Middle and Great Horde* its head,
//! [`guess`] finds names by shape and company.

mod attach;
mod coordinate;
mod gaps;
pub mod guess;
mod known;
mod mention;
mod words;

pub use words::Memory;

use crate::lexicon::Lexicon;
use crate::model::{Document, Mention, Segmentation};
use crate::text::vocabulary::Vocabulary;
use guess::{Cues, Guess, WordUse};
use serde::{Deserialize, Serialize};

/// A document on its way through recognition.
pub(crate) struct Scene<'a> {
    pub document: &'a Document,
    pub segmentation: &'a Segmentation,
    pub vocabulary: &'a Vocabulary,
    pub lexicon: &'a Lexicon,
    pub cues: &'a Cues,
}

/// What one document gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// Listed names in the order of the text, none overlapping another.
    pub mentions: Vec<Mention>,
    /// Runs of words that may be names, beside the listed ones.
    pub guesses: Vec<Guess>,
    /// How the document writes its words, by the hash of their keys; only where it was asked for.
    pub usage: Vec<(u64, WordUse)>,
    /// Years the text speaks of, sorted, each once.
    pub years: Vec<i32>,
}

/// The listed names of a document, and, to `discover` others, what may be names; with `keep_usage`, how it writes its
/// words.
#[allow(clippy::too_many_arguments)]
pub fn document(
    document: &Document,
    segmentation: &Segmentation,
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
    cues: &Cues,
    memory: &mut Memory,
    discover: bool,
    keep_usage: bool,
) -> Recognised {
    let scene = Scene { document, segmentation, vocabulary, lexicon, cues };
    memory.look_at_new(vocabulary, lexicon);
    let mut found = known::names(&scene, memory);
    coordinate::members(&scene, &mut found, memory);
    attach::parts(&scene, &mut found);
    let mut mentions = mention::finish(&scene, found);
    guess::release_parts(&scene, &mut mentions);
    let years = years(document, segmentation);
    if !discover {
        return Recognised { mentions, years, ..Recognised::default() };
    }
    let guesses = guess::candidates(&scene, &mentions, memory);
    let usage = memory.usage(&scene, keep_usage);
    Recognised { mentions, guesses, usage, years }
}

/// Earliest and latest number of four digits that is taken for a year.
const YEARS: std::ops::RangeInclusive<i32> = 1400..=1950;

/// The years a text speaks of, sorted, each once.
fn years(document: &Document, segmentation: &Segmentation) -> Vec<i32> {
    let bytes = document.text.as_bytes();
    let mut years: Vec<i32> = segmentation
        .tokens
        .iter()
        .filter(|t| t.end - t.start == 4 && bytes[t.start as usize] == b'1')
        .filter_map(|t| document.text[t.bytes()].parse().ok())
        .filter(|year| YEARS.contains(year))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}
