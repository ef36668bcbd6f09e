//! The next-best ways: what a ship sails when it cannot or will not go through a passage of the shortest way.

use std::cmp::Ordering;
use std::collections::{BTreeSet, BinaryHeap};

use super::super::LonLat;
use super::SeaNetwork;
use super::passages::{ClosedPassages, PassageId};
use super::refusal::NoRoute;
use super::route::SeaRoute;

/// A way that is not the shortest.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The way.
    pub route: SeaRoute,
    /// The passages of the shortest way that it does not go through, in their order there; at least one.
    pub avoids: Vec<PassageId>,
}

/// A way that was found by closing passages of shorter ones.
struct Found {
    route: SeaRoute,
    closed: ClosedPassages,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Found {}

impl Ord for Found {
    // Shortest first out of a max-heap; the passages settle ties, so that every run agrees.
    fn cmp(&self, other: &Self) -> Ordering {
        let lengths = other.route.length.0.total_cmp(&self.route.length.0);
        lengths.then_with(|| other.route.passages.cmp(&self.route.passages))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl SeaNetwork {
    /// Up to `most` ways besides the shortest one, the shortest of them first. Each is the shortest that
    /// avoids some passages of shorter ones, and no two go through the same passages.
    ///
    /// # Errors
    /// When there is no way at all with these passages closed.
    pub fn alternatives(
        &self,
        via: &[LonLat],
        closed: &ClosedPassages,
        most: usize,
    ) -> Result<Vec<Alternative>, NoRoute> {
        let shortest = self.route(via, closed)?;
        let mut seen = BTreeSet::from([set_of(&shortest)]);
        let mut waiting = BinaryHeap::new();
        self.close_each(via, &shortest, closed, &mut seen, &mut waiting);
        let mut ways = Vec::new();
        while ways.len() < most
            && let Some(found) = waiting.pop()
        {
            let kept = set_of(&found.route);
            let avoids: Vec<PassageId> = shortest
                .passages
                .iter()
                .filter(|id| !kept.contains(id))
                .cloned()
                .collect();
            self.close_each(via, &found.route, &found.closed, &mut seen, &mut waiting);
            ways.push(Alternative {
                route: found.route,
                avoids,
            });
        }
        Ok(ways)
    }

    /// Looks for the ways round each passage of a way. Closing those of what is found in turn reaches every
    /// way that is the shortest of those without some passages, the shorter ones before the longer.
    fn close_each(
        &self,
        via: &[LonLat],
        route: &SeaRoute,
        closed: &ClosedPassages,
        seen: &mut BTreeSet<BTreeSet<PassageId>>,
        waiting: &mut BinaryHeap<Found>,
    ) {
        for passage in set_of(route) {
            let closed = closed.clone().with(passage.as_str());
            if let Ok(route) = self.route(via, &closed)
                && seen.insert(set_of(&route))
            {
                waiting.push(Found { route, closed });
            }
        }
    }
}

fn set_of(route: &SeaRoute) -> BTreeSet<PassageId> {
    route.passages.iter().cloned().collect()
}
