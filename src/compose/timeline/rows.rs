//! What the rows of a timeline stand for, and which events stand in them in which order of claims. Worked out when
//! filter or choice of rows change, not for each frame.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use crate::chronology::{Day, DaySpan};
use crate::model::{ActorIx, Basis, Dataset, EventIx, PlaceIx, ThemeIx};
use crate::view::{Kept, RowsBy, ViewSpec};

use super::density::Course;
use super::packing::Spot;
use super::time_order::{Standing, TimeOrder};

/// What a row may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Group {
    Theme(ThemeIx),
    Actor(ActorIx),
    Place(PlaceIx),
    Basis(Basis),
    /// Events that name none of what the others stand for.
    Nothing,
}

/// An event in one of its groups.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) event: EventIx,
    pub(super) group: u32,
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) weight: u8,
    /// Whether it lasts: an interval, or a date with a side without limit.
    pub(super) lasts: bool,
    /// Whether the view is about it, or about everything.
    pub(super) is_in_focus: bool,
}

/// The events that a timeline shows, by groups, the first claims first.
#[derive(Clone, Debug, Default)]
pub struct TimelineRows {
    by: RowsBy,
    /// Groups with their numbers of events: themes and bases in the data set's order, others by number.
    pub(super) groups: Vec<(Group, usize)>,
    pub(super) entries: Vec<Entry>,
    titles: RefCell<TitleWidths>,
    /// Where events stand, as it was last worked out.
    standing: RefCell<Option<Arc<RowsStanding>>>,
    /// How many events there are over time.
    course: RefCell<Option<Arc<Course>>>,
    /// The bars of the strip of all time, with what they were counted for.
    pub(super) strip: RefCell<Strip>,
}

/// Widths of titles by event, in points, each worked out when it is first asked for.
#[derive(Clone, Debug, Default)]
struct TitleWidths {
    /// What they were measured for: a language and the bits of a size of type.
    measured_for: (String, u32),
    /// Shaped; no number where not yet.
    whole: Vec<f32>,
    /// What they are at least, from the number of letters.
    least: Vec<f32>,
}

/// Which event stands in which row, and where.
#[derive(Debug)]
pub(super) struct RowsStanding {
    /// What decides it: the rows of the groups, and what titles were measured for.
    rows_of_groups: Vec<u16>,
    measured_for: (String, u32),
    /// Every entry, by its claim.
    pub(super) spots: Vec<Spot>,
    /// The order of each row.
    pub(super) orders: Arc<Vec<TimeOrder>>,
}

/// Where the marker of an entry stands, in half days: at the start of what lasts, else in the middle of its days.
pub(super) fn place_of(entry: &Entry) -> i64 {
    let [first, last] = [entry.first.0, entry.last.0];
    if entry.lasts {
        first.saturating_mul(2)
    } else {
        first.saturating_add(last).saturating_add(1)
    }
}

/// How many events of each theme each stretch of all time has.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// The bits of a width in points, and the time.
    pub(super) counted_for: Option<(u64, DaySpan)>,
    /// Themes of the first stretch, then of the second …
    pub(super) counts: Vec<u32>,
}

/// No letter that takes room is narrower than this part of the size of type.
const NARROWEST: f32 = 0.21;
/// A line is at least this part of its letters' own widths: pairs of letters that move together take little.
const KERNED: f32 = 0.92;

impl TimelineRows {
    /// The rows of a view for what its filter keeps.
    pub fn new(dataset: &Dataset, view: &ViewSpec, kept: &Kept) -> Self {
        let focus: Option<HashSet<EventIx>> = (!view.focus.is_empty()).then(|| {
            let ids = view.focus.events.iter();
            ids.filter_map(|id| dataset.event_by_id(id)).collect()
        });
        let by = view.timeline.rows;
        let mut numbers = Numbers::new(dataset, by);
        let columns = dataset.columns();
        let mut entries = Vec::with_capacity(kept.count());
        for event in dataset.events().filter(|ix| kept.event(*ix)) {
            let span = columns.spans()[event.index()];
            let entry = Entry {
                event,
                group: 0,
                first: span.first(),
                last: span.last(),
                weight: columns.weights()[event.index()],
                lasts: columns.intervals()[event.index()]
                    || span.first().is_limit()
                    || span.last().is_limit(),
                is_in_focus: focus.as_ref().is_none_or(|events| events.contains(&event)),
            };
            numbers.of(dataset, event, |group| entries.push(Entry { group, ..entry }));
        }
        // A stable sort: of equals, the earlier comes first.
        entries.sort_by_key(|e| Reverse((e.is_in_focus, e.weight)));
        let groups = numbers.ordered(dataset, &mut entries);
        Self {
            by,
            groups,
            entries,
            titles: RefCell::default(),
            standing: RefCell::default(),
            course: RefCell::default(),
            strip: RefCell::default(),
        }
    }

