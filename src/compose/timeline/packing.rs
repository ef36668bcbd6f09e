//! Which events of a row are written out, which stand as a marker alone, and which are counted ("+7"). Pure: it
//! knows widths and places, no events. Nothing covers another, every wish is shown or counted, and no title of a
//! counted one would have found room.

mod counts;
mod ground;
mod places;
mod stretches;
mod titles;

use super::Scale;
use ground::Ground;

pub(super) use stretches::Stretches;

/// The rows that marks are put into.
#[derive(Clone, Debug)]
pub(super) struct Room {
    /// Points from the left to the right end of every row.
    pub(super) width: f64,
    /// How many lines each row has.
    pub(super) lines: Vec<usize>,
}

/// An event that wants room. Those with lower claims come first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wish {
    pub(super) claim: u32,
    /// What the caller knows it by.
    pub(super) event: u32,
    pub(super) row: u16,
    /// Whether it has a title.
    pub(super) is_titled: bool,
    /// Whether it is never counted.
    pub(super) is_pinned: bool,
    /// The middle of its marker, in points.
    pub(super) x: f32,
    /// What the title's width is at least, known without shaping it.
    pub(super) least: f32,
}

/// What is asked of every event before anything else of it is looked at: a crowd costs no more than this.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    /// Where its marker stands, in half days; the first of all where it stands nowhere.
    pub(super) place: i64,
    pub(super) row: u16,
    /// What the width of its title is at least, in points; infinite where it is to have none.
    pub(super) least: f32,
}

/// The events that want room.
pub(super) struct Crowds<'a> {
    /// All of them, by their claims.
    pub(super) spots: &'a [Spot],
    /// Those in view.
    pub(super) stretches: Stretches,
    /// Those that come before all others. They may be among the others.
    pub(super) pinned: &'a [Wish],
    /// Where a place is on the picture.
    pub(super) scale: Scale,
}

/// How large things are, in points. Asked for few of the events.
pub(super) trait Measure {
    /// What the one of a claim wishes for.
    fn wish(&self, claim: u32, row: u16) -> Wish;
    /// The radius of its marker.
    fn radius(&self, wish: &Wish) -> f64;
    /// Left and right end of its time.
    fn span(&self, wish: &Wish) -> [f64; 2];
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
    pub(super) wish: Wish,
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

/// What is left of whole stretches, and some events that were shown for a time.
#[derive(Clone, Debug, Default, PartialEq)]
struct Crowd {
    stretches: Vec<usize>,
    singles: Vec<Wish>,
    number: usize,
}

/// What became of the wishes.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    pub(super) shown: Vec<Shown>,
    pub(super) counts: Vec<Count>,
    /// What was left over where.
    left_over: Stretches,
}

impl Packed {
    /// The claims that a count stands for, each with its event, in no order.
    pub(super) fn members<'a>(&'a self, count: &'a Count) -> impl Iterator<Item = (u32, u32)> + 'a {
        let left = count.crowd.stretches.iter().flat_map(|stretch| {
            let left = self.left_over.left_in(*stretch);
            left.map(|at| self.left_over.standing(*stretch, at))
        });
        let left = left.map(|standing| (standing.claim, standing.event));
        left.chain(count.crowd.singles.iter().map(|wish| (wish.claim, wish.event)))
    }

    /// Whether something holds of one of the events that a count stands for, asked of those alone whose time may meet
    /// the days from one to another.
    pub(super) fn counts_one(&self, count: &Count, days: [i64; 2], holds: impl Fn(u32) -> bool) -> bool {
        let mut stretches = count.crowd.stretches.iter();
        count.crowd.singles.iter().any(|wish| holds(wish.event))
            || stretches.any(|stretch| self.left_over.meets(*stretch, days, |s| holds(s.event)))
    }
}

/// Between a marker and its title.
pub(super) const GAP: f64 = 4.5;
/// No marker's radius is below this, in points.
const LEAST_RADIUS: f64 = 3.0;
/// Clear room around what stands on a line.
const AIR: f64 = 1.0;
/// Below this width a title is none; asked before anything is measured.
const LEAST_TITLE: f64 = 10.0;
/// Counts stand at least this many points from what others count.
const NEAR: f64 = 30.0;
/// So many markers without titles may stand close together; more are counted.
const MOST_MARKERS: usize = 6;
/// How far from its wishes a count should stand, and may stand before something else gives way, in points.
const FAR: f64 = 50.0;
const FARTHEST: f64 = 120.0;
/// So many of a stretch are tried for a cut title.
const MOST_CUT: usize = 16;
/// A cut title is at least so wide.
pub(super) const LEAST_CUT: f64 = 64.0;

