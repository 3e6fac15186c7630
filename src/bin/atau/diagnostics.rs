//! Diagnostics of tables as a compiler shows them, and as JSON.

use atau::lexicon::rules;
use atau::model::{Diagnostic, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Code points of a long row that are shown on either side of the mark.
const AROUND: usize = 60;

/// All errors and the first `shown` warnings of each code, each with its row and the place marked, then a summary.
pub fn text(diagnostics: &[Diagnostic], shown: usize) -> String {
    let mut out = String::new();
    let mut warnings: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut errors, mut repairable) = (0, 0);
    for diagnostic in diagnostics {
        repairable += usize::from(rules::repairable(diagnostic));
        if diagnostic.severity == Severity::Warning {
            let count = warnings.entry(diagnostic.code).or_default();
            *count += 1;
            if *count > shown {
                continue;
            }
        } else {
            errors += 1;
        }
        one(&mut out, diagnostic);
    }
    for (code, count) in warnings.iter().filter(|(_, count)| **count > shown) {
        let _ = writeln!(out, "... and {} more warnings {code} (show them with --all)\n", count - shown);
    }
    let warnings: usize = warnings.values().sum();
    let _ = write!(out, "{errors} errors, {warnings} warnings");
    if repairable > 0 {
        let _ = write!(out, "; `atau lexicon check --fix` repairs {repairable} of them");
    }
    out.push('\n');
    out
}

fn one(out: &mut String, diagnostic: &Diagnostic) {
    let Diagnostic { code, place, message, help, row, mark, .. } = diagnostic;
    let _ = writeln!(out, "{}[{code}]: {message}", severity(diagnostic));
    let _ = writeln!(out, "  --> {place}");
    if !row.is_empty() {
        let (row, before, length) = window(row, mark.start as usize, mark.len());
        let line = place.line.to_string();
        let margin = " ".repeat(line.len());
        let _ = writeln!(out, " {margin} |\n {line} | {row}");
        let _ = writeln!(out, " {margin} | {}{}", " ".repeat(before), "^".repeat(length.max(1)));
    }
    if !help.is_empty() {
        let _ = writeln!(out, "  = help: {help}");
    }
    out.push('\n');
}

/// The part of a row around its mark, with the columns before the mark and those of the mark. Combining marks take no
/// column; line breaks inside a cell are shown as spaces.
fn window(row: &str, start: usize, length: usize) -> (String, usize, usize) {
    let chars: Vec<char> = row.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let start = start.min(chars.len());
    let end = (start + length).min(chars.len());
    let from = start.saturating_sub(AROUND);
    let to = (end + AROUND).min(chars.len());
    let width =
        |part: &[char]| part.iter().filter(|c| !unicode_normalization::char::is_combining_mark(**c)).count();
    let cut_left = if from > 0 { "..." } else { "" };
    let cut_right = if to < chars.len() { "..." } else { "" };
    let shown: String = chars[from..to].iter().collect();
    let before = cut_left.len() + width(&chars[from..start]);
    (format!("{cut_left}{shown}{cut_right}"), before, width(&chars[start..end]))
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// One object a diagnostic; the fields are described in docs/LEXICONS.md.
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let list: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            json!({
                "severity": severity(d),
                "code": d.code,
                "file": d.place.file,
                "line": d.place.line,
                "column": d.place.column,
                "end_column": d.place.column + d.mark.len() as u32,
                "message": d.message,
                "help": d.help,
                "row": d.row,
                "repairable": rules::repairable(d),
            })
        })
        .collect();
    let mut text = format!("{:#}", Value::Array(list));
    text.push('\n');
    text
}
