//! The cheapest way through two lattices at once: how two written forms may be the same name.

use super::costs::SoundCosts;
use super::lattice::{Edge, Lattice};

/// A way through two lattices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// In hundredths of a nat; the sum over the steps.
    pub cost: u32,
    pub steps: Vec<Step>,
}

/// One sound of one side, or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Positions in [`Lattice::edges`]; `None` where the side has nothing.
    pub left: Option<u16>,
    pub right: Option<u16>,
    /// What it cost to read the letters so: of this step alone.
    pub reading: u16,
    /// What it cost to take the one sound for the other.
    pub change: u16,
}

impl Lattice {
    /// The cheapest way through this lattice and another. The cost is the same from either side.
    pub fn best_path(&self, other: &Lattice, costs: &SoundCosts) -> Path {
        let table = Table::fill(self, other, costs);
        Path { cost: table.cost(), steps: table.trace() }
    }

    /// The cost of [`Lattice::best_path`] alone.
    pub fn distance(&self, other: &Lattice, costs: &SoundCosts) -> u32 {
        Table::fill(self, other, costs).cost()
    }
}

/// For each node of one lattice and each of the other the cost of the cheapest way to both.
struct Table<'l> {
    left: &'l Lattice,
    right: &'l Lattice,
    costs: &'l SoundCosts,
    /// What it costs each side to have an edge alone: its reading and its loss.
    left_alone: Vec<u32>,
    right_alone: Vec<u32>,
    cells: Vec<u32>,
    width: usize,
}

impl<'l> Table<'l> {
    fn fill(left: &'l Lattice, right: &'l Lattice, costs: &'l SoundCosts) -> Table<'l> {
        let alone = |lattice: &Lattice| lattice.edges().iter().map(|e| alone(e, costs)).collect();
        let width = right.nodes();
        let mut table = Table {
            left,
            right,
            costs,
            left_alone: alone(left),
            right_alone: alone(right),
            cells: vec![u32::MAX; left.nodes() * width],
            width,
        };
        table.cells[0] = 0;
        for i in 0..left.nodes() {
            for j in 0..width {
                let best = table.cheapest(i, j);
                let cell = &mut table.cells[i * width + j];
                *cell = best.min(*cell);
            }
        }
        table
    }

    fn cost(&self) -> u32 {
        self.cells.last().copied().unwrap_or(0)
    }

    /// The least cost among [`Table::moves`], spelled out: almost all the time of a comparison is spent here.
    fn cheapest(&self, i: usize, j: usize) -> u32 {
        let (left, right) = (self.left.incoming(i), self.right.incoming(j));
        let left_alone = &self.left_alone[self.left.first_incoming(i)..];
        let right_alone = &self.right_alone[self.right.first_incoming(j)..];
        let mut best = u32::MAX;
        for (a, alone) in left.iter().zip(left_alone) {
            let row = &self.cells[usize::from(a.from) * self.width..][..self.width];
            best = best.min(row[j].saturating_add(*alone));
            let Some(s) = a.sound else { continue };
            for b in right {
                let Some(t) = b.sound else { continue };
                let so_far = row[usize::from(b.from)].saturating_add(u32::from(a.cost) + u32::from(b.cost));
                if so_far < best {
                    let change = if s == t { 0 } else { self.costs.substitute(s, t, &a.context, &b.context) };
                    best = best.min(so_far + u32::from(change));
                }
            }
        }
        let row = &self.cells[i * self.width..][..self.width];
        for (b, alone) in right.iter().zip(right_alone) {
            best = best.min(row[usize::from(b.from)].saturating_add(*alone));
        }
        best
    }

    /// Every last step to a pair of nodes, those on both sides first.
    fn moves(&self, i: usize, j: usize) -> impl Iterator<Item = Move> {
        let (left, right) = (self.left.incoming(i), self.right.incoming(j));
        let (first_left, first_right) = (self.left.first_incoming(i), self.right.first_incoming(j));
        let cell = move |i: u16, j: u16| self.cells[usize::from(i) * self.width + usize::from(j)];
        let both = left.iter().enumerate().flat_map(move |(x, a)| {
            right.iter().enumerate().filter_map(move |(y, b)| {
                let change = match (a.sound, b.sound) {
                    (Some(s), Some(t)) if s == t => 0,
                    (Some(s), Some(t)) => self.costs.substitute(s, t, &a.context, &b.context),
                    _ => return None,
                };
                let step = u32::from(a.cost) + u32::from(b.cost) + u32::from(change);
                Some(Move {
                    left: Some(first_left + x),
                    right: Some(first_right + y),
                    cost: cell(a.from, b.from).saturating_add(step),
                })
            })
        });
        let left_only = left.iter().enumerate().map(move |(x, a)| Move {
            left: Some(first_left + x),
            right: None,
            cost: cell(a.from, j as u16).saturating_add(self.left_alone[first_left + x]),
        });
        let right_only = right.iter().enumerate().map(move |(y, b)| Move {
            left: None,
            right: Some(first_right + y),
            cost: cell(i as u16, b.from).saturating_add(self.right_alone[first_right + y]),
        });
        both.chain(left_only).chain(right_only)
    }

    /// The steps of the cheapest way; of equal ones the first that [`Table::moves`] names.
    fn trace(&self) -> Vec<Step> {
        let (mut i, mut j) = (self.left.nodes() - 1, self.width - 1);
        let mut steps = Vec::new();
        while (i, j) != (0, 0) {
            let cost = self.cells[i * self.width + j];
            let Some(found) = self.moves(i, j).find(|m| m.cost == cost) else { break };
            let left = found.left.map(|e| &self.left.edges()[e]);
            let right = found.right.map(|e| &self.right.edges()[e]);
            let reading = left.map_or(0, |e| e.cost) + right.map_or(0, |e| e.cost);
            i = left.map_or(i, |e| usize::from(e.from));
            j = right.map_or(j, |e| usize::from(e.from));
            let change = cost - self.cells[i * self.width + j] - u32::from(reading);
            steps.push(Step {
                left: found.left.map(|e| e as u16),
                right: found.right.map(|e| e as u16),
                reading,
                change: change as u16,
            });
        }
        steps.reverse();
        steps
    }
}

/// A last step to a pair of nodes and what the way with it costs.
struct Move {
    left: Option<usize>,
    right: Option<usize>,
    cost: u32,
}

fn alone(edge: &Edge, costs: &SoundCosts) -> u32 {
    let loss = edge.sound.map_or(0, |sound| costs.drop(sound, &edge.context));
    u32::from(edge.cost) + u32::from(loss)
}
