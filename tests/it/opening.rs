//! What the window opens: packages with faults, another one, and saved views.

use std::path::Path;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use periplus::app::{Command, Package};
use periplus::view::{Layer, Selection};

use super::packages::{bundled_with, fixture_path};
use super::window::{bundled, click, holding, open, press, run, settle, silk_roads, type_into};

#[test]
fn a_package_with_problems_says_how_many_and_shows_each() {
    let mut package = Package::open(&fixture_path("silk-roads")).unwrap();
    package.problems = vec!["events.csv:3:7: one".into(), "places.geojson:9:1: two".into()];
    let mut window = open(package);
    click(&mut window, "2 problems");
    assert!(holding(&window, "events.csv:3:7: one").is_some());
    assert!(window.query_by_label("Copy problem 2").is_some());
}

#[test]
fn a_package_without_anything_opens_with_a_kind_word() {
    let window = open(Package::empty());
    assert!(holding(&window, "This data set has no events").is_some());
}

#[test]
fn a_package_whose_events_cannot_be_read_opens_with_its_places_and_periods() {
    let files = bundled_with("events.csv", Some(b"id,title\na,b"));
    let mut window = open(Package::read(&files).unwrap_or_else(|e| panic!("{e}")));
    assert!(holding(&window, "This data set has no events").is_some());
    assert!(holding(&window, "problem").is_some());
    for key in [
        Key::Period,
        Key::Comma,
        Key::ArrowRight,
        Key::Home,
        Key::Space,
        Key::L,
    ] {
        press(&mut window, Modifiers::NONE, key);
    }
    press(&mut window, Modifiers::COMMAND, Key::F);
    type_into(&mut window, "Search", "da nang");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let selection = window.state().view().selection.clone();
    assert!(matches!(selection, Some(Selection::Place(_))), "{selection:?}");
}

#[test]
fn opening_another_package_can_be_undone() {
    let mut window = silk_roads();
    let title = Package::open(&fixture_path("silk-roads"))
        .unwrap()
        .dataset
        .title()
        .to_owned();
    run(&mut window, Command::OpenBundled);
    assert!(window.query_all_by_label(&title).next().is_none());
    run(&mut window, Command::Undo);
    assert!(window.query_all_by_label(&title).next().is_some());
}

/// Views are written as what `--view` takes.
#[test]
fn a_saved_view_can_be_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path: &Path = &folder.path().join("here.view.json");
    let mut window = bundled();
    run(&mut window, Command::ToggleLayer(Layer::Towns));
    let saved = window.state().view().clone();
    run(&mut window, Command::SaveViewAt(path.to_owned()));
    for _ in 0..200 {
        settle(&mut window);
        if holding(&window, "Written: ").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    run(&mut window, Command::Undo);
    assert_ne!(*window.state().view(), saved);
    run(&mut window, Command::OpenViewAt(path.to_owned()));
    for _ in 0..200 {
        settle(&mut window);
        if *window.state().view() == saved {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the view did not come back");
}
