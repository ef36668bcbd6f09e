//! What the map must show, asked of the embedded files themselves.

mod sides;

use super::*;
use crate::scene::Polylines;

const P: &Projection = &Projection::MERCATOR;

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn around(lon: f64, lat: f64, reach: f64) -> GeoBounds {
    GeoBounds {
        west: lon - reach,
        south: lat - reach,
        east: lon + reach,
        north: lat + reach,
    }
}

/// Degrees of the points of lines in world coordinates.
fn degrees(lines: &Polylines) -> Vec<Vec<(f64, f64)>> {
    let back = |p: &[f64; 2]| {
        let at = P
            .lon_lat_from_world(crate::geography::WorldPoint { x: p[0], y: p[1] })
            .unwrap();
        (at.lon(), at.lat())
    };
    lines.lines().map(|l| l.iter().map(back).collect()).collect()
}

/// Points of the true coast within a box.
fn coast_points(map: &Basemap, level: LevelOfDetail, bounds: &GeoBounds) -> usize {
    map.land(level, bounds, P)
        .iter()
        .flat_map(|t| [Arc::clone(&t.coast.open), Arc::clone(&t.coast.closed)])
        .flat_map(|lines| degrees(&lines).into_iter().flatten())
        .filter(|&(lon, lat)| bounds.contains(at(lon, lat)))
        .count()
}

#[test]
fn the_embedded_files_open_without_a_problem() {
    let map = Basemap::embedded();
    assert_eq!(map.take_problems(), []);
    assert!(map.countries().len() > 200);
    assert!(map.names(&GeoBounds::WORLD, 9).count() > 200);
    assert!(map.places(&GeoBounds::WORLD, 10).count() > 2000);
}

#[test]
fn every_tile_of_every_layer_decodes() {
    let map = Basemap::embedded();
    for level in LevelOfDetail::ALL {
        assert!(!map.land(level, &GeoBounds::WORLD, P).is_empty());
        assert!(!map.depth_bands(level, &GeoBounds::WORLD, P).is_empty());
        assert!(!map.country_tints(level, &GeoBounds::WORLD, P).is_empty());
        assert!(!map.borders(level, &GeoBounds::WORLD, P).is_empty());
        assert!(!map.rivers(level, &GeoBounds::WORLD, 12, P).is_empty());
    }
    assert!(!map.neutral_ground(P).is_empty());
    for pixels in [2.0, 10.0, 30.0] {
        assert!(!map.relief(pixels, &GeoBounds::WORLD, P).is_empty());
    }
    assert_eq!(map.take_problems(), []);
}

#[test]
fn cam_ranh_bay_has_its_full_detail() {
    let map = Basemap::embedded();
    let bay = around(109.2, 11.95, 0.2);
    let full = coast_points(&map, LevelOfDetail::Full, &bay);
    assert!(full >= 900, "{full} points");
    assert!(coast_points(&map, LevelOfDetail::Coarse, &bay) < full / 10);
    assert!(!map.contains_land(at(109.17, 11.89)), "the inner bay is water");
    assert!(map.contains_land(at(109.23, 11.93)), "the peninsula is land");
}

#[test]
fn singapore_is_an_island_of_its_own() {
    let map = Basemap::embedded();
    assert!(map.contains_land(at(103.82, 1.36)));
    assert!(map.contains_land(at(103.75, 1.50)), "Johor");
    // Across the Johor Strait, away from the causeway.
    let strait = (0..40).map(|i| at(103.87, 1.44 + f64::from(i) * 0.002));
    assert!(strait.into_iter().any(|p| !map.contains_land(p)));
    assert_eq!(&*map.country_at(at(103.82, 1.36)).unwrap().id, "iso:702");
    assert_eq!(&*map.country_at(at(103.75, 1.50)).unwrap().id, "iso:458");
    for level in LevelOfDetail::ALL {
        let near = around(103.82, 1.35, 0.3);
        assert!(
            coast_points(&map, level, &near) > 3,
            "{level:?} has lost the coast"
        );
    }
}

