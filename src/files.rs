//! The one door to the disk: listing inputs, reading them, and writing beside the place and renaming when whole.

mod tables;
mod workbook;

pub use tables::{Table, read_lexicon_folder, read_table, read_tables, replace_tables, write_table};

mod cache;

pub use cache::{CacheFolder, CacheStats};

use crate::model::{Error, Problem};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// The document's name: the path below the folder that was given, with `/`; a file's own name; `stdin`.
    pub name: String,
    /// Absolute, links followed; `None` for standard input.
    pub path: Option<PathBuf>,
}

/// What there is to read, sorted by name; the same for every order of the arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub inputs: Vec<Input>,
    /// Links that loop, folders that cannot be entered, sockets and the like; sorted.
    pub problems: Vec<Problem>,
}

/// Size of an input in bytes, as far as it is known before reading.
pub fn size(input: &Input) -> u64 {
    input.path.as_ref().and_then(|path| fs::metadata(path).ok()).map_or(0, |data| data.len())
}

/// The name of the document that comes in by standard input.
pub const STANDARD_INPUT_NAME: &str = "stdin";

/// Lists files, folders (at any depth) and `-` for standard input.
///
/// A file reached twice is read once, under the longest of its names. Two files that would have one name get as many
/// of their parents' names before it as tell them apart: `a/letters.txt` and `b/letters.txt` given by themselves.
/// Below a folder, names that begin with a dot are passed over; a file given by name is read whatever it is called. A
/// folder with a [`MANIFEST`] is what the manifest says: its documents and no other file.
///
/// # Errors
/// [`Error::File`] for an argument that is not there: then the command was mistyped.
pub fn list(arguments: &[PathBuf]) -> Result<Listing, Error> {
    let mut listing = Listing::default();
    let mut names: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut standard_input = false;
    for argument in arguments {
        if argument.as_os_str() == "-" {
            standard_input = true;
            continue;
        }
        let kind = fs::metadata(argument).map_err(Error::file(argument, "read"))?;
        if kind.is_dir() {
            list_folder(argument, &mut names, &mut listing.problems);
        } else {
            let name = argument.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            note_name(&mut names, argument, name);
        }
    }
    listing.inputs = tell_apart(names, standard_input);
    listing.problems.sort();
    listing.problems.dedup();
    Ok(listing)
}

/// A table at the top of a folder, with a column `document` of paths below it, that says what belongs to a corpus.
pub const MANIFEST: &str = "manifest.csv";

/// The documents of a folder's manifest; `None` without a manifest, or if the table is about something else.
fn manifest(folder: &Path) -> Option<Vec<String>> {
    let text = read_text(&folder.join(MANIFEST)).ok()?;
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let column = table.headers().ok()?.iter().position(|name| name == "document")?;
    Some(table.records().flatten().filter_map(|row| row.get(column).map(str::to_owned)).collect())
}

fn list_folder(folder: &Path, names: &mut BTreeMap<PathBuf, String>, problems: &mut Vec<Problem>) {
    if let Some(documents) = manifest(folder) {
        for name in documents {
            let path = folder.join(&name);
            let below = Path::new(&name).components().all(|c| matches!(c, Component::Normal(_)));
            if below && path.is_file() {
                note_name(names, &path, name);
            } else {
                problems.push(problem(name, "named in manifest.csv, but not there", true));
            }
        }
        return;
    }
    let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
    let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|e| !hidden(e)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() => {
                note_name(names, entry.path(), name_below(folder, entry.path()));
            }
            Ok(entry) => {
                let name = name_below(folder, entry.path());
                problems.push(problem(name, "neither a file nor a folder", true));
            }
            Err(error) => problems.push(walk_problem(folder, &error)),
        }
    }
}

