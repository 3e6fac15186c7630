//! What is certain is repaired: cells, order, the shape of the file.

use super::cells;
use super::order;
use super::sheet::Sheet;
use crate::text::letters::Letters;

/// A table after repair, and what became of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Path below the lexicon folder.
    pub name: String,
    pub text: String,
    /// In the order of the new lines.
    pub changes: Vec<Change>,
}

/// What became of a row; lines are 1-based, `from` in the file as it was, `to` as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Rewritten {
        from: u32,
        to: u32,
        old: String,
        new: String,
    },
    Moved {
        from: u32,
        to: u32,
        row: String,
    },
    /// The same row stands there already.
    Dropped {
        from: u32,
        row: String,
    },
    /// Nothing but line ends, separators or quotes.
    Shape,
}

/// The tables of a folder that are not as they ought to be, repaired. A table with rows that cannot be read is left
/// alone: nothing a person wrote is lost.
pub fn repair(files: &[(String, String)]) -> Vec<Repaired> {
    let (letters, _) = Letters::check(files);
    files.iter().filter_map(|(name, text)| repair_table(name, text, &letters)).collect()
}

struct Line {
    from: u32,
    old: String,
    cells: Vec<String>,
}

fn repair_table(name: &str, text: &str, letters: &Letters) -> Option<Repaired> {
    let sheet = Sheet::read(name, text, &mut Vec::new());
    if !sheet.whole || sheet.columns.is_empty() {
        return None;
    }
    let form = cells::form_columns(&sheet).map(|(_, form)| form);
    let exempt = cells::is_exempt(&sheet);
    let repaired = |(i, cell): (usize, &str)| {
        if exempt { cell.to_owned() } else { cells::repaired(cell, form == Some(i), letters) }
    };
    let mut lines: Vec<Line> = Vec::new();
    for row in &sheet.rows {
        let cells = row.cells().enumerate().map(repaired).collect();
        lines.push(Line { from: row.line, old: order::line(&order::cells(row)), cells });
    }
    let mut changes = Vec::new();
    if let Some(columns) = order::key_columns(&sheet) {
        lines.sort_by(|a, b| {
            let key = |line: &Line| columns.iter().map(|&c| line.cells[c].clone()).collect::<Vec<_>>();
            key(a).cmp(&key(b)).then(a.cells.cmp(&b.cells)).then(a.from.cmp(&b.from))
        });
        lines.dedup_by(|b, a| {
            let same = a.cells == b.cells;
            if same {
                changes.push(Change::Dropped { from: b.from, row: b.old.clone() });
            }
            same
        });
    }
    let stayed = longest_rising(&lines.iter().map(|l| l.from).collect::<Vec<_>>());
    for (i, line) in lines.iter().enumerate() {
        let (from, to, new) = (line.from, i as u32 + 2, order::line(&line.cells));
        if new != line.old {
            changes.push(Change::Rewritten { from, to, old: line.old.clone(), new });
        } else if !stayed[i] {
            changes.push(Change::Moved { from, to, row: new });
        }
    }
    let new = order::write(&sheet, lines.into_iter().map(|l| l.cells));
    if new == text {
        return None;
    }
    if changes.is_empty() {
        changes.push(Change::Shape);
    }
    Some(Repaired { name: name.to_owned(), text: new, changes })
}

/// Marks the members of a longest rising subsequence: the rows that need not be called moved.
fn longest_rising(lines: &[u32]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; lines.len()];
    for (i, line) in lines.iter().enumerate() {
        let at = tails.partition_point(|&t| lines[t] < *line);
        if at > 0 {
            before[i] = tails[at - 1];
        }
        if at == tails.len() {
            tails.push(i);
        } else {
            tails[at] = i;
        }
    }
    let mut member = vec![false; lines.len()];
    let mut at = tails.last().copied();
    while let Some(i) = at {
        member[i] = true;
        at = Some(before[i]).filter(|&b| b != usize::MAX);
    }
    member
}
