//! From a word to its lattice: which traditions its spelling speaks for, and the arcs they offer.

use super::lattice::{Arc, Lattice, Likely};
use super::tradition::{LetterContext, Tradition, TraditionId};
use super::{Readings, WORD_LETTERS_MAX};
use crate::model::{Language, Script};
use crate::text::letters::script_of;
use hashbrown::HashMap;

/// What a letter costs that a tradition cannot read.
const UNREAD_COST: i32 = 400;
/// Traditions less likely than the likeliest by more than this are left out of a lattice.
const MARGIN: i32 = 450;
/// More traditions than this are never kept for one word.
const LIKELY_MAX: usize = 10;

/// The graphemes of all traditions as one trie: a word is looked up once for all of them. Letters are small numbers
/// here, and each context stands once.
#[derive(Clone, Debug, Default)]
pub(super) struct Graphemes {
    letters: Alphabet,
    /// For each tradition whether it has a rule for a Cyrillic letter, and for a Latin one.
    scripts: Vec<[bool; 2]>,
    contexts: Vec<Context>,
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// Sorted by letter.
    children: Vec<(u16, u32)>,
    /// By tradition; rules of one tradition with more conditions first.
    rules: Vec<Entry>,
    signs: Vec<Entry>,
}

/// A rule or sign of a tradition, by its place in the table.
#[derive(Clone, Copy, Debug)]
struct Entry {
    tradition: u8,
    index: u16,
    context: u16,
}

/// Numbers for the letters that tables speak of, from 1; 0 is any other letter and the edge of a word.
#[derive(Clone, Debug, Default)]
struct Alphabet {
    common: Vec<u16>,
    rare: HashMap<char, u16>,
    count: u16,
}

/// Characters below this number are looked up without hashing.
const COMMON_LETTERS: usize = 0x600;

impl Alphabet {
    fn number(&self, c: char) -> u16 {
        match self.common.get(c as usize) {
            Some(&number) => number,
            None => self.rare.get(&c).copied().unwrap_or(0),
        }
    }

    fn add(&mut self, c: char) -> u16 {
        self.common.resize(COMMON_LETTERS, 0);
        let slot = match self.common.get_mut(c as usize) {
            Some(slot) => slot,
            None => self.rare.entry(c).or_insert(0),
        };
        if *slot == 0 && self.count < u16::MAX {
            self.count += 1;
            *slot = self.count;
        }
        *slot
    }
}

/// A [`LetterContext`] with sets of letter numbers.
#[derive(Clone, Debug)]
struct Context {
    original: LetterContext,
    before: Option<Vec<u64>>,
    after: Option<Vec<u64>>,
    free: bool,
}

impl Context {
    fn new(original: &LetterContext, letters: &mut Alphabet) -> Context {
        let (before, after) = (original.before(), original.after());
        for &c in before.iter().chain(after) {
            letters.add(c);
        }
        let set = |list: &[char]| {
            let mut bits = vec![0u64; usize::from(letters.count) / 64 + 1];
            for &c in list {
                let number = usize::from(letters.number(c));
                bits[number / 64] |= 1 << (number % 64);
            }
            (!list.is_empty()).then_some(bits)
        };
        let (before, after) = (set(before), set(after));
        Context { original: original.clone(), before, after, free: original.weight() == 0 }
    }

    /// Whether letters from `start` to `end` of a word stand in this context.
    fn holds(&self, word: &Word, start: usize, end: usize) -> bool {
        if self.free {
            return true;
        }
        let has = |set: &Option<Vec<u64>>, negated: bool, number: u16| match set {
            None => true,
            Some(bits) => {
                let number = usize::from(number);
                bits.get(number / 64).is_some_and(|b| b & (1 << (number % 64)) != 0) != negated
            }
        };
        // The numbers have one more at either end: 0 for the edge.
        let (before_negated, after_negated) = self.original.negated();
        has(&self.before, before_negated, word.numbers[end + 1])
            && has(&self.after, after_negated, word.numbers[start])
            && self.original.position_holds(word.edges[start], word.edges[end])
    }
}

/// A word by the numbers of its letters.
struct Word<'w> {
    chars: &'w [char],
    numbers: Vec<u16>,
    /// For each place between letters whether a run of letters begins or ends there.
    edges: Vec<bool>,
}

