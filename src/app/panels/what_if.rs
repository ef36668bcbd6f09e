//! What if a strait closes: the left panel's list of straits to close and open, and what that does to each lane, in
//! miles, days and parts of a hundred.

use eframe::egui;
use egui::{Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::command::{Command, ListMove};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::compose::{signed, thousands};
use crate::geography::{ClosedPassages, Knots, Meters, NauticalMiles, PassageId};
use crate::model::{Item, LaneIx};
use crate::view::{Lanes, Strait};

use super::parts::{by_keyboard, cut, focus_ring, head, list_with_keyboard, one_line, text};
use super::{Area, Commands, refusal};

/// Height of a row of the list of straits, and room for its sign, in points.
const ROW: f32 = 25.0;
const SIGN: f32 = 24.0;
/// The speeds that the field takes, in knots.
const SPEEDS: std::ops::RangeInclusive<f64> = 1.0..=60.0;

/// What the list keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct WhatIf {
    /// The straits as they were listed last.
    listed: Vec<PassageId>,
    /// The one that the keyboard is on.
    marked: usize,
    /// Whether those are listed that no lane goes through.
    lists_others: bool,
    scroll_to_mark: bool,
}

impl WhatIf {
    /// Shows the list and the table below it in what is left of the panel.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        let Some(lanes) = state.lanes() else { return };
        let area = ui.available_rect_before_wrap();
        let focus = list_with_keyboard(ui, area, state.words().get("face-lanes-name"));
        egui::ScrollArea::vertical()
            .id_salt("what-if")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                self.straits(ui, state, lanes, focus.has_focus(), out);
                ui.add_space(6.0);
                controls(ui, state, out);
                table(ui, state, lanes, out);
                ui.add_space(10.0);
                let note = text(state.words().get("what-if-note"), Type::Small).weak();
                ui.add(egui::Label::new(note).wrap());
            });
        if focus.has_focus() && by_keyboard(ui) {
            focus_ring(ui, area.expand2(vec2(6.0, 0.0)), 4.0);
        }
    }

    /// Moves the mark of the keyboard, or closes or opens the strait that it is on.
    pub(crate) fn move_by(&mut self, by: ListMove) -> Option<Command> {
        let last = self.listed.len().checked_sub(1)?;
        let page = 8;
        self.marked = match by {
            ListMove::Up => self.marked.saturating_sub(1),
            ListMove::Down => self.marked + 1,
            ListMove::PageUp => self.marked.saturating_sub(page),
            ListMove::PageDown => self.marked + page,
            ListMove::Top => 0,
            ListMove::Bottom => last,
            ListMove::Open => {
                let id = self.listed.get(self.marked)?.clone();
                return Some(Command::TogglePassage(id));
            }
        }
        .min(last);
        self.scroll_to_mark = true;
        None
    }

    fn straits(&mut self, ui: &mut Ui, state: &State, lanes: &Lanes, has_focus: bool, out: &mut Commands) {
        head(ui, state.words().get("what-if-head"));
        let hint = text(state.words().get("what-if-hint"), Type::Small).weak();
        ui.add(egui::Label::new(hint).wrap());
        ui.add_space(3.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        let is_listed = |strait: &&Strait| strait.lanes > 0 || strait.is_shut();
        let (mut listed, others): (Vec<&Strait>, Vec<&Strait>) = lanes.straits().iter().partition(is_listed);
        // Those that closing others brings in come after: no row moves away from under a hand.
        listed.sort_by_key(|strait| !strait.is_usual);
        let others_shown = if self.lists_others { &others[..] } else { &[] };
        self.listed = listed
            .iter()
            .chain(others_shown)
            .map(|s| s.passage.id.clone())
            .collect();
        self.marked = self.marked.min(self.listed.len().saturating_sub(1));
        for (number, strait) in listed.iter().enumerate() {
            self.row(ui, state, (number, strait), has_focus, out);
        }
        let args = [("count", others.len().into())];
        let letters = text(state.words().with("what-if-others", &args), Type::Small).weak();
        let shown = egui::CollapsingHeader::new(letters)
            .id_salt("what-if-others")
            .open(Some(self.lists_others))
            .show_unindented(ui, |ui| {
                for (number, strait) in others.iter().enumerate() {
                    self.row(ui, state, (listed.len() + number, strait), has_focus, out);
                }
            });
        if shown.header_response.clicked() {
            self.lists_others = !self.lists_others;
        }
        self.scroll_to_mark = false;
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        state: &State,
        (number, strait): (usize, &Strait),
        has_focus: bool,
        out: &mut Commands,
    ) {
        let (words, chrome) = (state.words(), &state.style().chrome);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let rect = rect.expand2(vec2(6.0, 0.0));
        let id = ui.scope_id().with(("strait", strait.passage.id.as_str()));
        // Not one by one with Tab: the list has the keyboard as a whole.
        let response = ui.interact(rect, id, Sense::CLICK);
        let name = strait.passage.name(state.language());
        response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, strait.closed, name));
        if response.clicked() {
            out.push(Command::TogglePassage(strait.passage.id.clone()));
            ui.memory_mut(|m| m.request_focus(Area::List.id()));
            self.marked = number;
        }
        let is_marked = has_focus && number == self.marked;
        if is_marked && self.scroll_to_mark {
            ui.scroll_to_rect(rect.expand2(vec2(0.0, ROW)), None);
        }
        if !ui.is_rect_visible(rect) {
            return;
        }
        let ground = rect.shrink2(vec2(0.0, 1.0));
        if is_marked {
            ui.painter().rect_filled(ground, 5.0, color(chrome.selection));
        } else if response.hovered() {
            ui.painter().rect_filled(ground, 5.0, color(chrome.hover));
        }
        let barred = color(chrome.warning);
        let ink = if strait.closed { barred } else { color(chrome.text) };
        gate(
            ui,
            pos2(rect.left() + 6.0 + 8.0, rect.center().y),
            strait.closed,
            ink,
        );
        let right = match strait.closed {
            true => words.get("what-if-closed").to_owned(),
            false => words.with("what-if-lanes-of", &[("count", strait.lanes.into())]),
        };
        let muted = if strait.closed {
            barred
        } else {
            color(chrome.muted)
        };
        let right = cut(ui, &right, Type::Small, muted, rect.width(), 1);
        let right_at = pos2(
            rect.right() - 8.0 - right.size().x,
            rect.center().y - right.size().y / 2.0,
        );
        let left = rect.left() + 6.0 + SIGN;
        let room = right_at.x - left - 8.0;
        ui.painter().galley(right_at, right, muted);
        let role = if strait.is_shut() {
            Type::ToolStrong
        } else {
            Type::Tool
        };
        one_line(ui, pos2(left, rect.center().y), room, name, role, ink);
    }
}

