//! The window, driven by the names that a screen reader hears. No display, no pixels.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use periplus::app::{Command, Package, Pane, Services, Window};
use periplus::chronology::Day;
use periplus::model::Basis;
use periplus::view::{Layer, Selection};

use super::packages::fixture_path;

pub(crate) fn open(package: Package) -> Harness<'static, Window> {
    let mut harness = Harness::builder()
        .with_size([1500.0, 1000.0])
        // Two clicks in a row are a double click.
        .with_step_dt(1.0 / 30.0)
        .build_eframe(move |cc| {
            let window = Window::for_tests(&cc.egui_ctx, package, Services::of_program());
            window.unwrap_or_else(|e| panic!("{e}"))
        });
    settle(&mut harness);
    harness
}

pub(crate) fn bundled_package() -> Package {
    (Services::of_program().bundled)()
}

pub(crate) fn bundled() -> Harness<'static, Window> {
    open(bundled_package())
}

pub(crate) fn silk_roads() -> Harness<'static, Window> {
    open(Package::open(&fixture_path("silk-roads")).unwrap_or_else(|e| panic!("{e}")))
}

/// A few frames: workers may ask for more for as long as they draw, so that "until it rests" is not it.
pub(crate) fn settle(harness: &mut Harness<'_, Window>) {
    harness.run_steps(4);
}

pub(crate) fn press(harness: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

pub(crate) fn click(harness: &mut Harness<'_, Window>, label: &str) {
    harness.get_by_label(label).click();
    settle(harness);
}

pub(crate) fn type_into(harness: &mut Harness<'_, Window>, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    settle(harness);
    harness.get_by_label(field).type_text(text);
    settle(harness);
}

pub(crate) fn run(harness: &mut Harness<'_, Window>, command: Command) {
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, command);
    settle(harness);
}

/// Whether the window asks for no more frames after a while: workers that draw and place ask for frames of their own,
/// until they are done.
pub(crate) fn comes_to_rest(harness: &mut Harness<'_, Window>) -> bool {
    (0..400).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(25));
        harness.run_steps(1);
        let views = harness.output().viewport_output.values();
        let delay = views.map(|v| v.repaint_delay).min();
        delay.is_some_and(|delay| delay > std::time::Duration::from_secs(3600))
    })
}

/// The first node whose name holds a text.
pub(crate) fn holding<'a>(harness: &'a Harness<'_, Window>, text: &'a str) -> Option<Node<'a>> {
    harness.query_all_by_label_contains(text).next()
}

#[test]
fn the_palette_finds_an_event_and_the_reading_pane_shows_its_date_both_ways() {
    let mut window = bundled();
    press(&mut window, Modifiers::COMMAND, Key::K);
    type_into(&mut window, "Command palette", "destroyers cam ranh");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let selection = window.state().view().selection.clone();
    assert!(matches!(selection, Some(Selection::Event(_))), "{selection:?}");
    assert!(
        window.query_by_label("12 April 2016").is_some(),
        "the date in words"
    );
    assert!(
        window.query_by_label("2016-04-12").is_some(),
        "the date as written"
    );
    assert_eq!(
        window.state().view().time.cursor,
        Day::from_ymd(2016, 4, 12).unwrap()
    );
}

#[test]
fn the_palette_runs_a_command_and_undo_takes_it_back() {
    let mut window = bundled();
    let shown = |w: &Harness<'_, Window>| w.state().view().layers.shows(Layer::Relief);
    assert!(shown(&window));
    press(&mut window, Modifiers::COMMAND, Key::K);
    type_into(&mut window, "Command palette", "layer relief");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!shown(&window));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(shown(&window));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(!shown(&window));
}

#[test]
fn letters_typed_right_after_the_palettes_key_are_its_letters_and_no_commands() {
    let mut window = bundled();
    let before = window.state().view().clone();
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(1);
    window.key_press(Key::A);
    window.event(eframe::egui::Event::Text("a".into()));
    settle(&mut window);
    assert_eq!(window.state().view(), &before);
    let field = window.get_by_label("Command palette");
    assert_eq!(field.value().as_deref(), Some("a"));
}

#[test]
fn a_search_finds_without_accents_and_enter_goes_there() {
    let mut window = bundled();
    press(&mut window, Modifiers::COMMAND, Key::F);
    type_into(&mut window, "Search", "da nang");
    assert!(holding(&window, "Da Nang, Place").is_some() || holding(&window, "Da Nang").is_some());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(window.state().view().selection.is_some());
}

