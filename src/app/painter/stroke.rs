//! Triangles of lines: width, joins, caps and soft edges. For the painter alone.

use super::canvas::{corner, left_of, next_index};
use super::flatten::Contour;
use crate::scene::{LineCap, LineJoin};
use eframe::egui;
use egui::{Color32, Mesh, Pos2, Vec2};
use std::f32::consts::{FRAC_PI_2, PI};

/// How a line is drawn, in egui's points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub(super) color: Color32,
    pub(super) width: f32,
    pub(super) cap: LineCap,
    pub(super) join: LineJoin,
    /// Width of the soft edge: a physical pixel.
    pub(super) feather: f32,
}

/// A corner as sharp as this becomes round or blunt even where a sharp one is asked for (as in SVG).
const MITER_LIMIT: f32 = 4.0;
/// Below this half angle (radians) a turn needs no join of its own.
const SMOOTH: f32 = 0.2;
/// From this half angle (radians; a turn of 140°) a line ends and begins anew: the point in which its inner
/// edges would meet lies so far off that triangles to it would fan out over the ground.
const SHARP: f32 = 1.22;

/// Adds the triangles of a contour's line.
pub(super) fn stroke(mesh: &mut Mesh, contour: &Contour, pen: &Pen) {
    let mut points = contour.points.clone();
    points.dedup_by(|a, b| a.distance_sq(*b) < 1e-6);
    if contour.closed && points.len() > 1 && points[0].distance_sq(points[points.len() - 1]) < 1e-6 {
        points.pop();
    }
    if points.len() < 2 || pen.width <= 0.0 {
        return;
    }
    let mut strip = Strip::new(mesh, pen);
    if contour.closed && points.len() > 2 {
        let n = points.len();
        for i in 0..n {
            strip.join(points[(i + n - 1) % n], points[i], points[(i + 1) % n]);
        }
        strip.close();
    } else {
        let last = points.len() - 1;
        strip.cap(points[0], points[1], true);
        for i in 1..last {
            strip.join(points[i - 1], points[i], points[i + 1]);
        }
        strip.cap(points[last], points[last - 1], false);
    }
}

/// A band of cross-sections, each of four corners: clear, full, full, clear. Consecutive ones are joined,
/// so that a line covers no place twice and may be translucent.
struct Strip<'a> {
    mesh: &'a mut Mesh,
    pen: &'a Pen,
    color: Color32,
    /// Half widths of the full and of the soft band.
    inner: f32,
    outer: f32,
    first: Option<u32>,
    last: Option<u32>,
}

impl<'a> Strip<'a> {
    fn new(mesh: &'a mut Mesh, pen: &'a Pen) -> Self {
        // A line thinner than a pixel is a pixel wide and paler.
        let thin = pen.width < pen.feather;
        let width = pen.width.max(pen.feather);
        Self {
            mesh,
            pen,
            color: if thin {
                pen.color.gamma_multiply(pen.width / pen.feather)
            } else {
                pen.color
            },
            inner: (width - pen.feather) / 2.0,
            outer: f32::midpoint(width, pen.feather),
            first: None,
            last: None,
        }
    }

    /// A cross-section reaching from `center` by `left` and `right`, which are in half widths.
    fn section(&mut self, center: Pos2, left: Vec2, right: Vec2, color: Color32) {
        let start = next_index(self.mesh);
        corner(self.mesh, center + left * self.outer, Color32::TRANSPARENT);
        corner(self.mesh, center + left * self.inner, color);
        corner(self.mesh, center + right * self.inner, color);
        corner(self.mesh, center + right * self.outer, Color32::TRANSPARENT);
        if let Some(last) = self.last {
            self.bridge(last, start);
        }
        self.first = self.first.or(Some(start));
        self.last = Some(start);
    }

    fn bridge(&mut self, from: u32, to: u32) {
        let [a, b] = [from, to];
        self.mesh.indices.extend_from_slice(&[
            a,
            a + 1,
            b,
            a + 1,
            b + 1,
            b, //
            a + 1,
            a + 2,
            b + 1,
            a + 2,
            b + 2,
            b + 1, //
            a + 2,
            a + 3,
            b + 2,
            a + 3,
            b + 3,
            b + 2,
        ]);
    }

