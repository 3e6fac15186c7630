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

/// Most bytes read of one member of a zip; a larger one is not a text that somebody marked.
const MEMBER_MAX: u64 = 256 << 20;

/// Reads the UTF-8 files of a file, folder or zip that end in one of `endings` (all files if there are none), as
/// (path below what was given, text), sorted by path.
pub fn read_marked(path: &Path, endings: &[&str]) -> Result<Vec<(String, String)>, Error> {
    let wanted = |name: &str| endings.is_empty() || endings.iter().any(|e| name.ends_with(&format!(".{e}")));
    let mut files = Vec::new();
    if path.is_dir() {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry.map_err(|e| {
                let source = e.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                Error::file(path, "read")(source)
            })?;
            let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
            let name = below.to_string_lossy().replace('\\', "/");
            if entry.file_type().is_file() && wanted(&name) {
                files.push((name, read_text(entry.path())?));
            }
        }
    } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip")) {
        let file = std::fs::File::open(path).map_err(Error::file(path, "read"))?;
        let mut archive =
            zip::ZipArchive::new(file).map_err(|e| Error::file(path, "read")(std::io::Error::other(e)))?;
        for i in 0..archive.len() {
            let broken = |e| Error::file(path, "read")(std::io::Error::other(e));
            let member = archive.by_index(i).map_err(broken)?;
            let name = member.name().map_err(broken)?.replace('\\', "/");
            if member.is_file() && wanted(&name) {
                if member.size() > MEMBER_MAX {
                    let large = std::io::Error::other(format!("it is larger than {MEMBER_MAX} bytes"));
                    return Err(Error::file(path.join(&name), "read")(large));
                }
                let mut text = String::new();
                std::io::Read::read_to_string(&mut std::io::Read::take(member, MEMBER_MAX), &mut text)
                    .map_err(Error::file(path.join(&name), "read"))?;
                files.push((name, text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)));
            }
        }
    } else {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        files.push((name, read_text(path)?));
        // The text of a brat file stands beside it.
        let text = path.with_extension("txt");
        if path.extension().is_some_and(|e| e == "ann") && text.is_file() {
            let name = text.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            files.push((name, read_text(&text)?));
        }
    }
    files.sort();
    Ok(files)
}
