//! The box of what is measured, over the map: the three ways of each leg side by side, a field for a place or a
//! position, and what else there is to do. For `window`.

use eframe::egui;
use egui::{Align2, Key, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::compose::{knots_in_words, thousands, way_stroke};
use crate::geography::{Kilometers, Meters, NauticalMiles, NoRoute, NoRouteReason, PassageId, SeaRoute};
use crate::view::{MeasuredLeg, WayKind};

use super::parts::text;
use super::{Area, Commands};

/// Width of the box and its distance from the map's corner, in points.
const WIDTH: f32 = 360.0;
const MARGIN: f32 = 12.0;
/// The part of the map's height that its legs take at most.
const MOST_HIGH: f32 = 0.58;
/// Height of a row of figures and length of a sign, in points.
const ROW: f32 = 20.0;
const SIGN: f32 = 26.0;
/// The heads of the columns of figures, and where each ends, as a part of the width.
const HEADS: [&str; 4] = [
    "picture-nautical-miles",
    "picture-measure-kilometers",
    "picture-measure-departs",
    "picture-measure-arrives",
];
const COLUMNS: [f32; 4] = [0.5, 0.66, 0.82, 0.98];
/// The way by sea may begin or end this far from a point before that is told.
const WORTH_TELLING: Meters = Meters(1_000.0);

/// What the box keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct MeasureBox {
    typed: String,
    /// How many points there were when the text was sent off: it goes once it has become one.
    sent: Option<usize>,
}

impl MeasureBox {
    /// Shows the box in the corner of the map while something is measured.
    pub(crate) fn show(&mut self, ctx: &egui::Context, room: Rect, state: &State, out: &mut Commands) {
        let count = state.view().measure.len();
        if !state.is_measuring() && count == 0 {
            *self = Self::default();
            return;
        }
        if self.sent.is_some_and(|before| count > before) {
            self.typed.clear();
            self.sent = None;
        }
        egui::Area::new(egui::Id::unique("measure"))
            .order(egui::Order::Middle)
            .default_pos(room.left_top() + vec2(MARGIN, MARGIN))
            .constrain_to(room)
            .movable(true)
            .show(ctx, |ui| {
                egui::Frame::popup(ui.style()).show(ui, |ui| {
                    ui.set_width(WIDTH.min(room.width() - 4.0 * MARGIN));
                    self.content(ui, room.height() * MOST_HIGH, state, out);
                });
            });
    }

    fn content(&mut self, ui: &mut Ui, most_high: f32, state: &State, out: &mut Commands) {
        let words = state.words();
        ui.label(text(words.get("measure-title"), Type::ToolStrong));
        let measured = state.measured();
        let legs = measured.map_or(&[][..], |measured| &measured.legs);
        if legs.is_empty() {
            ui.label(text(words.get("measure-hint"), Type::Small).weak());
        }
        egui::ScrollArea::vertical().max_height(most_high).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if let Some(measured) = measured {
                for (number, leg) in legs.iter().enumerate() {
                    let name = |at: usize| measured.points[at].name(state.dataset(), state.language());
                    leg_rows(ui, state, number, leg, [name(number), name(number + 1)]);
                }
                if legs.len() > 1 {
                    sums(ui, state, legs.len());
                }
            }
        });
        self.field(ui, state, out);
        buttons(ui, state, out);
    }

    /// The field for a place or a position.
    fn field(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        let words = state.words();
        let field = egui::TextEdit::singleline(&mut self.typed)
            .id(egui::Id::unique("measure-place"))
            .hint_text(text(words.get("measure-field-hint"), Type::Small))
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 3));
        let response = ui.add(field).accessible_name(words.get("measure-field"));
        if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
            if self.typed.trim().is_empty() {
                ui.memory_mut(|m| m.request_focus(Area::Map.id()));
            } else {
                self.sent = Some(state.view().measure.len());
                out.push(Command::MeasureAddNamed(self.typed.clone()));
                response.request_focus();
            }
        } else if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
            ui.memory_mut(|m| m.request_focus(Area::Map.id()));
        }
    }
}

fn buttons(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    ui.horizontal_wrapped(|ui| {
        let mut button = |key: &str, is_possible: bool, command: Command| {
            let button = egui::Button::new(text(words.get(key), Type::Small));
            if ui.add_enabled(is_possible, button).clicked() {
                out.push(command);
            }
        };
        let count = state.view().measure.len();
        let selected = state.selected_point().is_some();
        let more = if state.is_measuring() {
            ("measure-done", Command::EndMeasure)
        } else {
            ("measure-more", Command::Measure)
        };
        button(more.0, true, more.1);
        button("measure-add-selected", selected, Command::MeasureAddSelected);
        button("measure-back", count > 0, Command::MeasureBack);
        let has_legs = state.measured().is_some_and(|measured| !measured.legs.is_empty());
        button("copy", has_legs, Command::Copy(as_text(state)));
        button("measure-clear", true, Command::MeasureClear);
    });
}

