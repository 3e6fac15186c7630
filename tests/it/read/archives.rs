//! gzip and ZIP, one inside the other, and bombs.

use super::{gzip, read, refusal, text, texts, zip};
use atau::read::{ReadOptions, documents};

#[test]
fn gzip_keeps_the_name_and_tells_the_format_by_what_is_inside() {
    assert_eq!(text("a.txt.gz", gzip("Абылай".as_bytes())), "Абылай");
    let outcome = read("a.csv.gz", gzip("id,text\n1,Абылай\n".as_bytes()));
    assert_eq!(texts(&outcome), [("a.csv.gz/1", "Абылай")]);
}

#[test]
fn members_of_an_archive_are_documents() {
    let inner = zip(&[("в.txt", "үш".as_bytes())]);
    let archive = zip(&[
        ("folder/б.txt", "екі".as_bytes()),
        ("а.html", "<html><p>бір</html>".as_bytes()),
        ("../../up\\г.txt", "төрт".as_bytes()),
        ("inner.zip", &inner),
        ("__MACOSX/._а.html", b"\0\0"),
        (".DS_Store", b"\0\0"),
        ("picture.png", b"\x89PNG\r\n"),
    ]);
    let outcome = read("x.zip", archive);
    let expected = [
        ("x.zip/folder/б.txt", "екі"),
        ("x.zip/inner.zip/в.txt", "үш"),
        ("x.zip/up/г.txt", "төрт"),
        ("x.zip/а.html", "бір"),
    ];
    assert_eq!(texts(&outcome), expected);
    assert_eq!(outcome.problems.len(), 1);
    assert_eq!(outcome.problems[0].document, "x.zip/picture.png");
}

#[test]
fn names_of_old_programs_are_read() {
    // Six letters for six letters, so that the archive stays whole: the same name in the DOS code page.
    let mut archive = zip(&[("XXXXXX.txt", "Абылай".as_bytes())]);
    let dos = b"\x80\xa1\xeb\xab\xa0\xa9";
    let places: Vec<usize> = memchr::memmem::find_iter(&archive, b"XXXXXX").collect();
    assert_eq!(places.len(), 2);
    places.into_iter().for_each(|at| archive[at..at + 6].copy_from_slice(dos));
    assert_eq!(texts(&read("x.zip", &archive)), [("x.zip/Абылай.txt", "Абылай")]);
}

#[test]
fn archives_nest_so_deep_and_no_deeper() {
    let mut archive = gzip("Абылай".as_bytes());
    archive = zip(&[("a.txt.gz", &archive)]);
    assert_eq!(texts(&read("x.zip", &archive)), [("x.zip/a.txt.gz", "Абылай")]);
    archive = zip(&[("y.zip", &archive)]);
    let outcome = read("x.zip", &archive);
    assert_eq!(outcome.documents, []);
    assert_eq!(outcome.problems[0].document, "x.zip/y.zip/a.txt.gz");
    assert_eq!(outcome.problems[0].what, "an archive inside 2 others; unpack one of them");
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![b' '; 8 << 20];
    let what = "unpacks to more than 4194304 bytes, the limit for its size";
    assert_eq!(refusal("a.gz", gzip(&zeros)), format!(": {what}"));
    let outcome = read("a.zip", zip(&[("bomb.txt", &zeros), ("text.txt", "Абылай".as_bytes())]));
    assert_eq!(texts(&outcome), [("a.zip/text.txt", "Абылай")]);
    assert_eq!(outcome.problems[0].place, "member bomb.txt");
    assert_eq!(outcome.problems[0].what, what);
}

#[test]
fn what_all_members_unpack_to_is_bounded_too() {
    let mut options = ReadOptions::default();
    options.limits.unpacked_bytes = 10;
    let archive = zip(&[("1.txt", b"123456"), ("2.txt", b"123456"), ("3.txt", b"1234")]);
    let outcome = documents("a.zip", &archive, &options);
    assert_eq!(texts(&outcome), [("a.zip/1.txt", "123456"), ("a.zip/3.txt", "1234")]);
    assert_eq!(outcome.problems.len(), 1);
}

#[test]
fn too_many_members_are_refused() {
    let mut options = ReadOptions::default();
    options.limits.archive_members = 1;
    let outcome = documents("a.zip", &zip(&[("1", b"1"), ("2", b"2")]), &options);
    assert_eq!(outcome.problems[0].what, "the archive is too full: 2 members, the limit is 1");
}

#[test]
fn archives_cut_off_are_refused() {
    let whole = zip(&[("a.txt", "Абылай хан".repeat(99).as_bytes())]);
    assert!(refusal("a.zip", &whole[..whole.len() - 30]).contains("damaged ZIP archive (cut off?)"));
    let whole = gzip("Абылай хан".repeat(99).as_bytes());
    assert!(refusal("a.gz", &whole[..whole.len() - 12]).contains("damaged gzip file"));
}

#[test]
fn an_empty_archive_gives_nothing() {
    let outcome = read("a.zip", zip(&[]));
    assert_eq!((outcome.documents.len(), outcome.problems.len()), (0, 0));
}
