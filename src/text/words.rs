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
    #[inline(always)]
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

/// The end of the run of ASCII letters, digits and two-byte Cyrillic letters that starts at the start of a character.
///
/// Sixteen bytes are judged at a time and without a branch: with one look for most words, where a loop over letters
/// would guess its end wrong. Any byte that continues a character is taken for good: only leads of two bytes are let
/// pass before it. U+0482, a sign, lies among the letters of lead 0xD2 and ends the run.
#[inline]
fn plain_run(bytes: &[u8], start: usize) -> usize {
    const STEP: usize = 16;
    let mut at = start;
    while let Some(chunk) = bytes.get(at..at + STEP + 1) {
        let mut ends = [0u8; STEP];
        for (i, end) in ends.iter_mut().enumerate() {
            let byte = chunk[i];
            let ascii = (byte | 0x20).wrapping_sub(b'a') < 26 || byte.wrapping_sub(b'0') < 10;
            let cyrillic = byte & 0xC0 == 0x80 || byte.wrapping_sub(0xD0) < 4;
            let sign = byte == 0xD2 && chunk[i + 1] == 0x82;
            *end = u8::from(!(ascii | cyrillic) | sign);
        }
        let ends = u128::from_le_bytes(ends);
        if ends != 0 {
            return at + ends.trailing_zeros() as usize / 8;
        }
        at += STEP;
    }
    // The last step may have ended within a character.
    let within = at > start && bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    at - usize::from(within)
}

/// The class of a character that is neither ASCII nor plain Cyrillic.
#[cold]
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

    #[inline]
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
        at = plain_run(self.text.as_bytes(), at);
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

        /// Judging many bytes at once changes nothing: on any text, words are those found letter by letter.
        #[test]
        fn runs_are_as_long_as_letter_by_letter(
            text in "[a-zA-Z0-9а-яәғқңөұүһі\u{482}\u{484}\u{48a}\u{4ff}é— ,.'\\PC]{0,60}",
        ) {
            for (start, _) in text.char_indices() {
                let words = Words::new(&text);
                let mut at = start;
                while at < text.len() && words.class(at).0 != Class::Outside {
                    at += words.class(at).1;
                }
                let run = plain_run(text.as_bytes(), start);
                proptest::prop_assert!(text.is_char_boundary(run) && run <= at || run == start);
            }
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
