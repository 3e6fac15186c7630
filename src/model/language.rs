//! Languages the program reads and scripts it can tell apart.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The language of a text, a segment or a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    Kazakh,
    Russian,
    English,
    #[default]
    Undetermined,
}

impl Language {
    /// The three languages the program knows, in the order of the columns of the index.
    pub const KNOWN: [Language; 3] = [Language::Kazakh, Language::Russian, Language::English];

    /// ISO 639-1 code, `und` (ISO 639-3) for an undetermined language.
    pub fn code(self) -> &'static str {
        match self {
            Language::Kazakh => "kk",
            Language::Russian => "ru",
            Language::English => "en",
            Language::Undetermined => "und",
        }
    }

    /// The language of a code; `None` for a code the program does not know.
    pub fn from_code(code: &str) -> Option<Language> {
        match code {
            "kk" => Some(Language::Kazakh),
            "ru" => Some(Language::Russian),
            "en" => Some(Language::English),
            "und" | "" => Some(Language::Undetermined),
            _ => None,
        }
    }

    /// Position in arrays with one cell per language (kk, ru, en, und).
    pub fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The script of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    Cyrillic,
    Latin,
    /// Letters of more than one script, or of one the program does not read.
    Other,
}
