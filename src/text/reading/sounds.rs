//! The sounds that all traditions read into: `lexicons/readings/sounds.csv`, one sound a row with its features.

use crate::model::Diagnostic;
use crate::text::table::{self, Row};
use hashbrown::HashMap;

const COLUMNS: [&str; 11] = [
    "sound", "class", "place", "manner", "voicing", "height", "backness", "rounding", "length", "ipa", "note",
];
/// The columns that are features, and where the first of them stands.
pub(super) const FEATURES: [&str; 8] =
    ["class", "place", "manner", "voicing", "height", "backness", "rounding", "length"];
const FIRST_FEATURE: usize = 1;
const IPA: usize = 9;

/// As many sounds as a [`SoundSet`] has room for.
pub const SOUNDS_MAX: usize = 64;

/// A sound of the inventory, by its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sound(pub(super) u8);

impl Sound {
    /// Position in the inventory.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A set of sounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SoundSet(u64);

impl SoundSet {
    pub fn insert(&mut self, sound: Sound) {
        self.0 |= 1 << sound.0;
    }

    pub fn contains(self, sound: Sound) -> bool {
        self.0 & (1 << sound.0) != 0
    }

    pub fn meets(self, other: SoundSet) -> bool {
        self.0 & other.0 != 0
    }

    pub fn union(self, other: SoundSet) -> SoundSet {
        SoundSet(self.0 | other.0)
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The sounds of the set, in the order of the inventory.
    pub fn iter(self) -> impl Iterator<Item = Sound> {
        (0..SOUNDS_MAX as u8).map(Sound).filter(move |&s| self.contains(s))
    }
}

/// The inventory.
#[derive(Clone, Debug, Default)]
pub struct Sounds {
    rows: Vec<SoundRow>,
    by_name: HashMap<String, Sound>,
    /// Sounds by class: `vowel`, `consonant`, `glide`.
    classes: HashMap<String, SoundSet>,
}

#[derive(Clone, Debug)]
struct SoundRow {
    name: String,
    ipa: String,
    features: [String; FEATURES.len()],
}

impl Sounds {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The sounds in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = Sound> {
        (0..self.rows.len() as u8).map(Sound)
    }

    /// How the tables write a sound.
    pub fn name(&self, sound: Sound) -> &str {
        self.rows.get(sound.index()).map_or("", |row| &row.name)
    }

    pub fn ipa(&self, sound: Sound) -> &str {
        self.rows.get(sound.index()).map_or("", |row| &row.ipa)
    }

    pub fn by_name(&self, name: &str) -> Option<Sound> {
        self.by_name.get(name).copied()
    }

    /// The sounds of a class, or the one sound of that name.
    pub fn set(&self, name: &str) -> Option<SoundSet> {
        self.classes.get(name).copied().or_else(|| {
            let mut set = SoundSet::default();
            set.insert(self.by_name(name)?);
            Some(set)
        })
    }

    pub(super) fn feature(&self, sound: Sound, feature: usize) -> &str {
        self.rows.get(sound.index()).map_or("", |row| &row.features[feature])
    }

    /// Sounds written as in the tables, with spaces between.
    pub fn write(&self, sounds: impl IntoIterator<Item = Sound>) -> String {
        let names: Vec<&str> = sounds.into_iter().map(|s| self.name(s)).collect();
        names.join(" ")
    }

    pub(super) fn parse(file: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Sounds {
        let mut sounds = Sounds::default();
        for row in table::rows(file, text, &COLUMNS, diagnostics) {
            if let Err(diagnostic) = sounds.add(&row) {
                diagnostics.push(*diagnostic);
            }
        }
        sounds
    }

    fn add(&mut self, row: &Row) -> Result<(), Box<Diagnostic>> {
        let name = row.cell(0);
        let names_nothing = name.is_empty() || name.contains([' ', '|']) || name.parse::<u32>().is_ok();
        if names_nothing || name == "-" {
            let help = "write a short name without spaces, bars and hyphens";
            return Err(row.error("E211", 0, format!("`{name}` cannot name a sound"), help));
        }
        if self.rows.len() == SOUNDS_MAX {
            let message = format!("more than {SOUNDS_MAX} sounds");
            return Err(row.error("E211", 0, message, "join sounds that no tradition tells apart"));
        }
        if self.by_name.contains_key(name) {
            return Err(row.error("E204", 0, format!("the sound `{name}` stands above"), "remove a row"));
        }
        let class = row.cell(FIRST_FEATURE);
        if !["vowel", "consonant", "glide"].contains(&class) {
            let message = format!("unknown class `{class}`");
            return Err(row.error("E211", FIRST_FEATURE, message, "write vowel, consonant or glide"));
        }
        let sound = Sound(self.rows.len() as u8);
        self.by_name.insert(name.to_owned(), sound);
        self.classes.entry(class.to_owned()).or_default().insert(sound);
        self.rows.push(SoundRow {
            name: name.to_owned(),
            ipa: row.cell(IPA).to_owned(),
            features: std::array::from_fn(|i| row.cell(FIRST_FEATURE + i).to_owned()),
        });
        Ok(())
    }
}
