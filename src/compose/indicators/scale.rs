//! The axis of a plot's values: from where to where it goes, which numbers stand at it, and that the first rank
//! stands at the top.

use crate::compose::numbers::is_ordinal;

use super::figures::Figure;

/// Points that two numbers on an axis stand apart, so that both can be read.
const TICK_ROOM: f64 = 17.0;
/// The part of the range that is left free above the greatest and below the least value.
const AIR: f64 = 0.12;

/// An axis of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The least value that is shown.
    pub low: f64,
    /// The greatest value that is shown.
    pub high: f64,
    /// Whether the least value stands at the top, as the first rank does.
    pub is_inverted: bool,
    /// Whether there is nothing between whole numbers.
    pub is_whole: bool,
}

impl Scale {
    /// The axis of figures with a unit that meet a stretch of days: with zero where the values come near it, with
    /// the first rank where they are ranks.
    pub(super) fn of<'a>(figures: impl Iterator<Item = &'a Figure>, shown: [f64; 2], unit: &str) -> Self {
        let is_rank = unit.eq_ignore_ascii_case("rank");
        let is_whole = is_ordinal(unit);
        let none = if is_rank { (0.4, 2.6) } else { (0.0, 1.0) };
        let (low, high) = match value_ends(figures, shown) {
            Some(ends) if is_rank => with_room([ends[0].min(1.0), ends[1].max(2.0)], 0.6),
            Some(ends) if is_whole => with_room(ends, 1.0),
            Some(ends) => value_range(ends),
            None => none,
        };
        Self {
            low,
            high,
            is_inverted: is_rank,
            is_whole,
        }
    }

    /// Where a value stands on an axis of some height, in points from its top.
    pub fn y(&self, value: f64, height: f64) -> f64 {
        let part = (value - self.low) / (self.high - self.low);
        height * if self.is_inverted { part } else { 1.0 - part }
    }

    /// The value at some points from the top.
    pub fn value_at(&self, y: f64, height: f64) -> f64 {
        let part = if self.is_inverted {
            y / height
        } else {
            1.0 - y / height
        };
        self.low + part * (self.high - self.low)
    }

    /// The values to write at an axis of some height in points: round ones, as many as can be read, but two
    /// at least.
    pub fn ticks(&self, height: f64) -> Vec<f64> {
        let range = self.high - self.low;
        if !(range > 0.0 && range.is_finite()) || height <= 0.0 {
            return Vec::new();
        }
        let wanted = (range * TICK_ROOM / height).max(if self.is_whole { 1.0 } else { 0.0 });
        let power = wanted.log10().floor();
        let steps = [5.0, 2.0, 1.0, 0.5, 0.2, 0.1].map(|n| n * 10f64.powf(power));
        // Ten times the power is always enough; smaller steps only where larger ones leave a single value.
        let start = steps.iter().rposition(|s| *s >= wanted);
        let all = std::iter::once(10f64.powf(power + 1.0)).chain(steps);
        let all = all.filter(|step| !self.is_whole || *step >= 1.0);
        let skipped = |step: &f64| start.is_some_and(|i| *step > steps[i] * 1.001);
        all.skip_while(skipped)
            .map(|step| self.multiples(step))
            .find(|values| values.len() >= 2)
            .unwrap_or_else(|| self.whole_ends())
    }

    /// The multiples of a step that are shown; of ranks, the first in any case.
    fn multiples(&self, step: f64) -> Vec<f64> {
        let (first, last) = ((self.low / step).ceil() as i64, (self.high / step).floor() as i64);
        let multiple = |i: i64| i as f64 * step;
        if !self.is_inverted {
            return (first..=last).map(multiple).collect();
        }
        // 1, 3, 5 and 1, 5, 10: the first rank is one of the numbers.
        let offset = if step == 2.0 { 1.0 } else { 0.0 };
        let others = (0..=last).map(|i| multiple(i) + offset);
        let others = others.filter(|value| *value - 1.0 >= step * 0.75 && *value <= self.high);
        std::iter::once(1.0).chain(others).collect()
    }

    /// The whole numbers at both ends, for an axis too low for a step of one.
    fn whole_ends(&self) -> Vec<f64> {
        let (first, last) = (self.low.ceil(), self.high.floor());
        if last > first {
            vec![first, last]
        } else {
            vec![first]
        }
    }
}

/// The least and the greatest value of figures that meet a stretch of days.
fn value_ends<'a>(figures: impl Iterator<Item = &'a Figure>, shown: [f64; 2]) -> Option<[f64; 2]> {
    let values = figures.filter(|f| f.meets(shown)).map(|f| f.value);
    let [least, most] = values.fold([f64::INFINITY, f64::NEG_INFINITY], |[a, b], v| {
        [a.min(v), b.max(v)]
    });
    (least <= most).then_some([least, most])
}

/// The range of whole numbers, with some room.
fn with_room([least, most]: [f64; 2], at_least: f64) -> (f64, f64) {
    let room = ((most - least) * AIR).max(at_least);
    (least - room, most + room)
}

