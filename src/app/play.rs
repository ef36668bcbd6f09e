//! How time runs by itself: evenly or from event to event, at a speed from hours to millennia a second. Pure
//! moves; `apply` puts them into the view.

use crate::chronology::Day;
use crate::model::{Dataset, EventIx};
use crate::view::Kept;

/// Days in a Gregorian year and in a month.
const YEAR: f64 = 365.2425;
const MONTH: f64 = YEAR / 12.0;

/// How fast time runs, in days of history for a second of the clock.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Speed(f64);

/// A unit that a speed is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeedUnit {
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Months of 30.436875 days.
    Months,
    /// Years of 365.2425 days.
    Years,
}

impl SpeedUnit {
    const ALL: [Self; 4] = [Self::Hours, Self::Days, Self::Months, Self::Years];

    fn days(self) -> f64 {
        match self {
            Self::Hours => 1.0 / 24.0,
            Self::Days => 1.0,
            Self::Months => MONTH,
            Self::Years => YEAR,
        }
    }

    /// The key of its words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Hours => "speed-hours",
            Self::Days => "speed-days",
            Self::Months => "speed-months",
            Self::Years => "speed-years",
        }
    }
}

impl Speed {
    /// An hour in a second.
    pub const SLOWEST: Self = Self(1.0 / 24.0);
    /// Ten thousand years in a second: eight orders of magnitude above the slowest.
    pub const FASTEST: Self = Self(10_000.0 * YEAR);

    /// A speed of so many days a second, kept between the slowest and the fastest; a year a second for what is
    /// no number.
    pub fn days_per_second(days: f64) -> Self {
        if days.is_nan() {
            return Self(YEAR);
        }
        Self(days.clamp(Self::SLOWEST.0, Self::FASTEST.0))
    }

    /// Days of history in a second of the clock.
    pub fn days(self) -> f64 {
        self.0
    }

    /// A round speed that is through a number of days within a minute, not much faster.
    pub fn for_days(days: f64) -> Self {
        let wanted = days / 60.0;
        let counts = |unit: SpeedUnit| match unit {
            SpeedUnit::Hours => &[1.0, 2.0, 3.0, 6.0, 12.0][..],
            SpeedUnit::Days => &[1.0, 2.0, 5.0, 10.0],
            SpeedUnit::Months => &[1.0, 2.0, 3.0, 6.0],
            SpeedUnit::Years => &[
                1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 10_000.0,
            ],
        };
        let of_unit = |unit: SpeedUnit| counts(unit).iter().map(move |count| count * unit.days());
        let round = SpeedUnit::ALL.into_iter().flat_map(of_unit);
        let least = round
            .filter(|speed| *speed >= wanted)
            .fold(f64::INFINITY, f64::min);
        Self::days_per_second(least)
    }

    /// The number and the unit that it is best written in: 3 months, not 0.25 years.
    pub fn in_units(self) -> (f64, SpeedUnit) {
        let units = SpeedUnit::ALL.into_iter().rev();
        let fits = |unit: &SpeedUnit| self.0 / unit.days() >= 0.999_999;
        let unit = units.into_iter().find(fits).unwrap_or(SpeedUnit::Hours);
        (self.0 / unit.days(), unit)
    }

    /// So many times as fast.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self::days_per_second(self.0 * factor)
    }

    /// Where the speed stands between the slowest (0) and the fastest (1), by its logarithm: for a slider.
    pub fn part(self) -> f64 {
        (self.0 / Self::SLOWEST.0).ln() / (Self::FASTEST.0 / Self::SLOWEST.0).ln()
    }

    /// The speed at a place of the slider, undone by [`Self::part`].
    pub fn from_part(part: f64) -> Self {
        let range = (Self::FASTEST.0 / Self::SLOWEST.0).ln();
        Self::days_per_second(Self::SLOWEST.0 * (part.clamp(0.0, 1.0) * range).exp())
    }

    /// Reads a speed as people type it: `3 months`, `1 y/s`, `0.5 d`, `12 h`; a bare number counts years.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("/s").trim().to_lowercase();
        let end = text
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .unwrap_or(text.len());
        let number: f64 = match &text[..end] {
            "" => 1.0,
            digits => digits.replace(',', ".").parse().ok()?,
        };
        let unit = match text[end..].trim() {
            "h" | "hour" | "hours" => SpeedUnit::Hours,
            "d" | "day" | "days" => SpeedUnit::Days,
            "m" | "mo" | "month" | "months" => SpeedUnit::Months,
            "" | "y" | "a" | "year" | "years" => SpeedUnit::Years,
            _ => return None,
        };
        (number > 0.0).then(|| Self::days_per_second(number * unit.days()))
    }
}

