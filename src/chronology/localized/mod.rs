//! Dates in the words of many languages, after the table of `assets/dates`. What it has no words for (about,
//! from ... on, unknown) is said with signs: "~2013", "2013–", "2013?", "?".

mod numbers;
mod table;
#[cfg(test)]
mod tests;

use super::edtf::months_of_grouping;
use super::english::English;
use super::words::{DateWords, Length, Part, Phrase};
use table::{Forms, Language, TABLE, filled, filled_two};

/// The words for dates in the language of a BCP 47 tag; English where there are none.
pub fn date_words(language: &str) -> &'static dyn DateWords {
    match TABLE.language(language) {
        Some(found) => found,
        None => &English,
    }
}

/// One month or day, or several that it may be.
#[derive(Clone, Copy)]
enum Which<'a> {
    OneOf(&'a [u8]),
    Through(u8, u8),
}

/// What a date says within its year; what a pattern does not ask for is left out.
#[derive(Clone, Copy)]
struct Parts<'a> {
    months: Which<'a>,
    days: Which<'a>,
    quarter: u8,
}

/// Nothing but the year.
const NO_PARTS: Parts<'_> = Parts {
    months: Which::OneOf(&[]),
    days: Which::OneOf(&[]),
    quarter: 1,
};

/// A year counted from an era.
struct CountedYear<'a> {
    number: String,
    era: &'a str,
    forms: &'a Forms,
}

impl DateWords for Language {
    fn say(&self, phrase: &Phrase<'_>, length: Length) -> String {
        let days = |days, months, year| {
            let (days, months) = (Which::OneOf(days), Which::OneOf(months));
            let parts = Parts {
                days,
                months,
                ..NO_PARTS
            };
            self.date(|forms| pick(&forms.day, length), parts, year)
        };
        match *phrase {
            Phrase::Year(year) => self.year(year),
            Phrase::SomeYear { first, last, .. } => self.years(first, last),
            Phrase::EstimatedYear {
                estimate,
                first,
                last,
            } => match length {
                Length::Short => format!("{}{}", self.about(), self.year(estimate)),
                Length::Full => format!(
                    "{}{} ({})",
                    self.about(),
                    self.year(estimate),
                    self.years(first, last)
                ),
            },
            Phrase::UnknownYear => filled(&self.patterns.year.year, |field| match field {
                "G" => self
                    .own_era
                    .as_ref()
                    .map(|era| era.name.clone())
                    .unwrap_or_default(),
                _ => "?".to_owned(),
            }),
            Phrase::Month { month, year } => self.months(Which::OneOf(&[month]), year, length),
            Phrase::SomeMonth { months, year } => self.months(Which::OneOf(months), year, length),
            Phrase::Day { day, month, year } => days(&[day], &[month], year),
            Phrase::SomeDay {
                days: some,
                months,
                year,
            } => days(some, months, year),
            Phrase::Grouping { code, year } => self.grouping(code, year, length),
            Phrase::InSomeYear { part, first, last } => format!("{part} ({})", self.years(first, last)),
            Phrase::InUnknownYear(part) => format!("{part} (?)"),
            Phrase::AtTime { day, clock, shift } => {
                let shift = match shift {
                    "" => String::new(),
                    "Z" => " UTC".to_owned(),
                    shift => format!(" UTC{}", self.in_digits(shift)),
                };
                filled_two(&self.date_and_time, &format!("{}{shift}", self.clock(clock)), day)
            }
            Phrase::Clock(minutes) => self.clock(&format!("{:02}:{:02}", minutes / 60, minutes % 60)),
            Phrase::Qualified {
                date,
                uncertain,
                approximate,
                ..
            } => self.qualified(date, uncertain, approximate),
            Phrase::PartsQualified {
                date,
                uncertain,
                approximate,
            } => match length {
                Length::Short => self.qualified(date, !uncertain.is_empty(), !approximate.is_empty()),
                Length::Full => self.parts_qualified(date, uncertain, approximate),
            },
            Phrase::FromTo(start, end) | Phrase::Window(start, end) => filled_two(&self.range, start, end),
            Phrase::From(start) => format!("{start}–"),
            Phrase::Until(end) => format!("–{end}"),
            Phrase::FromUnknownEnd(start) => format!("{start}–?"),
            Phrase::UntilUnknownStart(end) => format!("?–{end}"),
            Phrase::UnknownTime => "?".to_owned(),
            Phrase::Always => "∞".to_owned(),
            Phrase::OneOf(members) => self.or.joined(members),
            Phrase::AllOf(members) => self.and.joined(members),
            Phrase::WindowOfOneDay(day) => day.to_owned(),
        }
    }
}

impl Language {
    /// A date in one of the language's forms.
    fn date(&self, form: impl Fn(&Forms) -> &String, parts: Parts<'_>, year: Option<i64>) -> String {
        let year = year.map(|year| self.counted(year));
        let forms = year.as_ref().map_or(&self.patterns.none, |year| year.forms);
        let names = |names: &[Vec<String>; 2], number: u8, length| {
            let names = pick(names, length);
            names
                .get(usize::from(number).wrapping_sub(1))
                .cloned()
                .unwrap_or_else(|| self.in_digits(&number.to_string()))
        };
        let months = |name: &dyn Fn(u8) -> String| self.which(parts.months, 12, name);
        let digits = |number: u8| self.in_digits(&number.to_string());
        filled(form(forms), |field| match field {
            "y" => year.as_ref().map_or_else(String::new, |year| year.number.clone()),
            "G" => year.as_ref().map_or_else(String::new, |year| year.era.to_owned()),
            "MMM" => months(&|m| names(&self.months.within, m, Length::Short)),
            "MMMM" => months(&|m| names(&self.months.within, m, Length::Full)),
            "LLL" => months(&|m| names(&self.months.alone, m, Length::Short)),
            "LLLL" => months(&|m| names(&self.months.alone, m, Length::Full)),
            "M" => months(&digits),
            "d" => self.which(parts.days, 31, &digits),
            "QQQ" => names(&self.quarters.within, parts.quarter, Length::Short),
            "QQQQ" => names(&self.quarters.within, parts.quarter, Length::Full),
            "qqq" => names(&self.quarters.alone, parts.quarter, Length::Short),
            "qqqq" => names(&self.quarters.alone, parts.quarter, Length::Full),
            "Q" => digits(parts.quarter),
            // A test finds every field that the table has among these.
            _ => String::new(),
        })
    }

