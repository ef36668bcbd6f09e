//! Which lanes share water, and in what order they lie beside each other there. Paths are made of the tracks of one
//! network, so that lanes share a stretch where their points are the same, in whichever direction.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::geography::{LonLat, MEAN_EARTH_RADIUS, NoRoute};
use crate::model::{Dataset, LaneIx};

use super::ResolvedLane;

/// A point of a path, to a millionth of a degree: a track sailed the other way gives the same.
pub(super) type Point = [i32; 2];

pub(super) fn point(p: LonLat) -> Point {
    let lon = if p.lon() <= -180.0 { 180.0 } else { p.lon() };
    [lon, p.lat()].map(|degrees| (degrees * 1e6).round() as i32)
}

/// A part of a lane's path on which it shares its water with the same lanes, or with none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its points in the lane's path, first and last.
    pub points: RangeInclusive<usize>,
    /// Whether the lane sails it in the direction of its bundle.
    pub forward: bool,
    /// The place in the bundle of this pass of the lane, from the left of the bundle's direction.
    pub slot: usize,
    bundle: usize,
}

/// Lanes side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The lanes from left to right, as one who sails in the bundle's direction sees them. One that comes back the way
    /// it went is there twice.
    pub lanes: Vec<LaneIx>,
}

/// The bundles of all lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct Bundles {
    bundles: Vec<Bundle>,
    stretches: Vec<Vec<Stretch>>,
    along: Vec<Vec<f64>>,
}

impl Bundles {
    pub(super) fn stretches(&self, lane: LaneIx) -> &[Stretch] {
        self.stretches.get(lane.index()).map_or(&[], |list| list)
    }

    pub(super) fn bundle(&self, stretch: &Stretch) -> &Bundle {
        &self.bundles[stretch.bundle]
    }

    pub(super) fn along(&self, lane: LaneIx) -> &[f64] {
        self.along.get(lane.index()).map_or(&[], |list| list)
    }

    /// The bundles of lanes in their data set's order.
    pub(super) fn of(dataset: &Dataset, lanes: &[Result<ResolvedLane, NoRoute>]) -> Self {
        let paths: Vec<&[LonLat]> = lanes
            .iter()
            .map(|lane| lane.as_ref().map_or(&[][..], |lane| &lane.path))
            .collect();
        let all: Vec<LaneIx> = dataset.lanes().collect();
        let by_number = |number: usize| all.get(number).copied();
        let (orders, stretches) = laid_out(&paths);
        Self {
            bundles: orders
                .into_iter()
                .map(|order| Bundle {
                    lanes: order.into_iter().filter_map(by_number).collect(),
                })
                .collect(),
            stretches,
            along: paths.into_iter().map(kilometers_along).collect(),
        }
    }
}

/// How far along a path each of its points lies, in kilometres.
fn kilometers_along(path: &[LonLat]) -> Vec<f64> {
    let step = |a: LonLat, b: LonLat| {
        let [up, east] = [b.lat() - a.lat(), b.lon() - a.lon()].map(|d| (d.to_radians() / 2.0).sin().powi(2));
        let h = up + a.lat().to_radians().cos() * b.lat().to_radians().cos() * east;
        2.0 * h.sqrt().min(1.0).asin() * MEAN_EARTH_RADIUS.0 / 1000.0
    };
    let mut walked = 0.0;
    let first = path.first().map(|_| 0.0);
    let steps = path.windows(2).map(|pair| {
        walked += step(pair[0], pair[1]);
        walked
    });
    first.into_iter().chain(steps).collect()
}

/// A lane's step between two neighbouring points, which other lanes may take as well, or the same one again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Member {
    lane: usize,
    /// The index of the step's first point in the lane's path.
    step: usize,
    /// Whether the lane takes it from the lesser of its two points to the greater.
    ahead: bool,
}

/// The lanes that take each step.
struct Shared<'a> {
    paths: &'a [&'a [LonLat]],
    members: HashMap<[Point; 2], Vec<Member>>,
}

