//! Names that share a head: in *Lesser, Middle and Great Horde*, *Старшего и Среднего жузов* each member is a mention.

use super::Scene;
use super::gaps::{Gap, between};
use super::known::{Found, Reading};
use super::words::Memory;
use crate::lexicon::{Node, Pattern, Patterns};
use crate::model::EntityType;
use crate::text::vocabulary::Shape;
use hashbrown::HashSet;

/// Most members before the one that has the head.
const MEMBERS_MAX: usize = 4;

/// Adds the members before a name of a people or place of two words that share its last word.
pub(super) fn members(scene: &Scene, found: &mut Vec<Found>, memory: &mut Memory) {
    let mut added = Vec::new();
    for (i, name) in found.iter().enumerate() {
        if name.core.len() < 2 || !shares_head(scene, name) {
            continue;
        }
        let floor = if i == 0 { 0 } else { found[i - 1].core.end };
        let mut before = name.core.start;
        for _ in 0..MEMBERS_MAX {
            let Some(at) = step_back(scene, memory, before, floor) else { break };
            let Some(readings) = with_head(scene, memory, at, name.core.end - 1) else { break };
            added.push(Found { core: at..at + 1, tokens: at..at + 1, language: name.language, readings });
            before = at;
        }
    }
    let taken: HashSet<usize> = added.iter().flat_map(|member: &Found| member.core.clone()).collect();
    found.retain(|f| !f.core.clone().any(|token| taken.contains(&token)));
    found.append(&mut added);
    found.sort_by_key(|f| f.core.start);
}

fn shares_head(scene: &Scene, name: &Found) -> bool {
    name.readings.iter().any(|r| match r.pattern {
        Pattern::Form(id) => {
            let entity_type = scene.lexicon.entity(scene.lexicon.form(id).entity).entity_type;
            matches!(entity_type, EntityType::People | EntityType::Place)
        }
        _ => false,
    })
}

/// The token before a comma, a conjunction or both; `None` if something else stands there.
fn step_back(scene: &Scene, memory: &mut Memory, before: usize, floor: usize) -> Option<usize> {
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    let mut at = before.checked_sub(1)?;
    let comma = between(text, *tokens.get(at)?, tokens[before]) == Gap::Comma;
    if !comma {
        if !is_conjunction(scene, memory, at) {
            return None;
        }
        at = at.checked_sub(1)?;
    }
    (at >= floor).then_some(at)
}

fn is_conjunction(scene: &Scene, memory: &mut Memory, at: usize) -> bool {
    let token = scene.segmentation.tokens[at];
    let patterns = &scene.lexicon.patterns;
    memory.hits(token.word).iter().any(|hit| {
        let node = patterns.step(Patterns::ROOT, hit.word);
        let ends = node.map_or(&[] as &[Pattern], |node| patterns.ends(node));
        hit.ending.is_none() && ends.iter().any(|p| matches!(p, Pattern::Conjunction(_)))
    })
}

/// What the word at a token names together with a head that stands further on.
fn with_head(scene: &Scene, memory: &mut Memory, at: usize, head: usize) -> Option<Vec<Reading>> {
    let tokens = &scene.segmentation.tokens;
    if scene.vocabulary.shape(tokens[at].word) == Shape::Number {
        return None;
    }
    let patterns = &scene.lexicon.patterns;
    let first: Vec<(Node, bool)> = memory
        .hits(tokens[at].word)
        .iter()
        .filter_map(|hit| Some((patterns.step(Patterns::ROOT, hit.word)?, hit.ending.is_some())))
        .collect();
    let heads = memory.hits(tokens[head].word).clone();
    let mut readings: Vec<Reading> = Vec::new();
    for (node, inflected) in first {
        for hit in &heads {
            let Some(end) = patterns.step(node, hit.word) else { continue };
            for &pattern in patterns.ends(end).iter().filter(|p| matches!(p, Pattern::Form(_))) {
                if !readings.iter().any(|r| r.pattern == pattern) {
                    readings.push(Reading { pattern, ending: None, inflected, plural: false });
                }
            }
        }
    }
    (!readings.is_empty()).then_some(readings)
}
