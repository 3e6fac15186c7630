//! What an earlier run found, and whether it still holds.
//!
//! A [`Record`] is what one file gave. It is kept under a [`key`] made of the file's content and name, the options, the
//! program and every table but the names; so none of these can change unseen. The names may: a record says of which
//! edition of the names it is, and remembers how the words of its file begin ([`Beginnings`]). A [`Change`] is what
//! became of the names since: a record stays good unless its file may hold all words of a form of an entity that was
//! touched. Doubt is always for looking again.

use crate::lexicon::{Lexicon, pattern_words};
use crate::model::{Entity, EntityId, Evidence, Form, FormId, Problem};
use crate::recognise::Recognised;
use crate::text::key::push_key;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// What one file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The edition of the names it was found with; see [`edition`].
    pub edition: Hash,
    pub beginnings: Beginnings,
    /// Names of its documents, and what was recognised in each.
    pub documents: Vec<(String, Recognised)>,
    pub problems: Vec<Problem>,
}

impl Record {
    /// The record as bytes, a checksum first.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let body = postcard::to_stdvec(self).ok()?;
        let mut bytes = hash(&[&body]).to_vec();
        bytes.extend(body);
        Some(bytes)
    }

    /// `None` for bytes that are not whole, or of another program.
    pub fn from_bytes(bytes: &[u8]) -> Option<Record> {
        let (sum, body) = bytes.split_at_checked(size_of::<Hash>())?;
        if hash(&[body]) != sum { None } else { postcard::from_bytes(body).ok() }
    }
}

/// The key of a file's record.
///
/// `options` must say everything that bears on what is found, but for the tables; `files` are those of the lexicon
/// folder.
pub fn key(name: &str, content: &[u8], options: &str, tables: &Hash) -> Hash {
    let version = env!("CARGO_PKG_VERSION");
    hash(&[version.as_bytes(), options.as_bytes(), tables, name.as_bytes(), content])
}

/// The tables of entities and names as bytes to keep.
pub fn edition_bytes(files: &[(String, String)]) -> Vec<u8> {
    let names: Vec<&(String, String)> = files.iter().filter(|(name, _)| is_names(name)).collect();
    let body = postcard::to_stdvec(&names).unwrap_or_default();
    [hash(&[&body]).as_slice(), &body].concat()
}

/// The tables that [`edition_bytes`] kept; `None` for bytes that are not whole.
pub fn edition_files(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let (sum, body) = bytes.split_at_checked(size_of::<Hash>())?;
    if hash(&[body]) != sum { None } else { postcard::from_bytes(body).ok() }
}

/// The hash of all tables but the names.
pub fn tables(files: &[(String, String)]) -> Hash {
    hash_files(files.iter().filter(|(name, _)| !is_names(name)))
}

/// The hash of the entities and names.
pub fn edition(files: &[(String, String)]) -> Hash {
    hash_files(files.iter().filter(|(name, _)| is_names(name)))
}

fn is_names(file: &str) -> bool {
    file == "entities.csv" || file.starts_with("names/")
}

fn hash_files<'f>(files: impl Iterator<Item = &'f (String, String)>) -> Hash {
    let parts: Vec<&[u8]> = files.flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]).collect();
    hash(&parts)
}

/// The hash of several parts, each told from the next by its length.
fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Letters of a word that [`Beginnings`] remember.
const LETTERS: usize = 5;
/// Bits for the words of one file; a book of a megabyte fills a quarter of them.
const BITS: usize = 1 << 17;

/// How the words of a file begin: a Bloom filter over the first one to five letters of their keys.
///
/// A shape of a listed word begins with one of its stems, and so with the first letters of that stem.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginnings {
    /// Words of the filter that are not zero, by position.
    bits: Vec<(u32, u64)>,
    #[serde(skip)]
    open: Vec<u64>,
}

impl Beginnings {
    /// Adds a word as written.
    pub fn add_word(&mut self, word: &str, lexicon: &Lexicon) {
        let mut key = String::new();
        push_key(&lexicon.letters, word, &mut key);
        self.add_key(&key);
        let modern = lexicon.letters.modernise(&key);
        if modern != key.as_str() {
            self.add_key(&modern);
        }
    }

    fn add_key(&mut self, key: &str) {
        self.open.resize(BITS / 64, 0);
        for (at, c) in key.char_indices().take(LETTERS) {
            let bit = place(&key[..at + c.len_utf8()]);
            self.open[bit / 64] |= 1 << (bit % 64);
        }
    }

    /// To be called when all words are in.
    pub fn close(&mut self) {
        let set = std::mem::take(&mut self.open).into_iter().enumerate().filter(|(_, word)| *word != 0);
        self.bits = set.map(|(at, word)| (at as u32, word)).collect();
    }

    /// False only if no word begins with the first letters of a key.
    fn may_have(&self, key: &str) -> bool {
        let end = key.char_indices().nth(LETTERS).map_or(key.len(), |(at, _)| at);
        let bit = place(&key[..end]);
        let word = self.bits.binary_search_by_key(&((bit / 64) as u32), |(at, _)| *at);
        word.is_ok_and(|at| self.bits[at].1 & (1 << (bit % 64)) != 0)
    }
}

