//! Mentions and their candidates to the index. May import `model` and `lexicon`.
