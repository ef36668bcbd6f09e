//! Wishes that found no room for a title, sorted into stretches of their rows: so that a whole crowd is passed over at
//! once where there is no room for any of it.

use super::ground::Ground;
use super::{Room, Wish};

/// The left over wishes of every stretch of every row, each list in the order of claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Neighbourhoods {
    /// Stretches in a row.
    places: usize,
    near: f64,
    phase: f64,
    /// Where each list begins in `members`, and the end of the last.
    starts: Vec<u32>,
    members: Vec<u32>,
    /// Of each stretch, the least width of a title in it.
    least: Vec<f32>,
    /// Of each stretch, how many are left.
    left: Vec<usize>,
    /// Which wishes have been taken out since.
    is_out: Vec<bool>,
    pinned: Vec<usize>,
}

impl Neighbourhoods {
    /// Stretches of `near` points, one of which begins at `phase`.
    pub(super) fn new(room: &Room, wishes: &[Wish], left_over: Vec<u32>, near: f64, phase: f64) -> Self {
        let places = (room.width / near).ceil() as usize + 2;
        let phase = phase.rem_euclid(near);
        let count = places * room.lines.len();
        let per_point = 1.0 / near;
        let mut least = vec![f32::INFINITY; count];
        let mut starts = vec![0; count + 1];
        let mut left = vec![0; count];
        let mut pinned = Vec::new();
        let of: Vec<u32> = left_over
            .iter()
            .map(|at| {
                let wish = &wishes[*at as usize];
                let stretch = stretch_of(wish, places, per_point, phase);
                starts[stretch + 1] += 1;
                if wish.is_titled {
                    least[stretch] = least[stretch].min(wish.least);
                }
                left[stretch] += 1;
                if wish.is_pinned {
                    pinned.push(*at as usize);
                }
                u32::try_from(stretch).unwrap_or(u32::MAX)
            })
            .collect();
        for stretch in 0..count {
            starts[stretch + 1] += starts[stretch];
        }
        let mut next = starts.clone();
        let mut members = vec![0; left_over.len()];
        for (at, stretch) in left_over.into_iter().zip(of) {
            let slot = &mut next[stretch as usize];
            members[*slot as usize] = at;
            *slot += 1;
        }
        Self {
            places,
            near,
            phase,
            starts,
            members,
            least,
            left,
            is_out: vec![false; wishes.len()],
            pinned,
        }
    }

    fn list(&self, stretch: usize) -> &[u32] {
        &self.members[self.starts[stretch] as usize..self.starts[stretch + 1] as usize]
    }

    /// How many stretches there are.
    pub(super) fn len(&self) -> usize {
        self.left.len()
    }

    /// The stretch that a wish is in, if it was left over.
    pub(super) fn stretch_of(&self, wish: &Wish) -> usize {
        stretch_of(wish, self.places, 1.0 / self.near, self.phase)
    }

    /// How many wishes are left in a stretch.
    pub(super) fn number_left(&self, stretch: usize) -> usize {
        self.left[stretch]
    }

    /// The wishes that are left in a stretch, in the order of claims.
    pub(super) fn left_in(&self, stretch: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.list(stretch).iter().map(|at| *at as usize);
        all.filter(|at| !self.is_out[*at])
    }

    /// The wishes that are pinned and left.
    pub(super) fn pinned(&self) -> Vec<usize> {
        let all = self.pinned.iter().copied();
        all.filter(|at| !self.is_out[*at]).collect()
    }

    /// Takes out a wish that is shown.
    pub(super) fn take_out(&mut self, at: usize, wish: &Wish) {
        if !std::mem::replace(&mut self.is_out[at], true) {
            let stretch = self.stretch_of(wish);
            self.left[stretch] -= 1;
        }
    }

    /// The first wishes of every stretch in which so wide a title may find room, at most so many of each. In the order
    /// of claims.
    pub(super) fn first_where(&self, ground: &Ground, width: f64, most: usize) -> Vec<usize> {
        let stretches = 0..self.least.len();
        let roomy = stretches.filter(|stretch| self.most_room(ground, *stretch) >= width);
        sorted(roomy.flat_map(|stretch| self.left_in(stretch).take(most)))
    }

    /// The wishes of some rows that may find room for their titles. In the order of claims.
    pub(super) fn hopeful(&self, ground: &Ground, wishes: &[Wish], rows: &[bool]) -> Vec<usize> {
        let stretches = (0..self.least.len()).filter(|stretch| rows[stretch / self.places]);
        let roomy =
            stretches.filter(|stretch| self.most_room(ground, *stretch) >= f64::from(self.least[*stretch]));
        let members = roomy.flat_map(|stretch| self.left_in(stretch));
        sorted(members.filter(|at| {
            let wish = &wishes[*at];
            wish.is_titled
                && ground.most_room(usize::from(wish.row), f64::from(wish.x)) >= f64::from(wish.least)
        }))
    }

    /// The widest title that may find room in a stretch.
    fn most_room(&self, ground: &Ground, stretch: usize) -> f64 {
        if self.least[stretch].is_infinite() {
            return 0.0;
        }
        let (row, place) = (stretch / self.places, stretch % self.places);
        let from = (place as f64 - 1.0) * self.near + self.phase - 1.0;
        ground.most_room_between(row, from, from + self.near + 2.0)
    }
}

fn sorted(wishes: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut wishes: Vec<usize> = wishes.collect();
    wishes.sort_unstable();
    wishes
}

/// The stretch of a wish, the first of its row taking in what lies before it.
fn stretch_of(wish: &Wish, places: usize, per_point: f64, phase: f64) -> usize {
    let place = (f64::from(wish.x) - phase) * per_point + 1.0;
    usize::from(wish.row) * places + (place.max(0.0) as usize).min(places.saturating_sub(1))
}
