//! Listed names: the longest path through the patterns from each token on.

use super::Scene;
use super::gaps::{Gap, begins_sentence, between};
use super::words::{Hit, Hits, Memory, analyse};
use crate::lexicon::{Node, Pattern, Patterns};
use crate::model::{EntityType, FormId, FormKind, Language, Token};
use crate::text::key::key;
use crate::text::vocabulary::Shape;
use std::ops::Range;

/// Most tokens of a name.
const NAME_TOKENS_MAX: usize = 14;

/// A stretch of tokens that listed patterns match.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Tokens of the bare name.
    pub core: Range<usize>,
    /// Tokens with attached titles, initials and generic words.
    pub tokens: Range<usize>,
    pub language: Language,
    pub readings: Vec<Reading>,
}

/// A pattern met, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub pattern: Pattern,
    /// Ending of the last word.
    pub ending: Option<u32>,
    /// Whether any word carries an ending.
    pub inflected: bool,
    pub plural: bool,
}

/// The names and the lone titles and generic words of a document, in the order of the text, none overlapping another.
pub(super) fn names(scene: &Scene, memory: &mut Memory) -> Vec<Found> {
    let mut found = Vec::new();
    let tokens = &scene.segmentation.tokens;
    for segment in &scene.segmentation.segments {
        let mut at = segment.tokens.start;
        while at < segment.tokens.end {
            if memory.hits(tokens[at].word).is_empty() && !may_be_broken(scene, at) {
                at += 1;
                continue;
            }
            match longest(scene, memory, at, segment.tokens.end, segment.language) {
                Some(name) => {
                    at = name.core.end;
                    found.push(name);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Whether the word at a token may go on after a hyphen at the end of the line.
pub(super) fn may_be_broken(scene: &Scene, at: usize) -> bool {
    let tokens = &scene.segmentation.tokens;
    let Some(next) = tokens.get(at + 1) else { return false };
    // First what nearly all tokens fail: a hyphen, dash or not sign, by its first byte.
    matches!(scene.document.text.as_bytes()[tokens[at].end as usize], b'-' | 0xC2 | 0xE2)
        && between(&scene.document.text, tokens[at], *next) == Gap::Break
        && scene.vocabulary.shape(next.word) == Shape::Lower
}

/// The longest name that starts at a token.
fn longest(
    scene: &Scene,
    memory: &mut Memory,
    start: usize,
    end: usize,
    language: Language,
) -> Option<Found> {
    let mut walk = Walk { scene, memory, start, end, language, ends: Vec::new() };
    walk.step(start, Patterns::ROOT, false, false);
    let mut ends = walk.ends;
    ends.retain(|(_, reading)| fits(scene, start, language, reading));
    let longest = ends.iter().map(|(end, _)| *end).max()?;
    let mut readings: Vec<Reading> = Vec::new();
    for (end, reading) in ends {
        if end != longest {
            continue;
        }
        // One reading a pattern: the plainest.
        match readings.iter_mut().find(|r| r.pattern == reading.pattern) {
            Some(known) => {
                if (reading.plural, reading.inflected) < (known.plural, known.inflected) {
                    *known = reading;
                }
            }
            None => readings.push(reading),
        }
    }
    Some(Found { core: start..longest, tokens: start..longest, language, readings })
}

/// A walk over all paths through the patterns from one token on.
struct Walk<'w, 's> {
    scene: &'w Scene<'s>,
    memory: &'w mut Memory,
    start: usize,
    end: usize,
    language: Language,
    ends: Vec<(usize, Reading)>,
}

impl Walk<'_, '_> {
    fn step(&mut self, at: usize, node: Node, inflected: bool, plural: bool) {
        if at >= self.end || at - self.start >= NAME_TOKENS_MAX {
            return;
        }
        let tokens = &self.scene.segmentation.tokens;
        let hits = self.memory.hits(tokens[at].word).clone();
        for hit in &hits {
            self.hit(at, at + 1, node, *hit, inflected, plural);
        }
        if may_be_broken(self.scene, at) {
            for hit in &self.joined(at) {
                self.hit(at, at + 2, node, *hit, inflected, plural);
            }
        }
    }

    /// What two tokens are as one word, parted by a hyphen at the end of a line.
    fn joined(&self, at: usize) -> Hits {
        let tokens = &self.scene.segmentation.tokens;
        let text = &self.scene.document.text;
        let word = format!("{}{}", &text[tokens[at].bytes()], &text[tokens[at + 1].bytes()]);
        analyse(&word, self.scene.lexicon)
    }

    fn hit(&mut self, at: usize, after: usize, node: Node, hit: Hit, inflected: bool, plural: bool) {
        if !self.ending_fits(&hit, after) {
            return;
        }
        let Some(next) = self.scene.lexicon.patterns.step(node, hit.word) else { return };
        let ending = hit.ending.map(|id| self.scene.lexicon.inflections.ending(id));
        let inflected_now = inflected || ending.is_some();
        let plural_now = plural || ending.is_some_and(|e| e.plural);
        for &pattern in self.scene.lexicon.patterns.ends(next) {
            let reading =
                Reading { pattern, ending: hit.ending, inflected: inflected_now, plural: plural_now };
            self.ends.push((after, reading));
        }
        // Only Russian inflects the words inside a name.
        let goes_on = hit.ending.is_none() || hit.language == Language::Russian;
        let tokens = &self.scene.segmentation.tokens;
        if goes_on && after < self.end {
            let short = tokens[at].end - tokens[at].start <= 8;
            match between(&self.scene.document.text, tokens[after - 1], tokens[after]) {
                Gap::Space | Gap::Hyphen | Gap::Break => self.step(after, next, inflected_now, plural_now),
                Gap::Stop if short => self.step(after, next, inflected_now, plural_now),
                _ => {}
            }
        }
    }

    /// Whether an ending goes with the language of the segment and with what follows.
    fn ending_fits(&self, hit: &Hit, after: usize) -> bool {
        let Some(ending) = hit.ending.map(|id| self.scene.lexicon.inflections.ending(id)) else {
            return true;
        };
        let language = self.language == Language::Undetermined || hit.language == self.language;
        language && (!ending.combining || self.hyphen_follows(after))
    }

    fn hyphen_follows(&self, after: usize) -> bool {
        let tokens = &self.scene.segmentation.tokens;
        after < tokens.len()
            && matches!(
                between(&self.scene.document.text, tokens[after - 1], tokens[after]),
                Gap::Hyphen | Gap::Break
            )
    }
}

/// Whether a reading may stand where it stands: capitals as the language writes them, endings as the type takes them.
fn fits(scene: &Scene, start: usize, language: Language, reading: &Reading) -> bool {
    let id = match reading.pattern {
        Pattern::Form(id) => id,
        Pattern::Conjunction(_) => return false,
        Pattern::Title(_) | Pattern::Generic(_) => return true,
    };
    let form = scene.lexicon.form(id);
    let entity_type = scene.lexicon.entity(form.entity).entity_type;
    let ending = reading.ending.map(|id| scene.lexicon.inflections.ending(id));
    if ending.is_some_and(|e| !e.derivation.is_empty())
        && !matches!(entity_type, EntityType::Place | EntityType::People)
    {
        return false;
    }
    let token = scene.segmentation.tokens[start];
    let shape = scene.vocabulary.shape(token.word);
    if is_plain(scene, start, reading, form, shape, language) {
        return false;
    }
    let short = form.kind == FormKind::Abbreviation && !form.text.chars().any(char::is_lowercase);
    if short && (shape != Shape::Capitals || ending.is_some_and(|e| e.language == Language::Russian)) {
        return false;
    }
    let derived = ending.is_some_and(|e| !e.derivation.is_empty());
    shape != Shape::Lower || may_be_small(scene, id, language, entity_type, derived)
}

/// Whether a form of one word stands where it is hardly more than a plain word of the language: written small, or with
/// the capital of a sentence.
fn is_plain(
    scene: &Scene,
    start: usize,
    reading: &Reading,
    form: &crate::model::Form,
    shape: Shape,
    language: Language,
) -> bool {
    if form.text.contains([' ', '-']) || matches!(shape, Shape::Capitals | Shape::Mixed) {
        return false;
    }
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    if shape != Shape::Lower && !begins_sentence(text, tokens, start) {
        return false;
    }
    let key = key(&scene.lexicon.letters, &text[tokens[start].bytes()]);
    // The listed shape of a title or people is itself, whatever else it may be; an inflected one must not be a word.
    let listed_small = !reading.inflected && form.text.starts_with(char::is_lowercase);
    scene.lexicon.is_common_word(&key) && !listed_small
        || scene.lexicon.is_in_vocabulary(&key, language) && (!listed_small || form.kind == FormKind::Short)
}

/// Whether a form may be written without a capital: titles anywhere; peoples, adjectives and what the lexicon itself
/// writes small in Kazakh and Russian.
fn may_be_small(
    scene: &Scene,
    id: FormId,
    language: Language,
    entity_type: EntityType,
    derived: bool,
) -> bool {
    let form = scene.lexicon.form(id);
    if entity_type == EntityType::Title {
        return true;
    }
    if language == Language::English {
        return form.text.starts_with(char::is_lowercase);
    }
    derived
        || entity_type == EntityType::People
        || matches!(form.kind, FormKind::Adjective | FormKind::Demonym)
        || form.text.starts_with(char::is_lowercase)
}

/// The tokens of a name as text ranges.
pub(super) fn bytes(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    tokens[range.start].start as usize..tokens[range.end - 1].end as usize
}
