//! Spans that name.

use super::{EntityId, EntityType, FormId, Language, Score, Span};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A span that names somebody or something, before it is decided whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    pub span: Span,
    /// Bytes of the document's text.
    pub bytes: Range<usize>,
    /// The bare name inside a titled mention (`Ablai` in *Ablai Khan*); equal to `bytes` without a title.
    pub core: Range<usize>,
    /// 1-based line of the start.
    pub line: u32,
    pub language: Language,
    pub entity_type: EntityType,
    /// The span's text as it stands, breaks included.
    pub surface: String,
    /// Dictionary form of the title words before and after the bare name; empty without a title.
    pub title_before: String,
    pub title_after: String,
    /// Dictionary form of the bare name of an unlisted mention; a listed one has it with each candidate.
    pub lemma: String,
    pub origin: Origin,
    /// What the words beside the name say of its type: points in the order of [`EntityType::ALL`], hundredths of a logit.
    pub type_cues: [i16; 6],
    /// Some words before and after, for a reader.
    pub left: String,
    pub right: String,
    /// Possible bearers, best first; empty for an unlisted name.
    pub candidates: Vec<Candidate>,
}

impl Mention {
    /// The lemma with its titles, on one line.
    pub fn full_lemma(&self) -> String {
        let parts = [self.title_before.as_str(), &self.lemma, &self.title_after];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The surface on one line.
    pub fn plain_surface(&self) -> String {
        self.surface.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// How a mention was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// A listed form as it stands in the lexicon.
    Exact,
    /// A listed form in an inflected shape.
    Inflected,
    /// In no lexicon; found by shape and company. The score says how surely it is a name.
    Unlisted(Score),
}

/// A possible bearer of a mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub entity: EntityId,
    pub form: FormId,
    /// The type the mention has if this is its bearer: an adjective made from a place is a people's.
    pub entity_type: EntityType,
    /// How the form was met.
    pub origin: Origin,
    /// Dictionary form of the bare name under this candidate.
    pub lemma: String,
    pub score: Score,
    pub evidence: Vec<Evidence>,
}

/// Why a candidate fits, or does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evidence {
    /// The lexicon lists the form.
    Listed,
    /// The form differs from the lemma by these endings (`-дың`).
    Inflection(String),
    /// A title beside the name says what its bearer is.
    Title(String),
    /// The source marked the name itself.
    Markup(String),
    /// Names of related entities stand near.
    Company(EntityId),
    /// A fuller name of the same entity stands earlier in the document.
    FullerName(EntityId),
    /// A year in the text falls in, or outside, the entity's years.
    Year(i32),
    /// The spelling was compared: how close it sounds.
    Sound(Score),
}
