//! The timeline as a picture: periods as bands, an axis, events in a row for each theme, and below them
//! the data's whole span with the part in view marked. What the window drags and what a figure prints.

mod cells;
mod density;
mod events;
mod layout;
mod minimap;
mod packing;
mod periods;
mod placing;
mod rows;
mod time_order;

use crate::chronology::{Day, DaySpan, TickLevel, TimeAxis, date_words, ticks_with};
use crate::model::{Dataset, EventIx};
use crate::scene::{Affine, Clip, Color, FillRule, Group, LineCap, Node, Outline, Path, Rect, Size, Stroke};
use crate::view::{Highlights, ViewSpec};

use super::text::{Align, sans, write};
use super::{Style, Words, World};

pub use layout::{TimelineForm, TimelineLayout};
pub use rows::TimelineRows;

/// The timeline's nodes and where its parts lie, in points of the picture.
#[derive(Clone, Debug)]
pub struct TimelinePicture {
    /// What is drawn.
    pub nodes: Vec<Node>,
    /// Where things are: what a pointer drags.
    pub layout: TimelineLayout,
    /// What is counted instead of shown: what a pointer opens.
    pub counts: Vec<CountMark>,
}

/// A count such as "+7". [`TimelinePlaces::events_of`] lists what it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CountMark {
    /// Where it stands, in points of the picture.
    pub rect: Rect,
    /// How many events it stands for.
    pub number: usize,
    /// Which of the picture's counts it is.
    index: usize,
}

/// What the timeline reads.
#[derive(Clone, Copy)]
pub struct TimelineContext<'a> {
    /// The data, the fonts.
    pub world: &'a World<'a>,
    /// What is looked at.
    pub view: &'a ViewSpec,
    /// The look.
    pub style: &'a Style,
    /// The words of pictures.
    pub words: &'a Words,
    /// How strongly each thing is shown.
    pub highlights: &'a Highlights,
    /// What the rows stand for.
    pub rows: &'a TimelineRows,
}

/// Where the events of the time in view are. The window of time, the cursor and the light of events have no part in it.
pub struct TimelinePlaces(placing::Placed);

impl TimelinePlaces {
    /// The events that a count of a picture with these places stands for, the weightiest first.
    pub fn events_of(&self, dataset: &Dataset, count: CountMark) -> Vec<EventIx> {
        self.0.events_of_number(dataset, count.index)
    }
}

impl std::fmt::Debug for TimelinePlaces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TimelinePlaces").finish_non_exhaustive()
    }
}

/// Composes the timeline of a view on a picture of a size.
pub fn timeline(parts: &TimelineContext, size: Size, form: TimelineForm) -> TimelinePicture {
    draw_timeline(parts, &place_timeline(parts, size, form), size, form)
}

/// Finds the places of the events in view.
pub fn place_timeline(parts: &TimelineContext, size: Size, form: TimelineForm) -> TimelinePlaces {
    TimelinePlaces(placing::place(parts, &TimelineLayout::new(parts, size, form)))
}

/// Composes a timeline whose events have their places already, for the same size, time in view and rows.
pub fn draw_timeline(
    parts: &TimelineContext,
    places: &TimelinePlaces,
    size: Size,
    form: TimelineForm,
) -> TimelinePicture {
    let layout = TimelineLayout::new(parts, size, form);
    let placed = &places.0;
    let mut inside = vec![window_band(parts, &layout)];
    inside.push(periods::bands(parts, &layout));
    inside.push(axis_ticks(parts, &layout));
    inside.push(density::behind(parts, &layout, &placed.density));
    // Below titles and counts: a line through "+64" would leave it "+6".
    inside.push(cursor(parts, &layout));
    inside.push(events::rows(parts, &layout, placed));
    let plot = Node::Group(Group {
        clip: Some(rect_clip(layout.plot)),
        ..Group::named("plot", inside)
    });
    let mut nodes = vec![events::row_names(parts, &layout), plot];
    if form == TimelineForm::Window {
        nodes.push(minimap::minimap(parts, &layout));
    }
    let counts = placed.counts(parts, &layout).enumerate();
    let counts = counts
        .map(|(index, (count, rect))| CountMark {
            rect,
            number: count.number(),
            index,
        })
        .collect();
    TimelinePicture {
        nodes,
        layout,
        counts,
    }
}

/// A clip along a rectangle.
pub(super) fn rect_clip(rect: Rect) -> Clip {
    Clip {
        shapes: vec![(Outline::rect(rect, 0.0).into(), Affine::IDENTITY)],
        rule: FillRule::NonZero,
    }
}

pub(super) fn filled(rect: Rect, radius: f64, color: Color) -> Node {
    Node::Path(Path {
        shape: Outline::rect(rect, radius).into(),
        transform: Affine::IDENTITY,
        fill: Some(color.into()),
        stroke: None,
        key: None,
    })
}

pub(super) fn ruled(points: &[[f64; 2]], color: Color, width: f32) -> Node {
    Node::Path(Path {
        shape: Outline::line(points).into(),
        transform: Affine::IDENTITY,
        fill: None,
        stroke: Some(Stroke {
            cap: LineCap::Butt,
            ..Stroke::solid(color, width)
        }),
        key: None,
    })
}

/// The axis as two numbers: where the start of many a day stands, without more arithmetic than that takes. Good to a
/// point's small part within the view; what lies far outside stands far outside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    first: i64,
    before: f64,
    points_per_day: f64,
    width: f64,
}

