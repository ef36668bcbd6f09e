//! The map panel: hands and keys on the map. What the map looks like is [`Pictures`]' business.

use eframe::egui;
use egui::{EventFilter, Rect, Sense, Ui, WidgetInfo};

use crate::app::command::{Command, Gesture};
use crate::app::pictures::{OnMap, Pictures};
use crate::app::state::State;
use crate::chronology::{in_words, window_in_words};
use crate::geography::{Camera, LonLat};
use crate::model::Item;

use super::map_brush::MapBrush;
use super::measure_pointer::{Hover, MeasurePointer};
use super::parts::{Quiet, by_keyboard, focus_ring};
use super::presenter::pointer_is_hidden;
use super::what_if::strait_tooltip;
use super::{Area, Commands};

/// Arrow keys stay with the panel that has the keyboard instead of moving on.
pub(crate) const ARROWS: EventFilter = EventFilter {
    tab: false,
    horizontal_arrows: true,
    vertical_arrows: true,
    escape: true,
};

/// Factor of one double click.
const DOUBLE_CLICK_ZOOM: f64 = 2.0;
/// Points of the wheel for a zoom by e.
const WHEEL_POINTS: f64 = 220.0;

/// What the map keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct MapPanel {
    /// The place under the pointer.
    pub(crate) under_pointer: Option<LonLat>,
    quiet: Quiet,
    brush: MapBrush,
    measure: MeasurePointer,
}

impl MapPanel {
    /// Shows the map in all that is free.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, pictures: &mut Pictures, out: &mut Commands) {
        let rect = ui.available_rect_before_wrap();
        let size = [f64::from(rect.width()), f64::from(rect.height())];
        if size != state.map_size {
            out.push(Command::MapResized(size));
        }
        ui.advance_cursor_after_rect(rect);
        let response = ui.interact(rect, Area::Map.id(), Sense::click_and_drag());
        let camera = Camera::new(&state.view().framing, state.view().projection, size[0], size[1]);
        let clipped = ui.painter_at(rect);
        ui.scope(|ui| {
            ui.set_clip_rect(clipped.clip_rect());
            pictures.paint_map(ui, rect, state);
        });
        describe(&response, state);
        if response.has_focus() {
            ui.memory_mut(|m| m.set_focus_lock_filter(Area::Map.id(), ARROWS));
            if by_keyboard(ui) && state.presenting().is_none() {
                focus_ring(ui, rect, 0.0);
            }
        }
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        let pointer = response.hover_pos().map(|p| within(rect, p));
        self.under_pointer = pointer.and_then(|at| camera.lon_lat_from_screen(at));
        let press = ui.input(|i| i.pointer.press_origin()).map(|p| within(rect, p));
        let held = response.interact_pointer_pos().map(|p| within(rect, p));
        self.brush.follow(&response, &camera, press, held, out);
        self.brush.paint(ui, rect, &camera, state, held);
        let measures = state.is_measuring() && state.presenting().is_none();
        if !self.brush.is_drawn() {
            hands(ui, &response, rect, &camera, !measures, out);
        }
        if state.is_flying() {
            out.push(Command::FlightTick);
            ui.ctx().request_repaint();
        }
        let quiet = self.quiet.holds(ui) || pointer_is_hidden(ui.ctx(), state);
        if let Some(at) = pointer
            && !response.dragged()
        {
            let under = pictures.pick_on_map(at, state);
            if measures {
                let item = match under {
                    Some(OnMap::Item(item)) => Some(item),
                    Some(OnMap::Strait(_)) | None => None,
                };
                let hover = Hover { at, item, rect };
                self.measure.show(ui, &response, hover, state, &camera, out);
            } else {
                point(ui, &response, state, under, quiet, out);
            }
        }
        if state.lanes_move() {
            out.push(Command::LanesTick);
            ui.ctx().request_repaint();
        }
    }
}

fn within(rect: Rect, p: egui::Pos2) -> [f64; 2] {
    [f64::from(p.x - rect.left()), f64::from(p.y - rect.top())]
}

