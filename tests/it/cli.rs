//! The command line as a user meets it: help, version, exit codes, and what bad input of each kind gives.

use crate::support::{Row, rows};
use assert_cmd::Command;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TEXT: &str = "In 1757 Ablai Khan sent envoys from the Middle Zhuz to Beijing.\n";

/// What a run came to.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    /// Neither a panic nor silence.
    fn explains(&self, words: &[&str]) {
        assert!(!self.err.contains("panicked"), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "`{word}` is not in: {}", self.err);
        }
    }
}

/// Runs in `folder`, with the shipped lexicons unless the arguments say otherwise.
fn atau(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let output = Command::cargo_bin("atau")
        .unwrap()
        .current_dir(folder)
        .env("ATAU_LEXICONS", std::env::current_dir().unwrap().join("lexicons"))
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().expect("no signal"), out: text(output.stdout), err: text(output.stderr) }
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn problems(folder: &Path) -> Vec<Row> {
    rows(&fs::read_to_string(folder.join("out/problems.csv")).unwrap())
}

/// A zip with these members.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const BOMB: &str = "<?xml version='1.0'?><!DOCTYPE TEI [<!ENTITY a 'Ablai '><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>\
                    <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>]>\
                    <TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>Amursana &d;&d; fled.</p></body></text></TEI>";

