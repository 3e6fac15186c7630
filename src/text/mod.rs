//! Letters, word forms, readings and distances; no names. May import `model` only.

pub mod fold;
pub mod inflect;
pub mod key;
pub mod letters;
pub mod reading;
pub mod script;
pub mod table;
pub mod vocabulary;
pub mod words;

/// A text on one line: white space folded to single spaces, none at the ends.
pub fn one_line(text: &str) -> String {
    let bytes = text.as_bytes();
    // White space beyond ASCII begins with one of these bytes; texts without them are mostly as they should be.
    let plain = |(at, &byte): (usize, &u8)| match byte {
        b' ' => at > 0 && at + 1 < bytes.len() && bytes[at + 1] != b' ',
        0..0x20 | 0xC2 | 0xE1 | 0xE2 | 0xE3 => false,
        _ => true,
    };
    if bytes.iter().enumerate().all(plain) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
