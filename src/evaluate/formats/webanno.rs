//! WebAnno TSV 3, which INCEpTION exports: one `.tsv` a document, or a project as a zip or folder.
//!
//! Offsets count UTF-16 units and are turned into code points here. The names are the layer whose type ends in
//! `NamedEntity`, else the first span layer with a feature `value`; `value` is the type, `identifier` the entity. A
//! cell may hold several marks (`PER|LOC`), a mark may go over several words (`PER[1]`). In a project, a document is
//! `annotation/NAME/PERSON.tsv`, or `curation/NAME/CURATION_USER.tsv`, which wins over it.

use super::{Files, fault, stem};
use crate::evaluate::{AnnotatedDocument, Annotation};
use crate::model::{Diagnostic, Error, Span};
use std::collections::BTreeMap;

/// The pseudo-annotator who stands for the unmarked document.
const INITIAL: &str = "INITIAL_CAS";
const CURATOR: &str = "CURATION_USER";
/// Longest gap between two words, in UTF-16 units; a larger one is a broken file.
const GAP_MAX: u32 = 10_000;

type Read = (Vec<AnnotatedDocument>, Vec<Diagnostic>);

pub(super) fn documents(files: &Files, annotator: Option<&str>) -> Result<Read, Error> {
    let mut chosen: BTreeMap<String, Vec<(&str, &str, &str)>> = BTreeMap::new();
    for (file, text) in files {
        if !file.ends_with(".tsv") || !text.trim_start_matches('\u{feff}').starts_with("#FORMAT=WebAnno") {
            continue;
        }
        let (document, person) = document_and_person(file);
        chosen.entry(document).or_default().push((person, file, text));
    }
    let mut documents = Vec::new();
    let mut faults = Vec::new();
    for (name, mut versions) in chosen {
        versions.retain(|(person, ..)| *person != INITIAL || annotator == Some(INITIAL));
        if let Some(annotator) = annotator {
            versions.retain(|(person, ..)| *person == annotator || person.is_empty());
        } else if versions.iter().any(|(person, ..)| *person == CURATOR) {
            versions.retain(|(person, ..)| *person == CURATOR);
        }
        if versions.len() > 1 {
            let people: Vec<&str> = versions.iter().map(|(person, ..)| *person).collect();
            return Err(Error::Usage(format!(
                "{name} was marked by {}; choose one with --annotator",
                people.join(", ")
            )));
        }
        for (_, file, text) in versions {
            match read(file, text) {
                Ok((text, annotations)) => {
                    documents.push(AnnotatedDocument { name: name.clone(), text: Some(text), annotations });
                }
                Err(e) => faults.push(*e),
            }
        }
    }
    Ok((documents, faults))
}

/// `.../annotation/a.txt/anna.tsv` is `a.txt` by `anna`; `b.txt.tsv` is `b.txt`; `b.tsv` is `b.txt`.
fn document_and_person(file: &str) -> (String, &str) {
    let parts: Vec<&str> = file.split('/').collect();
    if let [.., folder, document, person] = parts.as_slice()
        && ["annotation", "curation"].contains(folder)
    {
        return ((*document).to_owned(), stem(person));
    }
    let name = stem(file);
    let has_ending = name.rsplit('/').next().is_some_and(|last| last.contains('.'));
    (if has_ending { name.to_owned() } else { format!("{name}.txt") }, "")
}

/// Which columns hold the type and the entity.
#[derive(Default)]
struct Layer {
    /// Columns of all features of the layer, for marks without a value.
    first: usize,
    value: Option<usize>,
    identifier: Option<usize>,
}

/// Finds the layer of names among the `#T_` lines; columns count from 0, the first three are the word's.
fn layer(text: &str) -> Option<Layer> {
    let mut column = 3;
    let mut best: Option<(bool, Layer)> = None;
    for line in text.lines().take_while(|l| l.starts_with('#') || l.trim().is_empty()) {
        let Some((kind, body)) = line.split_once('=').filter(|(kind, _)| kind.starts_with("#T_")) else {
            continue;
        };
        let mut parts = body.split('|');
        let name = parts.next().unwrap_or("");
        let features: Vec<&str> = parts.collect();
        let at = |wanted: &str| features.iter().position(|f| f.trim() == wanted).map(|i| column + i);
        let found = Layer { first: column, value: at("value"), identifier: at("identifier") };
        let is_names = name.ends_with("NamedEntity");
        let better = best.as_ref().is_none_or(|(names, _)| is_names && !names);
        if kind == "#T_SP" && (is_names || found.value.is_some()) && better {
            best = Some((is_names, found));
        }
        column += features.len().max(1);
    }
    best.map(|(_, layer)| layer)
}

