//! What the filter does just now, a chip for each part of it: one click takes that part back.

use eframe::egui;
use egui::Ui;

use crate::app::command::{Choice, Command};
use crate::app::state::State;
use crate::app::theme::Type;
use crate::chronology::{English, Length, Phrase, day_in_words};
use crate::model::{Basis, Item};
use crate::view::Facet;

use super::Commands;
use super::parts::text;

/// A name longer than this many characters is cut.
const LONGEST: usize = 34;

/// Shows the chips, with one more that takes all of the filter back.
pub(crate) fn show(ui: &mut Ui, state: &State, out: &mut Commands) {
    let chips = chips(state);
    if chips.is_empty() {
        return;
    }
    let words = state.words();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        for (name, command) in &chips {
            let face = text(format!("{} ×", cut(name)), Type::Small);
            let hint = words.get("filter-take-back");
            let button = ui.add(egui::Button::new(face).corner_radius(9.0));
            let name = words.with("filter-take-back-of", &[("name", name.clone().into())]);
            if button.on_hover_text(hint).accessible_name(name).clicked() {
                out.push(command.clone());
            }
        }
        if chips.len() > 1
            && ui
                .link(text(words.get("command-clear-filter"), Type::Small))
                .clicked()
        {
            out.push(Command::ClearFilter);
        }
    });
    ui.add_space(2.0);
}

/// Each active part of the filter in words, with what takes it back.
fn chips(state: &State) -> Vec<(String, Command)> {
    let (data, words, filter) = (state.dataset(), state.words(), &state.view().filter);
    let mut chips = Vec::new();
    let hidden = filter.hidden_themes.iter().filter_map(|id| data.theme_by_id(id));
    for theme in hidden {
        let name = data.theme(theme).title.get(state.language()).to_owned();
        let line = words.with("filter-without", &[("name", name.into())]);
        chips.push((line, Command::ToggleTheme(theme)));
    }
    for (is_hidden, basis, key) in [
        (filter.hide_record, Basis::Record, "basis-record"),
        (filter.hide_assessment, Basis::Assessment, "basis-assessment"),
    ] {
        if is_hidden {
            let line = words.with("filter-without", &[("name", words.get(key).to_owned().into())]);
            chips.push((line, Command::ToggleBasis(basis)));
        }
    }
    let actors = filter.actors.iter().filter_map(|id| data.actor_by_id(id));
    chips.extend(actors.map(|ix| {
        let name = state.title(Item::Actor(ix)).to_owned();
        (name, Command::ToggleChoice(Choice::Actor(ix)))
    }));
    let places = filter.places.iter().filter_map(|id| data.place_by_id(id));
    chips.extend(places.map(|ix| {
        let name = state.title(Item::Place(ix)).to_owned();
        (name, Command::ToggleChoice(Choice::Place(ix)))
    }));
    let sources = filter.sources.iter().filter_map(|id| data.source_by_id(id));
    chips.extend(sources.map(|ix| {
        let name = data.source(ix).short.clone();
        (name, Command::ToggleChoice(Choice::Source(ix)))
    }));
    if !filter.is_open(Facet::Text) {
        let name = format!("“{}”", filter.text.trim());
        chips.push((name, Command::OpenFacet(Facet::Text)));
    }
    if filter.area.is_some() {
        chips.push((
            words.get("filter-area").to_owned(),
            Command::OpenFacet(Facet::Area),
        ));
    }
    if let Some(span) = filter.time {
        chips.push((span_in_words(span), Command::OpenFacet(Facet::Time)));
    }
    chips
}

fn span_in_words(span: crate::chronology::DaySpan) -> String {
    use crate::chronology::DateWords;
    let say = |day| day_in_words(day, &English, Length::Short);
    English.say(
        &Phrase::FromTo(&say(span.first()), &say(span.last())),
        Length::Short,
    )
}

fn cut(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}
