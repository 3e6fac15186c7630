//! Letters and word forms; no names.

pub mod fold;
pub mod script;
