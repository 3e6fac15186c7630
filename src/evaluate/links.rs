//! All names of all documents in two rows, gold and found, each with what became of it: matched, of the right type,
//! of the right entity.

use super::Annotation;
use super::matching::Matches;
use super::pairing::Pair;
use crate::model::EntityType;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Every gold name and every found name.
pub(super) struct Judged<'a> {
    pub gold: Vec<Gold<'a>>,
    pub found: Vec<Found<'a>>,
}

pub(super) struct Gold<'a> {
    pub annotation: &'a Annotation,
    pub document: usize,
    pub document_name: &'a str,
    /// Position in [`Judged::found`].
    pub exact: Option<usize>,
    pub overlapping: Option<usize>,
    pub exact_type_right: bool,
    pub type_right: bool,
    pub link_right: bool,
    /// The entity it is taken for: the alternative where the run chose that. Empty for a name that is nobody's.
    pub entity: &'a str,
}

pub(super) struct Found<'a> {
    pub annotation: &'a Annotation,
    pub document: usize,
    pub document_name: &'a str,
    /// Position in [`Judged::gold`].
    pub exact: Option<usize>,
    pub overlapping: Option<usize>,
    /// Counts neither way where it is not matched.
    pub neutral_exact: bool,
    pub neutral_overlapping: bool,
}

pub(super) fn judge<'a>(pairs: &'a [Pair], matches: &[Matches]) -> Judged<'a> {
    let mut judged = Judged { gold: Vec::new(), found: Vec::new() };
    for (document, (pair, matches)) in pairs.iter().zip(matches).enumerate() {
        let (first_gold, first_found) = (judged.gold.len(), judged.found.len());
        let document_name = pair.name.as_str();
        for (i, annotation) in pair.found.iter().enumerate() {
            judged.found.push(Found {
                annotation,
                document,
                document_name,
                exact: None,
                overlapping: None,
                neutral_exact: matches.neutral_exact[i],
                neutral_overlapping: matches.neutral_overlapping[i],
            });
        }
        for (i, annotation) in pair.gold.iter().enumerate() {
            let exact = matches.exact[i].map(|f| first_found + f);
            let overlapping = matches.overlapping[i].map(|f| first_found + f);
            if let Some(f) = exact {
                judged.found[f].exact = Some(first_gold + i);
            }
            if let Some(f) = overlapping {
                judged.found[f].overlapping = Some(first_gold + i);
            }
            judged.gold.push(Gold {
                annotation,
                document,
                document_name,
                exact,
                overlapping,
                exact_type_right: false,
                type_right: false,
                link_right: false,
                entity: &annotation.entity,
            });
        }
    }
    let same = same_entities(&judged);
    for i in 0..judged.gold.len() {
        let gold = &judged.gold[i];
        let annotation = gold.annotation;
        let judge = |f: Option<usize>| {
            f.map(|f| verdict(annotation, judged.found[f].annotation, &same)).unwrap_or_default()
        };
        let (exact, overlapping) = (judge(gold.exact), judge(gold.overlapping));
        let gold = &mut judged.gold[i];
        gold.exact_type_right = exact.type_right;
        gold.type_right = overlapping.type_right;
        gold.link_right = overlapping.link_right;
        gold.entity = overlapping.alternative.unwrap_or(gold.entity);
    }
    judged
}

#[derive(Default)]
struct Verdict<'a> {
    type_right: bool,
    link_right: bool,
    alternative: Option<&'a str>,
}

fn verdict<'a>(gold: &'a Annotation, found: &Annotation, same: &BTreeMap<&str, &str>) -> Verdict<'a> {
    let entity = same.get(found.entity.as_str()).copied().unwrap_or("");
    let alternative = gold.alternatives.iter().find(|a| *a == entity && !entity.is_empty());
    // An alternative entity may bring its own type: `Qing` the state or the dynasty.
    let type_of_alternative = alternative.and_then(|key| {
        let prefix = key.split_once(':')?.0;
        EntityType::ALL.into_iter().find(|t| t.prefix() == prefix)
    });
    Verdict {
        type_right: found.label == gold.label || type_of_alternative.is_some_and(|t| t.code() == found.label),
        link_right: !entity.is_empty() && (entity == gold.entity || alternative.is_some()),
        alternative: alternative.map(String::as_str),
    }
}

/// Which entity of the gold an entity of the run is. One with the id of a gold entity is that one; the ids of the
/// others (proposed ones, or gold with ids of another scheme) are laid on the gold ids left over, one to one, most
/// common names first.
fn same_entities<'a>(judged: &Judged<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut gold_ids: BTreeSet<&str> = BTreeSet::new();
    for gold in &judged.gold {
        gold_ids.insert(&gold.annotation.entity);
        gold_ids.extend(gold.annotation.alternatives.iter().map(String::as_str));
    }
    gold_ids.remove("");
    let mut same = BTreeMap::new();
    let mut common: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for found in &judged.found {
        let entity = found.annotation.entity.as_str();
        if gold_ids.contains(entity) {
            same.insert(entity, entity);
        } else if let Some(g) = found.overlapping.filter(|_| !entity.is_empty()) {
            *common.entry((&judged.gold[g].annotation.entity, entity)).or_default() += 1;
        }
    }
    let mut taken: BTreeSet<&str> = same.values().copied().collect();
    taken.insert("");
    let mut order: Vec<_> = common.into_iter().map(|(ids, count)| (Reverse(count), ids)).collect();
    order.sort_unstable();
    for (_, (gold, found)) in order {
        if !taken.contains(gold) && !same.contains_key(found) {
            taken.insert(gold);
            same.insert(found, gold);
        }
    }
    same
}
