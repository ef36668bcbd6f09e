//! What holds for every way by sea, over ten thousand pairs of ports: always the same ones, drawn by a plain
//! generator, and three of them at a time between the same three ports.

use std::collections::HashMap;
use std::sync::OnceLock;

use geo::{Distance, Haversine, InterpolatePoint, Intersects, Line, LineString, Point};
use periplus::basemap::Basemap;
use periplus::geography::{ClosedPassages, LonLat, NoRouteReason, PassageId, SeaNetwork, SeaRoute};

use crate::sea_lanes::{METRES_PER_DEGREE, canals, in_region};

/// Triples of ports, each three pairs.
const TRIPLES: usize = 3_334;

struct Pairs {
    net: SeaNetwork,
    /// The places of each triple.
    triples: Vec<[LonLat; 3]>,
    /// From the first to the second, the second to the third, the third to the first.
    routes: Vec<[SeaRoute; 3]>,
}

/// Numbers below a bound, always the same ones: Knuth's MMIX generator, its upper bits.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// The pairs with their ways, found once for all tests.
fn pairs() -> &'static Pairs {
    static PAIRS: OnceLock<Pairs> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let net = SeaNetwork::embedded().unwrap();
        let mut numbers = Numbers(2016);
        let ports: Vec<LonLat> = net.ports().iter().map(|port| net.port_place(port)).collect();
        let mut triples = Vec::with_capacity(TRIPLES);
        while triples.len() < TRIPLES {
            let [a, b, c] = [(); 3].map(|()| ports[numbers.below(ports.len())]);
            if a != b && b != c && c != a {
                triples.push([a, b, c]);
            }
        }
        let routes = at_once(&triples, |&[a, b, c]| {
            [[a, b], [b, c], [c, a]].map(|ends| net.route(&ends, &ClosedPassages::default()).unwrap())
        });
        Pairs { net, triples, routes }
    })
}

/// The results for all of a list, on all cores, in its order.
fn at_once<T: Sync, R: Send>(list: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let work = &work;
    std::thread::scope(|scope| {
        let parts = list.chunks(list.len().div_ceil(cores));
        let handles: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>()))
            .collect();
        handles
            .into_iter()
            .flat_map(|handle| handle.join().unwrap())
            .collect()
    })
}

impl Pairs {
    /// Every pair with its way.
    fn all(&self) -> Vec<([LonLat; 2], &SeaRoute)> {
        let triples = self.triples.iter().zip(&self.routes);
        let each = triples.flat_map(|(&[a, b, c], routes)| [[a, b], [b, c], [c, a]].into_iter().zip(routes));
        each.collect()
    }
}

#[test]
fn there_and_back_are_equally_long() {
    let pairs = pairs();
    let all = pairs.all();
    assert!(all.len() >= 10_000);
    at_once(&all, |&([a, b], there)| {
        let back = pairs.net.route(&[b, a], &ClosedPassages::default()).unwrap();
        let off = (there.length.0 - back.length.0).abs();
        assert!(off <= 1e-6 * there.length.0, "{off} m between {a:?} and {b:?}");
    });
}

/// Where a way doubles back for want of a track, the bend is dropped: so much, at most, may that save on one
/// of two ways and not on the other, in metres.
const BENDS: f64 = 20_000.0;
/// Lengths agree to within this share, but for dropped bends.
const ROUNDING: f64 = 1e-5;

/// Asserts that hardly any way is longer than another ought to be, and none by more than dropped bends.
fn assert_hardly_any(excesses: &[(f64, String)]) {
    for (metres, what) in excesses {
        assert!(*metres <= BENDS, "{metres:.0} m: {what}");
    }
    assert!(excesses.len() <= 10, "{} of 10 000: {excesses:?}", excesses.len());
}

#[test]
fn no_way_is_longer_than_that_by_a_third_port() {
    let pairs = pairs();
    let mut excesses = Vec::new();
    for (ports, routes) in pairs.triples.iter().zip(&pairs.routes) {
        let lengths = [0, 1, 2].map(|n| routes[n].length.0);
        for n in 0..3 {
            let by = lengths[(n + 1) % 3] + lengths[(n + 2) % 3];
            if lengths[n] > by * (1.0 + ROUNDING) {
                excesses.push((lengths[n] - by, format!("{ports:?}: {lengths:?}")));
            }
        }
    }
    assert_hardly_any(&excesses);
}

#[test]
fn a_closed_passage_is_not_used_and_closing_it_never_shortens() {
    let pairs = pairs();
    let all = pairs.all();
    let line = |gate: &[LonLat]| gate.iter().map(|p| (p.lon(), p.lat())).collect::<LineString>();
    let passages = pairs.net.passages().iter();
    let gates: HashMap<&PassageId, LineString> = passages.map(|p| (&p.id, line(&p.gate))).collect();
    let found = at_once(&all, |&([a, b], open)| {
        let shut = open.passages.get(open.path.len() % open.passages.len().max(1))?;
        match pairs
            .net
            .route(&[a, b], &ClosedPassages::default().with(shut.as_str()))
        {
            Ok(round) => {
                let what = format!("{shut} between {a:?} and {b:?}");
                assert!(!round.passages.contains(shut), "{what}");
                assert!(!crosses(&round.path, &gates[shut]), "the gate of {what}");
                Some(Ok((open.length.0 - round.length.0, what)))
            }
            Err(none) => match none.reason {
                NoRouteReason::NoWayWithout(ways) => Some(Err(ways.iter().any(|way| way.passage == *shut))),
                other => panic!("{other:?}"),
            },
        }
    });
    let (ways, refusals): (Vec<_>, Vec<_>) = found.into_iter().flatten().partition(Result::is_ok);
    let shorter = ways.into_iter().flatten().filter(|(metres, _)| *metres > 1.0);
    assert_hardly_any(&shorter.collect::<Vec<_>>());
    let named: Vec<bool> = refusals.into_iter().filter_map(Result::err).collect();
    assert!(!named.is_empty(), "some passage is the only way for some pair");
    assert!(
        named.into_iter().all(|named| named),
        "a passage that bars the way is named"
    );
}

