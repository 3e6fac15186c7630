//! The closing summary of a run, for a person.

use atau::model::{Index, Language, Problem, ReviewKind, Status};
use std::path::Path;

pub fn print(index: &Index, problems: &[Problem], out: &Path) {
    let mut documents = [0usize; 4];
    for (_, rows) in &index.documents {
        let mut by_language = [0usize; 4];
        rows.iter().for_each(|(mention, _)| by_language[mention.language.index()] += 1);
        let main = (0..4).max_by_key(|&l| (by_language[l], std::cmp::Reverse(l))).unwrap_or(3);
        documents[if rows.is_empty() { 3 } else { main }] += 1;
    }
    let languages: Vec<String> = Language::KNOWN
        .into_iter()
        .chain([Language::Undetermined])
        .filter(|l| documents[l.index()] > 0)
        .map(|l| format!("{} {}", documents[l.index()], l.code()))
        .collect();
    let mentions: usize = index.documents.iter().map(|(_, rows)| rows.len()).sum();
    let unresolved =
        index.documents.iter().flat_map(|(_, rows)| rows).filter(|(_, a)| a.entry.is_none()).count();
    let meets = |count: usize| {
        index.entries.iter().filter(|e| e.mentions[..3].iter().filter(|&&n| n > 0).count() == count).count()
    };
    let proposed = index.entries.iter().filter(|e| e.status == Status::Proposed).count();
    println!("{} documents ({})", index.documents.len(), languages.join(", "));
    println!(
        "{mentions} mentions of {} entities ({proposed} proposed); {unresolved} mentions unresolved",
        index.entries.len()
    );
    println!("{} entities meet in two languages, {} in three", meets(2), meets(3));
    let review = |kind: ReviewKind| index.review.iter().filter(|r| r.kind == kind).count();
    println!(
        "to review: {} spellings, {} proposed entities, {} merges, {} homonyms",
        review(ReviewKind::Spelling),
        review(ReviewKind::Proposed),
        review(ReviewKind::Merge),
        review(ReviewKind::Homonym)
    );
    match problems.len() {
        0 => {}
        n => println!("{n} problems with inputs: see {}", out.join("problems.csv").display()),
    }
    println!("written to {}", out.display());
}
