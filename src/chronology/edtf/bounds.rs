//! The earliest and the latest day that an expression allows, and the core that surely belongs to it.

use super::expression::{Date, End, Expression, Member, WithinYear, Year};
use crate::chronology::day::{Day, days_in_month};
use crate::chronology::span::DaySpan;

/// From the earliest to the latest day that a date allows; `None` when no day of the calendar fits it
/// (`2015-02-29`, `1984-X1-31` has January, `1984-1X-32` has none). Qualifiers do not widen it.
pub(super) fn of_date(date: &Date) -> Option<DaySpan> {
    if let WithinYear::Grouping(code) = date.within {
        let first = grouping(date.year.candidates().next()?, code)?.first();
        let last = grouping(date.year.candidates().next_back()?, code)?.last();
        return DaySpan::new(first, last).ok();
    }
    // A masked year may hold the day in some of its years only: 29 February of 201X is first in 2012.
    let first = match &date.year {
        Year::Significant { first, .. } => in_year(*first, &date.within)?.first(),
        year => year.candidates().find_map(|y| in_year(y, &date.within))?.first(),
    };
    let last = match &date.year {
        Year::Significant { last, .. } => in_year(*last, &date.within)?.last(),
        year => year
            .candidates()
            .rev()
            .find_map(|y| in_year(y, &date.within))?
            .last(),
    };
    DaySpan::new(first, last).ok()
}

fn in_year(year: i64, within: &WithinYear) -> Option<DaySpan> {
    let (first, last) = match within {
        WithinYear::Nothing => (Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?),
        WithinYear::Grouping(code) => return grouping(year, *code),
        WithinYear::Month(month) => {
            let first = month.candidates(12).next()?;
            let last = month.candidates(12).next_back()?;
            (
                Day::from_ymd(year, first, 1)?,
                Day::from_ymd(year, last, days_in_month(year, last))?,
            )
        }
        WithinYear::Day { month, day } => {
            let first = month.candidates(12).find_map(|m| {
                let day = day.candidates(days_in_month(year, m)).next()?;
                Day::from_ymd(year, m, day)
            })?;
            let last = month.candidates(12).rev().find_map(|m| {
                let day = day.candidates(days_in_month(year, m)).next_back()?;
                Day::from_ymd(year, m, day)
            })?;
            (first, last)
        }
        WithinYear::Time { month, day, .. } => {
            let day = Day::from_ymd(year, *month, *day)?;
            (day, day)
        }
    };
    DaySpan::new(first, last).ok()
}

/// The days of a grouping of months (codes 21 to 41). Seasons are the meteorologists' whole months;
/// those "independent of location" (21 to 24) are read as northern; a season that crosses the turn of
/// the year is named by the year in which it begins.
fn grouping(year: i64, code: u8) -> Option<DaySpan> {
    let (first_month, months) = months_of_grouping(code)?;
    let first = Day::from_ymd(year, first_month, 1)?;
    DaySpan::new(first, first.plus_months(i64::from(months)).plus_days(-1)).ok()
}

/// The first month of a grouping, and how many there are; they may run on into the next year.
pub(in crate::chronology) fn months_of_grouping(code: u8) -> Option<(u8, u8)> {
    let months = match code {
        21 | 25 | 31 => (3, 3),
        22 | 26 | 32 => (6, 3),
        23 | 27 | 29 => (9, 3),
        24 | 28 | 30 => (12, 3),
        33..=36 => ((code - 33) * 3 + 1, 3),
        37..=39 => ((code - 37) * 4 + 1, 4),
        40 | 41 => ((code - 40) * 6 + 1, 6),
        _ => return None,
    };
    Some(months)
}

/// From the earliest to the latest day of a whole expression; open and unknown ends give the sentinels.
pub(super) fn of_expression(expression: &Expression) -> Option<DaySpan> {
    match expression {
        Expression::Date(date) => of_date(date),
        Expression::Interval { start, end } => {
            let first = match start {
                End::Date(date) => of_date(date)?.first(),
                End::Open | End::Unknown => Day::MIN,
            };
            let last = match end {
                End::Date(date) => of_date(date)?.last(),
                End::Open | End::Unknown => Day::MAX,
            };
            DaySpan::new(first, last).ok()
        }
        Expression::Set { members, .. } => {
            let mut spans = members.iter().map(of_member);
            let first = spans.next()??;
            spans.try_fold(first, |all, span| Some(all.union(span?)))
        }
    }
}

fn of_member(member: &Member) -> Option<DaySpan> {
    let (first, last) = match member {
        Member::Date(date) => return of_date(date),
        Member::Range { from, to } => (of_date(from)?.first(), of_date(to)?.last()),
        Member::UpTo(to) => (Day::MIN, of_date(to)?.last()),
        Member::From(from) => (of_date(from)?.first(), Day::MAX),
    };
    DaySpan::new(first, last).ok()
}

/// The core that surely belongs to an expression.
pub(super) fn certain_core(expression: &Expression) -> Option<DaySpan> {
    match expression {
        Expression::Date(date) => {
            let span = of_date(date)?;
            (span.first() == span.last() && !date.any_qualifier().any()).then_some(span)
        }
        Expression::Interval { start, end } => {
            let (start_span, end_span) = (end_bounds(start)?, end_bounds(end)?);
            let latest_start = match start {
                End::Date(_) => start_span.last(),
                End::Open => Day::MIN,
                End::Unknown if matches!(end, End::Date(_)) => end_span.last(),
                End::Unknown => return None,
            };
            let earliest_end = match end {
                End::Date(_) => end_span.first(),
                End::Open => Day::MAX,
                End::Unknown if matches!(start, End::Date(_)) => start_span.first(),
                End::Unknown => return None,
            };
            DaySpan::new(latest_start, earliest_end).ok()
        }
        Expression::Set { .. } => None,
    }
}

fn end_bounds(end: &End) -> Option<DaySpan> {
    match end {
        End::Date(date) => of_date(date),
        End::Open | End::Unknown => Some(DaySpan::ALL),
    }
}