/// Whether a drawn path crosses a gate; none lies where the antimeridian is.
fn crosses(path: &[LonLat], gate: &LineString) -> bool {
    path.windows(2).any(|pair| {
        let [a, b] = [pair[0], pair[1]].map(|p| (p.lon(), p.lat()));
        (a.0 - b.0).abs() < 180.0 && gate.intersects(&Line::new(a, b))
    })
}

#[test]
fn with_every_passage_closed_a_way_uses_none_or_the_reason_names_some() {
    let pairs = pairs();
    let closed: ClosedPassages = pairs.net.passages().iter().map(|p| p.id.clone()).collect();
    let all = pairs.all();
    let found = at_once(&all, |&([a, b], _)| match pairs.net.route(&[a, b], &closed) {
        Ok(route) => {
            assert!(
                route.passages.is_empty(),
                "{:?} between {a:?} and {b:?}",
                route.passages
            );
            true
        }
        Err(none) => {
            match none.reason {
                NoRouteReason::NoWayWithout(ways) => assert!(!ways.is_empty()),
                NoRouteReason::AllClosed(ids) => assert!(ids.len() >= 2),
                other => panic!("{other:?}"),
            }
            false
        }
    });
    assert!(found.contains(&true) && found.contains(&false));
}

#[test]
fn no_way_crosses_land_beyond_the_stated_error_but_in_a_canal() {
    let pairs = pairs();
    let map = Basemap::embedded();
    let canals = canals(&pairs.net);
    let is_land = |p: LonLat| !canals.iter().any(|canal| canal.contains(p)) && map.contains_land(p);
    let all = pairs.all();
    let mut steps: HashMap<[[i64; 2]; 2], [LonLat; 2]> = HashMap::new();
    for (_, route) in &all {
        for pair in route.path.windows(2) {
            steps.entry(key(pair[0], pair[1])).or_insert([pair[0], pair[1]]);
        }
    }
    let steps: Vec<[LonLat; 2]> = steps.into_values().collect();
    let lands = at_once(&steps, |&[a, b]| Land::along(&is_land, a, b));
    let lands: HashMap<[[i64; 2]; 2], (LonLat, Land)> = steps
        .iter()
        .zip(lands)
        .map(|(&[a, b], land)| (key(a, b), (a, land)))
        .collect();
    for ([from, to], route) in all {
        let (mut run, mut worst) = (0.0f64, (0.0f64, from));
        for pair in route.path.windows(2) {
            let (first, land) = lands[&key(pair[0], pair[1])];
            let land = if whole(first) == whole(pair[0]) {
                land
            } else {
                land.turned()
            };
            let longest = land.longest.max(run + land.head);
            run = if land.all { run + land.tail } else { land.tail };
            if longest > worst.0 {
                worst = (longest, pair[0]);
            }
        }
        let (cut, at) = worst;
        let allowed = pairs.net.stated_error(at) + if in_region(at) { 0.0 } else { COARSE };
        assert!(
            cut <= allowed,
            "{cut:.3} degree of land at {at:?} from {from:?} to {to:?}"
        );
    }
}

/// Outside of the region the map's coast is thinned, so that it may be this many degrees off the coast that
/// the network was made and checked with (`assets/sea_network/make/check.py`).
const COARSE: f64 = 0.05;

/// What of a stretch is land, in degrees: from its start on, up to its end, and the longest anywhere.
#[derive(Clone, Copy, Debug)]
struct Land {
    head: f64,
    tail: f64,
    longest: f64,
    all: bool,
}

impl Land {
    /// Asked every kilometre.
    fn along(is_land: &impl Fn(LonLat) -> bool, from: LonLat, to: LonLat) -> Self {
        let [a, b] = [from, to].map(|p| Point::new(p.lon(), p.lat()));
        let metres = Haversine.distance(a, b);
        let points: Vec<bool> = Haversine
            .points_along_line(a, b, 1_000.0, true)
            .map(|p| is_land(LonLat::wrapped(p.x(), p.y())))
            .collect();
        let step = metres / METRES_PER_DEGREE / (points.len() - 1).max(1) as f64;
        let runs: Vec<usize> = points.split(|land| !land).map(<[bool]>::len).collect();
        let degrees = |run: Option<&usize>| run.map_or(0.0, |&n| n as f64 * step);
        Self {
            head: degrees(runs.first()),
            tail: degrees(runs.last()),
            longest: degrees(runs.iter().max()),
            all: runs.len() == 1,
        }
    }

    fn turned(self) -> Self {
        Self {
            head: self.tail,
            tail: self.head,
            ..self
        }
    }
}

/// A place to a ten-millionth of a degree: there and back, rounding differs behind that.
fn whole(p: LonLat) -> [i64; 2] {
    [p.lon(), p.lat()].map(|degrees| (degrees * 1e7).round() as i64)
}

/// A stretch, whichever way it is sailed.
fn key(a: LonLat, b: LonLat) -> [[i64; 2]; 2] {
    let (a, b) = (whole(a), whole(b));
    if a <= b { [a, b] } else { [b, a] }
}
