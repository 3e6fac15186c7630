//! TEI, other XML, HTML.

use super::{read, refusal, text};
use atau::read::{ReadOptions, documents};
use atau::{EntityType, Language};

const TEI: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!-- a letter -->
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="kk">
  <teiHeader><fileDesc><titleStmt><title>Хат</title></titleStmt></fileDesc></teiHeader>
  <text>
    <body>
      <pb n="12"/>
      <head>Ханға   хат</head>
      <p><persName ref="#ablai"> Абылай
         хан </persName><note>ескерту: <persName>Бөгенбай</persName></note> бүгін <placeName key="plc:ili">Іле</placeName> бойында,
         Қара<lb break="no"/>керей<lb/>елінде <name type="place">Те<pb n="13"
         break="no"/>кес</name> жақта, <date>1757</date> жылы.</p>
      <fw>колонтитул</fw>
      <p><choice><sic>Амурсаа</sic><corr>Амурсана</corr></choice> &amp; <rs>ол</rs></p>
      <lg><l>бір</l><l>екі</l></lg>
    </body>
  </text>
</TEI>"##;

#[test]
fn tei_gives_its_reading_text_with_marked_names() {
    let outcome = read("a.xml", TEI);
    assert_eq!(outcome.problems, []);
    let document = &outcome.documents[0];
    let expected = "Ханға хат\n\nАбылай хан бүгін Іле бойында, Қаракерей\nелінде Текес жақта, 1757 жылы.\n\n\
                    Амурсана & ол\n\nбір\nекі";
    assert_eq!(document.text, expected);
    assert_eq!(document.declared_language, Some(Language::Kazakh));
    let marked: Vec<_> = (document.markup.iter())
        .map(|m| (&document.text[m.bytes.clone()], m.entity_type, m.key.as_deref()))
        .collect();
    let (person, place) = (Some(EntityType::Person), Some(EntityType::Place));
    let expected = [
        ("Абылай хан", person, Some("ablai")),
        ("Іле", place, Some("plc:ili")),
        ("Текес", place, None),
        ("ол", None, None),
    ];
    assert_eq!(marked, expected);
    let pages: Vec<_> =
        document.pages.iter().map(|(at, page)| (&document.text[*at..*at + 6], page.as_str())).collect();
    assert_eq!(pages, [("Хан", "12"), ("кес", "13")]);
}

#[test]
fn notes_follow_the_text_and_the_header_goes_before_it_when_asked_for() {
    let options = ReadOptions { include_notes: true, include_header: true, ..ReadOptions::default() };
    let outcome = documents("a.xml", TEI.as_bytes(), &options);
    let document = &outcome.documents[0];
    assert!(document.text.starts_with("Хат\n\nХанға хат\n\nАбылай хан бүгін"), "{}", document.text);
    assert!(document.text.ends_with("екі\n\nескерту: Бөгенбай"), "{}", document.text);
    let last = document.markup.last().unwrap();
    assert_eq!(&document.text[last.bytes.clone()], "Бөгенбай");
}

#[test]
fn tei_is_told_by_its_root_whatever_its_name_and_prefix() {
    let tei =
        "<!DOCTYPE tei:TEI [<!ELEMENT p ANY>]><tei:TEI><tei:text><tei:p>Абылай</tei:p></tei:text></tei:TEI>";
    assert_eq!(text("letter.txt", tei), "Абылай");
}

#[test]
fn tei_without_a_text_is_named() {
    let told = refusal("a.xml", "<TEI><teiHeader>x</teiHeader></TEI>");
    assert_eq!(told, ": no text in it: nothing but markup that is not read");
}

#[test]
fn of_variant_readings_and_of_choices_one_is_read() {
    let tei = "<TEI><text><p>Аблай<app><lem>ханды</lem> <rdg>ханға</rdg></app>, <app><rdg>Іле</rdg><rdg>Или</rdg></app>, \
               <choice>\n<orig>Амурсонай</orig>\n<reg>Амурсана</reg>\n</choice>ны, <abbr>ген.</abbr></p></text></TEI>";
    assert_eq!(text("a.xml", tei), "Аблайханды, Іле, Амурсананы, ген.");
}

#[test]
fn other_xml_gives_all_its_text() {
    let book = "<?xml version='1.0'?><book>\n <title>Хан</title>\n <p>Абы<i>лай</i> <b>хан</b> келді.</p>\n \
                <p>Соңы&#x2014;&laquo;жоқ&raquo;</p><binary>AAAA</binary></book>";
    assert_eq!(text("a.fb2", book), "Хан\n\nАбылай хан келді.\n\nСоңы—«жоқ»");
}

#[test]
fn xml_says_its_encoding_and_is_not_always_right() {
    let mut xml = b"<?xml version='1.0' encoding='windows-1251'?><p>".to_vec();
    // KZ-1048: Қазақ
    xml.extend(b"\x8d\xe0\xe7\xe0\x9d</p>");
    assert_eq!(text("a.xml", xml), "Қазақ");
    let declared = b"<?xml version='1.0' encoding='koi8-r'?><p>\xc1\xc2\xcc\xc1\xca</p>";
    assert_eq!(text("a.xml", declared), "аблай");
}

#[test]
fn html_gives_what_a_reader_sees() {
    let page = "<!doctype html><html lang=\"ru-RU\"><head><title>Заголовок</title><style>p { color: red }</style>\
                <script>if (a < b) { document.write('<p>нет</p>'); }</script></head>\
                <body><h1>Султан&nbsp;Аблай</h1><p>Хан <b>Аб</b>лай<br>и   его\nсын &laquo;Вали&raquo; &#1093;</p>\
                <table><tr><td>один<td>два</table><ul><li>три</ul><pre>а\n  б\n\nв</pre><p>без конца</body>";
    let outcome = read("a.html", page);
    assert_eq!(outcome.problems, []);
    let document = &outcome.documents[0];
    let expected =
        "Султан\u{a0}Аблай\n\nХан Аблай\nи его сын «Вали» х\n\nодин\n\nдва\n\nтри\n\nа\nб\n\nв\n\nбез конца";
    assert_eq!(document.text, expected);
    assert_eq!(document.declared_language, Some(Language::Russian));
}

#[test]
fn marks_of_notes_do_not_stick_to_names() {
    let page =
        "<html><p>Абылай<sup><a href='#1'>[1]</a></sup> хан<sup>2</sup>, M<sup>c</sup>Gregor<sup>*<p>соңы";
    assert_eq!(text("a.html", page), "Абылай хан, McGregor\n\nсоңы");
}

#[test]
fn html_is_told_by_content_or_by_name() {
    assert_eq!(text("page", "\n <HTML><p>Абылай</HTML>"), "Абылай");
    assert_eq!(text("part.htm", "<p>Абылай</p> хан"), "Абылай\n\nхан");
}

#[test]
fn html_in_kz_1048_that_says_windows_1251() {
    let mut page = b"<html><meta charset=windows-1251><p>".to_vec();
    // KZ-1048: Әбілқайыр
    page.extend(b"\xa3\xe1\xb3\xeb\x9d\xe0\xe9\xfb\xf0");
    assert_eq!(text("a.html", page), "Әбілқайыр");
}
