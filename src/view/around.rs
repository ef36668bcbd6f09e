//! The framing that holds some positions and little else. For stories, whose scenes name places and not
//! kilometres.

use crate::geography::{Framing, Kilometers, LonLat, MEAN_EARTH_RADIUS, Projection, WorldPoint};

/// The least ground around a single place, kilometres.
const LEAST_KM: f64 = 100.0;

/// The smallest framing that holds some positions, with a margin on each side as a part of its size; `None`
/// where there are no positions. It goes over the antimeridian where that is the shorter way.
pub fn framing_around(
    positions: impl IntoIterator<Item = LonLat>,
    projection: Projection,
    margin: f64,
) -> Option<Framing> {
    let points = positions.into_iter().map(|p| projection.world_from_lon_lat(p));
    let (mut easts, mut norths): (Vec<f64>, Vec<f64>) = points.map(|p| (p.x, p.y)).unzip();
    easts.sort_by(f64::total_cmp);
    norths.sort_by(f64::total_cmp);
    let (south, north) = (*norths.first()?, *norths.last()?);
    let (west, east) = narrowest(&easts, projection.period())?;
    let middle = WorldPoint {
        x: (west + east) / 2.0,
        y: (south + north) / 2.0,
    };
    let center = projection.lon_lat_from_world(middle)?;
    let km_per_world = MEAN_EARTH_RADIUS.0 / 1000.0 / projection.scale_factor(center);
    let extent = |size: f64| Kilometers((size * km_per_world).max(LEAST_KM) * (1.0 + 2.0 * margin));
    Some(Framing::new(center, extent(east - west), extent(north - south)))
}

/// The shortest stretch that holds all of some sorted coordinates, which repeat after a period: it leaves
/// out their largest gap.
fn narrowest(sorted: &[f64], period: Option<f64>) -> Option<(f64, f64)> {
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let Some(period) = period else {
        return Some((first, last));
    };
    let mut stretch = (first, last);
    for pair in sorted.windows(2) {
        if let [before, behind] = pair
            && before + period - behind < stretch.1 - stretch.0
        {
            stretch = (*behind, before + period);
        }
    }
    Some(stretch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::Camera;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn a_place_alone_has_some_ground_around_it_and_no_place_has_no_framing() {
        let framing = framing_around([at(108.2, 16.1)], Projection::Mercator, 0.0).unwrap();
        assert!((framing.width_km - LEAST_KM).abs() < 1e-6 && (framing.height_km - LEAST_KM).abs() < 1e-6);
        assert!((framing.center.lon() - 108.2).abs() < 1e-9);
        assert_eq!(framing_around([], Projection::Mercator, 0.2), None);
    }

    #[test]
    fn places_on_both_sides_of_the_antimeridian_are_near() {
        let framing = framing_around([at(170.0, 0.0), at(-170.0, 0.0)], Projection::Mercator, 0.0).unwrap();
        assert!(framing.center.lon().abs() > 179.9, "{framing:?}");
        assert!((framing.width_km - 20.0 * 111.19).abs() < 5.0, "{framing:?}");
    }

    #[test]
    fn a_margin_is_a_part_of_the_size_on_each_side() {
        let bare = framing_around([at(100.0, 0.0), at(120.0, 10.0)], Projection::Mercator, 0.0).unwrap();
        let wide = framing_around([at(100.0, 0.0), at(120.0, 10.0)], Projection::Mercator, 0.25).unwrap();
        assert!((wide.width_km / bare.width_km - 1.5).abs() < 1e-9);
        assert!((wide.height_km / bare.height_km - 1.5).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn every_position_is_seen_and_without_margin_two_touch_the_edges(
            lons in prop::collection::vec(-180.0..180.0f64, 2..8), lats in prop::collection::vec(-80.0..80.0f64, 8),
        ) {
            let positions: Vec<LonLat> = lons.iter().zip(lats).map(|(lon, lat)| at(*lon, lat)).collect();
            let framing = framing_around(positions.iter().copied(), Projection::Mercator, 0.0).unwrap();
            let (width, height) = (framing.width_km, framing.height_km);
            let camera = Camera::new(&framing, Projection::Mercator, width, height);
            let mut west = f64::INFINITY;
            for position in positions {
                let point = camera.screen_from_lon_lat(position);
                prop_assert!((-1e-6 * width..=width * (1.0 + 1e-6)).contains(&point[0]), "{point:?} {framing:?}");
                prop_assert!((-1e-6 * height..=height * (1.0 + 1e-6)).contains(&point[1]), "{point:?} {framing:?}");
                west = west.min(point[0]);
            }
            prop_assert!(width <= LEAST_KM * 1.01 || west.abs() < width * 1e-6);
        }
    }
}
