//! The camera's inverses and limits.

use super::*;
use proptest::prelude::*;

fn camera(lon: f64, lat: f64, km: f64) -> Camera {
    let framing = Framing::new(LonLat::new(lon, lat).unwrap(), Kilometers(km), Kilometers(km));
    Camera::new(&framing, ProjectionKind::Mercator, 800.0, 600.0)
}

#[test]
fn all_of_the_framed_ground_is_visible_on_a_picture_of_any_shape() {
    let framing = Framing::new(
        LonLat::new(110.0, 12.0).unwrap(),
        Kilometers(1000.0),
        Kilometers(500.0),
    );
    for (w, h) in [(1024.0, 768.0), (3840.0, 400.0), (100.0, 900.0)] {
        let shown = Camera::new(&framing, ProjectionKind::Mercator, w, h).framing();
        assert!(shown.width_km >= 1000.0 - 1e-6 && shown.height_km >= 500.0 - 1e-6);
        assert!(shown.width_km < 1000.0 + 1e-6 || shown.height_km < 500.0 + 1e-6);
    }
}

proptest! {
    #[test]
    fn a_point_of_the_picture_and_its_place_are_inverse(
        lon in -180.0..180.0f64, lat in -70.0..70.0f64, km in 5.0..9000.0f64,
        x in 0.0..800.0f64, y in 0.0..600.0f64,
    ) {
        let c = camera(lon, lat, km);
        if let Some(p) = c.lon_lat_from_screen([x, y]) {
            let back = c.screen_from_lon_lat(p).unwrap();
            prop_assert!((back[0] - x).abs() < 1e-4 && (back[1] - y).abs() < 1e-4, "{back:?}");
        }
    }

    #[test]
    fn zooming_keeps_the_place_under_the_pointer(
        km in 50.0..5000.0f64, x in 0.0..800.0f64, y in 0.0..600.0f64, factor in 0.5..2.0f64,
    ) {
        let c = camera(110.0, 12.0, km);
        let before = c.lon_lat_from_screen([x, y]).unwrap();
        let after = c.zoomed(factor, [x, y]).screen_from_lon_lat(before).unwrap();
        prop_assert!((after[0] - x).abs() < 1e-4 && (after[1] - y).abs() < 1e-4);
    }

    #[test]
    fn zooming_and_panning_never_leave_the_world(
        moves in prop::collection::vec((0.2..5.0f64, -2000.0..2000.0f64, -2000.0..2000.0f64), 1..20),
    ) {
        let mut c = camera(110.0, 12.0, 3000.0);
        for (factor, dx, dy) in moves {
            c = c.zoomed(factor, [dx.abs() % 800.0, dy.abs() % 600.0]).panned(dx, dy);
            let seen = c.world_bounds(0.0);
            let extent = c.projection().extent();
            prop_assert!(seen.min.y >= extent.min.y - 1e-9 && seen.max.y <= extent.max.y + 1e-9);
            prop_assert!(seen.max.x - seen.min.x <= extent.max.x - extent.min.x + 1e-9);
        }
    }

    #[test]
    fn a_camera_and_its_framing_are_inverse(lon in -180.0..180.0f64, lat in -70.0..70.0f64, km in 5.0..9000.0f64) {
        let c = camera(lon, lat, km);
        let again = Camera::new(&c.framing(), ProjectionKind::Mercator, 800.0, 600.0);
        prop_assert!((again.points_per_world() / c.points_per_world() - 1.0).abs() < 1e-9);
        prop_assert!((again.center().y - c.center().y).abs() < 1e-9);
    }
}
