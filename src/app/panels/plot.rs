//! An indicator series made ready for plotting: stretches of time with a value, runs without gaps, and
//! the figure that holds at a day. Pure; the same for every plot.

use crate::chronology::{Day, DaySpan};
use crate::model::{Series, SeriesPoint};

/// A figure and the time that it holds for, in days since 1970-01-01 (ends are the middle of a day).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figure {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) value: f64,
    /// Whether the figure has an end that is not known: `to` is then where the data end.
    pub(crate) open: bool,
    /// Which point of the series it is.
    pub(crate) point: usize,
}

impl Figure {
    /// Where its dot stands: in the middle of its time, or at the end that is known.
    pub(crate) fn middle(&self) -> f64 {
        if self.open {
            self.from
        } else {
            (self.from + self.to) / 2.0
        }
    }
}

/// The figures of a series in runs: a gap that the data set states ends a run. A figure that holds to an
/// open end reaches to the end of `data`, all of the data's time.
pub(crate) fn runs(series: &Series, data: DaySpan) -> Vec<Vec<Figure>> {
    let mut runs = vec![Vec::new()];
    for (index, point) in series.points.iter().enumerate() {
        let span = point.when.span();
        let from = if span.first().is_limit() {
            data.first()
        } else {
            span.first()
        };
        let to = if span.last().is_limit() {
            data.last().max(from)
        } else {
            span.last()
        };
        match point.value {
            Some(value) if value.is_finite() => {
                if let Some(run) = runs.last_mut() {
                    run.push(Figure {
                        from: from.0 as f64,
                        to: to.0 as f64,
                        value,
                        open: span.last().is_limit(),
                        point: index,
                    });
                }
            }
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The point of a series whose time holds a day: of several, the one with the shortest time. Nothing is
/// read between points.
pub(crate) fn figure_at(series: &Series, day: Day) -> Option<&SeriesPoint> {
    series
        .points
        .iter()
        .filter(|p| p.value.is_some() && p.when.span().contains(day))
        .min_by_key(|p| p.when.span().duration_days())
}

/// The last point of a series whose time is over before a day.
pub(crate) fn figure_before(series: &Series, day: Day) -> Option<&SeriesPoint> {
    series
        .points
        .iter()
        .filter(|p| p.value.is_some() && p.when.span().last() < day)
        .max_by_key(|p| p.when.span().last())
}

/// Points that two numbers on an axis stand apart, so that both can be read.
const TICK_ROOM: f64 = 17.0;

/// The values to write at an axis of some height in points: round ones, as many as can be read, but two
/// at least.
pub(crate) fn ticks((low, high): (f64, f64), height: f64) -> Vec<f64> {
    let range = high - low;
    if !(range > 0.0 && range.is_finite()) || height <= 0.0 {
        return Vec::new();
    }
    let wanted = range * TICK_ROOM / height;
    let power = wanted.log10().floor();
    let steps = [5.0, 2.0, 1.0, 0.5, 0.2, 0.1].map(|n| n * 10f64.powf(power));
    let inside = |step: f64| {
        let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
        (first..=last).map(|i| i as f64 * step).collect::<Vec<_>>()
    };
    // Ten times the power is always enough; smaller steps only where larger ones leave a single value.
    let start = steps.iter().rposition(|s| *s >= wanted);
    let all = std::iter::once(10f64.powf(power + 1.0)).chain(steps);
    let from = start.map_or(0, |i| i + 1);
    all.skip(from)
        .map(inside)
        .find(|values| values.len() >= 2)
        .unwrap_or_default()
}

/// The least and the greatest value of figures that meet a span, with some room; with zero where the
/// values come near it.
pub(crate) fn value_range<'a>(runs: impl Iterator<Item = &'a Figure>, shown: DaySpan) -> Option<(f64, f64)> {
    let (from, to) = (shown.first().0 as f64, shown.last().0 as f64);
    let (least, most) = runs
        .filter(|f| f.to >= from && f.from <= to)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), f| {
            (a.min(f.value), b.max(f.value))
        });
    if least > most {
        return None;
    }
    let least = if least > 0.0 && least < most * 0.6 {
        0.0
    } else {
        least
    };
    let most = if most < 0.0 && most > least * 0.6 {
        0.0
    } else {
        most
    };
    // A value that never changes stands in the middle, between round numbers.
    let room = if most > least {
        (most - least) * 0.12
    } else {
        most.abs() * 0.12
    }
    .max(1e-9);
    let floor = if least == 0.0 { 0.0 } else { least - room };
    Some((floor, most + room))
}

