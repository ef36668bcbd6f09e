//! The story as it is read and presented in the window, by the names that a screen reader hears. On the bundled
//! data set with a story of three scenes, so that other scenes there change nothing here.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use periplus::app::{Command, Package, Window};
use periplus::model::{
    Block, BlockKind, Citation, Dataset, Inline, Item, LinkTarget, Prose, Scene, SceneWords, SourceIx,
};
use periplus::view::{Layer, Selection, ViewSpec, view_of_scene};
use serde_json::json;

use super::window::{bundled_package, click, holding, open, press, run, settle, type_into};

pub(crate) const NOTES: &str = "Ask the room who has been there.";

fn words(text: &str) -> Inline {
    Inline::Text {
        text: text.to_owned(),
        emphasis: false,
        strong: false,
    }
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block {
        kind: BlockKind::Paragraph,
        content,
    }
}

fn cited(source: SourceIx) -> Inline {
    Inline::Cite(vec![Citation {
        source,
        prefix: String::new(),
        locator: "p. 3".to_owned(),
    }])
}

fn scene(id: &str, title: &str, content: Vec<Inline>, view: &serde_json::Value) -> Scene {
    Scene {
        id: id.to_owned(),
        words: vec![SceneWords {
            language: "en".to_owned(),
            title: title.to_owned(),
            body: Prose {
                blocks: vec![paragraph(content)],
            },
            notes: Prose {
                blocks: vec![paragraph(vec![words(NOTES)])],
            },
        }],
        view: view.as_object().cloned().unwrap_or_default(),
    }
}

/// Three scenes: Da Nang with a link and a citation, Cam Ranh Bay selected, the world with the relief off.
fn told(data: Dataset) -> Dataset {
    let da_nang = Item::Place(data.place_by_id("da-nang").unwrap());
    let source = data.sources().next().unwrap();
    let link = Inline::Link {
        text: "a port".to_owned(),
        target: LinkTarget::Item(da_nang),
    };
    let near = |lon: f64, lat: f64, km: f64| json!({"center": {"lon": lon, "lat": lat}, "width_km": km, "height_km": km});
    data.with_story(vec![
        scene(
            "01-port",
            "A port of call",
            vec![words("Here lies "), link, words(" of the coast "), cited(source), words(".")],
            &json!({"framing": near(108.2, 16.1, 300.0), "time": {"window": "2012", "shown": "2010/2014", "cursor": "2012"}}),
        ),
        scene(
            "02-bay",
            "The deep bay",
            vec![words("Ships came again.")],
            &json!({"framing": near(109.2, 11.9, 80.0), "selection": {"place": "cam-ranh-bay"},
                "time": {"window": "2016", "shown": "2014/2017", "cursor": "2016-04-12"}}),
        ),
        scene(
            "03-world",
            "From far away",
            vec![words("All of it.")],
            &json!({"framing": near(100.0, 15.0, 9000.0), "layers": {"relief": false}}),
        ),
    ])
}

fn package() -> Package {
    let mut package = bundled_package();
    let data = Arc::try_unwrap(package.dataset).unwrap_or_else(|_| panic!("a package of its own"));
    package.dataset = Arc::new(told(data));
    package
}

pub(crate) fn story() -> Harness<'static, Window> {
    open(package())
}

