//! Lanes on their way from one set of paths to another, for eyes to follow what closing a strait does.

use std::sync::Arc;

use crate::geography::LonLat;
use crate::model::Dataset;

use super::bundles::Bundles;
use super::{Lanes, ResolvedLane};

/// So many points are between the places where two paths part and meet again.
const POINTS: usize = 96;

impl Lanes {
    /// These lanes while they come from others of the same data set: `part` is 0 where they were and 1 where they are.
    /// Only the paths of those move that have one in both; lengths and passages are those that they come to.
    #[must_use]
    pub fn coming_from(&self, before: &Self, dataset: &Dataset, part: f64) -> Self {
        let moving = self.lanes.iter().enumerate().map(|(number, now)| {
            let was = before.lanes.get(number).and_then(|lane| lane.as_ref().ok());
            match (was, now) {
                (Some(was), Ok(now)) if was.path != now.path => Ok(ResolvedLane {
                    path: Arc::from(path_between(&was.path, &now.path, part)),
                    // What they count by are points of the path that is left behind here.
                    legs: Vec::new(),
                    ..now.clone()
                }),
                _ => now.clone(),
            }
        });
        let lanes: Vec<_> = moving.collect();
        Self {
            bundles: Bundles::of(dataset, &lanes),
            lanes,
            ..self.clone()
        }
    }
}

/// The path between two: where both are one it stays, and between it goes straight from the one to the other.
fn path_between(from: &[LonLat], to: &[LonLat], part: f64) -> Vec<LonLat> {
    let least = from.len().min(to.len());
    let same = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let rest = from.iter().rev().zip(to.iter().rev());
    let same_end = rest.take_while(|(a, b)| a == b).count().min(least - same);
    let middle =
        |path: &[LonLat]| sampled(&path[same.saturating_sub(1)..(path.len() - same_end + 1).min(path.len())]);
    let between = middle(from)
        .into_iter()
        .zip(middle(to))
        .map(|(a, b)| mixed(a, b, part));
    let start = to[..same].iter().copied();
    let end = to[to.len() - same_end..].iter().copied();
    start.chain(between).chain(end).collect()
}

/// Points of a path at even distances, its ends included.
fn sampled(path: &[LonLat]) -> Vec<LonLat> {
    let step = |pair: &[LonLat]| {
        let east = eastward(pair[0], pair[1]) * pair[0].lat().to_radians().cos();
        east.hypot(pair[1].lat() - pair[0].lat())
    };
    let whole: f64 = path.windows(2).map(step).sum();
    let (Some(&first), Some(&last)) = (path.first(), path.last()) else {
        return Vec::new();
    };
    let mut points = Vec::with_capacity(POINTS);
    let (mut walked, mut at) = (0.0, 0);
    for number in 0..POINTS {
        let wanted = whole * number as f64 / (POINTS - 1) as f64;
        while at + 2 < path.len() && walked + step(&path[at..at + 2]) < wanted {
            walked += step(&path[at..at + 2]);
            at += 1;
        }
        let long = path.get(at..at + 2).map_or(0.0, step);
        points.push(match number {
            0 => first,
            _ if number == POINTS - 1 => last,
            _ if long > 0.0 => mixed(path[at], path[at + 1], ((wanted - walked) / long).clamp(0.0, 1.0)),
            _ => path[at],
        });
    }
    points
}

/// Degrees of longitude from one place to another, the shorter way round.
fn eastward(a: LonLat, b: LonLat) -> f64 {
    (b.lon() - a.lon() + 540.0).rem_euclid(360.0) - 180.0
}

fn mixed(a: LonLat, b: LonLat, part: f64) -> LonLat {
    LonLat::wrapped(
        a.lon() + eastward(a, b) * part,
        a.lat() + (b.lat() - a.lat()) * part,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::wrapped(lon, lat)
    }

    fn off(a: LonLat, b: LonLat) -> f64 {
        eastward(a, b).hypot(b.lat() - a.lat())
    }

    #[test]
    fn what_two_paths_share_stays_and_the_rest_goes_from_one_to_the_other() {
        let from = [at(0.0, 0.0), at(10.0, 0.0), at(20.0, 0.0), at(30.0, 0.0)];
        let to = [
            at(0.0, 0.0),
            at(10.0, 0.0),
            at(15.0, 8.0),
            at(20.0, 0.0),
            at(30.0, 0.0),
        ];
        let half = path_between(&from, &to, 0.5);
        assert_eq!((half[0], half[1]), (from[0], from[1]));
        assert_eq!((half[half.len() - 2], half[half.len() - 1]), (from[2], from[3]));
        let highest = half.iter().map(|p| p.lat()).fold(0.0, f64::max);
        assert!((highest - 4.0).abs() < 0.2, "{highest}");
    }

    prop_compose! {
        fn path()(points in prop::collection::vec((-180.0..180.0f64, -60.0..60.0f64), 1..8)) -> Vec<LonLat> {
            points.into_iter().map(|(lon, lat)| at(lon, lat)).collect()
        }
    }

    proptest! {
        #[test]
        fn a_moving_path_starts_where_one_was_and_ends_where_the_other_is(
            from in path(), to in path(), shared in path(), part in 0.0..=1.0f64,
        ) {
            let joined = |middle: &[LonLat]| [&shared[..], middle, &shared[..]].concat();
            let (from, to) = (joined(&from), joined(&to));
            let now = path_between(&from, &to, part);
            prop_assert_eq!(now.first(), to.first());
            prop_assert_eq!(now.last(), to.last());
            for (end, path) in [(0.0, &from), (1.0, &to)] {
                // Every point lies on the path, or on a step between two of its points.
                for p in path_between(&from, &to, end) {
                    let nearest = path.windows(2).flat_map(|w| (0..=200).map(|i| mixed(w[0], w[1], f64::from(i) / 200.0)));
                    let least = nearest.chain(path.iter().copied()).map(|q| off(p, q)).fold(f64::INFINITY, f64::min);
                    prop_assert!(least < 1.5, "{p:?} is {least} degrees off");
                }
            }
        }
    }
}
