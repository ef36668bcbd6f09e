//! Indicators plotted on the timeline's time: same edges, same cursor, same window.

use eframe::egui;
use egui::{Color32, RichText, Ui, vec2};
use egui_plot::{AxisHints, GridMark, Line, Plot, PlotPoint, PlotPoints, Points, Span, VLine};

use crate::app::command::{Command, Gesture};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::chronology::{Day, in_words_short};
use crate::model::{Series, SeriesIx};

use super::Commands;
use super::parts::{cut, marker, text, theme_ink};
use super::plot::{Figure, figure_at, figure_before, runs, ticks, value_in_words, value_range};

/// Points between two marks of an axis from which on they are drawn, and from which on in full.
const TICK_LABELS: std::ops::RangeInclusive<f32> = 1.0..=8.0;
/// The least height of a plot, in points.
const LOWEST: f32 = 36.0;
/// Half of a number's height: room for those that stand at the ends of an axis.
const HALF_NUMBER: f32 = 7.0;
/// Room for the numbers of an axis, in points.
const NUMBERS: f32 = 52.0;

/// Shows the plots of the chosen series, one plot for each unit. `left` and `right` are where the
/// timeline's axis begins and ends, in points of the window.
pub(crate) fn show(ui: &mut Ui, state: &State, left: f32, right: f32, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| chooser(ui, state, out));
    let groups = by_unit(state);
    if groups.is_empty() {
        let key = if state.dataset().all_series().len() == 0 {
            "indicators-none"
        } else {
            "indicators-unchosen"
        };
        ui.label(text(state.words().get(key), Type::Note).weak());
        return;
    }
    let height = ((ui.available_height() - 4.0 - 2.0 * HALF_NUMBER) / groups.len() as f32 - 4.0).max(LOWEST);
    egui::ScrollArea::vertical()
        .id_salt("plots")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.add_space(HALF_NUMBER);
            for (unit, members) in &groups {
                plot(ui, state, unit, members, [left, right], height, out);
            }
            ui.add_space(HALF_NUMBER);
        });
}

/// The chosen series in groups of one unit.
fn by_unit(state: &State) -> Vec<(&str, Vec<SeriesIx>)> {
    let mut groups: Vec<(&str, Vec<SeriesIx>)> = Vec::new();
    for ix in state.plotted() {
        let unit = state.dataset().series(ix).unit.as_str();
        match groups.iter_mut().find(|(u, _)| *u == unit) {
            Some((_, members)) => members.push(ix),
            None => groups.push((unit, vec![ix])),
        }
    }
    groups
}

/// The colour of a series: the data set's own colours in turn.
fn colour(state: &State, ix: SeriesIx) -> Color32 {
    let data = state.dataset();
    let themes = data.themes().len();
    match data.themes().nth(ix.index() % themes.max(1)) {
        Some(theme) => theme_ink(state, theme),
        None => color(state.style().chrome.accent),
    }
}

/// Which series are plotted, each with its figure at the cursor.
fn chooser(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let title = text(words.get("choose-series"), Type::Small);
    let button = egui::Button::new(title).frame_when_inactive(false);
    egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for ix in state.dataset().all_series() {
            let series = state.dataset().series(ix);
            let mut on = state.plots(ix);
            let name = format!("{}, {}", series.title.get(state.language()), series.unit);
            if ui.checkbox(&mut on, text(name, Type::Tool)).changed() {
                out.push(Command::ToggleSeries(ix));
            }
        }
    });
    for ix in state.plotted() {
        let series = state.dataset().series(ix);
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, 18.0), egui::Sense::hover());
        let shape = crate::model::MarkerShape::Circle;
        marker(ui.painter(), shape, rect.center(), 4.0, colour(state, ix));
        let name = egui::Label::new(text(series.title.get(state.language()), Type::Small));
        if ui.add(name.sense(egui::Sense::click())).clicked() {
            out.push(Command::GoTo(crate::model::Item::Series(ix)));
        }
        ui.label(reading(state, series));
        ui.add_space(10.0);
    }
}

/// The figure at the cursor with the time that it holds for, else the last one before with its own time;
/// never one between two.
fn reading(state: &State, series: &Series) -> RichText {
    let (day, words) = (state.view().time.cursor, state.words());
    if let Some(point) = figure_at(series, day) {
        let value = point.value.map(value_in_words).unwrap_or_default();
        let line = format!("{value} ({})", in_words_short(&point.when));
        return text(line, Type::Small).strong();
    }
    let line = match figure_before(series, day) {
        Some(point) => {
            let value = point.value.map(value_in_words).unwrap_or_default();
            let when = in_words_short(&point.when);
            words.with("figure-before", &[("when", when.into()), ("value", value.into())])
        }
        None => words.get("no-figure-yet").to_owned(),
    };
    text(line, Type::Small).weak()
}

