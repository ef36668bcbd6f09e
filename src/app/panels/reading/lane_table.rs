//! The strip of a lane as a table: the same stops, the same numbers.

use eframe::egui;
use egui::Ui;

use crate::app::command::Command;
use crate::app::panels::parts::text;
use crate::app::theme::Type;
use crate::compose::{LaneLog, LoggedStop};

use super::page::Page;

/// The heads of the columns.
const COLUMNS: [&str; 5] = [
    "lane-table-stop",
    "lane-table-leg",
    "lane-table-total",
    "lane-table-kilometers",
    "lane-table-days",
];

/// The numbers of a stop in the columns after its name; the first stop has no leg.
fn numbers(stop: &LoggedStop) -> [String; 4] {
    let leg = stop.leg.as_ref().map(|leg| leg.miles.clone());
    let total = stop.total.clone();
    let of_total =
        |part: fn(crate::compose::WrittenDistance) -> String| total.clone().map(part).unwrap_or_default();
    [
        leg.unwrap_or_default(),
        of_total(|total| total.miles),
        of_total(|total| total.kilometers),
        of_total(|total| total.days),
    ]
}

/// The table, folded under its heading, with a way to copy it.
pub(super) fn show(ui: &mut Ui, page: &mut Page<'_>, log: &LaneLog) {
    if log.length.is_none() {
        return;
    }
    let words = page.state.words();
    let heading = text(words.get("lane-table"), Type::Small);
    egui::CollapsingHeader::new(heading)
        .id_salt("lane-table")
        .show_unindented(ui, |ui| {
            egui::Grid::new("lane-stops")
                .num_columns(COLUMNS.len())
                .spacing([10.0, 3.0])
                .show(ui, |ui| {
                    for head in COLUMNS {
                        ui.label(text(words.get(head), Type::Small).weak());
                    }
                    ui.end_row();
                    for stop in &log.stops {
                        ui.add(egui::Label::new(text(&stop.name, Type::Small)).wrap());
                        for number in numbers(stop) {
                            let right = egui::Layout::right_to_left(egui::Align::Min);
                            ui.with_layout(right, |ui| ui.label(text(number, Type::Small)));
                        }
                        ui.end_row();
                    }
                });
            if ui.link(text(words.get("lane-table-copy"), Type::Small)).clicked() {
                page.out.push(Command::Copy(as_text(page, log)));
            }
        });
}

/// The table as lines with tabs, as spreadsheets take it in.
fn as_text(page: &Page<'_>, log: &LaneLog) -> String {
    let words = page.state.words();
    let mut lines = vec![COLUMNS.map(|head| words.get(head).to_owned()).join("\t")];
    lines.extend(log.stops.iter().map(|stop| {
        // Numbers as spreadsheets read them.
        let numbers = numbers(stop).map(|number| number.replace(',', ""));
        format!("{}\t{}", stop.name, numbers.join("\t"))
    }));
    lines.join("\n")
}
