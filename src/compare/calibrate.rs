//! From what two names' parts said to a calibrated score: of the pairs scored 0.9, nine in ten are the same.
//!
//! A logistic sum of a few features; its weights stand in `calibration.csv` and are fitted on labelled pairs (how is
//! told in docs/COMPARISON.md).

use super::tables::{Rows, fault};
use crate::model::{Diagnostic, Score};

/// What is known of a pair of names, each feature with its code in the table and its value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Nats in favour from words that sound alike, at most [`SOUND_MAX`].
    pub sound: f32,
    /// Nats by which those words fall short of sounding alike in full.
    pub loss: f32,
    /// The same, as a share of what there was to win.
    pub loss_share: f32,
    /// Name words that stand against each other.
    pub contradictions: f32,
    /// Share of name words without answer.
    pub absent: f32,
    /// Whether both have name words, and none found an answer.
    pub strangers: f32,
    /// Nats from generic words, qualifiers and titles that agree, where neither name has a name word.
    pub roles: f32,
    /// Whether one has name words and the other has none (*Sultan Abylai*, *sultans*).
    pub bare: f32,
    /// Whether kinds of things or qualifiers contradict or are left out.
    pub kind: f32,
    /// Whether each name is one word.
    pub single: f32,
    /// Whether both are written in one system.
    pub same_system: f32,
    /// Letters of the longest word that found an answer, in tens.
    pub length: f32,
}

/// Evidence from sound beyond this adds nothing.
pub const SOUND_MAX: f32 = 25.0;

impl Features {
    pub const COUNT: usize = 12;
    pub const CODES: [&'static str; Features::COUNT] = [
        "sound",
        "loss",
        "loss_share",
        "contradictions",
        "absent",
        "strangers",
        "roles",
        "bare",
        "kind",
        "single",
        "same_system",
        "length",
    ];

    pub fn values(&self) -> [f32; Features::COUNT] {
        [
            self.sound,
            self.loss,
            self.loss_share,
            self.contradictions,
            self.absent,
            self.strangers,
            self.roles,
            self.bare,
            self.kind,
            self.single,
            self.same_system,
            self.length,
        ]
    }
}

/// The weights of the logistic sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    bias: f64,
    weights: [f64; Features::COUNT],
}

impl Default for Calibration {
    /// Plain weights for a folder without the table: sound speaks for, loss and contradiction against.
    fn default() -> Self {
        Calibration {
            bias: -1.0,
            weights: [0.25, -0.3, -3.0, -2.5, -2.0, -3.0, 1.0, -3.0, -2.0, 0.0, 0.0, 0.0],
        }
    }
}

impl Calibration {
    pub const COLUMNS: [&str; 3] = ["feature", "weight", "note"];

    pub(super) fn read(rows: Rows, faults: &mut Vec<Diagnostic>) -> Calibration {
        let mut calibration = Calibration { bias: 0.0, weights: [0.0; Features::COUNT] };
        for (line, row) in rows.rows {
            let place = Features::CODES.iter().position(|code| *code == &row[0]);
            match (place, &row[0], row[1].parse::<i32>()) {
                (Some(i), _, Ok(weight)) => calibration.weights[i] = f64::from(weight) / 1000.0,
                (None, "bias", Ok(weight)) => calibration.bias = f64::from(weight) / 1000.0,
                _ => faults.push(fault(
                    &rows.file,
                    line,
                    format!("no weight of a feature: `{}`", &row[0]),
                    format!(
                        "features are bias, {}; weights are whole thousandths",
                        Features::CODES.join(", ")
                    ),
                )),
            }
        }
        calibration
    }

    /// The score of a pair.
    pub fn score(&self, features: &Features) -> Score {
        let mut sum = self.bias;
        for (weight, value) in self.weights.iter().zip(features.values()) {
            sum += weight * f64::from(value);
        }
        Score::from_probability(1.0 / (1.0 + (-sum).exp()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contradiction_lowers_the_score() {
        let calibration = Calibration::default();
        let alike = Features { sound: 15.0, ..Features::default() };
        let against = Features { contradictions: 1.0, ..alike };
        assert!(calibration.score(&alike) > calibration.score(&against));
    }
}
