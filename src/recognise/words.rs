//! What a distinct word can be: the listed words it is a shape of. Worked out once a word and kept.

use super::Scene;
use super::gaps::begins_sentence;
use super::guess::{Usage, WordUse, usage_hash};
use crate::lexicon::{Lexicon, ListedWord};
use crate::model::{Language, WordId};
use crate::text::key::{key, push_key};
use crate::text::vocabulary::{Shape, Vocabulary};
use smallvec::SmallVec;

/// One way to understand a word as a shape of a listed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub word: ListedWord,
    /// The ending it carries, as known to the ending tables; `None` for the listed shape itself.
    pub ending: Option<u32>,
    /// Language of the ending.
    pub language: Language,
}

pub(super) type Hits = SmallVec<[Hit; 2]>;

/// Of a longer word only the beginning is looked at, in bytes: no name is as long.
const WORD_BYTES_MAX: usize = 512;

/// Kept from document to document by a thread, beside its vocabulary: what each distinct word can be, and its use.
#[derive(Default)]
pub struct Memory {
    /// By word of the vocabulary: 0 for nothing, else one more than a position in `hits`.
    places: Vec<u32>,
    hits: Vec<Hits>,
    nothing: Hits,
    /// By word of the vocabulary: the hash of its key.
    hashes: Vec<u64>,
    /// By word of the vocabulary: its use in the document at hand; all zero between documents.
    uses: Vec<WordUse>,
    /// By word of the vocabulary: its use in all documents.
    totals: Vec<WordUse>,
    /// Room for keys, so that none is allocated for a word.
    key: String,
}

impl Memory {
    /// Looks at the words that have come into the vocabulary since the last document.
    pub(super) fn look_at_new(&mut self, vocabulary: &Vocabulary, lexicon: &Lexicon) {
        for id in self.places.len()..vocabulary.len() {
            let word = vocabulary.word(WordId(id as u32)).text;
            let word = &word[..word.floor_char_boundary(WORD_BYTES_MAX)];
            self.key.clear();
            push_key(&lexicon.letters, word, &mut self.key);
            self.hashes.push(usage_hash(&self.key));
            let hits = hits_of_key(&self.key, lexicon);
            if hits.is_empty() {
                self.places.push(0);
            } else {
                self.hits.push(hits);
                self.places.push(self.hits.len() as u32);
            }
        }
    }

    /// What a word can be; empty for nearly all.
    #[inline]
    pub(super) fn hits(&self, id: WordId) -> &Hits {
        match self.places[id.0 as usize] {
            0 => &self.nothing,
            place => &self.hits[place as usize - 1],
        }
    }

    /// Counts how the document at hand writes its words; with `keep`, gives the counts by the hash of the words' keys,
    /// in the order of first use.
    pub(super) fn usage(&mut self, scene: &Scene, keep: bool) -> Vec<(u64, WordUse)> {
        let tokens = &scene.segmentation.tokens;
        self.uses.resize(scene.vocabulary.len(), WordUse::default());
        let mut met = Vec::with_capacity(tokens.len() / 2);
        for (at, token) in tokens.iter().enumerate() {
            let id = token.word.0 as usize;
            let word_use = &mut self.uses[id];
            if word_use.small + word_use.inside + word_use.start == 0 {
                met.push(token.word.0);
            }
            match scene.vocabulary.shape(token.word) {
                Shape::Lower => word_use.small += 1,
                Shape::Number => {}
                _ if begins_sentence(&scene.document.text, tokens, at) => word_use.start += 1,
                _ => word_use.inside += 1,
            }
        }
        self.totals.resize(scene.vocabulary.len(), WordUse::default());
        let mut kept = Vec::new();
        for id in met {
            let mut word_use = std::mem::take(&mut self.uses[id as usize]);
            word_use.documents = u32::from(word_use.inside + word_use.start > 0);
            self.totals[id as usize].add(word_use);
            if keep && word_use != WordUse::default() {
                kept.push((self.hashes[id as usize], word_use));
            }
        }
        kept
    }

    /// The use of all words in all documents so far, by the hash of their keys.
    pub fn total_usage(&self) -> Usage {
        let mut usage = Usage::default();
        let words = self.hashes.iter().copied().zip(self.totals.iter().copied());
        usage.add(words.filter(|(_, word_use)| *word_use != WordUse::default()));
        usage
    }
}

/// The listed words that a written word is a shape of.
pub(super) fn analyse(word: &str, lexicon: &Lexicon) -> Hits {
    hits_of_key(&key(&lexicon.letters, word), lexicon)
}

fn hits_of_key(normal: &str, lexicon: &Lexicon) -> Hits {
    let mut hits = Hits::new();
    look_up(normal, lexicon, &mut hits);
    let modern = lexicon.letters.modernise(normal);
    if modern != normal {
        look_up(&modern, lexicon, &mut hits);
    }
    hits
}

fn look_up(word: &str, lexicon: &Lexicon, hits: &mut Hits) {
    let mut add = |hit: Hit| {
        if !hits.contains(&hit) {
            hits.push(hit);
        }
    };
    if let Some(listed) = lexicon.patterns.exact(word) {
        add(Hit { word: listed, ending: None, language: Language::Undetermined });
    }
    let shortest = word.len().saturating_sub(lexicon.inflections.longest()).max(1);
    lexicon.patterns.each_stem(word, shortest, |end, readings| {
        for &(listed, class) in readings {
            for &id in lexicon.inflections.ending_ids(class, &word[end..]) {
                let language = lexicon.inflections.ending(id).language;
                add(Hit { word: listed, ending: Some(id), language });
            }
        }
    });
}
