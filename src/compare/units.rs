//! Pairs of letters that stand for one another, and what it costs to take them so.
//!
//! Two spellings are cut into the same number of units (*Чж|у* and *Zh|u*), and a [`UnitTable`] says how likely each
//! unit is, alone and after the unit before it: a joint sequence model, as in letter-to-sound conversion. Costs are
//! in hundredths of a nat (a natural logarithm), so that the table holds whole numbers.

use crate::text::fold::{Letter, text};
use hashbrown::HashMap;
use smallvec::SmallVec;

/// Letters on one side of a unit, at most.
pub const UNIT_LETTERS_MAX: usize = 4;
/// What a letter that no unit explains costs, in nats: dropped, or put in.
pub const STRAY_COST: f64 = 9.0;
/// What two letters cost that no unit pairs, in nats.
pub const MISMATCH_COST: f64 = 13.0;

/// Up to [`UNIT_LETTERS_MAX`] letters in one word: equal strings, equal keys. 0 is the empty string.
pub type Key = u64;

/// The key of a string of at most [`UNIT_LETTERS_MAX`] letters.
pub fn key(letters: &[Letter]) -> Key {
    letters.iter().fold(0, |key, &letter| (key << 16) | u64::from(letter))
}

/// Units by their second sides, and the longest of these.
type Targets<'t> = (&'t [(Key, UnitId)], usize);

/// Row of a unit in its table.
pub type UnitId = u32;

/// The unit before the first one, and after the last one.
pub const EDGE: UnitId = 0;

/// Letters of the first side that may stand for letters of the second.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub a: SmallVec<[Letter; 4]>,
    pub b: SmallVec<[Letter; 4]>,
    /// Probability of the unit wherever it stands.
    pub probability: f64,
    /// Share of the unit's probability mass that units unseen after it keep.
    pub back_off: f64,
    /// A pair of words in which the unit was seen.
    pub example: String,
}

/// What is known about two ways of writing.
#[derive(Clone, Debug, Default)]
pub struct UnitTable {
    pub units: Vec<Unit>,
    index: HashMap<(Key, Key), UnitId>,
    /// Probability of a unit after another, where that was seen.
    context: HashMap<(UnitId, UnitId), f64>,
    /// Units by what stands on their first side: a range of `targets`, sorted, and the longest second side.
    sources: HashMap<Key, (u32, u32, u8)>,
    targets: Vec<(Key, UnitId)>,
    /// Longest strings met on each side.
    longest: (usize, usize),
}

impl UnitTable {
    /// A table of units and of what was seen after what; unit 0 must be the edge, with both sides empty.
    pub fn new(units: Vec<Unit>, context: HashMap<(UnitId, UnitId), f64>) -> UnitTable {
        let mut index = HashMap::new();
        let mut longest = (1, 1);
        for (id, unit) in units.iter().enumerate().skip(1) {
            index.insert((key(&unit.a), key(&unit.b)), id as UnitId);
            longest = (longest.0.max(unit.a.len()), longest.1.max(unit.b.len()));
        }
        let mut order: Vec<UnitId> = (1..units.len() as UnitId).collect();
        order.sort_by_key(|&id| (key(&units[id as usize].a), key(&units[id as usize].b)));
        let mut sources: HashMap<Key, (u32, u32, u8)> = HashMap::new();
        let mut targets = Vec::with_capacity(order.len());
        for id in order {
            let unit = &units[id as usize];
            let at = targets.len() as u32;
            let source = sources.entry(key(&unit.a)).or_insert((at, at, 0));
            source.1 = at + 1;
            source.2 = source.2.max(unit.b.len() as u8);
            targets.push((key(&unit.b), id));
        }
        UnitTable { units, index, context, sources, targets, longest }
    }

