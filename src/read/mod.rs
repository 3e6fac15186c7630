//! Bytes to [`Document`](crate::model::Document)s: formats, encodings, limits. May import `model` and `text`.
