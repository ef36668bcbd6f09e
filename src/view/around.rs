//! The framing that holds some positions and little else. For stories, whose scenes name places and not
//! kilometres.

use crate::geography::{
    Framing, Kilometers, LonLat, MEAN_EARTH_RADIUS, Projection, ProjectionKind, WorldPoint,
};

/// The least ground around a single place, kilometres.
const LEAST_KM: f64 = 100.0;

/// The globe's diameter in kilometres: what is seen of it from far away.
const GLOBE_KM: f64 = 2.0 * MEAN_EARTH_RADIUS.0 / 1000.0;

/// The smallest framing that holds some positions, with a margin on each side as a part of its size; `None`
/// where there are no positions. It goes over the antimeridian where that is the shorter way.
pub fn framing_around(
    positions: impl IntoIterator<Item = LonLat>,
    kind: ProjectionKind,
    margin: f64,
) -> Option<Framing> {
    let positions: Vec<LonLat> = positions.into_iter().collect();
    let (center, mut size) = on_mercator(&positions)?;
    let mut center = center;
    if kind != ProjectionKind::Mercator {
        // The plane is laid out about the middle, which moves with what it is to hold.
        for _ in 0..4 {
            let projection = kind.around(center, size[1] / (GLOBE_KM / 2.0));
            match around_origin(&positions, &projection) {
                Some((middle, seen)) => (center, size) = (middle, seen),
                None => size = [GLOBE_KM; 2],
            }
        }
    }
    let extent = |size: f64| Kilometers(size.max(LEAST_KM) * (1.0 + 2.0 * margin));
    Some(Framing::new(center, extent(size[0]), extent(size[1])))
}

/// The middle of positions on Mercator's plane, and the width and height that hold them, in kilometres there.
fn on_mercator(positions: &[LonLat]) -> Option<(LonLat, [f64; 2])> {
    let projection = Projection::MERCATOR;
    let points = positions.iter().filter_map(|p| projection.world_from_lon_lat(*p));
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
    let km = MEAN_EARTH_RADIUS.0 / 1000.0 / projection.scale_factor(center);
    Some((center, [(east - west) * km, (north - south) * km]))
}

/// The middle of positions on a plane about an origin, and what holds them; `None` where one is not shown.
fn around_origin(positions: &[LonLat], projection: &Projection) -> Option<(LonLat, [f64; 2])> {
    let mut points = positions.iter().map(|p| projection.world_from_lon_lat(*p));
    let first = points.next()??;
    let (mut low, mut high) = (first, first);
    for point in points {
        let point = point?;
        low = WorldPoint {
            x: low.x.min(point.x),
            y: low.y.min(point.y),
        };
        high = WorldPoint {
            x: high.x.max(point.x),
            y: high.y.max(point.y),
        };
    }
    let center = projection.lon_lat_from_world(WorldPoint {
        x: (low.x + high.x) / 2.0,
        y: (low.y + high.y) / 2.0,
    })?;
    let km = MEAN_EARTH_RADIUS.0 / 1000.0 / projection.scale_factor(center);
    Some((center, [(high.x - low.x) * km, (high.y - low.y) * km]))
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
        let framing = framing_around([at(108.2, 16.1)], ProjectionKind::Mercator, 0.0).unwrap();
        assert!((framing.width_km - LEAST_KM).abs() < 1e-6 && (framing.height_km - LEAST_KM).abs() < 1e-6);
        assert!((framing.center.lon() - 108.2).abs() < 1e-9);
        assert_eq!(framing_around([], ProjectionKind::Mercator, 0.2), None);
    }

    #[test]
    fn places_on_both_sides_of_the_antimeridian_are_near() {
        let framing =
            framing_around([at(170.0, 0.0), at(-170.0, 0.0)], ProjectionKind::Mercator, 0.0).unwrap();
        assert!(framing.center.lon().abs() > 179.9, "{framing:?}");
        assert!((framing.width_km - 20.0 * 111.19).abs() < 5.0, "{framing:?}");
    }

    #[test]
    fn a_margin_is_a_part_of_the_size_on_each_side() {
        let bare = framing_around([at(100.0, 0.0), at(120.0, 10.0)], ProjectionKind::Mercator, 0.0).unwrap();
        let wide = framing_around([at(100.0, 0.0), at(120.0, 10.0)], ProjectionKind::Mercator, 0.25).unwrap();
        assert!((wide.width_km / bare.width_km - 1.5).abs() < 1e-9);
        assert!((wide.height_km / bare.height_km - 1.5).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn every_position_is_seen_and_without_margin_two_touch_the_edges(
            lons in prop::collection::vec(-180.0..180.0f64, 2..8), lats in prop::collection::vec(-80.0..80.0f64, 8),
        ) {
            let positions: Vec<LonLat> = lons.iter().zip(lats).map(|(lon, lat)| at(*lon, lat)).collect();
            let framing = framing_around(positions.iter().copied(), ProjectionKind::Mercator, 0.0).unwrap();
            let (width, height) = (framing.width_km, framing.height_km);
            let camera = Camera::new(&framing, ProjectionKind::Mercator, width, height);
            let mut west = f64::INFINITY;
            for position in positions {
                let point = camera.screen_from_lon_lat(position).unwrap();
                prop_assert!((-1e-6 * width..=width * (1.0 + 1e-6)).contains(&point[0]), "{point:?} {framing:?}");
                prop_assert!((-1e-6 * height..=height * (1.0 + 1e-6)).contains(&point[1]), "{point:?} {framing:?}");
                west = west.min(point[0]);
            }
            prop_assert!(width <= LEAST_KM * 1.01 || west.abs() < width * 1e-6);
        }
    }
}
