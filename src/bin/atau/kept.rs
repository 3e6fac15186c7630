//! What earlier runs found, looked up and kept by `align`.

use atau::cache::{self, Change, Hash, Record};
use atau::files::CacheFolder;
use atau::lexicon::Lexicon;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The cache folder, and what a run must know to use it.
pub struct Kept<'k> {
    folder: CacheFolder,
    lexicon: &'k Lexicon,
    tables: Hash,
    edition: Hash,
    options: String,
    /// What became of the names since each edition that records are of; `None` if nothing holds.
    changes: Mutex<HashMap<Hash, Option<Arc<Change>>>>,
    reused: AtomicU64,
    full: AtomicBool,
}

impl<'k> Kept<'k> {
    /// `files` are those of the lexicon folder, `options` all that bears on what is found.
    pub fn new(folder: &Path, files: &[(String, String)], lexicon: &'k Lexicon, options: String) -> Kept<'k> {
        let kept = Kept {
            folder: CacheFolder::new(folder),
            lexicon,
            tables: cache::tables(files),
            edition: cache::edition(files),
            options,
            changes: Mutex::default(),
            reused: AtomicU64::new(0),
            full: AtomicBool::new(false),
        };
        let written = kept.folder.keep_edition(&kept.edition, || cache::edition_bytes(files));
        kept.full.store(written.is_err(), Ordering::Relaxed);
        kept
    }

    pub fn key(&self, name: &str, content: &[u8]) -> Hash {
        cache::key(name, content, &self.options, &self.tables)
    }

    /// What was found in a file before, if it still holds.
    pub fn record(&self, key: &Hash) -> Option<Record> {
        let mut record = Record::from_bytes(&self.folder.result(key)?)?;
        if record.edition != self.edition {
            let change = self.change(&record.edition)?;
            if change.touches(&record.beginnings) || !change.renumber(&mut record) {
                return None;
            }
        }
        self.reused.fetch_add(1, Ordering::Relaxed);
        Some(record)
    }

    /// Keeps what was found; a full disk is no reason to stop, nor to try again.
    pub fn keep(&self, key: &Hash, mut record: Record) -> Record {
        record.edition = self.edition;
        record.beginnings.close();
        if !self.full.load(Ordering::Relaxed)
            && let Some(bytes) = record.to_bytes()
            && self.folder.keep_result(key, &bytes).is_err()
        {
            self.full.store(true, Ordering::Relaxed);
        }
        record
    }

    /// Files whose record still held.
    pub fn reused(&self) -> u64 {
        self.reused.load(Ordering::Relaxed)
    }

    fn change(&self, edition: &Hash) -> Option<Arc<Change>> {
        let mut changes = self.changes.lock().unwrap_or_else(PoisonError::into_inner);
        let change = changes.entry(*edition).or_insert_with(|| {
            let files = cache::edition_files(&self.folder.edition(edition)?)?;
            let (entities, forms) = Lexicon::names(&files);
            Change::between((&entities, &forms), self.lexicon).map(Arc::new)
        });
        change.clone()
    }
}
