//! Which titles are written out: those of what is pinned, then all in the order of claims, then cut ones, and in the end
//! those that find room where something gave way.

use std::collections::HashMap;

use super::{AIR, GAP, LEAST_CUT, LEAST_RADIUS, MOST_CUT, Packer, Spot, Wish};

/// One that may have a title: what is asked of a whole crowd before anything else of it is looked at.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    claim: u32,
    /// The cell of the ground where its marker stands. What reaches into view from elsewhere stands at an edge, and is
    /// looked at in any case.
    cell: u32,
    /// Where its marker stands; no number where it reaches into view from elsewhere.
    x: f32,
    /// What the width of its title is at least.
    least: f32,
}

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

    /// Those that are left and may have a title, in the order of claims.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let places = self.left_over.places();
        let (left, length) = (places.start, places.end - places.start);
        let (x_of_left, per_place) = self.scale.line_from(left);
        let elsewhere = self.ground.elsewhere();
        let candidate = |claim: u32, spot: &Spot| {
            let from_left = spot.place.wrapping_sub(left);
            let (x, cell) = if (0..length).contains(&from_left) {
                let x = (x_of_left + from_left as f64 * per_place) as f32;
                (x, self.ground.cell(usize::from(spot.row), x))
            } else {
                (f32::NAN, elsewhere)
            };
            Candidate {
                claim,
                cell,
                x,
                least: spot.least,
            }
        };
        let mut candidates = Vec::with_capacity(self.left_over.number());
        let claims = self.left_over.claims();
        for claim in claims.ones() {
            let candidate = candidate(claim as u32, &self.spots[claim]);
            if candidate.least.is_finite() {
                candidates.push(candidate);
            }
        }
        candidates
    }

    /// Goes through those of the candidates that are left and for whose titles there may be room: as much as they need
    /// at least, or as `needs` says. Each comes with its stretch.
    fn each_with_room(
        &mut self,
        candidates: &[Candidate],
        needs: impl Fn(&Candidate) -> f32,
        mut each: impl FnMut(&mut Self, usize, &Candidate),
    ) {
        for candidate in candidates {
            if needs(candidate) <= self.ground.most_room_in(candidate.cell)
                && let Some(stretch) = self.stretch_of_left(candidate)
            {
                each(self, stretch, candidate);
            }
        }
    }

    /// Titles in the order of claims, and then cut ones in the room that whole ones have left.
    pub(super) fn titles(&mut self, candidates: &[Candidate]) {
        self.each_with_room(
            candidates,
            |candidate| candidate.least,
            |packer, stretch, candidate| {
                if !packer.may_be_titled(candidate) {
                    return;
                }
                let wish = packer.wish(stretch, candidate.claim);
                if let Some(place) = packer.place_of_title(&wish) {
                    packer.put_of(stretch, wish, place);
                    packer.ground.renew_after_title(usize::from(wish.row));
                }
            },
        );
        self.ground.renew_all();
        let mut tried = vec![0; self.left_over.len()];
        self.each_with_room(
            candidates,
            |_| LEAST_CUT as f32,
            |packer, stretch, candidate| {
                tried[stretch] += 1;
                if tried[stretch] > MOST_CUT {
                    return;
                }
                let wish = packer.wish(stretch, candidate.claim);
                if let Some(place) = packer.place_of_cut_title(&wish) {
                    packer.put_of(stretch, wish, place);
                    packer.ground.renew_after_title(usize::from(wish.row));
                }
            },
        );
    }

    /// Whether there is room on a line of its row for the smallest marker and as much of a title as it has at least:
    /// asked of the cells as they are, before more of an event is looked up.
    fn may_be_titled(&self, candidate: &Candidate) -> bool {
        let x = f64::from(candidate.x);
        let row = usize::from(self.spots[candidate.claim as usize].row);
        // A point less than that: a place is worked out here in another order of sums.
        let reach = LEAST_RADIUS + AIR - 1.0;
        let width = LEAST_RADIUS + GAP + f64::from(candidate.least) - 1.0;
        let has_room = |line: usize| {
            let cells = self.ground.line(row, line);
            cells.is_free(x - reach, x + width) || cells.is_free(x - width, x + reach)
        };
        x.is_nan() || (0..self.ground.lines(row)).any(has_room)
    }

    /// Room that became free is for the titles of what is counted, in the order of claims.
    pub(super) fn titles_of_counted(&mut self, candidates: &[Candidate]) {
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
        // Where nothing was taken away, what found no room before finds none now.
        while self.freed.contains(&true) {
            let rows = std::mem::replace(&mut self.freed, vec![false; self.ground.rows()]);
            self.ground.renew_all();
            let singles = by_single.values().map(|(wish, index)| (*wish, *index, None));
            let mut hopeful: Vec<(Wish, usize, Option<usize>)> = singles.collect();
            for candidate in candidates {
                if candidate.least <= self.ground.most_room_in(candidate.cell)
                    && rows[usize::from(self.spots[candidate.claim as usize].row)]
                    && let Some(stretch) = self.stretch_of_left(candidate)
                    && let Some(index) = by_stretch[stretch]
                    && self.may_be_titled(candidate)
                {
                    hopeful.push((self.wish(stretch, candidate.claim), index, Some(stretch)));
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

    /// The stretch of a candidate that is left.
    fn stretch_of_left(&self, Candidate { claim, .. }: &Candidate) -> Option<usize> {
        let is_left = !self.left_over.is_out(*claim);
        is_left.then(|| self.left_over.stretch_of(*claim, &self.spots[*claim as usize]))?
    }
}
