//! The tables of a lexicon folder, whatever program saved them.

use super::{name_below, read_text, workbook, write_whole};
use crate::model::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A table of a lexicon folder.
#[derive(Clone, Debug)]
pub struct Table {
    /// Path below the folder with `/`, as a `.csv` whatever the file is.
    pub name: String,
    /// The file as it is.
    pub path: PathBuf,
    pub text: String,
}

/// Reads every table of a lexicon folder as (path below the folder with `/`, text), sorted by path.
pub fn read_lexicon_folder(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    Ok(read_tables(folder)?.into_iter().map(|table| (table.name, table.text)).collect())
}

/// Reads every `.csv`, `.tsv` and `.xlsx` (its first sheet) of a lexicon folder, at any depth, sorted by path. Hidden
/// files and the locks that spreadsheet programs leave are passed over.
///
/// # Errors
/// A file that cannot be read, or two files that hold one table.
pub fn read_tables(folder: &Path) -> Result<Vec<Table>, Error> {
    let mut tables: Vec<Table> = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|e| {
            let source = e.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links"));
            Error::file(folder, "read the lexicons in")(source)
        })?;
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with(['.', '~']);
        if !entry.file_type().is_file() || is_hidden {
            continue;
        }
        let text = match path.extension().and_then(|e| e.to_str()) {
            Some("csv" | "tsv") => read_text(path)?,
            Some("xlsx") => workbook::first_sheet(&fs::read(path).map_err(Error::file(path, "read"))?)
                .map_err(Error::file(path, "read"))?,
            _ => continue,
        };
        let name = name_below(folder, &path.with_extension("csv"));
        if let Some(other) = tables.iter().find(|t| t.name == name) {
            let (one, two) = (other.path.display(), path.display());
            return Err(Error::Usage(format!("{one} and {two} hold the same table: keep one of them")));
        }
        tables.push(Table { name, path: path.to_owned(), text });
    }
    Ok(tables)
}

/// Reads one table: CSV or TSV in UTF-8, or the first sheet of an XLSX file.
///
/// # Errors
/// A file that cannot be read.
pub fn read_table(path: &Path) -> Result<String, Error> {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        let bytes = fs::read(path).map_err(Error::file(path, "read"))?;
        return workbook::first_sheet(&bytes).map_err(Error::file(path, "read"));
    }
    read_text(path)
}

/// Replaces tables of a lexicon folder, given by their paths below it, all of them or none.
///
/// # Errors
/// A file that cannot be written; then the folder is as it was.
pub fn replace_tables(folder: &Path, tables: &[(String, String)]) -> Result<(), Error> {
    let workbook = |name: &str| folder.join(name).with_extension("xlsx");
    if let Some(path) = tables.iter().map(|(name, _)| workbook(name)).find(|path| path.is_file()) {
        let shown = path.display();
        return Err(Error::Usage(format!(
            "{shown} is a workbook: run `atau lexicon format` first, which writes it as CSV"
        )));
    }
    let mut output = super::OutputFolder::open(folder)?;
    for (name, text) in tables {
        output.write(name, text.as_bytes())?;
    }
    output.commit()
}

/// Writes a table in its canonical shape as a `.csv`. A file of another kind that it was read from is kept beside it
/// under a name that is not read (`persons.xlsx.bak`).
pub fn write_table(table: &Table, text: &str) -> Result<(), Error> {
    write_whole(&table.path.with_extension("csv"), text.as_bytes())?;
    let extension = table.path.extension().and_then(|e| e.to_str()).unwrap_or("");
    if extension != "csv" {
        let kept = table.path.with_extension(format!("{extension}.bak"));
        fs::rename(&table.path, kept).map_err(Error::file(&table.path, "rename"))?;
    }
    Ok(())
}
