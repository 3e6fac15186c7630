//! Entities named together: within a short stretch of one document.

use std::collections::{BTreeMap, VecDeque};

/// Two mentions whose starts are no further apart are named together: two or three sentences, in code points.
pub const TOGETHER_MAX: u32 = 300;

/// Counts pairs in the order of documents and texts.
#[derive(Default)]
pub(super) struct Together {
    document: u32,
    recent: VecDeque<(u32, u32)>,
    pairs: BTreeMap<(u32, u32), u32>,
}

impl Together {
    /// Takes the next mention.
    pub(super) fn mention(&mut self, document: u32, start: u32, entity: u32) {
        if document != self.document {
            self.recent.clear();
            self.document = document;
        }
        while self.recent.front().is_some_and(|(earlier, _)| start.saturating_sub(*earlier) > TOGETHER_MAX) {
            self.recent.pop_front();
        }
        let mut met: Vec<u32> = self.recent.iter().map(|(_, e)| *e).filter(|e| *e != entity).collect();
        met.sort_unstable();
        met.dedup();
        for other in met {
            *self.pairs.entry((entity.min(other), entity.max(other))).or_default() += 1;
        }
        self.recent.push_back((start, entity));
    }

    /// The pairs named together most often, at most `limit`; of equal ones those of the more frequent entities.
    pub(super) fn strongest(self, limit: usize) -> Vec<(u32, u32, u32)> {
        let mut pairs: Vec<_> = self.pairs.into_iter().map(|((a, b), n)| (a, b, n)).collect();
        pairs.sort_by_key(|&(a, b, n)| (std::cmp::Reverse(n), a, b));
        pairs.truncate(limit);
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_mentions_of_one_document_are_together() {
        let mut together = Together::default();
        for (document, start, entity) in [(0, 0, 1), (0, 10, 2), (0, 20, 1), (0, 400, 3), (1, 410, 1)] {
            together.mention(document, start, entity);
        }
        assert_eq!(together.strongest(9), [(1, 2, 2)]);
    }
}
