//! The data's own sites as dots; its lines, areas and groups of points as quiet shapes below the lanes.

use std::sync::Arc;

use crate::geography::{Camera, LonLat, unrolled};
use crate::model::{Item, Place, PlaceGeometry};
use crate::scene::{Affine, Color, Fill, FillRule, Group, Node, Outline, Path, Polylines, Stroke};
use crate::view::{Highlights, Light};

use super::labels::{is_site, rank_at_scale, rests_on_map};
use super::world::{key_of, screen_from_world, world_copies};
use super::{Style, World};

/// How much of a shape's ink is left where it is neither selected nor in the window of time.
const RECEDING: f32 = 0.45;
/// How much wider the line of a selected shape is.
const SELECTED: f32 = 1.6;
/// An area of fewer edges is drawn as it is meant: a box, a triangle.
const LEAST_EDGES: usize = 12;
/// The length of an edge, in points, from which on an area shows its corners.
const MOST_EDGE: f64 = 12.0;
/// How much wider a line is that is no edge of an area.
const LINE: f32 = 1.4;

/// Lines, areas and groups of points that something lights, or that rest on the map at this scale. Areas
/// cover much of a map: they are no ground, only marks of what is spoken of.
pub(super) fn shapes(world: &World, style: &Style, camera: &Camera, highlights: &Highlights) -> Node {
    let set = world.dataset;
    let mut children = Vec::new();
    for ix in set.places() {
        let place = set.place(ix);
        let light = highlights.place(ix);
        let rests = place.rank <= rank_at_scale(camera) && rests_on_map(place);
        if light == Light::Hidden || !(rests || light > Light::Receding) {
            continue;
        }
        match &place.geometry {
            PlaceGeometry::Points(points) if points.len() > 1 && light > Light::Receding => {
                let seen = points.iter().filter_map(|&p| camera.screen_from_lon_lat(p));
                children.extend(seen.map(|at| mark(style, at, Item::Place(ix))));
            }
            PlaceGeometry::Points(_) => {}
            PlaceGeometry::Lines(lines) => {
                let look = Look::new(style, place, light);
                let lines: Vec<&[LonLat]> = lines.iter().map(Vec::as_slice).collect();
                children.extend(outline(&look, camera, &lines, false, Item::Place(ix)));
            }
            PlaceGeometry::Areas(areas) => {
                if is_magnified(camera, areas) {
                    continue;
                }
                let look = Look::new(style, place, light);
                let rings: Vec<&[LonLat]> = areas.iter().flatten().map(Vec::as_slice).collect();
                children.extend(outline(&look, camera, &rings, true, Item::Place(ix)));
            }
        }
    }
    Node::Group(Group::named("shapes", children))
}

/// Dots of sites that exist in the window of time.
pub(super) fn nodes(world: &World, style: &Style, camera: &Camera, highlights: &Highlights) -> Node {
    let set = world.dataset;
    let dots = set.places().filter_map(|ix| {
        let place = set.place(ix);
        let light = highlights.place(ix);
        let shown = light != Light::Hidden
            && matches!(place.geometry, PlaceGeometry::Points(_))
            && is_site(&place.kind)
            && (place.rank <= rank_at_scale(camera) || light > Light::Receding);
        let at = camera.screen_from_lon_lat(place.anchor).filter(|_| shown)?;
        Some(dot(style, at, light, Item::Place(ix)))
    });
    Node::Group(Group::named("places", dots.collect()))
}

fn dot(style: &Style, at: [f64; 2], light: Light, item: Item) -> Node {
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

/// Whether the edge of areas is seen so large that its own corners show: it would be no coast and no border then,
/// only lines across them.
fn is_magnified(camera: &Camera, areas: &[Vec<Vec<LonLat>>]) -> bool {
    let mut edges: Vec<f64> = areas
        .iter()
        .flatten()
        .flat_map(|ring| ring.windows(2))
        .map(|pair| (pair[1].lon() - pair[0].lon()).hypot(pair[1].lat() - pair[0].lat()))
        .collect();
    let middle = edges.len() / 2;
    if edges.len() < LEAST_EDGES {
        return false;
    }
    let (_, median, _) = edges.select_nth_unstable_by(middle, f64::total_cmp);
    *median * camera.points_per_degree() > MOST_EDGE
}

/// A small open ring at one point of a group: where its islets lie, and no line around them.
fn mark(style: &Style, at: [f64; 2], item: Item) -> Node {
    Node::Path(Path {
        shape: Outline::circle(at, 2.6).into(),
        transform: Affine::IDENTITY,
        fill: None,
        stroke: Some(Stroke::solid(style.map.area.color, style.map.area.width)),
        key: Some(key_of(item)),
    })
}

/// Ink of a line or an area.
struct Look {
    line: Stroke,
    inside: Option<Color>,
}

impl Look {
    fn new(style: &Style, place: &Place, light: Light) -> Self {
        let area = &style.map.area;
        let (opacity, wider) = match light {
            Light::Selected => (1.0, SELECTED),
            Light::Receding | Light::Hidden => (RECEDING, 1.0),
            _ => (1.0, 1.0),
        };
        let wider = match place.geometry {
            PlaceGeometry::Lines(_) => wider * LINE,
            _ => wider,
        };
        // Regions of the window of time lie over one another: only the selected one is filled. What is
        // disputed takes no tint from anybody.
        let filled = light == Light::Selected && place.status.is_none();
        Self {
            line: Stroke::solid(area.color.faded(opacity), area.width * wider),
            inside: area.fill.filter(|_| filled),
        }
    }
}

fn outline(look: &Look, camera: &Camera, lines: &[&[LonLat]], closed: bool, item: Item) -> Vec<Node> {
    let projection = camera.projection();
    let shape = Arc::new(Polylines::new(
        lines.iter().flat_map(|line| {
            if closed {
                projection.ring(unrolled(line))
            } else {
                projection.line(unrolled(line))
            }
        }),
        closed,
    ));
    let path = |shift: f64, fill: Option<Fill>, stroke: Option<Stroke>| {
        Node::Path(Path {
            shape: Arc::clone(&shape).into(),
            transform: screen_from_world(camera, shift),
            // The inside is not to be hit: it lies under half of what a reader points at.
            key: stroke.is_some().then(|| key_of(item)),
            fill,
            stroke,
        })
    };
    world_copies(camera, 20.0)
        .into_iter()
        .flat_map(|shift| {
            let inside = look.inside.filter(|_| closed).map(|color| Fill {
                color,
                rule: FillRule::EvenOdd,
            });
            inside
                .map(|fill| path(shift, Some(fill), None))
                .into_iter()
                .chain([path(shift, None, Some(look.line.clone()))])
        })
        .collect()
}
