//! Draws a row of a strip: the lane's line, the signs on it, lines that lead to labels, and the labels.

use std::sync::Arc;

use crate::model::{Item, PlaceIx};
use crate::scene::{Affine, Color, Group, Key, Node, Outline, Path, Rect, ShapedText, Stroke, Text};
use crate::view::Way;

use super::super::Style;
use super::super::world::{key_of, key_of_passage};
use super::blocks::Block;
use super::layout::{LegPlace, Row};
use super::log::{LaneLog, LoggedStop};
use super::signs::{Sign, sign};
use super::{StopMark, StripContext, StripForm};

/// How much wider than on the map the lane's line is.
const LINE: f32 = 1.4;
/// Half the length of the arrow at the end of a row that goes on.
const ARROW: f64 = 5.0;
/// How far the line that spans a leg lies off the lane, and half the length of its ends, in points.
const SPAN: [f64; 2] = [13.0, 3.0];
/// What a leading line keeps clear of the label it leads to, and of the sign that it comes from.
const CLEAR: [f64; 2] = [2.5, 8.0];
/// A label that is moved by less is not led to.
const UNMOVED: f64 = 1.0;
/// Half the room of a sign that the pointer may be on.
const REACH: f64 = 9.0;

/// How a strip looks.
pub(super) struct Look<'a> {
    style: &'a Style,
    ground: Color,
    way: Way,
    stops: &'a [LoggedStop],
}

impl<'a> Look<'a> {
    pub(super) fn new(context: &StripContext<'a>, log: &'a LaneLog) -> Self {
        Self {
            style: context.style,
            ground: context.ground,
            way: log.way,
            stops: &log.stops,
        }
    }

    fn line(&self) -> Stroke {
        let map = &self.style.map;
        let width = map.lane.width * LINE;
        match self.way {
            Way::Sailed => Stroke::solid(map.lane.color, width),
            Way::IfOpen => Stroke {
                dash: vec![width * 2.0, width * 1.8],
                ..Stroke::solid(map.lane_ghost.color, map.lane_ghost.width * LINE)
            },
            Way::Unknown => Stroke {
                dash: vec![1.0, width * 1.5],
                ..Stroke::solid(self.style.chrome.muted, map.leader.width * 2.0)
            },
        }
    }

    fn leader(&self) -> Stroke {
        Stroke::solid(
            self.style.map.leader.color.faded(0.7),
            self.style.map.leader.width,
        )
    }
}

/// How far labels begin from the lane's line: those of stops, those of legs. In between are signs and leading lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Zones {
    pub(super) stops: f64,
    pub(super) legs: f64,
}

impl Zones {
    /// The widest that there are.
    pub(super) const LARGEST: Self = Self {
        stops: 38.0,
        legs: 34.0,
    };
    /// The narrowest.
    pub(super) const LEAST: Self = Self {
        stops: 15.0,
        legs: 18.0,
    };

    /// As wide as leading lines need: where labels are moved far, lines do not lie flat. In a column they are the
    /// same for all lanes, so that names stand in one place.
    pub(super) fn of(rows: &[Row], form: StripForm) -> Self {
        if form == StripForm::Column {
            return Self::LARGEST;
        }
        let most = |moved: f64, least: f64, largest: f64| {
            if moved <= UNMOVED {
                least
            } else {
                (least + 6.0 + moved * 0.25).min(largest)
            }
        };
        let stops = rows.iter().flat_map(Row::moved_stops).fold(0.0, f64::max);
        let legs = rows.iter().flat_map(Row::moved_legs).fold(0.0, f64::max);
        Self {
            stops: most(stops, Self::LEAST.stops, Self::LARGEST.stops),
            legs: most(legs, Self::LEAST.legs, Self::LARGEST.legs),
        }
    }
}

/// Where a row lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) form: StripForm,
    /// Where the row begins on its line.
    pub(super) origin: [f64; 2],
    pub(super) zones: Zones,
}

