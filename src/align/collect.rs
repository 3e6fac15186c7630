//! What was decided, gathered into the index in a total order.

use super::Finding;
use super::choose::Choice;
use super::propose::{Bearer, Groups, ShortNames, UnlistedName, is_unlisted};
use crate::lexicon::Lexicon;
use crate::model::{
    Alignment, EntityId, FormKind, Index, IndexEntry, Language, Mention, Method, Origin, ReviewItem,
    ReviewKind, Score, Status, VariantRow,
};
use hashbrown::{HashMap, HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// From this score on a new spelling is taken for a romanisation (`spelling`), below it for a guess (`fuzzy`).
const SPELLING_MIN: u16 = 900;
/// Most surfaces listed in one cell.
const SURFACES_MAX: usize = 40;

pub(super) fn index(
    findings: Vec<Finding>,
    chosen: Vec<Vec<Choice>>,
    names: &[UnlistedName],
    groups: &Groups,
    lexicon: &Lexicon,
) -> Index {
    let mut settler = Settler::new(&findings, &chosen, names, groups, lexicon);
    let mut tally = Tally::default();
    let mut documents = Vec::with_capacity(findings.len());
    for (finding, choices) in findings.into_iter().zip(chosen) {
        let named = settler.groups_named(&finding);
        let mut rows = Vec::with_capacity(finding.mentions.len());
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for (mut mention, choice) in finding.mentions.into_iter().zip(choices) {
            let alignment = settler.settle(&mut mention, &choice, &named);
            if let Some(entry) = alignment.entry {
                let row = &mut settler.entries[entry];
                row.mentions[mention.language.index()] += 1;
                if seen.insert(entry) {
                    row.documents += 1;
                }
                tally.add(entry, documents.len(), &mention, &alignment);
            }
            if choice.runner_up.is_some() {
                tally.homonym(&mention, &choice, lexicon);
            }
            rows.push((mention, alignment));
        }
        documents.push((finding.document, rows));
    }
    let mut index = Index { entries: settler.entries, documents, ..Index::default() };
    tally.finish(&mut index, lexicon);
    sort(&mut index);
    index
}

/// Puts the entries that are named in the order of their keys and drops the others.
fn sort(index: &mut Index) {
    let mut order: Vec<usize> =
        (0..index.entries.len()).filter(|&i| index.entries[i].documents > 0).collect();
    order.sort_by(|&a, &b| index.entries[a].key.cmp(&index.entries[b].key));
    let mut place = vec![None; index.entries.len()];
    order.iter().enumerate().for_each(|(new, &old)| place[old] = Some(new));
    let mut entries: Vec<Option<IndexEntry>> =
        std::mem::take(&mut index.entries).into_iter().map(Some).collect();
    index.entries = order.iter().filter_map(|&old| entries[old].take()).collect();
    for (_, rows) in &mut index.documents {
        for (_, alignment) in rows {
            alignment.entry = alignment.entry.and_then(|e| place[e]);
        }
    }
    for row in &mut index.variants {
        row.entry = place[row.entry].unwrap_or_default();
    }
    index.variants.sort_by(|a, b| (a.entry, a.language, &a.variant).cmp(&(b.entry, b.language, &b.variant)));
}

/// Gives each mention its entry.
struct Settler<'a> {
    entries: Vec<IndexEntry>,
    entry_of: HashMap<EntityId, usize>,
    /// Entry of the first proposed group; the others follow.
    first_proposed: usize,
    names: HashMap<(Language, &'a str), usize>,
    groups: &'a Groups,
    short_names: ShortNames,
}

impl<'a> Settler<'a> {
    fn new(
        findings: &[Finding],
        chosen: &[Vec<Choice>],
        names: &'a [UnlistedName],
        groups: &'a Groups,
        lexicon: &Lexicon,
    ) -> Settler<'a> {
        let mut listed: BTreeSet<EntityId> = BTreeSet::new();
        for (finding, choices) in findings.iter().zip(chosen) {
            for (mention, choice) in finding.mentions.iter().zip(choices) {
                listed.extend(choice.candidate.map(|i| mention.candidates[i].entity));
            }
        }
        listed.extend(groups.bearers.iter().filter_map(|b| match b {
            Some(Bearer::Listed(entity, _)) => Some(*entity),
            _ => None,
        }));
        let mut entries: Vec<IndexEntry> =
            listed.iter().map(|&entity| listed_entry(entity, lexicon)).collect();
        let entry_of = listed.into_iter().enumerate().map(|(i, entity)| (entity, i)).collect();
        let first_proposed = entries.len();
        entries.extend(super::names::entries(names, groups));
        Settler {
            entries,
            entry_of,
            first_proposed,
            names: names.iter().enumerate().map(|(i, n)| ((n.language, n.lemma.as_str()), i)).collect(),
            groups,
            short_names: ShortNames::new(names, groups),
        }
    }

    fn name_of(&self, mention: &Mention) -> Option<usize> {
        self.names.get(&(mention.language, mention.lemma.as_str())).copied()
    }

    /// The proposed groups that names of several words of a document belong to.
    fn groups_named(&self, finding: &Finding) -> HashSet<usize> {
        let unlisted = finding.mentions.iter().filter(|m| is_unlisted(m) && m.lemma.contains([' ', '.']));
        unlisted
            .filter_map(|m| match self.groups.bearers[self.name_of(m)?] {
                Some(Bearer::Proposed(group)) => Some(group),
                _ => None,
            })
            .collect()
    }

    /// Decides a mention and gives it the lemma and type of its bearer.
    fn settle(&self, mention: &mut Mention, choice: &Choice, named: &HashSet<usize>) -> Alignment {
        if let Some(i) = choice.candidate {
            let candidate = &mention.candidates[i];
            mention.entity_type = candidate.entity_type;
            mention.lemma = candidate.lemma.clone();
            mention.origin = candidate.origin;
            return Alignment {
                entry: self.entry_of.get(&candidate.entity).copied(),
                method: choice.method,
                score: choice.score,
            };
        }
        let (Origin::Unlisted(certainty), Some(name)) = (mention.origin, self.name_of(mention)) else {
            return Alignment { entry: None, method: Method::Unresolved, score: choice.score };
        };
        let product = |a: Score, b: Score| Score::from_probability(a.probability() * b.probability());
        match &self.groups.bearers[name] {
            Some(Bearer::Listed(entity, score)) => {
                let entry = self.entry_of.get(entity).copied();
                if let Some(entry) = entry {
                    mention.entity_type = self.entries[entry].entity_type;
                }
                let method = if score.get() >= SPELLING_MIN { Method::Spelling } else { Method::Fuzzy };
                Alignment { entry, method, score: product(*score, certainty) }
            }
            Some(Bearer::Proposed(group)) => {
                let group = self.short_names.group(mention, named).unwrap_or(*group);
                let entry = self.first_proposed + group;
                mention.entity_type = self.entries[entry].entity_type;
                let score = product(self.groups.scores[name], certainty);
                Alignment { entry: Some(entry), method: Method::Proposed, score }
            }
            None => Alignment { entry: None, method: Method::Unresolved, score: certainty },
        }
    }
}

