//! Many short strings, numbered in the order in which they came, in little room; and a filter before them.
//!
//! Strings are hashed byte by byte (FNV-1a, mixed at the end), so that one pass over a word gives the hashes of all its
//! beginnings.

use hashbrown::HashTable;

/// The hash of no bytes yet.
pub(super) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash after one byte more.
#[inline]
pub(super) fn add(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// A hash with all its bits mixed: what tables take.
#[inline]
pub(super) fn finish(hash: u64) -> u64 {
    let product = u128::from(hash) * 0x9e37_79b9_7f4a_7c15;
    (product >> 64) as u64 ^ product as u64
}

pub(super) fn hash(bytes: &[u8]) -> u64 {
    finish(bytes.iter().fold(START, |hash, &byte| add(hash, byte)))
}

/// Distinct strings with numbers from 0; four gigabytes of letters at most.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings {
    letters: String,
    ends: Vec<u32>,
    ids: HashTable<u32>,
}

impl Strings {
    /// The number of a string; a new one is kept.
    pub fn enter(&mut self, text: &str) -> u32 {
        let hash = hash(text.as_bytes());
        if let Some(id) = self.find(text, hash) {
            return id;
        }
        let id = self.ends.len() as u32;
        self.letters.push_str(text);
        self.ends.push(self.letters.len() as u32);
        let (letters, ends) = (&self.letters, &self.ends);
        self.ids.insert_unique(hash, id, |&id| self::hash(text_of(letters, ends, id).as_bytes()));
        id
    }

    /// The number of a string with this [`hash`].
    pub fn find(&self, text: &str, hash: u64) -> Option<u32> {
        self.ids.find(hash, |&id| self.get(id) == text).copied()
    }

    pub fn get(&self, id: u32) -> &str {
        text_of(&self.letters, &self.ends, id)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }
}

fn text_of<'s>(letters: &'s str, ends: &[u32], id: u32) -> &'s str {
    let at = id as usize;
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    &letters[start as usize..ends[at] as usize]
}

/// Bits of the filter for each string: of a hundred strings that are not there, one or two pass.
const BITS_EACH: usize = 16;

/// Says of most strings that are not there that they are not, by one look into a small table (a Bloom filter whose two
/// bits lie in one word).
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// A power of two of them; none for no strings.
    words: Vec<u64>,
}

impl Filter {
    pub fn of(strings: &Strings) -> Filter {
        let mut filter = Filter { words: vec![0; (strings.len() * BITS_EACH / 64).next_power_of_two()] };
        for id in 0..strings.len() {
            let (word, bits) = filter.place(hash(strings.get(id as u32).as_bytes()));
            filter.words[word] |= bits;
        }
        filter
    }

    /// False only if no string has this hash.
    #[inline]
    pub fn may_have(&self, hash: u64) -> bool {
        let (word, bits) = self.place(hash);
        self.words.get(word).is_some_and(|found| found & bits == bits)
    }

    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        let word = (hash >> 20) as usize & (self.words.len().wrapping_sub(1));
        (word, 1 << (hash & 63) | 1 << (hash >> 6 & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_entered_is_found_and_passes_the_filter() {
        let mut strings = Strings::default();
        let words: Vec<String> = (0..5000).map(|i| format!("сөз{i}")).collect();
        for (i, word) in words.iter().enumerate() {
            assert_eq!(strings.enter(word), i as u32);
        }
        let filter = Filter::of(&strings);
        for (i, word) in words.iter().enumerate() {
            assert_eq!(strings.enter(word), i as u32);
            assert_eq!(strings.get(i as u32), word);
            assert!(filter.may_have(hash(word.as_bytes())));
        }
        let others = (5000..15000).filter(|i| filter.may_have(hash(format!("сөз{i}").as_bytes())));
        assert!(others.count() < 500);
        assert_eq!(strings.find("жоқ", hash("жоқ".as_bytes())), None);
    }

    #[test]
    fn an_empty_filter_lets_nothing_pass() {
        assert!(!Filter::default().may_have(hash(b"a")));
        assert!(!Filter::of(&Strings::default()).may_have(hash(b"a")));
    }
}
