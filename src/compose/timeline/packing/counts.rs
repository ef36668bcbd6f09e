//! Where counts stand, which of them are joined, and what gives way to them.

use super::{AIR, Count, FAR, FARTHEST, NEAR, Packer, Shown};

impl Packer<'_> {
    /// Counts wishes of one row, at a place near them; where there is none, what has the least claim there is
    /// counted with them.
    pub(super) fn count(&mut self, mut members: Vec<usize>) {
        let row = usize::from(self.wishes[members[0]].row);
        loop {
            let middle = self.middle(&members);
            let width = self.measure.count(members.len());
            let place = |far: f64| self.place_of_count(row, middle, width, far);
            if let Some((line, room)) = place(FAR).filter(|_| !self.has_count_near(row, middle)) {
                return self.put_count(row, line, room, members);
            }
            if self.join(row, middle, &members) {
                return;
            }
            if let Some((line, room)) = self.place_of_count(row, middle, width, FARTHEST) {
                return self.put_count(row, line, room, members);
            }
            let reach = FAR + width / 2.0;
            let Some(index) = self.least_between(row, middle - reach, middle + reach) else {
                if self.take_title_of_pinned(row) {
                    continue;
                }
                return self.count_somewhere(row, middle, width, members);
            };
            members.extend(self.shown[index].map(|s| s.wish));
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
        let wish = &self.wishes[shown.wish];
        let (x, reach) = (f64::from(wish.x), f64::from(wish.radius) + AIR);
        let room = [x - reach, x + reach];
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

    fn middle(&self, members: &[usize]) -> f64 {
        // Of a crowd, the first are as good as all.
        let some = &members[..members.len().min(64)];
        let sum: f64 = some.iter().map(|at| f64::from(self.wishes[*at].x)).sum();
        sum / some.len().max(1) as f64
    }

    fn put_count(&mut self, row: usize, line: usize, room: [f64; 2], wishes: Vec<usize>) {
        self.ground.take(row, line, room);
        self.counts.push(Some(Count {
            row,
            line,
            room,
            wishes,
        }));
    }

    fn has_count_near(&self, row: usize, middle: f64) -> bool {
        let mut of_row = self.counts.iter().flatten().filter(|count| count.row == row);
        of_row.any(|count| count.room[0] - NEAR < middle && middle < count.room[1] + NEAR)
    }

    /// Adds wishes to the nearest count that is wide enough, or can be.
    fn join(&mut self, row: usize, middle: f64, members: &[usize]) -> bool {
        let distance = |count: &Count| (f64::midpoint(count.room[0], count.room[1]) - middle).abs();
        let counts = self.counts.iter().enumerate();
        let mut near: Vec<(f64, usize)> = counts
            .filter_map(|(at, count)| Some((at, count.as_ref().filter(|count| count.row == row)?)))
            .map(|(at, count)| (distance(count), at))
            .filter(|(distance, _)| *distance <= FARTHEST)
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.into_iter().any(|(_, index)| self.join_to(index, members))
    }

    fn join_to(&mut self, index: usize, members: &[usize]) -> bool {
        let Some(count) = &self.counts[index] else {
            return false;
        };
        let [left, right] = count.room;
        let (row, line) = (count.row, count.line);
        let more = (self.measure.count(count.wishes.len() + members.len()) - (right - left)).max(0.0);
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
                count.wishes.extend(members);
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
    fn count_somewhere(&mut self, row: usize, middle: f64, width: f64, members: Vec<usize>) {
        if let Some((line, room)) = self.place_of_count(row, middle, width, self.ground.width()) {
            return self.put_count(row, line, room, members);
        }
        let distance = |count: &Count| (f64::midpoint(count.room[0], count.room[1]) - middle).abs();
        let of_row = self.counts.iter_mut().flatten().filter(|count| count.row == row);
        match of_row.min_by(|a, b| distance(a).total_cmp(&distance(b))) {
            Some(count) => count.wishes.extend(members),
            // A row of a few points, filled by what is pinned.
            None => self.put_count(row, 0, [0.0, width.min(self.ground.width())], members),
        }
    }
}
