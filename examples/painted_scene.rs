//! The live painter on a resting ground, for a developer's eye: drag and scroll the map, hold Space to see the
//! same labels as an export draws them. `cargo run --release --example painted_scene`

use eframe::egui;
use periplus::app::ground::{GroundSource, GroundView};
use periplus::app::painter::Painter;
use periplus::basemap::Basemap;
use periplus::compose::{Style, Styles, map_ground};
use periplus::geography::{Camera, Framing, Kilometers, LonLat, ProjectionKind};
use periplus::render::{RasterOptions, rasterize};
use periplus::scene::{
    Affine, Color, Family, FontStore, Halo, Image, LineCap, Node, Outline, Path, Polylines, Rect, Scene,
    Size, Stroke, Text, TextStyle,
};
use periplus::view::Layers;
use std::sync::Arc;

const PORTS: [(&str, f64, f64); 8] = [
    ("Vịnh Cam Ranh", 109.17, 11.9),
    ("Đà Nẵng", 108.25, 16.1),
    ("Vũng Tàu", 107.1, 10.35),
    ("Hải Phòng", 106.7, 20.85),
    ("香港", 114.16, 22.3),
    ("กรุงเทพฯ", 100.55, 13.6),
    ("ភ្នំពេញ", 104.9, 11.55),
    ("Singapore", 103.85, 1.27),
];

struct Demo {
    fonts: FontStore,
    painter: Painter,
    ground: GroundView,
    source: GroundSource,
    camera: Option<Camera>,
}

impl Demo {
    fn new() -> Option<Self> {
        let fonts = FontStore::embedded();
        let style = Style::clone(Styles::embedded().ok()?.named("light")?);
        let (basemap, layers) = (Basemap::embedded(), Layers::default());
        Some(Self {
            painter: Painter::new(fonts.clone()),
            ground: GroundView::new(fonts.clone()),
            fonts,
            camera: None,
            source: GroundSource {
                revision: 1,
                background: style.map.sea,
                sea: style.map.sea,
                build: Arc::new(move |camera, margin| map_ground(&basemap, &layers, &style, camera, margin)),
            },
        })
    }

    /// A dashed lane, the ports' markers and names, and a name of water on a curve.
    fn labels(&self, camera: &Camera) -> Vec<Node> {
        let at = |lon: f64, lat: f64| {
            camera
                .screen_from_lon_lat(LonLat::wrapped(lon, lat))
                .unwrap_or_default()
        };
        let halo = Some(Halo {
            color: Color::rgb(252, 250, 244),
            width: 1.5,
        });
        let lane = [(103.9, 1.3), (106.0, 5.0), (110.2, 11.5), (113.9, 22.0)].map(|(lon, lat)| at(lon, lat));
        let mut nodes = vec![Node::Path(Path {
            shape: Arc::new(Polylines::new([lane], false)).into(),
            transform: Affine::IDENTITY,
            fill: None,
            stroke: Some(Stroke {
                dash: vec![9.0, 5.0],
                cap: LineCap::Butt,
                ..Stroke::solid(Color::rgb(0, 114, 178), 2.4)
            }),
            key: None,
        })];
        let water = TextStyle {
            family: Family::Serif,
            italic: true,
            size: 19.0,
            letter_spacing: 0.3,
            ..TextStyle::default()
        };
        let curve: Vec<_> = (0..=40)
            .map(|i| {
                let t = f64::from(i) / 40.0;
                at(108.5 + 9.5 * t, 10.5 + 6.0 * t + (t * std::f64::consts::PI).sin())
            })
            .collect();
        let mut text = |shaped, transform, color| {
            nodes.push(Node::Text(Text {
                shaped,
                transform,
                color,
                halo,
                key: None,
            }));
        };
        if let Some(bent) = self.fonts.shape_along("South China Sea", &water, &curve) {
            text(Arc::new(bent), Affine::IDENTITY, Color::rgb(70, 110, 140));
        }
        let sans = TextStyle {
            size: 12.5,
            ..TextStyle::default()
        };
        for (name, lon, lat) in PORTS {
            let [x, y] = at(lon, lat);
            text(
                self.fonts.shape(name, &sans),
                Affine::translation(x + 9.0, y + 4.0),
                Color::rgb(40, 44, 52),
            );
        }
        nodes.extend(PORTS.map(|(_, lon, lat)| {
            let [x, y] = at(lon, lat);
            Node::Path(Path {
                shape: Outline::circle([x, y], 4.5).into(),
                transform: Affine::IDENTITY,
                fill: Some(Color::rgb(213, 94, 0).into()),
                stroke: Some(Stroke::solid(Color::rgb(255, 255, 255), 1.3)),
                key: None,
            })
        }));
        nodes
    }

    /// The same nodes as one picture, drawn as for an export.
    fn exported(&self, nodes: Vec<Node>, rect: egui::Rect, pixels_per_point: f32) -> Vec<Node> {
        let size = Size {
            width: f64::from(rect.width()),
            height: f64::from(rect.height()),
        };
        let scene = Scene {
            size,
            background: Color::CLEAR,
            title: String::new(),
            nodes,
        };
        let options = RasterOptions {
            scale: f64::from(pixels_per_point),
            ..RasterOptions::default()
        };
        let drawn = rasterize(&scene, &self.fonts, &options).map(|raster| {
            Node::Image(Image {
                pixels: Arc::new(raster.into_pixels()),
                rect: Rect::from_xywh(0.0, 0.0, size.width, size.height),
            })
        });
        drawn.into_iter().collect()
    }
}

impl eframe::App for Demo {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let rect = ui.max_rect();
        let (width, height) = (f64::from(rect.width()), f64::from(rect.height()));
        let start = || {
            let framing = Framing::new(
                LonLat::wrapped(109.5, 12.0),
                Kilometers(2600.0),
                Kilometers(1900.0),
            );
            Camera::new(&framing, ProjectionKind::default(), width, height)
        };
        let mut camera = self.camera.unwrap_or_else(start).resized(width, height);
        let response = ui.interact(rect, egui::Id::unique("map"), egui::Sense::drag());
        let drag = response.drag_delta();
        camera = camera.panned(f64::from(drag.x), f64::from(drag.y));
        let (scroll, pointer) = ui.input(|i| (i.smooth_scroll_delta().y, i.pointer.hover_pos()));
        if let Some(p) = pointer {
            let about = [f64::from(p.x - rect.left()), f64::from(p.y - rect.top())];
            camera = camera.zoomed(f64::from(scroll / 200.0).exp(), about);
        }
        self.camera = Some(camera);
        let on = ui.painter().clone();
        self.ground.show(&on, rect, &camera, &self.source);
        let mut nodes = self.labels(&camera);
        if ui.input(|i| i.key_down(egui::Key::Space)) {
            nodes = self.exported(nodes, rect, on.pixels_per_point());
        }
        self.painter.paint(&on, rect.min, &nodes);
    }
}

fn main() -> eframe::Result {
    let Some(demo) = Demo::new() else {
        return Ok(());
    };
    eframe::run_native(
        "Painted scene",
        eframe::NativeOptions::default(),
        Box::new(|_| Ok(Box::new(demo))),
    )
}
