//! The command palette: every command and every thing of the data set, found by a few letters.

use eframe::egui;
use egui::{Key, Modifiers, Sense, Ui, WidgetInfo, pos2, vec2};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::app::command::{Choice, Command, Pane};
use crate::app::registry::{self, ENTRIES};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::chronology::in_words_short;
use crate::model::{Basis, Item, fold};
use crate::view::Layer;

use super::Commands;
use super::bar::{is_possible, language_name, style_name};
use super::parts::{cut, text};

/// Rows that are shown at most: a better query finds what is further down.
const MOST: usize = 12;
const ROW: f32 = 30.0;

/// What the palette keeps while it is open.
#[derive(Debug, Default)]
pub(crate) struct Palette {
    query: String,
    chosen: usize,
    /// What was searched last, so that typing alone costs a search.
    found: Option<(String, u64, Vec<Row>)>,
}

/// Something to choose.
#[derive(Clone, Debug)]
struct Row {
    words: String,
    /// What is right of it: a key, a date, a kind.
    right: String,
    command: Command,
}

impl Palette {
    /// Shows the palette while it is open.
    pub(crate) fn show(&mut self, ctx: &egui::Context, state: &State, out: &mut Commands) {
        if !state.shows(Pane::Palette) {
            *self = Self::default();
            return;
        }
        let id = egui::Id::unique("palette");
        let area = egui::Modal::default_area(id)
            .anchor(egui::Align2::CENTER_TOP, vec2(0.0, 90.0))
            .order(egui::Order::Foreground);
        let modal = egui::Modal::new(id)
            .area(area)
            .backdrop_color(super::parts::veil())
            .show(ctx, |ui| self.content(ui, state, out));
        if modal.should_close() {
            out.push(Command::Toggle(Pane::Palette));
        }
    }

    fn content(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 60.0));
        let (up, down, enter) = ui.input_mut(|i| {
            let mut take = |key| i.consume_key(Modifiers::NONE, key);
            (take(Key::ArrowUp), take(Key::ArrowDown), take(Key::Enter))
        });
        let id = egui::Id::unique("palette-query");
        if !ui.memory(|m| m.has_focus(id)) {
            // The field takes nothing in the frames in which it appears: quick hands must not lose letters.
            ui.input_mut(|i| {
                i.events.retain(|event| {
                    if let egui::Event::Text(letters) = event {
                        self.query.push_str(letters);
                    }
                    !matches!(event, egui::Event::Text(_))
                });
            });
        }
        let field = egui::TextEdit::singleline(&mut self.query)
            .id(id)
            .hint_text(text(state.words().get("palette-hint"), Type::Tool))
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 6));
        let response = ui.add(field).accessible_name(state.words().get("palette-name"));
        if !response.has_focus() {
            response.request_focus();
        }
        if response.changed() {
            self.chosen = 0;
        }
        self.search(state);
        let Some((_, _, rows)) = &self.found else {
            return;
        };
        let last = rows.len().saturating_sub(1);
        if down {
            self.chosen = (self.chosen + 1).min(last);
        }
        if up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        ui.add_space(6.0);
        let mut run = enter.then_some(self.chosen);
        for (i, row) in rows.iter().enumerate() {
            if row_ui(ui, state, row, i == self.chosen) {
                run = Some(i);
            }
        }
        if rows.is_empty() {
            let line = state
                .words()
                .with("palette-nothing", &[("query", self.query.as_str().into())]);
            ui.label(text(line, Type::Note).weak());
        }
        if let Some(row) = run.and_then(|i| rows.get(i)) {
            out.push(Command::Toggle(Pane::Palette));
            if row.command != Command::Toggle(Pane::Palette) {
                out.push(row.command.clone());
            }
        }
    }

    fn search(&mut self, state: &State) {
        let generation = state.dataset_generation;
        let same = |f: &(String, u64, Vec<Row>)| f.0 == self.query && f.1 == generation;
        if self.found.as_ref().is_some_and(same) {
            return;
        }
        self.found = Some((self.query.clone(), generation, find(state, &self.query)));
    }
}

fn row_ui(ui: &mut Ui, state: &State, row: &Row, chosen: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(egui::Role::MenuItem, true, chosen, &row.words));
    let chrome = &state.style().chrome;
    if chosen || response.hovered() {
        let ground = if chosen { chrome.selection } else { chrome.hover };
        ui.painter().rect_filled(rect, 4.0, color(ground));
    }
    let muted = color(chrome.muted);
    let right = cut(ui, &row.right, Type::Small, muted, rect.width() * 0.45, 1);
    let at = pos2(
        rect.right() - 10.0 - right.size().x,
        rect.center().y - right.size().y / 2.0,
    );
    let room = at.x - rect.left() - 24.0;
    ui.painter().galley(at, right, muted);
    let left = pos2(rect.left() + 10.0, rect.center().y);
    super::parts::one_line(ui, left, room, &row.words, Type::Tool, color(chrome.text));
    response.clicked()
}

