//! The shortest way over the network, by A* with the great circle as its estimate.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::SeaNetwork;
use super::sphere::{self, LEAST_RADIUS};

/// A way on or off the network: a node, and the metres between it and the place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) node: u32,
    pub(super) metres: f64,
}

/// The nodes of a shortest way and the edges between them.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) nodes: Vec<u32>,
    /// One fewer than the nodes.
    pub(super) edges: Vec<u32>,
    pub(super) metres: f64,
}

#[derive(PartialEq)]
struct Open {
    /// Metres so far plus the estimate to the goal.
    bound: f64,
    reach: f64,
    node: u32,
}

impl Eq for Open {}

impl Ord for Open {
    // Smallest bound first out of a max-heap; the node number settles ties, so that every run agrees.
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .bound
            .total_cmp(&self.bound)
            .then_with(|| other.node.cmp(&self.node))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

const NO_EDGE: u32 = u32::MAX;

/// The shortest way from any of the starts to any of the goals that uses no edge through a closed passage.
/// `goal` is where the goals' links lead: the estimate aims there.
pub(super) fn shortest(
    net: &SeaNetwork,
    starts: &[Link],
    goals: &[Link],
    goal: sphere::UnitVector,
    closed: u64,
) -> Option<Way> {
    let count = net.vectors.len();
    let mut reach = vec![f64::INFINITY; count];
    let mut came_by = vec![(NO_EDGE, NO_EDGE); count];
    let mut off = vec![f64::INFINITY; count];
    for link in goals {
        off[link.node as usize] = off[link.node as usize].min(link.metres);
    }
    let estimate = |node: u32| LEAST_RADIUS * sphere::angle(net.vectors[node as usize], goal);
    let mut heap = BinaryHeap::new();
    for link in starts {
        if link.metres < reach[link.node as usize] {
            reach[link.node as usize] = link.metres;
            heap.push(Open {
                bound: link.metres + estimate(link.node),
                reach: link.metres,
                node: link.node,
            });
        }
    }
    let mut best: Option<(f64, u32)> = None;
    while let Some(open) = heap.pop() {
        if best.is_some_and(|(metres, _)| metres <= open.bound) {
            break;
        }
        let at = open.node as usize;
        if open.reach > reach[at] {
            continue;
        }
        let total = open.reach + off[at];
        if total.is_finite() && best.is_none_or(|(metres, _)| total < metres) {
            best = Some((total, open.node));
        }
        for arc in net.arcs_from(open.node) {
            let next = open.reach + f64::from(arc.metres);
            if arc.through & closed == 0 && next < reach[arc.to as usize] {
                reach[arc.to as usize] = next;
                came_by[arc.to as usize] = (open.node, arc.edge);
                heap.push(Open {
                    bound: next + estimate(arc.to),
                    reach: next,
                    node: arc.to,
                });
            }
        }
    }
    best.map(|(metres, last)| trace(&came_by, last, metres))
}

fn trace(came_by: &[(u32, u32)], last: u32, metres: f64) -> Way {
    let (mut nodes, mut edges) = (vec![last], Vec::new());
    let mut at = last;
    while let (before, edge) = came_by[at as usize]
        && edge != NO_EDGE
    {
        nodes.push(before);
        edges.push(edge);
        at = before;
    }
    nodes.reverse();
    edges.reverse();
    Way { nodes, edges, metres }
}
