//! The contract of an output folder, checked from outside: headers, sums, ids, spans, scores, the data package.

use crate::support::{Row, documents, number, rows, run, slice, table};
use assert_cmd::Command;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const HEADERS: [(&str, &str); 5] = [
    (
        "entity_index.csv",
        "entity_id,type,status,name_kk,name_ru,name_en,variants_kk,variants_ru,variants_en,mentions,mentions_kk,\
         mentions_ru,mentions_en,documents,confidence,wikidata,description",
    ),
    (
        "mentions.csv",
        "document,start,end,line,language,type,surface,lemma,entity_id,status,method,score,left,right",
    ),
    ("variants.csv", "entity_id,language,variant,forms,mentions,documents,method,score,listed"),
    (
        "review.csv",
        "item,kind,language,surface,entity_id,candidates,score,evidence,decision,decided_by,decided_at,comment",
    ),
    ("problems.csv", "document,place,problem,action"),
];

const TYPES: [&str; 6] = ["PER", "LOC", "GRP", "ORG", "TTL", "EVT"];
const METHODS: [&str; 7] = ["exact", "inflected", "spelling", "fuzzy", "context", "proposed", "unresolved"];

/// Thousandths, written with three places.
fn score(row: &Row, column: &str) -> u32 {
    let cell = &row[column];
    let (whole, rest) = cell.split_once('.').unwrap_or_else(|| panic!("{column} is `{cell}`"));
    assert_eq!(rest.len(), 3, "{column} is `{cell}`");
    let score = whole.parse::<u32>().unwrap() * 1000 + rest.parse::<u32>().unwrap();
    assert!(score <= 1000, "{column} is `{cell}`");
    score
}

#[test]
fn the_tables_of_the_shipped_corpus_keep_the_contract() {
    let documents = documents(&["corpus"]);
    let files = run(&documents, 2);
    for (name, header) in HEADERS {
        let text = table(&files, name);
        assert_eq!(text.lines().next(), Some(header), "{name}");
        assert!(!text.starts_with('\u{feff}') && text.ends_with('\n'), "{name}");
        // A name broken over the lines of a text keeps its break, whatever that is, inside quotes.
        assert!(text.matches("\r\n").count() <= text.matches('"').count() / 2, "{name}: rows end with CRLF");
    }
    let index: BTreeMap<String, Row> =
        rows(table(&files, "entity_index.csv")).into_iter().map(|r| (r["entity_id"].clone(), r)).collect();
    let mentions = rows(table(&files, "mentions.csv"));
    let texts: BTreeMap<&str, &str> = documents.iter().map(|d| (d.name.as_str(), d.text.as_str())).collect();
    spans(&mentions, &texts);
    sums(&mentions, &index);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(table(&files, "variants.csv")) {
        assert!(index.contains_key(&row["entity_id"]), "variants.csv: {row:?}");
        assert!(
            METHODS.contains(&row["method"].as_str()) && ["true", "false"].contains(&row["listed"].as_str())
        );
        assert!(!row["forms"].is_empty() && score(&row, "score") > 0, "{row:?}");
        *found.entry(row["entity_id"].clone()).or_default() += number(&row, "mentions");
    }
    for (id, row) in &index {
        assert_eq!(found.get(id), Some(&number(row, "mentions")), "{id}: mentions of its variants");
    }
    let kinds = ["spelling", "proposed", "merge", "homonym"];
    for row in rows(table(&files, "review.csv")) {
        assert!(kinds.contains(&row["kind"].as_str()) && !row["evidence"].is_empty(), "{row:?}");
        assert!(row["decision"].is_empty() && row["decided_by"].is_empty(), "{row:?}");
        assert!(row["entity_id"].is_empty() || index.contains_key(&row["entity_id"]), "{row:?}");
        score(&row, "score");
    }
}

