//! Rectangles: of longitude and latitude, and of projected world coordinates.

use super::{LonLat, WorldPoint};

/// A box of longitude and latitude in degrees. `west` may be below -180 or `east` above 180 where a
/// view crosses the antimeridian; `west <= east` and `south <= north` always hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoBounds {
    /// Western edge, degrees.
    pub west: f64,
    /// Southern edge, degrees.
    pub south: f64,
    /// Eastern edge, degrees.
    pub east: f64,
    /// Northern edge, degrees.
    pub north: f64,
}

impl GeoBounds {
    /// The whole globe.
    pub const WORLD: Self = Self {
        west: -180.0,
        south: -90.0,
        east: 180.0,
        north: 90.0,
    };

    /// The smallest box around some positions, or `None` if there are none. Never crosses the antimeridian.
    pub fn around(points: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        points.into_iter().fold(None, |acc, p| {
            let b = acc.unwrap_or(Self {
                west: p.lon(),
                south: p.lat(),
                east: p.lon(),
                north: p.lat(),
            });
            Some(Self {
                west: b.west.min(p.lon()),
                south: b.south.min(p.lat()),
                east: b.east.max(p.lon()),
                north: b.north.max(p.lat()),
            })
        })
    }

    /// Whether the two boxes share at least an edge.
    pub fn meets(&self, other: &Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// Whether a position lies in the box, edges included.
    pub fn contains(&self, p: LonLat) -> bool {
        (self.west..=self.east).contains(&p.lon()) && (self.south..=self.north).contains(&p.lat())
    }

    /// The box moved east by some degrees: for the copies of the world beside the antimeridian.
    pub fn shifted(&self, degrees_east: f64) -> Self {
        Self {
            west: self.west + degrees_east,
            east: self.east + degrees_east,
            ..*self
        }
    }

    /// The box grown on every side by some degrees, latitude kept on the globe.
    pub fn grown(&self, degrees: f64) -> Self {
        Self {
            west: self.west - degrees,
            south: (self.south - degrees).max(-90.0),
            east: self.east + degrees,
            north: (self.north + degrees).min(90.0),
        }
    }

    /// The position in the middle.
    pub fn center(&self) -> LonLat {
        LonLat::wrapped((self.west + self.east) / 2.0, (self.south + self.north) / 2.0)
    }
}

/// A box of projected world coordinates (see [`super::Projection`]), `min <= max`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorldBounds {
    /// Lower left corner.
    pub min: WorldPoint,
    /// Upper right corner.
    pub max: WorldPoint,
}

impl WorldBounds {
    /// Whether the two boxes share at least an edge.
    pub fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x
            && other.min.x <= self.max.x
            && self.min.y <= other.max.y
            && other.min.y <= self.max.y
    }
}
