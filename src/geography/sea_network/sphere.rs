//! Great circles as unit vectors of geodetic longitude and latitude, and lengths on the ellipsoid.
//! The network's tracks are these great circles, in the asset script and here alike.

use geo::{Distance, Geodesic, Point};

use super::super::{LonLat, Meters};

/// A point of the unit sphere: x towards 0°E on the equator, z towards the north pole.
pub(in crate::geography) type UnitVector = [f64; 3];

/// The greatest radius of curvature of WGS 84, a²/b, that at the poles, in metres.
const GREATEST_RADIUS: f64 = 6_399_593.625_8;
/// The equatorial radius of WGS 84 in metres and its squared eccentricity.
const A: f64 = 6_378_137.0;
const E2: f64 = 6.694_379_990_141e-3;

/// A point of the ellipsoid, metres from its centre along the axes of the unit vectors.
pub(super) type Foot = [f64; 3];

/// Where the normal of a direction stands on the ellipsoid.
pub(super) fn foot(v: UnitVector) -> Foot {
    let normal = A / (1.0 - E2 * v[2] * v[2]).sqrt();
    [normal * v[0], normal * v[1], normal * (1.0 - E2) * v[2]]
}

/// A length in metres that the geodesic between two points of the ellipsoid is never shorter than, and up to
/// 5000 km hardly longer (0.06 %): the arc over their chord on a sphere that curves nowhere more than the
/// ellipsoid does. The millionth is for rounding; a track's length, in whole metres, may be less by half of one.
pub(super) fn least_distance(a: Foot, b: Foot) -> f64 {
    let half_chord = chord(a, b) / (2.0 * GREATEST_RADIUS);
    2.0 * GREATEST_RADIUS * least_asin(half_chord) * (1.0 - 1e-6)
}

/// The arcsine, or for small arguments, where it is asked most, a little less: the first terms of its series,
/// none of which is negative.
fn least_asin(x: f64) -> f64 {
    if x > 0.5 {
        return x.min(1.0).asin();
    }
    let square = x * x;
    let terms = [
        1.0 / 6.0,
        3.0 / 40.0,
        15.0 / 336.0,
        105.0 / 3456.0,
        945.0 / 42_240.0,
    ];
    x * (1.0 + square * terms.iter().rfold(0.0, |sum, term| sum * square + term))
}

pub(in crate::geography) fn unit_vector(p: LonLat) -> UnitVector {
    let (sin_lon, cos_lon) = p.lon().to_radians().sin_cos();
    let (sin_lat, cos_lat) = p.lat().to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

pub(in crate::geography) fn lon_lat(v: UnitVector) -> LonLat {
    LonLat::wrapped(
        v[1].atan2(v[0]).to_degrees(),
        v[2].atan2(v[0].hypot(v[1])).to_degrees(),
    )
}

/// The angle between two unit vectors in radians, from the chord, which is exact for near points too.
pub(in crate::geography) fn angle(a: UnitVector, b: UnitVector) -> f64 {
    2.0 * (0.5 * chord(a, b)).min(1.0).asin()
}

fn chord(a: [f64; 3], b: [f64; 3]) -> f64 {
    squared_chord(a, b).sqrt()
}

/// The squared length of the chord, which grows with the angle and costs less where angles are compared.
pub(super) fn squared_chord(a: [f64; 3], b: [f64; 3]) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)
}

/// All directions within an angle of a middle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cap {
    middle: UnitVector,
    squared_chord: f64,
}

impl Cap {
    /// The cap of so many radians, at most half a circle.
    pub(super) fn around(middle: UnitVector, radians: f64) -> Self {
        let squared_chord = (2.0 * (radians / 2.0).sin()).powi(2);
        Self {
            middle,
            squared_chord,
        }
    }

    pub(super) fn holds(&self, v: UnitVector) -> bool {
        squared_chord(self.middle, v) <= self.squared_chord
    }
}

/// The shorter arc of the great circle between two directions.
#[derive(Clone, Copy, Debug)]
pub(super) struct GreatCircle {
    start: UnitVector,
    /// A quarter of the circle from the start, past the end; nought for ends that are one place or opposite.
    quarter: UnitVector,
    /// Radians from the start to the end.
    pub(super) length: f64,
}

