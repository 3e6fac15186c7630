//! How likely two written names name the same bearer, and why. May import `model`, `text` and `lexicon`.

pub mod learn;
pub mod letters;
pub mod trie;
pub mod units;
