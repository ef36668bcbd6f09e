//! Where the events of the time in view stand: what they wish for, in the style's type, and what packing makes of it.

use std::cell::Ref;
use std::sync::Arc;

use crate::chronology::DaySpan;
use crate::model::{Dataset, EventIx, Item};
use crate::scene::{Rect, ShapedText, TextStyle};

use super::super::text::{sans, sans_semibold};
use super::density::Density;
use super::layout::TimelineLayout;
use super::packing::{self, Count, LEAST_CUT, Measure, Packed, Room, Shown, Wish};
use super::rows::Entry;
use super::{Scale, TimelineContext};

/// Times longer than this many points on the picture are drawn as bars from their first day.
const BAR: f64 = 12.0;
/// Where the marker of what began before the picture stands, in points from its edge.
const AT_EDGE: f64 = 6.0;
/// What the ring of a selection adds to a marker.
pub(super) const RING: f64 = 4.0;
/// The least width of neighbourhoods that share a count, in points.
const NEIGHBOURHOOD: f64 = 30.0;

/// Where each event of the time in view is, as a marker, a title or one of a number.
pub(super) struct Placed {
    pub(super) wishes: Vec<Wish>,
    packed: Packed,
    /// How many events each stretch of the picture has.
    pub(super) density: Density,
}

impl Placed {
    /// What is shown, with the middle of its line.
    pub(super) fn shown<'a>(&'a self, layout: &'a TimelineLayout) -> impl Iterator<Item = (&'a Shown, f64)> {
        let middle = |s: &Shown| layout.line_y(usize::from(self.wishes[s.wish].row), s.line);
        self.packed.shown.iter().map(move |s| (s, middle(s)))
    }

    /// What is counted, with where that stands.
    pub(super) fn counts<'a>(
        &'a self,
        parts: &TimelineContext,
        layout: &'a TimelineLayout,
    ) -> impl Iterator<Item = (&'a Count, Rect)> + use<'a> {
        let height = f64::from(parts.style.sizes.small) * 1.12;
        self.packed.counts.iter().map(move |count| {
            let y = layout.line_y(count.row, count.line);
            let rect = Rect {
                left: layout.plot.left + count.room[0],
                right: layout.plot.left + count.room[1],
                top: y - height / 2.0,
                bottom: y + height / 2.0,
            };
            (count, rect)
        })
    }

    /// The events that a count stands for, in no order.
    pub(super) fn events_of<'a>(
        &'a self,
        dataset: &'a Dataset,
        count: &'a Count,
    ) -> impl Iterator<Item = EventIx> + 'a {
        let members = self.packed.members(count);
        members.filter_map(|at| event_of(dataset, &self.wishes[at]))
    }

    /// The events that the count of a number stands for, the first claims first.
    pub(super) fn events_of_number(&self, dataset: &Dataset, number: usize) -> Vec<EventIx> {
        let Some(count) = self.packed.counts.get(number) else {
            return Vec::new();
        };
        let mut members: Vec<usize> = self.packed.members(count).collect();
        members.sort_unstable();
        let events = members.into_iter();
        events
            .filter_map(|at| event_of(dataset, &self.wishes[at]))
            .collect()
    }
}

/// The event of a wish.
pub(super) fn event_of(dataset: &Dataset, wish: &Wish) -> Option<EventIx> {
    dataset.event_at(wish.id as usize)
}

/// Widths of titles and counts in the style's type.
struct Widths<'a> {
    parts: &'a TimelineContext<'a>,
    /// Width of a digit in the type of counts.
    digit: f64,
}

impl Measure for Widths<'_> {
    fn title(&self, wish: &Wish) -> f64 {
        let Some(event) = event_of(self.parts.world.dataset, wish) else {
            return 0.0;
        };
        // Semibold, so that a title stands where it stood when its event is selected.
        let measure = || title(self.parts, event, true).width;
        f64::from(self.parts.rows.width_of(event, measure))
    }

    fn cut_title(&self, wish: &Wish, most: f64) -> Option<f64> {
        let event = event_of(self.parts.world.dataset, wish)?;
        let cut = cut_title(self.parts, event, most, true)?;
        Some(f64::from(cut.width))
    }

    fn count(&self, events: usize) -> f64 {
        let digits = events.max(1).ilog10() + 1;
        (f64::from(digits) + 1.0) * self.digit + 8.0
    }
}

fn face_of(parts: &TimelineContext, is_strong: bool) -> TextStyle {
    let size = parts.style.sizes.small;
    if is_strong {
        sans_semibold(size)
    } else {
        sans(size)
    }
}

pub(super) fn title(parts: &TimelineContext, event: EventIx, is_strong: bool) -> Arc<ShapedText> {
    let words = parts.world.dataset.event(event).title.get(&parts.view.language);
    parts.world.fonts.shape(words, &face_of(parts, is_strong))
}

