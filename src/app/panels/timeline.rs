//! The timeline panel: hands on the timeline. What it looks like is [`Pictures`]' business, what a drag
//! means is `timeline_drag`'s.

use eframe::egui;
use egui::{CursorIcon, Sense, Ui, WidgetInfo};

use crate::app::command::{Command, Gesture};
use crate::app::pictures::Pictures;
use crate::app::snapping::Snapping;
use crate::app::state::State;
use crate::compose::TimelineLayout;
use crate::model::Item;
use crate::scene::{Rect, Size};

use super::count_list::{self, CountList};
use super::map::{ARROWS, described, tooltip};
use super::parts::{Quiet, by_keyboard, focus_ring};
use super::presenter::pointer_is_hidden;
use super::timeline_drag::{Hold, Part, centred, part_at, pressed, wheel};
use super::{Area, Commands};

/// Points of the wheel for a zoom by e.
const WHEEL_POINTS: f64 = 220.0;

/// How near an event must be for a drag to catch at it, in points.
const SNAP_POINTS: f64 = 6.0;

/// What the timeline keeps between frames.
#[derive(Debug)]
pub(crate) struct TimelinePanel {
    hold: Option<Hold>,
    quiet: Quiet,
    list: CountList,
    /// Where the timeline was in the last frame.
    rect: egui::Rect,
}

impl Default for TimelinePanel {
    fn default() -> Self {
        Self {
            hold: None,
            quiet: Quiet::default(),
            list: CountList::default(),
            rect: egui::Rect::ZERO,
        }
    }
}

impl TimelinePanel {
    /// Shows the timeline in a height of points; gives back where its axis begins and ends in the window.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        state: &State,
        pictures: &mut Pictures,
        height: f32,
        out: &mut Commands,
    ) -> [f32; 2] {
        let size = egui::vec2(ui.available_width(), height);
        let (_, rect) = ui.allocate_space(size);
        let magnification = pictures.magnification();
        self.rect = rect;
        let layout = pictures.lay_out_timeline(
            Size {
                width: (f64::from(rect.width()) / magnification).max(1.0),
                height: (f64::from(rect.height()) / magnification).max(1.0),
            },
            state,
        );
        let response = ui.interact(rect, Area::Timeline.id(), Sense::click_and_drag());
        pictures.paint_timeline(ui, rect);
        describe(&response, state);
        if response.has_focus() {
            ui.memory_mut(|m| m.set_focus_lock_filter(Area::Timeline.id(), ARROWS));
            if by_keyboard(ui) {
                focus_ring(ui, rect, 0.0);
            }
        }
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        let within = |p: egui::Pos2| {
            [p.x - rect.left(), p.y - rect.top()].map(|points| f64::from(points) / magnification)
        };
        let pointer = response
            .interact_pointer_pos()
            .or(response.hover_pos())
            .map(within);
        let press = ui.input(|i| i.pointer.press_origin()).map(within);
        self.drag(&response, state, &layout, press, pointer, out);
        let quiet = self.quiet.holds(ui) || pointer_is_hidden(ui.ctx(), state);
        if let Some(at) = pointer
            && response.hovered()
            && let Some(count) = pictures.count_on_timeline(at)
        {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            if response.clicked() {
                let events = pictures.events_of_count(count, state);
                let beside = in_window(count.rect, rect, magnification);
                self.list.open(state, events, beside);
            } else if !quiet && !response.dragged() {
                response.clone().on_hover_ui_at_pointer(|ui| {
                    count_list::hint(ui, state, &pictures.events_of_count(count, state));
                });
            }
            zoom_and_pan(ui, state, &layout, at, out);
        } else if let Some(at) = pointer
            && response.hovered()
        {
            let item = pictures.pick_on_timeline(at, state);
            if let Some(item) = item.filter(|_| !response.dragged()) {
                ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
                if !quiet {
                    response
                        .clone()
                        .on_hover_ui_at_pointer(|ui| tooltip(ui, state, item));
                }
            }
            hover(ui, &response, state, &layout, item, at, out);
        }
        self.list.show(ui.ctx(), state, &layout, out);
        let left = rect.left() + (layout.plot.left * magnification) as f32;
        [left, left + (layout.axis.width() * magnification) as f32]
    }

    /// Opens the list of the count nearest to the cursor.
    pub(crate) fn open_nearest_count(&mut self, pictures: &Pictures, state: &State) {
        if let Some(count) = pictures.count_near_cursor() {
            let rect = in_window(count.rect, self.rect, pictures.magnification());
            let events = pictures.events_of_count(count, state);
            self.list.open(state, events, rect);
        }
    }

    fn drag(
        &mut self,
        response: &egui::Response,
        state: &State,
        layout: &TimelineLayout,
        press: Option<[f64; 2]>,
        pointer: Option<[f64; 2]>,
        out: &mut Commands,
    ) {
        // At once, not first when the press has become a click or a drag.
        if response.is_pointer_button_down_on()
            && response.ctx.input(|i| i.pointer.primary_pressed())
            && let Some(at) = press
        {
            out.extend(pressed(layout, state.view().time, at));
        }
        if response.drag_started()
            && let Some(at) = press
        {
            let time = state.view().time;
            let is_new = response.ctx.input(|i| i.modifiers.shift);
            let new = is_new.then(|| Hold::new_window(layout, time, at)).flatten();
            self.hold = new.or_else(|| Hold::new(layout, time, at));
        }
        if let (Some(hold), Some(at), true) = (self.hold, pointer, response.dragged()) {
            // With Alt or Ctrl (some desktops keep Alt for themselves), a drag goes by the day and catches at nothing.
            let is_free = response.ctx.input(|i| i.modifiers.alt || i.modifiers.command);
            let reach = SNAP_POINTS * layout.axis.days_per_point();
            let snapping = Snapping {
                dataset: state.dataset(),
                kept: state.kept(),
                reach_days: if is_free { 0 } else { reach.floor() as i64 },
            };
            out.push(hold.moved(layout, at[0], &snapping));
        }
        if response.drag_stopped() {
            self.hold = None;
        }
        let over = pointer.and_then(|at| part_at(layout, state.view().time, at));
        if let Some(part) = self.hold.map(|h| h.part).or(over.filter(|_| response.hovered())) {
            response.ctx.set_cursor_icon(icon(part, self.hold.is_some()));
        }
    }
}

