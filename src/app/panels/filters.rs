//! What is left out and what is kept: words, themes, basis, actors, places, sources, with counts beside each, and the
//! layers of the map. At the top of the left panel.

use std::cmp::Reverse;

use eframe::egui;
use egui::Ui;

use crate::app::command::{Choice, Command};
use crate::app::state::State;
use crate::app::theme::Type;
use crate::model::{Basis, Item};
use crate::view::{FacetCounts, Layer};

use super::Commands;
use super::filter_chips;
use super::parts::{Sign, switch_row, text, theme_ink};

/// The folding sections, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Themes,
    Basis,
    Actors,
    Places,
    Sources,
    Layers,
}

impl Section {
    const ALL: [Self; 6] = [
        Self::Themes,
        Self::Basis,
        Self::Actors,
        Self::Places,
        Self::Sources,
        Self::Layers,
    ];

    /// The key of its words.
    fn word(self) -> &'static str {
        match self {
            Self::Themes => "themes",
            Self::Basis => "basis",
            Self::Actors => "filter-actors",
            Self::Places => "filter-places",
            Self::Sources => "filter-sources",
            Self::Layers => "layers",
        }
    }
}

/// A row of a long section.
#[derive(Clone, Debug)]
struct ChoiceRow {
    choice: Choice,
    name: String,
    count: usize,
    is_chosen: bool,
}

/// What the counts and the rows of long sections were worked out for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct CountedFor {
    dataset: u64,
    kept: u64,
    language: String,
}

/// What the switches keep between frames.
#[derive(Debug, Default)]
pub(crate) struct Filters {
    counted_for: CountedFor,
    counts: FacetCounts,
    /// The rows of actors, places and sources: what is chosen first, then by count.
    rows: [Vec<ChoiceRow>; 3],
    /// Which sections the reader has opened or folded by hand.
    opened: [Option<bool>; 6],
    /// Which of actors, places and sources are listed to the end.
    whole: [bool; 3],
}

/// Heights of a row of switches, of a section's head and of the field for words, in points.
const ROW: f32 = 25.0;
const HEAD: f32 = 31.0;
const FIELD: f32 = 34.0;
/// The height that is left to the list below: its heading and four rows.
const LIST: f32 = 262.0;
/// The least height of the switches, however low the window is.
const LOWEST: f32 = 110.0;
/// So many rows of a long section are shown before the reader asks for all, and so many even then.
const FEW: usize = 8;
const MOST: usize = 400;

impl Filters {
    /// Shows the switches. They scroll by themselves where they would leave the list too little.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        self.refresh(state);
        words_field(ui, state, out);
        filter_chips::show(ui, state, out);
        let free = ui.available_height() - LIST;
        let opened = self.opened_in(free - FIELD, state.dataset().themes().len());
        egui::ScrollArea::vertical()
            .id_salt("filters")
            .max_height(free.max(LOWEST))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (at, section) in Section::ALL.into_iter().enumerate() {
                    if self.is_empty(section, state) {
                        continue;
                    }
                    let toggled = head(ui, state, section, opened[at], |ui| {
                        self.section(ui, state, section, out);
                    });
                    if toggled {
                        self.opened[at] = Some(!opened[at]);
                    }
                }
            });
    }

    fn refresh(&mut self, state: &State) {
        let asked = CountedFor {
            dataset: state.dataset_generation,
            kept: state.kept_generation,
            language: state.language().to_owned(),
        };
        if asked == self.counted_for {
            return;
        }
        let data = state.dataset();
        self.counts = state.kept().counts(data);
        let filter = &state.view().filter;
        let row = |choice, item: Option<Item>, count: usize, is_chosen: bool| {
            let name = match (item, choice) {
                (Some(item), _) => state.title(item).to_owned(),
                (None, Choice::Source(ix)) => data.source(ix).short.clone(),
                (None, _) => String::new(),
            };
            ChoiceRow {
                choice,
                name,
                count,
                is_chosen,
            }
        };
        let counts = &self.counts;
        let actors = data.actors().map(|ix| {
            let is_chosen = filter.actors.contains(&data.actor(ix).id);
            row(
                Choice::Actor(ix),
                Some(Item::Actor(ix)),
                counts.actors[ix.index()],
                is_chosen,
            )
        });
        let places = data.places().map(|ix| {
            let is_chosen = filter.places.contains(&data.place(ix).id);
            row(
                Choice::Place(ix),
                Some(Item::Place(ix)),
                counts.places[ix.index()],
                is_chosen,
            )
        });
        let sources = data.sources().map(|ix| {
            let is_chosen = filter.sources.contains(&data.source(ix).id);
            row(Choice::Source(ix), None, counts.sources[ix.index()], is_chosen)
        });
        self.rows = [ordered(actors), ordered(places), ordered(sources)];
        self.counted_for = asked;
    }

    fn is_empty(&self, section: Section, state: &State) -> bool {
        match section {
            Section::Themes => state.dataset().themes().len() == 0,
            Section::Basis | Section::Layers => false,
            Section::Actors => self.rows[0].is_empty(),
            Section::Places => self.rows[1].is_empty(),
            Section::Sources => self.rows[2].is_empty(),
        }
    }

    fn section(&mut self, ui: &mut Ui, state: &State, section: Section, out: &mut Commands) {
        match section {
            Section::Themes => themes(ui, state, &self.counts, out),
            Section::Basis => bases(ui, state, &self.counts, out),
            Section::Actors => choices(ui, state, &self.rows[0], &mut self.whole[0], out),
            Section::Places => choices(ui, state, &self.rows[1], &mut self.whole[1], out),
            Section::Sources => choices(ui, state, &self.rows[2], &mut self.whole[2], out),
            Section::Layers => layers(ui, state, out),
        }
    }

    /// Which sections are open in a height of points: as the reader left them, else themes and basis where they have
    /// room beside what the reader opened.
    fn opened_in(&self, free: f32, themes: usize) -> [bool; 6] {
        let long = |at: usize| self.rows[at].len().min(FEW + 1);
        let rows = [themes, 2, long(0), long(1), long(2), Layer::ALL.len()];
        let by_hand = |i: &usize| self.opened[*i] == Some(true);
        let taken: usize = (0..rows.len()).filter(by_hand).map(|i| rows[i]).sum();
        let room = free - rows.len() as f32 * HEAD - taken as f32 * ROW;
        let fits = |rows: usize| rows as f32 * ROW <= room;
        let mut opened = [fits(themes), fits(themes + 2), false, false, false, false];
        for (open, by_hand) in opened.iter_mut().zip(self.opened) {
            *open = by_hand.unwrap_or(*open);
        }
        opened
    }
}

