//! The distinct words of a run: each is looked at once.

use crate::model::WordId;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::LazyLock;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug)]
pub struct Word<'v> {
    pub text: &'v str,
    pub shape: Shape,
}

/// Longest word, in bytes, that a [`Slot`] holds itself: thirteen Cyrillic letters, as most words have at most.
const INLINE_MAX: usize = 27;
/// Follows a word in its slot; no byte of UTF-8 is this one, so that no word is a beginning of another.
const TERMINATOR: u8 = 0xFF;
/// No word.
const NONE: u32 = u32::MAX;
/// Slots of the first table.
const SLOTS_MIN: usize = 1 << 12;

/// A place of the table: half a line of the processor's cache, so that to look up a word is to read one line.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
struct Slot {
    words: [u64; 3],
    last: u32,
    id: u32,
}

impl Slot {
    #[inline]
    fn text(&self) -> Packed {
        Packed { words: self.words, last: self.last }
    }
}

/// A word of at most [`INLINE_MAX`] bytes and its terminator, then zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Packed {
    words: [u64; 3],
    last: u32,
}

const EMPTY: Slot = Slot { words: [0; 3], last: 0, id: NONE };

/// The distinct words met so far. Each thread keeps its own.
#[derive(Default)]
pub struct Vocabulary {
    /// Open addressing, filled to three quarters at most; a power of two.
    slots: Vec<Slot>,
    /// Words too long for a slot.
    long: HashTable<WordId>,
    /// The texts of all words, one after another, and where each ends.
    texts: String,
    ends: Vec<usize>,
    shapes: Vec<Shape>,
    hasher: foldhash::fast::FixedState,
}

impl Vocabulary {
    /// The id of a word; a word not met before is looked at and kept.
    pub fn enter(&mut self, text: &str) -> WordId {
        self.enter_at(text, 0..text.len())
    }

