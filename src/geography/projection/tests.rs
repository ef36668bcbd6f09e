//! What holds for every projection: there and back, true angles and areas, lines and areas cut where they end.

use proptest::prelude::*;

use super::*;
use crate::geography::MEAN_EARTH_RADIUS;

/// A projection of a kind, about a place, for a picture of so many degrees.
fn about(kind: ProjectionKind, lon: f64, lat: f64, degrees: f64) -> Projection {
    kind.around(LonLat::new(lon, lat).unwrap(), degrees.to_radians())
}

fn kind() -> impl Strategy<Value = ProjectionKind> {
    (0..ProjectionKind::ALL.len()).prop_map(|i| ProjectionKind::ALL[i])
}

/// Angle on the globe between two positions, in radians.
fn apart(a: LonLat, b: LonLat) -> f64 {
    let vector = |p: LonLat| {
        let (sin, cos) = p.lat().to_radians().sin_cos();
        let (sin_lon, cos_lon) = p.lon().to_radians().sin_cos();
        [cos * cos_lon, cos * sin_lon, sin]
    };
    let (a, b) = (vector(a), vector(b));
    let chord: f64 = (0..3).map(|k| (a[k] - b[k]).powi(2)).sum();
    2.0 * (chord.sqrt() / 2.0).min(1.0).asin()
}

