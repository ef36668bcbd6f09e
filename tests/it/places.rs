//! Places as shapes: areas of the bundled data keep off disputed ground, are seen only while something lights
//! them, and states of their time take the place of the names of today.

use periplus::formats::{self, open};
use periplus::geography::{Framing, Kilometers, LonLat};
use periplus::model::{Dataset, Place, PlaceGeometry};
use periplus::scene::Node;
use periplus::view::{Selection, ViewSpec};

use crate::packages::{bundled_with, listed};
use crate::pictures::{Studio, texts};

/// Grounds in dispute near the areas of the bundled data: a point on each.
const DISPUTED: [(&str, f64, f64); 7] = [
    ("Paracel Islands", 112.33, 16.83),
    ("Spratly Islands", 114.36, 10.37),
    ("Pratas", 116.73, 20.70),
    ("Scarborough Shoal", 117.76, 15.15),
    ("Senkaku / Diaoyu Islands", 123.53, 25.76),
    ("Arunachal", 94.5, 28.0),
    ("Crimea", 34.4, 45.2),
];

fn places(set: &Dataset) -> impl Iterator<Item = &Place> {
    set.places().map(|ix| set.place(ix))
}

/// Twice the signed area of a ring on the plane: positive where it runs counter-clockwise.
fn turn(ring: &[LonLat]) -> f64 {
    ring.windows(2)
        .map(|w| w[0].lon() * w[1].lat() - w[1].lon() * w[0].lat())
        .sum()
}

/// Even-odd test of a point in rings.
fn holds(rings: &[Vec<LonLat>], at: LonLat) -> bool {
    let crossings = rings.iter().flat_map(|ring| ring.windows(2)).filter(|w| {
        let (a, b) = (w[0], w[1]);
        (a.lat() > at.lat()) != (b.lat() > at.lat())
            && at.lon() < a.lon() + (at.lat() - a.lat()) / (b.lat() - a.lat()) * (b.lon() - a.lon())
    });
    crossings.count() % 2 == 1
}

#[test]
fn no_area_of_the_bundled_data_lies_on_disputed_ground() {
    let studio = Studio::bundled();
    let mut areas = 0;
    for place in places(&studio.opened.dataset) {
        let PlaceGeometry::Areas(parts) = &place.geometry else {
            continue;
        };
        areas += 1;
        for (name, lon, lat) in DISPUTED {
            let at = LonLat::new(lon, lat).unwrap();
            assert!(studio.basemap.neutral_ground_at(at).is_some(), "{name}");
            assert!(
                !parts.iter().any(|rings| holds(rings, at)),
                "{} has {name}",
                place.id
            );
        }
        for at in parts.iter().flatten().flatten() {
            let ground = studio.basemap.neutral_ground_at(*at);
            // Edges may run along a disputed ground, a simplified one a little inside; islands never.
            let island = ground.is_some_and(|id| ["paracels", "spratlys", "pratas"].contains(&&*id));
            assert!(!island, "{} touches disputed islands at {at:?}", place.id);
        }
    }
    assert!(areas >= 7, "{areas}");
}

#[test]
fn rings_of_the_bundled_areas_run_as_geojson_wants_them() {
    for place in places(&Studio::bundled().opened.dataset) {
        let PlaceGeometry::Areas(parts) = &place.geometry else {
            continue;
        };
        for rings in parts {
            assert!(
                turn(&rings[0]) > 0.0,
                "{}: an outer ring runs clockwise",
                place.id
            );
            for hole in &rings[1..] {
                assert!(turn(hole) < 0.0, "{}: a hole runs counter-clockwise", place.id);
            }
        }
    }
}

#[test]
fn islands_in_dispute_are_points_on_neutral_ground_and_say_that_they_are_disputed() {
    let studio = Studio::bundled();
    for id in ["paracel-islands", "spratly-islands", "senkaku-diaoyu-islands"] {
        let set = &studio.opened.dataset;
        let place = set.place(set.place_by_id(id).unwrap());
        assert!(
            place.status.as_ref().is_some_and(|s| s.contains("disputed")),
            "{id}"
        );
        let PlaceGeometry::Points(points) = &place.geometry else {
            panic!("{id} is drawn as more than points");
        };
        assert!(points.len() > 1, "{id}");
        for at in points {
            assert!(studio.basemap.neutral_ground_at(*at).is_some(), "{id} at {at:?}");
        }
    }
}

fn view(studio: &Studio, window: &str, framing: serde_json::Value) -> ViewSpec {
    let mut view = studio.opened.opening_view.clone();
    view.framing = serde_json::from_value(framing).unwrap();
    view.time.window = window.parse().unwrap();
    view.selection = None;
    view
}

/// Fills and lines in the group of shapes.
fn shapes(nodes: &[Node]) -> (usize, usize) {
    let mut found = (0, 0);
    for node in nodes {
        if let Node::Group(group) = node {
            let own = group.name == "shapes";
            for child in &group.children {
                if let (true, Node::Path(path)) = (own, child) {
                    found.0 += usize::from(path.fill.is_some());
                    found.1 += usize::from(path.stroke.is_some());
                }
            }
            let (fills, lines) = shapes(&group.children);
            found = (found.0 + fills, found.1 + lines);
        }
    }
    found
}

