//! The window: lays the panels out, gathers their commands, applies them, and carries out what reaches
//! beyond the state.

use eframe::egui;

use std::path::PathBuf;
use std::time::Instant;

use egui::{Frame, Margin, Panel, Ui};

use crate::compose::{Style, StyleError, Styles};
use crate::view::ViewSpec;

use super::command::{Command, ListFace, Pane};
use super::jobs::Jobs;
use super::package::Package;
use super::panel_sizes::{self, LIST_WIDTH, READING_WIDTH};
use super::panels::{self, Area, Commands};
use super::pictures::Pictures;
use super::registry;
use super::services::Services;
use super::settings::{REMEMBERED, Settings};
use super::state::State;
use super::theme;
use super::trace::Trace;

/// Seconds between two writings of the settings while the window is used.
const SAVE_EVERY: f64 = 60.0;

/// The program's window.
pub struct Window {
    pub(super) state: State,
    pub(super) panels: Panels,
    pub(super) pictures: Pictures,
    pub(super) jobs: Jobs,
    pub(super) settings: Settings,
    pub(super) settings_folder: Option<PathBuf>,
    started: Instant,
    /// When time was told last how long it has run.
    pub(super) last_tick: f64,
    last_saved: f64,
    /// Whether a text field had the keyboard at the end of the last frame.
    pub(super) field_had_keyboard: bool,
    /// The size that the panels were laid out for last.
    laid_out: egui::Vec2,
    pub(super) dressed: u64,
    pub(super) title: String,
    trace: Option<Trace>,
}

impl std::fmt::Debug for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Window")
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

/// What the panels keep between frames.
#[derive(Default)]
pub(super) struct Panels {
    pub(super) search: String,
    pub(super) list: panels::event_list::EventList,
    pub(super) scenes: panels::scene_list::SceneList,
    pub(super) what_if: panels::what_if::WhatIf,
    filters: panels::filters::Filters,
    reading: panels::reading::Reading,
    pub(super) presenter: panels::presenter::Presenter,
    pub(super) map: panels::map::MapPanel,
    pub(super) timeline: panels::timeline::TimelinePanel,
    measure: panels::measure::MeasureBox,
    timeline_bar: panels::timeline_bar::TimelineBar,
    palette: panels::palette::Palette,
    pub(super) path_field: panels::path_field::PathField,
}

impl Window {
    /// A window on a package. `settings` is what was remembered, with the folder to write it to.
    ///
    /// # Errors
    /// When the styles inside the program cannot be read.
    pub(crate) fn new(
        ctx: &egui::Context,
        package: Package,
        view: Option<ViewSpec>,
        services: Services,
        settings: Settings,
        settings_folder: Option<PathBuf>,
    ) -> Result<Self, StyleError> {
        theme::install_fonts(ctx, &services.fonts);
        let pictures = Pictures::new(&services);
        let (styles, fault) = styles(&settings.style_files)?;
        let mut state = State::new(package, view, services, styles);
        if let Some(fault) = fault {
            state.warn(fault);
        }
        theme::dress(ctx, state.style());
        state.reduced_motion = settings.reduced_motion;
        state.moving_dashes = settings.moving_dashes;
        state.play = settings.play.with_speed(state.play.speed);
        for (pane, name) in REMEMBERED {
            if settings.closed.iter().any(|c| c == name) {
                state.panes.remove(&pane);
            }
        }
        state.story.lists_scenes = settings.lists_scenes;
        state.lists_lanes = settings.lists_lanes;
        state.story.notes_are_open = settings.notes_are_open;
        ctx.memory_mut(|m| m.request_focus(Area::Map.id()));
        Ok(Self {
            state,
            panels: Panels::default(),
            pictures,
            jobs: Jobs::new(ctx.clone()),
            settings,
            settings_folder,
            started: Instant::now(),
            last_tick: 0.0,
            last_saved: 0.0,
            field_had_keyboard: false,
            laid_out: egui::Vec2::ZERO,
            dressed: 0,
            title: String::new(),
            trace: Trace::asked_for(),
        })
    }

    /// A window for tests: nothing is read or remembered.
    ///
    /// # Errors
    /// When the styles inside the program cannot be read.
    pub fn for_tests(ctx: &egui::Context, package: Package, services: Services) -> Result<Self, StyleError> {
        Self::new(ctx, package, None, services, Settings::default(), None)
    }

    /// What the window looks at.
    pub fn view(&self) -> &ViewSpec {
        self.state.view()
    }

    /// Does what a command says, as a menu would.
    pub fn run(&mut self, ctx: &egui::Context, command: Command) {
        self.apply(ctx, vec![command]);
    }

