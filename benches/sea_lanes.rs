//! What the sea network costs: reading it, a way between two ports of the region and of the world, the answer
//! that there is none, and the next-best ways. To reach: 1 ms in the region, 5 ms in the world.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use periplus::geography::{ClosedPassages, LonLat, SeaNetwork};

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
    let afloat = [LonLat::wrapped(60.0, 20.0), LonLat::wrapped(115.0, 15.0)];
    c.bench_function("route/between two places afloat", |b| {
        b.iter(|| net.route(black_box(&afloat), &open));
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