/// A figure as people read it: whole thousands set apart, small ones to three figures.
pub(crate) fn value_in_words(value: f64) -> String {
    if value.abs() >= 1000.0 || value.fract() == 0.0 {
        return super::reading::thousands(value);
    }
    let decimals = if value.abs() >= 100.0 {
        1
    } else if value.abs() >= 1.0 {
        2
    } else {
        3
    };
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Localized;

    fn series(points: &[(&str, Option<f64>)]) -> Series {
        Series {
            id: "s".into(),
            title: Localized::new("S"),
            unit: "t".into(),
            about: Vec::new(),
            points: points
                .iter()
                .map(|(when, value)| SeriesPoint {
                    when: when.parse().unwrap(),
                    value: *value,
                    sources: Vec::new(),
                    note: String::new(),
                    differs: Vec::new(),
                })
                .collect(),
        }
    }

    #[test]
    fn a_stated_gap_stays_a_gap() {
        let s = series(&[
            ("2010", Some(1.0)),
            ("2011", None),
            ("2012", Some(3.0)),
            ("2013", Some(4.0)),
        ]);
        let runs = runs(&s, DaySpan::of_years(2000, 2060));
        assert_eq!(runs.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(runs[1][0].point, 2);
    }

    #[test]
    fn a_figure_with_an_open_end_reaches_to_the_end_of_the_data() {
        let runs = runs(&series(&[("2006/..", Some(30.0))]), DaySpan::of_years(1973, 2016));
        let figure = runs[0][0];
        assert_eq!(figure.to, Day::from_ymd(2016, 12, 31).unwrap().0 as f64);
        assert_eq!(figure.middle(), Day::from_ymd(2006, 1, 1).unwrap().0 as f64);
    }

    #[test]
    fn a_figure_is_read_only_within_its_own_time() {
        let s = series(&[("2010", Some(1.0)), ("2010-06", Some(7.0)), ("2012", Some(3.0))]);
        let at = |y, m| figure_at(&s, Day::from_ymd(y, m, 15).unwrap()).and_then(|p| p.value);
        assert_eq!(at(2010, 1), Some(1.0));
        assert_eq!(at(2010, 6), Some(7.0));
        assert_eq!(at(2011, 1), None);
    }

    #[test]
    fn where_no_figure_holds_the_last_one_before_is_told() {
        let s = series(&[
            ("2010", Some(1.0)),
            ("2012", Some(3.0)),
            ("2013", None),
            ("2016", Some(6.0)),
        ]);
        let at = |y| figure_before(&s, Day::from_ymd(y, 6, 15).unwrap()).and_then(|p| p.value);
        assert_eq!([at(2010), at(2011), at(2014)], [None, Some(1.0), Some(3.0)]);
    }

    proptest::proptest! {
        #[test]
        fn an_axis_has_at_least_two_round_numbers_and_no_more_than_can_be_read(
            low in -1e6..1e6f64, range in 1e-3..1e7f64, height in 40.0..400.0f64,
        ) {
            let values = ticks((low, low + range), height);
            proptest::prop_assert!(values.len() >= 2, "{values:?}");
            let step = values[1] - values[0];
            proptest::prop_assert!(values.len() == 2 || step / range * height > TICK_ROOM * 0.35);
            proptest::prop_assert!(values.iter().all(|v| *v >= low - 1e-6 && *v <= low + range + 1e-6));
        }
    }

    #[test]
    fn a_low_axis_has_few_numbers_and_a_high_one_more() {
        assert_eq!(ticks((0.0, 6.7), 56.0), [0.0, 5.0]);
        assert_eq!(ticks((0.0, 6.7), 80.0), [0.0, 2.0, 4.0, 6.0]);
        assert_eq!(ticks((0.0, 3.4), 40.0), [0.0, 2.0]);
    }

    #[test]
    fn the_range_of_values_holds_what_is_shown_and_zero_where_it_is_near() {
        let s = series(&[("2010", Some(2.0)), ("2011", Some(10.0)), ("2050", Some(900.0))]);
        let runs = runs(&s, DaySpan::of_years(2000, 2060));
        let (low, high) = value_range(runs.iter().flatten(), DaySpan::of_years(2009, 2012)).unwrap();
        assert!(low == 0.0 && high > 10.0 && high < 20.0);
        assert!(value_range(runs.iter().flatten(), DaySpan::of_years(1900, 1901)).is_none());
    }

    #[test]
    fn figures_are_written_for_people() {
        for (value, text) in [
            (28.4, "28.4"),
            (6690.0, "6,690"),
            (0.125, "0.125"),
            (-2.5, "−2.5"),
            (300.0, "300"),
        ] {
            assert_eq!(value_in_words(value), text);
        }
    }
}
