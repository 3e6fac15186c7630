//! Tokens to mentions: every listed form in every inflection, with the titles attached to it.
//!
//! [`words`] knows what a distinct word can be, [`known`] finds the longest listed names, [`attach`] joins titles,
//! initials and generic words to them, [`coordinate`] gives each member of *Lesser, Middle and Great Horde* its head.

mod attach;
mod coordinate;
mod gaps;
mod known;
mod mention;
mod words;

pub use words::Memory;

use crate::lexicon::Lexicon;
use crate::model::{Document, Mention, Segmentation};
use crate::text::vocabulary::Vocabulary;

/// A document on its way through recognition.
pub(crate) struct Scene<'a> {
    pub document: &'a Document,
    pub segmentation: &'a Segmentation,
    pub vocabulary: &'a Vocabulary,
    pub lexicon: &'a Lexicon,
}

/// The mentions of a document, in the order of the text, none overlapping another.
pub fn mentions(
    document: &Document,
    segmentation: &Segmentation,
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
    memory: &mut Memory,
) -> Vec<Mention> {
    let scene = Scene { document, segmentation, vocabulary, lexicon };
    let mut found = known::names(&scene, memory);
    coordinate::members(&scene, &mut found, memory);
    attach::parts(&scene, &mut found);
    mention::finish(&scene, found)
}

/// Earliest and latest number of four digits that is taken for a year.
const YEARS: std::ops::RangeInclusive<i32> = 1400..=1950;

/// The years a text speaks of, sorted, each once.
pub fn years(document: &Document, segmentation: &Segmentation) -> Vec<i32> {
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
