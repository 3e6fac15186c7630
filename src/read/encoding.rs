//! Bytes to text. UTF-8 and UTF-16 prove themselves; among the 8-bit encodings the most plausible one is chosen
//! (see [`plausibility`](super::plausibility)), or the one that is forced. Nothing is normalised; a BOM is dropped.

use super::encoding_tables;
use super::plausibility::{DECLARED, PairCounts, RARE, VERY_RARE};
use encoding_rs::{
    IBM866, ISO_8859_5, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};
use std::fmt;

/// How the characters of a text are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Utf8,
    Utf16Little,
    Utf16Big,
    Kz1048,
    Ptcp154,
    Other(&'static encoding_rs::Encoding),
}

impl Encoding {
    pub const UTF_8: Encoding = Encoding(Kind::Utf8);
    pub const UTF_16LE: Encoding = Encoding(Kind::Utf16Little);
    pub const UTF_16BE: Encoding = Encoding(Kind::Utf16Big);
    pub const KZ_1048: Encoding = Encoding(Kind::Kz1048);
    pub const PTCP154: Encoding = Encoding(Kind::Ptcp154);
    pub const WINDOWS_1251: Encoding = Encoding(Kind::Other(WINDOWS_1251));
    pub const WINDOWS_1252: Encoding = Encoding(Kind::Other(WINDOWS_1252));
    pub const KOI8_R: Encoding = Encoding(Kind::Other(KOI8_R));
    pub const IBM866: Encoding = Encoding(Kind::Other(IBM866));
    pub const ISO_8859_5: Encoding = Encoding(Kind::Other(ISO_8859_5));
    pub const MAC_CYRILLIC: Encoding = Encoding(Kind::Other(X_MAC_CYRILLIC));

    /// The 8-bit encodings that are told apart by content; of equals the first is taken.
    pub const GUESSED: [Encoding; 8] = [
        Encoding::WINDOWS_1251,
        Encoding::KZ_1048,
        Encoding::WINDOWS_1252,
        Encoding::KOI8_R,
        Encoding::IBM866,
        Encoding::PTCP154,
        Encoding::ISO_8859_5,
        Encoding::MAC_CYRILLIC,
    ];

    /// The encoding of a name: those of the WHATWG standard (`utf-8`, `windows-1251`, `cp866`, `koi8-r`, ...) and
    /// `kz-1048` (`strk1048`, `rk1048`), `ptcp154` (`pt154`, `cp154`), in any case.
    pub fn from_label(label: &str) -> Option<Encoding> {
        let plain: String =
            label.trim().chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
        match plain.as_str() {
            "kz1048" | "strk1048" | "strk10482002" | "rk1048" => return Some(Encoding::KZ_1048),
            "ptcp154" | "pt154" | "cp154" | "csptcp154" | "cyrillicasian" => return Some(Encoding::PTCP154),
            _ => {}
        }
        match encoding_rs::Encoding::for_label_no_replacement(label.trim().as_bytes())? {
            e if e == UTF_8 => Some(Encoding::UTF_8),
            e if e == UTF_16LE => Some(Encoding::UTF_16LE),
            e if e == UTF_16BE => Some(Encoding::UTF_16BE),
            e => Some(Encoding(Kind::Other(e))),
        }
    }

    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Utf8 => "UTF-8",
            Kind::Utf16Little => "UTF-16LE",
            Kind::Utf16Big => "UTF-16BE",
            Kind::Kz1048 => "KZ-1048",
            Kind::Ptcp154 => "PTCP154",
            Kind::Other(encoding) => encoding.name(),
        }
    }

    /// The characters of the bytes 0x80 to 0xFF, U+FFFD for none; `None` for an encoding of several bytes.
    pub fn upper_half(self) -> Option<[char; 128]> {
        let mut upper = ['\u{fffd}'; 128];
        match self.0 {
            Kind::Kz1048 => fill(&mut upper, &encoding_tables::KZ_1048),
            Kind::Ptcp154 => fill(&mut upper, &encoding_tables::PTCP154),
            Kind::Other(encoding) if encoding.is_single_byte() => {
                for (byte, slot) in (0x80..=0xFFu8).zip(&mut upper) {
                    let bytes = [byte];
                    let (text, _) = encoding.decode_without_bom_handling(&bytes);
                    // The web standard fills holes with control characters; to a reader they are holes.
                    *slot = text.chars().next().filter(|c| !c.is_control()).unwrap_or('\u{fffd}');
                }
            }
            _ => return None,
        }
        Some(upper)
    }
}

