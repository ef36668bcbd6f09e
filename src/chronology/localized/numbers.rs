//! Numbers and times of day in a language's digits.

use super::table::{Language, filled};

impl Language {
    /// A text with its digits in those of the language.
    pub(super) fn in_digits(&self, text: &str) -> String {
        let digit = |c: char| {
            let value = c.to_digit(10).and_then(|value| usize::try_from(value).ok());
            value
                .and_then(|value| self.digits.chars().nth(value))
                .unwrap_or(c)
        };
        text.chars().map(digit).collect()
    }

    /// "2016", "12.345", "13,8 Mrd.". Whole hundredths of a large unit are said in it; anything finer would
    /// be rounded.
    pub(super) fn number(&self, number: i64) -> String {
        let large = self
            .large
            .iter()
            .rev()
            .find(|large| number >= 10_i64.saturating_pow(large.from));
        let Some(large) = large else {
            return self.grouped(number);
        };
        let unit = 10_i64.saturating_pow(large.unit);
        let (whole, rest) = (number / unit, number % unit);
        if rest.saturating_mul(100) % unit != 0 {
            return self.grouped(number);
        }
        let hundredths = format!("{:02}", rest * 100 / unit);
        let hundredths = hundredths.trim_end_matches('0');
        let mark = if hundredths.is_empty() {
            ""
        } else {
            self.decimal.as_str()
        };
        let text = format!("{}{mark}{}", self.grouped(whole), self.in_digits(hundredths));
        filled(&large.text, |_| text.clone())
    }

    /// A number with marks between groups of digits, where it has more than four.
    fn grouped(&self, number: i64) -> String {
        let digits = number.to_string();
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            let left = digits.len() - place;
            let is_mark = left == 3 || (left > 3 && (left - 3).is_multiple_of(self.second_group));
            if place > 0 && digits.len() > 4 && is_mark {
                text.push_str(&self.group);
            }
            text.push(digit);
        }
        self.in_digits(&text)
    }

    /// A time of day that EDTF writes as `23:20` or `23:20:30`.
    pub(super) fn clock(&self, written: &str) -> String {
        let mut parts = written.split(':');
        let hours = parts.next().unwrap_or_default();
        let between = self.clock.split(['{', '}']).nth(2).unwrap_or(":");
        let others = parts.collect::<Vec<_>>().join(between);
        let text = filled(&self.clock, |field| match field {
            "H" if hours.len() == 2 => hours.strip_prefix('0').unwrap_or(hours).to_owned(),
            "H" | "HH" => hours.to_owned(),
            _ => others.clone(),
        });
        self.in_digits(&text)
    }
}
