//! A comparison of two runs as text, CSV and HTML.

use super::{Change, ChangeKind, Diff, EntityChanges};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Surfaces shown in one line of text or HTML; the rest is counted.
const SURFACES_SHOWN: usize = 8;
/// Documents named in the summary; the rest is counted.
const DOCUMENTS_SHOWN: usize = 10;

/// The comparison to read: totals, then every entity with changes and the surfaces behind them.
pub fn text(diff: &Diff) -> String {
    let mut text = String::new();
    for line in summary(diff) {
        let _ = writeln!(text, "{line}"); // writing to a string cannot fail
    }
    for entity in &diff.entities {
        let _ = writeln!(text, "\n{}", heading(entity));
        for (what, surfaces) in groups(entity) {
            let _ = writeln!(text, "  {what}: {surfaces}");
        }
    }
    text
}

fn summary(diff: &Diff) -> Vec<String> {
    let Diff { made, lost, moved, unchanged, .. } = diff;
    let mut lines = vec![format!("made {made}, lost {lost}, moved {moved}, unchanged {unchanged}")];
    if diff.unresolved_new + diff.unresolved_gone > 0 {
        let (new, gone) = (diff.unresolved_new, diff.unresolved_gone);
        lines.push(format!("unresolved mentions: {new} new, {gone} gone"));
    }
    for (documents, what) in [(&diff.documents_new, "new"), (&diff.documents_gone, "gone")] {
        if !documents.is_empty() {
            let mut shown = documents.iter().take(DOCUMENTS_SHOWN).cloned().collect::<Vec<_>>();
            if documents.len() > shown.len() {
                shown.push(format!("and {} more", documents.len() - shown.len()));
            }
            lines.push(format!("documents {what}: {}", shown.join(", ")));
        }
    }
    lines
}

fn heading(entity: &EntityChanges) -> String {
    let EntityChanges { entity: id, old_mentions: old, new_mentions: new, renamed_to, .. } = entity;
    match renamed_to {
        Some(other) => format!("{id} -> {other} (all {old} mentions)"),
        None => format!("{id} ({old} -> {new} mentions)"),
    }
}

/// What happened, and to which surfaces, most frequent first.
fn groups(entity: &EntityChanges) -> Vec<(String, String)> {
    let mut groups: BTreeMap<(ChangeKind, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    for change in &entity.changes {
        let surface = change.mention().map_or("", |m| m.surface.as_str());
        *groups.entry((change.kind, &change.other)).or_default().entry(surface).or_default() += 1;
    }
    groups
        .into_iter()
        .map(|((kind, other), surfaces)| {
            let total: usize = surfaces.values().sum();
            let what = match kind {
                ChangeKind::Made => format!("made {total}"),
                ChangeKind::Lost => format!("lost {total}"),
                ChangeKind::MovedIn => format!("moved {total} from {other}"),
                ChangeKind::MovedOut => format!("moved {total} to {other}"),
            };
            (what, frequent(surfaces))
        })
        .collect()
}

fn frequent(surfaces: BTreeMap<&str, usize>) -> String {
    let mut ordered: Vec<(&str, usize)> = surfaces.into_iter().collect();
    ordered.sort_by_key(|(surface, count)| (std::cmp::Reverse(*count), *surface));
    let rest = ordered.len().saturating_sub(SURFACES_SHOWN);
    let mut shown: Vec<String> = ordered
        .iter()
        .take(SURFACES_SHOWN)
        .map(|(surface, count)| {
            let surface = surface.split_whitespace().collect::<Vec<_>>().join(" ");
            if *count > 1 { format!("{surface} ×{count}") } else { surface }
        })
        .collect();
    if rest > 0 {
        shown.push(format!("and {rest} more"));
    }
    shown.join(", ")
}

const COLUMNS: [&str; 16] = [
    "change",
    "entity_id",
    "other_entity_id",
    "document",
    "start",
    "end",
    "line",
    "language",
    "surface",
    "lemma",
    "old_method",
    "new_method",
    "old_score",
    "new_score",
    "left",
    "right",
];

/// Every change a row; a move is two rows, one for each entity.
pub fn csv(diff: &Diff) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut written = writer.write_record(COLUMNS);
    for (entity, change) in diff.entities.iter().flat_map(|e| e.changes.iter().map(move |c| (e, c))) {
        written = written.and_then(|()| writer.write_record(cells(entity, change)));
    }
    // Writing to memory cannot fail; if it did, the text would be empty.
    match (written, writer.into_inner()) {
        (Ok(()), Ok(bytes)) => String::from_utf8(bytes).unwrap_or_default(),
        _ => String::new(),
    }
}

fn cells(entity: &EntityChanges, change: &Change) -> Vec<String> {
    let mention = change.mention().cloned().unwrap_or_default();
    let (old, new) = (change.old.clone().unwrap_or_default(), change.new.clone().unwrap_or_default());
    vec![
        change.kind.code().to_owned(),
        entity.entity.clone(),
        change.other.clone(),
        change.document.clone(),
        change.span.start.to_string(),
        change.span.end.to_string(),
        mention.line,
        mention.language,
        mention.surface,
        mention.lemma,
        old.method,
        new.method,
        old.score,
        new.score,
        mention.left,
        mention.right,
    ]
}

const HTML_HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>What changed</title>\n\
    <style>body{font:16px/1.4 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}\
    table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.1em .6em;vertical-align:top}\
    .made{background:#e6f4e6}.lost{background:#f9e3e0}.moved_in,.moved_out{background:#fdf3d8}</style>\n";

/// The comparison as one page without scripts; every change with its sentence.
pub fn html(diff: &Diff) -> String {
    let mut page = String::from(HTML_HEAD);
    page.push_str("<h1>What changed</h1>\n");
    for line in summary(diff) {
        let _ = writeln!(page, "<p>{}</p>", escaped(&line));
    }
    for entity in &diff.entities {
        let _ = writeln!(page, "<h2>{}</h2>\n<table>", escaped(&heading(entity)));
        for change in &entity.changes {
            let mention = change.mention().cloned().unwrap_or_default();
            let what = match change.kind {
                ChangeKind::Made | ChangeKind::Lost => change.kind.code().to_owned(),
                ChangeKind::MovedIn => format!("from {}", change.other),
                ChangeKind::MovedOut => format!("to {}", change.other),
            };
            let _ = writeln!(
                page,
                "<tr class=\"{}\"><td>{}</td><td>{}:{}</td><td>{} <b>{}</b> {}</td></tr>",
                change.kind.code(),
                escaped(&what),
                escaped(&change.document),
                escaped(&mention.line),
                escaped(&mention.left),
                escaped(&mention.surface),
                escaped(&mention.right)
            );
        }
        page.push_str("</table>\n");
    }
    page.push_str("</html>\n");
    page
}

/// Text as it may stand in HTML, inside an attribute too.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
