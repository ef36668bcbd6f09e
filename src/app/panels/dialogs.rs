//! The windows over the map: keys, what this program is, what is wrong with the package.

use eframe::egui;
use egui::{Context, Ui, vec2};

use crate::app::command::{Command, Pane};
use crate::app::registry::{self, ENTRIES};
use crate::app::state::State;
use crate::app::theme::Type;

use super::Commands;
use super::parts::{head, rule, text};

/// Shows those that are open.
pub(crate) fn show(ctx: &Context, state: &State, out: &mut Commands) {
    window(ctx, state, Pane::Help, "help-title", 620.0, out, help);
    window(ctx, state, Pane::About, "about-title", 460.0, out, about);
    window(ctx, state, Pane::Problems, "problems-title", 640.0, out, problems);
}

fn window(
    ctx: &Context,
    state: &State,
    pane: Pane,
    title: &str,
    width: f32,
    out: &mut Commands,
    content: fn(&mut Ui, &State, &mut Commands),
) {
    if !state.shows(pane) {
        return;
    }
    let words = state.words();
    let modal = egui::Modal::new(egui::Id::unique(("dialog", pane)));
    let modal = modal.frame(egui::Frame::window(&ctx.global_style()));
    let modal = modal.backdrop_color(super::parts::veil()).show(ctx, |ui| {
        let room = ui.ctx().content_rect().size() - vec2(80.0, 140.0);
        ui.set_width(width.min(room.x));
        ui.horizontal(|ui| {
            ui.label(text(words.get(title), Type::Title));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(text(words.get("close"), Type::Tool)).clicked() {
                    ui.close();
                }
            });
        });
        rule(ui);
        let scroll = egui::ScrollArea::vertical()
            .max_height(room.y)
            .min_scrolled_height(room.y);
        scroll.auto_shrink([false, true]).show(ui, |ui| {
            content(ui, state, out);
        });
    });
    if modal.should_close() {
        out.push(Command::Toggle(pane));
    }
}

/// Keys by context, then hints on dates.
fn help(ui: &mut Ui, state: &State, _: &mut Commands) {
    let words = state.words();
    for context in registry::Context::ALL {
        head(ui, words.get(context.word()));
        egui::Grid::new(("keys", context))
            .num_columns(2)
            .spacing([24.0, 3.0])
            .show(ui, |ui| {
                // Entries with the same words, as ten digits have, are one row.
                for same in ENTRIES.chunk_by(|a, b| a.word() == b.word()) {
                    let keys: Vec<_> = same
                        .iter()
                        .flat_map(|entry| entry.keys)
                        .filter(|(c, _)| *c == context)
                        .map(|(_, key)| registry::in_writing(key, ui.ctx().os().is_mac()))
                        .collect();
                    if let (Some(entry), false) = (same.first(), keys.is_empty()) {
                        ui.label(text(keys.join(words.get("or")), Type::ToolStrong));
                        ui.label(text(words.get(&entry.word()), Type::Tool));
                        ui.end_row();
                    }
                }
            });
    }
    for (title, body) in [
        ("help-mouse", "help-mouse-text"),
        ("help-dates", "help-dates-text"),
    ] {
        head(ui, words.get(title));
        for line in words.get(body).lines() {
            ui.label(text(line, Type::Note));
        }
    }
}

fn about(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let version = env!("CARGO_PKG_VERSION");
    ui.label(text(
        words.with("about-version", &[("version", version.into())]),
        Type::Tool,
    ));
    ui.add_space(4.0);
    ui.label(text(words.get("about-text"), Type::Reading));
    ui.add_space(6.0);
    ui.label(text(words.get("disclaimer"), Type::Note));
    ui.add_space(6.0);
    ui.label(text(words.get("about-map-data"), Type::Note).weak());
    let data = state.dataset();
    head(ui, words.get("about-dataset"));
    ui.label(text(data.title(), Type::ToolStrong));
    ui.label(text(data.licence(), Type::Note));
    ui.add_space(6.0);
    if ui.button(text(words.get("command-help"), Type::Tool)).clicked() {
        out.push(Command::Toggle(Pane::About));
        out.push(Command::Toggle(Pane::Help));
    }
}

fn problems(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let problems = &state.package().problems;
    ui.label(text(words.get("problems-text"), Type::Note).weak());
    if ui
        .button(text(words.get("problems-copy-all"), Type::Tool))
        .clicked()
    {
        out.push(Command::Copy(problems.join("\n")));
    }
    for (number, problem) in (1..).zip(problems) {
        rule(ui);
        ui.horizontal_top(|ui| {
            let name = words.with("problems-copy-one", &[("number", number.into())]);
            let copy = ui
                .link(text(words.get("copy"), Type::Small))
                .accessible_name(name);
            if copy.clicked() {
                out.push(Command::Copy(problem.clone()));
            }
            ui.add(egui::Label::new(text(problem, Type::Note)).wrap());
        });
    }
}
