//! The page of an event.

use eframe::egui;
use egui::Ui;

use crate::app::panels::parts::{head, text, theme_ink};
use crate::app::theme::{Type, color};
use crate::model::{Basis, EventIx, Item, LaneIx};

use super::page::Page;

/// Shows an event.
pub(super) fn show(ui: &mut Ui, page: &mut Page<'_>, ix: EventIx) {
    let (state, data) = (page.state, page.state.dataset());
    let (event, words) = (data.event(ix), page.state.words());
    let theme = data.theme(event.theme);
    let assessed = event.basis == Basis::Assessment;
    let basis = words.get(if assessed {
        "basis-assessment"
    } else {
        "basis-record"
    });
    let kicker = format!("{} · {basis}", theme.title.get(state.language()));
    page.coloured_kicker(
        ui,
        &kicker,
        legible(theme_ink(state, event.theme), state.style().dark),
    );
    page.title(ui, Item::Event(ix));
    page.date(ui, &event.when);
    let places = event.places.iter().map(|p| Item::Place(*p));
    let actors = event.actors.iter().map(|a| Item::Actor(*a));
    page.chips(ui, places);
    page.chips(ui, actors);
    if assessed {
        ui.add_space(6.0);
        let mark = text(words.get("authors-reading"), Type::ToolStrong);
        ui.label(mark.color(color(state.style().chrome.accent)))
            .on_hover_text(words.get("basis-assessment-hint"));
    }
    let role = if assessed {
        Type::ReadingItalic
    } else {
        Type::Reading
    };
    page.reading(ui, event.summary.get(state.language()), role);
    page.note(ui, &event.note, &event.differs);
    let lanes = lanes_concerned(page, ix);
    if !lanes.is_empty() {
        head(ui, words.get("lanes-concerned"));
        for lane in lanes {
            page.lane_row(ui, lane);
            let passages = super::lane::passages_in_words(page, lane);
            if !passages.is_empty() {
                ui.label(text(passages, Type::Small).weak());
            }
        }
    }
    page.sources_of(ui, &event.sources, &event.differs);
}

/// The lanes that an event names, and those that call at its places.
fn lanes_concerned(page: &Page<'_>, ix: EventIx) -> Vec<LaneIx> {
    let data = page.state.dataset();
    let event = data.event(ix);
    let mut lanes = event.lanes.clone();
    let calling = data
        .lanes()
        .filter(|l| data.lane(*l).via.iter().any(|p| event.places.contains(p)));
    for lane in calling {
        if !lanes.contains(&lane) {
            lanes.push(lane);
        }
    }
    lanes
}

/// A theme's colour as letters: darker on a light ground, so that small capitals can be read.
fn legible(c: egui::Color32, dark: bool) -> egui::Color32 {
    if dark {
        return c;
    }
    let luminance = 0.2126 * f32::from(c.r()) + 0.7152 * f32::from(c.g()) + 0.0722 * f32::from(c.b());
    // Okabe and Ito's orange and yellow stand at 120 and more: too pale for letters on paper.
    let keep = (105.0 / luminance.max(1.0)).min(1.0);
    c.gamma_multiply_u8(255)
        .lerp_to_gamma(egui::Color32::BLACK, 1.0 - keep)
}
