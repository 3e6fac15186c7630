//! The gold of the shipped corpus: every offset points at the name it says, in the text as the program reads it.

use crate::support::{Row, documents, number, rows, slice};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Texts of the shipped corpus by document.
fn texts() -> BTreeMap<String, String> {
    documents(&["corpus"]).into_iter().map(|d| (d.name, d.text)).collect()
}

fn gold(file: &str) -> Vec<Row> {
    rows(&fs::read_to_string(format!("corpus/gold/{file}")).expect("the gold"))
}

#[test]
fn the_corpus_has_eight_documents_in_each_language_and_gold_for_all() {
    let manifest = rows(&fs::read_to_string("corpus/manifest.csv").expect("the manifest"));
    let marked: BTreeSet<String> = gold("mentions.csv").into_iter().map(|r| r["document"].clone()).collect();
    for language in ["en", "kk", "ru"] {
        let count = manifest.iter().filter(|r| r["language"] == language).count();
        assert!(count >= 8, "{language}: {count} documents");
    }
    let listed: BTreeSet<String> = manifest.into_iter().map(|r| r["document"].clone()).collect();
    assert_eq!(listed, marked, "manifest and gold");
    let read: BTreeSet<String> = texts().into_keys().collect();
    assert_eq!(read, listed, "documents as read and manifest");
}

#[test]
fn offsets_match_surfaces_rise_and_do_not_overlap() {
    let texts = texts();
    let mut last = (String::new(), 0);
    for row in gold("mentions.csv") {
        let (start, end) = (number(&row, "start"), number(&row, "end"));
        let place = format!("{} {start}-{end}", row["document"]);
        assert!(start < end, "{place}: an empty span");
        assert_eq!(slice(&texts[&row["document"]], start, end), row["surface"], "{place}");
        if last.0 == row["document"] {
            assert!(last.1 <= start, "{place}: begins before the one before it ends, at {}", last.1);
        } else {
            assert!(last.0 < row["document"], "{place}: documents out of order");
        }
        if !row["core_start"].is_empty() {
            let core = (number(&row, "core_start"), number(&row, "core_end"));
            assert!(start <= core.0 && core.0 < core.1 && core.1 <= end, "{place}: core {core:?}");
        }
        last = (row["document"].clone(), end);
    }
}

#[test]
fn neutral_spans_match_their_surfaces() {
    let texts = texts();
    for row in gold("neutral.csv") {
        let (start, end) = (number(&row, "start"), number(&row, "end"));
        let found = slice(&texts[&row["document"]], start, end);
        assert_eq!(found, row["surface"], "{} {start}-{end}", row["document"]);
    }
}

#[test]
fn types_languages_and_entities_are_known() {
    let entities: BTreeMap<String, String> =
        rows(&fs::read_to_string("lexicons/entities.csv").expect("entities"))
            .into_iter()
            .map(|r| (r["entity_id"].clone(), r["type"].clone()))
            .collect();
    let mut unlisted = 0;
    for row in gold("mentions.csv") {
        let place = format!("{} {} `{}`", row["document"], row["start"], row["surface"]);
        assert!(["PER", "LOC", "GRP", "ORG", "TTL", "EVT"].contains(&row["type"].as_str()), "{place}");
        assert!(["en", "kk", "ru"].contains(&row["language"].as_str()), "{place}");
        assert!(!row["lemma"].is_empty() && !row["entity_id"].is_empty(), "{place}: no lemma or entity");
        unlisted += usize::from(!entities.contains_key(&row["entity_id"]));
    }
    // Names in no lexicon are part of the task; most are listed.
    assert!(unlisted < 300, "{unlisted} gold mentions of entities that no lexicon lists");
}
