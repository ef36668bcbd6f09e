//! The resting ground of the map: sea, depth, land, tints, relief, water and borders. No text, nothing that
//! time changes.

use std::sync::Arc;

use crate::basemap::{Basemap, Border, BorderStatus, LevelOfDetail, NO_SHADING, River, Shore};
use crate::geography::{Camera, GeoBounds, LonLat};
use crate::scene::{
    Affine, Clip, Color, Fill, FillRule, Group, Image, LineCap, Node, Outline, Path, Pixels, Polylines, Rect,
    Shape, Stroke,
};
use crate::view::{Layer, Layers};

use super::Style;
use super::style::LineStyle;
use super::world::{picture_rect, screen_from_world, seen_copies};

/// Detail is picked for this many device pixels to a point, whatever the device: layout may not depend on
/// it, and both a dense screen and print show no corners.
const PIXELS_PER_POINT: f64 = 1.5;

/// Points per degree between which the relief fades out: its source has 30 pixels to a degree.
const RELIEF_FADES: (f64, f64) = (50.0, 190.0);

/// Points per degree between which the depths fade into one tint: their grid has 12 cells to a degree, and a cell
/// as large as a finger says more than it knows.
const DEPTH_FADES: (f64, f64) = (260.0, 900.0);

/// How much of the depths' tints is seen at a scale, 0 to 1.
pub(super) fn depth_strength(camera: &Camera) -> f32 {
    let (from, to) = DEPTH_FADES;
    (1.0 - ((camera.points_per_degree() - from) / (to - from)).clamp(0.0, 1.0)) as f32
}

/// The colour of a band of depth, by its index in the style.
pub(super) fn depth_color(style: &Style, camera: &Camera, index: usize) -> Color {
    style
        .map
        .sea
        .mixed(style.map.depth[index], depth_strength(camera))
}

/// One copy of the world in view.
struct Copy<'a> {
    basemap: &'a Basemap,
    style: &'a Style,
    camera: &'a Camera,
    level: LevelOfDetail,
    /// What is seen of it.
    seen: Vec<GeoBounds>,
    transform: Affine,
}

/// The ground that a camera shows, and `margin` points beyond.
pub(super) fn nodes(
    basemap: &Basemap,
    layers: &Layers,
    style: &Style,
    camera: &Camera,
    margin: f64,
) -> Vec<Node> {
    let frame = picture_rect(camera).grown(margin);
    let mut nodes = vec![filled(
        Outline::rect(frame, 0.0).into(),
        Affine::IDENTITY,
        ground_color(style, camera),
    )];
    let outline = camera.projection().outline();
    let outline = outline.map(|ring| Arc::new(Polylines::new([ring], true)));
    if let Some(outline) = &outline {
        let transform = screen_from_world(camera, 0.0);
        nodes.push(filled(Arc::clone(outline).into(), transform, style.map.sea));
    }
    for (shift, seen) in seen_copies(camera, margin) {
        let copy = Copy {
            basemap,
            style,
            camera,
            level: LevelOfDetail::for_scale(camera.points_per_degree() * PIXELS_PER_POINT),
            seen,
            transform: screen_from_world(camera, shift),
        };
        nodes.extend(copy.nodes(layers, frame));
    }
    if let Some(outline) = outline {
        nodes.push(Node::Path(Path {
            shape: outline.into(),
            transform: screen_from_world(camera, 0.0),
            fill: None,
            stroke: Some(Stroke::solid(style.map.coast.color, style.map.coast.width)),
            key: None,
        }));
    }
    nodes
}

/// What lies below all: the sea, or what surrounds a map that has an end.
pub fn ground_color(style: &Style, camera: &Camera) -> Color {
    match camera.projection().outline() {
        Some(_) => style.chrome.background,
        None => style.map.sea,
    }
}

fn filled(shape: Shape, transform: Affine, color: Color) -> Node {
    Node::Path(Path {
        shape,
        transform,
        fill: Some(color.into()),
        stroke: None,
        key: None,
    })
}