/// Lets a flight land.
fn land(window: &mut Harness<'_, Window>) {
    // Flights go by the clock of the wall, frames here by none.
    let until = std::time::Instant::now() + std::time::Duration::from_millis(1000);
    while std::time::Instant::now() < until {
        window.run_steps(1);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// The view that a scene of the test's story asks for, seen from `now`.
fn view_of(number: usize, now: &ViewSpec) -> ViewSpec {
    let package = package();
    let scene = package.dataset.scenes().nth(number - 1).unwrap();
    view_of_scene(&package.dataset, scene, &package.opening, now)
}

pub(crate) fn is_at(window: &Harness<'_, Window>, number: usize) -> bool {
    let now = window.state().view();
    view_of(number, now) == *now
}

#[test]
fn a_scene_is_chosen_in_the_list_of_scenes_and_map_and_time_fly_there_together() {
    let mut window = story();
    assert!(window.query_by_label("Scenes").is_none());
    press(&mut window, Modifiers::COMMAND, Key::Num5);
    assert!(window.query_by_label("Scenes").is_some());
    let before = window.state().view().clone();
    click(&mut window, "2. The deep bay, 2016");
    let under_way = window.state().view().clone();
    assert_eq!(under_way.scene.as_deref(), Some("02-bay"));
    assert_eq!(
        under_way.selection,
        Some(Selection::Place("cam-ranh-bay".into())),
        "what is switched is switched at the start"
    );
    // On a slow machine the flight is over by now.
    let is_in_flight = under_way.framing.width_km > 80.0 && under_way.framing != before.framing;
    assert!(is_in_flight || is_at(&window, 2));
    land(&mut window);
    assert!(is_at(&window, 2));
    assert!(window.query_by_label("SCENE 2 OF 3").is_some());
    assert!(window.query_by_label("Ships came again.").is_some());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.state().view(), before, "one step of undo");
}

#[test]
fn next_and_back_walk_the_story_from_any_panel_and_stop_at_its_ends() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    press(&mut window, Modifiers::NONE, Key::PageDown);
    assert!(is_at(&window, 1), "PageDown on the map begins the story");
    assert!(window.query_by_label("Back: This is the first scene.").is_some());
    for (panel, key, at) in [
        ("Timeline", Key::PageDown, 2),
        ("Events", Key::PageDown, 3),
        ("Reading pane", Key::PageUp, 2),
    ] {
        window.get_by_label(panel).focus();
        settle(&mut window);
        press(&mut window, Modifiers::NONE, key);
        assert!(is_at(&window, at), "{panel}");
    }
    click(&mut window, "Next: From far away");
    assert!(is_at(&window, 3));
    assert!(!window.state().view().layers.shows(Layer::Relief));
    let end = window.get_by_label("Next: This is the last scene.");
    assert!(end.accesskit_node().is_disabled());
    press(&mut window, Modifiers::NONE, Key::PageDown);
    assert!(is_at(&window, 3));
    click(&mut window, "Back: The deep bay");
    assert!(is_at(&window, 2));
    assert!(
        window.state().view().layers.shows(Layer::Relief),
        "from the opening view"
    );
    type_into(&mut window, "Search", "x");
    press(&mut window, Modifiers::NONE, Key::PageDown);
    assert!(is_at(&window, 2), "a text field keeps its keys");
}

#[test]
fn the_reader_explores_and_comes_back() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    run(&mut window, Command::FirstScene);
    assert!(window.query_by_label("Back to the scene’s view").is_none());
    // The map alone is moved: the scene stays, with a quiet way back.
    press(&mut window, Modifiers::NONE, Key::Minus);
    assert!(window.query_by_label("SCENE 1 OF 3").is_some());
    click(&mut window, "Back to the scene’s view");
    assert!(is_at(&window, 1));
    // Something else is selected: it has the pane, with the way back above it.
    click(&mut window, "a port");
    let place = Some(Selection::Place("da-nang".into()));
    assert_eq!(window.state().view().selection, place);
    assert!(window.query_by_label("SCENE 1 OF 3").is_none());
    assert!(holding(&window, "Back to scene 1: A port of call").is_some());
    press(&mut window, Modifiers::NONE, Key::Backspace);
    assert!(is_at(&window, 1));
    assert!(window.query_by_label("SCENE 1 OF 3").is_some());
    // And all of it can be undone.
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().view().selection, place);
}

#[test]
fn what_the_scene_itself_has_selected_can_be_turned_to() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    run(&mut window, Command::LastScene);
    run(&mut window, Command::PreviousScene);
    assert!(window.query_by_label("Ships came again.").is_some());
    click(&mut window, "Cam Ranh Bay");
    assert!(window.query_by_label("Ships came again.").is_none());
    click(&mut window, "Back to scene 2: The deep bay");
    assert!(window.query_by_label("Ships came again.").is_some());
}

#[test]
fn a_citation_leads_to_its_work_in_the_list_of_sources() {
    let mut window = story();
    run(&mut window, Command::FirstScene);
    let data = package().dataset;
    let source = data.source(data.sources().next().unwrap());
    assert!(window.query_by_label("SOURCES").is_some());
    assert!(holding(&window, &source.citation).is_some());
    // The stop after the bracket stands with it, so that no line begins with one.
    click(&mut window, &format!("({}, p. 3).", source.short));
    assert!(holding(&window, &format!("Copy citation of {}", source.short)).is_some());
    assert_eq!(
        window.state().view().scene.as_deref(),
        Some("01-port"),
        "the scene stays"
    );
}

