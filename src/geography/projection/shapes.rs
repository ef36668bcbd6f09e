//! Lines and rings on their way to the plane: cut at the meridian where the map ends, or at the globe's limb,
//! with points enough on long edges that they follow meridians and parallels.

use std::f64::consts::{PI, TAU};

use super::{Form, Projection, orthographic};
use crate::geography::LonLat;

/// A position whose longitude may run past the antimeridian, so that a line across it stays in one piece.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DegreePoint {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north, -90 to 90.
    pub lat: f64,
}

impl From<LonLat> for DegreePoint {
    fn from(p: LonLat) -> Self {
        Self {
            lon: p.lon(),
            lat: p.lat(),
        }
    }
}

/// A path unrolled: each step goes the shorter way round, over the antimeridian too.
pub fn unrolled(path: &[LonLat]) -> impl Iterator<Item = DegreePoint> {
    let mut turns = 0.0;
    let mut previous: Option<f64> = None;
    path.iter().map(move |p| {
        if let Some(before) = previous {
            let step = p.lon() - before;
            if step > 180.0 {
                turns -= 360.0;
            } else if step < -180.0 {
                turns += 360.0;
            }
        }
        previous = Some(p.lon());
        DegreePoint {
            lon: p.lon() + turns,
            lat: p.lat(),
        }
    })
}

/// An edge along a meridian or a parallel is mostly one that cutting into tiles has made: neighbours meet there,
/// so it has to be followed closely. Degrees between its points.
const STEP_ALONG_CUT: f64 = 0.25;
/// Degrees between the points of other edges.
const STEP: f64 = 2.0;
/// Radians of the limb between points of what follows it.
const LIMB_STEP: f64 = PI / 180.0;

/// A line in world coordinates.
type Line = Vec<[f64; 2]>;

impl Projection {
    /// The pieces of a line that the map shows, in world coordinates.
    pub fn line(&self, points: impl IntoIterator<Item = DegreePoint>) -> Vec<Line> {
        match self.form {
            Form::Mercator => vec![points.into_iter().map(|p| self.plain(p)).collect()],
            Form::Orthographic => self.line_on_globe(&dense(points, false)),
            _ => self.line_on_plane(&dense(points, false)),
        }
    }

    /// The pieces of the area in a ring that the map shows, as rings in world coordinates. Rings of one area
    /// keep their directions, and holes stay holes, under both rules of filling.
    pub fn ring(&self, points: impl IntoIterator<Item = DegreePoint>) -> Vec<Line> {
        match self.form {
            Form::Mercator => vec![points.into_iter().map(|p| self.plain(p)).collect()],
            Form::Orthographic => self.ring_on_globe(&dense(points, true)),
            _ => self.ring_on_plane(&dense(points, true)),
        }
    }

    /// The edge of all that the projection shows, where the plane reaches beyond it.
    pub fn outline(&self) -> Option<Line> {
        let all = self.domain();
        let corner = |lon, lat| DegreePoint { lon, lat };
        match self.form {
            Form::Mercator => None,
            Form::Orthographic => Some(limb(true)),
            _ => self
                .ring([
                    corner(all.west, all.south),
                    corner(all.east, all.south),
                    corner(all.east, all.north),
                    corner(all.west, all.north),
                ])
                .pop(),
        }
    }

    fn plain(&self, p: DegreePoint) -> [f64; 2] {
        let w = self.world_from_degrees(p);
        [w.x, w.y]
    }

    /// Degrees east of the map's western edge, and the whole turns among them.
    fn east_of_edge(&self, lon: f64) -> f64 {
        lon - (self.origin.lon() - 180.0)
    }

    /// A point of the plane, for degrees east of the western edge within a turn.
    fn within_turn(&self, from_west: f64, turn: f64, lat: f64) -> [f64; 2] {
        let w = self.flat((from_west - 360.0 * turn - 180.0).clamp(-180.0, 180.0), lat);
        [w.x, w.y]
    }

