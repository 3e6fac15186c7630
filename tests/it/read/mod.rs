//! Bytes to documents: every format is built in the test and read back.

mod archives;
mod damage;
mod markup;
mod office;
mod pdf;
mod tables;

use atau::read::{ReadOptions, ReadOutcome, documents};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

pub fn read(name: &str, bytes: impl AsRef<[u8]>) -> ReadOutcome {
    documents(name, bytes.as_ref(), &ReadOptions::default())
}

/// The text of a file that holds one document and no problem.
#[track_caller]
pub fn text(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let outcome = read(name, bytes);
    assert_eq!(outcome.problems, []);
    assert_eq!(outcome.documents.len(), 1);
    assert_eq!(outcome.documents[0].name, name);
    outcome.documents[0].text.clone()
}

/// Names and texts of all documents.
pub fn texts(outcome: &ReadOutcome) -> Vec<(&str, &str)> {
    outcome.documents.iter().map(|d| (d.name.as_str(), d.text.as_str())).collect()
}

/// The one problem of a file that gives no document: `place: what`.
#[track_caller]
pub fn refusal(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let outcome = read(name, bytes);
    assert_eq!(outcome.documents, []);
    assert_eq!(outcome.problems.len(), 1, "{:?}", outcome.problems);
    let problem = &outcome.problems[0];
    assert_eq!(problem.document, name);
    format!("{}: {}", problem.place, problem.what)
}

/// A ZIP archive of these members.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn plain_text_is_kept_as_it_is() {
    let kept = "\u{feff}Абылай\u{ad}дың  и\u{306}\r\n\r\nхан\t«a»\u{a0}\n";
    assert_eq!(text("a.txt", kept), kept.strip_prefix('\u{feff}').unwrap());
    assert_eq!(text("a.md", "# Абылай\n\n*хан*"), "# Абылай\n\n*хан*");
    assert_eq!(text("no name", "Ablai < Khan"), "Ablai < Khan");
}

#[test]
fn an_encoding_can_be_forced() {
    let options =
        ReadOptions { encoding: atau::read::Encoding::from_label("koi8-r"), ..ReadOptions::default() };
    let outcome = documents("a.txt", b"\xc1\xc2\xcc\xc1\xca", &options);
    assert_eq!(outcome.documents[0].text, "аблай");
}
