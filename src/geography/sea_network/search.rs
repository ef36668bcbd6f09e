//! The shortest way over the network, by A* with the great circle as its estimate.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::SeaNetwork;
use super::attach::{self, Anchor};
use super::sphere::{self, LEAST_RADIUS};

/// The nodes of a shortest way and the edges between them.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) nodes: Vec<u32>,
    /// One fewer than the nodes.
    pub(super) edges: Vec<u32>,
}

/// An entry of the heap.
#[derive(PartialEq)]
struct Open {
    /// Metres so far plus the estimate to the goal.
    bound: f64,
    reach: f64,
    node: u32,
    /// Whether this is a way on to the network that was not looked at yet: `reach` is then an estimate too.
    unseen: bool,
}

impl Eq for Open {}

impl Ord for Open {
    // Smallest bound first out of a max-heap; the node number settles ties, so that every run agrees.
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .bound
            .total_cmp(&self.bound)
            .then_with(|| other.node.cmp(&self.node))
            .then_with(|| self.unseen.cmp(&other.unseen))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

const NO_EDGE: u32 = u32::MAX;
/// A place afloat takes nodes up to this many radians off (3000 km) for its first or last.
const LONGEST_LINK: f64 = 3000.0 / 6371.0;
/// Local tracks are sailed within so many radians (250 km) of a place afloat.
const LOCAL_REACH: f64 = 250.0 / 6371.0;

/// The search from one anchor to another. A place afloat may sail to every node that it sees; whether it
/// sees one is only asked when the shortest way would begin or end there.
struct Search<'a> {
    net: &'a SeaNetwork,
    from: &'a Anchor,
    to: &'a Anchor,
    goal: sphere::UnitVector,
    /// Where local tracks may be sailed: the places afloat.
    afloat: Vec<sphere::UnitVector>,
    closed: u64,
    reach: Vec<f64>,
    came_by: Vec<(u32, u32)>,
    heap: BinaryHeap<Open>,
}

/// The shortest way between two anchors that uses no edge through a closed passage.
pub(super) fn shortest(net: &SeaNetwork, from: &Anchor, to: &Anchor, closed: u64) -> Option<Way> {
    let count = net.vectors.len();
    let mut search = Search {
        net,
        from,
        to,
        goal: sphere::unit_vector(to.at),
        afloat: [from, to]
            .into_iter()
            .filter(|anchor| anchor.node.is_none())
            .map(|anchor| sphere::unit_vector(anchor.at))
            .collect(),
        closed,
        reach: vec![f64::INFINITY; count],
        came_by: vec![(NO_EDGE, NO_EDGE); count],
        heap: BinaryHeap::new(),
    };
    search.begin();
    let last = search.run()?;
    Some(trace(&search.came_by, last))
}

impl Search<'_> {
    fn estimate(&self, node: u32) -> f64 {
        LEAST_RADIUS * sphere::angle(self.net.vectors[node as usize], self.goal)
    }

    /// Whether local tracks may be sailed from a node.
    fn is_near(&self, node: u32) -> bool {
        let v = self.net.vectors[node as usize];
        self.afloat
            .iter()
            .any(|&place| sphere::angle(place, v) <= LOCAL_REACH)
    }

    /// Whether a place afloat, so many radians from a node, takes it for its first or last.
    fn may_link(&self, node: u32, angle: f64) -> bool {
        let longest = if self.net.node_is_local[node as usize] {
            LOCAL_REACH
        } else {
            LONGEST_LINK
        };
        angle <= longest
    }

    fn begin(&mut self) {
        if let Some(node) = self.from.node {
            self.reach[node as usize] = 0.0;
            let bound = self.estimate(node);
            self.heap.push(Open {
                bound,
                reach: 0.0,
                node,
                unseen: false,
            });
            return;
        }
        let start = sphere::unit_vector(self.from.at);
        let entries: Vec<Open> = (0u32..)
            .zip(&self.net.vectors)
            .map(|(node, &v)| (node, sphere::angle(start, v)))
            .filter(|&(node, angle)| self.may_link(node, angle))
            .map(|(node, angle)| {
                let reach = LEAST_RADIUS * angle;
                Open {
                    bound: reach + self.estimate(node),
                    reach,
                    node,
                    unseen: true,
                }
            })
            .collect();
        self.heap = entries.into();
    }

    /// The last node before the goal on the shortest way.
    fn run(&mut self) -> Option<u32> {
        let mut best: Option<(f64, u32)> = None;
        while let Some(open) = self.heap.pop() {
            if best.is_some_and(|(metres, _)| metres <= open.bound) {
                break;
            }
            let at = open.node as usize;
            if open.reach > self.reach[at] || (open.unseen && open.reach >= self.reach[at]) {
                continue;
            }
            if open.unseen {
                self.look_at(open.node);
                continue;
            }
            let total = open.reach + self.way_off(open.node).unwrap_or(f64::INFINITY);
            if total.is_finite() && best.is_none_or(|(metres, _)| total < metres) {
                best = Some((total, open.node));
            }
            self.leave(open.node, open.reach);
        }
        best.map(|(_, last)| last)
    }

    /// Takes a node as the first, if the start sees it.
    fn look_at(&mut self, node: u32) {
        let place = self.net.nodes[node as usize];
        let reach = sphere::ellipsoidal_distance(self.from.at, place).0;
        if reach < self.reach[node as usize] && attach::may_sail(self.net, self.from.at, place, self.closed) {
            self.reach[node as usize] = reach;
            self.came_by[node as usize] = (NO_EDGE, NO_EDGE);
            let bound = reach + self.estimate(node);
            self.heap.push(Open {
                bound,
                reach,
                node,
                unseen: false,
            });
        }
    }

    /// The metres from a node to the goal, if the last stretch leads from this node.
    fn way_off(&self, node: u32) -> Option<f64> {
        if let Some(goal) = self.to.node {
            return (goal == node).then_some(0.0);
        }
        let place = self.net.nodes[node as usize];
        let near = self.may_link(node, sphere::angle(self.net.vectors[node as usize], self.goal));
        // Looked from the place, which lies in narrower water than most nodes: what bars the view is met early.
        (near && attach::may_sail(self.net, self.to.at, place, self.closed))
            .then(|| sphere::ellipsoidal_distance(place, self.to.at).0)
    }

    fn leave(&mut self, node: u32, reach: f64) {
        let near = self.is_near(node);
        for arc in self.net.arcs_from(node) {
            if arc.local && !near {
                continue;
            }
            let next = reach + f64::from(arc.metres);
            if arc.through & self.closed == 0 && next < self.reach[arc.to as usize] {
                self.reach[arc.to as usize] = next;
                self.came_by[arc.to as usize] = (node, arc.edge);
                let bound = next + self.estimate(arc.to);
                self.heap.push(Open {
                    bound,
                    reach: next,
                    node: arc.to,
                    unseen: false,
                });
            }
        }
    }
}

fn trace(came_by: &[(u32, u32)], last: u32) -> Way {
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
    Way { nodes, edges }
}
