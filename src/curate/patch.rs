//! Changes to a lexicon as text, to be tried before they are made: rows to add and rows to take away.
//!
//! A line is a row of a table, which its number of cells tells; with `-` before it the row is taken away, with or
//! without `+` it is added. What `lexicon suggest` prints and what `git diff` prints are both read: of the latter the
//! lines of context, and of the former the lines with `#`, are passed over.

use crate::curate::apply::Usual;
use crate::model::{Diagnostic, Place, Severity};

/// A lexicon folder after a patch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patched {
    pub tables: Vec<(String, String)>,
    pub added: usize,
    pub removed: usize,
}

/// Applies the lines of a patch to the tables of a lexicon folder.
///
/// # Errors
/// Every line that is no row of a table, or that is to be taken away and is not there.
pub fn patched(name: &str, patch: &str, tables: &[(String, String)]) -> Result<Patched, Vec<Diagnostic>> {
    let usual = Usual::new(tables).map_err(|fault| vec![*fault])?;
    let mut result = Patched { tables: tables.to_vec(), ..Patched::default() };
    let mut faults = Vec::new();
    let is_diff = patch.lines().any(|line| line.starts_with("@@"));
    for (line, number) in patch.lines().zip(1u32..) {
        let passed_over = ["#", "+++", "---", "@@", "diff ", "index ", "\\"];
        if line.trim().is_empty()
            || passed_over.iter().any(|p| line.starts_with(p))
            || is_diff && line.starts_with(' ')
        {
            continue;
        }
        let (adds, row) = match (line.strip_prefix('-'), line.strip_prefix('+')) {
            (Some(row), _) => (false, row.trim_start()),
            (None, row) => (true, row.unwrap_or(line).trim_start()),
        };
        let mut fault = |message: String, help: &str| {
            let place = Place { file: name.to_owned(), line: number, column: 0 };
            let (severity, help, row) = (Severity::Error, help.to_owned(), String::new());
            faults.push(Diagnostic { severity, code: "P001", place, message, help, row, mark: 0..0 });
        };
        let Some(table) = table_of(row, &usual) else {
            let help = "write a row of entities.csv (8 cells), names/ (7), judgements.csv (6) or writing/common-words.csv (4)";
            fault(format!("`{row}` is a row of no table that can be tried"), help);
            continue;
        };
        let text = match result.tables.iter().position(|(name, _)| *name == table) {
            Some(at) => &mut result.tables[at].1,
            None => {
                result.tables.push((table, "name_a,name_b,verdict,who,when,why\n".to_owned()));
                let last = result.tables.len() - 1;
                &mut result.tables[last].1
            }
        };
        if adds {
            if !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(row);
            text.push('\n');
            result.added += 1;
        } else {
            let kept: String = text.lines().filter(|l| *l != row).map(|l| format!("{l}\n")).collect();
            if kept.len() < text.len() {
                *text = kept;
                result.removed += 1;
            } else {
                fault(format!("`{row}` is not in the table"), "copy the row as it stands there");
            }
        }
    }
    if faults.is_empty() { Ok(result) } else { Err(faults) }
}

/// The table a row belongs to.
fn table_of(row: &str, usual: &Usual) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
    let cells = reader.records().next()?.ok()?;
    Some(match cells.len() {
        8 => "entities.csv".to_owned(),
        7 => usual.table(cells.get(0)?).to_owned(),
        6 => "judgements.csv".to_owned(),
        4 => "writing/common-words.csv".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_find_their_tables() {
        let names =
            "entity_id,language,form,kind,tradition,source,note\nplc:ili,en,Ili,preferred,own,book,\n";
        let tables = vec![
            ("entities.csv".to_owned(), "entity_id\n".to_owned()),
            ("names/places.csv".to_owned(), names.to_owned()),
        ];
        let patch = "# a sentence\nplc:emil,LOC,,,,,,book\n+plc:emil,en,Emil,preferred,own,book,\n-plc:ili,en,Ili,preferred,own,book,\n";
        let patched = patched("p", patch, &tables).unwrap();
        assert_eq!((patched.added, patched.removed), (2, 1));
        assert_eq!(patched.tables[0].1, "entity_id\nplc:emil,LOC,,,,,,book\n");
        assert!(patched.tables[1].1.ends_with("note\nplc:emil,en,Emil,preferred,own,book,\n"));
    }

    #[test]
    fn what_is_no_row_is_named() {
        let said = patched("p", "\nplc:ili\n-a,b,c,d\n", &[]).unwrap_err();
        assert_eq!(said.iter().map(|d| d.place.line).collect::<Vec<_>>(), [2, 3]);
    }
}
