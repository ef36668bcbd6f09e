//! How many events each stretch of time has: a pale histogram behind the rows, so that what is counted or outside
//! of the titles is seen as well.

use crate::scene::{Affine, Group, Node, Outline, Path, PathStep, Rect};

use super::TimelineContext;
use super::layout::TimelineLayout;

/// Width of a bar of the histogram, in points.
const BIN: f64 = 8.0;
/// The height of the highest bar: a part of the rows' height, and at most so many points.
const HIGHEST: f64 = 0.92;
const MOST_HEIGHT: f64 = 56.0;
/// How strongly the bars are drawn.
const OPACITY: f32 = 0.13;

/// Events in stretches of the picture: one whose date is imprecise or lasts counts in each in proportion.
pub(super) struct Density {
    bins: Vec<f64>,
    /// What begins and ends in the middle of bins, as a slope that is summed up in the end.
    rates: Vec<f64>,
    bin_width: f64,
    /// Bins in a point: a division less for each of very many.
    per_point: f64,
}

impl Density {
    /// No event yet, along some points.
    pub(super) fn new(width: f64) -> Self {
        Self::with_bins(width, BIN)
    }

    fn with_bins(width: f64, bin: f64) -> Self {
        let count = ((width / bin) as usize).max(1);
        Self {
            bins: vec![0.0; count],
            rates: vec![0.0; count + 1],
            bin_width: width / count as f64,
            per_point: count as f64 / width.max(1e-9),
        }
    }

    /// Counts an event from its left to its right end, in points.
    pub(super) fn add(&mut self, [left, right]: [f64; 2]) {
        let count = self.bins.len();
        let length = right - left;
        if length < 1.0 && left >= 0.0 {
            // No wider than a bar's edge is sharp.
            let bin = (left * self.per_point) as usize;
            self.bins[bin.min(count - 1)] += 1.0;
            return;
        }
        let length = length.max(1e-9);
        let (from, to) = (
            left.max(0.0) * self.per_point,
            (right * self.per_point).min(count as f64),
        );
        if to <= from {
            return;
        }
        let (first, last) = (from as usize, (to as usize).min(count - 1));
        let rate = self.bin_width / length;
        if first == last {
            self.bins[first] += rate * (to - from);
            return;
        }
        self.bins[first] += rate * (first as f64 + 1.0 - from);
        self.bins[last] += rate * (to - last as f64);
        self.rates[first + 1] += rate;
        self.rates[last] -= rate;
    }

    /// With what lasts over several stretches counted in each.
    pub(super) fn summed(mut self) -> Self {
        let mut rate = 0.0;
        for (bin, change) in self.bins.iter_mut().zip(&mut self.rates) {
            rate += std::mem::take(change);
            *bin += rate;
        }
        self
    }

    /// The stretches that have events: left, right, and the part of the fullest one's number.
    pub(super) fn bars(&self) -> impl Iterator<Item = [f64; 3]> + '_ {
        let most = self.bins.iter().copied().fold(0.0, f64::max);
        let bars = self
            .bins
            .iter()
            .enumerate()
            .filter(move |(_, n)| most > 0.0 && **n > most * 1e-4);
        bars.map(move |(at, n)| {
            let left = at as f64 * self.bin_width;
            [left, left + self.bin_width, n / most]
        })
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
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_event_counts_once_in_all_stretches_together(
            spans in prop::collection::vec((0.0..900.0f64, 0.1..100.0f64), 1..50), bin in 2.0..40.0f64,
        ) {
            let mut density = Density::with_bins(1000.0, bin);
            for (left, length) in &spans {
                density.add([*left, left + length]);
            }
            let density = density.summed();
            let sum: f64 = density.bins.iter().sum();
            prop_assert!((sum - spans.len() as f64).abs() < 1e-6, "{sum}");
            prop_assert!(density.bins.iter().all(|n| *n > -1e-9));
        }
    }
}
