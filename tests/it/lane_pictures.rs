//! Lanes as they are drawn: side by side where they share water, as wide as their values, with shares written on them,
//! and what closed straits change.

use periplus::compose::{self, Furniture, MapContext, Style, Styles, World};
use periplus::formats::{PackageFiles, open};
use periplus::geography::{Camera, ClosedPassages, Framing, Kilometers, LonLat, SeaNetwork};
use periplus::model::{Dataset, Item};
use periplus::scene::{Group, Key, Node, Path, Rect, Scene, Shape, Size, Text};
use periplus::view::{Highlights, Lanes, Layer, ViewSpec, resolve_lanes};

use crate::packages::fixture_path;
use crate::pictures::{Studio, texts};

fn light() -> Style {
    Style::clone(Styles::embedded().unwrap().named("light").unwrap())
}

/// The studio with passages closed, and its view that says so.
fn closing(ids: &[&str]) -> (Studio, ViewSpec) {
    let mut studio = Studio::bundled();
    let closed = ids
        .iter()
        .fold(ClosedPassages::default(), |closed, id| closed.with(*id));
    let network = SeaNetwork::embedded().unwrap();
    studio.lanes = resolve_lanes(&studio.opened.dataset, &network, &closed);
    let mut view = studio.opened.opening_view.clone();
    view.closed_passages = closed;
    (studio, view)
}

/// The map's overlay for a camera.
fn overlay(world: &World, view: &ViewSpec, camera: &Camera) -> Vec<Node> {
    let (style, words) = (light(), periplus::i18n::Messages::english().picture_words());
    let map = MapContext {
        world,
        view,
        style: &style,
        words: &words,
        camera,
        furniture: Furniture::default(),
    };
    let highlights = Highlights::new(world.dataset, view);
    compose::map_overlay(&map, &highlights, &compose::map_labels(&map))
}

fn found<'a>(nodes: &'a [Node], name: &str) -> Vec<&'a Group> {
    let mut out = Vec::new();
    for node in nodes {
        if let Node::Group(group) = node {
            if group.name == name {
                out.push(group);
            }
            out.extend(found(&group.children, name));
        }
    }
    out
}

fn paths(group: &Group) -> impl Iterator<Item = &Path> {
    group.children.iter().filter_map(|node| match node {
        Node::Path(path) => Some(path),
        _ => None,
    })
}

