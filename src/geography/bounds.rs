//! Rectangles: of longitude and latitude, and of projected world coordinates.

use serde::{Deserialize, Serialize};

use super::{LonLat, WorldPoint};

/// A box of longitude and latitude in degrees. `west` may be below -180 or `east` above 180 where a
/// view crosses the antimeridian; `west <= east` and `south <= north` always hold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Edges")]
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

/// Four edges as a file has them, in any order of size.
#[derive(Deserialize)]
struct Edges {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl TryFrom<Edges> for GeoBounds {
    type Error = &'static str;

    fn try_from(edges: Edges) -> Result<Self, Self::Error> {
        let Edges {
            west,
            south,
            east,
            north,
        } = edges;
        if !(-90.0..=90.0).contains(&south) || !(south..=90.0).contains(&north) {
            return Err("south and north are latitudes from -90 to 90, the southern one first");
        }
        if !(-360.0..=360.0).contains(&west) || !(west..=west + 360.0).contains(&east) {
            return Err(
                "west and east are degrees from -360 to 360, the western one first; \
                 beyond 180 where the area crosses the antimeridian",
            );
        }
        Ok(Self {
            west,
            south,
            east,
            north,
        })
    }
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

    /// Whether a position lies in the box or in a copy of it a whole turn away, edges included.
    pub fn contains_on_globe(&self, p: LonLat) -> bool {
        [0.0, 360.0, -360.0]
            .iter()
            .any(|turn| self.shifted(*turn).contains(p))
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
