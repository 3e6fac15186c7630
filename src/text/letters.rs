//! Letters: which script a word is in, look-alike letters put right, old Russian spelling made modern.
//!
//! Everything particular is in `lexicons/writing/letters.csv` and `lexicons/writing/prereform.csv`. A word is brought
//! to its normal shape in this order: NFC; characters that say nothing are dropped (soft hyphens, stress marks); signs
//! that are written in many ways are unified (apostrophes, hyphens); letters that stand for a look-alike of the other
//! script are repaired (`Bayan-аul`, `Cерік`); small letters.

mod parse;
mod reform;
#[cfg(test)]
mod tests;

use crate::model::{Diagnostic, Error, Language, Script, Severity};
use hashbrown::{HashMap, HashSet};
use reform::Reform;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Path of the table of letters below a lexicon folder.
pub const LETTERS_FILE: &str = "writing/letters.csv";
/// Path of the table of the old Russian spelling below a lexicon folder.
pub const PREREFORM_FILE: &str = "writing/prereform.csv";

/// Characters below this number have a cell in the table of quiet characters; all of Latin and Cyrillic lies below.
const QUIET_TABLE: usize = 0x600;

/// The letters of the languages and eras, and what is known of mistakes in them.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    alphabets: HashMap<(Language, String), Vec<Letter>>,
    vowels: HashSet<char>,
    signs: HashSet<char>,
    lookalikes: HashMap<(Script, char), Vec<Lookalike>>,
    unified: HashMap<char, String>,
    /// Unified sequences of two characters or more.
    unified_long: Vec<(String, String)>,
    dropped: HashMap<char, Option<Script>>,
    /// Characters that stay as they are unless another script stands beside them.
    quiet: Vec<bool>,
    /// By character below [`QUIET_TABLE`]: what it is in a key, where no other character has a say in it.
    plain: Vec<Option<(char, Option<Script>)>>,
    reform: Reform,
}

/// A letter of an alphabet; it may be written with two characters (`a'` in the Kazakh Latin of 2017).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub text: String,
    pub class: LetterClass,
    pub script: Script,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterClass {
    Vowel,
    Consonant,
    /// Without a sound of its own: ъ, ь.
    Sign,
}

#[derive(Clone, Debug)]
struct Lookalike {
    value: char,
    /// The word must have one of these (small) letters; any word will do if empty.
    with: Vec<char>,
}

