//! The bar at the top: the data set's name, menus, search, language, look.

use eframe::egui;
use egui::{Ui, vec2};

use crate::app::apply::is_flat;
use crate::app::command::{Command, FigureOf, ListMove, Pane};
use crate::app::registry::{self, Category, ENTRIES};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::geography::ClosedPassages;

use crate::view::{DisputedNames, LOCAL, NameChoice};

use super::Commands;
use super::parts::text;

/// The search field's id.
pub(crate) fn search_id() -> egui::Id {
    egui::Id::unique("search")
}

/// Shows the bar. `search` is what stands in the search field.
pub(crate) fn show(ui: &mut Ui, state: &State, search: &mut String, out: &mut Commands) {
    ui.horizontal_centered(|ui| {
        let room = ui.available_width();
        ui.add(
            egui::Label::new(text(state.dataset().title(), Type::Masthead))
                .truncate()
                .selectable(false),
        );
        ui.add_space(8.0);
        if room > 560.0 {
            menus(ui, state, out);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            present_button(ui, state, out);
            style_button(ui, state, out);
            languages(ui, state, out);
            search_field(ui, state, search, out);
        });
    });
}

fn menus(ui: &mut Ui, state: &State, out: &mut Commands) {
    for (category, key) in [
        (Category::File, "menu-file"),
        (Category::View, "menu-view"),
        (Category::Go, "menu-go"),
        (Category::Story, "menu-story"),
        (Category::Help, "menu-help"),
    ] {
        if category == Category::Story && !state.has_story() {
            continue;
        }
        let title = text(state.words().get(key), Type::Tool);
        let button = egui::Button::new(title).frame_when_inactive(false);
        egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            ui.set_width(290.0);
            for entry in ENTRIES.iter().filter(|e| e.category == category) {
                if starts_group(entry.id) {
                    ui.separator();
                }
                menu_row(ui, state, entry, out);
            }
        });
    }
}

/// Entries that stand below a rule.
fn starts_group(id: &str) -> bool {
    matches!(
        id,
        "open-view"
            | "export-png"
            | "export-timeline-png"
            | "export-lane-png"
            | "quit"
            | "zoom-in"
            | "show-everything"
            | "measure"
            | "whole-time"
            | "toggle-flat"
            | "projection-mercator"
            | "open-style"
            | "search"
            | "next-event"
            | "first-day"
            | "next-panel"
            | "return-to-scene"
            | "present"
    )
}

fn menu_row(ui: &mut Ui, state: &State, entry: &registry::Entry, out: &mut Commands) {
    let word = entry.word();
    let label = text(state.words().get(&word), Type::Tool);
    let command = (entry.make)();
    let mut button = egui::Button::new(label).min_size(vec2(ui.available_width(), 0.0));
    if let Some(key) = entry.shown_key() {
        button = button.shortcut_text(text(
            registry::in_writing(key, ui.ctx().os().is_mac()),
            Type::Small,
        ));
    }
    if is_on(state, &command) {
        button = button.selected(true);
    }
    if ui
        .add_enabled(is_possible(state, &command), button.frame_when_inactive(false))
        .clicked()
    {
        out.push(command);
        ui.close();
    }
}

fn is_on(state: &State, command: &Command) -> bool {
    match command {
        Command::Toggle(pane @ (Pane::List | Pane::Reading | Pane::Timeline | Pane::Indicators)) => {
            state.shows(*pane)
        }
        Command::ToggleStoryList => state.shows(Pane::List) && state.lists_scenes(),
        Command::ToggleLaneList => state.shows(Pane::List) && state.lists_lanes(),
        Command::ToggleSceneNotes => state.story.notes_are_open,
        Command::ToggleReducedMotion => state.reduced_motion,
        Command::ToggleMovingDashes => state.moving_dashes,
        Command::PlayPause => state.is_playing(),
        Command::Measure => state.is_measuring(),
        Command::ToggleFlat => is_flat(state.view()),
        Command::SetProjection(kind) => state.view().projection == *kind,
        _ => false,
    }
}

