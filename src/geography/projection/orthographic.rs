//! The globe seen from far away (orthographic). Snyder (1987), eq. 20-3, 20-4 and 20-14, 20-15, in vectors.

use super::WorldPoint;
use crate::geography::LonLat;

/// A position as it is seen from above an origin: east, north, and towards the eye (negative: behind the limb).
pub(super) fn seen_from(origin: LonLat, lon: f64, lat: f64) -> [f64; 3] {
    let (sin0, cos0) = origin.lat().to_radians().sin_cos();
    let (sin, cos) = lat.to_radians().sin_cos();
    let (sin_east, cos_east) = (lon - origin.lon()).to_radians().sin_cos();
    [
        cos * sin_east,
        cos0 * sin - sin0 * cos * cos_east,
        sin0 * sin + cos0 * cos * cos_east,
    ]
}

pub(super) fn inverse(origin: LonLat, w: WorldPoint) -> Option<LonLat> {
    let square = w.x * w.x + w.y * w.y;
    if square > 1.0 {
        return None;
    }
    let z = (1.0 - square).sqrt();
    let (sin0, cos0) = origin.lat().to_radians().sin_cos();
    let up = cos0 * w.y + sin0 * z;
    let out = cos0 * z - sin0 * w.y;
    let lat = up.atan2(w.x.hypot(out)).to_degrees();
    Some(LonLat::wrapped(origin.lon() + w.x.atan2(out).to_degrees(), lat))
}
