//! Every lane's line on a picture: its path, rounded, and beside those that share its water.

use crate::compose::{Style, World};
use crate::geography::Camera;
use crate::model::LaneIx;
use crate::view::Stretch;

use super::beside::{Level, aside, moved};
use super::look::widest;
use super::strand::{Strand, rounded, strands};

/// A lane's line.
pub(in crate::compose) struct LaneLine {
    pub(in crate::compose) lane: LaneIx,
    /// Its pieces on the picture of the world's first copy.
    pub(super) strands: Vec<Strand>,
}

impl LaneLine {
    /// The points of its pieces, in points of the picture.
    pub(in crate::compose) fn points(&self) -> impl Iterator<Item = Vec<[f64; 2]>> {
        let strands = self.strands.iter();
        strands.map(|strand| strand.iter().map(|knot| knot.at).collect())
    }

    /// The points of its pieces between two places of its path, by index.
    pub(in crate::compose) fn part(&self, from: f64, to: f64) -> impl Iterator<Item = Vec<[f64; 2]>> {
        let strands = self.strands.iter();
        strands.map(move |strand| {
            let within = strand.iter().filter(|knot| (from..=to).contains(&knot.index));
            within.map(|knot| knot.at).collect()
        })
    }
}

/// The lines of all lanes that have a path.
pub(in crate::compose) fn lines(world: &World, style: &Style, camera: &Camera) -> Vec<LaneLine> {
    let widths: Vec<f64> = world.dataset.lanes().map(|ix| widest(world, style, ix)).collect();
    let line = |lane: LaneIx| {
        let path = &world.lanes.lane(lane).ok()?.path;
        let levels = levels(world, &widths, lane);
        let strands = strands(path, 0, camera).into_iter();
        let strands = strands
            .map(|strand| moved(&strand, rounded(&strand), &levels))
            .collect();
        Some(LaneLine { lane, strands })
    };
    world.dataset.lanes().filter_map(line).collect()
}

/// How far aside a lane lies on each of its stretches.
fn levels(world: &World, widths: &[f64], lane: LaneIx) -> Vec<Level> {
    let level = |stretch: &Stretch| {
        let lanes = &world.lanes.bundle(stretch).lanes;
        let widths: Vec<f64> = lanes.iter().map(|ix| widths[ix.index()]).collect();
        let right = aside(&widths, stretch.slot);
        Level {
            end: *stretch.points.end(),
            aside: if stretch.forward { right } else { -right },
            lanes: lanes.len(),
        }
    };
    world.lanes.stretches(lane).iter().map(level).collect()
}
