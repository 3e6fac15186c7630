//! How much two spellings speak for one name, in nats: how much likelier they are together than by chance.

use super::Comparer;
use super::prepare::{Lemma, Spelling};
use super::system::ordered;
use crate::text::fold::Letter;

/// Costs in nats of an ending on both sides at once are not tried beyond this.
const BOTH_ENDINGS_COST_MAX: f32 = 6.0;

/// The evidence of two spellings, and the dictionary forms under which it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordEvidence<'a> {
    pub nats: f32,
    pub lemma_a: Option<&'a Lemma>,
    pub lemma_b: Option<&'a Lemma>,
}

impl Comparer {
    /// Logarithm of the probability of two spellings as one name, whatever the order of the systems.
    pub(super) fn log_joint(
        &self,
        a: (&[Letter], super::system::System),
        b: (&[Letter], super::system::System),
    ) -> f32 {
        let (systems, swapped) = ordered(a.1, b.1);
        let Some(table) = self.tables.units.get(&systems) else { return f32::NEG_INFINITY };
        let (first, second) = if swapped { (b.0, a.0) } else { (a.0, b.0) };
        table.log_probability(first, second) as f32
    }

    /// Chance of a spelling outside any pool.
    pub(super) fn chance(&self, spelling: &Spelling) -> f32 {
        self.tables.chance[spelling.system.index()].log_probability(&spelling.letters) as f32
    }

    /// The evidence of two spellings, given the chance of each.
    pub fn word_evidence<'a>(
        &self,
        a: &'a Spelling,
        b: &'a Spelling,
        chance_a: f32,
        chance_b: f32,
    ) -> WordEvidence<'a> {
        let mut best = WordEvidence { nats: f32::NEG_INFINITY, lemma_a: None, lemma_b: None };
        let consider = |best: &mut WordEvidence<'a>, la: Option<&'a Lemma>, lb: Option<&'a Lemma>| {
            let cost = la.map_or(0.0, |l| l.cost) + lb.map_or(0.0, |l| l.cost);
            if la.is_some() && lb.is_some() && cost > BOTH_ENDINGS_COST_MAX {
                return;
            }
            let letters_a = la.map_or(&a.letters, |l| &l.letters);
            let letters_b = lb.map_or(&b.letters, |l| &l.letters);
            let nats =
                self.log_joint((letters_a, a.system), (letters_b, b.system)) - cost - chance_a - chance_b;
            if nats > best.nats {
                *best = WordEvidence { nats, lemma_a: la, lemma_b: lb };
            }
        };
        consider(&mut best, None, None);
        if best.nats > CLEAR_SHARE * (-chance_a).min(-chance_b) {
            return best;
        }
        for la in &a.lemmas {
            consider(&mut best, Some(la), None);
        }
        for lb in &b.lemmas {
            consider(&mut best, None, Some(lb));
        }
        if best.nats < BOTH_ENDINGS_NATS_MIN {
            return best;
        }
        for la in &a.lemmas {
            for lb in
                b.lemmas.iter().filter(|lb| shares_start(&la.letters, &lb.letters, a.system == b.system))
            {
                consider(&mut best, Some(la), Some(lb));
            }
        }
        best
    }

    /// Whether a letter may be the initial of a word: whether a unit takes it for the word's first letters.
    pub(super) fn is_initial_of(&self, initial: &Spelling, word: &Spelling) -> bool {
        let (systems, swapped) = ordered(initial.system, word.system);
        let Some(table) = self.tables.units.get(&systems) else { return false };
        (1..=word.letters.len().min(3)).any(|length| {
            let start = &word.letters[..length];
            let found = if swapped {
                table.find(start, &initial.letters)
            } else {
                table.find(&initial.letters, start)
            };
            found.is_some_and(|id| table.unit(id).probability > INITIAL_PROBABILITY_MIN)
        })
    }
}

/// Evidence with an ending on one side below which endings on both are not tried.
const BOTH_ENDINGS_NATS_MIN: f32 = -8.0;

/// Share of the evidence there is to win that makes trying dictionary forms needless.
const CLEAR_SHARE: f32 = 0.85;

/// Probability of a unit that may pair an initial with a word's first letters.
const INITIAL_PROBABILITY_MIN: f64 = 2e-4;

/// Lemmas of one system are worth comparing only if they begin alike.
fn shares_start(a: &[Letter], b: &[Letter], same_system: bool) -> bool {
    !same_system || a.first() == b.first()
}
