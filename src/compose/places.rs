//! The data's own sites as dots, and its lines and areas as outlines.

use std::sync::Arc;

use crate::geography::{Camera, LonLat};
use crate::model::{Item, Place, PlaceGeometry};
use crate::scene::{Affine, Color, Group, Node, Outline, Path, Polylines, Stroke};
use crate::view::{Highlights, Light};

use super::labels::{is_site, rank_at_scale};
use super::world::{key_of, screen_from_world, world_copies};
use super::{Style, World};

/// Dots of sites, and outlines of lines and areas, that exist in the window of time.
pub(super) fn nodes(world: &World, style: &Style, camera: &Camera, highlights: &Highlights) -> Node {
    let set = world.dataset;
    let mut children = Vec::new();
    for ix in set.places() {
        let place = set.place(ix);
        let light = highlights.place(ix);
        if light == Light::Hidden {
            continue;
        }
        match &place.geometry {
            PlaceGeometry::Points(_)
                if is_site(&place.kind)
                    && (place.rank <= rank_at_scale(camera) || light > Light::Receding) =>
            {
                children.push(dot(style, camera, place, light, Item::Place(ix)));
            }
            PlaceGeometry::Points(_) => {}
            PlaceGeometry::Lines(lines) => {
                let lines: Vec<&[LonLat]> = lines.iter().map(Vec::as_slice).collect();
                children.extend(outline(style, camera, &lines, false, light, Item::Place(ix)));
            }
            PlaceGeometry::Areas(areas) => {
                let rings: Vec<&[LonLat]> = areas.iter().flatten().map(Vec::as_slice).collect();
                children.extend(outline(style, camera, &rings, true, light, Item::Place(ix)));
            }
        }
    }
    Node::Group(Group::named("places", children))
}

fn dot(style: &Style, camera: &Camera, place: &Place, light: Light, item: Item) -> Node {
    let at = camera.screen_from_lon_lat(place.anchor);
    let (radius, fill, line): (f64, Color, Color) = match light {
        Light::Selected | Light::Lit => (3.2, style.labels.site, style.map.symbol_rim),
        _ => (
            2.4,
            style.map.town.fill.unwrap_or(style.map.land),
            style.labels.detail,
        ),
    };
    Node::Path(Path {
        shape: Outline::circle(at, radius).into(),
        transform: Affine::IDENTITY,
        fill: Some(fill.into()),
        stroke: Some(Stroke::solid(line, 1.0)),
        key: Some(key_of(item)),
    })
}

fn outline(
    style: &Style,
    camera: &Camera,
    lines: &[&[LonLat]],
    closed: bool,
    light: Light,
    item: Item,
) -> Vec<Node> {
    let projection = camera.projection();
    let shape = Arc::new(Polylines::new(
        lines.iter().map(|line| {
            line.iter().map(move |p| {
                let w = projection.world_from_lon_lat(*p);
                [w.x, w.y]
            })
        }),
        closed,
    ));
    let opacity = if light > Light::Receding { 1.0 } else { 0.45 };
    let color = style.labels.detail.faded(opacity);
    world_copies(camera, 20.0)
        .into_iter()
        .map(|shift| {
            Node::Path(Path {
                shape: Arc::clone(&shape).into(),
                transform: screen_from_world(camera, shift),
                fill: closed.then(|| color.faded(0.08).into()),
                stroke: Some(Stroke {
                    dash: if closed { vec![4.0, 3.0] } else { Vec::new() },
                    ..Stroke::solid(color, 1.4)
                }),
                key: Some(key_of(item)),
            })
        })
        .collect()
}
