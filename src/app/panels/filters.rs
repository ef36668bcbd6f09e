//! Themes, basis and layers: what is left out, with counts. At the top of the left panel.

use eframe::egui;
use egui::Ui;

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::Type;
use crate::model::Basis;
use crate::view::Layer;

use super::Commands;
use super::parts::{Sign, switch_row, text, theme_ink};

/// How many events each theme and basis has; counted once for a data set.
#[derive(Debug, Default)]
struct Counts {
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

/// What the switches keep between frames.
#[derive(Debug, Default)]
pub(crate) struct Filters {
    counts: Counts,
    /// Which sections the reader has opened or folded by hand: themes, basis, layers.
    opened: [Option<bool>; 3],
}

/// Heights of a row of switches and of a section's head, in points.
const ROW: f32 = 25.0;
const HEAD: f32 = 31.0;
/// The height that is left to the list below: its heading and four rows.
const LIST: f32 = 262.0;
/// The least height of the switches, however low the window is.
const LOWEST: f32 = 110.0;

impl Filters {
    /// Shows the switches. They scroll by themselves where they would leave the list too little.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        self.counts.refresh(state);
        let free = ui.available_height() - LIST;
        let opened = self.opened_in(free, state.dataset().themes().len());
        egui::ScrollArea::vertical()
            .id_salt("filters")
            .max_height(free.max(LOWEST))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let counts = &self.counts;
                let toggled = [
                    section(ui, state, "themes", opened[0], |ui| {
                        themes(ui, state, counts, out);
                    }),
                    section(ui, state, "basis", opened[1], |ui| bases(ui, state, counts, out)),
                    section(ui, state, "layers", opened[2], |ui| layers(ui, state, out)),
                ];
                for (i, toggled) in toggled.into_iter().enumerate() {
                    if toggled {
                        self.opened[i] = Some(!opened[i]);
                    }
                }
            });
    }

    /// Which sections are open in a height of points: as the reader left them, else those that have room beside
    /// what the reader opened.
    fn opened_in(&self, free: f32, themes: usize) -> [bool; 3] {
        let rows = [themes, 2, Layer::ALL.len()];
        let by_hand = |i: &usize| self.opened[*i] == Some(true);
        let taken: usize = [0, 1, 2].into_iter().filter(by_hand).map(|i| rows[i]).sum();
        let room = free - 3.0 * HEAD - taken as f32 * ROW;
        let fits = |rows: usize| rows as f32 * ROW <= room;
        let fits = [fits(themes), fits(themes + 2), false];
        [0, 1, 2].map(|i| self.opened[i].unwrap_or(fits[i]))
    }
}

/// A section that folds; gives back whether its head was clicked.
fn section(ui: &mut Ui, state: &State, key: &str, open: bool, rows: impl FnOnce(&mut Ui)) -> bool {
    ui.add_space(4.0);
    let letters = text(state.words().get(key).to_uppercase(), Type::Head)
        .extra_letter_spacing(0.9)
        .weak();
    let shown = egui::CollapsingHeader::new(letters)
        .id_salt(key)
        .default_open(open)
        .open(Some(open))
        .show_unindented(ui, rows);
    shown.header_response.clicked()
}

fn themes(ui: &mut Ui, state: &State, counts: &Counts, out: &mut Commands) {
    let data = state.dataset();
    for ix in data.themes() {
        let theme = data.theme(ix);
        let on = !state.view().filter.hidden_themes.contains(&theme.id);
        let sign = Sign::Marker(theme.shape, theme_ink(state, ix));
        let count = counts.themes[ix.index()].to_string();
        if switch_row(ui, &sign, theme.title.get(state.language()), &count, on).clicked() {
            out.push(Command::ToggleTheme(ix));
        }
    }
}

fn bases(ui: &mut Ui, state: &State, counts: &Counts, out: &mut Commands) {
    let (words, filter) = (state.words(), &state.view().filter);
    let rows = [
        (Basis::Record, "basis-record", counts.records, !filter.hide_record),
        (
            Basis::Assessment,
            "basis-assessment",
            counts.assessments,
            !filter.hide_assessment,
        ),
    ];
    for (basis, key, count, on) in rows {
        let sign = Sign::Dot {
            hollow: basis == Basis::Assessment,
        };
        let response = switch_row(ui, &sign, words.get(key), &count.to_string(), on);
        let hint = words.get(&format!("{key}-hint")).to_owned();
        if response.on_hover_text(hint).clicked() {
            out.push(Command::ToggleBasis(basis));
        }
    }
}

fn layers(ui: &mut Ui, state: &State, out: &mut Commands) {
    for layer in Layer::ALL {
        let key = format!("layer-{}", layer.id());
        let on = state.view().layers.shows(layer);
        if switch_row(ui, &Sign::Tick, state.words().get(&key), "", on).clicked() {
            out.push(Command::ToggleLayer(layer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_open_where_there_is_room_and_stay_as_the_reader_left_them() {
        let mut filters = Filters::default();
        assert_eq!(filters.opened_in(600.0, 7), [true, true, false]);
        assert_eq!(filters.opened_in(280.0, 7), [true, false, false]);
        assert_eq!(filters.opened_in(160.0, 7), [false; 3]);
        filters.opened = [Some(false), None, None];
        assert_eq!(filters.opened_in(600.0, 7), [false, true, false]);
        filters.opened = [None, None, Some(true)];
        assert_eq!(filters.opened_in(340.0, 7), [false, false, true]);
    }
}
