//! The signs of straits, canals and capes: gate posts beside the way through where it is open, a bar across it where
//! it is closed.

use crate::geography::Camera;
use crate::scene::{Affine, Group, Key, Node, Outline, Path, Rect, Stroke};
use crate::view::{Layer, Strait};

use super::map::MapContext;
use super::world::{key_of_passage, picture_rect};
use super::{LineStyle, Style};

/// From how many points per degree on straits that no lane goes through have a sign.
const UNUSED_FROM: f64 = 60.0;
/// From how many points per degree on those have one that lanes go through.
const USED_FROM: f64 = 12.0;
/// Half the distance between the two posts of an open gate, and half a post's length, in points.
const OPEN: [f64; 2] = [5.2, 2.6];
/// The same for a closed one.
const CLOSED: [f64; 2] = [7.5, 4.6];
/// How far a bar reaches at most to either side, in points: as far as the shore if that is nearer.
const MOST_REACH: f64 = 36.0;

/// A sign with the number of its passage among [`crate::view::Lanes::straits`], and where it stands.
pub(super) struct Sign<'a> {
    pub(super) number: usize,
    pub(super) strait: &'a Strait,
    pub(super) at: [f64; 2],
}

/// The straits that have a sign on a picture: those that were closed, and if the layer is seen those that lanes go
/// through; at a large scale all.
pub(super) fn signs<'a>(map: &MapContext<'a>) -> Vec<Sign<'a>> {
    let &MapContext {
        world, view, camera, ..
    } = map;
    let scale = camera.points_per_degree();
    let with_open = view.layers.shows(Layer::Straits);
    let with_shut = with_open || view.layers.shows(Layer::Lanes);
    let room = picture_rect(camera);
    let straits = world.lanes.straits().iter().enumerate();
    straits
        .filter(|(_, strait)| match strait.is_shut() {
            true => with_shut,
            false => with_open && scale >= if strait.lanes > 0 { USED_FROM } else { UNUSED_FROM },
        })
        .filter_map(|(number, strait)| {
            let at = camera.screen_from_lon_lat(strait.at)?;
            let faces = camera.projection().facing(strait.at) > 0.2;
            (faces && room.contains(at)).then_some(Sign { number, strait, at })
        })
        .collect()
}

/// The signs as nodes, each with the key of its passage.
pub(super) fn nodes(map: &MapContext) -> Node {
    let signs = signs(map).into_iter();
    let drawn = signs.map(|sign| {
        let bar = Bar::of(&sign, map.camera);
        let children = match sign.strait.closed {
            true => closed(
                map.style,
                &bar,
                sign.strait.is_shut(),
                key_of_passage(sign.number),
            ),
            false => open(map.style, &bar, key_of_passage(sign.number)),
        };
        Node::Group(Group::named(sign.strait.passage.id.as_str(), children))
    });
    Node::Group(Group::named("straits", drawn.collect()))
}

/// The rooms that a sign takes: names keep clear of them.
pub(super) fn rooms(sign: &Sign, camera: &Camera) -> Vec<Rect> {
    let around = |[x, y]: [f64; 2], half: f64| Rect::from_xywh(x - half, y - half, 2.0 * half, 2.0 * half);
    let mut rooms = vec![around(sign.at, room(sign.strait))];
    if sign.strait.is_shut() {
        let bar = Bar::of(sign, camera);
        for side in &bar.sides {
            for pair in side.windows(2) {
                let [a, b] = [pair[0], pair[1]];
                let count = ((b[0] - a[0]).hypot(b[1] - a[1]) / CLOSED[1]).ceil().max(1.0);
                let point = |i: u32| [0, 1].map(|k| a[k] + (b[k] - a[k]) * f64::from(i) / count);
                rooms.extend((0..=count as u32).map(|i| around(point(i), CLOSED[1])));
            }
        }
    }
    rooms
}

/// Half the room about the way through a strait that its sign takes, in points.
pub(super) fn room(strait: &Strait) -> f64 {
    let [apart, post] = if strait.is_shut() { CLOSED } else { OPEN };
    apart.max(post) + 1.0
}

/// The line of a gate on the picture about the way through.
struct Bar {
    /// From the way through to either end.
    sides: [Vec<[f64; 2]>; 2],
    at: [f64; 2],
    /// The direction of the gate at the way through, of length 1.
    along: [f64; 2],
}

impl Bar {
    fn of(sign: &Sign, camera: &Camera) -> Self {
        let gate = sign.strait.passage.gate.iter();
        let gate: Vec<[f64; 2]> = gate.filter_map(|&p| camera.screen_from_lon_lat(p)).collect();
        let at = sign.at;
        let nearest = (1..gate.len()).min_by(|&a, &b| {
            let off = |i: usize| off_segment(at, gate[i - 1], gate[i]);
            off(a).total_cmp(&off(b))
        });
        let Some(second) = nearest else {
            return Self {
                sides: [vec![at], vec![at]],
                at,
                along: [1.0, 0.0],
            };
        };
        let along = direction(gate[second - 1], gate[second]).unwrap_or([1.0, 0.0]);
        let back: Vec<[f64; 2]> = gate[..second].iter().rev().copied().collect();
        Self {
            sides: [
                reaching(at, &back, along.map(|v| -v)),
                reaching(at, &gate[second..], along),
            ],
            at,
            along,
        }
    }

