//! How many events each stretch of time has: a pale histogram behind the rows, so that what is counted or outside
//! of the titles is seen as well.

use crate::chronology::{Day, Moment, TimeAxis};
use crate::scene::{Affine, Group, Node, Outline, Path, PathStep, Rect};

use super::TimelineContext;
use super::layout::TimelineLayout;
use super::time_order::count_while;

/// The least width of a bar of the histogram, in points.
const BIN: f64 = 8.0;
/// The height of the highest bar: a part of the rows' height, and at most so many points.
const HIGHEST: f64 = 0.92;
const MOST_HEIGHT: f64 = 56.0;
/// How strongly the bars are drawn.
const OPACITY: f32 = 0.13;

/// How many events there have been up to each moment: one whose date is imprecise or lasts comes in evenly over its
/// days, one with an end that nobody knows or that is none on its known day. How many a stretch has takes two looks.
#[derive(Clone, Debug, Default)]
pub(super) struct Course {
    /// The day of each event of a single day.
    days: Vec<i64>,
    /// The days on which the pace of the others changes; from each on, how many there were until then, and how many
    /// more come with a day.
    turns: Vec<Turn>,
}

#[derive(Clone, Copy, Debug)]
struct Turn {
    day: i64,
    before: f64,
    a_day: f64,
}

impl Course {
    /// The course of events with their first and last days.
    pub(super) fn new(events: impl Iterator<Item = [Day; 2]>) -> Self {
        let mut days = Vec::new();
        let mut changes: Vec<(i64, f64)> = Vec::new();
        for [first, last] in events {
            match [first, last].map(Day::is_limit) {
                [true, true] => {}
                [true, false] => days.push(last.0),
                [false, true] => days.push(first.0),
                [false, false] if first == last => days.push(first.0),
                [false, false] => {
                    let end = last.0.saturating_add(1);
                    let a_day = 1.0 / end.saturating_sub(first.0).max(1) as f64;
                    changes.extend([(first.0, a_day), (end, -a_day)]);
                }
            }
        }
        days.sort_unstable();
        changes.sort_unstable_by_key(|(day, _)| *day);
        let mut turns: Vec<Turn> = Vec::new();
        for (day, change) in changes {
            match turns.last_mut() {
                Some(turn) if turn.day == day => turn.a_day += change,
                Some(turn) => {
                    let next = Turn {
                        day,
                        before: turn.before + turn.a_day * day.saturating_sub(turn.day) as f64,
                        a_day: turn.a_day + change,
                    };
                    turns.push(next);
                }
                None => turns.push(Turn {
                    day,
                    before: 0.0,
                    a_day: change,
                }),
            }
        }
        Self { days, turns }
    }

    /// How many events there were before each of some moments, of which none is before the last.
    fn until(&self, moments: impl Iterator<Item = Moment>) -> impl Iterator<Item = f64> {
        let (mut days, mut turns) = (0, 0);
        moments.map(move |moment| {
            let (day, part) = (moment.day().0, moment.fraction());
            days += count_while(&self.days[days..], |d| *d < day);
            let that_day = count_while(&self.days[days..], |d| *d == day);
            turns += count_while(&self.turns[turns..], |turn| turn.day <= day);
            let lasting = turns.checked_sub(1).map_or(0.0, |at| {
                let turn = self.turns[at];
                turn.before + turn.a_day * (day.saturating_sub(turn.day) as f64 + part)
            });
            days as f64 + that_day as f64 * part + lasting
        })
    }
}

/// How many events each stretch of a picture has. The stretches have a round length and begin at the same moments
/// wherever the picture begins.
pub(super) struct Density {
    /// Left and right end in points, and the number.
    bins: Vec<[f64; 3]>,
}

impl Density {
    pub(super) fn new(course: &Course, axis: &TimeAxis) -> Self {
        let days = 2f64.powf((BIN * axis.days_per_point()).log2().ceil());
        let first = (axis.start().to_days() / days).floor();
        let count = (axis.width() * axis.days_per_point() / days).ceil() + 1.0;
        let numbers = std::iter::successors(Some(0.0), |n| Some(n + 1.0)).take_while(|n| *n <= count);
        let edge = |n: f64| {
            let day = ((first + n) * days).floor();
            Moment::new(Day(day as i64), (first + n) * days - day)
        };
        let edges: Vec<Moment> = numbers.map(edge).collect();
        let x = |moment: &Moment| moment.days_since(axis.start()) / axis.days_per_point();
        let counted: Vec<(f64, f64)> = edges
            .iter()
            .map(x)
            .zip(course.until(edges.iter().copied()))
            .collect();
        let bins = counted.windows(2).map(|pair| {
            let [(left, before), (right, after)] = [pair[0], pair[1]];
            [left, right, (after - before).max(0.0)]
        });
        Self { bins: bins.collect() }
    }

