//! The page of a scene: its words typeset, its sources, the speaker's notes, and the way on.

use eframe::egui;
use egui::{Align, Layout, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::command::Command;
use crate::app::panels::parts::{cut, focus_ring, rule, text};
use crate::app::panels::prose::{self, Letters};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::model::{SceneIx, SourceIx};

use super::Commands;
use super::page::Page;

/// Shows a scene; gives back the work whose citation was clicked.
pub(super) fn show(ui: &mut Ui, page: &mut Page<'_>, scene: SceneIx) -> Option<SourceIx> {
    let state = page.state;
    let words = state.words();
    let told = state.dataset().scene(scene).words(state.language());
    ui.horizontal(|ui| {
        page.kicker(ui, &number_in_words(state, scene));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let leave = ui.link(text(words.get("command-leave-story"), Type::Small));
            if leave.on_hover_text(words.get("leave-story-hint")).clicked() {
                page.out.push(Command::LeaveStory);
            }
        });
    });
    ui.add(egui::Label::new(text(&told.title, Type::Title)).wrap());
    ui.add_space(6.0);
    let mut clicked = prose::show(ui, state, &told.body, Letters::reading(), page.out);
    shown(ui, page);
    if !told.notes.is_empty() {
        clicked = clicked.or(notes(ui, page, scene));
    }
    page.sources(ui, &told.sources());
    clicked
}

/// "Scene 7 of 18".
pub(crate) fn number_in_words(state: &State, scene: SceneIx) -> String {
    let args = [
        ("number", (scene.index() + 1).into()),
        ("count", state.dataset().scenes().len().into()),
    ];
    state.words().with("scene-number", &args)
}

/// What the scene has selected, as a way to its own page, and how to light all that it leaves dim.
fn shown(ui: &mut Ui, page: &mut Page<'_>) {
    let state = page.state;
    let words = state.words();
    let selected = state.selected();
    let has_focus = !state.view().focus.is_empty();
    if selected.is_none() && !has_focus {
        return;
    }
    ui.add_space(10.0);
    if let Some(item) = selected {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.label(text(words.get("scene-selected"), Type::Small).weak());
            if ui.link(text(state.title(item), Type::Small)).clicked() {
                page.out.push(Command::GoTo(item));
            }
        });
    }
    if has_focus {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.label(text(words.get("scene-focus"), Type::Small).weak());
            let light = ui.link(text(words.get("command-light-everything"), Type::Small));
            if light.clicked() {
                page.out.push(Command::LightEverything);
            }
        });
    }
}

/// The speaker's notes, folded under their heading.
fn notes(ui: &mut Ui, page: &mut Page<'_>, scene: SceneIx) -> Option<SourceIx> {
    let state = page.state;
    let told = state.dataset().scene(scene).words(state.language());
    ui.add_space(8.0);
    let heading = text(state.words().get("speaker-notes").to_uppercase(), Type::Head)
        .extra_letter_spacing(0.9)
        .weak();
    let mut clicked = None;
    let letters = Letters {
        size: Type::Note.font().size + 0.5,
        line: 20.0,
        citation: Some(Type::Small.font().size),
    };
    let shown = egui::CollapsingHeader::new(heading)
        .id_salt("speaker-notes")
        .open(Some(state.story.notes_are_open))
        .show_unindented(ui, |ui| {
            clicked = prose::show(ui, state, &told.notes, letters, page.out);
        });
    if shown.header_response.clicked() {
        page.out.push(Command::ToggleSceneNotes);
    }
    clicked
}

/// The bar over the page of another thing: the way back to the scene.
pub(super) fn way_back(ui: &mut Ui, state: &State, scene: SceneIx, out: &mut Commands) {
    let args = [
        ("number", (scene.index() + 1).into()),
        ("title", state.scene_title(scene).into()),
    ];
    let label = state.words().with("back-to-scene", &args);
    let height = 34.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &label));
    ground(ui, state, rect, &response, true);
    let accent = color(state.style().chrome.accent);
    arrow(ui, pos2(rect.left() + 14.0, rect.center().y), -1.0, 9.0, accent);
    let room = rect.width() - 36.0;
    let line = cut(ui, &label, Type::ToolStrong, accent, room, 1);
    let at = pos2(rect.left() + 26.0, rect.center().y - line.size().y / 2.0);
    ui.painter().galley(at, line, accent);
    let hint = state
        .words()
        .with("by-key", &[("key", egui::Key::Backspace.name().into())]);
    if response.on_hover_text(hint).clicked() {
        out.push(Command::ReturnToScene);
    }
    ui.add_space(8.0);
}

