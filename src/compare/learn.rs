//! Learns a [`UnitTable`] from pairs of spellings known to be the same, by expectation maximisation.
//!
//! Every way to cut a pair into units counts by its probability (forward and backward sums); units that explain
//! little are dropped; then what follows what is counted the same way, with absolute discounting.

use super::units::{EDGE, Key, Unit, UnitId, UnitTable, key};
use crate::text::fold::{Letter, Letters, text};
use hashbrown::HashMap;
use rayon::prelude::*;
use smallvec::SmallVec;

/// A pair of words that write one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    pub a: Letters,
    pub b: Letters,
    pub weight: f64,
}

/// How to learn a table.
#[derive(Clone, Debug, PartialEq)]
pub struct LearnOptions {
    /// Letters on both sides of the units to try, and how willingly.
    pub shapes: Vec<(usize, usize, f64)>,
    /// Rounds without context.
    pub rounds: usize,
    /// Rounds with the unit before as context.
    pub context_rounds: usize,
    /// Expected occurrences a unit must exceed.
    pub unit_count_min: f64,
    /// Occurrences taken off every count of a unit of more than one letter a side.
    pub unit_discount: f64,
    /// Expected occurrences a unit after another must have to be listed.
    pub context_count_min: f64,
    /// Occurrences taken off every count of a unit after another, for those unseen.
    pub context_discount: f64,
}

impl Default for LearnOptions {
    fn default() -> Self {
        LearnOptions {
            shapes: vec![
                (1, 1, 1.0),
                (1, 0, 0.2),
                (0, 1, 0.05),
                (1, 2, 0.3),
                (2, 1, 0.2),
                (1, 3, 0.05),
                (2, 2, 0.02),
                (2, 3, 0.02),
                (1, 4, 0.01),
            ],
            rounds: 10,
            context_rounds: 3,
            unit_count_min: 1.0,
            unit_discount: 0.5,
            context_count_min: 0.7,
            context_discount: 0.6,
        }
    }
}

/// Pairs handled by one task: fixed, so that sums do not depend on the number of threads.
const CHUNK: usize = 2048;

/// A unit at its place in a pair: from one cell of the grid of letters to another.
struct Edge {
    from: usize,
    to: usize,
    unit: UnitId,
}

struct Inventory {
    units: Vec<(Key, Key)>,
    index: HashMap<(Key, Key), UnitId>,
    shapes: Vec<(usize, usize, f64)>,
}

impl Inventory {
    fn edges(&self, a: &[Letter], b: &[Letter]) -> Vec<Edge> {
        let (rows, columns) = (a.len() + 1, b.len() + 1);
        let mut edges = Vec::new();
        for i in 0..rows {
            for j in 0..columns {
                for &(la, lb, _) in &self.shapes {
                    if i + la < rows && j + lb < columns {
                        let keys = (key(&a[i..i + la]), key(&b[j..j + lb]));
                        if let Some(&unit) = self.index.get(&keys) {
                            edges.push(Edge { from: i * columns + j, to: (i + la) * columns + j + lb, unit });
                        }
                    }
                }
            }
        }
        edges
    }
}

/// Learns a table; with no examples it is empty.
pub fn learn(examples: &[Example], options: &LearnOptions) -> UnitTable {
    let (mut inventory, mut probabilities) = all_units(examples, options);
    for round in 0..options.rounds {
        let counts = expected_counts(examples, &inventory, &probabilities);
        let least = options.unit_count_min * ((round + 1) as f64 / options.rounds as f64);
        let last = round + 1 == options.rounds;
        (inventory, probabilities) = keep(inventory, &counts, least, options, last);
    }
    let words: f64 = examples.iter().map(|e| e.weight).sum();
    // The edge is a unit, too: it ends every word.
    let total: f64 = probabilities.iter().sum::<f64>();
    let lengths: f64 = examples.iter().map(|e| e.weight * e.a.len().max(e.b.len()) as f64).sum();
    let end = if lengths > 0.0 { words / (lengths + words) } else { 0.5 };
    let mut units = vec![Unit {
        a: SmallVec::new(),
        b: SmallVec::new(),
        probability: end,
        back_off: 1.0,
        example: String::new(),
    }];
    for (id, &(a, b)) in inventory.units.iter().enumerate() {
        units.push(Unit {
            a: unpack(a),
            b: unpack(b),
            probability: probabilities[id] / total * (1.0 - end),
            back_off: 1.0,
            example: String::new(),
        });
    }
    let mut table = UnitTable::new(units, HashMap::new());
    for _ in 0..options.context_rounds {
        let counts = expected_contexts(examples, &inventory, &table);
        table = with_contexts(table, counts, options);
    }
    give_examples(&mut table, examples);
    table
}

