//! The report of a run: one HTML file that opens from a disk, asks nothing of any network, and can be read by people
//! who never open a CSV file.
//!
//! [`RunTables::parse`] takes the texts of an output folder's files and keeps of them what a page can hold (every
//! limit has a name there, and what was left out is counted); [`html`] makes the page of it. Nothing here finds or
//! decides anything: a figure in the report is a figure of the CSV files.
//!
//! Exactness of escaping: text of documents reaches the page in two ways only, as text of elements through
//! [`page::escape`] and as JSON in which `<`, `>` and `&` are written as escapes; the script puts it into the page as
//! text nodes, never as markup. A content security policy with the hashes of our own style and script stands behind
//! that.

mod data;
mod fold;
mod messages;
mod page;
mod sample;
mod tables;
mod together;

pub use fold::{Folding, SEARCH_FILE};
pub use messages::{Messages, UI_LANGUAGES};
pub use tables::{EntityRow, RunFiles, RunTables};

/// The report of a run as one HTML file, the same for the same tables.
pub fn html(run: &RunTables, messages: &Messages) -> String {
    page::html(run, messages, &data::json(run, messages))
}

#[cfg(test)]
mod tests;
