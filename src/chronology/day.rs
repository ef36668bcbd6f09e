//! A day of the proleptic Gregorian calendar as one number, and the calendar arithmetic on it.
//! Every other file that needs a day, a year or a month length asks here.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The earliest year that a date may name and an axis may show: before the age of the universe.
pub const MIN_YEAR: i64 = -20_000_000_000;
/// The latest year that a date may name and an axis may show.
pub const MAX_YEAR: i64 = 20_000_000_000;

/// A day: days since 1970-01-01, proleptic Gregorian, astronomical years (year 0 is 1 BCE).
///
/// Serialised as text: `2016-04-12`, `-0499-01-01`, beyond four digits `Y-170000002-01-01`, and the two
/// sentinels as `min` and `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(pub i64);

/// Days in 400 Gregorian years.
const DAYS_PER_ERA: i128 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_FROM_MARCH_YEAR_ZERO: i128 = 719_468;

impl Day {
    /// Stands for "no limit before": earlier than every day that a calendar date can name.
    pub const MIN: Self = Self(i64::MIN);
    /// Stands for "no limit after": later than every day that a calendar date can name.
    pub const MAX: Self = Self(i64::MAX);

    /// The day of an astronomical year, a month 1 to 12 and a day of the month; `None` when the calendar
    /// has no such day, or the year is beyond about 25 000 million million.
    ///
    /// Years are counted from 1 March, so that the leap day is the last of its year (H. Hinnant,
    /// "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`).
    pub fn from_ymd(year: i64, month: u8, day: u8) -> Option<Self> {
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        let march_year = i128::from(year) - i128::from(month <= 2);
        let era = march_year.div_euclid(400);
        let year_of_era = march_year.rem_euclid(400);
        let months_from_march = (i128::from(month) + 9) % 12;
        let day_of_year = (153 * months_from_march + 2) / 5 + i128::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = era * DAYS_PER_ERA + day_of_era - EPOCH_FROM_MARCH_YEAR_ZERO;
        let found = Self(i64::try_from(days).ok()?);
        (!found.is_limit()).then_some(found)
    }

    /// Astronomical year, month 1 to 12 and day of the month 1 to 31; exact for every day.
    /// A sentinel gives the date that its number would name.
    pub fn ymd(self) -> (i64, u8, u8) {
        let days = i128::from(self.0) + EPOCH_FROM_MARCH_YEAR_ZERO;
        let era = days.div_euclid(DAYS_PER_ERA);
        let day_of_era = days.rem_euclid(DAYS_PER_ERA);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
        let month = (months_from_march + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i128::from(month <= 2);
        // The three are bounded by construction: a year within 3e16, a month of 12, a day of 31.
        (year as i64, month as u8, day as u8)
    }

    /// The astronomical year of this day.
    pub fn year(self) -> i64 {
        self.ymd().0
    }

    /// The first day of a year, held within the years that a date may name.
    pub fn first_of_year(year: i64) -> Self {
        Self::from_ymd(year.clamp(MIN_YEAR, MAX_YEAR), 1, 1).unwrap_or(Self::MIN)
    }

    /// The last day of a year, held within the years that a date may name.
    pub fn last_of_year(year: i64) -> Self {
        Self::from_ymd(year.clamp(MIN_YEAR, MAX_YEAR), 12, 31).unwrap_or(Self::MAX)
    }

    /// This day plus a number of days, saturating; a sentinel stays what it is.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        if self.is_limit() {
            return self;
        }
        Self(self.0.saturating_add(days))
    }

    /// The same day of the month a number of months later (earlier when negative), or that month's last
    /// day where it is shorter; a sentinel stays what it is.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        if self.is_limit() {
            return self;
        }
        let (year, month, day) = self.ymd();
        let count = (i128::from(year) * 12 + i128::from(month) - 1) + i128::from(months);
        let month = (count.rem_euclid(12) + 1) as u8;
        let Ok(year) = i64::try_from(count.div_euclid(12)) else {
            return if months < 0 { Self::MIN } else { Self::MAX };
        };
        Self::from_ymd(year, month, day.min(days_in_month(year, month))).unwrap_or(if months < 0 {
            Self::MIN
        } else {
            Self::MAX
        })
    }

    /// Whole days from `earlier` to this day, saturating; negative when this day is the earlier one.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whether this is one of the sentinels [`Day::MIN`] and [`Day::MAX`] rather than a calendar day.
    pub fn is_limit(self) -> bool {
        self == Self::MIN || self == Self::MAX
    }
}

/// Whether an astronomical year of the proleptic Gregorian calendar has a 29 February.
pub fn is_leap_year(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// Days in a month (1 to 12) of an astronomical year; 0 for a month that does not exist.
pub fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// A text that is no single day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no day; write year, month and day: 2016-04-12")]
pub struct DayTextError(pub(super) String);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::MIN => f.write_str("min"),
            Self::MAX => f.write_str("max"),
            day => {
                let (year, month, day) = day.ymd();
                let sign = if year < 0 { "-" } else { "" };
                let prefix = if year.abs() > 9999 { "Y" } else { "" };
                write!(f, "{prefix}{sign}{:04}-{month:02}-{day:02}", year.abs())
            }
        }
    }
}

