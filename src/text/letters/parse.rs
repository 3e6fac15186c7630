//! `lexicons/writing/letters.csv`: one letter, look-alike, unified sign or dropped character a row.

use super::{Letter, LetterClass, Letters, Lookalike};
use crate::model::{Diagnostic, Language, Script};
use crate::text::table::{self, Row};
use unicode_normalization::is_nfc;

const COLUMNS: [&str; 9] = ["kind", "language", "era", "script", "text", "value", "with", "source", "note"];
const LANGUAGE: usize = 1;
const SCRIPT: usize = 3;
const TEXT: usize = 4;
const VALUE: usize = 5;
const WITH: usize = 6;
const SOURCE: usize = 7;

pub(super) fn letters(file: &str, text: &str, letters: &mut Letters, diagnostics: &mut Vec<Diagnostic>) {
    let mut repaired = Vec::new();
    for row in table::rows(file, text, &COLUMNS, diagnostics) {
        if let Err(diagnostic) = read(&row, letters) {
            diagnostics.push(*diagnostic);
            continue;
        }
        if row.cell(0) == "lookalike" {
            repaired.push(row);
        }
    }
    // Normalising a word twice must change nothing.
    for row in repaired {
        let value = row.cell(VALUE).chars().next();
        let script = script(&row).ok().flatten();
        if let (Some(value), Some(script)) = (value, script)
            && letters.lookalikes.contains_key(&(script, value))
        {
            let message = format!("`{value}` is itself repaired by another row");
            diagnostics.push(*row.error("E107", VALUE, message, "write the letter at the end of the chain"));
        }
    }
}

fn read(row: &Row, letters: &mut Letters) -> Result<(), Box<Diagnostic>> {
    let text = characters(row, TEXT)?;
    let value = characters(row, VALUE)?;
    if row.cell(SOURCE).is_empty() {
        return Err(row.error("E103", SOURCE, "no source".to_owned(), "name a key of sources.csv"));
    }
    match row.cell(0) {
        "letter" => {
            let language = Language::from_code(row.cell(LANGUAGE)).ok_or_else(|| {
                row.error("E102", LANGUAGE, "unknown language".to_owned(), "write kk, ru or en")
            })?;
            let class = match value.as_str() {
                "vowel" => LetterClass::Vowel,
                "consonant" => LetterClass::Consonant,
                "sign" => LetterClass::Sign,
                _ => {
                    let message = format!("`{value}` is no class of letters");
                    return Err(row.error("E105", VALUE, message, "write vowel, consonant or sign"));
                }
            };
            let script = script(row)?.ok_or_else(|| {
                row.error("E102", SCRIPT, "no script".to_owned(), "write Cyrillic or Latin")
            })?;
            let mut chars = text.chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                match class {
                    LetterClass::Vowel => _ = letters.vowels.insert(c),
                    LetterClass::Sign => _ = letters.signs.insert(c),
                    LetterClass::Consonant => {}
                }
            }
            let alphabet = letters.alphabets.entry((language, row.cell(2).to_owned())).or_default();
            if alphabet.iter().any(|letter| letter.text == text) {
                let message = format!("`{text}` stands in this alphabet already");
                return Err(row.error("E104", TEXT, message, "remove one of the two rows"));
            }
            alphabet.push(Letter { text, class, script });
        }
        "lookalike" => {
            let script = script(row)?.ok_or_else(|| {
                row.error(
                    "E102",
                    SCRIPT,
                    "no script".to_owned(),
                    "write the script of the words to be repaired",
                )
            })?;
            let rule =
                Lookalike { value: single(row, VALUE, &value)?, with: row.cell(WITH).chars().collect() };
            letters.lookalikes.entry((script, single(row, TEXT, &text)?)).or_default().push(rule);
        }
        "unify" => {
            if text.chars().count() == 1 {
                letters.unified.insert(single(row, TEXT, &text)?, value);
            } else {
                letters.unified_long.push((text, value));
            }
        }
        "drop" => _ = letters.dropped.insert(single(row, TEXT, &text)?, script(row)?),
        other => {
            let message = format!("unknown kind `{other}`");
            return Err(row.error("E101", 0, message, "write letter, lookalike, unify or drop"));
        }
    }
    Ok(())
}

/// The text of a cell, `U+...` resolved, which must be NFC.
fn characters(row: &Row, cell: usize) -> Result<String, Box<Diagnostic>> {
    let text = table::unescape(row.cell(cell)).ok_or_else(|| {
        let message = format!("`{}` is not the number of a character", row.cell(cell));
        row.error("E105", cell, message, "write it as U+ and four to six hexadecimal digits")
    })?;
    if text.is_empty() && cell == TEXT {
        return Err(row.error("E105", cell, "no character".to_owned(), "write it, or as U+ and its number"));
    }
    if !is_nfc(&text) && !row.cell(cell).starts_with("U+") {
        let message = format!("`{text}` is not composed (NFC)");
        return Err(row.error("E106", cell, message, "retype the letter, or run `atau lexicon check --fix`"));
    }
    Ok(text)
}

fn single(row: &Row, cell: usize, text: &str) -> Result<char, Box<Diagnostic>> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(row.error("E105", cell, format!("`{text}` is not one character"), "write one character")),
    }
}

fn script(row: &Row) -> Result<Option<Script>, Box<Diagnostic>> {
    match row.cell(SCRIPT) {
        "" => Ok(None),
        "Cyrillic" => Ok(Some(Script::Cyrillic)),
        "Latin" => Ok(Some(Script::Latin)),
        other => {
            Err(row.error("E102", SCRIPT, format!("unknown script `{other}`"), "write Cyrillic or Latin"))
        }
    }
}