/// The range of values between a least and a greatest, with some room; with zero where they come near it.
fn value_range([least, most]: [f64; 2]) -> (f64, f64) {
    // As where there are no figures at all.
    if least == 0.0 && most == 0.0 {
        return (0.0, 1.0);
    }
    let floor = least > 0.0 && least < most * 0.6;
    let ceiling = most < 0.0 && most > least * 0.6;
    let least = if floor { 0.0 } else { least };
    let most = if ceiling { 0.0 } else { most };
    // A value that never changes stands in the middle, between round numbers.
    let room = if most > least { most - least } else { most.abs() };
    let room = room * AIR;
    (if least == 0.0 { 0.0 } else { least - room }, most + room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::value_in_words;

    fn scale(low: f64, high: f64) -> Scale {
        Scale {
            low,
            high,
            is_inverted: false,
            is_whole: false,
        }
    }

    fn figures(values: &[(f64, f64)]) -> Vec<Figure> {
        let figure = |(day, value): &(f64, f64)| Figure {
            from: *day,
            to: *day,
            value: *value,
            open: false,
            point: 0,
        };
        values.iter().map(figure).collect()
    }

    proptest::proptest! {
        #[test]
        fn an_axis_has_at_least_two_round_numbers_and_no_more_than_can_be_read(
            low in -1e6..1e6f64, range in 1e-3..1e7f64, height in 40.0..400.0f64,
        ) {
            let values = scale(low, low + range).ticks(height);
            proptest::prop_assert!(values.len() >= 2, "{values:?}");
            let step = values[1] - values[0];
            proptest::prop_assert!(values.len() == 2 || step / range * height > TICK_ROOM * 0.35);
            proptest::prop_assert!(values.iter().all(|v| *v >= low - 1e-6 && *v <= low + range + 1e-6));
        }

        #[test]
        fn ranks_are_whole_and_the_first_stands_at_the_top(most in 1..200u32, height in 30.0..400.0f64) {
            let ranks = figures(&[(0.0, f64::from(most))]);
            let scale = Scale::of(ranks.iter(), [0.0, 1.0], "rank");
            let ticks = scale.ticks(height);
            proptest::prop_assert_eq!(ticks[0], 1.0);
            proptest::prop_assert!(ticks.iter().all(|t| t.fract() == 0.0 && *t <= scale.high), "{:?}", ticks);
            proptest::prop_assert!(ticks.len() >= 2);
            let ys: Vec<f64> = ticks.iter().map(|t| scale.y(*t, height)).collect();
            proptest::prop_assert!(ys.is_sorted() && ys[0] > 0.0 && ys[0] < height / 2.0);
        }

        #[test]
        fn a_value_is_found_where_it_stands(low in -1e3..1e3f64, part in 0.0..1.0f64, is_inverted: bool) {
            let scale = Scale { is_inverted, ..scale(low, low + 7.0) };
            let value = low + part * 7.0;
            proptest::prop_assert!((scale.value_at(scale.y(value, 90.0), 90.0) - value).abs() < 1e-6);
        }
    }

    #[test]
    fn a_low_axis_has_few_numbers_and_a_high_one_more() {
        assert_eq!(scale(0.0, 6.7).ticks(56.0), [0.0, 5.0]);
        assert_eq!(scale(0.0, 6.7).ticks(80.0), [0.0, 2.0, 4.0, 6.0]);
        assert_eq!(scale(0.0, 3.4).ticks(40.0), [0.0, 2.0]);
    }

    #[test]
    fn the_range_of_values_holds_what_is_shown_and_zero_where_it_is_near() {
        let all = figures(&[(10.0, 2.0), (11.0, 10.0), (50.0, 900.0)]);
        let scale = Scale::of(all.iter(), [9.0, 13.0], "t");
        assert!(scale.low == 0.0 && scale.high > 10.0 && scale.high < 20.0);
        let none = Scale::of(all.iter(), [0.0, 1.0], "t");
        assert_eq!((none.low, none.high), (0.0, 1.0));
    }

    #[test]
    fn small_values_have_their_own_numbers_and_nothing_but_zero_goes_from_0_to_1() {
        let numbers = |value: f64| {
            let all = figures(&[(0.0, value)]);
            let scale = Scale::of(all.iter(), [0.0, 1.0], "t");
            let ticks = scale.ticks(80.0);
            let words = ticks.iter().map(|tick| value_in_words(*tick, "t"));
            (scale, words.collect::<Vec<_>>())
        };
        let (nothing, words) = numbers(0.0);
        assert_eq!((nothing.low, nothing.high), (0.0, 1.0));
        assert!(words.contains(&"0".to_owned()), "{words:?}");
        let (small, mut words) = numbers(0.000_4);
        assert!(small.high < 0.001, "{small:?}");
        words.dedup();
        assert!(words.len() >= 2 && !words.contains(&"0".to_owned()), "{words:?}");
    }

    #[test]
    fn years_have_no_numbers_between_them() {
        let target = figures(&[(0.0, 2020.0)]);
        let ticks = Scale::of(target.iter(), [0.0, 1.0], "year").ticks(60.0);
        assert!(
            ticks.len() >= 2 && ticks.iter().all(|t| t.fract() == 0.0),
            "{ticks:?}"
        );
    }
}
