//! Editorial rules of a lexicon folder: what `atau lexicon check` reports and `atau lexicon format` repairs.
//!
//! A rule is a small function from the folder to diagnostics. What can be repaired with certainty (spaces, NFC,
//! look-alike letters, order) is a function from a cell or a table to its right shape, and the rule reports where the
//! two differ: check and repair cannot disagree. The readers of the tables have rules of their own (headers, unknown
//! codes, reading rules that can never fire, examples that do not come out); [`check`] reports both.

mod cells;
mod common;
mod identity;
mod inflection;
mod names;
mod order;
mod repair;
mod sheet;
mod sources;

pub use repair::{Change, Repaired, repair};

use super::Lexicon;
use crate::model::{Diagnostic, Place, Severity};
use crate::text::reading::Readings;
use sheet::Folder;

/// Words in the help of every diagnostic that [`repair`] puts right.
const FIX: &str = "`atau lexicon check --fix` repairs it";

/// The rules, in the order of the pages of a linguist's guide: the table, the cell, the row, the folder.
const RULES: [fn(&Folder, &mut Vec<Diagnostic>); 15] = [
    order::canonical,
    order::sorted,
    cells::clean,
    sources::headers,
    sources::sources,
    sources::traditions,
    identity::ids,
    identity::years,
    identity::relations,
    names::twice,
    names::preferred,
    names::claimed,
    inflection::classes,
    inflection::idle,
    common::words,
];

/// Everything that is to be said about a lexicon folder: (path below the folder, text) each. `previous` is the folder of
/// the release before, if its ids are to be kept. Sorted by place.
pub fn check(files: &[(String, String)], previous: Option<&[(String, String)]>) -> Vec<Diagnostic> {
    let (lexicon, mut found) = Lexicon::check(files);
    if files.iter().any(|(name, _)| name.starts_with("readings/")) {
        found.append(&mut Readings::check(files).1);
    }
    let folder = Folder::new(files, &lexicon, &mut found);
    for rule in RULES {
        rule(&folder, &mut found);
    }
    if let Some(previous) = previous {
        identity::kept(&folder, previous, &mut found);
    }
    found.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    found.dedup();
    found
}

/// Whether [`repair`] puts right what a diagnostic reports.
pub fn repairable(diagnostic: &Diagnostic) -> bool {
    diagnostic.help.contains(FIX)
}

/// An error about a whole table.
fn table_error(code: &'static str, file: &str, message: &str, help: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code,
        place: Place { file: file.to_owned(), line: 0, column: 0 },
        message: message.to_owned(),
        help: help.to_owned(),
        row: String::new(),
        mark: 0..0,
    }
}