fn place(beginning: &str) -> usize {
    use std::hash::BuildHasher;
    foldhash::fast::FixedState::with_seed(2).hash_one(beginning.as_bytes()) as usize % BITS
}

/// The difference between two editions of the names.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Of each form of an entity that was touched: of each of its words, the word and its stems.
    concerned: Vec<Vec<Vec<String>>>,
    /// By number in the old edition: the number in the new one, of what was not touched.
    entities: Vec<Option<EntityId>>,
    forms: Vec<Option<FormId>>,
}

/// An entity without its number, and its forms.
type Whole<'l> = (&'l Entity, Vec<&'l Form>);

impl Change {
    /// `None` if what was left alone stands in another order: then nothing holds.
    pub fn between(old: (&[Entity], &[Form]), new: &Lexicon) -> Option<Change> {
        let (old_entities, new_entities) = (wholes(old.0, old.1), wholes(&new.entities, &new.forms));
        let by_key: HashMap<&str, usize> =
            new.entities.iter().enumerate().map(|(i, e)| (e.key.as_str(), i)).collect();
        let mut same = vec![false; new.entities.len()];
        let mut change = Change { forms: vec![None; old.1.len()], ..Change::default() };
        for whole in &old_entities {
            let found = by_key.get(whole.0.key.as_str()).filter(|&&i| equal(whole, &new_entities[i]));
            change.entities.push(found.map(|&i| EntityId(i as u32)));
            match found {
                Some(&i) => same[i] = true,
                None => change.concern(whole, new),
            }
        }
        for (whole, _) in new_entities.iter().zip(&same).filter(|(_, same)| !**same) {
            change.concern(whole, new);
        }
        let mut new_forms: Vec<Vec<u32>> = vec![Vec::new(); new.entities.len()];
        for (i, form) in new.forms.iter().enumerate().rev() {
            new_forms[form.entity.0 as usize].push(i as u32);
        }
        let mut last = None;
        for (i, form) in old.1.iter().enumerate() {
            let Some(entity) = change.entities[form.entity.0 as usize] else { continue };
            let number = new_forms[entity.0 as usize].pop()?;
            if last.is_some_and(|last| last > number) {
                return None;
            }
            last = Some(number);
            change.forms[i] = Some(FormId(number));
        }
        Some(change)
    }

    fn concern(&mut self, whole: &Whole, lexicon: &Lexicon) {
        for form in &whole.1 {
            let words = pattern_words(&form.text).map(|word| {
                let mut key = String::new();
                push_key(&lexicon.letters, word, &mut key);
                let stems = lexicon.inflections.stems(&key).into_iter().map(|(stem, _)| stem);
                let mut beginnings: Vec<String> = stems.collect();
                beginnings.push(key);
                beginnings
            });
            self.concerned.push(words.collect());
        }
    }

    /// Whether a file whose words begin so may have to be looked at again.
    pub fn touches(&self, beginnings: &Beginnings) -> bool {
        let may_have = |word: &Vec<String>| word.iter().any(|beginning| beginnings.may_have(beginning));
        self.concerned.iter().any(|form| form.iter().all(may_have))
    }

    /// Gives what a record has the numbers of the new edition; false if it has an entity that was touched.
    pub fn renumber(&self, record: &mut Record) -> bool {
        let mentions = record.documents.iter_mut().flat_map(|(_, recognised)| &mut recognised.mentions);
        for candidate in mentions.flat_map(|m| &mut m.candidates) {
            let entity = self.entities.get(candidate.entity.0 as usize).copied().flatten();
            let form = self.forms.get(candidate.form.0 as usize).copied().flatten();
            let (Some(entity), Some(form)) = (entity, form) else { return false };
            (candidate.entity, candidate.form) = (entity, form);
            for evidence in &mut candidate.evidence {
                if let Evidence::Company(id) | Evidence::FullerName(id) = evidence {
                    let Some(entity) = self.entities.get(id.0 as usize).copied().flatten() else {
                        return false;
                    };
                    *id = entity;
                }
            }
        }
        true
    }
}

fn wholes<'l>(entities: &'l [Entity], forms: &'l [Form]) -> Vec<Whole<'l>> {
    let mut wholes: Vec<Whole> = entities.iter().map(|e| (e, Vec::new())).collect();
    for form in forms {
        wholes[form.entity.0 as usize].1.push(form);
    }
    wholes
}

/// Whether two entities and their forms are the same, but for numbers.
fn equal(a: &Whole, b: &Whole) -> bool {
    let same = |(x, y): (&&Form, &&Form)| (x.language, &x.text, x.kind) == (y.language, &y.text, y.kind);
    a.0 == b.0 && a.1.len() == b.1.len() && a.1.iter().zip(&b.1).all(same)
}

#[cfg(test)]
mod tests;
