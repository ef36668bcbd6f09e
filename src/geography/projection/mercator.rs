//! Mercator on the sphere. Snyder (1987), "Map projections: a working manual", eq. 7-1 to 7-5.

use std::f64::consts::PI;

use super::WorldPoint;
use crate::geography::LonLat;

/// Latitudes are shown up to this many degrees: where the square world map of web maps ends too.
pub(super) const MAX_LAT: f64 = 85.051_128_779_806_6;

/// The world point of degrees; longitudes may run past the antimeridian.
pub(super) fn forward(lon: f64, lat: f64) -> WorldPoint {
    let lat = lat.clamp(-MAX_LAT, MAX_LAT).to_radians();
    WorldPoint {
        x: lon.to_radians(),
        y: (PI / 4.0 + lat / 2.0).tan().ln(),
    }
}

pub(super) fn inverse(w: WorldPoint) -> Option<LonLat> {
    let lat = latitude(w.y);
    (lat.abs() <= MAX_LAT + 1e-9).then(|| LonLat::wrapped(w.x.to_degrees(), lat))
}

/// The latitude in degrees at a height of the plane.
pub(super) fn latitude(y: f64) -> f64 {
    (2.0 * y.exp().atan() - PI / 2.0).to_degrees()
}

pub(super) fn scale_factor(lat: f64) -> f64 {
    1.0 / lat.clamp(-MAX_LAT, MAX_LAT).to_radians().cos()
}
