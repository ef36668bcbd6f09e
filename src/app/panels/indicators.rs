//! Indicators plotted on the timeline's time: same edges, same cursor, same window. What is plotted is prepared in
//! `compose`, where pages take it from as well.

use eframe::egui;
use egui::{Align2, Color32, RichText, Ui, vec2};
use egui_plot::{AxisHints, GridMark, Line, Plot, PlotPoint, PlotPoints, Points, Span, VLine};

use crate::app::command::{Command, Gesture};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::chronology::{Day, Length, date_words, in_words_with};
use crate::compose::{
    DOT, Figure, PlottedSeries, PreparedPlot, PreparedPlots, value_in_words, value_with_unit,
};
use crate::model::MarkerShape;

use super::Commands;
use super::parts::{cut, marker, text};

/// Points between two marks of an axis from which on they are drawn, and from which on in full.
const TICK_LABELS: std::ops::RangeInclusive<f32> = 1.0..=8.0;
/// The least height of a plot, in points.
const LOWEST: f32 = 36.0;
/// Half of a number's height: room for those that stand at the ends of an axis.
const HALF_NUMBER: f32 = 7.0;
/// Room for the numbers of an axis, in points.
const NUMBERS: f32 = 52.0;
/// How near the pointer must be to a mark, and how near to that one others are told as well, in points.
const NEAR: f32 = 14.0;
const SAME: f32 = 1.5;
/// So many figures are told at once at most.
const MOST_TOLD: usize = 3;

/// Shows the plots of the chosen series, one plot for each unit. `left` and `right` are where the
/// timeline's axis begins and ends, in points of the window.
pub(crate) fn show(ui: &mut Ui, state: &State, left: f32, right: f32, out: &mut Commands) {
    let prepared = state.plots_of_series();
    ui.horizontal_wrapped(|ui| chooser(ui, state, &prepared, out));
    let plots = &prepared.plots;
    if plots.is_empty() {
        let key = if state.dataset().all_series().len() == 0 {
            "indicators-none"
        } else {
            "indicators-unchosen"
        };
        ui.label(text(state.words().get(key), Type::Note).weak());
        return;
    }
    let between = 2.0 * HALF_NUMBER;
    let height = ((ui.available_height() - 4.0) / plots.len() as f32 - between).max(LOWEST);
    egui::ScrollArea::vertical()
        .id_salt("plots")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.add_space(HALF_NUMBER);
            ui.spacing_mut().item_spacing.y = between;
            for prepared in plots {
                plot(ui, state, prepared, [left, right], height, out);
            }
        });
}

/// Which series are plotted, each with its figure at the cursor.
fn chooser(ui: &mut Ui, state: &State, prepared: &PreparedPlots, out: &mut Commands) {
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
    for member in prepared.plots.iter().flat_map(|plot| &plot.members) {
        // A sign stays with its name and its figure.
        let said = reading(state, member);
        let width = |words: &str| {
            cut(ui, words, Type::Small, Color32::PLACEHOLDER, f32::INFINITY, 1)
                .size()
                .x
        };
        let room = 10.0 + width(&member.title) + width(said.text()) + 3.0 * ui.spacing().item_spacing.x;
        if ui.available_size_before_wrap().x < room {
            ui.end_row();
        }
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, 18.0), egui::Sense::hover());
        marker(ui.painter(), member.shape, rect.center(), 4.0, color(member.ink));
        let name = egui::Label::new(text(&member.title, Type::Small));
        if ui.add(name.sense(egui::Sense::click())).clicked() {
            out.push(Command::GoTo(crate::model::Item::Series(member.series)));
        }
        ui.label(said);
        ui.add_space(10.0);
    }
}

/// What a series says at the cursor.
fn reading(state: &State, member: &PlottedSeries) -> RichText {
    let words = state.words();
    let (before, not_yet) = (
        words.get("picture-figure-before"),
        words.get("picture-no-figure-yet"),
    );
    let said = text(member.reading.in_words(before, not_yet), Type::Small);
    if member.reading.holds() {
        said.strong()
    } else {
        said.weak()
    }
}

