//! The strip of a lane: what is written on it, how it is laid out whatever the lane, in the window and on the command
//! line.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use periplus::app::{Command, FigureOf, Pane};
use periplus::compose::{
    LaneLog, StopSign, StripContext, StripForm, StripPicture, Style, Styles, lane_figure, lane_strip,
};
use periplus::export::FigureFormat;
use periplus::formats::open;
use periplus::geography::{ClosedPassages, SeaNetwork};
use periplus::model::{Item, LaneIx};
use periplus::scene::{Node, Rect, Scene, Text};
use periplus::view::{Selection, ViewSpec, Way, resolve_lanes};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::check::{periplus, stderr};
use crate::packages::{bundled_with, fixture_path};
use crate::pictures::{Studio, check_expected, texts};
use crate::window;

fn style(name: &str) -> Style {
    Style::clone(Styles::embedded().unwrap().named(name).unwrap())
}

/// The studio with passages closed, and its view that says so.
fn close(studio: &mut Studio, ids: &[&str]) -> ViewSpec {
    let closed = ids
        .iter()
        .fold(ClosedPassages::default(), |closed, id| closed.with(*id));
    let network = SeaNetwork::embedded().unwrap();
    studio.lanes = resolve_lanes(&studio.opened.dataset, &network, &closed);
    let mut view = studio.opened.opening_view.clone();
    view.closed_passages = closed;
    view
}

fn lane(studio: &Studio, id: &str) -> LaneIx {
    studio.opened.dataset.lane_by_id(id).unwrap()
}

fn log(studio: &Studio, view: &ViewSpec, id: &str) -> LaneLog {
    let (world, style) = (studio.world(), style("light"));
    StripContext::on_page(&world, view, &style, &studio.words).log(lane(studio, id))
}

/// The strip of a lane as a page that is as high as it takes.
fn page(studio: &Studio, view: &ViewSpec, id: &str) -> Scene {
    let (world, style) = (studio.world(), style("light"));
    let context = StripContext::on_page(&world, view, &style, &studio.words);
    let ix = lane(studio, id);
    let title = studio.opened.dataset.lane(ix).title.get("en");
    lane_figure(&context, ix, 1080.0, None, title, true).unwrap()
}

fn names(log: &LaneLog) -> Vec<&str> {
    log.stops.iter().map(|stop| stop.name.as_str()).collect()
}

#[test]
fn the_lane_from_the_gulf_comes_by_its_straits_in_order() {
    let studio = Studio::bundled();
    let log = log(&studio, &studio.opened.opening_view, "gulf-japan");
    assert_eq!(
        names(&log),
        [
            "Persian Gulf",
            "Strait of Hormuz",
            "Indian Ocean",
            "Strait of Malacca",
            "Singapore Strait",
            "South China Sea",
            "Luzon Strait",
            "Tokara Strait",
            "Tokyo Bay",
            "Yokohama",
        ]
    );
    let signs: Vec<StopSign> = log.stops.iter().map(|stop| stop.sign).collect();
    assert_eq!(
        signs[..3],
        [StopSign::Water, StopSign::Chokepoint, StopSign::Water]
    );
    assert_eq!(signs[9], StopSign::Place);
    assert_eq!(log.way, Way::Sailed);
    assert_eq!(log.remarks, [""; 0]);
}

#[test]
fn the_strip_of_the_bundled_lane_holds_the_expected_scene() {
    let studio = Studio::bundled();
    let scene = page(&studio, &studio.opened.opening_view, "gulf-japan");
    check_expected("lane_strip.txt", &scene.dump());
}

#[test]
fn a_detour_says_what_is_closed_and_how_much_longer_it_is() {
    let mut studio = Studio::bundled();
    let view = close(&mut studio, &["hormuz", "malacca"]);
    let red_sea = log(&studio, &view, "japan-vietnam-north");
    assert_eq!(red_sea.remarks, [""; 0], "a lane that meets no closed strait");
    let view = close(&mut studio, &["singapore"]);
    let gulf = log(&studio, &view, "gulf-japan");
    assert!(
        gulf.remarks[0].starts_with("Closed: Singapore Strait.") && gulf.remarks[0].contains("longer"),
        "{:?}",
        gulf.remarks
    );
    assert!(!names(&gulf).contains(&"Singapore Strait"));
    assert!(texts(&page(&studio, &view, "gulf-japan")).contains(&gulf.remarks[0]));
}

