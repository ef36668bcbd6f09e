//! The presentation of a story, by the keys of a clicker and by hand: words large beside the map, notes for the
//! speaker, and the window as it was when it ends.

use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use periplus::app::{Command, Package, Window};

use super::reading_story::{NOTES, is_at, story};
use super::window::{click, open, press, run};

#[test]
fn the_story_is_presented_with_the_keys_of_a_clicker_and_the_window_comes_back_as_it_was() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    run(&mut window, Command::Toggle(periplus::app::Pane::Reading));
    press(&mut window, Modifiers::NONE, Key::F5);
    assert!(is_at(&window, 1));
    assert!(window.query_by_label("A port of call").is_some());
    assert!(window.query_by_label("Search").is_none(), "no bar, no panels");
    assert!(window.query_by_label("Events").is_none());
    assert!(window.query_by_label("Scene 1 of 3").is_some());
    for (key, at) in [
        (Key::PageDown, 2),
        (Key::ArrowRight, 3),
        (Key::Space, 3),
        (Key::PageUp, 2),
        (Key::Home, 1),
        (Key::End, 3),
    ] {
        press(&mut window, Modifiers::NONE, key);
        assert!(is_at(&window, at), "{key:?}");
    }
    press(&mut window, Modifiers::NONE, Key::Num2);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(is_at(&window, 2), "a number and Enter");
    press(&mut window, Modifiers::NONE, Key::B);
    assert!(window.query_by_label("Blank screen").is_some());
    assert!(window.query_by_label("The deep bay").is_none());
    press(&mut window, Modifiers::NONE, Key::PageDown);
    assert!(
        window.query_by_label("From far away").is_some(),
        "going on ends the blank"
    );
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Search").is_some());
    assert!(window.query_by_label("Events").is_some());
    assert!(
        window.query_by_label("Reading pane").is_none(),
        "as it was before"
    );
    assert!(is_at(&window, 3));
    press(&mut window, Modifiers::SHIFT, Key::F5);
    assert!(is_at(&window, 1), "from the start");
}

#[test]
fn an_explorer_in_a_presentation_comes_back_by_key_and_by_hand() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    press(&mut window, Modifiers::NONE, Key::F5);
    press(&mut window, Modifiers::NONE, Key::Plus);
    assert!(!is_at(&window, 1));
    click(&mut window, "Back to the scene’s view");
    assert!(is_at(&window, 1));
    press(&mut window, Modifiers::NONE, Key::Minus);
    press(&mut window, Modifiers::NONE, Key::Backspace);
    assert!(is_at(&window, 1));
}

#[test]
fn the_speaker_has_notes_and_the_next_title_in_a_window_of_their_own() {
    let mut window = story();
    press(&mut window, Modifiers::NONE, Key::F5);
    assert!(window.query_by_label(NOTES).is_none());
    press(&mut window, Modifiers::NONE, Key::N);
    assert!(window.query_by_label(NOTES).is_some());
    assert!(window.query_by_label("The deep bay").is_some(), "the next title");
    press(&mut window, Modifiers::NONE, Key::N);
    assert!(window.query_by_label(NOTES).is_none());
}

/// The bottom of the lowest words above the foot, and the top of the foot.
fn room_of_words(window: &Harness<'_, Window>, last: &str, foot: &str) -> (f32, f32) {
    let bottom = |label: &str| window.get_by_label(label).rect();
    (bottom(last).bottom(), bottom(foot).top())
}

#[test]
fn every_scene_that_ships_fits_beside_the_map_on_a_projector() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/japan-vietnam");
    let package = Package::open(&folder).unwrap();
    let data = std::sync::Arc::clone(&package.dataset);
    let mut window = open(package);
    run(&mut window, Command::ToggleReducedMotion);
    press(&mut window, Modifiers::NONE, Key::F5);
    let count = data.scenes().len();
    assert!(count >= 14, "{count} scenes");
    for (size, scenes) in [
        ([1920.0, 1080.0], data.scenes()),
        ([1024.0, 768.0], data.scenes()),
    ] {
        window.set_size(size.into());
        for (number, ix) in (1..).zip(scenes) {
            run(&mut window, Command::GoToScene(ix));
            let mut works: Vec<&str> = Vec::new();
            for citation in data.scene(ix).words[0].body.citations() {
                let short = data.source(citation.source).short.as_str();
                if !works.contains(&short) {
                    works.push(short);
                }
            }
            let foot = format!("Scene {number} of {count}");
            let (bottom, top) = room_of_words(&window, &works.join(" · "), &foot);
            assert!(bottom < top, "{foot} at {size:?}: {bottom} of {top}");
        }
    }
}

#[test]
fn escape_closes_the_list_of_a_count_before_it_ends_the_presentation() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    press(&mut window, Modifiers::NONE, Key::F5);
    run(&mut window, Command::WholeTime);
    run(&mut window, Command::OpenCount);
    let is_listing = |w: &Harness<'_, Window>| w.query_by_label("Show their time, large").is_some();
    assert!(is_listing(&window));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!is_listing(&window));
    assert!(window.query_by_label("Search").is_none(), "it is presented still");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Search").is_some());
}
