//! Extended dates (EDTF, ISO 8601-2) of levels 0, 1 and 2: a text, what it says, and the days that it
//! allows. Grammar and examples: Library of Congress, "Extended Date/Time Format (EDTF)
//! Specification", 4 February 2019.

mod bounds;
mod error;
mod expression;
mod lenient;
mod number;
mod parse;
mod remedy;

pub(super) use bounds::months_of_grouping;
pub use error::{EdtfError, EdtfWarning};
pub(super) use expression::{
    Date, End, Expression, Member, Qualifier, Qualifiers, TwoDigits, WithinYear, Year,
};

use super::span::DaySpan;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A date as a scholar wrote it: `1973`, `2015-09`, `2016-04-12`, `1979/1992`, `2013~`, `1992/..`.
///
/// Keeps its text and prints it back unchanged. Years are astronomical: `0000` is 1 BCE, `-0499` is 500
/// BCE. Beyond the specification it takes seasons as ends of intervals, qualified seasons, and a time
/// without seconds (`2016-04-12T14:30`), because sources have them.
///
/// Ordered by earliest day, then latest day, then time of day, then text: equal just when the texts are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edtf {
    text: String,
    expression: Expression,
    span: DaySpan,
}

/// The finest part that a date names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A year, perhaps with masked digits.
    Year,
    /// A season, quarter, or other grouping of months.
    Grouping,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A time of day.
    Time,
}

impl Edtf {
    /// Reads a text as [`str::parse`] does and, where that fails, also forms of the draft of 2012 (`u`,
    /// `x`, `open`, `unknown`, `y`, `?~`, brackets), stray spaces and typographic dashes. What was taken
    /// for something else is said in the warnings, and the result keeps today's form of the text.
    ///
    /// # Errors
    /// As for the strict reading, about the text as written.
    pub fn parse_lenient(text: &str) -> Result<(Self, Vec<EdtfWarning>), EdtfError> {
        let error = match text.parse::<Self>() {
            Ok(date) => return Ok((date, Vec::new())),
            Err(error) => error,
        };
        let (modern, warnings) = lenient::modernised(text);
        match modern.parse::<Self>() {
            Ok(date) => Ok((date, warnings)),
            Err(_) => Err(error),
        }
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// From the earliest to the latest day that the text allows, both included. An open or unknown end
    /// gives [`Day::MIN`](super::Day::MIN) or [`Day::MAX`](super::Day::MAX). Qualifiers (`?`, `~`, `%`) do not widen it. A season is its
    /// three whole months, northern unless it says southern; a winter begins in December of its year.
    pub fn span(&self) -> DaySpan {
        self.span
    }

    /// The days that surely belong. One exact unqualified day: that day. An interval: from the latest
    /// possible start to the earliest possible end, `None` when these cross. An open end reaches to the
    /// sentinel, an unknown one no further than what is known. One imprecise date, and a set: `None`.
    pub fn certain(&self) -> Option<DaySpan> {
        bounds::certain_core(&self.expression)
    }

    /// Whether this is one date that names one whole day without doubt (a time on it does not matter).
    pub fn is_exact_day(&self) -> bool {
        matches!(self.expression, Expression::Date(_)) && self.certain().is_some()
    }

    /// Whether this is an interval, `start/end`.
    pub fn is_interval(&self) -> bool {
        matches!(self.expression, Expression::Interval { .. })
    }

    /// Whether this is a set, `[one, of, these]` or `{all, of, these}`.
    pub fn is_set(&self) -> bool {
        matches!(self.expression, Expression::Set { .. })
    }

    /// Whether some part is marked `~` or `%`, or a year is an estimate (`1950S2`).
    pub fn is_approximate(&self) -> bool {
        self.dates()
            .any(|d| d.any_qualifier().approximate || matches!(d.year, Year::Significant { .. }))
    }

    /// Whether some part is marked `?` or `%`.
    pub fn is_uncertain(&self) -> bool {
        self.dates().any(|d| d.any_qualifier().uncertain)
    }

    /// Whether some digit is masked, as in `201X`.
    pub fn has_masked_digits(&self) -> bool {
        self.dates().any(Date::has_masked_digits)
    }

    /// Whether it starts with `..`: no limit at the start, or none said.
    pub fn has_open_start(&self) -> bool {
        match &self.expression {
            Expression::Interval { start, .. } => *start == End::Open,
            Expression::Set { members, .. } => members.iter().any(|m| matches!(m, Member::UpTo(_))),
            Expression::Date(_) => false,
        }
    }

    /// Whether it ends with `..`: no limit at the end, or none said.
    pub fn has_open_end(&self) -> bool {
        match &self.expression {
            Expression::Interval { end, .. } => *end == End::Open,
            Expression::Set { members, .. } => members.iter().any(|m| matches!(m, Member::From(_))),
            Expression::Date(_) => false,
        }
    }

    /// Whether it is an interval whose start exists but is not known (`/1985`).
    pub fn has_unknown_start(&self) -> bool {
        matches!(
            self.expression,
            Expression::Interval {
                start: End::Unknown,
                ..
            }
        )
    }

    /// Whether it is an interval whose end exists but is not known (`1985/`).
    pub fn has_unknown_end(&self) -> bool {
        matches!(
            self.expression,
            Expression::Interval {
                end: End::Unknown,
                ..
            }
        )
    }

    /// The finest part named, when every date in the text names the same.
    pub fn precision(&self) -> Option<Precision> {
        let mut all = self.dates().map(|date| match date.within {
            WithinYear::Nothing => Precision::Year,
            WithinYear::Grouping(_) => Precision::Grouping,
            WithinYear::Month(_) => Precision::Month,
            WithinYear::Day { .. } => Precision::Day,
            WithinYear::Time { .. } => Precision::Time,
        });
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    pub(super) fn expression(&self) -> &Expression {
        &self.expression
    }

    fn dates(&self) -> impl Iterator<Item = &Date> {
        let (ends, members): (Vec<&Date>, &[Member]) = match &self.expression {
            Expression::Date(date) => (vec![date], &[]),
            Expression::Interval { start, end } => {
                let dates = [start, end].into_iter().filter_map(|end| match end {
                    End::Date(date) => Some(date),
                    End::Open | End::Unknown => None,
                });
                (dates.collect(), &[])
            }
            Expression::Set { members, .. } => (Vec::new(), members),
        };
        ends.into_iter()
            .chain(members.iter().flat_map(|member| match member {
                Member::Date(date) | Member::UpTo(date) | Member::From(date) => vec![date],
                Member::Range { from, to } => vec![from, to],
            }))
    }

    fn seconds(&self) -> Option<u32> {
        match &self.expression {
            Expression::Date(Date {
                within: WithinYear::Time { time, .. },
                ..
            }) => Some(time.seconds),
            _ => None,
        }
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        let chars: Vec<char> = text.chars().collect();
        let read = parse::expression(&chars).and_then(|expression| {
            let span = bounds::of_expression(&expression);
            let span = span.map_or_else(|| parse::fault(0, "no day fits this", "check its parts"), Ok)?;
            Ok((expression, span))
        });
        match read {
            Ok((expression, span)) => Ok(Self {
                text: text.to_owned(),
                expression,
                span,
            }),
            Err(fault) => Err(remedy::explain(text, fault)),
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Ord for Edtf {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Self| (date.span.first(), date.span.last(), date.seconds());
        key(self)
            .cmp(&key(other))
            .then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;

    fn try_from(text: String) -> Result<Self, EdtfError> {
        text.parse()
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.text
    }
}
