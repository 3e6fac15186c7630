//! Which 8-bit encoding is a text in? The one in which it looks most like words.
//!
//! The bytes are counted once, in pairs of neighbours, and every encoding is scored from the counts alone, so that a
//! Kazakh name on the last page of a long Russian book still has its say. A pair of letters is worth the logarithm
//! of its probability in two samples of our own prose (`samples/`); what does not occur in words (a capital after
//! a small letter, a frame character beside a letter, Cyrillic beside Latin) costs more than any pair of letters.
//! KZ-1048 and windows-1251 differ in the Kazakh letters only: there Kazakh pairs win against Serbian letters that
//! neither sample has.

use hashbrown::HashMap;
use std::sync::LazyLock;

/// A sixteenth of a bit.
const BIT: i64 = 16;
/// A letter of the right script that the samples do not have.
const UNKNOWN_LETTER: i64 = -15 * BIT;
/// A capital after a small letter.
const CAPITAL_INSIDE: i64 = -8 * BIT;
/// Two capitals side by side: most words have one at most.
const CAPITALS_TOGETHER: i64 = -2 * BIT;
/// Letters of two scripts side by side.
const MIXED_SCRIPTS: i64 = -14 * BIT;
/// A character that is no letter and no mark of punctuation.
const SYMBOL: i64 = -9 * BIT;
/// The same beside a letter.
const SYMBOL_BESIDE_LETTER: i64 = -14 * BIT;
/// A byte that stands for no character, or for a control character.
const NO_CHARACTER: i64 = -20 * BIT;
/// A Cyrillic letter beside a digit.
const BESIDE_DIGIT: i64 = -9 * BIT;
/// Punctuation outside ASCII: quotation marks, dashes, №.
const PUNCTUATION: i64 = -2 * BIT;
/// A Latin letter with a diacritic among plain ones (*Café*); between two of its kind (*Ïðè*) it is doubtful.
const ACCENTED: i64 = -5 * BIT;
const ACCENTED_TWICE: i64 = -12 * BIT;

/// What rarer encodings have to make up for, in the same measure: the old Macintosh differs from windows-1251 in the
/// capitals only, and a short text may have but one.
pub(super) const RARE: i64 = -2 * BIT;
pub(super) const VERY_RARE: i64 = -12 * BIT;

/// What it counts for that the format says so itself: some letters' worth, no more, for it is often wrong.
pub(super) const DECLARED: i64 = 30 * BIT;

/// How often each pair of neighbouring bytes occurs, of which one at least is outside ASCII.
pub(super) struct PairCounts(Vec<u32>);

impl PairCounts {
    /// Counts `bytes`; before and after them a space is imagined.
    pub(super) fn of(bytes: &[u8]) -> PairCounts {
        let mut counts = vec![0u32; 1 << 16];
        let mut previous = b' ';
        for &byte in bytes.iter().chain(b" ") {
            if (previous | byte) & 0x80 != 0 {
                let count = &mut counts[usize::from(previous) << 8 | usize::from(byte)];
                *count = count.saturating_add(1);
            }
            previous = byte;
        }
        PairCounts(counts)
    }

    /// How much the bytes look like words, in sixteenths of a bit (negative; higher is better), when the upper half
    /// of the encoding is `upper`.
    pub(super) fn score(&self, upper: &[char; 128]) -> i64 {
        let signs: Vec<Sign> = (0..=255u8).map(|byte| Sign::of(char_of(byte, upper))).collect();
        let pairs = self.0.iter().enumerate().filter(|(_, count)| **count > 0);
        pairs.map(|(pair, &count)| i64::from(count) * worth(signs[pair >> 8], signs[pair & 0xFF])).sum()
    }
}

fn char_of(byte: u8, upper: &[char; 128]) -> char {
    if byte < 0x80 { char::from(byte) } else { upper[usize::from(byte - 0x80)] }
}

/// What a character is to its neighbour.
#[derive(Clone, Copy)]
enum Sign {
    /// Cyrillic; the letter's number in the samples, if they have it.
    Cyrillic {
        number: Option<u16>,
        capital: bool,
    },
    Latin {
        plain: bool,
        capital: bool,
    },
    Digit,
    /// Space, ASCII punctuation.
    Gap,
    Punctuation,
    /// Punctuation that stands beside numbers or by itself (№, §, a no-break space after a space).
    Apart,
    Symbol,
    Nothing,
}

impl Sign {
    fn of(c: char) -> Sign {
        match c {
            '\u{fffd}' | '\u{80}'..='\u{9f}' => Sign::Nothing,
            _ if c.is_ascii_alphabetic() => Sign::Latin { plain: true, capital: c.is_ascii_uppercase() },
            _ if c.is_ascii_digit() => Sign::Digit,
            _ if c.is_ascii() => Sign::Gap,
            'À'..='ÿ' if c.is_alphabetic() => Sign::Latin { plain: false, capital: c.is_uppercase() },
            'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' | 'ƒ' => {
                Sign::Latin { plain: false, capital: c.is_uppercase() }
            }
            '\u{400}'..='\u{52f}' => {
                let small = c.to_lowercase().next().unwrap_or(c);
                Sign::Cyrillic { number: HABITS.numbers.get(&small).copied(), capital: small != c }
            }
            '§' | '°' | '№' | '‰' => Sign::Apart,
            '\u{a0}' | '\u{ad}' | '«' | '»' | '…' | '‹' | '›' | '\u{2010}'..='\u{201f}' => {
                Sign::Punctuation
            }
            _ => Sign::Symbol,
        }
    }
}

