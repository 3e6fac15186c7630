//! Listed forms as patterns of words: what recognition looks up.
//!
//! Every word that occurs in a listed form, a title or a generic word is a [`ListedWord`]; its stems lead from an
//! inflected word back to it. A pattern is a path of listed words through a tree; what it is a pattern of is at its
//! end. Initials are no part of a pattern (`А. И. Левшин` is the pattern *левшин*): they are checked as evidence.

use crate::model::{FormId, Language};
use crate::text::inflect::{EndingClass, Inflections};
use crate::text::key::key;
use crate::text::letters::Letters;
use crate::text::words::Words;
use hashbrown::HashMap;
use smallvec::SmallVec;

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
    words: HashMap<Box<str>, ListedWord>,
    stems: HashMap<Box<str>, SmallVec<[(ListedWord, EndingClass); 2]>>,
    steps: HashMap<(Node, ListedWord), Node>,
    ends: Vec<SmallVec<[Pattern; 1]>>,
    /// Longest key of a stem in bytes.
    longest_stem: usize,
}

impl Patterns {
    pub const ROOT: Node = Node(0);

    pub(super) fn new() -> Patterns {
        Patterns { ends: vec![SmallVec::new()], ..Patterns::default() }
    }

    /// Enters a written form; false if it has no word.
    pub(super) fn add(
        &mut self,
        form: &str,
        what: Pattern,
        letters: &Letters,
        inflections: &Inflections,
    ) -> bool {
        let mut node = Patterns::ROOT;
        let mut words = pattern_words(form).peekable();
        while let Some(word) = words.next() {
            let key = key(letters, word);
            let word = self.word(&key, inflections);
            // The head of a compound (Жайық казагы) takes its plural inside the possessive (казактары).
            if node != Patterns::ROOT && words.peek().is_none() {
                self.add_possessed(word, &key, inflections);
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

    fn word(&mut self, key: &str, inflections: &Inflections) -> ListedWord {
        if let Some(&word) = self.words.get(key) {
            return word;
        }
        let word = ListedWord(self.words.len() as u32);
        self.words.insert(key.into(), word);
        for (stem, class) in inflections.stems(key) {
            self.longest_stem = self.longest_stem.max(stem.len());
            self.stems.entry(stem.into()).or_default().push((word, class));
        }
        word
    }

    fn add_possessed(&mut self, word: ListedWord, key: &str, inflections: &Inflections) {
        for (stem, class) in inflections.possessed_stems(key) {
            self.longest_stem = self.longest_stem.max(stem.len());
            let found = self.stems.entry(stem.into()).or_default();
            if !found.contains(&(word, class)) {
                found.push((word, class));
            }
        }
    }

    /// The listed word with this key.
    pub fn exact(&self, key: &str) -> Option<ListedWord> {
        self.words.get(key).copied()
    }

    /// The listed words of which this is a stem, with the endings they take after it.
    pub fn stem(&self, letters: &str) -> &[(ListedWord, EndingClass)] {
        self.stems.get(letters).map_or(&[], |found| found.as_slice())
    }

    /// Longest stem in bytes: a longer prefix of a word needs no look-up.
    pub fn longest_stem(&self) -> usize {
        self.longest_stem
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
pub(super) fn pattern_words(form: &str) -> impl Iterator<Item = &str> {
    let initial = |bytes: &std::ops::Range<usize>| {
        form[bytes.clone()].chars().count() <= 2 && form[bytes.end..].starts_with('.')
    };
    let has_name = Words::new(form).any(|bytes| !initial(&bytes));
    Words::new(form).filter(move |bytes| !has_name || !initial(bytes)).map(|bytes| &form[bytes])
}
