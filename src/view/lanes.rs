//! Where the lanes run: each data set lane resolved on the sea network, once for a set of closed passages; which
//! lanes share water, what closing has changed, and where the passages lie.

mod bundles;
mod calls;
mod detour;
mod itinerary;
mod moving;
mod straits;
mod values;

use std::ops::Range;
use std::sync::Arc;

use crate::geography::{ClosedPassages, Leg, LonLat, Meters, NoRoute, NoRouteReason, Passage, SeaNetwork};
use crate::model::{Dataset, LaneIx, PlaceIx};

pub use bundles::{Bundle, Stretch};
pub use detour::Detour;
pub use itinerary::{Itinerary, Stop, Way};
pub use straits::Strait;
pub use values::LaneValues;

use bundles::Bundles;

/// Every lane of a data set, with its path or the reason why it has none.
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    lanes: Vec<Result<ResolvedLane, NoRoute>>,
    /// Through which places each is led, also where it has no path.
    calls: Vec<Vec<PlaceIx>>,
    /// What closing has changed, lane by lane; empty where nothing is closed but what is by default.
    changed: Vec<Option<Changed>>,
    bundles: Bundles,
    straits: Vec<Strait>,
    values: Option<LaneValues>,
}

/// A lane as it would be with nothing closed but what is by default, where that is another way.
#[derive(Clone, Debug)]
struct Changed {
    open: ResolvedLane,
    left: Vec<Range<usize>>,
    taken: Vec<Range<usize>>,
    barred: Vec<LonLat>,
}

/// A path that a ship can sail, its length and what it passes: always the same path, length and passages.
#[derive(Clone, Debug)]
pub struct ResolvedLane {
    /// The path from the first to the last place.
    pub path: Arc<[LonLat]>,
    /// Its length on the ellipsoid.
    pub length: Meters,
    /// The passages on the way, in order.
    pub passages: Vec<Passage>,
    /// The places that it is led through: those that its lane names, but for straits that are closed.
    pub calls: Vec<PlaceIx>,
    /// The stretches between those places, in order.
    pub legs: Vec<Leg>,
}

impl Lanes {
    /// The lanes of a data set where there is no sea network: none has a path.
    pub fn unresolved(dataset: &Dataset) -> Self {
        let none = NoRoute {
            leg: 0,
            reason: NoRouteReason::NotJoined,
        };
        let lanes: Vec<_> = dataset.lanes().map(|_| Err(none.clone())).collect();
        Self {
            bundles: Bundles::of(dataset, &lanes),
            lanes,
            ..Self::default()
        }
    }

    /// The path of a lane.
    ///
    /// # Errors
    /// When the sea network has no way between two of its places.
    pub fn lane(&self, ix: LaneIx) -> Result<&ResolvedLane, &NoRoute> {
        self.lanes[ix.index()].as_ref()
    }

    /// The places that a lane is led through: those that it names, but for straits that are closed. The legs of its
    /// path, and that of a refusal, lie between them.
    pub fn calls(&self, ix: LaneIx) -> &[PlaceIx] {
        self.calls.get(ix.index()).map_or(&[], |calls| calls)
    }

    /// The stretches of a lane's path, in order: on each, the same lanes share its water. None where it has no path.
    pub fn stretches(&self, ix: LaneIx) -> &[Stretch] {
        self.bundles.stretches(ix)
    }

    /// The lanes that share a stretch.
    ///
    /// # Panics
    /// When the stretch is of other lanes.
    pub fn bundle(&self, stretch: &Stretch) -> &Bundle {
        self.bundles.bundle(stretch)
    }

    /// How far along the path of a lane each of its points lies, in kilometres on the sphere.
    pub fn kilometers_along(&self, ix: LaneIx) -> &[f64] {
        self.bundles.along(ix)
    }

    /// What closing passages has changed about a lane; `None` where it runs as it does with everything open.
    pub fn detour(&self, ix: LaneIx) -> Option<Detour<'_>> {
        let changed = self.changed.get(ix.index())?.as_ref()?;
        Some(Detour {
            open: &changed.open,
            now: self.lane(ix),
            left: &changed.left,
            taken: &changed.taken,
            barred: &changed.barred,
        })
    }

    /// The values that lanes are compared by, where the data set has such.
    pub fn values(&self) -> Option<&LaneValues> {
        self.values.as_ref()
    }

    /// The passages of the sea network, in its order.
    pub fn straits(&self) -> &[Strait] {
        &self.straits
    }
}

/// Finds the path of every lane under a set of closed passages, and its path with nothing closed but what is by
/// default: what a closure is compared with.
pub fn resolve_lanes(dataset: &Dataset, network: &SeaNetwork, closed: &ClosedPassages) -> Lanes {
    let usual = ClosedPassages::default();
    let all: Vec<LaneIx> = dataset.lanes().collect();
    let via = all.iter().map(|&ix| dataset.lane(ix).via.clone());
    let mut calls: Vec<Vec<PlaceIx>> = via.collect();
    let resolve = |calls: &[Vec<PlaceIx>], closed: &ClosedPassages| -> Vec<Result<ResolvedLane, NoRoute>> {
        let each = calls.iter();
        each.map(|calls| resolve_lane(dataset, network, closed, calls))
            .collect()
    };
    let open = resolve(&calls, &usual);
    let (lanes, changed) = if *closed == usual {
        (open, Vec::new())
    } else {
        for (&ix, (open, calls)) in all.iter().zip(open.iter().zip(&mut calls)) {
            if let Ok(open) = open {
                *calls = calls::calls(dataset, closed, ix, open);
            }
        }
        let lanes = resolve(&calls, closed);
        let ways = open.into_iter().zip(&lanes);
        let changed =
            ways.map(|(open, now)| Changed::between(open.ok()?, now.as_ref().ok(), network, closed));
        let changed: Vec<Option<Changed>> = changed.collect();
        (lanes, changed)
    };
    let ways = lanes.iter().enumerate().map(|(number, lane)| {
        let now = lane.as_ref().ok();
        let changed = changed.get(number).and_then(Option::as_ref);
        [changed.map(|changed| &changed.open).or(now), now]
    });
    let ways: Vec<straits::Ways> = ways.collect();
    Lanes {
        straits: straits::straits(network, closed, &ways),
        bundles: Bundles::of(dataset, &lanes),
        values: LaneValues::of(dataset),
        lanes,
        calls,
        changed,
    }
}

fn resolve_lane(
    dataset: &Dataset,
    network: &SeaNetwork,
    closed: &ClosedPassages,
    calls: &[PlaceIx],
) -> Result<ResolvedLane, NoRoute> {
    let positions: Vec<LonLat> = calls.iter().map(|&p| dataset.place(p).anchor).collect();
    let route = network.route(&positions, closed)?;
    let passages = route.passages.iter();
    Ok(ResolvedLane {
        path: route.path.into(),
        length: route.length,
        passages: passages.filter_map(|id| network.passage(id).cloned()).collect(),
        calls: calls.to_vec(),
        legs: route.legs,
    })
}
