//! One plot of a page: the line of its series, its axis, its marks, the values beside them.

use crate::compose::flow::{self, Piece};
use crate::compose::moved::moved_group;
use crate::compose::numbers::value_in_words;
use crate::compose::symbols::outline;
use crate::compose::text::{Align, cut, line, sans, sans_semibold, with, write};
use crate::compose::timeline::{TimelineLayout, rect_clip, ruled};
use crate::compose::world::key_of;
use crate::model::Item;
use crate::scene::{Affine, Group, Halo, Node, Path, Rect, Stroke};

use super::notes::DOT;
use super::prepared::{PlottedSeries, PreparedPlot};
use super::{Indicators, measured, numbers_room};

/// Room of a sign before the name of its series.
const SIGN: f64 = 12.0;
/// Space between an axis and its numbers.
const BESIDE: f64 = 6.0;
/// Height of capitals and figures in sizes of type.
const CAPITALS: f64 = 0.68;
/// How strong the lines are that join the figures of a run.
const JOIN: f32 = 0.55;

/// The line of a plot's series.
pub(super) struct Legend {
    unit: Node,
    series: Vec<Piece>,
    edges: [f64; 2],
}

impl Legend {
    /// How many lines it takes.
    pub(super) fn lines(&self) -> usize {
        flow::count(self.series.iter().map(|piece| piece.width), self.edges)
    }

    /// The unit at the left, then the series.
    pub(super) fn node(self, baseline: f64, step: f64) -> Node {
        let series = flow::flow("series", self.series, self.edges, baseline, step);
        let unit = moved_group("unit", vec![self.unit], [0.0, baseline]);
        Node::Group(Group::named("legend", vec![unit, series]))
    }
}

/// The unit, and each series with its sign, its name and what it says at the cursor.
pub(super) fn legend(parts: &Indicators, plot: &PreparedPlot) -> Legend {
    let (fonts, style) = (parts.world.fonts, parts.style);
    let chrome = &style.chrome;
    let halo = Some(Halo {
        color: chrome.background,
        width: style.labels.halo_width,
    });
    let text = |shaped, x: f64, color| with(line(shaped, [x, 0.0], Align::Left, color), halo, None);
    let strong = sans_semibold(style.sizes.small);
    let unit = cut(fonts, &plot.unit, &strong, parts.width / 3.0);
    let left = (f64::from(unit.width) + flow::BETWEEN).max(numbers_room(style));
    let room = parts.width - left;
    let unit = text(unit, 0.0, chrome.text);
    let face = sans(style.sizes.small);
    let series = |member: &PlottedSeries| {
        let words = parts.words;
        let reading = member
            .reading
            .in_words(&words.figure_before, &words.no_figure_yet);
        let is_now = member.reading.holds();
        let reading = fonts.shape(&reading, if is_now { &strong } else { &face });
        let room = room - SIGN - 5.0 - f64::from(reading.width);
        let name = cut(fonts, &member.title, &face, room.max(40.0));
        let after = SIGN + f64::from(name.width) + 5.0;
        let width = after + f64::from(reading.width);
        let middle = f64::from(style.sizes.small) * -0.34;
        let color = if is_now { chrome.text } else { chrome.muted };
        Piece {
            nodes: vec![
                dot(parts, member, [4.0, middle]),
                text(name, SIGN, chrome.text),
                text(reading, after, color),
            ],
            width,
        }
    };
    let series = plot.members.iter().map(series).collect();
    Legend {
        unit,
        series,
        edges: [left, parts.width],
    }
}

/// The sign of a series, or one of its figures.
fn dot(parts: &Indicators, member: &PlottedSeries, at: [f64; 2]) -> Node {
    Node::Path(Path {
        shape: outline(member.shape, DOT).into(),
        transform: Affine::translation(at[0], at[1]),
        fill: Some(member.ink.into()),
        stroke: Some(Stroke::solid(parts.style.timeline.ground, 0.8)),
        key: Some(key_of(Item::Series(member.series))),
    })
}

/// A plot on its part of the page.
pub(super) fn plot(parts: &Indicators, prepared: &PreparedPlot, layout: &TimelineLayout, area: Rect) -> Node {
    let style = parts.style;
    let size = [area.width(), area.height()];
    let y = |value: f64| area.top + prepared.scale.y(value, area.height());
    let face = sans(style.sizes.tick);
    let mut numbers = Vec::new();
    let mut rules = Vec::new();
    for value in prepared.scale.ticks(area.height()) {
        let text = value_in_words(value, &prepared.unit);
        let at = [area.left - BESIDE, y(value) + f64::from(style.sizes.tick) * 0.35];
        let color = style.timeline.tick_text;
        numbers.push(write(parts.world.fonts, &text, &face, at, Align::Right, color));
        let ends = [[area.left, y(value)], [area.right, y(value)]];
        rules.push(ruled(&ends, style.chrome.rule, 0.8));
    }
    let x = |day: f64| area.left + layout.axis.x_from_day(day);
    let series = prepared.members.iter().map(|member| {
        let id = parts.world.dataset.series(member.series).id.clone();
        Node::Group(Group::named(id, marks(parts, member, &x, &y)))
    });
    let mut inside = vec![Node::Group(Group::named("grid", rules))];
    inside.extend(series);
    inside.push(notes(parts, prepared, area, size));
    let clipped = Node::Group(Group {
        clip: Some(rect_clip(area.grown(DOT))),
        ..Group::named("marks", inside)
    });
    let nodes = vec![Node::Group(Group::named("numbers", numbers)), clipped];
    Node::Group(Group::named(format!("plot {}", prepared.unit), nodes))
}

/// A series: thin lines within its runs, stretches of time, dots.
fn marks(
    parts: &Indicators,
    member: &PlottedSeries,
    x: &dyn Fn(f64) -> f64,
    y: &dyn Fn(f64) -> f64,
) -> Vec<Node> {
    let joined = member.runs.iter().filter(|run| run.len() > 1).map(|run| {
        let points: Vec<[f64; 2]> = run.iter().map(|f| [x(f.middle()), y(f.value)]).collect();
        ruled(&points, member.ink.faded(JOIN), 1.0)
    });
    let stretches = member.figures().map(|f| {
        let [from, to] = f.stretch().map(x);
        ruled(&[[from, y(f.value)], [to, y(f.value)]], member.ink, 2.2)
    });
    let dots = member
        .figures()
        .map(|f| dot(parts, member, [x(f.middle()), y(f.value)]));
    vec![
        Node::Group(Group::named("joined", joined.collect())),
        Node::Group(Group::named("stretches", stretches.collect())),
        Node::Group(Group::named("dots", dots.collect())),
    ]
}

/// The values beside marks.
fn notes(parts: &Indicators, prepared: &PreparedPlot, area: Rect, size: [f64; 2]) -> Node {
    let style = parts.style;
    let face = sans(style.sizes.small);
    let halo = Some(Halo {
        color: style.timeline.ground.faded(0.85),
        width: style.labels.halo_width,
    });
    let placed = prepared.notes(size, measured(parts.world, style));
    let note = |note: &super::Note| {
        let shaped = parts.world.fonts.shape(&note.text, &face);
        let baseline = area.top + note.rect.bottom - f64::from(face.size) * (1.0 - CAPITALS) / 2.0;
        let at = [area.left + note.rect.left, baseline];
        with(line(shaped, at, Align::Left, style.chrome.text), halo, None)
    };
    Node::Group(Group::named("notes", placed.iter().map(note).collect()))
}
