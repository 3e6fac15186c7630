//! Adding up: every measure over everything, and by language, type, document, method, status.
//!
//! A row of the sheet is one value of one slice. A gold name counts in the rows of its own language, type and
//! document, a found name in the rows of its own; method and status are the run's alone, so their rows have precision
//! only. The clusterings are always those of the whole: a slice averages over its names.

use super::clusters::{Clusters, Item, Shares};
use super::crosslingual::CrossLingual;
use super::links::{Found, Gold, Judged};
use super::measure::{Interval, Measure, Ratio};
use std::collections::{BTreeMap, BTreeSet};

/// What the figures are broken down by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slice {
    Language,
    Type,
    Document,
    Method,
    /// Listed or proposed.
    Status,
    /// Whether the gold entity is one of these; a found name counts where the gold name it matches does.
    Entities(BTreeSet<String>),
}

impl Slice {
    pub fn code(&self) -> &'static str {
        match self {
            Slice::Language => "language",
            Slice::Type => "type",
            Slice::Document => "document",
            Slice::Method => "method",
            Slice::Status => "status",
            Slice::Entities(_) => "entities",
        }
    }

    /// The slice of a code; [`Slice::Entities`] has none, since it needs its list.
    pub fn from_code(code: &str) -> Option<Slice> {
        [Slice::Language, Slice::Type, Slice::Document, Slice::Method, Slice::Status]
            .into_iter()
            .find(|s| s.code() == code)
    }

    fn of_gold(&self, gold: &Gold<'_>) -> Option<String> {
        Some(match self {
            Slice::Language => gold.annotation.language.clone(),
            Slice::Type => gold.annotation.label.clone(),
            Slice::Document => gold.document_name.to_owned(),
            Slice::Method | Slice::Status => return None,
            Slice::Entities(chosen) => {
                (if chosen.contains(&gold.annotation.entity) { "chosen" } else { "others" }).to_owned()
            }
        })
    }

    fn of_found(&self, found: &Found<'_>, gold: Option<&Gold<'_>>) -> Option<String> {
        Some(match self {
            Slice::Language => found.annotation.language.clone(),
            Slice::Type => found.annotation.label.clone(),
            Slice::Document => found.document_name.to_owned(),
            Slice::Method => found.annotation.method.clone(),
            Slice::Status => found.annotation.status.clone(),
            Slice::Entities(_) => return gold.and_then(|g| self.of_gold(g)),
        })
    }

    /// Whether only the run knows the value.
    fn is_of_run(&self) -> bool {
        matches!(self, Slice::Method | Slice::Status)
    }
}

/// All measures of one value of one slice.
#[derive(Clone, Debug)]
pub struct Row {
    /// Code of the slice; `all` for everything.
    pub by: &'static str,
    /// Empty for everything.
    pub value: String,
    /// In the order of [`Measure::ALL`].
    pub ratios: [Ratio; Measure::ALL.len()],
    /// Of precision, recall and F1 of each measure, if asked for.
    pub intervals: Option<[[Option<Interval>; 3]; Measure::ALL.len()]>,
}

impl Row {
    pub fn ratio(&self, measure: Measure) -> &Ratio {
        &self.ratios[measure as usize]
    }
}

