//! Dates in English, British order: the language that every other one falls back to.

use super::words::{DateWords, Length, Part, Phrase};

/// English words for dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct English;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl DateWords for English {
    fn say(&self, phrase: &Phrase<'_>, length: Length) -> String {
        let short = length == Length::Short;
        let pick = |brief: String, full: String| if short { brief } else { full };
        match *phrase {
            Phrase::Year(year) => year_words(year),
            Phrase::SomeYear { first, last, alone } => some_year(first, last, alone, short),
            Phrase::EstimatedYear {
                estimate,
                first,
                last,
            } => {
                let (year, first, last) = (year_words(estimate), year_words(first), year_words(last));
                pick(
                    format!("c. {year}"),
                    format!("about {year} (between {first} and {last})"),
                )
            }
            Phrase::UnknownYear => pick("year ?".into(), "an unknown year".into()),
            Phrase::Month { month, year } => with_year(month_name(month, short), year),
            Phrase::Day { day, month, year } => {
                with_year(&format!("{day} {}", month_name(month, short)), year)
            }
            Phrase::SomeMonth { months, year } => some_month(months, year, short),
            Phrase::SomeDay { days, months, year } => some_day(days, months, year, short),
            Phrase::Grouping { code, year } => grouping(code, year, short),
            Phrase::InSomeYear { part, first, last } => in_some_year(part, first, last, short),
            Phrase::InUnknownYear(part) => {
                pick(format!("{part}, year ?"), format!("{part} of an unknown year"))
            }
            Phrase::AtTime {
                day,
                clock,
                shift: "",
            } => format!("{day}, {clock}"),
            Phrase::AtTime {
                day,
                clock,
                shift: "Z",
            } => format!("{day}, {clock} UTC"),
            Phrase::AtTime { day, clock, shift } => format!("{day}, {clock} UTC{shift}"),
            Phrase::Clock(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
            Phrase::Qualified {
                date,
                uncertain,
                approximate,
                within,
            } => qualified(date, uncertain, approximate, within, short),
            Phrase::PartsQualified {
                date,
                uncertain,
                approximate,
            } => parts_qualified(date, uncertain, approximate, short),
            Phrase::FromTo(start, end) => pick(dashed(start, end), format!("{start} to {end}")),
            Phrase::From(start) => pick(format!("{start}–"), format!("from {start} on")),
            Phrase::Until(end) => pick(format!("–{end}"), format!("until {end}")),
            Phrase::FromUnknownEnd(start) => pick(format!("{start}–?"), format!("from {start}, end unknown")),
            Phrase::UntilUnknownStart(end) => pick(format!("?–{end}"), format!("until {end}, start unknown")),
            Phrase::UnknownTime => pick("?".into(), "an unknown time".into()),
            Phrase::Always => "all of time".into(),
            Phrase::OneOf(members) => format!("one of: {}", members.join(", ")),
            Phrase::AllOf(members) => pick(members.join(", "), format!("all of: {}", members.join(", "))),
            Phrase::Window(first, last) => format!("{first} to {last}, both days included"),
            Phrase::WindowOfOneDay(day) => format!("{day}, this day alone"),
        }
    }
}

/// Two ends with a dash between, set apart where an end has several words.
fn dashed(start: &str, end: &str) -> String {
    let dash = if start.contains(' ') || end.contains(' ') {
        " – "
    } else {
        "–"
    };
    format!("{start}{dash}{end}")
}

/// A historical year: "2016", "476 CE", "147 BCE", "12,345 CE", "13.8 billion BCE".
fn year_words(year: i64) -> String {
    let (number, era) = if year <= 0 {
        (1 - year, " BCE")
    } else {
        (year, " CE")
    };
    // Whole hundredths of a million or billion are said so; anything finer would be rounded.
    for (unit, name) in [(1_000_000_000, "billion"), (1_000_000, "million")] {
        if number >= unit && number % (unit / 100) == 0 {
            let hundredths = format!("{}.{:02}", number / unit, number % unit / (unit / 100));
            return format!(
                "{} {name}{era}",
                hundredths.trim_end_matches('0').trim_end_matches('.')
            );
        }
    }
    match number {
        1000..=9999 if year > 0 => number.to_string(),
        0..=9999 => format!("{number}{era}"),
        _ => format!("{}{era}", grouped(number)),
    }
}

/// A number with commas between groups of three digits.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "2010s" for ten years that share all but the last digit.
fn decade(first: i64, last: i64) -> Option<String> {
    (first >= 1000 && first % 10 == 0 && last - first == 9).then(|| format!("{first}s"))
}

fn some_year(first: i64, last: i64, alone: bool, short: bool) -> String {
    let (from, to) = (year_words(first), year_words(last));
    match (decade(first, last), alone, short) {
        (Some(decade), _, true) => decade,
        (Some(decade), true, false) => format!("some time in the {decade}"),
        (Some(decade), false, false) => format!("the {decade}"),
        (None, _, true) => dashed(&from, &to),
        (None, true, false) => format!("some time between {from} and {to}"),
        (None, false, false) => format!("a year between {from} and {to}"),
    }
}