    fn months(&self, months: Which<'_>, year: Option<i64>, length: Length) -> String {
        let parts = Parts { months, ..NO_PARTS };
        self.date(|forms| pick(&forms.month, length), parts, year)
    }

    /// An astronomical year: "2016", "147 v. u. Z.".
    fn year(&self, year: i64) -> String {
        self.date(|forms| &forms.year, NO_PARTS, Some(year))
    }

    /// From one astronomical year to another.
    fn years(&self, first: i64, last: i64) -> String {
        let (from, to) = (self.counted(first), self.counted(last));
        match &self.year_range {
            Some(range) if from.era.is_empty() && to.era.is_empty() => {
                filled_two(range, &from.number, &to.number)
            }
            _ => filled_two(&self.range, &self.year(first), &self.year(last)),
        }
    }

    /// A year by the era that this language counts from; years of four digits need no era but an own one.
    fn counted(&self, year: i64) -> CountedYear<'_> {
        let [before, common] = &self.eras;
        let own = self
            .own_era
            .as_ref()
            .map(|era| (year.saturating_add(era.years_before), era));
        let (number, era, forms) = match (year, own) {
            (_, Some((number @ 1.., own))) => (number, own.name.as_str(), &self.patterns.year),
            (..=0, _) => (1 - year, before.as_str(), &self.patterns.era),
            (1000..=9999, _) => (year, "", &self.patterns.year),
            _ => (year, common.as_str(), &self.patterns.era),
        };
        CountedYear {
            number: self.number(number),
            era,
            forms,
        }
    }

    /// A quarter by its name. Other groupings as the months that the program takes them for, seasons with
    /// the sign for "about".
    fn grouping(&self, code: u8, year: Option<i64>, length: Length) -> String {
        if let 33..=36 = code {
            let parts = Parts {
                quarter: code - 32,
                ..NO_PARTS
            };
            return self.date(|forms| pick(&forms.quarter, length), parts, year);
        }
        let Some((first, count)) = months_of_grouping(code) else {
            return year.map_or_else(|| "?".to_owned(), |year| self.year(year));
        };
        let last = first + count - 1;
        let text = match (last, year) {
            (13.., Some(_)) => filled_two(
                &self.range,
                &self.months(Which::OneOf(&[first]), year, length),
                &self.months(Which::OneOf(&[last - 12]), year.map(|year| year + 1), length),
            ),
            (13.., None) => self.months(Which::Through(first, last - 12), None, length),
            _ => self.months(Which::Through(first, last), year, length),
        };
        self.qualified(&text, false, code <= 32)
    }

    /// "4", "4 or 5", "4 – 7" for a run of more than three, or "?" where it may be any of all.
    fn which(&self, which: Which<'_>, all: usize, name: &dyn Fn(u8) -> String) -> String {
        let numbers = match which {
            Which::Through(first, last) => return filled_two(&self.range, &name(first), &name(last)),
            Which::OneOf(numbers) => numbers,
        };
        let is_run = numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        match numbers {
            _ if numbers.len() == all => "?".to_owned(),
            [first, .., last] if is_run && numbers.len() > 3 => {
                filled_two(&self.range, &name(*first), &name(*last))
            }
            _ => self
                .or
                .joined(&numbers.iter().map(|n| name(*n)).collect::<Vec<_>>()),
        }
    }

    /// The date, and which of its parts are approximate or uncertain.
    fn parts_qualified(&self, date: &str, uncertain: &[Part], approximate: &[Part]) -> String {
        let parts = [Part::Year, Part::Month, Part::Day];
        let said: Vec<String> = parts
            .iter()
            .zip(&self.fields)
            .map(|(part, name)| (name, uncertain.contains(part), approximate.contains(part)))
            .filter(|(_, uncertain, approximate)| *uncertain || *approximate)
            .map(|(name, uncertain, approximate)| self.qualified(name, uncertain, approximate))
            .collect();
        format!("{date} ({})", self.and.joined(&said))
    }

    /// The sign for "about". Where a range is written with it, it would be read as "until".
    fn about(&self) -> &'static str {
        if self.range.contains(['~', '～']) {
            "≈"
        } else {
            "~"
        }
    }

    /// A text with the signs for "about" and "uncertain", neither of them twice.
    fn qualified(&self, date: &str, uncertain: bool, approximate: bool) -> String {
        let about = if approximate && !date.starts_with(self.about()) {
            self.about()
        } else {
            ""
        };
        let doubt = if uncertain && !date.ends_with('?') {
            "?"
        } else {
            ""
        };
        format!("{about}{date}{doubt}")
    }
}

/// The one of two for a length.
fn pick<T>(short_and_full: &[T; 2], length: Length) -> &T {
    let [short, full] = short_and_full;
    match length {
        Length::Short => short,
        Length::Full => full,
    }
}
