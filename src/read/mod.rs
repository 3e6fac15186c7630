//! Bytes to [`Document`]s: formats, encodings, limits. May import `model` and `text`. It never opens a file.
//!
//! The format is told by content first and by name second; an encoding likewise. What cannot be read is a
//! [`Problem`], and the rest goes on. A plain text is kept as it is, only decoded; of other formats the text is
//! extracted, so that the breaks of the page survive as line feeds and paragraphs as empty lines. Names broken or
//! hyphenated over lines are left so: finding them is another step's work.

mod archive;
mod encoding;
mod encoding_tables;
mod epub;
mod extract;
mod format;
mod html;
mod limits;
mod office;
mod pdf;
mod plain;
mod plausibility;
mod problems;
mod table;
mod tei;
mod xml;

pub use encoding::{Decoded, Encoding, Invalid, decode};
pub use limits::*;

use crate::model::{Document, Problem};
use archive::{Budget, Package};
use extract::Extract;
use format::{Format, TextFormat};

/// How to read; the default is right for a folder of mixed files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding of all texts without a BOM; by default each is told by its content.
    pub encoding: Option<Encoding>,
    /// The column (CSV, TSV) or field (lines of JSON) that holds the text; by default `text`. A table without such
    /// a column is a problem if the column was named here, and else is read as plain text.
    pub text_column: Option<String>,
    /// The column or field that names a row's document; by default `id`, and else rows are numbered from 1.
    pub id_column: Option<String>,
    /// Whether notes (TEI) and footnotes (DOCX, ODT) are read; they then follow the text.
    pub include_notes: bool,
    /// Whether the header of TEI is read.
    pub include_header: bool,
    /// Bounds on sizes and depths.
    pub limits: Limits,
}

/// What came out of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOutcome {
    /// In the order of the file; members of an archive by name.
    pub documents: Vec<Document>,
    pub problems: Vec<Problem>,
}

/// Reads one file, which may hold many documents (an archive, a table). Its problems carry its name, or that of the
/// member they are about.
///
/// ```
/// use atau::read::{ReadOptions, documents};
/// let page = "<html lang='kk'><body><p>Абылай <b>хан</b></p></body></html>";
/// let outcome = documents("page.html", page.as_bytes(), &ReadOptions::default());
/// assert_eq!(outcome.documents[0].text, "Абылай хан");
/// assert!(outcome.problems.is_empty());
/// ```
pub fn documents(name: &str, bytes: &[u8], options: &ReadOptions) -> ReadOutcome {
    let mut budget = Budget::new(&options.limits);
    let mut outcome = ReadOutcome::default();
    read(name, name, bytes, options, 0, &mut budget, &mut outcome);
    outcome
}

/// Reads a file, or a member `depth` archives down. `name` is the document's, `label` the one that tells the format
/// (they differ after unpacking: `a.csv.gz` is labelled `a.csv`).
fn read(
    name: &str,
    label: &str,
    bytes: &[u8],
    options: &ReadOptions,
    depth: usize,
    budget: &mut Budget,
    outcome: &mut ReadOutcome,
) {
    let limits = &options.limits;
    if bytes.is_empty() {
        outcome.problems.push(problems::empty(name));
        return;
    }
    if bytes.len() as u64 > limits.file_bytes {
        let (size, limit) = (bytes.len() as u64, limits.file_bytes);
        outcome.problems.push(problems::over_limit(name, "", "the file is too large", size, limit, "bytes"));
        return;
    }
    match format::of_bytes(label, bytes) {
        Format::Gzip if depth >= limits.archive_depth => {
            outcome.problems.push(problems::nested_too_deep(name, limits.archive_depth));
        }
        Format::Gzip => match archive::gunzip(name, bytes, limits, budget) {
            Ok(unpacked) => {
                let label = label.strip_suffix(".gz").unwrap_or(label);
                read(name, label, &unpacked, options, depth + 1, budget, outcome);
            }
            Err(problem) => outcome.problems.push(problem),
        },
        Format::Zip => match Package::open(name, bytes, limits) {
            Ok(package) => read_package(name, label, package, options, depth, budget, outcome),
            Err(problem) => outcome.problems.push(problem),
        },
        Format::Pdf => match pdf::document(name, bytes, limits, &mut outcome.problems) {
            Ok(document) => outcome.documents.push(document),
            Err(problem) => outcome.problems.push(problem),
        },
        Format::Foreign(what, help) => outcome.problems.push(problems::foreign(name, what, help)),
        Format::Text => read_text(name, label, bytes, options, outcome),
    }
}