    /// The units whose first side is a string, by their second sides, and the longest of these.
    fn of_source(&self, source: &[Letter]) -> Option<Targets<'_>> {
        let &(start, end, longest) = self.sources.get(&key(source))?;
        Some((&self.targets[start as usize..end as usize], usize::from(longest)))
    }

    pub fn is_empty(&self) -> bool {
        self.units.len() < 2
    }

    pub fn find(&self, a: &[Letter], b: &[Letter]) -> Option<UnitId> {
        self.index.get(&(key(a), key(b))).copied()
    }

    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id as usize]
    }

    /// Probability of `next` after `previous`.
    pub fn probability_after(&self, previous: UnitId, next: UnitId) -> f64 {
        match self.context.get(&(previous, next)) {
            Some(p) => *p,
            None => self.units[previous as usize].back_off * self.units[next as usize].probability,
        }
    }

    pub fn contexts(&self) -> impl Iterator<Item = (UnitId, UnitId, f64)> + '_ {
        self.context.iter().map(|(&(a, b), &p)| (a, b, p))
    }

    /// Natural logarithm of the probability of the two spellings together, over all ways to cut them into units.
    ///
    /// Sums and products in a fixed order; no logarithm before the last step.
    pub fn log_probability(&self, a: &[Letter], b: &[Letter]) -> f64 {
        let (stray, mismatch) = ((-STRAY_COST).exp(), (-MISMATCH_COST).exp());
        let (rows, columns) = (a.len() + 1, b.len() + 1);
        let sources: Vec<SmallVec<[Option<Targets>; 3]>> = (0..rows)
            .map(|i| (0..=self.longest.0.min(rows - 1 - i)).map(|la| self.of_source(&a[i..i + la])).collect())
            .collect();
        let mut keys = vec![0; columns * (UNIT_LETTERS_MAX + 1)];
        for j in 0..columns {
            for lb in 1..=UNIT_LETTERS_MAX.min(columns - 1 - j) {
                keys[j * (UNIT_LETTERS_MAX + 1) + lb] = key(&b[j..j + lb]);
            }
        }
        // Units arriving at each cell with their mass; `EDGE` stands for a stray letter, too.
        let mut cells: Vec<SmallVec<[(UnitId, f64); 6]>> = vec![SmallVec::new(); rows * columns];
        cells[0].push((EDGE, 1.0));
        for i in 0..rows {
            for j in 0..columns {
                let here = std::mem::take(&mut cells[i * columns + j]);
                if here.is_empty() {
                    continue;
                }
                let mass: f64 = here.iter().map(|(_, p)| p).sum();
                let backed: f64 = here.iter().map(|&(u, p)| p * self.units[u as usize].back_off).sum();
                if i == rows - 1 && j == columns - 1 {
                    let edge = self.units[0].probability;
                    let mut end = 0.0;
                    for &(u, p) in &here {
                        end += p * self
                            .context
                            .get(&(u, EDGE))
                            .copied()
                            .unwrap_or(self.units[u as usize].back_off * edge);
                    }
                    return end.ln();
                }
                let (left_a, left_b) = (rows - 1 - i, columns - 1 - j);
                let mut explained = [false; 4];
                for (la, source) in sources[i].iter().enumerate() {
                    let Some((targets, longest)) = source else { continue };
                    for lb in usize::from(la == 0)..=(*longest).min(left_b) {
                        let target = keys[j * (UNIT_LETTERS_MAX + 1) + lb];
                        let Ok(found) = targets.binary_search_by_key(&target, |(b, _)| *b) else { continue };
                        let next = targets[found].1;
                        if la.max(lb) == 1 {
                            explained[la * 2 + lb] = true;
                        }
                        let alone = self.units[next as usize].probability;
                        let mut p = backed * alone;
                        for &(u, q) in &here {
                            if let Some(&seen) = self.context.get(&(u, next)) {
                                p += q * (seen - self.units[u as usize].back_off * alone);
                            }
                        }
                        cells[(i + la) * columns + j + lb].push((next, p));
                    }
                }
                // Letters that no unit explains: dropped, put in, or against each other.
                for (la, lb, p) in [(1, 0, stray), (0, 1, stray), (1, 1, mismatch)] {
                    if la <= left_a && lb <= left_b && !explained[la * 2 + lb] {
                        push_stray(&mut cells[(i + la) * columns + j + lb], mass * p);
                    }
                }
            }
        }
        f64::NEG_INFINITY
    }

    /// The most likely cut of two spellings, as units with their letters; strays have no unit.
    pub fn best_path(&self, a: &[Letter], b: &[Letter]) -> Vec<Step> {
        let (rows, columns) = (a.len() + 1, b.len() + 1);
        let mut best: Vec<(f64, usize, UnitId)> = vec![(f64::NEG_INFINITY, 0, EDGE); rows * columns];
        best[0].0 = 0.0;
        for cell in 0..rows * columns {
            let (i, j) = (cell / columns, cell % columns);
            let (here, _, previous) = best[cell];
            if here == f64::NEG_INFINITY {
                continue;
            }
            for la in 0..=self.longest.0.min(rows - 1 - i) {
                for lb in 0..=self.longest.1.min(columns - 1 - j) {
                    if la + lb == 0 {
                        continue;
                    }
                    let (cost, unit) = match self.find(&a[i..i + la], &b[j..j + lb]) {
                        Some(next) => (self.probability_after(previous, next).ln(), next),
                        None if la <= 1 && lb <= 1 => {
                            (if la + lb == 2 { -MISMATCH_COST } else { -STRAY_COST }, EDGE)
                        }
                        None => continue,
                    };
                    let target = &mut best[(i + la) * columns + j + lb];
                    if here + cost > target.0 {
                        *target = (here + cost, cell, unit);
                    }
                }
            }
        }
        let mut path = Vec::new();
        let mut cell = rows * columns - 1;
        while cell > 0 {
            let (total, from, unit) = best[cell];
            let (i, j) = (cell / columns, cell % columns);
            let (k, l) = (from / columns, from % columns);
            path.push(Step {
                a: text(&a[k..i]),
                b: text(&b[l..j]),
                unit: (unit != EDGE).then_some(unit),
                cost: best[from].0 - total,
            });
            cell = from;
        }
        path.reverse();
        path
    }
}

