//! Lines of longitude and latitude, labelled at the picture's edges.

use std::sync::Arc;

use crate::geography::{Camera, DegreePoint};
use crate::scene::{Affine, Color, Group, Halo, LineCap, Node, Path, Polylines, Rect, Stroke};

use super::text::{Align, line, line_box, sans, with};
use super::world::{picture_rect, screen_from_world, world_copies};
use super::{Style, World};

/// Spacings in degrees, from coarse to fine (the last ones are 1, 2, 5, 10, 15 and 30 minutes).
const SPACINGS: [f64; 13] = [
    30.0,
    20.0,
    10.0,
    5.0,
    2.0,
    1.0,
    0.5,
    0.25,
    1.0 / 6.0,
    1.0 / 12.0,
    1.0 / 30.0,
    1.0 / 60.0,
    1.0 / 120.0,
];
/// Lines are at least this many points apart.
const LEAST_DISTANCE: f64 = 70.0;

/// The lines, for below what lies on the map, and their labels, for above its lines: a lane that leaves the picture
/// there must not strike a number through. Those are left out that would stand on furniture (`taken`).
pub(super) fn nodes(world: &World, style: &Style, camera: &Camera, taken: &[Rect]) -> [Node; 2] {
    let (lines, labels) = drawn(world, style, camera, taken);
    let labels = labels.into_iter().map(|label| label.node);
    [
        Node::Group(Group::named("graticule", lines)),
        Node::Group(Group::named("graticule labels", labels.collect())),
    ]
}

/// The room that the labels take: kept clear by names.
pub(super) fn rooms(world: &World, style: &Style, camera: &Camera, taken: &[Rect]) -> Vec<Rect> {
    let (_, labels) = drawn(world, style, camera, taken);
    labels.into_iter().map(|label| label.room).collect()
}

fn drawn(world: &World, style: &Style, camera: &Camera, taken: &[Rect]) -> (Vec<Node>, Vec<Label>) {
    let spacing = SPACINGS
        .into_iter()
        .rev()
        .find(|s| s * camera.points_per_degree() >= LEAST_DISTANCE)
        .unwrap_or(30.0);
    // A little more than is seen, so that lines reach over the edges.
    let bounds = camera.geo_bounds(8.0);
    let (mut lines, mut labels) = (Vec::new(), Vec::new());
    let seen = |lon: f64, lat: f64| DegreePoint { lon, lat };
    let high = f64::from(style.sizes.small);
    for lon in multiples(spacing, bounds.west, bounds.east) {
        let line = steps(bounds.south, bounds.north).map(|lat| seen(lon, lat));
        let rule = Rule::new(camera, line);
        let text = angle((lon + 180.0).rem_euclid(360.0) - 180.0, 'E', 'W');
        let at = rule.at_edge(camera, Edge::Top).map(|x| [x, high + 1.5]);
        labels.extend(at.map(|at| label(world, style, &text, at, Align::Center)));
        lines.extend(rule.nodes(style));
    }
    for lat in multiples(spacing, bounds.south, bounds.north) {
        let line = steps(bounds.west, bounds.east).map(|lon| seen(lon, lat));
        let rule = Rule::new(camera, line);
        let text = angle(lat, 'N', 'S');
        let at = rule.at_edge(camera, Edge::Left).map(|y| [4.0, y - 3.0]);
        labels.extend(at.map(|at| label(world, style, &text, at, Align::Left)));
        lines.extend(rule.nodes(style));
    }
    let picture = picture_rect(camera);
    let mut kept: Vec<Label> = Vec::new();
    for label in labels {
        let inside = label.room.left >= 0.0 && label.room.top >= 0.0 && label.room.right <= picture.right;
        let free = taken.iter().chain(kept.iter().map(|k| &k.room));
        if inside && !free.into_iter().any(|other| other.overlaps(&label.room)) {
            kept.push(label);
        }
    }
    (lines, kept)
}

/// A label with the room that it takes.
struct Label {
    node: Node,
    room: Rect,
}

/// An edge of the picture at which lines are labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Top,
    Left,
}