impl Default for Speed {
    fn default() -> Self {
        Self(YEAR)
    }
}

/// How play goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PlayStyle {
    /// How fast time runs.
    pub(crate) speed: Speed,
    /// Whether it starts again at the end.
    pub(crate) loops: bool,
    /// Whether it goes from event to event.
    pub(crate) by_event: bool,
    /// Whether it slows down at events.
    pub(crate) eases: bool,
    /// How long each event is looked at, in seconds, where play goes by event.
    pub(crate) event_seconds: f64,
}

/// The shortest and the longest that an event is looked at, in seconds.
pub(crate) const EVENT_SECONDS: std::ops::RangeInclusive<f64> = 0.25..=60.0;

impl Default for PlayStyle {
    fn default() -> Self {
        Self {
            speed: Speed::default(),
            loops: false,
            by_event: false,
            eases: true,
            event_seconds: 3.0,
        }
    }
}

/// A run of play.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Playing {
    /// The part of a day that has run and is not shown yet.
    pub(crate) carry: f64,
    /// Seconds since the event that is looked at came.
    pub(crate) waited: f64,
    /// The day up to which events were looked at.
    pub(crate) looked: Day,
    /// Where the run left the cursor: elsewhere, a hand has put it.
    pub(crate) cursor: Day,
}

impl Playing {
    /// A run from the cursor on, with a first look at once. Events up to a day were looked at before.
    pub(crate) fn from(cursor: Day, looked: Day) -> Self {
        Self {
            carry: 0.0,
            waited: LEAST_LOOK,
            looked,
            cursor,
        }
    }

    /// A run that has just come to an event on a day.
    pub(crate) fn at_event(day: Day) -> Self {
        Self {
            waited: 0.0,
            ..Self::from(day, day)
        }
    }
}

/// Seconds for which an event that time runs past is read at least before the next takes its place.
pub(crate) const LEAST_LOOK: f64 = 0.6;

/// Of the events that the filter keeps and that begin after one day and up to another, the weightiest; of equals
/// the last.
pub(crate) fn reached(dataset: &Dataset, kept: &Kept, after: Day, until: Day) -> Option<EventIx> {
    let columns = dataset.columns();
    let at = |day: Day| columns.spans().partition_point(|span| span.first() <= day);
    let events = (at(after)..at(until)).filter_map(|position| dataset.event_at(position));
    let begun = events.filter(|ix| kept.event(*ix));
    begun.max_by_key(|ix| (columns.weights()[ix.index()], *ix))
}

/// The part of full speed at an event, and for how many seconds of full speed around it play slows down.
const SLOWEST_AT_EVENT: f64 = 0.2;
const EASE_SECONDS: f64 = 0.35;

/// The part of full speed at which play goes so many days from the nearest event, smoothly from
/// [`SLOWEST_AT_EVENT`] at an event to 1.
pub(crate) fn eased(days_to_event: f64, speed: Speed) -> f64 {
    let far = (days_to_event.abs() / (speed.days() * EASE_SECONDS)).min(1.0);
    let smooth = far * far * (3.0 - 2.0 * far);
    SLOWEST_AT_EVENT + (1.0 - SLOWEST_AT_EVENT) * smooth
}

/// How far the beginning of the nearest event that the filter keeps is from a day, in days; infinite without any.
pub(crate) fn days_to_nearest(dataset: &Dataset, kept: &Kept, day: Day) -> f64 {
    let spans = dataset.columns().spans();
    let after = spans.partition_point(|span| span.first() < day);
    let distance = |at: usize| {
        let first = spans[at].first();
        let is_kept = !first.is_limit() && dataset.event_at(at).is_some_and(|ix| kept.event(ix));
        is_kept.then(|| (first.days_since(day) as f64).abs())
    };
    let before = (0..after).rev().find_map(distance);
    let next = (after..spans.len()).find_map(distance);
    [before, next].into_iter().flatten().fold(f64::INFINITY, f64::min)
}

