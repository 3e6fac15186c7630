//! Entities and their names, as a lexicon lists them.

use super::Language;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of thing a name names; the codes are the column `type` of every file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntityType {
    /// A person.
    Person,
    /// A place, state, river, mountain, fort.
    Place,
    /// A people, tribe, clan, zhuz or horde.
    People,
    /// An institution, dynasty, archive, journal.
    Organisation,
    /// A title or office standing as a term of its own.
    Title,
    /// A war, battle, treaty, rising.
    Event,
}

impl EntityType {
    pub const ALL: [EntityType; 6] = [
        EntityType::Person,
        EntityType::Place,
        EntityType::People,
        EntityType::Organisation,
        EntityType::Title,
        EntityType::Event,
    ];

    pub fn code(self) -> &'static str {
        match self {
            EntityType::Person => "PER",
            EntityType::Place => "LOC",
            EntityType::People => "GRP",
            EntityType::Organisation => "ORG",
            EntityType::Title => "TTL",
            EntityType::Event => "EVT",
        }
    }

    /// The prefix of the ids of entities of this type, without the colon.
    pub fn prefix(self) -> &'static str {
        match self {
            EntityType::Person => "per",
            EntityType::Place => "plc",
            EntityType::People => "grp",
            EntityType::Organisation => "org",
            EntityType::Title => "ttl",
            EntityType::Event => "evt",
        }
    }

    pub fn from_code(code: &str) -> Option<EntityType> {
        EntityType::ALL.into_iter().find(|t| t.code() == code)
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Row of an entity in this run's lexicon; never written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// Row of a form in this run's lexicon; never written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FormId(pub u32);

/// The person, place, people, office or event behind names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Stable id such as `per:ablai-khan`; never reused.
    pub key: String,
    pub entity_type: EntityType,
    pub description: String,
    /// First and last year, where certain.
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub related: Vec<Relation>,
    /// Wikidata item (`Q...`), empty if unknown.
    pub wikidata: String,
    pub source: String,
}

/// A tie to another entity that helps to tell homonyms apart (`father`, `khanate`, `successor`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub kind: String,
    /// Key of the other entity.
    pub key: String,
}

/// One written shape of a name, in its dictionary form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub entity: EntityId,
    pub language: Language,
    pub text: String,
    pub kind: FormKind,
    pub tradition: String,
    pub source: String,
}

/// What a form is to its entity; column `kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormKind {
    Preferred,
    Variant,
    Historical,
    /// A form that several entities share (a bare given name, a surname alone).
    Short,
    Abbreviation,
    Adjective,
    Demonym,
    Birth,
    /// Another name of the bearer (temple, religious, pen name).
    Temple,
    /// Same meaning, other sound (Семиречье, Жетісу).
    Translation,
    /// A known error in print.
    Misspelling,
}

impl FormKind {
    pub const ALL: [(FormKind, &'static str); 11] = [
        (FormKind::Preferred, "preferred"),
        (FormKind::Variant, "variant"),
        (FormKind::Historical, "historical"),
        (FormKind::Short, "short"),
        (FormKind::Abbreviation, "abbreviation"),
        (FormKind::Adjective, "adjective"),
        (FormKind::Demonym, "demonym"),
        (FormKind::Birth, "birth"),
        (FormKind::Temple, "temple"),
        (FormKind::Translation, "translation"),
        (FormKind::Misspelling, "misspelling"),
    ];

    pub fn code(self) -> &'static str {
        FormKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, code)| code)
    }

    pub fn from_code(code: &str) -> Option<FormKind> {
        FormKind::ALL.iter().find(|(_, c)| *c == code).map(|(kind, _)| *kind)
    }
}
