//! The numbers of EDTF: years of four digits, long years, exponents, significant digits, masked digits.

use super::expression::Year;
use super::parse::{Cursor, Parsed, fault};
use crate::chronology::day::{MAX_YEAR, MIN_YEAR};

/// A year up to this takes no `Y`, however many zeros lead it: the specification keeps `Y` for years later
/// than 9999 or earlier than -9999.
const MOST_IN_FOUR_DIGITS: i64 = 9999;

/// Reads a year in any of its three forms, with its significant digits.
pub(super) fn year(cursor: &mut Cursor<'_>) -> Parsed<Year> {
    let begin = cursor.at;
    let long = cursor.eat('Y');
    let negative = cursor.eat('-');
    if long {
        return long_year(cursor, begin, negative);
    }
    let mut digits = [None; 4];
    for slot in &mut digits {
        *slot = digit_or_mask(cursor, "a year has four digits: 0476, -0499, 201X")?;
    }
    if cursor.peek().is_some_and(|c| c.is_ascii_digit() || c == 'X') {
        return cursor.fault("a year has four digits, and a longer one starts with Y: Y12345");
    }
    if negative && digits == [Some(0); 4] {
        return fault(begin, "year zero has no sign", "write 0000, which is 1 BCE");
    }
    let year = Year::Digits { negative, digits };
    if cursor.peek() != Some('S') {
        return Ok(year);
    }
    let Some(estimate) = year.exact() else {
        return cursor.fault("a year with unknown digits takes no count of significant digits");
    };
    significant(cursor, estimate, 4)
}

fn long_year(cursor: &mut Cursor<'_>, begin: usize, negative: bool) -> Parsed<Year> {
    let (mut magnitude, _) = digits(cursor)?;
    if cursor.eat('E') {
        magnitude = magnitude.saturating_mul(power_of_ten(cursor)?);
    } else if magnitude <= MOST_IN_FOUR_DIGITS {
        return fault(
            begin,
            "Y is for years of more than four digits",
            "write four digits without Y: 0476",
        );
    }
    let year = if negative { -magnitude } else { magnitude };
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return fault(
            begin,
            "the year is too far away",
            "years run from 20 billion before to 20 billion after",
        );
    }
    if cursor.peek() == Some('S') {
        let length = magnitude.checked_ilog10().map_or(1, |digits| digits + 1);
        return significant(cursor, year, length);
    }
    Ok(Year::Long(year))
}

/// Reads an exponent, a positive number in the specification, and gives ten to that power (saturating).
fn power_of_ten(cursor: &mut Cursor<'_>) -> Parsed<i64> {
    let begin = cursor.at;
    let (exponent, _) = digits(cursor)?;
    if exponent == 0 {
        return fault(begin, "an exponent is 1 or more", "write the year without E");
    }
    let power = u32::try_from(exponent).ok().and_then(|e| 10_i64.checked_pow(e));
    Ok(power.unwrap_or(i64::MAX))
}

/// Reads `S2` after an estimated year that was written with `length` digits.
fn significant(cursor: &mut Cursor<'_>, estimate: i64, length: u32) -> Parsed<Year> {
    let at = cursor.at;
    cursor.at += 1;
    let (count, _) = digits(cursor)?;
    let Some(free) = u32::try_from(count)
        .ok()
        .filter(|c| *c >= 1)
        .and_then(|c| length.checked_sub(c))
    else {
        return fault(
            at,
            format!("{count} significant digits are not possible for a year of {length} digits"),
            format!("write S1 to S{length}"),
        );
    };
    let unit = 10_i64.pow(free);
    let floor = estimate.abs() / unit * unit;
    let (near, far) = (floor, floor + unit - 1);
    let (first, last) = if estimate < 0 { (-far, -near) } else { (near, far) };
    Ok(Year::Significant {
        estimate,
        first: first.max(MIN_YEAR),
        last: last.min(MAX_YEAR),
    })
}

/// A run of digits as a number (saturating) and how many they were.
fn digits(cursor: &mut Cursor<'_>) -> Parsed<(i64, usize)> {
    let (mut value, mut count) = (0_i64, 0);
    while let Some(digit) = cursor.peek().and_then(|c| c.to_digit(10)) {
        value = value.saturating_mul(10).saturating_add(i64::from(digit));
        count += 1;
        cursor.at += 1;
    }
    if count == 0 {
        return cursor.fault("a number should stand here");
    }
    Ok((value, count))
}

/// One digit, or `None` for a masked one.
pub(super) fn digit_or_mask(cursor: &mut Cursor<'_>, remedy: &str) -> Parsed<Option<u8>> {
    if cursor.eat('X') {
        return Ok(None);
    }
    let digit = cursor
        .peek()
        .filter(char::is_ascii_digit)
        .and_then(|c| u8::try_from(c).ok());
    let Some(digit) = digit else {
        return cursor.fault(remedy);
    };
    cursor.at += 1;
    Ok(Some(digit - b'0'))
}

/// Two digits that make a number below a limit.
pub(super) fn below(cursor: &mut Cursor<'_>, limit: u32, remedy: &str) -> Parsed<u32> {
    let begin = cursor.at;
    let mut value = 0;
    for _ in 0..2 {
        let Some(digit) = cursor.peek().and_then(|c| c.to_digit(10)) else {
            return cursor.fault(remedy);
        };
        value = value * 10 + digit;
        cursor.at += 1;
    }
    if value >= limit {
        return fault(
            begin,
            format!("{value} is too large"),
            format!("it runs 00 to {:02}", limit - 1),
        );
    }
    Ok(value)
}
