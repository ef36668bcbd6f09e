//! A lane's path on the picture: in points of the picture, with no more of them than are seen, its corners rounded.

use crate::geography::{Camera, DegreePoint, LonLat, unrolled};

/// How far the line that is drawn may leave the path that is measured, in points of the picture: less than half the
/// width of the line in any style, so that the path lies under it at every zoom.
pub(crate) const ROUNDING_ERROR: f64 = 1.0;
/// The part of it that leaving out points takes; rounding corners takes the rest.
const LEFT_OUT: f64 = 0.2;
/// The most that a rounded corner turns from one point to the next, in radians.
const TURN: f64 = 0.22;

/// A point of a strand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Knot {
    /// In points of the picture.
    pub(super) at: [f64; 2],
    /// How far along the strand it lies, in points of the picture.
    pub(super) along: f64,
    /// Where it lies among the points of the path, by their index and the part of the way to the next.
    pub(super) index: f64,
}

/// A part of a path that the map shows in one piece, on the picture of the world's first copy.
pub(super) type Strand = Vec<Knot>;

/// The pieces of a path on the picture: cut where the map ends, every point of the path a knot. `first` is the index
/// of the first point of the path.
pub(super) fn strands(path: &[LonLat], first: usize, camera: &Camera) -> Vec<Strand> {
    let projection = camera.projection();
    let period = projection.period();
    // A step that is longer than this on the plane goes over the map's edge.
    let longest = (projection.extent().max.x - projection.extent().min.x) / 3.0;
    let mut pieces: Vec<Strand> = vec![Vec::new()];
    let mut before: Option<(DegreePoint, Option<[f64; 2]>)> = None;
    for (i, (place, degrees)) in path.iter().zip(unrolled(path)).enumerate() {
        let turns = ((degrees.lon - place.lon()) / 360.0).round();
        let seen = projection
            .world_from_lon_lat(*place)
            .map(|w| [w.x + period.map_or(0.0, |period| turns * period), w.y]);
        let index = (first + i) as f64;
        let goes_on = match (before, seen) {
            (Some((_, Some(from))), Some(to)) => period.is_some() || (to[0] - from[0]).abs() < longest,
            (None, _) | (Some((_, None)), None) => true,
            _ => false,
        };
        if !goes_on && let Some((from, _)) = before {
            let cut = projection.line([from, degrees]);
            let ends = cut.first().and_then(|piece| piece.last());
            let begins = cut.last().and_then(|piece| piece.first());
            if before.is_some_and(|(_, seen)| seen.is_some()) {
                push(&mut pieces, camera, ends, index - 0.5);
            }
            pieces.push(Vec::new());
            if seen.is_some() {
                push(&mut pieces, camera, begins, index - 0.5);
            }
        }
        push(&mut pieces, camera, seen.as_ref(), index);
        before = Some((degrees, seen));
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

fn push(pieces: &mut [Strand], camera: &Camera, world: Option<&[f64; 2]>, index: f64) {
    let (Some(&[x, y]), Some(piece)) = (world, pieces.last_mut()) else {
        return;
    };
    let at = camera.screen_from_world(crate::geography::WorldPoint { x, y });
    let along = piece
        .last()
        .map_or(0.0, |last: &Knot| last.along + distance(last.at, at));
    piece.push(Knot { at, along, index });
}

pub(super) fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [x, y] = [a[0] - b[0], a[1] - b[1]];
    (x * x + y * y).sqrt()
}

pub(super) fn mix(a: &Knot, b: &Knot, part: f64) -> Knot {
    let mix = |a: f64, b: f64| a + (b - a) * part;
    Knot {
        at: [mix(a.at[0], b.at[0]), mix(a.at[1], b.at[1])],
        along: mix(a.along, b.along),
        index: mix(a.index, b.index),
    }
}

/// A strand of fewer points with round corners, nowhere farther from it than [`ROUNDING_ERROR`].
pub(super) fn rounded(strand: &[Knot]) -> Strand {
    round(&thinned(strand, LEFT_OUT), ROUNDING_ERROR - LEFT_OUT)
}

/// The points that are needed for a line nowhere farther from a strand than `error` (Ramer, Douglas and Peucker).
fn thinned(strand: &[Knot], error: f64) -> Strand {
    let mut keep = vec![false; strand.len()];
    let mut open = vec![(0, strand.len().saturating_sub(1))];
    while let Some((first, last)) = open.pop() {
        let (Some(a), Some(b)) = (strand.get(first), strand.get(last)) else {
            continue;
        };
        let [a, b] = [a.at, b.at];
        (keep[first], keep[last]) = (true, true);
        let mut worst = (error * error, None);
        for (i, knot) in strand.iter().enumerate().take(last).skip(first + 1) {
            let off = squared_off(knot.at, a, b);
            if off > worst.0 {
                worst = (off, Some(i));
            }
        }
        if let Some(middle) = worst.1 {
            open.extend([(first, middle), (middle, last)]);
        }
    }
    strand
        .iter()
        .zip(keep)
        .filter_map(|(knot, keep)| keep.then_some(*knot))
        .collect()
}

/// The square of how far a point lies from a straight piece.
fn squared_off(p: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let (by, to) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
    let long = by[0] * by[0] + by[1] * by[1];
    let part = if long > 0.0 {
        ((by[0] * to[0] + by[1] * to[1]) / long).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let [x, y] = [to[0] - by[0] * part, to[1] - by[1] * part];
    x * x + y * y
}

/// Each corner as a quadratic curve between points on its two arms, which come no farther than their middles and so
/// near that the curve passes the corner within `error`: half the sine of half the turn times the arm.
fn round(strand: &[Knot], error: f64) -> Strand {
    let mut out = Strand::with_capacity(strand.len() * 3);
    out.extend(strand.first());
    for corner in strand.windows(3) {
        let [a, b, c] = [&corner[0], &corner[1], &corner[2]];
        let (came, goes) = (distance(a.at, b.at), distance(b.at, c.at));
        let (u, v) = (step(a, b), step(b, c));
        let straight = (u[0] * v[0] + u[1] * v[1]) / (came * goes).max(1e-12);
        // The sine of half the turn.
        let sharp = ((1.0 - straight) / 2.0).max(0.0).sqrt();
        let arm = (2.0 * error / sharp.max(1e-6)).min(came / 2.0).min(goes / 2.0);
        if sharp < TURN / 4.0 || arm < 1e-6 {
            out.push(*b);
            continue;
        }
        let turn = 2.0 * sharp.min(1.0).asin();
        let (from, to) = (mix(b, a, arm / came), mix(b, c, arm / goes));
        // An even number, so that the middle of the curve is a point of the line.
        let pieces = 2.0 * (turn / TURN / 2.0).ceil().clamp(1.0, 8.0);
        for piece in 0..=pieces as u32 {
            let part = f64::from(piece) / pieces;
            out.push(mix(&mix(&from, b, part), &mix(b, &to, part), part));
        }
    }
    out.extend(strand.get(1..).and_then(|rest| rest.last()));
    out
}

fn step(a: &Knot, b: &Knot) -> [f64; 2] {
    [b.at[0] - a.at[0], b.at[1] - a.at[1]]
}

/// By how much a line turns at `b`, in radians, clockwise on the picture above zero.
pub(super) fn angle_between(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    let (u, v) = ([b[0] - a[0], b[1] - a[1]], [c[0] - b[0], c[1] - b[1]]);
    (u[0] * v[1] - u[1] * v[0]).atan2(u[0] * v[0] + u[1] * v[1])
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The strand of some points.
    pub(in super::super) fn strand_of(points: &[[f64; 2]]) -> Strand {
        let mut along = 0.0;
        let knots = points.iter().enumerate().map(|(i, &at)| {
            along += i
                .checked_sub(1)
                .map_or(0.0, |before| distance(points[before], at));
            Knot {
                at,
                along,
                index: i as f64,
            }
        });
        knots.collect()
    }

    fn off(p: [f64; 2], line: &[Knot]) -> f64 {
        let pieces = line.windows(2).map(|pair| squared_off(p, pair[0].at, pair[1].at));
        pieces.fold(f64::INFINITY, f64::min).sqrt()
    }

    /// Points of a line, close together.
    fn walked(line: &[Knot]) -> Vec<[f64; 2]> {
        let parts = (0..=8).map(|i| f64::from(i) / 8.0);
        line.windows(2)
            .flat_map(|pair| {
                parts
                    .clone()
                    .map(|part| mix(&pair[0], &pair[1], part).at)
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    proptest! {
        #[test]
        fn the_line_that_is_drawn_is_never_farther_from_the_path_than_the_stated_error(
            points in prop::collection::vec([-300.0..300.0f64, -300.0..300.0f64], 2..40),
            close in 0.01..1.0f64,
        ) {
            let points: Vec<[f64; 2]> = points.into_iter().map(|p| p.map(|v| v * close)).collect();
            let path = strand_of(&points);
            let drawn = rounded(&path);
            for p in walked(&drawn) {
                prop_assert!(off(p, &path) <= ROUNDING_ERROR + 1e-9, "{p:?} is off by {}", off(p, &path));
            }
            for p in walked(&path) {
                prop_assert!(off(p, &drawn) <= ROUNDING_ERROR + 1e-9, "{p:?} is left by {}", off(p, &drawn));
            }
        }

        #[test]
        fn a_rounded_line_begins_and_ends_where_its_path_does_and_never_goes_back_along_it(
            points in prop::collection::vec([-300.0..300.0f64, -300.0..300.0f64], 2..40),
        ) {
            let path = strand_of(&points);
            let drawn = rounded(&path);
            prop_assert_eq!(drawn.first(), path.first());
            prop_assert_eq!(drawn.last(), path.last());
            prop_assert!(drawn.windows(2).all(|pair| pair[0].along <= pair[1].along + 1e-9));
        }
    }

    #[test]
    fn a_straight_path_needs_its_ends_alone() {
        let path = strand_of(&[[0.0, 0.0], [10.0, 0.1], [20.0, 0.0], [90.0, 0.0]]);
        assert_eq!(rounded(&path), [path[0], path[3]]);
    }

    #[test]
    fn a_corner_is_round() {
        let path = strand_of(&[[0.0, 0.0], [50.0, 0.0], [50.0, 50.0]]);
        let drawn = rounded(&path);
        let sharpest = drawn
            .windows(3)
            .map(|w| angle_between(w[0].at, w[1].at, w[2].at).abs());
        assert!(sharpest.fold(0.0, f64::max) < 2.0 * TURN);
        assert!(drawn.len() > 6);
    }
}
