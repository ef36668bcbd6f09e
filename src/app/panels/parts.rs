//! Small things that several panels draw: heads, rules, markers, links, rows.

use eframe::egui;
use egui::{Color32, Pos2, Rect, Response, RichText, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::compose::Style;
use crate::model::{MarkerShape, ThemeIx};

use crate::app::state::State;
use crate::app::theme::{Type, color};

use super::Area;

/// Text in one of the window's roles.
pub(crate) fn text(words: impl Into<String>, role: Type) -> RichText {
    RichText::new(words)
        .font(role.font())
        .line_height(role.line_height())
}

/// The head of a section: small spaced capitals, muted.
pub(crate) fn head(ui: &mut Ui, words: &str) -> Response {
    ui.add_space(10.0);
    let letters = text(words.to_uppercase(), Type::Head)
        .extra_letter_spacing(0.9)
        .weak();
    let response = ui.label(letters);
    ui.add_space(1.0);
    response
}

/// A thin rule across what is free.
pub(crate) fn rule(ui: &mut Ui) {
    let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, stroke);
}

/// A link in running tools: the accent's colour, underlined under the pointer.
pub(crate) fn link(ui: &mut Ui, words: &str) -> Response {
    ui.link(text(words, Type::Tool))
}

/// A soft chip that can be clicked: places and actors.
pub(crate) fn chip(ui: &mut Ui, words: &str, style: &Style) -> Response {
    let chip = egui::Button::new(text(words, Type::Small))
        .fill(color(style.chrome.hover))
        .corner_radius(9)
        .stroke(Stroke::NONE)
        .min_size(vec2(0.0, 24.0));
    ui.add(chip)
}

/// The ink of a theme in a panel: as on the map and the timeline.
pub(crate) fn theme_ink(state: &State, theme: ThemeIx) -> Color32 {
    let style = state.style();
    color(style.theme_ink(state.dataset(), theme, style.chrome.panel))
}

/// The marker of a theme around a point.
pub(crate) fn marker(painter: &egui::Painter, shape: MarkerShape, center: Pos2, radius: f32, fill: Color32) {
    let ring = |corners: usize, turn: f32, radius: f32| -> Vec<Pos2> {
        let step = std::f32::consts::TAU / corners as f32;
        (0..corners)
            .map(|i| center + Vec2::angled(turn + step * i as f32) * radius)
            .collect()
    };
    let up = -std::f32::consts::FRAC_PI_2;
    let polygon = match shape {
        MarkerShape::Circle => {
            painter.circle_filled(center, radius, fill);
            return;
        }
        MarkerShape::Star => {
            let (tips, dents) = (ring(5, up, radius * 1.25), ring(5, -up, radius * 0.55));
            // The dent after the first tip is the fourth of a pentagon on its head.
            let points: Vec<_> = (0..5).flat_map(|i| [tips[i], dents[(i + 3) % 5]]).collect();
            for i in 0..points.len() {
                let next = points[(i + 1) % points.len()];
                let sliver = vec![center, points[i], next];
                painter.add(egui::Shape::convex_polygon(sliver, fill, Stroke::NONE));
            }
            return;
        }
        MarkerShape::Cross => {
            let arm = radius * 0.42;
            painter.rect_filled(
                Rect::from_center_size(center, vec2(radius * 2.1, arm * 2.0)),
                0.0,
                fill,
            );
            painter.rect_filled(
                Rect::from_center_size(center, vec2(arm * 2.0, radius * 2.1)),
                0.0,
                fill,
            );
            return;
        }
        MarkerShape::Diamond => ring(4, up, radius * 1.2),
        MarkerShape::Square => ring(4, up / 2.0, radius * 1.22),
        MarkerShape::Triangle => ring(3, up, radius * 1.25),
        MarkerShape::TriangleDown => ring(3, -up, radius * 1.25),
        MarkerShape::Pentagon => ring(5, up, radius * 1.1),
        MarkerShape::Hexagon => ring(6, up, radius * 1.1),
    };
    painter.add(egui::Shape::convex_polygon(polygon, fill, Stroke::NONE));
}

/// A list that the keyboard can go to, and whose arrow keys stay with it: its area, under the name that a
/// screen reader says.
pub(crate) fn list_with_keyboard(ui: &Ui, area: Rect, name: &str) -> Response {
    let focus = ui.interact(area, Area::List.id(), Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(egui::Role::ListBox, true, name));
    if focus.has_focus() {
        ui.memory_mut(|m| m.set_focus_lock_filter(Area::List.id(), super::map::ARROWS));
    }
    focus
}

/// The sign that sources differ: two lines that are struck through, drawn so that no font has to have it.
pub(crate) fn differs_sign(painter: &egui::Painter, center: Pos2, size: f32, ink: Color32) {
    let stroke = Stroke::new((size * 0.14).max(1.2), ink);
    for dy in [-0.18, 0.18] {
        let y = center.y + dy * size;
        painter.hline(center.x - size * 0.42..=center.x + size * 0.42, y, stroke);
    }
    let slash = [vec2(-0.24, 0.5), vec2(0.24, -0.5)].map(|d| center + d * size);
    painter.line_segment(slash, stroke);
}

/// What stands at the start of a switch row.
pub(crate) enum Sign {
    /// A theme's marker.
    Marker(MarkerShape, Color32),
    /// A full or a hollow dot.
    Dot { hollow: bool },
    /// A tick.
    Tick,
}