impl GreatCircle {
    pub(super) fn between(u: UnitVector, v: UnitVector) -> Self {
        let pole = cross(u, v);
        let size = chord(pole, [0.0; 3]);
        let quarter = cross(pole, u).map(|x| if size > 0.0 { x / size } else { 0.0 });
        let length = angle(u, v);
        Self {
            start: u,
            quarter,
            length,
        }
    }

    /// The direction so many radians from the start.
    pub(super) fn at(&self, radians: f64) -> UnitVector {
        let (sine, cosine) = radians.sin_cos();
        std::array::from_fn(|k| cosine * self.start[k] + sine * self.quarter[k])
    }
}

pub(super) fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

pub(super) fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The points of the great circle from `a` to `b` at even steps of at most `step` radians, both ends included.
pub(super) fn points_along(a: LonLat, b: LonLat, step: f64) -> impl Iterator<Item = LonLat> {
    let circle = GreatCircle::between(unit_vector(a), unit_vector(b));
    let count = (circle.length / step).ceil().clamp(1.0, 1e6);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 1..=1e6"
    )]
    let last = count as u32;
    (0..=last).map(move |i| match i {
        0 => a,
        i if i == last => b,
        i => lon_lat(circle.at(circle.length * f64::from(i) / count)),
    })
}

/// The geodesic on WGS 84 (Karney 2013).
pub(super) fn ellipsoidal_distance(a: LonLat, b: LonLat) -> Meters {
    Meters(Geodesic.distance(Point::new(a.lon(), a.lat()), Point::new(b.lon(), b.lat())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        fn place()(lon in -180.0..180.0f64, lat in -80.0..80.0f64) -> LonLat { LonLat::wrapped(lon, lat) }
    }

    proptest! {
        #[test]
        fn a_unit_vector_gives_its_position_back(p in place()) {
            let q = lon_lat(unit_vector(p));
            prop_assert!((p.lon() - q.lon()).abs() < 1e-9 && (p.lat() - q.lat()).abs() < 1e-9);
        }

        #[test]
        fn the_least_distance_is_never_longer_than_the_geodesic(a in place(), b in place()) {
            let least = least_distance(foot(unit_vector(a)), foot(unit_vector(b)));
            prop_assert!(least <= ellipsoidal_distance(a, b).0);
        }

        #[test]
        fn the_least_distance_is_hardly_shorter_than_a_geodesic_of_less_than_5000_km(
            a in place(), bearing in 0.0..360.0f64, metres in 1_000.0..5_000_000.0f64,
        ) {
            use geo::Destination;
            let b = Geodesic.destination(Point::new(a.lon(), a.lat()), bearing, metres);
            let b = LonLat::wrapped(b.x(), b.y());
            let least = least_distance(foot(unit_vector(a)), foot(unit_vector(b)));
            prop_assert!((0.9994..=1.0).contains(&(least / metres)), "{}", least / metres);
        }

        #[test]
        fn the_least_arcsine_is_hardly_less(x in 0.0..1.0f64) {
            prop_assert!(least_asin(x) <= x.asin() * (1.0 + 1e-15) && least_asin(x) >= x.asin() * (1.0 - 1e-5));
        }

        #[test]
        fn a_cap_holds_what_lies_within_its_angle(a in place(), b in place(), radians in 0.0..3.0f64) {
            let [a, b] = [unit_vector(a), unit_vector(b)];
            prop_assume!((angle(a, b) - radians).abs() > 1e-9);
            prop_assert_eq!(Cap::around(a, radians).holds(b), angle(a, b) < radians);
        }

        #[test]
        fn a_great_circle_begins_and_ends_at_its_places(a in place(), b in place()) {
            let ends = [unit_vector(a), unit_vector(b)];
            let circle = GreatCircle::between(ends[0], ends[1]);
            prop_assert!(chord(circle.at(0.0), ends[0]) < 1e-12);
            prop_assert!(chord(circle.at(circle.length), ends[1]) < 1e-8);
        }
    }
}
