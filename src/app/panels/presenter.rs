//! The words of a scene for the last row of a room: large, calm, beside the map. For the presentation.

use eframe::egui;
use egui::{Align, Color32, FontId, Layout, Rect, RichText, Ui, pos2, vec2};

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::chronology::in_words;
use crate::model::{EventIx, Item, PlaceIx, SceneIx};
use crate::view::Light;

use super::Commands;
use super::event_list::kind_word;
use super::parts::{marker, theme_ink};
use super::prose::{self, Letters};
use super::reading::{arrow, number_in_words};

/// The least size of running text as a part of the screen's height: what the last row reads.
const LEAST: f32 = 1.0 / 40.0;
/// The size that is tried first.
const MOST: f32 = 1.0 / 29.0;
/// Each size that is tried is this much of the one before.
const STEP: f32 = 0.95;
/// The part of the height that key, progress and number take.
const FOOT: f32 = 0.105;
/// Events that stand with a place or an actor that the reader has turned to.
const MOST_EVENTS: usize = 5;
/// Seconds without a move after which the pointer is hidden.
const POINTER_RESTS: f32 = 2.0;

/// What the presenter keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Presenter {
    /// The size that the words of something fitted at, and what they were laid out for.
    fitted: Option<(Fitting, f32)>,
}

/// What decides how large the words can be.
#[derive(Clone, Debug, PartialEq)]
struct Fitting {
    shown: Shown,
    language: String,
    generation: u64,
    room: [i32; 2],
    height: i32,
}

/// What the words are about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shown {
    Scene(SceneIx),
    Item(Item),
    Nothing,
}

impl Presenter {
    /// Shows the words in what is free. `height` is that of the whole screen.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, height: f32, out: &mut Commands) {
        let shown = match (state.scene(), state.selected()) {
            (Some(scene), _) if state.reads_scene() => Shown::Scene(scene),
            (_, Some(item)) => Shown::Item(item),
            (Some(scene), None) => Shown::Scene(scene),
            (None, None) => Shown::Nothing,
        };
        let foot_height = height * FOOT;
        let whole = ui.available_rect_before_wrap();
        let (body, foot_rect) = whole.split_top_bottom_at_y(whole.bottom() - foot_height);
        let body = body.with_max_y(body.bottom() - height * 0.01);
        let fitting = Fitting {
            shown,
            language: state.language().to_owned(),
            generation: state.dataset_generation,
            room: [body.width() as i32, body.height() as i32],
            height: height as i32,
        };
        let size = match &self.fitted {
            Some((known, size)) if *known == fitting => *size,
            _ => {
                let size = fitting_size(ui, state, shown, body, height);
                self.fitted = Some((fitting, size));
                size
            }
        };
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(body));
        egui::ScrollArea::vertical()
            .id_salt(("presenter", state.scene().map(SceneIx::index), state.selected()))
            .auto_shrink([false, false])
            .show(&mut inner, |ui| {
                words(ui, state, shown, size, height, out);
            });
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(foot_rect));
        foot(&mut inner, state, height, out);
    }
}

/// The largest size at which the words fit into a rectangle; the least one, if none does.
fn fitting_size(ui: &mut Ui, state: &State, shown: Shown, body: Rect, height: f32) -> f32 {
    let mut size = height * MOST;
    let least = height * LEAST;
    while size > least {
        let builder = egui::UiBuilder::new()
            .max_rect(body)
            .invisible()
            .id_salt("fitting");
        let mut trial = ui.new_child(builder);
        trial.set_clip_rect(Rect::NOTHING);
        words(&mut trial, state, shown, size, height, &mut Commands::new());
        if trial.min_rect().height() <= body.height() {
            return size;
        }
        size *= STEP;
    }
    least
}

fn words(ui: &mut Ui, state: &State, shown: Shown, size: f32, height: f32, out: &mut Commands) {
    ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
    match shown {
        Shown::Scene(scene) => {
            let told = state.dataset().scene(scene).words(state.language());
            title(ui, &told.title, size);
            prose::show(ui, state, &told.body, Letters::of_size(size), out);
            cited(ui, state, scene, height);
        }
        Shown::Item(item) => item_words(ui, state, item, size, out),
        Shown::Nothing => title(ui, state.dataset().title(), size),
    }
}

fn title(ui: &mut Ui, words: &str, size: f32) {
    ui.add(egui::Label::new(large(words, Type::Title, size * 1.4, 1.18)).wrap());
    ui.add_space(size * 0.7);
}

fn large(words: &str, role: Type, size: f32, line: f32) -> RichText {
    RichText::new(words)
        .font(FontId::new(size, role.font().family))
        .line_height(Some((size * line).round()))
}

