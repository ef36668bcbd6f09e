//! Through which of its places a lane is led: all of them, but for those that only say by which strait it goes, when
//! that strait is closed.

use crate::geography::{ClosedPassages, LonLat, MEAN_EARTH_RADIUS, PassageId};
use crate::model::{Dataset, LaneIx, PlaceIx};

use super::ResolvedLane;
use super::straits::crossings;

/// Kinds of places that ships go through and do not call at.
const WAYS_THROUGH: [&str; 6] = ["strait", "channel", "passage", "chokepoint", "canal", "cape"];
/// A place stands in a passage if it is no farther from its gate, in metres: the longest straits are about so long.
const IN_A_PASSAGE: f64 = 400_000.0;

/// The places that a lane is led through. A strait among its places tells by which way it goes: where that is
/// closed, it would send ships in and back out again, and is left out. The first and the last place stay. `open` is the
/// lane through all of them with nothing closed but what is by default.
pub(super) fn calls(
    dataset: &Dataset,
    closed: &ClosedPassages,
    ix: LaneIx,
    open: &ResolvedLane,
) -> Vec<PlaceIx> {
    let via = &dataset.lane(ix).via;
    let is_between = |at: usize| at > 0 && at + 1 < via.len();
    let is_way_through = |at: usize| WAYS_THROUGH.contains(&dataset.place(via[at]).kind.as_str());
    let may_be_left_out = |at: usize| is_between(at) && is_way_through(at);
    if !(0..via.len()).any(may_be_left_out) {
        return via.clone();
    }
    let steps = || open.path.windows(2).map(|pair| [pair[0], pair[1]]);
    let gates: Vec<(&PassageId, LonLat)> = open
        .passages
        .iter()
        .flat_map(|passage| {
            let met = crossings(&passage.gate, steps()).into_iter();
            met.map(move |at| (&passage.id, at))
        })
        .collect();
    let is_closed = |place: LonLat| {
        let near = gates.iter().map(|(id, gate)| (*id, apart(place, *gate)));
        let nearest = near.min_by(|a, b| a.1.total_cmp(&b.1));
        nearest.is_some_and(|(id, metres)| metres <= IN_A_PASSAGE && closed.contains(id))
    };
    let stays = |at: &usize| !may_be_left_out(*at) || !is_closed(dataset.place(via[*at]).anchor);
    (0..via.len()).filter(stays).map(|at| via[at]).collect()
}

/// Metres between two places that lie near each other, on the sphere.
fn apart(a: LonLat, b: LonLat) -> f64 {
    let east = (b.lon() - a.lon()).to_radians() * a.lat().to_radians().cos();
    let north = (b.lat() - a.lat()).to_radians();
    MEAN_EARTH_RADIUS.0 * east.hypot(north)
}
