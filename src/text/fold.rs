//! Names as comparing sees them: composed, lower case, one kind of apostrophe and dash, cut into words.
//!
//! Nothing here knows a language: *Аблай‑ХАН* becomes `аблай`, `хан`, and remembers the hyphen between them.

use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Most words of one name that are looked at; a longer list is cut.
pub const WORDS_MAX: usize = 16;
/// Most letters of one word that are looked at; a longer word is cut.
pub const WORD_LETTERS_MAX: usize = 40;

/// One letter as comparing counts it: a code point of the basic plane, lower case.
pub type Letter = u16;
/// The letters of a word.
pub type Letters = SmallVec<[Letter; 16]>;

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// White space, or the start of the name.
    Space,
    /// A hyphen or dash.
    Hyphen,
    /// A comma.
    Comma,
    /// Something else: a stop, a quotation mark, a bracket.
    Mark,
}

/// A word of a name, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedWord {
    pub text: String,
    pub before: Join,
    /// Whether a full stop follows at once (*И.*, *им.*).
    pub stop: bool,
    /// Whether the word began with a capital letter.
    pub capital: bool,
}

/// Cuts a name into folded words; at most [`WORDS_MAX`], each of at most [`WORD_LETTERS_MAX`] letters.
pub fn words(name: &str) -> Vec<FoldedWord> {
    let mut words: Vec<FoldedWord> = Vec::new();
    let mut current = String::new();
    let mut letters = 0;
    let mut capital = false;
    let mut before = Join::Space;
    for c in name.nfc().map(plain_mark).chain([' ']) {
        if c.is_alphanumeric() || (c == '\'' && !current.is_empty()) {
            if current.is_empty() {
                capital = c.is_uppercase();
            }
            letters += 1;
            if letters <= WORD_LETTERS_MAX {
                current.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c)));
            }
            continue;
        }
        if is_combining_mark(c) || is_invisible(c) {
            continue;
        }
        if !current.is_empty() {
            let text = std::mem::take(&mut current);
            if words.len() < WORDS_MAX {
                words.push(FoldedWord { text, before, stop: c == '.', capital });
            }
            letters = 0;
            before = Join::Space;
        }
        before = match c {
            '-' => Join::Hyphen,
            ',' => Join::Comma,
            c if c.is_whitespace() => before,
            _ => Join::Mark,
        };
    }
    words
}

/// The letters of a folded text.
pub fn letters(text: &str) -> Letters {
    text.chars().map(letter).collect()
}

/// A code point as a [`Letter`]; those outside the basic plane share one that no table knows.
pub fn letter(c: char) -> Letter {
    u16::try_from(u32::from(c)).unwrap_or(0xFFFD)
}

/// The text of letters.
pub fn text(letters: &[Letter]) -> String {
    char::decode_utf16(letters.iter().copied()).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

/// A letter without its marks: *ō* gives *o*; a letter without marks gives itself.
pub fn base(letter: Letter) -> Letter {
    let Some(c) = char::from_u32(u32::from(letter)) else { return letter };
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    first.map_or(letter, self::letter)
}

/// Apostrophes, quotes used as apostrophes, and dashes each as one sign.
fn plain_mark(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{02BB}' | '\u{02B9}' | '\u{02B0}' | '\u{0060}'
        | '\u{00B4}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

/// Signs that print nothing: soft hyphen, joiners, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        words(name).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn words_are_folded_and_cut() {
        assert_eq!(texts("Абла́й‑ХАН"), ["аблай", "хан"]);
        assert_eq!(texts("«Abu’l-Khayr»"), ["abu'l", "khayr"]);
        assert_eq!(texts("Зурабян, Левон"), ["зурабян", "левон"]);
        assert_eq!(words("Зурабян, Левон")[1].before, Join::Comma);
        assert_eq!(words("Аблай-хан")[1].before, Join::Hyphen);
        assert!(words("И.К. Кирилов")[0].stop);
        assert!(texts(" - ").is_empty());
    }

    #[test]
    fn long_names_are_cut() {
        let name = "слово ".repeat(50);
        assert_eq!(words(&name).len(), WORDS_MAX);
        assert_eq!(texts(&"я".repeat(100))[0].chars().count(), WORD_LETTERS_MAX);
    }

    #[test]
    fn base_letters() {
        assert_eq!(base(letter('ō')), letter('o'));
        assert_eq!(base(letter('қ')), letter('қ'));
        assert_eq!(text(&letters("жүз")), "жүз");
    }
}
