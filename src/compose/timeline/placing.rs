//! Where the events of the time in view stand: what they wish for, in the style's type, and what packing makes of it.

use std::sync::Arc;

use crate::model::{Dataset, EventIx, Item};
use crate::scene::{Rect, ShapedText, TextStyle};
use crate::view::Light;

use super::super::text::{sans, sans_semibold};
use super::density::Density;
use super::layout::TimelineLayout;
use super::packing::{self, Count, Crowds, LEAST_CUT, Measure, Packed, Room, Shown, Stretches, Wish};
use super::rows::place_of;
use super::{Scale, TimelineContext};

/// Where the marker of what lies before or after the picture stands, in points from its edge.
pub(super) const AT_EDGE: f64 = 6.0;
/// What the ring of a selection adds to a marker.
pub(super) const RING: f64 = 4.0;
/// The least width of stretches that share a count, in points.
const NEIGHBOURHOOD: f64 = 30.0;

/// Where each event of the time in view is, as a marker, a title or one of a number.
pub(super) struct Placed {
    packed: Packed,
    /// How many events each stretch of the picture has.
    pub(super) density: Density,
}

impl Placed {
    /// What is shown, with the middle of its line.
    pub(super) fn shown<'a>(&'a self, layout: &'a TimelineLayout) -> impl Iterator<Item = (&'a Shown, f64)> {
        let middle = |s: &Shown| layout.line_y(usize::from(s.wish.row), s.line);
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

    /// Whether one of the events that a count stands for is lit: one that is has a day in the window of time, or is
    /// selected and so never counted.
    pub(super) fn counts_a_lit_one(&self, parts: &TimelineContext, count: &Count) -> bool {
        let window = parts.view.time.window;
        let is_lit = |event: u32| {
            let event = parts.world.dataset.event_at(event as usize);
            event.is_some_and(|event| parts.highlights.event(event) >= Light::Uncertain)
        };
        self.packed
            .counts_one(count, [window.first().0, window.last().0], is_lit)
    }

    /// The events that the count of a number stands for, the first claims first.
    pub(super) fn events_of_number(&self, dataset: &Dataset, number: usize) -> Vec<EventIx> {
        let Some(count) = self.packed.counts.get(number) else {
            return Vec::new();
        };
        let mut members: Vec<(u32, u32)> = self.packed.members(count).collect();
        members.sort_unstable();
        let events = members.into_iter();
        events
            .filter_map(|(_, event)| dataset.event_at(event as usize))
            .collect()
    }
}

/// The event of a wish.
pub(super) fn event_of(dataset: &Dataset, wish: &Wish) -> Option<EventIx> {
    dataset.event_at(wish.event as usize)
}

/// The radius of the marker of a wish, without the ring of a selection.
pub(super) fn radius_of(dataset: &Dataset, wish: &Wish) -> f64 {
    let weights = dataset.columns().weights();
    marker_radius(weights.get(wish.event as usize).copied().unwrap_or_default())
}

/// Left and right end of the time of a wish, in points of the plot.
pub(super) fn span_of(dataset: &Dataset, scale: &Scale, wish: &Wish) -> [f64; 2] {
    match dataset.columns().spans().get(wish.event as usize) {
        Some(span) => scale.span_x(span.first(), span.last()),
        None => [f64::from(wish.x); 2],
    }
}

/// Sizes of marks in the style's type.
struct Sizes<'a> {
    parts: &'a TimelineContext<'a>,
    scale: Scale,
    /// Width of a digit in the type of counts.
    digit: f64,
}