/// Every pair of substrings that may be a unit, by how often they could be.
fn all_units(examples: &[Example], options: &LearnOptions) -> (Inventory, Vec<f64>) {
    let mut counts: HashMap<(Key, Key), f64> = HashMap::new();
    let mut together: HashMap<(Key, Key), f64> = HashMap::new();
    for example in examples {
        let (la, lb) = (example.a.len() as f64, example.b.len() as f64);
        for i in 0..=example.a.len() {
            for j in 0..=example.b.len() {
                // Units lie near the diagonal.
                if (i as f64 / la - j as f64 / lb).abs() > 0.34 {
                    continue;
                }
                for &(sa, sb, willing) in &options.shapes {
                    if i + sa <= example.a.len() && j + sb <= example.b.len() {
                        let keys = (key(&example.a[i..i + sa]), key(&example.b[j..j + sb]));
                        *counts.entry(keys).or_insert(0.0) += example.weight * willing;
                        *together.entry(keys).or_insert(0.0) += example.weight;
                    }
                }
            }
        }
    }
    // What occurs together too rarely can never be counted often enough.
    let mut sorted: Vec<((Key, Key), f64)> =
        counts.into_iter().filter(|(keys, _)| together[keys] > options.unit_count_min * 0.5).collect();
    sorted.sort_unstable_by_key(|(keys, _)| *keys);
    let total: f64 = sorted.iter().map(|(_, c)| c).sum();
    let units: Vec<(Key, Key)> = sorted.iter().map(|(keys, _)| *keys).collect();
    let index = units.iter().enumerate().map(|(i, &keys)| (keys, i as UnitId)).collect();
    (
        Inventory { units, index, shapes: options.shapes.clone() },
        sorted.iter().map(|(_, c)| c / total).collect(),
    )
}

fn expected_counts(examples: &[Example], inventory: &Inventory, probabilities: &[f64]) -> Vec<f64> {
    let parts: Vec<HashMap<UnitId, f64>> = examples
        .par_chunks(CHUNK)
        .map(|chunk| {
            let mut counts = HashMap::new();
            for example in chunk {
                count_units(example, inventory, probabilities, &mut counts);
            }
            counts
        })
        .collect();
    let mut counts = vec![0.0; inventory.units.len()];
    for part in parts {
        for (unit, count) in part {
            counts[unit as usize] += count;
        }
    }
    counts
}

fn count_units(
    example: &Example,
    inventory: &Inventory,
    probabilities: &[f64],
    counts: &mut HashMap<UnitId, f64>,
) {
    let edges = inventory.edges(&example.a, &example.b);
    let cells = (example.a.len() + 1) * (example.b.len() + 1);
    let mut forward = vec![0.0; cells];
    let mut backward = vec![0.0; cells];
    forward[0] = 1.0;
    backward[cells - 1] = 1.0;
    for e in &edges {
        forward[e.to] += forward[e.from] * probabilities[e.unit as usize];
    }
    if forward[cells - 1] == 0.0 {
        return;
    }
    for e in edges.iter().rev() {
        backward[e.from] += backward[e.to] * probabilities[e.unit as usize];
    }
    let scale = example.weight / forward[cells - 1];
    for e in &edges {
        let p = forward[e.from] * probabilities[e.unit as usize] * backward[e.to] * scale;
        if p > 0.0 {
            *counts.entry(e.unit).or_insert(0.0) += p;
        }
    }
}

/// Drops what explains too little, and gives the rest their probabilities.
fn keep(
    inventory: Inventory,
    counts: &[f64],
    least: f64,
    options: &LearnOptions,
    last: bool,
) -> (Inventory, Vec<f64>) {
    let mut units = Vec::new();
    let mut kept = Vec::new();
    for (id, &(a, b)) in inventory.units.iter().enumerate() {
        let single = length(a) <= 1 && length(b) <= 1;
        let count = counts[id] - if single || last { 0.0 } else { options.unit_discount };
        let floor = if single { least * 0.3 } else { least };
        if count > floor.max(1e-6) {
            units.push((a, b));
            kept.push(count);
        }
    }
    let total: f64 = kept.iter().sum();
    let index = units.iter().enumerate().map(|(i, &keys)| (keys, i as UnitId)).collect();
    (
        Inventory { units, index, shapes: inventory.shapes },
        kept.iter().map(|c| c / total.max(f64::MIN_POSITIVE)).collect(),
    )
}

type Contexts = Vec<((UnitId, UnitId), f64)>;

/// Expected occurrences of each unit of the table after each other (ids of the table: inventory + 1).
fn expected_contexts(examples: &[Example], inventory: &Inventory, table: &UnitTable) -> Contexts {
    let parts: Vec<HashMap<(UnitId, UnitId), f64>> = examples
        .par_chunks(CHUNK)
        .map(|chunk| {
            let mut counts = HashMap::new();
            for example in chunk {
                count_contexts(example, inventory, table, &mut counts);
            }
            counts
        })
        .collect();
    let mut all: HashMap<(UnitId, UnitId), f64> = HashMap::new();
    for part in parts {
        for (pair, count) in part {
            *all.entry(pair).or_insert(0.0) += count;
        }
    }
    let mut sorted: Contexts = all.into_iter().collect();
    sorted.sort_unstable_by_key(|(pair, _)| *pair);
    sorted
}