#[test]
fn enter_in_the_search_goes_to_the_first_hit_even_if_another_one_is_selected() {
    let mut window = bundled();
    let before = window.state().view().selection.clone();
    assert_eq!(before, Some(Selection::Event("cam-ranh-port-call-2016".into())));
    press(&mut window, Modifiers::COMMAND, Key::F);
    type_into(&mut window, "Search", "cam ranh bay");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let after = window.state().view().selection.clone();
    assert_eq!(after, Some(Selection::Place("cam-ranh-bay".into())));
}

#[test]
fn a_search_without_hits_says_so_kindly() {
    let mut window = bundled();
    type_into(&mut window, "Search", "xyzzy");
    assert!(holding(&window, "Nothing here matches “xyzzy”").is_some());
}

#[test]
fn letters_typed_into_the_search_do_not_drive_the_map() {
    let mut window = bundled();
    let before = window.state().view().framing;
    type_into(&mut window, "Search", "f+-n p");
    assert_eq!(window.state().view().framing, before);
}

#[test]
fn clicking_a_theme_leaves_its_events_out_and_the_list_says_how_many_are_left() {
    let mut window = bundled();
    let data = Package::read(&periplus::formats::bundled()).unwrap().dataset;
    let security = data.theme_by_id("security").unwrap();
    let left = data.events().filter(|e| data.event(*e).theme != security).count();
    window
        .get_by_role_and_label(eframe::egui::Role::CheckBox, "Security")
        .click();
    settle(&mut window);
    assert!(window.state().view().filter.hidden_themes.contains("security"));
    assert!(holding(&window, &format!("{left} EVENTS")).is_some());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(window.state().view().filter.hidden_themes.is_empty());
}

#[test]
fn a_click_on_a_row_selects_it() {
    let mut window = silk_roads();
    let row = window
        .query_all_by_role(eframe::egui::Role::ListBoxOption)
        .nth(1)
        .unwrap();
    let name = row.accesskit_node().label().unwrap();
    row.click();
    settle(&mut window);
    let told = window.get_by_label("Map").accesskit_node().value().unwrap();
    let title = name.rsplit_once(", ").unwrap().0;
    assert!(told.contains(title), "{name}: {told}");
}

#[test]
fn the_list_is_walked_by_key() {
    let mut window = silk_roads();
    let data = Package::open(&fixture_path("silk-roads")).unwrap().dataset;
    let id = |n: usize| {
        Some(Selection::Event(
            data.event(data.events().nth(n).unwrap()).id.clone(),
        ))
    };
    window.get_by_label("Events").focus();
    settle(&mut window);
    for (key, row) in [
        (Key::Home, 0),
        (Key::ArrowDown, 1),
        (Key::End, data.events().len() - 1),
    ] {
        press(&mut window, Modifiers::NONE, key);
        press(&mut window, Modifiers::NONE, Key::Enter);
        assert_eq!(window.state().view().selection, id(row));
    }
}

#[test]
fn an_assessment_is_marked_as_the_authors_reading() {
    let mut window = bundled();
    let data = Package::read(&periplus::formats::bundled()).unwrap().dataset;
    let assessed = data
        .events()
        .find(|e| data.event(*e).basis == Basis::Assessment)
        .unwrap();
    run(&mut window, Command::GoTo(periplus::model::Item::Event(assessed)));
    assert!(window.query_by_label("The authors’ reading").is_some());
}

#[test]
fn what_sources_disagree_about_is_marked_in_the_list_and_on_its_page() {
    let mut window = silk_roads();
    let data = Package::open(&fixture_path("silk-roads")).unwrap().dataset;
    let disputed = data
        .events()
        .find(|e| data.differs(periplus::model::Item::Event(*e)));
    let event = data.event(disputed.unwrap());
    assert!(window.query_by_label("Sources differ").is_none());
    let item = periplus::model::Item::Event(disputed.unwrap());
    run(&mut window, Command::GoTo(item));
    let row = window
        .query_all_by_role(eframe::egui::Role::ListBoxOption)
        .filter_map(|row| row.accesskit_node().label())
        .find(|label| label.contains(event.title.base()));
    assert!(row.unwrap().ends_with(", Sources differ"));
    assert!(window.query_by_label("Sources differ").is_some());
    for source in &event.differs {
        let short = data.source(*source).short.as_str();
        assert!(holding(&window, short).is_some(), "{short} says otherwise");
    }
}

#[test]
fn a_name_that_one_side_uses_says_whose_it_is() {
    let mut window = bundled();
    let data = Package::read(&periplus::formats::bundled()).unwrap().dataset;
    let show = |id: &str| Command::GoTo(periplus::model::Item::Place(data.place_by_id(id).unwrap()));
    run(&mut window, show("vietnam"));
    assert!(window.query_by_label("Viet Nam (as Vietnam has it)").is_some());
    run(&mut window, show("persian-gulf"));
    assert!(window.query_by_label("The Gulf (in international use)").is_some());
}

