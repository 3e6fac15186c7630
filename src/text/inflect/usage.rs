//! Which rows of the ending tables which words use: for keeping the tables in step with the names.

use super::{DECLENSION_RU, Inflections, STEMS_KK, SUFFIXES_EN, SUFFIXES_KK};
use crate::model::Language;
use std::collections::BTreeSet;

impl Inflections {
    /// Whether the tables of a language have a class for a word in its dictionary form (lower case), be it one without
    /// endings.
    pub fn takes(&self, word: &str, language: Language) -> bool {
        let mut taken = false;
        self.rows_of(word, language, &mut |_, _| taken = true);
        taken
    }

    /// Rows of the ending tables, as file and line, that none of these words in their dictionary form takes.
    pub fn idle_rows<'w>(
        &self,
        words: impl Iterator<Item = (Language, &'w str)>,
    ) -> BTreeSet<(&'static str, u32)> {
        let mut idle: BTreeSet<(&'static str, u32)> = BTreeSet::new();
        for class in &self.kazakh {
            idle.insert((STEMS_KK, class.line));
        }
        idle.extend(self.suffix_lines.iter().map(|&line| (SUFFIXES_KK, line)));
        idle.extend(self.russian.iter().map(|p| (DECLENSION_RU, p.line)));
        idle.extend(self.english.iter().map(|(_, _, line)| (SUFFIXES_EN, *line)));
        for (language, word) in words {
            self.rows_of(word, language, &mut |file, line| _ = idle.remove(&(file, line)));
        }
        // The suffixes of a class that some word is of.
        for class in &self.kazakh {
            if !idle.contains(&(STEMS_KK, class.line)) {
                for &line in &class.suffix_lines {
                    idle.remove(&(SUFFIXES_KK, line));
                }
            }
        }
        idle
    }

    /// Calls `row` for each row of classes that takes a word.
    fn rows_of(&self, word: &str, language: Language, row: &mut dyn FnMut(&'static str, u32)) {
        let ends = |endings: &[String]| endings.iter().any(|e| word.ends_with(e.as_str()));
        match language {
            Language::Kazakh => {
                self.kazakh.iter().filter(|c| ends(&c.letters)).for_each(|c| row(STEMS_KK, c.line));
            }
            Language::Russian => {
                self.russian.iter().filter(|p| ends(&p.nominatives)).for_each(|p| row(DECLENSION_RU, p.line));
            }
            Language::English => {
                let fits = |after: &[String]| after.is_empty() || ends(after);
                self.english.iter().filter(|(after, ..)| fits(after)).for_each(|e| row(SUFFIXES_EN, e.2));
            }
            Language::Undetermined => {}
        }
    }
}
