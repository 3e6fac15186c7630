//! How the corpus writes its words: a word seen small is hardly a name.

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

/// How often a word is written how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordUse {
    /// In small letters.
    pub small: u32,
    /// With a capital inside a sentence.
    pub inside: u32,
    /// With a capital where a sentence begins.
    pub start: u32,
    /// Documents that have it with a capital.
    pub documents: u32,
}

impl WordUse {
    pub fn add(&mut self, other: WordUse) {
        self.small += other.small;
        self.inside += other.inside;
        self.start += other.start;
        self.documents += other.documents;
    }
}

/// The use of all words of a corpus, by the hash of their small letters.
///
/// Sums of counts: the order in which documents are added does not matter.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    words: HashMap<u64, WordUse>,
}

impl Usage {
    /// Adds words by their hashes.
    pub fn add(&mut self, words: impl IntoIterator<Item = (u64, WordUse)>) {
        for (hash, word_use) in words {
            self.words.entry(hash).or_default().add(word_use);
        }
    }

    /// Adds what another part of the corpus has.
    pub fn merge(&mut self, other: Usage) {
        if self.words.is_empty() {
            *self = other;
        } else {
            self.add(other.words);
        }
    }

    pub fn of(&self, word: &str) -> WordUse {
        self.words.get(&hash(word)).copied().unwrap_or_default()
    }
}

/// The hash of a word in small letters; the same on every machine and in every run.
pub(crate) fn hash(word: &str) -> u64 {
    use std::hash::BuildHasher;
    foldhash::fast::FixedState::with_seed(1).hash_one(word.as_bytes())
}