/// Whether a command can do anything now.
pub(crate) fn is_possible(state: &State, command: &Command) -> bool {
    match command {
        Command::Undo => state.history.can_undo(),
        Command::Redo => state.history.can_redo(),
        Command::ExportFigure(FigureOf::Lane, _) => {
            state.services.figure.is_some() && state.selected_lane().is_some()
        }
        Command::ExportFigure(..) => state.services.figure.is_some(),
        Command::FitSelection | Command::ClearSelection => state.selected().is_some(),
        Command::MeasureAddSelected => state.selected_point().is_some(),
        Command::MeasureClear => !state.view().measure.is_empty(),
        Command::ClearFilter => !state.view().filter.is_empty(),
        Command::ToggleLaneList => state.has_lanes(),
        Command::ResetPassages => state.view().closed_passages != ClosedPassages::default(),
        Command::LightEverything => !state.view().focus.is_empty(),
        Command::Present
        | Command::PresentFromStart
        | Command::FirstScene
        | Command::LastScene
        | Command::ToggleStoryList => state.has_story(),
        Command::NextScene => state.scene_beside(1).is_some(),
        Command::PreviousScene => state.scene().is_some() && state.scene_beside(-1).is_some(),
        Command::ReturnToScene => state.scene().is_some() && !state.is_at_scene(),
        Command::LeaveStory | Command::ToggleSceneNotes => state.scene().is_some(),
        Command::EndPresenting | Command::BlankScreen | Command::ToggleSpeakerWindow => {
            state.presenting().is_some()
        }
        Command::Toggle(Pane::Problems) => !state.package().problems.is_empty(),
        _ => true,
    }
}

/// The one strong button: the story, full screen.
fn present_button(ui: &mut Ui, state: &State, out: &mut Commands) {
    if !state.has_story() {
        return;
    }
    let chrome = &state.style().chrome;
    let label = text(state.words().get("present"), Type::ToolStrong).color(color(chrome.on_accent));
    let button = egui::Button::new(label)
        .fill(color(chrome.accent))
        .stroke(egui::Stroke::NONE);
    let key = ENTRIES.iter().find(|entry| entry.id == "present");
    let key = key.and_then(registry::Entry::shown_key);
    let key = key.map(|key| registry::in_writing(key, ui.ctx().os().is_mac()));
    let args = [("key", key.unwrap_or_default().into())];
    let hint = state.words().with("present-hint", &args);
    if ui.add(button).on_hover_text(hint).clicked() {
        out.push(Command::Present);
    }
}

fn style_button(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let now = &state.style().name;
    let label = text(style_name(state, now), Type::Tool);
    let button = egui::Button::new(label).frame_when_inactive(false);
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for name in state.styles().names() {
            let row = egui::Button::selectable(name == now, style_name(state, name));
            let row = ui.add(row);
            let hint = format!("style-hint-{name}");
            let has_hint = words.get(&hint) != hint;
            let row = if has_hint {
                row.on_hover_text(words.get(&hint))
            } else {
                row
            };
            if row.clicked() {
                out.push(Command::SetStyle(name.to_owned()));
                ui.close();
            }
        }
        ui.separator();
        let own = egui::Button::new(words.get("command-open-style")).frame_when_inactive(false);
        if ui.add(own).clicked() {
            out.push(Command::OpenStyle);
            ui.close();
        }
    });
    response.on_hover_text(words.get("style-hint"));
}

/// A style's name in the language of the window; the name itself for a reader's own.
pub(crate) fn style_name(state: &State, name: &str) -> String {
    let key = format!("style-{name}");
    match state.words().get(&key) {
        word if word == key => name.to_owned(),
        word => word.to_owned(),
    }
}

