//! The shortest way over the network, by A* with a length that no geodesic is shorter than for its estimate.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::SeaNetwork;
use super::attach::Anchor;
use super::sphere;
use super::viewpoint::Viewpoint;

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

/// The search from one anchor to another. A place afloat may sail to every node that it sees; whether it
/// sees one is only asked when the shortest way would begin or end there.
struct Search<'a> {
    net: &'a SeaNetwork,
    from: &'a Anchor,
    to: &'a Anchor,
    /// What the places see, if they are afloat.
    start: Option<Viewpoint>,
    end: Option<Viewpoint>,
    goal: sphere::Foot,
    closed: u64,
    reach: Vec<f64>,
    came_by: Vec<(u32, u32)>,
    heap: BinaryHeap<Open>,
}

/// The shortest way between two anchors that uses no edge through a closed passage.
pub(super) fn shortest(net: &SeaNetwork, from: &Anchor, to: &Anchor, closed: u64) -> Option<Way> {
    let count = net.vectors.len();
    let view_of = |anchor: &Anchor| anchor.node.is_none().then(|| Viewpoint::of(anchor.at));
    let mut search = Search {
        net,
        from,
        to,
        start: view_of(from),
        end: view_of(to),
        goal: sphere::foot(sphere::unit_vector(to.at)),
        closed,
        reach: vec![f64::INFINITY; count],
        came_by: vec![(NO_EDGE, NO_EDGE); count],
        heap: BinaryHeap::new(),
    };
    match from.node {
        Some(node) => search.take(node, 0.0, (NO_EDGE, NO_EDGE)),
        None => search.begin_afloat(),
    }
    let last = search.run()?;
    Some(trace(&search.came_by, last))
}

impl Search<'_> {
    fn estimate(&self, node: u32) -> f64 {
        sphere::least_distance(self.net.feet[node as usize], self.goal)
    }

    /// Whether local tracks may be sailed from a node.
    fn is_in_local_water(&self, node: u32) -> bool {
        let v = self.net.vectors[node as usize];
        let mut views = [&self.start, &self.end].into_iter().flatten();
        views.any(|view| view.local_water.holds(v))
    }

    /// Takes a way to a node if it is the shortest so far.
    fn take(&mut self, node: u32, reach: f64, came_by: (u32, u32)) {
        if reach < self.reach[node as usize] {
            self.reach[node as usize] = reach;
            self.came_by[node as usize] = came_by;
            self.heap.push(Open {
                bound: reach + self.estimate(node),
                reach,
                node,
                unseen: false,
            });
        }
    }

    fn begin_afloat(&mut self) {
        let Some(view) = &self.start else { return };
        let start = sphere::foot(sphere::unit_vector(self.from.at));
        let near = (0u32..)
            .zip(&self.net.feet)
            .filter(|&(node, _)| view.may_link(self.net, node));
        let unseen = near.map(|(node, &foot)| {
            let reach = sphere::least_distance(start, foot);
            Open {
                bound: reach + self.estimate(node),
                reach,
                node,
                unseen: true,
            }
        });
        self.heap = unseen.collect::<Vec<_>>().into();
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
        let Some(view) = &mut self.start else { return };
        if view.may_sail(self.net, node, self.closed) {
            let reach = sphere::ellipsoidal_distance(self.from.at, self.net.nodes[node as usize]);
            self.take(node, reach.0, (NO_EDGE, NO_EDGE));
        }
    }

    /// The metres from a node to the goal, if the last stretch leads from this node.
    fn way_off(&mut self, node: u32) -> Option<f64> {
        let Some(view) = &mut self.end else {
            return (self.to.node == Some(node)).then_some(0.0);
        };
        (view.may_link(self.net, node) && view.may_sail(self.net, node, self.closed))
            .then(|| sphere::ellipsoidal_distance(self.net.nodes[node as usize], self.to.at).0)
    }

    fn leave(&mut self, node: u32, reach: f64) {
        let net = self.net;
        let local = self.is_in_local_water(node);
        for arc in net.arcs_from(node) {
            if arc.through & self.closed == 0 && (local || !arc.local) {
                self.take(arc.to, reach + f64::from(arc.metres), (node, arc.edge));
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
