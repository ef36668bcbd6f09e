//! Lambert's conformal conic on the sphere, with two standard parallels. Snyder (1987), eq. 14-1 to 15-5a.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

use super::WorldPoint;

/// The part of half the picture's height at which the standard parallels lie above and below its middle: each a
/// sixth of the height from the edge (Snyder 1987, p. 99, after Deetz and Adams).
const PARALLELS_AT: f64 = 2.0 / 3.0;
/// Standard parallels lie at most so many degrees from the middle, and so near to a pole.
const MOST_APART: f64 = 30.0;
const MOST_POLAR: f64 = 85.0;
/// The least constant of the cone: a picture about the equator is as good as Mercator.
const LEAST_CONE: f64 = 1e-5;
/// How many degrees from its middle the map reaches away from the cone's tip.
const REACH: f64 = 80.0;

/// A cone: its constant, its size, and the radius of the middle's parallel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Conic {
    cone: f64,
    factor: f64,
    middle: f64,
    latitudes: (f64, f64),
}

impl Conic {
    /// The cone for a picture about a latitude that shows so much ground from its lower to its upper edge.
    pub(super) fn around(lat: f64, height_radians: f64) -> Self {
        let apart = (height_radians.to_degrees() / 2.0 * PARALLELS_AT).clamp(0.0, MOST_APART);
        let parallel = |sign: f64| (lat + sign * apart).clamp(-MOST_POLAR, MOST_POLAR);
        Self::through(parallel(-1.0), parallel(1.0), lat)
    }

    /// The cone through two parallels, with the plane's origin at a latitude.
    pub(super) fn through(south: f64, north: f64, origin: f64) -> Self {
        let [a, b] = [south, north].map(f64::to_radians);
        let half = |lat: f64| (FRAC_PI_4 + lat / 2.0).tan();
        let cone = if (b - a).abs() < 1e-9 {
            a.sin()
        } else {
            (a.cos() / b.cos()).ln() / (half(b) / half(a)).ln()
        };
        let cone = if cone.abs() < LEAST_CONE {
            LEAST_CONE.copysign(cone)
        } else {
            cone
        };
        let factor = a.cos() * half(a).powf(cone) / cone;
        let latitudes = if cone > 0.0 {
            ((origin - REACH).max(-REACH), 90.0)
        } else {
            (-90.0, (origin + REACH).min(REACH))
        };
        let mut conic = Self {
            cone,
            factor,
            middle: 0.0,
            latitudes,
        };
        conic.middle = conic.radius(origin);
        conic
    }

    /// The constant of the cone.
    pub(super) fn cone(&self) -> f64 {
        self.cone
    }

    /// The latitudes that the map reaches over.
    pub(super) fn latitudes(&self) -> (f64, f64) {
        self.latitudes
    }

    /// The radius of a parallel; negative where the cone opens northwards.
    fn radius(&self, lat: f64) -> f64 {
        let lat = lat.clamp(self.latitudes.0, self.latitudes.1).to_radians();
        let half = (FRAC_PI_4 + lat / 2.0).tan().max(0.0);
        if half.is_finite() && half > 0.0 {
            self.factor / half.powf(self.cone)
        } else {
            0.0
        }
    }

    pub(super) fn forward(&self, east: f64, lat: f64) -> WorldPoint {
        let (radius, angle) = (self.radius(lat), self.cone * east.to_radians());
        WorldPoint {
            x: radius * angle.sin(),
            // middle - radius cos(angle), without losing digits where the cone is nearly a cylinder.
            y: self.middle - radius + 2.0 * radius * (angle / 2.0).sin().powi(2),
        }
    }

    /// Degrees east of the origin and the latitude; `None` beyond the map's reach.
    pub(super) fn inverse(&self, w: WorldPoint) -> Option<(f64, f64)> {
        let sign = self.cone.signum();
        let (x, y) = (w.x * sign, (self.middle - w.y) * sign);
        let radius = sign * x.hypot(y);
        let east = (x.atan2(y) / self.cone).to_degrees();
        if radius == 0.0 {
            return Some((0.0, 90.0 * sign));
        }
        let lat = (2.0 * (self.factor / radius).powf(1.0 / self.cone).atan() - FRAC_PI_2).to_degrees();
        let (south, north) = self.latitudes;
        (south - 1e-9..=north + 1e-9)
            .contains(&lat)
            .then_some((east, lat))
    }

    pub(super) fn scale_factor(&self, lat: f64) -> f64 {
        let lat = lat.clamp(self.latitudes.0.max(-89.9), self.latitudes.1.min(89.9));
        (self.cone * self.radius(lat) / lat.to_radians().cos()).abs()
    }
}