#[test]
fn a_lane_without_a_way_shows_the_one_that_is_closed_and_says_why() {
    let mut studio = Studio::bundled();
    let view = close(&mut studio, &["hormuz"]);
    let gulf = log(&studio, &view, "gulf-japan");
    assert_eq!(gulf.way, Way::IfOpen);
    assert!(
        gulf.remarks[0].starts_with("No way by sea from"),
        "{:?}",
        gulf.remarks
    );
    assert!(gulf.remarks[0].contains("Strait of Hormuz"));
    let hormuz = gulf.stops.iter().find(|stop| stop.name == "Strait of Hormuz");
    assert_eq!(hormuz.unwrap().sign, StopSign::Closed);
    let said = texts(&page(&studio, &view, "gulf-japan"));
    assert!(said.iter().any(|text| text == "With nothing closed"), "{said:?}");
}

#[test]
fn a_lane_without_a_network_is_a_list_of_places_without_distances() {
    let mut studio = Studio::bundled();
    studio.lanes = periplus::view::Lanes::unresolved(&studio.opened.dataset);
    let view = studio.opened.opening_view.clone();
    let gulf = log(&studio, &view, "gulf-japan");
    assert_eq!((gulf.way, gulf.length.as_deref()), (Way::Unknown, None));
    assert_eq!(gulf.stops.len(), 8);
    assert!(
        gulf.stops
            .iter()
            .all(|stop| stop.leg.is_none() && stop.total.is_none())
    );
    let said = texts(&page(&studio, &view, "gulf-japan"));
    assert!(said.contains(&"Yokohama".to_owned()));
    assert!(!said.iter().any(|text| text.ends_with(" nm")), "{said:?}");
}

/// Lanes over random places of the bundled data set, of two places to fourteen, after its own.
fn many_lanes() -> Studio {
    const PLACES: [&str; 22] = [
        "yokohama",
        "ho-chi-minh-city",
        "hai-phong",
        "vung-tau",
        "subic-bay",
        "da-nang",
        "cam-ranh-bay",
        "south-china-sea",
        "east-china-sea",
        "persian-gulf",
        "strait-of-hormuz",
        "red-sea",
        "bab-el-mandeb",
        "gulf-of-aden",
        "indian-ocean",
        "singapore-strait",
        "luzon-strait",
        "tokyo-bay",
        "gulf-of-tonkin",
        "strait-of-malacca",
        "cape-ca-mau",
        "hanoi",
    ];
    let bundled = periplus::formats::bundled();
    let mut table = String::from_utf8(bundled.get("lanes.csv").unwrap().to_vec()).unwrap();
    let mut random: usize = 7;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    for number in 0..9 {
        let mut via: Vec<&str> = Vec::new();
        while via.len() < 2 + number * 3 / 2 {
            let place = PLACES[next(PLACES.len())];
            if via.last() != Some(&place) {
                via.push(place);
            }
        }
        let title = "A lane whose title is as long as no title of a lane has ever been before this one";
        table.push_str(&format!("random-{number},{title},{},,,,,,\n", via.join("; ")));
    }
    let mut studio = Studio::bundled();
    studio.opened = open(&bundled_with("lanes.csv", Some(table.as_bytes()))).unwrap();
    studio
}

