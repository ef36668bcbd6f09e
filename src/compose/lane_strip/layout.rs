//! Where a lane's stops, its legs and their labels lie along the line of a strip, which is folded into rows as text
//! is into lines. To scale where labels can stand near what they name, else with stretches that are long enough for
//! them. Knows numbers alone; lengths are points along the rows.

use std::ops::Range;

use super::spread::spread;

/// What is to be laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// How far along the lane each stop lies, in any unit, from 0 on and ascending. At least one.
    pub(super) along: &'a [f64],
    /// How much room the label of each stop takes along the row, space about it included.
    pub(super) stops: &'a [f64],
    /// The same for the label of each leg between two stops: one fewer.
    pub(super) legs: &'a [f64],
}

/// The rows of a strip.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    pub(super) rows: Vec<Row>,
    /// Whether lengths are in proportion.
    pub(super) to_scale: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// From where to where the line runs.
    pub(super) line: [f64; 2],
    /// Whether it comes from the row before, and whether it goes on in the next.
    pub(super) goes_on: [bool; 2],
    pub(super) stops: Vec<StopPlace>,
    pub(super) legs: Vec<LegPlace>,
}

/// A stop in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct StopPlace {
    pub(super) stop: usize,
    pub(super) at: f64,
    /// The middle of its label.
    pub(super) label: f64,
}

/// A leg in a row, or the part of it that lies there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LegPlace {
    pub(super) leg: usize,
    pub(super) from: f64,
    pub(super) to: f64,
    /// The middle of its label: in one of the rows that it runs through.
    pub(super) label: Option<f64>,
}

/// How far labels may stand off what they name in a strip to scale, in extents of the largest.
const MOST_MOVED: f64 = 2.2;
/// How far all labels together may be moved, in points, before another row is worth it: where its height is free, and
/// where it is not.
pub(super) const FREE_ROW: f64 = 60.0;
pub(super) const DEAR_ROW: f64 = 150.0;
/// The part of its rows that the line of a strip to scale takes at least.
const LEAST_LINE: f64 = 0.4;
/// What a line that comes from the row before runs before its first stop at least, in points.
const LEAD: f64 = 18.0;
/// How long a strip of one row is, in sums of its labels' extents; the shortest that suits is taken.
const LENGTHS: [f64; 4] = [1.15, 1.4, 1.8, 2.4];
/// How long such a strip becomes at most where there is room.
const MOST_LENGTH: f64 = 3.0;
/// How far labels may stand off in such a strip without a try at a longer one, in extents of the largest.
const MOVED_LITTLE: f64 = 1.1;

