//! The page of a place.

use eframe::egui;
use egui::Ui;

use crate::app::panels::bar::language_name;
use crate::app::panels::parts::{head, text};
use crate::app::state::State;
use crate::app::theme::Type;
use crate::chronology::in_words;
use crate::geography::position_in_words;
use crate::model::{Item, PlaceIx, PlaceName};

use super::page::Page;

/// Shows a place.
pub(super) fn show(ui: &mut Ui, page: &mut Page<'_>, ix: PlaceIx) {
    let (state, data) = (page.state, page.state.dataset());
    let (place, words) = (data.place(ix), page.state.words());
    let kind = if place.kind.is_empty() {
        words.get("kind-place").to_owned()
    } else {
        place.kind.replace(['_', '-'], " ")
    };
    page.kicker(ui, &kind);
    page.title(ui, Item::Place(ix));
    ui.label(text(position_in_words(place.anchor), Type::Small).weak());
    if let Some(doubt) = place.uncertain {
        let doubt = words.with("place-in-doubt", &[("km", doubt.0.into())]);
        ui.label(text(doubt, Type::Small).weak());
    }
    if let Some(when) = &place.when {
        page.date(ui, when);
    }
    if let Some(status) = &place.status {
        page.reading(ui, status, Type::Reading);
    }
    page.note(ui, &place.note, &place.differs);
    head(ui, words.get("names"));
    egui::Grid::new("names")
        .num_columns(2)
        .spacing([14.0, 4.0])
        .show(ui, |ui| {
            for name in &place.names {
                ui.label(text(language_name(state, &name.lang), Type::Small).weak());
                ui.label(text(with_circumstance(state, name), Type::Tool));
                ui.end_row();
            }
        });
    let lanes: Vec<_> = data.lanes().filter(|l| data.lane(*l).via.contains(&ix)).collect();
    if !lanes.is_empty() {
        head(ui, words.get("lanes"));
        for lane in lanes {
            page.lane_row(ui, lane);
        }
    }
    page.events(ui, data.events_at(ix));
    page.sources_of(ui, &place.sources, &place.differs);
}

/// A name with the time and the policy that it belongs to.
fn with_circumstance(state: &State, name: &PlaceName) -> String {
    let when = name.when.as_ref().map(in_words);
    let policy = name.policy.as_ref().map(|p| policy_in_words(state, p));
    let circumstance: Vec<_> = when.into_iter().chain(policy).collect();
    if circumstance.is_empty() {
        name.text.clone()
    } else {
        format!("{} ({})", name.text, circumstance.join(", "))
    }
}

/// A naming policy in words: that of a place or an actor by its name, a common one by its own words,
/// any other as the data set has it.
fn policy_in_words(state: &State, policy: &str) -> String {
    let (data, words, language) = (state.dataset(), state.words(), state.language());
    let place = data.place_by_id(policy).map(|ix| data.place(ix).name(language));
    let actor = || {
        data.actor_by_id(policy)
            .map(|ix| data.actor(ix).name.get(language))
    };
    let side = place.or_else(actor);
    if let Some(side) = side {
        return words.with("policy-of", &[("name", side.to_owned().into())]);
    }
    let key = format!("policy-{policy}");
    if words.has(&key) {
        words.get(&key).to_owned()
    } else {
        policy.to_owned()
    }
}
