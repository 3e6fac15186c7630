//! The key of a word: what must be equal for two words to be the same listed word.

use super::letters::Letters;
use unicode_normalization::UnicodeNormalization;

/// The key of a word: its normal shape ([`Letters::normalise_word`]) without apostrophes, without diaeresis (ё, ü) and,
/// on Latin letters, without any other mark (Jüz, Ts'ê).
pub fn key(letters: &Letters, word: &str) -> String {
    let normal = letters.normalise_word(word);
    if normal.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return normal.into_owned();
    }
    let mut result = String::with_capacity(normal.len());
    for c in normal.chars() {
        if c.is_ascii_alphanumeric() {
            result.push(c);
        } else if c.is_alphanumeric() {
            let latin = c.nfd().next().is_some_and(|c| c.is_ascii());
            result.extend(c.nfd().filter(|m| *m != '\u{308}' && !(latin && is_mark(*m))).nfc());
        }
    }
    result
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
