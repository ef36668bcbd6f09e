//! How long a figure of the bundled data's opening view takes, in each format, everything already opened;
//! and the composition of its page alone. `benches/whole-process` takes the time of the command.

use criterion::{Criterion, criterion_group, criterion_main};
use periplus::basemap::Basemap;
use periplus::compose::{self, FigureParts, Style, World};
use periplus::export::{self, FigureFormat, Page};
use periplus::formats;
use periplus::geography::SeaNetwork;
use periplus::i18n::Messages;
use periplus::scene::{FontStore, Size};
use periplus::view::resolve_lanes;
use std::hint::black_box;

/// 3840x2160 pixels at 144 dots per inch.
const SIZE: Size = Size {
    width: 1920.0,
    height: 1080.0,
};
const DPI: f64 = 144.0;

fn figures(c: &mut Criterion) {
    let (Ok(opened), Ok(network)) = (formats::open(&formats::bundled()), SeaNetwork::embedded()) else {
        return;
    };
    let view = &opened.opening_view;
    let Some(Ok(style)) = Style::embedded(&view.style) else {
        return;
    };
    let lanes = resolve_lanes(&opened.dataset, &network, &view.closed_passages);
    let (basemap, fonts) = (Basemap::embedded(), FontStore::embedded());
    let world = World {
        dataset: &opened.dataset,
        lanes: &lanes,
        basemap: &basemap,
        fonts: &fonts,
    };
    let words = Messages::english().picture_words();
    let mut group = c.benchmark_group("figure, 3840x2160");
    group.sample_size(10);
    group.bench_function("composition", |b| {
        let parts = FigureParts::default();
        b.iter(|| black_box(compose::figure(&world, view, &style, &words, SIZE, parts)));
    });
    for format in FigureFormat::ALL {
        let page = Page {
            size: SIZE,
            dpi: DPI,
            format,
        };
        group.bench_function(format.extension(), |b| {
            b.iter(|| black_box(export::figure(&world, view, &words, page)).map(|file| file.len()));
        });
    }
    group.finish();
}

criterion_group!(benches, figures);
criterion_main!(benches);
