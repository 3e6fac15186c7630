//! Certainty as an integer.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Thousandths of certainty, 0-1000; written 0.000-1.000. Calibrated: of the pairs scored 0.9, nine in ten are the same.
///
/// An integer, so that scores have a total order and are the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Score(u16);

impl Score {
    pub const NONE: Score = Score(0);
    pub const CERTAIN: Score = Score(1000);

    /// A score of so many thousandths; more than 1000 counts as 1000.
    pub const fn thousandths(value: u16) -> Score {
        Score(if value > 1000 { 1000 } else { value })
    }

    /// The score nearest to a probability; what is not a number counts as 0.
    pub fn from_probability(p: f64) -> Score {
        Score((p.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }

    pub const fn get(self) -> u16 {
        self.0
    }

    pub fn probability(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}
