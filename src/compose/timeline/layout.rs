//! Where the timeline's parts lie.

use crate::chronology::{DaySpan, TimeAxis};
use crate::scene::{Rect, Size};
use crate::view::ViewSpec;

use super::super::text::sans;
use super::super::{Style, World};
use super::{periods, span_x};

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
    /// The rows of events, one for each theme, in the data set's order.
    pub rows: Vec<Rect>,
    /// Left and right edge of the window of time.
    pub window_x: [f64; 2],
    /// The cursor.
    pub cursor_x: f64,
    /// The data's whole span.
    pub minimap: Rect,
    /// Its time; x 0 is the minimap's left edge.
    pub minimap_axis: TimeAxis,
    /// The part of the minimap that stands for the plot.
    pub brush: Rect,
}

/// Space at the right edge.
const RIGHT: f64 = 16.0;

impl TimelineLayout {
    pub(super) fn new(world: &World, view: &ViewSpec, style: &Style, size: Size) -> Self {
        let names = row_name_width(world, view, style);
        let left = (names + 28.0).min(size.width * 0.25);
        let right = (size.width - RIGHT).max(left + 40.0);
        let minimap_height = (size.height * 0.14).clamp(14.0, 30.0);
        let plot = Rect {
            left,
            top: 0.0,
            right,
            bottom: (size.height - minimap_height - 10.0).max(60.0),
        };
        let bands = Rect {
            top: plot.top + 14.0,
            bottom: plot.top + 14.0 + periods::height(world.dataset),
            ..plot
        };
        let axis_y = bands.bottom + 4.0;
        let rows_top = axis_y + f64::from(style.sizes.tick) + 14.0;
        let count = world.dataset.themes().len().max(1);
        let row_height = (plot.bottom - rows_top).max(10.0) / count as f64;
        let rows = (0..count)
            .map(|i| Rect {
                left,
                right,
                top: rows_top + i as f64 * row_height,
                bottom: rows_top + (i + 1) as f64 * row_height,
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

/// The data's whole span with a little air, and always the time in view.
fn whole_span(world: &World, view: &ViewSpec) -> DaySpan {
    let Some(span) = world.dataset.time_span() else {
        return view.time.shown;
    };
    let air = (span.duration_days() / 50).max(1);
    DaySpan::between(span.first().plus_days(-air), span.last().plus_days(air))
}

fn row_name_width(world: &World, view: &ViewSpec, style: &Style) -> f64 {
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
        .fold(40.0, f64::max)
}
