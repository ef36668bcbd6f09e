//! What a reader measures, on the map: of each leg the great circle, the rhumb line and the way by sea, each in a line
//! of its own sign, and a numbered mark at every point. The table of their lengths stands in `table`.

mod rows;
mod table;

use std::sync::Arc;

use crate::geography::{Camera, DegreePoint, LonLat, Projection, ProjectionKind, WorldPoint, unrolled};
use crate::scene::{Affine, Group, LineCap, Node, Outline, Path, Polylines, Rect, Stroke};
use crate::view::{Measurement, WayKind};

use super::Style;
use super::furniture::plain;
use super::map::MapContext;
use super::text::{Align, sans_semibold, write};
use super::world::picture_rect;

pub(super) use table::table;

/// How far beyond the picture lines are drawn, in points.
const BEYOND: f64 = 60.0;
/// A step over more degrees than these goes past a pole, where a flat map is cut.
const PAST_A_POLE: f64 = 90.0;
/// Dash and gap of the rhumb line in widths of the line, and gap between the dots of the way by sea.
const DASH: [f32; 2] = [3.2, 2.4];
const DOT_GAP: f32 = 2.1;
/// A dot is a dash of this length with round ends: some writers drop dashes of no length at all.
const DOT: f32 = 0.05;
/// The radius of a mark in sizes of its figure.
const MARK: f64 = 0.74;

/// The line of a way: full, dashed or dotted.
pub fn way_stroke(style: &Style, kind: WayKind) -> Stroke {
    let (look, dash, cap) = match kind {
        WayKind::GreatCircle => (&style.map.measure_great_circle, Vec::new(), LineCap::Round),
        WayKind::RhumbLine => {
            let look = &style.map.measure_rhumb_line;
            (look, DASH.map(|part| part * look.width).to_vec(), LineCap::Butt)
        }
        WayKind::BySea => {
            let look = &style.map.measure_by_sea;
            (look, vec![DOT, DOT_GAP * look.width], LineCap::Round)
        }
    };
    Stroke {
        dash,
        cap,
        ..Stroke::solid(look.color, look.width)
    }
}

/// The lines of what is measured: their rims, then the way by sea, the rhumb line, and over its wide dashes the great
/// circle, which is narrow: where they are one, both are seen.
pub(super) fn lines(map: &MapContext) -> Option<Node> {
    let measured = map.world.measured?;
    let (style, camera) = (map.style, map.camera);
    let mut ways: Vec<(WayKind, Arc<Polylines>)> = Vec::new();
    for kind in [WayKind::BySea, WayKind::RhumbLine, WayKind::GreatCircle] {
        for leg in &measured.legs {
            if let Some(way) = leg.ways()[kind as usize] {
                let pieces = path_on_map(way.path, camera);
                ways.push((kind, Arc::new(Polylines::new(pieces, false))));
            }
        }
    }
    let node = |(kind, shape): &(WayKind, Arc<Polylines>), rim: bool| {
        let line = way_stroke(style, *kind);
        let casing = style.map.measure_casing;
        let stroke = match (rim, kind) {
            (false, _) => line,
            // A whole rim would hide the lane that the way by sea mostly runs on: each dot has its own.
            (true, WayKind::BySea) => Stroke {
                color: casing.color,
                width: line.width + casing.width,
                ..line
            },
            (true, _) => Stroke::solid(casing.color, line.width + casing.width),
        };
        Node::Path(Path {
            shape: Arc::clone(shape).into(),
            transform: Affine::IDENTITY,
            fill: None,
            stroke: Some(stroke),
            key: None,
        })
    };
    let rims = ways.iter().map(|way| node(way, true));
    let children: Vec<Node> = rims.chain(ways.iter().map(|way| node(way, false))).collect();
    (!children.is_empty()).then(|| Node::Group(Group::named("measured", children)))
}

/// The numbered marks of the points.
pub(super) fn marks(map: &MapContext) -> Option<Node> {
    let style = map.style;
    let ink = style.map.measure_great_circle.color;
    let face = sans_semibold(style.sizes.least);
    let radius = mark_radius(style);
    let mark = |(number, at): (usize, [f64; 2])| {
        let figure = (number + 1).to_string();
        let baseline = [at[0], at[1] + f64::from(style.sizes.least) * 0.35];
        let rim = Stroke::solid(style.map.measure_casing.color, style.map.measure_casing.width);
        [
            plain(Outline::circle(at, radius), None, Some(rim)),
            plain(Outline::circle(at, radius), Some(ink), None),
            write(
                map.world.fonts,
                &figure,
                &face,
                baseline,
                Align::Center,
                style.map.measure_casing.color,
            ),
        ]
    };
    let children: Vec<Node> = seen_marks(map).into_iter().flat_map(mark).collect();
    (!children.is_empty()).then(|| Node::Group(Group::named("measure-marks", children)))
}

