//! Decisions that cannot all be right: with each other, with what the lexicon lists, with what was settled before, also
//! through others (A = B, B = C, A ≠ C).
//!
//! Names and entities are the nodes of a graph, and whatever says that two of them are the same is an edge. Two
//! entities in one part of the graph, or a pair that is different in one part, are a contradiction; the way through
//! the graph from one to the other is its explanation.

use super::fact::{Fact, Listed, Row, folded, pair};
use crate::model::Diagnostic;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Checks new facts.
///
/// # Errors
/// Every contradiction, at the row of the review that brings it in.
pub(super) fn check(facts: &[Fact], listed: &Listed) -> Result<(), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    direct(facts, listed, &mut faults);
    through_others(facts, listed, &mut faults);
    faults.dedup_by(|a, b| a.place == b.place && a.message == b.message);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// What two rows alone contradict each other in.
fn direct(facts: &[Fact], listed: &Listed, faults: &mut Vec<Diagnostic>) {
    let mut verdicts: BTreeMap<(String, String), (&str, u32)> = BTreeMap::new();
    let mut words: BTreeMap<(&str, String), u32> = BTreeMap::new();
    for fact in facts {
        if let Row::CommonWord { language, form, .. } = &fact.row {
            words.insert((language, folded(form)), fact.decision.line);
        }
    }
    for fact in facts {
        let mut fault = |message: String, help: &str| faults.push(fact.decision.fault("R010", message, help));
        match &fact.row {
            Row::Judgement { a, b, verdict, .. } => {
                let key = pair(a, b);
                if let Some((old, line)) = listed.judgements.get(&key)
                    && old != verdict
                    && old != "unsure"
                {
                    let message =
                        format!("`{a}` and `{b}` are {verdict} here, but {old} in judgements.csv:{line}");
                    fault(message, "to change your mind, take that row out of judgements.csv first");
                }
                if let Some((old, line)) = verdicts.insert(key, (verdict, fact.decision.line))
                    && old != *verdict
                {
                    let message = format!("`{a}` and `{b}` are {verdict} here, but {old} in line {line}");
                    fault(message, "decide one way in both rows");
                }
            }
            Row::Form { entity, language, form, .. } => {
                if let Some(line) = words.get(&(language.as_str(), folded(form))) {
                    let message = format!("`{form}` is a name here, but no name in line {line}");
                    fault(message, "decide one way in both rows");
                }
                if listed.common.contains(&(language.clone(), folded(form))) {
                    let message = format!("`{form}` is listed as no name in writing/common-words.csv");
                    fault(message, "take it out there first");
                }
                let bearers = listed.bearers.get(&folded(form)).into_iter().flatten();
                if let Some(other) = bearers.clone().find(|b| *b != entity)
                    && !listed.has_form(entity, language, form)
                {
                    let message = format!("`{form}` is listed as a name of `{other}` already");
                    fault(
                        message,
                        "if both bear it, add the row to names/ by hand; if not, write `same as` that id",
                    );
                }
            }
            Row::CommonWord { form, .. } => {
                if let Some(bearer) = listed.bearers.get(&folded(form)).and_then(|b| b.first()) {
                    let message = format!("`{form}` is listed as a name of `{bearer}`");
                    fault(message, "take that row out of names/ first, if it is no name");
                }
            }
            Row::Entity { .. } => {}
        }
    }
}

/// An edge: the other end, and who says so; the fact if it is a new one.
type Edge = (String, String, Option<usize>);

