//! The passages as a map shows them: whether each is closed, whether a lane needs it, and where its sign stands.

use crate::geography::{ClosedPassages, LonLat, Passage, PassageKind, SeaNetwork};

use super::ResolvedLane;

/// A passage under a set of closed ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Strait {
    /// Its names, kind and gate.
    pub passage: Passage,
    /// Whether no lane may use it.
    pub closed: bool,
    /// How many lanes go through it, or would if nothing were closed but what is by default.
    pub lanes: usize,
    /// Whether one of them would, with nothing closed but what is by default.
    pub is_usual: bool,
    /// Where its sign stands: on the water of its gate, where lanes go through if they do.
    pub at: LonLat,
}

impl Strait {
    /// Whether it is closed and would not be by default: what somebody asks "what if" about.
    pub fn is_shut(&self) -> bool {
        self.closed && !self.passage.closed_by_default
    }
}

/// A lane's way with nothing closed but what is by default, and the one that it takes.
pub(super) type Ways<'a> = [Option<&'a ResolvedLane>; 2];

/// Every passage of a network under a set of closed ones, with the lanes' ways.
pub(super) fn straits(network: &SeaNetwork, closed: &ClosedPassages, ways: &[Ways]) -> Vec<Strait> {
    let strait = |passage: &Passage| {
        let gate = &passage.gate;
        let goes = |way: &&ResolvedLane| way.passages.contains(passage);
        let [open, now] = [0, 1].map(|which| ways.iter().filter_map(move |ways| ways[which]).filter(goes));
        let is_usual = open.clone().next().is_some();
        // Where lanes go now comes first.
        let of_lanes = now
            .chain(open)
            .find_map(|way| crossings(gate, steps(&way.path)).into_iter().next());
        let at = of_lanes.unwrap_or_else(|| {
            let tracks = crossings(gate, network.tracks().map(|t| [t.from, t.to]));
            most_likely(passage, &tracks)
        });
        Strait {
            closed: closed.contains(&passage.id),
            lanes: ways
                .iter()
                .filter(|ways| ways.iter().flatten().any(&goes))
                .count(),
            is_usual,
            at,
            passage: passage.clone(),
        }
    };
    network.passages().iter().map(strait).collect()
}

fn steps(path: &[LonLat]) -> impl Iterator<Item = [LonLat; 2]> {
    path.windows(2).map(|pair| [pair[0], pair[1]])
}

/// Of the places where tracks go through a gate, the one where its sign stands: in the middle of a strait, near the
/// shore of a cape.
fn most_likely(passage: &Passage, tracks: &[LonLat]) -> LonLat {
    let wished = match passage.kind {
        PassageKind::Cape => passage.gate[0],
        PassageKind::Strait | PassageKind::Canal => middle(&passage.gate),
    };
    let squared = |p: &LonLat| {
        let [x, y] = [p.lon() - wished.lon(), p.lat() - wished.lat()];
        x * x + y * y
    };
    let nearest = tracks.iter().min_by(|a, b| squared(a).total_cmp(&squared(b)));
    nearest.copied().unwrap_or(wished)
}

/// The middle of a line of longitudes and latitudes.
fn middle(line: &[LonLat]) -> LonLat {
    let long = |pair: &[LonLat]| (pair[1].lon() - pair[0].lon()).hypot(pair[1].lat() - pair[0].lat());
    let mut left = line.windows(2).map(long).sum::<f64>() / 2.0;
    for pair in line.windows(2) {
        let step = long(pair);
        if left <= step && step > 0.0 {
            return between(pair[0], pair[1], left / step);
        }
        left -= step;
    }
    line[0]
}

fn between(a: LonLat, b: LonLat, part: f64) -> LonLat {
    LonLat::wrapped(
        a.lon() + (b.lon() - a.lon()) * part,
        a.lat() + (b.lat() - a.lat()) * part,
    )
}

/// Where steps of a path cross a gate, both taken as straight in longitude and latitude, which over a step of a
/// drawn path is less than a kilometre off. Steps over the antimeridian are left out: no gate lies there.
pub(super) fn crossings(gate: &[LonLat], steps: impl Iterator<Item = [LonLat; 2]>) -> Vec<LonLat> {
    let least = |of: fn(&LonLat) -> f64| gate.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&LonLat) -> f64| gate.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (west, east) = (least(|p| p.lon()), most(|p| p.lon()));
    let (south, north) = (least(|p| p.lat()), most(|p| p.lat()));
    let near = |[a, b]: &[LonLat; 2]| {
        a.lon().min(b.lon()) <= east
            && a.lon().max(b.lon()) >= west
            && a.lat().min(b.lat()) <= north
            && a.lat().max(b.lat()) >= south
            && (a.lon() - b.lon()).abs() <= 180.0
    };
    let on_gate = |[a, b]: [LonLat; 2]| {
        gate.windows(2)
            .find_map(|pair| crossing([a, b], [pair[0], pair[1]]))
    };
    steps.filter(near).filter_map(on_gate).collect()
}

/// Where two straight steps meet, if they do.
fn crossing([a, b]: [LonLat; 2], [c, d]: [LonLat; 2]) -> Option<LonLat> {
    let by = |from: LonLat, to: LonLat| [to.lon() - from.lon(), to.lat() - from.lat()];
    let cross = |u: [f64; 2], v: [f64; 2]| u[0] * v[1] - u[1] * v[0];
    let (way, gate, apart) = (by(a, b), by(c, d), by(a, c));
    let turn = cross(way, gate);
    if turn == 0.0 {
        return None;
    }
    let (on_way, on_gate) = (cross(apart, gate) / turn, cross(apart, way) / turn);
    let within = |part: f64| (0.0..=1.0).contains(&part);
    (within(on_way) && within(on_gate)).then(|| between(a, b, on_way))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::wrapped(lon, lat)
    }

    #[test]
    fn a_path_meets_a_gate_where_both_lie_and_not_beside_it() {
        let gate = [at(0.0, 0.0), at(0.0, 2.0), at(1.0, 4.0)];
        let path = [at(-1.0, 1.0), at(1.0, 1.0), at(1.0, 3.0), at(0.0, 3.0)];
        let met = crossings(&gate, steps(&path));
        assert_eq!(met, [at(0.0, 1.0), at(0.5, 3.0)]);
        assert_eq!(crossings(&gate, steps(&[at(-1.0, 5.0), at(3.0, 5.0)])), []);
    }

    #[test]
    fn the_middle_of_a_gate_is_half_way_along_it() {
        assert_eq!(middle(&[at(0.0, 0.0), at(0.0, 1.0), at(3.0, 1.0)]), at(1.0, 1.0));
    }

    #[test]
    fn every_sign_stands_near_its_gate() {
        let network = SeaNetwork::embedded().unwrap();
        for strait in straits(&network, &ClosedPassages::default(), &[]) {
            let gate = &strait.passage.gate;
            let bounds = crate::geography::GeoBounds::around(gate.iter().copied()).unwrap();
            let inside = |low: f64, high: f64, v: f64| (low - 0.01..=high + 0.01).contains(&v);
            assert!(
                inside(bounds.west, bounds.east, strait.at.lon())
                    && inside(bounds.south, bounds.north, strait.at.lat()),
                "{} at {:?}",
                strait.passage.id,
                strait.at
            );
            assert!(!strait.is_shut());
        }
    }
}