/// Of [`Encoding::GUESSED`], in its order.
const PRIORS: [i64; 8] = [0, 0, 0, 0, RARE, RARE, RARE, VERY_RARE];

fn fill(upper: &mut [char; 128], lines: &[&str; 8]) {
    for (slot, c) in upper.iter_mut().zip(lines.iter().flat_map(|line| line.chars())) {
        *slot = c;
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text, and what its bytes said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    pub invalid: Option<Invalid>,
}

/// Bytes that the encoding does not allow; each place reads U+FFFD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Of the first place: 1-based line, 0-based byte of the file, and the byte itself.
    pub line: usize,
    pub byte: usize,
    pub value: u8,
    /// Places in all.
    pub places: usize,
}

/// Decodes `bytes` as `forced`, else as they prove to be. `declared` is what the format says of itself (XML
/// declaration, HTML `meta`): it helps where the content leaves a doubt. A BOM outranks both.
pub fn decode(bytes: &[u8], forced: Option<Encoding>, declared: Option<Encoding>) -> Decoded {
    let (from_bom, length) = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => (Some(Encoding::UTF_8), 3),
        [0xFF, 0xFE, ..] => (Some(Encoding::UTF_16LE), 2),
        [0xFE, 0xFF, ..] => (Some(Encoding::UTF_16BE), 2),
        _ => (None, 0),
    };
    // The usual case at the speed of the check: no other encoding is asked for, and nothing hints at UTF-16, half of
    // whose units have a byte 0 or 4, which no text has.
    if from_bom.is_none()
        && forced.is_none_or(|encoding| encoding == Encoding::UTF_8)
        && memchr::memchr2(0, 4, bytes).is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded { text: text.to_owned(), encoding: Encoding::UTF_8, invalid: None };
    }
    let encoding = from_bom.or(forced).unwrap_or_else(|| detect(bytes, declared));
    let (text, invalid) = match encoding.0 {
        Kind::Utf8 => decode_utf8(bytes, length),
        Kind::Utf16Little => decode_utf16(bytes, length, u16::from_le_bytes),
        Kind::Utf16Big => decode_utf16(bytes, length, u16::from_be_bytes),
        Kind::Other(other) if !other.is_single_byte() => decode_other(bytes, other),
        _ => decode_single_bytes(bytes, &encoding.upper_half().unwrap_or(['\u{fffd}'; 128])),
    };
    Decoded { text, encoding, invalid }
}

/// The encoding that `bytes` without a BOM are in.
fn detect(bytes: &[u8], declared: Option<Encoding>) -> Encoding {
    if let Some(utf16) = detect_utf16(bytes) {
        return utf16;
    }
    if looks_like_utf8(bytes) {
        return Encoding::UTF_8;
    }
    if let Some(multibyte @ Encoding(Kind::Other(other))) = declared
        && !other.is_single_byte()
    {
        return multibyte;
    }
    let counts = PairCounts::of(bytes);
    let declared = declared.filter(|encoding| encoding.upper_half().is_some());
    // Kazakh files say windows-1251 and mean the encodings that have their letters in its holes.
    let is_meant = |encoding: Encoding| {
        let kazakh = [Encoding::KZ_1048, Encoding::PTCP154].contains(&encoding);
        declared == Some(encoding) || (declared == Some(Encoding::WINDOWS_1251) && kazakh)
    };
    let mut best = (i64::MIN, Encoding::WINDOWS_1251);
    let guessed = Encoding::GUESSED.into_iter().zip(PRIORS);
    for (encoding, prior) in declared.map(|encoding| (encoding, 0)).into_iter().chain(guessed) {
        let prior = if is_meant(encoding) { DECLARED } else { prior };
        let score = encoding.upper_half().map_or(i64::MIN, |upper| counts.score(&upper) + prior);
        if score > best.0 {
            best = (score, encoding);
        }
    }
    best.1
}

/// Whether the sequences of several bytes that UTF-8 allows clearly outnumber the places that it does not: damage is
/// rare, chance agreement rarer.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    let (mut sequences, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || sequences >= 3 * broken
}

