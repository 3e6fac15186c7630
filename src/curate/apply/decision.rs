//! The rows of a review that a person has filled.

use crate::model::{Diagnostic, EntityType};
use crate::text::table::{NamedRow, Table};
use std::collections::{BTreeMap, BTreeSet};

/// What a person has decided about one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Accept,
    Reject,
    /// Another entity is meant, or another name is the same.
    SameAs(String),
    NewEntity,
    NotAName,
    Unsure,
}

impl Choice {
    /// Reads a cell of the column `decision`; `None` for an empty one.
    ///
    /// # Errors
    /// What may be written.
    pub fn parse(cell: &str) -> Result<Option<Choice>, &'static str> {
        let cell = cell.trim();
        let lower = cell.to_lowercase();
        Ok(Some(match lower.as_str() {
            "" => return Ok(None),
            "accept" => Choice::Accept,
            "reject" => Choice::Reject,
            "new entity" => Choice::NewEntity,
            "not a name" => Choice::NotAName,
            "unsure" => Choice::Unsure,
            _ => match lower.strip_prefix("same as") {
                Some(id) if !id.trim().is_empty() => Choice::SameAs(id.trim().to_owned()),
                _ => return Err("write accept, reject, same as ID, new entity, not a name or unsure"),
            },
        }))
    }
}

/// A row of the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Line of the review, 1-based.
    pub line: u32,
    pub file: String,
    pub kind: String,
    pub language: String,
    /// As written in the text.
    pub surface: String,
    /// A name in its dictionary form, where the reviewer has written one (column `name`).
    pub name: String,
    pub entity: String,
    /// Other candidates, best first.
    pub others: Vec<String>,
    /// A type, where the reviewer has changed it (column `type`).
    pub entity_type: Option<EntityType>,
    /// `None` for a row that is not decided yet.
    pub choice: Option<Choice>,
    pub who: String,
    pub when: String,
    pub comment: String,
}

impl Decision {
    pub(super) fn fault(&self, code: &'static str, message: String, help: &str) -> Diagnostic {
        let place = crate::model::Place { file: self.file.clone(), line: self.line, column: 0 };
        let severity = crate::model::Severity::Error;
        Diagnostic { severity, code, place, message, help: help.to_owned(), row: String::new(), mark: 0..0 }
    }
}

/// Reads a review; `who` and `when` stand in for cells that the reviewer has left empty.
///
/// # Errors
/// A missing column, or every decision that is none, with its place.
pub fn decisions(file: &str, text: &str, who: &str, when: &str) -> Result<Vec<Decision>, Vec<Diagnostic>> {
    let one = |fault: Box<Diagnostic>| vec![*fault];
    let table = Table::parse(file, text).map_err(one)?;
    for column in ["kind", "language", "surface", "entity_id", "decision"] {
        table.require(column).map_err(one)?;
    }
    let mut faults = Vec::new();
    let mut decisions = Vec::new();
    for row in table.rows() {
        match decision(file, row, who, when) {
            Ok(decision) => decisions.push(decision),
            Err(fault) => faults.push(*fault),
        }
    }
    if faults.is_empty() { Ok(decisions) } else { Err(faults) }
}

fn decision(file: &str, row: NamedRow, who: &str, when: &str) -> Result<Decision, Box<Diagnostic>> {
    let text = |column: &str| row.get(column).trim().to_owned();
    let or = |column: &str, other: &str| match row.get(column).trim() {
        "" => other.to_owned(),
        cell => cell.to_owned(),
    };
    let mut decision = Decision {
        line: row.line(),
        file: file.to_owned(),
        kind: text("kind"),
        language: text("language"),
        surface: text("surface"),
        name: text("name"),
        entity: text("entity_id"),
        others: row
            .get("candidates")
            .split('|')
            .map(|c| c.rsplit_once('=').map_or(c, |(id, _)| id).to_owned())
            .filter(|c| !c.is_empty())
            .collect(),
        entity_type: None,
        choice: None,
        who: or("decided_by", who),
        when: or("decided_at", when),
        comment: text("comment"),
    };
    decision.choice = Choice::parse(row.get("decision")).map_err(|help| {
        Box::new(decision.fault("R001", format!("unknown decision `{}`", row.get("decision")), help))
    })?;
    if let Some(code) = Some(text("type")).filter(|code| !code.is_empty()) {
        decision.entity_type = Some(EntityType::from_code(&code).ok_or_else(|| {
            let help = "write PER, LOC, GRP, ORG, TTL or EVT";
            Box::new(decision.fault("R002", format!("unknown type `{code}`"), help))
        })?);
    }
    Ok(decision)
}

