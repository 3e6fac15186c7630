//! What was decided.

use super::{EntityId, EntityType, Language, Mention, Score};

/// What was decided about a mention. Every mention ends in exactly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// Entry of the index; `None` when nothing decided.
    pub entry: Option<usize>,
    pub method: Method,
    pub score: Score,
}

/// How a mention came to its entity; column `method`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    Exact,
    Inflected,
    /// Another romanisation of a listed name.
    Spelling,
    Fuzzy,
    /// Chosen among homonyms.
    Context,
    Proposed,
    Unresolved,
}

impl Method {
    pub const ALL: [Method; 7] = [
        Method::Exact,
        Method::Inflected,
        Method::Spelling,
        Method::Fuzzy,
        Method::Context,
        Method::Proposed,
        Method::Unresolved,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::Inflected => "inflected",
            Method::Spelling => "spelling",
            Method::Fuzzy => "fuzzy",
            Method::Context => "context",
            Method::Proposed => "proposed",
            Method::Unresolved => "unresolved",
        }
    }
}

/// Whether the lexicon lists an entity or the run proposes it; column `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    Listed,
    Proposed,
}

impl Status {
    pub fn code(self) -> &'static str {
        match self {
            Status::Listed => "listed",
            Status::Proposed => "proposed",
        }
    }
}

/// All that was decided, in a total order.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Entities found, sorted by key.
    pub entries: Vec<IndexEntry>,
    /// Names of the documents, sorted; each with its mentions in the order of the text and their alignments.
    pub documents: Vec<(String, Vec<(Mention, Alignment)>)>,
    pub variants: Vec<VariantRow>,
    pub review: Vec<ReviewItem>,
}

/// An entity found; a row of `entity_index.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    pub key: String,
    /// The listed entity; `None` for a proposed one.
    pub entity: Option<EntityId>,
    pub entity_type: EntityType,
    pub status: Status,
    /// Best name in kk, ru, en; empty if none is known.
    pub names: [String; 3],
    /// Lemmas met in kk, ru, en, most frequent first.
    pub variants: [Vec<String>; 3],
    /// Mentions in kk, ru, en and undetermined segments.
    pub mentions: [u64; 4],
    pub documents: u64,
    pub confidence: Score,
    pub wikidata: String,
    pub description: String,
}

/// One lemma of one entity in one language; a row of `variants.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantRow {
    pub entry: usize,
    pub language: Language,
    pub variant: String,
    /// Surfaces met, most frequent first.
    pub forms: Vec<String>,
    pub mentions: u64,
    pub documents: u64,
    pub method: Method,
    pub score: Score,
    /// Whether the lexicon lists this lemma for the entity.
    pub listed: bool,
}

/// What a person should look at; a row of `review.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewItem {
    pub kind: ReviewKind,
    pub language: Language,
    pub surface: String,
    /// Key of the entity as decided; empty when unresolved.
    pub key: String,
    /// Other candidates, best first: key and score.
    pub candidates: Vec<(String, Score)>,
    pub score: Score,
    pub evidence: String,
}

/// Why something is up for review, in order of what a decision is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReviewKind {
    /// A new spelling of a listed entity.
    Spelling,
    /// A proposed entity.
    Proposed,
    /// Two proposed entities that may be one.
    Merge,
    /// A homonym decided by context, or not decided.
    Homonym,
}

impl ReviewKind {
    pub fn code(self) -> &'static str {
        match self {
            ReviewKind::Spelling => "spelling",
            ReviewKind::Proposed => "proposed",
            ReviewKind::Merge => "merge",
            ReviewKind::Homonym => "homonym",
        }
    }
}
