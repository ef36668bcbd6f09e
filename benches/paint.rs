//! What a frame costs the UI thread: painting and tessellating 400 haloed labels, 200 markers and 10 lanes;
//! and how long a resting camera waits for the fresh ground of the South China Sea at 1920x1080.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use eframe::egui;
use periplus::app::ground::{GroundSource, GroundView};
use periplus::app::painter::{PaintedScene, Painter};
use periplus::basemap::Basemap;
use periplus::compose::{Style, Styles, map_ground};
use periplus::geography::{Camera, Framing, Kilometers, LonLat, ProjectionKind};
use periplus::scene::{
    Affine, Color, Family, FontStore, Halo, Node, Outline, Path, Polylines, Stroke, Text, TextStyle,
};
use periplus::view::Layers;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

/// Runs a frame of a window without a display and gives the number of its triangles.
fn frame(ctx: &egui::Context, show: impl FnMut(&egui::Painter)) -> usize {
    let mut show = show;
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let size = egui::vec2(1920.0, 1080.0);
    let input = egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
        // The clock's, so that what waits for the camera to rest waits as long as in a window.
        time: Some(START.elapsed().as_secs_f64()),
        ..egui::RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| {
        show(&ui.ctx().layer_painter(egui::LayerId::background()));
    });
    output.textures_delta.clear();
    let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
    let triangles = |p: &egui::ClippedPrimitive| match &p.primitive {
        egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
        egui::epaint::Primitive::Callback(_) => 0,
    };
    primitives.iter().map(triangles).sum()
}

/// Labels in the styles of a map, markers of four shapes, and lanes of 300 points, half of them dashed.
fn overlay(fonts: &FontStore) -> Vec<Node> {
    let names = [
        "Cam Ranh Bay",
        "Đà Nẵng",
        "Vũng Tàu",
        "Malacca",
        "Yokohama",
        "Phnom Penh",
        "Hải Phòng",
        "Laem Chabang",
    ];
    let spread = |i: usize| {
        let i = i as f64;
        [
            40.0 + (i * 0.618_034).fract() * 1700.0,
            30.0 + (i * 0.414_214).fract() * 1020.0,
        ]
    };
    let text = |i: usize| {
        let style = TextStyle {
            family: if i.is_multiple_of(3) {
                Family::Serif
            } else {
                Family::Sans
            },
            italic: i.is_multiple_of(6),
            size: [11.0, 12.0, 13.5][i % 3],
            ..TextStyle::default()
        };
        let [x, y] = spread(i);
        Node::Text(Text {
            shaped: fonts.shape(&format!("{} {}", names[i % names.len()], i % 50), &style),
            transform: Affine::translation(x, y),
            color: Color::rgb(40, 44, 52),
            halo: Some(Halo {
                color: Color::rgb(250, 248, 240),
                width: 1.5,
            }),
            key: None,
        })
    };
    let shapes = [3, 4, 6, 24].map(|n| {
        let corner = |k: i32| {
            let (s, c) = (f64::from(k) / f64::from(n) * std::f64::consts::TAU).sin_cos();
            [5.0 * s, -5.0 * c]
        };
        Arc::new(Outline::polygon(&(0..n).map(corner).collect::<Vec<_>>()))
    });
    let marker = |i: usize| {
        let [x, y] = spread(i + 1000);
        Node::Path(Path {
            shape: periplus::scene::Shape::Outline(Arc::clone(&shapes[i % shapes.len()])),
            transform: Affine::translation(x, y),
            fill: Some(Color::rgb(213, 94, 0).into()),
            stroke: Some(Stroke::solid(Color::rgb(255, 255, 255), 1.2)),
            key: None,
        })
    };
    let lane = |i: usize| {
        let points = (0..300).map(move |k| {
            let t = f64::from(k) / 299.0;
            [
                1900.0 * t,
                540.0 + 90.0 * i as f64 * (t * 5.0 + i as f64).sin() * t,
            ]
        });
        Node::Path(Path {
            shape: Arc::new(Polylines::new([points], false)).into(),
            transform: Affine::IDENTITY,
            fill: None,
            stroke: Some(Stroke {
                dash: if i.is_multiple_of(2) {
                    vec![8.0, 4.0]
                } else {
                    Vec::new()
                },
                ..Stroke::solid(Color::rgb(0, 114, 178), 2.4)
            }),
            key: None,
        })
    };
    let lanes = (0..10).map(lane);
    lanes
        .chain((0..200).map(marker))
        .chain((0..400).map(text))
        .collect()
}

