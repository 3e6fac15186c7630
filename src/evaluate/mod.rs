//! How good a run is: names found against names that a person marked. Reads rows, recomputes nothing.
//!
//! The order of the story: [`formats`] reads gold and run; [`pairing`] decides which documents and names count;
//! [`matching`] lays found names on gold ones, one to one; [`links`] asks whether they are the same entity;
//! [`clusters`] (B-cubed, LEA) and [`crosslingual`] measure who was put together with whom; [`tally`] adds up, over
//! everything and by language, type, ...; [`bootstrap`] says how sure the figures are; [`errors`] lists what went
//! wrong; [`report`] writes it down. Definitions and references: docs/EVALUATION.md.

mod annotation;
mod bootstrap;
mod clusters;
mod crosslingual;
mod errors;
pub mod formats;
mod links;
mod matching;
mod measure;
mod pairing;
mod report;
mod tally;

pub use annotation::{AnnotatedDocument, Annotation, Annotations};
pub use bootstrap::Bootstrap;
pub use errors::{ErrorKind, ErrorRow, errors_csv};
pub use measure::{Interval, Measure, Ratio};
pub use pairing::Coverage;
pub use report::{csv as report_csv, json as report_json, table as report_table};
pub use tally::{Row, Slice};

use crate::model::Span;
use std::collections::BTreeMap;

/// What counts, and how it is broken down.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Spans that count neither way, by document.
    pub neutral: BTreeMap<String, Vec<Span>>,
    /// Types of gold that count neither way (`OTHER`).
    pub neutral_types: Vec<String>,
    /// The only types that count; empty for all. Gold of other types is neutral, names found of other types are not
    /// looked at.
    pub types: Vec<String>,
    /// Names or patterns (`*`, `?`) of the documents that count; `None` for those of the gold.
    pub documents: Option<Vec<String>>,
    /// Types called otherwise in gold or run: from, to.
    pub type_names: Vec<(String, String)>,
    pub by: Vec<Slice>,
    pub bootstrap: Option<Bootstrap>,
}

/// The figures of a run, with what they rest on.
#[derive(Clone, Debug)]
pub struct Evaluation {
    pub coverage: Coverage,
    /// The first row is everything; then the slices in the order they were asked for, values sorted.
    pub rows: Vec<Row>,
    pub errors: Vec<ErrorRow>,
}

/// Measures a run against gold.
pub fn evaluate(gold: &Annotations, found: &Annotations, options: &Options) -> Evaluation {
    let (pairs, mut coverage) = pairing::pairs(gold, found, options);
    let matches: Vec<_> = pairs.iter().map(matching::matches).collect();
    let judged = links::judge(&pairs, &matches);
    coverage.found_neutral =
        judged.found.iter().filter(|f| f.overlapping.is_none() && f.neutral_overlapping).count();
    let sheet = tally::Sheet::new(&judged, &options.by);
    let mut rows = sheet.rows(&vec![1; pairs.len()]);
    if let Some(bootstrap) = options.bootstrap {
        bootstrap::add_intervals(&mut rows, &sheet, pairs.len(), bootstrap);
    }
    Evaluation { coverage, rows, errors: errors::list(&pairs, &judged) }
}

#[cfg(test)]
mod tests;