/// Reads a ZIP archive: an office document, a book, or a folder of files.
fn read_package(
    name: &str,
    label: &str,
    mut package: Package<'_>,
    options: &ReadOptions,
    depth: usize,
    budget: &mut Budget,
    outcome: &mut ReadOutcome,
) {
    let extension = format::extension(label);
    let mut mimetype = String::new();
    if package.has("mimetype") {
        match package.part("mimetype", &options.limits, budget) {
            Ok(bytes) => mimetype = String::from_utf8_lossy(&bytes).trim().to_owned(),
            Err(problem) => outcome.problems.push(problem),
        }
    }
    let is_docx = package.has("word/document.xml") || extension == "docx";
    let is_odt = mimetype.starts_with("application/vnd.oasis.opendocument.text") || extension == "odt";
    let is_epub = package.has("META-INF/container.xml") || extension == "epub";
    let found = &mut outcome.problems;
    let document = if is_odt {
        office::odt(name, &mut package, options, budget, found)
    } else if is_docx {
        office::docx(name, &mut package, options, budget, found)
    } else if mimetype.starts_with("application/vnd.oasis.opendocument") || package.has("[Content_Types].xml")
    {
        let what = "an office file that is not a text document";
        Err(problems::foreign(name, what, "save a table as CSV, slides as plain text"))
    } else if is_epub {
        epub::book(name, &mut package, options, budget, found)
    } else if depth >= options.limits.archive_depth {
        Err(problems::nested_too_deep(name, options.limits.archive_depth))
    } else {
        return read_members(name, package, options, depth, budget, outcome);
    };
    match document {
        Ok(document) => outcome.documents.push(document),
        Err(problem) => outcome.problems.push(problem),
    }
}

fn read_members(
    name: &str,
    mut package: Package<'_>,
    options: &ReadOptions,
    depth: usize,
    budget: &mut Budget,
    outcome: &mut ReadOutcome,
) {
    let mut before: Option<(String, usize)> = None;
    for (member, index) in package.files() {
        // Members of one name are numbered in the order of the archive.
        let copies = before.as_ref().filter(|(name, _)| *name == member).map_or(1, |(_, copies)| copies + 1);
        let mut document = format!("{name}/{member}");
        if copies > 1 {
            document.push_str(&format!("~{copies}"));
        }
        match package.unpack(index, &options.limits, budget) {
            Ok(bytes) => read(&document, &member, &bytes, options, depth + 1, budget, outcome),
            Err(problem) => outcome.problems.push(problem),
        }
        before = Some((member, copies));
    }
}

/// Reads a text: plain, marked up, or a table.
fn read_text(name: &str, label: &str, bytes: &[u8], options: &ReadOptions, outcome: &mut ReadOutcome) {
    let limits = &options.limits;
    let declared = format::declared_encoding(bytes);
    let text = match plain::text(name, bytes, options.encoding, declared, limits) {
        Ok((text, problem)) => {
            outcome.problems.extend(problem);
            text
        }
        Err(problem) => {
            outcome.problems.push(problem);
            return;
        }
    };
    let found = &mut outcome.problems;
    let found_before = found.len();
    let document = match format::of_text(label, &text, options) {
        TextFormat::Plain => plain_document(name, text),
        TextFormat::Tei => {
            let mut handler = tei::Tei::new(options.include_notes, options.include_header);
            xml::walk(name, "", &text, limits, &mut handler, found);
            handler.extract.finish(name)
        }
        TextFormat::Xml => {
            let mut handler = xml::AnyXml::new();
            xml::walk(name, "", &text, limits, &mut handler, found);
            handler.extract.finish(name)
        }
        TextFormat::Html => html::add(&text, Extract::default()).finish(name),
        TextFormat::JsonLines => {
            let rows = table::json_lines(name, &text, options);
            outcome.documents.extend(rows.documents);
            outcome.problems.extend(rows.problems);
            return;
        }
        TextFormat::Table(delimiter) => match table::delimited(name, &text, delimiter, options) {
            Some(rows) => {
                outcome.documents.extend(rows.documents);
                outcome.problems.extend(rows.problems);
                return;
            }
            None => {
                outcome.problems.push(problems::read_as_plain_text(name));
                plain_document(name, text)
            }
        },
    };
    if !document.text.is_empty() {
        outcome.documents.push(document);
    } else if outcome.problems.len() == found_before {
        outcome.problems.push(problems::no_text(name, "nothing but markup that is not read"));
    }
}

fn plain_document(name: &str, text: String) -> Document {
    Document { name: name.to_owned(), text, ..Document::default() }
}
