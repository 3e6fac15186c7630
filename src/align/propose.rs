//! Unlisted names to proposed entities, for the whole corpus at once.
//!
//! The nodes are distinct names: a lemma in a language, with the types it was found with. Links come from comparing
//! them; they are joined from the surest down as long as no two members of a group contradict each other
//! (complete-linkage agglomeration). A surname alone follows its document to the fuller name.

use super::Finding;
use crate::model::{EntityId, EntityType, Language, Mention, Origin, Score};
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;

/// A distinct unlisted name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlistedName {
    pub lemma: String,
    pub language: Language,
    /// The type most of its mentions were found with.
    pub entity_type: EntityType,
    pub mentions: u64,
    /// Positions of its documents in the sorted findings, rising.
    pub documents: Vec<u32>,
}

/// Two unlisted names, by their positions, that may be one; or one that may be a spelling of a listed entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Unlisted { a: u32, b: u32, score: Score },
    Listed { name: u32, entity: EntityId, score: Score },
}

/// The distinct unlisted names of a corpus, sorted by language and lemma.
pub fn names(findings: &[Finding]) -> Vec<UnlistedName> {
    /// Mentions by type, documents, mentions.
    type Counts = (BTreeMap<EntityType, u64>, Vec<u32>, u64);
    let mut names: BTreeMap<(Language, &str), Counts> = BTreeMap::new();
    for (document, finding) in findings.iter().enumerate() {
        for mention in finding.mentions.iter().filter(|m| is_unlisted(m)) {
            let (types, documents, count) =
                names.entry((mention.language, mention.lemma.as_str())).or_default();
            *types.entry(mention.entity_type).or_default() += 1;
            *count += 1;
            if documents.last() != Some(&(document as u32)) {
                documents.push(document as u32);
            }
        }
    }
    names
        .into_iter()
        .map(|((language, lemma), (types, documents, mentions))| UnlistedName {
            lemma: lemma.to_owned(),
            language,
            entity_type: types
                .iter()
                .max_by_key(|(t, n)| (**n, std::cmp::Reverse(**t)))
                .map_or(EntityType::Person, |(t, _)| *t),
            mentions,
            documents,
        })
        .collect()
}

pub(super) fn is_unlisted(mention: &Mention) -> bool {
    matches!(mention.origin, Origin::Unlisted(_))
}

/// What a group of names is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// Spellings of a listed entity, with how surely.
    Listed(EntityId, Score),
    /// An entity of its own: its position among the groups.
    Proposed(usize),
}

/// Groups of names.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    /// By name.
    pub bearers: Vec<Option<Bearer>>,
    /// By name: how surely it belongs to its group.
    pub scores: Vec<Score>,
    /// Names of each proposed group, the most frequent first.
    pub members: Vec<Vec<usize>>,
    /// Links between two proposed groups that were not joined, surest first: for review.
    pub near: Vec<(usize, usize, Score)>,
}

/// At or above this, two names are joined.
const JOIN_MIN: Score = Score::thousandths(700);
/// At or above this, a name is a spelling of a listed entity.
const LISTED_MIN: Score = Score::thousandths(780);
/// At or above this, two groups are shown for review.
const NEAR_MIN: Score = Score::thousandths(400);

/// Groups the names by their links.
pub(super) fn groups(names: &[UnlistedName], links: &[Link]) -> Groups {
    let mut sets = Sets::new(names.len());
    let mut listed: HashMap<usize, (EntityId, Score)> = HashMap::new();
    let mut pairs = Vec::new();
    let mut scores: HashMap<(u32, u32), Score> = HashMap::new();
    for link in links {
        match *link {
            Link::Listed { name, entity, score } if score >= LISTED_MIN => {
                let best = listed.entry(name as usize).or_insert((entity, score));
                if (score, std::cmp::Reverse(entity)) > (best.1, std::cmp::Reverse(best.0)) {
                    *best = (entity, score);
                }
            }
            Link::Unlisted { a, b, score } => {
                let (a, b) = (a.min(b), a.max(b));
                pairs.push((std::cmp::Reverse(score), a, b));
                scores.insert((a, b), score);
            }
            Link::Listed { .. } => {}
        }
    }
    pairs.sort_unstable();
    for &(std::cmp::Reverse(score), a, b) in pairs.iter().filter(|p| p.0.0 >= JOIN_MIN) {
        let (a, b) = (a as usize, b as usize);
        if listed.contains_key(&a) || listed.contains_key(&b) {
            continue;
        }
        sets.join(a, b, score, |x, y| agree(names, x, y, &scores));
    }
    sets.into_groups(names, &listed, &pairs)
}

