//! What was decided, gathered into the index in a total order.

use super::choose::Choice;
use super::{Finding, unresolved};
use crate::lexicon::Lexicon;
use crate::model::{
    Alignment, EntityId, FormKind, Index, IndexEntry, Language, Mention, Method, ReviewItem, ReviewKind,
    Score, Status, VariantRow,
};
use hashbrown::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Most surfaces listed in one cell.
const SURFACES_MAX: usize = 40;

pub(super) fn index(findings: Vec<Finding>, chosen: Vec<Vec<Choice>>, lexicon: &Lexicon) -> Index {
    let mut keys: BTreeSet<(String, EntityId)> = BTreeSet::new();
    for (finding, choices) in findings.iter().zip(&chosen) {
        for (mention, choice) in finding.mentions.iter().zip(choices) {
            if let Some(i) = choice.candidate {
                let entity = mention.candidates[i].entity;
                keys.insert((lexicon.entity(entity).key.clone(), entity));
            }
        }
    }
    let mut index = Index::default();
    let mut entry_of: HashMap<EntityId, usize> = HashMap::new();
    for (key, entity) in keys {
        entry_of.insert(entity, index.entries.len());
        index.entries.push(listed_entry(key, entity, lexicon));
    }
    let mut tally = Tally::default();
    for (finding, choices) in findings.into_iter().zip(chosen) {
        let mut rows = Vec::with_capacity(finding.mentions.len());
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for (mut mention, choice) in finding.mentions.into_iter().zip(choices) {
            let alignment = settle(&mut mention, &choice, &entry_of);
            if let Some(entry) = alignment.entry {
                let row = &mut index.entries[entry];
                row.mentions[mention.language.index()] += 1;
                if seen.insert(entry) {
                    row.documents += 1;
                }
                tally.add(entry, &finding.document, &mention, &alignment);
            }
            if choice.runner_up.is_some() {
                tally.homonym(&mention, &choice, lexicon);
            }
            rows.push((mention, alignment));
        }
        index.documents.push((finding.document, rows));
    }
    tally.finish(&mut index, lexicon);
    index
}

/// Gives the mention the lemma and type of its bearer.
fn settle(mention: &mut Mention, choice: &Choice, entry_of: &HashMap<EntityId, usize>) -> Alignment {
    let Some(i) = choice.candidate else { return unresolved() };
    let candidate = &mention.candidates[i];
    mention.entity_type = candidate.entity_type;
    mention.lemma = candidate.lemma.clone();
    mention.origin = candidate.origin;
    Alignment { entry: entry_of.get(&candidate.entity).copied(), method: choice.method, score: choice.score }
}

fn listed_entry(key: String, id: EntityId, lexicon: &Lexicon) -> IndexEntry {
    let entity = lexicon.entity(id);
    let mut names: [String; 3] = Default::default();
    for form in lexicon.forms_of(id).filter(|f| f.kind == FormKind::Preferred) {
        names[form.language.index()] = form.text.clone();
    }
    IndexEntry {
        key,
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
    documents: BTreeSet<String>,
    mentions: u64,
    method: Option<Method>,
    score: Score,
}

impl Tally {
    fn add(&mut self, entry: usize, document: &str, mention: &Mention, alignment: &Alignment) {
        let (sum, count) = self.scores.entry(entry).or_default();
        *sum += u64::from(alignment.score.get());
        *count += 1;
        let counts = self.variants.entry((entry, mention.language, mention.full_lemma())).or_default();
        let surface = mention.plain_surface();
        *counts.forms.entry(surface).or_default() += 1;
        if !counts.documents.contains(document) {
            counts.documents.insert(document.to_owned());
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
                documents: counts.documents.len() as u64,
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
