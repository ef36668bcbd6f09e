//! The locator: a small map in a corner of a page that shows where a large-scale map lies. Not for the window, where
//! a reader zooms out.

use crate::geography::{Camera, Framing, Kilometers, ProjectionKind};
use crate::scene::{Affine, Clip, FillRule, Group, Node, Outline, Path, Rect, Stroke};
use crate::view::{Layer, Layers};

use super::furniture::{MARGIN, Piece, plain};
use super::ground;
use super::labels::Cells;
use super::map::MapContext;
use super::moved::moved;

/// A map that shows more than this many kilometres needs no locator: its readers know where it lies.
const MOST_KM: f64 = 2200.0;
/// How many times as wide as the map the locator's ground is, within limits in kilometres.
const WIDER: f64 = 9.0;
const LEAST_WIDE_KM: f64 = 2600.0;
const MOST_WIDE_KM: f64 = 9000.0;
/// Its width as a part of the picture's width and at most of its height, and the least width in points.
const PART: f64 = 0.17;
const MOST_OF_HEIGHT: f64 = 0.36;
const LEAST: f64 = 84.0;
/// A frame that would be smaller than this is a cross, in points.
const LEAST_FRAME: f64 = 5.0;

/// The locator, if the map shows little enough ground to need one and is large enough to hold one. It stands in
/// the corner that is not `taken` and where it covers least of the lanes, the lower right one first.
pub(super) fn locator(map: &MapContext, taken: &[Rect]) -> Option<Piece> {
    let &MapContext {
        world, style, camera, ..
    } = map;
    let shown = camera.framing();
    let width = (camera.width() * PART).min(camera.height() * MOST_OF_HEIGHT);
    let is_wide = shown.width_km.max(shown.height_km) > MOST_KM;
    if is_wide || width < LEAST {
        return None;
    }
    let height = width * 0.8;
    let (right, bottom) = (camera.width() - MARGIN, camera.height() - MARGIN);
    let corners = [
        [right, bottom],
        [right, MARGIN + height],
        [MARGIN + width, MARGIN + height],
        [MARGIN + width, bottom],
    ];
    let lanes = Cells::of_lanes(world, camera);
    let room = corners
        .map(|[right, bottom]| Rect::from_xywh(right - width, bottom - height, width, height))
        .into_iter()
        .filter(|room| !taken.iter().any(|t| t.overlaps(&room.grown(4.0))))
        .min_by(|a, b| lanes.length_in(a).total_cmp(&lanes.length_in(b)))?;
    let km = (shown.width_km * WIDER).clamp(LEAST_WIDE_KM, MOST_WIDE_KM);
    let framing = Framing::new(shown.center, Kilometers(km), Kilometers(km * 0.8));
    let inset = Camera::new(&framing, ProjectionKind::Mercator, width, height);
    let mut layers = Layers::default();
    for layer in [Layer::Depth, Layer::Relief, Layer::Countries, Layer::Rivers] {
        layers.set(layer, false);
    }
    let mut children = ground::nodes(world.basemap, &layers, style, &inset, 1.0);
    children.push(mark(map, &inset));
    let shift = [room.left, room.top];
    let inside = children
        .into_iter()
        .map(|node| moved(node, &Affine::translation(shift[0], shift[1]), shift))
        .collect();
    let clipped = Node::Group(Group {
        clip: Some(Clip {
            shapes: vec![(Outline::rect(room, 0.0).into(), Affine::IDENTITY)],
            rule: FillRule::NonZero,
        }),
        ..Group::named("locator-map", inside)
    });
    let frame = plain(
        Outline::rect(room, 0.0),
        None,
        Some(Stroke::solid(style.chrome.muted, 0.8)),
    );
    Some(Piece {
        node: Node::Group(Group::named("locator", vec![clipped, frame])),
        room,
    })
}

/// The map's frame on the locator's ground; a cross where it would be a dot.
fn mark(map: &MapContext, inset: &Camera) -> Node {
    let &MapContext { style, camera, .. } = map;
    let ink = Stroke::solid(style.map.lane.color, 1.4);
    let (width, height) = (camera.width(), camera.height());
    let corner = |x: f64, y: f64| {
        let place = camera.lon_lat_from_screen([x, y])?;
        inset.screen_from_lon_lat(place)
    };
    let edge = |i: u32| {
        let t = f64::from(i % 8) / 8.0;
        match i / 8 {
            0 => corner(t * width, 0.0),
            1 => corner(width, t * height),
            2 => corner(width - t * width, height),
            _ => corner(0.0, height - t * height),
        }
    };
    let ring: Vec<[f64; 2]> = (0..32).filter_map(edge).collect();
    let left = ring.iter().map(|p| p[0]).fold(f64::INFINITY, f64::min);
    let right = ring.iter().map(|p| p[0]).fold(f64::NEG_INFINITY, f64::max);
    if right - left >= LEAST_FRAME {
        return plain(
            Outline::polygon(&ring),
            Some(style.map.lane.color.faded(0.12)),
            Some(ink),
        );
    }
    let [x, y] = [inset.width() / 2.0, inset.height() / 2.0];
    let (near, far) = (3.0, 9.0);
    let arms = [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]];
    let steps = arms.iter().flat_map(|[dx, dy]| {
        Outline::line(&[[x + dx * near, y + dy * near], [x + dx * far, y + dy * far]]).steps
    });
    let arms = Outline {
        steps: steps.collect(),
    };
    let dot = Outline::circle([x, y], 1.6);
    let dot = Node::Path(Path {
        shape: dot.into(),
        transform: Affine::IDENTITY,
        fill: Some(style.map.lane.color.into()),
        stroke: None,
        key: None,
    });
    Node::Group(Group::named("here", vec![plain(arms, None, Some(ink)), dot]))
}