fn painting(c: &mut Criterion) {
    let fonts = FontStore::embedded();
    let nodes = overlay(&fonts);
    let mut group = c.benchmark_group("paint 400 labels, 200 markers, 10 lanes");
    let (ctx, mut painter, mut kept) = (
        egui::Context::default(),
        Painter::new(fonts.clone()),
        PaintedScene::default(),
    );
    group.bench_function("unchanged", |b| {
        b.iter(|| {
            black_box(frame(&ctx, |on| {
                painter.repaint(&mut kept, on, egui::Pos2::ZERO, 1, &nodes);
            }))
        });
    });
    let mut step = 0.0;
    group.bench_function("panning", |b| {
        b.iter(|| {
            step += 0.7;
            let at = egui::pos2(step % 20.0, (step * 0.5) % 20.0);
            black_box(frame(&ctx, |on| painter.paint(on, at, &nodes)))
        });
    });
    group.bench_function("first frame, all glyphs drawn", |b| {
        b.iter_batched(
            || (egui::Context::default(), Painter::new(fonts.clone())),
            |(ctx, mut painter)| black_box(frame(&ctx, |on| painter.paint(on, egui::Pos2::ZERO, &nodes))),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// A ground of the basemap alone, in the light style.
fn ground_source() -> Option<GroundSource> {
    let style = Style::clone(Styles::embedded().ok()?.named("light")?);
    let (basemap, layers) = (Basemap::embedded(), Layers::default());
    Some(GroundSource {
        revision: 1,
        background: style.map.sea,
        sea: style.map.sea,
        build: Arc::new(move |camera, margin| map_ground(&basemap, &layers, &style, camera, margin)),
    })
}

fn ground(c: &mut Criterion) {
    let fonts = FontStore::embedded();
    let Some(source) = ground_source() else {
        return;
    };
    let rect = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1920.0, 1080.0));
    let camera = |km: f64| {
        let at = LonLat::wrapped(109.17, 11.9);
        let framing = Framing::new(at, Kilometers(km), Kilometers(km * 0.5));
        Camera::new(&framing, ProjectionKind::default(), 1920.0, 1080.0)
    };
    let mut group = c.benchmark_group("ground, 1920x1080");
    group.sample_size(10);
    for km in [4000.0, 900.0, 60.0] {
        let ctx = egui::Context::default();
        let mut view = GroundView::new(fonts.clone());
        let mut camera = camera(km);
        let mut wait = |camera: &Camera, done: &dyn Fn(&GroundView) -> bool| {
            let start = Instant::now();
            loop {
                frame(&ctx, |on| view.show(on, rect, camera, &source));
                if done(&view) {
                    return start.elapsed();
                }
                std::thread::sleep(Duration::from_micros(500));
            }
        };
        for (name, done) in [
            (
                "visible part",
                &GroundView::is_fresh as &dyn Fn(&GroundView) -> bool,
            ),
            ("margin and overview too", &GroundView::is_settled),
        ] {
            group.bench_function(format!("{km} km wide, rest to {name}"), |b| {
                b.iter_custom(|times| {
                    let mut total = Duration::ZERO;
                    for _ in 0..times {
                        wait(&camera, &GroundView::is_settled);
                        camera = camera.panned(7.0, 3.0);
                        total += wait(&camera, done);
                    }
                    total
                });
            });
        }
        group.bench_function(format!("{km} km wide, first visit to visible part"), |b| {
            b.iter_custom(|times| {
                let first_visit = || {
                    let (source, mut view) = (ground_source()?, GroundView::new(fonts.clone()));
                    let start = Instant::now();
                    while !view.is_fresh() {
                        frame(&ctx, |on| view.show(on, rect, &camera, &source));
                        std::thread::sleep(Duration::from_micros(500));
                    }
                    Some(start.elapsed())
                };
                (0..times).filter_map(|_| first_visit()).sum()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, painting, ground);
criterion_main!(benches);
