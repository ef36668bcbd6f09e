//! Numbers as people read them, the same in pictures and in panels.

use crate::geography::Knots;

/// Units whose name stands before the number, which has no commas and is never broken: "rank 2", "year 2020".
const LEADING_UNITS: [&str; 2] = ["rank", "year"];

/// A whole number with commas between thousands, for numbers of at least four figures.
pub fn thousands(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if number <= -0.5 {
        format!("−{text}")
    } else {
        text
    }
}

/// The knots of a speed, without needless zeros: "14", "14.5".
pub fn knots_in_words(speed: Knots) -> String {
    match (speed.get() * 10.0).round() / 10.0 {
        whole if whole.fract() == 0.0 => thousands(whole),
        part => format!("{part:.1}"),
    }
}

/// A difference with its sign, to so many decimals; what is rounded to nothing has both.
pub fn signed(value: f64, decimals: usize) -> String {
    let number = match decimals {
        0 => thousands(value.abs()),
        _ => format!("{:.decimals$}", value.abs()),
    };
    let is_nothing = !number.bytes().any(|b| (b'1'..=b'9').contains(&b));
    match value < 0.0 {
        _ if is_nothing => format!("±{number}"),
        true => format!("−{number}"),
        false => format!("+{number}"),
    }
}

/// Whether a unit counts places or years: whole numbers, of which none is larger than another.
pub(super) fn is_ordinal(unit: &str) -> bool {
    LEADING_UNITS.iter().any(|known| known.eq_ignore_ascii_case(unit))
}

/// So many decimals at most are written: what is less is nothing.
const MOST_DECIMALS: usize = 12;

/// Decimals that show three figures of a value below 1, counted from its first figure that is not zero.
fn decimals_of_small(value: f64) -> usize {
    let before = -value.abs().log10().floor() - 1.0;
    // The cast is within bounds, also for zero, of which the logarithm is infinite.
    (before + 3.0).clamp(3.0, MOST_DECIMALS as f64) as usize
}

/// A figure as people read it: whole thousands set apart, others to three figures however small, less than a
/// millionth of a millionth as 0; a year is a year.
pub fn value_in_words(value: f64, unit: &str) -> String {
    // Nothing has no sign.
    let value = value + 0.0;
    if is_ordinal(unit) && value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.0}").replace('-', "−");
    }
    if value.abs() >= 1000.0 || value.fract() == 0.0 {
        return thousands(value);
    }
    let decimals = if value.abs() >= 100.0 {
        1
    } else if value.abs() >= 1.0 {
        2
    } else {
        decimals_of_small(value)
    };
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        return "0".to_owned();
    }
    text.replace('-', "−")
}

/// A figure with its unit: "38.9 US$ billion", "30 %", "rank 2".
pub fn value_with_unit(value: f64, unit: &str) -> String {
    let number = value_in_words(value, unit);
    if is_ordinal(unit) {
        format!("{unit} {number}")
    } else {
        format!("{number} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let table = [
            (0.2, "0"),
            (999.0, "999"),
            (6690.4, "6,690"),
            (1_234_567.0, "1,234,567"),
            (-1500.0, "−1,500"),
        ];
        for (number, text) in table {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn figures_are_written_for_people() {
        for (value, text) in [
            (28.4, "28.4"),
            (6690.0, "6,690"),
            (0.125, "0.125"),
            (-2.5, "−2.5"),
            (300.0, "300"),
            (0.000_412, "0.000412"),
            (-0.000_412_9, "−0.000413"),
            (0.05, "0.05"),
            (0.1 + 0.2, "0.3"),
            (0.999_96, "1"),
            (0.0, "0"),
            (-0.0, "0"),
            (-1e-15, "0"),
        ] {
            assert_eq!(value_in_words(value, "t"), text);
        }
        assert_eq!(value_in_words(-0.0, "rank"), "0");
    }

    #[test]
    fn a_unit_stands_where_it_is_read() {
        for (value, unit, text) in [
            (30.0, "%", "30 %"),
            (2.0, "rank", "rank 2"),
            (2020.0, "year", "year 2020"),
            (38.9, "US$ billion", "38.9 US$ billion"),
        ] {
            assert_eq!(value_with_unit(value, unit), text);
        }
    }
}
