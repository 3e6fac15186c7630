//! The linguist's loop from the command line: a run, a review, the lexicon, the report.

use assert_cmd::Command;
use std::path::Path;

const INDEX: &str = "entity_id,type,status,name_kk,name_ru,name_en,variants_kk,variants_ru,variants_en,mentions,mentions_kk,mentions_ru,mentions_en,documents,confidence,wikidata,description\n\
    per:dawaci,PER,listed,,Даваци,Dawaci,,,Dawaci,2,0,0,2,1,0.950,,\n";
const MENTIONS: &str = "document,start,end,line,language,type,surface,lemma,entity_id,status,method,score,left,right\n\
    a.txt,0,6,1,en,PER,Dawaci,Dawaci,per:dawaci,listed,exact,1.000,,fled\n\
    a.txt,9,16,3,en,PER,Davachi,Davachi,per:dawaci,listed,spelling,0.900,then,came\n";
const VARIANTS: &str = "entity_id,language,variant,forms,mentions,documents,method,score,listed\n\
    per:dawaci,en,Dawaci,Dawaci,1,1,exact,1.000,true\nper:dawaci,en,Davachi,Davachi,1,1,spelling,0.900,false\n";
const REVIEW: &str = "item,kind,language,surface,entity_id,candidates,score,evidence,decision,decided_by,decided_at,comment\n\
    r1,spelling,en,Davachi,per:dawaci,,0.900,then «Davachi» came,,,,\n\
    r2,spelling,en,=Dava,per:dawaci,plc:ili=0.500,0.600,a «=Dava» b,,,,\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("run/entity_index.csv", INDEX),
        ("run/mentions.csv", MENTIONS),
        ("run/variants.csv", VARIANTS),
        ("run/review.csv", REVIEW),
        (
            "lexicons/entities.csv",
            "entity_id,type,description,from,to,related,wikidata,source\nper:dawaci,PER,,,,,,book\n",
        ),
        (
            "lexicons/names/persons.csv",
            "entity_id,language,form,kind,tradition,source,note\nper:dawaci,en,Dawaci,preferred,own,book,\n",
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Exit code, standard output, standard error.
fn atau(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::cargo_bin("atau").unwrap();
    let output = command.current_dir(folder).args(arguments).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_review_decided_by_keys_is_applied_once() {
    let folder = folder();
    let place = folder.path();
    // Reject; take it back; accept; nothing more.
    let (code, shown, _) = atau(place, &["review", "run", "--by", "A. B.", "--date", "2026-01-02"], "rzaq");
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("1 of 2 decided"), "{shown}");
    assert!(read(place, "run/review.csv").contains("then «Davachi» came,accept,A. B.,2026-01-02,\n"));
    let (code, added, said) = atau(place, &["lexicon", "apply", "run/review.csv"], "");
    assert_eq!(code, 0, "{said}");
    assert!(added.contains("1 decisions: 1 rows added, 0 were there already"), "{added}");
    let names = read(place, "lexicons/names/persons.csv");
    let row = "per:dawaci,en,Davachi,variant,own,review,attested a.txt:3; A. B. 2026-01-02\n";
    assert!(names.contains(row), "{names}");
    let (_, again, _) = atau(place, &["lexicon", "apply", "run/review.csv"], "");
    assert!(again.contains("0 rows added, 1 were there already"), "{again}");
    assert_eq!(read(place, "lexicons/names/persons.csv"), names);
}

#[test]
fn a_contradiction_leaves_the_lexicon_as_it_was() {
    let folder = folder();
    let place = folder.path();
    let before = read(place, "lexicons/names/persons.csv");
    let rows = "spelling;en;Davachi;per:dawaci;accept\r\nspelling;en;Davachi;per:dawaci;not a name\r\n";
    let review = format!("\u{feff}kind;language;surface;entity_id;decision\r\n{rows}");
    std::fs::write(place.join("run/bad.csv"), review).unwrap();
    let (code, _, said) = atau(place, &["lexicon", "apply", "run/bad.csv"], "");
    assert_eq!(code, 2);
    assert!(said.contains("run/bad.csv:2: error[R010]"), "{said}");
    assert_eq!(read(place, "lexicons/names/persons.csv"), before);
    assert!(!place.join("lexicons/judgements.csv").exists());
}

#[test]
fn a_workbook_goes_out_and_comes_back() {
    let folder = folder();
    let place = folder.path();
    assert_eq!(atau(place, &["review", "run"], "a").0, 0);
    assert_eq!(atau(place, &["review", "run", "--xlsx"], "").0, 0);
    let (code, added, said) = atau(place, &["lexicon", "apply", "run/review.xlsx", "--dry-run"], "");
    assert_eq!(code, 0, "{said}");
    assert!(added.contains("1 rows would be added"), "{added}");
    assert!(!read(place, "lexicons/names/persons.csv").contains("Davachi"));
}

#[test]
fn blind_review_shows_no_score() {
    let folder = folder();
    let (_, shown, _) = atau(folder.path(), &["review", "run", "--blind"], " 1");
    assert!(!shown.contains("0.900") && !shown.contains("0.500"), "{shown}");
    assert!(read(folder.path(), "run/review.csv").contains("same as per:dawaci"));
}

#[test]
fn suggestions_are_rows_with_their_sentences() {
    let folder = folder();
    let (code, lines, _) = atau(folder.path(), &["lexicon", "suggest", "run", "--mentions", "1"], "");
    assert_eq!(code, 0);
    assert!(
        lines.contains("#   a.txt:3: then «Davachi» came\nper:dawaci,en,Davachi,variant,own,review,\n"),
        "{lines}"
    );
}

#[test]
fn a_report_is_written_in_the_folder_of_the_run() {
    let folder = folder();
    let place = folder.path();
    let (code, _, said) = atau(place, &["report", "run", "--ui-language", "ru"], "");
    assert_eq!(code, 0, "{said}");
    let page = read(place, "run/report.html");
    assert!(page.contains("<html lang=\"ru\">") && page.contains("Что найдено"));
    assert_eq!(atau(place, &["report", "lexicons"], "").0, 2);
    assert!(atau(place, &["report", "run", "--out", "-"], "").1.starts_with("<!doctype html>"));
}