fn ordered(rows: impl Iterator<Item = ChoiceRow>) -> Vec<ChoiceRow> {
    let mut rows: Vec<_> = rows.filter(|row| row.count > 0 || row.is_chosen).collect();
    rows.sort_by_key(|row| (!row.is_chosen, Reverse(row.count)));
    rows
}

/// The id under which egui knows the field for words that the filter keeps.
pub(crate) fn words_id() -> egui::Id {
    egui::Id::unique("filter-words")
}

fn words_field(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let mut typed = state.view().filter.text.clone();
    let field = egui::TextEdit::singleline(&mut typed)
        .id(words_id())
        .hint_text(text(words.get("filter-words-hint"), Type::Small))
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 3));
    let response = ui.add(field).accessible_name(words.get("filter-words"));
    if response.changed() {
        out.push(Command::FilterText(typed));
    }
    ui.add_space(4.0);
}

/// A section that folds; gives back whether its head was clicked.
fn head(ui: &mut Ui, state: &State, section: Section, open: bool, rows: impl FnOnce(&mut Ui)) -> bool {
    ui.add_space(4.0);
    let letters = text(state.words().get(section.word()).to_uppercase(), Type::Head)
        .extra_letter_spacing(0.9)
        .weak();
    let shown = egui::CollapsingHeader::new(letters)
        .id_salt(section.word())
        .default_open(open)
        .open(Some(open))
        .show_unindented(ui, rows);
    shown.header_response.clicked()
}

fn themes(ui: &mut Ui, state: &State, counts: &FacetCounts, out: &mut Commands) {
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

fn bases(ui: &mut Ui, state: &State, counts: &FacetCounts, out: &mut Commands) {
    let (words, filter) = (state.words(), &state.view().filter);
    let rows = [
        (
            Basis::Record,
            "basis-record",
            counts.bases[0],
            !filter.hide_record,
        ),
        (
            Basis::Assessment,
            "basis-assessment",
            counts.bases[1],
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

/// Rows of which the chosen ones are the only ones kept; where none is chosen, all are.
fn choices(ui: &mut Ui, state: &State, rows: &[ChoiceRow], whole: &mut bool, out: &mut Commands) {
    let words = state.words();
    let all_are_kept = rows.iter().all(|row| !row.is_chosen);
    let chosen = rows.iter().filter(|row| row.is_chosen).count();
    let shown = if *whole { MOST } else { FEW.max(chosen) };
    for row in rows.iter().take(shown) {
        let on = all_are_kept || row.is_chosen;
        let sign = if row.is_chosen {
            Sign::Tick
        } else {
            Sign::Dot { hollow: true }
        };
        let response = switch_row(ui, &sign, &row.name, &row.count.to_string(), on);
        let hint = if row.is_chosen {
            "filter-no-longer"
        } else {
            "filter-only"
        };
        if response.on_hover_text(words.get(hint)).clicked() {
            out.push(Command::ToggleChoice(row.choice));
        }
    }
    if rows.len() > shown && !*whole {
        let line = words.with("filter-all", &[("count", rows.len().into())]);
        *whole = ui.link(text(line, Type::Small)).clicked();
    } else if rows.len() > shown {
        ui.label(text(words.get("filter-too-many"), Type::Small).weak());
    } else if *whole && rows.len() > FEW {
        *whole = !ui.link(text(words.get("filter-fewer"), Type::Small)).clicked();
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
        let first_three = |filters: &Filters, free: f32| {
            let [themes, basis, _, _, _, layers] = filters.opened_in(free, 7);
            [themes, basis, layers]
        };
        assert_eq!(first_three(&filters, 700.0), [true, true, false]);
        assert_eq!(first_three(&filters, 380.0), [true, false, false]);
        assert_eq!(first_three(&filters, 160.0), [false; 3]);
        filters.opened[0] = Some(false);
        assert_eq!(first_three(&filters, 700.0), [false, true, false]);
        filters.opened = [None, None, None, None, None, Some(true)];
        assert_eq!(first_three(&filters, 440.0), [false, false, true]);
    }
}
