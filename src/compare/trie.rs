//! The words of a pool as a tree of letters, and the walk that finds those a word may stand for.
//!
//! The walk reads the word from left to right. A state is a place in the tree with what it cost to come there: units
//! taken, less what the letters of the pool cost by chance. At each place of the word only the best states go on.

use super::letters::LetterModel;
use super::units::{Key, STRAY_COST, UnitTable, key};
use crate::text::fold::{Letter, Letters};
use hashbrown::HashMap;

/// A word of a pool: position in the sorted list the tree was built from.
pub type WordId = u32;
const NO_WORD: WordId = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Node {
    letter: Letter,
    children: u32,
    children_end: u32,
    /// Logarithm of the chance of the letters so far.
    chance: f32,
    /// The word that ends here.
    word: WordId,
}

/// A tree of letters over sorted words.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    nodes: Vec<Node>,
    /// Chance of each word as a whole.
    chances: Vec<f32>,
}

impl Trie {
    /// Builds the tree of sorted, distinct words.
    pub fn build(words: &[Letters], chance: &LetterModel) -> Trie {
        let chances = words.iter().map(|w| chance.log_probability(w) as f32).collect();
        let mut nodes = vec![Node { letter: 0, children: 0, children_end: 0, chance: 0.0, word: NO_WORD }];
        // Breadth first, so that the children of a node stand side by side.
        let mut ranges = vec![(0usize, words.len(), 0usize)];
        let mut at = 0;
        while at < nodes.len() {
            let (mut start, end, depth) = ranges[at];
            if start < end && words[start].len() == depth {
                nodes[at].word = start as WordId;
                start += 1;
            }
            nodes[at].children = nodes.len() as u32;
            while start < end {
                let letter = words[start][depth];
                let stop = start + words[start..end].partition_point(|w| w[depth] <= letter);
                let before = match depth {
                    0 => [0, 0],
                    1 => [0, words[start][0]],
                    _ => [words[start][depth - 2], words[start][depth - 1]],
                };
                let sum = nodes[at].chance + chance.log_after(before, letter) as f32;
                nodes.push(Node { letter, children: 0, children_end: 0, chance: sum, word: NO_WORD });
                ranges.push((start, stop, depth + 1));
                start = stop;
            }
            nodes[at].children_end = nodes.len() as u32;
            at += 1;
        }
        Trie { nodes, chances }
    }

    pub fn chance(&self, word: WordId) -> f32 {
        self.chances[word as usize]
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.len() < 2
    }

    fn children(&self, node: u32) -> std::ops::Range<u32> {
        let node = &self.nodes[node as usize];
        node.children..node.children_end
    }

    /// The words that `query` may stand for, with the logarithm of how much likelier than chance that is (the best
    /// cut into units, without context); in the order of the words.
    pub fn search(&self, query: &[Letter], units: &TargetTable, options: &WalkOptions) -> Vec<(WordId, f32)> {
        let mut fronts: Vec<Vec<(u32, f32)>> = vec![Vec::new(); query.len() + 1];
        fronts[0].push((0, 0.0));
        for i in 0..=query.len() {
            let mut states = std::mem::take(&mut fronts[i]);
            narrow(&mut states, options);
            let before = states.len();
            if let Some(inserted) = units.after(0) {
                for s in 0..before {
                    self.take(states[s], inserted, 0, &mut states);
                }
            }
            for s in 0..before {
                let (node, score) = states[s];
                for child in self.children(node) {
                    let gain = self.nodes[node as usize].chance - self.nodes[child as usize].chance;
                    states.push((child, score - STRAY_COST as f32 + gain));
                }
            }
            narrow(&mut states, options);
            if i == query.len() {
                return self.finish(states);
            }
            for length in 1..=units.longest.min(query.len() - i) {
                if let Some(targets) = units.after(key(&query[i..i + length])) {
                    let front = &mut fronts[i + length];
                    for &state in &states {
                        self.take(state, targets, 0, front);
                    }
                }
            }
            for &(node, score) in &states {
                fronts[i + 1].push((node, score - STRAY_COST as f32));
            }
        }
        Vec::new()
    }

