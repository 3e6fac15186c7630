//! What changed between two runs: alignments made, lost and moved, entity by entity.
//!
//! Two rows of `mentions.csv` are the same mention where document and span are the same. A mention that one run has
//! and the other has not, or left unresolved, was made or lost; one that both gave to an entity, but not to the same,
//! was moved. A mention that was only found or only lost its place among the unresolved is no alignment and is
//! counted apart.

mod report;

use crate::model::{Diagnostic, Span};
use crate::text::table::{Column, NamedRow, Table};
use std::collections::{BTreeMap, BTreeSet};

pub use report::{csv, html, text};

/// A row of `mentions.csv`, as far as a comparison needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aligned {
    pub line: String,
    pub language: String,
    pub surface: String,
    pub lemma: String,
    /// Empty for an unresolved mention.
    pub entity: String,
    pub method: String,
    pub score: String,
    pub left: String,
    pub right: String,
}

/// The mentions of a run, in the order of documents and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    mentions: BTreeMap<(String, Span), Aligned>,
}

impl Run {
    /// Reads a `mentions.csv`; of two rows with one place the last counts.
    ///
    /// # Errors
    /// The first fault of the table.
    pub fn parse(name: &str, text: &str) -> Result<Run, Box<Diagnostic>> {
        let table = Table::parse(name, text)?;
        let (document, start, end) =
            (table.require("document")?, table.require("start")?, table.require("end")?);
        let entity = table.require("entity_id")?;
        let column = |name: &str| table.column(name);
        let [line, language, surface, lemma, method, score, left, right] =
            ["line", "language", "surface", "lemma", "method", "score", "left", "right"].map(column);
        let cell = |row: NamedRow<'_>, column: Option<Column>| column.map_or("", |c| row.cell(c)).to_owned();
        let mut mentions = BTreeMap::new();
        for row in table.rows() {
            let span = Span { start: row.number(start)?, end: row.number(end)? };
            let aligned = Aligned {
                line: cell(row, line),
                language: cell(row, language),
                surface: cell(row, surface),
                lemma: cell(row, lemma),
                entity: row.cell(entity).to_owned(),
                method: cell(row, method),
                score: cell(row, score),
                left: cell(row, left),
                right: cell(row, right),
            };
            mentions.insert((row.cell(document).to_owned(), span), aligned);
        }
        Ok(Run { mentions })
    }

    fn documents(&self) -> BTreeSet<&str> {
        self.mentions.keys().map(|(document, _)| document.as_str()).collect()
    }

    fn mentions_of_entities(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for aligned in self.mentions.values().filter(|a| !a.entity.is_empty()) {
            *counts.entry(aligned.entity.as_str()).or_default() += 1;
        }
        counts
    }
}

/// A kind of change; column `change`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Given to the entity now, to none before.
    Made,
    /// Given to the entity before, to none now.
    Lost,
    /// Given to another entity before.
    MovedIn,
    /// Given to another entity now.
    MovedOut,
}

impl ChangeKind {
    pub fn code(self) -> &'static str {
        match self {
            ChangeKind::Made => "made",
            ChangeKind::Lost => "lost",
            ChangeKind::MovedIn => "moved_in",
            ChangeKind::MovedOut => "moved_out",
        }
    }
}

/// One alignment that changed. A move shows twice: with the entity it left and with the one it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    /// The other entity of a move.
    pub other: String,
    pub document: String,
    pub span: Span,
    pub old: Option<Aligned>,
    pub new: Option<Aligned>,
}

impl Change {
    /// The row to show: the new one, if the mention is still there.
    pub fn mention(&self) -> Option<&Aligned> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// What changed for one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityChanges {
    pub entity: String,
    /// Mentions before and now.
    pub old_mentions: usize,
    pub new_mentions: usize,
    /// The id, new itself, that took over every mention: most likely the same entity under another id.
    pub renamed_to: Option<String>,
    /// By kind, then in the order of the texts.
    pub changes: Vec<Change>,
}

/// What changed between two runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    pub made: usize,
    pub lost: usize,
    pub moved: usize,
    pub unchanged: usize,
    /// Mentions with an entity in neither run, found by one run alone.
    pub unresolved_new: usize,
    pub unresolved_gone: usize,
    pub documents_new: Vec<String>,
    pub documents_gone: Vec<String>,
    /// Entities with changes, by id.
    pub entities: Vec<EntityChanges>,
}

/// Compares two runs.
pub fn diff(old: &Run, new: &Run) -> Diff {
    let mut diff = Diff::default();
    let mut by_entity: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
    let places: BTreeSet<&(String, Span)> = old.mentions.keys().chain(new.mentions.keys()).collect();
    for place in places {
        let (before, now) = (old.mentions.get(place), new.mentions.get(place));
        let (from, to) = (before.map_or("", |a| a.entity.as_str()), now.map_or("", |a| a.entity.as_str()));
        let mut add = |entity, kind, other: &str| {
            by_entity.entry(entity).or_default().push(Change {
                kind,
                other: other.to_owned(),
                document: place.0.clone(),
                span: place.1,
                old: before.cloned(),
                new: now.cloned(),
            });
        };
        match (from.is_empty(), to.is_empty()) {
            (true, true) => {
                diff.unresolved_new += usize::from(before.is_none());
                diff.unresolved_gone += usize::from(now.is_none());
            }
            (true, false) => {
                diff.made += 1;
                add(to, ChangeKind::Made, "");
            }
            (false, true) => {
                diff.lost += 1;
                add(from, ChangeKind::Lost, "");
            }
            (false, false) if from == to => diff.unchanged += 1,
            (false, false) => {
                diff.moved += 1;
                add(to, ChangeKind::MovedIn, from);
                add(from, ChangeKind::MovedOut, to);
            }
        }
    }
    let (old_counts, new_counts) = (old.mentions_of_entities(), new.mentions_of_entities());
    let count = |counts: &BTreeMap<&str, usize>, id: &str| counts.get(id).copied().unwrap_or(0);
    for (entity, mut changes) in by_entity {
        changes.sort_by_key(|c| c.kind);
        let (old_mentions, new_mentions) = (count(&old_counts, entity), count(&new_counts, entity));
        let taken_over = changes.first().map(|c| c.other.clone()).filter(|other| {
            new_mentions == 0
                && changes.len() == old_mentions
                && changes.iter().all(|c| c.kind == ChangeKind::MovedOut && c.other == *other)
                && count(&old_counts, other) == 0
                && count(&new_counts, other) == old_mentions
        });
        diff.entities.push(EntityChanges {
            entity: entity.to_owned(),
            old_mentions,
            new_mentions,
            renamed_to: taken_over,
            changes,
        });
    }
    let only = |a: &Run, b: &Run| {
        let b = b.documents();
        a.documents().into_iter().filter(|d| !b.contains(d)).map(str::to_owned).collect()
    };
    diff.documents_new = only(new, old);
    diff.documents_gone = only(old, new);
    diff
}

#[cfg(test)]
mod tests;
