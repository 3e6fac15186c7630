//! The measures, and the fractions they come as.

/// What is measured. docs/EVALUATION.md defines each, with its reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Spans that are equal, or equal the bare name.
    Exact,
    /// Spans that overlap, one to one.
    Overlapping,
    /// Overlapping, and of the same type.
    Typed,
    /// Exact, and of the same type.
    ExactTyped,
    /// Overlapping, and the same entity.
    Linked,
    /// Bagga & Baldwin 1998, over names found by overlap.
    BCubed,
    /// The same over all names: one that was missed or made up earns nothing.
    BCubedStrict,
    /// Moosavi & Strube 2016, over names found by overlap.
    Lea,
    /// The same over all names.
    LeaStrict,
    /// Pairs of distinct names in two languages that are one entity, over names found by overlap.
    CrossLingual,
    /// The same against all pairs of the gold.
    CrossLingualStrict,
}

impl Measure {
    pub const ALL: [Measure; 11] = [
        Measure::Exact,
        Measure::Overlapping,
        Measure::Typed,
        Measure::ExactTyped,
        Measure::Linked,
        Measure::BCubed,
        Measure::BCubedStrict,
        Measure::Lea,
        Measure::LeaStrict,
        Measure::CrossLingual,
        Measure::CrossLingualStrict,
    ];

    /// The name in tables, CSV and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Measure::Exact => "exact",
            Measure::Overlapping => "overlapping",
            Measure::Typed => "typed",
            Measure::ExactTyped => "exact_typed",
            Measure::Linked => "linked",
            Measure::BCubed => "b_cubed",
            Measure::BCubedStrict => "b_cubed_strict",
            Measure::Lea => "lea",
            Measure::LeaStrict => "lea_strict",
            Measure::CrossLingual => "cross_lingual",
            Measure::CrossLingualStrict => "cross_lingual_strict",
        }
    }
}

/// Precision and recall as fractions: of so much found so much is right, of so much gold so much is there.
///
/// For spans and links these are counts; for B-cubed and LEA the right part is a sum of shares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    pub found_right: f64,
    pub found: f64,
    pub gold_right: f64,
    pub gold: f64,
}

impl Ratio {
    /// `None` where nothing was found.
    pub fn precision(&self) -> Option<f64> {
        (self.found > 0.0).then(|| self.found_right / self.found)
    }

    /// `None` where there is nothing to find.
    pub fn recall(&self) -> Option<f64> {
        (self.gold > 0.0).then(|| self.gold_right / self.gold)
    }

    /// Harmonic mean of the two; 0 where nothing was found of something, `None` where there is nothing to find.
    pub fn f1(&self) -> Option<f64> {
        let recall = self.recall()?;
        let precision = self.precision().unwrap_or(0.0);
        let sum = precision + recall;
        Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
    }

    /// Precision, recall and F1.
    pub fn figures(&self) -> [Option<f64>; 3] {
        [self.precision(), self.recall(), self.f1()]
    }

    /// Counts one thing found.
    pub(super) fn count_found(&mut self, weight: f64, right: f64) {
        self.found += weight;
        self.found_right += weight * right;
    }

    /// Counts one thing of the gold.
    pub(super) fn count_gold(&mut self, weight: f64, right: f64) {
        self.gold += weight;
        self.gold_right += weight * right;
    }
}

/// Where a figure lies in 95 of 100 samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_zero_where_nothing_was_found_and_undefined_without_gold() {
        let missed = Ratio { gold: 4.0, ..Ratio::default() };
        assert_eq!(missed.figures(), [None, Some(0.0), Some(0.0)]);
        let spurious = Ratio { found: 4.0, ..Ratio::default() };
        assert_eq!(spurious.figures(), [Some(0.0), None, None]);
        let half = Ratio { found_right: 1.0, found: 2.0, gold_right: 1.0, gold: 1.0 };
        assert_eq!(half.f1(), Some(2.0 / 3.0));
    }
}
