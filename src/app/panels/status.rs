//! The line at the bottom: how the last thing went, problems of the package, where the pointer is.

use eframe::egui;
use egui::Ui;

use crate::app::command::{Command, Pane};
use crate::app::state::State;
use crate::app::theme::Type;
use crate::geography::{LonLat, position_in_words};

use super::Commands;
use super::parts::text;

/// Room for the pointer's position at the right, in points.
const POSITION_ROOM: f32 = 130.0;

/// Shows the line.
pub(crate) fn show(ui: &mut Ui, state: &State, pointer: Option<LonLat>, busy: bool, out: &mut Commands) {
    let words = state.words();
    ui.horizontal_centered(|ui| {
        if busy {
            ui.add(egui::Spinner::new().size(13.0));
        }
        let problems = state.package().problems.len();
        if problems > 0 {
            let line = words.with("problems-count", &[("count", problems.into())]);
            let letters = text(line, Type::Small).color(ui.visuals().warn_fg_color);
            if ui.link(letters).clicked() {
                out.push(Command::Toggle(Pane::Problems));
            }
        }
        if let Some(message) = &state.message {
            let letters = text(&message.text, Type::Small);
            let letters = if message.is_error {
                letters.color(ui.visuals().error_fg_color)
            } else {
                letters
            };
            ui.add(egui::Label::new(letters).truncate());
            if ui.link(text(words.get("dismiss"), Type::Small)).clicked() {
                out.push(Command::DismissMessage);
            }
        } else if state.is_measuring() {
            ui.add(egui::Label::new(text(words.get("measure-status"), Type::Small)).truncate());
        } else {
            let credit = [words.get("picture-disclaimer"), words.get("picture-map-credit")].join(" ");
            ui.scope(|ui| {
                ui.set_max_width((ui.available_width() - POSITION_ROOM).max(0.0));
                ui.add(egui::Label::new(text(credit, Type::Small).weak()).truncate());
            });
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(at) = pointer {
                ui.add(egui::Label::new(text(position_in_words(at), Type::Small).weak()).selectable(false));
            }
        });
    });
}
