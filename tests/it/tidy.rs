//! The layers, held: who imports whom, who opens files, who prints, and how long a file may be. The rules are those of
//! docs/ARCHITECTURE.md, whose table is read here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Lines a file may have before it must be split.
const LINES_MAX: usize = 600;
/// Files that are longer and shall become shorter. Never add to it; remove what is mended.
const TOO_LONG: [&str; 0] = [];

/// All Rust files below `src`, as (path below `src` with `/`, text), sorted.
fn sources() -> Vec<(String, String)> {
    let root = Path::new("src");
    let mut files: Vec<_> = walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.expect("src can be listed").into_path())
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .map(|path| {
            let name = path.strip_prefix(root).expect("below src").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).expect("UTF-8"))
        })
        .collect();
    files.sort();
    assert!(files.len() > 50, "only {} files: is this the repository?", files.len());
    files
}

/// The part a file belongs to: its folder, or its own name at the top.
fn part(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The lines that are code: no comments, and no test module at the end of a file.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim()));
    lines.take_while(|(_, line)| *line != "#[cfg(test)]").filter(|(_, line)| !line.starts_with("//"))
}

/// The rows of the table of layers: part, and what it may import.
fn layers() -> BTreeMap<String, BTreeSet<String>> {
    let page = fs::read_to_string("docs/ARCHITECTURE.md").expect("docs/ARCHITECTURE.md");
    let rows = page.lines().skip_while(|l| !l.starts_with("| part |")).skip(2);
    let rows = rows.take_while(|l| l.starts_with('|'));
    let layers: BTreeMap<_, BTreeSet<String>> = rows
        .map(|row| {
            let cells: Vec<_> = row.split('|').map(str::trim).collect();
            let allowed = cells[2].split(',').map(str::trim).filter(|c| !c.is_empty());
            (cells[1].trim_matches('`').to_owned(), allowed.map(str::to_owned).collect())
        })
        .collect();
    assert!(layers.len() >= 12, "the table of layers has {} rows", layers.len());
    layers
}

/// The modules of the crate that a line names after `crate::`, also in `crate::{a, b}`.
fn imported(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split([',', '}']).map(str::trim).collect(),
            None => vec![rest],
        };
        for name in names {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            // Types that the crate's root passes on (`crate::Span`) are of the model.
            match &name[..end] {
                "" | "self" => {}
                name if name.starts_with(char::is_uppercase) => found.push("model"),
                name => found.push(name),
            }
        }
    }
    found
}

#[test]
fn imports_follow_the_table_of_layers() {
    let layers = layers();
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let part = part(&file);
        if part == "lib" || part == "bin" {
            continue;
        }
        let Some(allowed) = layers.get(part) else {
            wrong.push(format!("src/{file}: docs/ARCHITECTURE.md has no row for `{part}`"));
            continue;
        };
        for (line, code) in code(&text) {
            for name in imported(code) {
                if name != part && !allowed.contains(name) {
                    wrong.push(format!("src/{file}:{line}: `{part}` must not import `{name}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_of_layers_has_no_cycle() {
    let mut left = layers();
    while !left.is_empty() {
        let lowest: Vec<_> = left
            .iter()
            .filter(|(_, allowed)| allowed.iter().all(|name| !left.contains_key(name)))
            .map(|(part, _)| part.clone())
            .collect();
        assert!(!lowest.is_empty(), "a cycle among {:?}", left.keys());
        lowest.iter().for_each(|part| drop(left.remove(part)));
    }
}

#[test]
fn only_one_file_opens_files_and_only_the_binary_prints() {
    let disk = ["std::fs", "std::env", "File::open", "fs::read"];
    let voice = ["println!", "print!", "dbg!"];
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let part = part(&file);
        for (line, code) in code(&text) {
            if part != "bin" && part != "files" && disk.iter().any(|word| code.contains(word)) {
                wrong.push(format!(
                    "src/{file}:{line}: the disk and the environment are for src/files and src/bin"
                ));
            }
            if part != "bin" && voice.iter().any(|word| code.contains(word)) {
                wrong.push(format!("src/{file}:{line}: only src/bin prints"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_enough_to_be_read() {
    let long: BTreeSet<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > LINES_MAX)
        .map(|(file, _)| file)
        .collect();
    let listed: BTreeSet<String> = TOO_LONG.iter().map(|f| (*f).to_owned()).collect();
    let new: Vec<_> = long.difference(&listed).collect();
    assert!(new.is_empty(), "more than {LINES_MAX} lines, split them: {new:?}");
    let mended: Vec<_> = listed.difference(&long).collect();
    assert!(mended.is_empty(), "no longer too long, take them off the list: {mended:?}");
}

#[test]
fn imports_are_read_in_every_shape() {
    assert_eq!(imported("use crate::text::key::key;"), ["text"]);
    assert_eq!(imported("use crate::{align, model::{Span}};"), ["align", "model"]);
    assert_eq!(imported("fn f(x: crate::Span) -> crate::lexicon::Lexicon {"), ["model", "lexicon"]);
    assert!(imported("use std::fs;").is_empty());
}

/// The rows of a table and the place of a column.
fn table(path: &Path) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let text = fs::read_to_string(path).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    (header, reader.records().map(|r| r.unwrap_or_else(|e| panic!("{}: {e}", path.display()))).collect())
}

#[test]
fn tables_of_names_are_sorted_and_every_row_has_a_source() {
    let (header, rows) = table(Path::new("lexicons/sources.csv"));
    let key = header.iter().position(|c| c == "source").expect("a column source");
    let sources: BTreeSet<String> = rows.iter().map(|r| r[key].to_owned()).collect();
    let mut names: Vec<_> =
        fs::read_dir("lexicons/names").expect("names").map(|e| e.expect("entry").path()).collect();
    names.push("lexicons/entities.csv".into());
    assert!(names.len() >= 6);
    for path in names {
        let (header, rows) = table(&path);
        let source = header.iter().position(|c| c == "source").expect("a column source");
        let mut last = "";
        for (i, row) in rows.iter().enumerate() {
            let place = format!("{}, row {}", path.display(), i + 2);
            for part in row[source].split('|') {
                assert!(sources.contains(part.trim()), "{place}: no source `{part}`");
            }
            assert!(last <= &row[0], "{place}: `{}` after `{last}`: run `atau lexicon format`", &row[0]);
            last = &row[0];
        }
    }
}
