//! The shipped tables of letters and readings: they parse, every example in them holds, and some laws of lattices.

use atau::Language;
use atau::files;
use atau::text::{Letters, Readings};
use std::path::Path;

fn lexicons() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
    files::read_lexicon_folder(&folder).unwrap_or_else(|e| panic!("{e}"))
}

fn readings() -> Readings {
    Readings::parse(&lexicons()).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn every_table_is_right_and_every_example_holds() {
    let files = lexicons();
    let (readings, mut diagnostics) = Readings::check(&files);
    diagnostics.extend(Letters::check(&files).1);
    let said: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    for tradition in readings.traditions() {
        assert!(!tradition.examples.is_empty(), "{} has no example", tradition.file);
    }
}
