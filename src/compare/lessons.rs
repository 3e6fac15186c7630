//! Pairs to learn from: pair files, and the names a lexicon gives one entity in several languages.

use super::learn::{Example, LearnOptions, learn};
use super::letters::LetterModel;
use super::system::{System, ordered};
use super::units::UnitTable;
use crate::lexicon::Lexicon;
use crate::model::{FormKind, Language};
use crate::text::fold::{self, Letter, Letters};
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;

/// Times a letter must occur to be learned as it is; a rarer one is learned as its base letter.
const LETTER_COUNT_MIN: u32 = 4;
/// Spellings of one word that are paired with each other, at most.
const SPELLINGS_MAX: usize = 5;
/// Nats a letter by which a pair must be likelier than chance to be learned from: the others do not sound alike.
const MARGIN_MIN: f64 = 0.8;

/// Pairs of words by their systems, in the order of the tables.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    pairs: BTreeMap<(System, System), BTreeMap<(Letters, Letters), f64>>,
}

impl Lessons {
    /// Adds a pair of names that are the same. Names of several words are paired word by word if they have as many.
    pub fn add(&mut self, a: (&str, Language), b: (&str, Language), weight: f64) {
        let (words_a, words_b) = (fold::words(a.0), fold::words(b.0));
        if words_a.len() != words_b.len() {
            return;
        }
        for (x, y) in words_a.iter().zip(&words_b) {
            let (sx, sy) = (System::of_word(&x.text, a.1, false), System::of_word(&y.text, b.1, false));
            let (systems, swapped) = ordered(sx, sy);
            let (mut first, mut second) = (fold::letters(&x.text), fold::letters(&y.text));
            if swapped || (sx == sy && second < first) {
                std::mem::swap(&mut first, &mut second);
            }
            if first.len().min(second.len()) > 1 {
                *self.pairs.entry(systems).or_default().entry((first, second)).or_insert(0.0) += weight;
            }
        }
    }

