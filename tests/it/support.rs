//! What several subjects need: the shipped lexicons parsed once, the shipped corpus read, and tables of a run by column.

use atau::emit::{self, OutputFile};
use atau::files;
use atau::model::{Document, Problem};
use atau::pipeline::{self, Knowledge, Options, Worker};
use atau::read::{self, ReadOptions};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The shipped lexicons.
pub fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| {
        let tables =
            files::read_lexicon_folder(Path::new("lexicons")).expect("the shipped lexicons can be read");
        Knowledge::parse(&tables).expect("the shipped lexicons are right")
    })
}

/// The documents of files and folders, as `atau align` reads them.
pub fn documents(inputs: &[&str]) -> Vec<Document> {
    let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
    let listing = files::list(&inputs).expect("inputs that are there");
    assert_eq!(listing.problems, Vec::<Problem>::new());
    let mut documents = Vec::new();
    for input in &listing.inputs {
        let bytes = files::read_bytes(input, read::FILE_BYTES_MAX).expect("readable");
        let outcome = read::documents(&input.name, &bytes, &ReadOptions::default());
        assert_eq!(outcome.problems, Vec::<Problem>::new(), "{}", input.name);
        documents.extend(outcome.documents);
    }
    documents
}

/// The tables of a run over these documents with the shipped lexicons.
pub fn run(documents: &[Document], threads: usize) -> Vec<OutputFile> {
    let knowledge = knowledge();
    let (found, workers) = pipeline::each(
        threads,
        documents,
        || Worker::new(knowledge, Options::default()),
        |worker, document| (document.name.clone(), worker.document(document)),
    );
    let usage = pipeline::usage(&workers);
    emit::files(&pipeline::index(found, &usage, knowledge, Options::default()), &[])
}

/// The text of one table of a run.
pub fn table<'f>(files: &'f [OutputFile], name: &str) -> &'f str {
    let file = files.iter().find(|f| f.name == name).unwrap_or_else(|| panic!("no {name}"));
    std::str::from_utf8(&file.bytes).expect("UTF-8")
}

/// A row of a table by the names of its columns.
pub type Row = BTreeMap<String, String>;

/// The rows of a CSV table.
pub fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    reader
        .records()
        .map(|record| {
            let record = record.expect("a row as long as the header");
            header.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
        })
        .collect()
}

/// A whole number in a cell.
pub fn number(row: &Row, column: &str) -> usize {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is `{}` in {row:?}", row[column]))
}

/// The code points `start..end` of a text.
pub fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}