/// UTF-16 without a BOM: read so, nearly every unit is a letter of our scripts, a digit, a space or a mark. Binary
/// data with many zeros is caught by what is not.
fn detect_utf16(bytes: &[u8]) -> Option<Encoding> {
    /// A sample is enough: no 8-bit text comes near.
    const SAMPLE_BYTES: usize = 1 << 16;
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES) & !1];
    if sample.len() < 4 {
        return None;
    }
    // The high byte of a Latin or Cyrillic letter is 0 or 4, which no 8-bit text has; a few other characters may
    // stand among them.
    let looks_right = |read: fn([u8; 2]) -> u16| {
        let units = sample.chunks_exact(2).map(|pair| read([pair[0], pair[1]]) >> 8);
        let (mut letters, mut others) = (0, 0);
        for high in units {
            letters += usize::from(matches!(high, 0x00 | 0x04));
            others += usize::from(!matches!(high, 0x00..=0x05 | 0x1E | 0x20 | 0x21 | 0xFE));
        }
        letters * 2 >= sample.len() / 2 && others * 10 <= sample.len() / 2
    };
    match (looks_right(u16::from_le_bytes), looks_right(u16::from_be_bytes)) {
        (true, false) => Some(Encoding::UTF_16LE),
        (false, true) => Some(Encoding::UTF_16BE),
        _ => None,
    }
}

fn decode_utf8(bytes: &[u8], skip: usize) -> (String, Option<Invalid>) {
    if let Ok(text) = std::str::from_utf8(&bytes[skip..]) {
        return (text.to_owned(), None);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut invalid = Places::new(bytes);
    let mut at = skip;
    for chunk in bytes[skip..].utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            text.push('\u{fffd}');
            invalid.add(at);
        }
        at += chunk.invalid().len();
    }
    (text, invalid.first)
}

fn decode_utf16(bytes: &[u8], skip: usize, read: fn([u8; 2]) -> u16) -> (String, Option<Invalid>) {
    let mut text = String::with_capacity(bytes.len());
    let mut invalid = Places::new(bytes);
    let units = bytes[skip..].chunks_exact(2);
    let rest = units.remainder();
    let mut at = skip;
    for unit in char::decode_utf16(units.map(|pair| read([pair[0], pair[1]]))) {
        match unit {
            Ok(c) => {
                text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => {
                text.push('\u{fffd}');
                invalid.add(at);
                at += 2;
            }
        }
    }
    if !rest.is_empty() {
        text.push('\u{fffd}');
        invalid.add(at);
    }
    // Lines are told from the text here: in the bytes a line feed may be half a letter.
    let first = invalid.first.map(|mut first| {
        let before = text.find('\u{fffd}').unwrap_or(0);
        first.line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..before]).count();
        first
    });
    (text, first)
}

fn decode_single_bytes(bytes: &[u8], upper: &[char; 128]) -> (String, Option<Invalid>) {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut invalid = Places::new(bytes);
    for (at, &byte) in bytes.iter().enumerate() {
        let c = if byte < 0x80 { char::from(byte) } else { upper[usize::from(byte - 0x80)] };
        if c == '\u{fffd}' {
            invalid.add(at);
        }
        text.push(c);
    }
    (text, invalid.first)
}

fn decode_other(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> (String, Option<Invalid>) {
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    // The crate does not say where; the first replaced character gives the line.
    let invalid = wrong.then(|| {
        let before = text.find('\u{fffd}').unwrap_or(0);
        let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..before]).count();
        Invalid { line, byte: 0, value: 0, places: text.matches('\u{fffd}').count() }
    });
    (text.into_owned(), invalid)
}

/// Collects places that the encoding does not allow, and looks up the line of the first.
struct Places<'a> {
    bytes: &'a [u8],
    first: Option<Invalid>,
}

impl<'a> Places<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Places { bytes, first: None }
    }

    fn add(&mut self, byte: usize) {
        match &mut self.first {
            Some(first) => first.places += 1,
            None => {
                let line = 1 + memchr::memchr_iter(b'\n', &self.bytes[..byte]).count();
                self.first = Some(Invalid { line, byte, value: self.bytes[byte], places: 1 });
            }
        }
    }
}

#[cfg(test)]
#[path = "encoding_tests.rs"]
mod tests;
