//! Letters, word forms, readings and distances; no names. May import `model` only.

pub mod table;