#[test]
fn help_teaches_and_the_version_is_told() {
    let here = folder(&[]);
    let help = atau(here.path(), &["--help"], b"");
    assert_eq!(help.code, 0);
    for command in ["align", "match", "compare", "eval", "lexicon", "diff", "completions", "man"] {
        assert!(help.out.contains(command), "{command} in {}", help.out);
        let help = atau(here.path(), &[command, "--help"], b"");
        assert!(help.code == 0 && help.out.contains("Usage: atau"), "{command}: {}", help.out);
    }
    let align = atau(here.path(), &["align", "--help"], b"");
    for word in ["Examples:", "atau align", "--encoding", "--keep-text", "ATAU_THREADS"] {
        assert!(align.out.contains(word), "{word} in {}", align.out);
    }
    let version = atau(here.path(), &["--version"], b"");
    assert_eq!((version.code, version.out.trim()), (0, concat!("atau ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn completions_and_manual_pages_are_made() {
    let here = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = atau(here.path(), &["completions", shell], b"");
        assert!(run.code == 0 && run.out.contains("keep-text"), "{shell}");
    }
    let page = atau(here.path(), &["man", "align"], b"");
    assert!(page.code == 0 && page.out.contains(".TH") && page.out.contains("keep"), "{}", page.out);
    assert_eq!(atau(here.path(), &["man", "nothing"], b"").code, 2);
}

#[test]
fn a_good_folder_ends_with_0_and_a_summary() {
    let here = folder(&[("in/note.txt", TEXT.as_bytes())]);
    let run = atau(here.path(), &["align", "in", "--out", "out"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("1 documents (1 en)") && run.out.contains("written to out"), "{}", run.out);
    assert_eq!(problems(here.path()), Vec::<Row>::new());
    let mentions = rows(&fs::read_to_string(here.path().join("out/mentions.csv")).unwrap());
    assert!(mentions.iter().any(|m| m["entity_id"] == "per:ablai-khan" && m["surface"] == "Ablai Khan"));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let here = folder(&[]);
    let run = atau(here.path(), &["align", "-", "--out", "-"], TEXT.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    let mentions = rows(&run.out);
    assert!(mentions.iter().any(|m| m["document"] == "stdin" && m["entity_id"] == "per:ablai-khan"));
    assert_eq!(fs::read_dir(here.path()).unwrap().count(), 0, "nothing is written beside");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let good = zip(&[("letter.txt", TEXT.as_bytes())]);
    let cut = &good[..good.len() / 2];
    let no_document = zip(&[("word/styles.xml", b"<styles/>"), ("[Content_Types].xml", b"<Types/>")]);
    let binary: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let nul = "Ablai\0Khan went to Beijing. ".repeat(20);
    let files: [(&str, &[u8]); 7] = [
        ("in/good.txt", TEXT.as_bytes()),
        ("in/binary.txt", &binary),
        ("in/bomb.xml", BOMB.as_bytes()),
        ("in/cut.zip", cut),
        ("in/no-document.docx", &no_document),
        ("in/nul.txt", nul.as_bytes()),
        ("in/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"),
    ];
    let here = folder(&files);
    let run = atau(here.path(), &["align", "in", "--out", "out"], b"");
    assert_eq!(run.code, 1, "{}", run.err);
    let told = problems(here.path());
    for (name, _) in &files[1..] {
        let name = name.trim_start_matches("in/");
        let rows: Vec<_> = told.iter().filter(|r| r["document"].starts_with(name)).collect();
        assert!(!rows.is_empty(), "{name} is not in problems.csv: {told:?}");
        assert!(rows.iter().all(|r| !r["problem"].is_empty() && !r["action"].is_empty()), "{rows:?}");
        run.explains(&[name]);
    }
    assert!(told.iter().all(|r| r["document"] != "good.txt"), "{told:?}");
    let mentions = fs::read_to_string(here.path().join("out/mentions.csv")).unwrap();
    assert!(mentions.contains("good.txt") && mentions.contains("Amursana"), "{mentions}");
    assert!(mentions.matches("bomb.xml").count() < 5, "entities are not expanded");
}

#[test]
fn what_can_be_mended_is_told_and_costs_nothing() {
    let files: [(&str, &[u8]); 2] = [
        ("in/empty.txt", b""),
        ("in/invalid.txt", b"\xef\xbb\xbfAblai Khan met Amursana\xff on the Irtysh.\n"),
    ];
    let here = folder(&files);
    let run = atau(here.path(), &["align", "in", "--out", "out"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    let told = problems(here.path());
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1]["problem"].contains("0xFF") && told[1]["action"].contains("U+FFFD"), "{told:?}");
    let mentions = fs::read_to_string(here.path().join("out/mentions.csv")).unwrap();
    assert!(mentions.contains("per:ablai-khan") && mentions.contains("per:amursana"), "{mentions}");
}

#[cfg(unix)]
#[test]
fn links_that_loop_or_lead_nowhere_end() {
    let here = folder(&[("in/a/note.txt", TEXT.as_bytes())]);
    std::os::unix::fs::symlink(here.path().join("in"), here.path().join("in/a/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", here.path().join("in/dangling.txt")).unwrap();
    let run = atau(here.path(), &["align", "in", "--out", "out"], b"");
    run.explains(&["dangling.txt"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let told = problems(here.path());
    assert!(told.iter().any(|r| r["document"] == "a/up" && r["problem"].contains("link")), "{told:?}");
    let mentions = rows(&fs::read_to_string(here.path().join("out/mentions.csv")).unwrap());
    assert!(mentions.iter().all(|m| m["document"] == "a/note.txt") && !mentions.is_empty());
}

#[test]
fn wrong_arguments_end_with_2_and_say_what_to_do() {
    let here = folder(&[("note.txt", TEXT.as_bytes()), ("a-file", b"x"), ("bad.toml", b"threds = 2\n")]);
    let cases: [(&[&str], &[&str]); 11] = [
        (&[], &["Usage"]),
        (&["aling"], &["aling"]),
        (&["align", "--no-such-option"], &["--no-such-option"]),
        (&["align", "missing.txt", "--out", "out"], &["missing.txt"]),
        (&["align", "note.txt", "--out", "a-file"], &["a-file", "folder"]),
        (&["align", "note.txt", "--out", "out", "--encoding", "klingon"], &["klingon"]),
        (&["align", "note.txt", "--out", "out", "--threads", "0"], &["--threads"]),
        (&["align", "note.txt", "--out", "out", "--threads", "many"], &["many"]),
        (&["align", "note.txt", "--out", "out", "--config", "bad.toml"], &["bad.toml", "threds"]),
        (&["align", "note.txt", "--out", "out", "--config", "missing.toml"], &["missing.toml"]),
        (&["align", "note.txt", "--out", "out", "--lexicons", "nowhere"], &["nowhere"]),
    ];
    for (arguments, words) in cases {
        let run = atau(here.path(), arguments, b"");
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        run.explains(words);
        assert!(!here.path().join("out").exists(), "{arguments:?} wrote something");
    }
}

/// A copy of the shipped lexicons below `folder`, with a table changed.
fn lexicons(folder: &Path, table: &str, change: impl Fn(String) -> String) -> PathBuf {
    let copy = folder.join("lexicons");
    for entry in walkdir::WalkDir::new("lexicons") {
        let entry = entry.unwrap();
        let to = copy.join(entry.path().strip_prefix("lexicons").unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let path = copy.join(table);
    fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
    copy
}

#[test]
fn a_bad_row_in_a_lexicon_is_shown_with_its_place_and_nothing_is_written() {
    let here = folder(&[("note.txt", TEXT.as_bytes())]);
    let row = "per:nobody-at-all,en,Nobody,variant,popular-en,general-en,\n";
    lexicons(here.path(), "names/persons.csv", |text| text + row + "one,cell\n");
    let run = atau(here.path(), &["align", "note.txt", "--lexicons", "lexicons", "--out", "out"], b"");
    assert_eq!(run.code, 2);
    run.explains(&["persons.csv:", "per:nobody-at-all"]);
    assert!(!here.path().join("out").exists());
    let check = atau(here.path(), &["lexicon", "check", "--lexicons", "lexicons"], b"");
    assert_eq!(check.code, 2, "{}", check.out);
    assert!(check.out.contains("persons.csv") && check.out.contains("E006"), "{}", check.out);
}

#[test]
fn a_failed_run_leaves_the_last_output_as_it_was() {
    let here = folder(&[("note.txt", TEXT.as_bytes()), ("other.txt", b"Kenesary rose in 1837.\n")]);
    assert_eq!(atau(here.path(), &["align", "note.txt", "--out", "out", "-q"], b"").code, 0);
    let contents = |folder: &Path| {
        let mut found: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().path())
            .map(|path| (path.clone(), fs::read(path).unwrap_or_default()))
            .collect();
        found.sort();
        found
    };
    let before = contents(&here.path().join("out"));
    assert!(before.len() >= 7);
    let broken = lexicons(here.path(), "entities.csv", |text| text + "per:x,PER\n");
    let broken = broken.to_str().unwrap();
    for arguments in [
        &["align", "other.txt", "missing.txt", "--out", "out"][..],
        &["align", "other.txt", "--out", "out", "--lexicons", broken],
        &["align", "other.txt", "--out", "out", "--encoding", "none"],
    ] {
        assert_eq!(atau(here.path(), arguments, b"").code, 2, "{arguments:?}");
        assert!(before == contents(&here.path().join("out")), "{arguments:?} changed the output");
    }
    // A folder where a table should be: nothing is half written.
    fs::remove_file(here.path().join("out/variants.csv")).unwrap();
    fs::create_dir(here.path().join("out/variants.csv")).unwrap();
    let before = contents(&here.path().join("out"));
    let run = atau(here.path(), &["align", "other.txt", "--out", "out"], b"");
    assert_eq!(run.code, 2);
    run.explains(&["variants.csv"]);
    assert!(before == contents(&here.path().join("out")));
}

#[test]
fn flags_outrank_variables_and_variables_outrank_the_file() {
    let here = folder(&[
        ("note.txt", TEXT.as_bytes()),
        ("atau.toml", b"out = \"from-file\"\nthreads = 3\nquiet = true\n"),
    ]);
    let mut command = Command::cargo_bin("atau").unwrap();
    let lexicons = std::env::current_dir().unwrap().join("lexicons");
    command.current_dir(here.path()).env("ATAU_LEXICONS", lexicons).env("ATAU_THREADS", "2");
    command.args(["align", "note.txt"]).assert().code(0).stdout("");
    let run = fs::read_to_string(here.path().join("from-file/run.json")).unwrap();
    let run: serde_json::Value = serde_json::from_str(&run).unwrap();
    assert_eq!(run["options"]["threads"], 2);
    let run = atau(here.path(), &["align", "note.txt", "--out", "from-flag"], b"");
    assert!(run.code == 0 && here.path().join("from-flag/mentions.csv").exists(), "{}", run.err);
}
