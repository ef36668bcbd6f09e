//! Rings and lines in units: true edges told from those of tile cuts, clipping, projecting, point in ring.
//! For this module only.

use std::sync::Arc;

use super::container::{Frame, UNITS, UnitBox, UnitPoint};
use crate::geography::{DegreePoint, LonLat, Projection};
use crate::scene::Polylines;

/// The lines along rings: those cut by a tile's edge are open, whole ones closed.
#[derive(Clone, Debug, Default)]
pub struct Shore {
    /// Lines that go on in another tile, in world coordinates.
    pub open: Arc<Polylines>,
    /// Whole rings, in world coordinates.
    pub closed: Arc<Polylines>,
}

impl Shore {
    /// Points in all lines.
    pub fn point_count(&self) -> usize {
        self.open.point_count() + self.closed.point_count()
    }
}

/// Rings or lines in world coordinates.
pub(super) fn project<'a>(
    parts: impl IntoIterator<Item = &'a Vec<UnitPoint>>,
    closed: bool,
    projection: &Projection,
) -> Arc<Polylines> {
    let parts = parts.into_iter().flat_map(|part| {
        let points = part.iter().map(|p| degrees([f64::from(p[0]), f64::from(p[1])]));
        if closed {
            projection.ring(points)
        } else {
            projection.line(points)
        }
    });
    Arc::new(Polylines::new(parts, closed))
}

fn degrees(units: [f64; 2]) -> DegreePoint {
    DegreePoint {
        lon: units[0] / UNITS,
        lat: units[1] / UNITS,
    }
}

/// The lines along rings inside the tile proper, without the edges that cutting made.
pub(super) fn shore<'a>(
    rings: impl IntoIterator<Item = &'a Vec<UnitPoint>>,
    frame: &Frame,
    projection: &Projection,
) -> Shore {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for ring in rings {
        trace(ring, frame, &mut open, &mut closed);
    }
    let mut pieces: Lines = open
        .into_iter()
        .flat_map(|line| projection.line(line.into_iter().map(degrees)))
        .collect();
    let mut whole: Lines = Vec::new();
    for ring in closed {
        // A ring that the projection cuts is a coast with ends; one that it shows whole is drawn closed.
        let first = ring.first().copied();
        let mut lines = projection.line(ring.into_iter().chain(first).map(degrees));
        match &mut lines[..] {
            [line] if line.first() == line.last() => {
                line.pop();
                whole.append(&mut lines);
            }
            _ => pieces.append(&mut lines),
        }
    }
    Shore {
        open: Arc::new(Polylines::new(pieces, false)),
        closed: Arc::new(Polylines::new(whole, true)),
    }
}

/// Lines of points in units.
type Lines = Vec<Vec<[f64; 2]>>;

/// Splits a ring into the runs of its true edges within the tile.
fn trace(ring: &[UnitPoint], frame: &Frame, open: &mut Lines, closed: &mut Lines) {
    let float = |p: UnitPoint| [f64::from(p[0]), f64::from(p[1])];
    let edge = |i: usize| {
        let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
        if is_cut(a, b, &frame.outer) {
            return None;
        }
        clip(float(a), float(b), &frame.inner)
    };
    // A run cannot begin in the middle of a coast: start where an edge does not go on from the one before.
    let starts = |i: usize| edge(i).is_none_or(|(a, _)| a != float(ring[i]));
    let Some(first) = (0..ring.len()).find(|&i| starts(i)) else {
        closed.push(ring.iter().copied().map(float).collect());
        return;
    };
    let mut run: Vec<[f64; 2]> = Vec::new();
    for i in (first..first + ring.len()).map(|i| i % ring.len()) {
        let Some((a, b)) = edge(i) else {
            finish(&mut run, open);
            continue;
        };
        if run.last() != Some(&a) {
            finish(&mut run, open);
            run.push(a);
        }
        run.push(b);
    }
    finish(&mut run, open);
}

fn finish(run: &mut Vec<[f64; 2]>, lines: &mut Lines) {
    if run.len() > 1 {
        lines.push(std::mem::take(run));
    } else {
        run.clear();
    }
}

/// Whether an edge runs along the box that the ring was cut with, or along the edge of the map.
fn is_cut(a: UnitPoint, b: UnitPoint, outer: &UnitBox) -> bool {
    const HALF_TURN: i32 = 180 * UNITS as i32;
    const POLE: i32 = 90 * UNITS as i32;
    let along = |axis: usize, value: i32| a[axis] == value && b[axis] == value;
    along(0, outer.west)
        || along(0, outer.east)
        || along(1, outer.south)
        || along(1, outer.north)
        || along(0, HALF_TURN)
        || along(0, -HALF_TURN)
        || along(1, -POLE)
}