impl Letters {
    /// Parses the two tables out of the files of a lexicon folder: (path below the folder, text) each. A table that is
    /// not there is empty.
    ///
    /// # Errors
    /// [`Error::Tables`] with every error found.
    pub fn parse(files: &[(String, String)]) -> Result<Letters, Error> {
        let (letters, diagnostics) = Letters::check(files);
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Err(Error::Tables(diagnostics));
        }
        Ok(letters)
    }

    /// Like [`Letters::parse`], with what could be read and everything that is to be said about the rest.
    pub fn check(files: &[(String, String)]) -> (Letters, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut letters = Letters::default();
        for (name, text) in files {
            match name.as_str() {
                LETTERS_FILE => parse::letters(name, text, &mut letters, &mut diagnostics),
                PREREFORM_FILE => letters.reform = reform::parse(name, text, &mut diagnostics),
                _ => {}
            }
        }
        letters.find_quiet();
        letters.find_plain();
        (letters, diagnostics)
    }

    /// A word in its normal shape; see the head of this module. Nothing is allocated for a word that has it already.
    pub fn normalise_word<'w>(&self, word: &'w str) -> Cow<'w, str> {
        if self.is_normal(word) {
            return Cow::Borrowed(word);
        }
        let composed: Vec<char> = word.nfc().collect();
        let mut chars = Vec::with_capacity(composed.len());
        for &c in &composed {
            match self.dropped.get(&c) {
                Some(None) => continue,
                Some(Some(script)) if chars.last().and_then(|&c| script_of(c)) == Some(*script) => continue,
                _ => {}
            }
            match self.unified.get(&c) {
                Some(value) => chars.extend(value.chars()),
                None => chars.push(c),
            }
        }
        self.repair(&mut chars);
        let mut result: String = chars.iter().flat_map(|c| c.to_lowercase()).collect();
        for (text, value) in &self.unified_long {
            if result.contains(text.as_str()) {
                result = result.replace(text.as_str(), value);
            }
        }
        Cow::Owned(result)
    }

    /// A word with letters of two scripts as it is meant, capitals kept; `None` if that is not certain.
    pub fn repair_scripts(&self, word: &str) -> Option<String> {
        let mut chars: Vec<char> = word.chars().collect();
        self.repair(&mut chars);
        let repaired: String = chars.into_iter().collect();
        (self.script(&repaired) != Script::Other).then_some(repaired)
    }

    /// A Russian word of an old spelling in the modern one (`Аблай-ханъ`, `Абулхаирскаго`); any other word as it is.
    /// Expects a word in its normal shape; not meant for Kazakh words, but one with letters that Russian never had is
    /// left alone.
    pub fn modernise<'w>(&self, word: &'w str) -> Cow<'w, str> {
        self.reform.modernise(word)
    }

    /// The script of the letters of a word; [`Script::Other`] for a mixture, for other scripts and for no letters.
    pub fn script(&self, word: &str) -> Script {
        let mut found = None;
        for script in
            word.chars().filter(|c| c.is_alphabetic()).map(|c| script_of(c).unwrap_or(Script::Other))
        {
            match found {
                None => found = Some(script),
                Some(first) if first == script => {}
                Some(_) => return Script::Other,
            }
        }
        found.unwrap_or(Script::Other)
    }

    /// The letters a language had in an era (`modern`, `pre-1918`, `latin-1929`...), in the order of the table.
    pub fn alphabet(&self, language: Language, era: &str) -> &[Letter] {
        self.alphabets.get(&(language, era.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Whether a small letter is a vowel in any of the alphabets.
    pub fn is_vowel(&self, c: char) -> bool {
        self.vowels.contains(&c)
    }

    /// Whether a small letter is a sign without a sound (ъ, ь) in any of the alphabets.
    pub fn is_sign(&self, c: char) -> bool {
        self.signs.contains(&c)
    }

    fn is_normal(&self, word: &str) -> bool {
        let (mut cyrillic, mut latin) = (false, false);
        for c in word.chars() {
            if !self.quiet.get(c as usize).copied().unwrap_or(false) {
                return false;
            }
            match script_of(c) {
                Some(Script::Cyrillic) => cyrillic = true,
                Some(Script::Latin) => latin = true,
                _ => {}
            }
        }
        !(cyrillic && latin) && self.unified_long.iter().all(|(text, _)| !word.contains(text.as_str()))
    }

    /// Appends the key of a word of plain letters of one script and of digits; false, with nothing appended, for any
    /// other word.
    pub(super) fn push_plain_key(&self, word: &str, key: &mut String) -> bool {
        let start = key.len();
        let mut script = None;
        for c in word.chars() {
            let plain = self.plain.get(c as usize).copied().flatten();
            let same =
                |&(_, own): &(char, Option<Script>)| own.is_none() || script.is_none() || own == script;
            let Some((letter, own)) = plain.filter(same) else {
                key.truncate(start);
                return false;
            };
            script = script.or(own);
            key.push(letter);
        }
        true
    }

    /// Fills the table of plain characters from the long way, character by character.
    fn find_plain(&mut self) {
        let plain = |code: u32| {
            let c = char::from_u32(code).filter(|c| c.is_alphanumeric())?;
            let own = script_of(c);
            let changes = is_nfc_quick([c].into_iter()) != IsNormalized::Yes
                || self.dropped.contains_key(&c)
                || self.unified.contains_key(&c)
                || own.is_some_and(|script| self.lookalikes.contains_key(&(script, c)));
            let mut small = c.to_lowercase();
            let (letter, None) = (small.next()?, small.next()) else { return None };
            let begins = self.unified_long.iter().any(|(text, _)| text.starts_with(letter));
            let mut key = String::new();
            super::key::push_letter(letter, &mut key);
            let mut letters = key.chars();
            let (letter, None) = (letters.next()?, letters.next()) else { return None };
            (!changes && !begins).then_some((letter, own))
        };
        self.plain = (0..QUIET_TABLE as u32).map(plain).collect();
    }

    fn find_quiet(&mut self) {
        self.quiet = (0..QUIET_TABLE as u32)
            .map(|code| {
                char::from_u32(code).is_some_and(|c| {
                    let own_script = script_of(c).and_then(|s| self.lookalikes.get(&(s, c)));
                    c.to_lowercase().eq([c])
                        && is_nfc_quick([c].into_iter()) == IsNormalized::Yes
                        && !self.dropped.contains_key(&c)
                        && !self.unified.contains_key(&c)
                        && own_script.is_none()
                })
            })
            .collect();
    }

    /// Puts look-alike letters right: in the whole word if its other letters agree on a script, else in each part
    /// between hyphens.
    fn repair(&self, chars: &mut [char]) {
        if self.repair_part(chars) {
            return;
        }
        for part in chars.split_mut(|c| !c.is_alphabetic()) {
            self.repair_part(part);
        }
    }

    /// Whether the part is of one script now.
    fn repair_part(&self, chars: &mut [char]) -> bool {
        let Some(script) = self.script_meant(chars) else { return false };
        let small: Vec<char> = chars.iter().flat_map(|c| c.to_lowercase()).collect();
        for c in chars.iter_mut() {
            let rules = self.lookalikes.get(&(script, *c));
            let fits =
                |rule: &&Lookalike| rule.with.is_empty() || rule.with.iter().any(|w| small.contains(w));
            if let Some(rule) = rules.and_then(|rules| rules.iter().find(fits)) {
                *c = rule.value;
            }
        }
        true
    }

    /// The script a word is meant to be in: that of the letters that have no look-alike in the other script, and if
    /// all have one, that of the most letters, in doubt the first letter. `None` if letters without a look-alike stand
    /// in both scripts.
    fn script_meant(&self, chars: &[char]) -> Option<Script> {
        let mut certain = [0usize; 2];
        let mut total = [0usize; 2];
        let mut first = None;
        for &c in chars {
            let (own, other, index) = match script_of(c) {
                Some(Script::Cyrillic) => (Script::Cyrillic, Script::Latin, 0),
                Some(Script::Latin) => (Script::Latin, Script::Cyrillic, 1),
                _ => continue,
            };
            first = first.or(Some(own));
            total[index] += 1;
            if !self.lookalikes.contains_key(&(other, c)) {
                certain[index] += 1;
            }
        }
        match (certain[0] > 0, certain[1] > 0) {
            (true, true) => None,
            (true, false) => Some(Script::Cyrillic),
            (false, true) => Some(Script::Latin),
            (false, false) if total[0] > total[1] => Some(Script::Cyrillic),
            (false, false) if total[0] < total[1] => Some(Script::Latin),
            (false, false) => first,
        }
    }
}

/// The script of a letter, by its Unicode block; `None` for what is neither Cyrillic nor Latin.
pub fn script_of(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' | 'ª' | 'º' => Some(Script::Latin),
        '×' | '÷' => None,
        'À'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1d00}'..='\u{1d25}' | '\u{1e00}'..='\u{1eff}' => {
            Some(Script::Latin)
        }
        '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a7ff}' | '\u{fb00}'..='\u{fb06}' => Some(Script::Latin),
        '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' => Some(Script::Cyrillic),
        '\u{a640}'..='\u{a66e}' | '\u{a680}'..='\u{a69d}' => Some(Script::Cyrillic),
        // Greek gamma, chi and theta stand among Latin letters in romanised Mongolian and Oirat.
        'γ' | 'χ' | 'θ' => Some(Script::Latin),
        _ => None,
    }
}
