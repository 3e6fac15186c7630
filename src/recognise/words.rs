//! What a distinct word can be: the listed words it is a shape of. Worked out once a word and kept.

use super::Scene;
use super::gaps::begins_sentence;
use super::guess::{WordUse, usage_hash};
use crate::lexicon::{Lexicon, ListedWord};
use crate::model::{Language, WordId};
use crate::text::key::key;
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

/// Kept from document to document by a thread, beside its vocabulary.
#[derive(Default)]
pub struct Memory {
    /// By word of the vocabulary; `None` where the word was not asked for yet.
    hits: Vec<Option<Hits>>,
    /// By word of the vocabulary: the hash of its small letters; 0 where it was not asked for yet.
    hashes: Vec<u64>,
    /// By word of the vocabulary: its use in the document at hand; all zero between documents.
    uses: Vec<WordUse>,
}

impl Memory {
    /// What a word can be; empty for nearly all.
    #[inline]
    pub(super) fn hits(&mut self, id: WordId, vocabulary: &Vocabulary, lexicon: &Lexicon) -> &Hits {
        let at = id.0 as usize;
        if self.hits.len() <= at {
            self.hits.resize(vocabulary.len(), None);
        }
        self.hits[at].get_or_insert_with(|| analyse(&vocabulary.word(id).text, lexicon))
    }
}

impl Memory {
    /// How the document at hand writes its words: counts by the hash of their small letters, in the order of first
    /// use.
    pub(super) fn usage(&mut self, scene: &Scene) -> Vec<(u64, WordUse)> {
        let tokens = &scene.segmentation.tokens;
        self.uses.resize(scene.vocabulary.len(), WordUse::default());
        self.hashes.resize(scene.vocabulary.len(), 0);
        let mut met = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let id = token.word.0 as usize;
            let word_use = &mut self.uses[id];
            if *word_use == WordUse::default() {
                met.push(id);
            }
            match scene.vocabulary.word(token.word).shape {
                Shape::Lower => word_use.small += 1,
                Shape::Number => {}
                _ if begins_sentence(&scene.document.text, tokens, at) => word_use.start += 1,
                _ => word_use.inside += 1,
            }
        }
        met.iter()
            .map(|&id| {
                let mut word_use = std::mem::take(&mut self.uses[id]);
                word_use.documents = u32::from(word_use.inside + word_use.start > 0);
                if self.hashes[id] == 0 {
                    let word = &scene.vocabulary.word(crate::model::WordId(id as u32)).text;
                    self.hashes[id] = usage_hash(&key(&scene.lexicon.letters, word));
                }
                (self.hashes[id], word_use)
            })
            .collect()
    }
}

/// The listed words that a written word is a shape of.
pub(super) fn analyse(word: &str, lexicon: &Lexicon) -> Hits {
    let mut hits = Hits::new();
    let normal = key(&lexicon.letters, word);
    look_up(&normal, lexicon, &mut hits);
    let modern = lexicon.letters.modernise(&normal);
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
    let shortest = word.len().saturating_sub(lexicon.inflections.longest());
    for (end, _) in word.char_indices().skip(1).chain([(word.len(), ' ')]) {
        if end < shortest {
            continue;
        }
        if end > lexicon.patterns.longest_stem() {
            break;
        }
        for &(listed, class) in lexicon.patterns.stem(&word[..end]) {
            for &id in lexicon.inflections.ending_ids(class, &word[end..]) {
                let language = lexicon.inflections.ending(id).language;
                add(Hit { word: listed, ending: Some(id), language });
            }
        }
    }
}
