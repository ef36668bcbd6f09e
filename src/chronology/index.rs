//! Many spans in order of time: which of them meet a window, and how many, without looking at all.

use super::day::Day;
use super::span::DaySpan;

/// A time-sorted index over a fixed list of spans; a span is known by its place in that list.
///
/// Counting takes two binary searches. Listing walks an implicit tree over the latest ends and costs
/// about the logarithm of the whole for each run of hits.
#[derive(Clone, Debug, Default)]
pub struct TimeIndex {
    /// The spans' places in the list given, by first day, then last day, then place.
    order: Vec<usize>,
    /// First days, ascending: those of `order`.
    starts: Vec<Day>,
    /// Last days in their own order, ascending.
    ends: Vec<Day>,
    /// Last days as a complete binary tree: node 1 is the root, node n has children 2n and 2n + 1, the
    /// leaves are those of `order`; each node holds the latest of its leaves.
    latest: Vec<Day>,
    leaves: usize,
}

impl TimeIndex {
    /// An index over spans; the number that it gives for one is its place in this list.
    pub fn new(spans: &[DaySpan]) -> Self {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|n| (spans[*n], *n));
        let starts = order.iter().map(|n| spans[*n].first()).collect();
        let mut ends: Vec<Day> = spans.iter().map(|span| span.last()).collect();
        ends.sort_unstable();
        let leaves = spans.len().next_power_of_two();
        // A missing leaf ends before everything. A window without a start would find it, but only after
        // every real one, where `meeting` has stopped.
        let mut latest = vec![Day::MIN; 2 * leaves];
        for (leaf, n) in order.iter().enumerate() {
            latest[leaves + leaf] = spans[*n].last();
        }
        for node in (1..leaves).rev() {
            latest[node] = latest[2 * node].max(latest[2 * node + 1]);
        }
        Self {
            order,
            starts,
            ends,
            latest,
            leaves,
        }
    }

    /// How many spans there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// All spans in order of time: by first day, then last day, then place in the list.
    pub fn in_order(&self) -> &[usize] {
        &self.order
    }

    /// The spans that share a day with `window`, in order of time.
    pub fn meeting(&self, window: DaySpan) -> impl Iterator<Item = usize> + '_ {
        let begun = self.starts.partition_point(|start| *start <= window.last());
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.seek(from, window.first()).filter(|found| *found < begun)?;
            from = found + 1;
            self.order.get(found).copied()
        })
    }

    /// How many spans share a day with `window`, without listing them.
    pub fn count_meeting(&self, window: DaySpan) -> usize {
        // One that does not meet is over before the window or begins after it, and never both.
        let begun = self.starts.partition_point(|start| *start <= window.last());
        let over = self.ends.partition_point(|end| *end < window.first());
        begun - over
    }

    /// The first leaf at or after `from` that ends on or after `day`.
    fn seek(&self, from: usize, day: Day) -> Option<usize> {
        if from >= self.order.len() {
            return None;
        }
        let mut node = self.leaves + from;
        // Climb until a subtree that begins here or further right holds a late enough end …
        while self.latest[node] < day {
            while node % 2 == 1 {
                node /= 2;
            }
            if node == 0 {
                return None;
            }
            node += 1;
        }
        // … and go down to its first such leaf.
        while node < self.leaves {
            node *= 2;
            if self.latest[node] < day {
                node += 1;
            }
        }
        Some(node - self.leaves)
    }
}

impl From<Vec<DaySpan>> for TimeIndex {
    fn from(spans: Vec<DaySpan>) -> Self {
        Self::new(&spans)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span() -> impl Strategy<Value = DaySpan> {
        prop_oneof![
            8 => (0..60i64, 0..60i64).prop_map(|(a, b)| DaySpan::between(Day(a), Day(b))),
            1 => (0..60i64).prop_map(|a| DaySpan::between(Day(a), Day::MAX)),
            1 => (0..60i64).prop_map(|a| DaySpan::between(Day::MIN, Day(a))),
        ]
    }

    #[test]
    fn an_empty_index_meets_nothing() {
        let index = TimeIndex::new(&[]);
        assert!(index.is_empty());
        assert_eq!(
            (
                index.meeting(DaySpan::ALL).count(),
                index.count_meeting(DaySpan::ALL)
            ),
            (0, 0)
        );
    }

    proptest! {
        #[test]
        fn an_index_finds_just_the_spans_that_meet_in_order_of_time(
            spans in prop::collection::vec(span(), 0..70), window in prop_oneof![9 => span(), 1 => Just(DaySpan::ALL)]
        ) {
            let index = TimeIndex::new(&spans);
            let mut plain: Vec<usize> = (0..spans.len()).filter(|n| spans[*n].meets(window)).collect();
            plain.sort_by_key(|n| (spans[*n], *n));
            prop_assert_eq!(index.meeting(window).collect::<Vec<_>>(), plain.clone());
            prop_assert_eq!(index.count_meeting(window), plain.len());
        }
    }
}
