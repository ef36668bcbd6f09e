//! Sea lanes: the resolved path with a casing, beside the others of its water, its direction, and how it is lit; below
//! them what they would be if nothing were closed.

mod arrows;
mod beside;
mod currents;
mod ghosts;
mod lines;
mod look;
mod strand;

use std::sync::Arc;

use crate::geography::Camera;
use crate::model::{Item, LaneIx};
use crate::scene::{Affine, Group, Node, Path, Polylines, Stroke};
use crate::view::{Highlights, Light};

use super::World;
use super::map::MapContext;
use super::straits::signs;
use super::world::{key_of, picture_rect, world_copies};
use arrows::{Arrow, Carrier};
use look::{LaneLook, values_at};

pub(super) use currents::nodes as currents;
pub(super) use ghosts::stroke as ghost_stroke;
pub(super) use lines::{LaneLine, lines};
pub(super) use look::{width_of, without_value};

/// How far beyond the picture arrows and copies of the world are looked for, in points.
const MARGIN: f64 = 50.0;

/// The lanes as nodes, those that recede below those that are lit.
pub(super) fn nodes(map: &MapContext, highlights: &Highlights) -> Node {
    let &MapContext {
        world,
        view,
        style,
        camera,
        ..
    } = map;
    let values = values_at(world, &view.time, highlights);
    let mut drawn: Vec<Lane> = lines(world, style, camera)
        .into_iter()
        .map(|line| {
            let light = highlights.lane(line.lane);
            Lane {
                id: &world.dataset.lane(line.lane).id,
                light,
                look: LaneLook::new(world, style, light, &values, line.lane),
                shape: Arc::new(Polylines::new(line.points(), false)),
                arrows: Vec::new(),
                line,
            }
        })
        .collect();
    give_arrows(&mut drawn, map);
    drawn.sort_by_key(|lane| lane.light);
    // Casings of one light lie below all lines of it: where lanes meet or part, none cuts another.
    let mut children: Vec<Node> = ghosts::nodes(world, style, camera, highlights)
        .into_iter()
        .collect();
    for group in drawn.chunk_by(|a, b| a.light == b.light) {
        let casings = group
            .iter()
            .flat_map(|lane| lane.strokes(camera, &lane.look.casing, false));
        children.push(Node::Group(Group::named("casings", casings.collect())));
        children.extend(group.iter().map(|lane| lane.group(camera)));
        let arrows = group.iter().flat_map(Lane::arrow_nodes);
        children.push(Node::Group(Group::named("arrows", arrows.collect())));
    }
    Node::Group(Group::named("lanes", children))
}

/// A lane to be drawn.
struct Lane<'a> {
    id: &'a str,
    light: Light,
    look: LaneLook,
    line: LaneLine,
    /// The line in one piece of memory, on the picture of the world's first copy.
    shape: Arc<Polylines>,
    arrows: Vec<Arrow>,
}

impl Lane<'_> {
    /// The line in one stroke, for every copy of the world that is seen.
    fn strokes(&self, camera: &Camera, stroke: &Stroke, keyed: bool) -> Vec<Node> {
        let one = |shift| {
            Node::Path(Path {
                shape: Arc::clone(&self.shape).into(),
                transform: copy(camera, shift),
                fill: None,
                stroke: Some(stroke.clone()),
                key: keyed.then(|| key_of(Item::Lane(self.line.lane))),
            })
        };
        world_copies(camera, MARGIN).into_iter().map(one).collect()
    }

    fn group(&self, camera: &Camera) -> Node {
        Node::Group(Group::named(self.id, self.strokes(camera, &self.look.line, true)))
    }

    fn arrow_nodes(&self) -> impl Iterator<Item = Node> + '_ {
        let node = |arrow: &Arrow| arrows::node(*arrow, &self.look.line, self.look.casing.color);
        self.arrows.iter().map(node)
    }
}

/// Where the picture of the world's first copy lies for another one.
fn copy(camera: &Camera, shift: f64) -> Affine {
    Affine::translation(shift * camera.points_per_world(), 0.0)
}

/// Gives each lane its arrows: those of a lane keep clear of all that lanes before it in the data set may have, lit or
/// not, so that time moves none of them.
fn give_arrows(lanes: &mut [Lane], map: &MapContext) {
    let camera = map.camera;
    let mut taken: Vec<[f64; 2]> = signs(map).iter().map(|sign| sign.at).collect();
    for lane in lanes {
        let of_lane = arrows_of(map.world, camera, &lane.line);
        let own: Vec<[f64; 2]> = of_lane.iter().map(|arrow| arrow.at).collect();
        if lane.look.arrows {
            lane.arrows = arrows::clear_of(of_lane, &taken);
        }
        taken.extend(own);
    }
}

fn arrows_of(world: &World, camera: &Camera, line: &LaneLine) -> Vec<Arrow> {
    let ix: LaneIx = line.lane;
    let room = picture_rect(camera).grown(MARGIN);
    let mut all = Vec::new();
    for shift in world_copies(camera, MARGIN) {
        let by = shift * camera.points_per_world();
        let mut here = room;
        (here.left, here.right) = (room.left - by, room.right - by);
        for strand in &line.strands {
            let carrier = Carrier {
                line: strand,
                kilometers: world.lanes.kilometers_along(ix),
                stretches: world.lanes.stretches(ix),
                lanes: &|stretch| world.lanes.bundle(stretch).lanes.len(),
            };
            let found = arrows::arrows(&carrier, camera, &here).into_iter();
            all.extend(found.map(|arrow| Arrow {
                at: [arrow.at[0] + by, arrow.at[1]],
                ..arrow
            }));
        }
    }
    all
}