/// Drag, wheel, pinch, and double click where that comes nearer.
fn hands(ui: &Ui, response: &egui::Response, rect: Rect, camera: &Camera, zooms: bool, out: &mut Commands) {
    let mut to = *camera;
    let mut gesture = Gesture::MapDrag;
    if response.dragged() {
        let by = response.drag_delta();
        to = to.panned(f64::from(by.x), f64::from(by.y));
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    }
    if let Some(pointer) = response.hover_pos() {
        let (pinch, wheel, shift) =
            ui.input(|i| (i.zoom_delta(), i.smooth_scroll_delta().y, i.modifiers.shift));
        let factor = f64::from(pinch) * (f64::from(wheel) / WHEEL_POINTS).exp();
        if (factor - 1.0).abs() > 1e-6 {
            to = to.zoomed(factor, within(rect, pointer));
            gesture = Gesture::MapWheel;
        }
        if zooms && response.double_clicked() {
            let factor = if shift {
                1.0 / DOUBLE_CLICK_ZOOM
            } else {
                DOUBLE_CLICK_ZOOM
            };
            to = to.zoomed(factor, within(rect, pointer));
            gesture = Gesture::Once;
            out.push(Command::TakeBackClick);
        }
    }
    if to != *camera {
        out.push(Command::CameraTo(to.framing(), gesture));
    }
}

/// Tooltip, unless it is to be quiet, and click on what lies under the pointer.
fn point(
    ui: &Ui,
    response: &egui::Response,
    state: &State,
    under: Option<OnMap>,
    quiet: bool,
    out: &mut Commands,
) {
    if let Some(under) = &under {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        if !quiet {
            response.clone().on_hover_ui_at_pointer(|ui| match under {
                OnMap::Item(item) => tooltip(ui, state, *item),
                OnMap::Strait(id) => strait_tooltip(ui, state, id),
            });
        }
    }
    if response.clicked() && !response.double_clicked() && !response.triple_clicked() {
        match under {
            Some(OnMap::Item(item)) => out.push(Command::Select(item)),
            Some(OnMap::Strait(id)) => out.push(Command::TogglePassage(id)),
            None if ui.input(|i| i.modifiers.is_none()) => out.push(Command::ClearSelection),
            None => {}
        }
    }
}

/// Title and date of a thing.
pub(crate) fn tooltip(ui: &mut Ui, state: &State, item: Item) {
    use super::parts::{differs_sign, text};
    use crate::app::theme::{Type, color};
    ui.set_max_width(320.0);
    ui.label(text(state.title(item), Type::ToolStrong));
    let line = match state.date(item) {
        Some(when) => in_words(when),
        None => state.words().get(super::event_list::kind_word(item)).to_owned(),
    };
    ui.label(text(line, Type::Small).weak());
    if state.dataset().differs(item) {
        let ink = color(state.style().chrome.warning);
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, 14.0), Sense::hover());
            differs_sign(ui.painter(), rect.center(), 9.0, ink);
            ui.label(text(state.words().get("sources-differ"), Type::Small).color(ink));
        });
    }
}

/// Tells assistive technology what the map shows.
fn describe(response: &egui::Response, state: &State) {
    let words = state.words();
    let name = words.get("map-name");
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(egui::Role::Canvas, true, name);
        info.current_text_value = Some(described(state));
        info
    });
}

/// What is seen, in words: the selection, and the window of time with how many events it lights.
pub(crate) fn described(state: &State) -> String {
    let words = state.words();
    let selected = match state.selected() {
        Some(item) => words.with("described-selected", &[("title", state.title(item).into())]),
        None => words.get("described-nothing").to_owned(),
    };
    let window = window_in_words(state.view().time.window);
    let lit = state.highlights().lit_count();
    let window = words.with(
        "described-window",
        &[("window", window.into()), ("count", lit.into())],
    );
    format!("{selected} {window}")
}
