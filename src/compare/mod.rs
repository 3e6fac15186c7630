//! How likely two written names name the same bearer, and why. May import `model`, `text` and `lexicon`.
//!
//! A [`Comparer`] prepares names (words, roles, possible dictionary forms) and compares them; a [`Pool`] finds the
//! names of a long list that a name may stand for.

pub mod calibrate;
pub mod costs;
pub mod explain;
mod judge;
mod known;
pub mod learn;
pub mod lessons;
pub mod letters;
mod links;
pub mod lists;
mod prepare;
mod score;
mod search;
pub mod system;
pub mod tables;
pub mod trie;
pub mod units;
mod words;

pub use calibrate::Features;
pub use judge::{CompareMethod, Comparison, Judge, Limits, Verdict};
pub use known::{Knowledge, KnownNames};
pub use links::{LinkedName, Links, links};
pub use prepare::{Lemma, PreparedName, PreparedWord, Spelling};
pub use score::{Arrangement, Match, MatchKind, PartWeights};
pub use search::{Hit, NameId, Pool, SearchOptions};
pub use tables::CompareTables;

use crate::model::Score;
use std::collections::BTreeMap;
use system::System;
use trie::TargetTable;

/// Compares names by the tables of a lexicon folder.
#[derive(Clone, Debug)]
pub struct Comparer {
    tables: CompareTables,
    weights: PartWeights,
    /// Unit tables read from the first side, and from the second.
    targets: BTreeMap<(System, System), [TargetTable; 2]>,
}

impl Comparer {
    pub fn new(tables: &CompareTables) -> Comparer {
        let targets = tables
            .units
            .iter()
            .map(|(systems, table)| {
                (*systems, [TargetTable::new(table, false), TargetTable::new(table, true)])
            })
            .collect();
        Comparer { tables: tables.clone(), weights: PartWeights::default(), targets }
    }

    pub fn with_weights(mut self, weights: PartWeights) -> Comparer {
        self.weights = weights;
        self
    }

    fn targets(&self, systems: (System, System), swapped: bool) -> Option<&TargetTable> {
        self.targets.get(&systems).map(|t| &t[usize::from(swapped)])
    }

    /// Arranges two names by their sound alone, without any pool.
    pub fn sound(&self, a: &PreparedName, b: &PreparedName) -> (Arrangement, Features) {
        // The same arrangement whichever name comes first.
        if (&b.text, b.language) < (&a.text, a.language) {
            let (arrangement, features) = self.sound(b, a);
            return (arrangement.turned(), features);
        }
        let chances_a: Vec<f32> = a.spellings.iter().map(|s| self.chance(s)).collect();
        let chances_b: Vec<f32> = b.spellings.iter().map(|s| self.chance(s)).collect();
        let mut sound = |x: usize, y: usize| {
            self.word_evidence(&a.spellings[x], &b.spellings[y], chances_a[x], chances_b[y]).nats
        };
        let evidence = score::Evidence { sound: &mut sound, rarity_a: &|_| 1.0, rarity_b: &|_| 1.0 };
        let arrangement = self.arrange(a, b, evidence);
        let features = self.features(a, b, &arrangement, &chances_a, &chances_b);
        (arrangement, features)
    }

    /// The calibrated score of what is known of a pair by its sound.
    pub fn score(&self, features: &Features) -> Score {
        self.tables.calibration.score(features)
    }
}
