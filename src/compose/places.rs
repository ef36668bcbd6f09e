//! The data's own sites as dots; its lines, areas and groups of points as quiet shapes below the lanes.

use std::sync::Arc;

use crate::geography::{Camera, LonLat, Meters, unrolled};
use crate::model::{Item, Place, PlaceGeometry};
use crate::scene::{Affine, Color, Fill, FillRule, Group, Node, Outline, Path, Polylines, Stroke};
use crate::view::{Highlights, Light};

use super::labels::{is_site, rank_at_scale, rests_on_map};
use super::map::MapContext;
use super::world::{key_of, picture_rect, screen_from_world, world_copies};
use super::{Style, World};

/// How much of a shape's ink is left where it is neither selected nor in the window of time.
const RECEDING: f32 = 0.45;
/// How much wider the line of a selected shape is.
const SELECTED: f32 = 1.6;
/// An area of fewer edges is drawn as it is meant: a box, a triangle.
const LEAST_EDGES: usize = 12;
/// The length of an edge, in points, from which on an area shows its corners.
const MOST_EDGE: f64 = 12.0;
/// The same for a line that rests on the map.
const MOST_SKETCHED: f64 = 300.0;
/// The least radius of a ring of doubt, in points, and how much wider its line is than an area's.
pub(super) const LEAST_RING: f64 = 13.0;
pub(super) const RING: f32 = 1.5;
/// How much wider a line is that is no edge of an area.
const LINE: f32 = 1.4;

/// Lines, areas and groups of points that something lights, or that rest on the map at this scale. Areas
/// cover much of a map: they are no ground, only marks of what is spoken of.
pub(super) fn shapes(map: &MapContext, highlights: &Highlights) -> Node {
    let &MapContext {
        world,
        view,
        style,
        camera,
        ..
    } = map;
    let set = world.dataset;
    let focused = &view.focus.places;
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
                if light <= Light::Receding && is_sketch(camera, lines) {
                    continue;
                }
                let look = Look::new(style, place, light);
                let lines: Vec<&[LonLat]> = lines.iter().map(Vec::as_slice).collect();
                children.extend(outline(&look, camera, &lines, false, Item::Place(ix)));
            }
            PlaceGeometry::Areas(areas) => {
                // Beside the coasts and borders that most areas are made of, their edges would be a second, coarser
                // line: only what the map is about, or a reader chose, has them.
                let edges: usize = areas
                    .iter()
                    .flatten()
                    .map(|ring| ring.len().saturating_sub(1))
                    .sum();
                let is_meant = light == Light::Selected || focused.contains(&place.id) || edges < LEAST_EDGES;
                if !is_meant || is_magnified(camera, areas) {
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
    let rings = set
        .places()
        .filter(|&ix| highlights.place(ix) != Light::Hidden)
        .filter_map(|ix| {
            let lit = highlights.place(ix) > Light::Receding;
            let shown = lit || set.place(ix).rank <= rank_at_scale(camera);
            ring_of_doubt(style, camera, set.place(ix), lit).filter(|_| shown)
        });
    Node::Group(Group::named("places", rings.chain(dots).collect()))
}

/// A dashed ring around a place of which nobody knows exactly where it lay: as wide as the doubt, at least as wide as
/// is seen around markers.
fn ring_of_doubt(style: &Style, camera: &Camera, place: &Place, lit: bool) -> Option<Node> {
    let doubt = Meters::from(place.uncertain?).0 * camera.points_per_meter(place.anchor);
    let radius = doubt.max(LEAST_RING * style.map.symbol_scale);
    let at = camera.screen_from_lon_lat(place.anchor)?;
    let seen = picture_rect(camera).grown(radius).contains(at);
    let color = style.map.area.color.faded(if lit { 1.0 } else { RECEDING });
    (seen && radius <= camera.width().max(camera.height())).then(|| {
        Node::Path(Path {
            shape: Outline::circle(at, radius).into(),
            transform: Affine::IDENTITY,
            fill: None,
            stroke: Some(Stroke {
                dash: vec![4.0, 3.0],
                ..Stroke::solid(color, style.map.area.width * RING)
            }),
            key: None,
        })
    })
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
    let edges = areas.iter().flatten().flat_map(|ring| ring.windows(2));
    median_edge(edges)
        .is_some_and(|(count, edge)| count >= LEAST_EDGES && edge * camera.points_per_degree() > MOST_EDGE)
}

/// Whether lines are drawn from place to place alone, and seen so large that they would be taken for roads.
fn is_sketch(camera: &Camera, lines: &[Vec<LonLat>]) -> bool {
    let edges = lines.iter().flat_map(|line| line.windows(2));
    median_edge(edges).is_some_and(|(_, edge)| edge * camera.points_per_degree() > MOST_SKETCHED)
}

/// How many edges there are, and the length in degrees of the one in the middle.
fn median_edge<'a>(edges: impl Iterator<Item = &'a [LonLat]>) -> Option<(usize, f64)> {
    let mut lengths: Vec<f64> = edges
        .map(|pair| (pair[1].lon() - pair[0].lon()).hypot(pair[1].lat() - pair[0].lat()))
        .collect();
    let (count, middle) = (lengths.len(), lengths.len() / 2);
    (count > 0).then(|| {
        let (_, median, _) = lengths.select_nth_unstable_by(middle, f64::total_cmp);
        (count, *median)
    })
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