    pub(super) fn now(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    fn apply(&mut self, ctx: &egui::Context, commands: Commands) {
        let now = self.now();
        let any = !commands.is_empty();
        for command in commands {
            self.state.apply(command, now);
        }
        self.carry_out(ctx);
        if any {
            // What was applied is seen in the next frame.
            ctx.request_repaint();
        }
    }

    /// Shows the window in `ui` and does what hands and keys asked for: all that a frame is, short of
    /// its triangles. Benches call it without a display.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if let Some(trace) = &mut self.trace {
            trace.begin();
        }
        self.dress(&ctx);
        panels::parts::note_hands(&ctx);
        let mut out = Commands::new();
        let context = self.key_context(&ctx);
        let story = self.state.scene().is_some();
        out.extend(ctx.input_mut(|i| registry::take_commands(i, context, story)));
        self.receive_dropped(&ctx, &mut out);
        self.run_time(&ctx, &mut out);
        if self.state.presenting().is_some() {
            let now = self.now();
            self.lay_out_presentation(ui, now, &mut out);
        } else {
            self.lay_out(ui, &mut out);
        }
        panels::dialogs::show(&ctx, &self.state, &mut out);
        self.panels.palette.show(&ctx, &self.state, &mut out);
        self.panels.path_field.show(&ctx, &self.state, &mut out);
        self.apply(&ctx, out);
        if ctx.input(|i| i.pointer.any_released()) {
            self.state.end_gesture();
        }
        self.field_had_keyboard = ctx.text_edit_focused();
        self.take_outcomes();
        self.remember(&ctx);
        if let Some(trace) = &mut self.trace {
            trace.end(&ctx, self.pictures.map_is_complete());
        }
    }

    fn dress(&mut self, ctx: &egui::Context) {
        let style = self.state.style();
        if self.dressed != self.state.style_generation {
            theme::dress(ctx, style);
            self.dressed = self.state.style_generation;
        }
        let title = format!("{} – Periplus", self.state.dataset().title());
        if self.title != title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn lay_out(&mut self, ui: &mut Ui, out: &mut Commands) {
        let Self {
            state,
            panels,
            pictures,
            settings,
            ..
        } = self;
        let legible = state.style().magnification(f64::from(ui.max_rect().height()));
        pictures.magnify(legible.max(1.0));
        let fill = theme::color(state.style().chrome.panel);
        let frame = |x: i8, y: i8| Frame::new().fill(fill).inner_margin(Margin::symmetric(x, y));
        let whole = ui.max_rect().size();
        // In a window of another size, every panel gets the size that suits it; else hands decide.
        let anew = whole != self.laid_out;
        self.laid_out = whole;
        let chosen = |name: &str| settings.chosen.get(name).copied();
        let [list_width, reading_width] = panel_sizes::widths(whole.x, [chosen("list"), chosen("reading")]);
        let timeline_chosen = ["timeline", "timeline-and-plots"].map(chosen);
        let widths_now = ["list", "reading"].map(|n| settings.panels.get(n).copied().unwrap_or(0.0));
        let mut keep = |name: &str, size: f32| {
            let before = settings.panels.insert(name.to_owned(), size);
            if !anew && before.is_some_and(|b| (b - size).abs() > 0.5) {
                settings.chosen.insert(name.to_owned(), size);
            }
        };
        let sized = |panel: Panel, size: f32, [least, most]: [f32; 2]| {
            let range = if anew { size..=size } else { least..=most };
            panel.resizable(true).default_size(size).size_range(range)
        };
        Panel::top("bar")
            .exact_size(44.0)
            .frame(frame(14, 4))
            .show(ui, |ui| {
                panels::bar::show(ui, state, &mut panels.search, out);
            });
        Panel::bottom("status")
            .exact_size(26.0)
            .frame(frame(14, 2))
            .show(ui, |ui| {
                let pointer = panels.map.under_pointer;
                panels::status::show(ui, state, pointer, self.jobs.is_busy(), out);
            });
        if state.shows(Pane::Timeline) {
            let plots = state.shows(Pane::Indicators);
            let name = if plots { "timeline-and-plots" } else { "timeline" };
            let height = panel_sizes::timeline_height(whole.y, plots, timeline_chosen[usize::from(plots)]);
            let panel = sized(Panel::bottom(name), height, panel_sizes::timeline_range(whole.y));
            let shown = panel.frame(frame(0, 6)).show(ui, |ui| {
                Frame::new()
                    .inner_margin(Margin::symmetric(14, 0))
                    .show(ui, |ui| {
                        panels.timeline_bar.show(ui, state, out);
                    });
                let free = ui.available_height();
                let height = if plots { (free * 0.52).max(110.0) } else { free };
                let [left, right] = panels.timeline.show(ui, state, pictures, height, out);
                if plots {
                    Frame::new()
                        .inner_margin(Margin::symmetric(14, 0))
                        .show(ui, |ui| {
                            panels::indicators::show(ui, state, left, right, out);
                        });
                }
            });
            keep(name, shown.response.rect.height());
        }
        if state.shows(Pane::List) {
            let beside = if state.shows(Pane::Reading) {
                widths_now[1]
            } else {
                0.0
            };
            let most = panel_sizes::widest(whole.x, LIST_WIDTH, beside);
            let panel = sized(Panel::left("list"), list_width, [LIST_WIDTH[0], most]);
            let shown = panel.frame(frame(14, 4)).show(ui, |ui| {
                let face = listed(state, &panels.search);
                panels::list_faces::show(ui, state, face, out);
                match face {
                    ListFace::Scenes => panels.scenes.show(ui, state, out),
                    ListFace::Lanes => panels.what_if.show(ui, state, out),
                    ListFace::Events => {
                        panels.filters.show(ui, state, out);
                        panels.scenes.show_found(ui, state, &panels.search, out);
                        panels.list.show(ui, state, &panels.search, out);
                    }
                }
            });
            keep("list", shown.response.rect.width());
        }
        if state.shows(Pane::Reading) {
            let beside = if state.shows(Pane::List) {
                widths_now[0]
            } else {
                0.0
            };
            let most = panel_sizes::widest(whole.x, READING_WIDTH, beside);
            let panel = sized(Panel::right("reading"), reading_width, [READING_WIDTH[0], most]);
            let shown = panel
                .frame(frame(22, 14))
                .show(ui, |ui| panels.reading.show(ui, state, pictures, out));
            keep("reading", shown.response.rect.width());
        }
        egui::CentralPanel::no_frame().show(ui, |ui| {
            let room = ui.max_rect();
            panels.map.show(ui, state, pictures, out);
            panels.measure.show(ui.ctx(), room, state, out);
        });
    }

    /// What the left panel lists now.
    pub(super) fn listed(&self) -> ListFace {
        listed(&self.state, &self.panels.search)
    }

    /// Keeps what the next session should find.
    fn remember(&mut self, ctx: &egui::Context) {
        let viewport = ctx.input(|i| i.viewport().clone());
        let full = viewport.fullscreen.unwrap_or(false);
        self.settings.maximized = viewport.maximized.unwrap_or(false);
        if let (Some(outer), Some(inner), false, false) = (
            viewport.outer_rect,
            viewport.inner_rect,
            full,
            self.settings.maximized,
        ) {
            self.settings.window = Some([outer.left(), outer.top(), inner.width(), inner.height()]);
        }
        if self.now() - self.last_saved > SAVE_EVERY {
            self.save_settings();
        }
    }

    pub(super) fn save_settings(&mut self) {
        self.last_saved = self.now();
        let Some(folder) = &self.settings_folder else {
            return;
        };
        let state = &self.state;
        let path = state.package().path.as_deref();
        self.settings.dataset = path.map(ToOwned::to_owned);
        self.settings.style = Some(state.view().style.clone());
        self.settings.reduced_motion = state.reduced_motion;
        self.settings.moving_dashes = state.moving_dashes;
        self.settings.play = state.play.into();
        self.settings.lists_scenes = state.story.lists_scenes;
        self.settings.lists_lanes = state.lists_lanes;
        self.settings.notes_are_open = state.story.notes_are_open;
        let closed = REMEMBERED.iter().filter(|(pane, _)| !state.shows(*pane));
        self.settings.closed = closed.map(|(_, name)| (*name).to_owned()).collect();
        if let Ok(view) = serde_json::to_value(state.settled_view()) {
            self.settings.keep_view(path, view);
        }
        if let Err(error) = self.settings.save(folder) {
            let args = [("reason", error.to_string().into())];
            let line = self.state.words().with("settings-not-saved", &args);
            self.state.warn(line);
        }
    }
}

/// What the left panel lists: what a search has found comes first, and stands with the events.
fn listed(state: &State, search: &str) -> ListFace {
    match search.trim().is_empty() {
        true if state.lists_lanes() => ListFace::Lanes,
        true if state.lists_scenes() => ListFace::Scenes,
        _ => ListFace::Events,
    }
}

/// The styles of the program and those of the reader's files, with what is wrong with one of these, if anything.
fn styles(files: &[PathBuf]) -> Result<(Styles, Option<String>), StyleError> {
    let mut styles = Styles::embedded()?;
    let mut fault = None;
    for path in files {
        let read = std::fs::read_to_string(path).map_err(|e| e.to_string());
        match read.and_then(|text| Style::read(&text).map_err(|e| e.to_string())) {
            Ok((style, _)) => {
                styles.add(style);
            }
            Err(reason) => fault = Some(format!("{}: {reason}", path.display())),
        }
    }
    Ok((styles, fault))
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save_settings();
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        theme::color(self.state.style().chrome.background).to_normalized_gamma_f32()
    }
}
