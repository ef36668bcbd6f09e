//! The steps in which an axis is marked, from a minute to billions of years, and the walk along them.
//! Used by the ticks alone.

use super::axis::{Moment, TimeAxis};
use super::day::{Day, days_in_month};
use super::words::{DateWords, Length, Phrase};

/// Mean length of a Gregorian year in days.
const YEAR: f64 = 365.2425;
/// Minutes in a day.
const DAY_MINUTES: i64 = 1440;

/// The distance from one tick to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Minutes; a divisor of a day.
    Minutes(i64),
    /// Days, counted anew from the first of each month: 1, 2 or 7.
    Days(u8),
    /// Months; a divisor of a year.
    Months(u8),
    /// Years, counted as people do: 500 BCE, then 1 CE, then 500.
    Years(i64),
}

impl Step {
    /// The coarsest step.
    pub(super) const COARSEST: Self = Self::Years(5_000_000_000);

    /// All steps, finest first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let minutes = [1, 5, 15, 30, 60, 180, 360, 720].map(Self::Minutes);
        let days = [1, 2, 7].map(Self::Days);
        let months = [1, 3, 6].map(Self::Months);
        let years = (0..10).flat_map(|e| [1, 2, 5].map(|n| Self::Years(n * 10_i64.pow(e))));
        minutes.into_iter().chain(days).chain(months).chain(years)
    }

    /// The shortest distance in days that two neighbouring ticks of this step can have. (Around 1 CE two
    /// are a year nearer than elsewhere, as there is no year zero.)
    pub(super) fn shortest_days(self) -> f64 {
        match self {
            Self::Minutes(minutes) => minutes as f64 / DAY_MINUTES as f64,
            // The 29th is left out of every second day, so that the next first is two days off.
            Self::Days(days) => f64::from(days),
            Self::Months(1) => 28.0,
            Self::Months(3) => 90.0,
            Self::Months(_) => 181.0,
            // From 2 BCE to 2 CE are three years, from 1 CE to 5 CE four.
            Self::Years(years @ (1 | 2)) => years as f64 * 365.0,
            Self::Years(years) => (years - 1) as f64 * YEAR,
        }
    }

    /// Steps that divide this one evenly, finest first: candidates for the minor ticks.
    pub(super) fn finer(self) -> Vec<Self> {
        match self {
            Self::Minutes(1) => vec![],
            Self::Minutes(5) => vec![Self::Minutes(1)],
            Self::Minutes(15 | 30) => vec![Self::Minutes(5)],
            Self::Minutes(60) => vec![Self::Minutes(5), Self::Minutes(15), Self::Minutes(30)],
            Self::Minutes(180) => vec![Self::Minutes(30), Self::Minutes(60)],
            Self::Minutes(_) => vec![Self::Minutes(60), Self::Minutes(180)],
            Self::Days(1) => vec![Self::Minutes(180), Self::Minutes(360), Self::Minutes(720)],
            Self::Days(_) => vec![Self::Days(1)],
            Self::Months(1) => vec![Self::Days(1), Self::Days(7)],
            Self::Months(_) => vec![Self::Months(1)],
            Self::Years(1) => vec![Self::Months(1), Self::Months(3), Self::Months(6)],
            Self::Years(2) => vec![Self::Months(3), Self::Months(6), Self::Years(1)],
            Self::Years(5) => vec![Self::Years(1)],
            Self::Years(years) => match years.to_string().as_bytes().first() {
                Some(b'1') => vec![
                    Self::Years(years / 10),
                    Self::Years(years / 5),
                    Self::Years(years / 2),
                ],
                Some(b'2') => vec![Self::Years(years / 20 * 5), Self::Years(years / 2)],
                _ => vec![Self::Years(years / 5)],
            },
        }
    }

    /// The ticks of this step on an axis, in order of time. The caller has seen to it that they are not
    /// much nearer than a point to each other.
    pub(super) fn moments(self, axis: &TimeAxis) -> Vec<Moment> {
        let (first, last) = (axis.start().day(), axis.end().day());
        let all: Box<dyn Iterator<Item = Moment>> = match self {
            Self::Minutes(minutes) => {
                let per_day = DAY_MINUTES / minutes;
                let days = (0..=last.days_since(first)).map(move |n| first.plus_days(n));
                Box::new(days.flat_map(move |day| {
                    (0..per_day).map(move |n| Moment::new(day, (n * minutes) as f64 / DAY_MINUTES as f64))
                }))
            }
            Self::Days(step) => Box::new(
                (0..=last.days_since(first))
                    .map(move |n| first.plus_days(n))
                    .filter(move |day| is_on_step(*day, step))
                    .map(Moment::from),
            ),
            Self::Months(step) => {
                let (year, _, _) = first.ymd();
                let january = Day::first_of_year(year);
                let months = (0_i64..).map(move |n| january.plus_months(n * i64::from(step)));
                Box::new(months.take_while(move |day| *day <= last).map(Moment::from))
            }
            Self::Years(step) => {
                let (from, to) = (
                    first.year().div_euclid(step) - 1,
                    last.year().div_euclid(step) + 1,
                );
                Box::new(
                    (from..=to)
                        .filter_map(move |count| year_on_step(count, step))
                        .filter_map(|year| Day::from_ymd(year, 1, 1))
                        .map(Moment::from),
                )
            }
        };
        all.filter(|moment| *moment >= axis.start() && *moment <= axis.end())
            .collect()
    }

    /// Moments whose labels are about as wide as any on this axis: judged from its ends and from the
    /// calendar, so that a small pan does not change them.
    pub(super) fn samples(self, axis: &TimeAxis) -> Vec<Moment> {
        let (first, last) = (axis.start().day().year(), axis.end().day().year());
        let days: Vec<Option<Day>> = match self {
            Self::Years(step) => {
                let (from, to) = (first.div_euclid(step), last.div_euclid(step));
                let counts = (from..=to.min(from + 3)).chain(from.max(to - 3)..=to);
                counts
                    .filter_map(|n| year_on_step(n, step))
                    .map(|year| Day::from_ymd(year, 1, 1))
                    .collect()
            }
            // January bears the year; September and a two-digit day are the widest of the others.
            _ => vec![Day::from_ymd(first, 1, 1), Day::from_ymd(first, 9, 22)],
        };
        days.into_iter().flatten().map(Moment::from).collect()
    }

    /// The label of a tick of this step; `with_context` names the year (and the day) as well.
    pub(super) fn label(self, at: Moment, with_context: bool, words: &dyn DateWords) -> String {
        let (this_year, month, day) = at.day().ymd();
        let year = Some(this_year);
        let say = |phrase: Phrase<'_>| words.say(&phrase, Length::Short);
        match self {
            Self::Years(_) => say(Phrase::Year(this_year)),
            Self::Months(_) if with_context || month == 1 => say(Phrase::Month { month, year }),
            Self::Months(_) => say(Phrase::Month { month, year: None }),
            Self::Days(_) if with_context || (month, day) == (1, 1) => say(Phrase::Day { day, month, year }),
            Self::Days(_) => say(Phrase::Day {
                day,
                month,
                year: None,
            }),
            Self::Minutes(_) => {
                let minutes = (at.fraction() * DAY_MINUTES as f64).round() as u32;
                if with_context {
                    let day = say(Phrase::Day { day, month, year });
                    let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
                    return say(Phrase::AtTime {
                        day: &day,
                        clock: &clock,
                        shift: "",
                    });
                }
                if minutes == 0 {
                    say(Phrase::Day {
                        day,
                        month,
                        year: None,
                    })
                } else {
                    say(Phrase::Clock(minutes))
                }
            }
        }
    }

    /// Whether this step marks parts of a year, so that its labels need a year beside them.
    pub(super) fn is_within_year(self) -> bool {
        !matches!(self, Self::Years(_))
    }

    /// Whether a tick of this step starts a larger unit and carries that unit's name.
    pub(super) fn starts_larger_unit(self, at: Moment) -> bool {
        let (_, month, day) = at.day().ymd();
        match self {
            Self::Minutes(_) => at.fraction() == 0.0,
            Self::Days(_) => (month, day) == (1, 1),
            Self::Months(_) => month == 1,
            Self::Years(_) => false,
        }
    }
}

/// Whether a day is the 1st, (1 + step)th, … of its month, and a whole step before the next first.
fn is_on_step(day: Day, step: u8) -> bool {
    let (year, month, of_month) = day.ymd();
    (of_month - 1) % step == 0 && (of_month == 1 || of_month + step <= days_in_month(year, month) + 1)
}

/// The astronomical year of the `count`th tick: people count ... 10 BCE, 5 BCE, 1 CE, 5 CE, 10 CE ...
fn year_on_step(count: i64, step: i64) -> Option<i64> {
    match count {
        0 => (step >= 5).then_some(1),
        before if before < 0 => Some(before * step + 1),
        after => Some(after * step),
    }
}
