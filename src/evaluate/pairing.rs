//! Which documents and names count: gold and run brought together document by document.

use super::formats::stem;
use super::{AnnotatedDocument, Annotation, Annotations, Options};
use crate::model::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A document of the gold, with what the run found in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Pair {
    pub name: String,
    pub text: Option<String>,
    pub gold: Vec<Annotation>,
    pub found: Vec<Annotation>,
    /// Spans that count neither way.
    pub neutral: Vec<Span>,
}

/// What the figures rest on, and what was left out of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    pub documents: usize,
    pub gold: usize,
    pub found: usize,
    /// Names found that count neither way: not matched, and over a neutral span.
    pub found_neutral: usize,
    /// Documents of the gold in which the run found nothing, or which it did not read.
    pub documents_without_found: Vec<String>,
    /// Documents of the run that the gold does not have, and the names found in them: not counted.
    pub documents_left_out: usize,
    pub found_left_out: usize,
    /// Names found of a type that does not count.
    pub found_of_other_types: usize,
    /// Gold turned neutral because of its type.
    pub gold_neutral: usize,
    /// Documents whose names differ in gold and run but were taken for the same: gold, run.
    pub renamed: Vec<(String, String)>,
    /// Types met in gold or run that are none of the program's, with how often.
    pub unknown_types: BTreeMap<String, usize>,
}

pub(super) fn pairs(gold: &Annotations, found: &Annotations, options: &Options) -> (Vec<Pair>, Coverage) {
    let mut coverage = Coverage::default();
    let counts =
        |name: &str| options.documents.as_ref().is_none_or(|patterns| patterns.iter().any(|p| fits(p, name)));
    let names = Names::new(gold, found);
    let mut pairs = Vec::new();
    let mut used = BTreeSet::new();
    for document in gold.documents.iter().filter(|d| counts(&d.name)) {
        let partner = names.partner(&document.name);
        if let Some(partner) = partner {
            used.insert(partner.name.as_str());
            if partner.name != document.name {
                coverage.renamed.push((document.name.clone(), partner.name.clone()));
            }
        }
        pairs.push(pair(document, partner, options, &mut coverage));
    }
    // Documents asked for by their very name count even if nobody marked a name in them.
    for document in &found.documents {
        let asked = options.documents.as_ref().is_some_and(|list| list.contains(&document.name));
        if used.contains(document.name.as_str()) {
            continue;
        }
        if asked {
            let empty = AnnotatedDocument { name: document.name.clone(), ..AnnotatedDocument::default() };
            pairs.push(pair(&empty, Some(document), options, &mut coverage));
        } else {
            coverage.documents_left_out += 1;
            coverage.found_left_out += document.annotations.len();
        }
    }
    pairs.sort_by(|a, b| a.name.cmp(&b.name));
    coverage.documents = pairs.len();
    coverage.gold = pairs.iter().map(|p| p.gold.len()).sum();
    coverage.found = pairs.iter().map(|p| p.found.len()).sum();
    coverage.documents_without_found =
        pairs.iter().filter(|p| p.found.is_empty()).map(|p| p.name.clone()).collect();
    (pairs, coverage)
}

fn pair(
    gold: &AnnotatedDocument,
    found: Option<&AnnotatedDocument>,
    options: &Options,
    coverage: &mut Coverage,
) -> Pair {
    let renamed = |annotation: &Annotation, coverage: &mut Coverage| {
        let mut annotation = annotation.clone();
        if let Some((_, to)) = options.type_names.iter().find(|(from, _)| *from == annotation.label) {
            annotation.label.clone_from(to);
        }
        let known = crate::model::EntityType::from_code(&annotation.label).is_some()
            || options.neutral_types.contains(&annotation.label);
        if !known && !annotation.label.is_empty() {
            *coverage.unknown_types.entry(annotation.label.clone()).or_default() += 1;
        }
        annotation
    };
    let counts = |annotation: &Annotation| {
        (options.types.is_empty() || options.types.contains(&annotation.label))
            && !options.neutral_types.contains(&annotation.label)
    };
    let mut pair = Pair {
        name: gold.name.clone(),
        text: gold.text.clone().or_else(|| found.and_then(|d| d.text.clone())),
        neutral: options.neutral.get(&gold.name).cloned().unwrap_or_default(),
        ..Pair::default()
    };
    for annotation in &gold.annotations {
        let annotation = renamed(annotation, coverage);
        if counts(&annotation) {
            pair.gold.push(annotation);
        } else {
            coverage.gold_neutral += 1;
            pair.neutral.push(annotation.span);
        }
    }
    for annotation in found.map_or(&[][..], |d| &d.annotations) {
        let annotation = renamed(annotation, coverage);
        if options.types.is_empty() || options.types.contains(&annotation.label) {
            pair.found.push(annotation);
        } else {
            coverage.found_of_other_types += 1;
        }
    }
    pair.neutral.sort();
    pair
}

