//! Every name on the map, of the basemap and of the data, placed in one pass: a pure function of data,
//! view, style and size. While the camera moves, anchors move and letters keep their size.

mod curve;
mod land;
mod points;
mod water;

use std::collections::HashMap;
use std::sync::Arc;

use crate::geography::{Camera, WorldPoint};
use crate::model::{Item, PlaceIx, fold};
use crate::scene::{
    Affine, Color, Group, Halo, Key, LabelRequest, Node, Outline, Path, Rect, ShapedText, Stroke, Text,
    place_labels,
};
use crate::view::{Highlights, Layer, Light, ViewSpec};

pub(super) use points::{is_site, rank_at_scale};

use super::world::key_of;
use super::{Style, World};

/// Names placed for one camera; drawn for any camera near it.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    placed: Vec<Placed>,
}

#[derive(Clone, Debug)]
struct Placed {
    shaped: Arc<ShapedText>,
    /// The point of the map that the label moves with.
    anchor: WorldPoint,
    /// From the anchor on the picture to the text's origin, in points.
    offset: [f64; 2],
    paint: Paint,
    item: Option<Item>,
    dot: Option<f64>,
}

/// Colours of a label.
#[derive(Clone, Copy, Debug)]
struct Paint {
    color: Color,
    halo: Halo,
    /// Whether the label follows the light of its place.
    follows_light: bool,
}

/// A label with the positions that it may take.
struct Wish {
    priority: f64,
    paint: Paint,
    item: Option<Item>,
    /// Radius of the dot that stands at the anchor if the label finds room.
    dot: Option<f64>,
    anchor: WorldPoint,
    positions: Vec<Position>,
}

/// One position of a label.
struct Position {
    shaped: Arc<ShapedText>,
    offset: [f64; 2],
    boxes: Vec<Rect>,
}

/// What label makers read.
struct Ingredients<'a> {
    world: &'a World<'a>,
    view: &'a ViewSpec,
    style: &'a Style,
    camera: &'a Camera,
    /// Data places by their folded names, so that a name of the basemap that is also a place of the data
    /// stands once and can be picked.
    places_by_name: HashMap<String, PlaceIx>,
}

impl Ingredients<'_> {
    fn land_halo(&self) -> Halo {
        Halo {
            color: self.style.labels.halo,
            width: self.style.labels.halo_width,
        }
    }

    fn water_halo(&self) -> Halo {
        Halo {
            color: self.style.labels.water_halo,
            width: self.style.labels.halo_width,
        }
    }

    fn place_named(&self, names: &[&str]) -> Option<PlaceIx> {
        names
            .iter()
            .find_map(|n| self.places_by_name.get(&fold(n)).copied())
    }

    /// Whether a place of the data is selected, or concerned by the selected event.
    fn is_selected(&self, place: PlaceIx) -> bool {
        match self
            .view
            .selection
            .as_ref()
            .and_then(|s| s.item(self.world.dataset))
        {
            Some(Item::Place(selected)) => selected == place,
            Some(Item::Event(event)) => self.world.dataset.event(event).places.contains(&place),
            _ => false,
        }
    }

    fn on_picture(&self, anchor: WorldPoint) -> [f64; 2] {
        nearest_copy(self.camera, anchor)
    }
}

/// Where a world point falls on the picture; of the copies of a repeating world the one nearest to the
/// middle.
fn nearest_copy(camera: &Camera, mut at: WorldPoint) -> [f64; 2] {
    if let Some(period) = camera.projection().period() {
        at.x += ((camera.center().x - at.x) / period).round() * period;
    }
    camera.screen_from_world(at)
}

