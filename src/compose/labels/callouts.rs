//! Callouts: figures that stand beside a lane, each with what it is of, on the freest water near a stretch of it.

use std::sync::Arc;

use crate::compose::lanes::LaneLine;
use crate::model::{Item, LaneIx};
use crate::scene::{Color, Rect, ShapedText, TextStyle};

use super::super::world::picture_rect;
use super::{Ingredients, Paint, Position, Wish};

/// From baseline to baseline, in sizes of the letters.
const LEADING: f32 = 1.18;
/// The height of letters above their baseline, and the space between two figures, in sizes of the letters.
const CAP: f64 = 0.8;
const BETWEEN: f64 = 0.15;
/// The space between figures and words, in sizes of the figures.
const COLUMN_GAP: f32 = 0.4;
/// Points of the picture between places on the lane that are tried, and how many are tried at most.
pub(super) const STEP: f64 = 34.0;
const MOST_PLACES: usize = 12;
/// So many positions are asked for, the cheapest.
const MOST_POSITIONS: usize = 320;
/// How far off the lane a callout may stand, in points: a line leads there from the second on.
const OFF: [f64; 8] = [9.0, 20.0, 36.0, 58.0, 84.0, 112.0, 150.0, 190.0];
/// What standing a point farther off costs, and what standing on land does, all of it.
const FARTHER: f64 = 0.008;
const ON_LAND: f64 = 2.2;
/// Points of a leader between the small rooms that keep names off it, and half the size of each.
const LEADER_STEP: f64 = 7.0;
const LEADER_ROOM: f64 = 1.0;

/// Figures that want to stand beside a stretch of a lane.
pub(super) struct Callout {
    /// What a click on it selects.
    pub(super) item: Item,
    pub(super) lane: LaneIx,
    pub(super) priority: f64,
    pub(super) color: Color,
    /// No more of it stands on land, from 0 to 1.
    pub(super) most_land: f64,
    /// Places of the stretch on the picture, a [`STEP`] apart.
    pub(super) places: Vec<[f64; 2]>,
    /// How it may be set, each with what that costs.
    pub(super) blocks: Vec<(Block, f64)>,
}

impl Callout {
    /// A wish for it; `None` where its stretch is not on the picture.
    pub(super) fn wish(self, parts: &Ingredients) -> Option<Wish> {
        let every = self.places.len().div_ceil(MOST_PLACES).max(1);
        let middle = self.places.len() / 2;
        let mut tried: Vec<(usize, [f64; 2])> =
            self.places.iter().copied().enumerate().step_by(every).collect();
        tried.sort_by_key(|(i, _)| i.abs_diff(middle));
        let around = |at: [f64; 2]| {
            let of_block =
                move |(block, dearer): &(Block, f64)| block.around(parts, at, [*dearer, self.most_land]);
            self.blocks.iter().flat_map(of_block).collect::<Vec<_>>()
        };
        let mut positions: Vec<Position> = tried.iter().flat_map(|(_, at)| around(*at)).collect();
        positions.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        positions.truncate(MOST_POSITIONS);
        let (_, at) = *tried.first()?;
        Some(Wish {
            priority: self.priority,
            paint: Paint {
                color: self.color,
                halo: parts.water_halo(),
                follows_light: true,
            },
            item: Some(self.item),
            passage: None,
            lane: Some(self.lane),
            dot: None,
            only_lit: false,
            coast: 0.0,
            land: 0.0,
            replaced_by: Vec::new(),
            anchor: parts.anchor_at(at)?,
            positions,
        })
    }
}

/// A figure with the lines beside it.
pub(super) struct Figure {
    /// What it is about.
    pub(super) item: Item,
    pub(super) text: Arc<ShapedText>,
    pub(super) face: TextStyle,
    /// What stands beside it, line by line.
    pub(super) lines: Vec<(Arc<ShapedText>, TextStyle)>,
}

/// Places of the picture along a part of a line, a step apart.
pub(super) fn on_picture(parts: &Ingredients, line: &LaneLine, [from, to]: [f64; 2]) -> Vec<[f64; 2]> {
    let room = picture_rect(parts.camera);
    let mut places = Vec::new();
    for points in line.part(from, to) {
        let mut left = 0.0;
        for pair in points.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            let long = (b[0] - a[0]).hypot(b[1] - a[1]);
            // A piece far beyond the picture has no place on it.
            let around = Rect {
                left: a[0].min(b[0]),
                top: a[1].min(b[1]),
                right: a[0].max(b[0]),
                bottom: a[1].max(b[1]),
            };
            if !around.grown(1.0).overlaps(&room) {
                left = (left - long).rem_euclid(STEP);
                continue;
            }
            while left <= long && long > 0.0 {
                let at = [0, 1].map(|k| a[k] + (b[k] - a[k]) * left / long);
                if room.contains(at) {
                    places.push(at);
                }
                left += STEP;
            }
            left -= long;
        }
    }
    places
}

/// Figures below each other, each with its lines beside it.
pub(super) struct Block {
    /// Each with what it is about, and where its first baseline begins from the upper left corner.
    texts: Vec<(Item, Arc<ShapedText>, f64)>,
    /// Width and height in points.
    size: [f64; 2],
    /// The room of each line, from the upper left corner.
    lines: Vec<Rect>,
}

impl Block {
    pub(super) fn new(figures: &[Figure]) -> Self {
        let width = |figure: &Figure| figure.text.width + figure.face.size * COLUMN_GAP;
        let column = figures.iter().map(width).fold(0.0, f32::max);
        let mut block = Self {
            texts: Vec::new(),
            size: [0.0; 2],
            lines: Vec::new(),
        };
        for figure in figures {
            block.add(figure, column);
        }
        block
    }

