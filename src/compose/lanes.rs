//! Sea lanes: the resolved path with a casing, its direction, and how it is lit.

use std::sync::Arc;

use crate::geography::{Camera, unrolled};
use crate::model::Item;
use crate::scene::{Affine, Group, Node, Outline, Path, Polylines, Stroke};
use crate::view::{Highlights, Light};

use super::Style;
use super::world::{World, key_of, screen_from_world, world_copies};

/// Points of the picture between two direction arrows.
const ARROW_SPACING: f64 = 170.0;
/// Lanes shorter than this on the picture carry no arrow.
const SHORTEST_WITH_ARROW: f64 = 50.0;

/// The lanes as nodes, those that recede below those that are lit.
pub(super) fn nodes(world: &World, style: &Style, camera: &Camera, highlights: &Highlights) -> Node {
    let mut order: Vec<_> = world.dataset.lanes().collect();
    order.sort_by_key(|&ix| highlights.lane(ix));
    let children = order
        .into_iter()
        .filter_map(|ix| {
            let resolved = world.lanes.lane(ix).ok()?;
            let lane = world.dataset.lane(ix);
            let look = LaneLook::new(style, highlights.lane(ix));
            let line = Arc::new(Polylines::new(
                camera.projection().line(unrolled(&resolved.path)),
                false,
            ));
            Some(lane_group(&lane.id, &line, &look, camera, Item::Lane(ix)))
        })
        .collect();
    Node::Group(Group::named("lanes", children))
}

/// Colours and widths of one lane.
struct LaneLook {
    casing: Stroke,
    line: Stroke,
    arrows: bool,
}

impl LaneLook {
    fn new(style: &Style, light: Light) -> Self {
        let (opacity, factor) = match light {
            Light::Selected => (1.0, 1.35),
            Light::Lit => (1.0, 1.0),
            Light::Uncertain => (0.7, 0.8),
            Light::Receding | Light::Hidden => (0.38, 0.6),
        };
        Self {
            casing: Stroke::solid(
                style.map.lane_casing.color.faded(opacity),
                style.map.lane_casing.width * factor,
            ),
            line: Stroke::solid(style.map.lane.color.faded(opacity), style.map.lane.width * factor),
            arrows: light >= Light::Uncertain,
        }
    }
}

fn lane_group(id: &str, line: &Arc<Polylines>, look: &LaneLook, camera: &Camera, item: Item) -> Node {
    let mut children = Vec::new();
    for shift in world_copies(camera, 50.0) {
        let transform = screen_from_world(camera, shift);
        let stroke = |stroke: &Stroke, keyed: bool| {
            Node::Path(Path {
                shape: Arc::clone(line).into(),
                transform,
                fill: None,
                stroke: Some(stroke.clone()),
                key: keyed.then(|| key_of(item)),
            })
        };
        children.push(stroke(&look.casing, false));
        children.push(stroke(&look.line, true));
        if look.arrows {
            children.extend(arrows(line, &transform, camera, look));
        }
    }
    Node::Group(Group::named(id, children))
}

/// Small open arrow heads along the visible line, evenly spaced along the whole of it, so that they stay
/// put while the picture pans.
fn arrows(line: &Polylines, transform: &Affine, camera: &Camera, look: &LaneLook) -> Vec<Node> {
    let pieces = line.lines();
    pieces
        .flat_map(|piece| arrows_on_piece(piece, transform, camera, look))
        .collect()
}

fn arrows_on_piece(piece: &[[f64; 2]], transform: &Affine, camera: &Camera, look: &LaneLook) -> Vec<Node> {
    let points: Vec<[f64; 2]> = piece.iter().map(|&p| transform.apply(p)).collect();
    let length: f64 = points.windows(2).map(|w| distance(w[0], w[1])).sum();
    if length < SHORTEST_WITH_ARROW || points.len() < 2 {
        return Vec::new();
    }
    let count = (length / ARROW_SPACING).floor().max(1.0);
    let spacing = length / count;
    let mut next = spacing / 2.0;
    let mut walked = 0.0;
    let mut nodes = Vec::new();
    for pair in points.windows(2) {
        let step = distance(pair[0], pair[1]);
        while step > 0.0 && next <= walked + step {
            let t = (next - walked) / step;
            let at = [
                pair[0][0] + (pair[1][0] - pair[0][0]) * t,
                pair[0][1] + (pair[1][1] - pair[0][1]) * t,
            ];
            let margin = 12.0;
            if (-margin..=camera.width() + margin).contains(&at[0])
                && (-margin..=camera.height() + margin).contains(&at[1])
            {
                let angle = (pair[1][1] - pair[0][1]).atan2(pair[1][0] - pair[0][0]);
                nodes.push(arrow(at, angle, look));
            }
            next += spacing;
        }
        walked += step;
    }
    nodes
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn arrow(at: [f64; 2], angle: f64, look: &LaneLook) -> Node {
    let r = f64::from(look.line.width) * 1.9;
    let outline = Outline::polygon(&[[r * 1.3, 0.0], [-r, r], [-r * 0.5, 0.0], [-r, -r]]);
    Node::Path(Path {
        shape: outline.into(),
        transform: Affine::rotation(angle).then(&Affine::translation(at[0], at[1])),
        fill: Some(look.casing.color.into()),
        stroke: Some(Stroke::solid(look.line.color, 1.1)),
        key: None,
    })
}
