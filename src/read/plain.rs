//! Bytes that should be a text: decoded, or refused with a reason.

use super::encoding::{self, Encoding};
use super::limits::Limits;
use super::problems;
use crate::model::Problem;

/// Control characters in a thousand, above which bytes are not taken for a text.
const CONTROLS_PER_MILLE_MAX: usize = 20;

/// The text of `bytes`, nothing normalised, with what was wrong with it.
///
/// # Errors
/// The problem for which it is left out.
pub(super) fn text(
    name: &str,
    bytes: &[u8],
    forced: Option<Encoding>,
    declared: Option<Encoding>,
    limits: &Limits,
) -> Result<(String, Option<Problem>), Problem> {
    let decoded = encoding::decode(bytes, forced, declared);
    let text = decoded.text;
    let mut line_start = 0;
    for (line, end) in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).enumerate() {
        let length = end - line_start;
        if length > limits.line_bytes {
            let place = format!("line {}", line + 1);
            let (size, limit) = (length as u64, limits.line_bytes as u64);
            return Err(problems::over_limit(name, place, "a line is too long", size, limit, "bytes"));
        }
        line_start = end + 1;
    }
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count();
        return Err(problems::nul_byte(name, line, memchr::memchr(0, bytes).unwrap_or(at)));
    }
    let controls =
        text.bytes().filter(|b| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1E));
    let controls = controls.count();
    if controls * 1000 > text.len() * CONTROLS_PER_MILLE_MAX {
        return Err(problems::binary(name, controls));
    }
    let problem = decoded.invalid.map(|invalid| problems::invalid_bytes(name, decoded.encoding, &invalid));
    Ok((text, problem))
}

/// The start of `text` of at most `bytes` bytes, ending on a whole character.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