fn plot(
    ui: &mut Ui,
    state: &State,
    unit: &str,
    members: &[SeriesIx],
    [left, right]: [f32; 2],
    height: f32,
    out: &mut Commands,
) {
    let data = state.dataset();
    let all: Vec<(SeriesIx, Vec<Vec<Figure>>)> = members
        .iter()
        .map(|ix| (*ix, runs(data.series(*ix), state.time_span())))
        .collect();
    let time = state.view().time;
    let figures = all.iter().flat_map(|(_, runs)| runs.iter().flatten());
    let values = value_range(figures, time.shown).unwrap_or((0.0, 1.0));
    let shown = time.axis(1.0);
    let (from, to) = (shown.start().to_days(), shown.end().to_days());
    let timeline = &state.style().timeline;
    let outer_left = ui.max_rect().left();
    let axis = AxisHints::new_y()
        .label_spacing(TICK_LABELS)
        .min_thickness((left - outer_left).max(30.0))
        .tick_label_font(Type::Small.font())
        .tick_label_color(color(timeline.tick_text))
        .formatter(|mark, _| value_in_words(mark.value));
    let response = Plot::new(("plot", unit))
        .height(height)
        .width((right - outer_left).max(60.0))
        .show_axes([false, true])
        .custom_y_axes(vec![axis])
        .show_grid([false, true])
        .grid_spacing(TICK_LABELS)
        .y_grid_spacer(move |_| {
            // Marks that are said to stand far apart are drawn in full, however low the plot is.
            let step_size = values.1 - values.0;
            let values = ticks(values, f64::from(height));
            let mark = |value| GridMark { value, step_size };
            values.into_iter().map(mark).collect()
        })
        .grid_color(color(timeline.row_rule))
        .show_background(false)
        .set_margin_fraction(egui::Vec2::ZERO)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .label_formatter(|_| None)
        .show(ui, |plot| {
            plot.set_plot_bounds_x(from..=to);
            plot.set_plot_bounds_y(values.0..=values.1);
            let window = (time.window.first().0 as f64)..=(time.window.last().0 as f64 + 1.0);
            let ground = Span::new("", window)
                .fill(color(timeline.window))
                .border_width(0.0);
            plot.span(ground);
            for (ix, runs) in &all {
                draw(plot, runs, colour(state, *ix));
            }
            let cursor = time.cursor.0 as f64 + 0.5;
            plot.vline(
                VLine::new("", cursor)
                    .color(color(timeline.cursor))
                    .width(1.2)
                    .allow_hover(false),
            );
        });
    unit_in_gutter(ui, unit, response.response.rect, outer_left);
    let name = format!("{} {unit}", state.words().get("plot-name"));
    response
        .response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Figure, true, &name));
    let Some(pointer) = response.response.hover_pos() else {
        return;
    };
    let at = response.transform.value_from_position(pointer);
    if response.response.clicked() {
        out.push(Command::SetCursor(Day(at.x.floor() as i64), Gesture::Once));
    }
    let distance = |f: &Figure| {
        let dot = response
            .transform
            .position_from_point(&PlotPoint::new(f.middle(), f.value));
        dot.distance(pointer)
    };
    let nearest = all
        .iter()
        .flat_map(|(ix, runs)| runs.iter().flatten().map(move |f| (*ix, f)))
        .map(|(ix, f)| (ix, f, distance(f)))
        .min_by(|a, b| a.2.total_cmp(&b.2));
    if let Some((ix, figure, near)) = nearest
        && near < 14.0
    {
        let series = data.series(ix);
        response
            .response
            .on_hover_ui_at_pointer(|ui| tooltip(ui, state, series, figure));
    }
}

/// The unit across, beside the numbers of its axis; inside the plot where there is no room for it.
fn unit_in_gutter(ui: &Ui, unit: &str, plot: egui::Rect, left: f32) {
    let room = plot.left() - left - NUMBERS;
    let (x, room) = if room >= 44.0 {
        (left, room)
    } else {
        (plot.left() + 6.0, plot.width() / 2.0)
    };
    let letters = ui.visuals().weak_text_color();
    let words = cut(ui, unit, Type::Small, letters, room, 3);
    ui.painter()
        .galley(egui::pos2(x, plot.top() + 2.0), words, letters);
}

/// A run as stretches of time joined by thin lines, with a dot in the middle of each.
fn draw(plot: &mut egui_plot::PlotUi<'_>, run: &[Vec<Figure>], ink: Color32) {
    for figures in run {
        let joined: Vec<[f64; 2]> = figures.iter().map(|f| [f.middle(), f.value]).collect();
        let thin = Line::new("", PlotPoints::from(joined.clone())).color(ink.gamma_multiply(0.55));
        plot.line(thin.width(1.0).allow_hover(false));
        for f in figures {
            let stretch = vec![[f.from, f.value], [f.to + 1.0, f.value]];
            plot.line(
                Line::new("", PlotPoints::from(stretch))
                    .color(ink)
                    .width(2.2)
                    .allow_hover(false),
            );
        }
        plot.points(
            Points::new("", PlotPoints::from(joined))
                .color(ink)
                .radius(3.0)
                .allow_hover(false),
        );
    }
}

/// A figure with its date, note and sources.
fn tooltip(ui: &mut Ui, state: &State, series: &Series, figure: &Figure) {
    let Some(point) = series.points.get(figure.point) else {
        return;
    };
    ui.set_max_width(340.0);
    ui.label(text(series.title.get(state.language()), Type::ToolStrong));
    let line = format!(
        "{} {}, {}",
        value_in_words(figure.value),
        series.unit,
        in_words_short(&point.when)
    );
    ui.label(text(line, Type::Tool));
    if !point.note.is_empty() {
        ui.label(text(&point.note, Type::Small));
    }
    for source in &point.sources {
        ui.label(text(&state.dataset().source(*source).citation, Type::Small).weak());
    }
}
