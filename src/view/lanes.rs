//! Where the lanes run: each data set lane resolved on the sea network, once for a set of closed passages.

use std::sync::Arc;

use crate::geography::{ClosedPassages, Leg, LonLat, Meters, NoRoute, NoRouteReason, Passage, SeaNetwork};
use crate::model::{Dataset, LaneIx};

/// Every lane of a data set, with its path or the reason why it has none.
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    lanes: Vec<Result<ResolvedLane, NoRoute>>,
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
    /// The stretches between the lane's places, in order.
    pub legs: Vec<Leg>,
}

impl Lanes {
    /// The lanes of a data set where there is no sea network: none has a path.
    pub fn unresolved(dataset: &Dataset) -> Self {
        let none = NoRoute {
            leg: 0,
            reason: NoRouteReason::NotJoined,
        };
        Self {
            lanes: dataset.lanes().map(|_| Err(none.clone())).collect(),
        }
    }

    /// The path of a lane.
    ///
    /// # Errors
    /// When the sea network has no way between two of its places.
    pub fn lane(&self, ix: LaneIx) -> Result<&ResolvedLane, &NoRoute> {
        self.lanes[ix.index()].as_ref()
    }
}

/// Finds the path of every lane under a set of closed passages.
pub fn resolve_lanes(dataset: &Dataset, network: &SeaNetwork, closed: &ClosedPassages) -> Lanes {
    let lanes = dataset
        .lanes()
        .map(|ix| {
            let via: Vec<LonLat> = dataset
                .lane(ix)
                .via
                .iter()
                .map(|&p| dataset.place(p).anchor)
                .collect();
            let route = network.route(&via, closed)?;
            Ok(ResolvedLane {
                path: route.path.into(),
                length: route.length,
                passages: route
                    .passages
                    .iter()
                    .filter_map(|id| network.passage(id).cloned())
                    .collect(),
                legs: route.legs,
            })
        })
        .collect();
    Lanes { lanes }
}