/// The rooms of the marks: names keep clear of them.
pub(super) fn mark_rooms(map: &MapContext) -> Vec<Rect> {
    let half = mark_radius(map.style) + 1.0;
    let room = |(_, [x, y]): (usize, [f64; 2])| Rect::from_xywh(x - half, y - half, 2.0 * half, 2.0 * half);
    seen_marks(map).into_iter().map(room).collect()
}

fn mark_radius(style: &Style) -> f64 {
    f64::from(style.sizes.least) * MARK
}

/// The points that fall on the picture, on every copy of the world, with their numbers from 0.
fn seen_marks(map: &MapContext) -> Vec<(usize, [f64; 2])> {
    let Some(measured) = map.world.measured else {
        return Vec::new();
    };
    let (camera, room) = (map.camera, picture_rect(map.camera));
    let mut seen = Vec::new();
    for (number, place) in measured.marks(map.world.dataset, map.world.lanes) {
        let Some(at) = camera.projection().world_from_lon_lat(place) else {
            continue;
        };
        let on_picture = |shift: f64| {
            let x = at.x + shift;
            (number, camera.screen_from_world(WorldPoint { x, ..at }))
        };
        seen.extend(copies(&[[at.x, at.y]], camera).into_iter().map(on_picture));
    }
    seen.retain(|(_, at)| room.contains(*at));
    seen
}

/// All lines of what is measured, in points of the picture: names keep off them.
pub(super) fn measured_points(measured: &Measurement, camera: &Camera) -> Vec<Vec<[f64; 2]>> {
    let ways = measured
        .legs
        .iter()
        .flat_map(|leg| leg.ways().into_iter().flatten());
    ways.flat_map(|way| path_on_map(way.path, camera)).collect()
}

/// The pieces of a path that a picture shows, in its points: cut where the map ends, at the globe's limb and at a
/// pole, for every copy of the world that is seen. What lies far beside the picture is left out.
pub fn path_on_map(path: &[LonLat], camera: &Camera) -> Vec<Vec<[f64; 2]>> {
    let projection = camera.projection();
    let room = picture_rect(camera).grown(BEYOND);
    let mut seen = Vec::new();
    for run in within_domain(path, projection) {
        for piece in projection.line(run) {
            for shift in copies(&piece, camera) {
                let on_picture =
                    |&[x, y]: &[f64; 2]| camera.screen_from_world(WorldPoint { x: x + shift, y });
                let points: Vec<[f64; 2]> = piece.iter().map(on_picture).collect();
                seen_parts(&points, &room, &mut seen);
            }
        }
    }
    seen
}

