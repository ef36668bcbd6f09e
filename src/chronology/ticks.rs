//! The ticks of a time axis and their labels, for every timeline and plot. A pure function of the axis
//! and of how wide a label is.

use super::axis::{Moment, TimeAxis};
use super::day::Day;
use super::english::English;
use super::step::Step;
use super::words::DateWords;

/// How much a tick stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TickLevel {
    /// A step of the axis; bears a label where one fits.
    Major,
    /// A subdivision between two steps; never labelled.
    Minor,
}

/// A mark on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The day of the mark.
    pub day: Day,
    /// How much of that day has passed, 0 up to but not including 1.
    pub offset: f64,
    /// Where it stands, in points from the left end of the axis.
    pub x: f64,
    /// The label, to be centred on `x`. None reaches beyond the axis or into its neighbour.
    pub label: Option<String>,
    /// How much it stands out.
    pub level: TickLevel,
}

/// Minor ticks nearer to each other than this many points are left out.
const NEAREST_MINOR: f64 = 5.0;
/// Clear points between two labels.
const LABEL_GAP: f64 = 8.0;
/// Majors nearer than this many points are never drawn, whatever the caller allows.
const NEAREST_MAJOR: f64 = 10.0;

/// The ticks of an axis with English labels, in order of time. Labels are at least
/// `min_label_spacing_points` from centre to centre; `label_width` gives a label's width in points.
pub fn ticks(axis: &TimeAxis, min_label_spacing_points: f64, label_width: &dyn Fn(&str) -> f64) -> Vec<Tick> {
    ticks_with(axis, min_label_spacing_points, label_width, &English)
}

/// [`ticks`] with labels in the words of a language.
pub fn ticks_with(
    axis: &TimeAxis,
    min_label_spacing_points: f64,
    label_width: &dyn Fn(&str) -> f64,
    words: &dyn DateWords,
) -> Vec<Tick> {
    let style = LabelStyle {
        spacing: min_label_spacing_points.max(NEAREST_MAJOR),
        label_width,
        words,
    };
    let points = |step: &Step| step.shortest_days() / axis.days_per_point();
    let (major, mut ticks) = style.majors(axis);
    let minor = major
        .finer()
        .into_iter()
        .find(|step| points(step) >= NEAREST_MINOR);
    if let Some(minor) = minor {
        let is_major = |at: &Moment| {
            ticks
                .iter()
                .any(|t| (t.day, t.offset) == (at.day(), at.fraction()))
        };
        let between: Vec<Moment> = minor
            .moments(axis)
            .into_iter()
            .filter(|at| !is_major(at))
            .collect();
        ticks.extend(between.into_iter().map(|at| tick(axis, at, TickLevel::Minor)));
        ticks.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    ticks
}

fn tick(axis: &TimeAxis, at: Moment, level: TickLevel) -> Tick {
    Tick {
        day: at.day(),
        offset: at.fraction(),
        x: axis.x_from_day(at),
        label: None,
        level,
    }
}

/// How labels are worded, measured and spaced.
struct LabelStyle<'a> {
    spacing: f64,
    label_width: &'a dyn Fn(&str) -> f64,
    words: &'a dyn DateWords,
}

