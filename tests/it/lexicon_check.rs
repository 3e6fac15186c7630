//! The lexicons and their keeper: what ships is clean, and each fault is found where it stands.

use atau::files;
use atau::lexicon::rules::{self, Change};
use atau::model::{Diagnostic, Severity};
use std::path::Path;

type Files = Vec<(String, String)>;

fn shipped() -> Files {
    files::read_lexicon_folder(Path::new("lexicons")).expect("the shipped lexicons can be read")
}

#[test]
fn the_shipped_lexicons_are_clean() {
    let files = shipped();
    let errors: Vec<String> = rules::check(&files, None)
        .into_iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| d.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let changed: Vec<String> = rules::repair(&files).into_iter().map(|r| r.name).collect();
    assert_eq!(changed, Vec::<String>::new(), "not canonical: run `atau lexicon format`");
}

#[test]
fn the_shipped_lexicons_keep_their_size() {
    let lexicon = atau::lexicon::Lexicon::parse(&shipped()).expect("clean");
    assert!(lexicon.entities.len() >= 900, "{} entities", lexicon.entities.len());
    assert!(lexicon.forms.len() >= 6_000, "{} forms", lexicon.forms.len());
}

const ENTITIES: &str = "entity_id,type,description,from,to,related,wikidata,source
grp:kazakhs,GRP,people of the steppe,,,,,kse
per:ablai-khan,PER,khan of the Middle Zhuz,1711,1781,tribe=grp:kazakhs,,kse
per:ablai-taishi,PER,\"taishi, of the Khoshuts\",,1672,,,kse
plc:ili,LOC,river,,,,,kse
";

const PEOPLES: &str = "entity_id,language,form,kind,tradition,source,note
grp:kazakhs,en,Kazakh,preferred,popular-en,general-en,
grp:kazakhs,kk,қазақ,preferred,modern-kk,general-kk,
grp:kazakhs,ru,казах,preferred,modern-ru,general-ru,
";

const PERSONS: &str = "entity_id,language,form,kind,tradition,source,note
per:ablai-khan,en,Ablai Khan,preferred,popular-en,general-en,
per:ablai-khan,kk,Абылай хан,preferred,modern-kk,general-kk,
per:ablai-khan,ru,Аблай,variant,modern-ru,general-ru,
per:ablai-khan,ru,Аблай-хан,preferred,modern-ru,general-ru,
per:ablai-taishi,en,Ablai Taishi,preferred,popular-en,general-en,
per:ablai-taishi,kk,Абылай тайшы,preferred,modern-kk,general-kk,
per:ablai-taishi,ru,Аблай-тайши,preferred,modern-ru,general-ru,
";

const PLACES: &str = "entity_id,language,form,kind,tradition,source,note
plc:ili,en,Ili,preferred,popular-en,general-en,
plc:ili,kk,Іле,preferred,modern-kk,general-kk,
plc:ili,ru,река Или,preferred,modern-ru,general-ru,
";

/// A small lexicon without a fault, with the shipped tables of writing, sources and terms.
fn small() -> Files {
    let own = [
        ("entities.csv", ENTITIES),
        ("names/peoples.csv", PEOPLES),
        ("names/persons.csv", PERSONS),
        ("names/places.csv", PLACES),
    ];
    let mut files: Files = own.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
    files.extend(
        shipped().into_iter().filter(|(name, _)| name != "entities.csv" && !name.starts_with("names/")),
    );
    files
}

/// The small lexicon with one text replaced by another in one table.
fn with(file: &str, from: &str, to: &str) -> Files {
    let mut files = small();
    let (_, text) = files.iter_mut().find(|(name, _)| name == file).expect("a table of this name");
    assert_eq!(text.matches(from).count(), 1, "{from:?} once in {file}");
    *text = text.replacen(from, to, 1);
    files
}

/// `file:line:column code` of all errors, and of the warnings with a code.
fn found(files: &Files, warning: &str) -> Vec<String> {
    let shown = |d: &Diagnostic| d.severity == Severity::Error || d.code == warning;
    rules::check(files, None).iter().filter(|d| shown(d)).map(|d| format!("{} {}", d.place, d.code)).collect()
}

