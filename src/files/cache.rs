//! The folder of what earlier runs found: small files named by hashes, each written aside and renamed, so that two runs
//! at once and a run that is cut short leave only whole files.

use crate::model::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Parts of the folder.
const RESULTS: &str = "results";
const EDITIONS: &str = "editions";

/// A cache folder; nothing is read or made before it is used.
#[derive(Clone, Debug)]
pub struct CacheFolder {
    folder: PathBuf,
}

/// What a cache folder holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CacheStats {
    pub results: u64,
    pub editions: u64,
    pub bytes: u64,
}

impl CacheFolder {
    pub fn new(folder: &Path) -> CacheFolder {
        CacheFolder { folder: folder.to_owned() }
    }

    pub fn result(&self, key: &[u8; 32]) -> Option<Vec<u8>> {
        fs::read(self.place(RESULTS, key)).ok()
    }

    /// # Errors
    /// [`Error::File`], such as a full disk.
    pub fn keep_result(&self, key: &[u8; 32], bytes: &[u8]) -> Result<(), Error> {
        self.keep(&self.place(RESULTS, key), bytes)
    }

    pub fn edition(&self, key: &[u8; 32]) -> Option<Vec<u8>> {
        fs::read(self.place(EDITIONS, key)).ok()
    }

    /// Keeps an edition unless it is kept already.
    ///
    /// # Errors
    /// [`Error::File`], such as a full disk.
    pub fn keep_edition(&self, key: &[u8; 32], bytes: impl FnOnce() -> Vec<u8>) -> Result<(), Error> {
        let place = self.place(EDITIONS, key);
        if place.exists() { Ok(()) } else { self.keep(&place, &bytes()) }
    }

    /// What the folder holds; nothing if it is not there.
    pub fn stats(&self) -> CacheStats {
        let mut stats = CacheStats::default();
        for (part, count) in [(RESULTS, &mut stats.results), (EDITIONS, &mut stats.editions)] {
            for entry in walkdir::WalkDir::new(self.folder.join(part)).into_iter().flatten() {
                if entry.file_type().is_file() {
                    *count += 1;
                    stats.bytes += entry.metadata().map_or(0, |m| m.len());
                }
            }
        }
        stats
    }

    /// Takes away what runs have put there, and the folder if nothing else is in it.
    ///
    /// # Errors
    /// [`Error::File`] for what cannot be removed.
    pub fn clear(&self) -> Result<(), Error> {
        for part in [RESULTS, EDITIONS] {
            let path = self.folder.join(part);
            match fs::remove_dir_all(&path) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(Error::file(&path, "remove")(e)),
                _ => {}
            }
        }
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }

    fn keep(&self, place: &Path, bytes: &[u8]) -> Result<(), Error> {
        let folder = place.parent().unwrap_or(place);
        let write = || {
            fs::create_dir_all(folder)?;
            // Not forced to the disk: what a crash leaves half written fails its checksum.
            let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
            file.write_all(bytes)?;
            file.persist(place).map_err(|e| e.error)?;
            Ok(())
        };
        write().map_err(Error::file(place, "write"))
    }

    fn place(&self, part: &str, key: &[u8; 32]) -> PathBuf {
        let name: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        self.folder.join(part).join(&name[..2]).join(&name[2..])
    }
}
