//! Arrow heads on lanes: at fixed places of the ground, so that they stay where they are while the picture moves, each
//! lane of a bundle at its own turn, none on a sharp bend and none on another.

use crate::geography::Camera;
use crate::scene::{Affine, Node, Outline, Path, Rect, Stroke};
use crate::view::Stretch;

use super::beside::{at_along, at_index};
use super::strand::{Knot, angle_between, distance};

/// About how many points of the picture lie between two arrows of a lane: the distance is a power of two of
/// kilometres, so that arrows stay while the picture is magnified, too.
const SPACING: f64 = 170.0;
/// A stretch shorter than this on the picture carries no arrow.
const SHORTEST: f64 = 50.0;
/// How far before and behind an arrow the line is looked at for a bend, and the most that it may turn there, in radians.
const LOOK: f64 = 9.0;
const SHARPEST: f64 = 0.4;
/// How far along the line an arrow may move off a bend, in points.
const MOVES: [f64; 7] = [0.0, 10.0, -10.0, 20.0, -20.0, 34.0, -34.0];
/// The least distance between two arrows, or an arrow and a sign, in points.
const APART: f64 = 15.0;
/// Kilometres of a degree of a great circle.
const KM_PER_DEGREE: f64 = 111.195;

/// An arrow on the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Arrow {
    pub(super) at: [f64; 2],
    /// Where it points, in radians clockwise from the right.
    pub(super) angle: f64,
}

/// A lane's line on the picture with what places its arrows.
pub(super) struct Carrier<'a> {
    /// The line as it is drawn.
    pub(super) line: &'a [Knot],
    /// How far along the path each of its points lies, in kilometres.
    pub(super) kilometers: &'a [f64],
    pub(super) stretches: &'a [Stretch],
    /// How many lanes share each stretch.
    pub(super) lanes: &'a dyn Fn(&Stretch) -> usize,
}

/// The arrows of a line that may be seen, before others are in their way.
pub(super) fn arrows(carrier: &Carrier, camera: &Camera, room: &Rect) -> Vec<Arrow> {
    let seen = seen_parts(carrier.line, room);
    let spacing = SPACING / (camera.points_per_degree() / KM_PER_DEGREE);
    let spacing = 2f64.powf(spacing.log2().round());
    let mut arrows = Vec::new();
    for stretch in carrier.stretches {
        let ends = [stretch.points.start(), stretch.points.end()].map(|at| carrier.kilometers[*at]);
        let lanes = (carrier.lanes)(stretch).max(1);
        // Many lanes side by side need no more arrows than a few.
        let spacing = spacing * (lanes.next_power_of_two() as f64 / 2.0).max(1.0);
        let turn = (stretch.slot as f64 + 0.5) / lanes as f64;
        let bundled = |kilometers: f64| match stretch.forward {
            true => ends[0] + kilometers,
            false => ends[1] - kilometers,
        };
        let all = ends[1] - ends[0];
        let mut places: Vec<f64> = Vec::new();
        for part in &seen {
            let of_part = part.map(|index| kilometers_at(carrier.kilometers, index).clamp(ends[0], ends[1]));
            let mut from_to = of_part.map(|km| {
                if stretch.forward {
                    km - ends[0]
                } else {
                    ends[1] - km
                }
            });
            from_to.sort_by(f64::total_cmp);
            let first = (from_to[0] / spacing - turn).ceil().max(0.0);
            let mut place = (first + turn) * spacing;
            while place <= from_to[1] && from_to[0] < from_to[1] {
                places.push(place);
                place += spacing;
            }
        }
        // A short lane, or one that is alone for a short way, carries one.
        if lanes == 1 && all <= turn * spacing {
            places = vec![all / 2.0];
        }
        places.dedup();
        let long = on_picture(carrier, stretch);
        if long >= SHORTEST {
            let found = places.into_iter().filter_map(|km| arrow(carrier, bundled(km)));
            arrows.extend(found.filter(|arrow| room.contains(arrow.at)));
        }
    }
    arrows
}

/// The arrows of a lane that stand clear of those of others, and of signs.
pub(super) fn clear_of(arrows: Vec<Arrow>, others: &[[f64; 2]]) -> Vec<Arrow> {
    let clear = |arrow: &Arrow| others.iter().all(|other| distance(*other, arrow.at) >= APART);
    arrows.into_iter().filter(clear).collect()
}

/// The parts of a line within a room, as indices of its path.
fn seen_parts(line: &[Knot], room: &Rect) -> Vec<[f64; 2]> {
    let mut parts: Vec<[f64; 2]> = Vec::new();
    for pair in line.windows(2) {
        let Some([from, to]) = within(pair[0].at, pair[1].at, room) else {
            continue;
        };
        let index = |part: f64| pair[0].index + (pair[1].index - pair[0].index) * part;
        let [from, to] = [index(from), index(to)];
        match parts.last_mut() {
            Some(last) if from <= last[1] + 1e-9 => last[1] = to,
            _ => parts.push([from, to]),
        }
    }
    parts
}