impl FromStr for Day {
    type Err = DayTextError;

    fn from_str(text: &str) -> Result<Self, DayTextError> {
        match text {
            "min" => return Ok(Self::MIN),
            "max" => return Ok(Self::MAX),
            _ => {}
        }
        let parse = || {
            let (rest, day) = text.rsplit_once('-')?;
            let (year, month) = rest.rsplit_once('-')?;
            let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
            let magnitude = year.trim_start_matches('Y').trim_start_matches('-');
            if day.len() != 2 || month.len() != 2 || magnitude.len() < 4 || !digits(magnitude) {
                return None;
            }
            let found = Self::from_ymd(
                year.trim_start_matches('Y').parse().ok()?,
                month.parse().ok()?,
                day.parse().ok()?,
            )?;
            // One spelling for each day: what prints differently was not written as we write it.
            (found.to_string() == text).then_some(found)
        };
        parse().ok_or_else(|| DayTextError(text.to_owned()))
    }
}

impl TryFrom<String> for Day {
    type Error = DayTextError;

    fn try_from(text: String) -> Result<Self, DayTextError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_of_january_1970_is_day_zero() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::from_ymd(2000, 3, 1), Some(Day(11_017)));
        assert_eq!(Day::from_ymd(1969, 12, 31), Some(Day(-1)));
    }

    #[test]
    fn year_zero_is_a_leap_year_and_follows_year_minus_one() {
        assert!(is_leap_year(0) && is_leap_year(-4) && is_leap_year(-400));
        assert!(!is_leap_year(-1) && !is_leap_year(-100) && !is_leap_year(1900));
        assert!(Day::from_ymd(0, 2, 29).is_some() && Day::from_ymd(-4, 2, 29).is_some());
        assert!(Day::from_ymd(-1, 2, 29).is_none() && Day::from_ymd(-100, 2, 29).is_none());
        let eve = Day::from_ymd(-1, 12, 31).unwrap();
        assert_eq!(Day::from_ymd(0, 1, 1), Some(eve.plus_days(1)));
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_none() {
        assert_eq!(Day::from_ymd(2015, 2, 29), None);
        assert_eq!(Day::from_ymd(2015, 13, 1), None);
        assert_eq!(Day::from_ymd(2015, 0, 1), None);
        assert_eq!(Day::from_ymd(2015, 4, 0), None);
        assert_eq!(Day::from_ymd(i64::MAX, 1, 1), None);
    }

    #[test]
    fn a_sentinel_stays_and_everything_else_saturates() {
        assert_eq!(Day::MAX.plus_days(-5), Day::MAX);
        assert_eq!(Day::MIN.plus_months(5), Day::MIN);
        assert_eq!(Day(5).plus_days(i64::MAX), Day::MAX);
        let end_of_january = Day::from_ymd(2016, 1, 31).unwrap();
        assert_eq!(end_of_january.plus_months(1), Day::from_ymd(2016, 2, 29).unwrap());
        assert_eq!(
            end_of_january.plus_months(-2),
            Day::from_ymd(2015, 11, 30).unwrap()
        );
    }

    #[test]
    fn day_text_has_one_spelling() {
        for wrong in [
            "2016-4-12",
            "02016-04-12",
            "Y2016-04-12",
            "-0000-01-01",
            "2016-04",
            "2016-02-30",
            "",
        ] {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
        assert_eq!("-0499-01-01".parse::<Day>().unwrap().ymd(), (-499, 1, 1));
        assert_eq!(
            "Y-170000002-01-01".parse::<Day>().unwrap().ymd(),
            (-170_000_002, 1, 1)
        );
        assert_eq!(serde_json::to_string(&Day::MAX).unwrap(), "\"max\"");
    }

    proptest! {
        #[test]
        fn ymd_and_day_are_inverse_over_14_billion_years(days in -5_200_000_000_000..5_200_000_000_000i64) {
            let (year, month, day) = Day(days).ymd();
            prop_assert_eq!(Day::from_ymd(year, month, day), Some(Day(days)));
            prop_assert_eq!(Day(days).to_string().parse::<Day>(), Ok(Day(days)));
        }

        #[test]
        fn any_number_is_a_day_of_the_calendar(days in any::<i64>()) {
            let (year, month, day) = Day(days).ymd();
            prop_assert!((1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day));
        }

        #[test]
        fn the_next_day_is_the_next_date(days in -5_200_000_000_000..5_200_000_000_000i64) {
            prop_assert!(Day(days).ymd() < Day(days + 1).ymd());
        }
    }
}
