//! Turns shapes of a scene into straight-edged contours on the screen. For the painter alone.

use crate::scene::{Affine, Outline, PathStep, Polylines, Shape};
use eframe::egui;
use egui::Pos2;

/// How far a straight edge may stray from its curve, in physical pixels.
const CURVE_ERROR: f32 = 0.1;
/// Points of heavy lines that are nearer than this to the last one are passed over, in physical pixels.
const POINT_STEP: f32 = 0.25;
/// The most edges that one curve becomes.
const MAX_EDGES: f32 = 200.0;

/// A line or a ring on the screen, in egui's points. A ring's first point is not repeated.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Contour {
    pub(super) points: Vec<Pos2>,
    pub(super) closed: bool,
}

/// The contours of a shape; `transform` takes its coordinates to egui's points, `pixel` is the size of a
/// physical pixel in those.
pub(super) fn flatten(shape: &Shape, transform: &Affine, pixel: f32) -> Vec<Contour> {
    match shape {
        Shape::Lines(lines) => flatten_lines(lines, transform, pixel * POINT_STEP),
        Shape::Outline(outline) => flatten_outline(outline, transform, pixel * CURVE_ERROR),
    }
}

fn on_screen(transform: &Affine, p: [f64; 2]) -> Pos2 {
    let [x, y] = transform.apply(p);
    Pos2::new(x as f32, y as f32)
}

fn flatten_lines(lines: &Polylines, transform: &Affine, step: f32) -> Vec<Contour> {
    let closed = lines.is_closed();
    let thinned = |line: &[[f64; 2]]| {
        let mut points: Vec<Pos2> = Vec::with_capacity(line.len());
        let last = line.len() - 1;
        for (i, &p) in line.iter().enumerate() {
            let p = on_screen(transform, p);
            let near = points.last().is_some_and(|q| q.distance_sq(p) < step * step);
            if !near {
                points.push(p);
            } else if i == last && !closed && points.len() > 1 {
                // A line ends where it ends.
                points.pop();
                points.push(p);
            }
        }
        Contour { points, closed }
    };
    lines.lines().map(thinned).collect()
}

fn flatten_outline(outline: &Outline, transform: &Affine, error: f32) -> Vec<Contour> {
    let mut contours = Vec::new();
    let mut open = Contour::default();
    for step in &outline.steps {
        let from = open.points.last().copied();
        match (*step, from) {
            (PathStep::MoveTo(p), _) => {
                finish(&mut contours, &mut open);
                open.points.push(on_screen(transform, p));
            }
            (PathStep::Close, _) => {
                let start = open.points.first().copied();
                open.closed = true;
                finish(&mut contours, &mut open);
                open.points.extend(start);
            }
            // A step before any `MoveTo` starts at its own end.
            (PathStep::LineTo(p) | PathStep::QuadTo(_, p) | PathStep::CurveTo(_, _, p), None) => {
                open.points.push(on_screen(transform, p));
            }
            (PathStep::LineTo(p), Some(_)) => open.points.push(on_screen(transform, p)),
            (PathStep::QuadTo(c, p), Some(from)) => {
                let [c, p] = [c, p].map(|p| on_screen(transform, p));
                // Both controls of a quadratic as a cubic lie two thirds of the way to its own.
                let [a, b] = [from, p].map(|end| end.lerp(c, 2.0 / 3.0));
                curve(&mut open.points, [from, a, b, p], error);
            }
            (PathStep::CurveTo(a, b, p), Some(from)) => {
                let [a, b, p] = [a, b, p].map(|p| on_screen(transform, p));
                curve(&mut open.points, [from, a, b, p], error);
            }
        }
    }
    finish(&mut contours, &mut open);
    contours
}

/// Puts a contour away if it has an edge, and starts the next.
fn finish(contours: &mut Vec<Contour>, open: &mut Contour) {
    let mut done = std::mem::take(open);
    done.points.dedup();
    if done.closed && done.points.len() > 1 && done.points.first() == done.points.last() {
        done.points.pop();
    }
    if done.points.len() > 1 {
        contours.push(done);
    }
}

/// Adds a cubic Bézier as edges, its start left out. The number of edges is Wang's: `sqrt(3 d / 4 e)` with
/// `d` the larger second difference of the controls and `e` the error allowed.
fn curve(points: &mut Vec<Pos2>, [p0, p1, p2, p3]: [Pos2; 4], error: f32) {
    let bend = |a: Pos2, b: Pos2, c: Pos2| (a.to_vec2() - 2.0 * b.to_vec2() + c.to_vec2()).length();
    let most = bend(p0, p1, p2).max(bend(p1, p2, p3));
    let edges = (0.75 * most / error).sqrt().ceil().clamp(1.0, MAX_EDGES);
    let mut i = 1.0;
    while i < edges {
        let t = i / edges;
        let s = 1.0 - t;
        let (a, b, c, d) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
        let at = a * p0.to_vec2() + b * p1.to_vec2() + c * p2.to_vec2() + d * p3.to_vec2();
        points.push(at.to_pos2());
        i += 1.0;
    }
    points.push(p3);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_flattened_circle_stays_within_a_tenth_of_a_pixel(radius in 0.5..400.0f64, pixel in 0.25..2.0f32) {
            let circle = Shape::from(Outline::circle([0.0, 0.0], radius));
            let contours = flatten(&circle, &Affine::IDENTITY, pixel);
            prop_assert_eq!(contours.len(), 1);
            let points = &contours[0].points;
            prop_assert!(contours[0].closed && points.len() >= 4);
            // The cubic itself strays by 0.03 % of the radius.
            let slack = CURVE_ERROR * pixel + 3e-4 * radius as f32 + 1e-3;
            for (i, p) in points.iter().enumerate() {
                let middle = p.lerp(points[(i + 1) % points.len()], 0.5);
                prop_assert!((p.to_vec2().length() - radius as f32).abs() < slack);
                prop_assert!((middle.to_vec2().length() - radius as f32).abs() < slack);
            }
        }
    }

    #[test]
    fn a_heavy_line_is_thinned_and_keeps_its_ends() {
        let line = (0..=1000).map(|i| [f64::from(i) * 0.01, 0.0]);
        let shape = Shape::from(std::sync::Arc::new(Polylines::new([line], false)));
        let contours = flatten(&shape, &Affine::IDENTITY, 1.0);
        let points = &contours[0].points;
        assert!(points.len() < 45, "{} points", points.len());
        assert_eq!(points[0], Pos2::ZERO);
        assert_eq!(points[points.len() - 1], Pos2::new(10.0, 0.0));
    }

    #[test]
    fn steps_without_a_start_make_no_trouble() {
        let stray = Outline {
            steps: vec![PathStep::Close, PathStep::LineTo([1.0, 1.0]), PathStep::Close],
        };
        assert!(flatten(&stray.into(), &Affine::IDENTITY, 1.0).is_empty());
    }
}
