//! From matched stretches to mentions: spans, lemmas, candidates.

use super::Scene;
use super::attach::initials_of;
use super::known::{Found, Reading, bytes};
use crate::lexicon::Pattern;
use crate::model::{
    Candidate, CodePointCursor, EntityType, Evidence, FormKind, Language, Mention, Origin, Score,
};
use crate::text::one_line;
use crate::text::vocabulary::Shape;

/// Words of context kept on each side.
const CONTEXT_WORDS: usize = 6;

/// A listed form in its listed shape, and in an inflected one.
const EXACT: Score = Score::CERTAIN;
const INFLECTED: Score = Score::thousandths(985);
/// A listed form of another language of the same script.
const FOREIGN_LOSS: u16 = 20;
/// A form that several entities may share.
const SHORT_LOSS: u16 = 30;
/// Initials that no form of the entity has.
const INITIALS_LOSS: u16 = 600;

/// The mentions of a document, in the order of the text.
pub(super) fn finish(scene: &Scene, found: Vec<Found>) -> Vec<Mention> {
    let mut cursor = CodePointCursor::new(&scene.document.text);
    found.into_iter().filter_map(|f| mention(scene, &f, &mut cursor)).collect()
}

fn mention(scene: &Scene, found: &Found, cursor: &mut CodePointCursor) -> Option<Mention> {
    let tokens = &scene.segmentation.tokens;
    let mut candidates: Vec<Candidate> =
        found.readings.iter().filter_map(|r| candidate(scene, found, r)).collect();
    // One candidate an entity: its best form.
    candidates.sort_by(|a, b| {
        (a.entity, std::cmp::Reverse(a.score), a.form).cmp(&(b.entity, std::cmp::Reverse(b.score), b.form))
    });
    candidates.dedup_by_key(|c| c.entity);
    candidates.retain(|c| c.score.get() > 1000 - INITIALS_LOSS);
    candidates.sort_by_key(|c| (std::cmp::Reverse(c.score), c.form));
    let best = candidates.first()?;
    let (entity_type, origin, lemma) = (best.entity_type, best.origin, best.lemma.clone());
    let range = bytes(tokens, &found.tokens);
    let core = bytes(tokens, &found.core);
    let (span, line) = cursor.locate(range.clone());
    let text = &scene.document.text;
    Some(Mention {
        span,
        line,
        language: found.language,
        entity_type,
        surface: text[range.clone()].to_owned(),
        title_before: plain(&text[range.start..core.start]),
        title_after: attached_lemma(scene, found),
        lemma,
        origin,
        type_cues: type_cues(scene, found, &candidates),
        left: left_context(scene, found.tokens.start),
        right: right_context(scene, found.tokens.end),
        bytes: range,
        core,
        candidates,
    })
}

/// What the words beside a name say of its type; asked only where its candidates differ in type.
fn type_cues(scene: &Scene, found: &Found, candidates: &[Candidate]) -> [i16; 6] {
    let first = candidates.first().map(|c| c.entity_type);
    if candidates.iter().all(|c| Some(c.entity_type) == first) {
        return [0; 6];
    }
    let tokens = &scene.segmentation.tokens;
    let word = |at: usize| scene.document.text[tokens[at].bytes()].to_lowercase();
    let before = found.tokens.start.checked_sub(1).map(word).unwrap_or_default();
    let after = if found.tokens.end < tokens.len() { word(found.tokens.end) } else { String::new() };
    scene.cues.beside(found.language, &before, &after)
}

fn candidate(scene: &Scene, found: &Found, reading: &Reading) -> Option<Candidate> {
    let Pattern::Form(id) = reading.pattern else { return None };
    let form = scene.lexicon.form(id);
    let entity = scene.lexicon.entity(form.entity);
    let ending = reading.ending.map(|id| scene.lexicon.inflections.ending(id));
    let derivation = ending.map_or("", |e| &e.derivation);
    let adjectival = matches!(form.kind, FormKind::Adjective | FormKind::Demonym) || !derivation.is_empty();
    let entity_type = match entity.entity_type {
        EntityType::Place if adjectival => EntityType::People,
        other => other,
    };
    let mut score = if reading.inflected { INFLECTED.get() } else { EXACT.get() };
    if form.language != found.language && found.language != Language::Undetermined {
        score -= FOREIGN_LOSS;
    }
    if form.kind == FormKind::Short {
        score -= SHORT_LOSS;
    }
    let mut evidence = vec![Evidence::Listed];
    if let Some(ending) = ending {
        evidence.push(Evidence::Inflection(ending.gloss.to_string()));
    }
    if entity.entity_type == EntityType::Person {
        let initials = initials_of(scene, found);
        if !initials.is_empty() && !scene.lexicon.initials_agree(form.entity, &initials) {
            score = score.saturating_sub(INITIALS_LOSS);
        }
    }
    let mut lemma = form.text.clone();
    if !derivation.is_empty() {
        lemma.push_str(derivation);
    }
    let first = scene.segmentation.tokens[found.core.start];
    if scene.vocabulary.shape(first.word) == Shape::Lower {
        lemma = small(&lemma);
    }
    Some(Candidate {
        entity: form.entity,
        form: id,
        entity_type,
        origin: if reading.inflected { Origin::Inflected } else { Origin::Exact },
        lemma,
        score: Score::thousandths(score),
        evidence,
    })
}

/// With a small first letter.
fn small(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Text on one line: white space folded, hyphens at line ends kept.
fn plain(text: &str) -> String {
    one_line(text)
}

/// The words after the bare name in their dictionary form, as far as the title tables know it.
fn attached_lemma(scene: &Scene, found: &Found) -> String {
    let tokens = &scene.segmentation.tokens;
    if found.tokens.end == found.core.end {
        return String::new();
    }
    let after = found.core.end..found.tokens.end;
    let surface = plain(&scene.document.text[bytes(tokens, &after)]);
    let words = super::words::analyse(&scene.document.text[tokens[after.start].bytes()], scene.lexicon);
    let listed = words.iter().find_map(|hit| {
        let node = scene.lexicon.patterns.step(crate::lexicon::Patterns::ROOT, hit.word)?;
        scene.lexicon.patterns.ends(node).iter().find_map(|p| match p {
            Pattern::Title(row) => Some(scene.lexicon.titles[*row as usize].form.clone()),
            _ => None,
        })
    });
    match listed {
        Some(form) if after.len() == 1 => match_case(&form, &surface),
        _ => surface,
    }
}

/// A form with the capital that the surface has.
fn match_case(form: &str, surface: &str) -> String {
    if surface.starts_with(char::is_uppercase) {
        let mut chars = form.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    } else {
        form.to_owned()
    }
}

fn left_context(scene: &Scene, start: usize) -> String {
    let tokens = &scene.segmentation.tokens;
    let from = tokens[start.saturating_sub(CONTEXT_WORDS)].start as usize;
    plain(&scene.document.text[from..tokens[start].start as usize])
}

fn right_context(scene: &Scene, end: usize) -> String {
    let tokens = &scene.segmentation.tokens;
    if end == 0 || end > tokens.len() {
        return String::new();
    }
    let from = tokens[end - 1].end as usize;
    let to = tokens.get((end + CONTEXT_WORDS - 1).min(tokens.len() - 1)).map_or(from, |t| t.end as usize);
    plain(&scene.document.text[from..to.max(from)])
}