/// The part of a straight piece that lies within a room (Liang and Barsky).
pub(super) fn within(a: [f64; 2], b: [f64; 2], room: &Rect) -> Option<[f64; 2]> {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    let sides = [(0, room.left, room.right), (1, room.top, room.bottom)];
    for (axis, low, high) in sides {
        let by = b[axis] - a[axis];
        if by == 0.0 {
            if !(low..=high).contains(&a[axis]) {
                return None;
            }
            continue;
        }
        let (mut enters, mut leaves) = ((low - a[axis]) / by, (high - a[axis]) / by);
        if enters > leaves {
            (enters, leaves) = (leaves, enters);
        }
        (from, to) = (from.max(enters), to.min(leaves));
    }
    (from <= to).then_some([from, to])
}

fn kilometers_at(kilometers: &[f64], index: f64) -> f64 {
    let at = (index.floor().max(0.0) as usize).min(kilometers.len().saturating_sub(1));
    let next = (at + 1).min(kilometers.len().saturating_sub(1));
    kilometers[at] + (kilometers[next] - kilometers[at]) * (index - at as f64).clamp(0.0, 1.0)
}

/// The inverse of [`kilometers_at`].
fn index_at(kilometers: &[f64], wanted: f64) -> f64 {
    let next = kilometers.partition_point(|km| *km < wanted);
    match next
        .checked_sub(1)
        .map(|at| (at, kilometers[at], kilometers.get(next)))
    {
        Some((at, from, Some(to))) if *to > from => at as f64 + (wanted - from) / (to - from),
        Some((at, _, None)) => at as f64,
        _ => next as f64,
    }
}

/// The length of what the map shows of a stretch.
fn on_picture(carrier: &Carrier, stretch: &Stretch) -> f64 {
    let ends = [stretch.points.start(), stretch.points.end()];
    match ends.map(|index| at_index(carrier.line, *index as f64)) {
        [Some(a), Some(b)] => b.along - a.along,
        _ => 0.0,
    }
}

fn arrow(carrier: &Carrier, kilometers: f64) -> Option<Arrow> {
    let index = index_at(carrier.kilometers, kilometers);
    let line = carrier.line;
    let inside = line.first()?.index <= index && index <= line.last()?.index;
    let place = at_index(line, index).filter(|_| inside)?;
    let whole = line.first()?.along..=line.last()?.along;
    MOVES.into_iter().find_map(|by| {
        let along = place.along + by;
        let around = [along - LOOK, along, along + LOOK];
        if !around.iter().all(|at| whole.contains(at)) {
            return None;
        }
        let [a, b, c] = around.map(|at| at_along(line, at).map(|k| k.at));
        let (a, b, c) = (a?, b?, c?);
        let straight = angle_between(a, b, c).abs() <= SHARPEST;
        straight.then(|| Arrow {
            at: b,
            angle: (c[1] - a[1]).atan2(c[0] - a[0]),
        })
    })
}

/// An open head of a size that goes with the line.
pub(super) fn node(arrow: Arrow, line: &Stroke, casing: crate::scene::Color) -> Node {
    let r = f64::from(line.width).clamp(1.8, 4.0) * 1.9;
    let outline = Outline::polygon(&[[r * 1.3, 0.0], [-r, r], [-r * 0.5, 0.0], [-r, -r]]);
    Node::Path(Path {
        shape: outline.into(),
        transform: Affine::rotation(arrow.angle).then(&Affine::translation(arrow.at[0], arrow.at[1])),
        fill: Some(casing.into()),
        stroke: Some(Stroke::solid(line.color, (line.width * 0.46).clamp(0.9, 1.7))),
        key: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_place_along_a_path_is_found_again_from_its_kilometres(
            steps in prop::collection::vec(0.5..100.0f64, 1..20),
            part in 0.0..1.0f64,
        ) {
            let mut kilometers = vec![0.0];
            for step in steps {
                kilometers.push(kilometers[kilometers.len() - 1] + step);
            }
            let index = part * (kilometers.len() - 1) as f64;
            let back = index_at(&kilometers, kilometers_at(&kilometers, index));
            prop_assert!((back - index).abs() < 1e-9, "{index} came back as {back}");
        }
    }

    #[test]
    fn only_what_lies_on_the_picture_is_seen() {
        let room = Rect::from_xywh(0.0, 0.0, 10.0, 10.0);
        assert_eq!(within([-10.0, 5.0], [30.0, 5.0], &room), Some([0.25, 0.5]));
        assert_eq!(within([-10.0, 15.0], [30.0, 15.0], &room), None);
        assert_eq!(within([2.0, 2.0], [3.0, 3.0], &room), Some([0.0, 1.0]));
    }
}