/// The works cited, in one small line.
fn cited(ui: &mut Ui, state: &State, scene: SceneIx, height: f32) {
    let told = state.dataset().scene(scene).words(state.language());
    let mut works: Vec<&str> = Vec::new();
    for citation in told.body.citations() {
        let short = state.dataset().source(citation.source).short.as_str();
        if !works.contains(&short) {
            works.push(short);
        }
    }
    if works.is_empty() {
        return;
    }
    ui.add_space(height * 0.022);
    let line = large(&works.join(" · "), Type::Small, height * 0.0175, 1.35);
    ui.add(egui::Label::new(line.color(color(state.style().chrome.muted))).wrap());
}

/// What the reader has turned to, as large as a scene's words.
fn item_words(ui: &mut Ui, state: &State, item: Item, size: f32, out: &mut Commands) {
    let (data, language) = (state.dataset(), state.language());
    let muted = color(state.style().chrome.muted);
    let kind = state.words().get(kind_word(item));
    ui.label(large(kind, Type::Small, size * 0.72, 1.5).color(muted));
    title(ui, state.title(item), size);
    if let Some(when) = state.date(item) {
        ui.label(large(&in_words(when), Type::Tool, size * 0.85, 1.4).color(muted));
        ui.add_space(size * 0.5);
    }
    let summary = match item {
        Item::Event(ix) => data.event(ix).summary.get(language),
        Item::Lane(ix) => data.lane(ix).summary.get(language),
        Item::Period(ix) => data.period(ix).summary.get(language),
        Item::Place(ix) => {
            other_names(ui, state, ix, size * 0.85);
            data.place(ix).status.as_deref().unwrap_or_default()
        }
        Item::Actor(_) | Item::Series(_) => "",
    };
    if !summary.is_empty() {
        ui.add(egui::Label::new(large(summary, Type::Reading, size, 1.4)).wrap());
        ui.add_space(size * 0.6);
    }
    for ix in events_of(state, item).into_iter().take(MOST_EVENTS) {
        let event = data.event(ix);
        let when = large(&in_words(&event.when), Type::Small, size * 0.72, 1.5);
        ui.label(when.color(muted));
        let title = large(event.title.get(language), Type::Reading, size * 0.9, 1.3);
        if ui.link(title).clicked() {
            out.push(Command::GoTo(Item::Event(ix)));
        }
        ui.add_space(size * 0.35);
    }
}

/// What else a place is called, each name once.
fn other_names(ui: &mut Ui, state: &State, ix: PlaceIx, size: f32) {
    let place = state.dataset().place(ix);
    let mut names = Vec::new();
    for name in &place.names {
        let name = name.text.as_str();
        if name != place.name(state.language()) && !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.is_empty() {
        let line = large(&names.join(" · "), Type::Tool, size, 1.4);
        let line = line.color(color(state.style().chrome.muted));
        ui.add(egui::Label::new(line).wrap());
        ui.add_space(size * 0.7);
    }
}

/// The events that say most about a thing: those of it that are lit, else all.
fn events_of(state: &State, item: Item) -> Vec<EventIx> {
    let data = state.dataset();
    let all: Vec<EventIx> = match item {
        Item::Place(ix) => data.events_at(ix).to_vec(),
        Item::Lane(ix) => data.events_on(ix).to_vec(),
        Item::Actor(ix) => {
            let acts = |event: &EventIx| data.event(*event).actors.contains(&ix);
            data.events().filter(acts).collect()
        }
        Item::Event(_) | Item::Period(_) | Item::Series(_) => Vec::new(),
    };
    let is_lit = |ix: &EventIx| state.highlights().event(*ix) >= Light::Uncertain;
    let lit: Vec<EventIx> = all.iter().copied().filter(is_lit).collect();
    if lit.is_empty() { all } else { lit }
}

/// The number of the scene, how far the story is, and the ways on for a hand on the mouse.
fn foot(ui: &mut Ui, state: &State, height: f32, out: &mut Commands) {
    let words = state.words();
    let rect = ui.max_rect();
    let chrome = &state.style().chrome;
    let (muted, accent) = (color(chrome.muted), color(chrome.accent));
    let count = state.dataset().scenes().len();
    let number = state.scene().map_or(0, |scene| scene.index() + 1);
    key(
        ui,
        state,
        Rect::from_min_size(rect.min, vec2(rect.width(), height * 0.03)),
        height,
    );
    let y = rect.top() + height * 0.038;
    let thick = (height * 0.003).max(1.5);
    ui.painter()
        .hline(rect.x_range(), y, egui::Stroke::new(1.0, color(chrome.rule)));
    let part = number as f32 / count.max(1) as f32;
    let done = rect.left()..=rect.left() + rect.width() * part;
    ui.painter().hline(done, y, egui::Stroke::new(thick, accent));
    let size = height * 0.021;
    let font = FontId::new(size, Type::Tool.font().family);
    let row = Rect::from_min_max(pos2(rect.left(), y + height * 0.014), rect.max);
    ui.scope_builder(egui::UiBuilder::new().max_rect(row), |ui| {
        ui.horizontal(|ui| {
            let typed = state.presenting().map(|p| p.typed.as_str()).unwrap_or_default();
            let line = if typed.is_empty() {
                format!("{number}/{count}")
            } else {
                format!("{typed}…")
            };
            let told = ui.label(RichText::new(line).font(font.clone()).color(muted));
            if let Some(scene) = state.scene() {
                let name = number_in_words(state, scene);
                told.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &name));
            }
            if !state.is_at_scene() && state.scene().is_some() {
                ui.add_space(size);
                let back = RichText::new(words.get("back-to-scene-view")).font(font.clone());
                if ui.link(back).clicked() {
                    out.push(Command::ReturnToScene);
                }
            }
            if pointer_rests(ui.ctx()) {
                return;
            }
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                let end = RichText::new(words.get("end")).font(FontId::new(size * 0.9, font.family.clone()));
                if ui
                    .link(end)
                    .on_hover_text(words.get("command-end-presenting"))
                    .clicked()
                {
                    out.push(Command::EndPresenting);
                }
                ui.add_space(size * 0.6);
                for (way, word, command) in [
                    (1.0, "command-next-scene", Command::NextScene),
                    (-1.0, "command-previous-scene", Command::PreviousScene),
                ] {
                    if step_button(ui, words.get(word), way, size, muted) {
                        out.push(command);
                    }
                }
            });
        });
    });
}

