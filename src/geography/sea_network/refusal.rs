//! Why a leg has no way: which closed passages bar it, and whether one of them is the only way out or in.

use super::attach::{self, Anchor};
use super::passages::PassageId;
use super::{SeaNetwork, sphere};

/// Why there is no route.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no way by sea on leg {}: {reason}", leg + 1)]
pub struct NoRoute {
    /// The leg, counted from 0 for that between the first two places.
    pub leg: usize,
    /// What stands in the way.
    pub reason: NoRouteReason,
}

/// What stands in the way of a leg.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoRouteReason {
    /// Fewer than two places were given.
    #[error("a route needs at least two places")]
    TooFewPlaces,
    /// Each of these closed passages alone bars the leg: without it there is no way at all, whatever else is
    /// open. At least one, in the order of sailing.
    #[error("there is no way without {}", only_ways(.0))]
    NoWayWithout(Vec<OnlyWay>),
    /// These closed passages bar the leg together and none of them can be spared: there is a way as soon as
    /// one of them alone is opened, if no other is closed. At least two, in the network's order.
    #[error("every way goes through one of {}, and all of them are closed", names(.0))]
    AllClosed(Vec<PassageId>),
    /// No way even with every passage open.
    #[error("the network does not join the two places")]
    NotJoined,
}

/// A passage that lies on every way between two places.
#[derive(Clone, Debug, PartialEq)]
pub struct OnlyWay {
    /// The passage.
    pub passage: PassageId,
    /// Which of the leg's places lies in the smaller water that it shuts off, and so has no other way out.
    pub shut_in: LegEnd,
}

/// One of the two places of a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegEnd {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

fn only_ways(ways: &[OnlyWay]) -> String {
    let ids: Vec<PassageId> = ways.iter().map(|way| way.passage.clone()).collect();
    names(&ids)
}

fn names(ids: &[PassageId]) -> String {
    ids.iter().map(PassageId::as_str).collect::<Vec<_>>().join(", ")
}

impl SeaNetwork {
    /// The reason why a leg has no way with these passages closed.
    pub(super) fn why_not(&self, from: &Anchor, to: &Anchor, closed: u64) -> NoRouteReason {
        let nodes = self.first_node(from, 0).zip(self.first_node(to, 0));
        let links = nodes.and_then(|(start, end)| self.basins.links_between(start, end));
        let Some(links) = links else {
            return NoRouteReason::NotJoined;
        };
        // What lies on every way lies on this one, and in the same order.
        let numbers = |bits: u64| (0u8..64).filter(move |n| bits >> n & 1 == 1);
        let singles: Vec<OnlyWay> = links
            .iter()
            .flat_map(|&link| numbers(link & closed))
            .filter_map(|n| {
                let shut_in = self.parted(from, to, 1 << n)?;
                let passage = self.passages[usize::from(n)].id.clone();
                Some(OnlyWay { passage, shut_in })
            })
            .collect();
        if !singles.is_empty() {
            return NoRouteReason::NoWayWithout(singles);
        }
        // Of the rest, those off this way are spared first: what is left is nearer to it.
        let near = links.iter().fold(0, |bits, link| bits | link);
        let mut bars = closed;
        for n in numbers(closed & !near).chain(numbers(closed & near)) {
            let without = bars & !(1 << n);
            if self.parted(from, to, without).is_some() {
                bars = without;
            }
        }
        if self.parted(from, to, bars).is_none() {
            return NoRouteReason::NotJoined;
        }
        NoRouteReason::AllClosed(self.ids_of(numbers(bars)))
    }

    /// Whether these closed passages part two places; then, which of them lies in the smaller water.
    fn parted(&self, from: &Anchor, to: &Anchor, closed: u64) -> Option<LegEnd> {
        match [from, to].map(|anchor| self.first_node(anchor, closed)) {
            [Some(start), Some(end)] => self.basins.parted(start, end, closed),
            [None, _] => Some(LegEnd::Start),
            [_, None] => Some(LegEnd::End),
        }
    }

    /// Whether these closed passages part two places that are nodes: known without a search.
    pub(super) fn are_parted(&self, from: &Anchor, to: &Anchor, closed: u64) -> bool {
        let nodes = from.node.zip(to.node);
        nodes.is_some_and(|(start, end)| self.basins.parted(start, end, closed).is_some())
    }

    /// The node of a place, or the nearest one that it sees.
    fn first_node(&self, anchor: &Anchor, closed: u64) -> Option<u32> {
        if anchor.node.is_some() {
            return anchor.node;
        }
        let place = sphere::unit_vector(anchor.at);
        let away = |node: &u32| sphere::angle(place, self.vectors[*node as usize]);
        let mut nodes: Vec<u32> = attach::through_nodes(self).collect();
        nodes.sort_by(|a, b| away(a).total_cmp(&away(b)));
        let sees = |&node: &u32| attach::may_sail(self, anchor.at, self.nodes[node as usize], closed);
        nodes.into_iter().find(sees)
    }
}
