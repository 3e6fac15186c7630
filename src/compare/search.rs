//! A pool of names, indexed by the letters of its words, and the search for those a name may stand for.
//!
//! Every distinct spelling of the pool stands once in a tree of letters ([`Trie`]), and with it the dictionary forms it
//! may be derived from. A query's words walk the tree; names that hold what they find are compared in full.

use super::Comparer;
use super::letters::LetterModel;
use super::prepare::{PreparedName, Spelling};
use super::score::{Arrangement, Evidence, NATS_MIN};
use super::system::{System, ordered};
use super::tables::EndingKind;
use super::trie::{Trie, WalkOptions};
use crate::model::Score;
use crate::text::fold::Letters;
use hashbrown::HashMap;
use rayon::prelude::*;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Position of a name in the list a pool was built from.
pub type NameId = u32;
type SpellingId = u32;

/// How far the search goes.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchOptions {
    pub walk: WalkOptions,
    /// Spellings that one word of a query may stand for, at most.
    pub spellings_max: usize,
    /// Names compared in full, at most.
    pub names_max: usize,
    /// Compare every name of the pool in full, whatever the index says.
    pub exhaustive: bool,
}

impl Default for SearchOptions {
    fn default() -> Self {
        SearchOptions { walk: WalkOptions::default(), spellings_max: 100, names_max: 100, exhaustive: false }
    }
}

/// A name of the pool that a query may stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub name: NameId,
    pub score: Score,
    /// Evidence for ranking, in nats: more is better, also beyond the highest score.
    pub nats: f32,
}

/// Names that can be searched.
pub struct Pool {
    names: Vec<PreparedName>,
    /// For each name, the distinct spelling of each of its spellings.
    spelling_ids: Vec<Vec<SpellingId>>,
    spellings: Vec<PoolSpelling>,
    tries: [PoolTrie; 3],
    /// Words of all names.
    words: usize,
}

struct PoolSpelling {
    spelling: Spelling,
    chance: f32,
    /// Names that hold it, rising.
    names: Vec<NameId>,
    /// How rare it is: 1 for a spelling of one name, less for common ones.
    rarity: f32,
}

#[derive(Default)]
struct PoolTrie {
    trie: Trie,
    words: Vec<Letters>,
    /// For each word of the tree: spellings it stands for, with what that costs.
    entries: Vec<Vec<(SpellingId, f32)>>,
}

