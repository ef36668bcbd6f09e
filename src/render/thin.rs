//! Heavy polylines made light for a picture: points closer than anybody sees are dropped, and what lies
//! outside of the picture is cut off before it is filled or stroked. For the three writers.

use crate::scene::{Affine, Polylines, Rect};

type Point = [f64; 2];

/// Brings polylines to a picture, thins them and cuts them to its window.
pub(super) struct Cutter {
    /// What is seen.
    window: Rect,
    /// Points nearer than this to the last one kept are dropped.
    step: f64,
    line: Vec<Point>,
    spare: Vec<Point>,
}

impl Cutter {
    pub(super) fn new(window: Rect, step: f64) -> Self {
        Self {
            window,
            step,
            line: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Hands over each ring that is to be filled, without repeated first points.
    pub(super) fn rings(&mut self, lines: &Polylines, place: &Affine, mut each: impl FnMut(&[Point])) {
        let window = self.window.grown(2.0);
        for line in lines.lines() {
            thin(
                line.iter().map(|&p| place.apply(p)),
                lines.is_closed(),
                self.step,
                &mut self.line,
            );
            match position(&self.line, &window) {
                Position::Outside => continue,
                Position::Inside => {}
                Position::Across => clip_ring(&mut self.line, &mut self.spare, &window),
            }
            if self.line.len() > 2 {
                each(&self.line);
            }
        }
    }

    /// Hands over each piece that is to be stroked: its points, whether it is a whole ring, and how far
    /// along its line it starts. Cut ends lie `margin` outside of the window.
    pub(super) fn pieces(
        &mut self,
        lines: &Polylines,
        place: &Affine,
        margin: f64,
        mut each: impl FnMut(&[Point], bool, f64),
    ) {
        let window = self.window.grown(margin);
        let closed = lines.is_closed();
        for line in lines.lines() {
            thin(
                line.iter().map(|&p| place.apply(p)),
                closed,
                self.step,
                &mut self.line,
            );
            match position(&self.line, &window) {
                Position::Outside => {}
                Position::Inside => each(&self.line, closed, 0.0),
                Position::Across => clip_line(&self.line, closed, &window, |piece, reach| {
                    each(piece, false, reach)
                }),
            }
        }
    }
}

/// Drops points that are nearer than `step` to the one before. The first is kept, and so is the last of
/// an open line. A line or ring smaller than that becomes a dot of that length, so that an islet is still
/// drawn.
fn thin(points: impl Iterator<Item = Point>, closed: bool, step: f64, out: &mut Vec<Point>) {
    out.clear();
    let mut kept: Option<Point> = None;
    let mut dropped = None;
    for p in points.filter(|p| p[0].is_finite() && p[1].is_finite()) {
        let near = kept.is_some_and(|k| (p[0] - k[0]).powi(2) + (p[1] - k[1]).powi(2) < step * step);
        dropped = near.then_some(p);
        if !near {
            out.push(p);
            kept = Some(p);
        }
    }
    match (out.as_mut_slice(), dropped) {
        ([x_y], _) => {
            let dot = [x_y[0] + step, x_y[1]];
            out.push(dot);
        }
        ([.., end], Some(last)) if !closed => *end = last,
        _ => {}
    }
}

/// Where a set of points lies as seen from a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    /// All inside: nothing needs cutting.
    Inside,
    /// All beyond one of the four sides: nothing is seen.
    Outside,
    /// Anything else.
    Across,
}

/// One bit for each side of the window that a point lies beyond.
fn beyond(p: Point, window: &Rect) -> u8 {
    u8::from(p[0] < window.left)
        | u8::from(p[0] > window.right) << 1
        | u8::from(p[1] < window.top) << 2
        | u8::from(p[1] > window.bottom) << 3
}

/// Where points lie as seen from a window.
fn position(points: &[Point], window: &Rect) -> Position {
    let (mut any, mut all) = (0u8, 15u8);
    for &p in points {
        let bits = beyond(p, window);
        any |= bits;
        all &= bits;
    }
    match (any, all) {
        (0, _) => Position::Inside,
        (_, 0) => Position::Across,
        _ => Position::Outside,
    }
}

/// Cuts a ring to a window by one side after the other (Sutherland and Hodgman 1974). What is left may
/// run along the window's edge, which the margin around the picture hides.
fn clip_ring(ring: &mut Vec<Point>, spare: &mut Vec<Point>, window: &Rect) {
    for (axis, limit, sign) in [
        (0, window.left, 1.0),
        (0, window.right, -1.0),
        (1, window.top, 1.0),
        (1, window.bottom, -1.0),
    ] {
        spare.clear();
        let Some(mut before) = ring.last().copied() else {
            return;
        };
        let mut depth_before = (before[axis] - limit) * sign;
        for &p in ring.iter() {
            let depth = (p[axis] - limit) * sign;
            if (depth >= 0.0) != (depth_before >= 0.0) {
                let t = depth_before / (depth_before - depth);
                spare.push([
                    before[0] + (p[0] - before[0]) * t,
                    before[1] + (p[1] - before[1]) * t,
                ]);
            }
            if depth >= 0.0 {
                spare.push(p);
            }
            (before, depth_before) = (p, depth);
        }
        std::mem::swap(ring, spare);
    }
}

/// The part of a segment inside a window as fractions of its length (Liang and Barsky 1984).
fn clip_segment(p: Point, q: Point, window: &Rect) -> Option<(f64, f64)> {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (start, delta, low, high) in [
        (p[0], q[0] - p[0], window.left, window.right),
        (p[1], q[1] - p[1], window.top, window.bottom),
    ] {
        if delta == 0.0 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (a, b) = ((low - start) / delta, (high - start) / delta);
        from = from.max(a.min(b));
        to = to.min(a.max(b));
    }
    (from < to || (p == q && from <= to)).then_some((from, to))
}

/// Hands over the pieces of a line that lie inside a window, each with its distance along the line, which
/// dashes need to keep their places whatever is cut off.
fn clip_line(line: &[Point], closed: bool, window: &Rect, mut piece: impl FnMut(&[Point], f64)) {
    let mut current: Vec<Point> = Vec::new();
    let (mut reach, mut start) = (0.0, 0.0);
    let closing = line.first().filter(|_| closed);
    for (p, &q) in line.iter().zip(line.iter().skip(1).chain(closing)) {
        let length = (q[0] - p[0]).hypot(q[1] - p[1]);
        let at = |t: f64| [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t];
        if let Some((from, to)) = clip_segment(*p, q, window) {
            if current.is_empty() {
                start = reach + from * length;
                current.push(if from > 0.0 { at(from) } else { *p });
            }
            current.push(if to < 1.0 { at(to) } else { q });
            if to < 1.0 {
                piece(&current, start);
                current.clear();
            }
        } else if !current.is_empty() {
            piece(&current, start);
            current.clear();
        }
        reach += length;
    }
    if !current.is_empty() {
        piece(&current, start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WINDOW: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 100.0,
        bottom: 100.0,
    };

    fn area(ring: &[Point]) -> f64 {
        let next = ring.iter().skip(1).chain(ring.first());
        ring.iter()
            .zip(next)
            .map(|(p, q)| p[0] * q[1] - q[0] * p[1])
            .sum::<f64>()
            / 2.0
    }

    fn pieces(line: &[Point], closed: bool) -> Vec<(Vec<Point>, f64)> {
        let mut all = Vec::new();
        clip_line(line, closed, &WINDOW, |piece, start| {
            all.push((piece.to_vec(), start))
        });
        all
    }

    #[test]
    fn points_within_a_step_are_dropped_and_the_end_is_kept() {
        let mut out = Vec::new();
        thin(
            (0..=1000).map(|i| [f64::from(i) * 0.01, 0.0]),
            false,
            0.25,
            &mut out,
        );
        assert!(out.len() < 45 && out.last() == Some(&[10.0, 0.0]), "{out:?}");
    }

    #[test]
    fn an_islet_smaller_than_a_pixel_is_still_a_dot() {
        let mut out = Vec::new();
        thin(
            [[5.0, 5.0], [5.1, 5.0], [5.1, 5.1]].into_iter(),
            true,
            0.25,
            &mut out,
        );
        assert_eq!(out, [[5.0, 5.0], [5.25, 5.0]]);
    }

    #[test]
    fn points_that_are_no_numbers_are_dropped() {
        let mut out = Vec::new();
        thin(
            [[f64::NAN, 0.0], [1.0, 1.0], [2.0, f64::INFINITY], [3.0, 3.0]].into_iter(),
            true,
            0.25,
            &mut out,
        );
        assert_eq!(out, [[1.0, 1.0], [3.0, 3.0]]);
    }

    #[test]
    fn a_ring_around_the_window_becomes_the_window() {
        let mut ring = vec![[-50.0, -50.0], [150.0, -50.0], [150.0, 150.0], [-50.0, 150.0]];
        clip_ring(&mut ring, &mut Vec::new(), &WINDOW);
        assert!((area(&ring) - 10_000.0).abs() < 1e-9);
    }

    #[test]
    fn a_line_that_leaves_and_returns_is_two_pieces_that_know_their_places() {
        let line = [[50.0, 50.0], [150.0, 50.0], [150.0, 60.0], [50.0, 60.0]];
        assert_eq!(
            pieces(&line, false),
            [
                (vec![[50.0, 50.0], [100.0, 50.0]], 0.0),
                (vec![[100.0, 60.0], [50.0, 60.0]], 160.0)
            ]
        );
    }

    #[test]
    fn the_closing_edge_of_a_ring_is_drawn() {
        let ring = [[10.0, 10.0], [20.0, 10.0], [20.0, 20.0]];
        assert_eq!(
            pieces(&ring, true),
            [(vec![ring[0], ring[1], ring[2], ring[0]], 0.0)]
        );
    }

    proptest! {
        #[test]
        fn clipping_keeps_exactly_what_is_inside(line in prop::collection::vec(prop::array::uniform2(-200.0..300.0), 2..30)) {
            let grown = WINDOW.grown(1e-6);
            for (piece, _) in pieces(&line, false) {
                prop_assert!(piece.iter().all(|&p| grown.contains(p)));
            }
            // The length inside, by many samples along each segment.
            let sampled: f64 = line.windows(2).map(|s| {
                let length = (s[1][0] - s[0][0]).hypot(s[1][1] - s[0][1]);
                let inside = (0..2000).filter(|i| {
                    let t = (f64::from(*i) + 0.5) / 2000.0;
                    WINDOW.contains([s[0][0] + (s[1][0] - s[0][0]) * t, s[0][1] + (s[1][1] - s[0][1]) * t])
                }).count();
                length * inside as f64 / 2000.0
            }).sum();
            let kept: f64 = pieces(&line, false).iter().flat_map(|(p, _)| p.windows(2).map(|s| (s[1][0] - s[0][0]).hypot(s[1][1] - s[0][1])).collect::<Vec<_>>()).sum();
            prop_assert!((kept - sampled).abs() <= 0.5 * line.len() as f64, "{} {}", kept, sampled);
        }

        #[test]
        fn a_clipped_ring_has_the_area_that_is_inside(points in prop::collection::vec(prop::array::uniform2(-200.0..300.0f64), 3)) {
            let mut ring = points.clone();
            clip_ring(&mut ring, &mut Vec::new(), &WINDOW);
            let sign = area(&points).signum();
            let inside = |x: f64, y: f64| (0..3).all(|i| {
                let (a, b) = (points[i], points[(i + 1) % 3]);
                ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) * sign >= 0.0
            });
            let cells = (0..100).flat_map(|i| (0..100).map(move |j| (f64::from(i) + 0.5, f64::from(j) + 0.5)));
            let sampled = cells.filter(|&(x, y)| inside(x, y)).count() as f64;
            prop_assert!((area(&ring).abs() - sampled).abs() < 220.0, "{} {}", area(&ring), sampled);
        }
    }
}
