//! What closed straits change on the map.

use periplus::compose;
use periplus::geography::{Camera, Framing, Kilometers, LonLat};
use periplus::model::Item;
use periplus::view::{Layer, ViewSpec};

use crate::pictures::Studio;

use super::{closing, distance, found, off, overlay, paths, texts_in};

#[test]
fn a_closed_strait_is_barred_and_named_and_the_old_way_stays_as_a_ghost() {
    let (studio, mut view) = closing(&["malacca"]);
    view.selection = None;
    let set = &studio.opened.dataset;
    let lane = set.lane_by_id("gulf-japan").unwrap();
    let detour = studio.lanes.detour(lane).unwrap();
    assert!(detour.longer_by().unwrap().0 > 100_000.0);
    assert_eq!(detour.barred.len(), 1);
    assert!(!detour.left.is_empty());
    let camera = Camera::new(&view.framing, view.projection, 1400.0, 1000.0);
    let nodes = overlay(&studio.world(), &view, &camera);
    assert!(!found(&nodes, "ghosts")[0].children.is_empty());
    let sign = found(&nodes, "malacca")[0];
    let key = paths(sign).next().unwrap().key.unwrap();
    let passage = compose::passage_of(key, &studio.lanes).unwrap();
    assert!(passage.passage.id.as_str() == "malacca" && passage.is_shut());
    assert_eq!(compose::item_of(key, set), None);
    let at = camera.screen_from_lon_lat(passage.at).unwrap();
    assert!(texts_in(&nodes).iter().any(|t| {
        let b = t.bounds();
        t.key == Some(key) && t.shaped.text.contains("closed") && distance(b.center(), at) < 140.0
    }));
    assert_eq!(periplus::scene::pick(&nodes, at, 3.0), Some(key));
}

#[test]
fn a_lane_without_any_way_keeps_its_ghost_and_the_place_where_it_is_barred() {
    let (studio, view) = closing(&["hormuz"]);
    let set = &studio.opened.dataset;
    let lane = set.lane_by_id("gulf-japan").unwrap();
    let detour = studio.lanes.detour(lane).unwrap();
    assert!(detour.now.is_err() && detour.longer_by().is_none());
    let [left] = detour.left else {
        panic!("all in one piece");
    };
    assert_eq!((left.start, left.end), (0, detour.open.path.len()));
    assert_eq!(detour.barred.len(), 1);
    let camera = Camera::new(&view.framing, view.projection, 1400.0, 1000.0);
    let nodes = overlay(&studio.world(), &view, &camera);
    assert!(found(&nodes, "gulf-japan").is_empty());
    assert!(!found(&nodes, "ghosts")[0].children.is_empty());
    // The others are as they were.
    assert!(
        studio
            .lanes
            .detour(set.lane_by_id("japan-cam-ranh").unwrap())
            .is_none()
    );
}

#[test]
fn with_nothing_closed_there_is_no_ghost_and_what_is_closed_by_default_is_no_question() {
    let (studio, view) = closing(&[]);
    assert!(
        studio
            .opened
            .dataset
            .lanes()
            .all(|ix| studio.lanes.detour(ix).is_none())
    );
    assert!(studio.lanes.straits().iter().all(|strait| !strait.is_shut()));
    let camera = Camera::new(&view.framing, view.projection, 1400.0, 1000.0);
    assert!(found(&overlay(&studio.world(), &view, &camera), "ghosts").is_empty());
}

#[test]
fn the_key_of_each_passage_leads_back_to_it_and_to_no_part_of_the_data() {
    let studio = Studio::bundled();
    assert!(studio.lanes.straits().len() > 30);
    for (number, strait) in studio.lanes.straits().iter().enumerate() {
        let key = compose::key_of_passage(number);
        assert_eq!(compose::passage_of(key, &studio.lanes), Some(strait));
        assert_eq!(compose::item_of(key, &studio.opened.dataset), None);
    }
    let lane = compose::key_of(Item::Lane(studio.opened.dataset.lanes().next().unwrap()));
    assert_eq!(compose::passage_of(lane, &studio.lanes), None);
}