/// The part of a segment inside a box (Liang and Barsky 1984), ends kept exactly where they lie inside.
fn clip(a: [f64; 2], b: [f64; 2], bounds: &UnitBox) -> Option<([f64; 2], [f64; 2])> {
    let low = [f64::from(bounds.west), f64::from(bounds.south)];
    let high = [f64::from(bounds.east), f64::from(bounds.north)];
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for axis in 0..2 {
        let d = b[axis] - a[axis];
        if d == 0.0 {
            if a[axis] < low[axis] || a[axis] > high[axis] {
                return None;
            }
            continue;
        }
        let (t0, t1) = ((low[axis] - a[axis]) / d, (high[axis] - a[axis]) / d);
        enter = enter.max(t0.min(t1));
        leave = leave.min(t0.max(t1));
    }
    if enter >= leave {
        return None;
    }
    // Clamped, so that rounding leaves no end beyond the box.
    let at = |t: f64| [0, 1].map(|i| (a[i] + t * (b[i] - a[i])).clamp(low[i], high[i]));
    Some((
        if enter > 0.0 { at(enter) } else { a },
        if leave < 1.0 { at(leave) } else { b },
    ))
}

/// Whether a point lies inside an odd number of rings.
pub(super) fn odd_rings_hold<'a>(rings: impl IntoIterator<Item = &'a Vec<UnitPoint>>, p: LonLat) -> bool {
    let (x, y) = (p.lon() * UNITS, p.lat() * UNITS);
    let mut inside = false;
    for ring in rings {
        let mut previous = match ring.last() {
            Some(&last) => last,
            None => continue,
        };
        for &next in ring {
            let (ay, by) = (f64::from(previous[1]), f64::from(next[1]));
            if (ay > y) != (by > y) {
                let (ax, bx) = (f64::from(previous[0]), f64::from(next[0]));
                if x < ax + (y - ay) / (by - ay) * (bx - ax) {
                    inside = !inside;
                }
            }
            previous = next;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        inner: UnitBox {
            west: 0,
            south: 0,
            east: 100,
            north: 100,
        },
        outer: UnitBox {
            west: -10,
            south: -10,
            east: 110,
            north: 110,
        },
    };

    fn traced(ring: &[UnitPoint]) -> (Lines, Lines) {
        let (mut open, mut closed) = (Vec::new(), Vec::new());
        trace(ring, &FRAME, &mut open, &mut closed);
        (open, closed)
    }

    #[test]
    fn a_ring_inside_the_tile_stays_closed() {
        let (open, closed) = traced(&[[10, 10], [20, 10], [20, 20]]);
        assert!(open.is_empty());
        assert_eq!(closed, [vec![[10.0, 10.0], [20.0, 10.0], [20.0, 20.0]]]);
    }

    #[test]
    fn the_edges_of_the_cut_are_no_coast() {
        // Land in the west half: three sides of the ring are the cut's, one is coast.
        let (open, closed) = traced(&[[-10, -10], [50, -10], [60, 50], [50, 110], [-10, 110]]);
        assert!(closed.is_empty());
        assert_eq!(open.len(), 1);
        let line = &open[0];
        assert_eq!(line.len(), 3);
        assert_eq!((line[0][1], line[1], line[2][1]), (0.0, [60.0, 50.0], 100.0));
    }

    #[test]
    fn a_tile_that_is_all_land_has_no_coast() {
        assert_eq!(
            traced(&[[-10, -10], [110, -10], [110, 110], [-10, 110]]).0.len(),
            0
        );
    }

    #[test]
    fn a_coast_that_leaves_and_comes_back_is_two_lines() {
        let (open, _) = traced(&[[20, 50], [-10, 60], [-10, 90], [90, 90], [105, 50], [90, 20]]);
        assert_eq!(open.len(), 2, "{open:?}");
        assert!(open.iter().flatten().all(|p| (0.0..=100.0).contains(&p[0])));
    }

    #[test]
    fn a_point_in_a_lake_is_not_inside() {
        let rings = [
            vec![[0, 0], [100, 0], [100, 100], [0, 100]],
            vec![[40, 40], [60, 40], [60, 60], [40, 60]],
        ];
        let at = |x: f64, y: f64| LonLat::new(x / UNITS, y / UNITS).unwrap();
        assert!(odd_rings_hold(&rings, at(10.0, 50.0)));
        assert!(!odd_rings_hold(&rings, at(50.0, 50.0)));
        assert!(!odd_rings_hold(&rings, at(-5.0, 50.0)));
    }
}
