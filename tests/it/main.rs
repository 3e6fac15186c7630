//! The integration tests: one binary, one module a subject.

mod cache;
mod cli;
mod contract;
mod corpus_gold;
mod evaluate;
mod evaluate_laws;
mod files;
mod homonyms;
mod lexicon_check;
mod quality;
mod read;
mod readings;
mod review;
mod support;
mod threads;
mod tidy;
