//! Ways of writing that have letter tables of their own.

use crate::model::{Language, Script};
use crate::text::script;

/// A way of writing: the Kazakh and the Russian use of Cyrillic letters, and Latin letters whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum System {
    Kazakh,
    Russian,
    Latin,
}

impl System {
    pub const ALL: [System; 3] = [System::Kazakh, System::Russian, System::Latin];

    /// The code in the column `pair` of the cost table.
    pub fn code(self) -> &'static str {
        match self {
            System::Kazakh => "kk",
            System::Russian => "ru",
            System::Latin => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<System> {
        System::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn index(self) -> usize {
        self as usize
    }

    /// How a word is written: by its script, then by the language it stands in; `kazakh_letters` tells whether it
    /// has letters that only Kazakh has. Words without letters, or in other scripts, count as Latin.
    pub fn of_word(word: &str, language: Language, kazakh_letters: bool) -> System {
        match script::of_word(word) {
            Script::Cyrillic if language == Language::Kazakh || kazakh_letters => System::Kazakh,
            Script::Cyrillic => System::Russian,
            Script::Latin | Script::Other => System::Latin,
        }
    }
}

/// Two systems in the order of the tables, and whether they had to be swapped.
pub fn ordered(a: System, b: System) -> ((System, System), bool) {
    if a <= b { ((a, b), false) } else { ((b, a), true) }
}