fn walk_problem(folder: &Path, error: &walkdir::Error) -> Problem {
    let name = error.path().map_or_else(String::new, |path| name_below(folder, path));
    match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => {
            let above = name_below(folder, ancestor);
            let above = if above.is_empty() { "the folder itself".to_owned() } else { format!("`{above}`") };
            problem(name, &format!("a link that leads back to {above}"), false)
        }
        (None, Some(error)) => problem(name, &reason(error), true),
        (None, None) => problem(name, "cannot be listed", true),
    }
}

fn problem(document: String, what: &str, lost: bool) -> Problem {
    let action = "left out".to_owned();
    Problem { document, place: String::new(), what: what.to_owned(), action, lost }
}

/// What the system says, without its number: that one differs from system to system.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    format!("cannot be read: {}", &text[..end])
}

/// The path below `folder`, with `/`; a file name that is not UTF-8 gets U+FFFD.
fn name_below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Notes a file under its real path; of two names for one file the longer stays, of equally long ones the first.
fn note_name(names: &mut BTreeMap<PathBuf, String>, path: &Path, name: String) {
    // A pipe of the shell (`<(...)`) has no real path.
    let real = path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let length = |name: &str| name.split('/').count();
    match names.get(&real) {
        Some(old) if (length(old), &name) >= (length(&name), old) => {}
        _ => {
            names.insert(real, name);
        }
    }
}

