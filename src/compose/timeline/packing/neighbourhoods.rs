//! Wishes that found no room for a title, sorted into stretches of their rows: so that a whole crowd is passed over at
//! once where there is no room for any of it.

use super::ground::Ground;
use super::{Room, Wish};

/// The left over wishes of every stretch of every row, each list in the order of claims.
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
    is_member: Vec<bool>,
}

impl Neighbourhoods {
    /// Stretches of `near` points, one of which begins at `phase`.
    pub(super) fn new(room: &Room, wishes: &[Wish], left_over: Vec<u32>, near: f64, phase: f64) -> Self {
        let places = (room.width / near).ceil() as usize + 2;
        let phase = phase.rem_euclid(near);
        let count = places * room.lines.len();
        let mut least = vec![f32::INFINITY; count];
        let mut starts = vec![0; count + 1];
        let mut is_member = vec![false; wishes.len()];
        let of: Vec<u32> = left_over
            .iter()
            .map(|at| {
                let wish = &wishes[*at as usize];
                let place = ((f64::from(wish.x) - phase) / near).floor() + 1.0;
                let place = (place.max(0.0) as usize).min(places - 1);
                let stretch = usize::from(wish.row) * places + place;
                starts[stretch + 1] += 1;
                if wish.is_titled {
                    least[stretch] = least[stretch].min(wish.least);
                }
                is_member[*at as usize] = true;
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
            is_member,
        }
    }

    fn list(&self, stretch: usize) -> &[u32] {
        &self.members[self.starts[stretch] as usize..self.starts[stretch + 1] as usize]
    }

    /// The wishes of each stretch that has any.
    pub(super) fn all(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.least.len())
            .map(|stretch| self.list(stretch))
            .filter(|list| !list.is_empty())
    }

    /// Whether a wish was left over.
    pub(super) fn has(&self, wish: usize) -> bool {
        self.is_member[wish]
    }

    /// The first wishes of every stretch in which so wide a title may find room, at most so many of each. In the order
    /// of claims.
    pub(super) fn first_where(&self, ground: &Ground, width: f64, most: usize) -> Vec<usize> {
        let stretches = 0..self.least.len();
        let roomy = stretches.filter(|stretch| self.most_room(ground, *stretch) >= width);
        let first = roomy.flat_map(|stretch| self.list(stretch).iter().take(most));
        sorted(first.map(|at| *at as usize))
    }

    /// The wishes of some rows that may find room for their titles. In the order of claims.
    pub(super) fn hopeful(&self, ground: &Ground, wishes: &[Wish], rows: &[bool]) -> Vec<usize> {
        let stretches = (0..self.least.len()).filter(|stretch| rows[stretch / self.places]);
        let roomy =
            stretches.filter(|stretch| self.most_room(ground, *stretch) >= f64::from(self.least[*stretch]));
        let members = roomy.flat_map(|stretch| self.list(stretch).iter().map(|at| *at as usize));
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