/// Whether two names may stand in one group: of one type, and in one language only if they are linked themselves.
fn agree(names: &[UnlistedName], a: usize, b: usize, scores: &HashMap<(u32, u32), Score>) -> bool {
    let key = (a.min(b) as u32, a.max(b) as u32);
    let linked = scores.get(&key).is_some_and(|s| *s >= NEAR_MIN);
    names[a].entity_type == names[b].entity_type && (linked || names[a].language != names[b].language)
}

/// Disjoint sets with their members.
struct Sets {
    set_of: Vec<usize>,
    members: Vec<Vec<usize>>,
    score: Vec<Score>,
}

impl Sets {
    fn new(count: usize) -> Sets {
        Sets {
            set_of: (0..count).collect(),
            members: (0..count).map(|i| vec![i]).collect(),
            score: vec![Score::CERTAIN; count],
        }
    }

    /// Joins the sets of two names if all their members agree.
    fn join(&mut self, a: usize, b: usize, score: Score, agree: impl Fn(usize, usize) -> bool) {
        let (a, b) = (self.set_of[a], self.set_of[b]);
        if a == b || !self.members[a].iter().all(|&x| self.members[b].iter().all(|&y| agree(x, y))) {
            return;
        }
        let (into, from) = (a.min(b), a.max(b));
        for name in std::mem::take(&mut self.members[from]) {
            self.set_of[name] = into;
            self.score[name] = self.score[name].min(score);
            self.members[into].push(name);
        }
        for &name in &self.members[into] {
            if self.score[name] == Score::CERTAIN {
                self.score[name] = score;
            }
        }
    }

    fn into_groups(
        self,
        names: &[UnlistedName],
        listed: &HashMap<usize, (EntityId, Score)>,
        pairs: &[(std::cmp::Reverse<Score>, u32, u32)],
    ) -> Groups {
        let mut groups = Groups { bearers: vec![None; names.len()], scores: self.score, ..Groups::default() };
        for (name, (entity, score)) in listed {
            groups.bearers[*name] = Some(Bearer::Listed(*entity, *score));
        }
        for mut members in self.members {
            members.retain(|name| !listed.contains_key(name));
            if members.is_empty() {
                continue;
            }
            members.sort_by_key(|&m| (std::cmp::Reverse(names[m].mentions), m));
            for &member in &members {
                groups.bearers[member] = Some(Bearer::Proposed(groups.members.len()));
            }
            groups.members.push(members);
        }
        let mut seen = HashSet::new();
        for &(std::cmp::Reverse(score), a, b) in pairs.iter().filter(|p| p.0.0 >= NEAR_MIN) {
            if let (Some(Bearer::Proposed(a)), Some(Bearer::Proposed(b))) =
                (&groups.bearers[a as usize], &groups.bearers[b as usize])
                && a != b
                && seen.insert((*a.min(b), *a.max(b)))
            {
                groups.near.push((*a.min(b), *a.max(b), score));
            }
        }
        groups
    }
}

/// The proposed group that each unlisted mention of a document belongs to: a person's surname alone follows the
/// fullest name of the document that has it, or, if the document has none, the only fuller name of the corpus.
pub(super) struct ShortNames {
    /// Groups of names of several words, by language and word in small letters.
    fuller: HashMap<(Language, String), Vec<usize>>,
}

impl ShortNames {
    pub(super) fn new(names: &[UnlistedName], groups: &Groups) -> ShortNames {
        let mut fuller: HashMap<(Language, String), Vec<usize>> = HashMap::new();
        for (i, name) in names.iter().enumerate() {
            let Some(Bearer::Proposed(group)) = groups.bearers[i] else { continue };
            if name.entity_type != EntityType::Person {
                continue;
            }
            let words: Vec<&str> = words(&name.lemma).collect();
            if words.len() < 2 {
                continue;
            }
            for word in words {
                let groups = fuller.entry((name.language, word.to_lowercase())).or_default();
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        ShortNames { fuller }
    }

    /// The group that a name of one word stands for, among those named in its document.
    pub(super) fn group(&self, mention: &Mention, in_document: &HashSet<usize>) -> Option<usize> {
        if mention.entity_type != EntityType::Person || words(&mention.lemma).count() != 1 {
            return None;
        }
        let fuller = self.fuller.get(&(mention.language, mention.lemma.to_lowercase()))?;
        let mut here = fuller.iter().filter(|g| in_document.contains(*g));
        match (here.next(), here.next()) {
            (Some(&only), None) => Some(only),
            (None, _) if fuller.len() == 1 => Some(fuller[0]),
            _ => None,
        }
    }
}

/// The words of a lemma without initials.
fn words(lemma: &str) -> impl Iterator<Item = &str> {
    lemma.split([' ', '.']).filter(|w| w.chars().count() > 1)
}
