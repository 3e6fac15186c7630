//! A name made ready for comparing: its words, what each does in the name, and how each may be spelled.

use super::Comparer;
use super::system::System;
use super::tables::{EndingKind, Role};
use crate::model::{EntityType, Language};
use crate::text::fold::{self, FoldedWord, Join, Letters};

/// Words that may be one word on the other side (*Zhao Hui*, *Zhaohui*), at most.
pub const JOINED_WORDS_MAX: usize = 3;
/// Letters of words joined, at most.
const JOINED_LETTERS_MAX: usize = 24;

/// A name made ready; see [`Comparer::prepare`].
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedName {
    pub text: String,
    pub language: Language,
    pub entity_type: Option<EntityType>,
    pub words: Vec<PreparedWord>,
    /// Single words first, in order; then joined ones.
    pub spellings: Vec<Spelling>,
}

/// A word of a prepared name.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedWord {
    pub text: String,
    pub before: Join,
    pub role: Option<Role>,
    /// Whether the word is one letter that stands for a name.
    pub initial: bool,
}

/// A word, or neighbours joined, as letters.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// First word and number of words.
    pub first: u8,
    pub count: u8,
    pub system: System,
    pub letters: Letters,
    /// Dictionary forms the word may be a form of; the word itself is not among them.
    pub lemmas: Vec<Lemma>,
}

/// What a word may be a form of.
#[derive(Clone, Debug, PartialEq)]
pub struct Lemma {
    pub letters: Letters,
    pub kind: EndingKind,
    /// Nats.
    pub cost: f32,
    /// The ending as written.
    pub ending: Letters,
}

impl Comparer {
    /// Makes a name ready. An undetermined language is told from the letters.
    pub fn prepare(&self, name: &str, language: Language, entity_type: Option<EntityType>) -> PreparedName {
        let folded = fold::words(name);
        let kazakh = language == Language::Undetermined
            && folded.iter().any(|w| self.tables.has_kazakh_letters(&w.text));
        let mut spellings: Vec<Spelling> = Vec::with_capacity(folded.len());
        for (i, word) in folded.iter().enumerate() {
            let system = System::of_word(&word.text, language, kazakh);
            spellings.push(self.spelling(&word.text, i, 1, system, language));
        }
        let roles = self.roles(&folded, &spellings, language);
        let words: Vec<PreparedWord> = folded
            .iter()
            .zip(roles)
            .map(|(w, role)| PreparedWord {
                initial: w.text.chars().count() == 1 && (w.stop || w.capital) && folded.len() > 1,
                text: w.text.clone(),
                before: w.before,
                role,
            })
            .collect();
        for count in 2..=JOINED_WORDS_MAX {
            for first in 0..(words.len() + 1).saturating_sub(count) {
                let span = &spellings[first..first + count];
                let letters: usize = span.iter().map(|s| s.letters.len()).sum();
                if span.iter().all(|s| s.system == span[0].system) && letters <= JOINED_LETTERS_MAX {
                    let text: String = words[first..first + count].iter().map(|w| w.text.as_str()).collect();
                    spellings.push(self.spelling(&text, first, count, span[0].system, language));
                }
            }
        }
        PreparedName { text: name.to_owned(), language, entity_type, words, spellings }
    }

    fn spelling(
        &self,
        text: &str,
        first: usize,
        count: usize,
        system: System,
        language: Language,
    ) -> Spelling {
        let letters = self.tables.known_letters(text, system);
        let language = match (language, system) {
            (Language::Undetermined, System::Kazakh) => Language::Kazakh,
            (Language::Undetermined | Language::English, System::Russian) => Language::Russian,
            (Language::Kazakh | Language::Russian | Language::Undetermined, System::Latin) => {
                Language::English
            }
            (language, _) => language,
        };
        let mut lemmas: Vec<Lemma> = Vec::new();
        for ending in self.tables.endings_of(language, &letters) {
            let mut lemma = Letters::from_slice(&letters[..letters.len() - ending.ending.len()]);
            lemma.extend_from_slice(&ending.replacement);
            let cost = ending.cost as f32
                + if ending.kind == EndingKind::Inflection {
                    self.weights.inflected
                } else {
                    self.weights.derived
                };
            match lemmas.iter_mut().find(|l| l.letters == lemma) {
                Some(known) if known.cost <= cost => {}
                Some(known) => known.cost = cost,
                None => lemmas.push(Lemma {
                    letters: lemma,
                    kind: ending.kind,
                    cost,
                    ending: ending.ending.clone(),
                }),
            }
        }
        Spelling { first: first as u8, count: count as u8, system, letters, lemmas }
    }

    /// What each word does, by the longest entries of the tables; inflected ones too.
    fn roles(&self, words: &[FoldedWord], spellings: &[Spelling], language: Language) -> Vec<Option<Role>> {
        let mut roles = vec![None; words.len()];
        let mut at = 0;
        while at < words.len() {
            let longest = self.tables.role_words_max.min(words.len() - at);
            let found = (1..=longest).rev().find_map(|count| {
                let start: Vec<&str> = words[at..at + count - 1].iter().map(|w| w.text.as_str()).collect();
                let last = &spellings[at + count - 1];
                let shapes = std::iter::once(words[at + count - 1].text.clone()).chain(
                    last.lemmas
                        .iter()
                        .filter(|l| l.kind == EndingKind::Inflection)
                        .map(|l| fold::text(&l.letters)),
                );
                for shape in shapes {
                    let text = start.iter().map(|s| format!("{s} ")).collect::<String>() + &shape;
                    if let Some(role) = self.role_of(&text, language) {
                        return Some((count, role));
                    }
                }
                None
            });
            let (count, role) = found.map_or((1, None), |(count, role)| (count, Some(role)));
            for slot in &mut roles[at..at + count] {
                slot.clone_from(&role);
            }
            at += count;
        }
        roles
    }

    fn role_of(&self, text: &str, language: Language) -> Option<Role> {
        let roles = self.tables.roles.get(text)?;
        let own = roles.iter().find(|(l, _)| *l == language);
        own.or_else(|| roles.first().filter(|_| language == Language::Undetermined)).map(|(_, r)| r.clone())
    }
}