/// The parts of a path that the projection can show, each step the shorter way round.
fn within_domain(path: &[LonLat], projection: &Projection) -> Vec<Vec<DegreePoint>> {
    let domain = projection.domain();
    let is_flat = projection.kind() != ProjectionKind::Globe;
    let (south, north) = if is_flat {
        (domain.south, domain.north)
    } else {
        (-90.0, 90.0)
    };
    let is_shown = |p: &DegreePoint| (south..=north).contains(&p.lat);
    let mut runs: Vec<Vec<DegreePoint>> = vec![Vec::new()];
    let mut before: Option<DegreePoint> = None;
    for point in unrolled(path) {
        let mut add = |p: DegreePoint| runs.last_mut().into_iter().for_each(|run| run.push(p));
        match before {
            Some(last) if is_flat && (point.lon - last.lon).abs() > PAST_A_POLE => {
                runs.push(if is_shown(&point) { vec![point] } else { Vec::new() });
            }
            Some(last) if is_shown(&last) != is_shown(&point) => {
                let edge = if last.lat.max(point.lat) > north {
                    north
                } else {
                    south
                };
                let part = (edge - last.lat) / (point.lat - last.lat);
                let lon = last.lon + (point.lon - last.lon) * part;
                let cut = DegreePoint { lon, lat: edge };
                if is_shown(&last) {
                    add(cut);
                    runs.push(Vec::new());
                } else {
                    runs.push(vec![cut, point]);
                }
            }
            _ if is_shown(&point) => add(point),
            _ => {}
        }
        before = Some(point);
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// How far east the copies of a piece lie that the picture may show, in world units.
fn copies(piece: &[[f64; 2]], camera: &Camera) -> Vec<f64> {
    let Some(period) = camera.projection().period() else {
        return vec![0.0];
    };
    let bounds = camera.world_bounds(BEYOND);
    let west = piece.iter().map(|p| p[0]).fold(f64::INFINITY, f64::min);
    let east = piece.iter().map(|p| p[0]).fold(f64::NEG_INFINITY, f64::max);
    let first = ((bounds.min.x - east) / period).ceil() as i32;
    let last = ((bounds.max.x - west) / period).floor() as i32;
    (first..=last).map(|k| f64::from(k) * period).collect()
}

/// The runs of a line whose steps may be seen in a room.
fn seen_parts(points: &[[f64; 2]], room: &Rect, out: &mut Vec<Vec<[f64; 2]>>) {
    let mut run: Vec<[f64; 2]> = Vec::new();
    for pair in points.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let may_be_seen = a[0].max(b[0]) >= room.left
            && a[0].min(b[0]) <= room.right
            && a[1].max(b[1]) >= room.top
            && a[1].min(b[1]) <= room.bottom;
        if may_be_seen {
            if run.is_empty() {
                run.push(a);
            }
            run.push(b);
        } else if !run.is_empty() {
            out.push(std::mem::take(&mut run));
        }
    }
    if !run.is_empty() {
        out.push(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::{Framing, Kilometers, great_circle, rhumb_line};
    use proptest::prelude::*;

    fn camera(kind: ProjectionKind, lon: f64, lat: f64, km: f64) -> Camera {
        let framing = Framing::new(LonLat::wrapped(lon, lat), Kilometers(km), Kilometers(km * 0.7));
        Camera::new(&framing, kind, 1000.0, 700.0)
    }

    /// The longest step of some pieces, in points.
    fn longest_step(pieces: &[Vec<[f64; 2]>]) -> f64 {
        let steps = pieces.iter().flat_map(|piece| piece.windows(2));
        steps
            .map(|p| (p[1][0] - p[0][0]).hypot(p[1][1] - p[0][1]))
            .fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn no_course_draws_a_line_across_the_map(
            lon in prop::array::uniform3(-180.0..180.0f64), lat in prop::array::uniform2(-89.9..89.9f64),
            middle in -60.0..60.0f64, kind in 0..4usize,
        ) {
            let camera = camera(ProjectionKind::ALL[kind], lon[2], middle, 20_000.0);
            let [from, to] = [0, 1].map(|i| LonLat::wrapped(lon[i], lat[i]));
            for course in [great_circle(from, to), rhumb_line(from, to)] {
                // A step on the ground is 25 km; near the edges maps stretch it, but not over a good part of them.
                let longest = longest_step(&path_on_map(&course.path, &camera));
                prop_assert!(longest < 330.0, "{:?}: {longest}", ProjectionKind::ALL[kind]);
            }
        }

        #[test]
        fn what_is_in_the_middle_of_the_map_is_drawn_wherever_the_world_is_cut(
            lon in -180.0..180.0f64, lat in -50.0..50.0f64, kind in 0..4usize, bearing in -30.0..30.0f64,
        ) {
            let camera = camera(ProjectionKind::ALL[kind], lon, lat, 3_000.0);
            let [from, to] = [-10.0, 10.0].map(|by: f64| LonLat::wrapped(lon + by, lat + bearing * by / 30.0));
            let pieces = path_on_map(&great_circle(from, to).path, &camera);
            let near_the_middle = |p: &[f64; 2]| (p[0] - 500.0).abs() < 30.0 && (p[1] - 350.0).abs() < 200.0;
            prop_assert!(pieces.iter().flatten().any(near_the_middle));
        }
    }

    #[test]
    fn a_course_over_the_pole_ends_at_the_edge_of_a_flat_map_and_goes_on_over_a_globe() {
        let path = great_circle(LonLat::wrapped(20.0, 60.0), LonLat::wrapped(-160.0, 60.0)).path;
        let flat = path_on_map(&path, &camera(ProjectionKind::Mercator, 0.0, 40.0, 40_000.0));
        assert!(flat.len() >= 2, "{}", flat.len());
        let globe = path_on_map(&path, &camera(ProjectionKind::Globe, 20.0, 80.0, 9_000.0));
        assert_eq!(globe.len(), 1);
    }
}
