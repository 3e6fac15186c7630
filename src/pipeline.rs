//! The order of the steps: documents in, index out.

use crate::align::{self, Finding};
use crate::lexicon::Lexicon;
use crate::model::{Document, Index};
use crate::recognise;
use crate::segment::{Hints, Segmenter};
use crate::text::vocabulary::Vocabulary;

/// What one thread keeps from document to document: each distinct word is looked at once.
pub struct Worker<'k> {
    lexicon: &'k Lexicon,
    segmenter: Segmenter<'k>,
    vocabulary: Vocabulary,
    memory: recognise::Memory,
}

impl<'k> Worker<'k> {
    pub fn new(lexicon: &'k Lexicon, hints: &'k Hints) -> Self {
        Worker {
            lexicon,
            segmenter: Segmenter::new(hints),
            vocabulary: Vocabulary::default(),
            memory: recognise::Memory::default(),
        }
    }

    /// The names of one document.
    pub fn document(&mut self, document: &Document) -> Finding {
        let segmentation = self.segmenter.document(document, &mut self.vocabulary);
        let mentions =
            recognise::mentions(document, &segmentation, &self.vocabulary, self.lexicon, &mut self.memory);
        let years = recognise::years(document, &segmentation);
        Finding { document: document.name.clone(), mentions, years }
    }
}

/// Decides what all names of a corpus name.
pub fn index(findings: Vec<Finding>, lexicon: &Lexicon) -> Index {
    align::index(findings, lexicon)
}