proptest! {
    #[test]
    fn projecting_and_back_is_the_same_place(
        kind in kind(), origin in (-180.0..180.0f64, -80.0..80.0f64), degrees in 0.01..90.0f64,
        lon in -180.0..180.0f64, lat in -85.0..85.0f64,
    ) {
        let projection = about(kind, origin.0, origin.1, degrees);
        let p = LonLat::new(lon, lat).unwrap();
        let all = projection.domain();
        prop_assume!((all.south..=all.north).contains(&lat));
        if let Some(w) = projection.world_from_lon_lat(p) {
            let back = projection.lon_lat_from_world(w);
            prop_assert!(back.is_some_and(|back| apart(back, p) < 2e-7), "{back:?} for {p:?}");
        } else {
            prop_assert_eq!(kind, ProjectionKind::Globe);
            prop_assert!(apart(p, projection.origin()) > 1.57);
        }
    }

    #[test]
    fn the_origin_lies_in_the_middle_and_is_true_to_scale_there(
        kind in kind(), lon in -180.0..180.0f64, lat in -75.0..75.0f64, degrees in 0.01..20.0f64,
    ) {
        prop_assume!(kind != ProjectionKind::Mercator);
        let projection = about(kind, lon, lat, degrees);
        let w = projection.world_from_lon_lat(LonLat::new(lon, lat).unwrap()).unwrap();
        prop_assert!(w.x.abs() < 1e-9);
        if kind != ProjectionKind::EqualEarth {
            prop_assert!(w.y.abs() < 1e-9);
        }
        let scale = projection.scale_factor(LonLat::new(lon, lat).unwrap());
        prop_assert!((0.98..=1.0 + 1e-9).contains(&scale), "{scale}");
    }

    #[test]
    fn scale_factors_are_those_of_small_steps_and_angles_or_areas_are_true(
        kind in kind(), origin in (-180.0..180.0f64, -70.0..70.0f64), degrees in 1.0..60.0f64,
        away in (-50.0..50.0f64, -12.0..12.0f64),
    ) {
        let projection = about(kind, origin.0, origin.1, degrees);
        let at = LonLat::wrapped(origin.0 + away.0, origin.1 + away.1);
        let step = 1e-5;
        let cos = at.lat().to_radians().cos();
        let world = |dlon: f64, dlat: f64| {
            projection.world_from_lon_lat(LonLat::wrapped(at.lon() + dlon / cos, at.lat() + dlat))
        };
        let (Some(a), Some(east), Some(north)) = (world(0.0, 0.0), world(step, 0.0), world(0.0, step)) else {
            return Ok(());
        };
        let radians = step.to_radians();
        let [ex, ey] = [(east.x - a.x) / radians, (east.y - a.y) / radians];
        let [nx, ny] = [(north.x - a.x) / radians, (north.y - a.y) / radians];
        let area = (ex * ny - ey * nx).abs();
        let scale = projection.scale_factor(at);
        // Near the cut meridian the steps lie on both sides of it.
        prop_assume!(area < 100.0);
        prop_assert!((area.sqrt() / scale - 1.0).abs() < 1e-3, "{} for {scale}", area.sqrt());
        let (along, up) = (ex.hypot(ey), nx.hypot(ny));
        match kind {
            ProjectionKind::Mercator | ProjectionKind::LambertConformal => {
                prop_assert!((along / up - 1.0).abs() < 1e-3);
                prop_assert!((ex * nx + ey * ny).abs() < 1e-3 * along * up);
            }
            ProjectionKind::EqualEarth => prop_assert!((area - 1.0).abs() < 1e-3, "{area}"),
            ProjectionKind::Globe => {}
        }
    }

    /// Whatever the projection cuts off, what is inside an area stays inside, and what is outside stays outside.
    #[test]
    fn an_area_holds_on_the_plane_what_it_holds_on_the_globe(
        kind in kind(), origin in (-180.0..180.0f64, -70.0..70.0f64), degrees in 5.0..60.0f64,
        middle in (-150.0..150.0f64, -50.0..50.0f64), radii in prop::collection::vec(4.0..28.0f64, 5..24),
        point in (-40.0..40.0f64, -35.0..35.0f64), clockwise in any::<bool>(),
    ) {
        let projection = about(kind, origin.0, origin.1, degrees);
        let mut ring: Vec<DegreePoint> = radii.iter().enumerate().map(|(i, r)| {
            let (sin, cos) = (i as f64 / radii.len() as f64 * std::f64::consts::TAU).sin_cos();
            DegreePoint { lon: middle.0 + r * cos, lat: middle.1 + r * sin }
        }).collect();
        if clockwise {
            ring.reverse();
        }
        let at = DegreePoint { lon: middle.0 + point.0, lat: middle.1 + point.1 };
        let all = projection.domain();
        prop_assume!((all.south + 1.0..all.north - 1.0).contains(&at.lat));
        let Some(w) = projection.world_from_lon_lat(LonLat::wrapped(at.lon, at.lat)) else { return Ok(()) };
        let rings = projection.ring(ring.iter().copied());
        let copies = projection.period().map_or(vec![0.0], |p| vec![-p, 0.0, p]);
        let mut winding = 0.0;
        let mut nearest = f64::INFINITY;
        for shift in copies {
            for ring in &rings {
                let mut before = *ring.last().unwrap();
                for &next in ring {
                    let [a, b] = [before, next].map(|p| [p[0] - w.x - shift, p[1] - w.y]);
                    let turn = (a[0] * b[1] - a[1] * b[0]).atan2(a[0] * b[0] + a[1] * b[1]);
                    winding += turn / std::f64::consts::TAU;
                    let length = (b[0] - a[0]).hypot(b[1] - a[1]).max(1e-12);
                    let along = (-(a[0] * (b[0] - a[0]) + a[1] * (b[1] - a[1])) / length / length).clamp(0.0, 1.0);
                    let off = (a[0] + along * (b[0] - a[0])).hypot(a[1] + along * (b[1] - a[1]));
                    nearest = nearest.min(off);
                    before = next;
                }
            }
        }
        let holds = |height: fn(f64) -> f64| {
            let y = height(at.lat);
            let mut inside = false;
            let mut before = ring[ring.len() - 1];
            for &next in &ring {
                let (a, b) = (height(before.lat), height(next.lat));
                if (a > y) != (b > y) && at.lon < before.lon + (y - a) / (b - a) * (next.lon - before.lon) {
                    inside = !inside;
                }
                before = next;
            }
            inside
        };
        let inside = holds(|lat| lat);
        // Mercator draws an edge straight on its plane, not in degrees: what lies between the two is no fault.
        let on_mercator = |lat: f64| (std::f64::consts::FRAC_PI_4 + lat.clamp(-89.0, 89.0).to_radians() / 2.0).tan().ln();
        prop_assume!(inside == holds(on_mercator));
        // On the edge itself rounding decides.
        prop_assume!(nearest > 2e-3);
        let expected = match (inside, clockwise) {
            (false, _) => 0.0,
            (true, false) => 1.0,
            (true, true) => -1.0,
        };
        prop_assert!((winding - expected).abs() < 1e-6, "{winding} for {expected}");
    }

    #[test]
    fn a_line_is_shown_where_its_places_are_and_never_runs_across_the_map(
        kind in kind(), origin in (-180.0..180.0f64, -70.0..70.0f64), degrees in 5.0..60.0f64,
        start in (-180.0..180.0f64, -40.0..40.0f64), steps in prop::collection::vec((-6.0..6.0f64, -4.0..4.0f64), 2..40),
    ) {
        prop_assume!(kind != ProjectionKind::Mercator);
        let projection = about(kind, origin.0, origin.1, degrees);
        let mut at = DegreePoint { lon: start.0, lat: start.1 };
        let mut line = vec![at];
        for (lon, lat) in steps {
            at = DegreePoint { lon: at.lon + lon, lat: (at.lat + lat).clamp(-55.0, 55.0) };
            line.push(at);
        }
        let pieces = projection.line(line.iter().copied());
        let all = projection.extent();
        for piece in &pieces {
            for pair in piece.windows(2) {
                let step = (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]);
                // A step is 2 degrees at most, and the conic is large at its far edge.
                let most = if kind == ProjectionKind::LambertConformal { 1.0 } else { 0.1 };
                prop_assert!(step < most, "{pair:?}");
            }
            if kind != ProjectionKind::LambertConformal {
                for p in piece {
                    prop_assert!(p[0].abs() <= all.max.x + 1e-9 && p[1].abs() <= all.max.y + 1e-9);
                }
            }
        }
        for p in &line {
            let Some(w) = projection.world_from_lon_lat(LonLat::wrapped(p.lon, p.lat)) else { continue };
            if p.lat < projection.domain().south || p.lat > projection.domain().north {
                continue;
            }
            let off = |q: &[f64; 2]| (q[0] - w.x).hypot(q[1] - w.y);
            let nearest = pieces.iter().flatten().map(off).fold(f64::INFINITY, f64::min);
            // A place on the cut meridian itself is shown at its other end.
            let on_cut = ((p.lon - origin.0).rem_euclid(360.0) - 180.0).abs() < 1e-9;
            prop_assert!(nearest < 1e-7 || on_cut, "{p:?} is {nearest} away");
        }
    }
}