impl Labels {
    /// Places the names of a view. `obstacles` are boxes of the picture to keep clear: furniture.
    pub fn place(world: &World, view: &ViewSpec, style: &Style, camera: &Camera, obstacles: &[Rect]) -> Self {
        let mut places_by_name = HashMap::new();
        for ix in world.dataset.places() {
            let place = world.dataset.place(ix);
            for name in place.names.iter().map(|n| &n.text).chain(&place.aliases) {
                places_by_name.entry(fold(name)).or_insert(ix);
            }
        }
        let parts = Ingredients {
            world,
            view,
            style,
            camera,
            places_by_name,
        };
        let mut wishes = Vec::new();
        let mut named = Vec::new();
        if view.layers.shows(Layer::Names) {
            water::wishes(&parts, &mut wishes, &mut named);
            land::countries(&parts, &mut wishes, &mut named);
        }
        let mut obstacles = obstacles.to_vec();
        points::data_places(&parts, &named, &mut wishes, &mut obstacles);
        if view.layers.shows(Layer::Towns) {
            points::towns(&parts, &mut wishes);
        }
        if view.layers.shows(Layer::Rivers) && view.layers.shows(Layer::Names) {
            land::rivers(&parts, &mut wishes);
        }
        Self {
            placed: choose(wishes, &obstacles, camera),
        }
    }

    /// The placed names for a camera, with the light of the moment.
    pub fn nodes(&self, style: &Style, camera: &Camera, highlights: &Highlights) -> Node {
        let dots = self.placed.iter().filter_map(|label| {
            let at = nearest_copy(camera, label.anchor);
            let town = &style.map.town;
            Some(Node::Path(Path {
                shape: Outline::circle(at, label.dot?).into(),
                transform: Affine::IDENTITY,
                fill: Some(town.fill.unwrap_or(style.map.land).into()),
                stroke: Some(Stroke::solid(town.color, town.width)),
                key: None,
            }))
        });
        let texts = self.placed.iter().map(|label| {
            let at = nearest_copy(camera, label.anchor);
            let color = match label.item {
                Some(Item::Place(place))
                    if label.paint.follows_light && highlights.place(place) <= Light::Receding =>
                {
                    style.labels.detail
                }
                _ => label.paint.color,
            };
            Node::Text(Text {
                shaped: Arc::clone(&label.shaped),
                transform: Affine::translation(at[0] + label.offset[0], at[1] + label.offset[1]),
                color,
                halo: Some(label.paint.halo),
                key: label.item.map(key_of) as Option<Key>,
            })
        });
        Node::Group(Group::named("labels", dots.chain(texts).collect()))
    }
}

/// Gives every wish its place or none. A name that would stand twice stands once.
fn choose(wishes: Vec<Wish>, obstacles: &[Rect], camera: &Camera) -> Vec<Placed> {
    let requests: Vec<LabelRequest> = wishes
        .iter()
        .map(|w| LabelRequest {
            priority: w.priority,
            positions: w.positions.iter().map(|p| p.boxes.clone()).collect(),
        })
        .collect();
    let bounds = Rect::from_xywh(0.0, 0.0, camera.width(), camera.height()).grown(-2.0);
    let chosen = place_labels(&requests, obstacles, bounds);
    wishes
        .into_iter()
        .zip(chosen)
        .filter_map(|(wish, position)| {
            let position = wish.positions.into_iter().nth(position?)?;
            Some(Placed {
                shaped: position.shaped,
                anchor: wish.anchor,
                offset: position.offset,
                paint: wish.paint,
                item: wish.item,
                dot: wish.dot,
            })
        })
        .collect()
}

/// The boxes of the glyphs of a text whose origin stands at `origin`: one box for each letter, turned
/// letters as the box around them.
fn glyph_boxes(shaped: &ShapedText, origin: [f64; 2]) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = Vec::new();
    for run in &shaped.runs {
        let (up, down) = (f64::from(run.size) * 0.75, f64::from(run.size) * 0.22);
        for glyph in &run.glyphs {
            let (sin, cos) = f64::from(glyph.angle).sin_cos();
            let advance = f64::from(glyph.advance).max(0.5);
            let corners = [[0.0, -up], [advance, -up], [advance, down], [0.0, down]].map(|[x, y]| {
                [
                    origin[0] + f64::from(glyph.x) + x * cos - y * sin,
                    origin[1] + f64::from(glyph.y) + x * sin + y * cos,
                ]
            });
            let around = corners.iter().fold(
                Rect {
                    left: f64::MAX,
                    top: f64::MAX,
                    right: f64::MIN,
                    bottom: f64::MIN,
                },
                |b, c| Rect {
                    left: b.left.min(c[0]),
                    top: b.top.min(c[1]),
                    right: b.right.max(c[0]),
                    bottom: b.bottom.max(c[1]),
                },
            );
            boxes.push(around);
        }
    }
    boxes
}
