//! The area of the map that the filter keeps: drawn by hand with Shift down, shown as long as it holds.

use eframe::egui;
use egui::{Color32, Pos2, Rect, Ui};

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::color;
use crate::geography::{Camera, GeoBounds, LonLat};

use super::Commands;

/// Points along each edge, so that it follows parallels and meridians.
const STEPS: u32 = 24;
/// An area that is smaller than this on the map, in points, was no area but a click.
const LEAST: f64 = 4.0;

/// A brush that is being drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MapBrush {
    /// Where it began, on the ground and on the map.
    begun: Option<(LonLat, [f64; 2])>,
}

impl MapBrush {
    /// Whether a brush is being drawn.
    pub(crate) fn is_drawn(&self) -> bool {
        self.begun.is_some()
    }

    /// Follows the pointer while it draws; `pointer` is in points of the map.
    pub(crate) fn follow(
        &mut self,
        response: &egui::Response,
        camera: &Camera,
        press: Option<[f64; 2]>,
        pointer: Option<[f64; 2]>,
        out: &mut Commands,
    ) {
        if response.drag_started() && response.ctx.input(|i| i.modifiers.shift) {
            self.begun = press.and_then(|at| Some((camera.lon_lat_from_screen(at)?, at)));
        }
        if response.drag_stopped()
            && let Some((from, start)) = self.begun.take()
            && let Some(end) = pointer
            && (end[0] - start[0]).abs() > LEAST
            && (end[1] - start[1]).abs() > LEAST
            && let Some(to) = camera.lon_lat_from_screen(end)
        {
            out.push(Command::FilterArea(Some(between(from, to))));
        }
    }

    /// Paints the area that is being drawn, or the one of the filter.
    pub(crate) fn paint(
        &self,
        ui: &Ui,
        rect: Rect,
        camera: &Camera,
        state: &State,
        pointer: Option<[f64; 2]>,
    ) {
        let drawn = self.begun.and_then(|(from, _)| {
            let to = camera.lon_lat_from_screen(pointer?)?;
            Some(between(from, to))
        });
        let Some(area) = drawn.or(state.view().filter.area) else {
            return;
        };
        let chrome = &state.style().chrome;
        outline(ui, rect, camera, &area, color(chrome.panel), 3.4);
        outline(ui, rect, camera, &area, color(chrome.accent), 1.6);
    }
}

/// The area between two corners, the shorter way round the globe.
fn between(a: LonLat, b: LonLat) -> GeoBounds {
    let east = (b.lon() - a.lon() + 540.0).rem_euclid(360.0) - 180.0;
    let west = if east < 0.0 { a.lon() + east } else { a.lon() };
    GeoBounds {
        west,
        east: west + east.abs(),
        south: a.lat().min(b.lat()),
        north: a.lat().max(b.lat()),
    }
}

fn outline(ui: &Ui, rect: Rect, camera: &Camera, area: &GeoBounds, ink: Color32, width: f32) {
    let corners = [
        (area.west, area.south),
        (area.east, area.south),
        (area.east, area.north),
        (area.west, area.north),
        (area.west, area.south),
    ];
    let along = corners.windows(2).flat_map(|edge| {
        let [(lon0, lat0), (lon1, lat1)] = [edge[0], edge[1]];
        (0..=STEPS).map(move |step| {
            let part = f64::from(step) / f64::from(STEPS);
            LonLat::wrapped(lon0 + (lon1 - lon0) * part, lat0 + (lat1 - lat0) * part)
        })
    });
    let on_map = |at: LonLat| {
        let [x, y] = camera.screen_from_lon_lat(at)?;
        Some(Pos2::new(rect.left() + x as f32, rect.top() + y as f32))
    };
    let points: Vec<Option<Pos2>> = along.map(on_map).collect();
    let painter = ui.painter_at(rect);
    for pair in points.windows(2) {
        if let [Some(a), Some(b)] = pair
            // Across the edge of the map two neighbours are far apart.
            && a.distance(*b) < rect.width()
        {
            painter.line_segment([*a, *b], egui::Stroke::new(width, ink));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_area_holds_both_its_corners_and_is_no_wider_than_half_the_globe(
            lon in prop::array::uniform2(-180.0..180.0f64), lat in prop::array::uniform2(-89.0..89.0f64),
        ) {
            let [a, b] = [0, 1].map(|i| LonLat::wrapped(lon[i], lat[i]));
            let area = between(a, b);
            prop_assert!(area.east - area.west <= 180.0 + 1e-9);
            let grown = area.grown(1e-9);
            prop_assert!(grown.contains_on_globe(a) && grown.contains_on_globe(b), "{area:?}");
        }
    }
}