    fn close(&mut self) {
        if let (Some(first), Some(last)) = (self.first, self.last) {
            self.bridge(last, first);
        }
    }

    /// The start (`opens`) or the end of a line at `at`; `next` is the neighbouring point.
    fn cap(&mut self, at: Pos2, next: Pos2, opens: bool) {
        if self.pen.cap == LineCap::Round && self.pen.width > 1.5 * self.pen.feather {
            self.round_cap(at, next, opens);
        } else {
            let out = (at - next).normalized();
            let left = left_of(if opens { -out } else { out });
            let soft = out * (self.pen.feather / 2.0);
            let ends = [(soft, Color32::TRANSPARENT), (-soft, self.color)];
            let [one, two] = if opens { ends } else { [ends[1], ends[0]] };
            self.section(at + one.0, left, -left, one.1);
            self.section(at + two.0, left, -left, two.1);
        }
    }

    fn round_cap(&mut self, at: Pos2, next: Pos2, opens: bool) {
        let out = (at - next).normalized();
        let left = left_of(if opens { -out } else { out });
        let steps = arc_steps(self.outer / self.pen.feather, FRAC_PI_2);
        for i in 0..=steps {
            let part = f32::from(i) / f32::from(steps);
            let (s, c) = (FRAC_PI_2 * if opens { 1.0 - part } else { part }).sin_cos();
            self.section(at, out * s + left * c, out * s - left * c, self.color);
        }
    }

    /// The corner at `at` on the way from `before` to `after`.
    fn join(&mut self, before: Pos2, at: Pos2, after: Pos2) {
        let (into, out) = (after_zero(at - before), after_zero(after - at));
        let turn = (into.x * out.y - into.y * out.x).atan2(into.dot(out));
        let half = turn.abs() / 2.0;
        if half > SHARP {
            self.round_cap(at, before, false);
            self.last = None;
            self.round_cap(at, after, true);
            return;
        }
        let middle = left_of(into + out).normalized();
        let reach = 1.0 / half.cos().max(1e-3);
        let sharp = self.pen.join == LineJoin::Miter && reach <= MITER_LIMIT;
        if half < SMOOTH || sharp {
            self.section(at, middle * reach, -middle * reach, self.color);
            return;
        }
        // Round on the outer side; on the inner side both edges meet in one point, which must not lie
        // beyond the ends of either.
        let room = before.distance(at).min(at.distance(after)) / self.outer.max(1e-3);
        let inner_reach = reach.min(1.0f32.max(room));
        let steps = arc_steps(self.outer / self.pen.feather, turn.abs());
        for i in 0..=steps {
            let angle = turn * f32::from(i) / f32::from(steps);
            let normal = rotated(left_of(into), angle);
            // Turning right (clockwise, y down) the left is the outer side.
            let (left, right) = if turn > 0.0 {
                (normal, -middle * inner_reach)
            } else {
                (middle * inner_reach, -normal)
            };
            self.section(at, left, right, self.color);
        }
    }
}

fn after_zero(v: Vec2) -> Vec2 {
    v.normalized()
}

fn rotated(v: Vec2, angle: f32) -> Vec2 {
    let (s, c) = angle.sin_cos();
    Vec2::new(c * v.x - s * v.y, s * v.x + c * v.y)
}

