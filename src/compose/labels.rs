//! Every name on the map, of the basemap and of the data, placed in one pass: a pure function of data,
//! view, style and size. While the camera moves, anchors move and letters keep their size.

mod callouts;
mod crossings;
mod curve;
mod detours;
mod fade;
mod ingredients;
mod land;
mod naming;
mod points;
mod shares;
mod straits;
mod water;

use std::sync::Arc;

use crate::chronology::DaySpan;
use crate::geography::{Camera, LonLat};
use crate::model::{Dataset, Item, LaneIx, PlaceIx};
use crate::scene::{
    Affine, Color, Group, Halo, Key, LabelRequest, Node, Outline, Path, Rect, ShapedText, Stroke, Text,
    place_labels,
};
use crate::view::{Highlights, Layer, Light};

pub(super) use crossings::Cells;
use ingredients::Ingredients;
pub(super) use points::{WATER_KINDS, is_site, rank_at_scale, rests_on_map};

use super::map::MapContext;
use super::world::{key_of, key_of_passage, picture_rect};
use super::{LineStyle, Style};

/// Names placed for one camera; drawn for any camera near it.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    placed: Vec<Placed>,
}

#[derive(Clone, Debug)]
struct Placed {
    shaped: Arc<ShapedText>,
    /// The point of the map that the label moves with.
    anchor: LonLat,
    /// From the anchor on the picture to the text's origin, in points.
    offset: [f64; 2],
    paint: Paint,
    item: Option<Item>,
    /// The passage that it names, by its number.
    passage: Option<usize>,
    /// The lane that it stands on.
    lane: Option<LaneIx>,
    dot: Option<f64>,
    leader: Option<[[f64; 2]; 2]>,
    /// Whether the label stands only while its place is lit.
    only_lit: bool,
    /// Places that hide it while they exist.
    replaced_by: Vec<PlaceIx>,
    /// Whether its place stands for others in its time: its name is seen only then.
    replaces: bool,
    /// How much of it is seen while names change, 0 to 1.
    strength: f32,
}

impl Placed {
    fn key(&self) -> Option<Key> {
        let of_passage = || self.passage.map(key_of_passage);
        self.item.map(key_of).or_else(of_passage)
    }

    fn halo(&self) -> Halo {
        Halo {
            color: self.paint.halo.color.faded(self.strength),
            ..self.paint.halo
        }
    }
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
    /// The passage that it names, by its number.
    passage: Option<usize>,
    /// The lane that it stands on.
    lane: Option<LaneIx>,
    /// Radius of the dot that stands at the anchor if the label finds room.
    dot: Option<f64>,
    anchor: LonLat,
    positions: Vec<Position>,
    /// Whether the label is seen only while its place is lit: its place is too small for the scale.
    only_lit: bool,
    /// What lying across a coast all along costs it.
    coast: f64,
    /// What standing on land costs it, all of it.
    land: f64,
    /// Places of the data that hide this name of the basemap while they exist.
    replaced_by: Vec<PlaceIx>,
}

impl Wish {
    /// The letters, if there is a position for them.
    fn text(&self) -> Option<&str> {
        self.positions.first().map(|p| p.shaped.text.as_str())
    }
}

/// One position of a label.
#[derive(Clone)]
struct Position {
    shaped: Arc<ShapedText>,
    offset: [f64; 2],
    boxes: Vec<Rect>,
    /// How much less good it is than the best: positions that cost less are tried first, equal ones in their
    /// order. A lane through all of a name costs 1.
    cost: f64,
    /// The ends of the line that leads from the place to a name that stands off, from the anchor, in points.
    leader: Option<[[f64; 2]; 2]>,
    /// What it stands at, where that is not the place that the others stand at.
    anchor: Option<LonLat>,
    /// Other texts that stand with it, each of a thing of its own, with where they begin from the anchor.
    below: Vec<(Item, Arc<ShapedText>, [f64; 2])>,
}

/// How far the names of what a view is about go before all others but the selected one's.
const IN_FOCUS: f64 = 1000.0;

