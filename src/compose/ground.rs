//! The resting ground of the map: sea, depth, land, tints, relief, water and borders. No text, nothing that
//! time changes.

use std::sync::Arc;

use crate::basemap::{Basemap, BorderStatus, LevelOfDetail, NO_SHADING, ReliefImage, Shore};
use crate::geography::{Camera, GeoBounds};
use crate::scene::{
    Affine, Clip, Color, Fill, FillRule, Group, Image, LineCap, Node, Outline, Path, Pixels, Polylines, Rect,
    Stroke,
};
use crate::view::{Layer, Layers};

use super::Style;
use super::style::LineStyle;
use super::world::{picture_rect, screen_from_world, world_copies};

/// Detail is picked for this many device pixels to a point, whatever the device: layout may not depend on
/// it, and both a dense screen and print show no corners.
const PIXELS_PER_POINT: f64 = 1.5;

/// Points per degree between which the relief fades out: its source has 30 pixels to a degree.
const RELIEF_FADES: (f64, f64) = (70.0, 260.0);

/// One copy of the world in view.
struct Copy<'a> {
    basemap: &'a Basemap,
    style: &'a Style,
    camera: &'a Camera,
    level: LevelOfDetail,
    bounds: GeoBounds,
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
    let mut nodes = vec![Node::Path(Path {
        shape: Outline::rect(frame, 0.0).into(),
        transform: Affine::IDENTITY,
        fill: Some(style.map.sea.into()),
        stroke: None,
        key: None,
    })];
    for shift in world_copies(camera, margin) {
        let copy = Copy {
            basemap,
            style,
            camera,
            level: LevelOfDetail::for_scale(camera.points_per_degree() * PIXELS_PER_POINT),
            bounds: camera.geo_bounds(margin).shifted(-shift.to_degrees()),
            transform: screen_from_world(camera, shift),
        };
        nodes.extend(copy.nodes(layers));
    }
    nodes
}

impl Copy<'_> {
    fn nodes(&self, layers: &Layers) -> Vec<Node> {
        let projection = self.camera.projection();
        let land = self.basemap.land(self.level, &self.bounds, projection);
        let mut nodes = Vec::new();
        if layers.shows(Layer::Depth) {
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
        nodes.push(Node::Group(Group {
            clip: Some(clip),
            ..Group::named("on-land", self.on_land(layers))
        }));
        if layers.shows(Layer::Rivers) {
            nodes.push(self.rivers());
        }
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
        let tiles = self.basemap.depth_bands(self.level, &self.bounds, projection);
        // Band by band, not tile by tile: where tiles overlap, the edge of a shallow band of the one must not
        // shine through the deep bands of the other.
        let mut areas: Vec<_> = tiles.iter().flat_map(|t| t.iter()).collect();
        areas.sort_by_key(|area| DEPTHS.iter().position(|d| *d == area.deeper_than));
        let areas = areas.into_iter().map(|area| {
            let index = DEPTHS.iter().position(|d| *d == area.deeper_than).unwrap_or(0);
            self.fill(&area.area, self.style.map.depth[index], FillRule::EvenOdd)
        });
        Node::Group(Group::named("depth", areas.collect()))
    }

    /// Tints, disputed ground and relief: seen through the land.
    fn on_land(&self, layers: &Layers) -> Vec<Node> {
        let projection = self.camera.projection();
        let mut nodes = Vec::new();
        if layers.shows(Layer::Countries) {
            let map = &self.style.map;
            for tile in self.basemap.country_tints(self.level, &self.bounds, projection) {
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
            nodes.extend(self.relief());
        }
        nodes
    }

    fn relief(&self) -> Vec<Node> {
        let scale = self.camera.points_per_degree();
        let (from, to) = RELIEF_FADES;
        let strength =
            self.style.map.relief_opacity * (1.0 - ((scale - from) / (to - from)).clamp(0.0, 1.0)) as f32;
        if strength <= 0.01 {
            return Vec::new();
        }
        let projection = self.camera.projection();
        let images = self
            .basemap
            .relief(scale * PIXELS_PER_POINT, &self.bounds, projection);
        images
            .iter()
            .map(|image| self.hillshade(image, strength))
            .collect()
    }

    /// Grey values as shadow and light laid over what is below.
    fn hillshade(&self, image: &ReliefImage, strength: f32) -> Node {
        let (shadow, light) = (self.style.map.relief_shadow, self.style.map.relief_light);
        let table: Vec<[u8; 4]> = (0..=255u8)
            .map(|value| {
                let slope = (f32::from(value) - f32::from(NO_SHADING)) / f32::from(NO_SHADING);
                let ink = if slope < 0.0 { shadow } else { light };
                let alpha = (slope.abs() * strength * 255.0).round().min(255.0) as u8;
                [ink.r, ink.g, ink.b, alpha]
            })
            .collect();
        let rgba = image.pixels.iter().flat_map(|v| table[usize::from(*v)]).collect();
        let a = self.transform.apply([image.world.min.x, image.world.max.y]);
        let b = self.transform.apply([image.world.max.x, image.world.min.y]);
        Node::Image(Image {
            pixels: Arc::new(Pixels {
                width: u32::try_from(image.width).unwrap_or(0),
                height: u32::try_from(image.height).unwrap_or(0),
                rgba,
            }),
            rect: Rect {
                left: a[0],
                top: a[1],
                right: b[0],
                bottom: b[1],
            },
        })
    }

    fn rivers(&self) -> Node {
        let projection = self.camera.projection();
        let scale = self.camera.points_per_degree();
        let rivers = self
            .basemap
            .rivers(self.level, &self.bounds, river_rank(scale), projection);
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
        let borders = self.basemap.borders(self.level, &self.bounds, projection);
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

/// The depths that the basemap's bands and the style's colours stand for, in metres.
const DEPTHS: [u32; 8] = [50, 200, 1000, 2000, 3000, 4000, 5000, 6000];

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
