//! A lecturer's session in the window, by the names that a screen reader hears: the steps that
//! `tests/driven/run` takes in a real one. On the bundled data set and on one that has nothing in common.

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use periplus::app::Window;
use periplus::chronology::Day;
use periplus::geography::LonLat;
use periplus::view::{Layer, Selection};

use super::window::{bundled, click, holding, press, settle, silk_roads, type_into};

/// What a session looks for in its data set.
struct Session {
    place: &'static str,
    at: LonLat,
    /// The date typed, and the days between which playing must have brought the cursor.
    from: &'static str,
    until: Day,
    /// A title in the list, and the words that another event is found by.
    row: &'static str,
    searched: &'static str,
    found: &'static str,
}

fn selected_event(window: &Harness<'_, Window>) -> Option<String> {
    match &window.state().view().selection {
        Some(Selection::Event(id)) => Some(id.clone()),
        _ => None,
    }
}

fn drive(mut window: Harness<'static, Window>, session: &Session) {
    zoom_to_the_place(&mut window, session);
    play(&mut window, session);

    // Click an event.
    click_row(&mut window, session.row);
    let clicked = selected_event(&window);
    assert!(clicked.is_some(), "{} is not selected", session.row);
    let time = window.state().view().time;

    // Search for another.
    search(&mut window, session.searched);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(selected_event(&window).as_deref(), Some(session.found));
    assert_ne!(
        window.state().view().time,
        time,
        "the time goes with the selection"
    );

    // Switch a layer, and take that back.
    click(&mut window, "LAYERS");
    let shown = |window: &Harness<'_, Window>| window.state().view().layers.shows(Layer::Names);
    assert!(shown(&window));
    // It may lie farther down than the switches' room reaches; a screen reader's press finds it there.
    window.get_by_label("Names").click_accesskit();
    settle(&mut window);
    assert!(!shown(&window));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(shown(&window));
    // And the search's selection, and the time with it.
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(selected_event(&window), clicked);
}

/// Types into the search field in place of what stands there.
fn search(window: &mut Harness<'static, Window>, text: &str) {
    press(window, Modifiers::COMMAND, Key::F);
    press(window, Modifiers::COMMAND, Key::A);
    type_into(window, "Search", text);
}

fn zoom_to_the_place(window: &mut Harness<'static, Window>, session: &Session) {
    search(window, session.place);
    press(window, Modifiers::NONE, Key::Enter);
    window.get_by_label("Map").focus();
    settle(window);
    press(window, Modifiers::NONE, Key::F);
    // The camera flies there.
    window.run_steps(200);
    let framing = window.state().view().framing;
    let off = (framing.center.lon() - session.at.lon()).hypot(framing.center.lat() - session.at.lat());
    assert!(off < 0.3, "{off} degrees from {}", session.place);
    assert!(framing.width_km < 400.0, "{} km", framing.width_km);
    assert!(
        holding(window, session.place).is_some(),
        "the reading pane names the place"
    );
}

fn play(window: &mut Harness<'static, Window>, session: &Session) {
    type_into(window, "Go to a date", session.from);
    press(window, Modifiers::NONE, Key::Enter);
    let start = window.state().view().time.cursor;
    window.get_by_label("Timeline").focus();
    settle(window);
    press(window, Modifiers::NONE, Key::Space);
    for _ in 0..10_000 {
        if window.state().view().time.cursor >= session.until {
            break;
        }
        window.run_steps(1);
    }
    press(window, Modifiers::NONE, Key::Space);
    let paused = window.state().view().time.cursor;
    assert!(paused >= session.until && paused > start, "played to {paused}");
    window.run_steps(20);
    assert_eq!(window.state().view().time.cursor, paused, "paused is paused");
}

fn click_row(window: &mut Harness<'static, Window>, title: &str) {
    // Rows out of sight are not there: the row comes into sight when it is searched for.
    search(window, title);
    let row = window
        .query_all_by_role(Role::ListBoxOption)
        .find(|row| {
            row.accesskit_node()
                .label()
                .is_some_and(|label| label.contains(title))
        })
        .unwrap_or_else(|| panic!("no row {title}"));
    row.click();
    settle(window);
}

#[test]
fn a_session_on_the_bundled_data_set() {
    drive(
        bundled(),
        &Session {
            place: "Cam Ranh Bay",
            at: LonLat::new(109.17, 11.9).unwrap(),
            from: "2012",
            until: Day::from_ymd(2016, 1, 1).unwrap(),
            row: "Japan offers six used vessels",
            searched: "destroyers cam ranh",
            found: "cam-ranh-port-call-2016",
        },
    );
}

#[test]
fn a_session_on_another_data_set() {
    drive(
        silk_roads(),
        &Session {
            place: "Muziris",
            at: LonLat::new(76.2, 10.15).unwrap(),
            from: "-0099",
            until: Day::from_ymd(100, 1, 1).unwrap(),
            row: "Cairo is founded",
            searched: "monks silk worms",
            found: "silk-moths",
        },
    );
}