fn languages(ui: &mut Ui, state: &State, out: &mut Commands) {
    let tags = state.languages();
    if tags.len() < 2 {
        return;
    }
    let label = text(language_name(state, state.language()), Type::Tool);
    let button = egui::Button::new(label).frame_when_inactive(false);
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for tag in tags {
            let row = egui::Button::selectable(tag == state.language(), language_name(state, tag));
            if ui.add(row).clicked() {
                out.push(Command::SetLanguage(tag.clone()));
                ui.close();
            }
        }
        ui.separator();
        names(ui, state, out);
    });
    response.on_hover_text(state.words().get("language-hint"));
}

/// The choice of names on the map: their language, a second one, and how what is disputed is named.
fn names(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let chosen = &state.view().names;
    let mut choose = |ui: &mut Ui, is_chosen: bool, word: String, choice: NameChoice| {
        if ui.add(egui::Button::selectable(is_chosen, word)).clicked() {
            out.push(Command::SetNames(choice));
            ui.close();
        }
    };
    let tags = || {
        let tags = state.languages().iter().map(String::as_str);
        tags.chain([LOCAL])
    };
    ui.menu_button(words.get("names-language"), |ui| {
        let unchosen = NameChoice {
            language: None,
            ..chosen.clone()
        };
        let word = words.get("names-as-texts").to_owned();
        choose(ui, chosen.language.is_none(), word, unchosen);
        for tag in tags() {
            let choice = NameChoice {
                language: Some(tag.to_owned()),
                ..chosen.clone()
            };
            let is_chosen = chosen.language.as_deref() == Some(tag);
            choose(ui, is_chosen, language_name(state, tag), choice);
        }
    });
    ui.menu_button(words.get("names-second"), |ui| {
        let none = NameChoice {
            second: None,
            ..chosen.clone()
        };
        let word = words.get("names-no-second").to_owned();
        choose(ui, chosen.second.is_none(), word, none);
        for tag in tags() {
            let choice = NameChoice {
                second: Some(tag.to_owned()),
                ..chosen.clone()
            };
            let is_chosen = chosen.second.as_deref() == Some(tag);
            choose(ui, is_chosen, language_name(state, tag), choice);
        }
    });
    ui.menu_button(words.get("names-disputed"), |ui| {
        for policy in DisputedNames::ALL {
            let choice = NameChoice {
                disputed: policy,
                ..chosen.clone()
            };
            let word = words.get(&format!("names-disputed-{}", policy.id())).to_owned();
            choose(ui, chosen.disputed == policy, word, choice);
        }
    });
}

/// What a language calls itself, else its tag.
pub(crate) fn language_name(state: &State, tag: &str) -> String {
    let key = format!("language-{tag}");
    let name = state.words().get(&key);
    if name == key {
        tag.to_owned()
    } else {
        name.to_owned()
    }
}

fn search_field(ui: &mut Ui, state: &State, search: &mut String, out: &mut Commands) {
    let width = ui.available_width().min(300.0);
    if width < 60.0 {
        return;
    }
    let hint = text(state.words().get("search-hint"), Type::Small);
    let field = egui::TextEdit::singleline(search)
        .id(search_id())
        .hint_text(hint)
        .desired_width(width - 24.0)
        .margin(egui::Margin::symmetric(9, 5));
    let response = ui.add(field).accessible_name(state.words().get("search-name"));
    if response.changed() && !search.is_empty() && !state.shows(Pane::List) {
        out.push(Command::Toggle(Pane::List));
    }
    let (escape, enter, down) = ui.input(|i| {
        use egui::Key;
        (
            i.key_pressed(Key::Escape),
            i.key_pressed(Key::Enter),
            i.key_pressed(Key::ArrowDown),
        )
    });
    if response.lost_focus() && enter && !search.trim().is_empty() {
        // The first hit, whatever was selected before.
        out.extend([ListMove::Top, ListMove::Open].map(Command::MoveInList));
        ui.memory_mut(|m| m.request_focus(super::Area::List.id()));
    } else if response.has_focus() && down {
        ui.memory_mut(|m| m.request_focus(super::Area::List.id()));
    } else if response.lost_focus() && escape {
        search.clear();
    }
}