/// The foot of the pane: back to the scene's view where the reader has moved it, and the neighbours.
pub(super) fn foot(ui: &mut Ui, state: &State, scene: SceneIx, out: &mut Commands) {
    let words = state.words();
    rule(ui);
    if !state.is_at_scene() {
        let back = ui.link(text(words.get("back-to-scene-view"), Type::Small));
        let hint = words.with("by-key", &[("key", egui::Key::Backspace.name().into())]);
        if back.on_hover_text(hint).clicked() {
            out.push(Command::ReturnToScene);
        }
        ui.add_space(4.0);
    }
    let gap = 8.0;
    let width = (ui.available_width() - gap) / 2.0;
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), FOOT_BUTTON), Sense::hover());
    for (step, command) in [(-1, Command::PreviousScene), (1, Command::NextScene)] {
        let left = if step < 0 {
            whole.left()
        } else {
            whole.right() - width
        };
        let rect = Rect::from_min_size(pos2(left, whole.top()), vec2(width, whole.height()));
        let to = scene.index().checked_add_signed(step);
        let to = to.and_then(|index| state.dataset().scenes().nth(index));
        if neighbour(ui, state, rect, step, to) {
            out.push(command);
        }
    }
}

/// Height of the buttons that lead on, in points.
const FOOT_BUTTON: f32 = 60.0;

/// A button to the scene before or after; where there is none, it says so.
fn neighbour(ui: &Ui, state: &State, rect: Rect, step: isize, to: Option<SceneIx>) -> bool {
    let words = state.words();
    let (word, end) = if step < 0 {
        ("scene-back", "scene-is-first")
    } else {
        ("scene-next", "scene-is-last")
    };
    let title = to.map_or(words.get(end), |scene| state.scene_title(scene));
    let sense = if to.is_some() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let response = ui.interact(rect, ui.scope_id().with(("neighbour", step)), sense);
    let name = format!("{}: {title}", words.get(word));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, to.is_some(), &name));
    ground(ui, state, rect, &response, to.is_some());
    let chrome = &state.style().chrome;
    let (ink, muted) = (color(chrome.text), color(chrome.muted));
    let fade = if to.is_some() { 1.0 } else { 0.7 };
    let room = rect.width() - 22.0;
    let head = cut(
        ui,
        words.get(word),
        Type::Small,
        muted.gamma_multiply(fade),
        room - 14.0,
        1,
    );
    let body = cut(ui, title, Type::ToolStrong, ink.gamma_multiply(fade), room, 2);
    let top = rect.top() + 6.0;
    let x = |width: f32| {
        if step < 0 {
            rect.left() + 11.0
        } else {
            rect.right() - 11.0 - width
        }
    };
    let beside = if step < 0 { 13.0 } else { -13.0 };
    if to.is_some() {
        let edge = if step < 0 {
            rect.left() + 14.0
        } else {
            rect.right() - 14.0
        };
        arrow(
            ui,
            pos2(edge, top + head.size().y / 2.0 + 0.5),
            step as f32,
            9.0,
            muted,
        );
    }
    let head_x = x(head.size().x) + if to.is_some() { beside } else { 0.0 };
    let body_top = top + head.size().y + 1.0;
    ui.painter().galley(pos2(head_x, top), head, muted);
    let body_x = if step < 0 {
        rect.left() + 11.0
    } else {
        x(body.size().x)
    };
    ui.painter().galley(pos2(body_x, body_top), body, ink);
    let clicked = response.clicked();
    response.on_hover_text(title);
    clicked && to.is_some()
}

/// The ground of a large button.
fn ground(ui: &Ui, state: &State, rect: Rect, response: &Response, enabled: bool) {
    let chrome = &state.style().chrome;
    let fill = if response.hovered() && enabled {
        chrome.selection
    } else {
        chrome.hover
    };
    let fill = color(fill).gamma_multiply(if enabled { 1.0 } else { 0.5 });
    ui.painter().rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        focus_ring(ui, rect, 6.0);
    }
    if response.hovered() && enabled {
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
    }
}

/// A triangle of some height to the left (-1) or right (1), drawn so that no font has to have it.
pub(crate) fn arrow(ui: &Ui, center: egui::Pos2, way: f32, size: f32, ink: egui::Color32) {
    let points = [(-0.28, -0.5), (0.39, 0.0), (-0.28, 0.5)];
    let points = points.map(|(x, y)| center + vec2(x * way, y) * size);
    ui.painter().add(egui::Shape::convex_polygon(
        points.to_vec(),
        ink,
        egui::Stroke::NONE,
    ));
}