impl Pool {
    /// Indexes names; their order is their ids.
    pub fn build(comparer: &Comparer, names: Vec<PreparedName>) -> Pool {
        let mut index: HashMap<(System, Letters), SpellingId> = HashMap::new();
        let mut spellings: Vec<PoolSpelling> = Vec::new();
        let mut spelling_ids = Vec::with_capacity(names.len());
        for (id, name) in names.iter().enumerate() {
            let ids = name.spellings.iter().map(|spelling| {
                let new = *index.entry((spelling.system, spelling.letters.clone())).or_insert_with(|| {
                    spellings.push(PoolSpelling {
                        spelling: spelling.clone(),
                        chance: 0.0,
                        names: Vec::new(),
                        rarity: 1.0,
                    });
                    spellings.len() as SpellingId - 1
                });
                let holders = &mut spellings[new as usize].names;
                if holders.last() != Some(&(id as NameId)) {
                    holders.push(id as NameId);
                }
                new
            });
            spelling_ids.push(ids.collect());
        }
        let most = (names.len() as f32).max(2.0).ln();
        let mut tries: [PoolTrie; 3] = Default::default();
        for system in System::ALL {
            let own = |s: &&PoolSpelling| s.spelling.system == system;
            let chance = LetterModel::learn(
                spellings
                    .iter()
                    .filter(own)
                    .filter(|s| s.spelling.count == 1)
                    .map(|s| (&s.spelling.letters[..], 1.0)),
            );
            let mut entries: BTreeMap<Letters, Vec<(SpellingId, f32)>> = BTreeMap::new();
            for (id, s) in spellings.iter_mut().enumerate().filter(|(_, s)| s.spelling.system == system) {
                s.chance = chance.log_probability(&s.spelling.letters) as f32;
                s.rarity = (1.0 - (s.names.len() as f32).ln() / most).clamp(0.1, 1.0);
                entries.entry(s.spelling.letters.clone()).or_default().push((id as SpellingId, 0.0));
                for lemma in s.spelling.lemmas.iter().filter(|l| l.kind == EndingKind::Derivation) {
                    entries.entry(lemma.letters.clone()).or_default().push((id as SpellingId, lemma.cost));
                }
            }
            let words: Vec<Letters> = entries.keys().cloned().collect();
            tries[system.index()] = PoolTrie {
                trie: Trie::build(&words, &chance),
                words,
                entries: entries.into_values().collect(),
            };
        }
        let _ = comparer;
        let words = names.iter().map(|n| n.words.len()).sum();
        Pool { names, spelling_ids, spellings, tries, words }
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub fn name(&self, id: NameId) -> &PreparedName {
        &self.names[id as usize]
    }

    /// The best `top_k` names for a query with at least `score_min`, best first; ties by the order of the pool.
    pub fn search(
        &self,
        comparer: &Comparer,
        query: &PreparedName,
        top_k: usize,
        score_min: Score,
        options: &SearchOptions,
    ) -> Vec<Hit> {
        let chances: Vec<f32> = query.spellings.iter().map(|s| comparer.chance(s)).collect();
        // Evidence of the query's spellings against the pool's; what the index did not find is none.
        let mut known: HashMap<(usize, SpellingId), f32> = HashMap::new();
        let names = if options.exhaustive {
            (0..self.names.len() as NameId).collect()
        } else {
            for (i, spelling) in query.spellings.iter().enumerate() {
                let mut found: Vec<(SpellingId, f32)> = self
                    .spellings_like(comparer, spelling, options)
                    .iter()
                    .map(|found| (found.spelling, self.evidence(comparer, spelling, chances[i], found)))
                    .collect();
                self.weigh_by_frequency(&mut found);
                known.extend(found.into_iter().map(|(id, nats)| ((i, id), nats)));
            }
            self.candidates(query, &known, options)
        };
        let mut hits: Vec<Hit> = names
            .into_iter()
            .map(|id| {
                let nats = self.arrange(comparer, query, &chances, id, &mut known, options.exhaustive).nats;
                Hit { name: id, score: Score::CERTAIN, nats }
            })
            .collect();
        hits.sort_unstable_by(|x, y| y.nats.total_cmp(&x.nats).then(x.name.cmp(&y.name)));
        hits.truncate(top_k);
        // A lower rank never has a higher score.
        let mut least = Score::CERTAIN;
        for hit in &mut hits {
            least = least.min(comparer.score(&comparer.sound(query, self.name(hit.name)).1));
            hit.score = least;
        }
        hits.retain(|hit| hit.score >= score_min);
        hits
    }

    /// Searches for many queries at once, on all threads.
    pub fn search_all(
        &self,
        comparer: &Comparer,
        queries: &[PreparedName],
        top_k: usize,
        score_min: Score,
        options: &SearchOptions,
    ) -> Vec<Vec<Hit>> {
        queries.par_iter().map(|q| self.search(comparer, q, top_k, score_min, options)).collect()
    }

    fn arrange(
        &self,
        comparer: &Comparer,
        query: &PreparedName,
        chances: &[f32],
        id: NameId,
        known: &mut HashMap<(usize, SpellingId), f32>,
        exhaustive: bool,
    ) -> Arrangement {
        let ids = &self.spelling_ids[id as usize];
        let mut sound = |a: usize, b: usize| {
            if !exhaustive {
                return known.get(&(a, ids[b])).copied().unwrap_or(f32::NEG_INFINITY);
            }
            *known.entry((a, ids[b])).or_insert_with(|| {
                let other = &self.spellings[ids[b] as usize];
                comparer.word_evidence(&query.spellings[a], &other.spelling, chances[a], other.chance).nats
            })
        };
        let rarity_b = |word: usize| self.spellings[ids[word] as usize].rarity;
        let evidence = Evidence { sound: &mut sound, rarity_a: &|_| 1.0, rarity_b: &rarity_b };
        comparer.arrange(query, self.name(id), evidence)
    }

    /// Takes off what a query's word says anyway: one that many words of the pool could answer says little.
    fn weigh_by_frequency(&self, found: &mut [(SpellingId, f32)]) {
        let words = self.words as f64;
        let sum: f64 = found
            .iter()
            .map(|&(id, nats)| self.spellings[id as usize].names.len() as f64 / words * f64::from(nats).exp())
            .sum();
        let common = sum.ln_1p() as f32;
        for (_, nats) in found {
            *nats -= common;
        }
    }

    /// The full evidence of a spelling the walk found, in the shapes it was found in.
    fn evidence(&self, comparer: &Comparer, query: &Spelling, chance: f32, found: &Found) -> f32 {
        let other = &self.spellings[found.spelling as usize];
        let system = other.spelling.system;
        let pool = &self.tries[system.index()];
        let nats = found.shapes.iter().map(|shape| {
            let letters = match shape.lemma {
                0 => &query.letters,
                lemma => &query.lemmas[lemma - 1].letters,
            };
            let target = &pool.words[shape.word as usize];
            let chance = other.chance.max(pool.trie.chance(shape.word));
            comparer.log_joint((letters, query.system), (target, system)) - shape.cost - chance
        });
        nats.fold(f32::NEG_INFINITY, f32::max) - chance
    }

    /// Names that hold spellings the query's words may stand for, most promising first.
    fn candidates(
        &self,
        query: &PreparedName,
        known: &HashMap<(usize, SpellingId), f32>,
        options: &SearchOptions,
    ) -> Vec<NameId> {
        let mut found: Vec<(usize, SpellingId, f32)> =
            known.iter().map(|(&(i, id), &nats)| (i, id, nats)).collect();
        found.sort_unstable_by_key(|&(i, id, _)| (i, id));
        let mut sums: HashMap<NameId, (f32, usize, f32)> = HashMap::new();
        for (i, id, nats) in found {
            let nats = nats.max(0.1 - NATS_MIN) + NATS_MIN;
            for &name in &self.spellings[id as usize].names {
                // (sum of earlier words, this word, its best)
                let sum = sums.entry(name).or_insert((0.0, i, 0.0));
                if sum.1 != i {
                    *sum = (sum.0 + sum.2, i, 0.0);
                }
                sum.2 = sum.2.max(nats);
            }
        }
        let mut order: Vec<(NameId, f32)> = sums
            .into_iter()
            .map(|(name, (earlier, _, last))| {
                let words = self.names[name as usize].words.len();
                (name, earlier + last - words.saturating_sub(query.words.len()) as f32)
            })
            .collect();
        order.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        order.truncate(options.names_max);
        order.into_iter().map(|(name, _)| name).collect()
    }

    /// Distinct spellings of the pool that a spelling may stand for, best first.
    fn spellings_like(
        &self,
        comparer: &Comparer,
        spelling: &Spelling,
        options: &SearchOptions,
    ) -> Vec<Found> {
        let mut best: HashMap<SpellingId, Found> = HashMap::new();
        for system in System::ALL {
            let pool = &self.tries[system.index()];
            if pool.trie.is_empty() {
                continue;
            }
            let (systems, swapped) = ordered(spelling.system, system);
            let Some(targets) = comparer.targets(systems, swapped) else { continue };
            let shapes = std::iter::once((&spelling.letters, 0.0))
                .chain(spelling.lemmas.iter().map(|l| (&l.letters, l.cost)));
            for (lemma, (letters, cost)) in shapes.enumerate() {
                for (word, nats) in pool.trie.search(letters, targets, &options.walk.after(cost)) {
                    for &(id, more) in &pool.entries[word as usize] {
                        // An ending must not count for the name, however rare its letters are.
                        let chance = self.spellings[id as usize].chance;
                        let nats = nats - (chance - pool.trie.chance(word)).max(0.0) - cost - more;
                        let found =
                            best.entry(id).or_insert(Found { spelling: id, nats, shapes: SmallVec::new() });
                        found.nats = found.nats.max(nats);
                        found.shapes.push(Shape { lemma, word, cost: cost + more, nats });
                    }
                }
            }
        }
        let mut order: Vec<Found> = best.into_values().collect();
        order.sort_unstable_by(|x, y| y.nats.total_cmp(&x.nats).then(x.spelling.cmp(&y.spelling)));
        order.truncate(options.spellings_max);
        let least = order.first().map_or(0.0, |found| found.nats) - SPELLING_GAP;
        order.retain(|found| found.nats >= least);
        for found in &mut order {
            let least = found.nats - SHAPE_GAP;
            found.shapes.retain(|s| s.nats >= least);
        }
        order
    }
}

/// Spellings that the walk found so many nats worse than its best are not scored in full.
const SPELLING_GAP: f32 = 12.0;

/// Shapes of a spelling that the walk found so many nats worse than its best are not scored in full.
const SHAPE_GAP: f32 = 4.0;

/// A spelling of the pool that the walk found.
struct Found {
    spelling: SpellingId,
    nats: f32,
    shapes: SmallVec<[Shape; 2]>,
}

/// One way in which it was found.
struct Shape {
    /// 0: the query's word as written; else one more than the position of its lemma.
    lemma: usize,
    /// Word of the tree.
    word: u32,
    /// Costs of the endings on both sides.
    cost: f32,
    nats: f32,
}
