//! Themes, basis and layers: what is left out, with counts. At the top of the left panel.

use eframe::egui;
use egui::Ui;

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::Type;
use crate::model::Basis;
use crate::view::Layer;

use super::Commands;
use super::parts::{Sign, head, rgb, switch_row, text};

/// How many events each theme and basis has; counted once for a data set.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    generation: u64,
    themes: Vec<usize>,
    records: usize,
    assessments: usize,
}

impl Counts {
    fn refresh(&mut self, state: &State) {
        if self.generation == state.dataset_generation {
            return;
        }
        let data = state.dataset();
        let mut themes = vec![0; data.themes().len()];
        let mut records = 0;
        for ix in data.events() {
            let event = data.event(ix);
            themes[event.theme.index()] += 1;
            records += usize::from(event.basis == Basis::Record);
        }
        *self = Self {
            generation: state.dataset_generation,
            themes,
            records,
            assessments: data.events().len() - records,
        };
    }
}

/// Shows the switches.
pub(crate) fn show(ui: &mut Ui, state: &State, counts: &mut Counts, out: &mut Commands) {
    counts.refresh(state);
    let (data, words) = (state.dataset(), state.words());
    let filter = &state.view().filter;
    ui.spacing_mut().item_spacing.y = 1.0;
    head(ui, words.get("themes"));
    for ix in data.themes() {
        let theme = data.theme(ix);
        let on = !filter.hidden_themes.contains(&theme.id);
        let sign = Sign::Marker(theme.shape, rgb(theme.color));
        let count = counts.themes[ix.index()].to_string();
        if switch_row(ui, &sign, theme.title.get(state.language()), &count, on).clicked() {
            out.push(Command::ToggleTheme(ix));
        }
    }
    head(ui, words.get("basis"));
    for (basis, key, count, on) in [
        (Basis::Record, "basis-record", counts.records, !filter.hide_record),
        (
            Basis::Assessment,
            "basis-assessment",
            counts.assessments,
            !filter.hide_assessment,
        ),
    ] {
        let sign = Sign::Dot {
            hollow: basis == Basis::Assessment,
        };
        let response = switch_row(ui, &sign, words.get(key), &count.to_string(), on);
        let hint = if basis == Basis::Record {
            "basis-record-hint"
        } else {
            "basis-assessment-hint"
        };
        if response.on_hover_text(words.get(hint)).clicked() {
            out.push(Command::ToggleBasis(basis));
        }
    }
    ui.add_space(6.0);
    let layers = text(words.get("layers").to_uppercase(), Type::Head)
        .extra_letter_spacing(0.9)
        .weak();
    egui::CollapsingHeader::new(layers)
        .id_salt("layers")
        .show_unindented(ui, |ui| {
            for layer in Layer::ALL {
                let key = format!("layer-{}", layer.id());
                let on = state.view().layers.shows(layer);
                if switch_row(ui, &Sign::Tick, words.get(&key), "", on).clicked() {
                    out.push(Command::ToggleLayer(layer));
                }
            }
        });
}