    /// Adds the names of every entity of a lexicon, paired across languages and within.
    pub fn add_lexicon(&mut self, lexicon: &Lexicon, weight: f64) {
        for id in 0..lexicon.entities.len() {
            let forms: Vec<_> = lexicon.forms_of(crate::model::EntityId(id as u32)).collect();
            let sounds =
                |kind| matches!(kind, FormKind::Preferred | FormKind::Variant | FormKind::Historical);
            for (la, lb) in [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)] {
                let of = |l: usize| -> Vec<_> {
                    forms.iter().filter(|f| f.language.index() == l && sounds(f.kind)).collect()
                };
                let (first, second) = (of(la), of(lb));
                // However many spellings an entity has, it teaches as much as another.
                let part = weight / (first.len().max(second.len()).max(1)) as f64;
                for (i, x) in first.iter().enumerate() {
                    for y in second.iter().skip(if la == lb { i + 1 } else { 0 }) {
                        self.add((&x.text, x.language), (&y.text, y.language), part);
                    }
                }
            }
        }
    }

    /// The chance of spellings of each system, from every word met.
    pub fn chance(&self) -> [LetterModel; 3] {
        let mut words: [BTreeMap<&[Letter], f64>; 3] = Default::default();
        for (&(first, second), pairs) in &self.pairs {
            for (a, b) in pairs.keys() {
                words[first.index()].insert(a, 1.0);
                words[second.index()].insert(b, 1.0);
            }
        }
        words.map(|w| LetterModel::learn(w.into_iter()).simplified(0.25))
    }

    pub fn len(&self) -> usize {
        self.pairs.values().map(BTreeMap::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Learns every table: those of two systems from their pairs, those of one system from spellings that share a
    /// counterpart, and the Kazakh ones also, less, from what Russian teaches.
    pub fn learn(&self, options: &LearnOptions) -> BTreeMap<(System, System), UnitTable> {
        let mut all = self.pairs.clone();
        let pivots = |pairs: &BTreeMap<(Letters, Letters), f64>| {
            let (mut first, mut second): (Pivot, Pivot) = Default::default();
            for ((a, b), w) in pairs {
                second.entry(a.clone()).or_default().push((b.clone(), *w));
                first.entry(b.clone()).or_default().push((a.clone(), *w));
            }
            (first, second)
        };
        for (&systems, pairs) in &self.pairs {
            if systems.0 == systems.1 {
                continue;
            }
            let (first, second) = pivots(pairs);
            spellings(first, all.entry((systems.0, systems.0)).or_default());
            spellings(second, all.entry((systems.1, systems.1)).or_default());
        }
        lend(&mut all, (System::Russian, System::Latin), (System::Kazakh, System::Latin), 0.12);
        lend(&mut all, (System::Russian, System::Russian), (System::Kazakh, System::Russian), 0.05);
        lend(&mut all, (System::Russian, System::Russian), (System::Kazakh, System::Kazakh), 0.02);
        let mut tables = BTreeMap::new();
        for (systems, pairs) in all {
            let mut options = options.clone();
            if systems.0 == systems.1 || systems == (System::Kazakh, System::Russian) {
                options.shapes.retain(|&(a, b, _)| a.max(b) <= 2);
            }
            let examples = with_known_letters(pairs, systems.0 == systems.1);
            let rough = learn(&examples, &LearnOptions { rounds: 4, context_rounds: 0, ..options.clone() });
            let examples = sounding_alike(examples, &rough);
            tables.insert(systems, learn(&examples, &options));
        }
        tables
    }
}

type Pivot = BTreeMap<Letters, Vec<(Letters, f64)>>;
type Pairs = BTreeMap<(Letters, Letters), f64>;

/// Pairs of spellings that share a counterpart; and every spelling with itself.
fn spellings(groups: Pivot, pairs: &mut Pairs) {
    for group in groups.into_values() {
        for (i, (x, w)) in group.iter().take(SPELLINGS_MAX).enumerate() {
            *pairs.entry((x.clone(), x.clone())).or_insert(0.0) += w.min(1.0);
            for (y, v) in group.iter().take(SPELLINGS_MAX).skip(i + 1) {
                let keys = if x <= y { (x.clone(), y.clone()) } else { (y.clone(), x.clone()) };
                *pairs.entry(keys).or_insert(0.0) += 0.3 * w.min(*v).min(1.0);
            }
        }
    }
}

/// Adds the pairs of one table to another, at a part of their weight.
fn lend(
    all: &mut BTreeMap<(System, System), Pairs>,
    from: (System, System),
    to: (System, System),
    part: f64,
) {
    let Some(lent) = all.get(&from).cloned() else { return };
    let own = all.entry(to).or_default();
    for (pair, weight) in lent {
        *own.entry(pair).or_insert(0.0) += weight * part;
    }
}

/// Examples in which letters too rare to learn stand as their base letters. Pairs of one system go both ways.
fn with_known_letters(pairs: Pairs, both_ways: bool) -> Vec<Example> {
    let mut seen: HashMap<Letter, u32> = HashMap::new();
    for (a, b) in pairs.keys() {
        for &letter in a.iter().chain(b) {
            *seen.entry(letter).or_insert(0) += 1;
        }
    }
    let rare: HashSet<Letter> =
        seen.into_iter().filter(|(_, n)| *n < LETTER_COUNT_MIN).map(|(letter, _)| letter).collect();
    let known = |word: Letters| -> Letters {
        word.into_iter().map(|l| if rare.contains(&l) { fold::base(l) } else { l }).collect()
    };
    let mut examples = Vec::new();
    for ((a, b), weight) in pairs {
        let (a, b) = (known(a), known(b));
        if both_ways && a != b {
            examples.push(Example { a: b.clone(), b: a.clone(), weight: weight / 2.0 });
            examples.push(Example { a, b, weight: weight / 2.0 });
        } else {
            examples.push(Example { a, b, weight });
        }
    }
    examples
}

/// The pairs that a rough table finds likelier than chance.
fn sounding_alike(examples: Vec<Example>, table: &UnitTable) -> Vec<Example> {
    let chance_a = LetterModel::learn(examples.iter().map(|e| (&e.a[..], e.weight)));
    let chance_b = LetterModel::learn(examples.iter().map(|e| (&e.b[..], e.weight)));
    examples
        .into_iter()
        .filter(|e| {
            table.log_probability(&e.a, &e.b)
                - chance_a.log_probability(&e.a)
                - chance_b.log_probability(&e.b)
                > MARGIN_MIN * e.a.len().max(e.b.len()) as f64
        })
        .collect()
}
