//! What the pictures of the bundled data cost to compose at 1920x1080: the overlay and the timeline of every
//! frame, at rest and while panning; the placement of names, off the UI thread; and the ground's nodes.

use criterion::{Criterion, criterion_group, criterion_main};
use periplus::basemap::Basemap;
use periplus::compose::{
    Furniture, LegendPlace, MapContext, Style, Styles, TimelineContext, TimelineForm, TimelineRows, Words,
    World, map_ground, map_labels, map_overlay, timeline,
};
use periplus::formats::{self, Opened};
use periplus::geography::{Camera, Framing, Kilometers, LonLat, SeaNetwork};
use periplus::i18n::Messages;
use periplus::scene::{FontStore, Size};
use periplus::view::{Highlights, Kept, Lanes, resolve_lanes};
use std::hint::black_box;

const SIZE: Size = Size {
    width: 1920.0,
    height: 1080.0,
};
/// The height that the window gives its timeline at first.
const TIMELINE_HEIGHT: f64 = 330.0;
/// What stands on the window's map.
const FURNITURE: Furniture = Furniture {
    legend: LegendPlace::UpperRight,
    credit: false,
    measure: false,
    locator: false,
};

/// The bundled data with everything that a picture of it reads.
struct Bundled {
    opened: Opened,
    lanes: Lanes,
    basemap: Basemap,
    fonts: FontStore,
    style: Style,
    words: Words,
}

impl Bundled {
    fn open() -> Option<Self> {
        let opened = formats::open(&formats::bundled()).ok()?;
        let network = SeaNetwork::embedded().ok()?;
        let closed = &opened.opening_view.closed_passages;
        let lanes = resolve_lanes(&opened.dataset, &network, closed);
        let style = Style::clone(Styles::embedded().ok()?.named(&opened.opening_view.style)?);
        Some(Self {
            opened,
            lanes,
            basemap: Basemap::embedded(),
            fonts: FontStore::embedded(),
            style,
            words: Messages::english().picture_words(),
        })
    }

    fn world(&self) -> World<'_> {
        World {
            dataset: &self.opened.dataset,
            lanes: &self.lanes,
            measured: None,
            basemap: &self.basemap,
            fonts: &self.fonts,
        }
    }

    fn map<'a>(&'a self, world: &'a World<'a>, camera: &'a Camera) -> MapContext<'a> {
        MapContext {
            world,
            view: &self.opened.opening_view,
            style: &self.style,
            words: &self.words,
            camera,
            furniture: FURNITURE,
        }
    }

    /// Cameras on the world, on the opening view, and on Cam Ranh Bay.
    fn cameras(&self) -> [(&'static str, Camera); 3] {
        let view = &self.opened.opening_view;
        let at = |lon: f64, lat: f64, km: f64| {
            let middle = LonLat::wrapped(lon, lat);
            Framing::new(middle, Kilometers(km), Kilometers(km * SIZE.height / SIZE.width))
        };
        let camera = |framing: &Framing| Camera::new(framing, view.projection, SIZE.width, SIZE.height);
        [
            ("world", camera(&at(80.0, 20.0, 36_000.0))),
            ("opening view", camera(&view.framing)),
            ("Cam Ranh Bay", camera(&at(109.17, 11.9, 60.0))),
        ]
    }
}

fn composing(c: &mut Criterion) {
    let Some(data) = Bundled::open() else {
        return;
    };
    let world = data.world();
    let view = &data.opened.opening_view;
    let highlights = Highlights::new(world.dataset, view);
    for (name, camera) in data.cameras() {
        let labels = map_labels(&data.map(&world, &camera));
        c.bench_function(&format!("compose: map at rest, {name}"), |b| {
            b.iter(|| black_box(map_overlay(&data.map(&world, &camera), &highlights, &labels)));
        });
        let mut step = 0.0_f64;
        c.bench_function(&format!("compose: map panning, {name}"), |b| {
            b.iter(|| {
                step += 0.1;
                let moved = camera.panned(300.0 * step.sin(), 200.0 * step.cos());
                black_box(map_overlay(&data.map(&world, &moved), &highlights, &labels))
            });
        });
        c.bench_function(&format!("compose: place names, {name}"), |b| {
            b.iter(|| black_box(map_labels(&data.map(&world, &camera))));
        });
        let ground = |camera: &Camera| map_ground(&data.basemap, &view.layers, &data.style, camera, 480.0);
        c.bench_function(&format!("compose: ground with its margin, {name}"), |b| {
            b.iter(|| black_box(ground(&camera)));
        });
    }
    let area = Size {
        height: TIMELINE_HEIGHT,
        ..SIZE
    };
    let kept = Kept::new(world.dataset, &view.filter);
    let context = TimelineContext {
        world: &world,
        view,
        style: &data.style,
        words: &data.words,
        highlights: &highlights,
        rows: &TimelineRows::new(world.dataset, view, &kept),
    };
    c.bench_function("compose: timeline", |b| {
        b.iter(|| timeline(black_box(&context), area, TimelineForm::Window));
    });
    c.bench_function("compose: lights of a window of time", |b| {
        b.iter(|| black_box(Highlights::new(world.dataset, view)));
    });
}

criterion_group!(benches, composing);
criterion_main!(benches);
