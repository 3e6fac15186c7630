//! From evidence in nats to calibrated thousandths.

use super::tables::{Rows, fault};
use crate::model::{Diagnostic, Score};

/// The response curve: probability that a pair is the same, by its evidence; straight between the points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// (evidence in hundredths, thousandths), rising in both.
    points: Vec<(i32, u16)>,
}

impl Calibration {
    pub const COLUMNS: [&str; 2] = ["evidence", "score"];

    pub fn new(points: Vec<(i32, u16)>) -> Calibration {
        Calibration { points }
    }

    pub(super) fn read(rows: Rows, faults: &mut Vec<Diagnostic>) -> Calibration {
        let mut points: Vec<(i32, u16)> = Vec::new();
        for (line, row) in rows.rows {
            match (row[0].parse::<i32>(), row[1].parse::<u16>()) {
                (Ok(x), Ok(y)) if y <= 1000 && points.last().is_none_or(|p| p.0 < x && p.1 <= y) => {
                    points.push((x, y));
                }
                _ => faults.push(fault(
                    &rows.file,
                    line,
                    "not a point of a rising curve",
                    "evidence and score are whole and rise from row to row",
                )),
            }
        }
        Calibration { points }
    }

    /// The score of an amount of evidence (hundredths).
    pub fn score(&self, evidence: i32) -> Score {
        let above = self.points.partition_point(|p| p.0 <= evidence);
        let value = match (above.checked_sub(1).map(|i| self.points[i]), self.points.get(above)) {
            (None, None) => {
                // No curve: the logistic one.
                return Score::from_probability(1.0 / (1.0 + (-f64::from(evidence) / 100.0).exp()));
            }
            (None, Some(p)) => p.1,
            (Some(p), None) => p.1,
            (Some(p), Some(q)) => {
                let part = i64::from(q.1 - p.1) * i64::from(evidence - p.0) / i64::from(q.0 - p.0);
                p.1 + part as u16
            }
        };
        Score::thousandths(value)
    }
}
