//! What a lexicon says of two names before their sound is heard: whose names they are.

use super::prepare::PreparedName;
use super::tables::{EndingKind, Role};
use crate::lexicon::Lexicon;
use crate::model::{EntityId, EntityType};
use crate::text::fold;
use hashbrown::HashMap;
use std::collections::BTreeSet;

/// Inflected shapes of one name that are looked up, at most.
const SHAPES_MAX: usize = 64;

/// The names of a lexicon by their folded words.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    by_words: HashMap<String, BTreeSet<EntityId>>,
    types: Vec<EntityType>,
}

/// How a lexicon knows a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knowledge {
    /// As it stands.
    Listed,
    /// In an inflected shape.
    Inflected,
    /// Without its titles and generic words.
    Bare,
}

impl KnownNames {
    pub fn new(lexicon: &Lexicon) -> KnownNames {
        let mut known = KnownNames {
            by_words: HashMap::new(),
            types: lexicon.entities.iter().map(|e| e.entity_type).collect(),
        };
        for form in &lexicon.forms {
            let words: Vec<String> = fold::words(&form.text).into_iter().map(|w| w.text).collect();
            if !words.is_empty() {
                known.by_words.entry(words.concat()).or_default().insert(form.entity);
            }
        }
        known
    }

    /// Whose name this may be, and how that is known; nobody's if the lexicon does not list it.
    pub fn bearers(&self, name: &PreparedName) -> Option<(BTreeSet<EntityId>, Knowledge)> {
        let all: Vec<usize> = (0..name.words.len()).collect();
        if let Some(found) = self.look_up(name, &all) {
            return Some(found);
        }
        let minor = |i: &usize| {
            matches!(name.words[*i].role, Some(Role::Title(_) | Role::Generic(_) | Role::Particle))
        };
        let core: Vec<usize> = all.iter().copied().filter(|i| !minor(i)).collect();
        if core.is_empty() || core.len() == all.len() {
            return None;
        }
        // A title bears on persons, a generic word on places.
        let titled = name.words.iter().any(|w| matches!(w.role, Some(Role::Title(_))));
        let (bearers, _) = self.look_up(name, &core)?;
        let fitting: BTreeSet<EntityId> = bearers
            .into_iter()
            .filter(|id| !titled || self.types[id.0 as usize] == EntityType::Person)
            .collect();
        (!fitting.is_empty()).then_some((fitting, Knowledge::Bare))
    }

    fn look_up(&self, name: &PreparedName, words: &[usize]) -> Option<(BTreeSet<EntityId>, Knowledge)> {
        let mut shapes = vec![(String::new(), Knowledge::Listed)];
        for &i in words {
            let mut next = Vec::new();
            for (start, knowledge) in &shapes {
                next.push((format!("{start}{}", name.words[i].text), *knowledge));
                for lemma in &name.spellings[i].lemmas {
                    if lemma.kind == EndingKind::Inflection && next.len() < SHAPES_MAX {
                        next.push((format!("{start}{}", fold::text(&lemma.letters)), Knowledge::Inflected));
                    }
                }
            }
            shapes = next;
        }
        let mut inflected = BTreeSet::new();
        for (shape, knowledge) in shapes {
            if let Some(found) = self.by_words.get(&shape) {
                let mut found = found.clone();
                if let Some(wanted) = name.entity_type
                    && found.iter().any(|id| self.types[id.0 as usize] == wanted)
                {
                    found.retain(|id| self.types[id.0 as usize] == wanted);
                }
                if knowledge == Knowledge::Listed {
                    return Some((found, knowledge));
                }
                inflected.extend(found);
            }
        }
        (!inflected.is_empty()).then_some((inflected, Knowledge::Inflected))
    }
}
