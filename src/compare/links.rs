//! Which unlisted names of a corpus may be one, and which may be spellings of listed entities.

use super::{Comparer, Pool, PreparedName, SearchOptions};
use crate::lexicon::Lexicon;
use crate::model::{EntityId, EntityType, Language, Score};
use rayon::prelude::*;

/// Names that one name is compared with in full, at most.
const NEAR_MAX: usize = 12;
/// Links below this score are not given.
const SCORE_MIN: Score = Score::thousandths(300);
/// A listed entity is taken only if the next one is this much less likely.
const LEAD_MIN: u16 = 60;

/// A distinct name to be linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedName<'n> {
    pub text: &'n str,
    pub language: Language,
    pub entity_type: EntityType,
}

/// Likeness between names, by their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Two names and how likely they are one; the smaller position first, each pair once, sorted.
    pub pairs: Vec<(u32, u32, Score)>,
    /// A name and the listed entity it is most likely a spelling of.
    pub listed: Vec<(u32, EntityId, Score)>,
}

/// Links names to each other and to the lexicon. The result does not depend on the number of threads.
pub fn links(comparer: &Comparer, lexicon: &Lexicon, names: &[LinkedName]) -> Links {
    if names.is_empty() {
        return Links::default();
    }
    let prepared: Vec<PreparedName> =
        names.par_iter().map(|n| comparer.prepare(n.text, n.language, Some(n.entity_type))).collect();
    let options = SearchOptions::default();
    let pool = Pool::build(comparer, prepared.clone());
    let hits = pool.search_all(comparer, &prepared, NEAR_MAX, SCORE_MIN, &options);
    let mut pairs: Vec<(u32, u32, Score)> = Vec::new();
    for (i, hits) in hits.into_iter().enumerate() {
        let i = i as u32;
        pairs.extend(hits.iter().filter(|h| h.name != i).map(|h| (h.name.min(i), h.name.max(i), h.score)));
    }
    // Found from both sides, a pair has the higher of its two scores.
    pairs.sort_unstable_by_key(|&(a, b, score)| (a, b, std::cmp::Reverse(score)));
    pairs.dedup_by_key(|&mut (a, b, _)| (a, b));
    Links { pairs, listed: listed(comparer, lexicon, names, &prepared, &options) }
}

fn listed(
    comparer: &Comparer,
    lexicon: &Lexicon,
    names: &[LinkedName],
    prepared: &[PreparedName],
    options: &SearchOptions,
) -> Vec<(u32, EntityId, Score)> {
    let forms: Vec<PreparedName> = lexicon
        .forms
        .par_iter()
        .map(|f| comparer.prepare(&f.text, f.language, Some(lexicon.entity(f.entity).entity_type)))
        .collect();
    let pool = Pool::build(comparer, forms);
    let hits = pool.search_all(comparer, prepared, NEAR_MAX, SCORE_MIN, options);
    let mut links = Vec::new();
    for (i, hits) in hits.into_iter().enumerate() {
        let mut best: Option<(EntityId, Score)> = None;
        let mut second = Score::NONE;
        for hit in &hits {
            let entity = lexicon.forms[hit.name as usize].entity;
            if lexicon.entity(entity).entity_type != names[i].entity_type {
                continue;
            }
            match best {
                None => best = Some((entity, hit.score)),
                Some((first, _)) if first != entity => {
                    second = second.max(hit.score);
                }
                Some(_) => {}
            }
        }
        if let Some((entity, score)) = best
            && score.get() >= second.get() + LEAD_MIN
        {
            links.push((i as u32, entity, score));
        }
    }
    links
}
