//! The one door to the disk: listing, reading, and writing beside the place and renaming when whole.

use crate::model::Error;
use std::io::Write;
use std::path::Path;

/// Writes a file whole or not at all: beside its place first, then renamed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(Error::file(path, "write"))?;
    file.write_all(bytes).map_err(Error::file(path, "write"))?;
    file.as_file().sync_all().map_err(Error::file(path, "write"))?;
    file.persist(path).map_err(|e| Error::file(path, "write")(e.error))?;
    Ok(())
}

/// Reads a text file that must be UTF-8 (a BOM is dropped).
pub fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(path).map_err(Error::file(path, "read"))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        Error::file(path, "read")(std::io::Error::new(std::io::ErrorKind::InvalidData, e.utf8_error()))
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Reads every `.csv` of a lexicon folder, at any depth, as (path below the folder with `/`, text), sorted by path.
pub fn read_lexicon_folder(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|e| {
            let source = e.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
            Error::file(folder, "read the lexicons in")(source)
        })?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "csv") {
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let name = below.to_string_lossy().replace('\\', "/");
            files.push((name, read_text(entry.path())?));
        }
    }
    Ok(files)
}
