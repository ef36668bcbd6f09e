//! Great circles as unit vectors of geodetic longitude and latitude, and lengths on the ellipsoid.
//! The network's tracks are these great circles, in the asset script and here alike.

use geo::{Distance, Geodesic, Point};

use super::super::{LonLat, Meters};

/// A point of the unit sphere: x towards 0°E on the equator, z towards the north pole.
pub(in crate::geography) type UnitVector = [f64; 3];

/// The least radius of curvature of WGS 84, a(1 - e²), in metres: an angle between two normals times this
/// is never longer than the geodesic between their feet, which A* needs of its estimate.
pub(super) const LEAST_RADIUS: f64 = 6_335_439.0;

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
    let chord = ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)).sqrt();
    2.0 * (0.5 * chord).min(1.0).asin()
}

/// The points of the great circle from `a` to `b` at even steps of at most `step` radians, both ends included.
pub(super) fn points_along(a: LonLat, b: LonLat, step: f64) -> impl Iterator<Item = LonLat> {
    let (u, v) = (unit_vector(a), unit_vector(b));
    let whole = angle(u, v);
    let sine = whole.sin();
    let count = (whole / step).ceil().clamp(1.0, 1e6);
    let between = move |i: f64| {
        let (p, q) = (
            ((1.0 - i / count) * whole).sin() / sine,
            ((i / count) * whole).sin() / sine,
        );
        lon_lat([p * u[0] + q * v[0], p * u[1] + q * v[1], p * u[2] + q * v[2]])
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 1..=1e6"
    )]
    let last = count as u32;
    (0..=last).map(move |i| match i {
        0 => a,
        i if i == last => b,
        i => between(f64::from(i)),
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
        fn the_estimate_is_never_longer_than_the_geodesic(a in place(), b in place()) {
            let estimate = LEAST_RADIUS * angle(unit_vector(a), unit_vector(b));
            prop_assert!(estimate <= ellipsoidal_distance(a, b).0 + 1e-6);
        }
    }
}