/// Edges of an arc of `angle` radians and a radius in pixels, a fifth of a pixel true.
fn arc_steps(radius: f32, angle: f32) -> u16 {
    let step = 2.0 * (1.0 - 0.2 / radius.max(0.4)).clamp(-1.0, 1.0).acos();
    (angle / step.clamp(0.05, PI / 3.0)).ceil().clamp(1.0, 60.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pen(width: f32, cap: LineCap) -> Pen {
        Pen {
            color: Color32::BLACK,
            width,
            cap,
            join: LineJoin::Round,
            feather: 1.0,
        }
    }

    /// Ink of a mesh in square pixels: the mean opacity of each triangle times its area.
    fn ink(mesh: &Mesh) -> f32 {
        let area = |[a, b, c]: [u32; 3]| {
            let v = [a, b, c].map(|i| mesh.vertices[i as usize]);
            let (p, q) = (v[1].pos - v[0].pos, v[2].pos - v[0].pos);
            let alpha: f32 = v.iter().map(|v| f32::from(v.color.a()) / 255.0).sum();
            (p.x * q.y - p.y * q.x).abs() / 2.0 * alpha / 3.0
        };
        mesh.triangles().map(area).sum()
    }

    proptest! {
        #[test]
        fn a_line_has_as_much_ink_as_its_length_times_its_width(
            width in 0.2..12.0f32, length in 20.0..200.0f32, angle in 0.0..6.2f32,
        ) {
            let end = (Vec2::angled(angle) * length).to_pos2();
            let contour = Contour { points: vec![Pos2::ZERO, end], closed: false };
            let mut mesh = Mesh::default();
            stroke(&mut mesh, &contour, &pen(width, LineCap::Butt));
            let expected = width * length;
            prop_assert!((ink(&mesh) / expected - 1.0).abs() < 0.06, "{} for {expected}", ink(&mesh));
        }

        #[test]
        fn any_line_becomes_finite_triangles_near_itself(
            points in prop::collection::vec((0.0..100.0f32, 0.0..100.0f32), 1..12),
            width in 0.1..20.0f32, closed: bool,
        ) {
            let points: Vec<_> = points.into_iter().map(|(x, y)| Pos2::new(x, y)).collect();
            let mut mesh = Mesh::default();
            stroke(&mut mesh, &Contour { points, closed }, &pen(width, LineCap::Round));
            prop_assert!(mesh.is_valid());
            // Inner points of joins may lie as far off as a neighbour is.
            for v in &mesh.vertices {
                prop_assert!(v.pos.x.is_finite() && v.pos.y.is_finite());
                prop_assert!((-170.0..270.0).contains(&v.pos.x) && (-170.0..270.0).contains(&v.pos.y));
            }
        }
    }

    proptest! {
        #[test]
        fn a_line_that_turns_back_leaves_no_ink_beside_itself(
            turn in 2.5..PI, width in 0.5..6.0f32, short in 3.0..100.0f32,
        ) {
            let back = Pos2::new(100.0, 0.0) + Vec2::angled(turn) * short;
            let contour = Contour { points: vec![Pos2::ZERO, Pos2::new(100.0, 0.0), back], closed: false };
            let mut mesh = Mesh::default();
            stroke(&mut mesh, &contour, &pen(width, LineCap::Butt));
            let segments = [[contour.points[0], contour.points[1]], [contour.points[1], back]];
            let off = |p: Pos2| {
                let to = |[a, b]: [Pos2; 2]| {
                    let t = ((p - a).dot(b - a) / (b - a).length_sq()).clamp(0.0, 1.0);
                    p.distance(a + (b - a) * t)
                };
                to(segments[0]).min(to(segments[1]))
            };
            for triangle in mesh.triangles() {
                let corners = triangle.map(|i| mesh.vertices[i as usize].pos);
                let center = ((corners[0].to_vec2() + corners[1].to_vec2() + corners[2].to_vec2()) / 3.0).to_pos2();
                prop_assert!(off(center) <= width.max(1.0) / 2.0 + 1.0, "{center:?}");
            }
        }
    }

    #[test]
    fn a_round_cap_reaches_half_the_width_beyond_the_end() {
        let contour = Contour {
            points: vec![Pos2::ZERO, Pos2::new(30.0, 0.0)],
            closed: false,
        };
        let right = |cap| {
            let mut mesh = Mesh::default();
            stroke(&mut mesh, &contour, &pen(8.0, cap));
            mesh.calc_bounds().right()
        };
        assert!((right(LineCap::Round) - 34.5).abs() < 0.01);
        assert!((right(LineCap::Butt) - 30.5).abs() < 0.01);
    }

    #[test]
    fn a_ring_is_closed_without_a_seam() {
        let corners = [[0.0, 0.0], [40.0, 0.0], [40.0, 40.0], [0.0, 40.0]];
        let points = corners.map(|[x, y]| Pos2::new(x, y)).to_vec();
        let mut mesh = Mesh::default();
        stroke(
            &mut mesh,
            &Contour { points, closed: true },
            &pen(4.0, LineCap::Butt),
        );
        assert!((ink(&mesh) - 160.0 * 4.0).abs() < 8.0, "{}", ink(&mesh));
    }
}