impl Scale {
    pub(super) fn of(axis: &TimeAxis) -> Self {
        Self {
            first: axis.start().day().0,
            before: axis.start().fraction(),
            points_per_day: 1.0 / axis.days_per_point(),
            width: axis.width(),
        }
    }

    /// The places that are in view, in half days: from the first on and before the second.
    pub(super) fn places_in_view(&self) -> [i64; 2] {
        let halves = |days: f64| 2.0 * (self.before + days);
        let first = self.first.saturating_mul(2);
        [
            first.saturating_add(halves(0.0).ceil() as i64),
            first.saturating_add(halves(self.width / self.points_per_day).floor() as i64 + 1),
        ]
    }

    /// Where a place stands that is given in half days, and how far apart two places are.
    pub(super) fn line_from(&self, place: i64) -> (f64, f64) {
        (self.x_of_place(place), self.points_per_day / 2.0)
    }

    /// Where a place stands that is given in half days.
    pub(super) fn x_of_place(&self, place: i64) -> f64 {
        let halves = place.saturating_sub(self.first.saturating_mul(2));
        (halves as f64 / 2.0 - self.before) * self.points_per_day
    }

    /// The middle of the marker of an event: at its place, or at the edge of the picture beyond which that lies, as far
    /// as its time reaches in.
    pub(super) fn marker_x(&self, place: i64, first: Day, last: Day) -> f64 {
        let x = self.x_of_place(place);
        if (0.0..=self.width).contains(&x) {
            return x;
        }
        let [left, right] = self.span_x(first, last);
        if x < 0.0 {
            placing::AT_EDGE.min(right)
        } else {
            (self.width - placing::AT_EDGE).max(left)
        }
    }

    /// Left and right edge of the days from one to another, both included; limits run off the axis.
    pub(super) fn span_x(&self, first: Day, last: Day) -> [f64; 2] {
        let beyond = 4.0 * self.width + 1000.0;
        let x = |days: i64| (days as f64 - self.before) * self.points_per_day;
        let left = x(first.0.saturating_sub(self.first));
        let right = x(last.0.saturating_sub(self.first).saturating_add(1));
        [
            left.clamp(-beyond, self.width + beyond),
            right.clamp(-beyond, self.width + beyond),
        ]
    }
}

/// Left and right edge of a span on an axis, both days included; limits run off the axis.
pub(super) fn span_x(axis: &TimeAxis, span: DaySpan, width: f64) -> [f64; 2] {
    let beyond = 4.0 * width + 1000.0;
    let left = if span.first().is_limit() {
        -beyond
    } else {
        axis.x_from_day(span.first())
    };
    let right = if span.last().is_limit() {
        width + beyond
    } else {
        axis.x_from_day(span.last().plus_days(1))
    };
    [
        left.clamp(-beyond, width + beyond),
        right.clamp(-beyond, width + beyond),
    ]
}

fn window_band(parts: &TimelineContext, layout: &TimelineLayout) -> Node {
    let [left, right] = layout.window_x;
    let style = &parts.style.timeline;
    let band = Rect {
        left,
        right: right.max(left + 1.0),
        top: layout.bands.top,
        bottom: layout.plot.bottom,
    };
    Node::Group(Group::named(
        "window",
        vec![
            filled(band, 0.0, style.window),
            ruled(
                &[[left, band.top], [left, band.bottom]],
                style.window_edge.faded(0.55),
                1.0,
            ),
            ruled(
                &[[right, band.top], [right, band.bottom]],
                style.window_edge.faded(0.55),
                1.0,
            ),
        ],
    ))
}

fn axis_ticks(parts: &TimelineContext, layout: &TimelineLayout) -> Node {
    let style = &parts.style.timeline;
    let face = sans(parts.style.sizes.tick);
    let fonts = parts.world.fonts;
    let y = layout.axis_y;
    let mut nodes = vec![ruled(
        &[[layout.plot.left, y], [layout.plot.right, y]],
        style.axis.faded(0.6),
        0.8,
    )];
    let width_of = |text: &str| f64::from(fonts.shape(text, &face).width);
    let words = date_words(&parts.view.language);
    for tick in ticks_with(&layout.axis, 64.0, &width_of, words) {
        let x = layout.plot.left + tick.x;
        let length = match tick.level {
            TickLevel::Major => 6.0,
            TickLevel::Minor => 3.0,
        };
        nodes.push(ruled(&[[x, y], [x, y + length]], style.axis, 0.8));
        if let Some(label) = &tick.label {
            let at = [x, y + 7.0 + f64::from(parts.style.sizes.tick)];
            nodes.push(write(fonts, label, &face, at, Align::Center, style.tick_text));
        }
    }
    Node::Group(Group::named("axis", nodes))
}

fn cursor(parts: &TimelineContext, layout: &TimelineLayout) -> Node {
    let color = parts.style.timeline.cursor;
    let (x, top) = (layout.cursor_x, layout.plot.top);
    let flag = Outline::polygon(&[
        [x - 5.5, top],
        [x + 5.5, top],
        [x + 5.5, top + 7.0],
        [x, top + 12.5],
        [x - 5.5, top + 7.0],
    ]);
    Node::Group(Group::named(
        "cursor",
        vec![
            ruled(&[[x, top + 10.0], [x, layout.plot.bottom]], color, 1.4),
            Node::Path(Path {
                shape: flag.into(),
                transform: Affine::IDENTITY,
                fill: Some(color.into()),
                stroke: None,
                key: None,
            }),
        ],
    ))
}
