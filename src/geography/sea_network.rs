//! The sea network: tracks that ships can sail, joined into one graph of the world's seas.
//! Made by `assets/sea_network/make`; read here; asked for routes by whoever draws or measures a lane.

mod alternatives;
mod attach;
mod basins;
mod blocks;
mod file;
mod passages;
mod ports;
mod refusal;
mod route;
mod search;
pub(super) mod sphere;
mod viewpoint;
mod water;

use basins::Basins;
use file::RawNetwork;
use passages::Gates;
use water::WaterMask;

pub use alternatives::Alternative;
pub use passages::{ClosedPassages, Passage, PassageId, PassageKind};
pub use ports::Port;
pub use refusal::{LegEnd, NoRoute, NoRouteReason, OnlyWay};
pub use route::{Leg, SeaRoute};

use super::{LonLat, Meters};

/// The files of `assets/sea_network`, as bytes.
#[derive(Clone, Copy, Debug)]
pub struct SeaNetworkFiles<'a> {
    /// `sea_network.bin`: nodes, tracks, water.
    pub network: &'a [u8],
    /// `passages.csv`: names and gates, in the order of the passage numbers of the network.
    pub passages: &'a [u8],
    /// `ports.csv`: names, in the order of the port nodes of the network.
    pub ports: &'a [u8],
}

/// Why the files are no sea network.
#[derive(Debug, thiserror::Error)]
pub enum SeaNetworkError {
    /// The first bytes are not those of a sea network of a known version.
    #[error("this is not a sea network of a version that this program reads")]
    Unknown,
    /// The compressed part cannot be unpacked.
    #[error("the sea network is damaged: {0}")]
    Unpack(#[from] std::io::Error),
    /// The unpacked bytes end too early or hold an impossible value.
    #[error("the sea network is damaged: {0}")]
    Damaged(&'static str),
    /// A table is not as its header says.
    #[error("{table}: {problem}")]
    Table {
        /// The file's name.
        table: &'static str,
        /// What is wrong, with the line where it is known.
        problem: String,
    },
}

/// What kind of water a track leads through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackKind {
    /// The open sea or a strait, clear of land and hazards.
    Open,
    /// An approach to a port or a narrow water.
    Inshore,
    /// A named canal, the only kind that may cross land.
    Canal,
    /// Open water that no long way leads through: it serves places afloat near by.
    Local,
}

/// One edge of the network: the great circle between two places, sailed either way.
#[derive(Clone, Copy, Debug)]
pub struct Track {
    /// One end.
    pub from: LonLat,
    /// The other end.
    pub to: LonLat,
    /// The water that it leads through.
    pub kind: TrackKind,
}

/// A connected graph of tracks, with the passages that they go through and the ports that they reach.
#[derive(Debug)]
pub struct SeaNetwork {
    nodes: Vec<LonLat>,
    vectors: Vec<sphere::UnitVector>,
    feet: Vec<sphere::Foot>,
    /// Nodes that local tracks alone reach.
    node_is_local: Vec<bool>,
    /// `arcs[arc_starts[n]..arc_starts[n + 1]]` leave node n.
    arc_starts: Vec<u32>,
    arcs: Vec<Arc>,
    basins: Basins,
    edges: Vec<Edge>,
    /// Passage numbers of all edges, one after the other.
    edge_passages: Vec<u8>,
    waters: Vec<WaterMask>,
    gates: Gates,
    passages: Vec<Passage>,
    ports: Vec<Port>,
    region_error: f64,
    world_error: f64,
}

/// A direction of an edge, as the search needs it.
#[derive(Clone, Copy, Debug)]
struct Arc {
    to: u32,
    metres: u32,
    edge: u32,
    /// Bit n is set where the edge goes through passage n.
    through: u64,
    local: bool,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    from: u32,
    to: u32,
    kind: TrackKind,
    /// The edge's part of `edge_passages`, in order from `from`.
    first_passage: u32,
    passage_count: u8,
}

impl SeaNetwork {
    /// The network that the program carries.
    ///
    /// # Errors
    /// Never, in a program whose tests passed; the error is left to the caller all the same.
    pub fn embedded() -> Result<Self, SeaNetworkError> {
        Self::from_files(SeaNetworkFiles {
            network: include_bytes!("../../assets/sea_network/sea_network.bin"),
            passages: include_bytes!("../../assets/sea_network/passages.csv"),
            ports: include_bytes!("../../assets/sea_network/ports.csv"),
        })
    }