/// What names of a view ask for, so that another way of placing them can be compared: requests, obstacles and the
/// room that names may take.
pub type AskedFor = (Vec<LabelRequest>, Vec<Rect>, Rect);

impl Labels {
    /// What [`Self::place`] would place.
    pub fn asked_for(map: &MapContext, obstacles: &[Rect]) -> AskedFor {
        let (wishes, obstacles) = wished(map, obstacles);
        let requests = wishes.iter().map(request_of).collect();
        (requests, obstacles, room_for_names(map.camera))
    }

    /// Places the names of a view. `obstacles` are boxes of the picture to keep clear: furniture.
    pub fn place(map: &MapContext, obstacles: &[Rect]) -> Self {
        let (wishes, obstacles) = wished(map, obstacles);
        Self {
            placed: choose(map.world.dataset, wishes, &obstacles, map.camera),
        }
    }

    /// The placed names for a camera, with the light of the moment.
    pub fn nodes(&self, style: &Style, camera: &Camera, highlights: &Highlights) -> Node {
        let light = |label: &Placed| match label.item {
            Some(Item::Place(place)) => Some(highlights.place(place)),
            Some(Item::Series(series)) => {
                Some(light_of_callout(label, highlights.series(series), highlights))
            }
            _ => None,
        };
        let reigns = |place: &PlaceIx| highlights.is_of_the_day(*place);
        let has_gone = |label: &Placed| match label.item {
            Some(Item::Place(place)) => label.replaces && !reigns(&place),
            _ => false,
        };
        let seen = |label: &&Placed| match light(label) {
            _ if has_gone(label) || label.replaced_by.iter().any(reigns) => false,
            Some(Light::Hidden) => false,
            Some(Light::Receding) => !label.only_lit,
            _ => true,
        };
        let dots = self.placed.iter().filter(seen).filter_map(|label| {
            let at = camera.screen_from_lon_lat(label.anchor)?;
            let town = &style.map.town;
            Some(Node::Path(Path {
                shape: Outline::circle(at, label.dot?).into(),
                transform: Affine::IDENTITY,
                fill: Some(town.fill.unwrap_or(style.map.land).faded(label.strength).into()),
                stroke: Some(Stroke::solid(town.color.faded(label.strength), town.width)),
                key: None,
            }))
        });
        let texts = self.placed.iter().filter(seen).filter_map(|label| {
            let at = camera.screen_from_lon_lat(label.anchor)?;
            let recedes = label.paint.follows_light && light(label) == Some(Light::Receding);
            let color = if recedes {
                style.labels.detail
            } else {
                label.paint.color
            };
            Some(Node::Text(Text {
                shaped: Arc::clone(&label.shaped),
                transform: Affine::translation(at[0] + label.offset[0], at[1] + label.offset[1]),
                color: color.faded(label.strength),
                halo: Some(label.halo()),
                key: label.key(),
            }))
        });
        let leaders = self.placed.iter().filter(seen).filter_map(|label| {
            let at = camera.screen_from_lon_lat(label.anchor)?;
            let ends = label.leader?.map(|end| [at[0] + end[0], at[1] + end[1]]);
            let line = |color, width| {
                Node::Path(Path {
                    shape: Outline::line(&ends).into(),
                    transform: Affine::IDENTITY,
                    fill: None,
                    stroke: Some(Stroke::solid(color, width)),
                    key: None,
                })
            };
            let LineStyle { color, width, .. } = style.map.leader;
            let halo = label.halo();
            Some([
                line(halo.color, width + halo.width),
                line(color.faded(label.strength), width),
            ])
        });
        let below = leaders.flatten().chain(dots);
        Node::Group(Group::named("labels", below.chain(texts).collect()))
    }
}

/// A figure that stands on a lane has no more light than the lane.
fn light_of_callout(label: &Placed, own: Light, highlights: &Highlights) -> Light {
    match label.lane.map(|lane| highlights.lane(lane)) {
        Some(Light::Receding) if own != Light::Selected => own.min(Light::Receding),
        _ => own,
    }
}

