//! The pages of periods, actors and indicator series.

use eframe::egui;
use egui::Ui;

use crate::app::command::{Command, Gesture, Pane};
use crate::app::panels::parts::{differs_sign, head, text};
use crate::app::theme::Type;
use crate::app::time_moves;
use crate::chronology::in_words;
use crate::compose::value_in_words;
use crate::model::{ActorIx, Item, PeriodIx, SeriesIx, Subject};

use super::page::Page;

/// Shows a period.
pub(super) fn period(ui: &mut Ui, page: &mut Page<'_>, ix: PeriodIx) {
    let (state, data) = (page.state, page.state.dataset());
    let (period, words) = (data.period(ix), page.state.words());
    page.kicker(ui, words.get("kind-period"));
    page.title(ui, Item::Period(ix));
    page.date(ui, &period.when);
    page.reading(ui, period.summary.get(state.language()), Type::Reading);
    page.note(ui, &period.note, &period.differs);
    if let Some(span) = time_moves::bounded(period.when.span()) {
        ui.add_space(6.0);
        if ui.button(text(words.get("show-period"), Type::Tool)).clicked() {
            page.out.push(Command::SetWindow(span, Gesture::Once));
        }
    }
    let events: Vec<_> = data.events_meeting(period.when.span()).collect();
    page.events(ui, &events);
    page.sources_of(ui, &period.sources, &period.differs);
}

/// Shows an actor.
pub(super) fn actor(ui: &mut Ui, page: &mut Page<'_>, ix: ActorIx) {
    let data = page.state.dataset();
    let (actor, words) = (data.actor(ix), page.state.words());
    let kind = if actor.kind.is_empty() {
        words.get("kind-actor")
    } else {
        &actor.kind
    };
    page.kicker(ui, kind);
    page.title(ui, Item::Actor(ix));
    if let Some(when) = &actor.when {
        page.date(ui, when);
    }
    let events: Vec<_> = data
        .events()
        .filter(|e| data.event(*e).actors.contains(&ix))
        .collect();
    page.events(ui, &events);
    page.sources(ui, &actor.sources);
}

/// Shows an indicator series with every figure, its date and its source.
pub(super) fn series(ui: &mut Ui, page: &mut Page<'_>, ix: SeriesIx) {
    let (state, data) = (page.state, page.state.dataset());
    let (series, words) = (data.series(ix), page.state.words());
    page.kicker(ui, &format!("{} · {}", words.get("kind-series"), series.unit));
    page.title(ui, Item::Series(ix));
    let about = series.about.iter().map(|subject| match subject {
        Subject::Place(p) => Item::Place(*p),
        Subject::Lane(l) => Item::Lane(*l),
        Subject::Actor(a) => Item::Actor(*a),
    });
    page.chips(ui, about);
    let mut plotted = state.plots(ix) && state.shows(Pane::Indicators);
    if ui
        .checkbox(&mut plotted, text(words.get("plot-series"), Type::Tool))
        .changed()
    {
        if state.plots(ix) != plotted {
            page.out.push(Command::ToggleSeries(ix));
        }
        if plotted && !state.shows(Pane::Indicators) {
            page.out.push(Command::Toggle(Pane::Indicators));
        }
    }
    head(ui, words.get("figures"));
    let mut cited = Vec::new();
    egui::Grid::new("figures")
        .num_columns(3)
        .spacing([16.0, 3.0])
        .show(ui, |ui| {
            for point in &series.points {
                ui.label(text(in_words(&point.when), Type::Note));
                let value = point.value.map_or_else(
                    || words.get("no-figure").to_owned(),
                    |value| value_in_words(value, &series.unit),
                );
                let mut cell = ui.horizontal(|ui| {
                    ui.label(text(value, Type::Note));
                    if !point.differs.is_empty() {
                        let (rect, sign) =
                            ui.allocate_exact_size(egui::vec2(12.0, 16.0), egui::Sense::hover());
                        differs_sign(ui.painter(), rect.center(), 9.0, ui.visuals().warn_fg_color);
                        let name = words.get("sources-differ");
                        sign.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name));
                    }
                });
                if !point.note.is_empty() {
                    cell.response = cell.response.on_hover_text(&point.note);
                }
                for source in point.sources.iter().chain(&point.differs) {
                    if !cited.contains(source) {
                        cited.push(*source);
                    }
                }
                let numbers: Vec<_> = point
                    .sources
                    .iter()
                    .filter_map(|s| cited.iter().position(|c| c == s))
                    .map(|n| (n + 1).to_string())
                    .collect();
                ui.label(text(numbers.join(", "), Type::Small).weak());
                ui.end_row();
            }
        });
    page.sources(ui, &cited);
}
