//! The key of a word: what must be equal for two words to be the same listed word.

use super::letters::Letters;
use unicode_normalization::UnicodeNormalization;

/// The key of a word: its normal shape ([`Letters::normalise_word`]) without apostrophes, without diaeresis (ё, ü) and,
/// on Latin letters, without any other mark (Jüz, Ts'ê).
pub fn key(letters: &Letters, word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    push_key(letters, word, &mut key);
    key
}

/// Appends the key of a word.
pub fn push_key(letters: &Letters, word: &str, key: &mut String) {
    if letters.push_plain_key(word, key) {
        return;
    }
    let normal = letters.normalise_word(word);
    if normal.bytes().all(|b| b.is_ascii_alphanumeric()) {
        key.push_str(&normal);
        return;
    }
    normal.chars().for_each(|c| push_letter(c, key));
}

/// Appends what a character of a word in its normal shape is in a key.
pub(super) fn push_letter(c: char, key: &mut String) {
    if c.is_ascii_alphanumeric() {
        key.push(c);
    } else if c.is_alphanumeric() {
        let latin = c.nfd().next().is_some_and(|c| c.is_ascii());
        key.extend(c.nfd().filter(|m| *m != '\u{308}' && !(latin && is_mark(*m))).nfc());
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::letters::{LETTERS_FILE, PREREFORM_FILE};

    fn shipped() -> Letters {
        let files = [
            (LETTERS_FILE, include_str!("../../lexicons/writing/letters.csv")),
            (PREREFORM_FILE, include_str!("../../lexicons/writing/prereform.csv")),
        ];
        Letters::check(&files.map(|(name, text)| (name.to_owned(), text.to_owned()))).0
    }

    #[test]
    fn marks_and_capitals_are_no_part_of_a_key() {
        let letters = shipped();
        for (word, expected) in
            [("Ёлка", "елка"), ("Jüz", "juz"), ("АБЫЛАЙ", "абылай"), ("Ts'ê", "tse"), ("Йсен", "йсен")]
        {
            assert_eq!(key(&letters, word), expected);
        }
    }

    proptest::proptest! {
        /// The short way and the long way give one key.
        #[test]
        fn short_and_long_ways_agree(word in "[a-zA-Zа-яА-ЯёЁәғқңөұүһіӘҒҚҢӨҰҮҺІѣѳéñüÜŠ0-9'’\u{ad}]{1,8}") {
            static LETTERS: std::sync::LazyLock<Letters> = std::sync::LazyLock::new(shipped);
            let mut short = String::new();
            if LETTERS.push_plain_key(&word, &mut short) {
                let mut long = String::new();
                LETTERS.normalise_word(&word).chars().for_each(|c| push_letter(c, &mut long));
                proptest::prop_assert_eq!(short, long);
            }
        }
    }
}
