//! Same, different, or unsure: what people settled first, then what the lexicon knows, then the sound.

use super::known::{Knowledge, KnownNames};
use super::lists::Table;
use super::prepare::PreparedName;
use super::{Arrangement, Comparer, Features, Pool, SearchOptions};
use crate::lexicon::Lexicon;
use crate::model::{EntityId, Error, Score};
use crate::text::fold;
use hashbrown::HashMap;
use std::collections::BTreeSet;

/// What is said of a pair of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Different,
    Unsure,
    Same,
}

impl Verdict {
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Unsure => "unsure",
            Verdict::Different => "different",
        }
    }

    pub fn from_code(code: &str) -> Option<Verdict> {
        [Verdict::Same, Verdict::Unsure, Verdict::Different].into_iter().find(|v| v.code() == code)
    }
}

/// How a verdict came about; column `method`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareMethod {
    /// A person settled the pair.
    Judgement,
    /// The lexicon knows whose names they are.
    Lexicon,
    /// The spellings were compared.
    Sound,
}

impl CompareMethod {
    pub fn code(self) -> &'static str {
        match self {
            CompareMethod::Judgement => "judgement",
            CompareMethod::Lexicon => "lexicon",
            CompareMethod::Sound => "sound",
        }
    }
}

/// Scores from which a pair is the same, and below which it is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub same: Score,
    pub different: Score,
}

impl Default for Limits {
    /// As likely as not stands in the middle of *unsure*.
    fn default() -> Self {
        Limits { same: Score::thousandths(550), different: Score::thousandths(450) }
    }
}

impl Limits {
    pub fn verdict(self, score: Score) -> Verdict {
        if score >= self.same {
            Verdict::Same
        } else if score < self.different {
            Verdict::Different
        } else {
            Verdict::Unsure
        }
    }
}

/// What comparing two names gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub score: Score,
    pub verdict: Verdict,
    pub method: CompareMethod,
    /// One reason a piece, most important first.
    pub evidence: Vec<String>,
    pub arrangement: Arrangement,
    pub features: Features,
}

/// Compares names with all that is known: judgements, names, sound.
pub struct Judge<'l> {
    pub comparer: &'l Comparer,
    pub limits: Limits,
    lexicon: Option<&'l Lexicon>,
    known: KnownNames,
    /// All forms of the lexicon, and whose each is.
    forms: Option<(Pool, Vec<EntityId>)>,
    judgements: HashMap<(String, String), Verdict>,
}

/// Scores of pairs that the lexicon decides.
const SAME_LISTED: Score = Score::thousandths(990);
const SAME_INFLECTED: Score = Score::thousandths(980);
const SAME_AMBIGUOUS: Score = Score::thousandths(700);
const DIFFERENT_LISTED: Score = Score::thousandths(15);
const DIFFERENT_RESOLVED: Score = Score::thousandths(80);
/// An unlisted name counts as a listed entity's if a form of it scores so high, and others' forms lower.
const RESOLVED_MIN: Score = Score::thousandths(850);

impl<'l> Judge<'l> {
    /// By sound alone.
    pub fn by_sound(comparer: &'l Comparer, limits: Limits) -> Judge<'l> {
        Judge {
            comparer,
            limits,
            lexicon: None,
            known: KnownNames::default(),
            forms: None,
            judgements: HashMap::new(),
        }
    }

    /// With the names of a lexicon and the pairs people settled.
    pub fn with_lexicon(comparer: &'l Comparer, limits: Limits, lexicon: &'l Lexicon) -> Judge<'l> {
        let types = |id: EntityId| Some(lexicon.entity(id).entity_type);
        let forms = lexicon.forms.iter().map(|f| comparer.prepare(&f.text, f.language, types(f.entity)));
        let bearers = lexicon.forms.iter().map(|f| f.entity).collect();
        Judge {
            lexicon: Some(lexicon),
            known: KnownNames::new(lexicon),
            forms: Some((Pool::build(comparer, forms.collect()), bearers)),
            ..Judge::by_sound(comparer, limits)
        }
    }

    /// Adds settled pairs: columns `name_a,name_b,verdict` among others.
    ///
    /// # Errors
    /// [`Error::Usage`] for a table without them, or an unknown verdict.
    pub fn add_judgements(&mut self, file: &str, text: &str) -> Result<(), Error> {
        let table = Table::parse(file, text)?;
        let columns = (table.column("name_a"), table.column("name_b"), table.column("verdict"));
        let (Some(a), Some(b), Some(verdict)) = columns else {
            return Err(Error::Usage(format!("{file}: needs the columns name_a, name_b, verdict")));
        };
        for (line, row) in &table.rows {
            let Some(verdict) = Verdict::from_code(&row[verdict]) else {
                let found = &row[verdict];
                return Err(Error::Usage(format!(
                    "{file}:{line}: unknown verdict `{found}`; write same, different or unsure"
                )));
            };
            self.judgements.insert(pair_key(&row[a], &row[b]), verdict);
        }
        Ok(())
    }

