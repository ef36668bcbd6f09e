//! The events in view as stretches of their rows, each counted as a whole.

use std::ops::Range;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;

use super::super::time_order::{Standing, TimeOrder};
use super::Spot;

/// The stretches of every row, with what is left in them: first those of the first row in order, then those of the
/// next, after all of them what reaches into view from elsewhere.
#[derive(Clone, Debug)]
pub(in super::super) struct Stretches {
    /// The order of each row.
    orders: Arc<Vec<TimeOrder>>,
    /// The places between which stretches lie, in half days; the same for all rows.
    edges: Vec<i64>,
    members: Vec<Members>,
    /// How many are left in each.
    left: Vec<usize>,
    /// Which have been taken out, by their claims.
    is_out: FixedBitSet,
    /// The stretch of each claim that reaches into view from elsewhere.
    listed: FxHashMap<u32, usize>,
}

/// Which standings of its row's order a stretch has.
#[derive(Clone, Debug, PartialEq)]
enum Members {
    Between(Range<usize>),
    /// Some of elsewhere in a row, of which a part reaches into view.
    Listed(usize, Vec<usize>),
}

impl Stretches {
    /// The stretches of rows between edges, of which there are at least two, in ascending order, with those of
    /// elsewhere that have a day from the first to the last of `days`. `claims` is one more than the highest claim.
    pub(in super::super) fn new(
        orders: Arc<Vec<TimeOrder>>,
        edges: Vec<i64>,
        days: [i64; 2],
        claims: usize,
    ) -> Self {
        let mut members = Vec::with_capacity(orders.len() * (edges.len() + 2));
        let mut beyond = Vec::new();
        for (row, order) in orders.iter().enumerate() {
            let first = order.between(i64::MIN, edges[0]).end;
            let mut from = first;
            for edge in &edges[1..] {
                let end = from + order.count_before(from, *edge);
                members.push(Members::Between(from..end));
                from = end;
            }
            for part in [0..first, from..order.len()] {
                let mut list = Vec::new();
                order.find(part, days, |at, _| {
                    list.push(at);
                    false
                });
                list.sort_unstable_by_key(|at| order.get(*at).claim);
                if !list.is_empty() {
                    beyond.push(Members::Listed(row, list));
                }
            }
        }
        let mut listed = FxHashMap::default();
        for (stretch, members) in (members.len()..).zip(&beyond) {
            if let Members::Listed(row, list) = members {
                listed.extend(list.iter().map(|at| (orders[*row].get(*at).claim, stretch)));
            }
        }
        members.extend(beyond);
        let number = |members: &Members| match members {
            Members::Between(range) => range.len(),
            Members::Listed(_, list) => list.len(),
        };
        Self {
            left: members.iter().map(number).collect(),
            is_out: FixedBitSet::with_capacity(claims),
            listed,
            orders,
            edges,
            members,
        }
    }

    /// How many stretches there are.
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    fn in_a_row(&self) -> usize {
        self.edges.len() - 1
    }

    pub(super) fn row(&self, stretch: usize) -> usize {
        match &self.members[stretch] {
            Members::Between(_) => stretch / self.in_a_row(),
            Members::Listed(row, _) => *row,
        }
    }

    fn order(&self, stretch: usize) -> &TimeOrder {
        &self.orders[self.row(stretch)]
    }

    pub(super) fn standing(&self, stretch: usize, at: usize) -> &Standing {
        self.order(stretch).get(at)
    }

    /// How many are left in a stretch.
    pub(super) fn number_left(&self, stretch: usize) -> usize {
        self.left[stretch]
    }

    pub(super) fn is_out(&self, claim: u32) -> bool {
        self.is_out.contains(claim as usize)
    }

    /// Where in their stretch's order those stand that are left.
    pub(super) fn left_in(&self, stretch: usize) -> impl Iterator<Item = usize> + '_ {
        let (between, listed): (Range<usize>, &[usize]) = match &self.members[stretch] {
            Members::Between(range) => (range.clone(), &[]),
            Members::Listed(_, list) => (0..0, list),
        };
        let all = between.chain(listed.iter().copied());
        all.filter(move |at| !self.is_out(self.standing(stretch, *at).claim))
    }

    /// Whether something holds of one that is left in a stretch and has a day from one to another.
    pub(super) fn meets(
        &self,
        stretch: usize,
        days: [i64; 2],
        mut holds: impl FnMut(&Standing) -> bool,
    ) -> bool {
        let mut is_it = |s: &Standing| !self.is_out(s.claim) && holds(s);
        match &self.members[stretch] {
            Members::Between(range) => {
                let found = self.order(stretch).find(range.clone(), days, |_, s| is_it(s));
                found.is_some()
            }
            Members::Listed(_, list) => list.iter().any(|at| is_it(self.standing(stretch, *at))),
        }
    }

    /// One in the middle of those of a stretch.
    pub(super) fn middle(&self, stretch: usize) -> Option<&Standing> {
        let at = match &self.members[stretch] {
            Members::Between(range) if !range.is_empty() => range.start + range.len() / 2,
            Members::Between(_) => return None,
            Members::Listed(_, list) => *list.get(list.len() / 2)?,
        };
        Some(self.standing(stretch, at))
    }

    /// How many are left in all stretches.
    pub(super) fn number(&self) -> usize {
        self.left.iter().sum()
    }

    /// The claims of those that are left. Numbers put in order by a bit each: a crowd need not be sorted.
    pub(super) fn claims(&self) -> FixedBitSet {
        let mut claims = FixedBitSet::with_capacity(self.is_out.len());
        for (stretch, members) in self.members.iter().enumerate() {
            if let Members::Between(range) = members {
                let of_stretch = self.order(stretch).claims(range.clone());
                claims.extend(of_stretch.iter().map(|claim| *claim as usize));
            }
        }
        claims.extend(self.listed.keys().map(|claim| *claim as usize));
        claims.difference_with(&self.is_out);
        claims
    }

    /// The places in view, in half days.
    pub(super) fn places(&self) -> Range<i64> {
        self.edges[0]..self.edges[self.in_a_row()]
    }

    /// The stretch of a claim, if one in view has it.
    pub(super) fn stretch_of(&self, claim: u32, spot: &Spot) -> Option<usize> {
        let places = self.places();
        if !places.contains(&spot.place) {
            return self.listed.get(&claim).copied();
        }
        // All but the first and the last are of one length.
        let part = (spot.place - places.start) as f64 / (places.end - places.start) as f64;
        let mut at = ((part * self.in_a_row() as f64) as usize).min(self.in_a_row() - 1);
        while self.edges[at] > spot.place {
            at -= 1;
        }
        while self.edges[at + 1] <= spot.place {
            at += 1;
        }
        Some(usize::from(spot.row) * self.in_a_row() + at)
    }

    /// Takes one out that is shown.
    pub(super) fn take_out(&mut self, stretch: usize, claim: u32) {
        if !self.is_out.put(claim as usize) {
            self.left[stretch] -= 1;
        }
    }
}
