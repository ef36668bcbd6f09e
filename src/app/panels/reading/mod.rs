//! The reading pane: what is selected, typeset. One file for each kind of thing.

use eframe::egui;
mod event;
mod lane;
mod others;
mod page;
mod place;

use egui::{Sense, Ui, WidgetInfo};

use crate::app::state::State;
use crate::app::theme::Type;
use crate::model::Item;

use super::parts::{by_keyboard, focus_ring, head, text};
use super::{Area, Commands};
use page::Page;
pub(crate) use page::thousands;

/// Shows what is selected, or what the data set is.
pub(crate) fn show(ui: &mut Ui, state: &State, out: &mut Commands) {
    let area = ui.available_rect_before_wrap();
    let focus = ui.interact(area, Area::Reading.id(), Sense::focusable_noninteractive());
    let name = state.words().get("reading-name");
    focus.widget_info(|| WidgetInfo::labeled(egui::Role::Article, true, name));
    let selected = state.selected();
    egui::ScrollArea::vertical()
        .id_salt(("reading", selected))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            // A line that is laid out half a point too wide must not widen the panel.
            ui.set_max_width(ui.available_width() - 1.0);
            ui.spacing_mut().item_spacing.y = 4.0;
            let mut page = Page { state, out };
            match selected {
                None => cover(ui, &mut page),
                Some(Item::Event(ix)) => event::show(ui, &mut page, ix),
                Some(Item::Place(ix)) => place::show(ui, &mut page, ix),
                Some(Item::Lane(ix)) => lane::show(ui, &mut page, ix),
                Some(Item::Period(ix)) => others::period(ui, &mut page, ix),
                Some(Item::Actor(ix)) => others::actor(ui, &mut page, ix),
                Some(Item::Series(ix)) => others::series(ui, &mut page, ix),
            }
            ui.add_space(24.0);
        });
    if focus.has_focus() && by_keyboard(ui) {
        focus_ring(ui, area.expand(4.0), 4.0);
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
