//! Dictionary forms of words that no lexicon has.
//!
//! A shape may belong to several dictionary forms (*Банчжура* to *Банчжур* and to itself). The one wins that the corpus
//! speaks for: it is met itself, or other shapes of it are (Банчжуром, Банчжуру). Where the corpus is silent, long
//! endings are taken off and short ones left.

use crate::model::Language;
use crate::text::inflect::Inflections;
use hashbrown::{HashMap, HashSet};

/// Points of a dictionary form for each shape it explains, up to a limit; if it is met itself; if it is the shape.
const SHAPE: u32 = 4;
const SHAPES_MAX: u32 = 5;
const ATTESTED: u32 = 4;
const ITSELF: u32 = 2;
/// Points for taking off an ending of so many letters or more, and of fewer.
const LONG_ENDING: usize = 3;
const LONG_ENDING_POINTS: u32 = 5;
const MIDDLE_ENDING_POINTS: u32 = 2;
/// An ending of two letters is taken off by itself only from a stem of so many letters.
const MIDDLE_STEM_MIN: usize = 4;

/// The dictionary forms of the words of unlisted names.
#[derive(Clone, Debug, Default)]
pub struct Lemmas {
    lemmas: HashMap<(Language, Box<str>), Box<str>>,
}

impl Lemmas {
    /// Works out the dictionary forms of all words, each given once or more in small letters.
    pub fn new<'w>(words: impl Iterator<Item = (Language, &'w str)>, inflections: &Inflections) -> Lemmas {
        let mut words: Vec<(Language, &str)> = words.collect();
        words.sort_unstable();
        words.dedup();
        let attested: HashSet<(Language, &str)> = words.iter().copied().collect();
        let candidates: Vec<Vec<(String, usize)>> =
            words.iter().map(|(language, word)| inflections.lemmas(word, *language)).collect();
        let mut shapes: HashMap<(Language, &str), u32> = HashMap::new();
        for ((language, word), lemmas) in words.iter().zip(&candidates) {
            *shapes.entry((*language, word)).or_default() += 1;
            let mut last = "";
            for (lemma, _) in lemmas {
                if lemma != last {
                    *shapes.entry((*language, lemma)).or_default() += 1;
                }
                last = lemma;
            }
        }
        let support = |language: Language, lemma: &str| {
            let explained = shapes.get(&(language, lemma)).copied().unwrap_or(0);
            explained.min(SHAPES_MAX) * SHAPE
        };
        let mut result = Lemmas::default();
        for ((language, word), lemmas) in words.iter().zip(&candidates) {
            let mut best = (ITSELF + support(*language, word), *word);
            for (lemma, letters) in lemmas {
                let mut points = support(*language, lemma);
                if attested.contains(&(*language, lemma.as_str())) {
                    points += ATTESTED;
                }
                let stem = word.chars().count() - letters;
                if *letters >= LONG_ENDING {
                    points += LONG_ENDING_POINTS;
                } else if *letters == LONG_ENDING - 1 && stem >= MIDDLE_STEM_MIN {
                    points += MIDDLE_ENDING_POINTS;
                }
                if points > best.0 {
                    best = (points, lemma);
                }
            }
            if best.1 != *word {
                result.lemmas.insert((*language, (*word).into()), best.1.into());
            }
        }
        result
    }

    /// The dictionary form of a word as written, with its capitals; `key` is the word in small letters.
    pub fn of(&self, language: Language, key: &str, written: &str) -> String {
        let Some(lemma) = self.lemmas.get(&(language, key.into())) else { return written.to_owned() };
        let capitals = written.chars().count() > 1 && !written.chars().any(char::is_lowercase);
        let mut source = written.chars();
        let mut result = String::with_capacity(lemma.len());
        let mut same = true;
        for letter in lemma.chars() {
            let from = source.next();
            same = same && from.is_some_and(|c| c.to_lowercase().eq([letter]));
            match from {
                Some(c) if same => result.push(c),
                _ if capitals => result.extend(letter.to_uppercase()),
                _ => result.push(letter),
            }
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(words: &[&str], word: &str, language: Language) -> String {
        let inflections = crate::text::inflect::tests::shipped();
        let keys: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
        let lemmas = Lemmas::new(keys.iter().map(|k| (language, k.as_str())), &inflections);
        lemmas.of(language, &word.to_lowercase(), word)
    }

    #[test]
    fn shapes_of_one_name_share_a_lemma() {
        let words = ["Банчжура", "Банчжуром", "Банчжуру"];
        for word in words {
            assert_eq!(lemma(&words, word, Language::Russian), "Банчжур");
        }
        let words = ["Бөкейхановтың", "Бөкейханов"];
        assert_eq!(lemma(&words, "Бөкейхановтың", Language::Kazakh), "Бөкейханов");
        assert_eq!(lemma(&["Канада"], "Канада", Language::Russian), "Канада");
    }
}