fn through_others(facts: &[Fact], listed: &Listed, faults: &mut Vec<Diagnostic>) {
    let mut edges: BTreeMap<String, Vec<Edge>> = BTreeMap::new();
    let mut join = |a: String, b: String, says: String, fact: Option<usize>| {
        edges.entry(a.clone()).or_default().push((b.clone(), says.clone(), fact));
        edges.entry(b).or_default().push((a, says, fact));
    };
    // A form that several bear joins nothing.
    for (form, bearers) in listed.bearers.iter().filter(|(_, bearers)| bearers.len() == 1) {
        for bearer in bearers {
            join(form.clone(), entity_node(bearer), "names/".to_owned(), None);
        }
    }
    let mut apart: Vec<(String, String, Option<usize>, String)> = Vec::new();
    for ((a, b), (verdict, line)) in &listed.judgements {
        let says = format!("judgements.csv:{line}");
        match verdict.as_str() {
            "same" => join(a.clone(), b.clone(), says, None),
            "different" => apart.push((a.clone(), b.clone(), None, says)),
            _ => {}
        }
    }
    for (i, fact) in facts.iter().enumerate() {
        let says = format!("line {}", fact.decision.line);
        match &fact.row {
            Row::Form { entity, form, .. } => join(folded(form), entity_node(entity), says, Some(i)),
            Row::Judgement { a, b, verdict, .. } => {
                // Of a listed entity more is known than one of its names.
                let entity = fact.about.as_ref().filter(|id| listed.entities.contains(*id));
                let (a, b) = match entity {
                    Some(id) => (folded(&fact.decision.surface), entity_node(id)),
                    None => (folded(a), folded(b)),
                };
                match *verdict {
                    "same" => join(a, b, says, Some(i)),
                    "different" => apart.push((a, b, Some(i), says)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    for (a, b, fact, says) in apart {
        let Some(way) = way(&edges, &a, |node| node == b) else { continue };
        // What was contradictory before is for `lexicon check` to say.
        let Some(at) = way.iter().find_map(|(_, _, f)| *f).or(fact) else { continue };
        let message =
            format!("`{a}` ≠ `{}` ({says}), but {}", b.trim_start_matches(ENTITY_MARK), told(&a, &way));
        faults.push(facts[at].decision.fault("R011", message, "one of these decisions is wrong"));
    }
    let mut told_of = BTreeSet::new();
    for fact in facts {
        if let Row::Form { form: name, .. } | Row::Judgement { a: name, verdict: "same", .. } = &fact.row {
            two_entities(&edges, &folded(name), fact, &mut told_of, faults);
        }
    }
}

/// Reports two entities that a name leads to.
fn two_entities(
    edges: &BTreeMap<String, Vec<Edge>>,
    name: &str,
    fact: &Fact,
    told_of: &mut BTreeSet<(String, String)>,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(first) = way(edges, name, is_entity) else { return };
    let one = first.last().map_or(String::new(), |(node, _, _)| node.clone());
    let Some(second) = way(edges, name, |node| is_entity(node) && node != one) else { return };
    let other = second.last().map_or(String::new(), |(node, _, _)| node.clone());
    let key = if one < other { (one, other) } else { (other, one) };
    if told_of.insert(key) {
        let message = format!("two entities become one: {}; and {}", told(name, &first), told(name, &second));
        faults.push(fact.decision.fault("R012", message, "one of these decisions is wrong"));
    }
}

const ENTITY_MARK: char = '@';

fn entity_node(id: &str) -> String {
    format!("{ENTITY_MARK}{id}")
}

fn is_entity(node: &str) -> bool {
    node.starts_with(ENTITY_MARK)
}

/// The shortest way from a node to one that fits, without the node itself.
fn way(edges: &BTreeMap<String, Vec<Edge>>, from: &str, fits: impl Fn(&str) -> bool) -> Option<Vec<Edge>> {
    let mut came: BTreeMap<&str, (&str, &Edge)> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(node) = queue.pop_front() {
        for edge in edges.get(node).into_iter().flatten() {
            if edge.0 == from || came.contains_key(edge.0.as_str()) {
                continue;
            }
            came.insert(&edge.0, (node, edge));
            if fits(&edge.0) {
                let mut way = Vec::new();
                let mut at = edge.0.as_str();
                while let Some((before, edge)) = came.get(at) {
                    way.push((*edge).clone());
                    at = before;
                }
                way.reverse();
                return Some(way);
            }
            queue.push_back(&edge.0);
        }
    }
    None
}

fn told(from: &str, way: &[Edge]) -> String {
    let mut text = format!("`{from}`");
    for (node, says, _) in way {
        text.push_str(&format!(" = `{}` ({says})", node.trim_start_matches(ENTITY_MARK)));
    }
    text
}