#[test]
fn straits_have_signs_while_their_layer_is_seen() {
    let studio = Studio::bundled();
    let mut view = studio.opened.opening_view.clone();
    let camera = Camera::new(&view.framing, view.projection, 1400.0, 1000.0);
    let signs = |view: &ViewSpec| {
        found(&overlay(&studio.world(), view, &camera), "straits")[0]
            .children
            .len()
    };
    assert!(signs(&view) >= 3);
    view.layers.set(Layer::Straits, false);
    assert_eq!(signs(&view), 0);
}

#[test]
fn how_much_longer_a_lane_is_stands_beside_its_new_way() {
    let (studio, mut view) = closing(&["malacca"]);
    view.selection = None;
    let set = &studio.opened.dataset;
    let lane = set.lane_by_id("gulf-japan").unwrap();
    let detour = studio.lanes.detour(lane).unwrap();
    let longer = detour.longer_by().unwrap();
    let miles = longer.0 / 1852.0;
    let framing = Framing::new(
        LonLat::wrapped(100.0, 5.0),
        Kilometers(6500.0),
        Kilometers(4600.0),
    );
    let camera = Camera::new(&framing, view.projection, 1400.0, 1000.0);
    let line: Vec<[f64; 2]> = studio
        .lanes
        .lane(lane)
        .unwrap()
        .path
        .iter()
        .filter_map(|p| camera.screen_from_lon_lat(*p))
        .collect();
    for knots in [14.0, 20.0] {
        view.ship_speed = periplus::geography::Knots::new(knots).unwrap();
        let nodes = overlay(&studio.world(), &view, &camera);
        let figure = format!("+{miles:.0} nm");
        let text = texts_in(&nodes)
            .into_iter()
            .find(|t| t.shaped.text.starts_with(&figure));
        let text = text.unwrap_or_else(|| panic!("{figure} stands on the map"));
        assert_eq!(text.key, Some(compose::key_of(Item::Lane(lane))));
        let said = format!(
            "+{:.1} days at {knots} kn, +{:.0} %",
            miles / knots / 24.0,
            detour.longer_by_percent().unwrap()
        );
        assert!(
            text.shaped.text.contains(&said),
            "{} says {said}",
            text.shaped.text
        );
        let b = text.bounds();
        let corners = [
            [b.left, b.top],
            [b.right, b.top],
            [b.left, b.bottom],
            [b.right, b.bottom],
        ];
        let away = corners
            .iter()
            .map(|p| off(*p, &line))
            .fold(f64::INFINITY, f64::min);
        assert!(away < 220.0, "{away} points off its lane");
    }
    view.layers.set(Layer::Lanes, false);
    let nodes = overlay(&studio.world(), &view, &camera);
    assert!(
        !texts_in(&nodes)
            .iter()
            .any(|t| t.shaped.text.contains(" days at "))
    );
}

#[test]
fn what_is_closed_is_named_once_and_said_to_have_no_way_round_where_it_has_none() {
    for (id, words) in [
        ("malacca", "Strait of Malacca: closed"),
        ("hormuz", "Strait of Hormuz: closed, no other way"),
    ] {
        let (studio, mut view) = closing(&[id]);
        view.selection = None;
        let framing = Framing::new(
            LonLat::wrapped(80.0, 12.0),
            Kilometers(8000.0),
            Kilometers(5600.0),
        );
        let camera = Camera::new(&framing, view.projection, 1400.0, 1000.0);
        let nodes = overlay(&studio.world(), &view, &camera);
        let name = words.split(':').next().unwrap();
        let said = texts_in(&nodes).into_iter().map(|t| t.shaped.text.as_str());
        let said: Vec<&str> = said.filter(|text| text.starts_with(name)).collect();
        assert_eq!(said, [words]);
    }
}