/// Where the names of a review stand in the texts, and in which dictionary forms: from the files of its run.
#[derive(Clone, Debug, Default)]
pub struct Attested {
    /// By entity and surface: the first place.
    places: BTreeMap<(String, String), String>,
    /// By entity: language and dictionary form, with their written forms.
    variants: BTreeMap<String, Vec<(String, String, Vec<String>)>>,
}

impl Attested {
    /// Reads `mentions.csv` and `variants.csv` of the run for the names that are decided about. Without them a review
    /// can be applied as well: forms are then taken as they are written.
    ///
    /// # Errors
    /// A table that lacks a column.
    pub fn read(decisions: &[Decision], mentions: &str, variants: &str) -> Result<Attested, Box<Diagnostic>> {
        let mut attested = Attested::default();
        let decided = decisions.iter().filter(|d| d.choice.is_some());
        let wanted: BTreeSet<(&str, &str)> =
            decided.clone().map(|d| (d.entity.as_str(), d.surface.as_str())).collect();
        let entities: BTreeSet<&str> =
            decided.flat_map(|d| std::iter::once(&d.entity).chain(&d.others)).map(String::as_str).collect();
        if !mentions.is_empty() {
            let table = Table::parse("mentions.csv", mentions)?;
            let [document, line, surface, entity] = [
                table.require("document")?,
                table.require("line")?,
                table.require("surface")?,
                table.require("entity_id")?,
            ];
            for row in table.rows() {
                let key = (row.cell(entity), row.cell(surface));
                if wanted.contains(&key) {
                    let place = || format!("{}:{}", row.cell(document), row.cell(line));
                    attested.places.entry((key.0.to_owned(), key.1.to_owned())).or_insert_with(place);
                }
            }
        }
        if !variants.is_empty() {
            let table = Table::parse("variants.csv", variants)?;
            let [entity, language, variant, forms] = [
                table.require("entity_id")?,
                table.require("language")?,
                table.require("variant")?,
                table.require("forms")?,
            ];
            for row in table.rows().filter(|row| entities.contains(row.cell(entity))) {
                let forms = row.cell(forms).split('|').map(str::to_owned).collect();
                let entry = attested.variants.entry(row.cell(entity).to_owned()).or_default();
                entry.push((row.cell(language).to_owned(), row.cell(variant).to_owned(), forms));
            }
        }
        Ok(attested)
    }

    pub(super) fn place(&self, entity: &str, surface: &str) -> Option<&str> {
        self.places.get(&(entity.to_owned(), surface.to_owned())).map(String::as_str)
    }

    /// The dictionary form of a surface; the surface itself where the run says nothing.
    pub(super) fn lemma<'a>(&'a self, entity: &str, surface: &'a str) -> &'a str {
        let variants = self.variants.get(entity).map(Vec::as_slice).unwrap_or_default();
        let found = variants.iter().find(|(_, _, forms)| forms.iter().any(|f| f == surface));
        found.map_or(surface, |(_, variant, _)| variant)
    }

    /// The dictionary forms that the run found for an entity: language and form.
    pub(super) fn variants(&self, entity: &str) -> impl Iterator<Item = (&str, &str)> {
        let variants = self.variants.get(entity).map(Vec::as_slice).unwrap_or_default();
        variants.iter().map(|(language, variant, _)| (language.as_str(), variant.as_str()))
    }
}
