//! From a filled review to rows of the lexicon: what a person has decided once holds in every later run.
//!
//! Decisions are read ([`decision`]), become facts that the lexicon can hold ([`fact`]), are held against each other
//! and against what the lexicon says already ([`conflict`]), and are put where they belong ([`insert`]). It is all or
//! nothing: one contradiction, and no table changes. A fact that is there already is passed over, so that applying a
//! review twice is applying it once.

mod conflict;
mod decision;
mod fact;
mod insert;

pub use decision::{Attested, Choice, Decision, decisions};
pub use insert::Added;

use crate::model::Diagnostic;

/// Source key of what a review has added; its row in `sources.csv` is added with the first.
pub const REVIEW_SOURCE: &str = "review";

/// What applying a review comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Tables that change: (path below the lexicon folder, new text).
    pub tables: Vec<(String, String)>,
    /// The rows that are new, in the order of tables and lines.
    pub added: Vec<Added>,
    /// Decisions made, and how many of their facts the lexicon had already.
    pub decisions: usize,
    pub known: usize,
    /// Decisions from which nothing follows that a lexicon could hold, with the reason.
    pub idle: Vec<String>,
}

/// How the names of a lexicon are usually written.
#[derive(Default)]
pub struct Usual(fact::Listed);

impl Usual {
    /// Reads the tables of a lexicon folder.
    ///
    /// # Errors
    /// A table that is none.
    pub fn new(tables: &[(String, String)]) -> Result<Usual, Box<Diagnostic>> {
        fact::Listed::new(tables).map(Usual)
    }

    /// The tradition that a new form of an entity most likely follows.
    pub fn tradition(&self, entity: &str, language: &str) -> &str {
        self.0.tradition(entity, language)
    }

    /// The table of names that an entity belongs to.
    pub fn table(&self, entity: &str) -> &str {
        self.0.table(entity)
    }
}

/// Applies decisions to the tables of a lexicon folder: (path below the folder, text) each.
///
/// # Errors
/// Every contradiction, each at its row of the review; then nothing is to be written.
pub fn apply(
    decisions: &[Decision],
    attested: &Attested,
    tables: &[(String, String)],
) -> Result<Applied, Vec<Diagnostic>> {
    let listed = fact::Listed::new(tables).map_err(|fault| vec![*fault])?;
    let facts = fact::facts(decisions, attested, &listed)?;
    conflict::check(&facts.found, &listed)?;
    let mut applied = insert::insert(&facts.found, &listed, tables);
    applied.decisions = decisions.iter().filter(|d| d.choice.is_some()).count();
    applied.idle = facts.idle;
    Ok(applied)
}

#[cfg(test)]
mod tests;
