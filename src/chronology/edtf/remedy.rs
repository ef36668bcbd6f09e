//! What a writer may have meant by a text that is no EDTF: the common ways to write dates elsewhere.
//! Only ever suggests; nothing is read that way in silence.

use super::error::EdtfError;
use super::parse::{Fault, expression};
use crate::chronology::day::days_in_month;

/// The error for a text, with a suggestion where a common form is recognised.
pub(super) fn explain(text: &str, fault: Fault) -> EdtfError {
    let plain: String = text
        .trim()
        .chars()
        .map(|c| if c == '\u{2013}' { '-' } else { c })
        .collect();
    let guess = guess(&plain);
    let suggestion = guess.as_ref().map(|g| g.0.clone()).filter(|s| is_edtf(s));
    let remedy = match (&suggestion, guess) {
        (Some(_), Some((_, remedy))) => remedy,
        _ => fault.remedy,
    };
    EdtfError {
        text: text.to_owned(),
        column: fault.column,
        problem: fault.problem,
        remedy,
        suggestion,
    }
}

fn is_edtf(text: &str) -> bool {
    expression(&text.chars().collect::<Vec<_>>()).is_ok()
}

/// What was likely meant, and how to say so.
fn guess(text: &str) -> Option<(String, String)> {
    let lower = text.to_lowercase();
    if let Some(date) = about(&lower) {
        return Some((date.clone(), format!("mark an approximate date with ~: {date}")));
    }
    plain(&lower).or_else(|| {
        let (modern, _) = super::lenient::modernised(text);
        (modern != text).then(|| (modern.clone(), format!("write {modern}")))
    })
}

/// A date without words about it, in lower case.
fn plain(text: &str) -> Option<(String, String)> {
    let said = |words: &'static str| move |date: String| (date.clone(), format!("{words}: {date}"));
    before_common_era(text)
        .map(said("write years before our era with year zero as 1 BCE"))
        .or_else(|| decade_or_century(text).map(said("mask the unknown digits")))
        .or_else(|| month_in_words(text).map(said("write year first, in digits")))
        .or_else(|| numbers(text))
}

/// `500 BC`, `500 BCE`.
fn before_common_era(text: &str) -> Option<String> {
    let year = text.strip_suffix("bce").or_else(|| text.strip_suffix("bc"))?;
    let year: i64 = year.trim().parse().ok().filter(|y| (1..=10_000).contains(y))?;
    Some(astronomical(1 - year))
}

/// `c. 2013`, `ca 2013`, `circa 2013`, `about 2013`.
fn about(text: &str) -> Option<String> {
    let rest = ["circa", "about", "approx.", "ca.", "ca", "c."]
        .iter()
        .find_map(|p| text.strip_prefix(p))?;
    let rest = rest.trim();
    let date = if is_edtf(rest) {
        rest.to_owned()
    } else {
        plain(rest)?.0
    };
    Some(format!("{date}~"))
}

/// `2010s`, `1950's`, `19th century`.
fn decade_or_century(text: &str) -> Option<String> {
    if let Some(ordinal) = text.strip_suffix("century") {
        let ordinal = ordinal.trim().trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
        let century: i64 = ordinal.parse().ok().filter(|c| (1..=99).contains(c))?;
        return Some(format!("{:02}XX", century - 1));
    }
    let year = text.strip_suffix("'s").or_else(|| text.strip_suffix('s'))?;
    let decade = year
        .strip_suffix('0')
        .filter(|d| d.len() == 3 && d.bytes().all(|b| b.is_ascii_digit()))?;
    Some(format!("{decade}X"))
}

/// `12 April 2016`, `April 12, 2016`, `Apr 2016`.
fn month_in_words(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let (mut month, mut day, mut year) = (None, None, None);
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if let Some(found) = (1_u8..).zip(MONTHS).find(|(_, name)| word.starts_with(name)) {
            month = Some(found.0);
        } else if digits.len() == 4 {
            year = digits.parse::<i64>().ok();
        } else {
            day = Some(digits.parse::<u8>().ok()?);
        }
    }
    let (year, month) = (year?, month?);
    Some(match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    })
}

