//! Listing, reading, and writing a folder whole or not at all.

use atau::files::{Input, OutputFolder, list, read_bytes};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with these files, each holding its own name.
fn folder(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, name).unwrap();
    }
    folder
}

fn names(arguments: &[PathBuf]) -> Vec<String> {
    list(arguments).unwrap().inputs.into_iter().map(|i| i.name).collect()
}

/// Everything below a folder, with contents.
fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut found: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let name = e.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(e.path()).unwrap())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_folder_is_listed_at_any_depth_in_order_and_without_hidden_files() {
    let folder = folder(&["б.txt", "a/z.txt", "a/b/c.txt", ".git/config", "a/.hidden"]);
    assert_eq!(names(&[folder.path().to_owned()]), ["a/b/c.txt", "a/z.txt", "б.txt"]);
    assert_eq!(names(&[folder.path().join("a/.hidden")]), [".hidden"]);
}

#[test]
fn what_is_given_twice_is_read_once_whatever_the_order() {
    let folder = folder(&["kk/1.txt", "ru/1.txt"]);
    let mut arguments = vec![
        folder.path().to_owned(),
        folder.path().join("kk"),
        folder.path().join("kk/1.txt"),
        folder.path().join("ru/../ru/1.txt"),
    ];
    for _ in 0..4 {
        arguments.rotate_left(1);
        assert_eq!(names(&arguments), ["kk/1.txt", "ru/1.txt"]);
    }
}

#[test]
fn files_of_one_name_are_told_apart_by_their_parents() {
    let folder = folder(&["x/a/1.txt", "y/a/1.txt", "y/b/1.txt", "y/b/2.txt"]);
    let at = |name: &str| folder.path().join(name);
    let mut arguments = vec![at("x/a/1.txt"), at("y/a/1.txt"), at("y/b/1.txt"), at("y/b/2.txt")];
    for _ in 0..4 {
        arguments.rotate_left(1);
        assert_eq!(names(&arguments), ["2.txt", "b/1.txt", "x/a/1.txt", "y/a/1.txt"]);
    }
    // A name that has grown may meet one that was there already.
    assert_eq!(names(&[at("x"), at("y/a/1.txt"), at("y/b")]), ["2.txt", "b/1.txt", "x/a/1.txt", "y/a/1.txt"]);
}

#[test]
fn standard_input_is_one_document() {
    let listing = list(&["-".into(), "-".into()]).unwrap();
    assert_eq!(listing.inputs, [Input { name: "stdin".to_owned(), path: None }]);
}

