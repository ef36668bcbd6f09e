//! Time and filter in the window, by key and by name: dates typed, modes, play by event, words, lists, undo.

use std::time::Duration;

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use periplus::app::{Choice, Command, Package, Pane, Speed, Window};
use periplus::chronology::{Day, DaySpan};
use periplus::model::{Basis, Item};
use periplus::view::{Kept, RowsBy, Selection, TimeMode};

use super::timeline::history;
use super::window::{
    bundled, bundled_package, click, holding, open, press, run, settle, silk_roads, type_into,
};

const PLAIN: Modifiers = Modifiers::NONE;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn cursor(window: &Harness<'_, Window>) -> Day {
    window.state().view().time.cursor
}

fn span(window: &Harness<'_, Window>) -> DaySpan {
    window.state().view().time.window
}

/// How many events of a package a window's filter keeps.
fn kept(window: &Harness<'_, Window>, package: &Package) -> usize {
    Kept::new(&package.dataset, &window.state().view().filter).count()
}

fn go_to(window: &mut Harness<'_, Window>, date: &str) {
    press(window, Modifiers::COMMAND, Key::G);
    type_into(window, "Go to a date", date);
    press(window, PLAIN, Key::Enter);
}

#[test]
fn a_typed_date_moves_the_time_and_arrows_go_on_from_there() {
    let mut window = bundled();
    go_to(&mut window, "2014-03-18");
    assert_eq!(cursor(&window), day("2014-03-18"));
    press(&mut window, PLAIN, Key::ArrowRight);
    assert!(
        cursor(&window) > day("2014-03-18"),
        "the timeline has the keyboard"
    );
    go_to(&mut window, "2013/2014");
    assert_eq!(span(&window), DaySpan::of_years(2013, 2014));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_ne!(span(&window), DaySpan::of_years(2013, 2014));
}

#[test]
fn the_window_may_be_a_day_grow_or_have_its_length_back() {
    let mut window = bundled();
    go_to(&mut window, "2014");
    press(&mut window, PLAIN, Key::Num1);
    assert_eq!(span(&window), DaySpan::of_day(cursor(&window)));
    assert!(holding(&window, "One day").is_some());
    press(&mut window, PLAIN, Key::Num3);
    assert_eq!(window.state().view().time.mode, TimeMode::Cumulative);
    assert_eq!(span(&window).last(), cursor(&window));
    let first = span(&window).first();
    press(&mut window, PLAIN, Key::ArrowRight);
    assert_eq!(
        (span(&window).first(), span(&window).last()),
        (first, cursor(&window))
    );
    press(&mut window, PLAIN, Key::Num2);
    assert_eq!(span(&window).duration_days(), 365, "as long as it was before");
}

#[test]
fn the_window_begins_and_ends_at_the_cursor_by_key_and_is_told_in_words() {
    let mut window = bundled();
    go_to(&mut window, "2012/2015");
    go_to(&mut window, "2014-01-01");
    let length = span(&window).duration_days();
    press(&mut window, PLAIN, Key::OpenBracket);
    assert_eq!(span(&window).first(), day("2014-01-01"));
    assert!(span(&window).duration_days() < length);
    press(&mut window, PLAIN, Key::CloseBracket);
    assert_eq!(span(&window), DaySpan::of_day(day("2014-01-01")));
    go_to(&mut window, "2014/2015");
    assert!(holding(&window, "1 Jan 2014 to 31 Dec 2015, both days included").is_some());
}

#[test]
fn play_goes_from_event_to_event_and_back_to_the_first_and_is_one_step_of_undo() {
    for mut window in [bundled(), silk_roads()] {
        let before = window.state().view().clone();
        run(&mut window, Command::TogglePlayByEvent);
        run(&mut window, Command::SetEventSeconds(0.5));
        run(&mut window, Command::ToggleLoop);
        run(&mut window, Command::PlayPause);
        let mut seen = Vec::new();
        for _ in 0..12 {
            seen.push(window.state().view().selection.clone());
            run(&mut window, Command::PlayTick(0.25));
            run(&mut window, Command::PlayTick(0.25));
        }
        seen.dedup();
        assert!(seen.len() >= 5, "{seen:?}");
        run(&mut window, Command::PlayPause);
        press(&mut window, Modifiers::COMMAND, Key::Z);
        let after = window.state().view();
        assert_eq!((&after.selection, after.time), (&before.selection, before.time));
    }
}

