//! How play goes: its speed, typed or dragged, by event or evenly, in a loop, slower at events.

use eframe::egui;
use egui::Ui;

use crate::app::command::Command;
use crate::app::play::{EVENT_SECONDS, Speed};
use crate::app::state::State;
use crate::app::theme::Type;

use super::Commands;
use super::parts::text;

/// What the menu keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct PlayMenu {
    typed: String,
    /// Whether what was typed is no speed.
    refused: bool,
}

/// Speeds to choose from, in the form in which they are typed.
const OFFERED: [&str; 7] = [
    "1 day",
    "1 month",
    "3 months",
    "1 year",
    "5 years",
    "25 years",
    "100 years",
];

impl PlayMenu {
    /// Shows the button and, when it is open, its menu.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        let words = state.words();
        let button = egui::Button::new(text(in_words(state), Type::Small)).frame_when_inactive(false);
        let config = egui::containers::menu::MenuConfig::new()
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        let menu = egui::containers::menu::MenuButton::from_button(button).config(config);
        let (response, _) = menu.ui(ui, |ui| {
            ui.set_min_width(230.0);
            self.speed(ui, state, out);
            ui.separator();
            let style = state.play_style();
            let mut switch = |ui: &mut Ui, on: bool, key: &str, command: Command| {
                let mut on = on;
                let response = ui.checkbox(&mut on, text(words.get(key), Type::Tool));
                let hint = words.get(&format!("{key}-hint")).to_owned();
                if response.on_hover_text(hint).changed() {
                    out.push(command);
                }
            };
            switch(ui, style.by_event, "play-by-event", Command::TogglePlayByEvent);
            switch(ui, style.eases, "play-eases", Command::ToggleEase);
            switch(ui, style.loops, "play-loops", Command::ToggleLoop);
        });
        response.on_hover_text(words.get("speed-hint"));
    }

    fn speed(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        let words = state.words();
        let style = state.play_style();
        if style.by_event {
            let mut seconds = style.event_seconds;
            let slider = egui::Slider::new(&mut seconds, EVENT_SECONDS)
                .logarithmic(true)
                .suffix(" s")
                .text(words.get("event-seconds"));
            if ui.add(slider).changed() {
                out.push(Command::SetEventSeconds(seconds));
            }
            return;
        }
        let mut part = style.speed.part();
        let slider = egui::Slider::new(&mut part, 0.0..=1.0).show_value(false);
        let dragged = ui.add(slider).accessible_name(words.get("speed-name"));
        if dragged.changed() {
            out.push(Command::SetSpeed(Speed::from_part(part)));
        }
        ui.horizontal(|ui| {
            let field = egui::TextEdit::singleline(&mut self.typed)
                .hint_text(in_words(state))
                .desired_width(110.0);
            let response = ui.add(field).accessible_name(words.get("speed-typed"));
            if response.changed() {
                self.refused = false;
            }
            if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
                match Speed::parse(&self.typed) {
                    Some(speed) => {
                        out.push(Command::SetSpeed(speed));
                        self.typed.clear();
                    }
                    None => self.refused = true,
                }
            }
        });
        if self.refused {
            let fault = text(words.get("speed-refused"), Type::Small).color(ui.visuals().error_fg_color);
            ui.label(fault);
        }
        ui.horizontal_wrapped(|ui| {
            for speed in OFFERED.iter().filter_map(|offered| Speed::parse(offered)) {
                let row =
                    egui::Button::selectable(speed == style.speed, text(words_of(state, speed), Type::Small));
                if ui.add(row).clicked() {
                    out.push(Command::SetSpeed(speed));
                }
            }
        });
    }
}

/// How play goes, in words.
pub(crate) fn in_words(state: &State) -> String {
    let style = state.play_style();
    if style.by_event {
        let args = [("seconds", number(style.event_seconds).into())];
        return state.words().with("speed-by-event", &args);
    }
    words_of(state, style.speed)
}

fn words_of(state: &State, speed: Speed) -> String {
    let (count, unit) = speed.in_units();
    let text = number(count);
    // Plural forms go by the number itself.
    let count = text.parse().unwrap_or(count);
    let args = [("count", count.into()), ("text", text.into())];
    state.words().with(unit.word(), &args)
}

/// With as many decimals as matter.
fn number(count: f64) -> String {
    let decimals = if count >= 10.0 { 0 } else { 1 };
    let text = format!("{count:.decimals$}");
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}