    /// A network from the bytes of its files.
    ///
    /// # Errors
    /// When a file is of another kind, cut short, or does not fit the others.
    pub fn from_files(files: SeaNetworkFiles<'_>) -> Result<Self, SeaNetworkError> {
        let raw = RawNetwork::read(files.network)?;
        let passages = passages::read(files.passages)?;
        let ports = ports::read(files.ports, &raw.port_nodes)?;
        if raw
            .edge_passages
            .iter()
            .any(|&n| usize::from(n) >= passages.len())
        {
            return Err(SeaNetworkError::Damaged(
                "a track names a passage that passages.csv lacks",
            ));
        }
        let (arc_starts, arcs) = both_ways(&raw);
        let arcs_of = |n: usize| &arcs[arc_starts[n] as usize..arc_starts[n + 1] as usize];
        let node_is_local = (0..raw.nodes.len())
            .map(|n| arcs_of(n).iter().all(|arc| arc.local))
            .collect();
        let vectors: Vec<_> = raw.nodes.iter().map(|&p| sphere::unit_vector(p)).collect();
        Ok(Self {
            basins: Basins::of(raw.nodes.len(), arcs_of),
            node_is_local,
            feet: vectors.iter().map(|&v| sphere::foot(v)).collect(),
            vectors,
            nodes: raw.nodes,
            arc_starts,
            arcs,
            edges: raw.edges,
            edge_passages: raw.edge_passages,
            waters: raw.waters,
            gates: Gates::of(&passages),
            passages,
            ports,
            region_error: raw.region_error,
            world_error: raw.world_error,
        })
    }

    /// The passages, in the order of `passages.csv`.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The passage of an id, if the network has it.
    pub fn passage(&self, id: &PassageId) -> Option<&Passage> {
        self.passages.iter().find(|passage| passage.id == *id)
    }

    /// Where ships go through a passage: where the track that crosses its gate nearest to the gate's middle
    /// does, or nearest to the land for a cape.
    pub fn passage_place(&self, passage: &Passage) -> LonLat {
        let wanted = match passage.kind {
            PassageKind::Cape => passage.gate[0],
            PassageKind::Strait | PassageKind::Canal => middle_of(&passage.gate),
        };
        let away = |p: &LonLat| sphere::angle(sphere::unit_vector(*p), sphere::unit_vector(wanted));
        let number = (0u8..)
            .zip(&self.passages)
            .find(|(_, p)| p.id == passage.id)
            .map(|(number, _)| number);
        let crossings = self.edges.iter().filter_map(|edge| {
            let number = number?;
            let first = edge.first_passage as usize;
            let through = &self.edge_passages[first..first + usize::from(edge.passage_count)];
            let ends = [edge.from, edge.to].map(|node| self.nodes[node as usize]);
            let goes = through.contains(&number);
            goes.then(|| self.gates.crossing(number, ends[0], ends[1]))?
        });
        let nearest = crossings.min_by(|a, b| away(a).total_cmp(&away(b)));
        nearest.unwrap_or(wanted)
    }

    /// The ports, in the order of `ports.csv`.
    pub fn ports(&self) -> &[Port] {
        &self.ports
    }

    /// The port of an id, such as `cam_ranh`.
    pub fn port(&self, id: &str) -> Option<&Port> {
        self.ports.iter().find(|port| port.id == id)
    }

    /// Where a port's stub begins: on the water, at the berths or off them.
    pub fn port_place(&self, port: &Port) -> LonLat {
        self.nodes[port.node as usize]
    }

    /// Every edge of the network once.
    pub fn tracks(&self) -> impl Iterator<Item = Track> + '_ {
        self.edges.iter().map(|edge| Track {
            from: self.nodes[edge.from as usize],
            to: self.nodes[edge.to as usize],
            kind: edge.kind,
        })
    }

