//! The events of a row in the order of time, under a tree that knows of every part of them the days reached: stretches
//! are counted, and those found that reach into some days, without a look at each event.

use std::ops::Range;

/// An event as it stands in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Standing {
    /// Those with lower numbers come first; no two in a timeline share one.
    pub(super) claim: u32,
    /// What the caller knows it by.
    pub(super) event: u32,
    /// Where its marker stands, in half days.
    pub(super) place: i64,
    /// The first and the last day of its time.
    pub(super) first: i64,
    pub(super) last: i64,
}

/// The days that a part of an order reaches.
#[derive(Clone, Copy, Debug)]
struct Reach {
    first: i64,
    last: i64,
}

const NOTHING: Reach = Reach {
    first: i64::MAX,
    last: i64::MIN,
};

impl Reach {
    fn of(standing: &Standing) -> Self {
        Self {
            first: standing.first,
            last: standing.last,
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }

    /// Whether the time of some of it may meet the days from one to another.
    fn meets(self, [from, to]: [i64; 2]) -> bool {
        self.first <= to && self.last >= from
    }
}

/// Standings per leaf of the tree: so many are as quickly looked at one by one.
const LEAF: usize = 8;

/// The standings of a row.
#[derive(Debug)]
pub(super) struct TimeOrder {
    standings: Vec<Standing>,
    /// The place of each, by itself: what is searched is in one piece.
    places: Vec<i64>,
    /// The claim of each, by itself.
    claims: Vec<u32>,
    /// A tree in the usual list: the children of node n are 2n and 2n + 1, the root is 1.
    nodes: Vec<Reach>,
}

impl TimeOrder {
    pub(super) fn new(mut standings: Vec<Standing>) -> Self {
        standings.sort_unstable_by_key(|s| (s.place, s.claim));
        let leaves = standings.len().div_ceil(LEAF).next_power_of_two();
        let mut nodes = vec![NOTHING; 2 * leaves];
        for (leaf, members) in nodes[leaves..].iter_mut().zip(standings.chunks(LEAF)) {
            *leaf = members.iter().map(Reach::of).fold(NOTHING, Reach::with);
        }
        for node in (1..leaves).rev() {
            nodes[node] = nodes[2 * node].with(nodes[2 * node + 1]);
        }
        Self {
            places: standings.iter().map(|s| s.place).collect(),
            claims: standings.iter().map(|s| s.claim).collect(),
            standings,
            nodes,
        }
    }

    /// Those whose markers stand from one place on and before another.
    pub(super) fn between(&self, from: i64, to: i64) -> Range<usize> {
        let start = self.places.partition_point(|place| *place < from);
        start..start + self.count_before(start, to)
    }

    /// How many from a number on stand before a place.
    pub(super) fn count_before(&self, from: usize, to: i64) -> usize {
        count_while(&self.places[from..], |place| *place < to)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.standings.len()
    }

    pub(super) fn get(&self, at: usize) -> &Standing {
        &self.standings[at]
    }

    /// The claims of a range.
    pub(super) fn claims(&self, range: Range<usize>) -> &[u32] {
        &self.claims[range]
    }

    /// The first found of a range whose time meets the days from one to another, and of which a thing holds.
    pub(super) fn find(
        &self,
        range: Range<usize>,
        days: [i64; 2],
        mut holds: impl FnMut(usize, &Standing) -> bool,
    ) -> Option<usize> {
        let mut parts = Vec::new();
        self.cover(range, |part| parts.push(part));
        while let Some(part) = parts.pop() {
            match part {
                Part::One(at) if Reach::of(self.get(at)).meets(days) && holds(at, self.get(at)) => {
                    return Some(at);
                }
                Part::Node(node) if self.nodes[node].meets(days) => self.open(node, |part| parts.push(part)),
                Part::One(_) | Part::Node(_) => {}
            }
        }
        None
    }

    fn leaves(&self) -> usize {
        self.nodes.len() / 2
    }

    /// The parts of a node.
    fn open(&self, node: usize, mut each: impl FnMut(Part)) {
        match node.checked_sub(self.leaves()) {
            None => {
                each(Part::Node(2 * node));
                each(Part::Node(2 * node + 1));
            }
            Some(leaf) => {
                let end = ((leaf + 1) * LEAF).min(self.standings.len());
                (leaf * LEAF..end).for_each(|at| each(Part::One(at)));
            }
        }
    }

    /// As few parts as together are a range.
    fn cover(&self, range: Range<usize>, mut each: impl FnMut(Part)) {
        let (first, end) = (range.start.div_ceil(LEAF), range.end / LEAF);
        if first >= end {
            return range.for_each(|at| each(Part::One(at)));
        }
        (range.start..first * LEAF).for_each(|at| each(Part::One(at)));
        (end * LEAF..range.end).for_each(|at| each(Part::One(at)));
        let (mut from, mut to) = (first + self.leaves(), end + self.leaves());
        while from < to {
            if from % 2 == 1 {
                each(Part::Node(from));
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                each(Part::Node(to));
            }
            (from, to) = (from / 2, to / 2);
        }
    }
}

/// How many at the start of a sorted list a thing holds of; the quicker, the fewer.
pub(super) fn count_while<T>(list: &[T], holds: impl Fn(&T) -> bool) -> usize {
    let mut step = 1;
    while step < list.len() && holds(&list[step]) {
        step *= 2;
    }
    let (known, end) = (step / 2, (step + 1).min(list.len()));
    known + list[known..end].partition_point(holds)
}

/// A node of a tree, or one standing by its number.
#[derive(Clone, Copy, Debug)]
enum Part {
    One(usize),
    Node(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn orders() -> impl Strategy<Value = (TimeOrder, Vec<Standing>)> {
        prop::collection::vec((0..400i64, 0..40i64), 0..120).prop_map(|all| {
            let standing = |(n, (first, days)): (u32, (i64, i64))| Standing {
                // A jumble in which no number comes twice.
                claim: n * 37 % 127,
                event: n,
                place: 2 * first + days,
                first,
                last: first + days,
            };
            let standings: Vec<Standing> = (0u32..).zip(all).map(standing).collect();
            (TimeOrder::new(standings.clone()), standings)
        })
    }

    proptest! {
        #[test]
        fn as_many_are_counted_as_come_before(mut list in prop::collection::vec(0..50i32, 0..60), end in -1..51i32) {
            list.sort_unstable();
            prop_assert_eq!(count_while(&list, |n| *n < end), list.iter().filter(|n| **n < end).count());
        }

        #[test]
        fn a_range_has_what_stands_between_two_places(
            (order, all) in orders(), from in -10..900i64, length in 0..900i64,
        ) {
            let range = order.between(from, from + length);
            let inside = |s: &&Standing| (from..from + length).contains(&s.place);
            prop_assert_eq!(range.len(), all.iter().filter(inside).count());
            prop_assert!(range.clone().all(|at| inside(&order.get(at))));
        }

        #[test]
        fn those_that_reach_into_some_days_are_all_found(
            (order, all) in orders(), from in 0..450i64, days in 0..30i64, places in 0..900i64,
        ) {
            let to = from + days;
            let mut found = Vec::new();
            let none = order.find(order.between(i64::MIN, places), [from, to], |_, s| {
                found.push(s.claim);
                false
            });
            prop_assert_eq!(none, None);
            found.sort_unstable();
            let meets = |s: &&Standing| s.place < places && s.first <= to && s.last >= from;
            let mut expected: Vec<u32> = all.iter().filter(meets).map(|s| s.claim).collect();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
