//! What is measured: in figures, in the window, by key and by name, and how far Ca Mau lies from the Strait of Malacca.

use eframe::egui::{Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use periplus::app::{Command, Pane, Window};
use periplus::compose::Styles;
use periplus::geography::{ClosedPassages, Kilometers, LonLat, Meters, NauticalMiles, SeaNetwork};
use periplus::model::Item;
use periplus::scene::{Node, Rect, Scene, Size};
use periplus::view::{MeasurePoint, Measurement, ViewSpec, WayKind, resolve_lanes};

use super::pictures::{Studio, texts};
use super::window::{bundled, comes_to_rest, holding, press, run, settle, silk_roads, type_into};

fn place(id: &str) -> MeasurePoint {
    MeasurePoint::Place(id.to_owned())
}

fn at(lon: f64, lat: f64) -> MeasurePoint {
    MeasurePoint::Position(LonLat::new(lon, lat).unwrap(), None)
}

/// A studio whose pictures measure from point to point, with its view.
fn measuring(mut studio: Studio, points: &[MeasurePoint], closed: &ClosedPassages) -> (Studio, ViewSpec) {
    let network = SeaNetwork::embedded().unwrap();
    let set = &studio.opened.dataset;
    studio.lanes = resolve_lanes(set, &network, closed);
    studio.measured = Some(Measurement::new(
        set,
        &studio.lanes,
        Some(&network),
        points,
        closed,
    ));
    let mut view = studio.opened.opening_view.clone();
    view.measure = points.to_vec();
    (studio, view)
}

fn in_group<'s>(nodes: &'s [Node], name: &str) -> Option<&'s [Node]> {
    nodes.iter().find_map(|node| match node {
        Node::Group(group) if group.name == name => Some(&group.children[..]),
        Node::Group(group) => in_group(&group.children, name),
        _ => None,
    })
}

/// The words of a group of a scene.
fn words_in(scene: &Scene, name: &str) -> Vec<String> {
    let nodes = in_group(&scene.nodes, name).unwrap_or_default();
    let text = |node: &Node| match node {
        Node::Text(text) => Some(text.shaped.text.clone()),
        _ => None,
    };
    nodes.iter().filter_map(text).collect()
}

