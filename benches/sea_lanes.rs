//! What the sea network costs: reading it, a way between two ports of the region and of the world, the answer
//! that there is none, and the next-best ways. To reach: 1 ms in the region, 5 ms in the world, afloat or not.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use periplus::geography::{ClosedPassages, LonLat, SeaNetwork, TrackKind};

/// Pairs of places, far more than fit a cache, in an order that no two neighbours of the list share.
fn pairs(places: &[LonLat]) -> Vec<[LonLat; 2]> {
    let all = places.len() * places.len();
    let numbers = (0..all).map(|n| n * 7_919 % all);
    let ends = numbers.map(|n| [places[n / places.len()], places[n % places.len()]]);
    ends.filter(|[a, b]| a != b).take(2_000).collect()
}

fn is_in_region(p: LonLat) -> bool {
    (30.0..155.0).contains(&p.lon()) && (-20.0..55.0).contains(&p.lat())
}

/// Places at sea, half way along every so many open tracks.
fn afloat(net: &SeaNetwork, wanted: impl Fn(LonLat) -> bool) -> Vec<LonLat> {
    let open = net.tracks().filter(|track| track.kind == TrackKind::Open);
    let short = open.filter(|track| (track.from.lon() - track.to.lon()).abs() < 90.0);
    let middle = |a: f64, b: f64| f64::midpoint(a, b);
    let middles = short.map(|track| {
        LonLat::wrapped(
            middle(track.from.lon(), track.to.lon()),
            middle(track.from.lat(), track.to.lat()),
        )
    });
    middles.filter(|&p| wanted(p)).step_by(211).take(200).collect()
}

fn pairs_with_a_way(net: &SeaNetwork, pairs: &[[LonLat; 2]]) -> Vec<[LonLat; 2]> {
    let open = ClosedPassages::default();
    let joined = pairs.iter().filter(|ends| net.route(*ends, &open).is_ok());
    joined.take(300).copied().collect()
}

fn sea_lanes(c: &mut Criterion) {
    let net = SeaNetwork::embedded().expect("the embedded network is sound");
    let world: Vec<LonLat> = net.ports().iter().map(|port| net.port_place(port)).collect();
    let region: Vec<LonLat> = world.iter().copied().filter(|&p| is_in_region(p)).collect();
    let open = ClosedPassages::default();

    c.bench_function("read the network", |b| b.iter(SeaNetwork::embedded));
    for (name, places) in [("region", &region), ("world", &world)] {
        let pairs = pairs(places);
        let mut next = pairs.iter().cycle();
        c.bench_function(&format!("route/{name}"), |b| {
            b.iter(|| next.next().map(|ends| net.route(black_box(ends), &open)));
        });
    }
    let place = |id: &str| net.port(id).map(|port| net.port_place(port)).expect("a port");
    let gulf = [place("ras_tanura"), place("yokohama")];
    c.bench_function("route/the Gulf to Japan", |b| {
        b.iter(|| net.route(black_box(&gulf), &open));
    });
    for (name, places) in [
        ("region", afloat(&net, is_in_region)),
        ("world", afloat(&net, |_| true)),
    ] {
        let pairs = pairs_with_a_way(&net, &pairs(&places));
        let mut next = pairs.iter().cycle();
        c.bench_function(&format!("route/afloat, {name}"), |b| {
            b.iter(|| next.next().map(|ends| net.route(black_box(ends), &open)));
        });
    }
    let far = [LonLat::wrapped(60.0, 20.0), LonLat::wrapped(115.0, 15.0)];
    c.bench_function("route/afloat, the Arabian to the South China Sea", |b| {
        b.iter(|| net.route(black_box(&far), &open));
    });
    let barred = open.clone().with("hormuz");
    c.bench_function("no route out of the Gulf", |b| {
        b.iter(|| net.route(black_box(&gulf), &barred));
    });
    c.bench_function("three alternatives", |b| {
        b.iter(|| net.alternatives(black_box(&gulf), &open, 3));
    });
}

criterion_group!(benches, sea_lanes);
criterion_main!(benches);