impl Layout {
    /// Rows of a length: as few as can be without moving labels far, and never more than so many. `of_row` is how far
    /// labels are moved to spare a row, in points. `None` where so many rows do not hold the labels.
    pub(super) fn in_rows(wanted: Wanted, length: f64, most: usize, of_row: f64) -> Option<Self> {
        // A row for each stop is more than enough.
        let to_scale = (1..=most.min(wanted.stops.len())).filter_map(|rows| {
            let layout = Self::to_scale(wanted, length, rows)?;
            let cost = layout.moved().sum::<f64>() + of_row * rows as f64;
            (layout.moved_most() <= MOST_MOVED * wanted.largest()).then_some((cost, layout))
        });
        let best = to_scale
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, layout)| layout);
        best.or_else(|| Self::schematic(wanted, length).filter(|layout| layout.rows.len() <= most))
    }

    /// One row with its length: as long as suits, or if that is to scale, as long as may be.
    pub(super) fn in_one_row(wanted: Wanted, most: Option<f64>) -> Option<(Self, f64)> {
        let of_stops: f64 = wanted.stops.iter().sum();
        let of_legs: f64 = wanted.legs.iter().sum();
        let needed = of_stops.max(of_legs);
        let longest = most.map(|most| most.min(needed * MOST_LENGTH));
        let lengths: Vec<f64> = match longest.filter(|longest| *longest >= needed) {
            Some(longest) => vec![longest],
            None => LENGTHS.map(|part| needed * part).to_vec(),
        };
        let to_scale = |most: f64| {
            let tried = lengths.iter().filter_map(|&length| {
                let layout = Self::to_scale(wanted, length, 1)?;
                (layout.moved_most() <= most * wanted.largest()).then_some((layout, length))
            });
            tried.into_iter().next()
        };
        let schematic = || {
            let least = wanted.least_steps().iter().sum::<f64>() + wanted.ends().iter().sum::<f64>();
            let suits = least.max(needed) * LENGTHS[0];
            let length = longest.map_or(suits, |longest| longest.max(least));
            Some((Self::schematic(wanted, length)?, length))
        };
        to_scale(MOVED_LITTLE)
            .or_else(|| to_scale(MOST_MOVED))
            .or_else(schematic)
    }

    fn to_scale(wanted: Wanted, length: f64, rows: usize) -> Option<Self> {
        let whole = wanted.along.last().copied().filter(|whole| *whole > 0.0)?;
        let [before, after] = wanted.ends();
        let all = length * rows as f64;
        let line = all - before - after;
        if line < all * LEAST_LINE {
            return None;
        }
        let places: Vec<f64> = wanted.along.iter().map(|a| before + a / whole * line).collect();
        let edges = |row: usize| (row as f64 * length, (row + 1) as f64 * length);
        let inside = |row: usize, p: f64| {
            let (first, last) = edges(row);
            p >= first && (p < last || row + 1 == rows)
        };
        // The part of a leg that lies in a row, in points along all rows.
        let part = |leg: usize, row: usize| {
            let ((first, last), [from, to]) = (edges(row), [places[leg], places[leg + 1]]);
            let cut = [from.max(first), to.min(last)];
            (cut[1] > cut[0] || (inside(row, from) && inside(row, to))).then_some(cut)
        };
        // The longest part bears the label; of equal ones the first.
        let label_row = |leg: usize| {
            let parts = (0..rows).filter_map(|row| part(leg, row).map(|[from, to]| (row, to - from)));
            let longest = parts.reduce(|best, part| if part.1 > best.1 + SAME { part } else { best });
            longest.map(|(row, _)| row)
        };
        let label_rows: Vec<Option<usize>> = (0..wanted.legs.len()).map(label_row).collect();
        let row = |row: usize| {
            let first = edges(row).0;
            let legs = (0..wanted.legs.len()).filter_map(|leg| {
                let [from, to] = part(leg, row)?.map(|p| p - first);
                let has_label = label_rows[leg] == Some(row);
                let label = has_label.then_some((from + to) / 2.0);
                Some(LegPlace { leg, from, to, label })
            });
            let stops = (0..places.len()).filter(|&stop| inside(row, places[stop]));
            let is_last = row + 1 == rows;
            Row {
                line: [
                    if row == 0 { before } else { 0.0 },
                    if is_last { length - after } else { length },
                ],
                goes_on: [row > 0, !is_last],
                stops: stops.map(|stop| at_place((stop, places[stop] - first))).collect(),
                legs: legs.collect(),
            }
        };
        let rows = (0..rows).map(|number| row(number).spread(wanted, length));
        Some(Self {
            rows: rows.collect::<Option<_>>()?,
            to_scale: true,
        })
    }

    /// Stretches as long as their labels are wide at least, and longer ones for longer legs. `None` where a row does
    /// not even hold one stop.
    fn schematic(wanted: Wanted, length: f64) -> Option<Self> {
        let fewest = wanted.broken(length)?.len();
        // Rows of about one length, and none with one stop alone.
        let (mut low, mut high) = (0.0, length);
        for _ in 0..24 {
            let middle = (low + high) / 2.0;
            match wanted.broken(middle) {
                Some(rows) if rows.len() == fewest => high = middle,
                _ => low = middle,
            }
        }
        let rows = wanted.broken(high)?.into_iter();
        let rows = rows.map(|stops| wanted.schematic_row(stops, length).spread(wanted, length));
        Some(Self {
            rows: rows.collect::<Option<_>>()?,
            to_scale: false,
        })
    }

    /// How far each label stands off what it names.
    fn moved(&self) -> impl Iterator<Item = f64> + '_ {
        self.rows.iter().flat_map(Row::moved)
    }

    fn moved_most(&self) -> f64 {
        self.moved().fold(0.0, f64::max)
    }
}

/// Lengths that differ by less are the same.
const SAME: f64 = 1e-6;

fn at_place((stop, at): (usize, f64)) -> StopPlace {
    StopPlace { stop, at, label: at }
}

