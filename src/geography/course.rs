//! Courses between two positions on the ellipsoid: the great circle, which is the shortest, and the rhumb line, which
//! keeps one bearing. With their lengths, bearings and paths.

use geo::{Bearing as _, Distance, Geodesic, InterpolatePoint, Point};

use super::{LonLat, Meters};

/// Degrees clockwise from true north, 0 up to 360.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Bearing(f64);

/// How one gets from a position to another without regard to land.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Its length on the ellipsoid.
    pub length: Meters,
    /// The bearing at its start.
    pub departs: Bearing,
    /// The bearing at its end.
    pub arrives: Bearing,
    /// Its points, both ends included, at most 25 km apart.
    pub path: Vec<LonLat>,
}

/// Points of a path are no farther apart than this, in metres: a straight line between two leaves the course by less
/// than 15 m.
const STEP: f64 = 25_000.0;
/// Eccentricity of WGS 84: its square is f (2 - f) with f = 1 / 298.257223563.
const ECCENTRICITY: f64 = 0.081_819_190_842_621_49;
/// The larger half axis of WGS 84 in metres.
const EQUATOR: f64 = 6_378_137.0;
/// Rhumb lines wind round the poles without end: latitudes beyond this are taken as this.
const MOST_LATITUDE: f64 = 89.999;

impl Bearing {
    /// A bearing of any number of degrees, brought into 0 up to 360.
    pub fn from_degrees(degrees: f64) -> Self {
        let wrapped = degrees.rem_euclid(360.0);
        // Of a tiny negative number the remainder is 360 itself.
        Self(if wrapped < 360.0 { wrapped } else { 0.0 })
    }

    /// Degrees clockwise from true north.
    pub fn degrees(self) -> f64 {
        self.0
    }
}

impl Course {
    /// A course that goes nowhere.
    fn still(at: LonLat) -> Self {
        Self {
            length: Meters(0.0),
            departs: Bearing::default(),
            arrives: Bearing::default(),
            path: vec![at, at],
        }
    }
}

impl std::fmt::Display for Bearing {
    /// Whole degrees in three figures, as sailors write them: `047°`; 360 is 000.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:03.0}°", self.0.round().rem_euclid(360.0))
    }
}

/// The bearings at the start and at the end of a path of great circles; `None` where it goes nowhere.
pub fn bearings_along(path: &[LonLat]) -> Option<[Bearing; 2]> {
    let moves = |pair: &&[LonLat]| pair[0] != pair[1];
    let first = path.windows(2).find(moves)?;
    let last = path.windows(2).rfind(moves)?;
    let departs = Geodesic.bearing(point(first[0]), point(first[1]));
    Some([Bearing::from_degrees(departs), arrival(last[0], last[1])])
}

/// The bearing with which the geodesic arrives.
fn arrival(from: LonLat, to: LonLat) -> Bearing {
    Bearing::from_degrees(Geodesic.bearing(point(to), point(from)) + 180.0)
}

fn point(p: LonLat) -> Point {
    Point::new(p.lon(), p.lat())
}

/// The geodesic from one position to another (Karney's method, from the `geo` library): what sailors call the great
/// circle, on the ellipsoid.
pub fn great_circle(from: LonLat, to: LonLat) -> Course {
    if from == to {
        return Course::still(from);
    }
    let (a, b) = (point(from), point(to));
    let between = Geodesic.points_along_line(a, b, STEP, false);
    let between = between.map(|p| LonLat::wrapped(p.x(), p.y()));
    Course {
        length: Meters(Geodesic.distance(a, b)),
        departs: Bearing::from_degrees(Geodesic.bearing(a, b)),
        arrives: arrival(from, to),
        path: std::iter::once(from).chain(between).chain([to]).collect(),
    }
}

/// The line of one bearing from one position to another, the shorter way round the globe. On a Mercator map of the
/// ellipsoid it is straight: its northing is the isometric latitude, its length the northing along the meridian over
/// the cosine of the bearing, or along a parallel the parallel's own.
pub fn rhumb_line(from: LonLat, to: LonLat) -> Course {
    if from == to {
        return Course::still(from);
    }
    let latitude = |p: LonLat| p.lat().clamp(-MOST_LATITUDE, MOST_LATITUDE);
    let [south, north] = [latitude(from), latitude(to)];
    let mut east = to.lon() - from.lon();
    if east.abs() > 180.0 {
        east -= 360.0 * east.signum();
    }
    let up = isometric(north) - isometric(south);
    let across = east.to_radians();
    let length = across.hypot(up) * metres_per_isometric(south, north, up);
    let bearing = Bearing::from_degrees(across.atan2(up).to_degrees());
    let count = (length / STEP).ceil().clamp(1.0, 1e5);
    let place = |step: f64| {
        let lat = south + (north - south) * step / count;
        let part = if up.abs() < LEVEL {
            step / count
        } else {
            (isometric(lat) - isometric(south)) / up
        };
        LonLat::wrapped(from.lon() + east * part, lat)
    };
    let steps = std::iter::successors(Some(1.0), |step| Some(step + 1.0)).take_while(|step| *step < count);
    Course {
        length: Meters(length),
        departs: bearing,
        arrives: bearing,
        path: std::iter::once(from)
            .chain(steps.map(place))
            .chain([to])
            .collect(),
    }
}

/// Two isometric latitudes nearer than this lie on one parallel, to less than a millimetre.
const LEVEL: f64 = 1e-9;

