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
    let Some(major) = Step::all().find(|step| style.suits(*step, axis)) else {
        return Vec::new();
    };
    let majors = major.moments(axis);
    let mut ticks: Vec<Tick> = majors
        .iter()
        .map(|at| tick(axis, *at, TickLevel::Major))
        .collect();
    style.label(major, &majors, &mut ticks, axis.width());
    let points = |step: &Step| step.shortest_days() / axis.days_per_point();
    if let Some(minor) = major
        .finer()
        .into_iter()
        .find(|step| points(step) >= NEAREST_MINOR)
    {
        let between = minor.moments(axis).into_iter().filter(|at| !majors.contains(at));
        ticks.extend(between.map(|at| tick(axis, at, TickLevel::Minor)));
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
    /// Whether every tick of a step has room for its label. Judged from the scale and the widest labels
    /// near both ends, not from the ticks in sight, so that panning does not change the step.
    fn suits(&self, step: Step, axis: &TimeAxis) -> bool {
        let points = step.shortest_days() / axis.days_per_point();
        if points < self.spacing {
            return false;
        }
        let samples = match step {
            Step::Years(years) => {
                let sample = |at: Moment| Moment::from(Day::first_of_year(at.day().year() / years * years));
                vec![
                    sample(axis.start()),
                    sample(axis.end()),
                    Moment::from(Day::first_of_year(-2 * years)),
                ]
                .into_iter()
                .filter(|at| *at < axis.end() || *at == sample(axis.end()))
                .collect()
            }
            // January bears the year; September and a two-digit day are the widest of the others.
            _ => {
                let year = axis.start().day().year();
                [(1, 1), (9, 22)]
                    .into_iter()
                    .filter_map(|(month, day)| Day::from_ymd(year, month, day))
                    .map(|day| Moment::new(day, 0.0))
                    .collect::<Vec<_>>()
            }
        };
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
    fn label(&self, step: Step, majors: &[Moment], ticks: &mut [Tick], width: f64) {
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
        if step.is_within_year() {
            for (at, tick) in majors.iter().zip(&mut *ticks) {
                if place(tick, step.label(*at, true, self.words)) {
                    break;
                }
            }
        }
        for larger in [true, false] {
            for (at, tick) in majors.iter().zip(&mut *ticks) {
                if tick.label.is_none() && step.starts_larger_unit(*at) == larger {
                    place(tick, step.label(*at, false, self.words));
                }
            }
        }
    }
}
