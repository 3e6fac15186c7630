//! DOCX, ODT, EPUB.

use super::{read, refusal, text, zip};
use atau::Language;
use atau::read::{ReadOptions, documents};

const WORD: &str = r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>
  <w:p><w:r><w:t>Абылай</w:t></w:r><w:r><w:t xml:space="preserve"> хан</w:t><w:br/><w:t>Қара</w:t><w:softHyphen/></w:r>
    <w:r><w:t>керей</w:t></w:r><w:footnoteReference w:id="2"/><w:del><w:r><w:delText>жоқ</w:delText></w:r></w:del>
    <w:r><w:instrText>PAGE</w:instrText></w:r></w:p>
  <w:tbl><w:tr><w:tc><w:p><w:r><w:t>бір</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>екі</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"#;
const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>
  <w:footnote w:id="2"><w:p><w:r><w:t>Ескерту.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

fn docx() -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", WORD.as_bytes()),
        ("word/footnotes.xml", FOOTNOTES.as_bytes()),
    ])
}

#[test]
fn docx_gives_its_running_text() {
    let expected = "Абылай хан\nҚара\u{ad}керей\n\nбір\n\nекі";
    assert_eq!(text("a.docx", docx()), expected);
    assert_eq!(text("told by content", docx()), expected);
    let options = ReadOptions { include_notes: true, ..ReadOptions::default() };
    let outcome = documents("a.docx", &docx(), &options);
    assert_eq!(outcome.documents[0].text, format!("{expected}\n\nЕскерту."));
}

#[test]
fn docx_without_a_document_is_named() {
    let told = refusal("a.docx", zip(&[("[Content_Types].xml", b"<Types/>")]));
    assert_eq!(told, ": no `word/document.xml` in it: not a whole document of its kind");
}

#[test]
fn a_spreadsheet_is_named() {
    let told = refusal("a.xlsx", zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>")]));
    assert!(told.contains("not a text document; save a table as CSV"), "{told}");
}

#[test]
fn odt_gives_its_running_text() {
    let content = "<office:document-content><office:body><office:text><text:tracked-changes><text:p>жоқ</text:p>\
        </text:tracked-changes><text:h>Хан</text:h><text:p>Абы<text:span>лай</text:span><text:s text:c='3'/>хан\
        <text:line-break/>келді<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ескерту\
        </text:p></text:note-body></text:note>.</text:p></office:text></office:body></office:document-content>";
    let odt =
        zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())]);
    assert_eq!(text("a.zip", &odt), "Хан\n\nАбылай хан\nкелді.");
    let options = ReadOptions { include_notes: true, ..ReadOptions::default() };
    let outcome = documents("a.odt", &odt, &options);
    assert_eq!(outcome.documents[0].text, "Хан\n\nАбылай хан\nкелді.\n\nЕскерту");
}

fn epub(chapter_address: &str) -> Vec<u8> {
    let opf = format!(
        "<package xmlns:dc='d'><metadata><dc:language>kk</dc:language></metadata><manifest>\
         <item id='b' href='text/second.xhtml'/><item id='a' href='{chapter_address}'/></manifest>\
         <spine><itemref idref='a'/><itemref idref='b'/></spine></package>"
    );
    zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b"<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>"),
        ("OPS/book.opf", opf.as_bytes()),
        ("OPS/text/second.xhtml", "<html><body><p>Екінші</p></body></html>".as_bytes()),
        (
            "OPS/first one.xhtml",
            "<html><head><title/></head><body><p>Бірінші<span epub:type='pagebreak' title='7'/> бет</p></body></html>"
                .as_bytes(),
        ),
    ])
}

#[test]
fn epub_is_read_in_the_order_of_its_spine() {
    let outcome = read("a.epub", epub("text/../first%20one.xhtml"));
    assert_eq!(outcome.problems, []);
    let document = &outcome.documents[0];
    assert_eq!(document.text, "Бірінші бет\n\nЕкінші");
    assert_eq!(document.pages, [("Бірінші ".len(), "7".to_owned())]);
    assert_eq!(document.declared_language, Some(Language::Kazakh));
}

#[test]
fn a_chapter_that_is_missing_is_named_and_the_rest_is_read() {
    let outcome = read("a.epub", epub("nowhere.xhtml"));
    assert_eq!(outcome.documents[0].text, "Екінші");
    assert!(outcome.problems[0].what.starts_with("no `OPS/nowhere.xhtml` in it"));
}
