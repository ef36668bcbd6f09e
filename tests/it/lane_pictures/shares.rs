//! Shares written on the lane that they are of.

use periplus::compose;
use periplus::geography::Camera;
use periplus::model::{Dataset, Item};
use periplus::scene::Key;
use periplus::view::{Layer, ViewSpec};

use crate::pictures::Studio;

use super::{found, light, off, overlay, points, texts_in};

fn key_of_series(set: &Dataset, id: &str) -> Key {
    compose::key_of(Item::Series(set.series_by_id(id).unwrap()))
}

/// A view of the South China Sea in the year of the two shares.
fn of_the_shares(studio: &Studio) -> (ViewSpec, Camera) {
    let mut view = studio.opened.opening_view.clone();
    view.selection = None;
    view.time.window = "2014-01-01/2014-12-31".parse().unwrap();
    let camera = Camera::new(&view.framing, view.projection, 1600.0, 1067.0);
    (view, camera)
}

#[test]
fn the_shares_that_the_article_names_stand_on_the_lane_with_their_source() {
    let studio = Studio::bundled();
    let set = &studio.opened.dataset;
    let (view, camera) = of_the_shares(&studio);
    let nodes = overlay(&studio.world(), &view, &camera);
    let cited = texts_in(&nodes)
        .into_iter()
        .filter(|t| t.shaped.text.contains("Zhang and Niu 2017"));
    assert_eq!(cited.count(), 1, "the source of both stands once, below them");
    let lane = points(found(&nodes, "gulf-japan")[0]);
    for (series, figure) in [
        ("energy-through-south-china-sea", "95 %"),
        ("trade-through-south-china-sea", "40 %"),
    ] {
        let key = key_of_series(set, series);
        let text = texts_in(&nodes).into_iter().find(|text| text.key == Some(key));
        let text = text.unwrap_or_else(|| panic!("{series} does not stand on the map"));
        let title = set.series(set.series_by_id(series).unwrap()).title.get("en");
        for part in [figure, title] {
            assert!(
                text.shaped.text.contains(part),
                "{part} is not in {}",
                text.shaped.text
            );
        }
        let bounds = text.bounds();
        let nearest = [
            bounds.center(),
            [bounds.left, bounds.top],
            [bounds.right, bounds.bottom],
            [bounds.left, bounds.bottom],
            [bounds.right, bounds.top],
        ]
        .into_iter()
        .map(|p| off(p, &lane))
        .fold(f64::INFINITY, f64::min);
        assert!(nearest < 90.0, "{series} stands {nearest} points off");
        assert_eq!(text.color, light().map.lane.color);
        let at = bounds.center();
        assert_eq!(
            periplus::scene::pick(&nodes, [bounds.left + 8.0, bounds.top + 8.0], 2.0),
            Some(key),
            "{at:?}"
        );
    }
}

#[test]
fn shares_go_with_the_lanes_and_pale_out_of_their_time() {
    let studio = Studio::bundled();
    let key = key_of_series(&studio.opened.dataset, "energy-through-south-china-sea");
    let (mut view, camera) = of_the_shares(&studio);
    let color = |view: &ViewSpec| {
        let nodes = overlay(&studio.world(), view, &camera);
        texts_in(&nodes)
            .into_iter()
            .find(|text| text.key == Some(key))
            .map(|text| text.color)
    };
    view.time.window = "1995-01-01/1996-12-31".parse().unwrap();
    assert_eq!(color(&view), Some(light().labels.detail));
    view.layers.set(Layer::Lanes, false);
    assert_eq!(color(&view), None);
    view.layers.set(Layer::Lanes, true);
    view.filter.text = "nothing has these words".to_owned();
    assert_eq!(color(&view), None);
}
