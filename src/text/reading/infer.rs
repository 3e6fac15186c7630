//! From a word to its lattice: which traditions its spelling speaks for, and the arcs they offer.

use super::lattice::{Arc, Lattice, Likely};
use super::tradition::{Tradition, TraditionId};
use super::{Readings, WORD_LETTERS_MAX};
use crate::model::Language;

/// What a letter costs that a tradition cannot read.
const UNREAD_COST: i32 = 400;
/// Traditions less likely than the likeliest by more than this are left out of a lattice.
const MARGIN: i32 = 450;
/// More traditions than this are never kept for one word.
const LIKELY_MAX: usize = 10;

/// The graphemes of all traditions as one trie: a word is looked up once for all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Graphemes {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// Sorted by letter.
    children: Vec<(char, u32)>,
    /// By tradition; rules of one tradition with more conditions first.
    rules: Vec<(u8, u16)>,
    signs: Vec<(u8, u16)>,
}

impl Graphemes {
    pub(super) fn new(traditions: &[Tradition]) -> Graphemes {
        let mut trie = Graphemes { nodes: vec![Node::default()] };
        for (t, tradition) in traditions.iter().enumerate() {
            let mut order: Vec<usize> = (0..tradition.rules.len().min(usize::from(u16::MAX))).collect();
            order.sort_by_key(|&r| std::cmp::Reverse(tradition.rules[r].context.weight()));
            for r in order {
                let node = trie.node(&tradition.rules[r].grapheme);
                trie.nodes[node].rules.push((t as u8, r as u16));
            }
            for (s, sign) in tradition.signs.iter().enumerate().take(usize::from(u16::MAX)) {
                let node = trie.node(&sign.grapheme);
                trie.nodes[node].signs.push((t as u8, s as u16));
            }
        }
        trie
    }

    fn node(&mut self, grapheme: &str) -> usize {
        let mut at = 0;
        for c in grapheme.chars() {
            at = match self.nodes[at].children.binary_search_by_key(&c, |(c, _)| *c) {
                Ok(i) => self.nodes[at].children[i].1 as usize,
                Err(i) => {
                    let new = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].children.insert(i, (c, new as u32));
                    new
                }
            };
        }
        at
    }

    fn child(&self, node: usize, c: char) -> Option<usize> {
        let children = &self.nodes[node].children;
        children.binary_search_by_key(&c, |(c, _)| *c).ok().map(|i| children[i].1 as usize)
    }
}

/// A rule that fits at a letter.
#[derive(Clone, Copy)]
struct Match {
    tradition: u8,
    rule: u16,
    length: u16,
}

/// How a tradition goes on from a letter to the end of the word.
#[derive(Clone, Copy, Default)]
struct Continuation {
    unread: u16,
    graphemes: u16,
    /// Letters of the next grapheme.
    length: u16,
    rule: Option<u16>,
}

pub(super) fn read(
    readings: &Readings,
    word: &str,
    language: Language,
    only: Option<TraditionId>,
) -> Lattice {
    let chars: Vec<char> = word.chars().take(WORD_LETTERS_MAX).collect();
    let count = readings.traditions.len();
    let mut prior: Vec<Option<i32>> =
        readings.traditions.iter().map(|t| t.languages[language.index()].map(i32::from)).collect();
    if let Some(only) = only {
        prior.fill(None);
        prior[only.index()] = Some(0);
    } else if prior.iter().all(Option::is_none) {
        prior.fill(Some(0));
    }
    let (matches, starts) = find_matches(readings, &chars, &mut prior);
    let ways = continuations(&chars, &matches, &starts, &prior);
    let likely = likely_traditions(&prior, &ways[..count]);
    let arcs = arcs(readings, &chars, &ways, &likely);
    let likely = likely
        .into_iter()
        .map(|(tradition, cost)| Likely { tradition: TraditionId(tradition), cost: cost as u16 })
        .collect();
    Lattice::new(chars, arcs, likely)
}

/// The rules that fit at each letter (their place in the list by letter), the most particular one for each tradition
/// and length. Signs are added to the prior costs on the way.
fn find_matches(readings: &Readings, chars: &[char], prior: &mut [Option<i32>]) -> (Vec<Match>, Vec<usize>) {
    let trie = &readings.graphemes;
    let mut matches: Vec<Match> = Vec::with_capacity(chars.len() * 16);
    let mut starts = Vec::with_capacity(chars.len() + 1);
    for start in 0..chars.len() {
        starts.push(matches.len());
        let mut node = 0;
        for end in start + 1..=chars.len() {
            let Some(next) = trie.child(node, chars[end - 1]) else { break };
            node = next;
            for &(t, r) in &trie.nodes[node].rules {
                let found = matches[starts[start]..].last();
                let taken = found.is_some_and(|m| m.tradition == t && usize::from(m.length) == end - start);
                if taken || prior[usize::from(t)].is_none() {
                    continue;
                }
                let rule = &readings.traditions[usize::from(t)].rules[usize::from(r)];
                if rule.context.holds(chars, start, end) {
                    matches.push(Match { tradition: t, rule: r, length: (end - start) as u16 });
                }
            }
            for &(t, s) in &trie.nodes[node].signs {
                let sign = &readings.traditions[usize::from(t)].signs[usize::from(s)];
                if let Some(cost) = &mut prior[usize::from(t)]
                    && sign.context.holds(chars, start, end)
                {
                    *cost += sign.cost;
                }
            }
        }
    }
    starts.push(matches.len());
    (matches, starts)
}