    fn line_on_plane(&self, points: &[DegreePoint]) -> Vec<Line> {
        let mut pieces: Vec<Line> = Vec::new();
        let mut current: Line = Vec::new();
        let mut last_turn = f64::NAN;
        for pair in points.windows(2) {
            let (a, b) = (self.east_of_edge(pair[0].lon), self.east_of_edge(pair[1].lon));
            let (lat_a, lat_b) = (pair[0].lat, pair[1].lat);
            let turns = (a.min(b) / 360.0).floor() as i32..=(a.max(b) / 360.0).floor() as i32;
            let mut turns: Vec<f64> = turns.map(f64::from).collect();
            if b < a {
                turns.reverse();
            }
            for turn in turns {
                let (low, high) = (360.0 * turn, 360.0 * (turn + 1.0));
                let (from, to) = (a.clamp(low, high), b.clamp(low, high));
                if from == to && a != b {
                    continue;
                }
                let lat = |at: f64| {
                    if a == b {
                        lat_b
                    } else {
                        lat_a + (at - a) / (b - a) * (lat_b - lat_a)
                    }
                };
                let (start, end) = (if a == b { lat_a } else { lat(from) }, lat(to));
                if turn != last_turn || current.is_empty() {
                    pieces.push(std::mem::take(&mut current));
                    current.push(self.within_turn(from, turn, start));
                    last_turn = turn;
                }
                current.push(self.within_turn(to, turn, end));
            }
        }
        pieces.push(current);
        pieces.retain(|piece| piece.len() > 1);
        pieces
    }

    fn ring_on_plane(&self, points: &[DegreePoint]) -> Vec<Line> {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for p in points {
            let east = self.east_of_edge(p.lon);
            (least, most) = (least.min(east), most.max(east));
        }
        if points.len() < 3 {
            return Vec::new();
        }
        let first = (least / 360.0).floor();
        let mut pieces = Vec::new();
        let mut turn = first;
        while 360.0 * turn < most || turn == first {
            let (low, high) = (360.0 * turn, 360.0 * (turn + 1.0));
            let whole = low <= least && most <= high;
            let ring: Vec<[f64; 2]> = points.iter().map(|p| [self.east_of_edge(p.lon), p.lat]).collect();
            let ring = if whole {
                ring
            } else {
                // Cutting along a meridian leaves long edges there.
                let cut = halved(&halved(&ring, low, 1.0), high, -1.0);
                let cut = cut.into_iter().map(|[lon, lat]| DegreePoint { lon, lat });
                dense(cut, true).into_iter().map(|p| [p.lon, p.lat]).collect()
            };
            if ring.len() > 2 {
                pieces.push(
                    ring.into_iter()
                        .map(|[east, lat]| self.within_turn(east, turn, lat))
                        .collect(),
                );
            }
            turn += 1.0;
        }
        pieces
    }

    fn line_on_globe(&self, points: &[DegreePoint]) -> Vec<Line> {
        let seen: Vec<[f64; 3]> = points
            .iter()
            .map(|p| orthographic::seen_from(self.origin, p.lon, p.lat))
            .collect();
        let mut pieces: Vec<Line> = Vec::new();
        let mut current: Line = Vec::new();
        for (i, point) in seen.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).map(|i| seen[i])
                && (before[2] >= 0.0) != (point[2] >= 0.0)
            {
                current.push(at_limb(before, *point));
                if point[2] < 0.0 {
                    pieces.push(std::mem::take(&mut current));
                }
            }
            if point[2] >= 0.0 {
                current.push([point[0], point[1]]);
            }
        }
        pieces.push(current);
        pieces.retain(|piece| piece.len() > 1);
        pieces
    }

    /// The ring with what lies behind the globe laid on the limb, each point where its own direction from the
    /// middle meets it. That keeps what is inside inside, except where the ring holds the point opposite to the
    /// middle: then the limb goes round it once more.
    fn ring_on_globe(&self, points: &[DegreePoint]) -> Vec<Line> {
        let seen: Vec<[f64; 3]> = points
            .iter()
            .map(|p| orthographic::seen_from(self.origin, p.lon, p.lat))
            .collect();
        if seen.len() < 3 {
            return Vec::new();
        }
        if seen.iter().all(|p| p[2] >= 0.0) {
            return vec![seen.into_iter().map(|[x, y, _]| [x, y]).collect()];
        }
        let opposite = DegreePoint {
            lon: self.origin.lon() + 180.0,
            lat: -self.origin.lat(),
        };
        let surrounds = holds(points, opposite);
        if !surrounds && seen.iter().all(|p| p[2] < 0.0) {
            return Vec::new();
        }
        let mut ring: Line = Vec::new();
        // The angle on the limb where the ring is now, if it is there.
        let mut angle: Option<f64> = None;
        for i in 0..=seen.len() {
            let point = seen[i % seen.len()];
            let crosses = i
                .checked_sub(1)
                .map(|i| seen[i])
                .filter(|before| (before[2] >= 0.0) != (point[2] >= 0.0));
            if let Some(before) = crosses {
                along_limb(&mut ring, &mut angle, at_limb(before, point));
            }
            if point[2] >= 0.0 {
                angle = None;
                ring.push([point[0], point[1]]);
            } else {
                along_limb(&mut ring, &mut angle, [point[0], point[1]]);
            }
        }
        let mut rings = vec![ring];
        if surrounds {
            rings.push(limb(is_counterclockwise(points)));
        }
        rings
    }
}

