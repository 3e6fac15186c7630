//! How likely a spelling is by chance: a model of letters, two at a time, with back-off.

use crate::text::fold::Letter;
use hashbrown::HashMap;

const EDGE: u64 = 0;

/// Letter trigrams with Witten-Bell back-off to bigrams, letters and an even share.
#[derive(Clone, Debug, Default)]
pub struct LetterModel {
    /// Context (up to two letters, packed) and letter to probability, all levels mixed.
    grams: [HashMap<u64, f64>; 3],
    /// Share of mass each context leaves to the next shorter one.
    left: [HashMap<u64, f64>; 3],
    unknown: f64,
}

impl LetterModel {
    /// Learns from words with weights.
    pub fn learn<'a>(words: impl Iterator<Item = (&'a [Letter], f64)>) -> LetterModel {
        let mut counts: [HashMap<u64, f64>; 3] = Default::default();
        for (word, weight) in words {
            walk(word, |order, context, letter| {
                *counts[order].entry((context << 16) | letter).or_insert(0.0) += weight;
            });
        }
        // Two letters before would know the pool better than a unit knows its neighbour, and count against it.
        counts[2].clear();
        let unknown = 1.0 / (counts[0].len() as f64 + 50.0);
        let mut model = LetterModel { unknown, ..LetterModel::default() };
        for (order, counts) in counts.iter().enumerate() {
            let mut totals: HashMap<u64, (f64, f64)> = HashMap::new();
            let mut sorted: Vec<(u64, f64)> = counts.iter().map(|(&k, &c)| (k, c)).collect();
            sorted.sort_unstable_by_key(|(k, _)| *k);
            for &(gram, count) in &sorted {
                let total = totals.entry(gram >> 16).or_insert((0.0, 0.0));
                total.0 += count;
                total.1 += 1.0;
            }
            for (&context, &(count, types)) in &totals {
                model.left[order].insert(context, types / (types + count));
            }
            for (gram, count) in sorted {
                let context = gram >> 16;
                let (total, types) = totals[&context];
                let shorter = if order == 0 {
                    unknown
                } else {
                    model.probability(order - 1, shorten(context, order - 1), gram & 0xFFFF)
                };
                model.grams[order].insert(gram, (count + types * shorter) / (total + types));
            }
        }
        model
    }

    fn probability(&self, order: usize, context: u64, letter: u64) -> f64 {
        let mut share = 1.0;
        for order in (0..=order).rev() {
            let context = shorten(context, order);
            if let Some(p) = self.grams[order].get(&((context << 16) | letter)) {
                return share * p;
            }
            share *= self.left[order].get(&context).copied().unwrap_or(1.0);
        }
        share * self.unknown
    }

    /// Sets one row of a written model: the probability of a letter (0: the end) after up to two letters, or, without
    /// a letter, the share left to shorter contexts.
    pub fn set(&mut self, before: &[Letter], letter: Option<Letter>, probability: f64) {
        let order = before.len().min(2);
        let context = before[..order].iter().fold(0, |c, &l| (c << 16) | u64::from(l));
        match letter {
            Some(letter) => self.grams[order].insert((context << 16) | u64::from(letter), probability),
            None => self.left[order].insert(context, probability),
        };
        self.unknown = 1.0 / (self.grams[0].len() as f64 + 50.0);
    }

    /// The model as rows for [`LetterModel::set`], in order.
    pub fn rows(&self) -> Vec<(Vec<Letter>, Option<Letter>, f64)> {
        let unpack = |context: u64, order: usize| -> Vec<Letter> {
            (0..order).rev().map(|i| (context >> (16 * i)) as Letter).collect()
        };
        let mut rows = Vec::new();
        for order in 0..3 {
            for (&context, &p) in &self.left[order] {
                rows.push((unpack(context, order), None, p));
            }
            for (&gram, &p) in &self.grams[order] {
                rows.push((unpack(gram >> 16, order), Some(gram as Letter), p));
            }
        }
        rows.sort_by(|x, y| (x.0.len(), &x.0, x.1).cmp(&(y.0.len(), &y.0, y.1)));
        rows
    }

    /// Drops letters after two others that were hardly likelier there than after one.
    pub fn simplified(mut self, least: f64) -> LetterModel {
        let plain: Vec<u64> = self.grams[2]
            .iter()
            .filter(|(gram, p)| {
                let context = **gram >> 16;
                let backed = self.left[2].get(&context).copied().unwrap_or(1.0)
                    * self.probability(1, shorten(context, 1), **gram & 0xFFFF);
                (p.ln() - backed.ln()).abs() < least
            })
            .map(|(gram, _)| *gram)
            .collect();
        for gram in plain {
            self.grams[2].remove(&gram);
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.grams[0].is_empty()
    }

    /// Logarithm of the probability of `letter` (0: the end) after up to two letters (0: the start).
    pub fn log_after(&self, before: [Letter; 2], letter: Letter) -> f64 {
        let context = (u64::from(before[0]) << 16) | u64::from(before[1]);
        self.probability(2, context, u64::from(letter)).ln()
    }

    /// Natural logarithm of the probability of a word.
    pub fn log_probability(&self, word: &[Letter]) -> f64 {
        let mut total = 0.0;
        walk(word, |order, context, letter| {
            if order == 2 {
                total += self.probability(2, context, letter).ln();
            }
        });
        total
    }
}

fn shorten(context: u64, order: usize) -> u64 {
    context & ((1 << (16 * order)) - 1)
}

/// Calls for every letter and the end of the word, at each order, with its context.
fn walk(word: &[Letter], mut each: impl FnMut(usize, u64, u64)) {
    let mut context = (EDGE << 16) | EDGE;
    for letter in word.iter().map(|&l| u64::from(l)).chain([EDGE]) {
        for order in 0..3 {
            each(order, shorten(context, order), letter);
        }
        context = ((context << 16) | letter) & 0xFFFF_FFFF;
    }
}