/// The sign of a strait as the map has it: two posts, with a bar between them where it is closed.
fn gate(ui: &Ui, center: egui::Pos2, is_closed: bool, ink: egui::Color32) {
    let stroke = Stroke::new(2.0, ink);
    for x in [-6.0, 6.0] {
        let post = [vec2(x, -5.0), vec2(x, 5.0)].map(|d| center + d);
        ui.painter().line_segment(post, stroke);
    }
    if is_closed {
        let bar = [vec2(-6.0, 0.0), vec2(6.0, 0.0)].map(|d| center + d);
        ui.painter().line_segment(bar, Stroke::new(2.6, ink));
    }
}

fn hint_of(strait: &Strait) -> &'static str {
    match strait.closed {
        true => "strait-click-to-open",
        false => "strait-click-to-close",
    }
}

/// The speed of ships, and the way back to where nothing is closed.
fn controls(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    ui.horizontal_wrapped(|ui| {
        ui.label(text(words.get("what-if-speed"), Type::Small).weak());
        let mut knots = state.view().ship_speed.get();
        let field = egui::DragValue::new(&mut knots)
            .range(SPEEDS)
            .speed(0.1)
            .max_decimals(1)
            .suffix(words.get("what-if-knots"));
        let response = ui.add(field).on_hover_text(words.get("what-if-speed-hint"));
        if response.changed()
            && let Ok(speed) = Knots::new(knots)
        {
            out.push(Command::SetShipSpeed(speed));
        }
        let is_changed = state.view().closed_passages != ClosedPassages::default();
        let reset = egui::Button::new(text(words.get("what-if-reset"), Type::Small));
        if ui.add_enabled(is_changed, reset).clicked() {
            out.push(Command::ResetPassages);
        }
    });
}

/// Every lane with its length, its days under way, and what closing has changed.
fn table(ui: &mut Ui, state: &State, lanes: &Lanes, out: &mut Commands) {
    let words = state.words();
    head(ui, words.get("what-if-lanes"));
    for lane in state.dataset().lanes() {
        let title = text(state.title(Item::Lane(lane)), Type::ToolStrong);
        let row = egui::Button::selectable(state.selected() == Some(Item::Lane(lane)), title).wrap();
        if ui.add(row.min_size(vec2(ui.available_width(), 0.0))).clicked() {
            out.push(Command::GoTo(Item::Lane(lane)));
        }
        for (line, is_changed) in lines(state, lanes, lane) {
            let letters = text(line, Type::Small);
            let letters = if is_changed {
                letters.color(color(state.style().chrome.warning)).strong()
            } else {
                letters.weak()
            };
            ui.horizontal(|ui| {
                ui.add_space(ui.spacing().button_padding.x);
                ui.add(egui::Label::new(letters).wrap());
            });
        }
        ui.add_space(5.0);
    }
    ui.add_space(3.0);
    let copy = egui::Button::new(text(words.get("what-if-copy"), Type::Small));
    if ui
        .add(copy)
        .on_hover_text(words.get("what-if-copy-hint"))
        .clicked()
    {
        out.push(Command::Copy(table_as_text(state, lanes)));
    }
}