fn in_some_year(part: &str, first: i64, last: i64, short: bool) -> String {
    match (decade(first, last), short) {
        (Some(decade), true) => format!("{part}, {decade}"),
        (Some(decade), false) => format!("{part} in the {decade}"),
        (None, true) => format!("{part}, {}", some_year(first, last, false, true)),
        (None, false) => format!("{part}, between {} and {}", year_words(first), year_words(last)),
    }
}

fn month_name(month: u8, short: bool) -> &'static str {
    let name = MONTHS
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or_default();
    if short {
        name.get(..3).unwrap_or(name)
    } else {
        name
    }
}

fn with_year(part: &str, year: Option<i64>) -> String {
    year.map_or_else(|| part.to_owned(), |year| format!("{part} {}", year_words(year)))
}

/// "a, b or c", or "a to c" for a run of three and more.
fn alternatives(numbers: &[u8], name: impl Fn(u8) -> String) -> String {
    let is_run = numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    match numbers {
        [first, .., last] if is_run && numbers.len() > 3 => format!("{} to {}", name(*first), name(*last)),
        [most @ .., last] if !most.is_empty() => {
            let most: Vec<String> = most.iter().map(|n| name(*n)).collect();
            format!("{} or {}", most.join(", "), name(*last))
        }
        _ => numbers.iter().map(|n| name(*n)).collect(),
    }
}

fn some_month(months: &[u8], year: Option<i64>, short: bool) -> String {
    if months.len() == 12 {
        return year.map_or_else(
            || "some month".to_owned(),
            |year| format!("some month of {}", year_words(year)),
        );
    }
    with_year(&alternatives(months, |m| month_name(m, short).to_owned()), year)
}

fn some_day(days: &[u8], months: &[u8], year: Option<i64>, short: bool) -> String {
    let any_day = days.len() == 31;
    if any_day && months.len() == 12 {
        return year.map_or_else(
            || "some day".to_owned(),
            |year| format!("some day in {}", year_words(year)),
        );
    }
    let months_words = some_month(months, year, short);
    let day_words = alternatives(days, |day| day.to_string());
    match months {
        _ if any_day => format!("some day in {months_words}"),
        [_] => format!("{day_words} {months_words}"),
        _ => format!("day {day_words} of {months_words}"),
    }
}

fn grouping(code: u8, year: Option<i64>, short: bool) -> String {
    let season = |n: u8| ["spring", "summer", "autumn", "winter"][usize::from(n % 4)];
    let ordinal = |n: u8| ["first", "second", "third", "fourth"][usize::from(n % 4)];
    match code {
        21..=24 => with_year(season(code - 21), year),
        25..=28 => format!("{} (northern hemisphere)", with_year(season(code - 25), year)),
        29..=32 => format!("{} (southern hemisphere)", with_year(season(code - 29), year)),
        33..=36 if short => with_year(&format!("Q{}", code - 32), year),
        37..=39 if short => with_year(&format!("third {} of 3,", code - 36), year),
        40..=41 if short => with_year(&format!("H{}", code - 39), year),
        _ => {
            let part = match code {
                33..=36 => format!("{} quarter", ordinal(code - 33)),
                37..=39 => format!(
                    "{} four months",
                    ["first", "middle", "last"][usize::from(code - 37)]
                ),
                _ => format!("{} half", ordinal(code.saturating_sub(40))),
            };
            format!(
                "{part} of {}",
                year.map_or_else(|| "a year".to_owned(), year_words)
            )
        }
    }
}

fn qualified(date: &str, uncertain: bool, approximate: bool, within: bool, short: bool) -> String {
    let date = match (approximate, short) {
        (true, true) => format!("c. {date}"),
        (true, false) => format!("about {date}"),
        (false, _) => date.to_owned(),
    };
    match (uncertain, short, within) {
        (true, true, _) => format!("{date}?"),
        (true, false, true) => format!("{date} (uncertain)"),
        (true, false, false) => format!("uncertain: {date}"),
        (false, ..) => date,
    }
}

