//! What the vector layers hand out: coasts, depths, tints, neutral ground, rivers, borders, in projected
//! world coordinates (x east, y north, units of the globe's radius).

use std::sync::Arc;

use super::container::{Feature, Frame, UNITS, UnitPoint};
use super::rings::{self, Shore};
use crate::geography::{GeoBounds, Projection};
use crate::scene::Polylines;

/// Land and inland water of one tile. Fills reach a little beyond the tile, so that no seam shows
/// between neighbours of one colour; lines end exactly at its edge.
#[derive(Clone, Debug, Default)]
pub struct CoastTile {
    /// Dry ground: fill (or clip) with the **non-zero** rule. Islands are in it, lakes are left out.
    pub ground: Arc<Polylines>,
    /// Lakes and wide rivers: fill, below the ground.
    pub lakes: Arc<Polylines>,
    /// Where land meets the sea.
    pub coast: Shore,
    /// Where land meets lakes and wide rivers, islands in them included.
    pub lake_shore: Shore,
}

impl CoastTile {
    /// Points held by the tile's fills and lines.
    pub fn point_count(&self) -> usize {
        self.ground.point_count()
            + self.lakes.point_count()
            + self.coast.point_count()
            + self.lake_shore.point_count()
    }

    pub(super) fn build(features: &[Feature], frame: &Frame, projection: &Projection) -> Self {
        let of = |wanted: fn(u8) -> bool| {
            features
                .iter()
                .filter(move |f| wanted(f.kind))
                .flat_map(|f| &f.parts)
        };
        Self {
            ground: rings::project(of(|_| true), true, projection),
            lakes: rings::project(of(|kind| kind == 2), true, projection),
            coast: rings::shore(of(|kind| kind == 1), frame, projection),
            lake_shore: rings::shore(of(|kind| kind > 1), frame, projection),
        }
    }
}

/// The sea deeper than some metres, of one tile. Shallower areas lie under it: draw in the order given.
#[derive(Clone, Debug)]
pub struct DepthArea {
    /// Metres below the sea's surface, positive: 50, 200, 1000, 2000 ... 6000.
    pub deeper_than: u32,
    /// Fill with the **even-odd** rule.
    pub area: Arc<Polylines>,
    /// The area's edge, without the edges of tiles.
    pub contour: Shore,
}

impl DepthArea {
    pub(super) fn build(features: &[Feature], frame: &Frame, projection: &Projection) -> Vec<Self> {
        features
            .iter()
            .map(|f| Self {
                deeper_than: f.value,
                area: rings::project(&f.parts, true, projection),
                contour: rings::shore(&f.parts, frame, projection),
            })
            .collect()
    }
}

/// The ground of one country in one tile, grown over the sea: to be seen through the land.
#[derive(Clone, Debug)]
pub struct CountryTint {
    /// The country's id, see [`super::Country`].
    pub country: Arc<str>,
    /// Index of a colour, 0 to 7; neighbours differ.
    pub colour: u8,
    /// Fill with the **even-odd** rule.
    pub area: Arc<Polylines>,
}

impl CountryTint {
    pub(super) fn build(features: &[Feature], _: &Frame, projection: &Projection) -> Vec<Self> {
        features
            .iter()
            .map(|f| Self {
                country: string(f, 0),
                colour: f.rank,
                area: rings::project(&f.parts, true, projection),
            })
            .collect()
    }
}

/// Disputed ground: one neutral tint, drawn above the countries' tints, seen through the land.
#[derive(Clone, Debug)]
pub struct NeutralArea {
    /// Its id in `neutral_ground.csv`.
    pub id: Arc<str>,
    /// Its English name.
    pub name: Arc<str>,
    /// Fill with the **even-odd** rule.
    pub area: Arc<Polylines>,
}

impl NeutralArea {
    pub(super) fn build(features: &[Feature], _: &Frame, projection: &Projection) -> Vec<Self> {
        features
            .iter()
            .map(|f| Self {
                id: string(f, 0),
                name: string(f, 1),
                area: rings::project(&f.parts, true, projection),
            })
            .collect()
    }
}

/// What is said of a land border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BorderStatus {
    /// Agreed.
    Settled,
    /// Claimed by more than one side.
    Disputed,
    /// Where armed forces stand, agreed as such.
    LineOfControl,
    /// Never drawn exactly.
    Indefinite,
}

/// A land border between two sides. None runs through water.
#[derive(Clone, Debug)]
pub struct Border {
    /// What is said of it.
    pub status: BorderStatus,
    /// English names of the two sides, empty where the source does not give them.
    pub sides: [Arc<str>; 2],
    /// Where it runs.
    pub line: Arc<Polylines>,
    /// The box around it.
    pub bounds: GeoBounds,
}

impl Border {
    pub(super) fn build(features: &[Feature], _: &Frame, projection: &Projection) -> Vec<Self> {
        features
            .iter()
            .map(|f| Self {
                status: match f.kind {
                    0 => BorderStatus::Settled,
                    1 => BorderStatus::Disputed,
                    2 => BorderStatus::LineOfControl,
                    _ => BorderStatus::Indefinite,
                },
                sides: [string(f, 0), string(f, 1)],
                line: rings::project(&f.parts, false, projection),
                bounds: bounds(&f.parts),
            })
            .collect()
    }
}

/// A river, or the course of one through a lake.
#[derive(Clone, Debug)]
pub struct River {
    /// Its name as the source has it (mostly English), empty where it has none.
    pub name: Arc<str>,
    /// 0 (greatest) to 12.
    pub rank: u8,
    /// Whether this is the course through a lake: not drawn, but good for a label.
    pub in_lake: bool,
    /// Its centre lines.
    pub line: Arc<Polylines>,
    /// The box around it.
    pub bounds: GeoBounds,
}

impl River {
    pub(super) fn build(features: &[Feature], _: &Frame, projection: &Projection) -> Vec<Self> {
        features
            .iter()
            .map(|f| Self {
                name: string(f, 0),
                rank: f.rank,
                in_lake: f.kind == 1,
                line: rings::project(&f.parts, false, projection),
                bounds: bounds(&f.parts),
            })
            .collect()
    }
}

/// A string of a feature, empty where it has none.
pub(super) fn string(feature: &Feature, index: usize) -> Arc<str> {
    feature
        .strings
        .get(index)
        .cloned()
        .unwrap_or_else(|| Arc::from(""))
}

fn bounds(parts: &[Vec<UnitPoint>]) -> GeoBounds {
    let points = || parts.iter().flatten();
    let least = |axis: usize| points().map(|p| p[axis]).min().unwrap_or(0);
    let most = |axis: usize| points().map(|p| p[axis]).max().unwrap_or(0);
    GeoBounds {
        west: f64::from(least(0)) / UNITS,
        south: f64::from(least(1)) / UNITS,
        east: f64::from(most(0)) / UNITS,
        north: f64::from(most(1)) / UNITS,
    }
}
