//! Files that are not what they should be: a problem each, and never a panic.

use super::{gzip, read, refusal, text, zip};
use atau::read::{ReadOptions, documents};
use proptest::prelude::*;

#[test]
fn an_empty_file_is_named_and_nothing_is_lost() {
    let outcome = read("a.txt", b"");
    assert_eq!(outcome.problems[0].what, "the file is empty");
    assert!(!outcome.problems[0].lost);
}

#[test]
fn binary_files_are_left_out() {
    assert_eq!(
        refusal("a.txt", "Абылай\nхан\0".as_bytes()),
        "line 2, byte 19: a NUL byte: not a text, or in an encoding that is not known"
    );
    assert_eq!(refusal("a.bin", [1u8, 2, 3, 4, 5, 6, 7, 8]), ": not a text: 8 control characters");
    let cases: [(&[u8], &str); 5] = [
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "before 2007; save it as DOCX"),
        (b"{\\rtf1 Ablai}", "an RTF file"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive; unpack it"),
        (b"SQLite format 3\0", "export its texts as CSV"),
    ];
    for (bytes, part) in cases {
        assert!(refusal("a", bytes).contains(part), "{part}");
    }
}

#[test]
fn a_text_may_begin_like_something_else() {
    for kept in ["ID3 is a tag", "RIFF", "BZhezinsky", "GIF89a is old", "see\n%PDF-1.4", "AT&TFORM", "MM*"] {
        assert_eq!(text("a.txt", kept), kept);
    }
}

#[test]
fn invalid_utf8_is_read_and_the_place_named() {
    let outcome = read("a.txt", "Абылай\nхан \u{1}Амурсана".replace('\u{1}', "").as_bytes());
    assert_eq!(outcome.problems, []);
    let bytes = ["Абылай\nхан ".as_bytes(), b"\xFF", "Амурсана".as_bytes()].concat();
    let outcome = read("a.txt", bytes);
    assert_eq!(outcome.documents[0].text, "Абылай\nхан \u{fffd}Амурсана");
    let problem = &outcome.problems[0];
    assert_eq!((problem.place.as_str(), problem.lost), ("line 2, byte 20", false));
    assert_eq!(problem.what, "byte 0xFF is not allowed in UTF-8");
}

#[test]
fn limits_of_file_and_line_are_kept() {
    let mut options = ReadOptions::default();
    options.limits.line_bytes = 5;
    assert_eq!(documents("a", b"12345\n12345", &options).documents.len(), 1);
    let outcome = documents("a", b"12345\n123456", &options);
    assert_eq!(outcome.problems[0].what, "a line is too long: 6 bytes, the limit is 5");
    assert_eq!(outcome.problems[0].place, "line 2");
    options.limits.file_bytes = 11;
    let outcome = documents("a", b"12345\n123456", &options);
    assert_eq!(outcome.problems[0].what, "the file is too large: 12 bytes, the limit is 11");
}

#[test]
fn entities_of_the_document_itself_are_not_expanded() {
    let mut declarations = String::from("<!ENTITY lol0 'lol'>");
    for level in 1..10 {
        let inner = format!("&lol{};", level - 1).repeat(10);
        declarations.push_str(&format!("<!ENTITY lol{level} '{inner}'>"));
    }
    let bomb = format!("<?xml version='1.0'?><!DOCTYPE x [{declarations}]><x>Абылай &lol9; &lol9; хан</x>");
    let outcome = read("a.xml", bomb);
    assert_eq!(outcome.documents[0].text, "Абылай &lol9; &lol9; хан");
    assert_eq!(outcome.problems[0].what, "entity `&lol9;` is not one of XML or HTML (2 such references)");
    assert!(outcome.problems[0].lost);
}

#[test]
fn elements_nest_so_deep_and_no_deeper() {
    let xml =
        |depth: usize| format!("<?xml version='1.0'?>{}хан{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert_eq!(read("a.xml", xml(256)).problems, []);
    let outcome = read("a.xml", xml(100_000));
    assert_eq!(outcome.problems[0].what, "elements inside one another: 257 deep, the limit is 256");
    let html = format!("<html>{}хан", "<div>".repeat(100_000));
    assert_eq!(read("a.html", html).documents[0].text, "хан");
    let json = format!("{{\"text\": {}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(read("a.jsonl", json).problems[0].what.starts_with("damaged JSON: recursion limit"));
}

#[test]
fn damaged_xml_is_read_as_far_as_it_goes() {
    let outcome = read("a.xml", "<TEI><text><p>Абылай</p>\n<p>хан</q></p></text></TEI>");
    assert_eq!(outcome.documents[0].text, "Абылай\n\nхан");
    assert_eq!(outcome.problems[0].place, "line 2");
    assert!(outcome.problems[0].what.starts_with("damaged XML: "), "{}", outcome.problems[0].what);
    let outcome = read("a.xml", "<TEI><text><p>Абылай");
    assert_eq!(outcome.documents[0].text, "Абылай");
    assert_eq!(outcome.problems[0].what, "damaged XML: it ends inside an element");
}

/// First bytes by which a format is told.
fn magic() -> impl Strategy<Value = Vec<u8>> {
    let zip = zip(&[
        ("word/document.xml", b"<w:p><w:t>x</w:t></w:p>".as_slice()),
        ("META-INF/container.xml", b"<rootfile full-path='a'/>"),
        ("content.xml", b"<text:p>x</text:p>"),
    ]);
    prop::sample::select(vec![
        Vec::new(),
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\n".to_vec(),
        b"PK\x03\x04".to_vec(),
        b"PK\x05\x06".to_vec(),
        b"\x1f\x8b\x08\x00".to_vec(),
        gzip(b"Ablai Khan"),
        zip[..zip.len() / 2].to_vec(),
        zip[..zip.len() - 10].to_vec(),
        zip,
        b"<?xml version='1.0'?><TEI><text><pb n='1'/><persName>".to_vec(),
        b"<?xml version='1.0' encoding='".to_vec(),
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;".to_vec(),
        b"<!doctype html><html lang=".to_vec(),
        b"{\"text\": \"".to_vec(),
        b"id,text\n1,".to_vec(),
        b"\xEF\xBB\xBF".to_vec(),
        b"\xFF\xFE".to_vec(),
        b"\xFE\xFF".to_vec(),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the bytes: no panic, names below the file's own, marks and pages on letters of the text.
    #[test]
    fn no_bytes_make_it_panic(
        magic in magic(),
        rest in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..300),
            "[<>/&;=\"'a-z{}\\[\\],\n \\-!?#ҚА]{0,200}".prop_map(String::into_bytes),
        ],
        extension in prop::sample::select(vec!["txt", "xml", "html", "docx", "odt", "epub", "pdf", "csv", "jsonl", "gz"]),
    ) {
        let bytes = [magic, rest].concat();
        let name = format!("a.{extension}");
        let options = ReadOptions { include_notes: true, include_header: true, ..ReadOptions::default() };
        let outcome = documents(&name, &bytes, &options);
        for document in &outcome.documents {
            prop_assert!(document.name.starts_with(&name));
            for markup in &document.markup {
                prop_assert!(!document.text[markup.bytes.clone()].is_empty());
            }
            for (at, _) in &document.pages {
                prop_assert!(document.text.is_char_boundary(*at));
            }
        }
        prop_assert_eq!(documents(&name, &bytes, &options), outcome);
    }
}