fn listed_entry(id: EntityId, lexicon: &Lexicon) -> IndexEntry {
    let entity = lexicon.entity(id);
    let mut names: [String; 3] = Default::default();
    for form in lexicon.forms_of(id).filter(|f| f.kind == FormKind::Preferred) {
        names[form.language.index()] = form.text.clone();
    }
    IndexEntry {
        key: entity.key.clone(),
        entity: Some(id),
        entity_type: entity.entity_type,
        status: Status::Listed,
        names,
        variants: Default::default(),
        mentions: [0; 4],
        documents: 0,
        confidence: Score::NONE,
        wikidata: entity.wikidata.clone(),
        description: entity.description.clone(),
    }
}

/// Counts by entry, language and lemma.
#[derive(Default)]
struct Tally {
    variants: BTreeMap<(usize, Language, String), Counts>,
    scores: BTreeMap<usize, (u64, u64)>,
    homonyms: BTreeMap<(Language, String, String), (u64, ReviewItem)>,
}

#[derive(Default)]
struct Counts {
    forms: BTreeMap<String, u64>,
    /// Documents, and the last of them.
    documents: u64,
    last_document: Option<usize>,
    mentions: u64,
    method: Option<Method>,
    score: Score,
}

impl Tally {
    fn add(&mut self, entry: usize, document: usize, mention: &Mention, alignment: &Alignment) {
        let (sum, count) = self.scores.entry(entry).or_default();
        *sum += u64::from(alignment.score.get());
        *count += 1;
        let counts = self.variants.entry((entry, mention.language, mention.full_lemma())).or_default();
        let surface = mention.plain_surface();
        *counts.forms.entry(surface).or_default() += 1;
        // Documents come one after another.
        if counts.last_document != Some(document) {
            counts.last_document = Some(document);
            counts.documents += 1;
        }
        counts.mentions += 1;
        counts.method = Some(counts.method.map_or(alignment.method, |m| m.min(alignment.method)));
        counts.score = counts.score.max(alignment.score);
    }

