//! Map projections of the sphere: position on the globe to world coordinates on a plane and back.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use super::{GeoBounds, LonLat, WorldBounds};

/// A point of the projected plane: x grows east, y grows north, in units of the globe's radius (for
/// Mercator: true at the equator).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WorldPoint {
    /// East.
    pub x: f64,
    /// North.
    pub y: f64,
}

/// How the globe is laid flat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Projection {
    /// Mercator on the sphere: rhumb lines are straight, angles are true. Snyder (1987), eq. 7-1 and 7-2.
    #[default]
    Mercator,
}

/// Mercator shows latitudes up to this many degrees: where the square world map of web maps ends too.
const MERCATOR_MAX_LAT: f64 = 85.051_128_779_806_6;

impl Projection {
    /// Projects a position. Latitudes beyond what the projection can show are clamped to its edge.
    pub fn world_from_lon_lat(self, p: LonLat) -> WorldPoint {
        self.world_from_degrees(p.lon(), p.lat())
    }

    /// As [`Self::world_from_lon_lat`] for degrees that may run past the antimeridian, so that a line
    /// across it stays in one piece.
    pub fn world_from_degrees(self, lon: f64, lat: f64) -> WorldPoint {
        match self {
            Self::Mercator => {
                let lat = lat.clamp(-MERCATOR_MAX_LAT, MERCATOR_MAX_LAT).to_radians();
                WorldPoint {
                    x: lon.to_radians(),
                    y: (PI / 4.0 + lat / 2.0).tan().ln(),
                }
            }
        }
    }

    /// The position shown at a world point, or `None` where the projection shows no part of the globe.
    pub fn lon_lat_from_world(self, w: WorldPoint) -> Option<LonLat> {
        match self {
            Self::Mercator => {
                let lat = (2.0 * w.y.exp().atan() - PI / 2.0).to_degrees();
                (lat.abs() <= MERCATOR_MAX_LAT + 1e-9).then(|| LonLat::wrapped(w.x.to_degrees(), lat))
            }
        }
    }

    /// World units per radius of the globe at a position: 1 where the projection is true to scale.
    /// Snyder (1987), eq. 7-3.
    pub fn scale_factor(self, p: LonLat) -> f64 {
        match self {
            Self::Mercator => {
                1.0 / p
                    .lat()
                    .clamp(-MERCATOR_MAX_LAT, MERCATOR_MAX_LAT)
                    .to_radians()
                    .cos()
            }
        }
    }

    /// After how many world units east the picture repeats, where it does.
    pub fn period(self) -> Option<f64> {
        match self {
            Self::Mercator => Some(2.0 * PI),
        }
    }

    /// The plane that the projection fills (one period of it).
    pub fn extent(self) -> WorldBounds {
        match self {
            Self::Mercator => WorldBounds {
                min: WorldPoint { x: -PI, y: -PI },
                max: WorldPoint { x: PI, y: PI },
            },
        }
    }

    /// The box of longitude and latitude that covers a world box; may run past the antimeridian.
    pub fn geo_bounds(self, b: WorldBounds) -> GeoBounds {
        match self {
            Self::Mercator => {
                let lat = |y: f64| {
                    (2.0 * y.exp().atan() - PI / 2.0)
                        .to_degrees()
                        .clamp(-MERCATOR_MAX_LAT, MERCATOR_MAX_LAT)
                };
                GeoBounds {
                    west: b.min.x.to_degrees(),
                    south: lat(b.min.y),
                    east: b.max.x.to_degrees(),
                    north: lat(b.max.y),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn mercator_matches_snyders_worked_example() {
        // Snyder (1987), p. 266: sphere, R = 1, lon 75 W from central meridian 180, lat 35 N:
        // x = 1.8325957, y = 0.6528366.
        let w = Projection::Mercator.world_from_degrees(180.0 - 75.0, 35.0);
        assert!((w.x - 1.832_595_7).abs() < 1e-6 && (w.y - 0.652_836_6).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn projecting_and_back_is_the_same_place(lon in -180.0..180.0f64, lat in -85.0..85.0f64) {
            let p = LonLat::new(lon, lat).unwrap();
            let back = Projection::Mercator
                .lon_lat_from_world(Projection::Mercator.world_from_lon_lat(p))
                .unwrap();
            prop_assert!((back.lon() - lon).abs() < 1e-9 && (back.lat() - lat).abs() < 1e-9);
        }
    }
}
