//! How many events each stretch of time has: a pale histogram behind the rows, so that what is counted or outside
//! of the titles is seen as well.

use crate::scene::{Affine, Group, Node, Outline, Path, Rect};

use super::layout::TimelineLayout;
use super::rows::Entry;
use super::{TimelineContext, span_x};

/// Width of a bar of the histogram, in points.
const BIN: f64 = 8.0;
/// The part of the rows' height that the highest bar takes.
const HIGHEST: f64 = 0.92;
/// How strongly the bars are drawn.
const OPACITY: f32 = 0.13;

/// Events in stretches of an axis: one whose date is imprecise or lasts counts in each in proportion.
pub(super) struct Density {
    bins: Vec<f64>,
    bin_width: f64,
}

impl Density {
    /// Counts events along `width` points in bins of at least so many points. `span` gives an event's left and right
    /// end in points.
    pub(super) fn of<'e>(
        entries: impl Iterator<Item = &'e Entry>,
        width: f64,
        bin: f64,
        span: impl Fn(&Entry) -> [f64; 2],
    ) -> Self {
        let count = ((width / bin) as usize).max(1);
        let bin_width = width / count as f64;
        let mut bins = vec![0.0; count];
        // What begins and ends in the middle of bins, as a slope that is summed up below.
        let mut rates = vec![0.0; count + 1];
        for entry in entries {
            let [left, right] = span(entry);
            let length = (right - left).max(1e-9);
            let (from, to) = (left.max(0.0) / bin_width, right.min(width) / bin_width);
            if to <= from || from >= count as f64 {
                continue;
            }
            let (first, last) = (from as usize, (to as usize).min(count - 1));
            let rate = bin_width / length;
            if first == last {
                bins[first] += rate * (to - from);
                continue;
            }
            bins[first] += rate * (first as f64 + 1.0 - from);
            bins[last] += rate * (to - last as f64);
            rates[first + 1] += rate;
            rates[last] -= rate;
        }
        let mut rate = 0.0;
        for (bin, change) in bins.iter_mut().zip(rates) {
            rate += change;
            *bin += rate;
        }
        Self { bins, bin_width }
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

/// One shape made of rectangles that stand on a line.
pub(super) fn bars(rects: impl Iterator<Item = Rect>) -> Outline {
    let mut all = Outline::default();
    for rect in rects {
        all.steps.extend(Outline::rect(rect, 0.0).steps);
    }
    all
}

/// The histogram of the time in view.
pub(super) fn behind(parts: &TimelineContext, layout: &TimelineLayout) -> Node {
    let area = layout.all_rows();
    let width = layout.plot.width();
    let span = |entry: &Entry| {
        let span = crate::chronology::DaySpan::between(entry.first, entry.last);
        span_x(&layout.axis, span, width)
    };
    let density = Density::of(parts.rows.entries.iter(), width, BIN, span);
    let rects = density.bars().map(|[left, right, part]| Rect {
        left: area.left + left,
        right: area.left + right,
        top: area.bottom - area.height() * HIGHEST * part,
        bottom: area.bottom,
    });
    let shape = bars(rects);
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
    use crate::compose::TimelineRows;
    use crate::model::sample;
    use crate::view::{Kept, ViewSpec};
    use proptest::prelude::*;

    fn entry() -> Entry {
        let set = sample::dataset();
        let view = ViewSpec::for_dataset(&set);
        TimelineRows::new(&set, &view, &Kept::new(&set, &view.filter)).entries[0]
    }

    proptest! {
        #[test]
        fn each_event_counts_once_in_all_stretches_together(
            spans in prop::collection::vec((0.0..900.0f64, 0.1..100.0f64), 1..50), bin in 2.0..40.0f64,
        ) {
            let entries = vec![entry(); spans.len()];
            let next = std::cell::Cell::new(0);
            let density = Density::of(entries.iter(), 1000.0, bin, |_| {
                let (left, length) = spans[next.replace(next.get() + 1)];
                [left, left + length]
            });
            let sum: f64 = density.bins.iter().sum();
            prop_assert!((sum - spans.len() as f64).abs() < 1e-6, "{sum}");
            prop_assert!(density.bins.iter().all(|n| *n > -1e-9));
        }
    }
}