    /// How wide it is, in points.
    pub(super) fn width(&self) -> f64 {
        self.size[0]
    }

    fn add(&mut self, figure: &Figure, column: f32) {
        let face = &figure.face;
        let between = if self.texts.is_empty() { 0.0 } else { BETWEEN };
        let first = self.size[1] + f64::from(face.size) * (CAP + between);
        let mut room = |left: f32, width: f32, base: f64, size: f32| {
            self.lines.push(Rect {
                left: f64::from(left),
                top: base - f64::from(size) * CAP,
                right: f64::from(left + width),
                bottom: base + f64::from(size) * 0.25,
            });
        };
        room(0.0, figure.text.width, first, face.size);
        let mut text = (*figure.text).clone();
        let mut down = 0.0f32;
        for (i, (line, face)) in figure.lines.iter().enumerate() {
            down += if i > 0 { face.size * LEADING } else { 0.0 };
            text = text.with(&line.moved([column, down]), down);
            room(column, line.width, first + f64::from(down), face.size);
        }
        let around = self.lines.iter().copied().reduce(|a, b| a.union(&b));
        let around = around.unwrap_or_default();
        self.size = [around.right, around.bottom];
        self.texts.push((figure.item, Arc::new(text), first));
    }

    /// The point of its lines that is nearest to the origin, if its upper left corner is there.
    fn nearest(&self, corner: [f64; 2]) -> [f64; 2] {
        let of_line = |line: &Rect| {
            [
                0f64.clamp(corner[0] + line.left, corner[0] + line.right),
                0f64.clamp(corner[1] + line.top, corner[1] + line.bottom),
            ]
        };
        let squared = |[x, y]: &[f64; 2]| x * x + y * y;
        let points = self.lines.iter().map(of_line);
        points
            .min_by(|a, b| squared(a).total_cmp(&squared(b)))
            .unwrap_or(corner)
    }

    /// Beside a place of the lane on all sides, nearer first, where neither a lane nor much land is under it.
    fn around(&self, parts: &Ingredients, at: [f64; 2], [dearer, most_land]: [f64; 2]) -> Vec<Position> {
        let anchor = parts.anchor_at(at);
        let [wide, high] = self.size;
        OFF.into_iter()
            .flat_map(|off| {
                let slant = off * 0.75;
                [
                    [off, -high / 2.0],
                    [-off - wide, -high / 2.0],
                    [slant, slant],
                    [-slant - wide, -slant - high],
                    [slant, -slant - high],
                    [-slant - wide, slant],
                    [-wide / 2.0, off],
                    [-wide / 2.0, -off - high],
                    [off, -off / 2.0 - high],
                    [off, off / 2.0],
                    [-off - wide, -off / 2.0 - high],
                    [-off - wide, off / 2.0],
                ]
                .map(|corner| (off, corner))
            })
            .filter_map(|(off, corner)| {
                let to = self.nearest(corner);
                let boxes = self.lines.iter().map(|line| {
                    let [x, y] = [at[0] + corner[0], at[1] + corner[1]];
                    Rect::from_xywh(x + line.left, y + line.top, line.width(), line.height()).grown(1.5)
                });
                let mut boxes: Vec<Rect> = boxes.collect();
                let meets_lanes = parts
                    .lanes
                    .as_ref()
                    .is_some_and(|lanes| lanes.meeting(&boxes) > 0.0);
                let land = parts.land.share(&boxes);
                if meets_lanes || land > most_land || crosses_lanes(parts, at, to) {
                    return None;
                }
                let mut texts = self
                    .texts
                    .iter()
                    .map(|(item, text, down)| (*item, Arc::clone(text), [corner[0], corner[1] + down]));
                let (_, shaped, offset) = texts.next()?;
                let leader = (off > OFF[0]).then_some([[0.0, 0.0], to]);
                boxes.extend(leader.into_iter().flat_map(|_| along_leader(at, to)));
                Some(Position {
                    shaped,
                    offset,
                    boxes,
                    cost: off * FARTHER + ON_LAND * land + dearer,
                    leader,
                    anchor,
                    below: texts.collect(),
                })
            })
            .collect()
    }
}

/// Small rooms along the line from a lane to its callout, but for its ends.
fn along_leader(at: [f64; 2], to: [f64; 2]) -> impl Iterator<Item = Rect> {
    let count = ((to[0] * to[0] + to[1] * to[1]).sqrt() / LEADER_STEP) as u32;
    (1..count).map(move |i| {
        let part = f64::from(i) / f64::from(count);
        let [x, y] = [0, 1].map(|k| at[k] + to[k] * part - LEADER_ROOM);
        Rect::from_xywh(x, y, 2.0 * LEADER_ROOM, 2.0 * LEADER_ROOM)
    })
}

/// Whether the line from a lane to its callout runs over another lane: it would be read as the figure of that one.
fn crosses_lanes(parts: &Ingredients, at: [f64; 2], to: [f64; 2]) -> bool {
    // Beyond the lane itself.
    const FROM: f64 = 12.0;
    // A slanting lane is cells that touch at their corners: looked at beside the line, too.
    const BESIDE: [[f64; 2]; 3] = [[0.0, 0.0], [2.5, 0.0], [0.0, 2.5]];
    let long = (to[0] * to[0] + to[1] * to[1]).sqrt();
    let Some(lanes) = &parts.lanes else { return false };
    let count = ((long - FROM) / 3.0).max(0.0) as u32;
    let point = |i: u32| {
        let part = (FROM + 3.0 * f64::from(i)) / long;
        [at[0] + to[0] * part, at[1] + to[1] * part]
    };
    let points: Vec<[f64; 2]> = (0..count).map(point).collect();
    BESIDE.iter().any(|by| lanes.under(&points, *by) > 0.0)
}
