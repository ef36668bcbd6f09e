//! What a reader measures: from point to point the great circle, the rhumb line and the way by sea, with lengths and
//! bearings. A place with a shape, or a lane, counts from where it is nearest.

mod point;

use crate::geography::{
    Bearing, ClosedPassages, Course, LonLat, Meters, NoRoute, SeaNetwork, SeaRoute, bearings_along,
    great_circle, rhumb_line,
};
use crate::model::Dataset;

use super::Lanes;

pub use point::MeasurePoint;
pub(super) use point::take_missing;

/// One part of a measure, between two of its points.
#[derive(Clone, Debug)]
pub struct MeasuredLeg {
    /// Where it begins and ends: of a shape, where it is nearest to the other end.
    pub ends: [LonLat; 2],
    /// The shortest way on the globe.
    pub great_circle: Course,
    /// The way of one bearing.
    pub rhumb_line: Course,
    /// The shortest way for a ship, or why there is none; `None` without a sea network.
    pub by_sea: Option<Result<SeaRoute, NoRoute>>,
}

impl MeasuredLeg {
    fn new(ends: [LonLat; 2], network: Option<&SeaNetwork>, closed: &ClosedPassages) -> Self {
        Self {
            ends,
            great_circle: great_circle(ends[0], ends[1]),
            rhumb_line: rhumb_line(ends[0], ends[1]),
            by_sea: network.map(|network| network.route(&ends, closed)),
        }
    }

    /// The ways in the order in which they are told, each with its length and its bearings at both ends, `None` where
    /// it goes nowhere. By sea there may be none.
    pub fn ways(&self) -> [Option<MeasuredWay<'_>>; 3] {
        let course = |course: &'_ Course| (course.length, [course.departs, course.arrives]);
        let told = |kind, path, (length, bearings): (Meters, _)| MeasuredWay {
            kind,
            path,
            length,
            bearings: (length.0 > 0.0).then_some(bearings),
        };
        let by_sea = self.by_sea.as_ref().and_then(|way| way.as_ref().ok());
        [
            Some(told(
                WayKind::GreatCircle,
                &self.great_circle.path,
                course(&self.great_circle),
            )),
            Some(told(
                WayKind::RhumbLine,
                &self.rhumb_line.path,
                course(&self.rhumb_line),
            )),
            by_sea.map(|route| MeasuredWay {
                kind: WayKind::BySea,
                path: &route.path,
                length: route.length,
                bearings: bearings_along(&route.path),
            }),
        ]
    }
}

/// How one gets from a point to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayKind {
    /// The shortest way on the globe.
    GreatCircle,
    /// The way of one bearing.
    RhumbLine,
    /// The shortest way for a ship.
    BySea,
}

impl WayKind {
    /// In the order in which they are told.
    pub const ALL: [Self; 3] = [Self::GreatCircle, Self::RhumbLine, Self::BySea];
}

/// A way of a leg.
#[derive(Clone, Copy, Debug)]
pub struct MeasuredWay<'a> {
    /// Which one.
    pub kind: WayKind,
    /// Its points, both ends included.
    pub path: &'a [LonLat],
    /// Its length on the ellipsoid.
    pub length: Meters,
    /// The bearings at its start and its end; `None` where it goes nowhere.
    pub bearings: Option<[Bearing; 2]>,
}

/// A measure with all that it says.
#[derive(Clone, Debug, Default)]
pub struct Measurement {
    /// Its points, of which the data set has all.
    pub points: Vec<MeasurePoint>,
    /// The parts between them, in order: one fewer than points.
    pub legs: Vec<MeasuredLeg>,
}

impl Measurement {
    /// Measures from point to point, by sea under some closed passages, which the lanes are resolved for too. Points
    /// that the data set does not have, and lanes without a way, are left out.
    pub fn new(
        dataset: &Dataset,
        lanes: &Lanes,
        network: Option<&SeaNetwork>,
        points: &[MeasurePoint],
        closed: &ClosedPassages,
    ) -> Self {
        let is_known = |point: &&MeasurePoint| point.position(dataset, lanes).is_some();
        let points: Vec<MeasurePoint> = points.iter().filter(is_known).cloned().collect();
        let legs = points.windows(2).filter_map(|pair| {
            let ends = pair[0].nearest_to(&pair[1], dataset, lanes)?;
            Some(MeasuredLeg::new(ends, network, closed))
        });
        Self {
            legs: legs.collect(),
            points,
        }
    }