#[test]
fn a_conic_about_the_equator_is_nearly_mercator() {
    let conic = about(ProjectionKind::LambertConformal, 110.0, 0.0, 20.0);
    for (lon, lat) in [(100.0, 10.0), (120.0, -8.0), (111.0, 0.5)] {
        let w = conic.world_from_lon_lat(LonLat::new(lon, lat).unwrap()).unwrap();
        let m = Projection::MERCATOR
            .world_from_lon_lat(LonLat::new(lon, lat).unwrap())
            .unwrap();
        // The conic is true to scale at its parallels, not at the equator.
        let scale = conic.scale_factor(LonLat::NULL_ISLAND);
        let x = (m.x - 110f64.to_radians()) * scale;
        assert!(
            (w.x - x).abs() < 1e-4 && (w.y - m.y * scale).abs() < 1e-4,
            "{w:?}"
        );
    }
}

/// Places in kinds of projections as PROJ 9.4.1 has them on a sphere of our radius, in metres, through pyproj 3.7.0
/// (28 November 2026): `+proj=merc`, `lcc +lat_1 +lat_2 +lat_0 +lon_0`, `eqearth +lon_0`, `ortho +lat_0 +lon_0`
/// with the parameters of the second column. Empty: behind the globe.
const BY_PROJ: &str = include_str!("../../../tests/fixtures/projections.csv");

#[test]
fn places_fall_where_proj_puts_them() {
    let mut compared = 0;
    for row in BY_PROJ.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let number = |text: &str| text.parse::<f64>().unwrap();
        let parameters: Vec<f64> = cells[1].split_whitespace().map(number).collect();
        let projection = match (cells[0], &parameters[..]) {
            ("mercator", []) => about(ProjectionKind::Mercator, 0.0, 0.0, 10.0),
            ("equal-earth", [lon]) => about(ProjectionKind::EqualEarth, *lon, 0.0, 10.0),
            ("globe", [lat, lon]) => about(ProjectionKind::Globe, *lon, *lat, 10.0),
            ("lambert-conformal", [south, north, lat, lon]) => Projection {
                form: Form::Conic(Conic::through(*south, *north, *lat)),
                origin: LonLat::new(*lon, *lat).unwrap(),
            },
            other => panic!("{other:?}"),
        };
        let place = LonLat::new(number(cells[3]), number(cells[4])).unwrap();
        let found = projection.world_from_lon_lat(place);
        let asked = (!cells[5].is_empty()).then(|| [number(cells[5]), number(cells[6])]);
        assert_eq!(found.is_some(), asked.is_some(), "{row}");
        if let (Some(w), Some([x, y])) = (found, asked) {
            let off = (w.x * MEAN_EARTH_RADIUS.0 - x).hypot(w.y * MEAN_EARTH_RADIUS.0 - y);
            assert!(off < 0.01, "{row}: off by {off} m");
            compared += 1;
        }
    }
    assert!(compared > 55, "{compared}");
}

/// What PROJ publishes as a test of its own (`test/gie/builtins.gie`, Mercator on a sphere of 6 400 km): within 0.1 mm.
#[test]
fn mercator_gives_what_proj_publishes() {
    let w = Projection::MERCATOR
        .world_from_lon_lat(LonLat::new(-2.0, 1.0).unwrap())
        .unwrap();
    let off = (w.x * 6.4e6 + 223_402.144_255_274).hypot(w.y * 6.4e6 - 111_706.743_574_944);
    assert!(off < 1e-4, "{off}");
}