/// What is said about a lane below its title, each with whether closing has changed it.
fn lines(state: &State, lanes: &Lanes, lane: LaneIx) -> Vec<(String, bool)> {
    let words = state.words();
    let length = |length: Meters| {
        let args = [("nm", miles(length).into()), ("days", days(state, length).into())];
        words.with("what-if-length", &args)
    };
    let detour = lanes.detour(lane);
    match (lanes.lane(lane), detour) {
        (Ok(now), None) => vec![(length(now.length), false)],
        (Ok(now), Some(detour)) => {
            let longer = detour.longer_by().unwrap_or_default();
            let args = [
                ("nm", signed(NauticalMiles::from(longer).0, 0).into()),
                (
                    "days",
                    signed(state.view().ship_speed.time_for(longer).0, 1).into(),
                ),
                (
                    "percent",
                    signed(detour.longer_by_percent().unwrap_or_default(), 1).into(),
                ),
            ];
            vec![
                (length(now.length), false),
                (words.with("what-if-longer", &args), true),
            ]
        }
        (Err(reason), detour) => {
            let before = detour.map(|detour| (length(detour.open.length), false));
            let none = (refusal::in_words(state, lanes, reason), true);
            before.into_iter().chain([none]).collect()
        }
    }
}

/// The table with tabs between its columns, for spreadsheets.
fn table_as_text(state: &State, lanes: &Lanes) -> String {
    let words = state.words();
    let speed = state.view().ship_speed;
    let args = [("knots", format!("{:.1}", speed.get()).into())];
    let mut rows = vec![words.with("what-if-columns", &args).replace(" | ", "\t")];
    for lane in state.dataset().lanes() {
        let now = lanes.lane(lane).ok().map(|now| now.length);
        let detour = lanes.detour(lane);
        let open = detour.map(|detour| detour.open.length).or(now);
        let longer = detour.and_then(|detour| detour.longer_by());
        let percent = detour.and_then(|detour| detour.longer_by_percent());
        let number = |value: Option<f64>, decimals: usize| {
            value.map_or_else(String::new, |value| format!("{value:.decimals$}"))
        };
        let miles = |length: Option<Meters>| number(length.map(|l| NauticalMiles::from(l).0), 0);
        let days = |length: Option<Meters>| number(length.map(|l| speed.time_for(l).0), 1);
        rows.push(
            [
                state.title(Item::Lane(lane)).to_owned(),
                miles(open),
                days(open),
                miles(now),
                days(now),
                miles(longer),
                days(longer),
                number(percent, 1),
            ]
            .join("\t"),
        );
    }
    let shut = lanes.straits().iter().filter(|strait| strait.is_shut());
    let shut: Vec<&str> = shut.map(|strait| strait.passage.name(state.language())).collect();
    if !shut.is_empty() {
        rows.push(words.with("what-if-closed-are", &[("straits", shut.join(", ").into())]));
    }
    rows.join("\n") + "\n"
}

fn miles(length: Meters) -> String {
    thousands(NauticalMiles::from(length).0)
}

fn days(state: &State, length: Meters) -> String {
    format!("{:.1}", state.view().ship_speed.time_for(length).0)
}

/// What a strait is called, whether it is open, and what a click does.
pub(crate) fn strait_tooltip(ui: &mut Ui, state: &State, id: &PassageId) {
    let Some(lanes) = state.lanes() else { return };
    let Some(strait) = lanes.straits().iter().find(|strait| strait.passage.id == *id) else {
        return;
    };
    ui.set_max_width(320.0);
    ui.label(text(strait.passage.name(state.language()), Type::ToolStrong));
    let words = state.words();
    let through = words.with("what-if-lanes-of", &[("count", strait.lanes.into())]);
    let line = match strait.closed {
        true => format!("{} · {through}", words.get("what-if-closed")),
        false => through,
    };
    ui.label(text(line, Type::Small).weak());
    ui.label(text(words.get(hint_of(strait)), Type::Small));
}