/// The signs of the themes that are lit, in one line.
fn key(ui: &Ui, state: &State, rect: Rect, height: f32) {
    let (data, lights) = (state.dataset(), state.highlights());
    let mut lit = vec![false; data.themes().len()];
    for ix in data.events_meeting(state.view().time.window) {
        if lights.event(ix) >= Light::Uncertain {
            lit[data.event(ix).theme.index()] = true;
            if lit.iter().all(|lit| *lit) {
                break;
            }
        }
    }
    let chrome = &state.style().chrome;
    let size = height * 0.018;
    let font = FontId::new(size, Type::Small.font().family);
    let mut x = rect.left();
    for ix in data.themes().filter(|ix| lit[ix.index()]) {
        let theme = data.theme(ix);
        let name = theme.title.get(state.language()).to_owned();
        let name = ui
            .painter()
            .layout_no_wrap(name, font.clone(), color(chrome.muted));
        let width = size * 1.1 + name.size().x;
        if x + width > rect.right() {
            return;
        }
        let sign = pos2(x + size * 0.4, rect.center().y);
        marker(ui.painter(), theme.shape, sign, size * 0.38, theme_ink(state, ix));
        let at = pos2(x + size * 1.1, rect.center().y - name.size().y / 2.0);
        ui.painter().galley(at, name, color(chrome.muted));
        x += width + size * 1.2;
    }
}

fn step_button(ui: &mut Ui, name: &str, way: f32, size: f32, ink: Color32) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(size * 1.8, size * 1.3), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    super::parts::focus_and_hover(ui, rect, &response);
    arrow(ui, rect.center(), way, size * 0.65, ink);
    response.on_hover_text(name).clicked()
}

/// Whether the pointer is hidden, because it has not moved for a while of a presentation: it has nothing to
/// tell then.
pub(crate) fn pointer_is_hidden(ctx: &egui::Context, state: &State) -> bool {
    state.presenting().is_some() && pointer_rests(ctx)
}

/// Whether the pointer has not moved for a while.
fn pointer_rests(ctx: &egui::Context) -> bool {
    ctx.input(|i| i.pointer.time_since_last_movement() >= POINTER_RESTS)
}

/// Hides a pointer that rests; asks for the one frame in which it begins to.
pub(crate) fn hide_resting_pointer(ctx: &egui::Context) {
    let rested = ctx.input(|i| i.pointer.time_since_last_movement());
    if rested >= POINTER_RESTS {
        ctx.set_cursor_icon(egui::CursorIcon::None);
    } else {
        let rest = f64::from(POINTER_RESTS - rested) + 0.02;
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(rest));
    }
}