/// Where the texts of some nodes stand.
fn boxes(nodes: &[Node], out: &mut Vec<(String, Rect)>) {
    for node in nodes {
        match node {
            Node::Group(group) => boxes(&group.children, out),
            Node::Text(text) => {
                let [x, y] = text.transform.apply([0.0, 0.0]);
                let shaped = &text.shaped;
                let room = Rect {
                    left: x,
                    top: y - f64::from(shaped.ascent),
                    right: x + f64::from(shaped.width),
                    bottom: y + f64::from(shaped.descent),
                };
                out.push((shaped.text.clone(), room));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

#[test]
fn from_ca_mau_to_the_strait_of_malacca_it_is_less_than_a_thousand_kilometres_as_the_article_says() {
    let points = [place("cape-ca-mau"), place("strait-of-malacca")];
    let (studio, view) = measuring(Studio::bundled(), &points, &ClosedPassages::default());
    let leg = &studio.measured.as_ref().unwrap().legs[0];
    let km = Kilometers::from(leg.great_circle.length).0;
    assert!((700.0..1000.0).contains(&km), "{km}");
    let words = words_in(&studio.figure(&view), "measure-table");
    assert_eq!(words[0], "1: Cape Ca Mau – 2: Strait of Malacca");
    for (way, length) in ["Great circle", "Rhumb line", "By sea"].iter().zip(leg.ways()) {
        let row = words.iter().position(|word| word == way).unwrap();
        let length = length.unwrap().length;
        let figures = [NauticalMiles::from(length).0, Kilometers::from(length).0];
        for (told, figure) in words[row + 1..].iter().zip(figures) {
            let told: f64 = told.replace(',', "").parse().unwrap();
            assert!((told - figure).abs() < 0.51, "{way}: {told} {figure}");
        }
        assert!(
            words[row + 3].ends_with('°') && words[row + 4].ends_with('°'),
            "{words:?}"
        );
    }
}

#[test]
fn a_figure_that_measures_nothing_has_no_table_no_line_and_no_mark() {
    let studio = Studio::bundled();
    let scene = studio.figure(&studio.opened.opening_view);
    for group in ["measure-table", "measured", "measure-marks"] {
        assert!(in_group(&scene.nodes, group).is_none(), "{group}");
    }
}

#[test]
fn no_name_stands_on_the_table_or_on_a_mark_and_the_legend_makes_room() {
    let styles = Styles::embedded().unwrap();
    let points = [place("da-nang"), place("asean"), at(125.0, 5.0), at(131.0, 21.0)];
    for count in [2, 4] {
        let (studio, view) = measuring(Studio::bundled(), &points[..count], &ClosedPassages::default());
        for style in styles.iter() {
            let size = Size {
                width: 1100.0,
                height: 760.0,
            };
            let scene = studio.figure_in(&view, style, size);
            let room = |group: &str| {
                let nodes =
                    in_group(&scene.nodes, group).unwrap_or_else(|| panic!("{group} in {}", style.name));
                let mut all = Vec::new();
                boxes(nodes, &mut all);
                all.into_iter()
                    .map(|(_, room)| room)
                    .reduce(|a, b| a.union(&b))
                    .unwrap()
            };
            let table = room("measure-table");
            assert!(!table.overlaps(&room("legend")), "{}", style.name);
            let mut names = Vec::new();
            boxes(in_group(&scene.nodes, "labels").unwrap(), &mut names);
            assert!(style.name == "blank" || names.len() > 20, "{}", names.len());
            let mut marks = Vec::new();
            boxes(in_group(&scene.nodes, "measure-marks").unwrap(), &mut marks);
            for (name, at) in &names {
                assert!(!at.overlaps(&table), "{name} on the table in {}", style.name);
                for (mark, room) in &marks {
                    assert!(!at.overlaps(room), "{name} on mark {mark} in {}", style.name);
                }
            }
        }
    }
}

#[test]
fn with_its_only_way_closed_a_place_has_no_way_by_sea_and_the_table_says_so() {
    let studio = Studio::bundled();
    let points = [place("persian-gulf"), place("indian-ocean")];
    let (studio, view) = measuring(studio, &points, &ClosedPassages::default().with("hormuz"));
    let leg = &studio.measured.as_ref().unwrap().legs[0];
    assert!(matches!(leg.by_sea, Some(Err(_))), "{:?}", leg.by_sea);
    assert!(words_in(&studio.figure(&view), "measure-table").contains(&"no way".to_owned()));
}

#[test]
fn another_data_set_is_measured_as_well_from_a_shape_to_a_lane() {
    let studio = Studio::open("tests/fixtures/silk-roads");
    let set = &studio.opened.dataset;
    let lane = set.lanes().next().unwrap();
    let far = set.places().last().unwrap();
    let points = [
        MeasurePoint::Lane(set.lane(lane).id.clone()),
        place(&set.place(far).id),
    ];
    let title = set
        .lane(lane)
        .title
        .get(&studio.opened.opening_view.language)
        .to_owned();
    let (studio, view) = measuring(studio, &points, &ClosedPassages::default());
    let leg = &studio.measured.as_ref().unwrap().legs[0];
    assert!(leg.great_circle.length > Meters(0.0) && leg.great_circle.length <= leg.rhumb_line.length);
    let written = texts(&studio.figure(&view));
    assert!(
        written
            .iter()
            .any(|text| text.starts_with(&format!("1: {}", &title[..8]))),
        "{written:?}"
    );
}

/// Presses and lets go at a place, a frame for each.
fn click_at(window: &mut Harness<'_, Window>, at: Pos2, modifiers: Modifiers) {
    for pressed in [true, false] {
        window.hover_at(at);
        window.event_modifiers(
            eframe::egui::Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers,
            },
            modifiers,
        );
        window.run_steps(1);
    }
}

fn points(window: &Harness<'_, Window>) -> Vec<MeasurePoint> {
    window.state().view().measure.clone()
}

#[test]
fn two_clicks_measure_backspace_takes_one_back_and_each_is_a_step_of_undo() {
    let mut window = bundled();
    let before = window.state().view().clone();
    press(&mut window, Modifiers::NONE, Key::M);
    assert!(
        holding(&window, "Measuring: click adds").is_some(),
        "the status line says how"
    );
    let middle = window.get_by_label("Map").rect().center();
    click_at(&mut window, middle + vec2(120.0, 150.0), Modifiers::NONE);
    click_at(&mut window, middle + vec2(20.0, 180.0), Modifiers::NONE);
    settle(&mut window);
    assert_eq!(
        points(&window).len(),
        2,
        "quick clicks at two places are no double click"
    );
    assert_eq!(
        window.state().view().selection,
        before.selection,
        "nothing was selected or cleared"
    );
    for way in ["Great circle", "Rhumb line", "By sea"] {
        assert!(holding(&window, &format!("{way}: nm ")).is_some(), "{way}");
    }
    press(&mut window, Modifiers::NONE, Key::Backspace);
    assert_eq!(points(&window).len(), 1);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(points(&window).len(), 2);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().view(), &before);
}

#[test]
fn a_double_click_ends_at_its_point_and_does_not_come_nearer() {
    let mut window = bundled();
    press(&mut window, Modifiers::NONE, Key::M);
    let framing = window.state().view().framing;
    let at = window.get_by_label("Map").rect().center() + vec2(120.0, 150.0);
    click_at(&mut window, at, Modifiers::NONE);
    click_at(&mut window, at, Modifiers::NONE);
    settle(&mut window);
    assert_eq!(
        (points(&window).len(), window.state().view().framing),
        (1, framing)
    );
    assert!(holding(&window, "Measuring: click adds").is_none());
    click_at(&mut window, at + vec2(40.0, 40.0), Modifiers::NONE);
    settle(&mut window);
    assert_eq!(points(&window).len(), 1, "ended, a click selects again");
}

#[test]
fn a_click_catches_at_the_place_under_it_unless_alt_is_down() {
    let mut window = bundled();
    run(&mut window, Command::Toggle(Pane::Reading));
    let data = periplus::app::Package::read(&periplus::formats::bundled())
        .unwrap()
        .dataset;
    let ix = data.place_by_id("cam-ranh-bay").unwrap();
    let view = window.state().view().clone();
    let rect = window.get_by_label("Map").rect();
    let size = [rect.width(), rect.height()].map(f64::from);
    let camera = periplus::geography::Camera::new(&view.framing, view.projection, size[0], size[1]);
    let [x, y] = camera.screen_from_lon_lat(data.place(ix).anchor).unwrap();
    let there = rect.left_top() + vec2(x as f32, y as f32);
    press(&mut window, Modifiers::NONE, Key::M);
    click_at(&mut window, there, Modifiers::NONE);
    settle(&mut window);
    assert_eq!(points(&window), [place("cam-ranh-bay")]);
    press(&mut window, Modifiers::NONE, Key::Backspace);
    click_at(&mut window, there, Modifiers::ALT);
    settle(&mut window);
    assert!(
        matches!(points(&window)[..], [MeasurePoint::Position(..)]),
        "{:?}",
        points(&window)
    );
}

#[test]
fn by_keyboard_alone_the_selected_place_the_middle_of_the_map_and_a_name_are_measured() {
    let mut window = silk_roads();
    let package = periplus::app::Package::open(&super::packages::fixture_path("silk-roads")).unwrap();
    let data = &package.dataset;
    let first = data.places().next().unwrap();
    run(&mut window, Command::Select(Item::Place(first)));
    press(&mut window, Modifiers::NONE, Key::M);
    press(&mut window, Modifiers::NONE, Key::S);
    press(&mut window, Modifiers::NONE, Key::C);
    let [MeasurePoint::Place(id), MeasurePoint::Position(..)] = &points(&window)[..] else {
        panic!("{:?}", points(&window));
    };
    assert_eq!(*id, data.place(first).id);
    type_into(&mut window, "Place to measure", "Colombo");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(points(&window).len(), 3);
    type_into(&mut window, "Place to measure", "11.9, 109.2");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(points(&window)[3], at(109.2, 11.9));
    type_into(&mut window, "Place to measure", "Atlantis-under-Sea");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(holding(&window, "no place is called 'Atlantis-under-Sea'").is_some());
    assert_eq!(points(&window).len(), 4);
    window.get_by_label("Map").focus();
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::C);
    assert_eq!(points(&window).len(), 4, "the tool was left, the measure stays");
    run(&mut window, Command::MeasureClear);
    assert!(points(&window).is_empty() && holding(&window, "Great circle: nm").is_none());
}

#[test]
fn the_map_rests_while_something_is_measured() {
    let mut window = bundled();
    press(&mut window, Modifiers::NONE, Key::M);
    run(&mut window, Command::MeasureAdd(at(105.0, 6.0)));
    run(&mut window, Command::MeasureAdd(at(112.0, 8.0)));
    assert!(comes_to_rest(&mut window));
}

#[test]
fn lengths_add_up_over_all_legs() {
    let points = [at(104.0, 8.0), at(104.5, 1.3), at(100.0, 4.0)];
    let (studio, view) = measuring(Studio::bundled(), &points, &ClosedPassages::default());
    let measured = studio.measured.as_ref().unwrap();
    let words = words_in(&studio.figure(&view), "measure-table");
    let at = words.iter().position(|word| word == "Total, 1 to 3").unwrap();
    let row = at
        + words[at..]
            .iter()
            .position(|word| word == "Great circle")
            .unwrap();
    let total: f64 = words[row + 1].replace(',', "").parse().unwrap();
    let sum = NauticalMiles::from(measured.total(WayKind::GreatCircle).unwrap()).0;
    assert!((total - sum).abs() < 0.51, "{words:?}");
}