/// The event that the filter keeps next to one, or where none is given next to a day; forwards or backwards. Forwards,
/// an event that begins on that day is the next one.
pub(crate) fn next_event(
    dataset: &Dataset,
    kept: &Kept,
    from: Option<EventIx>,
    cursor: Day,
    forward: bool,
) -> Option<EventIx> {
    let is_kept = |ix: &EventIx| kept.event(*ix);
    let first = |ix: &EventIx| dataset.columns().spans()[ix.index()].first();
    match (from, forward) {
        (Some(now), true) => dataset.events().skip(now.index() + 1).find(is_kept),
        (Some(now), false) => dataset.events().take(now.index()).rev().find(is_kept),
        (None, true) => dataset.events().filter(is_kept).find(|ix| first(ix) >= cursor),
        (None, false) => dataset
            .events()
            .rev()
            .filter(is_kept)
            .find(|ix| first(ix) < cursor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use crate::view::Filter;
    use proptest::prelude::*;

    #[test]
    fn a_speed_is_written_in_its_own_unit_and_read_as_people_type_it() {
        for (text, days, count, unit) in [
            ("3 months/s", MONTH * 3.0, 3.0, SpeedUnit::Months),
            ("1", YEAR, 1.0, SpeedUnit::Years),
            ("12h", 0.5, 12.0, SpeedUnit::Hours),
            ("0,5 d", 0.5, 12.0, SpeedUnit::Hours),
            ("250 Years", YEAR * 250.0, 250.0, SpeedUnit::Years),
        ] {
            let speed = Speed::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert!((speed.days() / days - 1.0).abs() < 1e-9, "{text}");
            let (number, written) = speed.in_units();
            assert!((number - count).abs() < 1e-6 && written == unit, "{text}");
        }
        for text in ["fast", "-3 y", "0", "1.2.3 d", "5 parsecs"] {
            assert_eq!(Speed::parse(text), None, "{text}");
        }
    }

    #[test]
    fn speeds_span_more_than_five_orders_of_magnitude() {
        assert!(Speed::FASTEST.days() / Speed::SLOWEST.days() > 1e5);
        assert_eq!(Speed::parse("99999999 years"), Some(Speed::FASTEST));
    }

    #[test]
    fn the_first_speed_is_through_the_data_within_a_minute_and_takes_more_than_a_few_seconds() {
        for days in [30.0, 400.0, 16_000.0, 500_000.0, 5e6] {
            let seconds = days / Speed::for_days(days).days();
            assert!((3.0..=60.0).contains(&seconds), "{days}: {seconds}");
        }
    }

    #[test]
    fn play_is_slow_at_an_event_and_at_full_speed_away_from_all() {
        let speed = Speed::default();
        assert!((eased(0.0, speed) - SLOWEST_AT_EVENT).abs() < 1e-9);
        assert!((eased(1e9, speed) - 1.0).abs() < 1e-9);
        assert!((eased(f64::INFINITY, speed) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_the_filter_leaves_out_is_no_event_to_play() {
        let set = sample::dataset();
        let kept = |filter: &Filter| Kept::new(&set, filter);
        let all = kept(&Filter::default());
        let next = |kept: &Kept, from: Option<&str>, forward| {
            let from = from.map(|id| set.event_by_id(id).unwrap());
            let found = next_event(&set, kept, from, "1970-01-01".parse().unwrap(), forward);
            found.map(|ix| set.event(ix).id.clone())
        };
        assert_eq!(next(&all, None, true).as_deref(), Some("war"));
        assert_eq!(next(&all, Some("war"), true).as_deref(), Some("reading"));
        let records = kept(&Filter {
            hide_assessment: true,
            ..Filter::default()
        });
        assert_eq!(next(&records, Some("war"), true).as_deref(), Some("voyage"));
        assert_eq!(next(&records, Some("voyage"), false).as_deref(), Some("war"));
        assert_eq!(next(&all, Some("call"), true), None);
        let by_day = |day: &str, forward| {
            let found = next_event(&set, &all, None, day.parse().unwrap(), forward);
            found.map(|ix| set.event(ix).id.clone())
        };
        assert_eq!(by_day("2016-04-12", true).as_deref(), Some("call"), "on that day");
        assert_ne!(by_day("2016-04-12", false).as_deref(), Some("call"));
        let day = |text: &str| text.parse().unwrap();
        let passed = |from, to| reached(&set, &all, day(from), day(to)).map(|ix| set.event(ix).id.clone());
        assert_eq!(passed("2016-04-11", "2016-04-12").as_deref(), Some("call"));
        assert_eq!(passed("2016-04-12", "2016-05-12"), None);
        let near = days_to_nearest(&set, &all, "2016-04-02".parse().unwrap());
        assert!((near - 10.0).abs() < 1e-9, "{near}");
    }

    proptest! {
        #[test]
        fn a_place_on_the_slider_and_its_speed_are_inverse(part in 0.0..=1.0f64) {
            prop_assert!((Speed::from_part(part).part() - part).abs() < 1e-9);
        }

        #[test]
        fn easing_never_stops_or_speeds_up(days in -1e7..1e7f64, part in 0.0..=1.0f64) {
            let factor = eased(days, Speed::from_part(part));
            prop_assert!((SLOWEST_AT_EVENT..=1.0).contains(&factor));
        }
    }
}
