//! What went wrong, name by name, with context: for a person who wants to know why.

use super::Annotation;
use super::links::Judged;
use super::pairing::Pair;
use crate::model::Span;

/// Code points of context on either side, where the text is at hand.
const CONTEXT: usize = 60;

/// A kind of error; column `error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ErrorKind {
    /// Gold that no found name overlaps.
    Missed,
    /// A found name that overlaps no gold and nothing neutral.
    Spurious,
    /// Found, but not with the same span.
    Boundary,
    /// Found, but of another type.
    Type,
    /// Found, but taken for another entity, or for none.
    Link,
}

impl ErrorKind {
    pub fn code(self) -> &'static str {
        match self {
            ErrorKind::Missed => "missed",
            ErrorKind::Spurious => "spurious",
            ErrorKind::Boundary => "boundary",
            ErrorKind::Type => "type",
            ErrorKind::Link => "link",
        }
    }
}

/// One error. A name may have several: a wrong boundary and a wrong type are two rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorRow {
    pub kind: ErrorKind,
    pub document: String,
    pub gold: Option<Annotation>,
    pub found: Option<Annotation>,
    pub line: u32,
    pub left: String,
    pub right: String,
}

/// All errors in the order of the documents and their texts.
pub(super) fn list(pairs: &[Pair], judged: &Judged<'_>) -> Vec<ErrorRow> {
    let mut texts = Texts { pairs, document: usize::MAX, chars: Vec::new(), walked: (0, 1) };
    let mut rows: Vec<(usize, Span, ErrorRow)> = Vec::new();
    let mut found =
        judged.found.iter().filter(|f| f.overlapping.is_none() && !f.neutral_overlapping).peekable();
    let mut push = |kind, document: usize, gold: Option<&Annotation>, found: Option<&Annotation>| {
        let row = texts.row(kind, document, gold, found);
        let span = gold.or(found).map_or(Span::default(), |a| a.span);
        rows.push((document, span, row));
    };
    for gold in &judged.gold {
        while let Some(spurious) = found.next_if(|f| f.document < gold.document) {
            push(ErrorKind::Spurious, spurious.document, None, Some(spurious.annotation));
        }
        let name = Some(gold.annotation);
        let Some(of_run) = gold.overlapping.map(|f| judged.found[f].annotation) else {
            push(ErrorKind::Missed, gold.document, name, None);
            continue;
        };
        let unlinked = !gold.link_right && !gold.annotation.entity.is_empty();
        for (kind, wrong) in [
            (ErrorKind::Boundary, gold.exact.is_none()),
            (ErrorKind::Type, !gold.type_right),
            (ErrorKind::Link, unlinked),
        ] {
            if wrong {
                push(kind, gold.document, name, Some(of_run));
            }
        }
    }
    for spurious in found {
        push(ErrorKind::Spurious, spurious.document, None, Some(spurious.annotation));
    }
    rows.sort_by_key(|(document, span, row)| (*document, *span, row.kind));
    rows.into_iter().map(|(.., row)| row).collect()
}

/// The text of the document at hand, by code points.
struct Texts<'a> {
    pairs: &'a [Pair],
    document: usize,
    chars: Vec<char>,
    /// A place in the text and its line; names come mostly in rising order, so the text is walked about once.
    walked: (usize, u32),
}

impl Texts<'_> {
    fn row(
        &mut self,
        kind: ErrorKind,
        document: usize,
        gold: Option<&Annotation>,
        found: Option<&Annotation>,
    ) -> ErrorRow {
        if self.document != document {
            self.document = document;
            self.chars = self.pairs[document].text.as_deref().unwrap_or("").chars().collect();
            self.walked = (0, 1);
        }
        let sides = [gold, found];
        let one = gold.or(found).map_or(Span::default(), |a| a.span);
        let (start, end) = (one.start as usize, one.end as usize);
        // Without the text, a column `left` of gold or run will do.
        let told = |side: fn(&Annotation) -> &String| {
            sides.iter().flatten().map(|a| side(a)).find(|s| !s.is_empty()).cloned().unwrap_or_default()
        };
        let (left, right, line) = if end <= self.chars.len() && !self.chars.is_empty() {
            let from = start.saturating_sub(CONTEXT);
            let to = (end + CONTEXT).min(self.chars.len());
            let (left, right) = (one_line(&self.chars[from..start]), one_line(&self.chars[end..to]));
            (left, right, self.line(start))
        } else {
            let line = sides.iter().flatten().map(|a| a.line).find(|l| *l > 0).unwrap_or(0);
            (told(|a| &a.left), told(|a| &a.right), line)
        };
        let document = self.pairs[document].name.clone();
        ErrorRow { kind, document, gold: gold.cloned(), found: found.cloned(), line, left, right }
    }

    /// The 1-based line of a place in the text.
    fn line(&mut self, at: usize) -> u32 {
        if at < self.walked.0 {
            self.walked = (0, 1);
        }
        let (from, line) = self.walked;
        let breaks = self.chars[from..at].iter().filter(|c| **c == '\n').count() as u32;
        self.walked = (at, line + breaks);
        self.walked.1
    }
}

/// Every run of white space becomes one space.
fn one_line(chars: &[char]) -> String {
    let mut line = String::new();
    for &c in chars {
        match c {
            c if !c.is_whitespace() => line.push(c),
            _ if line.ends_with(' ') => {}
            _ => line.push(' '),
        }
    }
    line
}

const COLUMNS: [&str; 18] = [
    "error",
    "document",
    "line",
    "language",
    "gold_start",
    "gold_end",
    "gold_type",
    "gold_surface",
    "gold_entity",
    "found_start",
    "found_end",
    "found_type",
    "found_surface",
    "found_entity",
    "method",
    "status",
    "left",
    "right",
];

/// The errors as CSV; a name that is missing on one side leaves its cells empty.
pub fn errors_csv(errors: &[ErrorRow]) -> String {
    let mut rows: Vec<Vec<String>> = vec![COLUMNS.map(str::to_owned).to_vec()];
    for error in errors {
        let place = |a: &Option<Annotation>| match a {
            Some(a) => [
                a.span.start.to_string(),
                a.span.end.to_string(),
                a.label.clone(),
                a.surface.clone(),
                a.entity.clone(),
            ],
            None => Default::default(),
        };
        let language = error.gold.iter().chain(&error.found).map(|a| &a.language).find(|l| !l.is_empty());
        let found = error.found.as_ref();
        let line = if error.line == 0 { String::new() } else { error.line.to_string() };
        let mut row = vec![
            error.kind.code().to_owned(),
            error.document.clone(),
            line,
            language.cloned().unwrap_or_default(),
        ];
        row.extend(place(&error.gold));
        row.extend(place(&error.found));
        row.extend([
            found.map_or(String::new(), |f| f.method.clone()),
            found.map_or(String::new(), |f| f.status.clone()),
            error.left.clone(),
            error.right.clone(),
        ]);
        rows.push(row);
    }
    super::report::csv_text(&rows)
}
