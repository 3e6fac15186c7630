//! The tables comparing reads: costs, chance, endings, generic words, titles, calibration. It parses text.

use super::calibrate::Calibration;
use super::costs::{self, CHANCE_COLUMNS, COST_COLUMNS, UnitTables};
use super::letters::LetterModel;
use super::system::System;
use crate::model::{Diagnostic, Error, Language, Place, Severity};
use crate::text::fold::{self, Letter, Letters};
use hashbrown::{HashMap, HashSet};

/// An ending of a word form, and what the dictionary form has in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    pub ending: Letters,
    pub replacement: Letters,
    pub kind: EndingKind,
    /// Nats.
    pub cost: f64,
}

/// What an ending does to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndingKind {
    /// Case, number or possession: the word stays the same name.
    Inflection,
    /// Another word made from the name (an adjective, a village named after a man).
    Derivation,
}

/// What a word that carries no name by itself does in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// *River*, *село*: its class tells kinds of things apart; often left out.
    Generic(String),
    /// *Область*, *khanate*: makes another thing of the name; seldom left out.
    Essential(String),
    /// *New*, *Кіші*, *Восточный*: translated, not transcribed; decides between names.
    Qualifier(String),
    /// *von*, *of*: says nothing.
    Particle,
    /// *Khan*, *султан*: supports or contradicts.
    Title(String),
}

/// The tables of a lexicon folder that comparing uses.
#[derive(Clone, Debug, Default)]
pub struct CompareTables {
    pub units: UnitTables,
    /// Chance of spellings outside any pool, by system.
    pub chance: [LetterModel; 3],
    /// Endings by language and last letter.
    pub(super) endings: HashMap<(Language, Letter), Vec<Ending>>,
    /// Roles of folded words (or of several joined by spaces), by language.
    pub(super) roles: HashMap<String, Vec<(Language, Role)>>,
    /// Most words of one entry of `roles`.
    pub(super) role_words_max: usize,
    pub calibration: Calibration,
    letters: [HashSet<Letter>; 3],
}

/// Rows of one table, with their lines.
pub struct Rows {
    pub file: String,
    pub rows: Vec<(u32, csv::StringRecord)>,
}

impl CompareTables {
    /// Parses the files of a lexicon folder that concern comparing; others are left alone.
    ///
    /// # Errors
    /// [`Error::Tables`] with every fault found.
    pub fn parse(files: &[(String, String)]) -> Result<CompareTables, Error> {
        let mut faults = Vec::new();
        let mut tables = CompareTables { role_words_max: 1, ..CompareTables::default() };
        for (name, text) in files {
            match name.as_str() {
                "costs.csv" => {
                    tables.units = costs::read(rows(name, text, &COST_COLUMNS, &mut faults), &mut faults);
                }
                "chance.csv" => {
                    tables.chance =
                        costs::read_chance(rows(name, text, &CHANCE_COLUMNS, &mut faults), &mut faults);
                }
                "calibration.csv" => {
                    let columns = Calibration::COLUMNS;
                    tables.calibration =
                        Calibration::read(rows(name, text, &columns, &mut faults), &mut faults);
                }
                "writing/endings.csv" => tables.read_endings(name, text, &mut faults),
                "writing/equivalents.csv" => tables.read_generics(name, text, &mut faults),
                "writing/titles.csv" => tables.read_titles(name, text, &mut faults),
                _ => {}
            }
        }
        if !faults.is_empty() {
            return Err(Error::Tables(faults));
        }
        tables.note_letters();
        Ok(tables)
    }

    /// The same tables with other unit tables and chances.
    pub fn with_units(mut self, units: UnitTables, chance: [LetterModel; 3]) -> CompareTables {
        self.units = units;
        self.chance = chance;
        self.note_letters();
        self
    }

    fn note_letters(&mut self) {
        self.letters = Default::default();
        for ((a, b), table) in &self.units {
            for unit in &table.units {
                self.letters[a.index()].extend(unit.a.iter().copied());
                self.letters[b.index()].extend(unit.b.iter().copied());
            }
        }
    }

    /// Whether a word has letters that only the Kazakh tables know.
    pub fn has_kazakh_letters(&self, word: &str) -> bool {
        let only = |l: Letter| {
            self.letters[System::Kazakh.index()].contains(&l)
                && !self.letters[System::Russian.index()].contains(&l)
                && !self.letters[System::Latin.index()].contains(&l)
        };
        word.chars().map(fold::letter).any(only)
    }

    /// The letters of a word; those the tables of its system do not know stand as their base letters.
    pub fn known_letters(&self, word: &str, system: System) -> Letters {
        let known = &self.letters[system.index()];
        fold::letters(word).into_iter().map(|l| if known.contains(&l) { l } else { fold::base(l) }).collect()
    }