impl LabelStyle<'_> {
    /// The step of the axis and its ticks with their labels.
    ///
    /// It is the finest whose labels all have room. On a short axis with long labels none of them may
    /// lie wholly inside; then it is a finer one, of which some labels do.
    fn majors(&self, axis: &TimeAxis) -> (Step, Vec<Tick>) {
        let labelled = |step: Step| {
            let moments = step.moments(axis);
            let mut ticks: Vec<Tick> = moments
                .iter()
                .map(|at| tick(axis, *at, TickLevel::Major))
                .collect();
            let is_told = self.label(step, &moments, &mut ticks, axis.width());
            (is_told, (step, ticks))
        };
        let roomy = |step: &Step| step.shortest_days() / axis.days_per_point() >= NEAREST_MAJOR;
        let mut steps: Vec<Step> = Step::all().filter(roomy).collect();
        if let Some(suiting) = steps.iter().position(|step| self.suits(*step, axis)) {
            steps.truncate(suiting + 1);
        }
        let coarsest = steps.pop().unwrap_or(Step::COARSEST);
        let (is_told, chosen) = labelled(coarsest);
        if is_told {
            return chosen;
        }
        let finer = steps
            .into_iter()
            .rev()
            .map(labelled)
            .find(|(is_told, _)| *is_told);
        finer.map_or(chosen, |(_, ticks)| ticks)
    }

    /// Whether every tick of a step has room for its label. Judged from the scale and the widest labels
    /// near both ends, not from the ticks in sight, so that panning does not change the step.
    fn suits(&self, step: Step, axis: &TimeAxis) -> bool {
        let points = step.shortest_days() / axis.days_per_point();
        if points < self.spacing {
            return false;
        }
        let samples = step.samples(axis);
        let widths = samples
            .iter()
            .map(|at| (self.label_width)(&step.label(*at, false, self.words)));
        let mut widths: Vec<f64> = widths.collect();
        widths.sort_by(f64::total_cmp);
        let widest = widths.last().copied().unwrap_or(0.0);
        let usual = if step.is_within_year() {
            widths.first().copied().unwrap_or(widest)
        } else {
            widest
        };
        points >= (widest + usual) / 2.0 + LABEL_GAP
    }

    /// Gives labels to as many major ticks as have room: first the one that names the year where all
    /// others are parts of a year, then those that start a larger unit, then the rest from the left.
    /// Returns whether the labels tell the year.
    fn label(&self, step: Step, majors: &[Moment], ticks: &mut [Tick], width: f64) -> bool {
        let mut taken: Vec<(f64, f64, f64)> = Vec::new();
        let mut place = |tick: &mut Tick, text: String| {
            let half = (self.label_width)(&text) / 2.0;
            let (left, right) = (tick.x - half, tick.x + half);
            let inside = left >= 0.0 && right <= width;
            let apart = taken.iter().all(|(l, r, x)| {
                (right + LABEL_GAP <= *l || *r + LABEL_GAP <= left) && (tick.x - x).abs() >= self.spacing
            });
            if inside && apart {
                taken.push((left, right, tick.x));
                tick.label = Some(text);
            }
            inside && apart
        };
        let mut is_told = step.is_within_year()
            && majors
                .iter()
                .zip(&mut *ticks)
                .any(|(at, tick)| place(tick, step.label(*at, true, self.words)));
        for larger in [true, false] {
            for (at, tick) in majors.iter().zip(&mut *ticks) {
                if tick.label.is_none() && step.starts_larger_unit(*at) == larger {
                    is_told |= place(tick, step.label(*at, false, self.words)) && !step.is_within_year();
                }
            }
        }
        is_told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronology::span::DaySpan;
    use crate::chronology::words::{Length, Phrase};
    use proptest::prelude::*;

    fn seven_points_a_letter(text: &str) -> f64 {
        text.chars().count() as f64 * 7.0
    }

    /// The labels along 900 points from one day to another, both as the axis writes days.
    fn labels(first: &str, last: &str) -> Vec<String> {
        let span = DaySpan::new(first.parse().unwrap(), last.parse().unwrap()).unwrap();
        let ticks = ticks(&TimeAxis::new(span, 900.0), 60.0, &seven_points_a_letter);
        ticks.into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn the_axis_reads_well_from_hours_to_billions_of_years() {
        let day = labels("2016-04-12", "2016-04-12");
        assert_eq!(day[..3], ["12 Apr 2016, 03:00", "06:00", "09:00"]);
        let month = labels("2016-03-20", "2016-05-10");
        assert_eq!(
            month,
            [
                "22 Mar",
                "1 Apr 2016",
                "8 Apr",
                "15 Apr",
                "22 Apr",
                "1 May",
                "8 May"
            ]
        );
        let two_years = labels("2014-02-01", "2015-12-31");
        assert_eq!(
            two_years,
            ["Apr 2014", "Jul", "Oct", "Jan 2015", "Apr", "Jul", "Oct"]
        );
        let period = labels("1973-01-01", "2016-12-31");
        assert_eq!(
            period,
            [
                "1975", "1980", "1985", "1990", "1995", "2000", "2005", "2010", "2015"
            ]
        );
        let antiquity = labels("-0799-01-01", "0600-12-31");
        assert_eq!(antiquity[..3], ["700 BCE", "600 BCE", "500 BCE"]);
        assert_eq!(
            antiquity[6..],
            [
                "100 BCE", "1 CE", "100 CE", "200 CE", "300 CE", "400 CE", "500 CE"
            ]
        );
        let all = labels("Y-13800000000-01-01", "2016-12-31");
        assert_eq!(all[..2], ["12 billion BCE", "10 billion BCE"]);
    }

    #[test]
    fn a_round_year_before_our_era_stands_at_its_astronomical_year() {
        let span = DaySpan::of_years(-1000, 1000);
        let ticks = ticks(&TimeAxis::new(span, 1200.0), 60.0, &seven_points_a_letter);
        let at = |label: &str| {
            ticks
                .iter()
                .find(|t| t.label.as_deref() == Some(label))
                .unwrap()
                .day
                .ymd()
        };
        assert_eq!(at("400 BCE"), (-399, 1, 1));
        assert_eq!(at("1 CE"), (1, 1, 1));
        assert_eq!(at("400 CE"), (400, 1, 1));
    }

    fn any_axis() -> impl Strategy<Value = TimeAxis> {
        let near = -1_000_000..1_000_000i64;
        let far = -5_100_000_000_000..5_100_000_000_000i64;
        (
            prop_oneof![near, far],
            0.0..12.8f64,
            400.0..3000.0f64,
            0.0..4.5f64,
        )
            .prop_map(|(first, magnitude, width, closer)| {
                let days = 10_f64.powf(magnitude) as i64;
                let axis = TimeAxis::new(DaySpan::between(Day(first), Day(first + days)), width);
                axis.zoomed(closer.exp().min(20.0), width / 3.0)
            })
    }

    proptest! {
        #[test]
        fn labels_never_touch_and_never_leave_the_axis(axis in any_axis(), spacing in 20.0..120.0f64) {
            let all = ticks(&axis, spacing, &seven_points_a_letter);
            let boxes: Vec<(f64, f64, f64)> = all
                .iter()
                .filter_map(|tick| tick.label.as_deref().map(|label| (tick.x, seven_points_a_letter(label) / 2.0)))
                .map(|(x, half)| (x - half, x + half, x))
                .collect();
            prop_assert!(boxes.iter().all(|(left, right, _)| *left >= 0.0 && *right <= axis.width()));
            for pair in boxes.windows(2) {
                prop_assert!(pair[0].1 < pair[1].0 && pair[1].2 - pair[0].2 >= spacing, "{pair:?}");
            }
        }

        #[test]
        fn ticks_are_in_order_on_the_axis_and_not_crowded(axis in any_axis()) {
            let all = ticks(&axis, 60.0, &seven_points_a_letter);
            prop_assert!(all.iter().all(|t| (-1e-6..=axis.width() + 1e-6).contains(&t.x)));
            prop_assert!(all.windows(2).all(|pair| pair[0].x < pair[1].x));
            prop_assert!(all.len() as f64 <= axis.width() / 4.0 + 3.0, "{} ticks", all.len());
            prop_assert!(all.iter().all(|t| t.level == TickLevel::Major || t.label.is_none()));
        }

        #[test]
        fn every_axis_has_a_label_and_one_names_the_year(axis in any_axis()) {
            let all = ticks(&axis, 60.0, &seven_points_a_letter);
            let labelled: Vec<(&Tick, &str)> =
                all.iter().filter_map(|tick| Some((tick, tick.label.as_deref()?))).collect();
            let names_its_year = |(tick, label): &(&Tick, &str)| {
                label.contains(&English.say(&Phrase::Year(tick.day.year()), Length::Short))
            };
            prop_assert!(labelled.iter().any(names_its_year), "{labelled:?}");
        }

        #[test]
        fn a_small_pan_keeps_the_step_unless_it_brings_a_longer_kind_of_year(axis in any_axis(), dx in -3.0..3.0f64) {
            let kinds = |axis: &TimeAxis| [axis.start(), axis.end()].map(|at| {
                let year = at.day().year();
                (year.signum(), year.unsigned_abs().checked_ilog10())
            });
            prop_assume!(kinds(&axis) == kinds(&axis.panned(dx)));
            let distance = |axis: &TimeAxis| {
                let majors: Vec<f64> = ticks(axis, 60.0, &seven_points_a_letter)
                    .iter().filter(|t| t.level == TickLevel::Major).map(|t| t.x).collect();
                majors.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max)
            };
            let (before, after) = (distance(&axis), distance(&axis.panned(dx)));
            // One tick may have come in or gone out, and months differ in length.
            if before > 0.0 && after > 0.0 {
                prop_assert!((before / after).ln().abs() < 0.5, "{before} {after}");
            }
        }
    }
}
