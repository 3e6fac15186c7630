//! The nouns. One sentence per noun; every other layer speaks in these words.
//!
//! * [`Document`]: one text, as extracted from one file or one member of an archive.
//! * [`Segment`]: a stretch of a document in one [`Language`].
//! * [`Token`]: a word of a document, by its place.
//! * [`Span`]: where something stands, in code points of the document's text.
//! * [`Mention`]: a span that names somebody or something, with its [`Candidate`]s.
//! * [`Entity`]: the person, place, people, office or event behind names; a [`Form`] is one written shape of its name.
//! * [`Alignment`]: what was decided about a mention; the [`Index`] is all of it, in a total order.
//! * [`Score`]: thousandths of certainty. [`Problem`]: what went wrong with an input. [`Diagnostic`]: what is wrong
//!   with a table or an argument, and where.

mod document;
mod entity;
mod index;
mod language;
mod mention;
mod note;
mod score;
mod span;

pub use document::{Document, Markup, Segment, Segmentation, Token, WordId};
pub use entity::{Entity, EntityId, EntityType, Form, FormId, FormKind, Relation};
pub use index::{Alignment, Index, IndexEntry, Method, ReviewItem, ReviewKind, Status, VariantRow};
pub use language::{Language, Script};
pub use mention::{Candidate, Evidence, Mention, Origin};
pub use note::{Diagnostic, Error, Place, Problem, Severity};
pub use score::Score;
pub use span::{CodePointCursor, Span};
