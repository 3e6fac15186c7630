//! One file a command: its arguments, and how it talks. `run` gives the exit code; an error ends with code 2.

pub mod align;
pub mod lexicon;
