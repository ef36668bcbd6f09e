//! Triangles of the inside of outlines, concave and with holes, with soft edges. For the painter alone.

use super::canvas::{corner, left_of, next_index};
use super::flatten::Contour;
use crate::scene::FillRule;
use eframe::egui;
use egui::{Color32, Mesh, Pos2, Vec2};
use geo::{Coord, LineString, Polygon, TriangulateEarcut};

/// Adds the triangles of the inside of contours (open ones are closed); `feather` is the width of the soft
/// edge in egui's points. Rings may lie in one another but not cross.
pub(super) fn fill(mesh: &mut Mesh, contours: &[Contour], rule: FillRule, color: Color32, feather: f32) {
    let rings: Vec<Ring> = contours.iter().filter_map(Ring::new).collect();
    if let [ring] = rings.as_slice()
        && ring.is_convex()
    {
        let first = soft_edge(mesh, ring, true, color, feather);
        let corners = u32::try_from(ring.points.len()).unwrap_or(0);
        for i in 2..corners {
            mesh.add_triangle(first, first + i - 1, first + i);
        }
        return;
    }
    for (outer, holes) in nested(&rings, rule) {
        fill_polygon(mesh, &rings, outer, &holes, color, feather);
    }
}

struct Ring {
    points: Vec<Pos2>,
    /// Twice the area; positive where the ring runs clockwise on the screen.
    area: f32,
    bounds: egui::Rect,
}

impl Ring {
    fn new(contour: &Contour) -> Option<Self> {
        let mut points = contour.points.clone();
        points.dedup_by(|a, b| a.distance_sq(*b) < 1e-6);
        while points.len() > 1 && points[0].distance_sq(points[points.len() - 1]) < 1e-6 {
            points.pop();
        }
        let next = |i: usize| points[(i + 1) % points.len()];
        let area = (0..points.len())
            .map(|i| points[i].x * next(i).y - next(i).x * points[i].y)
            .sum::<f32>();
        let finite = points.iter().all(|p| p.x.is_finite() && p.y.is_finite());
        (points.len() > 2 && area != 0.0 && finite).then(|| Self {
            bounds: egui::Rect::from_points(&points),
            points,
            area,
        })
    }

    /// Whether all turns go one way and all the way round once.
    fn is_convex(&self) -> bool {
        let n = self.points.len();
        let mut turned = 0.0f32;
        for i in 0..n {
            let into = self.points[(i + 1) % n] - self.points[i];
            let out = self.points[(i + 2) % n] - self.points[(i + 1) % n];
            let turn = (into.x * out.y - into.y * out.x).atan2(into.dot(out));
            if turn * self.area.signum() < -1e-3 {
                return false;
            }
            turned += turn;
        }
        turned.abs() < 1.5 * std::f32::consts::TAU
    }

    /// Even-odd test by a ray to the right.
    fn contains(&self, p: Pos2) -> bool {
        if !self.bounds.contains(p) {
            return false;
        }
        let n = self.points.len();
        let mut inside = false;
        for i in 0..n {
            let (a, b) = (self.points[i], self.points[(i + 1) % n]);
            if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
                inside = !inside;
            }
        }
        inside
    }
}

/// Outer rings with the holes in them. Rings that change nothing (inside already, under non-zero) are left
/// out.
fn nested(rings: &[Ring], rule: FillRule) -> Vec<(usize, Vec<usize>)> {
    let mut order: Vec<usize> = (0..rings.len()).collect();
    order.sort_by(|&a, &b| rings[b].area.abs().total_cmp(&rings[a].area.abs()));
    let inside = |winding: i32| match rule {
        FillRule::EvenOdd => winding.rem_euclid(2) == 1,
        FillRule::NonZero => winding != 0,
    };
    let turn = |i: usize| match rule {
        FillRule::EvenOdd => 1,
        FillRule::NonZero => rings[i].area.signum() as i32,
    };
    let mut outer: Vec<(usize, Vec<usize>)> = Vec::new();
    for (rank, &i) in order.iter().enumerate() {
        let around = order[..rank]
            .iter()
            .copied()
            .filter(|&j| rings[j].contains(rings[i].points[0]));
        let around: Vec<usize> = around.collect();
        let before: i32 = around.iter().map(|&j| turn(j)).sum();
        match (inside(before), inside(before + turn(i))) {
            (false, true) => outer.push((i, Vec::new())),
            (true, false) => {
                // The smallest outer ring around it was added last.
                if let Some(owner) = outer.iter_mut().rev().find(|(o, _)| around.contains(o)) {
                    owner.1.push(i);
                }
            }
            _ => {}
        }
    }
    outer
}

