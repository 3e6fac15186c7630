//! New rows at their places: every line that was there stays as it was, so that the difference is small.

use super::fact::{Fact, Listed, Row, folded, pair};
use super::{Applied, REVIEW_SOURCE};
use crate::text::table::written;
use std::collections::{BTreeMap, BTreeSet};

/// A row that is new in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Path below the lexicon folder.
    pub table: String,
    /// 1-based, in the table as it is now.
    pub line: u32,
    pub row: String,
}

const JUDGEMENTS: (&str, &str) = ("judgements.csv", "name_a,name_b,verdict,who,when,why");
const COMMON_WORDS: (&str, &str) = ("writing/common-words.csv", "language,form,reason,source");

/// Puts what is not there yet into the tables.
pub(super) fn insert(facts: &[Fact], listed: &Listed, tables: &[(String, String)]) -> Applied {
    let mut applied = Applied::default();
    let mut rows: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    let mut settled: BTreeSet<(String, String)> = BTreeSet::new();
    for fact in facts {
        match new_row(&fact.row, listed) {
            Some((table, row)) => {
                if let Row::Judgement { a, b, .. } = &fact.row {
                    settled.insert(pair(a, b));
                }
                let same = |other: &Vec<String>| other[..2] == row[..2] && table != "entities.csv";
                let there = rows.entry(table.clone()).or_default();
                if !there.iter().any(|other| same(other) && other.get(2) == row.get(2)) {
                    there.insert(row);
                }
            }
            None => applied.known += 1,
        }
    }
    let sourced = rows.keys().any(|table| *table != JUDGEMENTS.0);
    if sourced && !listed.sources.is_empty() && !listed.sources.contains(REVIEW_SOURCE) {
        let reference = "Decisions of the people who reviewed runs: notes and judgements.csv name them";
        let row = [REVIEW_SOURCE, "documents", reference, ""].map(str::to_owned).to_vec();
        rows.entry("sources.csv".to_owned()).or_default().insert(row);
    }
    for (table, rows) in rows {
        let header = if table == JUDGEMENTS.0 { JUDGEMENTS.1 } else { COMMON_WORDS.1 };
        let empty = format!("{header}\n");
        let old = tables.iter().find(|(name, _)| *name == table).map_or(empty.as_str(), |(_, text)| text);
        // A pair that was unsure is settled now: its old row goes.
        let gone = |cells: &[&str]| table == JUDGEMENTS.0 && settled.contains(&pair(cells[0], cells[1]));
        let text = merged(&table, old, rows, gone, &mut applied.added);
        applied.tables.push((table, text));
    }
    applied
}

/// The table and the cells of a fact; `None` if the lexicon has it.
fn new_row(row: &Row, listed: &Listed) -> Option<(String, Vec<String>)> {
    let source = REVIEW_SOURCE;
    let (table, cells): (&str, Vec<&str>) = match row {
        Row::Entity { id, .. } if listed.entities.contains(id) => return None,
        Row::Entity { id, entity_type, description } => {
            ("entities.csv", vec![id, entity_type, description, "", "", "", "", source])
        }
        Row::Form { entity, language, form, .. } if listed.has_form(entity, language, form) => return None,
        Row::Form { entity, language, form, kind, note } => {
            let (table, tradition) = (listed.table(entity), listed.tradition(entity, language));
            (table, vec![entity, language, form, kind, tradition, source, note])
        }
        Row::CommonWord { language, form, .. }
            if listed.common.contains(&(language.clone(), folded(form))) =>
        {
            return None;
        }
        Row::CommonWord { language, form, reason } => (COMMON_WORDS.0, vec![language, form, reason, source]),
        Row::Judgement { a, b, verdict, .. }
            if listed.judgements.get(&pair(a, b)).is_some_and(|(old, _)| old == verdict) =>
        {
            return None;
        }
        Row::Judgement { a, b, verdict, who, when, why } => {
            (JUDGEMENTS.0, vec![a, b, verdict, who, when, why])
        }
    };
    Some((table.to_owned(), cells.into_iter().map(str::to_owned).collect()))
}

/// A table with new rows, each before the first row that is greater by the columns that it is sorted by.
fn merged(
    table: &str,
    old: &str,
    rows: BTreeSet<Vec<String>>,
    gone: impl Fn(&[&str]) -> bool,
    added: &mut Vec<Added>,
) -> String {
    // Names are sorted by entity, language and form; the others by their first one or two columns.
    let columns = if table.starts_with("names/") {
        3
    } else if rows.iter().all(|r| r.len() == 8) {
        1
    } else {
        2
    };
    let mut new = rows.into_iter().peekable();
    let mut text = String::with_capacity(old.len() + 256);
    let mut line = 1;
    let mut put = |text: &mut String, line: &mut u32, cells: Vec<String>| {
        let row = cells.iter().map(|cell| written(cell)).collect::<Vec<_>>().join(",");
        text.push_str(&row);
        text.push('\n');
        added.push(Added { table: table.to_owned(), line: *line, row });
        *line += 1;
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(old.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut start = 0;
    let mut head = true;
    while reader.read_record(&mut record).unwrap_or(false) {
        let end = (reader.position().byte() as usize).min(old.len());
        let whole = &old[start..end];
        start = end;
        let cells: Vec<&str> = record.iter().collect();
        if !head {
            let key = |cells: &[String]| cells.iter().take(columns).cloned().collect::<Vec<_>>();
            let own: Vec<String> = cells.iter().take(columns).map(|c| (*c).to_owned()).collect();
            while let Some(cells) = new.next_if(|row| key(row) < own) {
                put(&mut text, &mut line, cells);
            }
            if cells.len() > 1 && gone(&cells) {
                continue;
            }
        }
        head = false;
        text.push_str(whole);
        line += whole.matches('\n').count() as u32;
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
        line += 1;
    }
    for cells in new {
        put(&mut text, &mut line, cells);
    }
    text
}