fn push_stray(cell: &mut SmallVec<[(UnitId, f64); 6]>, p: f64) {
    match cell.iter_mut().find(|(u, _)| *u == EDGE) {
        Some((_, q)) => *q += p,
        None => cell.push((EDGE, p)),
    }
}

/// One step of an alignment of two spellings.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub a: String,
    pub b: String,
    pub unit: Option<UnitId>,
    /// Nats.
    pub cost: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::learn::{Example, LearnOptions, learn};
    use crate::text::fold::letters;

    fn table() -> UnitTable {
        let pairs = [
            ("шал", "shal"),
            ("аш", "ash"),
            ("лаш", "lash"),
            ("ала", "ala"),
            ("шаш", "shash"),
            ("лал", "lal"),
        ];
        let examples: Vec<Example> =
            pairs.iter().map(|(a, b)| Example { a: letters(a), b: letters(b), weight: 3.0 }).collect();
        learn(&examples, &LearnOptions::default())
    }

    #[test]
    fn units_are_learned_from_pairs() {
        let table = table();
        assert!(table.find(&letters("ш"), &letters("sh")).is_some());
        let right = table.log_probability(&letters("шалаш"), &letters("shalash"));
        let wrong = table.log_probability(&letters("шалаш"), &letters("salas"));
        assert!(right > wrong + 5.0, "{right} {wrong}");
    }

    #[test]
    fn any_two_words_have_a_probability() {
        let table = table();
        assert!(table.log_probability(&letters("щ"), &letters("xyz")).is_finite());
        assert!(table.log_probability(&[], &letters("a")).is_finite());
    }

    #[test]
    fn a_path_covers_both_words() {
        let path = table().best_path(&letters("шала"), &letters("shalo"));
        assert_eq!(path.iter().map(|s| s.a.as_str()).collect::<String>(), "шала");
        assert_eq!(path.iter().map(|s| s.b.as_str()).collect::<String>(), "shalo");
    }
}