#[test]
fn map_and_timeline_tell_what_is_selected_and_which_time_is_in_the_window() {
    let mut window = bundled();
    let data = Package::read(&periplus::formats::bundled()).unwrap().dataset;
    let event = data.events().next().unwrap();
    run(&mut window, Command::GoTo(periplus::model::Item::Event(event)));
    for name in ["Map", "Timeline"] {
        let node = window.get_by_label(name);
        let told = node.accesskit_node().value().unwrap_or_default();
        assert!(told.contains(data.event(event).title.base()), "{name}: {told}");
        assert!(told.contains("Window of time: "), "{name}: {told}");
    }
}

#[test]
fn f6_takes_the_keyboard_from_panel_to_panel() {
    let mut window = bundled();
    let mut been = Vec::new();
    for _ in 0..4 {
        press(&mut window, Modifiers::NONE, Key::F6);
        let names = ["Events", "Map", "Reading pane", "Timeline"];
        been.extend(
            names
                .into_iter()
                .filter(|n| window.query_all_by_label(n).any(|node| node.is_focused())),
        );
    }
    been.sort_unstable();
    assert_eq!(been, ["Events", "Map", "Reading pane", "Timeline"]);
}

#[test]
fn the_timeline_steps_by_key_and_a_burst_of_steps_is_one_undo() {
    let mut window = bundled();
    let before = window.state().view().time;
    window.get_by_label("Timeline").focus();
    settle(&mut window);
    for _ in 0..3 {
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
    }
    let after = window.state().view().time;
    assert!(after.cursor > before.cursor);
    assert_eq!(after.window.duration_days(), before.window.duration_days());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().view().time, before);
}

#[test]
fn a_date_can_be_typed_and_a_bad_one_is_answered() {
    let mut window = bundled();
    type_into(&mut window, "Go to a date", "2014-03");
    press(&mut window, Modifiers::NONE, Key::Enter);
    let span = window.state().view().time.window;
    assert_eq!(span.first(), Day::from_ymd(2014, 3, 1).unwrap());
    assert_eq!(span.last(), Day::from_ymd(2014, 3, 31).unwrap());
    type_into(&mut window, "Go to a date", "2014-13");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(holding(&window, "2014-13").is_some());
    assert_eq!(window.state().view().time.window, span);
    press(&mut window, Modifiers::COMMAND, Key::A);
    type_into(&mut window, "Go to a date", "1492");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(holding(&window, "outside the data set’s time").is_some());
    assert_eq!(window.state().view().time.window, span);
}

#[test]
fn light_turns_dark_and_back() {
    let mut window = bundled();
    for style in ["dark", "light"] {
        press(&mut window, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::L);
        assert_eq!(window.state().view().style, style);
    }
}

#[test]
fn a_style_is_chosen_from_the_menu_and_can_be_undone() {
    let mut window = bundled();
    click(&mut window, "Light");
    click(&mut window, "Projector");
    assert_eq!(window.state().view().style, "projector");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().view().style, "light");
}

#[test]
fn a_readers_own_style_file_is_drawn_in_and_a_wrong_value_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(
        &path,
        "name = \"mine\"\nextends = \"dark\"\n[map]\nsea = \"blue\"\n",
    )
    .unwrap();
    let mut window = bundled();
    run(&mut window, Command::OpenStyleAt(path));
    for _ in 0..200 {
        settle(&mut window);
        if window.state().view().style == "mine" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    settle(&mut window);
    assert!(holding(&window, "line 4, column 7: 'map.sea'").is_some());
    assert!(window.query_by_label("mine").is_some());
}

#[test]
fn the_help_window_lists_every_key_by_context() {
    let mut window = bundled();
    press(&mut window, Modifiers::NONE, Key::F1);
    for head in ["EVERYWHERE", "ON THE MAP", "ON THE TIMELINE", "IN THE LIST"] {
        assert!(window.query_by_label(head).is_some(), "{head}");
    }
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("ON THE MAP").is_none());
}

#[test]
fn the_map_zooms_by_key_and_home_goes_back_to_the_opening_view() {
    let mut window = bundled();
    run(&mut window, Command::ToggleReducedMotion);
    let opening = window.state().view().framing;
    press(&mut window, Modifiers::NONE, Key::Plus);
    assert!(window.state().view().framing.width_km < opening.width_km);
    press(&mut window, Modifiers::NONE, Key::Home);
    assert_eq!(window.state().view().framing, opening);
}

#[test]
fn panels_can_be_put_away_and_had_back() {
    let mut window = bundled();
    assert!(window.query_by_label("Reading pane").is_some());
    run(&mut window, Command::Toggle(Pane::Reading));
    assert!(window.query_by_label("Reading pane").is_none());
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert!(window.query_by_label("Reading pane").is_some());
}