/// As many words of a title as fit into some points, with an ellipsis; `None` where that would say too little.
pub(super) fn cut_title(
    parts: &TimelineContext,
    event: EventIx,
    most: f64,
    is_strong: bool,
) -> Option<Arc<ShapedText>> {
    let words = parts.world.dataset.event(event).title.get(&parts.view.language);
    let face = face_of(parts, is_strong);
    let shape = |end: usize| {
        let kept = words[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—(".contains(c));
        parts.world.fonts.shape(&format!("{kept}…"), &face)
    };
    let breaks: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    let fitting = breaks.partition_point(|end| f64::from(shape(*end).width) <= most);
    let cut = shape(*breaks.get(fitting.checked_sub(1)?)?);
    (f64::from(cut.width) >= LEAST_CUT).then_some(cut)
}

/// Places the events of the time in view: first what is selected, then by weight.
pub(super) fn place(parts: &TimelineContext, layout: &TimelineLayout) -> Placed {
    let strong = face_of(parts, true);
    let width = |text: &str| parts.world.fonts.shape(text, &strong).width;
    let (set, language) = (parts.world.dataset, &parts.view.language);
    parts.rows.measure_for(set, language, strong.size, width);
    let (wishes, density) = wishes(parts, layout);
    let face = sans_semibold(parts.style.sizes.small);
    let measure = Widths {
        parts,
        digit: f64::from(parts.world.fonts.shape("0", &face).width),
    };
    let room = Room {
        width: layout.plot.width(),
        lines: layout.lines.clone(),
    };
    // Neighbourhoods are stretches of time of a round length, so that a small pan or zoom keeps them.
    let least = NEIGHBOURHOOD * layout.axis.days_per_point();
    let days = 2f64.powf(least.log2().ceil());
    let start = layout.axis.start().to_days();
    let phase = -start.rem_euclid(days) / layout.axis.days_per_point();
    let near = days / layout.axis.days_per_point();
    Placed {
        packed: packing::pack(&room, &wishes, near, phase, &measure),
        wishes,
        density,
    }
}

/// The events of the time in view as wishes, the first claims first, and how many each stretch has.
fn wishes(parts: &TimelineContext, layout: &TimelineLayout) -> (Vec<Wish>, Density) {
    let selection = parts.view.selection.as_ref();
    let selected = match selection.and_then(|s| s.item(parts.world.dataset)) {
        Some(Item::Event(event)) => Some(event),
        _ => None,
    };
    let mut wishing = Wishing::new(parts, layout);
    if let Some(event) = selected {
        for entry in parts.rows.entries.iter().filter(|e| e.event == event) {
            wishing.add(entry, true);
        }
    }
    for entry in &parts.rows.entries {
        if Some(entry.event) != selected {
            wishing.add(entry, false);
        }
    }
    (wishing.wishes, wishing.density.summed())
}

/// Makes wishes of events: a hundred thousand of them in every frame.
struct Wishing<'a> {
    layout: &'a TimelineLayout,
    scale: Scale,
    shown: DaySpan,
    /// Of each event, a width that its title has at least.
    least: Ref<'a, [f32]>,
    /// The row that groups without one of their own share, and which events stand in it already: of several actors of
    /// an event, each would have it there.
    shared: Option<u16>,
    in_shared: Vec<bool>,
    density: Density,
    wishes: Vec<Wish>,
}

impl<'a> Wishing<'a> {
    fn new(parts: &TimelineContext<'a>, layout: &'a TimelineLayout) -> Self {
        let is_shared = parts.rows.may_repeat() && parts.rows.groups.len() > layout.rows.len();
        let last = u16::try_from(layout.rows.len().saturating_sub(1)).ok();
        let shared = last.filter(|_| is_shared);
        let events = parts.world.dataset.events().len();
        Self {
            layout,
            scale: Scale::of(&layout.axis),
            shown: layout.axis.span(),
            least: parts.rows.least_widths(),
            shared,
            in_shared: vec![false; if is_shared { events } else { 0 }],
            density: Density::new(layout.plot.width()),
            wishes: Vec::with_capacity(parts.rows.entries.len()),
        }
    }

    fn add(&mut self, entry: &Entry, is_selected: bool) {
        if entry.last < self.shown.first() || entry.first > self.shown.last() {
            return;
        }
        let Some(mut wish) = wish_of(entry, &self.scale) else {
            return;
        };
        self.density.add(wish.span.map(f64::from));
        wish.row = self.layout.rows_of_groups[entry.group as usize];
        let event = entry.event.index();
        if self.shared == Some(wish.row) && std::mem::replace(&mut self.in_shared[event], true) {
            return;
        }
        wish.id = u32::try_from(event).unwrap_or(u32::MAX);
        wish.least = self.least[event];
        if is_selected {
            (wish.is_pinned, wish.is_titled) = (true, true);
            wish.radius += RING as f32;
        }
        self.wishes.push(wish);
    }
}

fn wish_of(entry: &Entry, scale: &Scale) -> Option<Wish> {
    let width = scale.width;
    let [left, right] = scale.span_x(entry.first, entry.last);
    if right < 0.0 || left > width {
        return None;
    }
    let radius = marker_radius(entry.weight);
    let x = if entry.lasts && right - left > BAR {
        left.max(AT_EDGE)
    } else {
        f64::midpoint(left, right)
    };
    // The middle of an imprecise date beyond the edge: its bar alone is in view.
    let x = x.clamp(left.max(0.0).min(right), right.min(width).max(left));
    Some(Wish {
        id: 0,
        row: 0,
        is_titled: entry.is_in_focus,
        is_pinned: false,
        x: x as f32,
        radius: radius as f32,
        span: [left as f32, right as f32],
        least: 0.0,
    })
}

fn marker_radius(weight: u8) -> f64 {
    3.4 + 0.45 * f64::from(weight.min(5))
}
