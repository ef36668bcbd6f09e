//! What reaches the window in a frame beside the hands on its panels: where keys go, the clock, dropped files.

use std::path::PathBuf;
use std::time::Duration;

use eframe::egui;

use super::command::{Command, Pane};
use super::jobs::package_of;
use super::panels::{self, Commands, count_list};
use super::registry::Context;
use super::window::Window;

impl Window {
    /// Where keys go in this frame.
    pub(super) fn key_context(&self, ctx: &egui::Context) -> Context {
        // egui takes the keyboard from a field before anybody asks, and a menu or a list closes later in the frame:
        // that Escape is their own.
        let is_theirs =
            || self.field_had_keyboard || egui::Popup::is_any_open(ctx) || count_list::is_seen(ctx);
        if ctx.input(|i| i.key_pressed(egui::Key::Escape)) && is_theirs() {
            return Context::TextField;
        }
        // The palette takes letters from the first frame on, in which egui does not know it yet.
        if self.state.shows(Pane::Palette) || ctx.memory(|m| m.top_modal_layer().is_some()) {
            return Context::TextField;
        }
        match panels::context(ctx) {
            Context::TextField => Context::TextField,
            _ if self.state.presenting().is_some() => Context::Presenting,
            Context::Map if self.state.is_measuring() => Context::Measuring,
            context => context,
        }
    }

    /// Lets time run while it plays; asks for frames only then, and while it waits at an event for none before it goes
    /// on, unless dashes run.
    pub(super) fn run_time(&mut self, ctx: &egui::Context, out: &mut Commands) {
        let now = self.now();
        let passed = now - self.last_tick;
        match self.state.rest_at_event() {
            Some(rest) if passed < rest => {
                ctx.request_repaint_after(Duration::from_secs_f64(rest - passed));
                // A map that flies asks for its frames itself.
                if self.state.moves_dashes() {
                    ctx.request_repaint();
                }
                return;
            }
            _ if self.state.is_playing() => {
                out.push(Command::PlayTick(passed));
                ctx.request_repaint();
            }
            _ => {}
        }
        self.last_tick = now;
    }

    pub(super) fn receive_dropped(&self, ctx: &egui::Context, out: &mut Commands) {
        let paths: Vec<PathBuf> =
            ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_owned()).collect());
        for path in paths {
            let name = path.to_string_lossy().to_lowercase();
            let is_view = [".view.json", ".png", ".svg", ".pdf"]
                .iter()
                .any(|e| name.ends_with(e));
            let is_style = name.ends_with(".toml");
            out.push(if is_style {
                Command::OpenStyleAt(path)
            } else if is_view {
                Command::OpenViewAt(path)
            } else {
                Command::OpenDatasetAt(package_of(path))
            });
        }
    }
}
