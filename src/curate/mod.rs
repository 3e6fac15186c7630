//! Tending: what changed from run to run, and what the lexicons might take up. May import `model`, `text`, `lexicon`
//! and, for columns, `emit`.

pub mod apply;
pub mod diff;
pub mod patch;
pub mod session;
pub mod suggest;
pub mod workbook;