/// A leg: from where to where, its ways, and what there is to say of the way by sea.
fn leg_rows(ui: &mut Ui, state: &State, number: usize, leg: &MeasuredLeg, [from, to]: [String; 2]) {
    let title = format!("{}: {from} – {}: {to}", number + 1, number + 2);
    ui.label(text(title, Type::ToolStrong));
    heads(ui, state, true);
    for (kind, way) in WayKind::ALL.into_iter().zip(leg.ways()) {
        let Some(way) = way else { continue };
        let mut cells = lengths(way.length).to_vec();
        cells.extend(
            way.bearings
                .into_iter()
                .flatten()
                .map(|bearing| bearing.to_string()),
        );
        row(ui, state, kind, &cells);
    }
    let said = match &leg.by_sea {
        Some(Ok(route)) => route_in_words(state, number, route),
        Some(Err(no_route)) => refusal(state, no_route),
        None => return,
    };
    ui.label(text(said, Type::Small).weak());
    ui.add_space(4.0);
}

fn sums(ui: &mut Ui, state: &State, legs: usize) {
    let words = state.words();
    let total = words.with("measure-total", &[("to", (legs + 1).into())]);
    ui.label(text(total, Type::ToolStrong));
    heads(ui, state, false);
    for kind in WayKind::ALL {
        let length = state.measured().and_then(|measured| measured.total(kind));
        if let Some(length) = length {
            row(ui, state, kind, &lengths(length));
        }
    }
}

/// The heads of the columns.
fn heads(ui: &mut Ui, state: &State, bearings: bool) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let muted = ui.visuals().weak_text_color();
    let count = if bearings { HEADS.len() } else { 2 };
    for (key, x) in HEADS.into_iter().zip(COLUMNS).take(count) {
        let at = pos2(rect.left() + x * rect.width(), rect.center().y);
        let font = Type::Small.font();
        ui.painter()
            .text(at, Align2::RIGHT_CENTER, state.words().get(key), font, muted);
    }
}

/// A way with its sign and its figures in columns, one thing for who hears it.
fn row(ui: &mut Ui, state: &State, kind: WayKind, cells: &[String]) {
    let words = state.words();
    let name = words.get(word_of(kind));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| {
        let told = cells
            .iter()
            .zip(HEADS)
            .map(|(cell, head)| format!("{} {cell}", words.get(head)));
        let told = told.collect::<Vec<_>>().join(", ");
        WidgetInfo::labeled(egui::Role::Label, true, format!("{name}: {told}"))
    });
    let (letters, font) = (ui.visuals().text_color(), Type::Tool.font());
    let y = rect.center().y;
    sign(ui, state, kind, pos2(rect.left(), y));
    let at = pos2(rect.left() + SIGN + 8.0, y);
    ui.painter()
        .text(at, Align2::LEFT_CENTER, name, font.clone(), letters);
    for (cell, x) in cells.iter().zip(COLUMNS) {
        let at = pos2(rect.left() + x * rect.width(), y);
        ui.painter()
            .text(at, Align2::RIGHT_CENTER, cell, font.clone(), letters);
    }
}

/// A short piece of a way's line as it is on the map.
fn sign(ui: &Ui, state: &State, kind: WayKind, at: Pos2) {
    let line = way_stroke(state.style(), kind);
    let ends = [at, at + vec2(SIGN, 0.0)];
    let stroke = Stroke::new(line.width, color(line.color));
    match line.dash[..] {
        [] => {
            ui.painter().line_segment(ends, stroke);
        }
        // A dash shorter than it is wide is a dot.
        [dash, gap] if dash < line.width => {
            let mut x = line.width / 2.0;
            while x <= SIGN {
                ui.painter()
                    .circle_filled(at + vec2(x, 0.0), line.width / 2.0, stroke.color);
                x += dash + gap;
            }
        }
        [dash, gap, ..] => {
            ui.painter()
                .extend(egui::Shape::dashed_line(&ends, stroke, dash, gap));
        }
        [_] => {}
    }
}

