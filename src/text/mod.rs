//! Letters, word forms, readings and distances; no names. May import `model` only.

pub mod fold;
pub mod inflect;
pub mod key;
pub mod letters;
pub mod reading;
pub mod script;
pub mod table;
pub mod vocabulary;
pub mod words;