impl Frame {
    /// A point so far along the row, and so far off the line: on the side of the stops if positive.
    fn point(&self, along: f64, off: f64) -> [f64; 2] {
        let [x, y] = self.origin;
        match self.form {
            StripForm::Rows => [x + along, y - off],
            StripForm::Column => [x + off, y + along],
        }
    }

    /// The box of a label whose middle is so far along the row, on the side of the stops or of the legs.
    fn block_box(&self, block: &Block, along: f64, is_stop: bool) -> Rect {
        let off = if is_stop {
            self.zones.stops
        } else {
            self.zones.legs
        };
        let [x, y] = self.point(along, if is_stop { off } else { -off });
        let (left, top) = match (self.form, is_stop) {
            (StripForm::Rows, true) => (x - block.width / 2.0, y - block.height),
            (StripForm::Rows, false) => (x - block.width / 2.0, y),
            (StripForm::Column, true) => (x, y - block.height / 2.0),
            (StripForm::Column, false) => (x - block.width, y - block.height / 2.0),
        };
        Rect::from_xywh(left, top, block.width, block.height)
    }

    /// The lines of a label in its box: centred over a row, held towards the line in a column.
    fn write(&self, block: &Block, room: Rect, is_stop: bool, key: Option<Key>) -> Vec<Node> {
        let lines = block.lines.iter().map(|line| {
            let slack = room.width() - f64::from(line.shaped.width);
            let shift = match (self.form, is_stop) {
                (StripForm::Rows, _) => slack / 2.0,
                (StripForm::Column, true) => 0.0,
                (StripForm::Column, false) => slack,
            };
            let at = [room.left + shift, room.top + line.baseline];
            text(&line.shaped, at, line.color, key)
        });
        lines.collect()
    }
}

/// Draws a row. The places of its stops are added to `marks`.
pub(super) fn draw_row(
    look: &Look,
    frame: &Frame,
    row: &Row,
    [stops, legs]: [&[Block]; 2],
    marks: &mut Vec<StopMark>,
) -> Node {
    let mut below = vec![lane_line(look, frame, row)];
    let mut signs = Vec::new();
    let mut labels = Vec::new();
    for leg in &row.legs {
        below.extend(span(look, frame, leg, row));
        if let Some(label) = leg.label {
            let block = &legs[leg.leg];
            below.extend(lead_to_leg(look, frame, leg, label, block));
            let room = frame.block_box(block, label, false);
            labels.extend(frame.write(block, room, false, None));
        }
    }
    for placed in &row.stops {
        let (stop, block) = (&look.stops[placed.stop], &stops[placed.stop]);
        let key = key_of_stop(stop);
        let at = frame.point(placed.at, 0.0);
        let room = frame.block_box(block, placed.label, true);
        below.extend(lead_to_stop(look, frame, placed.at, placed.label, block));
        signs.extend(sign(&Sign {
            style: look.style,
            ground: look.ground,
            sign: stop.sign,
            is_end: placed.stop == 0 || placed.stop + 1 == look.stops.len(),
            is_upright: frame.form == StripForm::Column,
            at,
            key,
        }));
        labels.extend(frame.write(block, room, true, key));
        marks.push(StopMark {
            label: room,
            sign: Rect::from_xywh(at[0] - REACH, at[1] - REACH, 2.0 * REACH, 2.0 * REACH),
        });
    }
    below.extend(signs);
    below.extend(labels);
    Node::Group(Group::named("row", below))
}

fn key_of_stop(stop: &LoggedStop) -> Option<Key> {
    let place = stop.stop.place.map(|place: PlaceIx| key_of(Item::Place(place)));
    place.or_else(|| stop.stop.passage.map(key_of_passage))
}

