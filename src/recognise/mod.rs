//! Tokens to mentions. May import `model`, `text` and `lexicon`.