/// Goes on along the limb, by the shorter way, to where the direction of a point meets it.
fn along_limb(ring: &mut Line, angle: &mut Option<f64>, towards: [f64; 2]) {
    let to = towards[1].atan2(towards[0]);
    let Some(from) = *angle else {
        ring.push([to.cos(), to.sin()]);
        *angle = Some(to);
        return;
    };
    let way = (to - from + PI).rem_euclid(TAU) - PI;
    if way.abs() < LIMB_STEP / 4.0 {
        return;
    }
    let steps = (way.abs() / LIMB_STEP).ceil().max(1.0) as i32;
    for step in 1..=steps {
        let at = from + way * f64::from(step) / f64::from(steps);
        ring.push([at.cos(), at.sin()]);
    }
    *angle = Some(to);
}

/// Where the way between two points, one of them behind the globe, meets the limb.
fn at_limb(a: [f64; 3], b: [f64; 3]) -> [f64; 2] {
    let t = a[2] / (a[2] - b[2]);
    let [x, y] = [0, 1].map(|k| a[k] + t * (b[k] - a[k]));
    let length = x.hypot(y).max(1e-12);
    [x / length, y / length]
}

/// The whole limb.
fn limb(counterclockwise: bool) -> Line {
    let step = if counterclockwise { TAU } else { -TAU } / 360.0;
    (0..360)
        .map(|i| {
            let (sin, cos) = (f64::from(i) * step).sin_cos();
            [cos, sin]
        })
        .collect()
}

/// The points of a line or a ring with more of them on long edges.
fn dense(points: impl IntoIterator<Item = DegreePoint>, closed: bool) -> Vec<DegreePoint> {
    let points: Vec<DegreePoint> = points.into_iter().collect();
    let mut fine = Vec::with_capacity(points.len());
    for (i, &a) in points.iter().enumerate() {
        fine.push(a);
        let next = if i + 1 < points.len() {
            points[i + 1]
        } else if closed {
            points[0]
        } else {
            break;
        };
        let (lon, lat) = (next.lon - a.lon, next.lat - a.lat);
        let longest = lon.abs().max(lat.abs());
        let step = if lon == 0.0 || lat == 0.0 {
            STEP_ALONG_CUT
        } else {
            STEP
        };
        let count = (longest / step).ceil() as u32;
        for k in 1..count {
            let t = f64::from(k) / f64::from(count);
            fine.push(DegreePoint {
                lon: a.lon + lon * t,
                lat: a.lat + lat * t,
            });
        }
    }
    fine
}

/// The part of a ring east (`side` 1) or west (-1) of a meridian (Sutherland and Hodgman 1974).
fn halved(ring: &[[f64; 2]], meridian: f64, side: f64) -> Vec<[f64; 2]> {
    let inside = |p: [f64; 2]| (p[0] - meridian) * side >= 0.0;
    let mut kept = Vec::with_capacity(ring.len());
    for (i, &point) in ring.iter().enumerate() {
        let before = ring[(i + ring.len() - 1) % ring.len()];
        if inside(before) != inside(point) {
            let t = (meridian - before[0]) / (point[0] - before[0]);
            kept.push([meridian, before[1] + t * (point[1] - before[1])]);
        }
        if inside(point) {
            kept.push(point);
        }
    }
    kept
}

/// Whether a ring of longitudes and latitudes holds a position, at any turn of it.
pub(in crate::geography) fn holds(ring: &[DegreePoint], p: DegreePoint) -> bool {
    [-720.0, -360.0, 0.0, 360.0].into_iter().any(|turn| {
        let lon = p.lon + turn;
        let mut inside = false;
        for (i, b) in ring.iter().enumerate() {
            let a = ring[(i + ring.len() - 1) % ring.len()];
            if (a.lat > p.lat) != (b.lat > p.lat)
                && lon < a.lon + (p.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
            {
                inside = !inside;
            }
        }
        inside
    })
}

/// Whether a ring runs with its inside to the left.
fn is_counterclockwise(ring: &[DegreePoint]) -> bool {
    let area: f64 = ring
        .iter()
        .enumerate()
        .map(|(i, b)| {
            let a = ring[(i + ring.len() - 1) % ring.len()];
            a.lon * b.lat - b.lon * a.lat
        })
        .sum();
    area > 0.0
}
