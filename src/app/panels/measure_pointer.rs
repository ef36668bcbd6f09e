//! The pointer while something is measured on the map: a cross that catches at places and lanes, a line to it from the
//! last point, and how long that is. For `map`.

use eframe::egui;
use egui::{Pos2, Rect, Stroke, Ui, pos2, vec2};

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::compose::path_on_map;
use crate::geography::{Camera, Course, LonLat, great_circle};
use crate::model::Item;
use crate::view::MeasurePoint;

use super::Commands;
use super::measure::length_in_words;

/// Two clicks that are farther apart than this, in points, are no double click.
const SAME_PLACE: f64 = 6.0;
/// The radius of the ring around what the pointer catches at, in points.
const RING: f32 = 9.0;
/// Space between the pointer and what is written beside it, and around that.
const BESIDE: f32 = 16.0;
const PAD: f32 = 4.0;

/// Where the pointer is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hover {
    /// In points of the map.
    pub(crate) at: [f64; 2],
    /// What lies under it.
    pub(crate) item: Option<Item>,
    /// The map in the window.
    pub(crate) rect: Rect,
}

/// What the tool keeps between frames.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MeasurePointer {
    /// Where the last click was, in points of the map.
    clicked: Option<[f64; 2]>,
}

impl MeasurePointer {
    /// Shows the line to the pointer and takes its clicks: one adds a point, two at one place end the measure.
    pub(crate) fn show(
        &mut self,
        ui: &Ui,
        response: &egui::Response,
        hover: Hover,
        state: &State,
        camera: &Camera,
        out: &mut Commands,
    ) {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Crosshair);
        let Some(position) = camera.lon_lat_from_screen(hover.at) else {
            return;
        };
        let is_free = ui.input(|i| i.modifiers.alt || i.modifiers.command || i.modifiers.ctrl);
        let caught = hover
            .item
            .filter(|_| !is_free)
            .and_then(|item| state.point_of(item));
        let point = caught.clone().unwrap_or(MeasurePoint::Position(position, None));
        if response.double_clicked() && self.is_same_place(hover.at) {
            out.push(Command::EndMeasure);
            self.clicked = None;
        } else if response.clicked() {
            out.push(Command::MeasureAdd(point.clone()));
            self.clicked = Some(hover.at);
        }
        paint(
            ui,
            hover,
            state,
            camera,
            position,
            caught.is_some().then_some(&point),
        );
    }

    fn is_same_place(&self, at: [f64; 2]) -> bool {
        let near = |last: [f64; 2]| (last[0] - at[0]).hypot(last[1] - at[1]) <= SAME_PLACE;
        self.clicked.is_some_and(near)
    }
}

/// Paints the line from the last point, the ring around what is caught, and the words beside the pointer.
fn paint(
    ui: &Ui,
    hover: Hover,
    state: &State,
    camera: &Camera,
    position: LonLat,
    caught: Option<&MeasurePoint>,
) {
    let map = &state.style().map;
    let ink = color(map.measure_great_circle.color);
    let paper = color(map.measure_casing.color);
    let painter = ui.painter_at(hover.rect);
    let in_window = |[x, y]: [f64; 2]| hover.rect.left_top() + vec2(x as f32, y as f32);
    let from = state.view().measure.last();
    let course = from.and_then(|from| {
        let start = state.end_towards(from, position)?;
        Some(great_circle(start, position))
    });
    if let Some(course) = &course {
        let width = map.measure_great_circle.width;
        for piece in path_on_map(&course.path, camera) {
            let points: Vec<Pos2> = piece.into_iter().map(in_window).collect();
            painter.line(
                points.clone(),
                Stroke::new(width + map.measure_casing.width, paper),
            );
            painter.line(points, Stroke::new(width, ink));
        }
    }
    let pointer = in_window(hover.at);
    if caught.is_some() {
        painter.circle_stroke(pointer, RING, Stroke::new(3.4, paper));
        painter.circle_stroke(pointer, RING, Stroke::new(1.6, ink));
    }
    let name = caught.map(|point| point.name(state.dataset(), state.language()));
    let lines: Vec<String> = name
        .into_iter()
        .chain(course.map(|c| so_far(state, &c)))
        .collect();
    if !lines.is_empty() {
        beside(ui, &painter, hover.rect, pointer, &lines.join("\n"), state);
    }
}

/// The length of the line to the pointer, its bearing, and with the legs before it the whole.
fn so_far(state: &State, course: &Course) -> String {
    let words = state.words();
    let length = length_in_words(state, course.length);
    let bearing = course.departs.to_string();
    let args = [("length", length.into()), ("bearing", bearing.into())];
    let line = words.with("measure-so-far", &args);
    let legs = state
        .measured()
        .map(|measured| &measured.legs)
        .filter(|legs| !legs.is_empty());
    match legs {
        Some(legs) => {
            let before = legs.iter().map(|leg| leg.great_circle.length).sum();
            let whole = length_in_words(state, course.length + before);
            let sum = words.with("measure-so-far-whole", &[("length", whole.into())]);
            format!("{line}\n{sum}")
        }
        None => line,
    }
}

/// Writes beside the pointer, on the side where there is room.
fn beside(ui: &Ui, painter: &egui::Painter, room: Rect, pointer: Pos2, words: &str, state: &State) {
    let chrome = &state.style().chrome;
    let letters = color(chrome.text);
    let galley = ui.fonts_mut(|f| f.layout_no_wrap(words.to_owned(), Type::Small.font(), letters));
    let size = galley.size();
    let right = pointer.x + BESIDE + size.x + 2.0 * PAD <= room.right();
    let x = if right {
        pointer.x + BESIDE
    } else {
        pointer.x - BESIDE - size.x
    };
    let y = (pointer.y - BESIDE - size.y).max(room.top() + PAD);
    let at = pos2(x, y);
    let ground = Rect::from_min_size(at, size).expand(PAD);
    painter.rect_filled(ground, 3.0, color(chrome.panel));
    painter.galley(at, galley, letters);
}
