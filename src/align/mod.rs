//! Mentions and their candidates to the index. Imports `model` and `lexicon` only: it compares no strings.
//!
//! [`choose`] decides each listed mention in the context of its document and of the corpus; [`propose`] groups unlisted
//! names by the links that comparison found; [`collect`] gathers what was decided into entries, variants and things to
//! review, in a total order.

mod choose;
mod collect;
mod names;
mod propose;

pub use propose::{Link, UnlistedName, names as unlisted_names};

use crate::lexicon::Lexicon;
use crate::model::{Index, Mention};
use rayon::prelude::*;

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

/// Decides whom each mention names. `findings` are sorted by document; `names` are those of [`unlisted_names`] of the
/// same findings, and `links` the likeness between them.
pub fn index(findings: Vec<Finding>, names: &[UnlistedName], links: &[Link], lexicon: &Lexicon) -> Index {
    let fame = choose::Fame::count(&findings, lexicon);
    let chosen: Vec<Vec<choose::Choice>> =
        findings.par_iter().map(|finding| choose::choices(finding, lexicon, &fame)).collect();
    let groups = propose::groups(names, links);
    collect::index(findings, chosen, names, &groups, lexicon)
}
