//! Words made of syllables, and their endings.

use super::{LANGUAGES, Random};
use atau::Language;
use atau::text::inflect::Inflections;
use atau::text::letters::{LetterClass, Letters};
use std::collections::HashMap;

/// Makes words of one language.
pub struct Maker {
    vowels: Vec<String>,
    consonants: Vec<String>,
}

impl Maker {
    pub fn new(code: &str, letters: &Letters) -> Maker {
        let language = Language::from_code(code).unwrap_or_default();
        let alphabet = letters.alphabet(language, "modern");
        let of = |class: LetterClass| {
            alphabet.iter().filter(|l| l.class == class).map(|l| l.text.clone()).collect::<Vec<_>>()
        };
        Maker { vowels: of(LetterClass::Vowel), consonants: of(LetterClass::Consonant) }
    }

    pub fn has_letters(&self) -> bool {
        !self.vowels.is_empty() && !self.consonants.is_empty()
    }

    /// A word of so many syllables, more or less, in small letters.
    pub fn word(&self, syllables: usize, random: &mut Random) -> String {
        let mut word = String::new();
        for _ in 0..(syllables + random.below(2)).saturating_sub(random.below(2)).max(1) {
            word.push_str(&self.consonants[random.below(self.consonants.len())]);
            word.push_str(&self.vowels[random.below(self.vowels.len())]);
            if random.per_mille(350) {
                word.push_str(&self.consonants[random.below(self.consonants.len())]);
            }
        }
        word
    }
}

/// Gives words endings of the tables.
pub struct Inflector {
    inflections: Inflections,
    /// By language and last two letters of a word: letters to take off, letters to add.
    endings: HashMap<(usize, String), Vec<(usize, String)>>,
}

/// Endings kept for each kind of word.
const ENDINGS_KEPT: usize = 40;
/// Words of a thousand that stay in their dictionary form.
const BARE_PER_MILLE: [u32; 3] = [400, 450, 900];

impl Inflector {
    pub fn new(inflections: Inflections) -> Inflector {
        Inflector { inflections, endings: HashMap::new() }
    }

    /// Writes a name or word in one of its shapes.
    pub fn push(&mut self, language: usize, word: &str, random: &mut Random, text: &mut String) {
        if random.per_mille(BARE_PER_MILLE[language]) {
            text.push_str(word);
            return;
        }
        let small = word.rsplit(' ').next().unwrap_or(word).to_lowercase();
        let last: String = small.chars().skip(small.chars().count().saturating_sub(2)).collect();
        let endings = self
            .endings
            .entry((language, last))
            .or_insert_with(|| endings(&self.inflections, &small, LANGUAGES[language]));
        let Some((off, add)) = endings.get(random.below(endings.len())) else {
            text.push_str(word);
            return;
        };
        let kept = word.char_indices().rev().nth(off.wrapping_sub(1)).map_or(word.len(), |(at, _)| at);
        text.push_str(&word[..kept]);
        text.push_str(add);
    }
}

/// What leads from a word to its shapes in a language.
fn endings(inflections: &Inflections, word: &str, language: &str) -> Vec<(usize, String)> {
    let mut endings: Vec<(usize, String)> = inflections
        .shapes(word)
        .into_iter()
        .filter(|(_, ending)| ending.language.code() == language && !ending.combining)
        .map(|(shape, _)| {
            let common = word.chars().zip(shape.chars()).take_while(|(a, b)| a == b).count();
            (word.chars().count() - common, shape.chars().skip(common).collect())
        })
        .collect();
    // Short endings are the usual ones.
    endings.sort_by_key(|(off, add)| (add.chars().count() + off, add.clone()));
    endings.dedup();
    endings.truncate(ENDINGS_KEPT);
    endings
}

/// Draws ranks by Zipf's law.
pub struct Zipf {
    /// Sums of the weights of the ranks so far, in parts of the whole times 2^32.
    sums: Vec<u64>,
}

impl Zipf {
    pub fn new(ranks: usize) -> Zipf {
        let mut sums = Vec::with_capacity(ranks);
        let mut sum = 0u64;
        for rank in 1..=ranks as u64 {
            sum += (1u64 << 40) / (rank + 2);
            sums.push(sum);
        }
        Zipf { sums }
    }

    pub fn draw(&self, random: &mut Random) -> usize {
        let all = self.sums.last().copied().unwrap_or(1);
        let at = ((u128::from(random.next()) * u128::from(all)) >> 64) as u64;
        self.sums.partition_point(|&sum| sum <= at)
    }
}

pub fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
