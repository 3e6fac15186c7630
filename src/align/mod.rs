//! Mentions and their candidates to the index. Imports `model` and `lexicon` only: it compares no strings.
//!
//! [`choose`] decides each mention in the context of its document and of the corpus; [`collect`] gathers what was
//! decided into entries, variants and things to review, in a total order.

mod choose;
mod collect;

use crate::lexicon::Lexicon;
use crate::model::{Alignment, Index, Mention};

/// What recognition found in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// Name of the document.
    pub document: String,
    /// In the order of the text.
    pub mentions: Vec<Mention>,
    /// Years the text speaks of, sorted, each once.
    pub years: Vec<i32>,
}

/// Decides whom each mention names.
///
/// The result does not depend on the order of the findings: they are sorted by document first.
pub fn index(mut findings: Vec<Finding>, lexicon: &Lexicon) -> Index {
    findings.sort_by(|a, b| a.document.cmp(&b.document));
    let fame = choose::Fame::count(&findings, lexicon);
    let chosen: Vec<Vec<choose::Choice>> =
        findings.iter().map(|finding| choose::choices(finding, lexicon, &fame)).collect();
    collect::index(findings, chosen, lexicon)
}

/// A mention without a bearer.
fn unresolved() -> Alignment {
    Alignment { entry: None, method: crate::model::Method::Unresolved, score: crate::model::Score::NONE }
}
