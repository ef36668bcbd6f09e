//! The figures of an indicator series: stretches of time with a value, runs without gaps, and the figure that
//! holds at a day.

use crate::chronology::{DateWords, Day, DaySpan, Length, in_words_with};
use crate::compose::numbers::value_in_words;
use crate::model::{Series, SeriesPoint};

/// A figure and the time that it holds for, in days since 1970-01-01: its first and its last day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The start of its first day.
    pub from: f64,
    /// The start of its last day.
    pub to: f64,
    /// What it says.
    pub value: f64,
    /// Whether the figure has an end that is not known: `to` is then where the data end.
    pub open: bool,
    /// Which point of the series it is.
    pub point: usize,
}

impl Figure {
    /// Where its dot stands: in the middle of its time, or at the end that is known.
    pub fn middle(&self) -> f64 {
        if self.open {
            self.from
        } else {
            (self.from + self.to + 1.0) / 2.0
        }
    }

    /// The time that it holds for, both days whole.
    pub fn stretch(&self) -> [f64; 2] {
        [self.from, self.to + 1.0]
    }

    /// Whether any of its time lies in a stretch of days.
    pub(super) fn meets(&self, [from, to]: [f64; 2]) -> bool {
        let [own_from, own_to] = self.stretch();
        own_to > from && own_from < to
    }
}

/// A series pauses where a step from figure to figure is more than so many of its usual ones.
const PAUSE: f64 = 2.0;

/// The figures of a series in runs. A gap ends a run: one that the data set states, or a time without figures
/// that is far longer than the steps of the series. A figure that holds to an open end reaches to the end of
/// `data`, all of the data's time.
pub(super) fn runs(series: &Series, data: DaySpan) -> Vec<Vec<Figure>> {
    let mut stated = vec![Vec::new()];
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
                if let Some(run) = stated.last_mut() {
                    run.push(Figure {
                        from: from.0 as f64,
                        to: to.0 as f64,
                        value,
                        open: span.last().is_limit(),
                        point: index,
                    });
                }
            }
            _ => stated.push(Vec::new()),
        }
    }
    let usual = usual_step(&stated);
    let pauses = |a: &Figure, b: &Figure| {
        let empty = b.from - a.stretch()[1];
        let longer = (a.to - a.from).max(b.to - b.from) + 1.0;
        empty > longer && b.from - a.from > PAUSE * usual
    };
    let split = stated.iter().flat_map(|run| run.chunk_by(|a, b| !pauses(a, b)));
    split.map(<[Figure]>::to_vec).collect()
}

/// The median of the steps from one figure's first day to the next one's.
fn usual_step(runs: &[Vec<Figure>]) -> f64 {
    let steps = runs
        .iter()
        .flat_map(|run| run.windows(2).map(|pair| pair[1].from - pair[0].from));
    let mut steps: Vec<f64> = steps.collect();
    steps.sort_by(f64::total_cmp);
    steps
        .get(steps.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0.0)
}

/// A figure in words, with the time that it holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The value, without its unit.
    pub value: String,
    /// Its time.
    pub when: String,
}

/// What a series says at the cursor: a figure that holds then, else the last one before with its own time. Never
/// one between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A figure holds.
    Holds(Told),
    /// None holds; this one was the last.
    Before(Told),
    /// There is none yet.
    NotYet,
}

impl Reading {
    pub(super) fn of(series: &Series, day: Day, words: &dyn DateWords) -> Self {
        let told = |point: &SeriesPoint| Told {
            value: point
                .value
                .map(|v| value_in_words(v, &series.unit))
                .unwrap_or_default(),
            when: in_words_with(&point.when, words, Length::Short),
        };
        match (figure_at(series, day), figure_before(series, day)) {
            (Some(point), _) => Self::Holds(told(point)),
            (None, Some(point)) => Self::Before(told(point)),
            (None, None) => Self::NotYet,
        }
    }

    /// In the words of a language: `before` has marks for `[when]` and `[value]`.
    pub fn in_words(&self, before: &str, not_yet: &str) -> String {
        match self {
            Self::Holds(told) => format!("{} ({})", told.value, told.when),
            Self::Before(told) => before
                .replace("[when]", &told.when)
                .replace("[value]", &told.value),
            Self::NotYet => not_yet.to_owned(),
        }
    }

    /// Whether a figure holds.
    pub fn holds(&self) -> bool {
        matches!(self, Self::Holds(_))
    }
}

/// The point of a series whose time holds a day: of several, the one with the shortest time. Nothing is
/// read between points.
fn figure_at(series: &Series, day: Day) -> Option<&SeriesPoint> {
    series
        .points
        .iter()
        .filter(|p| has_figure(p) && p.when.span().contains(day))
        .min_by_key(|p| p.when.span().duration_days())
}

/// The last point of a series whose time is over before a day.
fn figure_before(series: &Series, day: Day) -> Option<&SeriesPoint> {
    series
        .points
        .iter()
        .filter(|p| has_figure(p) && p.when.span().last() < day)
        .max_by_key(|p| p.when.span().last())
}

fn has_figure(point: &SeriesPoint) -> bool {
    point.value.is_some_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Localized;

    fn series(points: &[(&str, Option<f64>)]) -> Series {
        let point = |(when, value): &(&str, Option<f64>)| SeriesPoint {
            when: when.parse().unwrap(),
            value: *value,
            sources: Vec::new(),
            note: String::new(),
            differs: Vec::new(),
        };
        Series {
            id: "s".into(),
            title: Localized::new("S"),
            unit: "t".into(),
            about: Vec::new(),
            points: points.iter().map(point).collect(),
        }
    }

    fn lengths(series: &Series) -> Vec<usize> {
        let runs = runs(series, DaySpan::of_years(2000, 2060));
        runs.iter().map(Vec::len).collect()
    }

    #[test]
    fn a_stated_gap_stays_a_gap() {
        let s = series(&[
            ("2010", Some(1.0)),
            ("2011", None),
            ("2012", Some(3.0)),
            ("2013", Some(4.0)),
        ]);
        assert_eq!(lengths(&s), [1, 2]);
        assert_eq!(runs(&s, DaySpan::of_years(2000, 2060))[1][0].point, 2);
    }

    #[test]
    fn years_without_figures_in_a_yearly_series_are_a_gap_and_a_census_has_none() {
        let some =
            |years: &[&'static str]| series(&years.iter().map(|y| (*y, Some(1.0))).collect::<Vec<_>>());
        assert_eq!(lengths(&some(&["2001", "2002", "2003", "2009", "2010"])), [3, 2]);
        assert_eq!(lengths(&some(&["2001", "2002", "2004"])), [3]);
        assert_eq!(lengths(&some(&["1990", "2000", "2010", "2020"])), [4]);
        assert_eq!(lengths(&some(&["1980/1999", "2000", "2001", "2002"])), [4]);
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
}
