//! The map as a picture: the resting ground below, what reacts to time and pointer above.

use crate::basemap::Basemap;
use crate::geography::{Camera, Framing};
use crate::scene::{Node, Rect};
use crate::view::{Highlights, Layer, Layers, ViewSpec};

use super::labels::{AskedFor, Labels};
use super::{
    Style, Words, World, events, furniture, graticule, ground, lanes, legend, locator, measure, places,
    scale, straits,
};

/// What lies at the edges of the map and is kept clear by names: placed once for a size and a view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Furniture {
    /// Where the legend stands on the map.
    pub legend: LegendPlace,
    /// Whether the credit line stands on the map.
    pub credit: bool,
    /// Whether a table says how long what is measured is.
    pub measure: bool,
    /// Whether a small map in a corner shows where a large-scale map lies.
    pub locator: bool,
}

/// Where the legend stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum LegendPlace {
    /// Not on the map.
    #[default]
    Nowhere,
    /// Always in the upper right corner: on a map that is moved.
    UpperRight,
    /// In the corner where it covers least of what happened: on a page.
    FreestCorner,
    /// In the corner where it would cover least in a framing, however the map is moved: while a scene is read.
    FreestCornerOf(Framing),
}

/// The ground: sea, land, relief, water and borders. Holds no text and nothing that time changes, so
/// that the window can keep it as a picture. `margin` is how far beyond the picture it reaches, in points.
pub fn map_ground(
    basemap: &Basemap,
    layers: &Layers,
    style: &Style,
    camera: &Camera,
    margin: f64,
) -> Vec<Node> {
    ground::nodes(basemap, layers, style, camera, margin)
}

/// What a map is drawn from, apart from time and light.
#[derive(Clone, Copy)]
pub struct MapContext<'a> {
    /// The data, the lanes, the basemap and the letters.
    pub world: &'a World<'a>,
    /// What is shown. Its framing is not read: `camera` stands for it.
    pub view: &'a ViewSpec,
    /// The look.
    pub style: &'a Style,
    /// The words of legend, scale bar and credit.
    pub words: &'a Words,
    /// The part of the world on the picture, and the picture's size in points.
    pub camera: &'a Camera,
    /// What lies at the edges.
    pub furniture: Furniture,
}

/// Names for a camera, clear of the furniture. Not for every frame.
pub fn map_labels(map: &MapContext) -> Labels {
    Labels::place(map, &kept_clear(map))
}

/// What [`map_labels`] would place.
pub fn map_labels_asked_for(map: &MapContext) -> AskedFor {
    Labels::asked_for(map, &kept_clear(map))
}

/// The rooms of the furniture.
fn kept_clear(map: &MapContext) -> Vec<Rect> {
    let mut rooms: Vec<Rect> = furniture_pieces(map)
        .into_iter()
        .map(|p| p.room.grown(3.0))
        .collect();
    rooms.extend(measure::mark_rooms(map));
    if map.view.layers.shows(Layer::Graticule) {
        rooms.extend(graticule::rooms(map.world, map.style, map.camera, &rooms));
    }
    rooms
}

/// What reacts to time, selection and pointer, and all text: over the ground, for every frame.
pub fn map_overlay(map: &MapContext, highlights: &Highlights, labels: &Labels) -> Vec<Node> {
    let &MapContext {
        world,
        view,
        style,
        camera,
        ..
    } = map;
    let pieces = furniture_pieces(map);
    let mut nodes = Vec::new();
    let mut degrees = None;
    if view.layers.shows(Layer::Graticule) {
        let taken: Vec<Rect> = pieces.iter().map(|p| p.room.grown(3.0)).collect();
        let [lines, labels] = graticule::nodes(world, style, camera, &taken);
        nodes.push(lines);
        degrees = Some(labels);
    }
    if view.layers.shows(Layer::Places) {
        nodes.push(places::shapes(map, highlights));
    }
    if view.layers.shows(Layer::Lanes) {
        nodes.push(lanes::nodes(map, highlights));
    }
    nodes.push(straits::nodes(map));
    if view.layers.shows(Layer::Places) {
        nodes.push(places::nodes(world, style, camera, highlights));
    }
    nodes.extend(measure::lines(map));
    nodes.extend(degrees);
    nodes.push(labels.nodes(style, camera, highlights));
    if view.layers.shows(Layer::Events) {
        let sites = events::sites(world, highlights);
        nodes.push(events::nodes(world, style, camera, &sites));
    }
    nodes.extend(measure::marks(map));
    nodes.extend(pieces.into_iter().map(|p| p.node));
    nodes
}

/// What moves on the lanes while time plays: over the map, in a window alone. `seconds` since it began to move.
pub fn map_currents(map: &MapContext, highlights: &Highlights, seconds: f64) -> Vec<Node> {
    if map.view.layers.shows(Layer::Lanes) {
        vec![lanes::currents(map, highlights, seconds)]
    } else {
        Vec::new()
    }
}

fn furniture_pieces(map: &MapContext) -> Vec<furniture::Piece> {
    let &MapContext {
        world,
        view,
        style,
        words,
        camera,
        furniture,
    } = map;
    let mut pieces = Vec::new();
    if view.layers.shows(Layer::ScaleBar) && camera.width() >= 240.0 && camera.height() >= 120.0 {
        pieces.push(scale::scale(world, style, camera, words));
    }
    if furniture.measure {
        let taken: Vec<Rect> = pieces.iter().map(|p| p.room).collect();
        pieces.extend(measure::table(map, &taken));
    }
    if furniture.legend != LegendPlace::Nowhere && view.layers.shows(Layer::Legend) {
        let taken: Vec<Rect> = pieces.iter().map(|p| p.room).collect();
        pieces.extend(legend::legend(map, &taken));
    }
    if furniture.locator && view.layers.shows(Layer::Locator) {
        let taken: Vec<Rect> = pieces.iter().map(|p| p.room).collect();
        pieces.extend(locator::locator(map, &taken));
    }
    if furniture.credit {
        let text = format!("{} {}", words.disclaimer, words.map_credit);
        pieces.push(furniture::credit(world, style, camera, &text));
    }
    pieces
}
