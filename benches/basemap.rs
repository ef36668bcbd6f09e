//! How long the basemap takes to open, to decode what a view touches, and to hand it out again.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use periplus::basemap::{Basemap, LevelOfDetail};
use periplus::geography::{GeoBounds, LonLat, Projection};

const P: &Projection = &Projection::MERCATOR;

/// A view of 1920 x 1080 pixels.
fn view(lon: f64, lat: f64, pixels_per_degree: f64) -> (LevelOfDetail, GeoBounds) {
    let bounds = GeoBounds {
        west: lon - 960.0 / pixels_per_degree,
        south: (lat - 540.0 / pixels_per_degree).max(-80.0),
        east: lon + 960.0 / pixels_per_degree,
        north: (lat + 540.0 / pixels_per_degree).min(84.0),
    };
    (LevelOfDetail::for_scale(pixels_per_degree), bounds)
}

/// Everything that a map of the view draws; the number of land vertices keeps it from being left out.
fn draw(map: &Basemap, level: LevelOfDetail, bounds: &GeoBounds, scale: f64) -> usize {
    black_box(map.depth_bands(level, bounds, P));
    black_box(map.country_tints(level, bounds, P));
    black_box(map.neutral_ground(P));
    black_box(map.rivers(level, bounds, 12, P));
    black_box(map.borders(level, bounds, P));
    black_box(map.relief(scale, bounds, P));
    map.land(level, bounds, P).iter().map(|t| t.point_count()).sum()
}

fn decoding(c: &mut Criterion) {
    c.bench_function("basemap: open", |b| b.iter(Basemap::embedded));
    let views = [
        ("lane", 92.0, 18.0, 15.0),
        ("South China Sea", 112.0, 12.0, 60.0),
        ("Mekong delta", 106.0, 10.0, 400.0),
        ("Cam Ranh Bay", 109.2, 11.95, 3000.0),
        ("Singapore", 103.9, 1.3, 600.0),
    ];
    for (name, lon, lat, scale) in views {
        let (level, bounds) = view(lon, lat, scale);
        c.bench_function(&format!("basemap: decode {name}"), |b| {
            b.iter_with_setup(Basemap::embedded, |map| draw(&map, level, &bounds, scale));
        });
        let map = Basemap::embedded();
        draw(&map, level, &bounds, scale);
        c.bench_function(&format!("basemap: {name} again"), |b| {
            b.iter(|| draw(&map, level, &bounds, scale));
        });
    }
    let map = Basemap::embedded();
    let bay = LonLat::wrapped(109.17, 11.89);
    c.bench_function("basemap: is it land", |b| {
        b.iter(|| map.contains_land(black_box(bay)));
    });
}

criterion_group!(benches, decoding);
criterion_main!(benches);
