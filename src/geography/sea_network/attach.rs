//! Joins a place to the network: a place on open water sees nodes round it; any other is taken to its port,
//! to the water beside it or to the nearest node, and the way there is reported, not drawn.

use super::super::{LonLat, Meters};
use super::sphere::{self, Cap};
use super::{SeaNetwork, water};

/// A place ashore takes the nearest port up to this many radians off (40 km), rather than a nearer node at sea.
const PORT_REACH: f64 = 40.0 / 6371.0;
/// A place this near to a port's node, in radians (100 m), is that node.
const SAME_PLACE: f64 = 0.1 / 6371.0;
/// A place off navigable water is moved to water so many cells off (30 km in the region) ...
const WATER_REACH: i32 = 9;
/// ... unless its port lies nearer than the water divided by this.
const PORT_PREFERENCE: f64 = 0.6;
/// A place afloat counts as such if it sees a node within so many radians (600 km): else it lies in a pond.
const COMPANY: f64 = 600.0 / 6371.0;

/// A place as the network knows it.
#[derive(Debug)]
pub(super) struct Anchor {
    /// Where the path begins or ends.
    pub(super) at: LonLat,
    /// How far that is from the place that was given.
    pub(super) snap: Meters,
    /// The node that the place is; `None` afloat, where every node in sight is a way on.
    pub(super) node: Option<u32>,
}

/// The place's anchor, `None` where the network has no node at all.
pub(super) fn anchor(net: &SeaNetwork, place: LonLat) -> Option<Anchor> {
    let from = sphere::unit_vector(place);
    let away = |node: u32| sphere::angle(from, net.vectors[node as usize]);
    let chord = |node: u32| sphere::squared_chord(from, net.vectors[node as usize]);
    let nearer = |a: &u32, b: &u32| chord(*a).total_cmp(&chord(*b));
    let port = net.ports.iter().map(|port| port.node).min_by(nearer);
    let port = port.filter(|&node| away(node) <= PORT_REACH);
    let afloat = match port {
        Some(node) if away(node) <= SAME_PLACE => None,
        _ if water::is_open(&net.waters, place) => Some(place),
        _ => water::nearest_open(&net.waters, place, WATER_REACH).filter(|&at| {
            let off = sphere::angle(from, sphere::unit_vector(at));
            port.is_none_or(|node| off < PORT_PREFERENCE * away(node))
        }),
    };
    let node = match afloat {
        Some(at) if has_company(net, at) => return Some(Anchor::new(place, at, None)),
        _ => port.or_else(|| through_nodes(net).min_by(nearer))?,
    };
    Some(Anchor::new(place, net.nodes[node as usize], Some(node)))
}

/// The nodes that long ways lead through.
pub(super) fn through_nodes(net: &SeaNetwork) -> impl Iterator<Item = u32> + '_ {
    (0u32..)
        .zip(&net.node_is_local)
        .filter(|(_, local)| !**local)
        .map(|(node, _)| node)
}

impl Anchor {
    fn new(place: LonLat, at: LonLat, node: Option<u32>) -> Self {
        let snap = sphere::ellipsoidal_distance(place, at);
        Self { at, snap, node }
    }
}

fn has_company(net: &SeaNetwork, at: LonLat) -> bool {
    let company = Cap::around(sphere::unit_vector(at), COMPANY);
    let mut nodes = net.nodes.iter().zip(&net.vectors);
    nodes.any(|(&node, &v)| company.holds(v) && water::sees(&net.waters, at, node))
}

/// Whether a ship may sail straight between two places, over water and through no closed passage: the same
/// there and back.
pub(super) fn may_sail(net: &SeaNetwork, a: LonLat, b: LonLat, closed: u64) -> bool {
    let turned = (a.lon(), a.lat()) > (b.lon(), b.lat());
    let [a, b] = if turned { [b, a] } else { [a, b] };
    water::sees(&net.waters, a, b) && !net.gates.bar(a, b, closed)
}