fn fill_polygon(
    mesh: &mut Mesh,
    rings: &[Ring],
    outer: usize,
    holes: &[usize],
    color: Color32,
    feather: f32,
) {
    let line = |i: usize| -> LineString<f32> {
        let coords = rings[i].points.iter().map(|p| Coord { x: p.x, y: p.y });
        coords.collect()
    };
    let polygon = Polygon::new(line(outer), holes.iter().map(|&i| line(i)).collect());
    let triangles = polygon.earcut_triangles_raw().triangle_indices;
    // Earcut counts corners ring after ring, as they are added here.
    let mut index = Vec::new();
    for (i, is_outer) in std::iter::once((outer, true)).chain(holes.iter().map(|&i| (i, false))) {
        let first = soft_edge(mesh, &rings[i], is_outer, color, feather);
        let corners = u32::try_from(rings[i].points.len()).unwrap_or(0);
        index.extend(first..first + corners);
    }
    for triangle in triangles.chunks_exact(3) {
        if let [Some(&a), Some(&b), Some(&c)] = [triangle[0], triangle[1], triangle[2]].map(|i| index.get(i))
        {
            mesh.add_triangle(a, b, c);
        }
    }
}

/// Adds a ring's corners, half a feather inside, and the band that fades outwards from them. Gives the
/// index of the first; the others follow it.
fn soft_edge(mesh: &mut Mesh, ring: &Ring, is_outer: bool, color: Color32, feather: f32) -> u32 {
    let n = ring.points.len();
    let outwards = ring.area.signum() * if is_outer { 1.0 } else { -1.0 };
    let normal_of = |i: usize| {
        let along = (ring.points[(i + 1) % n] - ring.points[i]).normalized();
        left_of(along) * outwards
    };
    let normals: Vec<Vec2> = (0..n)
        .map(|i| {
            let sum = normal_of((i + n - 1) % n) + normal_of(i);
            // As long as keeps both edges in place, within reason at sharp corners.
            sum / (sum.length_sq() / 2.0).max(0.25)
        })
        .collect();
    let first = next_index(mesh);
    for (p, normal) in ring.points.iter().zip(&normals) {
        corner(mesh, *p - *normal * (feather / 2.0), color);
    }
    let rim = next_index(mesh);
    for (p, normal) in ring.points.iter().zip(&normals) {
        corner(mesh, *p + *normal * (feather / 2.0), Color32::TRANSPARENT);
    }
    let n = rim - first;
    for i in 0..n {
        let j = (i + 1) % n;
        mesh.add_triangle(first + i, first + j, rim + i);
        mesh.add_triangle(first + j, rim + j, rim + i);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[[f32; 2]]) -> Contour {
        Contour {
            points: points.iter().map(|&[x, y]| Pos2::new(x, y)).collect(),
            closed: true,
        }
    }

    fn square(x: f32, y: f32, side: f32) -> Contour {
        ring(&[[x, y], [x + side, y], [x + side, y + side], [x, y + side]])
    }

    fn ink(contours: &[Contour], rule: FillRule) -> f32 {
        let mut mesh = Mesh::default();
        fill(&mut mesh, contours, rule, Color32::WHITE, 0.01);
        assert!(mesh.is_valid());
        let area = |[a, b, c]: [u32; 3]| {
            let v = [a, b, c].map(|i| mesh.vertices[i as usize]);
            let (p, q) = (v[1].pos - v[0].pos, v[2].pos - v[0].pos);
            let full = v.iter().all(|v| v.color.a() > 0);
            if full {
                (p.x * q.y - p.y * q.x).abs() / 2.0
            } else {
                0.0
            }
        };
        mesh.triangles().map(area).sum()
    }

    #[test]
    fn a_hole_is_not_filled_and_an_island_in_it_is() {
        let rings = [
            square(0.0, 0.0, 100.0),
            square(20.0, 20.0, 60.0),
            square(40.0, 40.0, 20.0),
        ];
        let expected = 10_000.0 - 3_600.0 + 400.0;
        let found = ink(&rings, FillRule::EvenOdd);
        assert!((found - expected).abs() < 6.0, "{found} for {expected}");
    }

    #[test]
    fn a_ring_that_turns_the_same_way_is_no_hole_under_non_zero() {
        let rings = [square(0.0, 0.0, 100.0), square(20.0, 20.0, 60.0)];
        assert!((ink(&rings, FillRule::NonZero) - 10_000.0).abs() < 6.0);
        let mut turned = rings[1].clone();
        turned.points.reverse();
        assert!((ink(&[rings[0].clone(), turned], FillRule::NonZero) - 6_400.0).abs() < 6.0);
    }

    #[test]
    fn a_concave_outline_keeps_its_notch() {
        let arrow = ring(&[[0.0, 0.0], [10.0, 20.0], [0.0, 40.0], [40.0, 20.0]]);
        // Two triangles around the notch: 40 * 40 / 2 less 40 * 10 / 2.
        assert!((ink(&[arrow], FillRule::EvenOdd) - 600.0).abs() < 1.0);
    }

    #[test]
    fn outlines_without_an_inside_are_passed_over() {
        let flat = ring(&[[0.0, 0.0], [10.0, 0.0], [20.0, 0.0]]);
        let broken = ring(&[[0.0, 0.0], [f32::NAN, 0.0], [20.0, 10.0]]);
        assert_eq!(ink(&[flat, broken], FillRule::EvenOdd), 0.0);
    }
}
