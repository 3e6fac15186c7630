//! The shipped tables of letters and readings: they parse, every example in them holds, and some laws of lattices.

use atau::Language;
use atau::files;
use atau::text::letters::Letters;
use atau::text::reading::{Lattice, Readings};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
    files::read_lexicon_folder(&folder).unwrap_or_else(|e| panic!("{e}"))
});
static READINGS: LazyLock<Readings> =
    LazyLock::new(|| Readings::parse(&FILES).unwrap_or_else(|e| panic!("{e}")));
static LETTERS: LazyLock<Letters> =
    LazyLock::new(|| Letters::parse(&FILES).unwrap_or_else(|e| panic!("{e}")));

fn read(word: &str, language: &str) -> Lattice {
    let language = Language::from_code(language).unwrap_or_default();
    READINGS.read(&LETTERS.normalise_word(word), language)
}

#[test]
fn every_table_is_right_and_every_example_holds() {
    let (readings, mut diagnostics) = Readings::check(&FILES);
    diagnostics.extend(Letters::check(&FILES).1);
    let said: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    for tradition in readings.traditions() {
        assert!(!tradition.examples.is_empty(), "{} has no example", tradition.file);
    }
}

/// Names of one bearer come out cheaper than names of two, whatever the script, the tradition and the century.
#[test]
fn names_meet_across_scripts_and_traditions() {
    for (a, b) in [
        ("kk Абылай", "ru Аблай"),
        ("kk Абылай", "ru Облай"),
        ("kk Абылай", "en Ablai"),
        ("kk Абылай", "en A-pu-lai"),
        ("kk Әбілқайыр", "ru Абулхаир"),
        ("kk Әбілқайыр", "en Abulkhair"),
        ("kk Дауашы", "en Dawaci"),
        ("kk Дауашы", "ru Даваци"),
        ("ru Давачи", "en Ta-wa-chʼi"),
        ("kk Жоңғар", "en Dzungar"),
        ("kk Жоңғар", "ru Джунгар"),
        ("ru Чжунгар", "en Jungar"),
        ("ru Зюнгор", "en Zünghar"),
        ("kk Тәуке", "ru Тявка"),
        ("ru Цэван", "en Tsewang"),
        ("ru Церен", "en Tsering"),
        ("ru Араптан", "en Rabtan"),
        ("kk Жәнібек", "ru Джанибек"),
        ("kk Шоқан", "ru Чокан"),
        ("kk Уәли", "ru Вали"),
        ("en qaγan", "mn хаан"),
        ("ru Цяньлун", "en Ch'ien-lung"),
        ("en Nepliuev", "ru Неплюевъ"),
    ] {
        let lattice = |side: &str| side.split_once(' ').map_or(read("", ""), |(l, w)| read(w, l));
        let cost = lattice(a).distance(&lattice(b), READINGS.costs());
        assert!(cost <= 300, "{a} and {b}: {cost}");
    }
    for (a, b) in [
        ("kk Абылай", "ru Аблязов"),
        ("kk Әбілқайыр", "ru Абилмамбет"),
        ("kk Дауашы", "ru Амурсана"),
        ("kk Тәуке", "en Galdan"),
        ("kk Төле", "ru Казыбек"),
        ("en Fude", "ru Чжаохой"),
        ("kk Қабанбай", "ru Богенбай"),
    ] {
        let lattice = |side: &str| side.split_once(' ').map_or(read("", ""), |(l, w)| read(w, l));
        let cost = lattice(a).distance(&lattice(b), READINGS.costs());
        assert!(cost > 400, "{a} and {b}: {cost}");
    }
}

#[test]
fn a_long_word_is_read_in_part() {
    let word = "абай".repeat(200);
    let lattice = read(&word, "kk");
    assert_eq!(lattice.word().len(), atau::text::reading::WORD_LETTERS_MAX);
}

/// The letters of the arcs on a way from the begin to the end, chosen by a number.
fn spell(lattice: &Lattice, mut choice: usize) -> String {
    let mut result = String::new();
    let mut at = 0;
    while at < lattice.word().len() {
        let arcs: Vec<_> = lattice.arcs().iter().filter(|a| usize::from(a.from) == at).collect();
        let arc = arcs[choice % arcs.len()];
        choice /= 3;
        result += &lattice.letters(arc);
        at = usize::from(arc.to);
    }
    result
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[абвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыьіэюяёѣѳ'-]{0,12}",
        "[a-zäöüğñşçıñγǰčšžʹ' -]{0,12}",
        "\\PC{0,20}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn every_way_through_a_lattice_spells_the_word(word in words(), language in 0usize..4, choice: usize) {
        let language = [Language::Kazakh, Language::Russian, Language::English, Language::Undetermined][language];
        let word: String = LETTERS.normalise_word(&word).chars().take(90).collect();
        let lattice = READINGS.read(&word, language);
        prop_assert_eq!(spell(&lattice, choice), word.clone());
        let (_, cost) = lattice.best_reading();
        prop_assert!(cost < 500 * 100);
        for edge in lattice.edges() {
            prop_assert!(edge.from < edge.to);
        }
    }

    #[test]
    fn the_cheapest_path_is_symmetric_and_adds_up(a in words(), b in words()) {
        let (a, b) = (read(&a, "und"), read(&b, "und"));
        let path = a.best_path(&b, READINGS.costs());
        prop_assert_eq!(path.cost, b.distance(&a, READINGS.costs()));
        let sum: u32 = path.steps.iter().map(|s| u32::from(s.reading) + u32::from(s.change)).sum();
        prop_assert_eq!(path.cost, sum);
        let own = a.distance(&a, READINGS.costs());
        prop_assert!(own <= 2 * a.best_reading().1);
    }

    #[test]
    fn a_normal_word_stays_normal(word in words()) {
        let once = LETTERS.normalise_word(&word).into_owned();
        prop_assert_eq!(LETTERS.normalise_word(&once).into_owned(), once.clone());
        let _ = LETTERS.modernise(&once);
        let _ = LETTERS.script(&once);
    }

    #[test]
    fn tables_of_any_bytes_are_refused_politely(text in "\\PC{0,80}", cells in proptest::collection::vec("[a-zа-я|<>! -]{0,6}", 8)) {
        let row = cells.join(",");
        let table = format!("kind,grapheme,sounds,before,after,position,source,note\n{row}\nrule,{row}\n{text}\n");
        let (_, diagnostics) = Readings::check(&[("readings/x.csv".to_owned(), table)]);
        for d in diagnostics {
            prop_assert!(d.place.line > 0 && !d.message.is_empty());
        }
    }
}
