//! What the timeline costs with 100 000 events: a frame while it is panned or zoomed (composition; 4 ms to reach), a
//! move of the window of time (2 ms), the counts of the filter (10 ms).

#[path = "shared/history.rs"]
mod history;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use history::history;
use periplus::basemap::Basemap;
use periplus::chronology::{Day, DaySpan, Moment};
use periplus::compose::{
    Style, Styles, TimelineContext, TimelineForm, TimelineRows, Words, World, draw_timeline, place_timeline,
    timeline,
};
use periplus::model::Dataset;
use periplus::scene::{FontStore, Size};
use periplus::view::{Filter, Highlights, Kept, Lanes, RowsBy, ShownTime, ViewSpec};
use std::hint::black_box;

struct Parts {
    set: Dataset,
    basemap: Basemap,
    fonts: FontStore,
    style: Style,
    words: Words,
}

impl Parts {
    fn world<'a>(&'a self, lanes: &'a Lanes) -> World<'a> {
        World {
            dataset: &self.set,
            lanes,
            measured: None,
            basemap: &self.basemap,
            fonts: &self.fonts,
        }
    }
}

fn parts() -> Parts {
    Parts {
        set: history(),
        basemap: Basemap::embedded(),
        fonts: FontStore::embedded(),
        style: Style::clone(
            Styles::embedded()
                .expect("styles can be read")
                .named("light")
                .expect("the style"),
        ),
        words: periplus::i18n::Messages::english().picture_words(),
    }
}

const SIZE: Size = Size {
    width: 1880.0,
    height: 300.0,
};

fn frames(c: &mut Criterion) {
    let parts = parts();
    let lanes = Lanes::unresolved(&parts.set);
    let world = parts.world(&lanes);
    let whole = ViewSpec::for_dataset(&parts.set);
    let mut century = whole.clone();
    century.time = century.time.showing(DaySpan::of_years(1900, 1999));
    let mut year = whole.clone();
    year.time = year.time.showing(DaySpan::of_years(1950, 1950));
    let mut by_actor = century.clone();
    by_actor.timeline.rows = RowsBy::Actor;
    for (name, view) in [
        ("all of 2000 years", whole),
        ("a century", century),
        ("a year", year),
        ("a century by actor", by_actor),
    ] {
        let kept = Kept::new(&parts.set, &view.filter);
        let highlights = Highlights::of_kept(&parts.set, &view, &kept);
        let rows = TimelineRows::new(&parts.set, &view, &kept);
        let mut step = 0;
        // As while panning and zooming: every frame another time, not one that was seen before.
        let mut next = || {
            step += 1;
            let ShownTime { start, days } = view.time.shown_time();
            let aside = days * 0.001 * f64::from(step % 200);
            let zoomed = days * (1.0 - 0.0005 * f64::from(step % 100));
            let mut view = view.clone();
            view.time = view.time.showing(ShownTime {
                start: Moment::plus(start, aside),
                days: zoomed,
            });
            view
        };
        c.bench_function(&format!("timeline/{name}"), |b| {
            b.iter_batched(
                &mut next,
                |view| {
                    let context = context(&parts, &world, &rows, &view, &highlights);
                    timeline(black_box(&context), SIZE, TimelineForm::Window)
                },
                BatchSize::SmallInput,
            );
        });
        c.bench_function(&format!("timeline/rows, {name}"), |b| {
            b.iter(|| TimelineRows::new(&parts.set, black_box(&view), &kept));
        });
    }
}

fn context<'a>(
    parts: &'a Parts,
    world: &'a World<'a>,
    rows: &'a TimelineRows,
    view: &'a ViewSpec,
    highlights: &'a Highlights,
) -> TimelineContext<'a> {
    TimelineContext {
        world,
        view,
        style: &parts.style,
        words: &parts.words,
        highlights,
        rows,
    }
}

/// A move of the window: the light of everything, and the timeline drawn anew with the places that it has.
fn window(c: &mut Criterion) {
    let parts = parts();
    let lanes = Lanes::unresolved(&parts.set);
    let world = parts.world(&lanes);
    let mut view = ViewSpec::for_dataset(&parts.set);
    view.time = view.time.showing(DaySpan::of_years(1850, 1949));
    let kept = Kept::new(&parts.set, &view.filter);
    let rows = TimelineRows::new(&parts.set, &view, &kept);
    let form = TimelineForm::Window;
    let places = place_timeline(
        &context(
            &parts,
            &world,
            &rows,
            &view,
            &Highlights::of_kept(&parts.set, &view, &kept),
        ),
        SIZE,
        form,
    );
    let mut step = 0;
    for (name, days) in [("ten years", 3_652), ("a century", 36_524)] {
        c.bench_function(&format!("window/moved by a day, {name}"), |b| {
            b.iter(|| {
                step += 1;
                let first = Day::first_of_year(1850).plus_days(step % 20_000);
                let mut moved = view.clone();
                moved.time.window = DaySpan::between(first, first.plus_days(days));
                let highlights = Highlights::of_kept(&parts.set, &moved, &kept);
                draw_timeline(
                    black_box(&context(&parts, &world, &rows, &moved, &highlights)),
                    &places,
                    SIZE,
                    form,
                )
            });
        });
    }
}

fn filters(c: &mut Criterion) {
    let set = history();
    let filter = Filter {
        actors: ["actor-7".to_owned(), "actor-9".to_owned()].into(),
        time: Some(DaySpan::of_years(1800, 1950)),
        ..Filter::default()
    };
    let kept = Kept::new(&set, &filter);
    c.bench_function("filter/sift", |b| b.iter(|| Kept::new(&set, black_box(&filter))));
    c.bench_function("filter/counts", |b| b.iter(|| black_box(&kept).counts(&set)));
    let open = Kept::new(&set, &Filter::default());
    c.bench_function("filter/counts, nothing left out", |b| {
        b.iter(|| black_box(&open).counts(&set));
    });
    let words = Filter {
        text: "pepper harbour".into(),
        ..Filter::default()
    };
    set.folded_texts();
    c.bench_function("filter/words", |b| b.iter(|| Kept::new(&set, black_box(&words))));
}

criterion_group!(benches, frames, window, filters);
criterion_main!(benches);