#[test]
fn play_runs_at_the_speed_that_was_set_and_again_from_the_start_where_it_loops() {
    let mut window = bundled();
    run(&mut window, Command::ToggleEase);
    run(&mut window, Command::SetSpeed(Speed::parse("10 days").unwrap()));
    go_to(&mut window, "2014-01-01");
    run(&mut window, Command::PlayPause);
    for _ in 0..4 {
        run(&mut window, Command::PlayTick(0.25));
    }
    let passed = cursor(&window).days_since(day("2014-01-01"));
    // The clock runs beside the ticks.
    assert!((10..=60).contains(&passed), "{passed}");
    run(&mut window, Command::PlayPause);
    run(&mut window, Command::ToggleLoop);
    run(&mut window, Command::SetSpeed(Speed::FASTEST));
    run(&mut window, Command::PlayPause);
    run(&mut window, Command::PlayTick(0.25));
    run(&mut window, Command::PlayTick(0.25));
    let data = bundled_package().dataset.time_span().unwrap();
    assert!(cursor(&window) < data.last() || cursor(&window) == data.first());
}

#[test]
fn words_in_the_filter_leave_out_the_rest_everywhere_and_typing_is_one_step() {
    let mut window = bundled();
    let package = bundled_package();
    let all = package.dataset.events().len();
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    type_into(&mut window, "Only events with these words", "da nang");
    let left = kept(&window, &package);
    assert!(left > 0 && left < all / 2, "{left} of {all}");
    assert!(holding(&window, &format!("{left} EVENTS")).is_some(), "the list");
    assert!(holding(&window, "“da nang” ×").is_some() || holding(&window, "No longer filter by").is_some());
    press(&mut window, PLAIN, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(
        window.state().view().filter.is_empty(),
        "{:?}",
        window.state().view().filter
    );
}

#[test]
fn actors_places_and_sources_keep_their_events_alone_with_counts_that_hold() {
    let mut window = bundled();
    let package = bundled_package();
    let data = &package.dataset;
    let actor = data
        .actor_by_id("cambodia")
        .or_else(|| data.actors().next())
        .unwrap();
    let name = data.actor(actor).name.base().to_owned();
    let of_actor = data
        .events()
        .filter(|e| data.event(*e).actors.contains(&actor))
        .count();
    click(&mut window, "Actors");
    assert!(holding(&window, &name).is_some());
    run(&mut window, Command::ToggleChoice(Choice::Actor(actor)));
    assert_eq!(kept(&window, &package), of_actor);
    assert!(
        holding(&window, &format!("No longer filter by: {name}")).is_some(),
        "a chip"
    );
    let selected = window.state().view().selection.clone();
    assert!(selected.is_some());
    press(&mut window, PLAIN, Key::Escape);
    assert!(
        window.query_by_label("Narrow the list…").is_none(),
        "the menu has gone"
    );
    assert_eq!(
        window.state().view().selection,
        selected,
        "that Escape was the menu's"
    );
    press(&mut window, Modifiers::COMMAND, Key::K);
    type_into(&mut window, "Command palette", "leave no event out");
    press(&mut window, PLAIN, Key::Enter);
    assert!(window.state().view().filter.is_empty());
}

#[test]
fn the_ground_in_view_and_the_window_of_time_can_be_filtered_by_key() {
    let mut window = bundled();
    let package = bundled_package();
    let place = package.dataset.place_by_id("cam-ranh-bay").unwrap();
    run(&mut window, Command::SetStyle("light".into()));
    run(&mut window, Command::ToggleReducedMotion);
    run(&mut window, Command::GoTo(Item::Place(place)));
    press(&mut window, PLAIN, Key::F);
    press(&mut window, PLAIN, Key::B);
    let near = kept(&window, &package);
    assert!(near > 0 && near < package.dataset.events().len(), "{near}");
    assert!(holding(&window, "No longer filter by: an area of the map").is_some());
    go_to(&mut window, "2016");
    press(&mut window, PLAIN, Key::B);
    assert!(window.state().view().filter.time.is_some());
    assert!(kept(&window, &package) <= near);
    press(&mut window, PLAIN, Key::X);
    assert!(window.state().view().filter.is_empty());
    for _ in 0..3 {
        press(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert!(window.state().view().filter.time.is_none() && window.state().view().filter.area.is_some());
}

#[test]
fn a_count_opens_as_a_list_by_key_and_an_event_of_it_is_gone_to() {
    let mut window = bundled();
    run(&mut window, Command::WholeTime);
    run(&mut window, Command::ClearSelection);
    run(&mut window, Command::SetRows(RowsBy::Theme));
    go_to(&mut window, "2015-10-01");
    press(&mut window, PLAIN, Key::Enter);
    assert!(holding(&window, "Show their time, large").is_some());
    press(&mut window, PLAIN, Key::Tab);
    press(&mut window, PLAIN, Key::Enter);
    let selection = window.state().view().selection.clone();
    assert!(matches!(selection, Some(Selection::Event(_))), "{selection:?}");
    assert!(
        holding(&window, "Show their time, large").is_none(),
        "the list has gone"
    );
}

#[test]
fn rows_are_chosen_from_the_palette_and_undone() {
    let mut window = silk_roads();
    press(&mut window, Modifiers::COMMAND, Key::K);
    type_into(&mut window, "Command palette", "rows by place");
    press(&mut window, PLAIN, Key::Enter);
    assert_eq!(window.state().view().timeline.rows, RowsBy::Place);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().view().timeline.rows, RowsBy::Theme);
}

/// A window with the list of a count open, the timeline having had the keyboard, and an event selected.
fn with_a_list() -> Harness<'static, Window> {
    let mut window = bundled();
    run(&mut window, Command::WholeTime);
    run(&mut window, Command::SetRows(RowsBy::Theme));
    go_to(&mut window, "2015-10-01");
    press(&mut window, PLAIN, Key::Enter);
    assert!(is_listing(&window));
    assert!(window.state().view().selection.is_some());
    window
}

fn is_listing(window: &Harness<'_, Window>) -> bool {
    holding(window, "Show their time, large").is_some()
}

#[test]
fn escape_closes_the_list_of_a_count_and_only_then_clears_the_selection() {
    let mut window = with_a_list();
    let selected = window.state().view().selection.clone();
    press(&mut window, PLAIN, Key::Escape);
    assert!(!is_listing(&window));
    assert_eq!(window.state().view().selection, selected);
    press(&mut window, PLAIN, Key::ArrowRight);
    assert!(
        cursor(&window) > day("2015-10-01"),
        "the timeline has the keyboard"
    );
    press(&mut window, PLAIN, Key::Escape);
    assert_eq!(window.state().view().selection, None);
}

#[test]
fn escape_closes_menus_of_the_timeline_and_leaves_the_selection() {
    let mut window = bundled();
    let selected = window.state().view().selection.clone();
    assert!(selected.is_some());
    click(&mut window, "Rows: themes");
    assert!(window.query_by_label("Rows: places").is_some());
    press(&mut window, PLAIN, Key::Escape);
    assert!(window.query_by_label("Rows: places").is_none());
    assert_eq!(window.state().view().selection, selected);
}

#[test]
fn a_field_that_is_gone_to_while_the_list_of_a_count_is_open_keeps_the_keyboard() {
    let mut window = with_a_list();
    let field = window.get_by_label("Search").rect().center();
    window.hover_at(field);
    window.run_steps(1);
    window.drag_at(field);
    window.run_steps(1);
    window.drop_at(field);
    settle(&mut window);
    assert!(!is_listing(&window));
    assert!(window.get_by_label("Search").is_focused());
}

#[test]
fn the_list_of_a_count_goes_with_the_events_that_it_was_made_of() {
    let mut window = with_a_list();
    run(&mut window, Command::FilterText("bay".into()));
    assert!(!is_listing(&window));
    let mut window = with_a_list();
    run(&mut window, Command::ZoomTime(2.0));
    assert!(!is_listing(&window));
    let mut window = with_a_list();
    run(&mut window, Command::Toggle(Pane::Timeline));
    run(&mut window, Command::Toggle(Pane::Timeline));
    assert!(!is_listing(&window), "out of sight it is closed");
}

#[test]
fn a_count_of_very_many_says_that_not_all_are_listed() {
    let numbers = |n: i64| (3_000 + n % 20, 0, 5, 0, Vec::new(), 3, vec![0, 1, 2, 3, 4]);
    let ends = [0, 400_000].map(|day| (day, 0, 5, 1, Vec::new(), 5, vec![0]));
    let events: Vec<_> = (0..400).map(numbers).chain(ends).collect();
    let mut window = open(Package::of(history(&events)));
    window.get_by_label("Timeline").focus();
    settle(&mut window);
    press(&mut window, PLAIN, Key::Enter);
    assert!(is_listing(&window));
    assert!(holding(&window, "… and ").is_some());
}

#[test]
fn a_chip_of_records_or_of_assessments_takes_back_that_one_alone() {
    let mut window = bundled();
    run(&mut window, Command::ToggleBasis(Basis::Record));
    run(&mut window, Command::ToggleBasis(Basis::Assessment));
    click(&mut window, "No longer filter by: without Record");
    let filter = &window.state().view().filter;
    assert_eq!((filter.hide_record, filter.hide_assessment), (false, true));
}

#[test]
fn a_date_that_was_read_as_something_else_is_gone_to_and_told() {
    let mut window = bundled();
    go_to(&mut window, "201u");
    assert_eq!(span(&window), DaySpan::of_years(2010, 2019));
    assert!(holding(&window, "read as '201X'").is_some());
    go_to(&mut window, "2014");
    assert!(holding(&window, "read as").is_none());
}

#[test]
fn the_window_asks_for_no_frames_while_play_waits_at_an_event() {
    let mut window = bundled();
    run(&mut window, Command::ToggleReducedMotion);
    run(&mut window, Command::TogglePlayByEvent);
    run(&mut window, Command::SetEventSeconds(60.0));
    run(&mut window, Command::PlayPause);
    // Names and ground are drawn first.
    for _ in 0..300 {
        window.run_steps(1);
        let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        if delay > Duration::from_secs(5) {
            assert!(delay < Duration::from_secs(61), "it will go on: {delay:?}");
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("it never rests");
}
