//! The order of the steps: documents in, index out.

use crate::align::{self, Finding, Link, UnlistedName};
use crate::cache::Beginnings;
use crate::compare::{self, CompareTables, Comparer, LinkedName};
use crate::lexicon::Lexicon;
use crate::model::{Document, Error, Index, Mention, Segmentation, Severity, WordId};
use crate::recognise::guess::{self, Cues, Lemmas, Usage, WordUse};
use crate::recognise::{self, Recognised};
use crate::segment::{Hints, Segmenter};
use crate::text::vocabulary::Vocabulary;
use rayon::prelude::*;

/// What a run knows before it reads the first document.
pub struct Knowledge {
    pub lexicon: Lexicon,
    pub hints: Hints,
    pub cues: Cues,
    pub comparer: Comparer,
}

impl Knowledge {
    /// Parses the files of a lexicon folder: (path below the folder, text) each.
    ///
    /// # Errors
    /// [`Error::Tables`] with every error found.
    pub fn parse(files: &[(String, String)]) -> Result<Knowledge, Error> {
        let lexicon = Lexicon::parse(files)?;
        let mut diagnostics = Vec::new();
        let hints = Hints::parse(files, &mut diagnostics);
        let cues = Cues::parse(files, &mut diagnostics);
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Err(Error::Tables(diagnostics));
        }
        let comparer = Comparer::new(&CompareTables::parse(files)?);
        Ok(Knowledge { lexicon, hints, cues, comparer })
    }
}

/// What one thread keeps from document to document: each distinct word is looked at once.
pub struct Worker<'k> {
    knowledge: &'k Knowledge,
    segmenter: Segmenter<'k>,
    vocabulary: Vocabulary,
    memory: recognise::Memory,
    options: Options,
    /// Of documents whose names were known already.
    known_usage: Usage,
}

impl<'k> Worker<'k> {
    pub fn new(knowledge: &'k Knowledge, options: Options) -> Self {
        Worker {
            knowledge,
            segmenter: Segmenter::new(&knowledge.hints),
            vocabulary: Vocabulary::default(),
            memory: recognise::Memory::default(),
            options,
            known_usage: Usage::default(),
        }
    }

    /// The names of one document, and what may be names.
    pub fn document(&mut self, document: &Document) -> Recognised {
        self.analyse(document, None)
    }

    /// Like [`Worker::document`], with what is needed to know later whether another lexicon would give the same: how
    /// the document writes its words, and how they begin.
    pub fn document_to_keep(&mut self, document: &Document, beginnings: &mut Beginnings) -> Recognised {
        self.analyse(document, Some(beginnings))
    }

    /// Counts the words of a document whose names are known already.
    pub fn count(&mut self, usage: &[(u64, WordUse)]) {
        self.known_usage.add(usage.iter().copied());
    }

    fn analyse(&mut self, document: &Document, filter: Option<&mut Beginnings>) -> Recognised {
        let segmentation = self.segmenter.document(document, &mut self.vocabulary);
        let Knowledge { lexicon, cues, .. } = self.knowledge;
        let (vocabulary, memory) = (&self.vocabulary, &mut self.memory);
        let propose = self.options.propose;
        let recognised = recognise::document(
            document,
            &segmentation,
            vocabulary,
            lexicon,
            cues,
            memory,
            propose,
            filter.is_some(),
        );
        if let Some(filter) = filter {
            add_beginnings(document, &segmentation, vocabulary, lexicon, filter);
        }
        recognised
    }
}

/// How all documents of all workers write their words.
pub fn usage(workers: &[Worker]) -> Usage {
    let mut usage = Usage::default();
    for total in workers.par_iter().map(|worker| worker.memory.total_usage()).collect::<Vec<_>>() {
        usage.merge(total);
    }
    workers.iter().for_each(|worker| usage.merge(worker.known_usage.clone()));
    usage
}

/// Adds how the words of a document begin, those that a line end parts taken as one too.
fn add_beginnings(
    document: &Document,
    segmentation: &Segmentation,
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
    filter: &mut Beginnings,
) {
    let mut words: Vec<u32> = segmentation.tokens.iter().map(|t| t.word.0).collect();
    words.sort_unstable();
    words.dedup();
    for id in words {
        filter.add_word(vocabulary.word(WordId(id)).text, lexicon);
    }
    let text = &document.text;
    for pair in segmentation.tokens.windows(2) {
        let gap = &text[pair[0].end as usize..pair[1].start as usize];
        if gap.contains('\n') && !gap.starts_with([' ', '\n']) {
            filter.add_word(&format!("{}{}", &text[pair[0].bytes()], &text[pair[1].bytes()]), lexicon);
        }
    }
}

