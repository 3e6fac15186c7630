//! How two names were read, aligned and scored, step by step, for a linguist; in English, Russian or Kazakh.

use super::costs;
use super::judge::{Judge, Verdict};
use super::prepare::{PreparedName, Spelling};
use super::score::MatchKind;
use super::system::ordered;
use super::units::Step;
use crate::model::Language;
use crate::text::reading::Readings;
use std::fmt::Write;

/// Traditions named for a word, at most.
const TRADITIONS_MAX: usize = 3;

/// Words of the explanation in the language of the reader.
struct Words {
    readings: &'static str,
    likely: &'static str,
    alignment: &'static str,
    parts: &'static str,
    lexicon: &'static str,
    verdict: &'static str,
    limits: &'static str,
    stray: &'static str,
    dropped: &'static str,
    form_of: &'static str,
    only: &'static str,
    dearest: &'static str,
    no_row: &'static str,
    verdicts: [&'static str; 3],
}

const ENGLISH: Words = Words {
    readings: "How they are read",
    likely: "spelled as in",
    alignment: "Letter by letter (cost in hundredths of a nat; row of costs.csv)",
    parts: "What the words say (nats in favour)",
    lexicon: "What decided",
    verdict: "Score",
    limits: "same from %s, different below %d",
    stray: "no row: a letter without counterpart, or two that never meet",
    dropped: "nothing",
    form_of: "taken as a form of",
    only: "only in",
    dearest: "The smallest change that would have brought them nearer: another letter than",
    no_row: "no words that sound alike",
    verdicts: ["different", "unsure", "same"],
};

const RUSSIAN: Words = Words {
    readings: "Как прочитаны",
    likely: "написание по традиции",
    alignment: "Буква за буквой (цена в сотых ната; строка costs.csv)",
    parts: "Что говорят слова (наты в пользу)",
    lexicon: "Что решило",
    verdict: "Оценка",
    limits: "одно и то же от %s, разное ниже %d",
    stray: "строки нет: буква без пары или две, которые не встречаются",
    dropped: "ничего",
    form_of: "принято за форму слова",
    only: "только в",
    dearest: "Меньше всего надо было бы изменить:",
    no_row: "слов, сходных по звучанию, нет",
    verdicts: ["разное", "неясно", "одно и то же"],
};

const KAZAKH: Words = Words {
    readings: "Қалай оқылды",
    likely: "жазу дәстүрі",
    alignment: "Әріптеп салыстыру (құны наттың жүзден бірімен; costs.csv жолы)",
    parts: "Сөздер не дейді (жақтаған наттар)",
    lexicon: "Не шешті",
    verdict: "Баға",
    limits: "%s бастап бірдей, %d төмен әртүрлі",
    stray: "жол жоқ: жұбы жоқ әріп немесе кездеспейтін екі әріп",
    dropped: "ештеңе",
    form_of: "мына сөздің түрі деп алынды:",
    only: "тек мұнда:",
    dearest: "Ең аз өзгеріс керек жер:",
    no_row: "үндес сөздер жоқ",
    verdicts: ["әртүрлі", "белгісіз", "бірдей"],
};

/// Explains a comparison in the language of the reader (English where it is undetermined).
pub fn explain(
    judge: &Judge,
    readings: &Readings,
    a: &PreparedName,
    b: &PreparedName,
    reader: Language,
) -> String {
    let words = match reader {
        Language::Russian => &RUSSIAN,
        Language::Kazakh => &KAZAKH,
        Language::English | Language::Undetermined => &ENGLISH,
    };
    let comparison = judge.compare(a, b);
    let mut out = String::new();
    let _ = writeln!(out, "{} | {}\n\n{}:", a.text, b.text, words.readings);
    for name in [a, b] {
        for word in &name.spellings[..name.words.len()] {
            reading(&mut out, words, readings, name, word);
        }
    }
    let _ = writeln!(out, "\n{}:", words.alignment);
    let mut dearest: Option<(f64, String)> = None;
    let sounding = comparison.arrangement.matches.iter().filter(|m| m.kind == MatchKind::Sound);
    let mut any = false;
    for found in sounding {
        let (Some(x), Some(y)) = (find(a, found.a), find(b, found.b)) else { continue };
        any = true;
        letters(&mut out, words, judge, x, y, &mut dearest);
    }
    if !any {
        let _ = writeln!(out, "  {}", words.no_row);
    }
    let _ = writeln!(out, "\n{}:", words.parts);
    let text = |name: &PreparedName, (first, count): (u8, u8)| {
        let range = usize::from(first)..usize::from(first + count);
        name.words[range].iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    for found in &comparison.arrangement.matches {
        let _ = writeln!(out, "  {} = {}  {:+.1}", text(a, found.a), text(b, found.b), found.nats);
    }
    for (name, alone) in [(a, &comparison.arrangement.alone_a), (b, &comparison.arrangement.alone_b)] {
        for &i in alone {
            let _ = writeln!(out, "  {} «{}»: {}", words.only, name.text, name.words[usize::from(i)].text);
        }
    }
    let _ = writeln!(out, "\n{}: {}", words.lexicon, comparison.method.code());
    for reason in &comparison.evidence {
        let _ = writeln!(out, "  {reason}");
    }
    let limits = words
        .limits
        .replace("%s", &judge.limits.same.to_string())
        .replace("%d", &judge.limits.different.to_string());
    let verdict = words.verdicts[comparison.verdict as usize];
    let _ = writeln!(out, "\n{}: {} — {verdict} ({limits})", words.verdict, comparison.score);
    if let (true, Some((_, change))) = (comparison.verdict != Verdict::Same, dearest) {
        let _ = writeln!(out, "{} {change}", words.dearest);
    }
    out
}

fn find(name: &PreparedName, (first, count): (u8, u8)) -> Option<&Spelling> {
    name.spellings.iter().find(|s| (s.first, s.count) == (first, count))
}

/// A word with its cheapest reading and the traditions it may be spelled in.
fn reading(out: &mut String, words: &Words, readings: &Readings, name: &PreparedName, word: &Spelling) {
    let text = &name.words[usize::from(word.first)].text;
    let lattice = readings.read(text, name.language);
    let (sounds, _) = lattice.best_reading();
    let likely: Vec<&str> = lattice
        .likely()
        .iter()
        .take(TRADITIONS_MAX)
        .map(|l| readings.tradition(l.tradition).key.as_str())
        .collect();
    let _ = write!(out, "  {text}  [{}]", readings.sounds().write(sounds));
    if !likely.is_empty() {
        let _ = write!(out, "  {} {}", words.likely, likely.join(", "));
    }
    out.push('\n');
}

/// The alignment of two spellings, in the forms under which they were taken.
fn letters(
    out: &mut String,
    words: &Words,
    judge: &Judge,
    a: &Spelling,
    b: &Spelling,
    dearest: &mut Option<(f64, String)>,
) {
    let comparer = judge.comparer;
    let evidence = comparer.word_evidence(a, b, comparer.chance(a), comparer.chance(b));
    let shape = |s: &'_ Spelling, lemma: Option<&super::Lemma>| {
        lemma.map_or_else(|| s.letters.clone(), |l| l.letters.clone())
    };
    let (first, second) = (shape(a, evidence.lemma_a), shape(b, evidence.lemma_b));
    for (spelling, lemma) in [(a, evidence.lemma_a), (b, evidence.lemma_b)] {
        if let Some(lemma) = lemma {
            let (form, base) =
                (crate::text::fold::text(&spelling.letters), crate::text::fold::text(&lemma.letters));
            let _ = writeln!(out, "  {form}: {} {base}  {:.0}", words.form_of, lemma.cost * 100.0);
        }
    }
    let (systems, swapped) = ordered(a.system, b.system);
    let Some(table) = comparer.tables.units.get(&systems) else { return };
    let path = if swapped { table.best_path(&second, &first) } else { table.best_path(&first, &second) };
    for step in path {
        let (x, y) = if swapped { (&step.b, &step.a) } else { (&step.a, &step.b) };
        let side = |s: &str| if s.is_empty() { words.dropped.to_owned() } else { s.to_owned() };
        let row = match step.unit.map(|unit| table.unit(unit)) {
            Some(unit) => {
                let Step { a, b, .. } = &step;
                format!("{},{a},{b}  ({})", costs::pair_code(systems), unit.example)
            }
            None => words.stray.to_owned(),
        };
        let _ = writeln!(out, "  {:>4} : {:<4} {:>5.0}  {row}", side(x), side(y), step.cost * 100.0);
        if dearest.as_ref().is_none_or(|(cost, _)| step.cost > *cost) {
            *dearest = Some((step.cost, format!("{} : {}", side(x), side(y))));
        }
    }
}