    pub(super) fn endings_of(&self, language: Language, word: &[Letter]) -> impl Iterator<Item = &Ending> {
        let last = word.last().copied().unwrap_or(0);
        self.endings
            .get(&(language, last))
            .into_iter()
            .flatten()
            .filter(move |e| word.len() >= e.ending.len() + STEM_LETTERS_MIN && word.ends_with(&e.ending))
    }

    fn read_endings(&mut self, file: &str, text: &str, faults: &mut Vec<Diagnostic>) {
        let rows =
            rows(file, text, &["language", "ending", "replacement", "kind", "cost", "example"], faults);
        for (line, row) in rows.rows {
            let kind = match &row[3] {
                "inflection" => Some(EndingKind::Inflection),
                "derivation" => Some(EndingKind::Derivation),
                _ => None,
            };
            let ending = fold::letters(&row[1]);
            let (Some(language), Some(kind), Ok(cost), Some(&last)) =
                (Language::from_code(&row[0]), kind, row[4].parse::<u32>(), ending.last())
            else {
                faults.push(fault(
                    file,
                    line,
                    "not an ending",
                    "language kk, ru or en; kind inflection or derivation; cost in hundredths of a nat",
                ));
                continue;
            };
            self.endings.entry((language, last)).or_default().push(Ending {
                ending,
                replacement: fold::letters(&row[2]),
                kind,
                cost: f64::from(cost) / 100.0,
            });
        }
    }

    fn read_generics(&mut self, file: &str, text: &str, faults: &mut Vec<Diagnostic>) {
        let rows = rows(file, text, &["class", "kind", "language", "form"], faults);
        for (line, row) in rows.rows {
            let role = match &row[1] {
                "generic" => Role::Generic(row[0].to_owned()),
                "essential" => Role::Essential(row[0].to_owned()),
                "qualifier" => Role::Qualifier(row[0].to_owned()),
                "particle" => Role::Particle,
                other => {
                    faults.push(fault(
                        file,
                        line,
                        format!("unknown kind `{other}`"),
                        "write generic, essential, qualifier or particle",
                    ));
                    continue;
                }
            };
            self.add_role(file, line, &row[2], &row[3], role, faults);
        }
    }

    fn read_titles(&mut self, file: &str, text: &str, faults: &mut Vec<Diagnostic>) {
        let rows = rows(file, text, &["title_id", "language", "form", "position", "type", "note"], faults);
        for (line, row) in rows.rows {
            self.add_role(file, line, &row[1], &row[2], Role::Title(row[0].to_owned()), faults);
        }
    }

    fn add_role(
        &mut self,
        file: &str,
        line: u32,
        language: &str,
        form: &str,
        role: Role,
        faults: &mut Vec<Diagnostic>,
    ) {
        let words: Vec<String> = fold::words(form).into_iter().map(|w| w.text).collect();
        let Some(language) = Language::from_code(language).filter(|_| !words.is_empty()) else {
            faults.push(fault(
                file,
                line,
                "no form, or an unknown language",
                "write kk, ru or en and a word",
            ));
            return;
        };
        self.role_words_max = self.role_words_max.max(words.len());
        self.roles.entry(words.join(" ")).or_default().push((language, role));
    }
}

/// Letters an ending must leave of a word.
const STEM_LETTERS_MIN: usize = 2;

/// Rows of a table whose header must be `columns`.
fn rows(file: &str, text: &str, columns: &[&str], faults: &mut Vec<Diagnostic>) -> Rows {
    let mut result = Rows { file: file.to_owned(), rows: Vec::new() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    if !reader.headers().is_ok_and(|h| h.iter().eq(columns.iter().copied())) {
        faults.push(fault(file, 1, "the header is another", format!("write `{}`", columns.join(","))));
        return result;
    }
    for record in reader.records() {
        match record {
            Ok(record) if record.len() == columns.len() => {
                result.rows.push((record.position().map_or(0, |p| p.line() as u32), record));
            }
            Ok(record) => {
                let line = record.position().map_or(0, |p| p.line() as u32);
                faults.push(fault(
                    file,
                    line,
                    format!("{} cells, the header has {}", record.len(), columns.len()),
                    "add or remove commas",
                ));
            }
            Err(e) => {
                faults.push(fault(file, e.position().map_or(0, |p| p.line() as u32), e.to_string(), ""))
            }
        }
    }
    result
}

/// A fault at a line of a table.
pub(super) fn fault(
    file: &str,
    line: u32,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "E101",
        place: Place { file: file.to_owned(), line, column: 0 },
        message: message.into(),
        help: help.into(),
        row: String::new(),
        mark: 0..0,
    }
}
