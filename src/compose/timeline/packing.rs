//! Which events of a row are written out, which stand as a marker alone, and which are counted ("+7"). Pure: it
//! knows widths and places, no events. Nothing covers another, every wish is shown or counted, and no title of a
//! counted one would have found room.

mod counts;
mod ground;
mod neighbourhoods;
mod places;

use std::collections::HashMap;

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
    /// Which they are: [`Packed::members`] lists them.
    crowd: Crowd,
}

impl Count {
    /// How many wishes it stands for.
    pub(super) fn number(&self) -> usize {
        self.crowd.number
    }
}

/// What is left of whole neighbourhoods, and some wishes that were shown for a time.
#[derive(Clone, Debug, Default, PartialEq)]
struct Crowd {
    stretches: Vec<usize>,
    singles: Vec<usize>,
    number: usize,
}

/// What became of the wishes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Packed {
    pub(super) shown: Vec<Shown>,
    pub(super) counts: Vec<Count>,
    /// Which wishes were left over where.
    left_over: Neighbourhoods,
}

impl Packed {
    /// Which wishes a count stands for, in no order.
    pub(super) fn members<'a>(&'a self, count: &'a Count) -> impl Iterator<Item = usize> + 'a {
        let stretches = count.crowd.stretches.iter();
        let left = stretches.flat_map(|stretch| self.left_over.left_in(*stretch));
        left.chain(count.crowd.singles.iter().copied())
    }
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
        left_over: Neighbourhoods::default(),
    };
    let left_over = packer.titles();
    packer.left_over = Neighbourhoods::new(room, wishes, left_over, near.max(NEAR), phase);
    packer.cut_titles();
    let driven_out = packer.pinned_markers();
    for stretch in 0..packer.left_over.len() {
        packer.markers_or_count(stretch);
    }
    for at in driven_out {
        if !packer.markers(&[at]) {
            packer.count_single(at);
        }
    }
    packer.titles_of_counted();
    packer.packed()
}

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
    /// What has no title, in neighbourhoods, as far as it is not shown since.
    left_over: Neighbourhoods,
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
    fn cut_titles(&mut self) {
        self.ground.renew_all();
        for at in self.left_over.first_where(&self.ground, LEAST_CUT, MOST_CUT) {
            if let Some(place) = self.place_of_cut_title(at) {
                self.put(at, place);
                self.left_over.take_out(at, &self.wishes[at]);
            }
        }
    }

    /// A pinned wish always has its marker: what is in its way is driven out, and given back.
    fn pinned_markers(&mut self) -> Vec<usize> {
        let mut driven_out = Vec::new();
        for at in self.left_over.pinned() {
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
                driven_out.extend(self.shown[index].map(|s| s.wish));
                self.take_away(index);
            };
            self.put(at, place);
            self.left_over.take_out(at, &wish);
        }
        driven_out
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
    fn markers_or_count(&mut self, stretch: usize) {
        let left = self.left_over.number_left(stretch);
        if left == 0 {
            return;
        }
        if left <= MOST_MARKERS {
            let members: Vec<usize> = self.left_over.left_in(stretch).collect();
            if self.markers(&members) {
                for at in members {
                    self.left_over.take_out(at, &self.wishes[at]);
                }
                return;
            }
        }
        self.count_stretch(stretch);
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
    fn titles_of_counted(&mut self) {
        let mut by_stretch = vec![None; self.left_over.len()];
        let mut by_single = HashMap::new();
        for (index, count) in self.counts.iter().enumerate() {
            for crowd in count.iter().map(|count| &count.crowd) {
                for stretch in &crowd.stretches {
                    by_stretch[*stretch] = Some(index);
                }
                by_single.extend(crowd.singles.iter().map(|at| (*at, index)));
            }
        }
        // Where nothing was taken away, what found no room before finds none now.
        while self.freed.contains(&true) {
            let rows = std::mem::replace(&mut self.freed, vec![false; self.ground.rows()]);
            self.ground.renew_all();
            let mut hopeful = self.left_over.hopeful(&self.ground, self.wishes, &rows);
            hopeful.extend(by_single.keys());
            hopeful.sort_unstable();
            for at in hopeful {
                let wish = &self.wishes[at];
                let single = by_single.get(&at).copied();
                let index = single.or_else(|| by_stretch[self.left_over.stretch_of(wish)]);
                let (Some(index), Some(place)) = (index, self.place_of_title(wish)) else {
                    continue;
                };
                self.put(at, place);
                by_single.remove(&at);
                self.uncount(at, index, single.is_some());
            }
        }
    }

    /// Takes a wish that is shown now out of its count, and an empty count away.
    fn uncount(&mut self, at: usize, index: usize, is_single: bool) {
        let Some(count) = &mut self.counts[index] else {
            return;
        };
        count.crowd.number -= 1;
        if is_single {
            count.crowd.singles.retain(|single| *single != at);
        } else {
            self.left_over.take_out(at, &self.wishes[at]);
        }
        if count.crowd.number == 0 {
            self.ground.free(count.row, count.line, count.room);
            self.freed[count.row] = true;
            self.counts[index] = None;
        }
    }

    fn packed(self) -> Packed {
        Packed {
            shown: self.shown.into_iter().flatten().collect(),
            counts: self.counts.into_iter().flatten().collect(),
            left_over: self.left_over,
        }
    }
}

#[cfg(test)]
mod tests;
