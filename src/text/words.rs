//! Where words are.

use std::ops::Range;

/// The words of a text as byte ranges, in order.
///
/// A word is a run of letters, digits and the marks and format characters that belong to them (combining marks, soft
/// hyphens), with single apostrophes between letters; an English possessive `'s` is left out. On letters and digits
/// this is what Unicode Standard Annex 29 gives, except that full stops, colons and underscores always part words.
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit.
    Inside,
    /// Goes with what stands before it: combining marks, soft hyphen, joiners.
    Attached,
    Apostrophe,
    Outside,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str) -> Self {
        Words { text, at: 0 }
    }

    /// The class of the character at a byte, and its length in bytes.
    #[inline]
    fn class(&self, at: usize) -> (Class, usize) {
        let bytes = self.text.as_bytes();
        let first = bytes[at];
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => (Class::Inside, 1),
            b'\'' => (Class::Apostrophe, 1),
            0..0x80 => (Class::Outside, 1),
            // U+0400-U+047F and U+04C0-U+04FF are letters throughout; so are U+048A-U+04BF, with most of the letters that
            // Kazakh adds.
            0xD0 | 0xD1 | 0xD3 => (Class::Inside, 2),
            0xD2 if bytes[at + 1] >= 0x8A => (Class::Inside, 2),
            _ => {
                let Some(c) = self.text[at..].chars().next() else { return (Class::Outside, 1) };
                (slow_class(c), c.len_utf8())
            }
        }
    }
}

/// The class of a character that is neither ASCII nor plain Cyrillic.
fn slow_class(c: char) -> Class {
    match c {
        '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BB}' | '\u{02B9}' | '\u{02BE}' | '\u{02BF}'
        | '\u{00B4}' | '\u{2032}' => Class::Apostrophe,
        '\u{00AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' => Class::Attached,
        _ if unicode_normalization::char::is_combining_mark(c) => Class::Attached,
        _ if c.is_alphanumeric() => Class::Inside,
        _ => Class::Outside,
    }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let end_of_text = self.text.len();
        let mut at = self.at;
        while at < end_of_text {
            let (class, length) = self.class(at);
            if class == Class::Inside {
                break;
            }
            at += length;
        }
        if at >= end_of_text {
            self.at = end_of_text;
            return None;
        }
        let start = at;
        let mut end = at;
        while at < end_of_text {
            let (class, length) = self.class(at);
            match class {
                Class::Inside | Class::Attached => {
                    at += length;
                    end = at;
                }
                Class::Apostrophe => {
                    let after = at + length;
                    let goes_on = after < end_of_text && self.class(after).0 == Class::Inside;
                    if !goes_on || self.is_possessive(after) {
                        break;
                    }
                    at = after;
                }
                Class::Outside => break,
            }
        }
        // A possessive `s` is no word: step over it.
        self.at = end;
        if end < end_of_text {
            let (class, length) = self.class(end);
            if class == Class::Apostrophe && self.is_possessive(end + length) {
                self.at = end + length + 1;
            }
        }
        Some(start..end)
    }
}

impl Words<'_> {
    /// Whether a lone `s` stands here, as after the apostrophe of an English possessive.
    fn is_possessive(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        bytes.get(at).is_some_and(|b| matches!(b, b's' | b'S'))
            && (at + 1 == bytes.len() || matches!(self.class(at + 1).0, Class::Outside | Class::Apostrophe))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Words::new(text).map(|bytes| &text[bytes]).collect()
    }

    #[test]
    fn names_are_split_where_their_parts_are() {
        assert_eq!(words("И.Я.Златкин, Галдан-Церен"), ["И", "Я", "Златкин", "Галдан", "Церен"]);
        assert_eq!(
            words("Ablai's and the Dzungars’ Ts'ê-wang"),
            ["Ablai", "and", "the", "Dzungars", "Ts'ê", "wang"]
        );
        assert_eq!(words("Абы\u{ad}лай и\u{306} 1771г."), ["Абы\u{ad}лай", "и\u{306}", "1771г"]);
        assert_eq!(words(""), Vec::<&str>::new());
        assert_eq!(words("'s -- ’"), ["s"]);
    }

    proptest::proptest! {
        /// On text without the characters the program treats in its own way, words are those of UAX 29.
        #[test]
        fn agrees_with_uax29(text in "[a-zA-Z0-9а-яА-ЯёәғқңөұүһіӘҒҚҢӨҰҮҺІéñü «»()!?\n\t—-]{0,80}") {
            use unicode_segmentation::UnicodeSegmentation;
            let standard: Vec<&str> = text.unicode_words().collect();
            proptest::prop_assert_eq!(words(&text), standard);
        }

        #[test]
        fn ranges_rise_and_lie_on_characters(text in "\\PC{0,60}") {
            let mut last = 0;
            for bytes in Words::new(&text) {
                proptest::prop_assert!(bytes.start >= last && bytes.end > bytes.start);
                proptest::prop_assert!(text.get(bytes.clone()).is_some());
                last = bytes.end;
            }
        }
    }
}