    /// Follows the letters of target strings and of the tree together.
    fn take(&self, (node, score): (u32, f32), targets: &Targets, at: usize, out: &mut Vec<(u32, f32)>) {
        let target = &targets.nodes[at];
        if !target.log.is_nan() {
            out.push((node, score + target.log));
        }
        if target.children.is_empty() {
            return;
        }
        let chance = self.nodes[node as usize].chance;
        for child in self.children(node) {
            let letter = self.nodes[child as usize].letter;
            if let Ok(found) = target.children.binary_search_by_key(&letter, |(l, _)| *l) {
                let gain = chance - self.nodes[child as usize].chance;
                self.take((child, score + gain), targets, target.children[found].1 as usize, out);
            }
        }
    }

    fn finish(&self, states: Vec<(u32, f32)>) -> Vec<(WordId, f32)> {
        let mut found: Vec<(WordId, f32)> = states
            .into_iter()
            .filter_map(|(node, score)| {
                let node = &self.nodes[node as usize];
                let end = |word| node.chance - self.chances[word as usize];
                (node.word != NO_WORD).then(|| (node.word, score + end(node.word)))
            })
            .collect();
        found.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        found
    }
}

/// Bounds of the walk.
#[derive(Clone, Debug, PartialEq)]
pub struct WalkOptions {
    /// States that go on from each place of the word, at most.
    pub states_max: usize,
    /// How far below the best state of its place a state may lie, in nats.
    pub gap_max: f32,
}

impl Default for WalkOptions {
    fn default() -> Self {
        WalkOptions { states_max: 600, gap_max: 14.0 }
    }
}

impl WalkOptions {
    /// The bounds that are left for a dictionary form after its ending has cost so much.
    pub fn after(&self, cost: f32) -> WalkOptions {
        if cost == 0.0 {
            return self.clone();
        }
        WalkOptions {
            states_max: self.states_max / LEMMA_PART,
            gap_max: (self.gap_max - cost).max(self.gap_max / LEMMA_PART as f32),
        }
    }
}

/// The bounds for a dictionary form are at least this part of the whole.
const LEMMA_PART: usize = 3;

/// Keeps the best way to each node, and the best nodes.
fn narrow(states: &mut Vec<(u32, f32)>, options: &WalkOptions) {
    let Some(best) = states.iter().map(|s| s.1).reduce(f32::max) else { return };
    states.retain(|s| s.1 >= best - options.gap_max);
    states.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
    states.dedup_by_key(|s| s.0);
    if states.len() > options.states_max {
        states.select_nth_unstable_by(options.states_max, |x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        states.truncate(options.states_max);
        states.sort_unstable_by_key(|s| s.0);
    }
}

/// What the strings of one side of a table may stand for.
#[derive(Clone, Debug, Default)]
pub struct TargetTable {
    by_source: HashMap<Key, Targets>,
    longest: usize,
}

/// The target strings of one source string, as a tree.
#[derive(Clone, Debug)]
struct Targets {
    nodes: Vec<TargetNode>,
}

#[derive(Clone, Debug)]
struct TargetNode {
    /// Logarithm of the unit's probability if the string ends here; else not a number.
    log: f32,
    /// By letter.
    children: Vec<(Letter, u32)>,
}

impl TargetTable {
    /// The targets of a table read from its first side to its second, or the other way.
    pub fn new(table: &UnitTable, from_second: bool) -> TargetTable {
        let mut result = TargetTable::default();
        for unit in table.units.iter().skip(1) {
            let (source, target) = if from_second { (&unit.b, &unit.a) } else { (&unit.a, &unit.b) };
            result.longest = result.longest.max(source.len());
            let targets = result
                .by_source
                .entry(key(source))
                .or_insert_with(|| Targets { nodes: vec![TargetNode { log: f32::NAN, children: vec![] }] });
            let mut at = 0;
            for &letter in target {
                at = match targets.nodes[at].children.binary_search_by_key(&letter, |(l, _)| *l) {
                    Ok(found) => targets.nodes[at].children[found].1 as usize,
                    Err(place) => {
                        let new = targets.nodes.len();
                        targets.nodes[at].children.insert(place, (letter, new as u32));
                        targets.nodes.push(TargetNode { log: f32::NAN, children: vec![] });
                        new
                    }
                };
            }
            targets.nodes[at].log = unit.probability.ln() as f32;
        }
        result
    }

    fn after(&self, source: Key) -> Option<&Targets> {
        self.by_source.get(&source)
    }
}
