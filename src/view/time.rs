//! The time in view: what the timeline shows, which events are lit, and the moment that is read.

use serde::{Deserialize, Deserializer, Serialize};

use crate::chronology::{Day, DaySpan, Edtf, Moment, TimeAxis};

/// The time in view.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeView {
    /// The days that the timeline shows from its left to its right edge, at least in part; bounded at both ends.
    pub shown: DaySpan,
    /// How much of the first and of the last of these days lies beyond the edges, each from 0 up to 1.
    #[serde(default)]
    pub shown_trim: [f64; 2],
    /// Events that meet this span are lit; both days belong to it.
    pub window: DaySpan,
    /// The moment that the indicators are read at.
    #[serde(deserialize_with = "day_of_date")]
    pub cursor: Day,
    /// How the window goes with the cursor.
    #[serde(default)]
    pub mode: TimeMode,
}

/// A stretch of time to the fraction of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShownTime {
    /// Its beginning.
    pub start: Moment,
    /// Its length in days, above 0.
    pub days: f64,
}

impl From<DaySpan> for ShownTime {
    /// The whole days of a span.
    fn from(span: DaySpan) -> Self {
        Self {
            start: Moment::from(span.first()),
            days: span.duration_days() as f64,
        }
    }
}

impl From<TimeAxis> for ShownTime {
    fn from(axis: TimeAxis) -> Self {
        Self {
            start: axis.start(),
            days: axis.days(),
        }
    }
}

/// The least part of a day that a timeline shows, and so the most that two trims of one day may add up to.
const LEAST_DAY: f64 = 1.0 / 24.0;
/// Parts of a day below this are rounding.
const ROUNDING: f64 = 1e-6;

impl TimeView {
    /// What the timeline shows, exactly.
    pub fn shown_time(&self) -> ShownTime {
        let [before, after] = self.shown_trim;
        ShownTime {
            start: Moment::new(self.shown.first(), before),
            days: self.shown.duration_days() as f64 - before - after,
        }
    }

    /// The time with another stretch shown.
    #[must_use]
    pub fn showing(self, time: impl Into<ShownTime>) -> Self {
        let ShownTime { start, days } = time.into();
        // What is nearly the whole of a day is the whole.
        let start = if start.fraction() > 1.0 - ROUNDING {
            Moment::from(start.day().plus_days(1))
        } else {
            start
        };
        let end = start.plus(days.max(LEAST_DAY));
        let (last, after) = if end.fraction() < ROUNDING {
            (end.day().plus_days(-1), 0.0)
        } else {
            (end.day(), 1.0 - end.fraction())
        };
        let clean = |part: f64| if part < ROUNDING { 0.0 } else { part };
        Self {
            shown: DaySpan::between(start.day(), last.max(start.day())),
            shown_trim: [clean(start.fraction()), clean(after)],
            ..self
        }
    }

    /// What is shown, laid out along some points.
    pub fn axis(&self, width_points: f64) -> TimeAxis {
        let ShownTime { start, days } = self.shown_time();
        TimeAxis::from_start(start, days, width_points)
    }

    /// What a file says, made to fit together: trims within a day, and a window that goes with the cursor as the mode
    /// says.
    pub(super) fn made_sound(self) -> Self {
        let window = match self.mode {
            TimeMode::Window => self.window,
            TimeMode::Moment => DaySpan::of_day(self.cursor),
            TimeMode::Cumulative => DaySpan::between(self.window.first().min(self.cursor), self.cursor),
        };
        let [before, after] = self
            .shown_trim
            .map(|part| if (0.0..1.0).contains(&part) { part } else { 0.0 });
        let is_one = self.shown.duration_days() <= 1;
        let shown_trim = if is_one && before + after > 1.0 - LEAST_DAY {
            [0.0; 2]
        } else {
            [before, after]
        };
        Self {
            window,
            shown_trim,
            ..self
        }
    }
}

/// How the window of time goes with the cursor. The window itself is always a span of days, whatever the mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeMode {
    /// It keeps its length and moves with the cursor.
    #[default]
    Window,
    /// It is the cursor's day.
    Moment,
    /// It grows: its first day stays, its last is the cursor's.
    Cumulative,
}

impl TimeMode {
    /// Every mode, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Moment, Self::Window, Self::Cumulative];

    /// The name in view files and in the words of the interface: `moment`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Moment => "moment",
            Self::Cumulative => "cumulative",
        }
    }
}

/// How the timeline sets events out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct TimelineChoice {
    /// What its rows stand for.
    pub rows: RowsBy,
}

/// What the rows of the timeline stand for. An event with several actors or places stands in the row of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowsBy {
    /// A row for each theme.
    #[default]
    Theme,
    /// A row for each actor.
    Actor,
    /// A row for each place.
    Place,
    /// Records above assessments.
    Basis,
}

impl RowsBy {
    /// Every choice, in the order of menus.
    pub const ALL: [Self; 4] = [Self::Theme, Self::Actor, Self::Place, Self::Basis];

    /// The name in view files and in the words of the interface: `theme`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Basis => "basis",
        }
    }
}

/// A day: `2016-04-12`, or the earliest day of a date as scholars write it, `2016-04`.
fn day_of_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let text = String::deserialize(deserializer)?;
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    let date: Edtf = text.parse().map_err(serde::de::Error::custom)?;
    Ok(date.span().first())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_window_that_a_file_gives_goes_with_the_cursor_as_the_mode_says() {
        let time = |mode| TimeView {
            shown: DaySpan::of_years(2000, 2009),
            shown_trim: [0.25, 7.0],
            window: DaySpan::of_years(2001, 2008),
            cursor: Day::first_of_year(2005),
            mode,
        };
        assert_eq!(
            time(TimeMode::Window).made_sound().window,
            DaySpan::of_years(2001, 2008)
        );
        let day = DaySpan::of_day(Day::first_of_year(2005));
        assert_eq!(time(TimeMode::Moment).made_sound().window, day);
        let grown = time(TimeMode::Cumulative).made_sound();
        assert_eq!(
            (grown.window.first(), grown.window.last()),
            (Day::first_of_year(2001), day.last())
        );
        assert_eq!(grown.shown_trim, [0.25, 0.0]);
    }

    proptest! {
        #[test]
        fn what_is_asked_for_is_shown_to_the_fraction_of_a_day(
            day in -5_000_000_000i64..5_000_000_000, part in 0.0..1.0f64, magnitude in -1.0..9.0f64,
        ) {
            let view = TimeView {
                shown: DaySpan::of_day(Day(0)),
                shown_trim: [0.0; 2],
                window: DaySpan::of_day(Day(0)),
                cursor: Day(0),
                mode: TimeMode::Window,
            };
            let asked = ShownTime { start: Moment::new(Day(day), part), days: 10f64.powf(magnitude) };
            let shown = view.showing(asked);
            let got = shown.shown_time();
            prop_assert!((got.start.days_since(asked.start)).abs() < 1e-5, "{got:?}");
            prop_assert!((got.days - asked.days).abs() < 1e-5 + asked.days * 1e-12, "{got:?}");
            prop_assert!(shown.shown_trim.iter().all(|part| (0.0..1.0).contains(part)));
            prop_assert_eq!(shown.made_sound(), shown);
            prop_assert_eq!(shown.showing(got).shown, shown.shown);
        }
    }
}
