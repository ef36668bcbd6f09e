//! Lines of longitude and latitude, labelled at the picture's edges.

use std::sync::Arc;

use crate::geography::{Camera, DegreePoint, LonLat};
use crate::scene::{Color, Group, Halo, LineCap, Node, Path, Polylines, Rect, Stroke};

use super::text::{Align, sans, with, write};
use super::world::{screen_from_world, world_copies};
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

/// The lines and their labels.
pub(super) fn nodes(world: &World, style: &Style, camera: &Camera) -> Node {
    let spacing = SPACINGS
        .into_iter()
        .rev()
        .find(|s| s * camera.points_per_degree() >= LEAST_DISTANCE)
        .unwrap_or(30.0);
    let bounds = camera.geo_bounds(0.0);
    let mut nodes = Vec::new();
    let seen = |lon: f64, lat: f64| DegreePoint { lon, lat };
    let (south, north) = (bounds.south, bounds.north);
    for lon in multiples(spacing, bounds.west, bounds.east) {
        let line = steps(south, north).map(|lat| seen(lon, lat));
        nodes.extend(rule(style, camera, line));
        let text = angle((lon + 180.0).rem_euclid(360.0) - 180.0, 'E', 'W');
        let at = camera.screen_from_lon_lat(LonLat::wrapped(lon, 0.0));
        if let Some([x, _]) = at.filter(|_| camera.projection().period().is_some()) {
            nodes.push(label(world, style, &text, [x, 12.0], Align::Center));
        }
    }
    for lat in multiples(spacing, bounds.south, bounds.north) {
        let line = steps(bounds.west, bounds.east).map(|lon| seen(lon, lat));
        nodes.extend(rule(style, camera, line));
        let at = camera.screen_from_lon_lat(LonLat::wrapped(camera.middle().lon(), lat));
        if let Some([_, y]) = at.filter(|_| camera.projection().period().is_some()) {
            let text = angle(lat, 'N', 'S');
            nodes.push(label(world, style, &text, [4.0, y - 3.0], Align::Left));
        }
    }
    Node::Group(Group::named("graticule", nodes))
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

fn rule(style: &Style, camera: &Camera, line: impl Iterator<Item = DegreePoint>) -> Vec<Node> {
    let shape = Arc::new(Polylines::new(camera.projection().line(line), false));
    let nodes = world_copies(camera, 0.0).into_iter().map(|shift| {
        Node::Path(Path {
            shape: Arc::clone(&shape).into(),
            transform: screen_from_world(camera, shift),
            fill: None,
            stroke: Some(Stroke {
                cap: LineCap::Butt,
                ..Stroke::solid(style.map.graticule.color, style.map.graticule.width)
            }),
            key: None,
        })
    });
    nodes.collect()
}

fn label(world: &World, style: &Style, text: &str, at: [f64; 2], align: Align) -> Node {
    let color: Color = style.labels.detail;
    let node = write(world.fonts, text, &sans(style.sizes.small), at, align, color);
    let halo = Halo {
        color: style.labels.halo,
        width: style.labels.halo_width,
    };
    with(node, Some(halo), None)
}

/// An angle in degrees and minutes with its hemisphere: `12°30′N`.
fn angle(degrees: f64, positive: char, negative: char) -> String {
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

/// The room that labels at the edges take: kept clear by names.
pub(super) fn room(camera: &Camera) -> [Rect; 1] {
    [Rect::from_xywh(0.0, 0.0, camera.width(), 14.0)]
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
