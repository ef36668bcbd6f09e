//! The grammar of EDTF levels 0, 1 and 2 (Library of Congress, 4 February 2019): text to expression.

use super::bounds;
use super::expression::{
    Date, End, Expression, Member, Qualifier, Qualifiers, TimeOfDay, TwoDigits, WithinYear, Year,
};
use super::number;
use crate::chronology::day::days_in_month;
use crate::chronology::span::DaySpan;

/// What is wrong, where, and what was expected; the caller adds the text.
pub(super) struct Fault {
    pub(super) column: usize,
    pub(super) problem: String,
    pub(super) remedy: String,
}

pub(super) type Parsed<T> = Result<T, Fault>;

/// A place in the text.
pub(super) struct Cursor<'a> {
    pub(super) chars: &'a [char],
    pub(super) at: usize,
}

impl Cursor<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn eat_dots(&mut self) -> bool {
        let found = self.chars.get(self.at..self.at + 2) == Some(&['.', '.']);
        self.at += if found { 2 } else { 0 };
        found
    }

    fn eat_qualifier(&mut self) -> Option<Qualifier> {
        let found = self.peek().and_then(Qualifier::from_char)?;
        self.at += 1;
        Some(found)
    }

    pub(super) fn fault<T>(&self, remedy: &str) -> Parsed<T> {
        let problem = match self.peek() {
            Some(c) => format!("'{c}' is not expected here"),
            None => "the text ends too early".to_owned(),
        };
        fault(self.at, problem, remedy)
    }
}

pub(super) fn fault<T>(column: usize, problem: impl Into<String>, remedy: impl Into<String>) -> Parsed<T> {
    Err(Fault {
        column,
        problem: problem.into(),
        remedy: remedy.into(),
    })
}

/// Reads a whole text.
pub(super) fn expression(chars: &[char]) -> Parsed<Expression> {
    let mut cursor = Cursor { chars, at: 0 };
    let expression = match cursor.peek() {
        None => return fault(0, "there is no date", "write one, such as 2016-04-12"),
        Some('[') => set(&mut cursor, ']')?,
        Some('{') => set(&mut cursor, '}')?,
        Some(_) if chars.contains(&'/') => interval(&mut cursor)?,
        Some(_) => Expression::Date(date(&mut cursor)?),
    };
    if cursor.at < chars.len() {
        return cursor.fault("the date should end here");
    }
    Ok(expression)
}

fn interval(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = interval_end(cursor)?;
    let slash = cursor.at;
    if !cursor.eat('/') {
        return cursor.fault("a slash should follow the first date of an interval: 1979/1992");
    }
    let end = interval_end(cursor)?;
    if start == End::Unknown && end == End::Unknown {
        return fault(
            slash,
            "neither end of the interval is given",
            "write at least one date, such as 1992/..",
        );
    }
    let found = Expression::Interval { start, end };
    // Each end has been checked by itself: what can still fail is their order.
    if bounds::of_expression(&found).is_none() {
        return fault(
            slash + 1,
            "the interval ends before it starts",
            "write the earlier date first",
        );
    }
    Ok(found)
}

fn interval_end(cursor: &mut Cursor<'_>) -> Parsed<End> {
    if cursor.eat_dots() {
        return Ok(End::Open);
    }
    if cursor.peek().is_none_or(|c| c == '/') {
        return Ok(End::Unknown);
    }
    let from = cursor.at;
    let date = date(cursor)?;
    if matches!(date.within, WithinYear::Time { .. }) {
        let clock = cursor
            .chars
            .iter()
            .skip(from)
            .position(|c| *c == 'T')
            .map_or(from, |n| from + n);
        return fault(
            clock,
            "an interval has no time of day",
            "leave out the time: 2016-04-12/2016-04-13",
        );
    }
    Ok(End::Date(date))
}

fn set(cursor: &mut Cursor<'_>, close: char) -> Parsed<Expression> {
    cursor.at += 1;
    let mut members = vec![member(cursor)?];
    while cursor.eat(',') {
        members.push(member(cursor)?);
    }
    if !cursor.eat(close) {
        return cursor.fault(&format!(
            "a set lists dates with commas and no spaces and ends with '{close}'"
        ));
    }
    Ok(Expression::Set {
        all: close == '}',
        members,
    })
}

fn member(cursor: &mut Cursor<'_>) -> Parsed<Member> {
    if cursor.eat_dots() {
        return Ok(Member::UpTo(date(cursor)?));
    }
    let from = date(cursor)?;
    if !cursor.eat_dots() {
        return Ok(Member::Date(from));
    }
    if cursor.peek().is_none_or(|c| matches!(c, ',' | ']' | '}')) {
        return Ok(Member::From(from));
    }
    let second = cursor.at;
    let to = date(cursor)?;
    if std::mem::discriminant(&from.within) != std::mem::discriminant(&to.within) {
        return fault(
            second,
            "the two ends of '..' differ in precision",
            "write both as years, months or days",
        );
    }
    if bounds::of_date(&from).map(DaySpan::first) > bounds::of_date(&to).map(DaySpan::last) {
        return fault(
            second,
            "the range ends before it starts",
            "write the earlier date first",
        );
    }
    Ok(Member::Range { from, to })
}

