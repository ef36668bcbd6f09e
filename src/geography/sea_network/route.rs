//! Routes: the shortest path by sea through given places, with its length and the passages in order.

use super::super::{LonLat, Meters};
use super::attach::{self, Anchor};
use super::passages::{ClosedPassages, PassageId};
use super::refusal::{NoRoute, NoRouteReason};
use super::search::{self, Way};
use super::{SeaNetwork, sphere};

/// Points of a drawn path are no farther apart than this many radians (100 km): between them a great circle
/// and a straight line on the map differ by less than a line's width.
const DRAWN_STEP: f64 = 100.0 / 6371.0;

/// A path that a ship can sail. The path drawn is the path measured.
#[derive(Clone, Debug, PartialEq)]
pub struct SeaRoute {
    /// The points of the path, at most 100 km apart; no two neighbours are the same.
    pub path: Vec<LonLat>,
    /// The length of `path` on the ellipsoid.
    pub length: Meters,
    /// The passages that it goes through, in order.
    pub passages: Vec<PassageId>,
    /// From each given place to the next.
    pub legs: Vec<Leg>,
}

/// The part of a route between two of the given places.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Its points in the route's path: from `path[start]` to `path[end]`, both included.
    pub start: usize,
    /// See `start`.
    pub end: usize,
    /// Its length on the ellipsoid.
    pub length: Meters,
    /// The passages that it goes through, in order.
    pub passages: Vec<PassageId>,
    /// How far the places that were given lie from where the path begins and ends: zero for a place on open
    /// water, else the way to the port or node that stands for it. The path does not contain it.
    pub snaps: [Meters; 2],
}

/// The radians that a bend costs where it doubles back: where it turns by more than some 105 degrees, and
/// so costs more than its shorter arm is long.
fn doubling(before: LonLat, here: LonLat, after: LonLat) -> Option<f64> {
    let [before, here, after] = [before, here, after].map(sphere::unit_vector);
    let (first, second) = (sphere::angle(before, here), sphere::angle(here, after));
    let detour = first + second - sphere::angle(before, after);
    (detour > 1.25 * first.min(second)).then_some(detour)
}

/// What a leg sails: points, and passage numbers.
struct Sailed {
    points: Vec<LonLat>,
    passages: Vec<u8>,
}

impl SeaNetwork {
    /// The shortest route through the places in their order that uses no closed passage.
    ///
    /// # Errors
    /// When a leg has no such way, with the leg and the reason.
    pub fn route(&self, via: &[LonLat], closed: &ClosedPassages) -> Result<SeaRoute, NoRoute> {
        let fail = |leg, reason| NoRoute { leg, reason };
        if via.len() < 2 {
            return Err(fail(0, NoRouteReason::TooFewPlaces));
        }
        let bits = self.closed_bits(closed);
        let anchors: Vec<Option<Anchor>> = via.iter().map(|&place| attach::anchor(self, place)).collect();
        let mut route = SeaRoute {
            path: Vec::new(),
            length: Meters(0.0),
            passages: Vec::new(),
            legs: Vec::new(),
        };
        let mut numbers = Vec::new();
        for (leg, pair) in anchors.windows(2).enumerate() {
            let [Some(from), Some(to)] = pair else {
                return Err(fail(leg, NoRouteReason::NotJoined));
            };
            let sailed = if self.are_parted(from, to, bits) {
                None
            } else {
                self.sail(from, to, bits)
            };
            let sailed = sailed.ok_or_else(|| fail(leg, self.why_not(from, to, bits)))?;
            route.push_leg(
                sailed.points,
                self.ids_of(sailed.passages.iter().copied()),
                [from.snap, to.snap],
            );
            numbers.extend(sailed.passages);
        }
        route.passages = self.ids_of(numbers.into_iter());
        route.length = route.legs.iter().map(|leg| leg.length).sum();
        Ok(route)
    }

    fn sail(&self, from: &Anchor, to: &Anchor, closed: u64) -> Option<Sailed> {
        let afloat = from.node.is_none() && to.node.is_none();
        if afloat && attach::may_sail(self, from.at, to.at, closed) {
            return Some(Sailed {
                points: vec![from.at, to.at],
                passages: self.gates.crossed(from.at, to.at),
            });
        }
        search::shortest(self, from, to, closed).map(|way| self.sailed(from, to, &way, closed))
    }

    fn sailed(&self, from: &Anchor, to: &Anchor, way: &Way, closed: u64) -> Sailed {
        let mut points = vec![from.at];
        points.extend(way.nodes.iter().map(|&node| self.nodes[node as usize]));
        points.push(to.at);
        let mut through = vec![self.gates.crossed(points[0], points[1])];
        for (&edge, &start) in way.edges.iter().zip(&way.nodes) {
            through.push(self.passages_along(edge, start).collect());
        }
        through.push(self.gates.crossed(points[points.len() - 2], to.at));
        self.tighten(&mut points, &mut through, closed);
        Sailed {
            points,
            passages: through.concat(),
        }
    }

    /// Drops points at which the way doubles back for want of a track that the network does not keep, where
    /// the straight way is over water and through the same passages; first the one that saves most, so that
    /// there and back are the same. `through` has the passages of each step.
    fn tighten(&self, points: &mut Vec<LonLat>, through: &mut Vec<Vec<u8>>, closed: u64) {
        let may_go = |points: &[LonLat], through: &[Vec<u8>], at: usize| {
            let (before, after) = (points[at - 1], points[at + 1]);
            attach::may_sail(self, before, after, closed)
                && self.gates.crossed(before, after) == through[at - 1..=at].concat()
        };
        loop {
            let spare = (1..points.len() - 1)
                .filter_map(|at| Some((at, doubling(points[at - 1], points[at], points[at + 1])?)))
                .filter(|&(at, _)| may_go(points, through, at))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((at, _)) = spare else { return };
            points.remove(at);
            let joined = through.remove(at);
            through[at - 1].extend(joined);
        }
    }
}

impl SeaRoute {
    /// Adds a leg whose first point is where the path ends so far.
    fn push_leg(&mut self, mut points: Vec<LonLat>, passages: Vec<PassageId>, snaps: [Meters; 2]) {
        points.dedup();
        let start = self.path.len().saturating_sub(1);
        if self.path.is_empty() {
            self.path.push(points[0]);
        }
        for pair in points.windows(2) {
            self.path
                .extend(sphere::points_along(pair[0], pair[1], DRAWN_STEP).skip(1));
        }
        let end = self.path.len() - 1;
        self.legs.push(Leg {
            start,
            end,
            length: SeaNetwork::length_of(&self.path[start..=end]),
            passages,
            snaps,
        });
    }
}
