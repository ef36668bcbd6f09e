//! The reading pane: what is selected, typeset. One file for each kind of thing.

use eframe::egui;
mod event;
mod lane;
mod lane_table;
mod others;
mod page;
mod place;
mod scene;

use egui::{Sense, Ui, WidgetInfo};

use crate::app::command::Command;
use crate::app::pictures::Pictures;
use crate::app::state::State;
use crate::app::theme::Type;
use crate::model::{Item, SceneIx, SourceIx};

use super::parts::{by_keyboard, focus_ring, head, text};
use super::{Area, Commands};
use page::Page;
pub(crate) use scene::{arrow, number_in_words};

/// What the pane keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The work whose citation was clicked, in which scene, and whether the list must scroll to it.
    mark: Option<(SceneIx, page::Mark)>,
}

impl Reading {
    /// Shows the scene that is read, what is selected, or what the data set is.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, pictures: &mut Pictures, out: &mut Commands) {
        let area = ui.available_rect_before_wrap();
        let focus = ui.interact(area, Area::Reading.id(), Sense::focusable_noninteractive());
        let name = state.words().get("reading-name");
        focus.widget_info(|| WidgetInfo::labeled(egui::Role::Article, true, name));
        let scene = state.scene();
        let read = scene.filter(|_| state.reads_scene());
        match (scene, read) {
            (_, Some(scene)) => {
                let panel = egui::Panel::bottom("scene-foot").show_separator_line(false);
                let panel = panel.frame(egui::Frame::new()).resizable(false);
                panel.show(ui, |ui| scene::foot(ui, state, scene, out));
            }
            (Some(scene), None) => scene::way_back(ui, state, scene, out),
            (None, None) => {}
        }
        let selected = state.selected();
        egui::ScrollArea::vertical()
            .id_salt(("reading", read, selected))
            .auto_shrink([false, false])
            .show(ui, |ui| {
                // A line that is laid out half a point too wide must not widen the panel.
                ui.set_max_width(ui.available_width() - 1.0);
                ui.spacing_mut().item_spacing.y = 4.0;
                let mark = self.mark.filter(|(marked, _)| Some(*marked) == read);
                let mark = mark.map(|(_, mark)| mark);
                let mut page = Page {
                    state,
                    pictures,
                    out,
                    mark,
                };
                match (read, selected) {
                    (Some(scene), _) => {
                        let clicked = scene::show(ui, &mut page, scene);
                        self.keep_mark(scene, clicked);
                    }
                    (None, Some(item)) => show_item(ui, &mut page, item),
                    (None, None) => cover(ui, &mut page),
                }
                ui.add_space(24.0);
            });
        if focus.has_focus() && by_keyboard(ui) {
            focus_ring(ui, area.expand(4.0), 4.0);
        }
    }

    /// Marks the work of a clicked citation; the list of sources scrolls there once.
    fn keep_mark(&mut self, scene: SceneIx, clicked: Option<SourceIx>) {
        if let Some(source) = clicked {
            self.mark = Some((scene, page::Mark { source, scroll: true }));
        } else if let Some((_, mark)) = &mut self.mark {
            mark.scroll = false;
        }
    }
}

fn show_item(ui: &mut Ui, page: &mut Page<'_>, item: Item) {
    match item {
        Item::Event(ix) => event::show(ui, page, ix),
        Item::Place(ix) => place::show(ui, page, ix),
        Item::Lane(ix) => lane::show(ui, page, ix),
        Item::Period(ix) => others::period(ui, page, ix),
        Item::Actor(ix) => others::actor(ui, page, ix),
        Item::Series(ix) => others::series(ui, page, ix),
    }
}

/// What stands there while nothing is selected: the data set itself and where to begin.
fn cover(ui: &mut Ui, page: &mut Page<'_>) {
    let (state, data) = (page.state, page.state.dataset());
    let words = state.words();
    page.kicker(ui, words.get("cover-kicker"));
    ui.label(text(data.title(), Type::Title));
    if !data.description().is_empty() {
        ui.add_space(6.0);
        ui.label(text(data.description(), Type::Reading));
    }
    ui.add_space(8.0);
    ui.label(text(words.get("cover-hint"), Type::Note).weak());
    if state.has_story() {
        ui.add_space(8.0);
        let count = data.scenes().len();
        let line = words.with("read-story", &[("count", count.into())]);
        if ui.button(text(line, Type::ToolStrong)).clicked() {
            page.out.push(Command::FirstScene);
        }
    }
    if data.periods().len() > 0 {
        head(ui, words.get("periods"));
        for ix in data.periods() {
            page.item_row(ui, Item::Period(ix));
        }
    }
    if data.lanes().len() > 0 {
        head(ui, words.get("lanes"));
        for ix in data.lanes() {
            page.lane_row(ui, ix);
        }
    }
    if !data.licence().is_empty() {
        head(ui, words.get("licence"));
        ui.label(text(data.licence(), Type::Note));
    }
}