/// The points of the lines of a group on the picture.
fn points(group: &Group) -> Vec<[f64; 2]> {
    let mut all = Vec::new();
    for path in paths(group) {
        if let Shape::Lines(lines) = &path.shape {
            all.extend(lines.lines().flatten().map(|p| path.transform.apply(*p)));
        }
    }
    all
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// How far a point lies from a line.
fn off(p: [f64; 2], line: &[[f64; 2]]) -> f64 {
    line.windows(2)
        .map(|pair| {
            let [a, b] = [pair[0], pair[1]];
            let long = distance(a, b).max(1e-9);
            let part = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / (long * long);
            let part = part.clamp(0.0, 1.0);
            distance(p, [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part])
        })
        .fold(f64::INFINITY, f64::min)
}

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

/// The silk roads with other indicators.
fn with_indicators(rows: &str) -> Studio {
    let files = PackageFiles::open(&fixture_path("silk-roads")).unwrap();
    let header = "series,title,when,value,unit,about,sources,note,differs\n";
    let changed = files.paths().map(|path| {
        let bytes = match path {
            "indicators.csv" => format!("{header}{rows}").into_bytes(),
            // A lane that no figure is about.
            "lanes.csv" => {
                let bytes = files.get(path).unwrap();
                [
                    bytes,
                    b"carthage-ostia,Carthage to Ostia,carthage; ostia,trade,,strabo,,0001/0600\n",
                ]
                .concat()
            }
            _ => files.get(path).unwrap().to_vec(),
        };
        (path.to_owned(), bytes)
    });
    let files = PackageFiles::from_memory("silk-roads", changed.collect::<Vec<_>>());
    Studio {
        opened: open(&files).unwrap(),
        ..Studio::open("tests/fixtures/silk-roads")
    }
    .resolved()
}

impl Studio {
    fn resolved(mut self) -> Self {
        let network = SeaNetwork::embedded().unwrap();
        self.lanes = resolve_lanes(&self.opened.dataset, &network, &ClosedPassages::default());
        self
    }
}

/// How wide a lane is drawn on the whole of a data set's ground in a year.
fn width(studio: &Studio, lane: &str, window: &str) -> (f32, bool) {
    let mut view = ViewSpec::for_dataset(&studio.opened.dataset);
    view.time.window = window.parse().unwrap();
    view.time.cursor = view.time.window.first();
    let camera = Camera::new(&view.framing, view.projection, 900.0, 700.0);
    let nodes = overlay(&studio.world(), &view, &camera);
    let drawn = found(&nodes, lane);
    let ix = studio.opened.dataset.lane_by_id(lane).unwrap();
    assert!(!drawn.is_empty(), "{lane}: {:?}", studio.lanes.lane(ix).err());
    let stroke = paths(drawn[0]).next().unwrap().stroke.clone().unwrap();
    (stroke.width, !stroke.dash.is_empty())
}

const COMPARED: &str = "\
east,Ships to India,0100,120,ships,red-sea-to-india; berenike,strabo,,\n\
east,Ships to India,0200,60,ships,red-sea-to-india; berenike,strabo,,\n\
west,Grain ships,0100,40,ships,alexandria-ostia,strabo,,\n\
west,Grain ships,0300,80,ships,alexandria-ostia,strabo,,\n\
both,Letters,0100,9,letters,alexandria-ostia; red-sea-to-india,strabo,,\n";

#[test]
fn a_lane_is_as_wide_as_its_value_where_lanes_have_values_in_one_unit_and_the_legend_says_so() {
    let studio = with_indicators(COMPARED);
    let style = light();
    let most = style.map.lane_widest;
    let (east, west) = (
        width(&studio, "red-sea-to-india", "0100-01-01/0100-12-31"),
        width(&studio, "alexandria-ostia", "0100-01-01/0100-12-31"),
    );
    assert_eq!(east, (most, false));
    assert!((west.0 - most / 3.0).abs() < 1e-4 && !west.1, "{west:?}");
    // The lane that has no figure is told apart.
    let carthage = width(&studio, "carthage-ostia", "0100-01-01/0100-12-31");
    assert!(carthage.1 && carthage.0 < style.map.lane.width, "{carthage:?}");
    let mut view = ViewSpec::for_dataset(&studio.opened.dataset);
    view.style = "light".to_owned();
    let said = texts(&studio.figure(&view));
    for words in ["Lane width: ships, in proportion", "100", "50", "20", "No figure"] {
        assert!(said.iter().any(|t| t == words), "{words} is not in {said:?}");
    }
}

#[test]
fn lanes_are_all_of_one_width_in_a_time_when_fewer_than_two_have_a_value() {
    let studio = with_indicators(COMPARED);
    let usual = light().map.lane.width;
    for window in [
        "0200-01-01/0200-12-31",
        "0300-01-01/0300-12-31",
        "0010-01-01/0010-12-31",
    ] {
        for lane in ["red-sea-to-india", "alexandria-ostia", "carthage-ostia"] {
            let (width, dashed) = width(&studio, lane, window);
            assert!(
                !dashed && [0.6, 1.0].iter().any(|f| (width - usual * f).abs() < 1e-4),
                "{lane} in {window}: {width}"
            );
        }
    }
}

#[test]
fn what_does_not_tell_lanes_apart_gives_no_widths() {
    let alone = "east,Ships,0100,120,ships,red-sea-to-india,strabo,,\n";
    let both = "all,Ships,0100,120,ships,red-sea-to-india; alexandria-ostia,strabo,,\n";
    let twice = "a,Out,0100,120,ships,red-sea-to-india,strabo,,\nb,Home,0100,90,ships,red-sea-to-india,strabo,,\nc,Grain,0100,10,ships,alexandria-ostia,strabo,,\n";
    let never_together =
        "a,Out,0100,120,ships,red-sea-to-india,strabo,,\nc,Grain,0200,10,ships,alexandria-ostia,strabo,,\n";
    let below =
        "a,Out,0100,-5,ships,red-sea-to-india,strabo,,\nc,Grain,0100,10,ships,alexandria-ostia,strabo,,\n";
    for rows in [alone, both, twice, never_together, below] {
        assert_eq!(with_indicators(rows).lanes.values(), None, "{rows}");
    }
    assert_eq!(Studio::bundled().lanes.values(), None);
}

fn texts_in(nodes: &[Node]) -> Vec<&Text> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push(text),
            Node::Group(group) => out.extend(texts_in(&group.children)),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
    out
}

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