fn worth(left: Sign, right: Sign) -> i64 {
    use Sign::*;
    let case = match (left, right) {
        (
            Cyrillic { capital: false, .. } | Latin { capital: false, .. },
            Cyrillic { capital: true, .. } | Latin { capital: true, .. },
        ) => CAPITAL_INSIDE,
        (
            Cyrillic { capital: true, .. } | Latin { capital: true, .. },
            Cyrillic { capital: true, .. } | Latin { capital: true, .. },
        ) => CAPITALS_TOGETHER,
        _ => 0,
    };
    let pair = match (left, right) {
        (Nothing, _) | (_, Nothing) => NO_CHARACTER,
        (Cyrillic { number: None, .. }, Cyrillic { number: None, .. }) => 2 * UNKNOWN_LETTER,
        (Cyrillic { number: None, .. }, _) | (_, Cyrillic { number: None, .. }) => UNKNOWN_LETTER,
        (Cyrillic { number: Some(left), .. }, Cyrillic { number: Some(right), .. }) => {
            HABITS.worth(left, right)
        }
        (Cyrillic { .. }, Latin { .. }) | (Latin { .. }, Cyrillic { .. }) => MIXED_SCRIPTS,
        (Symbol | Apart, Cyrillic { .. } | Latin { .. })
        | (Cyrillic { .. } | Latin { .. }, Symbol | Apart) => SYMBOL_BESIDE_LETTER,
        (Symbol, _) | (_, Symbol) => SYMBOL,
        (Cyrillic { .. }, Digit) | (Digit, Cyrillic { .. }) => BESIDE_DIGIT,
        (Cyrillic { number: Some(letter), .. }, Gap) => HABITS.worth(letter, BOUNDARY),
        (Gap, Cyrillic { number: Some(letter), .. }) => HABITS.worth(BOUNDARY, letter),
        (Cyrillic { number: Some(letter), .. }, Punctuation) => PUNCTUATION + HABITS.worth(letter, BOUNDARY),
        (Punctuation, Cyrillic { number: Some(letter), .. }) => PUNCTUATION + HABITS.worth(BOUNDARY, letter),
        (Latin { plain: false, .. }, Latin { plain: false, .. }) => ACCENTED_TWICE,
        (Latin { plain: false, .. }, _) | (_, Latin { plain: false, .. }) => ACCENTED,
        (Punctuation | Apart, _) | (_, Punctuation | Apart) => PUNCTUATION,
        (Latin { .. } | Digit | Gap, Latin { .. } | Digit | Gap) => 0,
    };
    pair + case
}

/// The number of the gap between words.
const BOUNDARY: u16 = 0;

/// Which letter follows which, as the samples have it.
struct Habits {
    numbers: HashMap<char, u16>,
    /// Sixteenths of a bit: logarithm of the probability of the second letter after the first.
    worths: Vec<i64>,
}

static HABITS: LazyLock<Habits> =
    LazyLock::new(|| Habits::learn(&[include_str!("samples/kk.txt"), include_str!("samples/ru.txt")]));

impl Habits {
    fn learn(samples: &[&str]) -> Habits {
        let mut numbers = HashMap::new();
        let mut sequence = vec![BOUNDARY];
        for c in samples.iter().flat_map(|text| text.chars()).flat_map(char::to_lowercase) {
            let number = if matches!(c, '\u{400}'..='\u{52f}') {
                let next = numbers.len() as u16 + 1;
                *numbers.entry(c).or_insert(next)
            } else {
                BOUNDARY
            };
            if number != BOUNDARY || sequence.last() != Some(&BOUNDARY) {
                sequence.push(number);
            }
        }
        let size = numbers.len() + 1;
        let mut singles = vec![0u64; size];
        let mut pairs = vec![0u64; size * size];
        for pair in sequence.windows(2) {
            singles[usize::from(pair[1])] += 1;
            pairs[usize::from(pair[0]) * size + usize::from(pair[1])] += 1;
        }
        let total = sequence.len() as u64;
        let mut worths = vec![0; size * size];
        for (index, worth) in worths.iter_mut().enumerate() {
            let (left, right) = (index / size, index % size);
            // A pair not met is as likely as its second letter, at the weight of ten occurrences of the first.
            let met = pairs[index] * total + 10 * singles[right];
            let of = (singles[left] + 10) * total;
            *worth = logarithm(met.max(1)) - logarithm(of);
        }
        Habits { numbers, worths }
    }

    fn worth(&self, left: u16, right: u16) -> i64 {
        let size = self.numbers.len() + 1;
        self.worths[usize::from(left) * size + usize::from(right)]
    }
}

/// Binary logarithm of a number above 0 in sixteenths, straight lines between the powers of two: whole numbers, so
/// that every machine gets the same.
fn logarithm(number: u64) -> i64 {
    let power = number.ilog2();
    let part = ((u128::from(number) << 4) >> power) as i64 - 16;
    i64::from(power) * BIT + part
}