    /// The point so far from the way through, straight along the gate.
    fn beside(&self, by: f64) -> [f64; 2] {
        [0, 1].map(|k| self.at[k] + self.along[k] * by)
    }
}

/// The way from a point over others, at least as far as a closed sign reaches and no farther than a bar may.
fn reaching(from: [f64; 2], over: &[[f64; 2]], ahead: [f64; 2]) -> Vec<[f64; 2]> {
    let mut way = vec![from];
    let (mut last, mut left) = (from, MOST_REACH);
    for &next in over {
        let step = (next[0] - last[0]).hypot(next[1] - last[1]);
        if step >= left {
            way.push([0, 1].map(|k| last[k] + (next[k] - last[k]) * left / step));
            return way;
        }
        left -= step;
        way.push(next);
        last = next;
    }
    if MOST_REACH - left < CLOSED[0] {
        way.truncate(1);
        way.push([0, 1].map(|k| from[k] + ahead[k] * CLOSED[0]));
    }
    way
}

fn open(style: &Style, bar: &Bar, key: Key) -> Vec<Node> {
    let posts = [-OPEN[0], OPEN[0]].map(|by| post(bar.beside(by), bar.along, OPEN[1]));
    cased(style, &style.map.gate, &posts, Some(key))
}

/// A bar from shore to shore, or as far as is seen well, between two posts. What is closed by default has a small
/// one.
fn closed(style: &Style, bar: &Bar, shut: bool, key: Key) -> Vec<Node> {
    if !shut {
        let posts = [-OPEN[0], OPEN[0]].map(|by| post(bar.beside(by), bar.along, OPEN[1]));
        let across = vec![bar.beside(-OPEN[0]), bar.beside(OPEN[0])];
        return cased(
            style,
            &style.map.gate,
            &[posts.to_vec(), vec![across]].concat(),
            Some(key),
        );
    }
    let [back, on] = &bar.sides;
    let across: Vec<[f64; 2]> = back.iter().rev().chain(on.iter().skip(1)).copied().collect();
    let ends = [back, on].map(|side| {
        let at = side.last().copied().unwrap_or(bar.at);
        let before = side.len().checked_sub(2).map_or(bar.at, |i| side[i]);
        post(at, direction(before, at).unwrap_or(bar.along), CLOSED[1])
    });
    cased(
        style,
        &style.map.closed_gate,
        &[vec![across], ends.to_vec()].concat(),
        Some(key),
    )
}

/// The sign of a closed strait about the origin, for a legend.
pub(super) fn closed_sign(style: &Style) -> Vec<Node> {
    let along = [0.0, 1.0];
    let ends = [-CLOSED[0], CLOSED[0]].map(|by| [1.0, by * 0.7]);
    let posts = ends.map(|at| post(at, along, CLOSED[1] * 0.8));
    cased(
        style,
        &style.map.closed_gate,
        &[vec![ends.to_vec()], posts.to_vec()].concat(),
        None,
    )
}

/// A short line across a gate's line.
fn post(at: [f64; 2], along: [f64; 2], half: f64) -> Vec<[f64; 2]> {
    [-half, half]
        .map(|by| [at[0] - along[1] * by, at[1] + along[0] * by])
        .to_vec()
}

/// Lines over a casing of the style's, so that they stand off whatever lies below.
fn cased(style: &Style, look: &LineStyle, lines: &[Vec<[f64; 2]>], key: Option<Key>) -> Vec<Node> {
    let casing = look.fill.unwrap_or(style.labels.water_halo);
    let drawn = |color, width| {
        lines.iter().map(move |line| {
            Node::Path(Path {
                shape: Outline::line(line).into(),
                transform: Affine::IDENTITY,
                fill: None,
                stroke: Some(Stroke::solid(color, width)),
                key,
            })
        })
    };
    let below = drawn(casing, look.width + 2.0);
    below.chain(drawn(look.color, look.width)).collect()
}

fn direction(a: [f64; 2], b: [f64; 2]) -> Option<[f64; 2]> {
    let [x, y] = [b[0] - a[0], b[1] - a[1]];
    let long = x.hypot(y);
    (long > 1e-9).then(|| [x / long, y / long])
}

/// How far a point lies from a straight line between two others.
fn off_segment(p: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let (by, to) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
    let squared = by[0] * by[0] + by[1] * by[1];
    let part = if squared > 0.0 {
        ((by[0] * to[0] + by[1] * to[1]) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (to[0] - by[0] * part).hypot(to[1] - by[1] * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_ends_at_the_shore_or_where_it_is_long_enough_and_is_never_too_short_to_be_seen() {
        let ahead = [1.0, 0.0];
        assert_eq!(
            reaching([0.0; 2], &[[20.0, 0.0]], ahead),
            [[0.0, 0.0], [20.0, 0.0]]
        );
        assert_eq!(
            reaching([0.0; 2], &[[20.0, 0.0], [90.0, 0.0]], ahead).last(),
            Some(&[MOST_REACH, 0.0])
        );
        assert_eq!(
            reaching([0.0; 2], &[[1.0, 0.5]], ahead),
            [[0.0, 0.0], [CLOSED[0], 0.0]]
        );
    }

    #[test]
    fn a_point_beside_a_line_is_off_it_by_the_straight_way_there() {
        assert_eq!(off_segment([5.0, 3.0], [0.0, 0.0], [10.0, 0.0]), 3.0);
        assert_eq!(off_segment([-3.0, 4.0], [0.0, 0.0], [10.0, 0.0]), 5.0);
    }
}