/// The text as far as the words tell it, and the names marked in it.
fn read(file: &str, tsv: &str) -> Result<(String, Vec<Annotation>), Box<Diagnostic>> {
    let layer = layer(tsv).ok_or_else(|| {
        let help = "export a span layer with a feature `value` (the layer Named entity has one)";
        fault(file, 1, "V005", "no layer of names is declared in the `#T_SP=` lines".to_owned(), help)
    })?;
    let mut words = Words::default();
    let mut names: BTreeMap<Mark, Annotation> = BTreeMap::new();
    for (i, line) in tsv.lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') || cells.len() < 3 {
            continue;
        }
        let place =
            cells[1].split_once('-').and_then(|(a, b)| a.parse::<u32>().ok().zip(b.parse::<u32>().ok()));
        let Some((start, end)) = place.filter(|(start, end)| start <= end) else {
            let message = format!("`{}` is not a place", cells[1]);
            return Err(fault(
                file,
                i + 1,
                "V005",
                message,
                "the second column is START-END in UTF-16 units",
            ));
        };
        let span =
            words.locate(start, end, &unescape(cells[2]), cells[0].contains('.')).ok_or_else(|| {
                let message = format!("the word at {start}-{end} does not follow the one before");
                fault(file, i + 1, "V005", message, "words stand in the order of the text")
            })?;
        let cell = |column: Option<usize>| column.and_then(|c| cells.get(c)).map_or(Vec::new(), |c| marks(c));
        let values = cell(layer.value.or(Some(layer.first)));
        let identifiers = cell(layer.identifier);
        for position in 0..values.len().max(identifiers.len()) {
            let value = values.get(position);
            let identifier = identifiers.get(position);
            let number = value.or(identifier).and_then(|m| m.number);
            let mark = match number {
                Some(number) => Mark::Numbered(number),
                None => Mark::Single(i, position),
            };
            let annotation = names.entry(mark).or_insert_with(|| Annotation {
                span,
                label: value.map_or(String::new(), |m| m.text.clone()),
                entity: identifier.map_or(String::new(), |m| m.text.clone()),
                ..Annotation::default()
            });
            annotation.span.end = annotation.span.end.max(span.end);
        }
    }
    let mut annotations: Vec<Annotation> = names.into_values().filter(|a| !a.span.is_empty()).collect();
    for annotation in &mut annotations {
        let (start, end) = (annotation.span.start as usize, annotation.span.end as usize);
        annotation.surface = words.text.get(start..end).unwrap_or(&[]).iter().collect();
    }
    Ok((words.text.into_iter().collect(), annotations))
}

/// What makes a mark one: its number, or its line and position in the cell.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Numbered(u32),
    Single(usize, usize),
}

/// One mark of a cell.
struct CellMark {
    text: String,
    number: Option<u32>,
}

/// Takes a cell apart at `|`, and `[n]` off the end; `_` is no mark, `*` a mark without a value.
fn marks(cell: &str) -> Vec<CellMark> {
    if cell == "_" || cell.is_empty() {
        return Vec::new();
    }
    split_unescaped(cell, '|')
        .into_iter()
        .map(|part| {
            let numbered = part
                .strip_suffix(']')
                .and_then(|p| p.rsplit_once('['))
                .filter(|(text, _)| !text.ends_with('\\'))
                .and_then(|(text, number)| Some((text, number.parse().ok()?)));
            let (text, number) = numbered.map_or((part, None), |(text, number)| (text, Some(number)));
            let text = if text == "*" || text == "_" { String::new() } else { unescape(text) };
            CellMark { text, number }
        })
        .collect()
}

fn split_unescaped(cell: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (i, c) in cell.char_indices() {
        if c == separator && !escaped {
            parts.push(&cell[from..i]);
            from = i + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&cell[from..]);
    parts
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('t') => plain.push('\t'),
                Some('n') => plain.push('\n'),
                Some('r') => plain.push('\r'),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            c => plain.push(c),
        }
    }
    plain
}

/// Rebuilds the text from words and their places, so that UTF-16 units become code points: what stands between
/// words is white space, one unit a character.
#[derive(Default)]
struct Words {
    text: Vec<char>,
    units: u32,
    /// Where the last whole word began, in units and in code points.
    last: (u32, usize),
}

impl Words {
    /// Where a word stands, in code points; `None` if it begins before the last one's end or absurdly far behind.
    fn locate(&mut self, start: u32, end: u32, word: &str, part_of_word: bool) -> Option<Span> {
        if part_of_word {
            return Some(Span { start: self.code_point(start), end: self.code_point(end) });
        }
        let gap = start.checked_sub(self.units).filter(|gap| *gap <= GAP_MAX)?;
        self.text.extend(std::iter::repeat_n(' ', gap as usize));
        self.last = (start, self.text.len());
        self.text.extend(word.chars());
        self.units = end;
        Some(Span { start: self.last.1 as u32, end: self.text.len() as u32 })
    }

    /// The code point of a unit inside the last whole word.
    fn code_point(&self, unit: u32) -> u32 {
        let (mut units, mut at) = self.last;
        while units < unit && at < self.text.len() {
            units += self.text[at].len_utf16() as u32;
            at += 1;
        }
        at as u32
    }
}
