//! What lanes would be if nothing were closed: pale and dashed below the lanes, where these go another way, with a
//! cross where the way is barred.

use std::sync::Arc;

use crate::compose::world::{key_of, world_copies};
use crate::compose::{Style, World};
use crate::geography::Camera;
use crate::model::{Item, LaneIx};
use crate::scene::{Affine, Group, LineCap, Node, Outline, Path, Polylines, Stroke};
use crate::view::{Detour, Highlights, Light};

use super::strand::{Strand, distance, rounded, strands};

/// Dash and gap in widths of the line.
const DASH: [f32; 2] = [3.4, 2.6];
/// How much is left of the ghost of a lane that is not lit.
const RECEDING: f32 = 0.5;
/// Half the size of a cross in points, and how far from the sign of a strait none is needed: its bar is there.
const CROSS: f64 = 4.0;
const NEAR_A_BAR: f64 = 24.0;

/// The stroke of a ghost.
pub(in crate::compose) fn stroke(style: &Style) -> Stroke {
    let look = &style.map.lane_ghost;
    Stroke {
        dash: DASH.map(|part| part * look.width).to_vec(),
        cap: LineCap::Butt,
        ..Stroke::solid(look.color, look.width)
    }
}

/// The ghosts of all lanes that closed passages have sent another way.
pub(super) fn nodes(world: &World, style: &Style, camera: &Camera, highlights: &Highlights) -> Option<Node> {
    let detours = world
        .dataset
        .lanes()
        .filter_map(|ix| Some((ix, world.lanes.detour(ix)?)));
    let children: Vec<Node> = detours
        .flat_map(|(ix, detour)| ghost(world, style, camera, ix, detour, highlights.lane(ix)))
        .collect();
    (!children.is_empty()).then(|| Node::Group(Group::named("ghosts", children)))
}

fn ghost(
    world: &World,
    style: &Style,
    camera: &Camera,
    lane: LaneIx,
    detour: Detour,
    light: Light,
) -> Vec<Node> {
    let left = detour.left.iter();
    let lines: Vec<Strand> = left
        .flat_map(|part| strands(&detour.open.path[part.clone()], part.start, camera))
        .map(|strand| rounded(&strand))
        .collect();
    let points = lines.iter().map(|line| line.iter().map(|knot| knot.at));
    let shape = Arc::new(Polylines::new(points, false));
    let mut stroke = stroke(style);
    if light <= Light::Receding {
        stroke.color = stroke.color.faded(RECEDING);
    }
    let drawn = world_copies(camera, 50.0).into_iter().map(|shift| {
        Node::Path(Path {
            shape: Arc::clone(&shape).into(),
            transform: Affine::translation(shift * camera.points_per_world(), 0.0),
            fill: None,
            stroke: Some(stroke.clone()),
            key: Some(key_of(Item::Lane(lane))),
        })
    });
    let mut nodes: Vec<Node> = drawn.collect();
    nodes.extend(crosses(world, style, camera, &detour));
    nodes
}

/// A cross where the way meets a gate that is closed, if the bar of the gate is not there.
fn crosses(world: &World, style: &Style, camera: &Camera, detour: &Detour) -> Vec<Node> {
    let shut = world.lanes.straits().iter().filter(|strait| strait.is_shut());
    let bars: Vec<[f64; 2]> = shut.filter_map(|s| camera.screen_from_lon_lat(s.at)).collect();
    let barred = detour
        .barred
        .iter()
        .filter_map(|p| camera.screen_from_lon_lat(*p));
    let apart = barred.filter(|at| bars.iter().all(|bar| distance(*bar, *at) > NEAR_A_BAR));
    let look = &style.map.closed_gate;
    apart
        .flat_map(|[x, y]| {
            [[1.0, 1.0], [1.0, -1.0]].map(|[r, d]| {
                let ends = [-CROSS, CROSS].map(|by| [x + r * by, y + d * by]);
                Node::Path(Path {
                    shape: Outline::line(&ends).into(),
                    transform: Affine::IDENTITY,
                    fill: None,
                    stroke: Some(Stroke::solid(look.color, look.width * 0.8)),
                    key: None,
                })
            })
        })
        .collect()
}