#[test]
fn an_area_is_outlined_where_a_view_is_about_it_and_filled_while_it_is_selected() {
    let studio = Studio::bundled();
    let mekong =
        serde_json::json!({"center": {"lon": 102.0, "lat": 18.0}, "width_km": 5000.0, "height_km": 4000.0});
    let quiet = shapes(
        &studio
            .figure(&view(&studio, "1985-01-01/1985-12-31", mekong.clone()))
            .nodes,
    );
    assert_eq!(quiet, (0, 0));
    // Beside the coast and the borders its edge would be a second, coarser line.
    let mut lit = view(&studio, "2007-01-01/2007-12-31", mekong);
    assert_eq!(shapes(&studio.figure(&lit).nodes), (0, 0));
    lit.focus.places = ["greater-mekong-subregion".to_owned()].into();
    let (fills, lines) = shapes(&studio.figure(&lit).nodes);
    assert_eq!(fills, 0);
    assert!(lines > 0);
    lit.selection = Some(Selection::Place("greater-mekong-subregion".to_owned()));
    assert_eq!(shapes(&studio.figure(&lit).nodes), (1, lines));
}

#[test]
fn states_of_their_time_stand_where_those_of_today_stand() {
    let studio = Studio::bundled();
    let indochina =
        serde_json::json!({"center": {"lon": 106.0, "lat": 16.0}, "width_km": 2600.0, "height_km": 2000.0});
    let said = |window: &str, framing: &serde_json::Value| {
        texts(&studio.figure(&view(&studio, window, framing.clone())))
    };
    let is = |texts: &[String], name: &str| texts.iter().any(|t| t == name);
    let then = said("1973-01-01/1973-12-31", &indochina);
    assert!(is(&then, "Democratic Republic of Vietnam"), "{then:?}");
    assert!(!is(&then, "VIETNAM"), "{then:?}");
    let now = said("2016-01-01/2016-12-31", &indochina);
    assert!(!is(&now, "Democratic Republic of Vietnam"), "{now:?}");

    let steppe =
        serde_json::json!({"center": {"lon": 66.0, "lat": 54.0}, "width_km": 4500.0, "height_km": 3500.0});
    let then = said("1978-01-01/1978-12-31", &steppe);
    assert!(is(&then, "Soviet Union") && !is(&then, "KAZAKHSTAN"), "{then:?}");
    let now = said("2016-01-01/2016-12-31", &steppe);
    assert!(!is(&now, "Soviet Union") && is(&now, "KAZAKHSTAN"), "{now:?}");
}

/// The circles with dashed lines in the group of places: middle and radius.
fn rings(nodes: &[Node]) -> Vec<([f64; 2], f64)> {
    let mut found = Vec::new();
    for node in nodes {
        let Node::Group(group) = node else { continue };
        for child in &group.children {
            let Node::Path(path) = child else { continue };
            let dashed = path.stroke.as_ref().is_some_and(|stroke| !stroke.dash.is_empty());
            if dashed && group.name == "places" {
                let room = path.shape.bounds_on(&path.transform);
                found.push((room.center(), room.width() / 2.0));
            }
        }
        found.extend(rings(&group.children));
    }
    found
}

#[test]
fn a_ring_as_wide_as_the_doubt_stands_around_a_place_of_which_nobody_knows_where_it_lay() {
    let studio = Studio::open("tests/fixtures/silk-roads");
    let rhapta = studio.opened.dataset.place_by_id("rhapta").unwrap();
    let place = studio.opened.dataset.place(rhapta);
    let doubt = place.uncertain.unwrap();
    let mut view = studio.opened.opening_view.clone();
    view.selection = Some(Selection::Place("rhapta".to_owned()));
    for km in [1200.0, 12_000.0] {
        view.framing = Framing::new(place.anchor, Kilometers(km), Kilometers(km * 0.6));
        let all = rings(&studio.figure(&view).nodes);
        assert_eq!(all.len(), 1, "{km}");
        // A picture is at least as wide as was asked for.
        let per_km = all[0].1 / doubt.0;
        assert!(all[0].1 > 12.0 && per_km * km > 200.0, "{all:?}");
        if km < 2000.0 {
            assert!(per_km * km < 900.0, "{all:?}");
        }
    }
    assert!(
        rings(
            &Studio::bundled()
                .figure(&Studio::bundled().opened.opening_view)
                .nodes
        )
        .is_empty()
    );
}

#[test]
fn a_doubt_that_is_no_distance_is_reported_and_left_out() {
    let sound = formats::bundled();
    let places = String::from_utf8(sound.get("places.geojson").unwrap().to_vec()).unwrap();
    for wrong in ["-5", "0", "\"far\"", "1e9"] {
        let text = places.replacen("\"rank\":", &format!("\"uncertain_km\": {wrong}, \"rank\":"), 1);
        let opened = open(&bundled_with("places.geojson", Some(text.as_bytes()))).unwrap();
        let said = listed(&opened.problems);
        assert!(
            said.contains("is no number of kilometres above 0") && said.contains("uncertain_km"),
            "{said}"
        );
        assert!(
            opened
                .dataset
                .places()
                .all(|p| opened.dataset.place(p).uncertain.is_none())
        );
    }
}
