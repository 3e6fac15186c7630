//! What is equal for a search: names in any script and spelling brought to small Latin letters without their marks,
//! and spellings that traditions swap brought together by a table (`lexicons/interface/search.csv`).
//!
//! It is coarser than a comparison of names may be: a search that offers a name too many costs a glance. *Davatsi*,
//! *Dawaci* and *Даваци* are one key.

use crate::model::Diagnostic;
use crate::text::table::Table;
use any_ascii::any_ascii_char;
use std::collections::BTreeMap;

/// The table of spellings that are brought together, below the folder of lexicons.
pub const SEARCH_FILE: &str = "interface/search.csv";

/// Blocks of letters that the page can fold in a query: Latin with its extensions, Cyrillic with its own.
const FOLDED_BLOCKS: [std::ops::RangeInclusive<u32>; 4] =
    [0xC0..=0x24F, 0x250..=0x2AF, 0x400..=0x52F, 0x1E00..=0x1EFF];

/// How names are folded for the search.
#[derive(Clone, Debug, Default)]
pub struct Folding {
    /// Applied one after the other, in the order of the table.
    rules: Vec<(String, String)>,
}

impl Folding {
    /// The table that the program was built with.
    pub fn shipped() -> Folding {
        Folding::parse(SEARCH_FILE, include_str!("../../lexicons/interface/search.csv")).unwrap_or_default()
    }

    /// Reads a table with the columns `from,to`.
    ///
    /// # Errors
    /// A column that is missing, or a table that is none.
    pub fn parse(file: &str, text: &str) -> Result<Folding, Box<Diagnostic>> {
        let table = Table::parse(file, text)?;
        let (from, to) = (table.require("from")?, table.require("to")?);
        let rules = table.rows().filter(|row| !row.cell(from).is_empty());
        Ok(Folding { rules: rules.map(|row| (row.cell(from).to_owned(), row.cell(to).to_owned())).collect() })
    }

    /// The key of a name.
    pub fn key(&self, name: &str) -> String {
        let mut plain = String::with_capacity(name.len());
        for c in name.chars() {
            let letters = any_ascii_char(c);
            if c.is_whitespace() || c == '-' {
                plain.push(' ');
            } else {
                plain.extend(
                    letters.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()),
                );
            }
        }
        for (from, to) in &self.rules {
            plain = plain.replace(from, to);
        }
        let mut key = String::with_capacity(plain.len());
        for c in plain.split(' ').filter(|word| !word.is_empty()).flat_map(|word| word.chars().chain([' '])) {
            if !key.ends_with(c) || c.is_ascii_digit() {
                key.push(c);
            }
        }
        key.truncate(key.trim_end().len());
        key
    }

    pub(super) fn rules(&self) -> &[(String, String)] {
        &self.rules
    }

    /// Small letters beyond ASCII and what they are folded to, for the page to fold a query as names were folded.
    pub(super) fn letters() -> BTreeMap<char, &'static str> {
        let letters = FOLDED_BLOCKS.into_iter().flatten().filter_map(char::from_u32);
        letters.filter(|c| c.is_alphabetic() && !c.is_uppercase()).map(|c| (c, any_ascii_char(c))).collect()
    }
}