/// The boxes of all text of a picture: from the tops of capitals to below the baseline.
fn boxes(nodes: &[Node], out: &mut Vec<(Rect, String)>) {
    for node in nodes {
        match node {
            Node::Group(group) => boxes(&group.children, out),
            Node::Text(text) => out.push((letters(text), text.shaped.text.clone())),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

fn letters(text: &Text) -> Rect {
    let size = text
        .shaped
        .runs
        .iter()
        .map(|run| f64::from(run.size))
        .fold(0.0, f64::max);
    let [x, y] = text.transform.apply([0.0, 0.0]);
    Rect::from_xywh(x, y - size * 0.78, f64::from(text.shaped.width), size * 0.98)
}

fn check_picture(picture: &StripPicture, log: &LaneLog, form: StripForm) -> Result<(), TestCaseError> {
    let mut all = Vec::new();
    boxes(&picture.nodes, &mut all);
    for (at, (one, text)) in all.iter().enumerate() {
        for (other, beside) in &all[at + 1..] {
            prop_assert!(
                !one.grown(-0.2).overlaps(&other.grown(-0.2)),
                "{text} and {beside}"
            );
        }
        prop_assert!(
            one.left > -0.5 && one.right < picture.size.width + 0.5,
            "{text} leaves the strip"
        );
        prop_assert!(one.top > -1.0 && one.bottom < picture.size.height + 4.0, "{text}");
    }
    prop_assert_eq!(picture.marks.len(), log.stops.len());
    let order = picture.marks.windows(2).all(|pair| {
        let [a, b] = [pair[0].label, pair[1].label];
        match form {
            StripForm::Column => a.top < b.top,
            StripForm::Rows => a.bottom < b.bottom - 1.0 || a.left < b.left,
        }
    });
    prop_assert!(order, "stops are out of order");
    Ok(())
}

/// The numbers that are written add up, and every place and passage of the lane stands there.
fn check_log(studio: &Studio, ix: LaneIx, log: &LaneLog) -> Result<(), TestCaseError> {
    let via = &studio.opened.dataset.lane(ix).via;
    let now = studio.lanes.lane(ix).ok();
    let calls = now.map_or(via, |lane| &lane.calls);
    let placed = log.stops.iter().filter_map(|stop| stop.stop.place);
    prop_assert!(placed.eq(calls.iter().copied()));
    let straits = studio.lanes.straits();
    let passed = log.stops.iter().filter_map(|stop| stop.stop.passage);
    let mut passed: Vec<&str> = passed.map(|number| straits[number].passage.id.as_str()).collect();
    passed.dedup();
    if let Ok(lane) = studio.lanes.lane(ix) {
        prop_assert!(passed.into_iter().eq(lane.passages.iter().map(|p| p.id.as_str())));
    }
    let number = |text: &str| text.replace(',', "").parse::<f64>().unwrap();
    let mut sums = [0.0, 0.0];
    for stop in &log.stops {
        let Some(total) = &stop.total else { continue };
        if let Some(leg) = &stop.leg {
            sums = [sums[0] + number(&leg.miles), sums[1] + number(&leg.kilometers)];
        }
        let written = [number(&total.miles), number(&total.kilometers)];
        let exact = [stop.stop.along.0 / 1852.0, stop.stop.along.0 / 1000.0];
        for unit in 0..2 {
            prop_assert!(
                (sums[unit] - written[unit]).abs() < 1e-6,
                "{sums:?} is not {written:?}"
            );
            prop_assert!((written[unit] - exact[unit]).abs() <= 0.5 + 1e-9);
        }
    }
    Ok(())
}

#[test]
fn whatever_the_lane_no_text_overlaps_and_what_is_written_adds_up() {
    let mut studio = many_lanes();
    let styles = ["light", "dark", "projector", "print"].map(style);
    let lanes: Vec<LaneIx> = studio.opened.dataset.lanes().collect();
    for closed in [&[][..], &["malacca", "sunda", "hormuz"]] {
        let view = close(&mut studio, closed);
        for &ix in &lanes {
            let world = studio.world();
            let log = StripContext::on_page(&world, &view, &styles[0], &studio.words).log(ix);
            check_log(&studio, ix, &log).unwrap();
        }
        let some = (
            0..lanes.len(),
            0..styles.len(),
            250.0..1500.0f64,
            any::<bool>(),
            any::<bool>(),
        );
        let mut runner = TestRunner::new(Config::with_cases(60));
        let run = runner.run(&some, |(lane, style, width, in_rows, in_japanese)| {
            let mut view = view.clone();
            if in_japanese {
                view.language = "ja".to_owned();
            }
            let world = studio.world();
            let context = StripContext::on_page(&world, &view, &styles[style], &studio.words);
            let log = context.log(lanes[lane]);
            let form = if in_rows {
                StripForm::Rows
            } else {
                StripForm::Column
            };
            let picture = lane_strip(&context, &log, width, form, None);
            check_picture(
                &picture.map_err(|e| TestCaseError::fail(e.to_string()))?,
                &log,
                form,
            )
        });
        run.unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn a_page_too_low_says_how_high_it_has_to_be_and_that_is_true() {
    let studio = Studio::bundled();
    let (world, style, view) = (studio.world(), style("light"), &studio.opened.opening_view);
    let context = StripContext::on_page(&world, view, &style, &studio.words);
    let ix = lane(&studio, "gulf-japan");
    for width in [300.0, 500.0, 900.0] {
        let drawn = |height: f64| lane_figure(&context, ix, width, Some(height), "The Gulf to Japan", true);
        let needed = drawn(40.0).unwrap_err().0;
        let scene = drawn(needed).unwrap();
        assert_eq!(scene.size.height, needed);
        assert!(drawn(needed * 0.7).is_err());
    }
}

#[test]
fn an_exercise_has_the_distances_without_the_names() {
    let studio = Studio::bundled();
    let (world, style, view) = (studio.world(), style("blank"), &studio.opened.opening_view);
    let context = StripContext::on_page(&world, view, &style, &studio.words);
    let log = context.log(lane(&studio, "gulf-japan"));
    let picture = lane_strip(&context, &log, 900.0, StripForm::Rows, None).unwrap();
    let mut all = Vec::new();
    boxes(&picture.nodes, &mut all);
    assert!(all.iter().any(|(_, text)| text.ends_with(" nm")));
    assert!(!all.iter().any(|(_, text)| names(&log).contains(&text.as_str())));
}

#[test]
fn the_reading_pane_of_a_lane_shows_its_stops_and_a_click_goes_to_a_place() {
    let mut window = window::bundled();
    let ix = {
        let package = window::bundled_package();
        package.dataset.lane_by_id("gulf-japan").unwrap()
    };
    window::run(&mut window, Command::Select(Item::Lane(ix)));
    assert!(
        window
            .query_by_label("Persian Gulf, where the lane begins")
            .is_some()
    );
    assert!(window::holding(&window, "Singapore Strait, 3,5").is_some());
    window.get_by_label("As a table").scroll_to_me();
    window::settle(&mut window);
    window::click(&mut window, "As a table");
    assert!(window.query_by_label("Copy the table").is_some());
    window::holding(&window, "Strait of Malacca, 3,4")
        .unwrap()
        .scroll_to_me();
    window::settle(&mut window);
    window::holding(&window, "Strait of Malacca, 3,4")
        .unwrap()
        .click();
    window::settle(&mut window);
    let selection = window.state().view().selection.clone();
    assert_eq!(selection, Some(Selection::Place("strait-of-malacca".into())));
}

#[test]
fn the_window_exports_the_strip_of_the_selected_lane_and_asks_for_one_if_none_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("strip.svg");
    let export = || Command::ExportFigureAt(FigureOf::Lane, FigureFormat::Svg, path.clone());
    let mut window = window::bundled();
    window::run(&mut window, export());
    assert!(window::holding(&window, "Select a sea lane first").is_some());
    window::press(&mut window, Modifiers::COMMAND, Key::K);
    window::type_into(&mut window, "Command palette", "The Gulf to Japan");
    window::press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(
        !window
            .state()
            .view()
            .selection
            .as_ref()
            .is_none_or(|s| !matches!(s, Selection::Lane(_)))
    );
    window::run(&mut window, Command::Toggle(Pane::Palette));
    window::type_into(&mut window, "Command palette", "strip of the selected lane svg");
    assert!(window::holding(&window, "Export strip of the selected lane as SVG").is_some());
    window::run(&mut window, Command::Toggle(Pane::Palette));
    window::run(&mut window, export());
    let start = std::time::Instant::now();
    while !path.exists() && start.elapsed().as_secs() < 120 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let svg = std::fs::read_to_string(&path).unwrap();
    assert!(svg.contains("Tokara Strait") && svg.contains("searoute") && !svg.contains("GSHHG"));
}

#[test]
fn the_command_line_draws_a_strip_that_gives_its_view_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("strip.svg");
    let path = path.to_string_lossy();
    let output = periplus(&["figure", "--lane", "the gulf to japan", "-o", &path]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let svg = std::fs::read_to_string(&*path).unwrap();
    assert!(svg.contains("The Gulf to Japan") && svg.contains("Zhang, Jiye"));
    assert!(svg.contains("&quot;lane&quot;: &quot;gulf-japan&quot;"));
    let package = fixture_path("silk-roads");
    let package = package.to_string_lossy();
    let output = periplus(&["figure", &package, "--lane", "red-sea-to-india", "-o", &path]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let svg = std::fs::read_to_string(&*path).unwrap();
    assert!(
        svg.contains("Muziris") && svg.contains("Bab-el-Mandeb"),
        "another data set's lane"
    );
}

#[test]
fn the_command_line_says_what_is_wrong_with_a_wish_for_a_strip() {
    let refused = |arguments: &[&str], reason: &str| {
        let output = periplus(&[&["figure", "-o", "a.svg"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
    };
    refused(&["--lane", "gulf-japn"], "did you mean gulf-japan?");
    refused(&["--lane", "xyzzy"], "there are gulf-japan, red-sea-branch");
    refused(
        &["--lane", "gulf-japan", "--without", "map"],
        "neither map, timeline nor",
    );
    refused(
        &["--lane", "gulf-japan", "--with", "indicators"],
        "neither map, timeline nor",
    );
    let output = periplus(&[
        "figure",
        "-o",
        "a.svg",
        "--lane",
        "gulf-japan",
        "--size",
        "160x30mm",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("too low for this strip"),
        "{}",
        stderr(&output)
    );
}