/// A row that switches something: sign, words, and what is right of them. Faded when off.
pub(crate) fn switch_row(ui: &mut Ui, sign: &Sign, words: &str, right: &str, on: bool) -> Response {
    let size = vec2(ui.available_width(), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, on, words));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let (letters, muted) = (ui.visuals().text_color(), ui.visuals().weak_text_color());
    let fade = |c: Color32| if on { c } else { c.gamma_multiply(0.38) };
    focus_and_hover(ui, rect.expand2(vec2(6.0, 0.0)), &response);
    let center = pos2(rect.left() + 6.0, rect.center().y);
    match sign {
        Sign::Marker(shape, fill) => marker(ui.painter(), *shape, center, 5.5, fade(*fill)),
        Sign::Dot { hollow } => {
            let stroke = Stroke::new(1.4, fade(letters));
            let fill = if *hollow {
                Color32::TRANSPARENT
            } else {
                fade(letters)
            };
            ui.painter().circle(center, 3.4, fill, stroke);
        }
        Sign::Tick => {
            let stroke = Stroke::new(1.2, if on { letters } else { muted });
            let square = Rect::from_center_size(center, vec2(11.0, 11.0));
            ui.painter()
                .rect_stroke(square, 2.0, Stroke::new(1.0, muted), egui::StrokeKind::Inside);
            if on {
                let points = [vec2(-2.8, 0.2), vec2(-0.8, 2.4), vec2(3.0, -2.6)].map(|d| center + d);
                ui.painter().line(points.to_vec(), stroke);
            }
        }
    }
    let right_edge = pos2(rect.right(), rect.center().y);
    let small = Type::Small.font();
    let count = ui
        .painter()
        .text(right_edge, egui::Align2::RIGHT_CENTER, right, small, fade(muted));
    let left = rect.left() + 20.0;
    let room = count.left() - left - 6.0;
    one_line(
        ui,
        pos2(left, rect.center().y),
        room,
        words,
        Type::Tool,
        fade(letters),
    );
    response
}

/// One line of text, cut with an ellipsis where it does not fit, its middle at a height.
pub(crate) fn one_line(ui: &Ui, left_middle: Pos2, room: f32, words: &str, role: Type, letters: Color32) {
    let galley = cut(ui, words, role, letters, room, 1);
    let at = pos2(left_middle.x, left_middle.y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, letters);
}

/// What lies over the window while a dialog is open: little, so that the map stays in view.
pub(crate) fn veil() -> Color32 {
    Color32::from_black_alpha(36)
}

/// Text wrapped to a width and cut after some rows.
pub(crate) fn cut(
    ui: &Ui,
    words: &str,
    role: Type,
    letters: Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple(words.to_owned(), role.font(), letters, width.max(1.0));
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    ui.fonts_mut(|f| f.layout_job(job))
}

/// Holds tooltips back while a button is down, and after that until the pointer has moved on: what a hand
/// has just let go of says nothing by itself.
#[derive(Debug, Default)]
pub(crate) struct Quiet {
    let_go: Option<Pos2>,
}

impl Quiet {
    /// Points that the pointer must move from where the button was let go.
    const MOVED_ON: f32 = 6.0;

    /// Once a frame: whether tooltips are held back now.
    pub(crate) fn holds(&mut self, ui: &Ui) -> bool {
        let (down, now) = ui.input(|i| {
            (
                i.pointer.any_down() || i.pointer.any_released(),
                i.pointer.latest_pos(),
            )
        });
        self.holds_at(down, now)
    }

    fn holds_at(&mut self, down: bool, now: Option<Pos2>) -> bool {
        if down {
            self.let_go = now;
        }
        let moved_on = match (self.let_go, now) {
            (Some(then), Some(now)) => then.distance(now) > Self::MOVED_ON,
            _ => true,
        };
        if moved_on {
            self.let_go = None;
        }
        down || !moved_on
    }
}

/// The ground of a row under the pointer and the ring around what has the keyboard.
pub(crate) fn focus_and_hover(ui: &Ui, rect: Rect, response: &Response) {
    if response.hovered() {
        ui.painter()
            .rect_filled(rect, 4.0, ui.visuals().widgets.hovered.bg_fill);
    }
    if response.has_focus() {
        focus_ring(ui, rect, 4.0);
    }
}

fn hands_id() -> egui::Id {
    egui::Id::unique("last-input-was-a-key")
}

/// Notes, once a frame, whether the last input was a key or the pointer.
pub(crate) fn note_hands(ctx: &egui::Context) {
    let (key, pointer) = ctx.input(|i| {
        let key = |e: &egui::Event| matches!(e, egui::Event::Key { pressed: true, .. });
        (i.events.iter().any(key), i.pointer.any_pressed())
    });
    if key || pointer {
        ctx.data_mut(|d| d.insert_temp(hands_id(), key));
    }
}

/// Whether the reader works by keyboard now: only then do whole panels wear a ring.
pub(crate) fn by_keyboard(ui: &Ui) -> bool {
    ui.data(|d| d.get_temp(hands_id())).unwrap_or(false)
}

/// The ring around what has the keyboard.
pub(crate) fn focus_ring(ui: &Ui, rect: Rect, radius: f32) {
    let ring = ui.visuals().selection.stroke;
    ui.painter()
        .rect_stroke(rect, radius, ring, egui::StrokeKind::Inside);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tooltips_wait_until_the_button_is_up_and_the_pointer_has_moved_on() {
        let mut quiet = Quiet::default();
        let at = |x: f32| Some(pos2(x, 50.0));
        assert!(!quiet.holds_at(false, at(0.0)));
        assert!(quiet.holds_at(true, at(0.0)));
        assert!(quiet.holds_at(true, at(90.0)));
        assert!(quiet.holds_at(false, at(90.0)));
        assert!(quiet.holds_at(false, at(93.0)));
        assert!(!quiet.holds_at(false, at(120.0)));
        assert!(!quiet.holds_at(false, at(90.0)));
    }
}
