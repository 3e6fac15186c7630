use super::*;

const KAZAKH: [&str; 5] = [
    "Абылай хан 1711 жылы дүниеге келген, шын аты – Әбілмансұр.",
    "Қаракерей Қабанбай батыр қалың қолды бастап өзеннен өтті.",
    "Жоңғар қонтайшысы Ғалдан Серен",
    "Қазақтардың елшісі Іле бойында",
    "ҚАЗАҚ ХАНДЫҒЫНЫҢ ТАРИХЫ, ҮШІНШІ ТОМ",
];
const RUSSIAN: [&str; 4] = [
    "В 1756 году Амурсана бежал к казахам, а цинские войска заняли Или.",
    "Султан Аблай писал в Оренбург.",
    "ИСТОРИЯ ДЖУНГАРСКОГО ХАНСТВА. Том второй",
    "«Посольство» — так названа глава № 7…",
];

/// Encodes by searching the table; `None` where the encoding lacks a character.
fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let upper = encoding.upper_half().unwrap();
    text.chars()
        .map(|c| {
            if c.is_ascii() {
                return Some(c as u8);
            }
            upper.iter().position(|u| *u == c).map(|i| 0x80 + i as u8)
        })
        .collect()
}

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

#[test]
fn sentences_come_back_from_every_encoding_that_has_their_letters() {
    let mut tried = 0;
    for text in KAZAKH.iter().chain(&RUSSIAN) {
        for encoding in Encoding::GUESSED {
            let Some(bytes) = encode(text, encoding) else { continue };
            let decoded = decode(&bytes, None, None);
            assert_eq!(decoded.text, *text, "{encoding} read as {}", decoded.encoding);
            assert_eq!(decode(&bytes, Some(encoding), None).text, *text);
            tried += 1;
        }
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::UTF_8),
            (utf16(text, u16::to_le_bytes), Encoding::UTF_16LE),
            (utf16(text, u16::to_be_bytes), Encoding::UTF_16BE),
        ] {
            let decoded = decode(&bytes, None, None);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (*text, encoding));
        }
    }
    assert!(tried >= 30, "only {tried} pairs of sentence and encoding");
}

#[test]
fn kazakh_letters_are_not_read_as_serbian_ones() {
    let bytes = encode("Әбілқайыр мен Төле би", Encoding::KZ_1048).unwrap();
    assert_eq!(decode(&bytes, None, Some(Encoding::WINDOWS_1251)).text, "Әбілқайыр мен Төле би");
    assert_eq!(decode(&bytes, Some(Encoding::WINDOWS_1251), None).text, "Јбілќайыр мен Тґле би");
}

#[test]
fn a_kazakh_name_at_the_end_of_a_long_russian_text_decides() {
    let text = format!("{}Хан Әбілқайыр.", "Посольство вышло из крепости. ".repeat(2000));
    let bytes = encode(&text, Encoding::KZ_1048).unwrap();
    assert!(decode(&bytes, None, None).text.ends_with("Хан Әбілқайыр."));
}

#[test]
fn a_bom_is_dropped_and_outranks_what_is_forced() {
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    bytes.extend("Абылай".as_bytes());
    let decoded = decode(&bytes, Some(Encoding::KOI8_R), None);
    assert_eq!((decoded.text.as_str(), decoded.encoding), ("Абылай", Encoding::UTF_8));
    let mut bytes = b"\xFF\xFE".to_vec();
    bytes.extend(utf16("Ablai", u16::to_le_bytes));
    assert_eq!(decode(&bytes, None, None).text, "Ablai");
}

#[test]
fn latin_text_with_accents_is_not_cyrillic() {
    for text in
        ["The Café de l’Orient", "Reisen in die Kirgisensteppe, Köln 1825", "“Ablai Khan” – a biography"]
    {
        let bytes = encode(text, Encoding::WINDOWS_1252).unwrap();
        assert_eq!(decode(&bytes, None, None).text, text);
    }
}

#[test]
fn broken_utf8_stays_utf8_and_names_the_first_place() {
    let mut bytes = "Абылай хан\nАмурсана ".as_bytes().to_vec();
    let broken_at = bytes.len();
    bytes.push(0xFF);
    bytes.extend("нойон".as_bytes());
    bytes.push(0xD0);
    let decoded = decode(&bytes, None, None);
    assert_eq!(decoded.encoding, Encoding::UTF_8);
    assert_eq!(decoded.text, "Абылай хан\nАмурсана \u{fffd}нойон\u{fffd}");
    assert_eq!(decoded.invalid, Some(Invalid { line: 2, byte: broken_at, value: 0xFF, places: 2 }));
}

#[test]
fn half_a_unit_and_half_a_pair_of_utf16_are_named() {
    let mut bytes = utf16("Абылай\nхан", u16::to_le_bytes);
    bytes.extend([0x00, 0xD8, 0x30]);
    let decoded = decode(&bytes, None, None);
    assert_eq!(decoded.text, "Абылай\nхан\u{fffd}\u{fffd}");
    assert_eq!(decoded.invalid, Some(Invalid { line: 2, byte: 20, value: 0x00, places: 2 }));
}

#[test]
fn a_byte_that_stands_for_nothing_is_named() {
    let bytes = [encode("Абылай", Encoding::KZ_1048).unwrap(), vec![0x98]].concat();
    let decoded = decode(&bytes, Some(Encoding::KZ_1048), None);
    assert_eq!(decoded.text, "Абылай\u{fffd}");
    assert_eq!(decoded.invalid, Some(Invalid { line: 1, byte: 6, value: 0x98, places: 1 }));
}

#[test]
fn spaced_letters_are_not_utf16() {
    for text in [" a b c d e f", "   ", "!!!!", "1 2 3 4 ", "a\nb\nc\n"] {
        assert_eq!(decode(text.as_bytes(), None, None).text, text);
    }
}

#[test]
fn labels_in_any_case_and_spelling() {
    assert_eq!(Encoding::from_label("KZ-1048"), Some(Encoding::KZ_1048));
    assert_eq!(Encoding::from_label("strk1048"), Some(Encoding::KZ_1048));
    assert_eq!(Encoding::from_label("PT154"), Some(Encoding::PTCP154));
    assert_eq!(Encoding::from_label("cp1251"), Some(Encoding::WINDOWS_1251));
    assert_eq!(Encoding::from_label("Windows-1251 "), Some(Encoding::WINDOWS_1251));
    assert_eq!(Encoding::from_label("cp866"), Some(Encoding::IBM866));
    assert_eq!(Encoding::from_label("klingon"), None);
}
