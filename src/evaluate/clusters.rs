//! Who was put together with whom: B-cubed and LEA.
//!
//! A name belongs to a cluster of the gold, to a cluster of the run, or to both. Where two clusters meet is a cell.
//! Everything follows from the sizes of clusters and cells:
//!
//! * B-cubed (Bagga & Baldwin 1998): a name's recall is the share of its gold cluster that stands in its cell, its
//!   precision the share of its found cluster.
//! * LEA (Moosavi & Strube 2016): a cluster counts by its size; how well it is resolved is the share of its links
//!   (pairs of its names) that lie within a cell. A cluster of one has one link, to itself, found where the other
//!   side has it alone too.
//!
//! Documents have weights, so that a sample may hold one several times; a name of weight 2 is two names.

/// A name's place in both clusterings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub document: u32,
    pub gold: Option<u32>,
    pub found: Option<u32>,
}

pub(super) struct Clusters {
    items: Vec<Item>,
    /// Gold and found cluster of each cell, sorted.
    cells: Vec<(u32, u32)>,
    cell_of: Vec<Option<u32>>,
    gold_clusters: usize,
    found_clusters: usize,
}

/// Recall and precision of one name; 0 on both sides for a name without the other side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Shares {
    pub b_cubed: (f64, f64),
    pub lea: (f64, f64),
}

impl Clusters {
    pub(super) fn new(items: Vec<Item>) -> Clusters {
        let mut cells: Vec<(u32, u32)> = items.iter().filter_map(|i| i.gold.zip(i.found)).collect();
        cells.sort_unstable();
        cells.dedup();
        let cell_of = items
            .iter()
            .map(|i| i.gold.zip(i.found).and_then(|c| cells.binary_search(&c).ok()).map(|c| c as u32))
            .collect();
        let count = |ids: &mut dyn Iterator<Item = u32>| ids.max().map_or(0, |m| m as usize + 1);
        let gold_clusters = count(&mut items.iter().filter_map(|i| i.gold));
        let found_clusters = count(&mut items.iter().filter_map(|i| i.found));
        Clusters { items, cells, cell_of, gold_clusters, found_clusters }
    }

    /// The shares of every item, in the order of the items; `weights` by document.
    pub(super) fn shares(&self, weights: &[u32]) -> Vec<Shares> {
        let mut gold = vec![0u64; self.gold_clusters];
        let mut found = vec![0u64; self.found_clusters];
        let mut cells = vec![0u64; self.cells.len()];
        for (item, cell) in self.items.iter().zip(&self.cell_of) {
            let weight = u64::from(weights[item.document as usize]);
            for (sizes, id) in [(&mut gold, item.gold), (&mut found, item.found), (&mut cells, *cell)] {
                if let Some(id) = id {
                    sizes[id as usize] += weight;
                }
            }
        }
        let mut gold_links = vec![0u64; gold.len()];
        let mut found_links = vec![0u64; found.len()];
        for (&(g, f), &size) in self.cells.iter().zip(&cells) {
            let (g, f) = (g as usize, f as usize);
            if size == 1 && gold[g] == 1 && found[f] == 1 {
                gold_links[g] = 1;
                found_links[f] = 1;
            } else {
                gold_links[g] += links(size);
                found_links[f] += links(size);
            }
        }
        let lea = |found_links: u64, size: u64| share(found_links, if size == 1 { 1 } else { links(size) });
        self.items
            .iter()
            .zip(&self.cell_of)
            .map(|(item, cell)| {
                let common = cell.map_or(0, |c| cells[c as usize]);
                let mut shares = Shares::default();
                if let Some(g) = item.gold.map(|g| g as usize) {
                    shares.b_cubed.0 = share(common, gold[g]);
                    shares.lea.0 = lea(gold_links[g], gold[g]);
                }
                if let Some(f) = item.found.map(|f| f as usize) {
                    shares.b_cubed.1 = share(common, found[f]);
                    shares.lea.1 = lea(found_links[f], found[f]);
                }
                shares
            })
            .collect()
    }
}

fn links(size: u64) -> u64 {
    size * size.saturating_sub(1) / 2
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