/// Finds a document of the run by the name it has in the gold: the same name, the same name but for the ending
/// (`a.txt`, `a.docx`), or the same last part of the path, each where only one fits on both sides.
struct Names<'a> {
    found: BTreeMap<&'a str, &'a AnnotatedDocument>,
    loose: [BTreeMap<String, Vec<&'a AnnotatedDocument>>; 2],
    gold_loose: [BTreeMap<String, usize>; 2],
}

impl<'a> Names<'a> {
    fn new(gold: &Annotations, found: &'a Annotations) -> Names<'a> {
        let exact: BTreeMap<&str, &AnnotatedDocument> =
            found.documents.iter().map(|d| (d.name.as_str(), d)).collect();
        let mut names = Names { found: exact, loose: Default::default(), gold_loose: Default::default() };
        let of_gold: BTreeSet<&str> = gold.documents.iter().map(|g| g.name.as_str()).collect();
        for document in &found.documents {
            let taken = of_gold.contains(document.name.as_str());
            for (map, key) in names.loose.iter_mut().zip(loosened(&document.name)) {
                if !taken {
                    map.entry(key).or_default().push(document);
                }
            }
        }
        for document in &gold.documents {
            for (map, key) in names.gold_loose.iter_mut().zip(loosened(&document.name)) {
                *map.entry(key).or_default() += 1;
            }
        }
        names
    }

    fn partner(&self, name: &str) -> Option<&'a AnnotatedDocument> {
        if let Some(document) = self.found.get(name) {
            return Some(document);
        }
        let keys = loosened(name);
        (0..keys.len()).find_map(|i| {
            let only_gold = self.gold_loose[i].get(&keys[i]) == Some(&1);
            match self.loose[i].get(&keys[i]).map(Vec::as_slice) {
                Some([document]) if only_gold => Some(*document),
                _ => None,
            }
        })
    }
}

fn loosened(name: &str) -> [String; 2] {
    let last = name.rsplit('/').next().unwrap_or(name);
    [stem(name).to_owned(), stem(last).to_owned()]
}

/// Whether a name fits a pattern in which `*` stands for any letters and `?` for one.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    // The classic walk with one way back: to the last star, taking one more letter into it.
    let (mut p, mut n, mut back) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                back = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match back {
                Some((star, from)) => {
                    back = Some((star, from + 1));
                    p = star + 1;
                    n = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_names() {
        assert!(fits("a*.txt", "abai.txt") && fits("*", "") && fits("?b*c", "abxxbc"));
        assert!(!fits("a*.txt", "abai.txt.bak") && !fits("abai", "abai.txt") && !fits("?", ""));
    }

    #[test]
    fn documents_are_paired_by_name_then_by_stem_where_only_one_fits() {
        let set = |names: &[&str]| {
            Annotations::from_documents(
                names
                    .iter()
                    .map(|n| AnnotatedDocument { name: (*n).to_owned(), ..AnnotatedDocument::default() })
                    .collect(),
            )
        };
        let gold = set(&["a.txt", "b.txt", "c.txt"]);
        let found = set(&["a.txt", "x/b.docx", "c.odt", "d/c.odt", "e.txt"]);
        let (pairs, coverage) = pairs(&gold, &found, &Options::default());
        assert_eq!(pairs.len(), 3);
        assert_eq!(
            coverage.renamed,
            [("b.txt".to_owned(), "x/b.docx".to_owned()), ("c.txt".to_owned(), "c.odt".to_owned())]
        );
        assert_eq!(coverage.documents_left_out, 2);
    }
}