impl Graphemes {
    pub(super) fn new(traditions: &[Tradition]) -> Graphemes {
        let mut trie = Graphemes { nodes: vec![Node::default()], ..Graphemes::default() };
        for (t, tradition) in traditions.iter().enumerate() {
            let tradition_number = t as u8;
            let speaks = |script| {
                tradition.rules.iter().any(|r| r.grapheme.chars().any(|c| script_of(c) == Some(script)))
            };
            trie.scripts.push([speaks(Script::Cyrillic), speaks(Script::Latin)]);
            let mut order: Vec<usize> = (0..tradition.rules.len().min(usize::from(u16::MAX))).collect();
            order.sort_by_key(|&r| std::cmp::Reverse(tradition.rules[r].context.weight()));
            for r in order {
                let rule = &tradition.rules[r];
                let node = trie.node(&rule.grapheme);
                let context = trie.context(&rule.context);
                trie.nodes[node].rules.push(Entry { tradition: tradition_number, index: r as u16, context });
            }
            for (s, sign) in tradition.signs.iter().enumerate().take(usize::from(u16::MAX)) {
                let node = trie.node(&sign.grapheme);
                let context = trie.context(&sign.context);
                trie.nodes[node].signs.push(Entry { tradition: tradition_number, index: s as u16, context });
            }
        }
        trie
    }

    fn context(&mut self, context: &LetterContext) -> u16 {
        let known = self.contexts.iter().position(|c| c.original == *context);
        let index = known.unwrap_or_else(|| {
            self.contexts.push(Context::new(context, &mut self.letters));
            self.contexts.len() - 1
        });
        // A context of its own for each rule of all tables would not reach this number.
        index.min(usize::from(u16::MAX)) as u16
    }

    fn node(&mut self, grapheme: &str) -> usize {
        let mut at = 0;
        for c in grapheme.chars() {
            let letter = self.letters.add(c);
            at = match self.nodes[at].children.binary_search_by_key(&letter, |(c, _)| *c) {
                Ok(i) => self.nodes[at].children[i].1 as usize,
                Err(i) => {
                    let new = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].children.insert(i, (letter, new as u32));
                    new
                }
            };
        }
        at
    }

    fn child(&self, node: usize, letter: u16) -> Option<usize> {
        let children = &self.nodes.get(node)?.children;
        children.binary_search_by_key(&letter, |(c, _)| *c).ok().map(|i| children[i].1 as usize)
    }

    fn word<'w>(&self, chars: &'w [char]) -> Word<'w> {
        let mut numbers = Vec::with_capacity(chars.len() + 2);
        numbers.push(0);
        numbers.extend(chars.iter().map(|&c| self.letters.number(c)));
        numbers.push(0);
        let letter = |i: usize| chars.get(i).is_some_and(|c| c.is_alphabetic());
        let edges = (0..=chars.len()).map(|i| i == 0 || !letter(i - 1) || !letter(i)).collect();
        Word { chars, numbers, edges }
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
    } else {
        leave_other_scripts(readings, &chars, &mut prior);
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

/// Takes out the traditions that have no letter of the word's script; if none is left, lets all try.
fn leave_other_scripts(readings: &Readings, chars: &[char], prior: &mut [Option<i32>]) {
    let script = chars.iter().find_map(|&c| script_of(c));
    if let Some(script @ (Script::Cyrillic | Script::Latin)) = script {
        let column = usize::from(script == Script::Latin);
        for (prior, scripts) in prior.iter_mut().zip(&readings.graphemes.scripts) {
            if !scripts[column] {
                *prior = None;
            }
        }
    }
    if prior.iter().all(Option::is_none) {
        prior.fill(Some(0));
    }
}

/// The rules that fit at each letter (their place in the list by letter), the most particular one for each tradition
/// and length. Signs are added to the prior costs on the way.
fn find_matches(readings: &Readings, chars: &[char], prior: &mut [Option<i32>]) -> (Vec<Match>, Vec<usize>) {
    let trie = &readings.graphemes;
    let word = trie.word(chars);
    let mut matches: Vec<Match> = Vec::with_capacity(chars.len() * 32);
    let mut starts = Vec::with_capacity(chars.len() + 1);
    for start in 0..word.chars.len() {
        starts.push(matches.len());
        let mut node = 0;
        for end in start + 1..=chars.len() {
            let Some(next) = trie.child(node, word.numbers[end]) else { break };
            node = next;
            let holds = |entry: &Entry| trie.contexts[usize::from(entry.context)].holds(&word, start, end);
            let mut taken = None;
            for entry in &trie.nodes[node].rules {
                if taken != Some(entry.tradition)
                    && prior[usize::from(entry.tradition)].is_some()
                    && holds(entry)
                {
                    taken = Some(entry.tradition);
                    let length = (end - start) as u16;
                    matches.push(Match { tradition: entry.tradition, rule: entry.index, length });
                }
            }
            for entry in &trie.nodes[node].signs {
                let tradition = usize::from(entry.tradition);
                if let Some(cost) = &mut prior[tradition]
                    && holds(entry)
                {
                    *cost += readings.traditions[tradition].signs[usize::from(entry.index)].cost;
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
