//! The same bytes every time: whatever the number of threads, the order of the arguments, or of the documents.

use crate::support::{documents, run};
use assert_cmd::Command;
use std::fs;
use std::path::Path;

const TABLES: [&str; 6] =
    ["entity_index.csv", "mentions.csv", "variants.csv", "review.csv", "problems.csv", "datapackage.json"];

fn align(out: &Path, threads: &str, inputs: &[&str]) -> Vec<(&'static str, Vec<u8>)> {
    let mut command = Command::cargo_bin("atau").unwrap();
    command.arg("align").args(inputs).args(["--quiet", "--threads", threads, "--out"]).arg(out);
    command.assert().code(0);
    TABLES.iter().map(|name| (*name, fs::read(out.join(name)).unwrap())).collect()
}

#[test]
fn threads_and_the_order_of_arguments_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let forth = ["corpus/en", "corpus/kk", "corpus/ru/02-ablai.ru.html", "corpus/ru/03-war-1756-1757.ru.xml"];
    let mut back = forth;
    back.reverse();
    let expected = align(&folder.path().join("a"), "1", &forth);
    assert!(expected.iter().all(|(_, bytes)| !bytes.is_empty()));
    for (name, threads, inputs) in [("b", "4", &forth), ("c", "1", &back), ("d", "4", &back)] {
        for ((table, bytes), (_, found)) in
            expected.iter().zip(align(&folder.path().join(name), threads, inputs))
        {
            assert!(*bytes == found, "{table} differs with {threads} threads and {inputs:?}");
        }
    }
}

#[test]
fn the_order_of_documents_changes_no_byte_of_the_shipped_corpus() {
    let mut documents = documents(&["corpus"]);
    let expected = run(&documents, 1);
    documents.reverse();
    for (one, other) in expected.iter().zip(run(&documents, 4)) {
        assert_eq!(one.name, other.name);
        assert!(one.bytes == other.bytes, "{}", one.name);
    }
}
