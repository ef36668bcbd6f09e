//! Equal Earth on the sphere: Šavrič, Patterson and Jenny (2018), "The Equal Earth map projection",
//! International Journal of Geographical Information Science 33, eq. 3 to 6.

use super::WorldPoint;

const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
/// Half of the square root of three.
const M: f64 = 0.866_025_403_784_438_6;
/// How far the map reaches east and north of its middle.
pub(super) const HALF_EXTENT: [f64; 2] = [2.706_629_963_238_71, 1.317_362_759_157_4];

fn height(t: f64) -> f64 {
    let t2 = t * t;
    let t6 = t2 * t2 * t2;
    t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2))
}

/// The derivative of [`height`].
fn slope(t: f64) -> f64 {
    let t2 = t * t;
    let t6 = t2 * t2 * t2;
    A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2)
}

pub(super) fn forward(east: f64, lat: f64) -> WorldPoint {
    let t = (M * lat.to_radians().sin()).asin();
    WorldPoint {
        x: east.to_radians() * t.cos() / (M * slope(t)),
        y: height(t),
    }
}

/// Degrees east of the origin and the latitude; `None` above and below the map.
pub(super) fn inverse(w: WorldPoint) -> Option<(f64, f64)> {
    if w.y.abs() > HALF_EXTENT[1] + 1e-12 {
        return None;
    }
    let mut t = w.y / A[0];
    for _ in 0..12 {
        let step = (height(t) - w.y) / slope(t);
        t -= step;
        if step.abs() < 1e-14 {
            break;
        }
    }
    let lat = (t.sin() / M).clamp(-1.0, 1.0).asin().to_degrees();
    Some(((w.x * M * slope(t) / t.cos()).to_degrees(), lat))
}
