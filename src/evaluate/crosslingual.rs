//! Pairs of distinct names in different languages that are one entity.
//!
//! A name here is a language and a lemma without regard to capitals. Gold links two names where it gives both to one
//! entity, the run where it does; a link counts once, however many mentions stand behind it.

use super::links::Judged;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

pub(super) struct CrossLingual {
    names: Vec<Name>,
    gold: Vec<Member>,
    found: Vec<Member>,
}

struct Name {
    language: String,
    /// Rows of the sheet this name counts in.
    rows: BTreeSet<usize>,
}

/// A mention of a name that somebody gave to an entity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    entity: u32,
    name: u32,
    document: u32,
    matched: bool,
}

/// A pair of names, by position, the lower first.
type Link = (u32, u32);

/// The links of a sample.
pub(super) struct Links {
    pub found: Vec<Link>,
    /// Between names found.
    pub gold: Vec<Link>,
    /// Between all names of the gold.
    pub gold_all: Vec<Link>,
}

impl CrossLingual {
    /// `rows_of` gives the rows that a gold name counts in.
    pub(super) fn new(judged: &Judged<'_>, rows_of: impl Fn(usize) -> Vec<usize>) -> CrossLingual {
        let mut positions: BTreeMap<(String, String), u32> = BTreeMap::new();
        let mut names: Vec<Name> = Vec::new();
        let mut gold_entities: BTreeMap<&str, u32> = BTreeMap::new();
        let mut found_entities: BTreeMap<&str, u32> = BTreeMap::new();
        let (mut gold_members, mut found_members) = (Vec::new(), Vec::new());
        for (i, gold) in judged.gold.iter().enumerate() {
            let found = gold.overlapping.map(|f| judged.found[f].annotation);
            let lemma = [
                gold.annotation.lemma.as_str(),
                found.map_or("", |f| f.lemma.as_str()),
                gold.annotation.surface.as_str(),
            ]
            .into_iter()
            .find(|l| !l.is_empty())
            .unwrap_or("");
            let language = match (gold.annotation.language.as_str(), found) {
                ("", Some(found)) => &found.language,
                (language, _) => language,
            };
            let key = (language.to_owned(), folded(lemma));
            let name = *positions.entry(key).or_insert_with(|| {
                names.push(Name { language: language.to_owned(), rows: BTreeSet::new() });
                names.len() as u32 - 1
            });
            names[name as usize].rows.extend(rows_of(i));
            let add = |entities: &mut BTreeMap<_, _>, members: &mut Vec<Member>, entity| {
                let next = entities.len() as u32;
                let entity = *entities.entry(entity).or_insert(next);
                members.push(Member {
                    entity,
                    name,
                    document: gold.document as u32,
                    matched: found.is_some(),
                });
            };
            if !gold.entity.is_empty() {
                add(&mut gold_entities, &mut gold_members, gold.entity);
            }
            if let Some(found) = found.filter(|f| !f.entity.is_empty()) {
                add(&mut found_entities, &mut found_members, found.entity.as_str());
            }
        }
        gold_members.sort_unstable();
        found_members.sort_unstable();
        CrossLingual { names, gold: gold_members, found: found_members }
    }

    pub(super) fn links(&self, weights: &[u32]) -> Links {
        Links {
            found: self.among(&self.found, weights, false),
            gold: self.among(&self.gold, weights, true),
            gold_all: self.among(&self.gold, weights, false),
        }
    }

    /// The rows a link counts in: those of either name.
    pub(super) fn rows(&self, link: Link) -> impl Iterator<Item = usize> {
        self.names[link.0 as usize].rows.union(&self.names[link.1 as usize].rows).copied()
    }

    fn among(&self, members: &[Member], weights: &[u32], matched_only: bool) -> Vec<Link> {
        let mut links = Vec::new();
        for entity in members.chunk_by(|a, b| a.entity == b.entity) {
            let mut names: Vec<u32> = entity
                .iter()
                .filter(|m| weights[m.document as usize] > 0 && (m.matched || !matched_only))
                .map(|m| m.name)
                .collect();
            names.dedup();
            for (i, &a) in names.iter().enumerate() {
                let other = |b: &u32| self.names[*b as usize].language != self.names[a as usize].language;
                links.extend(names[i + 1..].iter().copied().filter(other).map(|b| (a, b)));
            }
        }
        links.sort_unstable();
        links.dedup();
        links
    }
}

/// A lemma without regard to capitals, composed, its white space one space each.
fn folded(lemma: &str) -> String {
    let lower: String = lemma.nfc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
