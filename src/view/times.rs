//! Times in view files: a day or a span as the program writes them, or any date as scholars do (EDTF).

use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use crate::chronology::{Day, DaySpan, Edtf};

/// A span: `2015-01-01/2016-12-31`, or the time from the earliest to the latest day of `2015/2016`.
pub(super) fn span<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DaySpan, D::Error> {
    read(deserializer, |date| date.span())
}

/// A day: `2016-04-12`, or the earliest day of `2016-04`.
pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    read(deserializer, |date| date.span().first())
}

fn read<'de, D: Deserializer<'de>, T: FromStr>(
    deserializer: D,
    from_date: impl Fn(&Edtf) -> T,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    if let Ok(exact) = text.parse() {
        return Ok(exact);
    }
    let date: Edtf = text.parse().map_err(serde::de::Error::custom)?;
    Ok(from_date(&date))
}
