//! The window under the pointer: where it is pressed, dragged and let go.

use eframe::egui::{Key, Modifiers, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use periplus::app::{Command, Gesture, Package, Window};
use periplus::chronology::DaySpan;

use super::window::{bundled, press, run, settle};

/// Presses and lets go at a place, a frame for each.
pub(crate) fn click_at(window: &mut Harness<'_, Window>, at: Pos2) {
    for pressed in [true, false] {
        window.hover_at(at);
        window.event(eframe::egui::Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.run_steps(1);
    }
}

#[test]
fn a_double_click_zooms_the_map_and_leaves_the_selection_alone() {
    let mut window = bundled();
    let before = window.state().view().clone();
    let at = window.get_by_label("Map").rect().center() + vec2(180.0, -120.0);
    click_at(&mut window, at);
    let selection = window.state().view().selection.clone();
    assert_ne!(selection, before.selection, "a click selects or clears");
    click_at(&mut window, at);
    settle(&mut window);
    let after = window.state().view().clone();
    assert!(after.framing.width_km < before.framing.width_km);
    assert_eq!((&after.selection, after.time), (&before.selection, before.time));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    let view = window.state().view();
    assert_eq!(
        (view.framing, &view.selection),
        (before.framing, &before.selection),
        "one step"
    );
}

#[test]
fn a_press_beside_the_frame_on_the_strip_of_all_time_brings_it_there_and_it_stays_over_the_data() {
    let mut window = bundled();
    let data = Package::read(&periplus::formats::bundled()).unwrap().dataset;
    let data = data.time_span().unwrap();
    let middle = |w: &Harness<'_, Window>| {
        let shown = w.state().view().time.shown;
        i64::midpoint(shown.first().0, shown.last().0)
    };
    let short = DaySpan::of_years(2010, 2013);
    run(&mut window, Command::SetShownTime(short.into(), Gesture::Once));
    let strip = window.get_by_label("Timeline").rect();
    let at = pos2(strip.right() - 200.0, strip.bottom() - 12.0);
    let before = middle(&window);
    window.hover_at(at - vec2(500.0, 0.0));
    window.run_steps(1);
    window.drag_at(at - vec2(500.0, 0.0));
    settle(&mut window);
    let pressed = middle(&window);
    assert!(pressed < before - 1000, "{pressed} {before}");
    for x in [-200.0, 0.0, 400.0, 4000.0] {
        window.hover_at(at + vec2(x, 0.0));
        window.run_steps(1);
    }
    assert!(
        (middle(&window) - data.last().0).abs() <= 1,
        "dragged past the end"
    );
    window.drop_at(at + vec2(4000.0, 0.0));
    settle(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(
        window.state().view().time.shown,
        short,
        "press and drag are one step"
    );
}
