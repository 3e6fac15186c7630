//! atau finds the names in Kazakh, Russian and English texts, decides which of them name one person, place, people,
//! office or event whatever the script, spelling and inflection, and gives an aligned entity index.
//!
//! The modules in reading order: [`model`] holds the nouns; [`text`] knows letters, word forms, readings and
//! distances, but no names; [`lexicon`] is what we know of names; the six steps [`read`], [`segment`], [`recognise`],
//! [`compare`], [`align`] and [`emit`] never import each other; [`pipeline`] knows their order, [`cache`] what is known from an earlier run; [`evaluate`]
//! measures a run against gold and [`curate`] tells runs apart; [`files`] is the one door to the disk.

pub mod align;
pub mod cache;
pub mod compare;
pub mod curate;
pub mod emit;
pub mod evaluate;
pub mod files;
pub mod lexicon;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod recognise;
pub mod report;
pub mod segment;
pub mod text;

pub use model::{Document, Entity, EntityType, Error, Index, Language, Mention, Problem, Score, Span};
