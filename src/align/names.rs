//! Ids and names of proposed entities.

use super::propose::{Groups, UnlistedName};
use crate::model::{IndexEntry, Language, Score, Status};
use std::collections::BTreeMap;

/// Longest slug in an id, in bytes.
const SLUG_BYTES_MAX: usize = 48;

/// An entry for each proposed group, in the order of the groups.
pub(super) fn entries(names: &[UnlistedName], groups: &Groups) -> Vec<IndexEntry> {
    let mut slugs: BTreeMap<String, usize> = BTreeMap::new();
    let keys: Vec<String> = groups.members.iter().map(|m| key(&names[m[0]])).collect();
    keys.iter().for_each(|key| *slugs.entry(key.clone()).or_default() += 1);
    groups
        .members
        .iter()
        .zip(keys)
        .map(|(members, key)| {
            let first = &names[members[0]];
            // Two groups may have one slug: then the name itself tells them apart.
            let key = if slugs[&key] > 1 { format!("{key}-{:04x}", mark(first)) } else { key };
            let mut entry_names: [String; 3] = Default::default();
            for &member in members.iter().rev() {
                let name = &names[member];
                if name.language != Language::Undetermined {
                    entry_names[name.language.index()] = name.lemma.clone();
                }
            }
            IndexEntry {
                key,
                entity: None,
                entity_type: first.entity_type,
                status: Status::Proposed,
                names: entry_names,
                variants: Default::default(),
                mentions: [0; 4],
                documents: 0,
                confidence: Score::NONE,
                wikidata: String::new(),
                description: String::new(),
            }
        })
        .collect()
}

/// The id of an entity known by this name: its type and its name in ASCII.
fn key(name: &UnlistedName) -> String {
    let mut slug = String::new();
    for c in any_ascii::any_ascii(&name.lemma).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && slug.len() < SLUG_BYTES_MAX {
            slug.push('-');
        }
        if slug.len() >= SLUG_BYTES_MAX {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    format!("{}:new-{}", name.entity_type.prefix(), if slug.is_empty() { "name" } else { slug })
}

/// Sixteen bits of a name (FNV-1a), the same on every machine.
fn mark(name: &UnlistedName) -> u16 {
    let bytes = name.language.code().bytes().chain(name.lemma.bytes());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) as u16
}