/// What a run does beyond finding listed names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Find names that no lexicon lists, and propose entities for them.
    pub propose: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { propose: true }
    }
}

/// Decides what all names of a corpus name. Each document is given by its name and what was recognised in it; their
/// order does not matter. `usage` is how all of them write their words.
pub fn index(
    mut documents: Vec<(String, Recognised)>,
    usage: &Usage,
    knowledge: &Knowledge,
    options: Options,
) -> Index {
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    if options.propose {
        add_unlisted(&mut documents, usage, knowledge);
    }
    let findings: Vec<Finding> = documents
        .into_iter()
        .map(|(document, r)| Finding { document, mentions: r.mentions, years: r.years })
        .collect();
    let names = align::unlisted_names(&findings);
    let links = links(&names, knowledge);
    align::index(findings, &names, &links, &knowledge.lexicon)
}

/// Compares the unlisted names with each other and with the lexicon.
fn links(names: &[UnlistedName], knowledge: &Knowledge) -> Vec<Link> {
    let queries: Vec<LinkedName> = names
        .iter()
        .map(|n| LinkedName { text: &n.lemma, language: n.language, entity_type: n.entity_type })
        .collect();
    let found = compare::links(&knowledge.comparer, &knowledge.lexicon, &queries);
    let pairs = found.pairs.into_iter().map(|(a, b, score)| Link::Unlisted { a, b, score });
    let listed = found.listed.into_iter().map(|(name, entity, score)| Link::Listed { name, entity, score });
    pairs.chain(listed).collect()
}

/// Turns the guesses that are names into mentions.
fn add_unlisted(documents: &mut [(String, Recognised)], usage: &Usage, knowledge: &Knowledge) {
    let (cues, lexicon) = (&knowledge.cues, &knowledge.lexicon);
    documents.par_iter_mut().for_each(|(_, recognised)| {
        recognised.guesses.retain(|g| guess::is_name(g, usage, cues, lexicon));
    });
    let words = documents.iter().flat_map(|(_, r)| &r.guesses);
    let words = words.flat_map(|g| g.words.iter().map(|w| (g.language, w.key.as_str())));
    let lemmas = Lemmas::new(words, &lexicon.inflections);
    documents.par_iter_mut().for_each(|(_, recognised)| {
        let guesses = std::mem::take(&mut recognised.guesses);
        let unlisted = guesses.iter().filter_map(|g| guess::decide(g, usage, cues, lexicon, &lemmas));
        recognised.mentions.extend(unlisted);
        keep_the_longer(&mut recognised.mentions);
    });
}

/// Puts mentions in the order of the text, without overlaps: a title that went into a name is no mention of its own.
fn keep_the_longer(mentions: &mut Vec<Mention>) {
    mentions.sort_by_key(|m| (m.bytes.start, std::cmp::Reverse(m.bytes.end)));
    mentions.dedup_by(|next, kept| {
        let overlap = next.bytes.start < kept.bytes.end;
        if overlap && next.bytes.len() > kept.bytes.len() {
            std::mem::swap(next, kept);
        }
        overlap
    });
}

/// Runs `job` over all items on `threads` threads, each with a state of its own that `start` makes; gives the results
/// in the order of the items, and the states in no order.
///
/// Threads take the next item by counting up one number and share nothing else, so none ever waits for another.
pub fn each<T: Sync, S: Send, R: Send>(
    threads: usize,
    items: &[T],
    start: impl Fn() -> S + Sync,
    job: impl Fn(&mut S, &T) -> R + Sync,
) -> (Vec<R>, Vec<S>) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let next = AtomicUsize::new(0);
    let work = || {
        let mut state = start();
        let mut results = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return (results, state) };
            results.push((at, job(&mut state, item)));
        }
    };
    let done = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.broadcast(|_| work()),
        // Without threads to be had, the work is done here.
        Err(_) => vec![work()],
    };
    let (results, states): (Vec<_>, Vec<S>) = done.into_iter().unzip();
    let mut results: Vec<(usize, R)> = results.into_iter().flatten().collect();
    results.sort_unstable_by_key(|(at, _)| *at);
    (results.into_iter().map(|(_, result)| result).collect(), states)
}
