//! What only the speaker sees while presenting: notes, what comes next, how long it has taken. In a window of
//! its own; where the system has none to give, in one within the presentation's.

use eframe::egui;
use egui::{Margin, Ui, ViewportBuilder, ViewportId};

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::{Type, color};

use super::Commands;
use super::parts::{head, rule, text};
use super::prose::{self, Letters};
use super::reading::number_in_words;

/// Size of the speaker's letters, in points: read from an arm's length or two, standing.
const LETTERS: f32 = 20.0;

/// Shows the speaker's window while it is asked for. `minutes` is how long the presentation has taken.
pub(crate) fn show(ctx: &egui::Context, state: &State, minutes: u64, out: &mut Commands) {
    if !state.presenting().is_some_and(|presenting| presenting.speaker) {
        return;
    }
    let title = state.words().get("speaker-window").to_owned();
    let builder = ViewportBuilder::default()
        .with_title(title)
        .with_inner_size([720.0, 560.0]);
    let id = ViewportId::from_hash_of("speaker");
    ctx.show_viewport_immediate(id, builder, |ui, _class| {
        let frame = egui::Frame::new()
            .fill(color(state.style().chrome.panel))
            .inner_margin(Margin::same(20));
        frame.show(ui, |ui| content(ui, state, minutes, out));
        if ui.input(|i| i.viewport().close_requested()) {
            out.push(Command::ToggleSpeakerWindow);
        }
        keys(ui, out);
    });
}

/// The clicker and the keys of the presentation hold here too.
fn keys(ui: &Ui, out: &mut Commands) {
    use crate::app::registry::{Context, take_commands};
    if ui.ctx().viewport_id() != ViewportId::ROOT {
        out.extend(ui.input_mut(|i| take_commands(i, Context::Presenting, false)));
    }
}

fn content(ui: &mut Ui, state: &State, minutes: u64, out: &mut Commands) {
    let words = state.words();
    ui.set_min_size(ui.available_size());
    let Some(scene) = state.scene() else {
        ui.label(text(words.get("speaker-no-scene"), Type::Reading));
        return;
    };
    let told = state.dataset().scene(scene).words(state.language());
    ui.horizontal(|ui| {
        ui.label(text(number_in_words(state, scene), Type::ToolStrong));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let line = words.with("speaker-minutes", &[("count", minutes.into())]);
            ui.label(text(line, Type::ToolStrong));
        });
    });
    ui.label(text(&told.title, Type::Title));
    rule(ui);
    let next = state.scene_beside(1);
    let foot = egui::Panel::bottom("speaker-next").show_separator_line(false);
    foot.frame(egui::Frame::new()).show(ui, |ui| {
        head(ui, words.get("scene-next"));
        let title = next.map_or(words.get("scene-is-last"), |scene| state.scene_title(scene));
        ui.label(text(title, Type::Title));
    });
    egui::ScrollArea::vertical()
        .id_salt(("speaker", scene.index()))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            if told.notes.is_empty() {
                ui.label(text(words.get("speaker-no-notes"), Type::Note).weak());
            } else {
                prose::show(ui, state, &told.notes, Letters::of_size(LETTERS), out);
            }
        });
}
