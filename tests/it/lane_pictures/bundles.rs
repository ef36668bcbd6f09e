//! Lanes that share water, their arrows and their moving dashes.

use periplus::compose::{self, Furniture, MapContext, World};
use periplus::geography::{Camera, Framing, Kilometers, LonLat};
use periplus::scene::{Rect, Scene, Size};
use periplus::view::{Highlights, Lanes};

use crate::pictures::Studio;

use super::{distance, found, light, off, overlay, paths, points};

#[test]
fn lanes_that_share_water_lie_side_by_side_at_every_scale() {
    let studio = Studio::bundled();
    let (world, set, style) = (studio.world(), &studio.opened.dataset, light());
    let view = &studio.opened.opening_view;
    let mut asked = 0;
    for width in [12_000.0, 5_000.0, 2_000.0, 800.0] {
        // South of Japan, where lanes from several countries arrive.
        let framing = Framing::new(
            LonLat::wrapped(131.0, 29.5),
            Kilometers(width),
            Kilometers(width * 0.7),
        );
        let camera = Camera::new(&framing, view.projection, 1200.0, 800.0);
        let nodes = overlay(&world, view, &camera);
        let line = |ix| points(found(&nodes, &set.lane(ix).id)[0]);
        for lane in set.lanes() {
            for stretch in world.lanes.stretches(lane) {
                let bundle = &world.lanes.bundle(stretch).lanes;
                let path = &world.lanes.lane(lane).unwrap().path;
                let middle = path[(stretch.points.start() + stretch.points.end()) / 2];
                let ends = [path[*stretch.points.start()], path[*stretch.points.end()]];
                let ends = ends.map(|p| camera.screen_from_lon_lat(p).unwrap());
                // A short stretch is all ways in and out.
                if bundle.len() < 2 || distance(ends[0], ends[1]) < 120.0 {
                    continue;
                }
                let at = camera.screen_from_lon_lat(middle).unwrap();
                let near = |line: &[[f64; 2]]| -> Vec<f64> {
                    bundle
                        .iter()
                        .map(|other| off(at, &points(found(&nodes, &set.lane(*other).id)[0])))
                        .chain([off(at, line)])
                        .collect()
                };
                let all = near(&line(lane));
                let room = f64::from(style.map.lane.width) + 0.5;
                let widest = room * bundle.len() as f64 + 2.0;
                assert!(all.iter().all(|d| *d <= widest), "{all:?}");
                let lines: Vec<_> = bundle.iter().map(|ix| line(*ix)).collect();
                for (i, one) in lines.iter().enumerate() {
                    let own = one
                        .iter()
                        .copied()
                        .min_by(|a, b| distance(*a, at).total_cmp(&distance(*b, at)));
                    let own = own.unwrap();
                    if distance(own, at) > 30.0 {
                        continue;
                    }
                    for other in &lines[i + 1..] {
                        assert!(
                            off(own, other) >= room - 0.35,
                            "{} at {width} km: {}",
                            set.lane(lane).id,
                            off(own, other)
                        );
                        asked += 1;
                    }
                }
            }
        }
    }
    assert!(asked > 10, "{asked}");
}

#[test]
fn arrows_stay_on_the_ground_while_the_map_is_moved_and_keep_apart() {
    let studio = Studio::bundled();
    let (world, view) = (studio.world(), &studio.opened.opening_view);
    let camera = Camera::new(&view.framing, view.projection, 1400.0, 900.0);
    let places = |camera: &Camera| -> Vec<[f64; 2]> {
        let nodes = overlay(&world, view, camera);
        let arrows = found(&nodes, "arrows");
        let arrows = arrows
            .iter()
            .flat_map(|group| paths(group))
            .map(|p| p.transform.apply([0.0, 0.0]));
        arrows.collect()
    };
    let [dx, dy] = [137.0, -61.0];
    let (before, after) = (places(&camera), places(&camera.panned(dx, dy)));
    let inside = |p: &[f64; 2]| (20.0..1380.0).contains(&p[0]) && (20.0..880.0).contains(&p[1]);
    let mut kept = 0;
    for at in before.iter().map(|p| [p[0] + dx, p[1] + dy]).filter(inside) {
        assert!(
            after.iter().any(|p| distance(*p, at) < 0.01),
            "an arrow left {at:?}"
        );
        kept += 1;
    }
    assert!(kept >= 6, "{kept}");
    for (i, one) in before.iter().enumerate() {
        assert!(
            before[i + 1..].iter().all(|other| distance(*one, *other) >= 15.0),
            "at {one:?}"
        );
    }
}

#[test]
fn moving_dashes_are_in_no_figure_and_run_along_lit_lanes_alone() {
    let studio = Studio::bundled();
    let view = &studio.opened.opening_view;
    let scene: Scene = studio.figure_in(
        view,
        &light(),
        Size {
            width: 1200.0,
            height: 900.0,
        },
    );
    assert!(found(&scene.nodes, "currents").is_empty());
    let camera = Camera::new(&view.framing, view.projection, 1200.0, 800.0);
    let (style, words) = (light(), periplus::i18n::Messages::english().picture_words());
    let world = studio.world();
    let map = MapContext {
        world: &world,
        view,
        style: &style,
        words: &words,
        camera: &camera,
        furniture: Furniture::default(),
    };
    let highlights = Highlights::new(&studio.opened.dataset, view);
    let lit = studio
        .opened
        .dataset
        .lanes()
        .filter(|ix| highlights.lane(*ix) > periplus::view::Light::Receding);
    let at = |seconds: f64| compose::map_currents(&map, &highlights, seconds);
    let drawn = at(0.25);
    assert_eq!(paths(found(&drawn, "currents")[0]).count(), lit.count());
    assert_ne!(
        points(found(&drawn, "currents")[0]),
        points(found(&at(0.5), "currents")[0])
    );
    assert!(paths(found(&drawn, "currents")[0]).all(|path| path.key.is_none()));
    let room = Rect::from_xywh(-80.0, -80.0, 1360.0, 960.0);
    assert!(
        points(found(&drawn, "currents")[0])
            .iter()
            .all(|p| room.contains(*p))
    );
}

#[test]
fn two_lanes_without_a_network_are_no_lines_and_no_panic() {
    let studio = Studio::bundled();
    let set = &studio.opened.dataset;
    let lanes = Lanes::unresolved(set);
    let world = World {
        lanes: &lanes,
        ..studio.world()
    };
    let view = &studio.opened.opening_view;
    let camera = Camera::new(&view.framing, view.projection, 800.0, 600.0);
    let nodes = overlay(&world, view, &camera);
    assert!(set.lanes().all(|ix| found(&nodes, &set.lane(ix).id).is_empty()));
}
