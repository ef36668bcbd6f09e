//! The strip of a lane: what is written on it, how it is laid out whatever the lane, in the window and on the command
//! line.

mod anything;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use periplus::app::{Command, FigureOf, Pane};
use periplus::compose::{LaneLog, StopSign, StripContext, StripForm, Style, Styles, lane_figure, lane_strip};
use periplus::export::FigureFormat;
use periplus::model::{Item, LaneIx};
use periplus::scene::Scene;
use periplus::view::{Selection, ViewSpec, Way};

use crate::check::{periplus, stderr};
use crate::packages::fixture_path;
use crate::pictures::{Studio, check_expected, texts};
use crate::window;
use anything::boxes;

fn style(name: &str) -> Style {
    Style::clone(Styles::embedded().unwrap().named(name).unwrap())
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
    let view = studio.close(&["hormuz", "malacca"]);
    let red_sea = log(&studio, &view, "japan-vietnam-north");
    assert_eq!(red_sea.remarks, [""; 0], "a lane that meets no closed strait");
    let view = studio.close(&["singapore"]);
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
    let view = studio.close(&["hormuz"]);
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
