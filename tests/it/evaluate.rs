//! `atau eval` and `atau diff` from the command line.

use assert_cmd::Command;
use std::path::Path;

const GOLD: &str = "document,start,end,type,language,surface,lemma,entity_id\n\
                    a.txt,0,5,PER,en,Ablai,Ablai,per:ablai\n\
                    a.txt,10,16,OTHER,en,a book,,\n\
                    b.txt,0,6,PER,kk,Абылай,Абылай,per:ablai\n";
const MENTIONS: &str = "document,start,end,line,language,type,surface,lemma,entity_id,status,method,score,left,right\n\
                        a.txt,0,5,1,en,PER,Ablai,Ablai,per:ablai,listed,exact,1.000,,wrote\n\
                        a.txt,12,16,1,en,LOC,book,book,,,unresolved,0.200,a,\n\
                        b.txt,0,6,1,kk,LOC,Абылай,Абылай,per:ablai,listed,exact,1.000,,хан\n\
                        c.txt,0,6,1,kk,PER,Абылай,Абылай,per:ablai,listed,exact,1.000,,\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Exit code, standard output, standard error.
fn atau(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("atau").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn eval_measures_an_output_folder_against_a_table() {
    let folder = folder(&[("gold.csv", GOLD), ("out/mentions.csv", MENTIONS)]);
    let (code, figures, _) = atau(
        folder.path(),
        &["eval", "gold.csv", "out", "--neutral-types", "OTHER", "--format", "csv", "--errors", "errors.csv"],
    );
    assert_eq!(code, 0);
    assert!(figures.contains("\nall,,overlapping,2,2,2,2,1.0000,1.0000,1.0000,"), "{figures}");
    assert!(figures.contains("\nall,,typed,2,1,2,1,0.5000,"), "{figures}");
    assert!(figures.contains("\nall,,cross_lingual,1,1,1,1,1.0000,"), "{figures}");
    let errors = std::fs::read_to_string(folder.path().join("errors.csv")).unwrap();
    let rows: Vec<&str> = errors.lines().skip(1).collect();
    assert_eq!(rows, ["type,b.txt,1,kk,0,6,PER,Абылай,per:ablai,0,6,LOC,Абылай,per:ablai,exact,listed,,хан"]);
}

#[test]
fn eval_counts_only_what_is_asked_for() {
    let folder = folder(&[("gold.csv", GOLD), ("mentions.csv", MENTIONS), ("list", "a.txt\nc.txt\n")]);
    let (_, figures, _) = atau(
        folder.path(),
        &["eval", "gold.csv", "mentions.csv", "--types", "PER", "--documents", "list", "--format", "csv"],
    );
    assert!(figures.contains("\nall,,overlapping,2,1,1,1,0.5000,1.0000,"), "{figures}");
    let (_, table, notes) = atau(folder.path(), &["eval", "gold.csv", "mentions.csv"]);
    assert!(table.contains("left out: 1 documents"), "{table}");
    assert!(notes.contains("OTHER (1)"), "{notes}");
}

#[test]
fn eval_reads_a_zipped_project() {
    let tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.NamedEntity|identifier|value\n\n\n#Text=Ablai\n\
               1-1\t0-5\tAblai\tper:ablai\tPER\t\n";
    let folder = folder(&[("mentions.csv", MENTIONS)]);
    let mut zip = zip::ZipWriter::new(std::fs::File::create(folder.path().join("project.zip")).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("project/annotation/a.txt/anna.tsv", options).unwrap();
    std::io::Write::write_all(&mut zip, tsv.as_bytes()).unwrap();
    zip.finish().unwrap();
    let (code, figures, _) = atau(folder.path(), &["eval", "project.zip", "mentions.csv", "--format", "csv"]);
    assert_eq!(code, 0);
    assert!(figures.contains("\nall,,linked,1,1,1,1,1.0000,"), "{figures}");
}

#[test]
fn eval_says_what_is_wrong_and_where() {
    let folder = folder(&[("gold.csv", "document,start,end\na.txt,zero,5\n"), ("mentions.csv", MENTIONS)]);
    let (code, figures, message) = atau(folder.path(), &["eval", "gold.csv", "mentions.csv"]);
    assert_eq!((code, figures.as_str()), (2, ""));
    assert!(message.contains("gold.csv:2:7") && message.contains("zero"), "{message}");
    for arguments in [
        &["eval", "none.csv", "mentions.csv"][..],
        &["eval", "mentions.csv", "mentions.csv", "--by", "colour"],
        &["eval", "mentions.csv", "mentions.csv", "--documents", "z*"],
        &["eval", "mentions.csv", "mentions.csv", "--map-types", "PERS"],
        &["diff", "mentions.csv", "none"],
    ] {
        let (code, _, message) = atau(folder.path(), arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(message.starts_with("atau: "), "{message}");
    }
}

#[test]
fn diff_compares_two_output_folders() {
    let later = MENTIONS
        .replace("book,book,,,unresolved", "book,book,plc:book,listed,context")
        .replace("c.txt,0,6,1,kk,PER,Абылай,Абылай,per:ablai", "c.txt,0,6,1,kk,PER,Абылай,Абылай,per:abylai");
    let folder = folder(&[("old/mentions.csv", MENTIONS), ("new/mentions.csv", &later)]);
    let (code, text, _) = atau(folder.path(), &["diff", "old", "new"]);
    assert_eq!(code, 0);
    assert_eq!(
        text,
        "made 1, lost 0, moved 1, unchanged 2\n\n\
         per:ablai (3 -> 2 mentions)\n  moved 1 to per:abylai: Абылай\n\n\
         per:abylai (0 -> 1 mentions)\n  moved 1 from per:ablai: Абылай\n\n\
         plc:book (0 -> 1 mentions)\n  made 1: book\n"
    );
    let (_, _, _) = atau(folder.path(), &["diff", "old", "new", "--format", "html", "--out", "changes.html"]);
    let page = std::fs::read_to_string(folder.path().join("changes.html")).unwrap();
    assert!(page.contains("<h2>plc:book (0 -&gt; 1 mentions)</h2>"), "{page}");
}
