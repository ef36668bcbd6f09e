//! Which events of a row are written out, which stand as a marker alone, and which are counted ("+7"). Pure: it
//! knows widths and places, no events. Nothing covers another, every wish is shown or counted, and no title of a
//! counted one would have found room.

mod counts;
mod ground;
mod neighbourhoods;
mod places;

use ground::Ground;
use neighbourhoods::Neighbourhoods;

/// The rows that marks are put into.
#[derive(Clone, Debug)]
pub(super) struct Room {
    /// Points from the left to the right end of every row.
    pub(super) width: f64,
    /// How many lines each row has.
    pub(super) lines: Vec<usize>,
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
    /// What the title's width is at least, known without shaping it.
    pub(super) least: f32,
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
/// So many of a neighbourhood are tried for a cut title.
const MOST_CUT: usize = 48;
/// A cut title is at least so wide.
pub(super) const LEAST_CUT: f64 = 64.0;

/// Packs wishes into rows. `phase` is where, in points, one of the borders lies between neighbourhoods that share a
/// count: a caller who pans hands on the same moment's x, so that neighbours stay together.
pub(super) fn pack(room: &Room, wishes: &[Wish], near: f64, phase: f64, measure: &dyn Measure) -> Packed {
    let mut packer = Packer {
        ground: Ground::new(room),
        wishes,
        measure,
        freed: vec![false; room.lines.len()],
        shown: Vec::new(),
        in_row: vec![Vec::new(); room.lines.len()],
        counts: Vec::new(),
        driven_out: Vec::new(),
    };
    let left_over = packer.titles();
    let neighbourhoods = Neighbourhoods::new(room, wishes, left_over, near.max(NEAR), phase);
    let mut is_done = vec![false; wishes.len()];
    packer.cut_titles(&neighbourhoods, &mut is_done);
    packer.pinned_markers(&neighbourhoods, &mut is_done);
    for members in neighbourhoods.all() {
        packer.markers_or_count(members, &is_done);
    }
    for at in std::mem::take(&mut packer.driven_out) {
        packer.markers_or_count(&[at], &is_done);
    }
    packer.titles_of_counted(&neighbourhoods);
    packer.packed()
}

const NOT_COUNTED: u32 = u32::MAX;

struct Packer<'a> {
    /// What is taken of the rows.
    ground: Ground,
    wishes: &'a [Wish],
    measure: &'a dyn Measure,
    /// In which rows something was taken away after titles were placed.
    freed: Vec<bool>,
    shown: Vec<Option<Shown>>,
    /// Which of `shown` stand in each row.
    in_row: Vec<Vec<usize>>,
    counts: Vec<Option<Count>>,
    /// What was shown and had to make room for what is pinned.
    driven_out: Vec<u32>,
}

/// What a mark on a line would take.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    title: Option<[f64; 2]>,
    room: [f64; 2],
}

impl Packer<'_> {
    /// Titles in the order of claims; what finds no room is given back.
    fn titles(&mut self) -> Vec<u32> {
        let mut left_over = Vec::with_capacity(self.wishes.len());
        for (at, wish) in (0u32..).zip(self.wishes) {
            match self.place_of_title(wish) {
                Some(place) => {
                    self.put(at as usize, place);
                    self.ground.renew_after_title(usize::from(wish.row));
                }
                None => left_over.push(at),
            }
        }
        left_over
    }

    /// Cut titles, in the order of claims, in the room that whole ones have left.
    fn cut_titles(&mut self, neighbourhoods: &Neighbourhoods, is_done: &mut [bool]) {
        self.ground.renew_all();
        for at in neighbourhoods.first_where(&self.ground, LEAST_CUT, MOST_CUT) {
            if let Some(place) = self.place_of_cut_title(at) {
                self.put(at, place);
                is_done[at] = true;
            }
        }
    }

    /// A pinned wish always has its marker: what is in its way is driven out instead.
    fn pinned_markers(&mut self, neighbourhoods: &Neighbourhoods, is_done: &mut [bool]) {
        let left_over = neighbourhoods.all().flatten().map(|at| *at as usize);
        let pinned: Vec<usize> = left_over
            .filter(|at| self.wishes[*at].is_pinned && !is_done[*at])
            .collect();
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
                let out = self.shown[index].map(|s| u32::try_from(s.wish).unwrap_or(u32::MAX));
                self.driven_out.extend(out);
                self.take_away(index);
            };
            self.put(at, place);
            is_done[at] = true;
        }
    }

    fn put(&mut self, at: usize, place: Place) {
        let wish = &self.wishes[at];
        let row = usize::from(wish.row);
        self.ground.take(row, place.line, place.room);
        let [left, right] = wish.span.map(f64::from);
        if right - left > 2.0 * f64::from(wish.radius) {
            self.ground.take_bar(row, place.line, [left, right]);
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
    fn markers_or_count(&mut self, members: &[u32], is_done: &[bool]) {
        let members: Vec<usize> = members
            .iter()
            .map(|at| *at as usize)
            .filter(|at| !is_done[*at])
            .collect();
        if !members.is_empty() && !self.markers(&members) {
            self.count(members);
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
        self.ground.free(row, shown.line, shown.room);
        self.freed[row] = true;
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

    /// Room that became free is for the titles of what is counted, in the order of claims.
    fn titles_of_counted(&mut self, neighbourhoods: &Neighbourhoods) {
        let mut counted_by = vec![NOT_COUNTED; self.wishes.len()];
        let mut left: Vec<usize> = Vec::new();
        for (index, count) in (0u32..).zip(&self.counts) {
            let wishes = count.as_ref().map_or(&[][..], |count| &count.wishes);
            for at in wishes {
                counted_by[*at] = index;
            }
            left.push(wishes.len());
        }
        let was_shown: Vec<usize> = self.was_shown(&counted_by, neighbourhoods);
        // Where nothing was taken away, what found no room before finds none now.
        while self.freed.contains(&true) {
            let rows = std::mem::replace(&mut self.freed, vec![false; self.ground.rows()]);
            self.ground.renew_all();
            let mut hopeful = neighbourhoods.hopeful(&self.ground, self.wishes, &rows);
            hopeful.extend(&was_shown);
            hopeful.sort_unstable();
            hopeful.retain(|at| counted_by[*at] != NOT_COUNTED);
            for at in hopeful {
                let Some(place) = self.place_of_title(&self.wishes[at]) else {
                    continue;
                };
                self.put(at, place);
                let index = std::mem::replace(&mut counted_by[at], NOT_COUNTED) as usize;
                left[index] -= 1;
                if left[index] == 0
                    && let Some(count) = self.counts[index].take()
                {
                    self.ground.free(count.row, count.line, count.room);
                    self.freed[count.row] = true;
                }
            }
        }
        for (index, count) in (0u32..).zip(&mut self.counts) {
            if let Some(count) = count {
                count.wishes.retain(|at| counted_by[*at] == index);
                // A few lists in order, one after the other: which this sort takes as they are.
                count.wishes.sort();
            }
        }
    }

    /// What is counted and in no neighbourhood of what was left over: it was shown for a time.
    fn was_shown(&self, counted_by: &[u32], neighbourhoods: &Neighbourhoods) -> Vec<usize> {
        let shown = self.counts.iter().flatten().flat_map(|count| &count.wishes);
        let shown = shown
            .copied()
            .filter(|at| counted_by[*at] != NOT_COUNTED && !neighbourhoods.has(*at));
        shown.collect()
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
