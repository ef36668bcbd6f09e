//! How long a figure of the bundled data's opening view takes, in each format, everything already opened;
//! and the composition of its page alone. `benches/whole-process` takes the time of the command.

use criterion::{Criterion, criterion_group, criterion_main};
use periplus::basemap::Basemap;
use periplus::compose::{self, FigureParts, Styles, World};
use periplus::export::{self, FigureFormat, Page};
use periplus::formats;
use periplus::geography::SeaNetwork;
use periplus::i18n::Messages;
use periplus::scene::FontStore;
use periplus::view::resolve_lanes;
use std::hint::black_box;

fn figures(c: &mut Criterion) {
    let (Ok(opened), Ok(network)) = (formats::open(&formats::bundled()), SeaNetwork::embedded()) else {
        return;
    };
    let view = &opened.opening_view;
    let Some(style) = Styles::embedded()
        .ok()
        .and_then(|styles| styles.named(&view.style).cloned())
    else {
        return;
    };
    let lanes = resolve_lanes(&opened.dataset, &network, &view.closed_passages);
    let (basemap, fonts) = (Basemap::embedded(), FontStore::embedded());
    let world = World {
        dataset: &opened.dataset,
        lanes: &lanes,
        measured: None,
        basemap: &basemap,
        fonts: &fonts,
    };
    let words = Messages::english().picture_words();
    let title = world.dataset.title();
    let mut group = c.benchmark_group("figure, 3840x2160");
    group.sample_size(10);
    let page = Page::screen(3840.0, 2160.0, 96.0);
    let size = page.composed();
    group.bench_function("composition", |b| {
        let parts = FigureParts::default();
        b.iter(|| black_box(compose::figure(&world, view, &style, &words, size, parts, title)));
    });
    for format in FigureFormat::ALL {
        group.bench_function(format.extension(), |b| {
            b.iter(|| {
                black_box(export::figure(&world, view, &style, &words, page, format, title))
                    .map(|file| file.len())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, figures);
criterion_main!(benches);
