//! Joins a place to the network: a place on open water sees nodes round it; any other is taken to its port,
//! to the water beside it or to the nearest node, and the way there is reported, not drawn.

use super::super::{LonLat, Meters};
use super::search::Link;
use super::{SeaNetwork, sphere, water};

/// A place ashore takes the nearest port up to this many radians off (40 km), rather than a nearer node at sea.
const PORT_REACH: f64 = 40.0 / 6371.0;
/// A place this near to a port's node, in radians (100 m), is that node.
const SAME_PLACE: f64 = 0.1 / 6371.0;
/// A place off navigable water is moved to water so many cells off (30 km in the region) ...
const WATER_REACH: i32 = 9;
/// ... unless its port lies nearer than the water divided by this.
const PORT_PREFERENCE: f64 = 0.6;
/// Round a place on open water the nearest nodes of each of so many sectors are looked for.
const SECTORS: usize = 24;
const NODES_A_SECTOR: usize = 5;
/// How far to look, in radians, first and at most: 600 km and a quarter of the globe.
const FIRST_LOOK: f64 = 600.0 / 6371.0;
const LAST_LOOK: f64 = std::f64::consts::FRAC_PI_2;

/// A place as the network knows it.
#[derive(Debug)]
pub(super) struct Anchor {
    /// Where the path begins or ends.
    pub(super) at: LonLat,
    /// How far that is from the place that was given.
    pub(super) snap: Meters,
    /// The ways on to the network. For an anchor that is a node, the node itself at no distance.
    pub(super) links: Vec<Link>,
    pub(super) on_open_water: bool,
}

/// The place's anchor, `None` where the network has no node at all. Links through closed passages are left out.
pub(super) fn anchor(net: &SeaNetwork, place: LonLat, closed: u64) -> Option<Anchor> {
    let from = sphere::unit_vector(place);
    let away = |node: u32| sphere::angle(from, net.vectors[node as usize]);
    let nearer = |a: &u32, b: &u32| away(*a).total_cmp(&away(*b));
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
    if let Some(at) = afloat {
        let links = visible_links(net, at, closed);
        if !links.is_empty() {
            return Some(Anchor::new(place, at, links, true));
        }
    }
    let node = port.or_else(|| (0u32..).take(net.nodes.len()).min_by(nearer))?;
    let link = Link { node, metres: 0.0 };
    Some(Anchor::new(place, net.nodes[node as usize], vec![link], false))
}

impl Anchor {
    fn new(place: LonLat, at: LonLat, links: Vec<Link>, on_open_water: bool) -> Self {
        let snap = sphere::ellipsoidal_distance(place, at);
        Self {
            at,
            snap,
            links,
            on_open_water,
        }
    }
}

fn visible_links(net: &SeaNetwork, place: LonLat, closed: u64) -> Vec<Link> {
    let from = sphere::unit_vector(place);
    let mut look = FIRST_LOOK;
    loop {
        let links: Vec<Link> = candidates(net, from, look)
            .into_iter()
            .filter(|&node| water::sees(&net.waters, place, net.nodes[node as usize]))
            .filter(|&node| may_sail(net, place, net.nodes[node as usize], closed))
            .map(|node| Link {
                node,
                metres: sphere::ellipsoidal_distance(place, net.nodes[node as usize]).0,
            })
            .collect();
        if links.len() >= 6 || look >= LAST_LOOK {
            return links;
        }
        look *= 2.0;
    }
}

/// The nearest nodes of every sector within `look` radians.
fn candidates(net: &SeaNetwork, from: sphere::UnitVector, look: f64) -> Vec<u32> {
    let least = look.cos();
    let mut sectors: Vec<Vec<(f64, u32)>> = vec![Vec::new(); SECTORS];
    for (node, &v) in (0u32..).zip(&net.vectors) {
        let near = sphere::dot(from, v);
        if near >= least {
            let turn = sphere::azimuth(from, v) / std::f64::consts::TAU + 0.5;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "0 to 24"
            )]
            let sector = (turn * SECTORS as f64) as usize;
            sectors[sector.min(SECTORS - 1)].push((near, node));
        }
    }
    for sector in &mut sectors {
        sector.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        sector.truncate(NODES_A_SECTOR);
    }
    sectors.into_iter().flatten().map(|(_, node)| node).collect()
}

/// Whether the direct track between two places goes through no closed passage.
pub(super) fn may_sail(net: &SeaNetwork, a: LonLat, b: LonLat, closed: u64) -> bool {
    net.gates.crossed(a, b).into_iter().all(|n| closed >> n & 1 == 0)
}
