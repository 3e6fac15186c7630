//! The words of the report in the language of its reader: tables `key,text` that translators edit.

use crate::model::Diagnostic;
use crate::report::fold::Folding;
use crate::text::table::Table;
use std::collections::BTreeMap;

/// Languages the report speaks; each has a table `interface/CODE.csv` in the folder of lexicons.
pub const UI_LANGUAGES: [&str; 3] = ["en", "ru", "kk"];

/// The messages of one language, and how names are folded for the search.
#[derive(Clone, Debug)]
pub struct Messages {
    language: String,
    texts: BTreeMap<String, String>,
    pub folding: Folding,
}

impl Messages {
    /// The messages that the program was built with; English for a language it does not speak.
    pub fn shipped(language: &str) -> Messages {
        let text = match language {
            "ru" => include_str!("../../lexicons/interface/ru.csv"),
            "kk" => include_str!("../../lexicons/interface/kk.csv"),
            _ => include_str!("../../lexicons/interface/en.csv"),
        };
        let language = UI_LANGUAGES.into_iter().find(|l| *l == language).unwrap_or("en");
        let mut messages =
            Messages { language: language.to_owned(), texts: BTreeMap::new(), folding: Folding::shipped() };
        // The shipped tables are whole: a test sees to it. One that was not would leave the keys to be read.
        let _ = messages.read(language, include_str!("../../lexicons/interface/en.csv"));
        let _ = messages.read(language, text);
        messages
    }

    /// Reads a table `key,text` over what is there: a translation may lack messages, which then stay as they were.
    ///
    /// # Errors
    /// A column that is missing, or a table that is none.
    pub fn read(&mut self, file: &str, text: &str) -> Result<(), Box<Diagnostic>> {
        let table = Table::parse(file, text)?;
        let (key, message) = (table.require("key")?, table.require("text")?);
        for row in table.rows().filter(|row| !row.cell(message).is_empty()) {
            self.texts.insert(row.cell(key).to_owned(), row.cell(message).to_owned());
        }
        Ok(())
    }

    pub fn language(&self) -> &str {
        &self.language
    }

    /// The message of a key; the key itself where there is none.
    pub fn get<'m>(&'m self, key: &'m str) -> &'m str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// A message with values for what stands in braces in it.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.texts
    }
}
