//! Where the timeline's parts lie.

use crate::chronology::{DaySpan, TimeAxis};
use crate::scene::{Rect, Size};
use crate::view::ViewSpec;

use super::super::indicators::numbers_room;
use super::super::text::sans;
use super::super::{Style, World};
use super::periods::Levels;
use super::rows::Group;
use super::{TimelineContext, TimelineRows, span_x};

/// Where a timeline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineForm {
    /// In the window, where it is dragged: the data's whole span lies below it.
    Window,
    /// On a page.
    Page,
    /// On a page with plots below, whose numbers need room at the left.
    PageWithPlots,
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
    /// The rows of events; where there is no room for a row for each theme, there is one for all.
    pub rows: Vec<Rect>,
    /// In which row each group of events stands.
    pub(super) rows_of_groups: Vec<u16>,
    /// Whether one row holds all groups and bears no name.
    pub(super) is_joint: bool,
    /// Lines of titles in each row.
    pub(super) lines: Vec<usize>,
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
/// The least height of a row of which there may be fewer, the others sharing the last.
const LOWEST_OF_MANY: f64 = 24.0;
/// So many rows at most want room on a page.
const MOST_WANTED: usize = 8;
/// The strip of all time grows beyond the data by such parts of their span.
const STEPS: i64 = 8;
/// The most lines of titles in a row.
const MOST_LINES: usize = 8;

/// Room of the axis and its numbers.
fn axis_room(style: &Style) -> f64 {
    f64::from(style.sizes.tick) + 20.0
}

impl TimelineLayout {
    /// The height at which periods and rows have the room that they want, in points.
    pub(in super::super) fn wanted_height(world: &World, style: &Style, rows: &TimelineRows) -> f64 {
        let rows = rows.groups.len().clamp(1, MOST_WANTED) as f64 * ROW;
        FLAG + Levels::of(world.dataset).wanted_height() + axis_room(style) + rows
    }

    pub(super) fn new(parts: &TimelineContext, size: Size, form: TimelineForm) -> Self {
        let (world, view, style) = (parts.world, parts.view, parts.style);
        let minimap_height = match form {
            TimelineForm::Window => (size.height * 0.14).clamp(14.0, 30.0),
            TimelineForm::Page | TimelineForm::PageWithPlots => 0.0,
        };
        let bottom = match form {
            TimelineForm::Window => (size.height - minimap_height - 10.0).max(60.0),
            TimelineForm::Page | TimelineForm::PageWithPlots => size.height,
        };
        // Rows have the first claim, one level of periods always its own; then periods take what is left.
        let inner = bottom - FLAG - axis_room(style);
        let all = Levels::of(world.dataset);
        let for_rows = inner - all.within(0.0).height();
        let groups = parts.rows.groups.len().max(1);
        let lowest = if parts.rows.is_fixed() {
            LOWEST_ROW
        } else {
            LOWEST_OF_MANY
        };
        let fitting = ((for_rows / lowest) as usize).max(1);
        let is_joint = fitting == 1 || (parts.rows.is_fixed() && groups > fitting);
        let most = if is_joint { 1 } else { fitting };
        let (rows_of_groups, count) = parts.rows.rows_of_groups(most);
        let wanted = ROW * count as f64;
        let levels = all.within(inner - wanted);
        let joint = is_joint && groups > 1;
        let left = match (form, joint) {
            (TimelineForm::Page, true) => 0.0,
            (TimelineForm::PageWithPlots, true) => numbers_room(style),
            _ => (row_name_width(parts, count) + 28.0).min(size.width * 0.22),
        };
        let right = match (form, joint) {
            (TimelineForm::Page | TimelineForm::PageWithPlots, true) => size.width,
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
        let line_height = f64::from(style.sizes.small) * LINE;
        let mut row_top = rows_top;
        let mut rows = Vec::with_capacity(count);
        let mut lines = Vec::with_capacity(count);
        for (height, events) in row_heights(parts.rows, count, rows_height, line_height) {
            rows.push(Rect {
                left,
                right,
                top: row_top,
                bottom: row_top + height,
            });
            row_top += height;
            let fitting = ((height + 0.01) / line_height) as usize;
            lines.push(fitting.min(events).clamp(1, MOST_LINES));
        }
        let axis = view.time.axis(plot.width());
        let minimap = Rect {
            left,
            right,
            top: plot.bottom + 6.0,
            bottom: plot.bottom + 6.0 + minimap_height,
        };
        let whole = whole_span(world, view);
        let minimap_axis = TimeAxis::new(whole, minimap.width());
        let in_minimap =
            |moment| (minimap.left + minimap_axis.x_from_day(moment)).clamp(minimap.left, minimap.right);
        let brush = Rect {
            left: in_minimap(axis.start()),
            right: in_minimap(axis.end()),
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
            rows_of_groups,
            is_joint: joint,
            lines,
            minimap,
            minimap_axis,
            brush,
        }
    }
}

impl TimelineLayout {
    /// Whether one row without a name holds all events.
    pub(in super::super) fn is_joint(&self) -> bool {
        self.is_joint
    }
}

/// Height of a line of titles as a multiple of the size of type.
const LINE: f64 = 1.16;

impl TimelineLayout {
    /// The middle of a line of titles in a row, points from the top.
    pub(super) fn line_y(&self, row_at: usize, line: usize) -> f64 {
        self.rows.get(row_at).map_or(0.0, |row| {
            let lines = self.lines.get(row_at).copied().unwrap_or(1);
            row.top + row.height() * (line as f64 + 0.5) / lines as f64
        })
    }

