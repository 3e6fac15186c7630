//! Decisions as facts that a lexicon can hold, and what it holds already.

use super::decision::{Attested, Choice, Decision};
use crate::model::{Diagnostic, EntityType};
use crate::text::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A row to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    Entity { id: String, entity_type: String, description: String },
    Form { entity: String, language: String, form: String, kind: &'static str, note: String },
    CommonWord { language: String, form: String, reason: String },
    Judgement { a: String, b: String, verdict: &'static str, who: String, when: String, why: String },
}

/// A fact and the decision it follows from.
#[derive(Clone, Debug)]
pub(super) struct Fact<'d> {
    pub decision: &'d Decision,
    pub row: Row,
    /// The entity that a judgement is about, besides the name it writes.
    pub about: Option<String>,
}

#[derive(Default)]
pub(super) struct Facts<'d> {
    pub found: Vec<Fact<'d>>,
    pub idle: Vec<String>,
}

/// What a lexicon holds, as far as decisions touch it.
#[derive(Default)]
pub(super) struct Listed {
    pub entities: BTreeSet<String>,
    /// Bearers of a folded form.
    pub bearers: BTreeMap<String, BTreeSet<String>>,
    /// Language, form, kind and tradition, by entity.
    pub names: BTreeMap<String, Vec<[String; 4]>>,
    /// Table of names by prefix of ids, and the tradition most used there by language.
    pub table_of: BTreeMap<String, String>,
    pub tradition_of: BTreeMap<(String, String), String>,
    pub common: BTreeSet<(String, String)>,
    /// Verdict and line, by folded names in order.
    pub judgements: BTreeMap<(String, String), (String, u32)>,
    pub sources: BTreeSet<String>,
}

/// What is equal for decisions: composed, in small letters.
pub(super) fn folded(name: &str) -> String {
    name.trim().nfc().flat_map(char::to_lowercase).collect()
}

/// A pair in its one order.
pub(super) fn pair(a: &str, b: &str) -> (String, String) {
    let (a, b) = (folded(a), folded(b));
    if a <= b { (a, b) } else { (b, a) }
}

fn prefix(id: &str) -> &str {
    id.split_once(':').map_or(id, |(prefix, _)| prefix)
}

impl Listed {
    pub(super) fn new(tables: &[(String, String)]) -> Result<Listed, Box<Diagnostic>> {
        let mut listed = Listed::default();
        let mut traditions: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        for (name, text) in tables {
            let rows = || Table::parse(name, text);
            match name.as_str() {
                "entities.csv" => {
                    listed.entities.extend(rows()?.rows().map(|row| row.get("entity_id").to_owned()));
                }
                "sources.csv" => {
                    listed.sources.extend(rows()?.rows().map(|row| row.get("source").to_owned()))
                }
                "writing/common-words.csv" => {
                    let words = rows()?;
                    let words = words.rows().map(|r| (r.get("language").to_owned(), folded(r.get("form"))));
                    listed.common.extend(words);
                }
                "judgements.csv" => {
                    for row in rows()?.rows() {
                        let verdict = (row.get("verdict").to_owned(), row.line());
                        listed.judgements.insert(pair(row.get("name_a"), row.get("name_b")), verdict);
                    }
                }
                _ if name.starts_with("names/") => {
                    for row in rows()?.rows() {
                        let id = row.get("entity_id");
                        let cells = ["language", "form", "kind", "tradition"].map(|c| row.get(c).to_owned());
                        listed.table_of.entry(prefix(id).to_owned()).or_insert_with(|| name.clone());
                        let key = (name.clone(), cells[0].clone(), cells[3].clone());
                        *traditions.entry(key).or_default() += 1;
                        listed.bearers.entry(folded(&cells[1])).or_default().insert(id.to_owned());
                        listed.names.entry(id.to_owned()).or_default().push(cells);
                    }
                }
                _ => {}
            }
        }
        let mut most: BTreeMap<(String, String), usize> = BTreeMap::new();
        for ((table, language, tradition), count) in traditions {
            let key = (table, language);
            if most.get(&key).is_none_or(|n| count > *n) {
                most.insert(key.clone(), count);
                listed.tradition_of.insert(key, tradition);
            }
        }
        Ok(listed)
    }

    /// The name a judgement calls an entity by: the preferred one in the language, or the nearest to it.
    fn name_of(&self, entity: &str, language: &str) -> Option<&str> {
        let names = self.names.get(entity)?;
        let rank = |name: &&[String; 4]| (name[0] != language, name[2] != "preferred");
        names.iter().min_by_key(rank).map(|name| name[1].as_str())
    }

