//! A run of days, both ends included. The unit in which windows, filters and dates are compared.

use super::Edtf;
use super::day::{Day, DayTextError};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// From a first to a last day, both included; never empty. [`Day::MIN`] and [`Day::MAX`] as ends mean
/// "no limit". Serialised as an EDTF interval: `1992-01-01/2016-12-31`, without limit `1992-01-01/..`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DaySpan {
    first: Day,
    last: Day,
}

/// Why something is no span of days.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// The last day is before the first.
    #[error("the span ends on {last}, before it starts on {first}; swap the two days")]
    Backwards {
        /// The day given as first.
        first: Day,
        /// The day given as last.
        last: Day,
    },
    /// A text without the one slash between two days.
    #[error("'{0}' is no span; write two days with a slash between: 1992-01-01/2016-12-31")]
    NoSlash(String),
    /// One of the two days cannot be read.
    #[error(transparent)]
    Day(#[from] DayTextError),
}

impl DaySpan {
    /// All of time.
    pub const ALL: Self = Self {
        first: Day::MIN,
        last: Day::MAX,
    };

    /// From `first` to `last`, both included.
    ///
    /// # Errors
    /// When `last` is before `first`.
    pub fn new(first: Day, last: Day) -> Result<Self, SpanError> {
        if last < first {
            return Err(SpanError::Backwards { first, last });
        }
        Ok(Self { first, last })
    }

    /// The span of the two days in either order, both included.
    pub fn between(a: Day, b: Day) -> Self {
        Self {
            first: a.min(b),
            last: a.max(b),
        }
    }

    /// One day.
    pub fn of_day(day: Day) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// Whole years, from 1 January of the one to 31 December of the other, in either order.
    pub fn of_years(a: i64, b: i64) -> Self {
        Self {
            first: Day::first_of_year(a.min(b)),
            last: Day::last_of_year(a.max(b)),
        }
    }

    /// The first day, included; [`Day::MIN`] for no limit.
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day, included; [`Day::MAX`] for no limit.
    pub fn last(self) -> Day {
        self.last
    }

    /// Whether the two share a day.
    pub fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether the day lies within.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether all of `other` lies within.
    pub fn encloses(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }

    /// The days that both share, or `None` when they share none.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last)).ok()
    }

    /// How many days, both ends counted; `i64::MAX` when a side has no limit.
    pub fn duration_days(self) -> i64 {
        if self.first == Day::MIN || self.last == Day::MAX {
            return i64::MAX;
        }
        self.last.days_since(self.first).saturating_add(1)
    }
}

impl fmt::Display for DaySpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == Day::MIN {
            f.write_str("..")?;
        } else {
            write!(f, "{}", self.first)?;
        }
        f.write_str("/")?;
        if self.last == Day::MAX {
            return f.write_str("..");
        }
        write!(f, "{}", self.last)
    }
}

impl FromStr for DaySpan {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        // What people write: `2015/2016`, `2016-04`. The form with two days is read here, so that spans
        // beyond EDTF's years come back as they were written.
        let of_days = text.split_once('/').is_some_and(|(a, b)| {
            [a, b]
                .iter()
                .all(|end| *end == ".." || end.parse::<Day>().is_ok())
        });
        if !of_days && let Ok(date) = text.parse::<Edtf>() {
            return Ok(date.span());
        }
        let (first, last) = text
            .split_once('/')
            .ok_or_else(|| SpanError::NoSlash(text.to_owned()))?;
        let first = if first == ".." { Day::MIN } else { first.parse()? };
        let last = if last == ".." { Day::MAX } else { last.parse()? };
        Self::new(first, last)
    }
}

impl TryFrom<String> for DaySpan {
    type Error = SpanError;

    fn try_from(text: String) -> Result<Self, SpanError> {
        text.parse()
    }
}

impl From<DaySpan> for String {
    fn from(span: DaySpan) -> Self {
        span.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(first: i64, last: i64) -> DaySpan {
        DaySpan::new(Day(first), Day(last)).unwrap()
    }

    #[test]
    fn a_span_is_also_read_from_a_date_as_scholars_write_it() {
        for (text, days) in [
            ("2015/2016", "2015-01-01/2016-12-31"),
            ("2016-04", "2016-04-01/2016-04-30"),
            ("1992/..", "1992-01-01/.."),
        ] {
            assert_eq!(text.parse::<DaySpan>().unwrap().to_string(), days);
        }
    }

    #[test]
    fn both_ends_belong_to_a_span() {
        let span = days(3, 5);
        assert_eq!(span.duration_days(), 3);
        assert!(span.contains(Day(3)) && span.contains(Day(5)) && !span.contains(Day(6)));
        assert!(span.meets(days(5, 9)) && !span.meets(days(6, 9)));
        assert!(span.encloses(days(4, 5)) && !span.encloses(days(4, 6)));
        assert_eq!(span.intersection(days(5, 9)), Some(days(5, 5)));
        assert_eq!(span.intersection(days(6, 9)), None);
        assert_eq!(span.union(days(8, 9)), days(3, 9));
    }

    #[test]
    fn a_span_never_ends_before_it_starts() {
        let error = DaySpan::new(Day(1), Day(0)).unwrap_err();
        assert!(error.to_string().contains("1970-01-01"), "{error}");
        assert!("2016-01-01/2015-01-01".parse::<DaySpan>().is_err());
    }

    #[test]
    fn a_span_without_limits_is_written_with_dots() {
        assert_eq!(DaySpan::ALL.to_string(), "../..");
        assert_eq!(DaySpan::ALL.duration_days(), i64::MAX);
        let json = serde_json::to_string(&DaySpan::of_years(2016, 1992)).unwrap();
        assert_eq!(json, "\"1992-01-01/2016-12-31\"");
    }

    proptest! {
        #[test]
        fn text_and_span_are_inverse(a in any::<i64>(), b in any::<i64>()) {
            let span = DaySpan::between(Day(a), Day(b));
            prop_assert_eq!(span.to_string().parse::<DaySpan>(), Ok(span));
        }

        #[test]
        fn spans_meet_just_when_they_share_days(a in 0..50i64, b in 0..50i64, c in 0..50i64, d in 0..50i64) {
            let (one, two) = (DaySpan::between(Day(a), Day(b)), DaySpan::between(Day(c), Day(d)));
            prop_assert_eq!(one.meets(two), (0..50).any(|n| one.contains(Day(n)) && two.contains(Day(n))));
            prop_assert_eq!(one.meets(two), one.intersection(two).is_some());
            prop_assert!(one.union(two).encloses(one) && one.union(two).encloses(two));
        }
    }
}