/// For each letter and tradition the way to the end with the fewest unread letters, then the fewest graphemes, then
/// the longest next one. Row by letter, a cell for each tradition.
fn continuations(
    chars: &[char],
    matches: &[Match],
    starts: &[usize],
    prior: &[Option<i32>],
) -> Vec<Continuation> {
    let count = prior.len();
    let mut ways = vec![Continuation::default(); (chars.len() + 1) * count];
    for start in (0..chars.len()).rev() {
        let unread = u16::from(chars[start].is_alphabetic());
        for t in (0..count).filter(|&t| prior[t].is_some()) {
            let next = ways[(start + 1) * count + t];
            ways[start * count + t] = Continuation {
                unread: next.unread + unread,
                graphemes: next.graphemes + 1,
                length: 1,
                rule: None,
            };
        }
        for found in &matches[starts[start]..starts[start + 1]] {
            let t = usize::from(found.tradition);
            let next = ways[(start + usize::from(found.length)) * count + t];
            let here = &mut ways[start * count + t];
            // Longer matches come later in the list, and win over equal shorter ones.
            let better = (next.unread, next.graphemes + 1) <= (here.unread, here.graphemes);
            if better || here.rule.is_none() && next.unread <= here.unread {
                *here = Continuation {
                    unread: next.unread,
                    graphemes: next.graphemes + 1,
                    length: found.length,
                    rule: Some(found.rule),
                };
            }
        }
    }
    ways
}

/// The traditions worth following, likeliest first, with their cost above the likeliest.
fn likely_traditions(prior: &[Option<i32>], ways: &[Continuation]) -> Vec<(u8, i32)> {
    let mut costs: Vec<(i32, u8)> = prior
        .iter()
        .zip(ways)
        .enumerate()
        .filter_map(|(t, (prior, way))| Some(((*prior)? + UNREAD_COST * i32::from(way.unread), t as u8)))
        .collect();
    costs.sort_unstable();
    let best = costs.first().map_or(0, |(cost, _)| *cost);
    costs.retain(|(cost, _)| cost - best <= MARGIN);
    costs.truncate(LIKELY_MAX);
    costs.into_iter().map(|(cost, t)| (t, cost - best)).collect()
}

/// The arcs of the likely traditions. A tradition's cost is spread over its graphemes, so that a word read in it from
/// begin to end pays it whole, and a letter borrowed from it pays a share.
fn arcs(readings: &Readings, chars: &[char], ways: &[Continuation], likely: &[(u8, i32)]) -> Vec<Arc> {
    let count = readings.traditions.len();
    let mut arcs: Vec<Arc> = Vec::with_capacity(chars.len() * 3 + 1);
    let mut reached = vec![0usize; likely.len()];
    for start in 0..chars.len() {
        let first = arcs.len();
        for (place, &(t, cost)) in likely.iter().enumerate() {
            if reached[place] != start {
                continue;
            }
            let way = ways[start * count + usize::from(t)];
            let share = cost / i32::from(ways[usize::from(t)].graphemes.max(1));
            reached[place] += usize::from(way.length);
            let end = reached[place] as u16;
            let mut offer = |sounds, cost: i32, line| {
                let new = Arc {
                    from: start as u16,
                    to: end,
                    sounds,
                    cost: cost as u16,
                    tradition: TraditionId(t),
                    line,
                    traditions: 1 << t,
                };
                let known = arcs[first..].iter_mut().find(|a| a.to == new.to && a.sounds == new.sounds);
                match known {
                    None => arcs.push(new),
                    Some(known) => {
                        let all = known.traditions | new.traditions;
                        if new.cost < known.cost {
                            *known = new;
                        }
                        known.traditions = all;
                    }
                }
            };
            match way.rule {
                Some(rule) => {
                    let rule = &readings.traditions[usize::from(t)].rules[usize::from(rule)];
                    for reading in &rule.readings {
                        offer(reading.sounds.clone(), share + i32::from(reading.cost), rule.line);
                    }
                }
                None => {
                    let unread = if chars[start].is_alphabetic() { UNREAD_COST } else { 0 };
                    offer(super::SoundList::new(), share + unread, 0);
                }
            }
        }
    }
    if likely.is_empty() && !chars.is_empty() {
        // Without a single table.
        let (from, to, sounds) = (0, chars.len() as u16, super::SoundList::new());
        arcs.push(Arc { from, to, sounds, cost: 0, tradition: TraditionId(0), line: 0, traditions: 0 });
    }
    arcs
}