    /// The tradition that a new form of an entity most likely follows: that of its other names in the language, or
    /// the most frequent one in the table.
    pub(super) fn tradition(&self, entity: &str, language: &str) -> &str {
        let own = self.names.get(entity).into_iter().flatten().find(|name| name[0] == language);
        let usual = || self.tradition_of.get(&(self.table(entity).to_owned(), language.to_owned()));
        own.map(|name| &name[3]).or_else(usual).map_or("", String::as_str)
    }

    /// The table of names that an entity belongs to.
    pub(super) fn table(&self, entity: &str) -> &str {
        self.table_of.get(prefix(entity)).map_or("names/persons.csv", String::as_str)
    }

    pub(super) fn has_form(&self, entity: &str, language: &str, form: &str) -> bool {
        let names = self.names.get(entity).map(Vec::as_slice).unwrap_or_default();
        names.iter().any(|[l, f, ..]| l == language && folded(f) == folded(form))
    }
}

/// What follows from the decisions.
pub(super) fn facts<'d>(
    decisions: &'d [Decision],
    attested: &Attested,
    listed: &Listed,
) -> Result<Facts<'d>, Vec<Diagnostic>> {
    let mut facts = Facts::default();
    let mut faults = Vec::new();
    // Entities that this review makes may be named by its other rows.
    let mut made: BTreeMap<&str, String> = BTreeMap::new();
    for decision in decisions {
        let new = decision.choice == Some(Choice::NewEntity)
            || (decision.kind == "proposed" && decision.choice == Some(Choice::Accept));
        if new {
            let id = new_id(decision, attested, listed);
            made.insert(decision.entity.as_str(), id);
        }
    }
    for decision in decisions {
        let Some(choice) = &decision.choice else { continue };
        let maker = Maker { decision, attested, listed, made: &made };
        match maker.rows(choice) {
            Ok(rows) if rows.is_empty() => facts.idle.push(format!(
                "{}:{}: `{}`: no judgement can hold this: the name is that of the entity already, or several bear it and the context of each text decides",
                decision.file, decision.line, decision.surface
            )),
            Ok(rows) => facts.found.extend(rows),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(facts) } else { Err(faults) }
}

/// An id that is free, or that of the entity an earlier application of the same review has made.
fn new_id(decision: &Decision, attested: &Attested, listed: &Listed) -> String {
    let prefix = decision.entity_type.map_or(prefix(&decision.entity), |t| t.prefix());
    let name = name(decision, attested);
    let words = any_ascii::any_ascii(name).to_lowercase();
    let words: Vec<&str> =
        words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let base = format!("{prefix}:{}", words.join("-"));
    let is_free =
        |id: &String| !listed.entities.contains(id) || listed.has_form(id, &decision.language, name);
    (1..).map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") }).find(is_free).unwrap_or(base)
}

fn name<'a>(decision: &'a Decision, attested: &'a Attested) -> &'a str {
    if decision.name.is_empty() {
        attested.lemma(&decision.entity, &decision.surface)
    } else {
        &decision.name
    }
}

struct Maker<'d, 'c> {
    decision: &'d Decision,
    attested: &'c Attested,
    listed: &'c Listed,
    made: &'c BTreeMap<&'d str, String>,
}

