//! How long a map of some 150 000 vertices takes as pixels: the window's cached picture, a close-up of it,
//! and a figure with labels as PNG. The coast is made up: closed random walks of the roughness of a real one.

use criterion::{Criterion, criterion_group, criterion_main};
use periplus::render::{PngOptions, RasterOptions, png, rasterize};
use periplus::scene::{
    Affine, Color, Family, FontStore, Group, Halo, Image, Node, Path, Pixels, Polylines, Rect, Scene, Size,
    Stroke, Text, TextStyle,
};
use std::hint::black_box;
use std::sync::Arc;

const SIZE: Size = Size {
    width: 1920.0,
    height: 1080.0,
};

/// A small generator of repeatable numbers from 0 to 1 (splitmix64, Steele and others 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Rings of `count` points around random places, their radius a sum of waves.
fn coast(numbers: &mut Numbers, rings: usize, count: usize, radius: f64) -> Arc<Polylines> {
    let lines: Vec<Vec<[f64; 2]>> = (0..rings)
        .map(|_| {
            let (x, y) = (numbers.next() * SIZE.width, numbers.next() * SIZE.height);
            let waves: Vec<(f64, f64)> = (1..40)
                .map(|k| (numbers.next() / f64::from(k), numbers.next() * 6.3))
                .collect();
            (0..count)
                .map(|i| {
                    let t = i as f64 / count as f64 * std::f64::consts::TAU;
                    let wave: f64 = (1..40)
                        .zip(&waves)
                        .map(|(k, w)| w.0 * (t * f64::from(k) + w.1).sin())
                        .sum();
                    let r = radius * (1.0 + 0.4 * wave + 0.02 * numbers.next());
                    [x + r * t.cos(), y + r * t.sin()]
                })
                .collect()
        })
        .collect();
    Arc::new(Polylines::new(lines, true))
}

fn node(lines: &Arc<Polylines>, fill: Option<Color>, stroke: Option<Stroke>) -> Node {
    Node::Path(Path {
        shape: Arc::clone(lines).into(),
        transform: Affine::IDENTITY,
        fill: fill.map(Into::into),
        stroke,
        key: None,
    })
}

/// Depth bands, relief, land with its coast, dashed borders: 150 000 vertices, each drawn once or twice.
fn map() -> Scene {
    let mut numbers = Numbers(1973);
    let deep = coast(&mut numbers, 20, 1000, 300.0);
    let land = coast(&mut numbers, 10, 8000, 220.0);
    let islands = coast(&mut numbers, 1500, 30, 5.0);
    let borders = coast(&mut numbers, 5, 1000, 150.0);
    let relief = Image {
        pixels: Arc::new(Pixels {
            width: 1024,
            height: 512,
            rgba: (0..1024u32 * 512)
                .flat_map(|i| [0, 0, 0, (i % 40) as u8])
                .collect(),
        }),
        rect: Rect::from_xywh(0.0, 0.0, SIZE.width, SIZE.height),
    };
    let (shore, ink) = (Color::rgb(120, 140, 150), Color::rgb(90, 90, 90));
    let dashed = Stroke {
        dash: vec![4.0, 2.0],
        ..Stroke::solid(ink, 0.75)
    };
    let nodes = vec![
        node(&deep, Some(Color::rgb(214, 230, 238)), None),
        node(
            &land,
            Some(Color::rgb(247, 243, 232)),
            Some(Stroke::solid(shore, 0.6)),
        ),
        node(
            &islands,
            Some(Color::rgb(247, 243, 232)),
            Some(Stroke::solid(shore, 0.6)),
        ),
        Node::Image(relief),
        node(&borders, None, Some(dashed)),
    ];
    Scene {
        size: SIZE,
        background: Color::rgb(226, 238, 243),
        title: "bench".to_owned(),
        nodes: vec![Node::Group(Group::named("map", nodes))],
    }
}

/// The same with 400 haloed names.
fn figure(fonts: &FontStore) -> Scene {
    let mut numbers = Numbers(2016);
    let names = [
        "Đà Nẵng",
        "Cam Ranh Bay",
        "Strait of Malacca",
        "Singapore",
        "Phnom Penh",
        "南海",
        "กรุงเทพ",
        "Huế",
    ];
    let mut scene = map();
    for i in 0..400 {
        let style = TextStyle {
            family: if i % 2 == 0 { Family::Serif } else { Family::Sans },
            italic: i % 3 == 0,
            size: 9.0 + (i % 4) as f32,
            ..TextStyle::default()
        };
        scene.nodes.push(Node::Text(Text {
            shaped: fonts.shape(names[i % names.len()], &style),
            transform: Affine::translation(numbers.next() * SIZE.width, numbers.next() * SIZE.height),
            color: Color::rgb(40, 40, 40),
            halo: Some(Halo {
                color: Color::rgb(255, 255, 255),
                width: 1.2,
            }),
            key: None,
        }));
    }
    scene
}

fn raster(c: &mut Criterion) {
    let fonts = FontStore::embedded();
    let (map, figure) = (map(), figure(&fonts));
    let mut group = c.benchmark_group("raster");
    group.sample_size(20);
    let mut pixels = |name: &str, scene: &Scene, scale: f64, region: Option<Rect>| {
        let options = RasterOptions {
            scale,
            region,
            cancel: None,
        };
        group.bench_function(name, |b| {
            b.iter(|| black_box(rasterize(scene, &fonts, &options)).map(|r| r.premultiplied.len()));
        });
    };
    pixels("map 1920x1080", &map, 1.0, None);
    pixels(
        "map 1920x1080, close-up",
        &map,
        16.0,
        Some(Rect::from_xywh(700.0, 400.0, 120.0, 67.5)),
    );
    pixels("map 3840x2160", &map, 2.0, None);
    pixels("figure 3840x2160", &figure, 2.0, None);
    let options = PngOptions {
        dpi: 144.0,
        ..PngOptions::default()
    };
    group.bench_function("figure 3840x2160 PNG", |b| {
        b.iter(|| black_box(png(&figure, &fonts, &options)).map(|file| file.len()));
    });
    group.finish();
}

criterion_group!(benches, raster);
criterion_main!(benches);