/// Everything that can be said before the documents have weights.
pub(super) struct Sheet<'a> {
    judged: &'a Judged<'a>,
    titles: Vec<(&'static str, String)>,
    /// By gold name, by found name, and by gold name for matched pairs: the rows it counts in.
    gold_rows: Vec<Vec<usize>>,
    found_rows: Vec<Vec<usize>>,
    pair_rows: Vec<Vec<usize>>,
    matched: Clusters,
    matched_gold: Vec<usize>,
    strict: Clusters,
    strict_sides: Vec<(Option<usize>, Option<usize>)>,
    cross: CrossLingual,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(judged: &'a Judged<'a>, by: &[Slice]) -> Sheet<'a> {
        let mut titles = vec![("all", String::new())];
        let mut gold_rows = vec![vec![0]; judged.gold.len()];
        let mut found_rows = vec![vec![0]; judged.found.len()];
        let mut pair_rows = gold_rows.clone();
        let mut cross_rows = gold_rows.clone();
        for slice in by {
            let of_found = |f: &Found<'_>| slice.of_found(f, f.overlapping.map(|g| &judged.gold[g]));
            let gold: Vec<_> = judged.gold.iter().map(|g| slice.of_gold(g)).collect();
            let found: Vec<_> = judged.found.iter().map(of_found).collect();
            let values: BTreeSet<&String> = gold.iter().chain(&found).flatten().collect();
            let rows: BTreeMap<&String, usize> =
                values.iter().enumerate().map(|(i, value)| (*value, titles.len() + i)).collect();
            let row = |value: &Option<String>| value.as_ref().and_then(|v| rows.get(v)).copied();
            for (i, value) in gold.iter().enumerate() {
                let paired = judged.gold[i].overlapping.map_or(&None, |f| &found[f]);
                gold_rows[i].extend(row(value));
                pair_rows[i].extend(row(if slice.is_of_run() { paired } else { value }));
                if !slice.is_of_run() && *slice != Slice::Document {
                    cross_rows[i].extend(row(value));
                }
            }
            for (i, value) in found.iter().enumerate() {
                found_rows[i].extend(row(value));
            }
            titles.extend(values.into_iter().map(|value| (slice.code(), value.clone())));
        }
        let (matched, matched_gold) = matched_items(judged);
        let (strict, strict_sides) = strict_items(judged);
        Sheet {
            judged,
            titles,
            gold_rows,
            found_rows,
            pair_rows,
            matched: Clusters::new(matched),
            matched_gold,
            strict: Clusters::new(strict),
            strict_sides,
            cross: CrossLingual::new(judged, |i| cross_rows[i].clone()),
        }
    }

    /// The sheet with so many copies of each document.
    pub(super) fn rows(&self, weights: &[u32]) -> Vec<Row> {
        let mut rows: Vec<Row> = self
            .titles
            .iter()
            .map(|(by, value)| Row { by, value: value.clone(), ratios: Default::default(), intervals: None })
            .collect();
        self.add_spans(&mut rows, weights);
        self.add_clusters(&mut rows, weights);
        self.add_cross_lingual(&mut rows, weights);
        rows
    }

    fn add_spans(&self, rows: &mut [Row], weights: &[u32]) {
        let count = |right: bool| if right { 1.0 } else { 0.0 };
        for (gold, of) in self.judged.gold.iter().zip(&self.gold_rows) {
            let weight = f64::from(weights[gold.document]);
            for &row in of {
                let mut add = |measure: Measure, right| {
                    rows[row].ratios[measure as usize].count_gold(weight, count(right));
                };
                add(Measure::Exact, gold.exact.is_some());
                add(Measure::ExactTyped, gold.exact_type_right);
                add(Measure::Overlapping, gold.overlapping.is_some());
                add(Measure::Typed, gold.type_right);
                if !gold.annotation.entity.is_empty() {
                    add(Measure::Linked, gold.link_right);
                }
            }
        }
        for (found, of) in self.judged.found.iter().zip(&self.found_rows) {
            let weight = f64::from(weights[found.document]);
            let exact = found.exact.map(|g| &self.judged.gold[g]);
            let overlapping = found.overlapping.map(|g| &self.judged.gold[g]);
            for &row in of {
                let mut add = |measure: Measure, right| {
                    rows[row].ratios[measure as usize].count_found(weight, count(right));
                };
                if exact.is_some() || !found.neutral_exact {
                    add(Measure::Exact, exact.is_some());
                    add(Measure::ExactTyped, exact.is_some_and(|g| g.exact_type_right));
                }
                if overlapping.is_some() || !found.neutral_overlapping {
                    add(Measure::Overlapping, overlapping.is_some());
                    add(Measure::Typed, overlapping.is_some_and(|g| g.type_right));
                    let unknown = overlapping.is_some_and(|g| g.annotation.entity.is_empty());
                    if !found.annotation.entity.is_empty() && !unknown {
                        add(Measure::Linked, overlapping.is_some_and(|g| g.link_right));
                    }
                }
            }
        }
    }

    fn add_clusters(&self, rows: &mut [Row], weights: &[u32]) {
        let add =
            |rows: &mut [Row], gold_rows: &[usize], found_rows: &[usize], weight, shares: Shares, strict| {
                let measures = match strict {
                    false => [(Measure::BCubed, shares.b_cubed), (Measure::Lea, shares.lea)],
                    true => [(Measure::BCubedStrict, shares.b_cubed), (Measure::LeaStrict, shares.lea)],
                };
                for (measure, (recall, precision)) in measures {
                    for &row in gold_rows {
                        rows[row].ratios[measure as usize].count_gold(weight, recall);
                    }
                    for &row in found_rows {
                        rows[row].ratios[measure as usize].count_found(weight, precision);
                    }
                }
            };
        for (&gold, shares) in self.matched_gold.iter().zip(self.matched.shares(weights)) {
            let weight = f64::from(weights[self.judged.gold[gold].document]);
            add(rows, &self.pair_rows[gold], &self.pair_rows[gold], weight, shares, false);
        }
        for (&(gold, found), shares) in self.strict_sides.iter().zip(self.strict.shares(weights)) {
            let document = gold
                .map(|g| self.judged.gold[g].document)
                .or(found.map(|f| self.judged.found[f].document))
                .unwrap_or(0);
            let gold_rows = gold.map_or(&[][..], |g| &self.gold_rows[g]);
            let found_rows = found.map_or(&[][..], |f| &self.found_rows[f]);
            add(rows, gold_rows, found_rows, f64::from(weights[document]), shares, true);
        }
    }

    fn add_cross_lingual(&self, rows: &mut [Row], weights: &[u32]) {
        let links = self.cross.links(weights);
        let sides = [(Measure::CrossLingual, &links.gold), (Measure::CrossLingualStrict, &links.gold_all)];
        for (measure, gold) in sides {
            for &link in gold {
                let right = if links.found.binary_search(&link).is_ok() { 1.0 } else { 0.0 };
                self.cross.rows(link).for_each(|r| rows[r].ratios[measure as usize].count_gold(1.0, right));
            }
            for &link in &links.found {
                let right = if gold.binary_search(&link).is_ok() { 1.0 } else { 0.0 };
                self.cross.rows(link).for_each(|r| rows[r].ratios[measure as usize].count_found(1.0, right));
            }
        }
    }
}

