//! Readings: how a written form may be pronounced, under every spelling tradition that its script and language allow.
//!
//! *Ablai*, *Абылай* and *A-pu-lai* have no letter in common; their sounds nearly agree. [`Readings::read`] turns a word
//! into a [`Lattice`] of sounds, in which the c of *Dawaci* is ц, ч or к until something decides, and
//! [`Lattice::best_path`] finds the cheapest way through two of them. Which traditions a spelling speaks for is
//! inferred on the way: no English q stands before a, and hs, ts' and hyphens are Wade-Giles.
//!
//! The inventory of sounds, the default costs and the traditions are tables in `lexicons/readings/`; see
//! docs/READINGS.md. There is no transliteration in the code.

mod costs;
mod examples;
mod infer;
mod lattice;
mod path;
mod sounds;
#[cfg(test)]
mod tests;
mod tradition;

pub use costs::{COST_MAX, Context, SoundCosts};
pub use lattice::{Arc, Edge, Lattice, Likely};
pub use path::{Path, Step};
pub use sounds::{SOUNDS_MAX, Sound, SoundSet, Sounds};
pub use tradition::{Alternative, Example, Expected, Rule, Sign, SoundList, Tradition, TraditionId};

use crate::model::{Diagnostic, Error, Language, Place, Severity};
use infer::Graphemes;

/// Folder of the tables below a lexicon folder.
pub const READINGS_FOLDER: &str = "readings/";
/// The inventory of sounds, in that folder.
pub const SOUNDS_FILE: &str = "readings/sounds.csv";
/// The default costs, in that folder.
pub const DISTANCES_FILE: &str = "readings/distances.csv";

/// As many traditions as a set of them has bits.
pub const TRADITIONS_MAX: usize = 64;
/// Letters of a word that are read; no name is longer, and what goes beyond has no part in a lattice.
pub const WORD_LETTERS_MAX: usize = 100;

/// The spelling traditions of a lexicon folder.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    sounds: Sounds,
    costs: SoundCosts,
    traditions: Vec<Tradition>,
    graphemes: Graphemes,
}

impl Readings {
    /// Parses the tables out of the files of a lexicon folder: (path below the folder, text) each.
    ///
    /// # Errors
    /// [`Error::Tables`] with every error found. Warnings and the examples are left to [`Readings::check`].
    pub fn parse(files: &[(String, String)]) -> Result<Readings, Error> {
        let (readings, mut diagnostics) = Readings::build(files);
        diagnostics.retain(|d| d.severity == Severity::Error);
        if diagnostics.is_empty() { Ok(readings) } else { Err(Error::Tables(diagnostics)) }
    }

    /// Like [`Readings::parse`], with what could be read and everything that is to be said about the rest: errors, rules
    /// that can never fire, examples that are not read as they say.
    pub fn check(files: &[(String, String)]) -> (Readings, Vec<Diagnostic>) {
        let (readings, mut diagnostics) = Readings::build(files);
        examples::check(&readings, &mut diagnostics);
        (readings, diagnostics)
    }

    fn build(files: &[(String, String)]) -> (Readings, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut readings = Readings::default();
        for (name, text) in files.iter().filter(|(name, _)| name == SOUNDS_FILE) {
            readings.sounds = Sounds::parse(name, text, &mut diagnostics);
        }
        for (name, text) in files.iter().filter(|(name, _)| name == DISTANCES_FILE) {
            readings.costs = SoundCosts::parse(name, text, &readings.sounds, &mut diagnostics);
        }
        let mut tables: Vec<&(String, String)> = files
            .iter()
            .filter(|(name, _)| name.starts_with(READINGS_FOLDER) && name.ends_with(".csv"))
            .filter(|(name, _)| name != SOUNDS_FILE && name != DISTANCES_FILE)
            .collect();
        tables.sort();
        for (name, text) in tables {
            if readings.traditions.len() == TRADITIONS_MAX {
                diagnostics.push(Diagnostic {
                    severity: Severity::Error,
                    code: "E209",
                    place: Place { file: name.clone(), line: 0, column: 0 },
                    message: format!("more than {TRADITIONS_MAX} traditions"),
                    help: "join some that differ little, with bars between their readings".to_owned(),
                    row: String::new(),
                    mark: 0..0,
                });
                break;
            }
            readings.traditions.push(Tradition::parse(name, text, &readings.sounds, &mut diagnostics));
        }
        readings.graphemes = Graphemes::new(&readings.traditions);
        (readings, diagnostics)
    }

    /// The inventory of sounds.
    pub fn sounds(&self) -> &Sounds {
        &self.sounds
    }

    /// The default costs of taking sounds for one another.
    pub fn costs(&self) -> &SoundCosts {
        &self.costs
    }

    /// Lets a table in the columns of [`DISTANCES_FILE`] (learned costs, or a linguist's) overrule the default costs, row by
    /// row; rows about features are not among them. Says what is wrong with rows that cannot be used.
    pub fn overrule_costs(&mut self, file: &str, text: &str) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        self.costs.overrule(file, text, &self.sounds, &mut diagnostics);
        diagnostics
    }

    /// The traditions, by the names of their files.
    pub fn traditions(&self) -> &[Tradition] {
        &self.traditions
    }

    pub fn tradition(&self, id: TraditionId) -> &Tradition {
        &self.traditions[id.index()]
    }

    /// The tradition of a file name without `.csv`.
    pub fn tradition_by_key(&self, key: &str) -> Option<TraditionId> {
        self.traditions.iter().position(|t| t.key == key).map(|i| TraditionId(i as u8))
    }

    /// Every likely reading of a word in its normal shape ([`crate::text::letters::Letters::normalise_word`]), written in a
    /// language. Any text has a reading: letters that no tradition knows are silent, at a cost.
    pub fn read(&self, word: &str, language: Language) -> Lattice {
        infer::read(self, word, language, None)
    }

    /// The readings of a word in one tradition alone.
    pub fn read_as(&self, word: &str, tradition: TraditionId) -> Lattice {
        infer::read(self, word, Language::Undetermined, Some(tradition))
    }
}
