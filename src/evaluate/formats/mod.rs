//! Marked texts in the formats people mark them in. Every reader gets text and gives [`Annotations`]; which files
//! there are, the binary finds out.

mod brat;
mod conll;
mod table;
mod webanno;

use super::Annotations;
use crate::model::{Diagnostic, Error, Place, Severity};
use std::collections::BTreeMap;

pub use table::neutral_spans;

/// Most faults shown of one set of files; the rest is a matter of the first.
const FAULTS_MAX: usize = 20;

/// How a set of files marks names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV or TSV with the columns of `mentions.csv`.
    Table,
    /// A word and a B-I-O tag a line.
    Conll,
    /// brat standoff: `.ann` beside `.txt`.
    Brat,
    /// WebAnno TSV 3, as INCEpTION exports it.
    Webanno,
}

/// Files as (path below what was given, text).
pub type Files = [(String, String)];

/// Texts of documents by name, for formats that do not hold them.
pub type Texts = BTreeMap<String, String>;

/// Reads a set of files as one set of annotations. `annotator` chooses where several people marked one document.
///
/// # Errors
/// [`Error::Tables`] with the faults found, [`Error::Usage`] where the files are of no known format.
pub fn parse(
    files: &Files,
    format: Option<Format>,
    texts: &Texts,
    annotator: Option<&str>,
) -> Result<Annotations, Error> {
    let format = match format {
        Some(format) => format,
        None => detect(files)?,
    };
    let (documents, mut faults) = match format {
        Format::Table => table::documents(files),
        Format::Conll => conll::documents(files, texts),
        Format::Brat => brat::documents(files, texts),
        Format::Webanno => webanno::documents(files, annotator)?,
    };
    if faults.is_empty() {
        return Ok(Annotations::from_documents(documents));
    }
    faults.truncate(FAULTS_MAX);
    Err(Error::Tables(faults))
}

/// Tells a format by names of files and first lines.
fn detect(files: &Files) -> Result<Format, Error> {
    if files.iter().any(|(name, _)| name.ends_with(".ann")) {
        return Ok(Format::Brat);
    }
    if files.iter().any(|(_, text)| text.trim_start_matches('\u{feff}').starts_with("#FORMAT=WebAnno")) {
        return Ok(Format::Webanno);
    }
    let first = |text: &str| text.trim_start_matches('\u{feff}').lines().next().unwrap_or("").to_lowercase();
    if files.iter().any(|(_, text)| ["document", "start", "end"].iter().all(|c| first(text).contains(c))) {
        return Ok(Format::Table);
    }
    let ending = |name: &str| name.rsplit('.').next().unwrap_or("").to_owned();
    if files.iter().any(|(name, _)| ["conll", "bio", "iob", "iob2"].contains(&ending(name).as_str())) {
        return Ok(Format::Conll);
    }
    if files.iter().any(|(_, text)| conll::looks_like(text)) {
        return Ok(Format::Conll);
    }
    if let [(name, _)] = files
        && ["csv", "tsv"].contains(&ending(name).as_str())
    {
        return Ok(Format::Table); // its reader says which column is missing
    }
    Err(Error::Usage(format!(
        "cannot tell the format of {}; it may be CSV with the columns of mentions.csv, CoNLL (word and tag a line), \
         brat (.ann with .txt) or WebAnno TSV 3; say which with --gold-format",
        files.first().map_or("an empty folder", |(name, _)| name.as_str())
    )))
}

/// The name without its last ending: `a/b.conll` gives `a/b`.
pub(in crate::evaluate) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') && !stem.is_empty() => stem,
        _ => name,
    }
}

/// The text of a document: by name, or by the name without its ending where only one fits.
pub(super) fn text_of<'a>(texts: &'a Texts, name: &str) -> Option<&'a str> {
    if let Some(text) = texts.get(name) {
        return Some(text);
    }
    let mut fitting = texts.iter().filter(|(other, _)| stem(other) == stem(name) || stem(other) == name);
    match (fitting.next(), fitting.next()) {
        (Some((_, text)), None) => Some(text),
        _ => None,
    }
}

fn fault(file: &str, line: usize, code: &'static str, message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic {
        severity: Severity::Error,
        code,
        place: Place { file: file.to_owned(), line: line as u32, column: 0 },
        message,
        help: help.to_owned(),
        row: String::new(),
        mark: 0..0,
    })
}

#[cfg(test)]
mod tests;