/// Dates of numbers in another order or with other separators.
fn numbers(text: &str) -> Option<(String, String)> {
    if !text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-' | ' '))
    {
        return None;
    }
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let number = |n: usize| parts.get(n).and_then(|part| part.parse::<i64>().ok());
    let date = |year: i64, month: i64, day: i64| {
        let fits =
            (1..=12).contains(&month) && (1..=i64::from(days_in_month(year, month as u8))).contains(&day);
        fits.then(|| format!("{year:04}-{month:02}-{day:02}"))
    };
    match lengths.as_slice() {
        [1 | 2, 1 | 2, 4] => {
            let (a, b, year) = (number(0)?, number(1)?, number(2)?);
            let (day_first, month_first) = (date(year, b, a), date(year, a, b));
            match (day_first, month_first) {
                (Some(one), Some(other)) if one != other => Some((
                    one.clone(),
                    format!("write year first: {one}, or {other} if the month came first"),
                )),
                (Some(one), _) | (None, Some(one)) => Some((one.clone(), format!("write year first: {one}"))),
                (None, None) => None,
            }
        }
        [4, 1 | 2, 1 | 2] => {
            let found = date(number(0)?, number(1)?, number(2)?)?;
            Some((
                found.clone(),
                format!("write hyphens and two digits each for month and day: {found}"),
            ))
        }
        [4, 1] => {
            let found = format!("{:04}-{:02}", number(0)?, number(1)?);
            Some((found.clone(), format!("write the month with two digits: {found}")))
        }
        [1 | 2, 4] => {
            let found = format!("{:04}-{:02}", number(1)?, number(0)?);
            Some((found.clone(), format!("write year first: {found}")))
        }
        [4, 4] => {
            let found = format!("{}/{}", parts.first()?, parts.get(1)?);
            Some((found.clone(), format!("write an interval with a slash: {found}")))
        }
        [8] => {
            let all = number(0)?;
            let found = date(all / 10_000, all / 100 % 100, all % 100)?;
            Some((
                found.clone(),
                format!("write hyphens between year, month and day: {found}"),
            ))
        }
        [1..=3] => {
            let found = astronomical(number(0)?);
            Some((found.clone(), format!("write the year with four digits: {found}")))
        }
        [length] if *length >= 5 => {
            let found = format!("Y{text}");
            Some((
                found.clone(),
                format!("start a year of more than four digits with Y: {found}"),
            ))
        }
        _ => None,
    }
}

fn astronomical(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.abs())
}

#[cfg(test)]
mod tests {
    use crate::chronology::Edtf;

    #[test]
    fn a_common_way_to_write_a_date_gets_the_edtf_for_it() {
        for (written, meant) in [
            ("12/4/2016", "2016-04-12"),
            ("25.12.2016", "2016-12-25"),
            ("12/25/2016", "2016-12-25"),
            ("2016/04/12", "2016-04-12"),
            ("2016-4-12", "2016-04-12"),
            ("20160412", "2016-04-12"),
            ("04/2016", "2016-04"),
            ("2016-4", "2016-04"),
            ("1979-1992", "1979/1992"),
            ("1979–1992", "1979/1992"),
            ("476", "0476"),
            ("12345", "Y12345"),
            ("500 BC", "-0499"),
            ("1 BCE", "0000"),
            ("c. 2013", "2013~"),
            ("circa 500 BCE", "-0499~"),
            ("1950's", "195X"),
            ("19th century", "18XX"),
            ("12 April 2016", "2016-04-12"),
            ("April 12th, 2016", "2016-04-12"),
            ("Sept. 2015", "2015-09"),
            ("199u", "199X"),
            ("1992/open", "1992/.."),
        ] {
            let error = written.parse::<Edtf>().unwrap_err();
            assert_eq!(error.suggestion(), Some(meant), "{written}");
            assert!(error.remedy().contains(meant), "{error}");
            assert!(meant.parse::<Edtf>().is_ok());
        }
    }

    #[test]
    fn an_ambiguous_order_is_said_to_be_ambiguous() {
        let error = "12/4/2016".parse::<Edtf>().unwrap_err().to_string();
        assert!(
            error.contains("write year first: 2016-04-12, or 2016-12-04"),
            "{error}"
        );
    }

    #[test]
    fn a_wrong_month_or_day_is_named_with_its_place() {
        let error = "2016-13".parse::<Edtf>().unwrap_err();
        assert_eq!(error.column(), 5);
        assert!(
            error
                .to_string()
                .starts_with("'2016-13': month 13 does not exist; months run 01 to 12")
        );
        let error = "2015-02-29".parse::<Edtf>().unwrap_err();
        assert_eq!((error.column(), error.remedy()), (8, "its days run 01 to 28"));
        assert_eq!(error.suggestion(), None);
    }
}