    /// The stretches that have events: left, right, and the part of the fullest one's number.
    pub(super) fn bars(&self) -> impl Iterator<Item = [f64; 3]> + '_ {
        let most = self.bins.iter().map(|bin| bin[2]).fold(0.0, f64::max);
        let bars = self
            .bins
            .iter()
            .filter(move |bin| most > 0.0 && bin[2] > most * 1e-4);
        bars.map(move |[left, right, n]| [*left, *right, n / most])
    }
}

/// Bars that stand side by side on one line, as an outline: those that touch share a contour, so that a thousand are as
/// quickly drawn as a few.
pub(super) fn skyline(bars: impl Iterator<Item = Rect>) -> Outline {
    let mut all = Outline::default();
    let mut end: Option<Rect> = None;
    for bar in bars {
        match end {
            Some(before) if (before.right - bar.left).abs() < 0.01 => {}
            before => {
                finish(&mut all, before);
                all.steps.push(PathStep::MoveTo([bar.left, bar.bottom]));
            }
        }
        all.steps.push(PathStep::LineTo([bar.left, bar.top]));
        all.steps.push(PathStep::LineTo([bar.right, bar.top]));
        end = Some(bar);
    }
    finish(&mut all, end);
    all
}

fn finish(outline: &mut Outline, last: Option<Rect>) {
    if let Some(last) = last {
        outline.steps.push(PathStep::LineTo([last.right, last.bottom]));
        outline.steps.push(PathStep::Close);
    }
}

/// The histogram of the time in view.
pub(super) fn behind(parts: &TimelineContext, layout: &TimelineLayout, density: &Density) -> Node {
    let area = layout.all_rows();
    let highest = (area.height() * HIGHEST).min(MOST_HEIGHT);
    let rects = density.bars().map(|[left, right, part]| Rect {
        left: area.left + left,
        right: area.left + right,
        top: area.bottom - highest * part,
        bottom: area.bottom,
    });
    let shape = skyline(rects);
    let node = Node::Path(Path {
        shape: shape.into(),
        transform: Affine::IDENTITY,
        fill: Some(parts.style.timeline.axis.faded(OPACITY).into()),
        stroke: None,
        key: None,
    });
    Node::Group(Group::named("density", vec![node]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronology::DaySpan;
    use proptest::prelude::*;

    /// Some days, a whole number of which is a picture's.
    fn axis() -> TimeAxis {
        TimeAxis::new(DaySpan::between(Day(-500), Day(1499)), 1000.0)
    }

    proptest! {
        #[test]
        fn each_event_counts_once_in_all_stretches_together(
            spans in prop::collection::vec((-400..900i64, 0..400i64), 1..60),
        ) {
            let events = spans.iter().map(|(first, days)| [Day(*first), Day(first + days)]);
            let density = Density::new(&Course::new(events), &axis());
            let sum: f64 = density.bins.iter().map(|bin| bin[2]).sum();
            prop_assert!((sum - spans.len() as f64).abs() < 1e-6, "{sum}");
        }

        #[test]
        fn a_stretch_has_the_part_of_each_event_that_lies_in_it(
            spans in prop::collection::vec((-600..1500i64, 0..400i64), 1..60), from in -700..1600i64,
            days in 0.0..300.0f64,
        ) {
            let events = spans.iter().map(|(first, days)| [Day(*first), Day(first + days)]);
            let course = Course::new(events);
            let start = Moment::new(Day(from), 0.25);
            let counts: Vec<f64> = course.until([start, start.plus(days)].into_iter()).collect();
            let number = counts[1] - counts[0];
            let (left, right) = (from as f64 + 0.25, from as f64 + 0.25 + days);
            let part = |(first, days): &(i64, i64)| {
                let [first, end] = [*first as f64, (first + days + 1) as f64];
                (right.min(end) - left.max(first)).max(0.0) / (end - first)
            };
            let expected: f64 = spans.iter().map(part).sum();
            prop_assert!((number - expected).abs() < 1e-6, "{number} of {expected}");
        }
    }

    #[test]
    fn an_event_with_an_open_side_counts_on_its_known_day() {
        let until = [Day(10), Day::MAX];
        let since = [Day::MIN, Day(20)];
        let course = Course::new([until, since, [Day::MIN, Day::MAX]].into_iter());
        let days = [10, 11, 20, 21].map(|day| Moment::new(Day(day), 0.0));
        assert!(course.until(days.into_iter()).eq([0.0, 1.0, 1.0, 2.0]));
    }
}