#[test]
fn the_paracels_and_the_spratlys_are_there_at_every_level() {
    let map = Basemap::embedded();
    for (name, west, south, east, north) in [
        ("Paracels", 111.0, 15.7, 112.9, 17.2),
        ("Spratlys", 111.5, 7.5, 116.5, 11.6),
    ] {
        let bounds = GeoBounds {
            west,
            south,
            east,
            north,
        };
        for level in LevelOfDetail::ALL {
            let islets: usize = map
                .land(level, &bounds, P)
                .iter()
                .flat_map(|t| degrees(&t.coast.closed))
                .filter(|ring| ring.iter().all(|&(lon, lat)| bounds.contains(at(lon, lat))))
                .count();
            assert!(islets >= 20, "{name}: {islets} islets at {level:?}");
        }
    }
}

#[test]
fn the_mekong_reaches_each_of_its_mouths() {
    let map = Basemap::embedded();
    let delta = GeoBounds {
        west: 105.0,
        south: 9.3,
        east: 107.0,
        north: 10.6,
    };
    // The channels at full detail: water at the head of each estuary and off its mouth.
    for (name, lon, lat) in [
        ("Dinh An and Tran De, head", 105.841, 9.990),
        ("Dinh An", 106.37, 9.53),
        ("Co Chien, head", 106.18, 10.168),
        ("Co Chien", 106.60, 9.79),
        ("Ham Luong, head", 106.362, 10.19),
        ("Ham Luong", 106.69, 9.95),
        ("Tieu", 106.82, 10.25),
    ] {
        assert!(!map.contains_land(at(lon, lat)), "{name}");
    }
    // The line reaches the head of each estuary, and at small scales the sea.
    let ends = |level| -> Vec<(f64, f64)> {
        map.rivers(level, &delta, 12, P)
            .iter()
            .filter(|r| &*r.name == "Mekong")
            .flat_map(|r| degrees(&r.line))
            .filter_map(|line| line.last().copied())
            .collect()
    };
    let reached = |ends: &[(f64, f64)], lon: f64, lat: f64| {
        ends.iter()
            .any(|e| (e.0 - lon).abs() < 0.02 && (e.1 - lat).abs() < 0.02)
    };
    let full = ends(LevelOfDetail::Full);
    for (lon, lat) in [
        (105.85, 9.99),
        (106.186, 10.172),
        (106.362, 10.196),
        (106.445, 10.308),
    ] {
        assert!(reached(&full, lon, lat), "no line ends at {lon}, {lat}");
    }
    let coarse = ends(LevelOfDetail::Coarse);
    for (lon, lat) in [(106.23, 9.53), (106.56, 9.83), (106.74, 10.24), (106.64, 9.96)] {
        assert!(reached(&coarse, lon, lat), "no coarse line ends at {lon}, {lat}");
    }
}

/// How far apart a coarse coast lies from the full one: the share of a grid of places on which they differ.
#[test]
fn levels_agree_on_land_and_sea_away_from_the_coast() {
    let map = Basemap::embedded();
    for level in [
        LevelOfDetail::Overview,
        LevelOfDetail::Middle,
        LevelOfDetail::Fine,
    ] {
        let (mut differ, mut asked) = (0, 0);
        for i in 0..60 {
            for j in 0..60 {
                let p = at(100.1 + f64::from(i) * 0.25, 5.1 + f64::from(j) * 0.25);
                let near = around(p.lon(), p.lat(), 0.001);
                let w = P.world_from_lon_lat(p).unwrap();
                let coarse = map
                    .land(level, &near, P)
                    .iter()
                    .any(|t| winding(&t.ground, [w.x, w.y]) != 0);
                asked += 1;
                differ += usize::from(coarse != map.contains_land(p));
            }
        }
        let share = f64::from(differ as u32) / f64::from(asked);
        // A grid place differs only where it lies within the tolerance of a coast.
        let allowed = level.tolerance() * 0.4 + 0.002;
        assert!(share < allowed, "{level:?}: {share}");
    }
}

