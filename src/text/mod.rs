//! Letters, word forms, readings and distances; no names. May import `model` only.

pub mod letters;
pub mod reading;
pub mod table;

pub use letters::Letters;
pub use reading::Readings;
