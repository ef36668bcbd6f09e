//! The two pictures of the window, map and timeline, as the panels need them: laid out, painted, picked.
//! The only file between the panels and composition.

use eframe::egui;

use crate::chronology::TimeAxis;
use crate::compose::TimelineLayout;
use crate::model::Item;
use crate::scene::{Rect, Size};

use super::state::State;
use super::theme;

/// The pictures of the frame.
#[derive(Debug, Default)]
pub(crate) struct Pictures {}

/// Margin left and right of the timeline's axis, in points.
const SIDE: f64 = 72.0;
const MINIMAP_HEIGHT: f64 = 26.0;

impl Pictures {
    /// Paints the map into a rectangle of the window.
    pub(crate) fn paint_map(&mut self, ui: &egui::Ui, rect: egui::Rect, state: &State) {
        ui.painter().rect_filled(rect, 0.0, theme::color(state.style().map.sea));
    }

    /// What lies under a point of the map's picture.
    pub(crate) fn pick_on_map(&self, _at: [f64; 2]) -> Option<Item> {
        None
    }

    /// Lays the timeline out on a picture of some size.
    pub(crate) fn lay_out_timeline(&mut self, size: Size, state: &State) -> TimelineLayout {
        let width = (size.width - 2.0 * SIDE).max(20.0);
        let strip = MINIMAP_HEIGHT.min(size.height / 3.0);
        TimelineLayout {
            axis: TimeAxis::new(state.view().time.shown, width),
            plot: Rect::from_xywh(SIDE, 0.0, width, size.height - strip),
            minimap: Rect::from_xywh(SIDE, size.height - strip, width, strip),
            minimap_axis: TimeAxis::new(state.time_span(), width),
            bands: Rect::default(),
            axis_y: 0.0,
            rows: Vec::new(),
            window_x: [0.0; 2],
            cursor_x: 0.0,
            brush: Rect::default(),
        }
    }

    /// Paints the timeline that was laid out last.
    pub(crate) fn paint_timeline(&mut self, ui: &egui::Ui, rect: egui::Rect, state: &State) {
        ui.painter().rect_filled(rect, 0.0, theme::color(state.style().timeline.ground));
    }

    /// What lies under a point of the timeline's picture.
    pub(crate) fn pick_on_timeline(&self, _at: [f64; 2]) -> Option<Item> {
        None
    }
}
