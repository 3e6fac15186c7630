//! Whom a mention names, when its form fits several.
//!
//! Points, in thousandths, are added up for each candidate: what recognition thought of the form; a name elsewhere in
//! the document that fits no other entity; company of related entities; years; a title; how often the entity is named
//! in the corpus. The best wins if it leads; else the mention is unresolved and says so.

use super::Finding;
use crate::lexicon::Lexicon;
use crate::model::{Candidate, EntityId, EntityType, FormKind, Mention, Method, Origin, Score};
use hashbrown::{HashMap, HashSet};

/// A lead below this decides nothing.
const LEAD_MIN: i32 = 12;
/// A lead of this much is certain.
const LEAD_SURE: i32 = 300;
/// A person is named in the document by a form of their own; another entity is. A text that names the Kazakhs at every
/// turn says little of a form they share.
const PERSON_NAMED: i32 = 260;
const OTHER_NAMED: i32 = 60;
/// Each related entity named in the document, and at most.
const COMPANY: i32 = 60;
const COMPANY_MAX: i32 = 180;
/// Years of the text fall within the entity's, or none does.
const YEARS_AGREE: i32 = 40;
const YEARS_CLASH: i32 = -80;
/// Years before and after an entity's own in which it may still be spoken of.
const YEARS_GRACE: i32 = 5;
/// A title stands beside the name, and the candidate is a person, or is none.
const TITLED: i32 = 300;
/// The title is one that a form of the entity has.
const TITLE_AGREES: i32 = 80;
/// Points for the kind of the form that was met.
const PREFERRED: i32 = 40;
const VARIANT: i32 = 20;
/// Named often in the corpus, at most.
const FAME_MAX: i32 = 50;

/// What was chosen for a mention.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Position among the mention's candidates; `None` when nothing decides.
    pub candidate: Option<usize>,
    pub method: Method,
    pub score: Score,
    /// Runner-up and the lead over it, when there was a choice.
    pub runner_up: Option<(usize, i32)>,
}

/// How often each entity is named in the corpus by forms that fit no other.
pub(super) struct Fame {
    counts: HashMap<EntityId, u32>,
    most: u32,
}

impl Fame {
    pub(super) fn count(findings: &[Finding], _lexicon: &Lexicon) -> Fame {
        let mut counts: HashMap<EntityId, u32> = HashMap::new();
        for mention in findings.iter().flat_map(|f| &f.mentions) {
            if let [only] = mention.candidates.as_slice() {
                *counts.entry(only.entity).or_default() += 1;
            }
        }
        let most = counts.values().copied().max().unwrap_or(0);
        Fame { counts, most }
    }

    /// Points from 0 to [`FAME_MAX`], by the logarithm of the count.
    fn points(&self, entity: EntityId) -> i32 {
        let log = |n: u32| (32 - (n + 1).leading_zeros()) as i32;
        let count = self.counts.get(&entity).copied().unwrap_or(0);
        if count == 0 { 0 } else { FAME_MAX * log(count) / log(self.most).max(1) }
    }
}

/// The choices of a document, one for each of its mentions.
pub(super) fn choices(finding: &Finding, lexicon: &Lexicon, fame: &Fame) -> Vec<Choice> {
    let named: HashSet<EntityId> = finding
        .mentions
        .iter()
        .filter_map(|m| match m.candidates.as_slice() {
            [only] => Some(only.entity),
            _ => None,
        })
        .collect();
    let context = Context { finding, lexicon, fame, named };
    finding.mentions.iter().map(|mention| context.choose(mention)).collect()
}

struct Context<'a> {
    finding: &'a Finding,
    lexicon: &'a Lexicon,
    fame: &'a Fame,
    /// Entities named in the document by a form that fits no other.
    named: HashSet<EntityId>,
}

impl Context<'_> {
    fn choose(&self, mention: &Mention) -> Choice {
        let candidates = &mention.candidates;
        if candidates.is_empty() {
            return Choice {
                candidate: None,
                method: Method::Unresolved,
                score: Score::NONE,
                runner_up: None,
            };
        }
        let titled = !mention.title_before.is_empty() || !mention.title_after.is_empty();
        let mut ranked: Vec<(i32, usize)> =
            candidates.iter().enumerate().map(|(i, c)| (self.points(mention, c, titled), i)).collect();
        ranked.sort_by_key(|&(points, i)| {
            (std::cmp::Reverse(points), &self.lexicon.entity(candidates[i].entity).key)
        });
        let (points, best) = ranked[0];
        let plain = match candidates[best].origin {
            Origin::Exact => Method::Exact,
            _ => Method::Inflected,
        };
        let Some(&(second, runner_up)) = ranked.get(1) else {
            let score = candidates[best].score;
            return Choice { candidate: Some(best), method: plain, score, runner_up: None };
        };
        let lead = points - second;
        if lead < LEAD_MIN {
            return Choice {
                candidate: None,
                method: Method::Unresolved,
                score: Score::thousandths(500),
                runner_up: Some((runner_up, lead)),
            };
        }
        let share = lead.min(LEAD_SURE) * 400 / LEAD_SURE;
        let score = Score::thousandths((550 + share) as u16);
        Choice { candidate: Some(best), method: Method::Context, score, runner_up: Some((runner_up, lead)) }
    }

    fn points(&self, mention: &Mention, candidate: &Candidate, titled: bool) -> i32 {
        let entity = self.lexicon.entity(candidate.entity);
        let mut points = i32::from(candidate.score.get());
        if self.named.contains(&candidate.entity) {
            let person = entity.entity_type == EntityType::Person;
            points += if person { PERSON_NAMED } else { OTHER_NAMED };
        }
        let company = entity.related.iter().filter_map(|r| self.lexicon.by_key(&r.key));
        let company = company.filter(|e| self.named.contains(e)).count() as i32;
        points += (company * COMPANY).min(COMPANY_MAX);
        points += self.years(entity.from, entity.to);
        if titled {
            points += if entity.entity_type == EntityType::Person { TITLED } else { -TITLED };
            if self.title_agrees(mention, candidate.entity) {
                points += TITLE_AGREES;
            }
        }
        points += match self.lexicon.form(candidate.form).kind {
            FormKind::Preferred => PREFERRED,
            FormKind::Variant => VARIANT,
            _ => 0,
        };
        points += i32::from(mention.type_cues[candidate.entity_type as usize]);
        points + self.fame.points(candidate.entity)
    }

    /// Whether some form of the entity has the mention's title in it.
    fn title_agrees(&self, mention: &Mention, entity: EntityId) -> bool {
        let titles = [&mention.title_before, &mention.title_after].map(|t| t.to_lowercase());
        self.lexicon.forms_of(entity).any(|form| {
            let form = form.text.to_lowercase();
            let mut words = form.split([' ', '-']);
            words.any(|word| titles.iter().any(|t| t.split([' ', '-']).any(|title| title == word)))
        })
    }

    fn years(&self, from: Option<i32>, to: Option<i32>) -> i32 {
        if self.finding.years.is_empty() || (from.is_none() && to.is_none()) {
            return 0;
        }
        let from = from.unwrap_or(i32::MIN).saturating_sub(YEARS_GRACE);
        let to = to.unwrap_or(i32::MAX).saturating_add(YEARS_GRACE);
        let inside = self.finding.years.iter().any(|y| (from..=to).contains(y));
        if inside { YEARS_AGREE } else { YEARS_CLASH }
    }
}
