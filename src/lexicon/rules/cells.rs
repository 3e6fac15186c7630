//! Cells: no stray spaces, NFC, and each word in one script.

use super::FIX;
use super::sheet::{Folder, Sheet};
use crate::model::{Diagnostic, Language, Script};
use crate::text::letters::{Letters, script_of};
use crate::text::words::Words;
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Tables about single characters: their cells are what they are.
const CHARACTER_TABLES: [&str; 2] = ["writing/letters.csv", "writing/prereform.csv"];

/// Tables of written forms beside those of `names/`.
const FORM_TABLES: [&str; 5] = [
    "writing/common-words.csv",
    "writing/conjunctions.csv",
    "writing/generics.csv",
    "writing/given-names.csv",
    "writing/titles.csv",
];

/// Reports every cell that its repair would change, and words in a script that is not that of their language.
pub(super) fn clean(folder: &Folder, found: &mut Vec<Diagnostic>) {
    let letters = &folder.lexicon.letters;
    for sheet in folder.sheets.iter().filter(|s| !CHARACTER_TABLES.contains(&s.name.as_str())) {
        let forms = form_columns(sheet);
        for row in &sheet.rows {
            for (cell, text) in row.cells().enumerate() {
                let mut fault = |code, message: String, help: &str, part| {
                    found.push(*row.within(row.error(code, cell, message, help), cell, part));
                };
                if let Some(right) = spaces(text) {
                    fault("E043", "stray spaces".to_owned(), FIX, difference(text, &right));
                }
                if let Some(right) = composed(text) {
                    fault("E042", "not composed (NFC)".to_owned(), FIX, difference(text, &right));
                }
                let Some((language, form)) = forms.filter(|(_, form)| *form == cell) else { continue };
                let language = Language::from_code(row.cell(language));
                for bytes in Words::new(row.cell(form)) {
                    let word = &text[bytes.clone()];
                    let start = text[..bytes.start].chars().count();
                    let part = start..start + word.chars().count();
                    if is_mixed(word) {
                        let message = format!("`{word}` mixes Latin and Cyrillic letters");
                        match letters.repair_scripts(word) {
                            Some(right) => {
                                let part = shifted(difference(word, &right), start);
                                fault("E040", message, &format!("write `{right}`; {FIX}"), part);
                            }
                            None => fault("E040", message, "type the word again in one script", part),
                        }
                    } else if let Some(wrong) = wrong_script(letters, word, language) {
                        let message = format!("`{word}` is written in {wrong} letters");
                        fault("E041", message, "correct the language, or type the word again", part);
                    }
                }
            }
        }
    }
}

/// A cell as it ought to be; `is_form` for cells with written forms of names.
pub(super) fn repaired(text: &str, is_form: bool, letters: &Letters) -> String {
    let mut text = spaces(text).unwrap_or_else(|| text.to_owned());
    text = composed(&text).unwrap_or(text);
    if is_form { one_script(&text, letters).unwrap_or(text) } else { text }
}

/// Whether a table is left as it is.
pub(super) fn is_exempt(sheet: &Sheet) -> bool {
    CHARACTER_TABLES.contains(&sheet.name.as_str())
}

/// The columns of language and form of a table of written forms.
pub(super) fn form_columns(sheet: &Sheet) -> Option<(usize, usize)> {
    if !sheet.is_names() && !FORM_TABLES.contains(&sheet.name.as_str()) {
        return None;
    }
    Some((sheet.column("language")?, sheet.column("form")?))
}

/// Without spaces at the ends, with single plain spaces inside, without characters that cannot be seen.
fn spaces(text: &str) -> Option<String> {
    if text.bytes().all(|b| (b > b' ' && b < 0x80) || b == 0xD0 || b == 0xD1 || (0x80..0xC0).contains(&b))
        && !text.contains(is_unseen)
    {
        return None;
    }
    let seen = text.replace(is_unseen, "");
    let right = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    (right != text).then_some(right)
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn composed(text: &str) -> Option<String> {
    (!is_nfc(text)).then(|| text.nfc().collect())
}

/// With every mixed word in the script that it is meant to be in, where that is certain.
fn one_script(text: &str, letters: &Letters) -> Option<String> {
    let mut right = String::new();
    let mut done = 0;
    for bytes in Words::new(text) {
        let word = &text[bytes.clone()];
        if let Some(repaired) = Some(word).filter(|w| is_mixed(w)).and_then(|w| letters.repair_scripts(w)) {
            right.push_str(&text[done..bytes.start]);
            right.push_str(&repaired);
            done = bytes.end;
        }
    }
    right.push_str(&text[done..]);
    (done > 0).then_some(right)
}

fn is_mixed(word: &str) -> bool {
    let has = |script| word.chars().any(|c| script_of(c) == Some(script));
    !word.is_ascii() && has(Script::Latin) && has(Script::Cyrillic)
}

/// The script of a word if no text of the language has it there. Kazakh is written in both; Roman numerals anywhere.
fn wrong_script(letters: &Letters, word: &str, language: Option<Language>) -> Option<&'static str> {
    let roman = |c: char| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M') || !c.is_alphabetic();
    match (language?, letters.script(word)) {
        (Language::Russian, Script::Latin) if !word.chars().all(roman) => Some("Latin"),
        (Language::English, Script::Cyrillic) => Some("Cyrillic"),
        _ => None,
    }
}

/// Code points of `text` between what it has in common with `right` at both ends.
fn difference(text: &str, right: &str) -> Range<usize> {
    let (text, right): (Vec<char>, Vec<char>) = (text.chars().collect(), right.chars().collect());
    let start = text.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let shorter = text.len().min(right.len());
    let tail = text.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    start..text.len() - tail.min(shorter - start)
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