#[test]
fn an_argument_that_is_not_there_ends_the_command() {
    let error = list(&["no/such/file.txt".into()]).unwrap_err().to_string();
    assert!(error.starts_with("cannot read no/such/file.txt:"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_that_loop_and_links_to_nothing_are_noticed() {
    let folder = folder(&["a/1.txt"]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("broken")).unwrap();
    std::os::unix::fs::symlink("a/1.txt", folder.path().join("again.txt")).unwrap();
    let listing = list(&[folder.path().to_owned()]).unwrap();
    assert_eq!(listing.inputs.len(), 1);
    let told: Vec<String> = listing.problems.iter().map(|p| format!("{}: {}", p.document, p.what)).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], "a/up: a link that leads back to the folder itself");
    assert!(told[1].starts_with("broken: cannot be read:"), "{told:?}");
    assert!(!listing.problems[0].lost && listing.problems[1].lost);
}

#[cfg(unix)]
#[test]
fn a_socket_in_a_folder_does_not_block() {
    let folder = folder(&["1.txt"]);
    let _listener = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    let listing = list(&[folder.path().to_owned()]).unwrap();
    assert_eq!(listing.problems[0].what, "neither a file nor a folder");
}

#[test]
fn a_file_over_the_limit_is_left_out() {
    let folder = folder(&["four"]);
    let input = &list(&[folder.path().to_owned()]).unwrap().inputs[0];
    assert_eq!(read_bytes(input, 4).unwrap(), b"four");
    let problem = read_bytes(input, 3).unwrap_err();
    assert_eq!((problem.document.as_str(), problem.lost), ("four", true));
    assert_eq!(problem.what, "larger than the limit of 3 bytes");
}

#[test]
fn a_file_that_has_gone_is_a_problem() {
    let folder = folder(&["1.txt"]);
    let input = list(&[folder.path().to_owned()]).unwrap().inputs.remove(0);
    fs::remove_file(folder.path().join("1.txt")).unwrap();
    assert!(read_bytes(&input, 10).unwrap_err().what.starts_with("cannot be read:"));
}

#[test]
fn output_appears_whole_and_leaves_other_files_alone() {
    let folder = folder(&["old.csv", "README.md"]);
    let mut output = OutputFolder::open(folder.path()).unwrap();
    output.write("old.csv", b"new").unwrap();
    output.write("text/a/1.txt", b"text").unwrap();
    assert_eq!(fs::read(folder.path().join("old.csv")).unwrap(), b"old.csv");
    output.commit().unwrap();
    let expected = [("README.md", "README.md"), ("old.csv", "new"), ("text/a/1.txt", "text")];
    assert_eq!(contents(folder.path()), expected.map(|(n, t)| (n.to_owned(), t.to_owned())));
    assert!(
        !fs::read_dir(folder.path())
            .unwrap()
            .any(|e| { e.unwrap().file_name().to_string_lossy().starts_with(".atau") })
    );
}

#[test]
fn a_run_that_fails_leaves_the_output_as_it_was() {
    let folder = folder(&["a.csv", "c.csv/in the way"]);
    let before = contents(folder.path());
    let mut output = OutputFolder::open(folder.path()).unwrap();
    output.write("a.csv", b"new").unwrap();
    drop(output);
    assert_eq!(contents(folder.path()), before);

    let mut output = OutputFolder::open(folder.path()).unwrap();
    for name in ["a.csv", "b.csv", "c.csv"] {
        output.write(name, b"new").unwrap();
    }
    let error = output.commit().unwrap_err().to_string();
    assert!(error.ends_with("c.csv: there is a folder of this name"), "{error}");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_file_that_was_not_finished_is_not_put_in_its_place() {
    use std::io::Write;
    let folder = folder(&["a.csv"]);
    let mut output = OutputFolder::open(folder.path()).unwrap();
    output.create("a.csv").unwrap().write_all(b"half").unwrap();
    let error = output.commit().unwrap_err().to_string();
    assert!(error.ends_with("a.csv: it was not written to its end"), "{error}");
    assert_eq!(contents(folder.path()), [("a.csv".to_owned(), "a.csv".to_owned())]);
}

#[test]
fn a_folder_made_for_a_run_that_fails_goes_again() {
    let folder = folder(&[]);
    drop(OutputFolder::open(&folder.path().join("a/b")).unwrap());
    assert!(!folder.path().join("a").exists());
    let mut output = OutputFolder::open(&folder.path().join("a/b")).unwrap();
    output.write("1.csv", b"1").unwrap();
    output.commit().unwrap();
    assert!(folder.path().join("a/b/1.csv").exists());
}

#[test]
fn an_output_folder_that_is_a_file_is_refused() {
    let folder = folder(&["output"]);
    let error = OutputFolder::open(&folder.path().join("output")).unwrap_err().to_string();
    assert!(error.ends_with("it is a file; name a folder, or another place"), "{error}");
    assert!(OutputFolder::open(&folder.path().join("output/deeper")).is_err());
}

#[test]
fn output_cannot_leave_its_folder() {
    let folder = folder(&[]);
    let mut output = OutputFolder::open(folder.path()).unwrap();
    for name in ["", "../x", "/x", "a/../../x"] {
        assert!(output.write(name, b"").is_err(), "{name}");
    }
}