/// Packs events into rows.
pub(super) fn pack(room: &Room, crowds: Crowds, measure: &dyn Measure) -> Packed {
    let Crowds {
        spots,
        mut stretches,
        pinned,
        scale,
    } = crowds;
    for wish in pinned {
        if let Some(stretch) = stretches.stretch_of(wish.claim, &spots[wish.claim as usize]) {
            stretches.take_out(stretch, wish.claim);
        }
    }
    let mut packer = Packer {
        ground: Ground::new(room),
        measure,
        spots,
        scale,
        freed: vec![false; room.lines.len()],
        shown: Vec::new(),
        in_row: vec![Vec::new(); room.lines.len()],
        counts: Vec::new(),
        left_over: stretches,
    };
    let untitled = packer.pinned_titles(pinned);
    let candidates = packer.candidates();
    packer.titles(&candidates);
    let driven_out = packer.pinned_markers(untitled);
    for stretch in 0..packer.left_over.len() {
        packer.markers_or_count(stretch);
    }
    for wish in driven_out {
        if !packer.markers(&[wish]) {
            packer.count_single(wish);
        }
    }
    packer.titles_of_counted(&candidates);
    packer.packed()
}

struct Packer<'a> {
    /// What is taken of the rows.
    ground: Ground,
    measure: &'a dyn Measure,
    spots: &'a [Spot],
    scale: Scale,
    /// In which rows something was taken away after titles were placed.
    freed: Vec<bool>,
    shown: Vec<Option<Shown>>,
    /// Which of `shown` stand in each row.
    in_row: Vec<Vec<usize>>,
    counts: Vec<Option<Count>>,
    /// What is not shown, in stretches.
    left_over: Stretches,
}

/// What a mark on a line would take.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    title: Option<[f64; 2]>,
    room: [f64; 2],
}

impl Packer<'_> {
    /// What the one of a claim wishes for that is in a stretch.
    fn wish(&self, stretch: usize, claim: u32) -> Wish {
        let row = u16::try_from(self.left_over.row(stretch)).unwrap_or(u16::MAX);
        self.measure.wish(claim, row)
    }

    /// Shows one of a stretch.
    fn put_of(&mut self, stretch: usize, wish: Wish, place: Place) {
        self.put(wish, place);
        self.left_over.take_out(stretch, wish.claim);
    }

    /// A pinned wish always has its marker: what is in its way is driven out, and given back.
    fn pinned_markers(&mut self, untitled: Vec<Wish>) -> Vec<Wish> {
        let mut driven_out = Vec::new();
        for wish in untitled {
            let [from, to] = self.marker_room(&wish);
            let place = loop {
                if let Some(place) = self.place_of_marker(&wish) {
                    break place;
                }
                let Some(index) = self.least_between(usize::from(wish.row), from, to) else {
                    // Two that are pinned at one place.
                    break Place {
                        line: 0,
                        title: None,
                        room: [from, to],
                    };
                };
                driven_out.extend(self.shown[index].map(|s| s.wish));
                self.take_away(index);
            };
            self.put(wish, place);
        }
        driven_out
    }

    fn put(&mut self, wish: Wish, place: Place) {
        let row = usize::from(wish.row);
        self.ground.take(row, place.line, place.room);
        if let Some(time) = self.bar(&wish) {
            self.ground.take_bar(row, place.line, time);
        }
        self.in_row[row].push(self.shown.len());
        self.shown.push(Some(Shown {
            wish,
            line: place.line,
            title: place.title,
            room: place.room,
        }));
    }

    /// What has no title: its markers where all of a stretch find room, else a count.
    fn markers_or_count(&mut self, stretch: usize) {
        let left = self.left_over.number_left(stretch);
        if left == 0 {
            return;
        }
        if left <= MOST_MARKERS {
            let claims = self.left_over.left_in(stretch);
            let claims = claims.map(|at| self.left_over.standing(stretch, at).claim);
            let mut members: Vec<Wish> = claims.map(|claim| self.wish(stretch, claim)).collect();
            members.sort_unstable_by_key(|wish| wish.claim);
            if self.markers(&members) {
                for wish in members {
                    self.left_over.take_out(stretch, wish.claim);
                }
                return;
            }
        }
        self.count_stretch(stretch);
    }

    /// Shows all of some wishes as markers, or none of them.
    fn markers(&mut self, members: &[Wish]) -> bool {
        let before = self.shown.len();
        for wish in members {
            match self.place_of_marker(wish) {
                Some(place) => self.put(*wish, place),
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
        let row = usize::from(shown.wish.row);
        self.ground.free(row, shown.line, shown.room);
        self.freed[row] = true;
        self.in_row[row].retain(|other| *other != index);
    }

    /// Of what stands in a row between two places, the one with the least claim.
    fn least_between(&self, row: usize, from: f64, to: f64) -> Option<usize> {
        let between = self.in_row[row].iter().copied().filter(|index| {
            self.shown[*index].is_some_and(|s| s.room[0] < to && s.room[1] > from && !s.wish.is_pinned)
        });
        between.max_by_key(|index| self.shown[*index].map(|s| s.wish.claim))
    }

    /// Takes one that is shown now out of its count, and an empty count away.
    fn uncount(&mut self, index: usize, claim: u32) {
        let Some(count) = &mut self.counts[index] else {
            return;
        };
        count.crowd.number -= 1;
        count.crowd.singles.retain(|wish| wish.claim != claim);
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
