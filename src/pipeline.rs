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

/// Runs `job` over all items on `threads` threads, each with a state of its own that `start` makes; gives the results
/// in the order of the items.
///
/// Threads take the next item by counting up one number and share nothing else, so none ever waits for another.
pub fn each<T: Sync, S, R: Send>(
    threads: usize,
    items: &[T],
    start: impl Fn() -> S + Sync,
    job: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let next = AtomicUsize::new(0);
    let work = || {
        let mut state = start();
        let mut results = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return results };
            results.push((at, job(&mut state, item)));
        }
    };
    let mut results = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.broadcast(|_| work()).into_iter().flatten().collect::<Vec<_>>(),
        // Without threads to be had, the work is done here.
        Err(_) => work(),
    };
    results.sort_unstable_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}
