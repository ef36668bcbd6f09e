//! The page of a sea lane.

use eframe::egui;
use egui::Ui;

use crate::app::panels::parts::{head, text};
use crate::app::panels::refusal;
use crate::app::theme::Type;
use crate::model::{Item, LaneIx};

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
    match state.lanes().map(|lanes| lanes.lane(ix)) {
        Some(Ok(resolved)) => {
            ui.label(text(page.length_long(resolved.length), Type::Tool));
        }
        Some(Err(reason)) => {
            let sentence = state.lanes().map(|lanes| refusal::in_words(state, lanes, reason));
            let letters = text(sentence.unwrap_or_default(), Type::Note);
            ui.colored_label(ui.visuals().warn_fg_color, letters);
        }
        None => {}
    }
    page.reading(ui, lane.summary.get(state.language()), Type::Reading);
    page.note(ui, &lane.note, &lane.differs);
    let passages = passages_in_words(page, ix);
    if !passages.is_empty() {
        head(ui, words.get("passages"));
        ui.label(text(passages, Type::Tool));
    }
    head(ui, words.get("places"));
    page.chips(ui, lane.via.iter().map(|p| Item::Place(*p)));
    page.events(ui, data.events_on(ix));
    page.sources_of(ui, &lane.sources, &lane.differs);
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