    /// In which row each group stands where there are at most so many rows, and how many rows there are. Groups
    /// beyond share the last.
    pub(super) fn rows_of_groups(&self, most: usize) -> (Vec<u16>, usize) {
        let count = self.groups.len().clamp(1, most.max(1));
        let row = |group: usize| u16::try_from(group.min(count - 1)).unwrap_or(u16::MAX);
        ((0..self.groups.len()).map(row).collect(), count)
    }

    /// Whether the groups are few and each has a row or none has.
    pub(super) fn is_fixed(&self) -> bool {
        matches!(self.by, RowsBy::Theme | RowsBy::Basis)
    }

    /// Whether an event may stand in several groups.
    pub(super) fn may_repeat(&self) -> bool {
        !self.is_fixed()
    }

    /// Where the events of each of so many rows stand; [`Self::measure_for`] comes before. Where groups share a row, an
    /// event of several of them stands in it once.
    pub(super) fn standing(&self, rows_of_groups: &[u16], rows: usize) -> Arc<RowsStanding> {
        let titles = self.titles.borrow();
        let mut kept = self.standing.borrow_mut();
        if let Some(standing) = &*kept
            && standing.rows_of_groups == rows_of_groups
            && standing.measured_for == titles.measured_for
        {
            return Arc::clone(standing);
        }
        let shares = self.may_repeat() && self.groups.len() > rows;
        let last = rows.saturating_sub(1);
        let mut in_last = vec![false; if shares { titles.least.len() } else { 0 }];
        let mut of_rows = vec![Vec::new(); rows];
        let mut spots = Vec::with_capacity(self.entries.len());
        for (claim, entry) in (0u32..).zip(&self.entries) {
            let row = rows_of_groups[entry.group as usize];
            let event = entry.event.index();
            let is_there_already =
                shares && usize::from(row) == last && std::mem::replace(&mut in_last[event], true);
            let place = if is_there_already {
                i64::MIN
            } else {
                place_of(entry)
            };
            let has_title = entry.is_in_focus && !is_there_already;
            spots.push(Spot {
                place,
                row,
                least: if has_title {
                    titles.least[event]
                } else {
                    f32::INFINITY
                },
            });
            if !is_there_already {
                of_rows[usize::from(row)].push(Standing {
                    claim,
                    event: u32::try_from(event).unwrap_or(u32::MAX),
                    place,
                    first: entry.first.0,
                    last: entry.last.0,
                });
            }
        }
        let standing = Arc::new(RowsStanding {
            rows_of_groups: rows_of_groups.to_vec(),
            measured_for: titles.measured_for.clone(),
            spots,
            orders: Arc::new(of_rows.into_iter().map(TimeOrder::new).collect()),
        });
        *kept = Some(Arc::clone(&standing));
        standing
    }

    /// How many events there are over time, each event once.
    pub(super) fn course(&self) -> Arc<Course> {
        let mut kept = self.course.borrow_mut();
        let course = kept.get_or_insert_with(|| {
            let mut seen = HashSet::new();
            let once = |entry: &&Entry| !self.may_repeat() || seen.insert(entry.event);
            let days = self
                .entries
                .iter()
                .filter(once)
                .map(|entry| [entry.first, entry.last]);
            Arc::new(Course::new(days))
        });
        Arc::clone(course)
    }

    /// Takes over the widths that were measured for other rows of the same data set.
    #[must_use]
    pub fn with_widths_of(self, other: &Self) -> Self {
        Self {
            titles: other.titles.clone(),
            ..self
        }
    }

    /// Makes ready for a language and a type. `width` measures a line in it.
    pub(super) fn measure_for(
        &self,
        dataset: &Dataset,
        language: &str,
        size: f32,
        width: impl Fn(&str) -> f32,
    ) {
        let mut titles = self.titles.borrow_mut();
        let wanted = (language, size.to_bits());
        if (titles.measured_for.0.as_str(), titles.measured_for.1) == wanted
            && titles.whole.len() == dataset.columns().len()
        {
            return;
        }
        let letters = Letters::new(size, width);
        let least = dataset
            .events()
            .map(|ix| letters.least_width(dataset.event(ix).title.get(language)));
        *titles = TitleWidths {
            measured_for: (language.to_owned(), size.to_bits()),
            whole: vec![f32::NAN; dataset.columns().len()],
            least: least.collect(),
        };
    }