fn count_contexts(
    example: &Example,
    inventory: &Inventory,
    table: &UnitTable,
    counts: &mut HashMap<(UnitId, UnitId), f64>,
) {
    let edges = inventory.edges(&example.a, &example.b);
    let cells = (example.a.len() + 1) * (example.b.len() + 1);
    let mut ending: Vec<SmallVec<[usize; 6]>> = vec![SmallVec::new(); cells];
    for (i, e) in edges.iter().enumerate() {
        ending[e.to].push(i);
    }
    let mut forward = vec![0.0; edges.len()];
    for (i, e) in edges.iter().enumerate() {
        forward[i] = if e.from == 0 {
            table.probability_after(EDGE, e.unit + 1)
        } else {
            ending[e.from]
                .iter()
                .map(|&p| forward[p] * table.probability_after(edges[p].unit + 1, e.unit + 1))
                .sum()
        };
    }
    let mut backward = vec![0.0; edges.len()];
    let mut total = 0.0;
    for &p in &ending[cells - 1] {
        let end = table.probability_after(edges[p].unit + 1, EDGE);
        backward[p] = end;
        total += forward[p] * end;
    }
    if total == 0.0 {
        return;
    }
    let scale = example.weight / total;
    for &p in &ending[cells - 1] {
        *counts.entry((edges[p].unit + 1, EDGE)).or_insert(0.0) += forward[p] * backward[p] * scale;
    }
    for (i, e) in edges.iter().enumerate().rev() {
        if backward[i] == 0.0 {
            continue;
        }
        if e.from == 0 {
            *counts.entry((EDGE, e.unit + 1)).or_insert(0.0) += forward[i] * backward[i] * scale;
            continue;
        }
        for &p in &ending[e.from] {
            let step = table.probability_after(edges[p].unit + 1, e.unit + 1);
            backward[p] += step * backward[i];
            let count = forward[p] * step * backward[i] * scale;
            if count > 1e-4 {
                *counts.entry((edges[p].unit + 1, e.unit + 1)).or_insert(0.0) += count;
            }
        }
    }
}

/// The table with probabilities from counts of units after units.
fn with_contexts(table: UnitTable, counts: Contexts, options: &LearnOptions) -> UnitTable {
    let mut units = table.units;
    let mut singles = vec![1e-9; units.len()];
    let mut before = vec![0.0; units.len()];
    for &((u, v), count) in &counts {
        singles[v as usize] += count;
        before[u as usize] += count;
    }
    let total: f64 = singles.iter().sum();
    for (unit, count) in units.iter_mut().zip(&singles) {
        unit.probability = (count / total).max(1e-9);
    }
    let mut context = HashMap::new();
    let mut listed = vec![0.0; units.len()];
    for &((u, v), count) in counts.iter().filter(|(_, count)| *count >= options.context_count_min) {
        let share = (count - options.context_discount) / before[u as usize];
        listed[u as usize] += share;
        context.insert((u, v), share);
    }
    for (unit, listed) in units.iter_mut().zip(&listed) {
        unit.back_off = 1.0 - listed;
    }
    for ((u, v), p) in &mut context {
        *p += units[*u as usize].back_off * units[*v as usize].probability;
    }
    UnitTable::new(units, context)
}

/// Gives every unit the commonest pair it was seen in.
fn give_examples(table: &mut UnitTable, examples: &[Example]) {
    let mut best: Vec<(f64, usize)> = vec![(0.0, usize::MAX); table.units.len()];
    let paths: Vec<Vec<UnitId>> = examples
        .par_iter()
        .map(|e| table.best_path(&e.a, &e.b).into_iter().filter_map(|s| s.unit).collect())
        .collect();
    for (i, path) in paths.iter().enumerate() {
        for &unit in path {
            if examples[i].weight > best[unit as usize].0 {
                best[unit as usize] = (examples[i].weight, i);
            }
        }
    }
    for (unit, (_, i)) in table.units.iter_mut().zip(best) {
        if let Some(example) = examples.get(i) {
            unit.example = format!("{}={}", text(&example.a), text(&example.b));
        }
    }
}

fn length(mut key: Key) -> usize {
    let mut n = 0;
    while key > 0 {
        key >>= 16;
        n += 1;
    }
    n
}

fn unpack(key: Key) -> SmallVec<[Letter; 4]> {
    (0..length(key)).rev().map(|i| (key >> (16 * i)) as Letter).collect()
}
