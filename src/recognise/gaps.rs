//! What lies between two words of a name.

use crate::model::Token;

/// Longest gap, in bytes, within a name: a broken line, blank lines and an indent fit.
const GAP_BYTES_MAX: usize = 24;
/// Most line breaks within a name: text taken from PDF has an empty line between any two.
const LINE_BREAKS_MAX: usize = 3;

/// What lies between two neighbouring tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space only.
    Space,
    /// A hyphen or dash, with or without white space.
    Hyphen,
    /// A hyphen at the end of a line: the word may go on.
    Break,
    /// A full stop, then perhaps white space.
    Stop,
    /// A comma and white space.
    Comma,
    Other,
}

#[inline]
pub(super) fn between(text: &str, left: Token, right: Token) -> Gap {
    let (end, start) = (left.end as usize, right.start as usize);
    // Nearly all gaps are a space, many of the others a sign and a space.
    match &text.as_bytes()[end..start] {
        b" " | b"\n" => Gap::Space,
        b", " => Gap::Comma,
        b". " | b"." => Gap::Stop,
        b"-" => Gap::Hyphen,
        _ => unusual(&text[end..start]),
    }
}

fn unusual(gap: &str) -> Gap {
    if gap.len() > GAP_BYTES_MAX || gap.matches('\n').count() > LINE_BREAKS_MAX {
        return Gap::Other;
    }
    let mut signs = gap.chars().filter(|c| !c.is_whitespace());
    match (signs.next(), signs.next()) {
        (None, _) if gap.is_empty() => Gap::Other,
        (None, _) => Gap::Space,
        // Print shops' soft hyphen as text recognition often gives it.
        (Some('\u{ac}'), None) => Gap::Break,
        (Some('-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2014}'), None) => {
            let broken = !gap.starts_with(char::is_whitespace) && gap.contains('\n');
            if broken { Gap::Break } else { Gap::Hyphen }
        }
        (Some('.'), None) => Gap::Stop,
        (Some(','), None) => Gap::Comma,
        _ => Gap::Other,
    }
}

/// Whether a token begins a sentence, a line of its own or the text.
#[inline]
pub(super) fn begins_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let start = tokens[at].start as usize;
    let before = if at == 0 { 0 } else { tokens[at - 1].end as usize };
    // Nearly all gaps are a space, many of the others a comma or a line feed.
    if at > 0 && matches!(&text.as_bytes()[before..start], b" " | b"\n" | b", " | b"-") {
        return false;
    }
    let gap = &text[before..start];
    at == 0
        || gap.contains(['!', '?', '…', ':', '•', '|'])
        || gap.matches('\n').count() > 1
        || gap.find('.').is_some_and(|stop| {
            gap[stop..].contains(char::is_whitespace) && !is_initial(text, tokens[at - 1])
        })
}

/// Whether a token followed by a full stop is an initial.
pub(super) fn is_initial(text: &str, token: Token) -> bool {
    let word = &text[token.bytes()];
    let mut letters = word.chars();
    let upper = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.clone().count();
    upper
        && (rest == 0 || (rest == 1 && letters.all(char::is_lowercase)))
        && text[token.end as usize..].starts_with('.')
}
