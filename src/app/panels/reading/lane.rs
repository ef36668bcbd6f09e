//! The page of a sea lane.

use eframe::egui;
use egui::{Sense, Ui, WidgetInfo, vec2};

use crate::app::command::{Command, FigureOf};
use crate::app::panels::parts::{focus_ring, head, text};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::compose::{LaneLog, StripPicture, WrittenDistance};
use crate::export::FigureFormat;
use crate::model::{Item, LaneIx};
use crate::scene::Rect;

use super::lane_table;
use super::page::Page;

/// Shows a lane.
pub(super) fn show(ui: &mut Ui, page: &mut Page<'_>, ix: LaneIx) {
    let (state, data) = (page.state, page.state.dataset());
    let (lane, words) = (data.lane(ix), page.state.words());
    let kicker = match lane.theme {
        Some(theme) => {
            let theme = data.theme(theme).title.get(state.language());
            format!("{} · {theme}", words.get("kind-lane"))
        }
        None => words.get("kind-lane").to_owned(),
    };
    page.kicker(ui, &kicker);
    page.title(ui, Item::Lane(ix));
    if let Some(when) = &lane.when {
        page.date(ui, when);
    }
    if let Some(length) = page.lane_length(ix) {
        ui.label(text(page.length_long(length), Type::Tool));
    }
    let drawn = page.pictures.lay_out_strip(ix, ui.available_width(), state);
    for remark in &drawn.log.remarks {
        ui.colored_label(ui.visuals().warn_fg_color, text(remark, Type::Note));
    }
    page.reading(ui, lane.summary.get(state.language()), Type::Reading);
    head(ui, words.get("lane-strip"));
    if let Some(picture) = &drawn.picture {
        strip(ui, page, &drawn.log, picture);
        if picture.scale.is_none() && drawn.log.length.is_some() {
            ui.label(text(words.get("lane-not-to-scale"), Type::Small).weak());
        }
        lane_table::show(ui, page, &drawn.log);
    } else {
        page.chips(ui, lane.via.iter().map(|p| Item::Place(*p)));
    }
    export_row(ui, page);
    page.note(ui, &lane.note, &lane.differs);
    page.events(ui, data.events_on(ix));
    page.sources_of(ui, &lane.sources, &lane.differs);
}

/// The strip of the lane from top to bottom: a stop under the pointer stands out and says how far it is, a click goes
/// to its place.
fn strip(ui: &mut Ui, page: &mut Page<'_>, log: &LaneLog, picture: &StripPicture) {
    let size = vec2(picture.size.width as f32, picture.size.height as f32);
    let (room, area) = ui.allocate_exact_size(size, Sense::hover());
    let name = page.state.words().get("lane-strip-name");
    area.widget_info(|| WidgetInfo::labeled(egui::Role::List, true, name));
    let in_window = |rect: Rect| {
        let at = |x: f64, y: f64| room.left_top() + vec2(x as f32, y as f32);
        egui::Rect::from_min_max(at(rect.left, rect.top), at(rect.right, rect.bottom))
    };
    for (number, (stop, mark)) in log.stops.iter().zip(&picture.marks).enumerate() {
        let [label, sign] = [mark.label.grown(2.0), mark.sign].map(in_window);
        let sense = if stop.stop.place.is_some() {
            Sense::click()
        } else {
            Sense::focusable_noninteractive() | Sense::hover()
        };
        let id = area.id.with(number);
        let of_sign = ui.interact(sign, id.with("sign"), sense.difference(Sense::FOCUSABLE));
        let of_label = ui.interact(label, id, sense);
        of_label.widget_info(|| WidgetInfo::labeled(egui::Role::ListItem, true, spoken(page, log, number)));
        if of_sign.hovered() || of_label.hovered() {
            let ground = color(page.state.style().chrome.hover);
            for rect in [label, sign] {
                ui.painter().rect_filled(rect, 4.0, ground);
            }
        }
        if of_label.has_focus() {
            focus_ring(ui, label, 4.0);
        }
        let both = of_label | of_sign;
        let clicked = both.clicked();
        if stop.stop.place.is_some() && both.hovered() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        both.on_hover_ui(|ui| hint(ui, page.state, log, number));
        if let Some(place) = stop.stop.place.filter(|_| clicked) {
            page.out.push(Command::GoTo(Item::Place(place)));
        }
    }
    page.pictures.paint_strip(ui, room.left_top());
}

/// What a screen reader says of a stop.
fn spoken(page: &Page<'_>, log: &LaneLog, number: usize) -> String {
    let stop = &log.stops[number];
    let name = stop.name.clone();
    let words = page.state.words();
    match &stop.total {
        None => words.with("lane-stop-unmeasured", &[("name", name.into())]),
        Some(_) if number == 0 => words.with("lane-stop-first", &[("name", name.into())]),
        Some(total) => {
            let args = [("name", name.into()), ("nm", total.miles.clone().into())];
            words.with("lane-stop", &args)
        }
    }
}

/// What stands beside the pointer over a stop: its name, how far from the start, how far from the stop before.
fn hint(ui: &mut Ui, state: &State, log: &LaneLog, number: usize) {
    let (stop, words) = (&log.stops[number], state.words());
    ui.label(text(&stop.name, Type::ToolStrong));
    let (Some(leg), Some(total)) = (&stop.leg, &stop.total) else {
        return;
    };
    let before = log.stops[number - 1].name.clone();
    let args = |distance: &WrittenDistance| {
        [
            ("nm", distance.miles.clone().into()),
            ("km", distance.kilometers.clone().into()),
            ("days", distance.days.clone().into()),
            ("name", before.clone().into()),
        ]
    };
    ui.label(text(words.with("lane-stop-hint", &args(total)), Type::Small));
    ui.label(text(words.with("lane-leg-hint", &args(leg)), Type::Small).weak());
}

/// The strip as a figure of its own, in each format.
fn export_row(ui: &mut Ui, page: &mut Page<'_>) {
    if page.state.services.figure.is_none() {
        return;
    }
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let words = page.state.words();
        ui.label(text(words.get("lane-export"), Type::Small).weak());
        for format in FigureFormat::ALL {
            let name = format.extension().to_uppercase();
            let link = ui.link(text(
                words.with("lane-export-as", &[("format", name.into())]),
                Type::Small,
            ));
            let entry = format!("command-export-lane-{}", format.extension());
            if link.accessible_name(words.get(&entry)).clicked() {
                page.out.push(Command::ExportFigure(FigureOf::Lane, format));
            }
        }
    });
}

/// The passages on a lane's way, in order, with arrows between.
pub(super) fn passages_in_words(page: &Page<'_>, ix: LaneIx) -> String {
    let Some(Ok(lane)) = page.state.lanes().map(|lanes| lanes.lane(ix)) else {
        return String::new();
    };
    let names: Vec<&str> = lane
        .passages
        .iter()
        .map(|passage| passage.name(page.state.language()))
        .collect();
    names.join(" → ")
}