/// The northing of a latitude in degrees on a Mercator map of the ellipsoid, with the larger half axis as unit.
fn isometric(latitude: f64) -> f64 {
    let sine = latitude.to_radians().sin();
    sine.atanh() - ECCENTRICITY * (ECCENTRICITY * sine).atanh()
}

/// Metres on the ground per unit of isometric latitude between two latitudes that lie `up` units apart.
fn metres_per_isometric(south: f64, north: f64, up: f64) -> f64 {
    if up.abs() < LEVEL {
        let (sine, cosine) = f64::midpoint(south, north).to_radians().sin_cos();
        return EQUATOR * cosine / (1.0 - (ECCENTRICITY * sine).powi(2)).sqrt();
    }
    // Along a meridian the geodesic is the meridian's arc.
    Geodesic.distance(Point::new(0.0, south), Point::new(0.0, north)) / up.abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::wrapped(lon, lat)
    }

    fn along(path: &[LonLat]) -> f64 {
        let steps = path.windows(2);
        steps.map(|p| Geodesic.distance(point(p[0]), point(p[1]))).sum()
    }

    prop_compose! {
        fn place()(lon in -180.0..180.0f64, lat in -75.0..75.0f64) -> LonLat { at(lon, lat) }
    }

    #[test]
    fn along_a_meridian_and_the_equator_both_courses_are_one() {
        for (from, to, bearing) in [
            (at(109.0, -10.0), at(109.0, 40.0), 0.0),
            (at(109.0, 40.0), at(109.0, -10.0), 180.0),
            (at(170.0, 0.0), at(-170.0, 0.0), 90.0),
        ] {
            let (great, rhumb) = (great_circle(from, to), rhumb_line(from, to));
            assert!(
                (great.length.0 - rhumb.length.0).abs() < 1e-3,
                "{great:?} {rhumb:?}"
            );
            assert!((great.departs.degrees() - bearing).abs() < 1e-6);
            assert!((rhumb.departs.degrees() - bearing).abs() < 1e-6);
        }
    }

    #[test]
    fn a_bearing_is_written_in_three_figures() {
        for (degrees, written) in [
            (0.0, "000°"),
            (47.4, "047°"),
            (-0.2, "000°"),
            (359.7, "000°"),
            (221.5, "222°"),
        ] {
            assert_eq!(Bearing::from_degrees(degrees).to_string(), written);
        }
    }

    #[test]
    fn from_a_place_to_itself_there_is_no_way_and_no_number_that_is_none() {
        let here = at(109.2, 11.9);
        for course in [great_circle(here, here), rhumb_line(here, here)] {
            assert_eq!((course.length, course.path), (Meters(0.0), vec![here, here]));
        }
        assert_eq!(bearings_along(&[here, here]), None);
        assert_eq!(bearings_along(&[]), None);
    }

    #[test]
    fn a_rhumb_line_along_a_parallel_is_the_parallel() {
        let rhumb = rhumb_line(at(-10.0, 60.0), at(20.0, 60.0));
        let radius = EQUATOR * 0.5 / (1.0 - ECCENTRICITY * ECCENTRICITY * 0.75).sqrt();
        assert!((rhumb.length.0 - radius * 30f64.to_radians()).abs() < 1e-3);
        assert!(rhumb.path.iter().all(|p| (p.lat() - 60.0).abs() < 1e-12));
    }

    proptest! {
        #[test]
        fn the_great_circle_is_never_longer_than_the_rhumb_line(a in place(), b in place()) {
            prop_assert!(great_circle(a, b).length.0 <= rhumb_line(a, b).length.0 + 1e-3);
        }

        #[test]
        fn there_and_back_are_equally_long_and_opposite(a in place(), b in place()) {
            prop_assume!((a.lon() - b.lon()).abs() < 179.0 && (a.lat() - b.lat()).abs() > 0.01);
            for course in [great_circle, rhumb_line] {
                let (there, back) = (course(a, b), course(b, a));
                prop_assert!((there.length.0 - back.length.0).abs() < 1e-3);
                let turned = Bearing::from_degrees(back.departs.degrees() + 180.0);
                let apart = (turned.degrees() - there.arrives.degrees()).abs();
                prop_assert!(apart.min(360.0 - apart) < 1e-6, "{turned:?} {:?}", there.arrives);
            }
        }

        #[test]
        fn a_path_is_as_long_as_its_course_says(a in place(), b in place()) {
            prop_assume!((a.lon() - b.lon()).abs() < 179.0);
            for course in [great_circle(a, b), rhumb_line(a, b)] {
                // Between points of a rhumb line the geodesic cuts a corner.
                let (sum, length) = (along(&course.path), course.length.0);
                prop_assert!((sum - length).abs() <= length * 2e-4 + 1e-3, "{sum} of {length}");
                prop_assert_eq!((course.path[0], course.path.last().copied()), (a, Some(b)));
            }
        }

        #[test]
        fn every_step_of_a_rhumb_line_keeps_its_bearing(a in place(), b in place()) {
            prop_assume!((a.lat() - b.lat()).abs() > 1.0);
            let whole = rhumb_line(a, b);
            for pair in whole.path.windows(2) {
                let step = rhumb_line(pair[0], pair[1]).departs.degrees();
                let apart = (step - whole.departs.degrees()).abs();
                prop_assert!(apart.min(360.0 - apart) < 1e-5, "{step} of {:?}", whole.departs);
            }
        }

        #[test]
        fn a_bearing_lies_between_0_and_360(degrees in -1e4..1e4f64) {
            let bearing = Bearing::from_degrees(degrees).degrees();
            prop_assert!((0.0..360.0).contains(&bearing));
        }
    }
}
