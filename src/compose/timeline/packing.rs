//! Which events of a row are written out, which stand as a marker alone, and which are counted ("+7"). Pure: it
//! knows widths and places, no events. Nothing covers another, every wish is shown or counted, and no title of a
//! counted one would have found room.

use super::cells::Cells;

/// The rows that marks are put into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Points from the left to the right end of every row.
    pub(super) width: f64,
    pub(super) rows: usize,
    /// Lines in each row.
    pub(super) lines: usize,
}

/// An event that wants room. Those that come first have the first claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wish {
    /// What the caller knows it by.
    pub(super) id: u32,
    pub(super) row: u16,
    /// Whether it has a title.
    pub(super) is_titled: bool,
    /// Whether it is never counted.
    pub(super) is_pinned: bool,
    /// The middle of its marker, and that marker's radius, in points.
    pub(super) x: f32,
    pub(super) radius: f32,
    /// Left and right end of its time.
    pub(super) span: [f32; 2],
}

/// How wide things are, in points.
pub(super) trait Measure {
    /// A title.
    fn title(&self, wish: &Wish) -> f64;
    /// A title cut so that it is no wider than some points; `None` where too little would be left.
    fn cut_title(&self, wish: &Wish, most: f64) -> Option<f64>;
    /// A count.
    fn count(&self, events: usize) -> f64;
}

/// A wish that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shown {
    /// Which of the wishes.
    pub(super) wish: usize,
    /// Which line of its row.
    pub(super) line: usize,
    /// Where its title begins and how wide it is, if it has one.
    pub(super) title: Option<[f64; 2]>,
    /// The room that marker and title take.
    pub(super) room: [f64; 2],
}

/// Wishes that are counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Count {
    pub(super) row: usize,
    pub(super) line: usize,
    /// The room that it takes.
    pub(super) room: [f64; 2],
    /// Which of the wishes, in their order.
    pub(super) wishes: Vec<usize>,
}

/// What became of the wishes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Packed {
    pub(super) shown: Vec<Shown>,
    pub(super) counts: Vec<Count>,
}

/// Between a marker and its title.
pub(super) const GAP: f64 = 4.5;
/// Clear room around what stands on a line.
const AIR: f64 = 1.0;
/// Below this width a title is none; asked before anything is measured.
const LEAST_TITLE: f64 = 10.0;
/// Wishes within this many points may share a count.
const NEAR: f64 = 30.0;
/// So many markers without titles may stand close together; more are counted.
const MOST_MARKERS: usize = 6;
/// How far from its wishes a count should stand, and may stand before something else gives way, in points.
const FAR: f64 = 50.0;
const FARTHEST: f64 = 120.0;
/// A cut title is at least so wide.
pub(super) const LEAST_CUT: f64 = 64.0;

/// Packs wishes into rows. `phase` is where, in points, one of the borders lies between neighbourhoods that share a
/// count: a caller who pans hands on the same moment's x, so that neighbours stay together.
pub(super) fn pack(room: Room, wishes: &[Wish], near: f64, phase: f64, measure: &dyn Measure) -> Packed {
    let mut packer = Packer {
        room,
        wishes,
        measure,
        lines: vec![Cells::new(room.width); room.rows * room.lines],
        bars: vec![Cells::new(room.width); room.rows * room.lines],
        shown: Vec::new(),
        in_row: vec![Vec::new(); room.rows],
        counts: Vec::new(),
    };
    let left_over = packer.titles();
    let left_over = packer.cut_titles(left_over);
    let left_over = packer.pinned_markers(left_over);
    packer.markers_and_counts(&left_over, near.max(NEAR), phase);
    packer.titles_of_counted();
    packer.packed()
}

const NOT_COUNTED: u32 = u32::MAX;

struct Packer<'a> {
    room: Room,
    wishes: &'a [Wish],
    measure: &'a dyn Measure,
    /// What stands on each line of each row.
    lines: Vec<Cells>,
    /// Which time of each line has a bar: bars may lie under titles, but rather not under each other.
    bars: Vec<Cells>,
    shown: Vec<Option<Shown>>,
    /// Which of `shown` stand in each row.
    in_row: Vec<Vec<usize>>,
    counts: Vec<Option<Count>>,
}

/// What a mark on a line would take.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    title: Option<[f64; 2]>,
    room: [f64; 2],
}