/// The names of a view with the positions that each may take, and what they keep clear of.
fn wished(map: &MapContext, obstacles: &[Rect]) -> (Vec<Wish>, Vec<Rect>) {
    let &MapContext {
        world,
        view,
        style,
        camera,
        ..
    } = map;
    if !style.labels.names {
        return (Vec::new(), obstacles.to_vec());
    }
    let parts = Ingredients::new(world, view, style, camera, obstacles);
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
    if view.layers.shows(Layer::Lanes) {
        shares::wishes(&parts, &mut wishes);
        detours::wishes(&parts, map.words, &mut wishes);
    }
    straits::wishes(&parts, map, &mut wishes, &mut obstacles);
    for wish in &mut wishes {
        for position in &mut wish.positions {
            let boxes = &position.boxes;
            position.cost += parts.under_lanes(boxes);
            position.cost += wish.coast * parts.coasts.crossing(boxes);
            if wish.land > 0.0 {
                position.cost += wish.land * parts.land.share(boxes);
            }
        }
        wish.positions.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    }
    (wishes, obstacles)
}

fn request_of(wish: &Wish) -> LabelRequest {
    LabelRequest {
        priority: wish.priority,
        positions: wish.positions.iter().map(|p| p.boxes.clone()).collect(),
    }
}

/// Where names may stand: the picture, but for its very edge.
fn room_for_names(camera: &Camera) -> Rect {
    picture_rect(camera).grown(-2.0)
}

/// Gives every wish its place or none. A name that would stand twice stands once. What exists only for a time
/// may stand where the name of something of another time stands.
fn choose(dataset: &Dataset, wishes: Vec<Wish>, obstacles: &[Rect], camera: &Camera) -> Vec<Placed> {
    let requests: Vec<LabelRequest> = wishes.iter().map(request_of).collect();
    let bounds = room_for_names(camera);
    let mut chosen = place_labels(&requests, obstacles, bounds);
    for index in 0..wishes.len() {
        let Some((own, when)) = time_of(dataset, &wishes[index]) else {
            continue;
        };
        if chosen[index].is_some() {
            continue;
        }
        let meets = |other: Option<DaySpan>| other.is_none_or(|other| other.meets(when));
        let mut taken = obstacles.to_vec();
        for (wish, position) in wishes.iter().zip(&chosen) {
            let other = time_of(dataset, wish).map(|(_, when)| when);
            if let Some(position) = position
                && meets(other)
                && !wish.replaced_by.contains(&own)
            {
                taken.extend(&wish.positions[*position].boxes);
            }
        }
        chosen[index] = place_labels(&requests[index..=index], &taken, bounds)[0];
    }
    let placed = wishes.into_iter().zip(chosen).filter_map(|(wish, position)| {
        let mut position = wish.positions.into_iter().nth(position?)?;
        let below = std::mem::take(&mut position.below);
        let first = Placed {
            shaped: position.shaped,
            anchor: position.anchor.unwrap_or(wish.anchor),
            offset: position.offset,
            paint: wish.paint,
            item: wish.item,
            passage: wish.passage,
            lane: wish.lane,
            dot: wish.dot,
            leader: position.leader,
            only_lit: wish.only_lit,
            replaces: matches!(wish.item, Some(Item::Place(place)) if !dataset.place(place).replaces.is_empty()),
            replaced_by: wish.replaced_by,
            strength: 1.0,
        };
        let others = below.into_iter().map(|(item, shaped, offset)| Placed {
            item: Some(item),
            shaped,
            offset,
            leader: None,
            ..first.clone()
        });
        let others: Vec<Placed> = others.collect();
        Some(std::iter::once(first).chain(others))
    });
    placed.flatten().collect()
}

/// The place that a name is of, and its time, if it exists only for a time.
fn time_of(dataset: &Dataset, wish: &Wish) -> Option<(PlaceIx, DaySpan)> {
    let Some(Item::Place(place)) = wish.item else {
        return None;
    };
    Some((place, dataset.place(place).when.as_ref()?.span()))
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
