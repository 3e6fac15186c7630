//! How good a run over the shipped corpus is, against its gold: figures that must not fall.

use crate::support::{Row, documents, number, rows, run, table};
use atau::evaluate::{self, Annotations, Measure, Options, Slice, formats};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const MEASURES: [Measure; 3] = [Measure::Overlapping, Measure::BCubed, Measure::CrossLingual];

/// Documents of the shipped corpus by what they have in common: all, a language, a format, an encoding.
fn groups() -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(&fs::read_to_string("corpus/manifest.csv").expect("the manifest")) {
        let document = &row["document"];
        let ending = document.rsplit('.').next().unwrap_or_default();
        let encoding = row["encoding"].to_lowercase();
        for group in [
            "all".to_owned(),
            format!("language {}", row["language"]),
            format!("format {ending}"),
            format!("encoding {encoding}"),
        ] {
            groups.entry(group).or_default().push(document.clone());
        }
    }
    groups
}

fn annotations(name: &str, text: &str) -> Annotations {
    formats::parse(&[(name.to_owned(), text.to_owned())], None, &BTreeMap::new(), None).expect("a table")
}

/// F1 of the measures in thousandths, rounded down; `None` where there is nothing to find.
fn figures(gold: &Annotations, found: &Annotations, options: &Options, group: &str) -> [Option<u32>; 3] {
    let evaluation = evaluate::evaluate(gold, found, options);
    // A language is measured within the whole: its names are linked to those of the other two.
    let value = group.strip_prefix("language ").unwrap_or("");
    let row = evaluation.rows.iter().find(|row| row.value == value).expect("a row for the group");
    MEASURES.map(|m| row.ratio(m).f1().map(|f1| (f1 * 1000.0) as u32))
}

#[test]
fn the_figures_of_the_shipped_corpus_do_not_fall() {
    let gold_text = fs::read_to_string("corpus/gold/mentions.csv").expect("the gold");
    let neutral = fs::read_to_string("corpus/gold/neutral.csv").expect("the neutral spans");
    let neutral = formats::neutral_spans("neutral.csv", &neutral).expect("a table");
    let files = run(&documents(&["corpus"]), 2);
    let gold = annotations("gold.csv", &gold_text);
    let found = annotations("mentions.csv", table(&files, "mentions.csv"));
    let floors: BTreeMap<String, Row> =
        rows(&fs::read_to_string("tests/cases/quality.csv").expect("the floors"))
            .into_iter()
            .map(|row| (row["documents"].clone(), row))
            .collect();
    let groups = groups();
    let names = |map: BTreeSet<&String>| map.into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(floors.keys().collect()),
        names(groups.keys().collect()),
        "groups and tests/cases/quality.csv"
    );
    let mut report = "documents,overlapping,b_cubed,cross_lingual\n".to_owned();
    let mut fallen = Vec::new();
    for (group, documents) in groups {
        let documents = if group.starts_with("language ") { None } else { Some(documents) };
        let by = vec![Slice::Language];
        let options = Options { neutral: neutral.clone(), documents, by, ..Options::default() };
        report += &group;
        for (measure, figure) in MEASURES.into_iter().zip(figures(&gold, &found, &options, &group)) {
            let shown = figure.map_or_else(String::new, |f| format!("{}.{:03}", f / 1000, f % 1000));
            report += &format!(",{shown}");
            let floor = &floors[&group][measure.code()];
            // Figures of three places compare as text.
            if shown < *floor {
                fallen.push(format!("{group}: {} {shown}, at least {floor}", measure.code()));
            }
        }
        report.push('\n');
    }
    println!("{report}");
    assert!(fallen.is_empty(), "{}\n{report}", fallen.join("\n"));
}

#[test]
fn eight_bit_and_packed_texts_score_as_their_twins() {
    let folder = "corpus/gold/twins";
    let twins = [
        ("corpus/kk/03-shurshit-zhyly.kk.txt", "03-shurshit-zhyly.utf8.kk.txt"),
        ("corpus/ru/04-kalmyk-return.ru.txt", "04-kalmyk-return.ru.utf8.txt"),
        ("corpus/ru/05-kenesary-letter.ru.txt", "05-kenesary-letter.ru.utf8.txt"),
        ("corpus/en/07-letter-from-vernoe.en.txt.gz", "07-letter-from-vernoe.en.txt"),
    ];
    let mut of_corpus = Vec::new();
    let mut of_twins = Vec::new();
    for (path, twin) in twins {
        let one = documents(&[path]).remove(0);
        let mut other = documents(&[&format!("{folder}/{twin}")]).remove(0);
        assert_eq!(one.text, other.text, "{path} is read as its twin");
        other.name = one.name.clone();
        of_corpus.push(one);
        of_twins.push(other);
    }
    let mentions = |found: &[atau::emit::OutputFile]| rows(table(found, "mentions.csv"));
    let (found, expected) = (mentions(&run(&of_corpus, 1)), mentions(&run(&of_twins, 1)));
    assert!(found.len() > 200, "{} mentions", found.len());
    assert!(found.iter().all(|m| number(m, "end") > number(m, "start")));
    assert_eq!(found, expected);
}