impl Measure for Sizes<'_> {
    fn wish(&self, claim: u32, row: u16) -> Wish {
        let entry = &self.parts.rows.entries[claim as usize];
        Wish {
            claim,
            event: u32::try_from(entry.event.index()).unwrap_or(u32::MAX),
            row,
            is_titled: entry.is_in_focus,
            is_pinned: false,
            x: self.scale.marker_x(place_of(entry), entry.first, entry.last) as f32,
            least: self.parts.rows.least_width_of(entry.event),
        }
    }

    fn radius(&self, wish: &Wish) -> f64 {
        let ring = if wish.is_pinned { RING } else { 0.0 };
        radius_of(self.parts.world.dataset, wish) + ring
    }

    fn span(&self, wish: &Wish) -> [f64; 2] {
        span_of(self.parts.world.dataset, &self.scale, wish)
    }

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
    let whole = title(parts, event, is_strong);
    let (words, face) = (whole.text.as_str(), face_of(parts, is_strong));
    let ellipsis = f64::from(parts.world.fonts.shape("…", &face).width);
    let breaks: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    // How wide the letters before each break are.
    let mut widths = vec![0.0; breaks.len() + 1];
    for glyph in whole.runs.iter().flat_map(|run| &run.glyphs) {
        let first_after = breaks.partition_point(|end| *end <= glyph.cluster.start);
        widths[first_after] += f64::from(glyph.advance);
    }
    let mut until = 0.0;
    let fits = widths.iter().take(breaks.len()).take_while(|width| {
        until += **width;
        until + ellipsis <= most
    });
    // The letters before a break stand in the whole title nearly as they do alone: one more may fit, or one less.
    let about = fits.count();
    let likely = breaks.iter().take(about + 1).rev();
    let cuts = likely.map(|end| {
        let kept = words[..*end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—(".contains(c));
        parts.world.fonts.shape(&format!("{kept}…"), &face)
    });
    let cut = cuts.into_iter().find(|cut| f64::from(cut.width) <= most)?;
    (f64::from(cut.width) >= LEAST_CUT).then_some(cut)
}

/// Places the events of the time in view: first what is selected, then by weight.
pub(super) fn place(parts: &TimelineContext, layout: &TimelineLayout) -> Placed {
    let strong = face_of(parts, true);
    let width = |text: &str| parts.world.fonts.shape(text, &strong).width;
    let (set, language) = (parts.world.dataset, &parts.view.language);
    parts.rows.measure_for(set, language, strong.size, width);
    let standing = parts.rows.standing(&layout.rows_of_groups, layout.rows.len());
    let face = sans_semibold(parts.style.sizes.small);
    let measure = Sizes {
        parts,
        scale: Scale::of(&layout.axis),
        digit: f64::from(parts.world.fonts.shape("0", &face).width),
    };
    let room = Room {
        width: layout.plot.width(),
        lines: layout.lines.clone(),
    };
    let scale = Scale::of(&layout.axis);
    let shown = layout.axis.span();
    let days = [shown.first().0, shown.last().0];
    let orders = Arc::clone(&standing.orders);
    let crowds = Crowds {
        spots: &standing.spots,
        stretches: Stretches::new(orders, edges(layout), days, standing.spots.len()),
        pinned: &pinned(parts, layout, &measure),
        scale,
    };
    Placed {
        packed: packing::pack(&room, crowds, &measure),
        density: Density::new(&parts.rows.course(), &layout.axis),
    }
}

/// Where the time in view is cut into stretches, in half days. They have a round length and begin at the same moments
/// wherever the picture begins, so that a small pan or zoom keeps them.
fn edges(layout: &TimelineLayout) -> Vec<i64> {
    let scale = Scale::of(&layout.axis);
    let least = NEIGHBOURHOOD * layout.axis.days_per_point();
    let days = 2f64.powf(least.log2().ceil());
    let [left, right] = scale.places_in_view();
    let start = (layout.axis.start().to_days() / days).floor();
    let count = (scale.width * layout.axis.days_per_point() / days).ceil() + 1.0;
    let numbers = std::iter::successors(Some(1.0), |n| Some(n + 1.0)).take_while(|n| *n <= count);
    let inner = numbers.map(|n| ((start + n) * days * 2.0).ceil() as i64);
    let mut edges = vec![left];
    edges.extend(inner.filter(|edge| left < *edge && *edge < right));
    edges.dedup();
    edges.push(right);
    edges
}

/// What is selected, as far as the time in view has it.
fn pinned(parts: &TimelineContext, layout: &TimelineLayout, sizes: &Sizes) -> Vec<Wish> {
    let selection = parts.view.selection.as_ref();
    let Some(Item::Event(selected)) = selection.and_then(|s| s.item(parts.world.dataset)) else {
        return Vec::new();
    };
    let shown = layout.axis.span();
    let mut pinned: Vec<Wish> = Vec::new();
    for (claim, entry) in (0u32..).zip(&parts.rows.entries) {
        if entry.event != selected || entry.last < shown.first() || entry.first > shown.last() {
            continue;
        }
        let row = layout.rows_of_groups[entry.group as usize];
        if pinned.iter().any(|wish| wish.row == row) {
            continue;
        }
        pinned.push(Wish {
            is_titled: true,
            is_pinned: true,
            ..sizes.wish(claim, row)
        });
    }
    pinned
}

fn marker_radius(weight: u8) -> f64 {
    3.4 + 0.45 * f64::from(weight.min(5))
}