    /// The part of the plot that holds the rows.
    pub(super) fn all_rows(&self) -> Rect {
        Rect {
            top: self.rows.first().map_or(self.plot.top, |row| row.top),
            ..self.plot
        }
    }

    /// A layout for tests of what a hand does on it: axes, plot and minimap alone.
    #[cfg(test)]
    pub(crate) fn for_tests(time: &crate::view::TimeView, plot: Rect, whole: DaySpan, minimap: Rect) -> Self {
        let axis = time.axis(plot.width());
        Self {
            cursor_x: plot.left + axis.x_from_day(time.cursor),
            axis,
            plot,
            minimap_axis: TimeAxis::new(whole, minimap.width()),
            minimap,
            bands: Rect::default(),
            axis_y: 20.0,
            rows: Vec::new(),
            rows_of_groups: Vec::new(),
            is_joint: false,
            lines: Vec::new(),
            window_x: [0.0; 2],
            brush: Rect::default(),
        }
    }
}

/// The height of each of so many rows, with the number of its events: a line for each, and of what is left the more
/// the more events there are, by the root of their number.
fn row_heights(
    rows: &TimelineRows,
    count: usize,
    height: f64,
    line_height: f64,
) -> impl Iterator<Item = (f64, usize)> {
    let mut events: Vec<usize> = rows.groups.iter().take(count).map(|(_, n)| *n).collect();
    events.resize(count, 0);
    if let Some(last) = events.last_mut() {
        *last += rows.groups.iter().skip(count).map(|(_, n)| n).sum::<usize>();
    }
    let least = line_height.min(height / count as f64);
    let wish = |events: usize| (events as f64).sqrt().max(1.0);
    let all: f64 = events.iter().map(|n| wish(*n)).sum();
    let spare = (height - least * count as f64).max(0.0);
    events
        .into_iter()
        .map(move |n| (least + spare * wish(n) / all, n))
}

/// The name of a group of events.
pub(super) fn name_of<'a>(parts: &TimelineContext<'a>, group: Group) -> &'a str {
    let (set, language) = (parts.world.dataset, parts.view.language.as_str());
    match group {
        Group::Theme(ix) => set.theme(ix).title.get(language),
        Group::Actor(ix) => set.actor(ix).name.get(language),
        Group::Place(ix) => set.place(ix).name(language),
        Group::Basis(crate::model::Basis::Record) => &parts.words.record,
        Group::Basis(crate::model::Basis::Assessment) => &parts.words.assessment,
        Group::Nothing => &parts.words.none_named,
    }
}

/// The data's whole span with a little air, and always the time in view. It grows by whole steps, so that it stands
/// while time is panned beyond the data.
fn whole_span(world: &World, view: &ViewSpec) -> DaySpan {
    let shown = view.time.shown;
    let Some(span) = world.dataset.time_span() else {
        return shown;
    };
    let air = (span.duration_days() / 50).max(1);
    let step = (span.duration_days() / STEPS).max(1);
    let (first, last) = (span.first().plus_days(-air), span.last().plus_days(air));
    let steps = |beyond: i64| (beyond.max(0).saturating_add(step - 1) / step).saturating_mul(step);
    let before = steps(first.0.saturating_sub(shown.first().0));
    let after = steps(shown.last().0.saturating_sub(last.0));
    DaySpan::between(first.plus_days(-before), last.plus_days(after)).union(shown)
}

/// The room that the names of so many rows and of the minimap want.
fn row_name_width(parts: &TimelineContext, count: usize) -> f64 {
    let face = sans(parts.style.sizes.town);
    let width = |text: &str, size: f32| f64::from(parts.world.fonts.shape(text, &sans(size)).width);
    parts
        .rows
        .groups
        .iter()
        .take(count)
        .map(|(group, _)| width(name_of(parts, *group), face.size))
        .chain([
            width(&parts.words.whole_span, parts.style.sizes.small),
            width(&parts.words.others, face.size),
        ])
        .fold(40.0, f64::max)
}