fn icon(part: Part, held: bool) -> CursorIcon {
    match part {
        Part::Cursor
        | Part::WindowFirst
        | Part::WindowLast
        | Part::NewWindow
        | Part::BrushFirst
        | Part::BrushLast => CursorIcon::ResizeHorizontal,
        _ if held => CursorIcon::Grabbing,
        Part::Window | Part::Brush => CursorIcon::Grab,
        Part::Strip => CursorIcon::PointingHand,
        Part::Ground => CursorIcon::Default,
    }
}

/// Wheel, pinch and clicks, the latter on a thing or on none.
fn hover(
    ui: &Ui,
    response: &egui::Response,
    state: &State,
    layout: &TimelineLayout,
    item: Option<Item>,
    at: [f64; 2],
    out: &mut Commands,
) {
    zoom_and_pan(ui, state, layout, at, out);
    let time = state.view().time;
    let moment = layout.axis.moment_from_x(at[0] - layout.plot.left);
    let day = moment.day();
    if response.double_clicked() && layout.plot.contains(at) {
        out.push(Command::SetShownTime(centred(time, moment), Gesture::Once));
    } else if response.clicked() {
        match item {
            Some(item) => out.push(Command::Select(item)),
            None if layout.plot.contains(at) => out.push(Command::SetCursor(day, Gesture::Once)),
            None => {}
        }
    }
}

/// The wheel and pinches.
fn zoom_and_pan(ui: &Ui, state: &State, layout: &TimelineLayout, at: [f64; 2], out: &mut Commands) {
    let (pinch, scroll) = ui.input(|i| (f64::from(i.zoom_delta()), i.smooth_scroll_delta()));
    // egui turns the wheel sideways while Shift is down.
    let zoom = pinch * (f64::from(scroll.y) / WHEEL_POINTS).exp();
    let (time, data) = (state.view().time, state.time_span());
    out.extend(wheel(layout, time, data, at[0], [zoom, f64::from(scroll.x)]));
}

/// A rectangle of the picture in the window.
fn in_window(rect: Rect, panel: egui::Rect, magnification: f64) -> egui::Rect {
    let at = |x: f64, y: f64| {
        panel.left_top() + egui::vec2((x * magnification) as f32, (y * magnification) as f32)
    };
    egui::Rect::from_min_max(at(rect.left, rect.top), at(rect.right, rect.bottom))
}

/// Tells assistive technology what the timeline shows.
fn describe(response: &egui::Response, state: &State) {
    let name = state.words().get("timeline-name");
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(egui::Role::Slider, true, name);
        info.current_text_value = Some(described(state));
        info
    });
}
