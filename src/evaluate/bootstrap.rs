//! How sure the figures are: the same measures over samples of the documents, drawn with replacement (Efron &
//! Tibshirani 1993, percentile intervals). Documents are drawn, not names, since names of one text hang together.

use super::measure::{Interval, Measure};
use super::tally::{Row, Sheet};

/// How many samples, and the seed they start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bootstrap {
    pub samples: u32,
    pub seed: u64,
}

/// Share of the samples left out at either end: 95 in 100 lie between.
const TAIL: f64 = 0.025;

pub(super) fn add_intervals(rows: &mut [Row], sheet: &Sheet<'_>, documents: usize, bootstrap: Bootstrap) {
    if documents < 2 {
        return; // one document has no samples but itself
    }
    let mut random = Random(bootstrap.seed);
    let mut figures: Vec<[[Vec<f64>; 3]; Measure::ALL.len()]> =
        rows.iter().map(|_| Default::default()).collect();
    for _ in 0..bootstrap.samples {
        let mut weights = vec![0; documents];
        for _ in 0..documents {
            weights[random.below(documents as u64) as usize] += 1;
        }
        for (row, kept) in sheet.rows(&weights).iter().zip(&mut figures) {
            for (ratio, kept) in row.ratios.iter().zip(kept) {
                for (figure, kept) in ratio.figures().into_iter().zip(kept) {
                    kept.extend(figure);
                }
            }
        }
    }
    for (row, figures) in rows.iter_mut().zip(figures) {
        row.intervals = Some(figures.map(|of_measure| of_measure.map(interval)));
    }
}

fn interval(mut figures: Vec<f64>) -> Option<Interval> {
    figures.sort_by(f64::total_cmp);
    let at =
        |share: f64| figures.get((share * (figures.len().checked_sub(1)?) as f64).round() as usize).copied();
    Some(Interval { low: at(TAIL)?, high: at(1.0 - TAIL)? })
}

/// SplitMix64 (Steele, Lea & Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`, each as likely: draws from the incomplete last round are thrown away.
    fn below(&mut self, limit: u64) -> u64 {
        let whole = u64::MAX - u64::MAX % limit;
        loop {
            let drawn = self.next();
            if drawn < whole {
                return drawn % limit;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // First outputs of SplitMix64 for seed 1234567, as in the reference implementation's own test.
        let mut random = Random(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn numbers_below_a_limit_are_spread_evenly() {
        let mut random = Random(7);
        let mut counts = [0; 5];
        (0..5000).for_each(|_| counts[random.below(5) as usize] += 1);
        assert!(counts.iter().all(|c| (850..1150).contains(c)), "{counts:?}");
    }

    #[test]
    fn an_interval_leaves_out_the_tails() {
        let interval = interval((0..=1000).map(f64::from).collect()).unwrap();
        assert_eq!((interval.low, interval.high), (25.0, 975.0));
    }
}
