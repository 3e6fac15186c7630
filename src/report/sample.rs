//! Which concordance lines a page of bounded size shows: as many as it can hold, shared fairly, spread evenly.

/// The highest number of lines per entity with which all entities together have at most `total` lines.
pub(super) fn lines_each(mentions: impl Iterator<Item = u64> + Clone, each_max: u64, total: u64) -> u64 {
    let needed = |each: u64| mentions.clone().map(|n| n.min(each)).sum::<u64>();
    let (mut low, mut high) = (1, each_max);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if needed(middle) <= total { low = middle } else { high = middle - 1 }
    }
    low
}

/// Whether the mention number `at` (from 0) of `all` is among the `each` that are shown: they are spread evenly, and
/// are exactly `each`, or all if there are no more.
pub(super) fn shows(at: u64, all: u64, each: u64) -> bool {
    all <= each || (at + 1) * each / all > at * each / all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_as_many_are_shown_as_there_is_room_for() {
        for (all, each) in [(1, 1), (10, 3), (10, 10), (7, 20), (1000, 37)] {
            let shown = (0..all).filter(|&at| shows(at, all, each)).count() as u64;
            assert_eq!(shown, each.min(all));
        }
    }

    #[test]
    fn room_is_shared_so_that_rare_names_keep_all_their_lines() {
        let mentions = [1000, 3, 500, 1];
        let each = lines_each(mentions.into_iter(), 400, 104);
        assert_eq!(each, 50);
        assert_eq!(lines_each(mentions.into_iter(), 400, 1_000_000), 400);
    }
}