/// Reads one date and stops at the first character that does not belong to it.
fn date(cursor: &mut Cursor<'_>) -> Parsed<Date> {
    let mut qualifiers = Qualifiers::default();
    let begin = cursor.at;
    qualifiers.year = cursor.eat_qualifier().unwrap_or_default();
    let year = number::year(cursor)?;
    if let Some(right) = cursor.eat_qualifier() {
        qualifiers.year = qualifiers.year.and(right);
    }
    let mut date = Date {
        year,
        within: WithinYear::Nothing,
        qualifiers,
    };
    if cursor.eat('-') {
        month_and_day(cursor, &mut date)?;
    }
    if bounds::of_date(&date).is_none() {
        return fault(
            begin,
            "no day of the calendar fits this",
            "check the month and the day",
        );
    }
    Ok(date)
}

fn month_and_day(cursor: &mut Cursor<'_>, date: &mut Date) -> Parsed<()> {
    if !matches!(date.year, Year::Digits { .. }) {
        return fault(
            cursor.at,
            "a long or estimated year stands alone",
            "leave out the month and day",
        );
    }
    date.qualifiers.month = cursor.eat_qualifier().unwrap_or_default();
    let month_at = cursor.at;
    let month = two_digits(cursor, "a month has two digits, 01 to 12")?;
    if let Some(right) = cursor.eat_qualifier() {
        date.qualifiers.year = date.qualifiers.year.and(right);
        date.qualifiers.month = date.qualifiers.month.and(right);
    }
    if let Some(code @ 21..=41) = month.exact() {
        date.within = WithinYear::Grouping(code);
        if cursor.peek() == Some('-') {
            return cursor.fault("a season or quarter takes no day");
        }
        return Ok(());
    }
    if month.candidates(12).next().is_none() {
        let written: String = cursor.chars[month_at..month_at + 2].iter().collect();
        return fault(
            month_at,
            format!("month {written} does not exist"),
            "months run 01 to 12 (21 to 24 are the seasons, 33 to 36 the quarters)",
        );
    }
    date.within = WithinYear::Month(month);
    if !cursor.eat('-') {
        return Ok(());
    }
    date.qualifiers.day = cursor.eat_qualifier().unwrap_or_default();
    let day_at = cursor.at;
    let day = two_digits(cursor, "a day has two digits, 01 to 31")?;
    date.within = WithinYear::Day { month, day };
    if bounds::of_date(date).is_none() {
        return no_such_day(cursor, date, month, day_at);
    }
    if cursor.peek() == Some('T') {
        return time_of_day(cursor, date, month, day);
    }
    if let Some(right) = cursor.eat_qualifier() {
        let Qualifiers { year, month, day } = date.qualifiers;
        date.qualifiers = Qualifiers {
            year: year.and(right),
            month: month.and(right),
            day: day.and(right),
        };
    }
    Ok(())
}

fn no_such_day(cursor: &Cursor<'_>, date: &Date, month: TwoDigits, day_at: usize) -> Parsed<()> {
    let written: String = cursor.chars[day_at..day_at + 2].iter().collect();
    let most = match (date.year.exact(), month.exact()) {
        (Some(year), Some(month)) => days_in_month(year, month),
        (None, Some(month)) => days_in_month(0, month),
        _ => 31,
    };
    fault(
        day_at,
        format!("day {written} does not exist in this month"),
        format!("its days run 01 to {most}"),
    )
}

fn two_digits(cursor: &mut Cursor<'_>, remedy: &str) -> Parsed<TwoDigits> {
    let mut digits = [None; 2];
    for slot in &mut digits {
        *slot = number::digit_or_mask(cursor, remedy)?;
    }
    if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
        return cursor.fault(remedy);
    }
    Ok(TwoDigits(digits))
}

fn time_of_day(cursor: &mut Cursor<'_>, date: &mut Date, month: TwoDigits, day: TwoDigits) -> Parsed<()> {
    let (Some(_), Some(month), Some(day), false) = (
        date.year.exact(),
        month.exact(),
        day.exact(),
        date.any_qualifier().any(),
    ) else {
        return cursor.fault("a time of day follows a whole, unqualified date only");
    };
    cursor.at += 1;
    let clock_at = cursor.at;
    let hours = number::below(cursor, 24, "write the time as 23:20:30")?;
    if !cursor.eat(':') {
        return cursor.fault("write the time as 23:20:30");
    }
    let minutes = number::below(cursor, 60, "write the time as 23:20:30")?;
    // Second 60 is the leap second; a time without seconds is ISO 8601-1, and common in sources.
    let seconds = if cursor.eat(':') {
        number::below(cursor, 61, "write the time as 23:20:30")?
    } else {
        0
    };
    let clock = cursor.chars[clock_at..cursor.at].iter().collect();
    let shift_at = cursor.at;
    if !cursor.eat('Z') && (cursor.eat('+') || cursor.eat('-')) {
        number::below(cursor, 24, "write the shift from UTC as +04:30 or -04")?;
        if cursor.eat(':') {
            number::below(cursor, 60, "write the shift from UTC as +04:30 or -04")?;
        }
    }
    let shift = cursor.chars[shift_at..cursor.at].iter().collect();
    let time = TimeOfDay {
        seconds: hours * 3600 + minutes * 60 + seconds,
        clock,
        shift,
    };
    date.within = WithinYear::Time { month, day, time };
    Ok(())
}
