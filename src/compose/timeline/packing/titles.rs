//! Which titles are written out: those of what is pinned, then all in the order of claims, then cut ones, and in the end
//! those that find room where something gave way.

use std::collections::HashMap;

use super::{FEW, LEAST_CUT, MOST_CUT, Packer, Spot, Wish};

impl Packer<'_> {
    /// Titles of what is pinned; gives back what has no room for one.
    pub(super) fn pinned_titles(&mut self, pinned: &[Wish]) -> Vec<Wish> {
        let mut untitled = Vec::new();
        for wish in pinned {
            match self.place_of_title(wish) {
                Some(place) => self.put(*wish, place),
                None => untitled.push(*wish),
            }
        }
        untitled
    }

    /// Goes in the order of claims through those that are left and for whose titles there may be room: as much as they
    /// need at least, or as `needs` says. Each comes with its stretch.
    fn each_with_room(&mut self, needs: impl Fn(&Spot) -> f32, mut each: impl FnMut(&mut Self, usize, u32)) {
        let mut consider = |packer: &mut Self, claim: u32, spot: &Spot| {
            if !packer.left_over.is_out(claim)
                && let Some(stretch) = packer.left_over.stretch_of(claim, spot)
            {
                each(packer, stretch, claim);
            }
        };
        let spots = self.spots;
        if self.left_over.number() * FEW < spots.len() {
            for claim in self.left_over.claims() {
                if self.has_room(&spots[claim as usize], &needs) {
                    consider(self, claim, &spots[claim as usize]);
                }
            }
            return;
        }
        let places = self.left_over.places();
        let (left, length) = (places.start, places.end - places.start);
        let (x_of_left, per_place) = self.scale.line_from(left);
        let mut listed = self.left_over.listed().into_iter().peekable();
        // Once for every event that there is: no more than a few operations.
        for (claim, spot) in (0u32..).zip(spots) {
            let from_left = spot.place.wrapping_sub(left);
            let may_be = if (0..length).contains(&from_left) {
                let x = (x_of_left + from_left as f64 * per_place) as f32;
                needs(spot) <= self.ground.most_room(usize::from(spot.row), x)
            } else {
                listed.next_if_eq(&claim).is_some()
            };
            if may_be && spot.least.is_finite() {
                consider(self, claim, spot);
            }
        }
    }

    /// The widest title that may find room in a stretch.
    fn most_room(&self, stretch: usize) -> f32 {
        match self.left_over.edges_of(stretch) {
            Some(edges) => {
                let [from, to] = edges.map(|place| self.scale.x_of_place(place));
                let row = self.left_over.row(stretch);
                self.ground.most_room_between(row, from - 1.0, to + 1.0)
            }
            None => f32::MAX,
        }
    }

    /// Whether there may be room for a title where its marker stands.
    fn has_room(&self, spot: &Spot, needs: impl Fn(&Spot) -> f32) -> bool {
        let x = self.scale.x_of_place(spot.place) as f32;
        let is_in_view = (0.0..=self.scale.width as f32).contains(&x);
        let most = || self.ground.most_room(usize::from(spot.row), x);
        // What reaches into view from elsewhere stands at an edge, and is looked at in any case.
        spot.least.is_finite() && (!is_in_view || needs(spot) <= most())
    }

    /// Titles in the order of claims.
    pub(super) fn titles(&mut self) {
        self.each_with_room(
            |spot| spot.least,
            |packer, stretch, claim| {
                let wish = packer.wish(stretch, claim);
                if let Some(place) = packer.place_of_title(&wish) {
                    packer.put_of(stretch, wish, place);
                    packer.ground.renew_after_title(usize::from(wish.row));
                }
            },
        );
    }

    /// Cut titles, in the order of claims, in the room that whole ones have left.
    pub(super) fn cut_titles(&mut self) {
        self.ground.renew_all();
        let mut tried = vec![0; self.left_over.len()];
        self.each_with_room(
            |_| LEAST_CUT as f32,
            |packer, stretch, claim| {
                tried[stretch] += 1;
                if tried[stretch] > MOST_CUT {
                    return;
                }
                let wish = packer.wish(stretch, claim);
                if let Some(place) = packer.place_of_cut_title(&wish) {
                    packer.put_of(stretch, wish, place);
                    packer.ground.renew_after_title(usize::from(wish.row));
                }
            },
        );
    }

    /// Room that became free is for the titles of what is counted, in the order of claims.
    pub(super) fn titles_of_counted(&mut self) {
        let mut by_stretch = vec![None; self.left_over.len()];
        let mut by_single = HashMap::new();
        for (index, count) in self.counts.iter().enumerate() {
            for crowd in count.iter().map(|count| &count.crowd) {
                for stretch in &crowd.stretches {
                    by_stretch[*stretch] = Some(index);
                }
                by_single.extend(crowd.singles.iter().map(|wish| (wish.claim, (*wish, index))));
            }
        }
        let mut least = vec![f32::INFINITY; self.ground.rows()];
        for spot in self.spots {
            let of_row = &mut least[usize::from(spot.row)];
            *of_row = of_row.min(spot.least);
        }
        // Where nothing was taken away, what found no room before finds none now.
        while self.freed.contains(&true) {
            let rows = std::mem::replace(&mut self.freed, vec![false; self.ground.rows()]);
            self.ground.renew_all();
            let singles = by_single.values().map(|(wish, index)| (*wish, *index, None));
            let mut hopeful: Vec<(Wish, usize, Option<usize>)> = singles.collect();
            for (stretch, index) in by_stretch.iter().enumerate() {
                let row = self.left_over.row(stretch);
                if let Some(index) = index
                    && rows[row]
                    && self.most_room(stretch) >= least[row]
                {
                    let left = self.left_over.left_in(stretch);
                    let claims = left.map(|at| self.left_over.standing(stretch, at).claim);
                    let roomy =
                        claims.filter(|claim| self.has_room(&self.spots[*claim as usize], |spot| spot.least));
                    hopeful.extend(roomy.map(|claim| (self.wish(stretch, claim), *index, Some(stretch))));
                }
            }
            hopeful.sort_unstable_by_key(|(wish, ..)| wish.claim);
            for (wish, index, stretch) in hopeful {
                let Some(place) = self.place_of_title(&wish) else {
                    continue;
                };
                match stretch {
                    Some(stretch) => self.put_of(stretch, wish, place),
                    None => {
                        self.put(wish, place);
                        by_single.remove(&wish.claim);
                    }
                }
                self.uncount(index, wish.claim);
            }
        }
    }
}
