//! What belongs to a name beside its bare words: titles and initials of persons, generic words of places.

use super::Scene;
use super::gaps::{Gap, between, is_initial};
use super::known::Found;
use crate::lexicon::Pattern;
use crate::model::EntityType;
use crate::text::vocabulary::Shape;

/// Stretches before a name of which one may reach up to it.
const NEIGHBOURS: usize = 8;
/// Most initials before or after a surname.
const INITIALS_MAX: usize = 3;

/// Joins to each name what belongs to it, and drops lone titles and generic words that name nothing of themselves.
pub(super) fn parts(scene: &Scene, found: &mut Vec<Found>) {
    for at in 0..found.len() {
        match main_type(scene, &found[at]) {
            Some(EntityType::Person) => {
                initials(scene, found, at);
                take_before(scene, found, at, |p| is_title(scene, p, Side::Before));
                take_after(scene, found, at, |p| is_title(scene, p, Side::After));
            }
            Some(EntityType::Place) => {
                take_before(scene, found, at, |p| is_capital_generic(scene, p));
                take_after(scene, found, at, |p| is_capital_generic(scene, p));
                take_after(scene, found, at, |p| is_capital_generic(scene, p));
            }
            _ => {}
        }
    }
    let mut taken_to = 0;
    found.retain(|f| {
        let keep =
            f.readings.iter().any(|r| matches!(r.pattern, Pattern::Form(_))) && f.tokens.start >= taken_to;
        if keep {
            taken_to = f.tokens.end;
        }
        keep
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// The type that most readings of a name agree on; `None` without a listed form.
pub(super) fn main_type(scene: &Scene, found: &Found) -> Option<EntityType> {
    let types = found.readings.iter().filter_map(|r| match r.pattern {
        Pattern::Form(id) => Some(scene.lexicon.entity(scene.lexicon.form(id).entity).entity_type),
        _ => None,
    });
    let mut types: Vec<EntityType> = types.collect();
    types.sort();
    // A person's name that is also something else takes titles all the same: the title then decides.
    types.first().copied()
}

/// Whether a stretch is a title that attaches on one side: in the singular, and one of the table.
fn is_title(scene: &Scene, found: &Found, side: Side) -> bool {
    found.readings.iter().any(|r| match r.pattern {
        Pattern::Title(row) => {
            let title = &scene.lexicon.titles[row as usize];
            let sided = if side == Side::Before { title.before } else { title.after };
            sided && !r.plural && title.language == found.language
        }
        _ => false,
    }) && !found.readings.iter().any(|r| is_person(scene, r.pattern))
}

fn is_person(scene: &Scene, pattern: Pattern) -> bool {
    matches!(pattern, Pattern::Form(id)
        if scene.lexicon.entity(scene.lexicon.form(id).entity).entity_type == EntityType::Person)
}

/// A generic word with a capital is part of a place's name.
fn is_capital_generic(scene: &Scene, found: &Found) -> bool {
    let first = scene.segmentation.tokens[found.core.start];
    scene.vocabulary.shape(first.word) != Shape::Lower
        && found.readings.iter().all(|r| match r.pattern {
            Pattern::Generic(row) => scene.lexicon.generics[row as usize].language == found.language,
            _ => false,
        })
}

/// Takes in the stretch before a name while it fits.
fn take_before(scene: &Scene, found: &mut [Found], at: usize, fits: impl Fn(&Found) -> bool) {
    let mut before = at;
    while before > 0 {
        before -= 1;
        let start = found[at].tokens.start;
        if found[before].tokens.end != start
            || !touches(scene, start)
            || !fits(&found[before])
            || found[before].tokens.is_empty()
        {
            break;
        }
        found[at].tokens.start = found[before].core.start;
        found[before].readings.clear();
    }
}

/// Takes in one stretch after a name if it fits.
fn take_after(scene: &Scene, found: &mut [Found], at: usize, fits: impl Fn(&Found) -> bool) {
    let end = found[at].tokens.end;
    let next = found[at + 1..].iter().take_while(|f| f.core.start <= end);
    let Some(after) = next.into_iter().position(|f| f.tokens.start == end && !f.readings.is_empty()) else {
        return;
    };
    let after = at + 1 + after;
    if touches(scene, end) && fits(&found[after]) {
        found[at].tokens.end = found[after].core.end;
        found[after].readings.clear();
    }
}

/// Whether a token follows the one before it within one name.
fn touches(scene: &Scene, at: usize) -> bool {
    let tokens = &scene.segmentation.tokens;
    at > 0
        && at < tokens.len()
        && matches!(
            between(&scene.document.text, tokens[at - 1], tokens[at]),
            Gap::Space | Gap::Hyphen | Gap::Break
        )
}

/// Takes initials in: before a surname, or, without any before it, after it (Моисеев В. А.).
fn initials(scene: &Scene, found: &mut [Found], at: usize) {
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    let floor = if at == 0 {
        0
    } else {
        found[at.saturating_sub(NEIGHBOURS)..at].iter().map(|f| f.tokens.end).max().unwrap_or(0)
    };
    let mut start = found[at].tokens.start;
    while start > floor
        && found[at].tokens.start - start < INITIALS_MAX + 1
        && is_initial(text, tokens[start - 1])
        && between(text, tokens[start - 1], tokens[start]) == Gap::Stop
    {
        start -= 1;
    }
    if start < found[at].tokens.start {
        found[at].tokens.start = start;
        return;
    }
    let ceiling = found.get(at + 1).map_or(tokens.len(), |f| f.tokens.start);
    let mut end = found[at].tokens.end;
    while end < ceiling
        && end - found[at].tokens.end < INITIALS_MAX
        && is_initial(text, tokens[end])
        && matches!(
            (end == found[at].tokens.end, between(text, tokens[end - 1], tokens[end])),
            (true, Gap::Space | Gap::Comma) | (false, Gap::Stop)
        )
    {
        end += 1;
    }
    // An initial before a capital word belongs to that word.
    let belongs_on = tokens.get(end).is_some_and(|next| {
        end > found[at].tokens.end
            && scene.vocabulary.shape(next.word) == Shape::Capitalised
            && between(text, tokens[end - 1], *next) == Gap::Stop
            && !text[tokens[end - 1].end as usize..next.start as usize].contains('\n')
    });
    if !belongs_on {
        found[at].tokens.end = end;
    }
}

/// The initials attached to a name, in small letters, in the order of the text.
pub(super) fn initials_of(scene: &Scene, found: &Found) -> Vec<char> {
    let tokens = &scene.segmentation.tokens;
    let text = &scene.document.text;
    (found.tokens.start..found.core.start)
        .chain(found.core.end..found.tokens.end)
        .filter(|&i| is_initial(text, tokens[i]))
        .filter_map(|i| text[tokens[i].bytes()].chars().next())
        .flat_map(char::to_lowercase)
        .collect()
}