/// The key of a way's name.
fn word_of(kind: WayKind) -> &'static str {
    match kind {
        WayKind::GreatCircle => "picture-measure-great-circle",
        WayKind::RhumbLine => "picture-measure-rhumb-line",
        WayKind::BySea => "picture-measure-by-sea",
    }
}

/// Nautical miles and kilometres.
fn lengths(length: Meters) -> [String; 2] {
    [NauticalMiles::from(length).0, Kilometers::from(length).0].map(figure)
}

fn figure(value: f64) -> String {
    if value < 99.95 {
        format!("{value:.1}")
    } else {
        thousands(value)
    }
}

/// A length in nautical miles and kilometres.
pub(super) fn length_in_words(state: &State, length: Meters) -> String {
    let [nm, km] = lengths(length);
    state
        .words()
        .with("measure-length", &[("nm", nm.into()), ("km", km.into())])
}

/// How long the way by sea takes, what it goes through, and how far off the points it begins and ends.
fn route_in_words(state: &State, number: usize, route: &SeaRoute) -> String {
    let words = state.words();
    let speed = state.view().ship_speed;
    let days = format!("{:.1}", speed.time_for(route.length).0);
    let args = [("days", days.into()), ("knots", knots_in_words(speed).into())];
    let mut said = vec![words.with("measure-days", &args)];
    if !route.passages.is_empty() {
        let passages = names(state, route.passages.iter());
        said.push(words.with("measure-through", &[("passages", passages.into())]));
    }
    let ends = route.legs.first().zip(route.legs.last());
    for (at, off) in ends
        .into_iter()
        .flat_map(|(first, last)| [(number + 1, first.snaps[0]), (number + 2, last.snaps[1])])
    {
        if off > WORTH_TELLING {
            let args = [
                ("point", at.into()),
                ("km", thousands(Kilometers::from(off).0).into()),
            ];
            said.push(words.with("measure-off", &args));
        }
    }
    said.join(" ")
}

/// Why there is no way by sea.
fn refusal(state: &State, no_route: &NoRoute) -> String {
    let words = state.words();
    let (key, passages) = match &no_route.reason {
        NoRouteReason::NoWayWithout(ways) => (
            "measure-no-way-without",
            names(state, ways.iter().map(|way| &way.passage)),
        ),
        NoRouteReason::AllClosed(ids) => ("measure-all-closed", names(state, ids.iter())),
        NoRouteReason::NotJoined | NoRouteReason::TooFewPlaces => ("measure-not-joined", String::new()),
    };
    words.with(key, &[("passages", passages.into())])
}

fn names<'a>(state: &State, ids: impl Iterator<Item = &'a PassageId>) -> String {
    let straits = state.lanes().map_or(&[][..], |lanes| lanes.straits());
    let name = |id: &'a PassageId| {
        let found = straits.iter().find(|strait| strait.passage.id == *id);
        found.map_or_else(
            || id.to_string(),
            |strait| strait.passage.name(state.language()).to_owned(),
        )
    };
    ids.map(name).collect::<Vec<_>>().join(", ")
}

/// The table as text, its columns with tabs between: for a spreadsheet or a letter.
fn as_text(state: &State) -> String {
    let words = state.words();
    let Some(measured) = state.measured() else {
        return String::new();
    };
    let heads = ["measure-from", "measure-to", "measure-way"]
        .into_iter()
        .chain(HEADS);
    let heads: Vec<&str> = heads.map(|key| words.get(key)).collect();
    let mut lines = vec![heads.join("\t")];
    let plain = |meters: Meters| {
        [NauticalMiles::from(meters).0, Kilometers::from(meters).0].map(|v| format!("{v:.1}"))
    };
    for (number, leg) in measured.legs.iter().enumerate() {
        let [from, to] =
            [number, number + 1].map(|at| measured.points[at].name(state.dataset(), state.language()));
        for way in leg.ways().into_iter().flatten() {
            let [nm, km] = plain(way.length);
            let [departs, arrives] = way
                .bearings
                .map_or_else(Default::default, |ends| ends.map(|b| b.to_string()));
            lines.push(
                [
                    &from,
                    &to,
                    words.get(word_of(way.kind)),
                    &nm,
                    &km,
                    &departs,
                    &arrives,
                ]
                .join("\t"),
            );
        }
    }
    if measured.legs.len() > 1 {
        for kind in WayKind::ALL {
            if let Some(length) = measured.total(kind) {
                let [nm, km] = plain(length);
                let total = words.with("measure-total", &[("to", (measured.legs.len() + 1).into())]);
                lines.push([&total, "", words.get(word_of(kind)), &nm, &km].join("\t"));
            }
        }
    }
    lines.join("\n")
}