fn winding(rings: &Polylines, p: [f64; 2]) -> i32 {
    let mut turns = 0;
    for ring in rings.lines() {
        for (i, a) in ring.iter().enumerate() {
            let b = ring[(i + 1) % ring.len()];
            if (a[1] > p[1]) == (b[1] > p[1]) {
                continue;
            }
            if p[0] < a[0] + (p[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) {
                turns += if b[1] > a[1] { 1 } else { -1 };
            }
        }
    }
    turns
}

#[test]
fn no_gap_and_no_false_coast_runs_along_the_edge_of_the_region() {
    let map = Basemap::embedded();
    // Across Turkey and Egypt, over the Don, over Australia: land on both sides of the edge and on it.
    for (lon, lat) in [
        (30.0, 39.0),
        (30.0, 27.0),
        (40.0, 55.0),
        (100.0, 55.0),
        (130.0, -20.0),
    ] {
        for step in -20..=20 {
            let off = f64::from(step) * 0.002;
            let across = lon == 30.0;
            let p = if across {
                at(lon + off, lat)
            } else {
                at(lon, lat + off)
            };
            let w = P.world_from_lon_lat(p).unwrap();
            let covered = |level| {
                map.land(level, &around(p.lon(), p.lat(), 0.0), P)
                    .iter()
                    .any(|t| winding(&t.ground, [w.x, w.y]) > 0)
            };
            assert!(covered(LevelOfDetail::Coarse), "gap at {p:?}");
            assert!(covered(LevelOfDetail::Full), "gap at {p:?}");
        }
        let near = around(lon, lat, 0.05);
        for level in [LevelOfDetail::Overview, LevelOfDetail::Full] {
            assert_eq!(coast_points(&map, level, &near), 0, "a coast at {lon}, {lat}");
        }
    }
}

#[test]
fn coasts_join_from_tile_to_tile() {
    let map = Basemap::embedded();
    // Open lines of the middle level end on tile edges, where a neighbour's line goes on.
    let bounds = around(108.0, 14.0, 4.0);
    let mut ends: Vec<(f64, f64)> = Vec::new();
    for tile in map.land(LevelOfDetail::Middle, &bounds.grown(8.0), P) {
        for line in degrees(&tile.coast.open) {
            ends.extend([line[0], line[line.len() - 1]]);
        }
    }
    let inner: Vec<_> = ends.iter().filter(|e| bounds.contains(at(e.0, e.1))).collect();
    assert!(!inner.is_empty());
    for e in inner {
        let met = ends
            .iter()
            .filter(|o| (o.0 - e.0).abs() < 3e-4 && (o.1 - e.1).abs() < 3e-4)
            .count();
        assert!(met >= 2, "the coast breaks off at {e:?}");
    }
}

#[test]
fn a_frame_of_any_scale_touches_few_vertices() {
    let map = Basemap::embedded();
    for (lon, lat) in [
        (108.0, 13.0),
        (104.0, 1.2),
        (140.0, 36.0),
        (98.0, 12.0),
        (119.5, -1.0),
        (126.5, 34.3),
    ] {
        for scale in [8.0, 15.0, 39.0, 100.0, 159.0, 300.0, 499.0, 520.0, 2000.0] {
            let view = GeoBounds {
                west: lon - 960.0 / scale,
                south: (lat - 540.0 / scale).max(-80.0),
                east: lon + 960.0 / scale,
                north: (lat + 540.0 / scale).min(84.0),
            };
            let tiles = map.land(LevelOfDetail::for_scale(scale), &view, P);
            let points: usize = tiles.iter().map(|t| t.ground.point_count()).sum();
            assert!(points < 150_000, "{points} vertices at {lon}, {lat}, {scale}");
        }
    }
}

#[test]
fn hills_are_shaded_and_plains_and_seas_are_not() {
    let map = Basemap::embedded();
    let spread = |lon, lat, reach| {
        let images = map.relief(30.0, &around(lon, lat, reach), P);
        let last = images.last().unwrap();
        assert_eq!(last.pixels.len(), last.width * last.height);
        let (low, high) = last
            .pixels
            .iter()
            .fold((255, 0), |(l, h), &p| (p.min(l), p.max(h)));
        i32::from(high) - i32::from(low)
    };
    assert!(spread(103.8, 22.3, 0.5) > 50, "the mountains of the north-west");
    assert!(spread(114.0, 13.0, 1.0) <= 4, "the open sea");
}

#[test]
fn many_threads_may_ask_at_once() {
    let map = Basemap::embedded();
    let view = around(106.0, 10.0, 1.0);
    let counts: Vec<usize> = std::thread::scope(|scope| {
        let ask = || {
            map.land(LevelOfDetail::Full, &view, P)
                .iter()
                .map(|t| t.point_count())
                .sum()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert!(counts.iter().all(|&c| c == counts[0] && c > 0));
}
