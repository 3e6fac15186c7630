//! The distinct words of a run: each is looked at once.

use crate::model::WordId;
use hashbrown::{HashTable, hash_table::Entry};
use std::hash::BuildHasher;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No capitals: *хан*.
    Lower,
    /// One capital, at the start: *Абылай*; also a single capital letter.
    Capitalised,
    /// Capitals throughout, two letters or more: *ГИАОО*.
    Capitals,
    /// Capitals inside: *McGregor*.
    Mixed,
    /// Begins with a digit.
    Number,
}

/// A distinct word, as written.
#[derive(Clone, Debug)]
pub struct Word {
    pub text: Box<str>,
    pub shape: Shape,
}

/// The distinct words met so far. Each thread keeps its own.
#[derive(Default)]
pub struct Vocabulary {
    words: Vec<Word>,
    ids: HashTable<WordId>,
    hasher: foldhash::fast::FixedState,
}

impl Vocabulary {
    /// The id of a word; a word not met before is looked at and kept.
    pub fn enter(&mut self, text: &str) -> WordId {
        let hash = self.hasher.hash_one(text.as_bytes());
        let words = &self.words;
        let entry = self.ids.entry(
            hash,
            |id| *words[id.0 as usize].text == *text,
            |id| self.hasher.hash_one(words[id.0 as usize].text.as_bytes()),
        );
        match entry {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let id = WordId(words.len() as u32);
                entry.insert(id);
                self.words.push(Word { text: text.into(), shape: shape(text) });
                id
            }
        }
    }

    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

fn shape(text: &str) -> Shape {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = letters.next() else { return Shape::Lower };
    if first.is_numeric() {
        return Shape::Number;
    }
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        if c.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (false, 0, _) => Shape::Lower,
        (true, 0, _) => Shape::Capitalised,
        (true, _, 0) => Shape::Capitals,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (text, expected) in [
            ("хан", Shape::Lower),
            ("Абылай", Shape::Capitalised),
            ("И", Shape::Capitalised),
            ("ГИАОО", Shape::Capitals),
            ("McGregor", Shape::Mixed),
            ("1771", Shape::Number),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_has_one_id() {
        let mut vocabulary = Vocabulary::default();
        let first = vocabulary.enter("Абылай");
        assert_ne!(first, vocabulary.enter("Аблай"));
        assert_eq!(first, vocabulary.enter("Абылай"));
        assert_eq!(vocabulary.len(), 2);
    }
}
