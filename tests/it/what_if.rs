//! What if a strait closes: by key and by hand, what it does to the lanes, and back.

use eframe::egui::{Key, Modifiers, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use periplus::app::{Command, Window};
use periplus::geography::{Camera, ClosedPassages, Knots, PassageId, SeaNetwork};
use periplus::model::{Dataset, LaneIx};
use periplus::view::{Lanes, ViewSpec, resolve_lanes};

use super::pointer::click_at;
use super::window::{bundled, bundled_package, click, comes_to_rest, holding, press, run, settle, type_into};

fn closed(window: &Harness<'_, Window>) -> Vec<String> {
    let usual = ClosedPassages::default();
    let closed = window.state().view().closed_passages.clone();
    let ids = closed.iter().filter(|id| !usual.contains(id));
    ids.map(ToString::to_string).collect()
}

/// The lanes of a data set with some passages closed.
fn lanes(dataset: &Dataset, ids: &[&str]) -> Lanes {
    let closed = ids.iter().fold(ClosedPassages::default(), |c, id| c.with(*id));
    resolve_lanes(dataset, &SeaNetwork::embedded().unwrap(), &closed)
}

fn lane(dataset: &Dataset, id: &str) -> LaneIx {
    dataset.lane_by_id(id).unwrap()
}

#[test]
fn a_strait_is_closed_and_opened_by_key_alone_and_each_is_one_step_of_undo() {
    let mut window = bundled();
    press(&mut window, Modifiers::COMMAND, Key::Num6);
    assert!(
        window.query_by_label("Strait of Hormuz").is_some(),
        "the list is there"
    );
    for _ in 0..2 {
        press(&mut window, Modifiers::NONE, Key::ArrowDown);
    }
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(closed(&window), ["malacca"]);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(closed(&window), [""; 0]);
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(closed(&window), ["malacca"]);
    press(&mut window, Modifiers::SHIFT, Key::X);
    assert_eq!(closed(&window), [""; 0], "all are open again");
    press(&mut window, Modifiers::COMMAND, Key::Num6);
    assert!(
        window.query_by_label("Strait of Hormuz").is_none(),
        "the events are back"
    );
}

#[test]
fn a_strait_is_closed_by_its_name_before_an_audience_and_opened_again() {
    let mut window = bundled();
    press(&mut window, Modifiers::NONE, Key::F5);
    for (typed, expected) in [
        ("close malacca", vec!["malacca"]),
        ("close sunda", vec!["malacca", "sunda"]),
        ("open strait of malacca", vec!["sunda"]),
    ] {
        press(&mut window, Modifiers::COMMAND, Key::K);
        type_into(&mut window, "Command palette", typed);
        press(&mut window, Modifiers::NONE, Key::Enter);
        assert_eq!(closed(&window), expected, "{typed}");
    }
    assert!(
        window.query_by_label("Search").is_none(),
        "it is a presentation still"
    );
    assert!(
        window.query_by_label("Strait of Hormuz").is_none(),
        "the audience sees no list"
    );
}

/// Where the sign of a strait stands in the window.
fn sign(window: &Harness<'_, Window>, id: &str) -> Pos2 {
    let rect = window.get_by_label("Map").rect();
    let view = window.state().view();
    let camera = Camera::new(
        &view.framing,
        view.projection,
        f64::from(rect.width()),
        f64::from(rect.height()),
    );
    let package = bundled_package();
    let lanes = lanes(&package.dataset, &[]);
    let strait = lanes
        .straits()
        .iter()
        .find(|s| s.passage.id == id.into())
        .unwrap();
    let [x, y] = camera.screen_from_lon_lat(strait.at).unwrap();
    pos2(rect.left() + x as f32, rect.top() + y as f32)
}

#[test]
fn a_click_on_a_straits_sign_closes_it_and_tells_what_that_does_to_each_lane() {
    let mut window = bundled();
    let at = sign(&window, "luzon");
    // A post of its gate: between them runs the lane.
    let posts = (0..16).map(|i| at + vec2(0.0, 5.2).rot(i as f32 * 0.4));
    for post in posts {
        if closed(&window).is_empty() {
            click_at(&mut window, post);
            settle(&mut window);
            // Not taken for the second click of two.
            window.run_steps(20);
        }
    }
    assert_eq!(closed(&window), ["luzon"]);
    assert!(
        window.query_by_label("What if a strait closes?").is_some() || holding(&window, "WHAT IF").is_some()
    );
    assert!(holding(&window, "+").is_some(), "how much longer");
    click_at(&mut window, at);
    settle(&mut window);
    assert_eq!(closed(&window), [""; 0], "a click on its bar opens it");
}

trait Turned {
    fn rot(self, angle: f32) -> Self;
}

impl Turned for eframe::egui::Vec2 {
    fn rot(self, angle: f32) -> Self {
        eframe::egui::emath::Rot2::from_angle(angle) * self
    }
}

#[test]
fn a_lane_with_no_way_left_says_why_and_reset_brings_it_back() {
    let mut window = bundled();
    run(&mut window, Command::TogglePassage(PassageId::from("hormuz")));
    let refusal = "No way is left: there is none round what is closed (Strait of Hormuz).";
    assert!(window.query_by_label(refusal).is_some());
    click(&mut window, "Open all");
    assert_eq!(closed(&window), [""; 0]);
    assert!(window.query_by_label(refusal).is_none());
}

#[test]
fn days_go_by_the_speed_that_the_reader_sets_and_a_view_keeps_it() {
    let mut window = bundled();
    press(&mut window, Modifiers::COMMAND, Key::Num6);
    let dataset = bundled_package().dataset;
    let miles = lanes(&dataset, &[])
        .lane(lane(&dataset, "gulf-japan"))
        .unwrap()
        .length
        .0
        / 1852.0;
    let days = |knots: f64| format!("{:.1} days", miles / knots / 24.0);
    assert!(holding(&window, &days(14.0)).is_some());
    run(&mut window, Command::SetShipSpeed(Knots::new(20.0).unwrap()));
    assert!(holding(&window, &days(20.0)).is_some());
    let text = serde_json::to_string(window.state().view()).unwrap();
    assert!(text.contains("\"ship_speed\":20.0"), "{text}");
    let back: ViewSpec = serde_json::from_str(&text).unwrap();
    assert_eq!(&back, window.state().view());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(window.state().view().ship_speed.is_usual());
}

#[test]
fn lanes_are_on_their_way_for_a_moment_and_then_the_window_rests() {
    let mut window = bundled();
    assert!(comes_to_rest(&mut window));
    run(&mut window, Command::TogglePassage(PassageId::from("malacca")));
    let before = window.state().view().clone();
    let asks = window
        .output()
        .viewport_output
        .values()
        .any(|v| v.repaint_delay.is_zero());
    assert!(asks, "while they move, every frame is another");
    assert!(comes_to_rest(&mut window));
    assert_eq!(window.state().view(), &before, "moving is no part of the view");
}

#[test]
fn dashes_that_a_reader_asks_for_run_while_time_plays_alone() {
    let mut window = bundled();
    run(&mut window, Command::ToggleMovingDashes);
    assert!(comes_to_rest(&mut window), "nothing runs while time stands");
    run(&mut window, Command::PlayPause);
    let asks = window
        .output()
        .viewport_output
        .values()
        .any(|v| v.repaint_delay.is_zero());
    assert!(asks);
    run(&mut window, Command::PlayPause);
    assert!(comes_to_rest(&mut window));
}

#[test]
fn a_strait_among_the_places_of_a_lane_is_left_out_when_it_is_closed_and_an_end_is_not() {
    let dataset = bundled_package().dataset;
    let ix = lane(&dataset, "gulf-japan");
    let names = |lanes: &Lanes| -> Vec<String> {
        let lane = lanes.lane(ix).unwrap();
        assert_eq!(lane.legs.len() + 1, lane.calls.len());
        lane.calls.iter().map(|p| dataset.place(*p).id.clone()).collect()
    };
    let open = names(&lanes(&dataset, &[]));
    assert!(open.contains(&"strait-of-malacca".to_owned()));
    let shut = names(&lanes(&dataset, &["malacca"]));
    let expected: Vec<&String> = open.iter().filter(|id| *id != "strait-of-malacca").collect();
    assert_eq!(shut.iter().collect::<Vec<_>>(), expected);
    // Another strait closed changes nothing about it.
    assert_eq!(names(&lanes(&dataset, &["sunda"])), open);
    // Where a lane ends there, that is where it goes.
    let ending = lane(&dataset, "ca-mau-malacca");
    let shut = lanes(&dataset, &["malacca"]);
    assert_eq!(shut.lane(ending).unwrap().calls, dataset.lane(ending).via);
}

#[test]
fn what_closing_does_is_the_difference_of_two_lengths() {
    let dataset = bundled_package().dataset;
    let (open, shut) = (lanes(&dataset, &[]), lanes(&dataset, &["malacca", "sunda"]));
    let mut changed = 0;
    for ix in dataset.lanes() {
        let (before, now) = (open.lane(ix).unwrap().length.0, shut.lane(ix).unwrap().length.0);
        match shut.detour(ix) {
            None => assert_eq!(before, now),
            Some(detour) => {
                changed += 1;
                assert!(now > before);
                assert_eq!(detour.longer_by().unwrap().0, now - before);
                let percent = detour.longer_by_percent().unwrap();
                assert!((percent - (now / before - 1.0) * 100.0).abs() < 1e-9);
                assert_eq!(detour.open.length.0, before);
            }
        }
    }
    assert!(changed > 0);
}
