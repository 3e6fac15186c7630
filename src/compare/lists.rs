//! Name lists as text: CSV or TSV, told by the header; columns by name, in any order.

use crate::model::{EntityType, Error, Language};

/// A row of a list of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedName {
    pub id: String,
    pub name: String,
    pub language: Language,
    pub entity_type: Option<EntityType>,
}

/// A table with its cells as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub header: Vec<String>,
    /// Cells of each row, as many as the header has, and its 1-based line.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Reads a table; a tab in the header makes it tab-separated.
    ///
    /// # Errors
    /// [`Error::Usage`] naming `file` and the line that is not a row of the table.
    pub fn parse(file: &str, text: &str) -> Result<Table, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let tabs = text.lines().next().is_some_and(|header| header.contains('\t'));
        let mut builder = csv::ReaderBuilder::new();
        builder.flexible(true).delimiter(if tabs { b'\t' } else { b',' }).quoting(!tabs);
        let mut reader = builder.from_reader(text.as_bytes());
        let fault = |line: u64, what: String| Error::Usage(format!("{file}:{line}: {what}"));
        let header: Vec<String> = reader
            .headers()
            .map_err(|e| fault(1, e.to_string()))?
            .iter()
            .map(|h| h.trim().to_lowercase())
            .collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record =
                record.map_err(|e| fault(e.position().map_or(0, csv::Position::line), e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() != header.len() {
                let what = format!("{} cells, the header has {}", record.len(), header.len());
                return Err(fault(line, what + "; a cell with a comma inside stands in double quotes"));
            }
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        Ok(Table { header, rows })
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h == name)
    }
}

/// Reads a list of names with the columns `id`, `name` and optionally `language`, `type`.
///
/// # Errors
/// [`Error::Usage`] naming `file`, the line, and what is wrong with it.
pub fn names(file: &str, text: &str) -> Result<Vec<ListedName>, Error> {
    let table = Table::parse(file, text)?;
    let missing = |column: &str| {
        Error::Usage(format!(
            "{file}: no column `{column}`; a list of names has id,name and may have language,type"
        ))
    };
    let id = table.column("id").ok_or_else(|| missing("id"))?;
    let name = table.column("name").ok_or_else(|| missing("name"))?;
    let (language, entity_type) = (table.column("language"), table.column("type"));
    let mut names = Vec::with_capacity(table.rows.len());
    for (line, row) in &table.rows {
        names.push(ListedName {
            id: row[id].clone(),
            name: row[name].clone(),
            language: language_of(file, *line, language.map_or("", |c| &row[c]))?,
            entity_type: entity_type.and_then(|c| EntityType::from_code(row[c].trim())),
        });
    }
    Ok(names)
}

/// The language of a cell.
///
/// # Errors
/// [`Error::Usage`] for a code the program does not know.
pub fn language_of(file: &str, line: u64, code: &str) -> Result<Language, Error> {
    Language::from_code(code.trim()).ok_or_else(|| {
        Error::Usage(format!("{file}:{line}: unknown language `{code}`; write kk, ru, en or nothing"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_by_content() {
        let csv = names("a.csv", "name,id\n\"Зурабян, Левон\",p1\n").unwrap();
        assert_eq!(csv[0].name, "Зурабян, Левон");
        let tsv = names("a.tsv", "id\tname\tlanguage\ttype\nq1\t\"Газпром\tru\tORG\n").unwrap();
        assert_eq!((tsv[0].name.as_str(), tsv[0].language), ("\"Газпром", Language::Russian));
        assert!(names("a.csv", "id,title\n1,x\n").unwrap_err().to_string().contains("no column `name`"));
        assert!(names("a.csv", "id,name\n1\n").unwrap_err().to_string().starts_with("a.csv:2:"));
    }
}