    /// Compares two prepared names.
    pub fn compare(&self, a: &PreparedName, b: &PreparedName) -> Comparison {
        let (arrangement, features) = self.comparer.sound(a, b);
        let score = self.comparer.score(&features);
        let mut comparison = Comparison {
            score,
            verdict: self.limits.verdict(score),
            method: CompareMethod::Sound,
            evidence: vec![sound_evidence(a, b, &arrangement, &features)],
            arrangement,
            features,
        };
        if let Some((score, reason)) = self.by_lexicon(a, b, score) {
            comparison.score = score;
            comparison.verdict = self.limits.verdict(score);
            comparison.method = CompareMethod::Lexicon;
            comparison.evidence.insert(0, reason);
        }
        if let Some(&verdict) = self.judgements.get(&pair_key(&a.text, &b.text)) {
            comparison.verdict = verdict;
            comparison.method = CompareMethod::Judgement;
            comparison.score = match verdict {
                Verdict::Same => Score::CERTAIN,
                Verdict::Different => Score::NONE,
                Verdict::Unsure => Score::thousandths(500),
            };
            comparison.evidence.insert(0, format!("settled: {}", verdict.code()));
        }
        comparison
    }

    /// What the lexicon says, if it knows both names, or one of them and whose the other most likely is.
    fn by_lexicon(&self, a: &PreparedName, b: &PreparedName, sound: Score) -> Option<(Score, String)> {
        let lexicon = self.lexicon?;
        let keys = |ids: &BTreeSet<EntityId>| {
            ids.iter().map(|&id| lexicon.entity(id).key.as_str()).collect::<Vec<_>>().join("|")
        };
        let (known_a, known_b) = (self.known.bearers(a), self.known.bearers(b));
        match (known_a, known_b) {
            (Some((of_a, how_a)), Some((of_b, how_b))) => {
                let common: BTreeSet<EntityId> = of_a.intersection(&of_b).copied().collect();
                if common.is_empty() {
                    let score = if how_a.max(how_b) == Knowledge::Bare {
                        DIFFERENT_RESOLVED
                    } else {
                        DIFFERENT_LISTED
                    };
                    return Some((score, format!("names of {} and {}", keys(&of_a), keys(&of_b))));
                }
                let score = if of_a.len() > 1 && of_b.len() > 1 && of_a != of_b
                    || of_a.len().max(of_b.len()) > 2 && of_a != of_b
                {
                    SAME_AMBIGUOUS
                } else if how_a.max(how_b) == Knowledge::Listed {
                    SAME_LISTED
                } else {
                    SAME_INFLECTED
                };
                Some((score, format!("both name {}", keys(&common))))
            }
            (Some((of_a, _)), None) => self.resolved(&of_a, b, sound, keys(&of_a)),
            (None, Some((of_b, _))) => self.resolved(&of_b, a, sound, keys(&of_b)),
            (None, None) => None,
        }
    }

    /// One name is listed, the other is not: whose form sounds most like the other?
    fn resolved(
        &self,
        bearers: &BTreeSet<EntityId>,
        other: &PreparedName,
        sound: Score,
        keys: String,
    ) -> Option<(Score, String)> {
        let (pool, owners) = self.forms.as_ref()?;
        let hits = pool.search(self.comparer, other, RESOLVED_HITS, Score::NONE, &SearchOptions::default());
        let owner = |hit: &super::Hit| owners[hit.name as usize];
        let own = hits.iter().filter(|h| bearers.contains(&owner(h))).map(|h| h.score).max();
        let others = hits.iter().filter(|h| !bearers.contains(&owner(h))).map(|h| h.score).max();
        let (own, others) = (own.unwrap_or(Score::NONE).max(sound), others.unwrap_or(Score::NONE));
        if own >= RESOLVED_MIN && own >= others {
            Some((own, format!("sounds like a name of {keys}")))
        } else if others >= RESOLVED_MIN && others > own {
            let first = hits.iter().find(|h| !bearers.contains(&owner(h)))?;
            let key = &self.lexicon?.entity(owner(first)).key;
            Some((
                DIFFERENT_RESOLVED.max(Score::thousandths(own.get() / 3)),
                format!("sounds like a name of {key}, not of {keys}"),
            ))
        } else {
            None
        }
    }
}

/// Forms of the lexicon looked at for an unlisted name.
const RESOLVED_HITS: usize = 12;

/// A pair of names as judgements are kept: folded, in either order.
fn pair_key(a: &str, b: &str) -> (String, String) {
    let key = |name: &str| fold::words(name).into_iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let (a, b) = (key(a), key(b));
    if a <= b { (a, b) } else { (b, a) }
}

/// The sound of two names in one line: which words answered which, and what stayed alone.
fn sound_evidence(
    a: &PreparedName,
    b: &PreparedName,
    arrangement: &Arrangement,
    features: &Features,
) -> String {
    let words = |name: &PreparedName, (first, count): (u8, u8)| {
        let range = usize::from(first)..usize::from(first + count);
        name.words[range].iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let mut parts: Vec<String> = arrangement
        .matches
        .iter()
        .map(|m| format!("{}={} {:+.1}", words(a, m.a), words(b, m.b), m.nats))
        .collect();
    let alone = |name: &PreparedName, list: &[u8]| {
        list.iter().map(|&i| name.words[usize::from(i)].text.clone()).collect::<Vec<_>>()
    };
    for (side, list) in
        [("first", alone(a, &arrangement.alone_a)), ("second", alone(b, &arrangement.alone_b))]
    {
        if !list.is_empty() {
            parts.push(format!("only in the {side}: {}", list.join(" ")));
        }
    }
    if features.contradictions > 0.0 {
        parts.push("name words contradict".to_owned());
    }
    parts.join("; ")
}