#[test]
fn a_lexicon_without_fault_is_clean() {
    for code in ["W036", "W037", "W045", "W048", "W050", "W052"] {
        assert_eq!(found(&small(), code), Vec::<String>::new());
    }
    assert_eq!(rules::repair(&small()), []);
}

#[test]
fn each_fault_is_found_where_it_stands() {
    let (entities, persons, places) = ("entities.csv", "names/persons.csv", "names/places.csv");
    let cases = [
        // Tables and rows.
        (persons, "form,kind", "form,sort", "names/persons.csv:1:1 E001"),
        (places, "general-kk,\n", "general-kk\n", "names/places.csv:3:1 E002"),
        (
            places,
            "plc:ili,en,Ili,preferred,popular-en,general-en,\nplc:ili,kk,Іле,preferred,modern-kk,general-kk,\n",
            "plc:ili,kk,Іле,preferred,modern-kk,general-kk,\nplc:ili,en,Ili,preferred,popular-en,general-en,\n",
            "names/places.csv:3:9 E044",
        ),
        // Codes and keys.
        (entities, "plc:ili,LOC", "plc:ili,RIV", "entities.csv:5:9 E003"),
        (entities, ",1711,", ",about 1711,", "entities.csv:3:44 E005"),
        (entities, "1711,1781", "1711,1681", "entities.csv:3:49 E034"),
        (entities, "tribe=grp:kazakhs", "tribe=grp:kazaks", "entities.csv:3:60 E032"),
        (entities, "tribe=", "clan=", "entities.csv:3:54 E032"),
        (
            entities,
            "taishi, of the Khoshuts\",,1672,,,kse",
            "taishi, of the Khoshuts\",,1672,,,nobody",
            "entities.csv:4:56 E030",
        ),
        (entities, "plc:ili,LOC,", "plc:Ili,LOC,", "entities.csv:5:1 E033"),
        (places, "plc:ili,kk", "plc:ily,kk", "names/places.csv:3:1 E006"),
        (places, "plc:ili,kk", "plc:ili,kz", "names/places.csv:3:9 E006"),
        (persons, "Аблай,variant", "Аблай,other", "names/persons.csv:4:25 E006"),
        (places, "popular-en", "popular", "names/places.csv:2:26 E031"),
        (places, "general-ru", "hearsay", "names/places.csv:4:41 E030"),
        // Letters.
        (persons, "Абылай хан", "Aбылай хан", "names/persons.csv:3:19 E040"),
        (places, "Іле", "Iле", "names/places.csv:3:12 E040"),
        (places, ",Ili,", ",Или,", "names/places.csv:2:12 E041"),
        (persons, "Аблай,variant", "Абла\u{438}\u{306},variant", "names/persons.csv:4:23 E042"),
        (persons, "Ablai Khan", "Ablai  Khan", "names/persons.csv:2:25 E043"),
        (persons, "Ablai Taishi", "Ablai Taishi\u{a0}", "names/persons.csv:6:33 E043"),
        // Forms.
        (
            persons,
            "per:ablai-khan,ru,Аблай,variant",
            "per:ablai-khan,ru,Аблай-хан,variant",
            "names/persons.csv:5:19 E035",
        ),
        (persons, "Аблай,variant", "Аблай,preferred", "names/persons.csv:5:29 E039"),
        (places, "Іле,preferred", "Іле,variant", "entities.csv:5:1 E038"),
        (persons, "Аблай,variant", "Аблай хан,variant", "names/persons.csv:5:19 W036"),
        (persons, "Ablai Taishi", "Ablai Khan", "names/persons.csv:6:21 W037"),
        (persons, "Абылай хан", "Абылай ханү", "names/persons.csv:3:26 W048"),
        (places, "река Или", "Или", "names/places.csv:4:12 W050"),
    ];
    let mut missed = Vec::new();
    for (file, from, to, expected) in cases {
        let code = expected.rsplit(' ').next().unwrap_or("");
        let found = found(&with(file, from, to), code);
        if !found.iter().any(|f| f == expected) {
            missed.push(format!("{from:?} to {to:?}: {expected} is not in {found:?}"));
        }
    }
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn rows_of_the_ending_tables_that_nothing_uses() {
    let mut files = small();
    let (_, suffixes) =
        files.iter_mut().find(|(name, _)| name == "writing/suffixes-kk.csv").expect("suffixes");
    suffixes.push_str("LYQ,relational adjective,derivation,X,back,лық,,general-kk\n");
    let line = suffixes.lines().count();
    let expected = format!("writing/suffixes-kk.csv:{line}:1 W049");
    assert!(found(&files, "W049").contains(&expected), "{expected}");
}

#[test]
fn a_reading_rule_that_can_never_fire() {
    let mut files = small();
    let (name, text) = files.iter_mut().find(|(name, _)| name == "readings/kazakh.csv").expect("a tradition");
    // After a letter, and at the beginning of the word.
    text.push_str("rule,а,a,,б,initial,kk-cyrillic-1940,\n");
    let expected = format!("{name}:{}:6 W201", text.lines().count());
    let found = found(&files, "W201");
    assert_eq!(found, [expected]);
}

#[test]
fn ids_of_the_previous_release_stay() {
    let previous = small();
    let changed = with("entities.csv", "plc:ili,LOC", "plc:ili-river,LOC");
    let changed: Files = changed
        .into_iter()
        .map(|(n, t)| {
            (n.clone(), if n == "names/places.csv" { t.replace("plc:ili", "plc:ili-river") } else { t })
        })
        .collect();
    let found = rules::check(&changed, Some(&previous));
    let error = found.iter().find(|d| d.code == "E046").expect("the id changed");
    assert_eq!(error.place.to_string(), "entities.csv:5:1");
    assert!(error.message.contains("was `plc:ili`"), "{}", error.message);

    let dropped = with("entities.csv", "per:ablai-taishi,PER,\"taishi, of the Khoshuts\",,1672,,,kse\n", "");
    let found = rules::check(&dropped, Some(&previous));
    let error = found.iter().find(|d| d.code == "E046").expect("the id is gone");
    assert_eq!(error.place.to_string(), "entities.csv:4:1", "where the row has to stand again");

    let retyped = with("entities.csv", "plc:ili,LOC", "plc:ili,EVT");
    let found = rules::check(&retyped, Some(&previous));
    assert!(found.iter().any(|d| d.code == "E047" && d.place.to_string() == "entities.csv:5:9"));
}

#[test]
fn the_mark_is_under_the_fault() {
    let found = rules::check(&with("names/persons.csv", "Абылай хан", "Aбылай хан"), None);
    let error = found.iter().find(|d| d.code == "E040").expect("mixed scripts");
    let marked: String = error.row.chars().skip(error.mark.start as usize).take(error.mark.len()).collect();
    assert_eq!(marked, "A", "the Latin letter");
    assert!(rules::repairable(error));
}

#[test]
fn repair_is_certain_and_idempotent() {
    let mut files = with("names/persons.csv", "Абылай хан", "Aбылай  хан");
    for (name, text) in &mut files {
        if name == "names/places.csv" {
            let rows: Vec<&str> = PLACES.lines().collect();
            // As a spreadsheet of a Russian Windows saves it, with the rows in another order.
            *text = format!("\u{feff}{}\r\n{}\r\n{}\r\n{}\r\n;;;;;;\r\n", rows[0], rows[3], rows[1], rows[2]);
            *text = text.replace(',', ";");
        }
    }
    let repaired = rules::repair(&files);
    let names: Vec<&str> = repaired.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["names/persons.csv", "names/places.csv"]);
    assert_eq!(repaired[0].text, PERSONS);
    assert_eq!(repaired[1].text, PLACES);
    assert!(matches!(&repaired[0].changes[..], [Change::Rewritten { from: 3, to: 3, .. }]));
    assert!(matches!(&repaired[1].changes[..], [Change::Moved { from: 2, to: 4, .. }]));
    for repaired in repaired {
        files
            .iter_mut()
            .filter(|(name, _)| *name == repaired.name)
            .for_each(|(_, text)| *text = repaired.text.clone());
    }
    assert_eq!(rules::repair(&files), []);
}