impl<'a> Shared<'a> {
    fn new(paths: &'a [&'a [LonLat]]) -> Self {
        let mut shared = Self {
            paths,
            members: HashMap::new(),
        };
        for (lane, path) in paths.iter().enumerate() {
            for step in 0..path.len().saturating_sub(1) {
                let (ends, ahead) = shared.ends(lane, step);
                let members = shared.members.entry(ends).or_default();
                members.push(Member { lane, step, ahead });
            }
        }
        shared
    }

    fn ends(&self, lane: usize, step: usize) -> ([Point; 2], bool) {
        let [a, b] = [step, step + 1].map(|at| point(self.paths[lane][at]));
        if a <= b { ([a, b], true) } else { ([b, a], false) }
    }

    fn at(&self, lane: usize, step: usize) -> (&[Member], bool) {
        let (ends, ahead) = self.ends(lane, step);
        (self.members.get(&ends).map_or(&[], |m| m), ahead)
    }

    /// On which side of lane `a`, sailing, lane `b` lies where both take a step: greater for right. As far as they
    /// go together is looked at both ways; the one that turns off to the right there lies right. Where the two ends
    /// disagree, the lanes cross in any case, and the far end decides.
    fn side(&self, a: Member, b: Member) -> Ordering {
        let same = a.ahead == b.ahead;
        let far = self.turn_off(a, b, true);
        let near = || self.turn_off(a, b, false).reverse();
        let side = far.then_with(near);
        // Where they begin and end together: who goes the same way lies by number, who comes the other way to the left.
        side.then_with(|| match same {
            true => (b.lane, b.step).cmp(&(a.lane, a.step)),
            false => Ordering::Less,
        })
    }

    /// Where `b` lies of `a` after the last point that they share, going on as `a` sails or back.
    fn turn_off(&self, a: Member, b: Member, on: bool) -> Ordering {
        let (path_a, path_b) = (self.paths[a.lane], self.paths[b.lane]);
        let on_b = on == (a.ahead == b.ahead);
        let walk = |step: usize, on: bool, path: &[LonLat]| {
            let from = if on { step } else { step + 1 };
            let (mut at, path_len) = (from, path.len());
            std::iter::from_fn(move || {
                let here = at;
                (here < path_len).then(|| {
                    at = if on { at + 1 } else { at.wrapping_sub(1) };
                    here
                })
            })
        };
        let mut last = None;
        let mut before = None;
        for (i, j) in walk(a.step, on, path_a).zip(walk(b.step, on_b, path_b)) {
            // Where a lane turns back, its two passes meet and part no more.
            if a.lane == b.lane && i == j && last.is_some() {
                return Ordering::Equal;
            }
            if point(path_a[i]) != point(path_b[j]) {
                let (Some(last), Some(before)) = (last, before) else {
                    return Ordering::Equal;
                };
                let [of_a, of_b] = [path_a[i], path_b[j]].map(|next| turn(before, last, next));
                return of_b.total_cmp(&of_a);
            }
            before = last;
            last = Some(path_a[i]);
        }
        Ordering::Equal
    }

    /// The members of a step from left to right, as one sees them who sails as the first of them does.
    fn order(&self, members: &[Member]) -> Vec<Member> {
        let lead = members[0];
        let passed = |m: &Member| {
            let is_right_of = |other: &&Member| {
                let side = self.side(**other, *m);
                let side = if other.ahead == lead.ahead {
                    side
                } else {
                    side.reverse()
                };
                *other != m && side == Ordering::Greater
            };
            members.iter().filter(is_right_of).count()
        };
        let mut order: Vec<(usize, Member)> = members.iter().map(|m| (passed(m), *m)).collect();
        order.sort_by_key(|(passed, m)| (*passed, m.lane, m.step));
        order.into_iter().map(|(_, m)| m).collect()
    }
}

/// By how much a path turns at a point, in radians, right above zero.
fn turn(before: LonLat, here: LonLat, after: LonLat) -> f64 {
    let step = |a: LonLat, b: LonLat| {
        let east = (b.lon() - a.lon() + 540.0).rem_euclid(360.0) - 180.0;
        [east * here.lat().to_radians().cos(), b.lat() - a.lat()]
    };
    let (came, goes) = (step(before, here), step(here, after));
    let left = came[0] * goes[1] - came[1] * goes[0];
    -left.atan2(came[0] * goes[0] + came[1] * goes[1])
}