impl Copy<'_> {
    /// What some query finds in all that is seen, each once.
    fn find<T>(&self, query: impl Fn(&GeoBounds) -> Vec<Arc<T>>) -> Vec<Arc<T>> {
        let mut found: Vec<Arc<T>> = Vec::new();
        for bounds in &self.seen {
            for new in query(bounds) {
                if self.seen.len() == 1 || !found.iter().any(|known| Arc::ptr_eq(known, &new)) {
                    found.push(new);
                }
            }
        }
        found
    }

    fn nodes(&self, layers: &Layers, frame: Rect) -> Vec<Node> {
        let projection = self.camera.projection();
        let land = self.find(|bounds| self.basemap.land(self.level, bounds, projection));
        let mut nodes = Vec::new();
        if layers.shows(Layer::Depth) && depth_strength(self.camera) > 0.0 {
            nodes.push(self.depth());
        }
        let lakes = land
            .iter()
            .map(|t| self.fill(&t.lakes, self.lake_fill(), FillRule::NonZero));
        nodes.push(Node::Group(Group::named("lakes", lakes.collect())));
        let ground = land
            .iter()
            .map(|t| self.fill(&t.ground, self.style.map.land, FillRule::NonZero));
        nodes.push(Node::Group(Group::named("land", ground.collect())));
        let clip = Clip {
            shapes: land
                .iter()
                .map(|t| (Arc::clone(&t.ground).into(), self.transform))
                .collect(),
            rule: FillRule::NonZero,
        };
        // Rivers too: where the water is drawn as wide as it is, the line along its middle is not.
        let mut on_land = self.on_land(layers, frame);
        if layers.shows(Layer::Rivers) {
            on_land.push(self.rivers());
        }
        nodes.push(Node::Group(Group {
            clip: Some(clip),
            ..Group::named("on-land", on_land)
        }));
        let shores = land
            .iter()
            .flat_map(|t| self.shore(&t.lake_shore, &self.style.map.lake));
        nodes.push(Node::Group(Group::named("lake-shores", shores.collect())));
        let coasts = land
            .iter()
            .flat_map(|t| self.shore(&t.coast, &self.style.map.coast));
        nodes.push(Node::Group(Group::named("coast", coasts.collect())));
        if layers.shows(Layer::Borders) {
            nodes.push(self.borders());
        }
        nodes
    }

    fn lake_fill(&self) -> Color {
        self.style.map.lake.fill.unwrap_or(self.style.map.sea)
    }

    fn fill(&self, area: &Arc<Polylines>, color: Color, rule: FillRule) -> Node {
        Node::Path(Path {
            shape: Arc::clone(area).into(),
            transform: self.transform,
            fill: Some(Fill { color, rule }),
            stroke: None,
            key: None,
        })
    }

    fn line(&self, line: &Arc<Polylines>, stroke: Stroke) -> Option<Node> {
        (!line.is_empty()).then(|| {
            Node::Path(Path {
                shape: Arc::clone(line).into(),
                transform: self.transform,
                fill: None,
                stroke: Some(stroke),
                key: None,
            })
        })
    }

    fn shore(&self, shore: &Shore, style: &LineStyle) -> impl Iterator<Item = Node> + use<> {
        let stroke = || Stroke {
            cap: LineCap::Butt,
            ..Stroke::solid(style.color, style.width)
        };
        let open = self.line(&shore.open, stroke());
        let closed = self.line(&shore.closed, stroke());
        open.into_iter().chain(closed)
    }

    fn depth(&self) -> Node {
        let projection = self.camera.projection();
        let tiles = self.find(|bounds| self.basemap.depth_bands(self.level, bounds, projection));
        // Band by band, not tile by tile: where tiles overlap, the edge of a shallow band of the one must not
        // shine through the deep bands of the other.
        let mut areas: Vec<_> = tiles.iter().flat_map(|t| t.iter()).collect();
        areas.sort_by_key(|area| DEPTHS.iter().position(|d| *d == area.deeper_than));
        let areas = areas.into_iter().map(|area| {
            let index = DEPTHS.iter().position(|d| *d == area.deeper_than).unwrap_or(0);
            let color = depth_color(self.style, self.camera, index);
            self.fill(&area.area, color, FillRule::EvenOdd)
        });
        Node::Group(Group::named("depth", areas.collect()))
    }

    /// Tints, disputed ground and relief: seen through the land.
    fn on_land(&self, layers: &Layers, frame: Rect) -> Vec<Node> {
        let projection = self.camera.projection();
        let mut nodes = Vec::new();
        if layers.shows(Layer::Countries) {
            let map = &self.style.map;
            for tile in self.find(|bounds| self.basemap.country_tints(self.level, bounds, projection)) {
                nodes.extend(tile.iter().map(|tint| {
                    let color = map.tints[usize::from(tint.colour) % map.tints.len()];
                    self.fill(
                        &tint.area,
                        map.land.mixed(color, map.tint_opacity),
                        FillRule::EvenOdd,
                    )
                }));
            }
            let neutral = self.basemap.neutral_ground(projection);
            nodes.extend(
                neutral
                    .iter()
                    .map(|area| self.fill(&area.area, map.neutral, FillRule::EvenOdd)),
            );
        }
        if layers.shows(Layer::Relief) {
            nodes.extend(self.relief(frame));
        }
        nodes
    }

    fn relief(&self, frame: Rect) -> Vec<Node> {
        let scale = self.camera.points_per_degree();
        let (from, to) = RELIEF_FADES;
        let strength =
            self.style.map.relief_opacity * (1.0 - ((scale - from) / (to - from)).clamp(0.0, 1.0)) as f32;
        if strength <= 0.01 {
            return Vec::new();
        }
        let projection = self.camera.projection();
        if projection.turns_with_the_camera() {
            return vec![self.draped_relief(frame, strength)];
        }
        let images = self
            .seen
            .iter()
            .flat_map(|bounds| self.basemap.relief(scale * PIXELS_PER_POINT, bounds, projection));
        images
            .map(|image| {
                let a = self.transform.apply([image.world.min.x, image.world.max.y]);
                let b = self.transform.apply([image.world.max.x, image.world.min.y]);
                let rect = Rect {
                    left: a[0],
                    top: a[1],
                    right: b[0],
                    bottom: b[1],
                };
                self.hillshade([image.width, image.height], &image.pixels, rect, strength)
            })
            .collect()
    }

    /// The shading of a frame whose meridians and parallels are curved: looked up place by place. Places are
    /// worked out on a mesh and between its points evenly, which is off by far less than a pixel of the shading.
    fn draped_relief(&self, frame: Rect, strength: f32) -> Node {
        let [width, height] = [frame.width(), frame.height()]
            .map(|points| ((points * PIXELS_PER_POINT).ceil() as usize).clamp(2, MOST_PIXELS));
        let at = |column: f64, row: f64| {
            let x = frame.left + (column + 0.5) / width as f64 * frame.width();
            let y = frame.top + (row + 0.5) / height as f64 * frame.height();
            self.camera.lon_lat_from_screen([x, y])
        };
        let places = on_mesh(width, height, at);
        let values = self.basemap.relief_at(
            self.camera.points_per_degree() * PIXELS_PER_POINT,
            &self.seen,
            &places,
        );
        self.hillshade([width, height], &values, frame, strength)
    }

    /// Grey values as shadow and light laid over what is below.
    fn hillshade(&self, [width, height]: [usize; 2], values: &[u8], rect: Rect, strength: f32) -> Node {
        let (shadow, light) = (self.style.map.relief_shadow, self.style.map.relief_light);
        let table: Vec<[u8; 4]> = (0..=255u8)
            .map(|value| {
                let slope = (f32::from(value) - f32::from(NO_SHADING)) / f32::from(NO_SHADING);
                let ink = if slope < 0.0 { shadow } else { light };
                let alpha = (slope.abs() * strength * 255.0).round().min(255.0) as u8;
                [ink.r, ink.g, ink.b, alpha]
            })
            .collect();
        Node::Image(Image {
            pixels: Arc::new(Pixels {
                width: u32::try_from(width).unwrap_or(0),
                height: u32::try_from(height).unwrap_or(0),
                rgba: values.iter().flat_map(|v| table[usize::from(*v)]).collect(),
            }),
            rect,
        })
    }

    fn rivers(&self) -> Node {
        let projection = self.camera.projection();
        let scale = self.camera.points_per_degree();
        let mut rivers: Vec<River> = Vec::new();
        for bounds in &self.seen {
            let rank = river_rank(scale);
            for new in self.basemap.rivers(self.level, bounds, rank, projection) {
                if !rivers.iter().any(|known| Arc::ptr_eq(&known.line, &new.line)) {
                    rivers.push(new);
                }
            }
        }
        let nodes = rivers.iter().filter(|r| !r.in_lake).filter_map(|river| {
            let base = &self.style.map.river;
            let thin = 1.0 - 0.075 * f32::from(river.rank.min(10));
            let grown = 1.0 + ((scale / 60.0).log2().clamp(0.0, 2.0) as f32) * 0.35;
            self.line(
                &river.line,
                Stroke::solid(base.color, base.width * thin.max(0.3) * grown * 1.5),
            )
        });
        Node::Group(Group::named("rivers", nodes.collect()))
    }

    /// Settled borders dash-dotted over a casing; disputed and indefinite ones more openly dashed.
    fn borders(&self) -> Node {
        let projection = self.camera.projection();
        let mut borders: Vec<Border> = Vec::new();
        for bounds in &self.seen {
            for new in self.basemap.borders(self.level, bounds, projection) {
                if !borders.iter().any(|known| Arc::ptr_eq(&known.line, &new.line)) {
                    borders.push(new);
                }
            }
        }
        let map = &self.style.map;
        let casing = borders.iter().filter_map(|b| {
            let stroke = Stroke::solid(map.border_casing.color.faded(0.6), map.border_casing.width);
            self.line(&b.line, stroke)
        });
        let lines = borders.iter().filter_map(|b| {
            let dash = match b.status {
                BorderStatus::Settled => vec![7.0, 1.8, 1.2, 1.8],
                BorderStatus::Disputed => vec![3.0, 2.6],
                BorderStatus::LineOfControl => vec![1.0, 2.4],
                BorderStatus::Indefinite => vec![3.0, 4.5],
            };
            self.line(
                &b.line,
                Stroke {
                    dash,
                    cap: LineCap::Butt,
                    ..Stroke::solid(map.border.color, map.border.width)
                },
            )
        });
        Node::Group(Group::named("borders", casing.chain(lines).collect()))
    }
}

