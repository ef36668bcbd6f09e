//! Where counts stand, which of them are joined, and what gives way to them.

use super::{Count, Crowd, FAR, FARTHEST, NEAR, Packer, Shown, Wish};

impl Crowd {
    fn add(&mut self, other: &Self) {
        self.stretches.extend(&other.stretches);
        self.singles.extend(&other.singles);
        self.number += other.number;
    }
}

impl Packer<'_> {
    /// Counts what is left of a stretch.
    pub(super) fn count_stretch(&mut self, stretch: usize) {
        let row = self.left_over.row(stretch);
        let middle = self.left_over.middle(stretch).map(|standing| {
            let of_row = u16::try_from(row).unwrap_or(u16::MAX);
            f64::from(self.measure.wish(standing.claim, of_row).x)
        });
        let crowd = Crowd {
            stretches: vec![stretch],
            singles: Vec::new(),
            number: self.left_over.number_left(stretch),
        };
        self.count(row, middle.unwrap_or_default(), crowd);
    }

    /// Counts one wish.
    pub(super) fn count_single(&mut self, wish: Wish) {
        let crowd = Crowd {
            stretches: Vec::new(),
            singles: vec![wish],
            number: 1,
        };
        self.count(usize::from(wish.row), f64::from(wish.x), crowd);
    }

    /// Counts wishes of one row, at a place near their middle; where there is none, what has the least claim there is
    /// counted with them.
    fn count(&mut self, row: usize, middle: f64, mut crowd: Crowd) {
        loop {
            let width = self.measure.count(crowd.number);
            let place = |far: f64| self.place_of_count(row, middle, width, far);
            if let Some((line, room)) = place(FAR).filter(|_| !self.has_count_near(row, middle)) {
                return self.put_count(row, line, room, crowd);
            }
            if self.join(row, middle, &crowd) {
                return;
            }
            if let Some((line, room)) = self.place_of_count(row, middle, width, FARTHEST) {
                return self.put_count(row, line, room, crowd);
            }
            let reach = FAR + width / 2.0;
            let Some(index) = self.least_between(row, middle - reach, middle + reach) else {
                if self.take_title_of_pinned(row) {
                    continue;
                }
                return self.count_somewhere(row, middle, width, crowd);
            };
            crowd.singles.extend(self.shown[index].map(|s| s.wish));
            crowd.number += 1;
            self.take_away(index);
        }
    }

    /// In a row too short for a title and a count, what is pinned keeps its marker alone.
    fn take_title_of_pinned(&mut self, row: usize) -> bool {
        let titled = |index: &usize| self.shown[*index].is_some_and(|s| s.title.is_some());
        let Some(index) = self.in_row[row].iter().copied().find(titled) else {
            return false;
        };
        let Some(shown) = self.shown[index] else {
            return false;
        };
        let room = self.marker_room(&shown.wish);
        self.ground.free(row, shown.line, shown.room);
        self.ground.take(row, shown.line, room);
        self.freed[row] = true;
        self.shown[index] = Some(Shown {
            title: None,
            room,
            ..shown
        });
        true
    }

    fn put_count(&mut self, row: usize, line: usize, room: [f64; 2], crowd: Crowd) {
        self.ground.take(row, line, room);
        self.counts.push(Some(Count {
            row,
            line,
            room,
            crowd,
        }));
    }

    fn has_count_near(&self, row: usize, middle: f64) -> bool {
        let mut of_row = self.counts.iter().flatten().filter(|count| count.row == row);
        of_row.any(|count| count.room[0] - NEAR < middle && middle < count.room[1] + NEAR)
    }

    /// Adds wishes to the nearest count that is wide enough, or can be.
    fn join(&mut self, row: usize, middle: f64, crowd: &Crowd) -> bool {
        let distance = |count: &Count| (f64::midpoint(count.room[0], count.room[1]) - middle).abs();
        let counts = self.counts.iter().enumerate();
        let mut near: Vec<(f64, usize)> = counts
            .filter_map(|(at, count)| Some((at, count.as_ref().filter(|count| count.row == row)?)))
            .map(|(at, count)| (distance(count), at))
            .filter(|(distance, _)| *distance <= FARTHEST)
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.into_iter().any(|(_, index)| self.join_to(index, crowd))
    }

    fn join_to(&mut self, index: usize, crowd: &Crowd) -> bool {
        let Some(count) = &self.counts[index] else {
            return false;
        };
        let [left, right] = count.room;
        let (row, line) = (count.row, count.line);
        let more = (self.measure.count(count.number() + crowd.number) - (right - left)).max(0.0);
        self.ground.free(row, line, [left, right]);
        let wider = [
            [left, right + more],
            [left - more, right],
            [left - more / 2.0, right + more / 2.0],
        ];
        let cells = self.ground.line(row, line);
        let fits = |room: &[f64; 2]| {
            room[0] >= 0.0 && room[1] <= self.ground.width() && cells.is_free(room[0], room[1])
        };
        let room = wider.into_iter().find(fits);
        self.ground.take(row, line, room.unwrap_or([left, right]));
        match (room, &mut self.counts[index]) {
            (Some(room), Some(count)) => {
                count.room = room;
                count.crowd.add(crowd);
                true
            }
            _ => false,
        }
    }

    fn place_of_count(&self, row: usize, middle: f64, width: f64, far: f64) -> Option<(usize, [f64; 2])> {
        let steps = (far / 4.0) as i32;
        let aside = (0..=steps).flat_map(|step| [f64::from(step) * 4.0, f64::from(step) * -4.0]);
        let most = (self.ground.width() - width).max(0.0);
        aside
            .map(|aside| (middle + aside - width / 2.0).clamp(0.0, most))
            .find_map(|left| {
                let room = [left, left + width];
                let mut lines = 0..self.ground.lines(row);
                let line = lines.find(|line| self.ground.line(row, *line).is_free(room[0], room[1]))?;
                Some((line, room))
            })
    }

    /// Where nothing near can give way: anywhere in the row, or with the nearest count of it.
    fn count_somewhere(&mut self, row: usize, middle: f64, width: f64, crowd: Crowd) {
        if let Some((line, room)) = self.place_of_count(row, middle, width, self.ground.width()) {
            return self.put_count(row, line, room, crowd);
        }
        let distance = |count: &Count| (f64::midpoint(count.room[0], count.room[1]) - middle).abs();
        let of_row = self.counts.iter_mut().flatten().filter(|count| count.row == row);
        match of_row.min_by(|a, b| distance(a).total_cmp(&distance(b))) {
            Some(count) => count.crowd.add(&crowd),
            // A row of a few points, filled by what is pinned.
            None => self.put_count(row, 0, [0.0, width.min(self.ground.width())], crowd),
        }
    }
}
