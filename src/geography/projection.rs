//! Map projections of the sphere: position on the globe to world coordinates on a plane and back. Lines and
//! rings on their way to the plane, cut where it ends, stand in `shapes`.

mod conic;
mod equal_earth;
mod mercator;
mod orthographic;
mod shapes;
#[cfg(test)]
mod tests;

use std::f64::consts::PI;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::{GeoBounds, LonLat, WorldBounds};
use conic::Conic;

pub(super) use shapes::holds;
pub use shapes::{DegreePoint, unrolled};

/// The latitude in degrees at a height of Mercator's plane, kept on the map.
pub(super) fn mercator_latitude(y: f64) -> f64 {
    mercator::latitude(y).clamp(-mercator::MAX_LAT, mercator::MAX_LAT)
}

/// A point of the projected plane: x grows east, y grows north, in units of the globe's radius.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WorldPoint {
    /// East.
    pub x: f64,
    /// North.
    pub y: f64,
}

/// How the globe is laid flat: what a view says. [`ProjectionKind::around`] makes a [`Projection`] of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProjectionKind {
    /// Mercator: rhumb lines are straight, angles are true.
    #[default]
    Mercator,
    /// Lambert's conformal conic about the middle of the picture: angles are true, areas nearly so over a
    /// region.
    LambertConformal,
    /// Equal Earth about the meridian in the middle: areas are true, the world is whole.
    EqualEarth,
    /// The globe as it is seen from far above the middle (orthographic).
    Globe,
}

impl ProjectionKind {
    /// Every kind, the usual one first.
    pub const ALL: [Self; 4] = [
        Self::Mercator,
        Self::LambertConformal,
        Self::EqualEarth,
        Self::Globe,
    ];

    /// The name in view files: `mercator`, `lambert-conformal`, `equal-earth`, `globe`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Mercator => "mercator",
            Self::LambertConformal => "lambert-conformal",
            Self::EqualEarth => "equal-earth",
            Self::Globe => "globe",
        }
    }

    /// The projection of this kind for a picture about `center` that shows so much ground, in radians of the
    /// globe's girth, from its lower to its upper edge. Mercator is the same for every picture.
    pub fn around(self, center: LonLat, height_radians: f64) -> Projection {
        let (form, origin) = match self {
            Self::Mercator => (Form::Mercator, LonLat::wrapped(0.0, 0.0)),
            Self::LambertConformal => (Form::Conic(Conic::around(center.lat(), height_radians)), center),
            Self::EqualEarth => (Form::EqualEarth, LonLat::wrapped(center.lon(), 0.0)),
            Self::Globe => (Form::Orthographic, center),
        };
        Projection { form, origin }
    }
}

/// The formulas of a projection, with what is worked out once for them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Mercator,
    Conic(Conic),
    EqualEarth,
    Orthographic,
}

/// A projection of the globe about an origin, which lies at the middle of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    form: Form,
    origin: LonLat,
}

impl Eq for Projection {}

impl Hash for Projection {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind().hash(state);
        self.origin.lon().to_bits().hash(state);
        self.origin.lat().to_bits().hash(state);
        if let Form::Conic(conic) = self.form {
            conic.cone().to_bits().hash(state);
        }
    }
}

impl Projection {
    /// How far a place faces the eye, 1 in the middle to 0 on the limb; below 0 it is behind the globe. 1 for what is
    /// no globe.
    pub fn facing(&self, place: LonLat) -> f64 {
        match self.form {
            Form::Orthographic => orthographic::seen_from(self.origin, place.lon(), place.lat())[2],
            _ => 1.0,
        }
    }

    /// Mercator, about the meridian of Greenwich.
    pub const MERCATOR: Self = Self {
        form: Form::Mercator,
        origin: LonLat::NULL_ISLAND,
    };

    /// Its kind.
    pub fn kind(&self) -> ProjectionKind {
        match self.form {
            Form::Mercator => ProjectionKind::Mercator,
            Form::Conic(_) => ProjectionKind::LambertConformal,
            Form::EqualEarth => ProjectionKind::EqualEarth,
            Form::Orthographic => ProjectionKind::Globe,
        }
    }

    /// The position that the plane is laid out about.
    pub fn origin(&self) -> LonLat {
        self.origin
    }

