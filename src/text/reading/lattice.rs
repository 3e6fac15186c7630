//! Every likely way to pronounce a written form, as a small graph of sounds.
//!
//! A node is a place between letters, or a place between the sounds of one grapheme; an arc reads some letters as some
//! sounds; an edge is one sound of an arc (or none, for silent letters). Edges lead from lower to higher nodes, so
//! that everything over a lattice is one pass in the order of the nodes.

use super::costs::Context;
use super::sounds::{Sound, SoundSet};
use super::tradition::{SoundList, TraditionId};

/// Some letters of the word read as some sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// First letter and the one after the last, as code points of the word.
    pub from: u16,
    pub to: u16,
    pub sounds: SoundList,
    /// In hundredths of a nat: the rule's own cost and the arc's share of what its tradition costs.
    pub cost: u16,
    /// The tradition that offers the reading at this cost, and the line of its table; line 0 for a letter that the
    /// tradition cannot read.
    pub tradition: TraditionId,
    pub line: u32,
    /// Bit by bit, all traditions that offer it.
    pub traditions: u64,
}

/// One sound (or silence) on the way through an arc.
#[derive(Clone, Debug)]
pub struct Edge {
    pub from: u16,
    pub to: u16,
    pub sound: Option<Sound>,
    /// The arc's cost on its last edge, 0 on the others.
    pub cost: u16,
    /// Position in [`Lattice::arcs`].
    pub arc: u16,
    pub context: Context,
}

/// A tradition and what it costs to suppose it for this word, above the likeliest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likely {
    pub tradition: TraditionId,
    pub cost: u16,
}

/// The readings of one written form. See the head of this module.
#[derive(Clone, Debug)]
pub struct Lattice {
    word: Vec<char>,
    arcs: Vec<Arc>,
    /// Sorted by the node they lead to.
    edges: Vec<Edge>,
    /// For each node the first of its incoming edges; one more at the end.
    incoming: Vec<u16>,
    likely: Vec<Likely>,
}

impl Lattice {
    /// Builds the graph. Arcs are sorted by `from`, reach only letters of the word, and lead from its begin to its end.
    pub(super) fn new(word: Vec<char>, arcs: Vec<Arc>, likely: Vec<Likely>) -> Lattice {
        let mut letter_node = vec![u16::MAX; word.len() + 1];
        let mut edges: Vec<Edge> = Vec::with_capacity(arcs.len() * 2);
        let mut nodes = 0u16;
        let mut next_arc = 0;
        // Nodes are numbered letter by letter, those between sounds right after the letter at which their arc begins.
        // Where an arc leads is not numbered yet: until then `to` is the letter, marked by `outer`.
        let mut outer = Vec::with_capacity(arcs.len() * 2);
        for (letter, node) in letter_node.iter_mut().enumerate() {
            *node = nodes;
            nodes += 1;
            while next_arc < arcs.len() && usize::from(arcs[next_arc].from) == letter {
                let arc = &arcs[next_arc];
                let count = arc.sounds.len().max(1);
                let mut from = *node;
                for i in 0..count {
                    let last = i + 1 == count;
                    let to = if last { arc.to } else { nodes };
                    nodes += u16::from(!last);
                    outer.push(last);
                    let cost = if last { arc.cost } else { 0 };
                    let sound = arc.sounds.get(i).copied();
                    edges.push(Edge {
                        from,
                        to,
                        sound,
                        cost,
                        arc: next_arc as u16,
                        context: Context::default(),
                    });
                    from = to;
                }
                next_arc += 1;
            }
        }
        for (edge, outer) in edges.iter_mut().zip(outer) {
            if outer {
                edge.to = letter_node[usize::from(edge.to)];
            }
        }
        edges.sort_by_key(|e| (e.to, e.from));
        let mut incoming = vec![0u16; usize::from(nodes) + 1];
        for edge in &edges {
            incoming[usize::from(edge.to) + 1] += 1;
        }
        for node in 0..usize::from(nodes) {
            incoming[node + 1] += incoming[node];
        }
        let mut lattice = Lattice { word, arcs, edges, incoming, likely };
        lattice.find_contexts();
        lattice
    }

    /// Tells each edge what may stand before and after it.
    fn find_contexts(&mut self) {
        let nodes = self.nodes();
        let mut previous = vec![SoundSet::default(); nodes];
        let mut initial = vec![false; nodes];
        initial[0] = true;
        for edge in &self.edges {
            let (from, to) = (usize::from(edge.from), usize::from(edge.to));
            match edge.sound {
                Some(sound) => previous[to].insert(sound),
                None => {
                    previous[to] = previous[to].union(previous[from]);
                    initial[to] |= initial[from];
                }
            }
        }
        let mut next = vec![SoundSet::default(); nodes];
        let mut last = vec![false; nodes];
        last[nodes - 1] = true;
        for edge in self.edges.iter().rev() {
            let (from, to) = (usize::from(edge.from), usize::from(edge.to));
            match edge.sound {
                Some(sound) => next[from].insert(sound),
                None => {
                    next[from] = next[from].union(next[to]);
                    last[from] |= last[to];
                }
            }
        }
        for edge in &mut self.edges {
            let (from, to) = (usize::from(edge.from), usize::from(edge.to));
            edge.context =
                Context { previous: previous[from], next: next[to], initial: initial[from], last: last[to] };
        }
    }

    /// The word that was read, letter by letter.
    pub fn word(&self) -> &[char] {
        &self.word
    }

    /// The arcs, by the letter at which they begin.
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// The letters an arc reads.
    pub fn letters(&self, arc: &Arc) -> String {
        self.word[usize::from(arc.from)..usize::from(arc.to)].iter().collect()
    }

    /// Number of nodes; the word begins at node 0 and ends at the last.
    pub fn nodes(&self) -> usize {
        self.incoming.len() - 1
    }

    /// The edges that lead to a node.
    pub fn incoming(&self, node: usize) -> &[Edge] {
        &self.edges[usize::from(self.incoming[node])..usize::from(self.incoming[node + 1])]
    }

    /// Position in [`Lattice::edges`] of the first edge that leads to a node.
    pub(super) fn first_incoming(&self, node: usize) -> usize {
        usize::from(self.incoming[node])
    }

    /// All edges, by the node to which they lead.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The traditions in which the word is likely to be spelled, likeliest first.
    pub fn likely(&self) -> &[Likely] {
        &self.likely
    }

    /// The cheapest reading and what it costs.
    pub fn best_reading(&self) -> (Vec<Sound>, u32) {
        let mut best = vec![u32::MAX; self.nodes()];
        let mut by = vec![usize::MAX; self.nodes()];
        best[0] = 0;
        for (i, edge) in self.edges.iter().enumerate() {
            let cost = best[usize::from(edge.from)].saturating_add(u32::from(edge.cost));
            if cost < best[usize::from(edge.to)] {
                best[usize::from(edge.to)] = cost;
                by[usize::from(edge.to)] = i;
            }
        }
        let mut sounds = Vec::new();
        let mut node = self.nodes() - 1;
        let cost = best[node];
        while let Some(edge) = self.edges.get(by[node]) {
            sounds.extend(edge.sound);
            node = usize::from(edge.from);
        }
        sounds.reverse();
        (sounds, cost)
    }
}