/// The best rows for a query; for none, the commands of the menus.
fn find(state: &State, query: &str) -> Vec<Row> {
    let query = fold(query.trim());
    let mut scored: Vec<(u32, Row)> = Vec::new();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(&query, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut score = |words: &str| {
        buffer.clear();
        pattern.score(Utf32Str::new(&fold(words), &mut buffer), &mut matcher)
    };
    for row in commands(state) {
        if let Some(score) = score(&row.words) {
            // A command that matches as well as a thing comes first.
            scored.push((score + 8, row));
        }
    }
    if !query.is_empty() {
        let things = items(state).filter_map(|item| Some((score(state.title(item))?, item)));
        let mut things: Vec<_> = things.collect();
        things.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.extend(
            things
                .into_iter()
                .take(MOST)
                .map(|(score, item)| (score, row_of(state, item))),
        );
    }
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    // Letters strewn over a long title match anything: what is far worse than the best is left out.
    let least = scored.first().map_or(0, |(best, _)| best * 2 / 3);
    scored.retain(|(score, _)| query.is_empty() || *score >= least);
    scored.into_iter().take(MOST).map(|(_, row)| row).collect()
}

fn items(state: &State) -> impl Iterator<Item = Item> {
    let data = state.dataset();
    data.events()
        .map(Item::Event)
        .chain(data.places().map(Item::Place))
        .chain(data.lanes().map(Item::Lane))
        .chain(data.periods().map(Item::Period))
        .chain(data.actors().map(Item::Actor))
        .chain(data.all_series().map(Item::Series))
}

fn row_of(state: &State, item: Item) -> Row {
    let right = match state.date(item) {
        Some(when) => in_words_short(when),
        None => state.words().get(super::event_list::kind_word(item)).to_owned(),
    };
    Row {
        words: state.title(item).to_owned(),
        right,
        command: Command::GoTo(item),
    }
}

/// Every command that has a name, and those that the data set and the program's files give.
fn commands(state: &State) -> Vec<Row> {
    let words = state.words();
    let named = ENTRIES
        .iter()
        .filter(|e| e.category != registry::Category::Keys)
        .filter(|e| is_possible(state, &(e.make)()))
        .map(|e| Row {
            words: words.get(&e.word()).to_owned(),
            right: e
                .shown_key()
                .map(|key| registry::in_writing(key, cfg!(target_os = "macos")))
                .unwrap_or_default(),
            command: (e.make)(),
        });
    let layers = Layer::ALL.iter().map(|layer| {
        let name = words.get(&format!("layer-{}", layer.id())).to_owned();
        row(
            words.with("palette-layer", &[("layer", name.into())]),
            Command::ToggleLayer(*layer),
        )
    });
    let data = state.dataset();
    let themes = data.themes().map(|ix| {
        let name = data.theme(ix).title.get(state.language()).to_owned();
        row(
            words.with("palette-theme", &[("theme", name.into())]),
            Command::ToggleTheme(ix),
        )
    });
    let bases = [
        (Basis::Record, "palette-records"),
        (Basis::Assessment, "palette-assessments"),
    ]
    .map(|(basis, key)| row(words.get(key).to_owned(), Command::ToggleBasis(basis)));
    let actors = data.actors().map(|ix| {
        let name = state.title(Item::Actor(ix)).to_owned();
        row(
            words.with("palette-only-actor", &[("name", name.into())]),
            Command::ToggleChoice(Choice::Actor(ix)),
        )
    });
    let places = data.places().map(|ix| {
        let name = state.title(Item::Place(ix)).to_owned();
        row(
            words.with("palette-only-place", &[("name", name.into())]),
            Command::ToggleChoice(Choice::Place(ix)),
        )
    });
    let sources = data.sources().map(|ix| {
        let name = data.source(ix).short.clone();
        row(
            words.with("palette-only-source", &[("name", name.into())]),
            Command::ToggleChoice(Choice::Source(ix)),
        )
    });
    let languages = state.languages().iter().map(|tag| {
        let name = language_name(state, tag);
        row(
            words.with("palette-language", &[("language", name.into())]),
            Command::SetLanguage(tag.clone()),
        )
    });
    let styles = state.styles().names().map(|name| {
        row(
            words.with("palette-style", &[("style", style_name(state, name).into())]),
            Command::SetStyle(name.to_owned()),
        )
    });
    let scenes = data.scenes().map(|scene| {
        let args = [
            ("number", (scene.index() + 1).into()),
            ("title", state.scene_title(scene).to_owned().into()),
        ];
        row(words.with("scene-of-number", &args), Command::GoToScene(scene))
    });
    let straits = state.lanes().filter(|_| state.has_lanes());
    let straits = straits.into_iter().flat_map(|lanes| lanes.straits());
    let straits = straits.map(|strait| {
        let key = if strait.closed {
            "palette-open"
        } else {
            "palette-close"
        };
        let name = strait.passage.name(state.language()).to_owned();
        Row {
            words: words.with(key, &[("strait", name.into())]),
            right: words.with("what-if-lanes-of", &[("count", strait.lanes.into())]),
            command: Command::TogglePassage(strait.passage.id.clone()),
        }
    });
    named
        .chain(scenes)
        .chain(straits)
        .chain(layers)
        .chain(themes)
        .chain(bases)
        .chain(actors)
        .chain(places)
        .chain(sources)
        .chain(languages)
        .chain(styles)
        .collect()
}

fn row(words: String, command: Command) -> Row {
    Row {
        words,
        right: String::new(),
        command,
    }
}