/// Gives every file a name of its own by putting names of parents before those that several share.
fn tell_apart(names: BTreeMap<PathBuf, String>, standard_input: bool) -> Vec<Input> {
    let mut inputs: Vec<Input> =
        names.into_iter().map(|(path, name)| Input { name, path: Some(path) }).collect();
    if standard_input {
        inputs.push(Input { name: STANDARD_INPUT_NAME.to_owned(), path: None });
    }
    loop {
        let mut seen = BTreeSet::new();
        let shared: BTreeSet<String> =
            inputs.iter().filter(|i| !seen.insert(&i.name)).map(|i| i.name.clone()).collect();
        let mut changed = false;
        for input in inputs.iter_mut().filter(|i| shared.contains(&i.name)) {
            if let Some(longer) =
                input.path.as_deref().and_then(|path| with_one_parent_more(path, &input.name))
            {
                input.name = longer;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    // Only names that are not UTF-8 can still be equal: they are numbered in the order of their paths.
    inputs.sort();
    let mut copies = 1;
    for at in 1..inputs.len() {
        let (before, rest) = inputs.split_at_mut(at);
        let base = before[at - copies].name.clone();
        copies = if rest[0].name == base { copies + 1 } else { 1 };
        if copies > 1 {
            rest[0].name = format!("{base}~{copies}");
        }
    }
    inputs
}

/// `c.txt` to `b/c.txt` for `/a/b/c.txt`; `None` when there is no parent left.
fn with_one_parent_more(path: &Path, name: &str) -> Option<String> {
    let parts: Vec<_> = path.components().filter(|c| matches!(c, Component::Normal(_))).collect();
    let shown = name.split('/').count();
    let parent = parts.len().checked_sub(shown + 1)?;
    Some(format!("{}/{name}", parts[parent].as_os_str().to_string_lossy()))
}

/// Reads an input whole.
///
/// # Errors
/// The problem for which it is left out: it cannot be read, or has more than `bytes_max` bytes.
pub fn read_bytes(input: &Input, bytes_max: u64) -> Result<Vec<u8>, Problem> {
    let left_out = |what: &str| problem(input.name.clone(), what, true);
    let mut bytes = Vec::new();
    let read = match &input.path {
        None => io::stdin().lock().take(bytes_max.saturating_add(1)).read_to_end(&mut bytes),
        Some(path) => File::open(path).and_then(|file| {
            let size = file.metadata().map_or(0, |m| m.len());
            if size > bytes_max {
                return Ok(usize::MAX);
            }
            bytes.reserve_exact(size as usize + 1);
            file.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes)
        }),
    };
    match read {
        Ok(length) if length as u64 > bytes_max => {
            Err(left_out(&format!("larger than the limit of {bytes_max} bytes")))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(left_out(&reason(&error))),
    }
}

/// Reads a text file that must be UTF-8 (a BOM is dropped).
pub fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(Error::file(path, "read"))?;
    let text = String::from_utf8(bytes)
        .map_err(|e| Error::file(path, "read")(io::Error::new(io::ErrorKind::InvalidData, e.utf8_error())))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
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
                let source = e.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links"));
                Error::file(path, "read")(source)
            })?;
            let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
            let name = below.to_string_lossy().replace('\\', "/");
            if entry.file_type().is_file() && wanted(&name) {
                files.push((name, read_text(entry.path())?));
            }
        }
    } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip")) {
        let file = fs::File::open(path).map_err(Error::file(path, "read"))?;
        let mut archive =
            zip::ZipArchive::new(file).map_err(|e| Error::file(path, "read")(io::Error::other(e)))?;
        for i in 0..archive.len() {
            let broken = |e| Error::file(path, "read")(io::Error::other(e));
            let member = archive.by_index(i).map_err(broken)?;
            let name = member.name().map_err(broken)?.replace('\\', "/");
            if member.is_file() && wanted(&name) {
                if member.size() > MEMBER_MAX {
                    let large = io::Error::other(format!("it is larger than {MEMBER_MAX} bytes"));
                    return Err(Error::file(path.join(&name), "read")(large));
                }
                let mut text = String::new();
                member
                    .take(MEMBER_MAX)
                    .read_to_string(&mut text)
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

/// Writes a file whole or not at all: beside its place first, then renamed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        // As any other file: what the user's mask leaves of it, not the temporary file's owner-only.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(Error::file(path, "write"))?;
    file.write_all(bytes).map_err(Error::file(path, "write"))?;
    file.as_file().sync_all().map_err(Error::file(path, "write"))?;
    file.persist(path).map_err(|e| Error::file(path, "write")(e.error))?;
    Ok(())
}

/// The output of a run: files are written beside their places, and put there together at the end.
///
/// Dropped before [`OutputFolder::commit`], it leaves the folder as it was. Files of other names are not touched.
#[derive(Debug)]
pub struct OutputFolder {
    folder: PathBuf,
    /// The highest folder that was made for this run, to be taken away again if nothing is put there.
    made: Option<PathBuf>,
    staging: Option<tempfile::TempDir>,
    /// Names below the folder, with `/`, in the order of writing, and whether each is finished.
    names: Vec<(String, Arc<AtomicBool>)>,
}

impl OutputFolder {
    /// Makes sure before the work begins that `folder` can be written to, and makes it if it is not there.
    ///
    /// # Errors
    /// [`Error::File`], if it is a file, or cannot be made or written to.
    pub fn open(folder: &Path) -> Result<OutputFolder, Error> {
        let made = folder
            .ancestors()
            .filter(|a| !a.as_os_str().is_empty())
            .take_while(|a| fs::symlink_metadata(a).is_err())
            .last()
            .map(Path::to_owned);
        if fs::metadata(folder).is_ok_and(|m| !m.is_dir()) {
            let source = io::Error::other("it is a file; name a folder, or another place");
            return Err(Error::file(folder, "write to the folder")(source));
        }
        let error = |source| Error::file(folder, "write to the folder")(source);
        fs::create_dir_all(folder).map_err(error)?;
        let mut output = OutputFolder { folder: folder.to_owned(), made, staging: None, names: Vec::new() };
        let staging = tempfile::Builder::new().prefix(".atau-").tempdir_in(folder).map_err(error)?;
        for part in ["new", "old"] {
            fs::create_dir(staging.path().join(part)).map_err(error)?;
        }
        output.staging = Some(staging);
        Ok(output)
    }

    /// Opens a file for writing; `name` is its path below the folder, with `/`. It appears with the others.
    ///
    /// # Errors
    /// [`Error::File`], if it cannot be made, or `name` leads out of the folder.
    pub fn create(&mut self, name: &str) -> Result<OutputFile, Error> {
        let shown = self.folder.join(name);
        if name.is_empty() || !Path::new(name).components().all(|c| matches!(c, Component::Normal(_))) {
            return Err(Error::file(shown, "write")(io::Error::other("not a path below the output folder")));
        }
        let path = self.staged("new", name);
        let open = || {
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            File::create(&path)
        };
        let file = open().map_err(Error::file(&shown, "write"))?;
        let finished = Arc::new(AtomicBool::new(false));
        self.names.retain(|(n, _)| n != name);
        self.names.push((name.to_owned(), Arc::clone(&finished)));
        Ok(OutputFile { shown, writer: io::BufWriter::new(file), finished })
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// Those of [`OutputFolder::create`] and [`OutputFile::finish`].
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let mut file = self.create(name)?;
        file.write_all(bytes).map_err(Error::file(&file.shown, "write"))?;
        file.finish()
    }

    /// Puts all files in their places. If one cannot be put there, those already put are taken back.
    ///
    /// # Errors
    /// [`Error::File`] for the file that could not be put in its place, or that was not finished.
    pub fn commit(mut self) -> Result<(), Error> {
        if let Some((name, _)) = self.names.iter().find(|(_, finished)| !finished.load(Ordering::Acquire)) {
            let source = io::Error::other("it was not written to its end");
            return Err(Error::file(self.folder.join(name), "write")(source));
        }
        let mut done = Vec::new();
        for (name, _) in &self.names {
            match self.put(name) {
                Ok(replaced) => done.push((name, replaced)),
                Err(error) => {
                    for (name, replaced) in done.into_iter().rev() {
                        let place = self.folder.join(name);
                        // A second failure here has no better answer than the first error.
                        let _ = if replaced {
                            fs::rename(self.staged("old", name), place)
                        } else {
                            fs::remove_file(place)
                        };
                    }
                    return Err(Error::file(self.folder.join(name), "write")(error));
                }
            }
        }
        self.made = None;
        Ok(())
    }

    /// Renames one file into its place, keeping what was there; says whether there was something.
    fn put(&self, name: &str) -> io::Result<bool> {
        let place = self.folder.join(name);
        if place.is_dir() {
            return Err(io::Error::other("there is a folder of this name"));
        }
        for parent in [&place, &self.staged("old", name)] {
            fs::create_dir_all(parent.parent().unwrap_or(parent))?;
        }
        let replaced = fs::symlink_metadata(&place).is_ok();
        if replaced && fs::hard_link(&place, self.staged("old", name)).is_err() {
            // A file system without hard links: a copy does as well.
            fs::copy(&place, self.staged("old", name))?;
        }
        fs::rename(self.staged("new", name), &place)?;
        Ok(replaced)
    }

    fn staged(&self, part: &str, name: &str) -> PathBuf {
        let staging = self.staging.as_ref().map_or(self.folder.as_path(), |s| s.path());
        staging.join(part).join(name)
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        self.staging = None;
        if let Some(made) = &self.made {
            // Only folders that this run made and that are empty go: deepest first, as far as they reach.
            for folder in self.folder.ancestors().take_while(|a| a.starts_with(made)) {
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// A file of an [`OutputFolder`] being written.
#[derive(Debug)]
pub struct OutputFile {
    shown: PathBuf,
    writer: io::BufWriter<File>,
    finished: Arc<AtomicBool>,
}

impl OutputFile {
    /// Sees to it that all is on the disk; a file without this is never put in its place.
    ///
    /// # Errors
    /// [`Error::File`], such as a full disk.
    pub fn finish(mut self) -> Result<(), Error> {
        let done = self.writer.flush().and_then(|()| self.writer.get_ref().sync_all());
        done.map_err(Error::file(&self.shown, "write"))?;
        self.finished.store(true, Ordering::Release);
        Ok(())
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