fn parts_qualified(date: &str, uncertain: &[Part], approximate: &[Part], short: bool) -> String {
    if short {
        return qualified(date, !uncertain.is_empty(), !approximate.is_empty(), true, true);
    }
    let list = |parts: &[Part], what: &str| {
        let names: Vec<&str> = parts
            .iter()
            .map(|part| match part {
                Part::Year => "year",
                Part::Month => "month",
                Part::Day => "day",
            })
            .collect();
        (!names.is_empty()).then(|| format!("{} {what}", names.join(" and ")))
    };
    let said: Vec<String> = [list(uncertain, "uncertain"), list(approximate, "approximate")]
        .into_iter()
        .flatten()
        .collect();
    format!("{date} ({})", said.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::chronology::{Day, DaySpan, Edtf, in_words, in_words_short, window_in_words};

    #[test]
    fn every_kind_of_date_is_said_in_words_long_and_short() {
        for (date, long, short) in [
            ("2016-04-12", "12 April 2016", "12 Apr 2016"),
            ("2015-09", "September 2015", "Sep 2015"),
            ("1973", "1973", "1973"),
            ("0476", "476 CE", "476 CE"),
            ("-0146", "147 BCE", "147 BCE"),
            ("0000", "1 BCE", "1 BCE"),
            ("-0043-03-15", "15 March 44 BCE", "15 Mar 44 BCE"),
            ("2013~", "about 2013", "c. 2013"),
            ("2012-12?", "uncertain: December 2012", "Dec 2012?"),
            ("2004-06-11%", "uncertain: about 11 June 2004", "c. 11 Jun 2004?"),
            ("201X", "some time in the 2010s", "2010s"),
            ("201X~", "about the 2010s", "c. 2010s"),
            ("20XX", "some time between 2000 and 2099", "2000–2099"),
            ("XXXX", "an unknown year", "year ?"),
            ("1979/1992", "1979 to 1992", "1979–1992"),
            ("1979~/1992?", "about 1979 to 1992 (uncertain)", "c. 1979 – 1992?"),
            ("1992/..", "from 1992 on", "1992–"),
            ("../1985", "until 1985", "–1985"),
            ("1985/", "from 1985, end unknown", "1985–?"),
            ("/1985", "until 1985, start unknown", "?–1985"),
            ("../..", "all of time", "all of time"),
            ("2014-21", "spring 2014", "spring 2014"),
            (
                "2014-29",
                "spring 2014 (southern hemisphere)",
                "spring 2014 (southern hemisphere)",
            ),
            ("2001-34", "second quarter of 2001", "Q2 2001"),
            ("2001-41", "second half of 2001", "H2 2001"),
            ("2001-39", "last four months of 2001", "third 3 of 3, 2001"),
            ("2004-XX", "some month of 2004", "some month of 2004"),
            (
                "1984-1X",
                "October, November or December 1984",
                "Oct, Nov or Dec 1984",
            ),
            ("1985-04-XX", "some day in April 1985", "some day in Apr 1985"),
            ("1985-XX-XX", "some day in 1985", "some day in 1985"),
            ("1985-04-1X", "10 to 19 April 1985", "10 to 19 Apr 1985"),
            ("156X-12-25", "25 December in the 1560s", "25 Dec, 1560s"),
            (
                "15XX-12-25",
                "25 December, between 1500 and 1599",
                "25 Dec, 1500–1599",
            ),
            (
                "XXXX-12-XX",
                "some day in December of an unknown year",
                "some day in Dec, year ?",
            ),
            (
                "2004-06~-11",
                "11 June 2004 (year and month approximate)",
                "c. 11 Jun 2004",
            ),
            (
                "?2004-06-~11",
                "11 June 2004 (year uncertain, day approximate)",
                "c. 11 Jun 2004?",
            ),
            ("Y170000002", "170,000,002 CE", "170,000,002 CE"),
            ("Y-17E7", "170,000,001 BCE", "170,000,001 BCE"),
            ("Y-13799999999", "13.8 billion BCE", "13.8 billion BCE"),
            ("1950S2", "about 1950 (between 1900 and 1999)", "c. 1950"),
            (
                "1985-04-12T23:20:30",
                "12 April 1985, 23:20:30",
                "12 Apr 1985, 23:20:30",
            ),
            (
                "1985-04-12T23:20:30+04:30",
                "12 April 1985, 23:20:30 UTC+04:30",
                "12 Apr 1985, 23:20:30 UTC+04:30",
            ),
            (
                "[1667,1668,1670..1672]",
                "one of: 1667, 1668, 1670 to 1672",
                "one of: 1667, 1668, 1670–1672",
            ),
            ("{1960,1961-12}", "all of: 1960, December 1961", "1960, Dec 1961"),
            ("[..1984]", "one of: until 1984", "one of: –1984"),
        ] {
            let date: Edtf = date.parse().unwrap();
            assert_eq!(
                (in_words(&date).as_str(), in_words_short(&date).as_str()),
                (long, short),
                "{date}"
            );
        }
    }

    #[test]
    fn a_window_says_that_both_days_belong_to_it() {
        let two_years = DaySpan::of_years(2014, 2015);
        assert_eq!(
            window_in_words(two_years),
            "1 Jan 2014 to 31 Dec 2015, both days included"
        );
        let day = Day::from_ymd(2016, 4, 12).unwrap();
        assert_eq!(
            window_in_words(DaySpan::of_day(day)),
            "12 Apr 2016, this day alone"
        );
        assert_eq!(
            window_in_words(DaySpan::between(day, Day::MAX)),
            "from 12 Apr 2016 on"
        );
        assert_eq!(window_in_words(DaySpan::ALL), "all of time");
    }
}
