//! CSV, TSV and lines of JSON: a document a row.

use super::{read, refusal, texts};
use atau::read::{ReadOptions, documents};

fn columns(text: &str, id: Option<&str>) -> ReadOptions {
    ReadOptions {
        text_column: Some(text.to_owned()),
        id_column: id.map(str::to_owned),
        ..ReadOptions::default()
    }
}

#[test]
fn rows_are_documents_named_by_their_id() {
    let table = "id,text,year\nk1,\"Абылай,\r\nхан\",1757\nk2,,1758\nk1,Амурсана,1759\n,Галдан,1760\n";
    let outcome = read("a/b.csv", table);
    assert_eq!(outcome.problems, []);
    let expected = [("a/b.csv/k1", "Абылай,\r\nхан"), ("a/b.csv/k1~2", "Амурсана"), ("a/b.csv/4", "Галдан")];
    assert_eq!(texts(&outcome), expected);
}

#[test]
fn columns_can_be_named_and_semicolons_be_told() {
    let table = "№;Мәтін\n7;Абылай, хан\n";
    let outcome = documents("a.csv", table.as_bytes(), &columns("мәтін", Some("№")));
    assert_eq!(texts(&outcome), [("a.csv/7", "Абылай, хан")]);
    let outcome = documents("a.csv", table.as_bytes(), &columns("note", None));
    assert_eq!(outcome.problems[0].what, "no column `note`; there are: №, Мәтін (see --text-column)");
    assert!(outcome.problems[0].lost && outcome.documents.is_empty());
}

#[test]
fn a_table_without_a_column_of_text_is_plain_text() {
    let outcome = read("a.tsv", "name\tyear\nАбылай\t1757\n");
    assert_eq!(texts(&outcome), [("a.tsv", "name\tyear\nАбылай\t1757\n")]);
    assert_eq!(outcome.problems[0].action, "read as plain text");
    assert!(!outcome.problems[0].lost);
}

#[test]
fn a_short_row_is_a_problem_and_the_rest_is_read() {
    let outcome = read("a.csv", "id,text\n1,Абылай\n2\n3,Амурсана\n");
    assert_eq!(texts(&outcome), [("a.csv/1", "Абылай"), ("a.csv/3", "Амурсана")]);
    assert_eq!(outcome.problems[0].place, "line 3");
}

#[test]
fn lines_of_json_are_documents() {
    let lines = "{\"id\": 5, \"text\": \"\\u0410былай\"}\n\n{\"id\": \"x\\ny\", \"text\": \"хан\"}\n{\"text\": 1}\n{oops\n";
    let outcome = read("a.jsonl", lines);
    assert_eq!(texts(&outcome), [("a.jsonl/5", "Абылай"), ("a.jsonl/x\u{fffd}y", "хан")]);
    let places: Vec<_> = outcome.problems.iter().map(|p| p.place.as_str()).collect();
    assert_eq!(places, ["line 4", "line 5"]);
}

#[test]
fn many_problems_of_one_table_are_summed_up() {
    let outcome = read("a.csv", format!("id,text\n{}", "1\n".repeat(50)));
    assert_eq!(outcome.problems.len(), 21);
    assert_eq!(outcome.problems[20].what, "30 more problems like these");
}

#[test]
fn rows_over_the_limit_are_a_problem() {
    let mut options = ReadOptions::default();
    options.limits.table_rows = 2;
    let outcome = documents("a.csv", "text\nа\nб\n".as_bytes(), &options);
    assert_eq!((outcome.documents.len(), outcome.problems.len()), (2, 0));
    let outcome = documents("a.csv", "text\nа\nб\nв\n".as_bytes(), &options);
    assert_eq!((outcome.documents.len(), outcome.problems[0].place.as_str()), (2, "row 3"));
}

#[test]
fn standard_input_is_a_table_if_a_column_is_asked_for() {
    let outcome = documents("stdin", "text\nАбылай\n".as_bytes(), &columns("text", None));
    assert_eq!(texts(&outcome), [("stdin/1", "Абылай")]);
}

#[test]
fn a_broken_header_is_a_problem() {
    let outcome = documents("a.csv", b"\"", &columns("text", None));
    assert_eq!((outcome.documents.len(), outcome.problems.len()), (0, 1));
    assert!(refusal("a.csv", b"").contains("empty"));
}