    /// Projects a position; `None` where the projection does not show it: behind the globe. Latitudes beyond
    /// what a flat projection can show are clamped to its edge.
    pub fn world_from_lon_lat(&self, p: LonLat) -> Option<WorldPoint> {
        match self.form {
            Form::Mercator => Some(mercator::forward(p.lon(), p.lat())),
            Form::Orthographic => {
                let [x, y, z] = orthographic::seen_from(self.origin, p.lon(), p.lat());
                (z >= 0.0).then_some(WorldPoint { x, y })
            }
            _ => Some(self.flat(self.east_of_origin(p.lon()), p.lat())),
        }
    }

    /// The position shown at a world point, or `None` where the projection shows no part of the globe.
    pub fn lon_lat_from_world(&self, w: WorldPoint) -> Option<LonLat> {
        let (lon, lat) = match self.form {
            Form::Mercator => return mercator::inverse(w),
            Form::Orthographic => return orthographic::inverse(self.origin, w),
            Form::Conic(conic) => conic.inverse(w)?,
            Form::EqualEarth => equal_earth::inverse(w)?,
        };
        (lon.abs() <= 180.0 + 1e-9).then(|| LonLat::wrapped(self.origin.lon() + lon, lat))
    }

    /// World units per radius of the globe at a position: 1 where the projection is true to scale. Where the
    /// scale differs with the direction, that of areas (the geometric mean).
    pub fn scale_factor(&self, p: LonLat) -> f64 {
        match self.form {
            Form::Mercator => mercator::scale_factor(p.lat()),
            Form::Conic(conic) => conic.scale_factor(p.lat()),
            Form::EqualEarth => 1.0,
            Form::Orthographic => {
                let [.., z] = orthographic::seen_from(self.origin, p.lon(), p.lat());
                z.max(1e-4).sqrt()
            }
        }
    }

    /// After how many world units east the picture repeats, where it does.
    pub fn period(&self) -> Option<f64> {
        matches!(self.form, Form::Mercator).then_some(2.0 * PI)
    }

    /// Whether the plane is laid out anew when the picture moves, because its origin is the picture's middle.
    pub fn turns_with_the_camera(&self) -> bool {
        !matches!(self.form, Form::Mercator)
    }

    /// A box around all that the projection fills (one period of it).
    pub fn extent(&self) -> WorldBounds {
        let [x, y] = match self.form {
            Form::Mercator => [PI, PI],
            Form::Conic(_) => [4.0, 4.0],
            Form::EqualEarth => equal_earth::HALF_EXTENT,
            Form::Orthographic => [1.0, 1.0],
        };
        WorldBounds {
            min: WorldPoint { x: -x, y: -y },
            max: WorldPoint { x, y },
        }
    }

    /// The longitudes and latitudes that it can show, in degrees; west and east may run past the antimeridian.
    pub fn domain(&self) -> GeoBounds {
        let (south, north) = match self.form {
            Form::Mercator => (-mercator::MAX_LAT, mercator::MAX_LAT),
            Form::Conic(conic) => conic.latitudes(),
            Form::EqualEarth => (-90.0, 90.0),
            Form::Orthographic => {
                let lat = self.origin.lat();
                // Over a pole, every latitude down to the other side's is seen.
                ((lat - 90.0).max(-90.0), (lat + 90.0).min(90.0))
            }
        };
        GeoBounds {
            west: self.origin.lon() - 180.0,
            south,
            east: self.origin.lon() + 180.0,
            north,
        }
    }

    /// The world point of degrees, whether or not it is shown.
    pub(crate) fn world_from_degrees(&self, p: DegreePoint) -> WorldPoint {
        self.flat(p.lon - self.origin.lon(), p.lat)
    }

    /// Degrees east of the origin's meridian, from -180 to 180.
    fn east_of_origin(&self, lon: f64) -> f64 {
        let east = (lon - self.origin.lon() + 180.0).rem_euclid(360.0) - 180.0;
        // The cut meridian is the eastern edge for what comes from the west, and the other way round.
        if east == -180.0 && lon > self.origin.lon() {
            180.0
        } else {
            east
        }
    }

    /// The world point of a flat projection at degrees east of the origin, -180 to 180, and a latitude.
    fn flat(&self, east: f64, lat: f64) -> WorldPoint {
        match self.form {
            Form::Mercator => mercator::forward(east + self.origin.lon(), lat),
            Form::Conic(conic) => conic.forward(east, lat),
            Form::EqualEarth => equal_earth::forward(east, lat),
            Form::Orthographic => {
                let [x, y, _] = orthographic::seen_from(self.origin, east + self.origin.lon(), lat);
                WorldPoint { x, y }
            }
        }
    }
}
