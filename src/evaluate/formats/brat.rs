//! brat standoff: `NAME.ann` holds the marks, `NAME.txt` the text; offsets are code points.
//!
//! Read are names (`T`), what they refer to (`N`, the part after the resource's name) and `Equiv` (names that are
//! one). A name in several pieces covers all from its first to its last character. Relations, events, attributes and
//! notes are left alone.

use super::{Files, Texts, fault, stem, text_of};
use crate::evaluate::{AnnotatedDocument, Annotation};
use crate::model::{Diagnostic, Span};
use std::collections::BTreeMap;

const HELP_LINE: &str = "a name is `T1`, a tab, `TYPE START END`, a tab, the words of the text";

pub(super) fn documents(files: &Files, texts: &Texts) -> (Vec<AnnotatedDocument>, Vec<Diagnostic>) {
    let beside: Texts = files.iter().filter(|(name, _)| name.ends_with(".txt")).cloned().collect();
    let mut documents = Vec::new();
    let mut faults = Vec::new();
    for (file, marks) in files.iter().filter(|(name, _)| name.ends_with(".ann")) {
        let name = format!("{}.txt", stem(file));
        let text = text_of(&beside, &name).or_else(|| text_of(texts, &name));
        match read(file, marks, text) {
            Ok(annotations) => {
                documents.push(AnnotatedDocument { name, text: text.map(str::to_owned), annotations });
            }
            Err(e) => faults.push(*e),
        }
    }
    (documents, faults)
}

fn read(file: &str, marks: &str, text: Option<&str>) -> Result<Vec<Annotation>, Box<Diagnostic>> {
    let text: Option<Vec<char>> = text.map(|t| t.chars().collect());
    let mut names: BTreeMap<&str, Annotation> = BTreeMap::new();
    let mut references: Vec<(&str, String)> = Vec::new();
    for (i, line) in marks.lines().enumerate() {
        let mut cells = line.split('\t');
        let (id, body, words) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""), cells.next());
        match id.chars().next() {
            Some('T') => {
                let Some((label, span)) = place(body) else {
                    let message = format!("cannot read `{line}`");
                    return Err(fault(file, i + 1, "V004", message, HELP_LINE));
                };
                let surface = words.unwrap_or("").to_owned();
                check(file, i + 1, span, body.contains(';'), &surface, text.as_deref())?;
                let label = label.to_owned();
                names.insert(id, Annotation { span, label, surface, ..Annotation::default() });
            }
            Some('N') => {
                let mut parts = body.split_whitespace();
                if let (Some("Reference"), Some(name), Some(target)) =
                    (parts.next(), parts.next(), parts.next())
                {
                    let entity = target.split_once(':').map_or(target, |(_, id)| id);
                    references.push((name, entity.to_owned()));
                }
            }
            Some('*') => {
                if let Some(members) = body.strip_prefix("Equiv ") {
                    let set = format!("{file}#{}", i + 1);
                    references.extend(members.split_whitespace().map(|name| (name, set.clone())));
                }
            }
            _ => {}
        }
    }
    for (name, entity) in references {
        if let Some(annotation) = names.get_mut(name).filter(|a| a.entity.is_empty()) {
            annotation.entity = entity;
        }
    }
    Ok(names.into_values().collect())
}

/// `TYPE START END` or `TYPE START END;START END`.
fn place(body: &str) -> Option<(&str, Span)> {
    let (label, pieces) = body.split_once(' ')?;
    let mut span: Option<Span> = None;
    for piece in pieces.split(';') {
        let (start, end) = piece.trim().split_once(' ')?;
        let (start, end) = (start.parse().ok()?, end.trim().parse().ok()?);
        span = Some(
            span.map_or(Span { start, end }, |s| Span { start: s.start.min(start), end: s.end.max(end) }),
        );
    }
    span.filter(|s| s.start < s.end).map(|s| (label, s))
}

/// The words of the mark must stand in the text where it says; brat writes a line break as a space.
fn check(
    file: &str,
    line: usize,
    span: Span,
    pieces: bool,
    surface: &str,
    text: Option<&[char]>,
) -> Result<(), Box<Diagnostic>> {
    let Some(text) = text else { return Ok(()) };
    let Some(there) = text.get(span.start as usize..span.end as usize) else {
        let message = format!("the text ends at {}, the name at {}", text.len(), span.end);
        return Err(fault(file, line, "V003", message, "give the text that was marked, unchanged"));
    };
    let one_line = |c: char| if c.is_whitespace() { ' ' } else { c };
    let same = there.iter().copied().map(one_line).eq(surface.chars().map(one_line));
    if same || pieces || surface.is_empty() {
        return Ok(());
    }
    let there: String = there.iter().collect();
    let message = format!("the text has `{there}` at {}-{}, the mark says `{surface}`", span.start, span.end);
    Err(fault(file, line, "V003", message, "give the text that was marked, unchanged"))
}
