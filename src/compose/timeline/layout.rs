//! Where the timeline's parts lie.

use crate::chronology::{DaySpan, TimeAxis};
use crate::scene::{Rect, Size};
use crate::view::ViewSpec;

use super::super::text::sans;
use super::super::{Style, Words, World};
use super::periods::Levels;
use super::span_x;

/// Where a timeline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineForm {
    /// In the window, where it is dragged: the data's whole span lies below it.
    Window,
    /// On a page.
    Page,
}

/// Where the timeline's parts lie, in points of its picture.
#[derive(Clone, Debug)]
pub struct TimelineLayout {
    /// The part that scrolls with time: everything but row names and minimap.
    pub plot: Rect,
    /// The time in view; x 0 is the plot's left edge.
    pub axis: TimeAxis,
    /// The bands of periods.
    pub bands: Rect,
    /// The axis line.
    pub axis_y: f64,
    /// The rows of events, one for each theme, in the data set's order; where there is no room for so
    /// many, all are the same.
    pub rows: Vec<Rect>,
    /// Left and right edge of the window of time.
    pub window_x: [f64; 2],
    /// The cursor.
    pub cursor_x: f64,
    /// The data's whole span; without height on a page.
    pub minimap: Rect,
    /// Its time; x 0 is the minimap's left edge.
    pub minimap_axis: TimeAxis,
    /// The part of the minimap that stands for the plot.
    pub brush: Rect,
}

/// Space at the right edge.
const RIGHT: f64 = 16.0;
/// Room above the bands for the cursor's flag.
const FLAG: f64 = 14.0;
/// Height of a row of events that has room for titles.
const ROW: f64 = 25.0;
/// The least height of a row of its own; lower ones become one.
const LOWEST_ROW: f64 = 13.0;

/// Room of the axis and its numbers.
fn axis_room(style: &Style) -> f64 {
    f64::from(style.sizes.tick) + 20.0
}

impl TimelineLayout {
    /// The height at which periods and rows have the room that they want, in points.
    pub(in super::super) fn wanted_height(world: &World, style: &Style) -> f64 {
        let rows = world.dataset.themes().len().max(1) as f64 * ROW;
        FLAG + Levels::of(world.dataset).wanted_height() + axis_room(style) + rows
    }

    pub(super) fn new(
        world: &World,
        view: &ViewSpec,
        style: &Style,
        words: &Words,
        size: Size,
        form: TimelineForm,
    ) -> Self {
        let minimap_height = match form {
            TimelineForm::Window => (size.height * 0.14).clamp(14.0, 30.0),
            TimelineForm::Page => 0.0,
        };
        let bottom = match form {
            TimelineForm::Window => (size.height - minimap_height - 10.0).max(60.0),
            TimelineForm::Page => size.height,
        };
        let count = world.dataset.themes().len().max(1);
        // Rows have the first claim, one level of periods always its own; then periods take what is left.
        let inner = bottom - FLAG - axis_room(style);
        let all = Levels::of(world.dataset);
        let least = all.within(0.0);
        let joint = (inner - least.height()) / (count as f64) < LOWEST_ROW;
        let wanted = if joint { ROW } else { ROW * count as f64 };
        let levels = all.within(inner - wanted);
        let left = match (form, joint) {
            (TimelineForm::Page, true) => 0.0,
            _ => (row_name_width(world, view, style, words) + 28.0).min(size.width * 0.25),
        };
        let right = match (form, joint) {
            (TimelineForm::Page, true) => size.width,
            _ => (size.width - RIGHT).max(left + 40.0),
        };
        let plot = Rect {
            left,
            top: 0.0,
            right,
            bottom,
        };
        let bands = Rect {
            top: plot.top + FLAG,
            bottom: plot.top + FLAG + levels.height(),
            ..plot
        };
        let axis_y = bands.bottom + 4.0;
        let rows_top = bands.bottom + axis_room(style);
        let rows_height = (plot.bottom - rows_top).max(10.0);
        let rows = (0..count)
            .map(|i| {
                let (from, to) = if joint { (0, count) } else { (i, i + 1) };
                Rect {
                    left,
                    right,
                    top: rows_top + rows_height * from as f64 / count as f64,
                    bottom: rows_top + rows_height * to as f64 / count as f64,
                }
            })
            .collect();
        let axis = TimeAxis::new(view.time.shown, plot.width());
        let minimap = Rect {
            left,
            right,
            top: plot.bottom + 6.0,
            bottom: plot.bottom + 6.0 + minimap_height,
        };
        let whole = whole_span(world, view);
        let minimap_axis = TimeAxis::new(whole, minimap.width());
        let in_minimap = span_x(&minimap_axis, view.time.shown, minimap.width());
        let brush = Rect {
            left: (minimap.left + in_minimap[0]).clamp(minimap.left, minimap.right),
            right: (minimap.left + in_minimap[1]).clamp(minimap.left, minimap.right),
            ..minimap
        };
        let window = span_x(&axis, view.time.window, plot.width());
        Self {
            window_x: [plot.left + window[0], plot.left + window[1]],
            cursor_x: plot.left + axis.x_from_day(view.time.cursor),
            plot,
            axis,
            bands,
            axis_y,
            rows,
            minimap,
            minimap_axis,
            brush,
        }
    }
}

impl TimelineLayout {
    /// Whether all themes share one row.
    pub(super) fn is_joint(&self) -> bool {
        matches!(self.rows.as_slice(), [a, b, ..] if a == b)
    }
}

/// The data's whole span with a little air, and always the time in view.
fn whole_span(world: &World, view: &ViewSpec) -> DaySpan {
    let Some(span) = world.dataset.time_span() else {
        return view.time.shown;
    };
    let air = (span.duration_days() / 50).max(1);
    DaySpan::between(span.first().plus_days(-air), span.last().plus_days(air))
}

/// The room that the names of the rows and of the minimap want.
fn row_name_width(world: &World, view: &ViewSpec, style: &Style, words: &Words) -> f64 {
    let face = sans(style.sizes.town);
    world
        .dataset
        .themes()
        .map(|t| {
            f64::from(
                world
                    .fonts
                    .shape(world.dataset.theme(t).title.get(&view.language), &face)
                    .width,
            )
        })
        .chain([f64::from(
            world
                .fonts
                .shape(&words.whole_span, &sans(style.sizes.small))
                .width,
        )])
        .fold(40.0, f64::max)
}
