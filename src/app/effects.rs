//! Carries out what commands ask of the world outside: dialogs, files, the clipboard, the window itself.

use eframe::egui;

use std::path::{Path, PathBuf};

use egui::ViewportCommand;

use crate::compose::Style;
use crate::export::FigureFormat;
use crate::view::ViewSpec;

use super::command::{Command, FigureOf, ListFace, ListMove};
use super::jobs::{Outcome, PathWish, write_whole};
use super::panels::{self, Area};
use super::settings::Settings;
use super::story::Before;
use super::window::Window;

/// What a command asks for that lies outside the state: dialogs, files, the window itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    PickDataset,
    OpenDataset(PathBuf),
    PickView,
    ReadView(PathBuf),
    PickStyle,
    ReadStyle(PathBuf),
    PickViewTarget,
    WriteView(PathBuf),
    PickFigureTarget(FigureOf, FigureFormat),
    WriteFigure(FigureOf, FigureFormat, PathBuf),
    Fullscreen,
    StartPresenting,
    StopPresenting(Before),
    Quit,
    FocusSearch,
    FocusDate,
    FocusFilter,
    FocusList,
    OpenCount,
    MoveFocus { forward: bool },
    MoveInList(ListMove),
    Copy(String),
    OpenUrl(String),
}

impl Window {
    /// Carries out the effects that commands left in the state.
    pub(super) fn carry_out(&mut self, ctx: &egui::Context) {
        for effect in std::mem::take(&mut self.state.effects) {
            match effect {
                Effect::Fullscreen => {
                    let full = ctx.input(|i| i.viewport().fullscreen.unwrap_or(false));
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
                }
                Effect::StartPresenting => {
                    let before = Before {
                        is_full: ctx.input(|i| i.viewport().fullscreen.unwrap_or(false)),
                        keyboard: ctx.memory(egui::Memory::focused),
                    };
                    if let Some(presenting) = &mut self.state.story.presenting {
                        presenting.before = before;
                    }
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
                    ctx.memory_mut(|m| m.request_focus(Area::Map.id()));
                }
                Effect::StopPresenting(before) => {
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(before.is_full));
                    let keyboard = before.keyboard.unwrap_or(Area::Map.id());
                    ctx.memory_mut(|m| m.request_focus(keyboard));
                }
                Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
                Effect::FocusSearch => ctx.memory_mut(|m| m.request_focus(panels::bar::search_id())),
                Effect::FocusDate => ctx.memory_mut(|m| m.request_focus(panels::timeline_bar::date_id())),
                Effect::FocusFilter => ctx.memory_mut(|m| m.request_focus(panels::filters::words_id())),
                Effect::FocusList => ctx.memory_mut(|m| m.request_focus(Area::List.id())),
                Effect::OpenCount => {
                    self.panels
                        .timeline
                        .open_nearest_count(&self.pictures, &self.state);
                }
                Effect::MoveFocus { forward } => self.move_focus(ctx, forward),
                Effect::MoveInList(by) => {
                    let command = match self.listed() {
                        ListFace::Scenes => self.panels.scenes.move_by(by, &self.state),
                        ListFace::Lanes => self.panels.what_if.move_by(by),
                        ListFace::Events => {
                            // Where nothing but scenes was found, they are gone to.
                            let list = self.panels.list.move_by(by, &self.state);
                            let only_scenes = by == ListMove::Open && self.panels.list.is_empty();
                            list.or_else(|| self.panels.scenes.best_found().filter(|_| only_scenes))
                        }
                    };
                    if let Some(command) = command {
                        self.run(ctx, command);
                    }
                }
                Effect::Copy(text) => {
                    ctx.copy_text(text);
                    let line = self.state.words().get("copied").to_owned();
                    self.state.tell(line);
                }
                Effect::OpenUrl(url) => ctx.open_url(egui::OpenUrl::new_tab(url)),
                file => self.carry_out_file(file),
            }
        }
    }

    fn carry_out_file(&mut self, effect: Effect) {
        let words = self.state.words();
        let name = file_name(&self.state);
        match effect {
            Effect::PickDataset => {
                let (title, filter) = (words.get("command-open-dataset"), words.get("filter-dataset"));
                self.jobs.pick(title, filter, PathWish::OpenDataset);
            }
            Effect::PickView => {
                let (title, filter) = (words.get("command-open-view"), words.get("filter-view"));
                self.jobs.pick(title, filter, PathWish::OpenView);
            }
            Effect::PickStyle => {
                let (title, filter) = (words.get("command-open-style"), words.get("filter-style"));
                self.jobs.pick(title, filter, PathWish::OpenStyle);
            }
            Effect::ReadStyle(path) => self.jobs.spawn(move || {
                let text = std::fs::read_to_string(&path).map_err(|e| e.to_string());
                Outcome::StyleRead(path, text)
            }),
            Effect::PickViewTarget => {
                let (title, filter) = (words.get("command-save-view"), words.get("filter-view"));
                let wish = PathWish::SaveView(format!("{name}.view.json"));
                self.jobs.pick(title, filter, wish);
            }
            Effect::PickFigureTarget(of, format) => {
                let ending = format.extension();
                let name = match of {
                    FigureOf::View => format!("{name}.{ending}"),
                    FigureOf::Timeline => format!("{name}-timeline.{ending}"),
                    FigureOf::Lane => {
                        let set = self.state.dataset();
                        let lane = self.state.selected_lane().map(|lane| set.lane(lane).id.as_str());
                        format!("{}.{ending}", lane.unwrap_or(&name))
                    }
                };
                let wish = PathWish::ExportFigure(of, format, name);
                self.jobs
                    .pick(words.get("export-title"), &ending.to_uppercase(), wish);
            }
            Effect::OpenDataset(path) => {
                let open = std::sync::Arc::clone(&self.state.services.open);
                self.jobs.spawn(move || {
                    let opened = open(&path).map(Box::new);
                    Outcome::Opened(path, opened)
                });
            }
            Effect::ReadView(path) => self.jobs.spawn(move || {
                let bytes = std::fs::read(&path).map_err(|e| e.to_string());
                Outcome::ViewRead(path, bytes)
            }),
            Effect::WriteView(path) => {
                let json = self.state.settled_view().to_json();
                self.jobs.spawn(move || {
                    let written = write_whole(&path, json.as_bytes()).map_err(|e| e.to_string());
                    Outcome::Written(path, written)
                });
            }
            Effect::WriteFigure(of, format, path) => {
                let Some(make) = self.state.services.figure.clone() else {
                    return;
                };
                let (package, view) = (
                    std::sync::Arc::clone(self.state.package()),
                    self.state.settled_view(),
                );
                let style = std::sync::Arc::clone(self.state.style());
                let Some(contents) = self.state.figure_contents(of) else {
                    self.state
                        .warn(self.state.words().get("no-lane-selected").to_owned());
                    return;
                };
                self.jobs.spawn(move || {
                    let written = make(&package, &view, &style, contents, format)
                        .and_then(|bytes| write_whole(&path, &bytes).map_err(|e| e.to_string()));
                    Outcome::Written(path, written)
                });
            }
            _ => {}
        }
    }

    /// The keyboard to the next area that is there.
    fn move_focus(&self, ctx: &egui::Context, forward: bool) {
        use super::command::Pane;
        let there: Vec<Area> = Area::ALL
            .into_iter()
            .filter(|area| match area {
                Area::List => self.state.shows(Pane::List),
                Area::Reading => self.state.shows(Pane::Reading),
                Area::Timeline => self.state.shows(Pane::Timeline),
                Area::Map => true,
            })
            .collect();
        let here = Area::focused(ctx).and_then(|a| there.iter().position(|t| *t == a));
        let next = match (here, forward) {
            (Some(i), true) => (i + 1) % there.len(),
            (Some(i), false) => (i + there.len() - 1) % there.len(),
            (None, true) => 0,
            (None, false) => there.len() - 1,
        };
        ctx.memory_mut(|m| m.request_focus(there[next].id()));
    }

    /// Takes in what jobs came to.
    pub(super) fn take_outcomes(&mut self) {
        for outcome in self.jobs.outcomes() {
            match outcome {
                Outcome::Nothing => {}
                Outcome::NoDialog(wish) => self.panels.path_field.ask(wish),
                Outcome::Broken => self.state.warn(self.state.words().get("job-broken").to_owned()),
                Outcome::Do(command) => {
                    self.state.apply(command, 0.0);
                    for effect in std::mem::take(&mut self.state.effects) {
                        self.carry_out_file(effect);
                    }
                }
                Outcome::Opened(path, Ok(mut package)) => {
                    package.path = Some(absolute(&path));
                    let view = self.settings.views.get(&Settings::key(package.path.as_deref()));
                    let view = view.and_then(|v| {
                        ViewSpec::from_value(v.clone(), &package.opening, &package.dataset).ok()
                    });
                    let args = [("title", package.dataset.title().to_owned().into())];
                    let line = self.state.words().with("opened", &args);
                    self.state.open(*package, view.map(|(view, _)| view));
                    self.state.tell(line);
                }
                Outcome::ViewRead(path, Ok(bytes)) => self.take_view(&path, &bytes),
                Outcome::StyleRead(path, Ok(text)) => self.take_style(&path, &text),
                Outcome::Written(path, Ok(())) => {
                    let args = [("path", path.display().to_string().into())];
                    let line = self.state.words().with("written", &args);
                    self.state.tell(line);
                }
                Outcome::Opened(path, Err(reason))
                | Outcome::ViewRead(path, Err(reason))
                | Outcome::StyleRead(path, Err(reason))
                | Outcome::Written(path, Err(reason)) => self.failed(&path, reason),
            }
        }
    }

    fn take_view(&mut self, path: &Path, bytes: &[u8]) {
        let package = std::sync::Arc::clone(self.state.package());
        match ViewSpec::read(bytes, &package.opening, &package.dataset) {
            Ok((view, warnings)) => {
                self.state.show_view(view);
                if let Some(warning) = warnings.first() {
                    self.state.warn(warning.to_string());
                }
            }
            Err(error) => self.failed(path, error.to_string()),
        }
    }

    /// Draws in the style of a file, and remembers the file for the next session.
    fn take_style(&mut self, path: &Path, text: &str) {
        match Style::read(text) {
            Ok((style, problems)) => {
                let name = style.name.clone();
                self.state.add_style(style);
                let path = absolute(path);
                self.settings.style_files.retain(|known| *known != path);
                self.settings.style_files.push(path.clone());
                self.state.apply(Command::SetStyle(name), self.now());
                if let Some(problem) = problems.first() {
                    self.failed(&path, problem.to_string());
                }
            }
            Err(error) => self.failed(path, error.to_string()),
        }
    }

    fn failed(&mut self, path: &Path, reason: String) {
        let args = [
            ("path", path.display().to_string().into()),
            ("reason", reason.into()),
        ];
        let line = self.state.words().with("failed", &args);
        self.state.warn(line);
    }
}

fn file_name(state: &super::state::State) -> String {
    let name = state.dataset().name();
    if name.is_empty() {
        "periplus".to_owned()
    } else {
        name.to_owned()
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
