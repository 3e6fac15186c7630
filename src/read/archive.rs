//! ZIP and gzip, with bounds on what they unpack to. Office documents and books are ZIP archives too.

use super::encoding::{self, Encoding};
use super::limits::{Limits, RATIO_FLOOR_BYTES};
use super::problems;
use crate::model::Problem;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What may still be unpacked from one file on the disk, archives within it included.
#[derive(Debug)]
pub(super) struct Budget {
    left: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Budget {
        Budget { left: limits.unpacked_bytes }
    }

    /// Reads a stream whose packed form has `packed` bytes.
    ///
    /// # Errors
    /// What to say of it: damaged, or over a limit.
    fn unpack(&mut self, stream: impl Read, packed: u64, limits: &Limits) -> Result<Vec<u8>, Refusal> {
        let by_ratio = packed.saturating_mul(limits.unpacked_ratio).max(RATIO_FLOOR_BYTES);
        let most = self.left.min(by_ratio).min(limits.file_bytes);
        let mut bytes = Vec::new();
        stream.take(most + 1).read_to_end(&mut bytes).map_err(|e| Refusal::Damaged(e.to_string()))?;
        if bytes.len() as u64 > most {
            return Err(Refusal::TooLarge(most));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

enum Refusal {
    Damaged(String),
    /// More than this many bytes.
    TooLarge(u64),
}

impl Refusal {
    fn problem(self, document: &str, place: &str, format: &str) -> Problem {
        match self {
            Refusal::Damaged(error) => problems::damaged(document, place, format, error),
            Refusal::TooLarge(most) => problems::unpacks_to_too_much(document, place, most),
        }
    }
}

/// Unpacks a gzip file.
///
/// # Errors
/// The problem for which it is left out.
pub(super) fn gunzip(
    document: &str,
    bytes: &[u8],
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Vec<u8>, Problem> {
    let stream = flate2::read::MultiGzDecoder::new(bytes);
    budget.unpack(stream, bytes.len() as u64, limits).map_err(|e| e.problem(document, "", "gzip file"))
}

/// A ZIP archive whose list of members can be read.
pub(super) struct Package<'a> {
    document: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names in the order of the archive.
    names: Vec<String>,
}

impl<'a> Package<'a> {
    /// # Errors
    /// The problem for which the archive is left out.
    pub(super) fn open(document: &'a str, bytes: &'a [u8], limits: &Limits) -> Result<Package<'a>, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|e| problems::damaged(document, "", "ZIP archive (cut off?)", e))?;
        if zip.len() > limits.archive_members {
            let (size, limit) = (zip.len() as u64, limits.archive_members as u64);
            return Err(problems::over_limit(
                document,
                "",
                "the archive is too full",
                size,
                limit,
                "members",
            ));
        }
        let mut package = Package { document, zip, names: Vec::new() };
        for index in 0..package.zip.len() {
            let name = package.zip.by_index_raw(index).map(|file| file.name_raw().to_vec());
            package.names.push(name.map_or_else(|_| String::new(), name_of));
        }
        Ok(package)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|n| n == name)
    }

    /// Members that are files, with their names made safe and each its own, sorted; what systems add by themselves
    /// (`__MACOSX`, names that begin with a dot) is passed over.
    pub(super) fn files(&self) -> Vec<(String, usize)> {
        let mut files: Vec<(String, usize)> = (self.names.iter().enumerate())
            .filter(|(_, name)| !name.is_empty() && !name.ends_with(['/', '\\']))
            .map(|(index, name)| (safe(name), index))
            .filter(|(name, _)| !name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX"))
            .collect();
        files.sort();
        files
    }

    /// Unpacks a member by its position.
    ///
    /// # Errors
    /// The problem for which it is left out.
    pub(super) fn unpack(
        &mut self,
        index: usize,
        limits: &Limits,
        budget: &mut Budget,
    ) -> Result<Vec<u8>, Problem> {
        let place = format!("member {}", self.names[index]);
        let file = match self.zip.by_index(index) {
            Ok(file) => file,
            Err(error) => return Err(problems::locked(self.document, place, error)),
        };
        let packed = file.compressed_size();
        budget
            .unpack(file, packed, limits)
            .map_err(|refusal| refusal.problem(self.document, &place, "ZIP archive"))
    }

    /// Unpacks the member of this name, which the format demands.
    ///
    /// # Errors
    /// The problem for which the document is left out: no such member, damaged, too large.
    pub(super) fn part(
        &mut self,
        name: &str,
        limits: &Limits,
        budget: &mut Budget,
    ) -> Result<Vec<u8>, Problem> {
        match self.names.iter().position(|n| n == name) {
            Some(index) => self.unpack(index, limits, budget),
            None => Err(problems::no_part(self.document, name)),
        }
    }
}

/// Programs of Windows write names in the DOS code page of the country where they do not write UTF-8.
fn name_of(raw: Vec<u8>) -> String {
    String::from_utf8(raw)
        .unwrap_or_else(|e| encoding::decode(e.as_bytes(), Some(Encoding::IBM866), None).text)
}

/// A member's name as part of a document's name: `/` between parts, none of which leads upwards.
fn safe(name: &str) -> String {
    let name = name.replace('\\', "/");
    let parts = name.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
    parts.map(one_line).collect::<Vec<_>>().join("/")
}

/// A name without control characters.
pub(super) fn one_line(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
