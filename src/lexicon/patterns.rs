//! Listed forms as patterns of words: what recognition looks up.
//!
//! Every word that occurs in a listed form, a title or a generic word is a [`ListedWord`]; its stems lead from an
//! inflected word back to it. A pattern is a path of listed words through a tree; what it is a pattern of is at its
//! end. Initials are no part of a pattern (`А. И. Левшин` is the pattern *левшин*): they are checked as evidence.

mod strings;

use crate::model::{FormId, Language};
use crate::text::inflect::{EndingClass, Inflections};
use crate::text::key::key;
use crate::text::letters::Letters;
use crate::text::words::Words;
use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;
use smallvec::SmallVec;
use strings::{Filter, Strings};

/// A word of the listed forms; dense, never written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListedWord(u32);

/// A place in the tree of patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Node(u32);

/// What a path of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    Form(FormId),
    /// A row of the table of titles.
    Title(u32),
    /// A row of the table of generic words.
    Generic(u32),
    /// A row of the table of conjunctions.
    Conjunction(Language),
}

#[derive(Clone, Debug, Default)]
pub struct Patterns {
    words: Strings,
    stems: Strings,
    filter: Filter,
    /// The words of each stem and the endings they take after it, stem by stem, and where those of each stem end.
    readings: Vec<(ListedWord, EndingClass)>,
    readings_end: Vec<u32>,
    steps: HashMap<(Node, ListedWord), Node>,
    ends: Vec<SmallVec<[Pattern; 1]>>,
    /// Last words of names of several words: the head of a compound (Жайық казагы) takes its plural inside the possessive
    /// (казактары).
    heads: HashSet<u32>,
    /// Longest key of a stem in bytes.
    longest_stem: usize,
}

/// Words whose stems are worked out together by all threads.
const WORDS_AT_ONCE: usize = 1 << 16;

impl Patterns {
    pub const ROOT: Node = Node(0);

    pub(super) fn new() -> Patterns {
        Patterns { ends: vec![SmallVec::new()], ..Patterns::default() }
    }

    /// Enters a written form; false if it has no word.
    pub(super) fn add(&mut self, form: &str, what: Pattern, letters: &Letters) -> bool {
        let mut node = Patterns::ROOT;
        let mut words = pattern_words(form).peekable();
        while let Some(word) = words.next() {
            let word = ListedWord(self.words.enter(&key(letters, word)));
            if node != Patterns::ROOT && words.peek().is_none() {
                self.heads.insert(word.0);
            }
            let next = Node(self.ends.len() as u32);
            let child = *self.steps.entry((node, word)).or_insert(next);
            if child == next {
                self.ends.push(SmallVec::new());
            }
            node = child;
        }
        if node == Patterns::ROOT {
            return false;
        }
        let ends = &mut self.ends[node.0 as usize];
        if !ends.contains(&what) {
            ends.push(what);
        }
        true
    }

    /// Works out the stems of all words: to be called once, when all forms are in.
    pub(super) fn finish(&mut self, inflections: &Inflections) {
        let mut readings: Vec<(u32, ListedWord, EndingClass)> = Vec::new();
        for start in (0..self.words.len()).step_by(WORDS_AT_ONCE) {
            let end = self.words.len().min(start + WORDS_AT_ONCE);
            let (words, heads) = (&self.words, &self.heads);
            let stems_of = |id: usize| {
                let word = words.get(id as u32);
                let mut stems = inflections.stems(word);
                if heads.contains(&(id as u32)) {
                    stems.extend(inflections.possessed_stems(word));
                    stems.sort();
                    stems.dedup();
                }
                stems
            };
            let stems: Vec<_> = (start..end).into_par_iter().map(stems_of).collect();
            for (id, stems) in (start..end).zip(stems) {
                for (stem, class) in stems {
                    self.longest_stem = self.longest_stem.max(stem.len());
                    readings.push((self.stems.enter(&stem), ListedWord(id as u32), class));
                }
            }
        }
        readings.sort_by_key(|&(stem, ..)| stem);
        self.readings_end = vec![0; self.stems.len()];
        for (at, &(stem, ..)) in readings.iter().enumerate() {
            self.readings_end[stem as usize] = at as u32 + 1;
        }
        self.readings = readings.into_iter().map(|(_, word, class)| (word, class)).collect();
        self.filter = Filter::of(&self.stems);
    }

    /// The listed word with this key.
    pub fn exact(&self, key: &str) -> Option<ListedWord> {
        self.words.find(key, strings::hash(key.as_bytes())).map(ListedWord)
    }

    /// The listed words of which the start of a word is a stem, with the endings they take after it, for each length of
    /// the stem in bytes, `shortest` at least.
    pub fn each_stem(
        &self,
        word: &str,
        shortest: usize,
        mut found: impl FnMut(usize, &[(ListedWord, EndingClass)]),
    ) {
        let mut hash = strings::START;
        for (at, &byte) in word.as_bytes().iter().enumerate().take(self.longest_stem) {
            hash = strings::add(hash, byte);
            let end = at + 1;
            if end < shortest || !word.is_char_boundary(end) || !self.filter.may_have(strings::finish(hash)) {
                continue;
            }
            if let Some(stem) = self.stems.find(&word[..end], strings::finish(hash)) {
                let start = stem.checked_sub(1).map_or(0, |before| self.readings_end[before as usize]);
                found(end, &self.readings[start as usize..self.readings_end[stem as usize] as usize]);
            }
        }
    }

    /// One word further along the patterns.
    pub fn step(&self, node: Node, word: ListedWord) -> Option<Node> {
        self.steps.get(&(node, word)).copied()
    }

    /// What ends here.
    pub fn ends(&self, node: Node) -> &[Pattern] {
        &self.ends[node.0 as usize]
    }
}

/// The words of a form without its initials (single letters before a full stop), unless it has no other words.
pub(crate) fn pattern_words(form: &str) -> impl Iterator<Item = &str> {
    let initial = |bytes: &std::ops::Range<usize>| {
        form[bytes.clone()].chars().count() <= 2 && form[bytes.end..].starts_with('.')
    };
    let has_name = Words::new(form).any(|bytes| !initial(&bytes));
    Words::new(form).filter(move |bytes| !has_name || !initial(bytes)).map(|bytes| &form[bytes])
}