    /// The id of the word at some bytes of a text.
    #[inline]
    pub fn enter_at(&mut self, text: &str, bytes: Range<usize>) -> WordId {
        let length = bytes.len();
        if length > INLINE_MAX {
            return self.enter_long(&text[bytes]);
        }
        let packed = Packed::new(text.as_bytes(), bytes.start, length);
        if self.slots.is_empty() {
            self.slots = vec![EMPTY; SLOTS_MIN];
        }
        let mask = self.slots.len() - 1;
        let mut at = packed.hash() as usize & mask;
        loop {
            let slot = &self.slots[at];
            if slot.text() == packed {
                return WordId(slot.id);
            }
            if slot.id == NONE {
                return self.add(at, packed, &text[bytes]);
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn add(&mut self, at: usize, text: Packed, word: &str) -> WordId {
        let id = self.keep(word);
        self.slots[at] = Slot { words: text.words, last: text.last, id: id.0 };
        if self.ends.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        id
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![EMPTY; old.len() * 2];
        let mask = self.slots.len() - 1;
        for slot in old.into_iter().filter(|s| s.id != NONE) {
            let mut at = slot.text().hash() as usize & mask;
            while self.slots[at].id != NONE {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }

    fn enter_long(&mut self, text: &str) -> WordId {
        let hash = self.hasher.hash_one(text.as_bytes());
        if let Some(id) = self.long.find(hash, |id| self.word(*id).text == text) {
            return *id;
        }
        let id = self.keep(text);
        let (texts, ends, hasher) = (&self.texts, &self.ends, &self.hasher);
        self.long.insert_unique(hash, id, |id| hasher.hash_one(text_of(texts, ends, *id).as_bytes()));
        id
    }

    fn keep(&mut self, word: &str) -> WordId {
        let id = WordId(self.ends.len() as u32);
        self.texts.push_str(word);
        self.ends.push(self.texts.len());
        self.shapes.push(shape(word));
        id
    }

    #[inline]
    pub fn word(&self, id: WordId) -> Word<'_> {
        Word { text: text_of(&self.texts, &self.ends, id), shape: self.shape(id) }
    }

    #[inline]
    pub fn shape(&self, id: WordId) -> Shape {
        self.shapes[id.0 as usize]
    }

    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

fn text_of<'v>(texts: &'v str, ends: &[usize], id: WordId) -> &'v str {
    let at = id.0 as usize;
    &texts[at.checked_sub(1).map_or(0, |before| ends[before])..ends[at]]
}

impl Packed {
    #[inline]
    fn new(text: &[u8], start: usize, length: usize) -> Packed {
        let mut bytes = [0u8; 32];
        match text.get(start..start + 32) {
            // Well before the end: copied in one go, then what follows the word is cut off.
            Some(chunk) => bytes.copy_from_slice(chunk),
            None => bytes[..length].copy_from_slice(&text[start..start + length]),
        }
        let word = |i: usize| {
            let mut eight = [0u8; 8];
            eight.copy_from_slice(&bytes[8 * i..8 * i + 8]);
            let kept = (length as u32).saturating_sub(8 * i as u32);
            if kept >= 8 {
                return u64::from_le_bytes(eight);
            }
            let mask = (1u64 << (8 * kept)) - 1;
            let ends = if length / 8 == i { u64::from(TERMINATOR) << (8 * kept) } else { 0 };
            u64::from_le_bytes(eight) & mask | ends
        };
        Packed { words: [word(0), word(1), word(2)], last: word(3) as u32 }
    }

    #[inline]
    fn hash(&self) -> u64 {
        let fold = |a: u64, b: u64| {
            let product = u128::from(a) * u128::from(b);
            product as u64 ^ (product >> 64) as u64
        };
        let [a, b, c] = self.words;
        let first = fold(a ^ 0x9e37_79b9_7f4a_7c15, b ^ 0xbf58_476d_1ce4_e5b9);
        let second = fold(c ^ 0x94d0_49bb_1331_11eb, u64::from(self.last) ^ 0xd6e8_feb8_6659_fd93);
        fold(first ^ 0xa076_1d64_78bd_642f, second ^ 0xe703_7ed1_a0b4_28db)
    }
}

/// What a character is to the shape of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Upper,
    /// A letter or digit that is no capital; digits are told apart at the start only.
    Lower,
    Digit,
    Other,
}

/// Characters below this number have a cell in the table of kinds: all of Latin and Cyrillic.
const KINDS: usize = 0x600;

fn kind(c: char) -> Kind {
    static TABLE: LazyLock<Vec<Kind>> =
        LazyLock::new(|| (0..KINDS as u32).map(|c| char::from_u32(c).map_or(Kind::Other, look)).collect());
    TABLE.get(c as usize).copied().unwrap_or_else(|| look(c))
}

fn look(c: char) -> Kind {
    match c {
        _ if !c.is_alphanumeric() => Kind::Other,
        _ if c.is_numeric() => Kind::Digit,
        _ if c.is_uppercase() => Kind::Upper,
        _ => Kind::Lower,
    }
}

fn shape(text: &str) -> Shape {
    let mut letters = text.chars().map(kind).filter(|k| *k != Kind::Other);
    let first = match letters.next() {
        None => return Shape::Lower,
        Some(Kind::Digit) => return Shape::Number,
        Some(first) => first == Kind::Upper,
    };
    let (mut upper, mut lower) = (false, false);
    for kind in letters {
        upper |= kind == Kind::Upper;
        lower |= kind != Kind::Upper;
    }
    match (first, upper, lower) {
        (false, false, _) => Shape::Lower,
        (true, false, _) => Shape::Capitalised,
        (true, _, false) => Shape::Capitals,
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

    proptest::proptest! {
        /// Words are told apart by all their bytes, whatever stands around them, however many there are.
        #[test]
        fn words_come_back(words in proptest::collection::vec("[a-zА-Яә\u{0}]{0,20}", 0..60), copies in 1usize..200) {
            let mut vocabulary = Vocabulary::default();
            let mut seen = std::collections::HashMap::new();
            for copy in 0..copies {
                for word in &words {
                    let word = if copy % 2 == 0 { word.clone() } else { format!("{word}{copy}") };
                    let text = format!("{word}, және тағы басқа сөздер");
                    let id = vocabulary.enter_at(&text, 0..word.len());
                    proptest::prop_assert_eq!(vocabulary.word(id).text, word.as_str());
                    proptest::prop_assert_eq!(*seen.entry(word.clone()).or_insert(id), id);
                    proptest::prop_assert_eq!(vocabulary.enter(&word), id);
                }
            }
            proptest::prop_assert_eq!(vocabulary.len(), seen.len());
        }
    }
}
