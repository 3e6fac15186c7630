//! The tables of cues and weights.

use crate::model::{Diagnostic, EntityType, Language};
use crate::text::inflect::Inflections;
use crate::text::table::rows;
use hashbrown::{Equivalent, HashMap, HashSet};

const CUES_FILE: &str = "writing/name-cues.csv";
const WEIGHTS_FILE: &str = "writing/name-weights.csv";
const GIVEN_FILE: &str = "writing/given-names.csv";

/// Points of a cue for each type.
pub(super) type TypePoints = [i32; 6];

/// Place, language code or `*`, form.
type CueKey = (Box<str>, Box<str>, Box<str>);

/// What speaks for a name, and for which type. Weights are hundredths of a logit.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    /// By place (`before`, `after`, `ending`, `shape`, ...), language code or `*`, and form.
    points: HashMap<CueKey, TypePoints>,
    weights: HashMap<Box<str>, i32>,
    given: HashSet<Box<str>>,
    /// Letters of Roman numerals.
    numerals: HashSet<char>,
    longest_ending: usize,
}

impl Cues {
    /// Parses the tables out of the files of a lexicon folder. Rows that make no sense are added to the diagnostics.
    pub fn parse(files: &[(String, String)], diagnostics: &mut Vec<Diagnostic>) -> Cues {
        let mut cues = Cues::default();
        for (name, text) in files {
            match name.as_str() {
                CUES_FILE => cues.parse_cues(text, diagnostics),
                WEIGHTS_FILE => {
                    for row in rows(name, text, &["feature", "weight", "note"], diagnostics) {
                        match row.cell(1).parse() {
                            Ok(weight) => {
                                cues.weights.insert(row.cell(0).into(), weight);
                            }
                            Err(_) => diagnostics.push(*not_a_weight(&row, 1)),
                        }
                    }
                }
                GIVEN_FILE => {
                    for row in rows(name, text, &["language", "form", "source"], diagnostics) {
                        cues.given.insert(row.cell(1).to_lowercase().replace('ё', "е").into());
                    }
                }
                _ => {}
            }
        }
        cues
    }

    fn parse_cues(&mut self, text: &str, diagnostics: &mut Vec<Diagnostic>) {
        for row in rows(CUES_FILE, text, &["language", "place", "form", "type", "weight"], diagnostics) {
            let Some(entity_type) = EntityType::from_code(row.cell(3)) else {
                let help = "write PER, LOC, GRP, ORG, TTL or EVT";
                diagnostics.push(*row.error("E003", 3, "unknown type".to_owned(), help));
                continue;
            };
            let Ok(weight) = row.cell(4).parse::<i32>() else {
                diagnostics.push(*not_a_weight(&row, 4));
                continue;
            };
            if row.cell(1) == "numeral" {
                self.numerals.extend(row.cell(2).chars());
                continue;
            }
            if row.cell(1) == "ending" {
                self.longest_ending = self.longest_ending.max(row.cell(2).len());
            }
            let key = (row.cell(1).into(), row.cell(0).into(), row.cell(2).into());
            self.points.entry(key).or_default()[entity_type as usize] += weight;
        }
    }

    /// The points of a cue in a language, with those for any language.
    pub(super) fn add(&self, place: &str, language: &str, form: &str, sum: &mut TypePoints) {
        for language in [language, "*"] {
            if let Some(points) = self.points.get(&Parts(place, language, form)) {
                for (sum, points) in sum.iter_mut().zip(points) {
                    *sum += points;
                }
            }
        }
    }

    /// The points of the longest ending of a word that the table has.
    pub(super) fn add_ending(&self, language: &str, word: &str, sum: &mut TypePoints) {
        for (at, _) in word.char_indices().skip(1) {
            let ending = &word[at..];
            if ending.len() <= self.longest_ending
                && self.points.contains_key(&Parts("ending", language, ending))
            {
                self.add("ending", language, ending, sum);
                return;
            }
        }
    }

    /// The weight of a feature in a language (`vocabulary:en`), or in any.
    pub(super) fn weight(&self, feature: &str, language: Language) -> i32 {
        let own = self.weights.get(format!("{feature}:{}", language.code()).as_str());
        own.or_else(|| self.weights.get(feature)).copied().unwrap_or(0)
    }

    /// What the words before and after a name (small letters) say of its type.
    pub(in crate::recognise) fn beside(&self, language: Language, before: &str, after: &str) -> [i16; 6] {
        let mut sum = TypePoints::default();
        self.add("before", language.code(), before, &mut sum);
        self.add("after", language.code(), after, &mut sum);
        sum.map(|points| points.clamp(-1000, 1000) as i16)
    }

    /// Whether a word (small letters) is a shape of a given name.
    pub(super) fn is_given_name_in(&self, word: &str, language: Language, inflections: &Inflections) -> bool {
        self.is_given_name(word)
            || inflections.lemmas(word, language).iter().any(|(lemma, _)| self.is_given_name(lemma))
    }

    /// Whether a word (small letters) is written with the letters of Roman numerals alone.
    pub(super) fn is_numeral(&self, word: &str) -> bool {
        !word.is_empty() && word.chars().all(|c| self.numerals.contains(&c))
    }

    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.given.contains(word)
    }
}

/// A key of the table of points, by its parts.
#[derive(Hash)]
struct Parts<'p>(&'p str, &'p str, &'p str);

impl Equivalent<(Box<str>, Box<str>, Box<str>)> for Parts<'_> {
    fn equivalent(&self, key: &(Box<str>, Box<str>, Box<str>)) -> bool {
        (self.0, self.1, self.2) == (&*key.0, &*key.1, &*key.2)
    }
}

fn not_a_weight(row: &crate::text::table::Row, cell: usize) -> Box<Diagnostic> {
    row.error("E022", cell, format!("`{}` is not a weight", row.cell(cell)), "write a whole number")
}