impl Packer<'_> {
    fn line(&self, row: usize, line: usize) -> usize {
        row * self.room.lines + line
    }

    /// Titles in the order of claims; what finds no room is given back.
    fn titles(&mut self) -> Vec<usize> {
        let mut left_over = Vec::new();
        for at in 0..self.wishes.len() {
            match self.place_of_title(at) {
                Some(place) => self.put(at, place),
                None => left_over.push(at),
            }
        }
        left_over
    }

    /// Where a wish can stand with its title: right of its marker rather than left of it, where its bar lies over
    /// no other rather than anywhere.
    fn place_of_title(&self, at: usize) -> Option<Place> {
        let wish = &self.wishes[at];
        if !wish.is_titled {
            return None;
        }
        let (x, reach) = (f64::from(wish.x), f64::from(wish.radius) + AIR);
        let row = usize::from(wish.row);
        // Most of a crowd fails here, unmeasured.
        let lines = 0..self.room.lines;
        let free = |line: usize, from: f64, to: f64| self.lines[self.line(row, line)].is_free(from, to);
        let mut near = lines.filter(|line| free(*line, x - reach, x + reach)).peekable();
        near.peek()?;
        let near: Vec<usize> = near
            .filter(|line| {
                let least = reach + GAP + LEAST_TITLE;
                free(*line, x - reach, x + least) || free(*line, x - least, x + reach)
            })
            .collect();
        if near.is_empty() {
            return None;
        }
        let width = self.measure.title(wish);
        let radius = f64::from(wish.radius);
        let right = x + radius + GAP;
        let left = x - radius - GAP - width;
        let sides = [
            (right, [x - reach, right + width + AIR]),
            (left, [left - AIR, x + reach]),
        ];
        let is_inside = |title: f64| title >= 0.0 && title + width + AIR <= self.room.width;
        let mut fallback = None;
        for (title, room) in sides.into_iter().filter(|(title, _)| is_inside(*title)) {
            for line in near.iter().copied().filter(|line| free(*line, room[0], room[1])) {
                let place = Place {
                    line,
                    title: Some([title, width]),
                    room,
                };
                if self.bar_is_clear(wish, line) {
                    return Some(place);
                }
                fallback = fallback.or(Some(place));
            }
        }
        fallback
    }

    /// Cut titles, in the order of claims, in the room that whole ones have left.
    fn cut_titles(&mut self, wishes: Vec<usize>) -> Vec<usize> {
        let mut left_over = Vec::new();
        for at in wishes {
            match self.place_of_cut_title(at) {
                Some(place) => self.put(at, place),
                None => left_over.push(at),
            }
        }
        left_over
    }

    fn place_of_cut_title(&self, at: usize) -> Option<Place> {
        let wish = &self.wishes[at];
        if !wish.is_titled {
            return None;
        }
        let (x, radius) = (f64::from(wish.x), f64::from(wish.radius));
        let (reach, beside) = (radius + AIR, radius + GAP);
        let most = self.room.width / 3.0;
        let room = |line: usize| {
            let cells = &self.lines[self.line(usize::from(wish.row), line)];
            let is_free = cells.is_free(x - reach, x + reach);
            let right = cells.free_right(x - reach, reach + beside + most) - reach - beside - AIR;
            let left = cells.free_left(x + reach, reach + beside + most) - reach - beside - AIR;
            is_free.then_some((line, right, left))
        };
        let rooms = (0..self.room.lines).filter_map(room);
        let (line, right, left) = rooms.max_by(|a, b| a.1.max(a.2).total_cmp(&b.1.max(b.2)))?;
        let most = right.max(left);
        if most < LEAST_CUT {
            return None;
        }
        let width = self.measure.cut_title(wish, most.floor() - 1.0)?;
        let (title, room) = if right >= left {
            (x + beside, [x - reach, x + beside + width + AIR])
        } else {
            (x - beside - width, [x - beside - width - AIR, x + reach])
        };
        let cells = &self.lines[self.line(usize::from(wish.row), line)];
        let fits = title >= 0.0 && title + width + AIR <= self.room.width && cells.is_free(room[0], room[1]);
        fits.then_some(Place {
            line,
            title: Some([title, width]),
            room,
        })
    }

    fn bar_is_clear(&self, wish: &Wish, line: usize) -> bool {
        let [left, right] = wish.span.map(f64::from);
        let is_bar = right - left > 2.0 * f64::from(wish.radius);
        !is_bar || self.bars[self.line(usize::from(wish.row), line)].is_free(left, right)
    }

    fn place_of_marker(&self, at: usize) -> Option<Place> {
        let wish = &self.wishes[at];
        let (x, reach) = (f64::from(wish.x), f64::from(wish.radius) + AIR);
        let row = usize::from(wish.row);
        let free = |line: &usize| self.lines[self.line(row, *line)].is_free(x - reach, x + reach);
        let clear = (0..self.room.lines).filter(free);
        let line = clear.clone().find(|line| self.bar_is_clear(wish, *line));
        line.or_else(|| clear.clone().next()).map(|line| Place {
            line,
            title: None,
            room: [x - reach, x + reach],
        })
    }

    fn put(&mut self, at: usize, place: Place) {
        let wish = &self.wishes[at];
        let row = usize::from(wish.row);
        let line = self.line(row, place.line);
        self.lines[line].take(place.room[0], place.room[1]);
        let [left, right] = wish.span.map(f64::from);
        if right - left > 2.0 * f64::from(wish.radius) {
            self.bars[line].take(left, right);
        }
        self.in_row[row].push(self.shown.len());
        self.shown.push(Some(Shown {
            wish: at,
            line: place.line,
            title: place.title,
            room: place.room,
        }));
    }

    /// What has no title: its markers where all of a neighbourhood find room, else a count.
    fn markers_and_counts(&mut self, left_over: &[usize], near: f64, phase: f64) {
        let places = (self.room.width / near).ceil() as usize + 2;
        let mut neighbourhoods: Vec<Vec<usize>> = vec![Vec::new(); places * self.room.rows];
        let phase = phase.rem_euclid(near);
        for &at in left_over {
            let wish = &self.wishes[at];
            let place = ((f64::from(wish.x) - phase) / near).floor() + 1.0;
            let place = (place.max(0.0) as usize).min(places - 1);
            neighbourhoods[usize::from(wish.row) * places + place].push(at);
        }
        for members in neighbourhoods {
            if !members.is_empty() && !self.markers(&members) {
                self.count(members);
            }
        }
    }

    /// Shows all of some wishes as markers, or none of them.
    fn markers(&mut self, members: &[usize]) -> bool {
        if members.len() > MOST_MARKERS {
            return false;
        }
        let before = self.shown.len();
        for &at in members {
            match self.place_of_marker(at) {
                Some(place) => self.put(at, place),
                None => {
                    for index in (before..self.shown.len()).rev() {
                        self.take_away(index);
                    }
                    return false;
                }
            }
        }
        true
    }

    fn take_away(&mut self, index: usize) {
        let Some(shown) = self.shown.get_mut(index).and_then(Option::take) else {
            return;
        };
        let row = usize::from(self.wishes[shown.wish].row);
        let line = self.line(row, shown.line);
        self.lines[line].free(shown.room[0], shown.room[1]);
        self.in_row[row].retain(|other| *other != index);
    }

    /// Of what stands in a row between two places, the one with the least claim.
    fn least_between(&self, row: usize, from: f64, to: f64) -> Option<usize> {
        let between = self.in_row[row].iter().copied().filter(|index| {
            self.shown[*index]
                .is_some_and(|s| s.room[0] < to && s.room[1] > from && !self.wishes[s.wish].is_pinned)
        });
        between.max_by_key(|index| self.shown[*index].map(|s| s.wish))
    }

    /// A pinned wish always has its marker: what is in its way is left over instead.
    fn pinned_markers(&mut self, left_over: Vec<usize>) -> Vec<usize> {
        let (pinned, mut others): (Vec<_>, Vec<_>) =
            left_over.into_iter().partition(|at| self.wishes[*at].is_pinned);
        for at in pinned {
            let wish = self.wishes[at];
            let (x, reach) = (f64::from(wish.x), f64::from(wish.radius) + AIR);
            let place = loop {
                if let Some(place) = self.place_of_marker(at) {
                    break place;
                }
                let Some(index) = self.least_between(usize::from(wish.row), x - reach, x + reach) else {
                    // Two that are pinned at one place.
                    break Place {
                        line: 0,
                        title: None,
                        room: [x - reach, x + reach],
                    };
                };
                others.extend(self.shown[index].map(|s| s.wish));
                self.take_away(index);
            };
            self.put(at, place);
        }
        others.sort_unstable();
        others
    }

    /// Counts wishes of one row, at a place near them; where there is none, what has the least claim there is
    /// counted with them.
    fn count(&mut self, mut members: Vec<usize>) {
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
        let cells = self.line(row, shown.line);
        self.lines[cells].free(shown.room[0], shown.room[1]);
        self.lines[cells].take(room[0], room[1]);
        self.shown[index] = Some(Shown {
            title: None,
            room,
            ..shown
        });
        true
    }

    fn middle(&self, members: &[usize]) -> f64 {
        let sum: f64 = members.iter().map(|at| f64::from(self.wishes[*at].x)).sum();
        sum / members.len().max(1) as f64
    }

    fn put_count(&mut self, row: usize, line: usize, room: [f64; 2], wishes: Vec<usize>) {
        let cells = self.line(row, line);
        self.lines[cells].take(room[0], room[1]);
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
        let cells = self.line(count.row, count.line);
        let more = (self.measure.count(count.wishes.len() + members.len()) - (right - left)).max(0.0);
        self.lines[cells].free(left, right);
        let wider = [
            [left, right + more],
            [left - more, right],
            [left - more / 2.0, right + more / 2.0],
        ];
        let fits = |room: &[f64; 2]| {
            room[0] >= 0.0 && room[1] <= self.room.width && self.lines[cells].is_free(room[0], room[1])
        };
        let room = wider.into_iter().find(fits);
        let taken = room.unwrap_or([left, right]);
        self.lines[cells].take(taken[0], taken[1]);
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
        let most = (self.room.width - width).max(0.0);
        aside
            .map(|aside| (middle + aside - width / 2.0).clamp(0.0, most))
            .find_map(|left| {
                let room = [left, left + width];
                let mut lines = 0..self.room.lines;
                let line = lines.find(|line| self.lines[self.line(row, *line)].is_free(room[0], room[1]))?;
                Some((line, room))
            })
    }

    /// Where nothing near can give way: anywhere in the row, or with the nearest count of it.
    fn count_somewhere(&mut self, row: usize, middle: f64, width: f64, members: Vec<usize>) {
        if let Some((line, room)) = self.place_of_count(row, middle, width, self.room.width) {
            return self.put_count(row, line, room, members);
        }
        let distance = |count: &Count| (f64::midpoint(count.room[0], count.room[1]) - middle).abs();
        let of_row = self.counts.iter_mut().flatten().filter(|count| count.row == row);
        match of_row.min_by(|a, b| distance(a).total_cmp(&distance(b))) {
            Some(count) => count.wishes.extend(members),
            // A row of a few points, filled by what is pinned.
            None => self.put_count(row, 0, [0.0, width.min(self.room.width)], members),
        }
    }

    /// Room that became free is for the titles of what is counted, in the order of claims.
    fn titles_of_counted(&mut self) {
        let mut counted_by = vec![NOT_COUNTED; self.wishes.len()];
        let mut left: Vec<usize> = Vec::new();
        for (index, count) in (0u32..).zip(&self.counts) {
            let wishes = count.as_ref().map_or(&[][..], |count| &count.wishes);
            for at in wishes {
                counted_by[*at] = index;
            }
            left.push(wishes.len());
        }
        loop {
            let mut has_freed = false;
            for at in 0..self.wishes.len() {
                let Some(count) = left.get_mut(counted_by[at] as usize) else {
                    continue;
                };
                let Some(place) = self.place_of_title(at) else {
                    continue;
                };
                self.put(at, place);
                let index = counted_by[at] as usize;
                counted_by[at] = NOT_COUNTED;
                *count -= 1;
                if *count == 0
                    && let Some(count) = self.counts[index].take()
                {
                    let cells = self.line(count.row, count.line);
                    self.lines[cells].free(count.room[0], count.room[1]);
                    has_freed = true;
                }
            }
            if !has_freed {
                break;
            }
        }
        for (index, count) in (0u32..).zip(&mut self.counts) {
            if let Some(count) = count {
                count.wishes.retain(|at| counted_by[*at] == index);
                count.wishes.sort_unstable();
            }
        }
    }

    fn packed(self) -> Packed {
        Packed {
            shown: self.shown.into_iter().flatten().collect(),
            counts: self.counts.into_iter().flatten().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