/// Mentions are in order, do not overlap, and their surfaces stand at their offsets and lines.
fn spans(mentions: &[Row], texts: &BTreeMap<&str, &str>) {
    assert!(mentions.len() > 1000);
    let mut last = (String::new(), 0);
    for row in mentions {
        let (start, end) = (number(row, "start"), number(row, "end"));
        let text = texts[row["document"].as_str()];
        let place = format!("{} {start}-{end}", row["document"]);
        assert!(start < end, "{place}");
        assert_eq!(slice(text, start, end), row["surface"], "{place}");
        let before = slice(text, 0, start);
        assert_eq!(number(row, "line"), 1 + before.matches('\n').count(), "{place}: line");
        assert!(last.0 < row["document"] || last.0 == row["document"] && last.1 <= start, "{place}: order");
        assert!(TYPES.contains(&row["type"].as_str()), "{place}");
        assert!(METHODS.contains(&row["method"].as_str()), "{place}");
        assert!(["kk", "ru", "en", "und"].contains(&row["language"].as_str()), "{place}");
        assert!(!row["lemma"].is_empty() && !row["lemma"].contains('\n'), "{place}: lemma");
        score(row, "score");
        last = (row["document"].clone(), end);
    }
}

/// Ids resolve, and the sums of the index are those of the rows.
fn sums(mentions: &[Row], index: &BTreeMap<String, Row>) {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut documents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in mentions {
        let id = row["entity_id"].as_str();
        assert_eq!(id.is_empty(), row["method"] == "unresolved", "{row:?}");
        assert_eq!(id.is_empty(), row["status"].is_empty(), "{row:?}");
        if let Some(entry) = index.get(id) {
            assert_eq!(entry["status"], row["status"], "{row:?}");
        } else {
            assert!(id.is_empty(), "{id} is not in the index");
        }
        *counts.entry((id, "")).or_default() += 1;
        *counts.entry((id, &row["language"])).or_default() += 1;
        documents.entry(id).or_default().insert(&row["document"]);
    }
    for (id, row) in index {
        assert!(id.starts_with(|c: char| c.is_ascii_alphabetic()), "{id}");
        assert!(TYPES.contains(&row["type"].as_str()), "{id}");
        for (column, language) in
            [("mentions", ""), ("mentions_kk", "kk"), ("mentions_ru", "ru"), ("mentions_en", "en")]
        {
            let expected = counts.get(&(id.as_str(), language)).copied().unwrap_or(0);
            assert_eq!(number(row, column), expected, "{id}: {column}");
        }
        assert_eq!(number(row, "documents"), documents[id.as_str()].len(), "{id}: documents");
        score(row, "confidence");
    }
}

#[test]
fn the_data_package_describes_the_columns_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut command = Command::cargo_bin("atau").unwrap();
    command.args(["align", "corpus/en/02-ablai-khan.en.md", "--quiet", "--keep-text", "--out"]).arg(&out);
    command.assert().code(0);
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let package: serde_json::Value = serde_json::from_str(&read("datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let described: BTreeSet<&str> = resources.iter().map(|r| r["path"].as_str().unwrap()).collect();
    for (name, _) in HEADERS {
        assert!(described.contains(name), "{name} is not in the data package");
    }
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        let text = read(path);
        assert_eq!(text.lines().next().unwrap(), names.join(","), "{path}");
        for field in fields {
            assert!(
                ["string", "integer", "number", "boolean"].contains(&field["type"].as_str().unwrap()),
                "{field}"
            );
            assert!(field["description"].as_str().is_some_and(|d| !d.is_empty()), "{path}: {field}");
        }
        for row in rows(&text) {
            for field in fields.iter().filter(|f| f["type"] == "integer" || f["type"] == "number") {
                let cell = &row[field["name"].as_str().unwrap()];
                assert!(cell.is_empty() || cell.parse::<f64>().is_ok(), "{path}: `{cell}` for {field}");
            }
        }
    }
    let run: serde_json::Value = serde_json::from_str(&read("run.json")).unwrap();
    assert_eq!(run["inputs"][0]["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(run["counts"]["documents"], 1);
    let text = read("text/02-ablai-khan.en.md.txt");
    for row in rows(&read("mentions.csv")) {
        assert_eq!(slice(&text, number(&row, "start"), number(&row, "end")), row["surface"]);
    }
}

#[test]
fn every_column_is_described_for_its_readers() {
    let page = fs::read_to_string("docs/CSV.md").expect("docs/CSV.md");
    for (file, header) in HEADERS {
        let section =
            page.split(&format!("## `{file}`")).nth(1).unwrap_or_else(|| panic!("no section `{file}`"));
        let section = section.split("\n## ").next().unwrap_or(section);
        for column in header.split(',') {
            assert!(
                section.contains(&format!("`{column}`")),
                "docs/CSV.md, {file}: {column} is not described"
            );
        }
    }
}
