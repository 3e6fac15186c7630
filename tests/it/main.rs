//! The integration tests: one binary, one module a subject.

mod files;
mod readings;