#[test]
fn the_speakers_notes_open_and_stay_open_from_scene_to_scene() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    run(&mut window, Command::FirstScene);
    assert!(window.query_by_label(NOTES).is_none());
    window.get_by_label("SPEAKER’S NOTES").click_accesskit();
    settle(&mut window);
    window.run_steps(20);
    assert!(window.query_by_label(NOTES).is_some());
    run(&mut window, Command::NextScene);
    assert!(window.query_by_label(NOTES).is_some());
}

#[test]
fn leaving_the_story_leaves_the_view_and_undo_brings_the_scene_back() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    run(&mut window, Command::FirstScene);
    let before = window.state().view().clone();
    click(&mut window, "Leave the story");
    let after = window.state().view().clone();
    assert_eq!((after.framing, after.time), (before.framing, before.time));
    assert_eq!(after.scene, None);
    assert!(window.query_by_label("SCENE 1 OF 3").is_none());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(is_at(&window, 1));
}

#[test]
fn a_press_during_a_flight_goes_on_from_where_it_is_and_undo_goes_back_scene_by_scene() {
    let mut window = story();
    press(&mut window, Modifiers::NONE, Key::PageDown);
    land(&mut window);
    press(&mut window, Modifiers::NONE, Key::PageDown);
    press(&mut window, Modifiers::NONE, Key::PageDown);
    land(&mut window);
    assert!(is_at(&window, 3));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(
        is_at(&window, 2),
        "what was flown to, not where the flight was left"
    );
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(is_at(&window, 1));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(is_at(&window, 2));
}

#[test]
fn the_palette_finds_a_scene_by_its_number_and_title() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    press(&mut window, Modifiers::COMMAND, Key::K);
    type_into(&mut window, "Command palette", "scene far away");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(is_at(&window, 3));
}

#[test]
fn a_search_finds_scenes_by_what_they_tell() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    type_into(&mut window, "Search", "ships came again");
    assert!(holding(&window, "FOUND IN 1 SCENE").is_some());
    click(&mut window, "Scene 2: The deep bay");
    assert!(is_at(&window, 2));
    press(&mut window, Modifiers::COMMAND, Key::F);
    press(&mut window, Modifiers::COMMAND, Key::A);
    type_into(&mut window, "Search", "from far away");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(is_at(&window, 3), "nothing else was found");
}

#[test]
fn the_list_of_scenes_is_walked_by_key() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    press(&mut window, Modifiers::COMMAND, Key::Num5);
    window.get_by_label("Scenes").focus();
    settle(&mut window);
    for (key, at) in [(Key::End, 3), (Key::ArrowUp, 2), (Key::Home, 1)] {
        press(&mut window, Modifiers::NONE, key);
        press(&mut window, Modifiers::NONE, Key::Enter);
        assert!(is_at(&window, at), "{key:?}");
    }
    let read = window
        .query_all_by_role(Role::ListBoxOption)
        .filter(|row| row.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::True))
        .filter_map(|row| row.accesskit_node().label());
    assert_eq!(read.collect::<Vec<_>>(), ["1. A port of call, 2012"]);
}

#[test]
fn a_view_copied_for_a_scene_is_a_front_matter_that_names_what_was_changed() {
    let mut window = story();
    run(&mut window, Command::ToggleReducedMotion);
    run(&mut window, Command::FirstScene);
    run(&mut window, Command::ToggleLayer(Layer::Towns));
    let ctx = window.ctx.clone();
    window.state_mut().run(&ctx, Command::CopyViewForScene);
    window.run_steps(1);
    let copied = window
        .output()
        .platform_output
        .commands
        .iter()
        .find_map(|command| match command {
            eframe::egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
    let copied = copied.unwrap();
    for line in [
        "title = \"A port of call\"",
        "towns = false",
        "window = \"2012-01-01/2012-12-31\"",
    ] {
        assert!(copied.contains(line), "{line}: {copied}");
    }
}

#[test]
fn a_data_set_without_a_story_has_no_list_of_scenes_and_no_presentation() {
    let mut window = open(Package::empty());
    press(&mut window, Modifiers::COMMAND, Key::Num5);
    press(&mut window, Modifiers::NONE, Key::F5);
    press(&mut window, Modifiers::NONE, Key::PageDown);
    assert!(window.query_by_label("Scenes").is_none());
    assert!(window.query_by_label("Search").is_some());
    assert!(window.query_by_label("Present").is_none());
}
