//! Documents to segments in one language and tokens. May import `model` and `text`.
