//! The switch between what the left panel can list.

use eframe::egui;
use egui::Ui;

use crate::app::command::{Command, ListFace};
use crate::app::state::State;
use crate::app::theme::{Type, color};

use super::Commands;
use super::parts::text;

/// Shows the switch, where there is more than one thing to list. `shown` is the one that is seen: what a search has
/// found stands with the events, whatever was chosen.
pub(crate) fn show(ui: &mut Ui, state: &State, shown: ListFace, out: &mut Commands) {
    let words = state.words();
    let faces = [
        (ListFace::Events, true, "face-events", "face-events-name"),
        (
            ListFace::Scenes,
            state.has_story(),
            "face-story",
            "face-story-name",
        ),
        (
            ListFace::Lanes,
            state.has_lanes(),
            "face-lanes",
            "face-lanes-name",
        ),
    ];
    let there = faces.iter().filter(|(_, is_there, ..)| *is_there);
    if there.clone().count() < 2 {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for &(face, _, word, name) in there {
            let is_shown = face == shown;
            let role = if is_shown { Type::ToolStrong } else { Type::Tool };
            let button = egui::Button::selectable(is_shown, text(words.get(word), role));
            let response = ui.add(button).accessible_name(words.get(name));
            if is_shown {
                // Not by colour alone.
                let rect = response.rect;
                let line = egui::Stroke::new(2.0, color(state.style().chrome.accent));
                ui.painter()
                    .hline(rect.left() + 8.0..=rect.right() - 8.0, rect.bottom() - 1.0, line);
            }
            if response.clicked() {
                out.push(Command::ShowList(face));
            }
        }
    });
    ui.add_space(2.0);
}