    /// The number of nodes.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// How much land, in degrees, a track that is no canal may cut at most: in the region where the network
    /// is full (longitude 30 to 155, latitude -20 to 55) and elsewhere.
    pub fn stated_error(&self, at: LonLat) -> f64 {
        if self.waters.first().is_some_and(|water| water.contains(at)) {
            self.region_error
        } else {
            self.world_error
        }
    }

    fn arcs_from(&self, node: u32) -> &[Arc] {
        let node = node as usize;
        &self.arcs[self.arc_starts[node] as usize..self.arc_starts[node + 1] as usize]
    }

    /// The passage numbers of an edge in the order of sailing it from `start`.
    fn passages_along(&self, edge: u32, start: u32) -> impl Iterator<Item = u8> + '_ {
        let edge = &self.edges[edge as usize];
        let first = edge.first_passage as usize;
        let numbers = &self.edge_passages[first..first + usize::from(edge.passage_count)];
        let forward = edge.from == start;
        (0..numbers.len()).map(move |i| numbers[if forward { i } else { numbers.len() - 1 - i }])
    }

    /// The closed passages as bits; ids that the network does not know close nothing.
    fn closed_bits(&self, closed: &ClosedPassages) -> u64 {
        (0u64..)
            .zip(&self.passages)
            .filter(|(_, p)| closed.contains(&p.id))
            .fold(0, |bits, (n, _)| bits | 1 << n)
    }

    fn ids_of(&self, numbers: impl Iterator<Item = u8>) -> Vec<PassageId> {
        let mut ids: Vec<PassageId> = numbers
            .map(|n| self.passages[usize::from(n)].id.clone())
            .collect();
        ids.dedup();
        ids
    }

    /// The length of a line of positions on the ellipsoid of WGS 84.
    pub fn length_of(path: &[LonLat]) -> Meters {
        path.windows(2)
            .map(|pair| sphere::ellipsoidal_distance(pair[0], pair[1]))
            .sum()
    }
}

/// The point half way along a line.
fn middle_of(line: &[LonLat]) -> LonLat {
    let length = |pair: &[LonLat]| sphere::ellipsoidal_distance(pair[0], pair[1]).0;
    let mut left = line.windows(2).map(length).sum::<f64>() / 2.0;
    for pair in line.windows(2) {
        let whole = length(pair);
        if left <= whole && whole > 0.0 {
            let t = left / whole;
            let between = |a: f64, b: f64| a + t * (b - a);
            return LonLat::wrapped(
                between(pair[0].lon(), pair[1].lon()),
                between(pair[0].lat(), pair[1].lat()),
            );
        }
        left -= whole;
    }
    line[0]
}

/// The pieces of a list as the tables write it: separated by semicolons.
fn pieces(list: &str) -> Vec<String> {
    let pieces = list.split(';').map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(str::to_owned).collect()
}

/// Turns the edges into arcs grouped by the node that they leave.
fn both_ways(raw: &RawNetwork) -> (Vec<u32>, Vec<Arc>) {
    let mut starts = vec![0u32; raw.nodes.len() + 1];
    for edge in &raw.edges {
        starts[edge.from as usize + 1] += 1;
        starts[edge.to as usize + 1] += 1;
    }
    for n in 1..starts.len() {
        starts[n] += starts[n - 1];
    }
    let blank = Arc {
        to: 0,
        metres: 0,
        edge: 0,
        through: 0,
        local: false,
    };
    let mut arcs = vec![blank; 2 * raw.edges.len()];
    let mut next = starts.clone();
    for ((number, edge), &metres) in (0u32..).zip(&raw.edges).zip(&raw.metres) {
        let first = edge.first_passage as usize;
        let numbers = &raw.edge_passages[first..first + usize::from(edge.passage_count)];
        let through = numbers.iter().fold(0u64, |bits, &n| bits | 1 << n);
        let local = edge.kind == TrackKind::Local;
        for (from, to) in [(edge.from, edge.to), (edge.to, edge.from)] {
            let slot = &mut next[from as usize];
            arcs[*slot as usize] = Arc {
                to,
                metres,
                edge: number,
                through,
                local,
            };
            *slot += 1;
        }
    }
    (starts, arcs)
}

#[cfg(test)]
mod tests;
