//! What moving the window of time costs with 100 000 events: counting them, listing them, building the
//! index, and the ticks of the axis. The budget is 2 ms for a move of the window.

use criterion::{Criterion, criterion_group, criterion_main};
use periplus::chronology::{Day, DaySpan, Edtf, TimeAxis, TimeIndex, ticks};
use std::hint::black_box;

const EVENTS: usize = 100_000;

/// Events over about 2700 years, most of them short, one in a hundred up to 270 years long. The same
/// sequence on every run (a linear congruential generator; Knuth's MMIX constants).
fn events() -> Vec<DaySpan> {
    let mut state = 1_u64;
    let mut next = move |below: i64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as i64 % below
    };
    let span = |n: usize| {
        let first = next(1_000_000) - 980_000;
        let length = if n.is_multiple_of(100) {
            next(100_000)
        } else {
            next(400)
        };
        DaySpan::between(Day(first), Day(first + length))
    };
    (0..EVENTS).map(span).collect()
}

fn time_filter(c: &mut Criterion) {
    let spans = events();
    let index = TimeIndex::new(&spans);
    let two_years = DaySpan::of_years(1900, 1901);
    let half = DaySpan::between(Day(-980_000), Day(-480_000));

    c.bench_function("index/build", |b| {
        b.iter(|| TimeIndex::new(black_box(&spans)));
    });
    c.bench_function("index/count two years", |b| {
        b.iter(|| index.count_meeting(black_box(two_years)));
    });
    c.bench_function("index/list two years", |b| {
        b.iter(|| index.meeting(black_box(two_years)).sum::<usize>());
    });
    c.bench_function("index/list half of all", |b| {
        b.iter(|| index.meeting(black_box(half)).sum::<usize>());
    });
    c.bench_function("plain scan, two years", |b| {
        b.iter(|| {
            spans
                .iter()
                .filter(|span| span.meets(black_box(two_years)))
                .count()
        });
    });
}

fn axis(c: &mut Criterion) {
    let width = |text: &str| text.chars().count() as f64 * 6.0;
    let axis = TimeAxis::new(DaySpan::of_years(1973, 2016), 1400.0);
    c.bench_function("ticks/44 years", |b| {
        b.iter(|| ticks(black_box(&axis), 60.0, &width));
    });
    let day = TimeAxis::new(DaySpan::of_day(Day(17_000)), 1400.0);
    c.bench_function("ticks/a day", |b| {
        b.iter(|| ticks(black_box(&day), 60.0, &width));
    });
}

fn reading(c: &mut Criterion) {
    for text in ["2016-04-12", "1979~/1992", "156X-12-25", "[1667,1668,1670..1672]"] {
        c.bench_function(&format!("edtf/{text}"), |b| {
            b.iter(|| black_box(text).parse::<Edtf>());
        });
    }
}

criterion_group!(benches, time_filter, axis, reading);
criterion_main!(benches);