/// The lane, with an arrow where it goes on in the next row.
fn lane_line(look: &Look, frame: &Frame, row: &Row) -> Node {
    let [from, to] = row.line;
    let stroke = look.line();
    let mut nodes = vec![drawn(
        &[frame.point(from, 0.0), frame.point(to, 0.0)],
        stroke.clone(),
    )];
    if row.goes_on[1] {
        let wing = |off: f64| frame.point(to - ARROW, off);
        let arrow = [wing(ARROW), frame.point(to, 0.0), wing(-ARROW)];
        nodes.push(drawn(
            &arrow,
            Stroke {
                dash: Vec::new(),
                ..stroke
            },
        ));
    }
    Node::Group(Group::named("lane", nodes))
}

/// The thin line that spans a leg, with ends where its stops are in this row.
fn span(look: &Look, frame: &Frame, leg: &LegPlace, row: &Row) -> Vec<Node> {
    if look.way == Way::Unknown {
        return Vec::new();
    }
    let off = -SPAN[0];
    let gap = ((leg.to - leg.from) / 4.0).clamp(0.0, 1.5);
    let is_here = |stop: usize| row.stops.iter().any(|s| s.stop == stop);
    let ends = [
        (leg.from + gap, is_here(leg.leg)),
        (leg.to - gap, is_here(leg.leg + 1)),
    ];
    let across = ends.map(|(at, _)| frame.point(at, off));
    let mut nodes = vec![drawn(&across, look.leader())];
    for (at, _) in ends.into_iter().filter(|(_, here)| *here) {
        let tick = [frame.point(at, off - SPAN[1]), frame.point(at, off + SPAN[1])];
        nodes.push(drawn(&tick, look.leader()));
    }
    nodes
}

/// From a stop to its label.
fn lead_to_stop(look: &Look, frame: &Frame, at: f64, label: f64, block: &Block) -> Vec<Node> {
    if block.lines.is_empty() {
        return Vec::new();
    }
    let far = frame.zones.stops - CLEAR[0];
    let near = CLEAR[1];
    led(look, frame, [at, label], [near, far])
}

/// From the middle of a leg to its label, if that has been moved or is wider than the leg.
fn lead_to_leg(look: &Look, frame: &Frame, leg: &LegPlace, label: f64, block: &Block) -> Vec<Node> {
    let middle = (leg.from + leg.to) / 2.0;
    let is_near = (label - middle).abs() <= UNMOVED && frame.zones.legs < SPAN[0] + 8.0;
    if block.lines.is_empty() || is_near {
        return Vec::new();
    }
    let far = -(frame.zones.legs - CLEAR[0]);
    led(look, frame, [middle, label], [-SPAN[0], far])
}

/// A line from one place along the row to another, from so far off the line to farther off, straight at its ends.
fn led(look: &Look, frame: &Frame, [at, label]: [f64; 2], [near, far]: [f64; 2]) -> Vec<Node> {
    if (far - near).abs() < 1.0 {
        return Vec::new();
    }
    let stub = ((far - near) * 0.2).clamp(-4.0, 4.0);
    let points = if (at - label).abs() <= UNMOVED {
        vec![frame.point(at, near), frame.point(at, far)]
    } else {
        vec![
            frame.point(at, near),
            frame.point(at, near + stub),
            frame.point(label, far - stub),
            frame.point(label, far),
        ]
    };
    vec![drawn(&points, look.leader())]
}

fn drawn(points: &[[f64; 2]], stroke: Stroke) -> Node {
    Node::Path(Path {
        shape: Outline::line(points).into(),
        transform: Affine::IDENTITY,
        fill: None,
        stroke: Some(stroke),
        key: None,
    })
}

fn text(shaped: &Arc<ShapedText>, at: [f64; 2], color: Color, key: Option<Key>) -> Node {
    Node::Text(Text {
        shaped: Arc::clone(shaped),
        transform: Affine::translation(at[0], at[1]),
        color,
        halo: None,
        key,
    })
}