    fn homonym(&mut self, mention: &Mention, choice: &Choice, lexicon: &Lexicon) {
        let key = |i: usize| lexicon.entity(mention.candidates[i].entity).key.clone();
        let decided = choice.candidate.map(key).unwrap_or_default();
        let place = (mention.language, mention.lemma.clone(), decided.clone());
        let entry = self.homonyms.entry(place).or_insert_with(|| {
            let others = mention.candidates.iter().enumerate().filter(|(i, _)| Some(*i) != choice.candidate);
            let lead = choice.runner_up.map_or(0, |(_, lead)| lead);
            let evidence = format!(
                "lead 0.{:03}; {} «{}» {}",
                lead.clamp(0, 999),
                mention.left,
                mention.plain_surface(),
                mention.right
            );
            let item = ReviewItem {
                kind: ReviewKind::Homonym,
                language: mention.language,
                surface: mention.plain_surface(),
                key: decided,
                candidates: others.map(|(i, c)| (key(i), c.score)).collect(),
                score: choice.score,
                evidence,
            };
            (0, item)
        });
        entry.0 += 1;
    }

    fn finish(self, index: &mut Index, lexicon: &Lexicon) {
        for (entry, (sum, count)) in self.scores {
            let mean = (sum + count / 2) / count.max(1);
            index.entries[entry].confidence = Score::thousandths(mean as u16);
        }
        let mut by_entry: BTreeMap<(usize, usize), Vec<(u64, String)>> = BTreeMap::new();
        for ((entry, language, lemma), counts) in self.variants {
            if language != Language::Undetermined {
                by_entry.entry((entry, language.index())).or_default().push((counts.mentions, lemma.clone()));
            }
            let mut forms: Vec<(u64, String)> = counts.forms.into_iter().map(|(f, n)| (n, f)).collect();
            forms.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            forms.truncate(SURFACES_MAX);
            let listed = index.entries[entry]
                .entity
                .is_some_and(|id| lexicon.forms_of(id).any(|f| f.language == language && f.text == lemma));
            index.variants.push(VariantRow {
                entry,
                language,
                variant: lemma,
                forms: forms.into_iter().map(|(_, f)| f).collect(),
                mentions: counts.mentions,
                documents: counts.documents,
                method: counts.method.unwrap_or(Method::Unresolved),
                score: counts.score,
                listed,
            });
        }
        for ((entry, language), mut lemmas) in by_entry {
            lemmas.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            index.entries[entry].variants[language] = lemmas.into_iter().map(|(_, l)| l).collect();
        }
        let mut homonyms: Vec<(u64, ReviewItem)> = self.homonyms.into_values().collect();
        homonyms.sort_by(|(n, a), (m, b)| {
            (a.score, std::cmp::Reverse(*n), a.language, &a.surface, &a.key).cmp(&(
                b.score,
                std::cmp::Reverse(*m),
                b.language,
                &b.surface,
                &b.key,
            ))
        });
        index.review.extend(homonyms.into_iter().map(|(_, item)| item));
    }
}