/// A meridian or a parallel on the picture, in each visible copy of the world.
struct Rule {
    shape: Arc<Polylines>,
    copies: Vec<Affine>,
}

impl Rule {
    fn new(camera: &Camera, line: impl Iterator<Item = DegreePoint>) -> Self {
        let copies = world_copies(camera, 0.0).into_iter();
        Self {
            shape: Arc::new(Polylines::new(camera.projection().line(line), false)),
            copies: copies.map(|shift| screen_from_world(camera, shift)).collect(),
        }
    }

    fn nodes(&self, style: &Style) -> impl Iterator<Item = Node> {
        let stroke = Stroke {
            cap: LineCap::Butt,
            ..Stroke::solid(style.map.graticule.color, style.map.graticule.width)
        };
        self.copies.iter().map(move |transform| {
            Node::Path(Path {
                shape: Arc::clone(&self.shape).into(),
                transform: *transform,
                fill: None,
                stroke: Some(stroke.clone()),
                key: None,
            })
        })
    }

    /// Where the line first meets an edge of the picture: how far along the edge, in points.
    fn at_edge(&self, camera: &Camera, edge: Edge) -> Option<f64> {
        let (across, along, length) = match edge {
            Edge::Top => (1, 0, camera.width()),
            Edge::Left => (0, 1, camera.height()),
        };
        let segments = self.copies.iter().flat_map(|transform| {
            let pieces = self.shape.lines();
            pieces.flat_map(move |piece| {
                piece
                    .windows(2)
                    .map(move |p| [p[0], p[1]].map(|p| transform.apply(p)))
            })
        });
        segments
            .filter(|[a, b]| (a[across] <= 0.0) != (b[across] <= 0.0))
            .map(|[a, b]| {
                let t = a[across] / (a[across] - b[across]);
                a[along] + t * (b[along] - a[along])
            })
            .find(|at| (0.0..=length).contains(at))
    }
}

/// From one value to another in steps fine enough for a curve.
fn steps(from: f64, to: f64) -> impl Iterator<Item = f64> {
    const STEPS: u32 = 96;
    (0..=STEPS).map(move |i| from + (to - from) * f64::from(i) / f64::from(STEPS))
}

/// The multiples of a spacing within a range.
fn multiples(spacing: f64, from: f64, to: f64) -> impl Iterator<Item = f64> {
    let first = (from / spacing).ceil() as i64;
    let last = (to / spacing).floor() as i64;
    (first..=last).map(move |i| i as f64 * spacing)
}

fn label(world: &World, style: &Style, text: &str, at: [f64; 2], align: Align) -> Label {
    let color: Color = style.labels.detail;
    let shaped = world.fonts.shape(text, &sans(style.sizes.small));
    let left = match align {
        Align::Center => at[0] - f64::from(shaped.width) / 2.0,
        _ => at[0],
    };
    let room = line_box(&shaped, [left, at[1]]);
    let halo = Halo {
        color: style.labels.halo,
        width: style.labels.halo_width,
    };
    Label {
        node: with(line(shaped, at, align, color), Some(halo), None),
        room,
    }
}

/// An angle in degrees and minutes with its hemisphere: `12°30′N`.
pub(super) fn angle(degrees: f64, positive: char, negative: char) -> String {
    let minutes = (degrees.abs() * 120.0).round() / 2.0;
    let (whole, rest) = ((minutes / 60.0).floor(), minutes % 60.0);
    let side = match () {
        () if minutes == 0.0 || minutes == 180.0 * 60.0 => String::new(),
        () if degrees > 0.0 => positive.to_string(),
        () => negative.to_string(),
    };
    if rest == 0.0 {
        format!("{whole}°{side}")
    } else {
        format!("{whole}°{rest:02}′{side}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_are_written_with_their_hemisphere() {
        assert_eq!(angle(12.5, 'N', 'S'), "12°30′N");
        assert_eq!(angle(-5.0, 'N', 'S'), "5°S");
        assert_eq!(angle(0.0, 'N', 'S'), "0°");
        assert_eq!(angle(180.0, 'E', 'W'), "180°");
    }
}
