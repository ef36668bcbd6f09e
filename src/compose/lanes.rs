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
    let drawn: Vec<Lane> = order
        .into_iter()
        .filter_map(|ix| {
            let resolved = world.lanes.lane(ix).ok()?;
            let light = highlights.lane(ix);
            Some(Lane {
                id: &world.dataset.lane(ix).id,
                item: Item::Lane(ix),
                light,
                look: LaneLook::new(style, light),
                line: Arc::new(Polylines::new(
                    camera.projection().line(unrolled(&resolved.path)),
                    false,
                )),
            })
        })
        .collect();
    // Casings of one light lie below all lines of it: where lanes meet or part, none cuts another.
    let mut children = Vec::new();
    for group in drawn.chunk_by(|a, b| a.light == b.light) {
        let casings = group
            .iter()
            .flat_map(|lane| lane.strokes(camera, &lane.look.casing, false));
        children.push(Node::Group(Group::named("casings", casings.collect())));
        children.extend(group.iter().map(|lane| lane.group(camera)));
    }
    Node::Group(Group::named("lanes", children))
}

/// A lane to be drawn.
struct Lane<'a> {
    id: &'a str,
    item: Item,
    light: Light,
    look: LaneLook,
    line: Arc<Polylines>,
}

impl Lane<'_> {
    /// The line in one stroke, for every copy of the world that is seen.
    fn strokes(&self, camera: &Camera, stroke: &Stroke, keyed: bool) -> Vec<Node> {
        let one = |shift| {
            Node::Path(Path {
                shape: Arc::clone(&self.line).into(),
                transform: screen_from_world(camera, shift),
                fill: None,
                stroke: Some(stroke.clone()),
                key: keyed.then(|| key_of(self.item)),
            })
        };
        world_copies(camera, 50.0).into_iter().map(one).collect()
    }

    /// The line and its arrows.
    fn group(&self, camera: &Camera) -> Node {
        let mut children = self.strokes(camera, &self.look.line, true);
        if self.look.arrows {
            for shift in world_copies(camera, 50.0) {
                let transform = screen_from_world(camera, shift);
                children.extend(arrows(&self.line, &transform, camera, &self.look));
            }
        }
        Node::Group(Group::named(self.id, children))
    }
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