impl<'d> Maker<'d, '_> {
    fn rows(&self, choice: &Choice) -> Result<Vec<Fact<'d>>, Diagnostic> {
        let d = self.decision;
        match (choice, d.kind.as_str()) {
            (Choice::NewEntity, _) | (Choice::Accept, "proposed") => self.new_entity(),
            (Choice::NotAName, _) | (Choice::Reject, "proposed") => {
                let reason = if d.comment.is_empty() { "not a name" } else { &d.comment };
                let (language, form) = (d.language.clone(), name(d, self.attested).to_owned());
                Ok(vec![self.fact(Row::CommonWord { language, form, reason: reason.to_owned() })])
            }
            (Choice::Accept, "spelling") => self.form_of(&d.entity),
            (Choice::Accept, "merge") => self.judge(d.others.first(), "same"),
            (Choice::Accept, _) => self.judge(Some(&d.entity), "same"),
            (Choice::SameAs(id), "merge" | "homonym") => self.judge(Some(&self.known(id)?), "same"),
            (Choice::SameAs(id), _) => self.form_of(&self.known(id)?),
            (Choice::Reject, "merge") => self.judge(d.others.first(), "different"),
            (Choice::Reject, _) => self.judge(Some(&d.entity), "different"),
            (Choice::Unsure, "merge") => self.judge(d.others.first(), "unsure"),
            (Choice::Unsure, _) => self.judge(Some(&d.entity), "unsure"),
        }
    }

    fn fact(&self, row: Row) -> Fact<'d> {
        Fact { decision: self.decision, row, about: None }
    }

    /// The id of an entity that is listed, or that this review makes.
    fn known(&self, id: &str) -> Result<String, Diagnostic> {
        if let Some(made) = self.made.get(id) {
            return Ok(made.clone());
        }
        let proposed = self.decision.kind == "merge" && self.decision.others.iter().any(|other| other == id);
        if self.listed.entities.contains(id) || proposed {
            return Ok(id.to_owned());
        }
        let help = "write an id of entities.csv, or accept the proposed entity in its own row";
        Err(self.decision.fault("R003", format!("there is no entity `{id}`"), help))
    }

    fn note(&self) -> String {
        let d = self.decision;
        let place = self.attested.place(&d.entity, &d.surface).map(|p| format!("attested {p}"));
        let who = format!("{} {}", d.who, d.when);
        let parts = [place.as_deref().unwrap_or(""), who.trim(), &d.comment];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("; ")
    }

    fn form(&self, entity: &str, language: &str, form: &str, kind: &'static str) -> Fact<'d> {
        let (entity, language, form) = (entity.to_owned(), language.to_owned(), form.to_owned());
        self.fact(Row::Form { entity, language, form, kind, note: self.note() })
    }

    fn form_of(&self, entity: &str) -> Result<Vec<Fact<'d>>, Diagnostic> {
        let name = name(self.decision, self.attested);
        Ok(vec![self.form(entity, &self.decision.language, name, "variant")])
    }

    fn new_entity(&self) -> Result<Vec<Fact<'d>>, Diagnostic> {
        let d = self.decision;
        let Some(id) = self.made.get(d.entity.as_str()) else { return Ok(Vec::new()) };
        let code = EntityType::ALL.into_iter().find(|t| t.prefix() == prefix(id)).map(EntityType::code);
        let Some(code) = code else {
            let help = "add a column `type` with PER, LOC, GRP, ORG, TTL or EVT";
            return Err(d.fault("R002", format!("the type of `{}` is not known", d.surface), help));
        };
        let row =
            Row::Entity { id: id.clone(), entity_type: code.to_owned(), description: d.comment.clone() };
        let mut facts = vec![self.fact(row)];
        let own = name(d, self.attested);
        let mut preferred: BTreeSet<&str> = BTreeSet::new();
        let own = std::iter::once((d.language.as_str(), own));
        let mut seen = BTreeSet::new();
        for (language, form) in own.chain(self.attested.variants(&d.entity)) {
            if language == "und" || !seen.insert((language, folded(form))) {
                continue;
            }
            let kind = if preferred.insert(language) { "preferred" } else { "variant" };
            facts.push(self.form(id, language, form, kind));
        }
        Ok(facts)
    }

    /// A judgement about the surface and the name of an entity; none if the two are one word, or if several entities
    /// bear the name: then a judgement for all texts would be wrong in some.
    fn judge(&self, entity: Option<&String>, verdict: &'static str) -> Result<Vec<Fact<'d>>, Diagnostic> {
        let d = self.decision;
        let Some(entity) = entity.filter(|e| !e.is_empty()) else {
            let help = "write `same as ID`, or leave the decision empty";
            return Err(d.fault("R004", "nothing was decided here that could be accepted".to_owned(), help));
        };
        // A proposed entity is called as the texts call it, or by the words of its id.
        let attested = || {
            let mut variants = self.attested.variants(entity);
            let first = variants.next();
            let own = first.into_iter().chain(variants).find(|(language, _)| *language == d.language);
            own.or(first).map(|(_, form)| form.to_owned())
        };
        let words = || {
            let name = entity.split(':').next_back().unwrap_or(entity);
            name.strip_prefix("new-").unwrap_or(name).replace('-', " ")
        };
        let listed = self.listed.name_of(entity, &d.language).map(str::to_owned);
        let other = listed.or_else(attested).unwrap_or_else(words);
        let bearers = self.listed.bearers.get(&folded(name(d, self.attested))).map_or(0, BTreeSet::len);
        if folded(&other) == folded(&d.surface) || bearers > 1 {
            return Ok(Vec::new());
        }
        let (a, b) = if d.surface <= other { (d.surface.clone(), other) } else { (other, d.surface.clone()) };
        let why = [entity.as_str(), self.attested.place(&d.entity, &d.surface).unwrap_or(""), &d.comment];
        let why = why.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
        let row = Row::Judgement { a, b, verdict, who: d.who.clone(), when: d.when.clone(), why };
        Ok(vec![Fact { about: Some(entity.clone()), ..self.fact(row) }])
    }
}
