//! The index to the files of an output folder. Imports `model` only.

mod csv;
mod package;

pub use csv::{Cell, ColumnType, TABLES, TableSpec};

use crate::model::{Index, Problem};

/// A file of an output folder.
pub struct OutputFile {
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

/// Writes `mentions.csv`.
///
/// # Errors
/// Those of the writer.
pub fn mentions(index: &Index, to: &mut dyn std::io::Write) -> std::io::Result<()> {
    csv::mentions(index, to)
}

/// All CSV files of an output folder but `mentions.csv`, and their description.
pub fn tables(index: &Index, problems: &[Problem]) -> Vec<OutputFile> {
    let mut files = csv::tables(index, problems);
    files.push(OutputFile { name: "datapackage.json", bytes: package::describe() });
    files
}

/// All files of [`tables`] and `mentions.csv` before them: for an index that fits into memory as text.
pub fn files(index: &Index, problems: &[Problem]) -> Vec<OutputFile> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let written = mentions(index, &mut bytes);
    debug_assert!(written.is_ok());
    let mut files = vec![OutputFile { name: "mentions.csv", bytes }];
    files.extend(tables(index, problems));
    files
}