/// Numbers clusters by entity; a name without one is a cluster of its own.
#[derive(Default)]
struct Numbers<'a> {
    by_entity: BTreeMap<&'a str, u32>,
    next: u32,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, entity: &'a str) -> u32 {
        let next = self.next;
        let number = if entity.is_empty() { next } else { *self.by_entity.entry(entity).or_insert(next) };
        self.next += u32::from(number == next);
        number
    }
}

/// The names of the gold that were found, with both their clusters.
fn matched_items(judged: &Judged<'_>) -> (Vec<Item>, Vec<usize>) {
    let (mut gold_numbers, mut found_numbers) = (Numbers::default(), Numbers::default());
    let mut items = Vec::new();
    let mut positions = Vec::new();
    for (i, gold) in judged.gold.iter().enumerate() {
        let Some(found) = gold.overlapping else { continue };
        items.push(Item {
            document: gold.document as u32,
            gold: Some(gold_numbers.of(gold.entity)),
            found: Some(found_numbers.of(&judged.found[found].annotation.entity)),
        });
        positions.push(i);
    }
    (items, positions)
}

/// All names of the gold, and all names found that count, matched ones once.
type Sides = Vec<(Option<usize>, Option<usize>)>;

fn strict_items(judged: &Judged<'_>) -> (Vec<Item>, Sides) {
    let (mut gold_numbers, mut found_numbers) = (Numbers::default(), Numbers::default());
    let (mut items, mut sides) = (Vec::new(), Vec::new());
    for (i, gold) in judged.gold.iter().enumerate() {
        items.push(Item {
            document: gold.document as u32,
            gold: Some(gold_numbers.of(gold.entity)),
            found: gold.overlapping.map(|f| found_numbers.of(&judged.found[f].annotation.entity)),
        });
        sides.push((Some(i), gold.overlapping));
    }
    for (i, found) in judged.found.iter().enumerate() {
        if found.overlapping.is_none() && !found.neutral_overlapping {
            let number = found_numbers.of(&found.annotation.entity);
            items.push(Item { document: found.document as u32, gold: None, found: Some(number) });
            sides.push((None, Some(i)));
        }
    }
    (items, sides)
}