/// The orders of lanes in each bundle, and each lane's stretches.
fn laid_out(paths: &[&[LonLat]]) -> (Vec<Vec<usize>>, Vec<Vec<Stretch>>) {
    let shared = Shared::new(paths);
    let mut orders: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
    let stretches = (0..paths.len()).map(|lane| {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut before: Option<Vec<(usize, bool, usize)>> = None;
        for step in 0..paths[lane].len().saturating_sub(1) {
            let (members, ahead) = shared.at(lane, step);
            let lead_ahead = members.first().is_none_or(|m| m.ahead);
            // Who goes along, which way, and in step.
            let company = |m: &Member| {
                let same = m.ahead == ahead;
                (
                    m.lane,
                    same,
                    if same {
                        m.step.wrapping_sub(step)
                    } else {
                        m.step + step
                    },
                )
            };
            let together: Vec<_> = members.iter().map(company).collect();
            if before.as_ref() == Some(&together)
                && let Some(last) = stretches.last_mut()
            {
                last.points = *last.points.start()..=step + 1;
                continue;
            }
            let order = shared.order(members);
            let own = |m: &Member| m.lane == lane && m.step == step;
            let slot = order.iter().position(own).unwrap_or(0);
            let order: Vec<usize> = order.into_iter().map(|m| m.lane).collect();
            let bundle = *known.entry(order).or_insert_with_key(|order| {
                orders.push(order.clone());
                orders.len() - 1
            });
            stretches.push(Stretch {
                points: step..=step + 1,
                forward: ahead == lead_ahead,
                slot,
                bundle,
            });
            before = Some(together);
        }
        stretches
    });
    let stretches = stretches.collect();
    (orders, stretches)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(points: &[[i32; 2]]) -> Vec<LonLat> {
        let place = |&[x, y]: &[i32; 2]| LonLat::wrapped(f64::from(x), f64::from(y));
        points.iter().map(place).collect()
    }

    /// The orders of the lanes on each stretch of one lane, as sailed by it.
    fn seen_by(paths: &[Vec<LonLat>], lane: usize) -> Vec<Vec<usize>> {
        let paths: Vec<&[LonLat]> = paths.iter().map(Vec::as_slice).collect();
        let (orders, stretches) = laid_out(&paths);
        let seen = |s: &Stretch| {
            let mut order = orders[s.bundle].clone();
            assert_eq!(order[s.slot], lane);
            if !s.forward {
                order.reverse();
            }
            order
        };
        stretches[lane].iter().map(seen).collect()
    }

    #[test]
    fn the_lane_that_turns_off_to_the_right_lies_right() {
        let straight = path(&[[0, 0], [1, 0], [2, 0], [3, 0], [4, 0]]);
        let right = path(&[[0, 0], [1, 0], [2, 0], [2, -1]]);
        let left = path(&[[0, 0], [1, 0], [2, 0], [2, 1]]);
        let lanes = [right, straight, left];
        assert_eq!(seen_by(&lanes, 1), [vec![2, 1, 0], vec![1]]);
        assert_eq!(seen_by(&lanes, 0), [vec![2, 1, 0], vec![0]]);
    }

    #[test]
    fn the_lane_that_joins_from_the_right_lies_right_and_stays_there() {
        let long = path(&[[0, 0], [1, 0], [2, 0], [3, 0], [4, 0]]);
        let joins = path(&[[1, -1], [1, 0], [2, 0], [3, 0]]);
        assert_eq!(
            seen_by(&[long.clone(), joins.clone()], 0),
            [vec![0], vec![0, 1], vec![0]]
        );
        assert_eq!(seen_by(&[joins, long], 1), [vec![1], vec![1, 0], vec![1]]);
    }

    #[test]
    fn a_lane_that_comes_the_other_way_lies_on_the_same_side_of_the_water() {
        let east = path(&[[0, 0], [1, 0], [2, 0], [3, 0]]);
        let west = path(&[[3, -1], [2, 0], [1, 0], [0, 0]]);
        // Sailing east it is on the right, sailing west on the left.
        assert_eq!(seen_by(&[east.clone(), west.clone()], 0), [vec![0, 1], vec![0]]);
        assert_eq!(seen_by(&[east, west], 1), [vec![1], vec![1, 0]]);
    }

    #[test]
    fn lanes_that_are_the_same_all_along_keep_one_order_whichever_way_each_goes() {
        let there = path(&[[0, 0], [1, 0], [2, 0]]);
        let mut back = there.clone();
        back.reverse();
        let seen = seen_by(&[there.clone(), back.clone()], 0);
        let mut mirrored = seen_by(&[there, back], 1);
        mirrored[0].reverse();
        assert_eq!(seen, mirrored);
        assert_eq!(seen[0].len(), 2);
    }

    #[test]
    fn a_lane_that_goes_into_a_port_and_out_again_lies_there_twice_and_does_not_cross_itself() {
        let call = path(&[[0, 0], [1, 0], [1, 1], [1, 2], [1, 1], [1, 0], [2, 0]]);
        assert_eq!(
            seen_by(std::slice::from_ref(&call), 0),
            [vec![0], vec![0, 0], vec![0, 0], vec![0]]
        );
        let (orders, stretches) = laid_out(&[&call]);
        assert_eq!(orders, [vec![0], vec![0, 0]]);
        // It comes from the left and goes off to the right: in on the left side of the water, out on the right.
        let lies_left = |s: &Stretch| (s.slot == 0) == s.forward;
        assert!(lies_left(&stretches[0][1]) && lies_left(&stretches[0][2]));
    }

    #[test]
    fn kilometres_along_a_path_are_those_of_the_sphere() {
        let along = kilometers_along(&path(&[[0, 0], [1, 0], [1, 1]]));
        assert_eq!(along[0], 0.0);
        assert!(
            (along[1] - 111.195).abs() < 0.01 && (along[2] - 222.39).abs() < 0.02,
            "{along:?}"
        );
    }
}
