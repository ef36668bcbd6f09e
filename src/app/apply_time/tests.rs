use super::super::test_state::{selected, state_of};
use super::*;

/// Two events near each other, one years later.
const EVENTS: [(&str, &str, u8); 3] = [
    ("first", "2000-01-01", 3),
    ("second", "2000-01-20", 3),
    ("far", "2010-01-01", 3),
];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(state: &mut State, text: &str) {
    state.apply(Command::SetCursor(day(text), Gesture::Once), 0.0);
}

fn select(state: &mut State, id: &str) {
    let event = state.dataset().event_by_id(id).unwrap();
    state.apply(Command::Select(Item::Event(event)), 0.0);
}

/// Play that runs evenly, by 15 days in a quarter of a second.
fn playing_from(text: &str) -> State {
    let mut state = state_of(&EVENTS);
    at(&mut state, text);
    state.play.eases = false;
    state.play.speed = play::Speed::days_per_second(60.0);
    state.apply(Command::PlayPause, 0.0);
    state
}

fn tick(state: &mut State) {
    state.apply(Command::PlayTick(0.25), 0.0);
}

#[test]
fn an_event_on_the_cursors_day_is_the_next_one_while_nothing_is_selected() {
    let mut state = state_of(&EVENTS);
    at(&mut state, "2000-01-01");
    for id in ["first", "second", "far"] {
        state.apply(Command::NextEvent, 0.0);
        assert_eq!(selected(&state), Some(id));
    }
}

#[test]
fn the_next_event_goes_by_the_selection_only_while_the_cursor_stands_there() {
    for (command, found) in [(Command::NextEvent, "far"), (Command::PreviousEvent, "second")] {
        let mut state = state_of(&EVENTS);
        select(&mut state, "first");
        at(&mut state, "2005-01-01");
        state.apply(command, 0.0);
        assert_eq!(selected(&state), Some(found));
    }
    let mut state = state_of(&EVENTS);
    select(&mut state, "second");
    at(&mut state, "2000-01-10");
    state.apply(Command::NextEvent, 0.0);
    assert_eq!(selected(&state), Some("second"), "it comes after the cursor");
    assert_eq!(state.view().time.cursor, day("2000-01-20"));
    state.apply(Command::Undo, 0.0);
    assert_eq!(state.view().time.cursor, day("2000-01-10"), "one step");
}

#[test]
fn play_by_event_goes_on_from_where_a_hand_has_put_the_cursor() {
    let mut state = state_of(&EVENTS);
    select(&mut state, "first");
    at(&mut state, "2005-01-01");
    state.play.by_event = true;
    state.apply(Command::PlayPause, 0.0);
    assert_eq!(selected(&state), Some("far"));
}

#[test]
fn a_run_reads_the_event_that_it_starts_on_and_loses_none_that_it_runs_through() {
    let mut state = playing_from("2000-01-01");
    tick(&mut state);
    assert_eq!(selected(&state), Some("first"));
    tick(&mut state);
    assert!(state.view().time.cursor > day("2000-01-20"));
    assert_eq!(selected(&state), Some("first"), "it is still read");
    tick(&mut state);
    tick(&mut state);
    assert_eq!(selected(&state), Some("second"));
}

#[test]
fn the_last_event_is_read_before_play_stops() {
    let mut state = playing_from("2009-12-20");
    tick(&mut state);
    assert!(!state.is_playing());
    assert_eq!(selected(&state), Some("far"));
}

#[test]
fn what_a_hand_leaps_over_while_time_plays_is_not_read() {
    let mut state = playing_from("2000-01-01");
    tick(&mut state);
    at(&mut state, "2005-01-01");
    for _ in 0..8 {
        tick(&mut state);
    }
    assert_eq!(selected(&state), Some("first"));
}

#[test]
fn play_waits_at_an_event_for_its_seconds_however_long_a_frame_takes() {
    let mut state = state_of(&EVENTS);
    at(&mut state, "2000-01-01");
    state.play.by_event = true;
    assert_eq!(state.rest_at_event(), None);
    state.apply(Command::PlayPause, 0.0);
    state.apply(Command::PlayTick(2.0), 2.0);
    assert_eq!(selected(&state), Some("first"));
    assert_eq!(state.rest_at_event(), Some(state.play.event_seconds - 2.0));
    state.apply(Command::PlayTick(1.5), 3.5);
    assert_eq!(selected(&state), Some("second"));
}

#[test]
fn play_without_an_event_to_go_to_is_no_step_of_undo() {
    let mut state = state_of(&[]);
    state.play.by_event = true;
    let before = state.history.can_undo();
    state.apply(Command::PlayPause, 0.0);
    assert!(!state.is_playing());
    assert_eq!((before, state.history.can_undo()), (false, false));
}

#[test]
fn the_mode_that_holds_already_leaves_the_window_and_the_history_alone() {
    let mut state = state_of(&EVENTS);
    state.apply(
        Command::SetWindow(DaySpan::of_years(2001, 2003), Gesture::Once),
        0.0,
    );
    let (time, steps) = (state.view().time, state.history.steps());
    state.apply(Command::SetTimeMode(time.mode), 0.0);
    assert_eq!((state.view().time, state.history.steps()), (time, steps));
}
