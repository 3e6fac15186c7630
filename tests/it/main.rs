//! The integration tests: one binary, one module a subject.

mod cache;
mod evaluate;
mod evaluate_laws;
mod files;
mod lexicon_check;
mod read;
mod readings;
mod tidy;