/// The most pixels of a draped shading in a row or column.
const MOST_PIXELS: usize = 6000;
/// Pixels between the points of a mesh.
const MESH: usize = 16;

/// The place of every pixel of a picture, row by row: exact at the points of a mesh, evenly between them, and
/// `None` where a corner of the mesh shows no place or the corners lie on both sides of the antimeridian.
fn on_mesh(width: usize, height: usize, at: impl Fn(f64, f64) -> Option<LonLat>) -> Vec<Option<LonLat>> {
    let columns = width.div_ceil(MESH) + 1;
    let row_of = |row: usize| -> Vec<Option<LonLat>> {
        let y = (row * MESH) as f64;
        (0..columns).map(|column| at((column * MESH) as f64, y)).collect()
    };
    let mut places = Vec::with_capacity(width * height);
    let mut upper = row_of(0);
    for band in 0..height.div_ceil(MESH) {
        let lower = row_of(band + 1);
        for y in 0..MESH.min(height - band * MESH) {
            let down = y as f64 / MESH as f64;
            for x in 0..width {
                let (cell, right) = (x / MESH, (x % MESH) as f64 / MESH as f64);
                let corners = [upper[cell], upper[cell + 1], lower[cell], lower[cell + 1]];
                let even = |corners: [LonLat; 4]| {
                    let lons = corners.map(LonLat::lon);
                    let (west, east) = lons
                        .iter()
                        .fold((f64::MAX, f64::MIN), |(a, b), l| (a.min(*l), b.max(*l)));
                    let between = |v: [f64; 4]| {
                        let (a, b) = (v[0] + (v[1] - v[0]) * right, v[2] + (v[3] - v[2]) * right);
                        a + (b - a) * down
                    };
                    (east - west < 180.0)
                        .then(|| LonLat::wrapped(between(lons), between(corners.map(LonLat::lat))))
                };
                let place = match corners {
                    [Some(a), Some(b), Some(c), Some(d)] => even([a, b, c, d]),
                    _ => None,
                };
                // At the limb, at the poles and at the antimeridian each pixel is asked for by itself.
                places.push(place.or_else(|| at(x as f64, (band * MESH + y) as f64)));
            }
        }
        upper = lower;
    }
    places
}

/// The depths that the basemap's bands and the style's colours stand for, in metres.
pub(super) const DEPTHS: [u32; 8] = [50, 200, 1000, 2000, 3000, 4000, 5000, 6000];

/// Up to which rank rivers are drawn at a scale in points per degree.
pub(super) fn river_rank(points_per_degree: f64) -> u8 {
    match points_per_degree {
        s if s < 8.0 => 1,
        s if s < 16.0 => 3,
        s if s < 30.0 => 5,
        s if s < 60.0 => 7,
        s if s < 140.0 => 9,
        _ => 12,
    }
}