    /// The sum of one way over all legs; `None` where a leg has none.
    pub fn total(&self, kind: WayKind) -> Option<Meters> {
        let lengths = self.legs.iter().map(|leg| {
            let way = leg.ways()[kind as usize]?;
            Some(way.length)
        });
        lengths.sum()
    }

    /// Where its points are marked, each with the number of its point from 0: both ends of every leg, and a point that
    /// no leg has. A point with a shape may stand at two places.
    pub fn marks(&self, dataset: &Dataset, lanes: &Lanes) -> Vec<(usize, LonLat)> {
        if let ([only], []) = (&self.points[..], &self.legs[..]) {
            return only
                .position(dataset, lanes)
                .map(|at| (0, at))
                .into_iter()
                .collect();
        }
        let ends = self.legs.iter().enumerate();
        let mut marks: Vec<(usize, LonLat)> = ends
            .flat_map(|(leg, measured)| [(leg, measured.ends[0]), (leg + 1, measured.ends[1])])
            .collect();
        marks.dedup();
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::Kilometers;
    use crate::model::sample;

    fn at(lon: f64, lat: f64) -> MeasurePoint {
        MeasurePoint::Position(LonLat::wrapped(lon, lat), None)
    }

    fn measured(points: &[MeasurePoint], closed: &ClosedPassages) -> Measurement {
        let set = sample::dataset();
        let network = SeaNetwork::embedded().unwrap();
        let lanes = super::super::resolve_lanes(&set, &network, closed);
        Measurement::new(&set, &lanes, Some(&network), points, closed)
    }

    #[test]
    fn each_leg_has_its_ways_and_the_total_is_their_sum() {
        // From the Gulf of Thailand round Singapore into the strait.
        let points = [at(102.0, 8.0), at(104.5, 1.3), at(100.0, 4.0)];
        let open = measured(&points, &ClosedPassages::default());
        assert_eq!((open.points.len(), open.legs.len()), (3, 2));
        for kind in WayKind::ALL {
            let sum: f64 = open
                .legs
                .iter()
                .map(|leg| leg.ways()[kind as usize].unwrap().length.0)
                .sum();
            assert!((open.total(kind).unwrap().0 - sum).abs() < 1e-6);
        }
        let [straight, by_sea] = [WayKind::GreatCircle, WayKind::BySea].map(|kind| open.total(kind).unwrap());
        assert!(straight < by_sea, "{straight:?} {by_sea:?}");
    }

    #[test]
    fn the_way_by_sea_keeps_to_what_is_open() {
        let points = [at(104.5, 1.3), at(98.0, 5.8)];
        let malacca = ClosedPassages::default().with("malacca");
        let length = |closed: &ClosedPassages| measured(&points, closed).total(WayKind::BySea).unwrap();
        assert!(length(&malacca).0 > 1.2 * length(&ClosedPassages::default()).0);
    }

    #[test]
    fn to_a_lane_one_measures_to_where_it_is_nearest() {
        let to_lane = measured(
            &[at(108.0, 20.0), MeasurePoint::Lane("road".to_owned())],
            &ClosedPassages::default(),
        );
        let set = sample::dataset();
        let network = SeaNetwork::embedded().unwrap();
        let lanes = super::super::resolve_lanes(&set, &network, &ClosedPassages::default());
        let path = &lanes.lane(set.lane_by_id("road").unwrap()).unwrap().path;
        let length = to_lane.legs[0].great_circle.length;
        for p in path.iter() {
            let there = great_circle(LonLat::wrapped(108.0, 20.0), *p).length;
            assert!(length.0 <= there.0 * 1.01, "{length:?} {there:?}");
        }
    }

    #[test]
    fn what_the_data_set_does_not_have_is_left_out_and_a_single_point_is_marked() {
        let one = measured(
            &[MeasurePoint::Place("nowhere".to_owned()), at(3.0, 4.0)],
            &ClosedPassages::default(),
        );
        assert_eq!((one.points.len(), one.legs.len()), (1, 0));
        let set = sample::dataset();
        let marks = one.marks(&set, &Lanes::unresolved(&set));
        assert_eq!(marks, [(0, LonLat::wrapped(3.0, 4.0))]);
    }

    #[test]
    fn from_a_place_to_itself_it_is_no_way_at_all() {
        let here = measured(&[at(109.0, 12.0), at(109.0, 12.0)], &ClosedPassages::default());
        let ways = here.legs[0].ways();
        assert!(
            ways.iter()
                .flatten()
                .all(|way| Kilometers::from(way.length).0 < 1e-6)
        );
        assert!(ways[0].unwrap().bearings.is_none());
    }
}
