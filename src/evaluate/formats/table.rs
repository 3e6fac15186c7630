//! Gold and runs as tables: the columns of `mentions.csv`, in any order; only the place is required.
//!
//! Besides those columns, gold may have `core_start,core_end` (the bare name inside a titled one) and `alternative`
//! (other entities that are right as well, `|` between them). Columns it does not know are left alone.

use super::Files;
use crate::evaluate::{AnnotatedDocument, Annotation};
use crate::model::{Diagnostic, Span};
use crate::text::table::{Column, NamedRow, Table};
use std::collections::BTreeMap;

/// Reads all tables into documents; faults are gathered, one a row.
pub(super) fn documents(files: &Files) -> (Vec<AnnotatedDocument>, Vec<Diagnostic>) {
    let mut by_name: BTreeMap<String, Vec<Annotation>> = BTreeMap::new();
    let mut faults = Vec::new();
    let tables = files.iter().filter(|(name, _)| files.len() == 1 || is_table(name));
    for (name, text) in tables {
        if let Err(first) = read(name, text, &mut by_name, &mut faults) {
            faults.push(*first);
        }
    }
    let documents = by_name
        .into_iter()
        .map(|(name, annotations)| AnnotatedDocument { name, text: None, annotations })
        .collect();
    (documents, faults)
}

fn is_table(name: &str) -> bool {
    [".csv", ".tsv"].iter().any(|ending| name.ends_with(ending))
}

fn read(
    name: &str,
    text: &str,
    by_name: &mut BTreeMap<String, Vec<Annotation>>,
    faults: &mut Vec<Diagnostic>,
) -> Result<(), Box<Diagnostic>> {
    let table = Table::parse(name, text)?;
    let place = PlaceColumns::of(&table)?;
    let core = table.column("core_start").zip(table.column("core_end"));
    let line = table.column("line");
    for row in table.rows() {
        let span = place.span(row);
        let core = core
            .filter(|&(start, _)| !row.cell(start).trim().is_empty())
            .map(|(start, end)| span_of(row, start, end))
            .transpose();
        let (span, core) = match (span, core) {
            (Ok(span), Ok(core)) => (span, core),
            (Err(e), _) | (_, Err(e)) => {
                faults.push(*e);
                continue;
            }
        };
        let annotation = Annotation {
            span,
            core: core.filter(|c| *c != span),
            language: row.get("language").to_owned(),
            label: row.get("type").to_owned(),
            surface: row.get("surface").to_owned(),
            lemma: row.get("lemma").to_owned(),
            entity: row.get("entity_id").trim().to_owned(),
            alternatives: row
                .get("alternative")
                .split('|')
                .map(str::trim)
                .filter(|a| !a.is_empty())
                .map(str::to_owned)
                .collect(),
            status: row.get("status").to_owned(),
            method: row.get("method").to_owned(),
            line: line.and_then(|column| row.cell(column).trim().parse().ok()).unwrap_or(0),
            left: row.get("left").to_owned(),
            right: row.get("right").to_owned(),
        };
        by_name.entry(row.cell(place.document).to_owned()).or_default().push(annotation);
    }
    Ok(())
}

/// Spans that count neither way: a table with `document,start,end`; other columns are left alone.
///
/// # Errors
/// The first fault of the table.
pub fn neutral_spans(name: &str, text: &str) -> Result<BTreeMap<String, Vec<Span>>, Box<Diagnostic>> {
    let table = Table::parse(name, text)?;
    let place = PlaceColumns::of(&table)?;
    let mut spans: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for row in table.rows() {
        spans.entry(row.cell(place.document).to_owned()).or_default().push(place.span(row)?);
    }
    Ok(spans)
}

/// The three columns that say where a name stands.
struct PlaceColumns {
    document: Column,
    start: Column,
    end: Column,
}

impl PlaceColumns {
    fn of(table: &Table) -> Result<PlaceColumns, Box<Diagnostic>> {
        Ok(PlaceColumns {
            document: table.require("document")?,
            start: table.require("start")?,
            end: table.require("end")?,
        })
    }

    fn span(&self, row: NamedRow<'_>) -> Result<Span, Box<Diagnostic>> {
        span_of(row, self.start, self.end)
    }
}

fn span_of(row: NamedRow<'_>, start: Column, end: Column) -> Result<Span, Box<Diagnostic>> {
    let span = Span { start: row.number(start)?, end: row.number(end)? };
    if span.start < span.end {
        return Ok(span);
    }
    let message = format!("the span {}-{} is empty or runs backwards", span.start, span.end);
    Err(row.diagnostic(end, "V001", message, "the end is exclusive and stands after the start".to_owned()))
}
