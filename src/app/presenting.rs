//! The window while the story is presented: the map with its timeline, and the scene's words beside them.
//! Nothing covers the map, so that the camera frames a scene in what is left.

use eframe::egui;
use egui::{Frame, Margin, Panel, Rect, Ui};

use super::command::Command;
use super::panels::{self, Commands};
use super::theme;
use super::window::Window;

/// A screen that is at least so much wider than high has the words at its side, else below.
const WIDE: f32 = 1.2;
/// The part of the width, or of the height, that the words take.
const WORDS_BESIDE: f32 = 0.34;
const WORDS_BELOW: f32 = 0.36;
/// The part of the height that the timeline takes.
const TIMELINE: f32 = 0.2;
/// The short edge of a screen, in points of a picture, that letters of a slide are made for: as in
/// [`crate::export::Page::screen`].
const SLIDE: f64 = 700.0;
/// The timeline's least height in points, of its own picture.
const LEAST_TIMELINE: f32 = 128.0;

impl Window {
    /// Lays the presentation out in `ui`. `now` is in seconds of the clock that commands are applied by.
    pub(super) fn lay_out_presentation(&mut self, ui: &mut Ui, now: f64, out: &mut Commands) {
        let ctx = ui.ctx().clone();
        let whole = ui.max_rect();
        let Some(presenting) = self.state.presenting() else {
            return;
        };
        let minutes = ((now - presenting.since) / 60.0).max(0.0) as u64;
        let is_timed = presenting.speaker;
        if presenting.is_blank {
            if blank(ui, whole, self.state.words().get("screen-is-blank")) {
                out.push(Command::BlankScreen);
            }
        } else {
            self.lay_out_slide(ui, whole, out);
        }
        panels::presenter::hide_resting_pointer(&ctx);
        panels::speaker::show(&ctx, &self.state, minutes, out);
        if is_timed {
            // The minutes are seen to go by; nothing else asks for frames.
            let next = 60.0 - (now - self.state.presenting().map_or(now, |p| p.since)).rem_euclid(60.0);
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(next + 0.05));
        }
    }

    fn lay_out_slide(&mut self, ui: &mut Ui, whole: Rect, out: &mut Commands) {
        let Self {
            state,
            panels,
            pictures,
            ..
        } = self;
        let paper = theme::color(state.style().chrome.background);
        let (width, height) = (whole.width(), whole.height());
        let slide = (f64::from(width.min(height)) / SLIDE).max(1.0);
        let magnification = slide.max(state.style().magnification(f64::from(height)));
        pictures.magnify(magnification);
        let wide = width > height * WIDE;
        let margin = (height * 0.035) as i8;
        let words = if wide {
            Panel::right("presented-words").exact_size((width * WORDS_BESIDE).round())
        } else {
            Panel::bottom("presented-words").exact_size((height * WORDS_BELOW).round())
        };
        let frame = Frame::new().fill(paper).inner_margin(Margin {
            left: margin,
            right: margin,
            top: margin,
            bottom: margin / 3,
        });
        words
            .resizable(false)
            .show_separator_line(false)
            .frame(frame)
            .show(ui, |ui| panels.presenter.show(ui, state, height, out));
        let strip = (height * TIMELINE).max(LEAST_TIMELINE * magnification as f32);
        let strip = strip.min(height * 0.3);
        Panel::bottom("presented-timeline")
            .exact_size(strip)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(theme::color(state.style().timeline.ground)))
            .show(ui, |ui| {
                let free = ui.available_height();
                panels.timeline.show(ui, state, pictures, free, out);
            });
        egui::CentralPanel::no_frame().show(ui, |ui| {
            panels.map.show(ui, state, pictures, out);
        });
    }
}

/// A blank screen; whether it was clicked.
fn blank(ui: &mut Ui, whole: Rect, name: &str) -> bool {
    ui.painter().rect_filled(whole, 0.0, egui::Color32::BLACK);
    let response = ui.interact(whole, egui::Id::unique("blank"), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response.clicked()
}