impl Row {
    /// How far each label stands off what it names.
    pub(super) fn moved(&self) -> impl Iterator<Item = f64> + '_ {
        self.moved_stops().chain(self.moved_legs())
    }

    pub(super) fn moved_stops(&self) -> impl Iterator<Item = f64> + '_ {
        self.stops.iter().map(|stop| (stop.label - stop.at).abs())
    }

    pub(super) fn moved_legs(&self) -> impl Iterator<Item = f64> + '_ {
        let off = |leg: &LegPlace| Some((leg.label? - (leg.from + leg.to) / 2.0).abs());
        self.legs.iter().filter_map(off)
    }

    /// The row with its labels clear of each other.
    fn spread(mut self, wanted: Wanted, length: f64) -> Option<Self> {
        let at: Vec<f64> = self.stops.iter().map(|stop| stop.at).collect();
        let extents: Vec<f64> = self.stops.iter().map(|stop| wanted.stops[stop.stop]).collect();
        let labels = spread(&at, &extents, [0.0, length])?;
        for (stop, label) in self.stops.iter_mut().zip(labels) {
            stop.label = label;
        }
        let mut legs: Vec<&mut LegPlace> = self.legs.iter_mut().filter(|leg| leg.label.is_some()).collect();
        let at: Vec<f64> = legs.iter().filter_map(|leg| leg.label).collect();
        let extents: Vec<f64> = legs.iter().map(|leg| wanted.legs[leg.leg]).collect();
        let labels = spread(&at, &extents, [0.0, length])?;
        for (leg, label) in legs.iter_mut().zip(labels) {
            leg.label = Some(label);
        }
        Some(self)
    }
}

impl Wanted<'_> {
    fn largest(&self) -> f64 {
        self.stops.iter().chain(self.legs).copied().fold(0.0, f64::max)
    }

    /// Half of the first and of the last label: the line begins and ends under their middles.
    fn ends(&self) -> [f64; 2] {
        let half = |extent: Option<&f64>| extent.map_or(0.0, |extent| extent / 2.0);
        [half(self.stops.first()), half(self.stops.last())]
    }

    /// How long each leg is at least, for the labels at its ends and its own to stand where they belong.
    fn least_steps(&self) -> Vec<f64> {
        let ends = self.stops.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
        ends.zip(self.legs).map(|(ends, leg)| ends.max(*leg)).collect()
    }

    /// Where the first stop of a schematic row stands.
    fn first_at(&self, stop: usize) -> f64 {
        let half = self.stops[stop] / 2.0;
        if stop == 0 { half } else { half.max(LEAD) }
    }

    /// What the line runs on after a stop if that is the last of its row.
    fn run_out(&self, stop: usize) -> f64 {
        let half = self.stops[stop] / 2.0;
        self.legs.get(stop).map_or(half, |leg| leg.max(half))
    }

    /// The stops of each schematic row, as many as go into a length.
    fn broken(&self, length: f64) -> Option<Vec<Range<usize>>> {
        let steps = self.least_steps();
        let mut rows: Vec<Range<usize>> = Vec::new();
        let mut at = 0.0;
        for stop in 0..self.stops.len() {
            let next = stop.checked_sub(1).map(|before| at + steps[before]);
            let goes_on = next.filter(|next| next + self.run_out(stop) <= length + SAME);
            match (goes_on, rows.last_mut()) {
                (Some(next), Some(row)) => {
                    at = next;
                    row.end = stop + 1;
                }
                _ => {
                    at = self.first_at(stop);
                    rows.push(stop..stop + 1);
                    if at + self.run_out(stop) > length + SAME {
                        return None;
                    }
                }
            }
        }
        Some(rows)
    }

    fn schematic_row(&self, stops: Range<usize>, length: f64) -> Row {
        let inner = stops.start..stops.end.saturating_sub(1);
        let mut steps: Vec<f64> = self.least_steps()[inner.clone()].to_vec();
        let used = self.first_at(stops.start) + steps.iter().sum::<f64>() + self.run_out(stops.end - 1);
        let free = (length - used).max(0.0);
        let whole = self.along[stops.end - 1] - self.along[stops.start];
        let count = steps.len() as f64;
        for (step, leg) in steps.iter_mut().zip(inner) {
            let part = match whole > 0.0 {
                true => (self.along[leg + 1] - self.along[leg]) / whole,
                false => 1.0 / count,
            };
            *step += free * part;
        }
        let mut at = self.first_at(stops.start);
        let mut row = Row {
            goes_on: [stops.start > 0, stops.end < self.stops.len()],
            ..Row::default()
        };
        let leg = |leg: usize, from: f64, to: f64, has_label: bool| LegPlace {
            leg,
            from,
            to,
            label: has_label.then_some((from + to) / 2.0),
        };
        if row.goes_on[0] {
            row.legs.push(leg(stops.start - 1, 0.0, at, false));
        }
        let first = at;
        for stop in stops.clone() {
            row.stops.push(at_place((stop, at)));
            if let Some(step) = steps.get(stop - stops.start) {
                row.legs.push(leg(stop, at, at + step, true));
                at += step;
            }
        }
        if row.goes_on[1] {
            row.legs.push(leg(stops.end - 1, at, length, true));
        }
        row.line = [
            if row.goes_on[0] { 0.0 } else { first },
            if row.goes_on[1] { length } else { at },
        ];
        row
    }
}

#[cfg(test)]
mod tests;