    /// The width of an event's title, measured once; [`Self::measure_for`] comes before.
    pub(super) fn width_of(&self, event: EventIx, measure: impl FnOnce() -> f32) -> f32 {
        let mut titles = self.titles.borrow_mut();
        let width = &mut titles.whole[event.index()];
        if width.is_nan() {
            *width = measure();
        }
        *width
    }

    /// A width that an event's title has at least, from its letters alone.
    pub(super) fn least_width_of(&self, event: EventIx) -> f32 {
        self.titles.borrow().least[event.index()]
    }
}

/// Widths of single letters of a type, in points.
struct Letters {
    ascii: [f32; 128],
    other: f32,
}

impl Letters {
    fn new(size: f32, width: impl Fn(&str) -> f32) -> Self {
        let mut ascii = [0.0; 128];
        for (code, letter) in (0u8..).zip(ascii.iter_mut()).skip(32) {
            let char = char::from(code);
            // Between others: a space at an end may count for nothing.
            *letter = width(&format!("x{char}x")) - width("xx");
        }
        Self {
            ascii,
            other: size * NARROWEST,
        }
    }

    /// A width that a text has at least.
    fn least_width(&self, text: &str) -> f32 {
        let width = |c: char| match self.ascii.get(c as usize) {
            Some(width) => *width,
            None if unicode_normalization::char::is_combining_mark(c) => 0.0,
            None => self.other,
        };
        text.chars().map(width).sum::<f32>() * KERNED
    }
}

/// Gives each thing that events name a number, and counts its events.
struct Numbers {
    by: RowsBy,
    counts: Vec<usize>,
}

impl Numbers {
    fn new(dataset: &Dataset, by: RowsBy) -> Self {
        let things = match by {
            RowsBy::Theme => dataset.themes().len(),
            RowsBy::Actor => dataset.actors().len(),
            RowsBy::Place => dataset.places().len(),
            RowsBy::Basis => 2,
        };
        // The last is for events that name nothing.
        Self {
            by,
            counts: vec![0; things + 1],
        }
    }

    fn of(&mut self, dataset: &Dataset, event: EventIx, mut each: impl FnMut(u32)) {
        let columns = dataset.columns();
        let nothing = u32::try_from(self.counts.len() - 1).unwrap_or(u32::MAX);
        let counts = &mut self.counts;
        let mut add = |number: u32| {
            counts[number as usize] += 1;
            each(number);
        };
        let list = match self.by {
            RowsBy::Theme => {
                let theme = columns.themes()[event.index()].index();
                return add(u32::try_from(theme).unwrap_or(nothing));
            }
            RowsBy::Basis => {
                return add(u32::from(columns.bases()[event.index()] == Basis::Assessment));
            }
            RowsBy::Actor => columns.actors(event),
            RowsBy::Place => columns.places(event),
        };
        if list.is_empty() {
            add(nothing);
        } else {
            list.iter().copied().for_each(add);
        }
    }

    /// The groups that have events, in their order; entries get their places in it for their numbers.
    fn ordered(self, dataset: &Dataset, entries: &mut [Entry]) -> Vec<(Group, usize)> {
        let nothing = self.counts.len() - 1;
        let mut order: Vec<usize> = (0..self.counts.len()).filter(|n| self.counts[*n] > 0).collect();
        if matches!(self.by, RowsBy::Actor | RowsBy::Place) {
            order.sort_by_key(|n| (*n == nothing, Reverse(self.counts[*n])));
        }
        let mut place = vec![0; self.counts.len()];
        for (group, number) in (0u32..).zip(&order) {
            place[*number] = group;
        }
        for entry in entries {
            entry.group = place[entry.group as usize];
        }
        let group = |number: usize| {
            let found = match self.by {
                _ if number == nothing => None,
                RowsBy::Theme => dataset.themes().nth(number).map(Group::Theme),
                RowsBy::Actor => dataset.actors().nth(number).map(Group::Actor),
                RowsBy::Place => dataset.places().nth(number).map(Group::Place),
                RowsBy::Basis if number == 0 => Some(Group::Basis(Basis::Record)),
                RowsBy::Basis => Some(Group::Basis(Basis::Assessment)),
            };
            found.unwrap_or(Group::Nothing)
        };
        order.iter().map(|n| (group(*n), self.counts[*n])).collect()
    }
}
