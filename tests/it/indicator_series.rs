//! Random series: values beside marks keep off each other and off the edge, a gap is never bridged, nothing is read
//! between figures.

use periplus::compose::{self, PlottedSeries, Reading};
use periplus::model::{Dataset, DatasetBuilder, Localized, MarkerShape, Rgb, Series, SeriesPoint, Theme};
use periplus::view::ViewSpec;
use proptest::prelude::*;

use crate::indicators::prepared;

/// A figure: its first day, how many more days it holds for, and the value or a gap.
type Row = (i64, i64, Option<f64>);

/// A data set with one series for each list of figures: first day, days, and the value or a gap.
fn dataset(all: &[(&str, Vec<Row>)]) -> Dataset {
    let mut builder = DatasetBuilder::new("Random");
    builder
        .add_theme(Theme {
            id: "t".into(),
            title: Localized::new("T"),
            color: Rgb(0, 114, 178),
            shape: MarkerShape::Circle,
        })
        .unwrap();
    for (index, (unit, rows)) in all.iter().enumerate() {
        let mut rows = rows.clone();
        rows.sort_by_key(|(first, ..)| *first);
        let day = |days: i64| {
            let (year, month, day) = periplus::chronology::Day(days).ymd();
            format!("{year:04}-{month:02}-{day:02}")
        };
        let point = |(first, days, value): &Row| SeriesPoint {
            when: format!("{}/{}", day(*first), day(first + days)).parse().unwrap(),
            value: *value,
            sources: Vec::new(),
            note: String::new(),
            differs: Vec::new(),
        };
        builder
            .add_series(Series {
                id: format!("s{index}"),
                title: Localized::new(format!("Series {index}")),
                unit: (*unit).to_owned(),
                about: Vec::new(),
                points: rows.iter().map(point).collect(),
            })
            .unwrap();
    }
    builder.build()
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let value = prop::option::weighted(0.8, (1..200u32).prop_map(f64::from));
    prop::collection::vec((0..9000i64, 0..800i64, value), 1..14)
}

fn some_series() -> impl Strategy<Value = Vec<(&'static str, Vec<Row>)>> {
    let unit = prop::sample::select(vec!["%", "rank", "million people"]);
    prop::collection::vec((unit, rows()), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn values_beside_marks_keep_off_each_other_and_off_the_edge(
        all in some_series(), width in 60.0..1200.0f64, height in 30.0..220.0f64, from in 0..6000i64, days in 30..9000i64,
    ) {
        let data = dataset(&all);
        let mut view = ViewSpec::for_dataset(&data);
        view.indicators = (0..all.len()).map(|i| format!("s{i}")).collect();
        let first = periplus::chronology::Day(from);
        view.time.shown = periplus::chronology::DaySpan::between(first, first.plus_days(days));
        for plot in &prepared(&data, &view).plots {
            let size = [width, height];
            let notes = plot.notes(size, |text| [text.chars().count() as f64 * 6.0, 11.0]);
            let dots = plot.members.iter().flat_map(PlottedSeries::figures).map(|f| plot.position([f.middle(), f.value], size));
            let dots: Vec<[f64; 2]> = dots.collect();
            for (i, note) in notes.iter().enumerate() {
                let r = note.rect;
                prop_assert!(r.left >= 0.0 && r.top >= 0.0 && r.right <= width && r.bottom <= height, "{note:?}");
                prop_assert!(notes[i + 1..].iter().all(|other| !other.rect.overlaps(&r)));
                prop_assert!(dots.iter().all(|dot| !r.contains(*dot)));
            }
        }
    }

    #[test]
    fn a_gap_is_never_bridged_and_nothing_is_read_between_figures(all in some_series(), cursor in -100..10_000i64) {
        let data = dataset(&all);
        let mut view = ViewSpec::for_dataset(&data);
        view.indicators = (0..all.len()).map(|i| format!("s{i}")).collect();
        view.time.cursor = periplus::chronology::Day(cursor);
        for member in prepared(&data, &view).plots.iter().flat_map(|plot| &plot.members) {
            let series = data.series(member.series);
            let figures = series.points.iter().filter(|p| p.value.is_some());
            prop_assert_eq!(member.figures().count(), figures.clone().count());
            for run in &member.runs {
                prop_assert!(run.windows(2).all(|pair| pair[1].point == pair[0].point + 1), "a stated gap is bridged");
            }
            let told = |point: &SeriesPoint| compose::value_in_words(point.value.unwrap(), &series.unit);
            let holding = figures.clone().filter(|p| p.when.span().contains(view.time.cursor));
            let before = figures.filter(|p| p.when.span().last() < view.time.cursor);
            match &member.reading {
                Reading::Holds(it) => prop_assert!(holding.map(told).any(|value| value == it.value)),
                Reading::Before(it) => {
                    prop_assert_eq!(holding.count(), 0);
                    let last = before.clone().map(|p| p.when.span().last()).max().unwrap();
                    let mut last = before.filter(|p| p.when.span().last() == last);
                    prop_assert!(last.any(|p| told(p) == it.value));
                }
                Reading::NotYet => prop_assert_eq!(holding.count() + before.count(), 0),
            }
        }
    }
}