#[test]
fn a_table_with_rows_that_cannot_be_read_is_left_alone() {
    let files = with("names/places.csv", "Іле,preferred,modern-kk,general-kk,", "Іле ,preferred,general-kk,");
    assert_eq!(rules::repair(&files), []);
}

mod command {
    use super::{ENTITIES, PEOPLES, PERSONS, PLACES, shipped};
    use assert_cmd::Command;
    use std::fs;
    use std::path::Path;

    /// The small lexicon on disk.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let own = [
            ("entities.csv", ENTITIES),
            ("names/peoples.csv", PEOPLES),
            ("names/persons.csv", PERSONS),
            ("names/places.csv", PLACES),
        ];
        let shared = shipped().into_iter().filter(|(n, _)| n != "entities.csv" && !n.starts_with("names/"));
        for (name, text) in own.map(|(n, t)| (n.to_owned(), t.to_owned())).into_iter().chain(shared) {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        folder
    }

    fn atau(folder: &Path, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_atau"));
        let output =
            command.arg("lexicon").args(arguments).arg("--lexicons").arg(folder).output().expect("runs");
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    #[test]
    fn errors_end_with_code_2_and_fix_repairs_them() {
        let folder = folder();
        let persons = folder.path().join("names/persons.csv");
        assert_eq!(atau(folder.path(), &["check"]).0, 0);
        fs::write(&persons, PERSONS.replace("Ablai Khan", "Ablai Khan ")).expect("written");
        let (code, report) = atau(folder.path(), &["check"]);
        assert_eq!(code, 2);
        assert!(report.contains("error[E043]: stray spaces"), "{report}");
        assert!(report.contains("persons.csv:2:29"), "{report}");
        let (code, report) = atau(folder.path(), &["check", "--format", "json"]);
        assert_eq!(code, 2);
        let json: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        assert!(json.as_array().is_some_and(|l| l.iter().any(|d| d["code"] == "E043" && d["line"] == 2)));
        let (code, report) = atau(folder.path(), &["check", "--fix"]);
        assert_eq!(code, 0, "{report}");
        assert!(report.contains("+2: per:ablai-khan,en,Ablai Khan,"), "{report}");
        assert_eq!(fs::read_to_string(&persons).expect("read"), PERSONS);
    }

    #[test]
    fn a_spreadsheet_is_read_and_written_as_csv() {
        let folder = folder();
        let persons = folder.path().join("names/persons.csv");
        fs::remove_file(&persons).expect("removed");
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, line) in PERSONS.lines().enumerate() {
            for (column, cell) in line.split(',').enumerate() {
                sheet.write_string(row as u32, column as u16, cell).expect("written");
            }
        }
        workbook.save(persons.with_extension("xlsx")).expect("saved");
        assert_eq!(atau(folder.path(), &["check"]).0, 0);
        assert_eq!(atau(folder.path(), &["format"]).0, 0);
        assert_eq!(fs::read_to_string(&persons).expect("read"), PERSONS);
        assert!(folder.path().join("names/persons.xlsx.bak").exists());
        assert_eq!(atau(folder.path(), &["format"]), (0, String::new()));
    }

    #[test]
    fn forms_are_shown_in_every_inflection() {
        let folder = folder();
        let (code, shapes) = atau(folder.path(), &["forms", "Абылай хан"]);
        assert_eq!(code, 0);
        assert!(shapes.contains("Абылай ханның  genitive"), "{shapes}");
        let (_, shapes) = atau(folder.path(), &["forms", "per:ablai-khan"]);
        assert!(
            shapes.contains("Аблай-хана  genitive") && shapes.contains("Аблая-хана  genitive"),
            "{shapes}"
        );
        assert_eq!(atau(folder.path(), &["forms", "nobody"]).0, 2);
    }

    #[test]
    fn stats_count() {
        let (code, text) = atau(folder().path(), &["stats"]);
        assert_eq!(code, 0);
        assert!(text.starts_with("4 entities, 13 forms"), "{text}");
        assert!(text.contains("0 entities lack a preferred name"), "{text}");
    }
}