fn plot(
    ui: &mut Ui,
    state: &State,
    prepared: &PreparedPlot,
    [left, right]: [f32; 2],
    height: f32,
    out: &mut Commands,
) {
    let timeline = &state.style().timeline;
    let outer_left = ui.max_rect().left();
    let size = [f64::from(right - left), f64::from(height)];
    let unit = prepared.unit.clone();
    let axis = AxisHints::new_y()
        .label_spacing(TICK_LABELS)
        .min_thickness((left - outer_left).max(30.0))
        .tick_label_font(Type::Small.font())
        .tick_label_color(color(timeline.tick_text))
        .formatter(move |mark, _| value_in_words(mark.value, &unit));
    let scale = prepared.scale;
    let response = Plot::new(("plot", &prepared.unit))
        .height(height)
        .width((right - outer_left).max(60.0))
        .invert_y(scale.is_inverted)
        .show_axes([false, true])
        .custom_y_axes(vec![axis])
        .show_grid([false, true])
        .grid_spacing(TICK_LABELS)
        .y_grid_spacer(move |_| {
            // Marks that are said to stand far apart are drawn in full, however low the plot is.
            let step_size = scale.high - scale.low;
            let mark = |value| GridMark { value, step_size };
            scale.ticks(f64::from(height)).into_iter().map(mark).collect()
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
            let [from, to] = prepared.shown;
            plot.set_plot_bounds_x(from..=to);
            plot.set_plot_bounds_y(scale.low..=scale.high);
            let ground = Span::new("", prepared.window[0]..=prepared.window[1])
                .fill(color(timeline.window))
                .border_width(0.0);
            plot.span(ground);
            for member in &prepared.members {
                draw(plot, member);
            }
            plot.vline(
                VLine::new("", prepared.cursor)
                    .color(color(timeline.cursor))
                    .width(1.2)
                    .allow_hover(false),
            );
            notes(plot, state, prepared, size);
        });
    unit_in_gutter(ui, &prepared.unit, response.response.rect, outer_left);
    let name = format!("{} {}", state.words().get("plot-name"), prepared.unit);
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
    let place = |day: f64, value: f64| {
        response
            .transform
            .position_from_point(&PlotPoint::new(day, value))
    };
    let distance = |f: &Figure| {
        let [from, to] = f.stretch().map(|day| place(day, f.value));
        let on_stretch = egui::pos2(pointer.x.clamp(from.x, to.x.max(from.x)), from.y);
        let dot = place(f.middle(), f.value).distance(pointer);
        dot.min(on_stretch.distance(pointer))
    };
    let all = prepared
        .members
        .iter()
        .flat_map(|m| m.figures().map(move |f| (m, f)));
    let mut near: Vec<_> = all
        .map(|(m, f)| (m, f, distance(f)))
        .filter(|(.., d)| *d < NEAR)
        .collect();
    near.sort_by(|a, b| a.2.total_cmp(&b.2));
    let Some(nearest) = near.first().map(|(.., d)| *d) else {
        return;
    };
    near.retain(|(.., d)| *d < nearest + SAME);
    near.truncate(MOST_TOLD);
    response.response.on_hover_ui_at_pointer(|ui| {
        for (member, figure, _) in &near {
            tooltip(ui, state, member, figure);
        }
    });
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

/// A series: thin lines within its runs, stretches of time, a dot for each figure.
fn draw(plot: &mut egui_plot::PlotUi<'_>, member: &PlottedSeries) {
    let ink = color(member.ink);
    let line = |points: Vec<[f64; 2]>, ink: Color32, width: f32| {
        let line = Line::new("", PlotPoints::from(points)).color(ink);
        line.width(width).allow_hover(false)
    };
    let dot = |f: &Figure| [f.middle(), f.value];
    for run in member.runs.iter().filter(|run| run.len() > 1) {
        plot.line(line(run.iter().map(dot).collect(), ink.gamma_multiply(0.55), 1.0));
    }
    for f in member.figures() {
        plot.line(line(f.stretch().map(|day| [day, f.value]).to_vec(), ink, 2.2));
    }
    let dots: Vec<[f64; 2]> = member.figures().map(dot).collect();
    let points = Points::new("", PlotPoints::from(dots))
        .color(ink)
        .radius(DOT as f32);
    plot.points(points.shape(shape(member.shape)).allow_hover(false));
}

/// The shape of dots in the plotting toolkit.
fn shape(shape: MarkerShape) -> egui_plot::MarkerShape {
    match shape {
        MarkerShape::Square => egui_plot::MarkerShape::Square,
        MarkerShape::Diamond => egui_plot::MarkerShape::Diamond,
        MarkerShape::Triangle => egui_plot::MarkerShape::Up,
        MarkerShape::TriangleDown => egui_plot::MarkerShape::Down,
        _ => egui_plot::MarkerShape::Circle,
    }
}

/// The values beside marks.
fn notes(plot: &mut egui_plot::PlotUi<'_>, state: &State, prepared: &PreparedPlot, size: [f64; 2]) {
    let letters = color(state.style().chrome.text);
    let ctx = plot.ctx().clone();
    let measure = |words: &str| {
        let galley = ctx.fonts_mut(|f| f.layout_no_wrap(words.to_owned(), Type::Small.font(), letters));
        [f64::from(galley.size().x), f64::from(Type::Small.font().size)]
    };
    for note in prepared.notes(size, measure) {
        let [day, value] = prepared.at(note.rect.center(), size);
        let words = RichText::new(&note.text).font(Type::Small.font());
        let item = egui_plot::Text::new("", PlotPoint::new(day, value), words).color(letters);
        plot.text(item.anchor(Align2::CENTER_CENTER).allow_hover(false));
    }
}

/// A figure with its date, note and sources.
fn tooltip(ui: &mut Ui, state: &State, member: &PlottedSeries, figure: &Figure) {
    let series = state.dataset().series(member.series);
    let Some(point) = series.points.get(figure.point) else {
        return;
    };
    ui.set_max_width(340.0);
    ui.label(text(&member.title, Type::ToolStrong));
    let value = value_with_unit(figure.value, &series.unit);
    let when = in_words_with(&point.when, date_words(state.language()), Length::Short);
    ui.label(text(format!("{value}, {when}"), Type::Tool));
    if !point.note.is_empty() {
        ui.label(text(&point.note, Type::Small));
    }
    for source in &point.sources {
        ui.label(text(&state.dataset().source(*source).citation, Type::Small).weak());
    }
}
