//! Found names laid on gold names, one to one.

use super::pairing::Pair;
use crate::model::Span;

/// For one document: which found name stands for which gold name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matches {
    /// By gold name: the found name with the same span, or the span of the bare name.
    pub exact: Vec<Option<usize>>,
    /// By gold name: the found name that overlaps it, longest overlap first.
    pub overlapping: Vec<Option<usize>>,
    /// By found name: it equals or lies inside a span that counts neither way.
    pub neutral_exact: Vec<bool>,
    /// By found name: it overlaps a span that counts neither way.
    pub neutral_overlapping: Vec<bool>,
}

pub(super) fn matches(pair: &Pair) -> Matches {
    let inside = |s: Span, n: &Span| n.start <= s.start && s.end <= n.end;
    let over_neutral = |test: &dyn Fn(Span, &Span) -> bool| {
        pair.found.iter().map(|f| pair.neutral.iter().any(|n| test(f.span, n))).collect()
    };
    Matches {
        exact: exact(pair),
        overlapping: overlapping(pair),
        neutral_exact: over_neutral(&inside),
        neutral_overlapping: over_neutral(&|s, n| s.overlaps(*n)),
    }
}

/// The full span first; a bare name is taken only where nobody found the titled one.
fn exact(pair: &Pair) -> Vec<Option<usize>> {
    let mut taken = vec![false; pair.found.len()];
    let mut result = vec![None; pair.gold.len()];
    for core in [false, true] {
        for (gold, matched) in pair.gold.iter().zip(&mut result).filter(|(_, m)| m.is_none()) {
            let Some(span) = (if core { gold.core } else { Some(gold.span) }) else { continue };
            let mut same = pair
                .found
                .iter()
                .enumerate()
                .skip(pair.found.partition_point(|f| f.span.start < span.start))
                .take_while(|(_, f)| f.span.start == span.start)
                .filter(|&(i, f)| f.span == span && !taken[i])
                .map(|(i, f)| (f.label != gold.label, i));
            // Of several with one span, the one of the same type.
            let best = same.next().map(|first| same.fold(first, |a, b| a.min(b)));
            if let Some((_, i)) = best {
                taken[i] = true;
                *matched = Some(i);
            }
        }
    }
    result
}

/// Greedy: of all overlapping pairs the one with the longest overlap; of equals the one whose spans are closest to
/// equal, then of the same type, then the leftmost.
fn overlapping(pair: &Pair) -> Vec<Option<usize>> {
    let longest = pair.found.iter().map(|f| f.span.len()).max().unwrap_or(0);
    let mut candidates = Vec::new();
    for (g, gold) in pair.gold.iter().enumerate() {
        let from = gold.span.start.saturating_sub(longest);
        let first = pair.found.partition_point(|f| f.span.start < from);
        for (f, found) in pair.found.iter().enumerate().skip(first) {
            if found.span.start >= gold.span.end {
                break;
            }
            if !found.span.overlaps(gold.span) {
                continue;
            }
            let start = found.span.start.max(gold.span.start);
            let common = found.span.end.min(gold.span.end) - start;
            let surplus = (found.span.len() - common).saturating_add(gold.span.len() - common);
            candidates.push((std::cmp::Reverse(common), surplus, found.label != gold.label, g, f));
        }
    }
    candidates.sort_unstable();
    let mut result = vec![None; pair.gold.len()];
    let mut taken = vec![false; pair.found.len()];
    for (_, _, _, g, f) in candidates {
        if result[g].is_none() && !taken[f] {
            result[g] = Some(f);
            taken[f] = true;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Annotation;

    fn names(spans: &[(u32, u32, &str)]) -> Vec<Annotation> {
        spans
            .iter()
            .map(|&(start, end, label)| Annotation {
                span: Span { start, end },
                label: label.to_owned(),
                ..Annotation::default()
            })
            .collect()
    }

    #[test]
    fn the_longest_overlap_is_taken_first_and_nobody_twice() {
        let gold = names(&[(0, 10, "LOC"), (11, 15, "PER")]);
        let found = names(&[(0, 4, "LOC"), (3, 12, "LOC"), (13, 15, "PER")]);
        let matches = matches(&Pair { gold, found, ..Pair::default() });
        assert_eq!(matches.overlapping, [Some(1), Some(2)]);
        assert_eq!(matches.exact, [None, None]);
    }

    #[test]
    fn a_bare_name_is_exact_where_the_titled_one_was_not_found() {
        let mut gold = names(&[(0, 10, "PER"), (20, 30, "PER")]);
        gold[0].core = Some(Span { start: 4, end: 10 });
        gold[1].core = Some(Span { start: 24, end: 30 });
        let found = names(&[(4, 10, "PER"), (20, 30, "PER"), (24, 30, "PER")]);
        let matches = matches(&Pair { gold, found, ..Pair::default() });
        assert_eq!(matches.exact, [Some(0), Some(1)]);
    }

    #[test]
    fn of_two_found_at_one_place_the_right_type_is_taken() {
        let pair = Pair {
            gold: names(&[(0, 4, "PER")]),
            found: names(&[(0, 4, "LOC"), (0, 4, "PER")]),
            ..Pair::default()
        };
        assert_eq!(matches(&pair).exact, [Some(1)]);
        assert_eq!(matches(&pair).overlapping, [Some(1)]);
    }

    #[test]
    fn neutral_spans_cover_what_lies_in_them() {
        let pair = Pair {
            found: names(&[(0, 4, "LOC"), (0, 9, "LOC"), (20, 22, "LOC")]),
            neutral: vec![Span { start: 0, end: 7 }],
            ..Pair::default()
        };
        let matches = matches(&pair);
        assert_eq!(matches.neutral_exact, [true, false, false]);
        assert_eq!(matches.neutral_overlapping, [true, true, false]);
    }
}
