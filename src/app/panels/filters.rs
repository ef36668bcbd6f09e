//! What is left out and what is kept: words, themes, basis, actors, places, sources, with counts beside each, and the
//! layers of the map. At the top of the left panel.

use std::cmp::Reverse;

use eframe::egui;
use egui::Ui;

use crate::app::command::{Choice, Command};
use crate::app::state::State;
use crate::app::theme::Type;
use crate::model::{Basis, Item, fold};
use crate::view::{FacetCounts, Layer};

use super::Commands;
use super::filter_chips;
use super::parts::{Sign, switch_row, text, theme_ink};

/// The folding sections, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Themes,
    Basis,
    Layers,
}

impl Section {
    const ALL: [Self; 3] = [Self::Themes, Self::Basis, Self::Layers];

    /// The key of its words.
    fn word(self) -> &'static str {
        match self {
            Self::Themes => "themes",
            Self::Basis => "basis",
            Self::Layers => "layers",
        }
    }
}

/// The lists that open from a row of buttons.
const LISTS: [&str; 3] = ["filter-actors", "filter-places", "filter-sources"];

/// A row of a long list.
#[derive(Clone, Debug)]
struct ChoiceRow {
    choice: Choice,
    name: String,
    count: usize,
    is_chosen: bool,
}

/// What the counts and the rows of long lists were worked out for.
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
    opened: [Option<bool>; 3],
    /// Letters that narrow a long list.
    narrowed: String,
}

/// Heights of a row of switches and of a section's head, in points.
const ROW: f32 = 25.0;
const HEAD: f32 = 24.0;
/// The height that is left to the list below: its heading and four rows.
const LIST: f32 = 262.0;
/// The least height of the switches, however low the window is.
const LOWEST: f32 = 110.0;
/// Height of the row of buttons.
const BUTTONS: f32 = 30.0;
/// So many rows of a long list are shown at most.
const MOST: usize = 300;
/// Width and height of an open list, in points.
const OPEN_LIST: egui::Vec2 = egui::vec2(300.0, 320.0);

impl Filters {
    /// Shows the switches. They scroll by themselves where they would leave the list too little.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        self.refresh(state);
        words_field(ui, state, out);
        self.lists(ui, state, out);
        filter_chips::show(ui, state, out);
        let free = ui.available_height() - LIST;
        let opened = self.opened_in(free, state.dataset().themes().len());
        egui::ScrollArea::vertical()
            .id_salt("filters")
            .max_height(free.max(LOWEST))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (at, section) in Section::ALL.into_iter().enumerate() {
                    let toggled = head(ui, state, section, opened[at], |ui| match section {
                        Section::Themes => themes(ui, state, &self.counts, out),
                        Section::Basis => bases(ui, state, &self.counts, out),
                        Section::Layers => layers(ui, state, out),
                    });
                    if toggled {
                        self.opened[at] = Some(!opened[at]);
                    }
                }
            });
    }

    /// The row of buttons from which actors, places and sources are chosen.
    fn lists(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        ui.allocate_ui(egui::vec2(ui.available_width(), BUTTONS - 4.0), |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                let data = state.dataset();
                let things = [data.actors().len(), data.places().len(), data.sources().len()];
                for (list, key) in LISTS.into_iter().enumerate() {
                    if things[list] == 0 {
                        continue;
                    }
                    let title = text(state.words().get(key), Type::Small);
                    let button = egui::Button::new(title);
                    let config = egui::containers::menu::MenuConfig::new()
                        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
                    let menu = egui::containers::menu::MenuButton::from_button(button).config(config);
                    let (response, inner) = menu.ui(ui, |ui| {
                        choices(ui, state, &self.rows[list], &mut self.narrowed, out);
                    });
                    let hint = state.words().get("filter-list-hint");
                    let response = response.on_hover_text(hint);
                    if response.clicked() && inner.is_none() {
                        self.narrowed.clear();
                    }
                }
            });
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

    /// Which sections are open in a height of points: as the reader left them, else themes and basis where they have
    /// room beside what the reader opened.
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

/// Rows of which the chosen ones are the only ones kept; where none is chosen, all are. A field narrows them.
fn choices(ui: &mut Ui, state: &State, rows: &[ChoiceRow], narrowed: &mut String, out: &mut Commands) {
    let words = state.words();
    ui.set_width(OPEN_LIST.x);
    let field = egui::TextEdit::singleline(narrowed)
        .hint_text(text(words.get("filter-narrow"), Type::Small))
        .desired_width(f32::INFINITY);
    ui.add(field).accessible_name(words.get("filter-narrow"));
    let wanted = fold(narrowed.trim());
    let all_are_kept = rows.iter().all(|row| !row.is_chosen);
    let mut found = rows
        .iter()
        .filter(|row| wanted.is_empty() || fold(&row.name).contains(&wanted));
    egui::ScrollArea::vertical()
        .max_height(OPEN_LIST.y)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for row in found.by_ref().take(MOST) {
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
            if found.next().is_some() {
                ui.label(text(words.get("filter-too-many"), Type::Small).weak());
            }
        });
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
        assert_eq!(filters.opened_in(270.0, 7), [true, false, false]);
        assert_eq!(filters.opened_in(160.0, 7), [false; 3]);
        filters.opened = [Some(false), None, None];
        assert_eq!(filters.opened_in(600.0, 7), [false, true, false]);
        filters.opened = [None, None, Some(true)];
        assert_eq!(filters.opened_in(340.0, 7), [false, false, true]);
    }
}
