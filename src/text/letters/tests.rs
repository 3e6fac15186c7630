use super::*;

fn letters() -> Letters {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    Letters::parse(&[
        file(LETTERS_FILE, include_str!("../../../lexicons/writing/letters.csv")),
        file(PREREFORM_FILE, include_str!("../../../lexicons/writing/prereform.csv")),
    ])
    .unwrap_or_else(|e| panic!("{e}"))
}

#[track_caller]
fn check(word: &str, expected: &str) {
    assert_eq!(letters().normalise_word(word), expected, "{word}");
}

#[test]
fn look_alikes_are_repaired_by_the_letters_beside_them() {
    check("Bayan-аul", "bayan-aul");
    check("Cерік", "серік");
    check("Көшесi", "көшесі");
    check("Әбiлқайыр", "әбілқайыр");
    check("əбілқайыр", "әбілқайыр");
    check("HҰРСҰЛТАН", "нұрсұлтан");
    check("BАЛИХАНОВ", "валиханов");
    check("Ўлытау", "ұлытау");
    check("Ѳтеғали", "өтеғали");
    check("Ѳедоръ", "ѳедоръ");
    check("ҳұл", "құл");
}

#[test]
fn words_of_two_scripts_stay() {
    check("Bayan-аул", "bayan-аул");
    check("USб", "usб");
}

#[test]
fn signs_are_unified_and_dropped() {
    check("Абла\u{301}й", "аблай");
    check("Аб\u{ad}лай", "аблай");
    check("Ta-wa-chʼi", "ta-wa-ch'i");
    check("Галдан–Церен", "галдан-церен");
    check("İSATAY", "isatay");
    check("ɴurmuq\u{306}ammet".trim_start_matches('ɴ'), "urmuq\u{306}ammet");
    check("и\u{306}", "й");
    check("Ńǵá", "ńǵá");
}

#[test]
fn a_normal_word_is_not_copied() {
    let letters = letters();
    for word in ["абылай", "ablai", "жоңғар", "äbılqaiyr", "ta-wa-ch'i"] {
        assert!(matches!(letters.normalise_word(word), Cow::Borrowed(_)), "{word}");
    }
}

#[test]
fn normalising_twice_changes_nothing() {
    let letters = letters();
    for word in ["Bayan-аul", "Cерік", "ΑΒΓ", "ǅungar", "İ", "N̡", "ﬁ", "Ѳмірбек", "a\u{301}а\u{301}"]
    {
        let once = letters.normalise_word(word).into_owned();
        assert_eq!(letters.normalise_word(&once), once, "{word}");
    }
}

#[test]
fn old_russian_becomes_modern() {
    let letters = letters();
    for (old, modern) in [
        ("аблай-ханъ", "аблай-хан"),
        ("галданъ-церенъ", "галдан-церен"),
        ("абулхаирскаго", "абулхаирского"),
        ("средняго", "среднего"),
        ("вѣрнаго", "верного"),
        ("россія", "россия"),
        ("киргизскія", "киргизские"),
        ("ѳедоръ", "федор"),
        ("сибирь", "сибирь"),
        ("міръ", "мир"),
        ("чикаго", "чикаго"),
        ("серік", "серік"),
        ("кіікбай", "кіікбай"),
        ("объезд", "объезд"),
    ] {
        assert_eq!(letters.modernise(old), modern, "{old}");
    }
}

#[test]
fn scripts_and_alphabets() {
    let letters = letters();
    assert_eq!(letters.script("жоңғар"), Script::Cyrillic);
    assert_eq!(letters.script("qaγan"), Script::Latin);
    assert_eq!(letters.script("准噶爾"), Script::Other);
    assert_eq!(letters.script("12"), Script::Other);
    assert_eq!(letters.alphabet(Language::Kazakh, "modern").len(), 42);
    assert_eq!(letters.alphabet(Language::Russian, "modern").len(), 33);
    assert!(letters.is_vowel('ә') && !letters.is_vowel('қ') && letters.is_sign('ь'));
}

#[test]
fn bad_rows_are_named_with_their_place() {
    let table = "kind,language,era,script,text,value,with,source,note\nlettre,kk,modern,Cyrillic,а,vowel,,s,\n\
                 lookalike,,,Greek,α,a,,s,\nletter,kk,modern,Cyrillic,а,vocal,,s,\ndrop,,,,U+ZZ,,,s,\n\
                 lookalike,,,Cyrillic,x,y,,s,\nlookalike,,,Cyrillic,y,z,,s,\n";
    let (_, diagnostics) = Letters::check(&[(LETTERS_FILE.to_owned(), table.to_owned())]);
    let places: Vec<String> = diagnostics.iter().map(|d| format!("{} {}", d.place, d.code)).collect();
    assert_eq!(
        places,
        [
            "writing/letters.csv:2:1 E101",
            "writing/letters.csv:3:13 E102",
            "writing/letters.csv:4:29 E105",
            "writing/letters.csv:5:9 E105",
            "writing/letters.csv:6:24 E107"
        ]
    );
}
