//! Events in rows: titles where there is room, markers where there is some, counts of what has none.

use std::sync::Arc;

use crate::model::{EventIx, Item};
use crate::scene::{Affine, Group, Halo, Node, Outline, Path, Rect, ShapedText, Stroke, TextStyle};
use crate::view::Light;

use super::super::symbols::Marker;
use super::super::text::{Align, cut, line, sans, sans_semibold, with, write};
use super::super::world::key_of;
use super::density::Density;
use super::layout::{TimelineLayout, name_of};
use super::packing::{self, Count, LEAST_CUT, Measure, Packed, Room, Shown, Wish};
use super::periods::fade;
use super::rows::Entry;
use super::{CountMark, Scale, TimelineContext, filled, ruled, span_x};

/// Times longer than this many points on the picture are drawn as bars from their first day.
const BAR: f64 = 12.0;
/// Where the marker of what began before the picture stands, in points from its edge.
const AT_EDGE: f64 = 6.0;
/// Half the height of a bar of time, and how far below the middle of its line it lies: under the titles, through
/// none.
const HALF_BAR: f64 = 1.5;
const BELOW: f64 = 4.6;
/// What the ring of a selection adds to a marker.
const RING: f64 = 4.0;
/// The least width of neighbourhoods that share a count, in points.
const NEIGHBOURHOOD: f64 = 30.0;

/// The names of the rows at the left edge.
pub(super) fn row_names(parts: &TimelineContext, layout: &TimelineLayout) -> Node {
    if layout.is_joint || parts.rows.groups.is_empty() {
        return Node::Group(Group::named("row-names", Vec::new()));
    }
    let face = sans(parts.style.sizes.town);
    let last = layout.rows.len() - 1;
    let shares_last = parts.rows.groups.len() > layout.rows.len();
    let room = layout.plot.left - 14.0;
    let nodes = layout
        .rows
        .iter()
        .zip(&parts.rows.groups)
        .enumerate()
        .map(|(at, (row, (group, _)))| {
            let name = if at == last && shares_last {
                &parts.words.others
            } else {
                name_of(parts, *group)
            };
            let at = [
                layout.plot.left - 10.0,
                row.center()[1] + f64::from(parts.style.sizes.town) * 0.35,
            ];
            let name = cut(parts.world.fonts, name, &face, room);
            line(name, at, Align::Right, parts.style.chrome.muted)
        })
        .collect();
    Node::Group(Group::named("row-names", nodes))
}

/// Where each event of the time in view is, as a marker, a title or one of a number.
pub(super) struct Placed {
    wishes: Vec<Wish>,
    /// The events of the wishes.
    events: Vec<EventIx>,
    shown: Vec<(Shown, f64)>,
    counts: Vec<(Count, Rect)>,
    /// How many events each stretch of the picture has.
    pub(super) density: Density,
}

impl Placed {
    /// The counts with their events.
    pub(super) fn counts(&self) -> Vec<CountMark> {
        let mark = |(count, rect): &(Count, Rect)| CountMark {
            rect: *rect,
            events: count.wishes.iter().map(|at| self.events[*at]).collect(),
        };
        self.counts.iter().map(mark).collect()
    }
}

/// Widths of titles and counts in the style's type.
struct Widths<'a> {
    parts: &'a TimelineContext<'a>,
    events: &'a [EventIx],
    /// Width of a digit in the type of counts.
    digit: f64,
}

impl Measure for Widths<'_> {
    fn title(&self, wish: &Wish) -> f64 {
        let event = self.events[wish.id as usize];
        // Semibold, so that a title stands where it stood when its event is selected.
        let measure = || title(self.parts, event, true).width;
        f64::from(self.parts.rows.width_of(event, measure))
    }

    fn cut_title(&self, wish: &Wish, most: f64) -> Option<f64> {
        let event = self.events[wish.id as usize];
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

fn title(parts: &TimelineContext, event: EventIx, is_strong: bool) -> Arc<ShapedText> {
    let words = parts.world.dataset.event(event).title.get(&parts.view.language);
    parts.world.fonts.shape(words, &face_of(parts, is_strong))
}

/// As many words of a title as fit into some points, with an ellipsis; `None` where that would say too little.
fn cut_title(parts: &TimelineContext, event: EventIx, most: f64, is_strong: bool) -> Option<Arc<ShapedText>> {
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
    let (wishes, events, density) = wishes(parts, layout);
    let face = sans_semibold(parts.style.sizes.small);
    let measure = Widths {
        parts,
        events: &events,
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
    let Packed { shown, counts } = packing::pack(&room, &wishes, near, phase, &measure);
    let shown = shown.into_iter().map(|s| {
        let row = usize::from(wishes[s.wish].row);
        (s, layout.line_y(row, s.line))
    });
    let height = f64::from(parts.style.sizes.small) * 1.12;
    let counts = counts.into_iter().map(|count| {
        let y = layout.line_y(count.row, count.line);
        let rect = Rect {
            left: layout.plot.left + count.room[0],
            right: layout.plot.left + count.room[1],
            top: y - height / 2.0,
            bottom: y + height / 2.0,
        };
        (count, rect)
    });
    Placed {
        shown: shown.collect(),
        counts: counts.collect(),
        wishes,
        events,
        density,
    }
}

/// The events of the time in view as wishes, the first claims first.
fn wishes(parts: &TimelineContext, layout: &TimelineLayout) -> (Vec<Wish>, Vec<EventIx>, Density) {
    let width = layout.plot.width();
    let scale = Scale::of(&layout.axis);
    let selected = match parts
        .view
        .selection
        .as_ref()
        .and_then(|s| s.item(parts.world.dataset))
    {
        Some(Item::Event(event)) => Some(event),
        _ => None,
    };
    let last = layout.rows.len().saturating_sub(1);
    let shares_last = parts.rows.may_repeat() && parts.rows.groups.len() > layout.rows.len();
    let mut in_last = vec![
        false;
        if shares_last {
            parts.world.dataset.events().len()
        } else {
            0
        }
    ];
    let mut density = Density::new(width);
    let mut wishes = Vec::with_capacity(parts.rows.entries.len());
    let mut events = Vec::with_capacity(parts.rows.entries.len());
    let mut add = |entry: &Entry, is_selected: bool| {
        let row = layout
            .rows_of_groups
            .get(entry.group as usize)
            .copied()
            .unwrap_or(0);
        let Some(mut wish) = wish_of(entry, &scale, width) else {
            return;
        };
        density.add(wish.span.map(f64::from));
        // Of several actors without a row of their own, each has the event in the same row: once is enough.
        if shares_last
            && usize::from(row) == last
            && std::mem::replace(&mut in_last[entry.event.index()], true)
        {
            return;
        }
        wish.row = row;
        wish.id = u32::try_from(events.len()).unwrap_or(u32::MAX);
        wish.is_pinned = is_selected;
        wish.least = parts.rows.least_width(entry.event);
        wish.is_titled |= is_selected;
        if is_selected {
            wish.radius += RING as f32;
        }
        wishes.push(wish);
        events.push(entry.event);
    };
    if let Some(event) = selected {
        let chosen = parts.rows.entries.iter().filter(|e| e.event == event);
        chosen.for_each(|entry| add(entry, true));
    }
    for entry in parts.rows.entries.iter().filter(|e| Some(e.event) != selected) {
        add(entry, false);
    }
    (wishes, events, density.summed())
}

fn wish_of(entry: &Entry, scale: &Scale, width: f64) -> Option<Wish> {
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

/// The rows with their events.
pub(super) fn rows(parts: &TimelineContext, layout: &TimelineLayout, placed: &Placed) -> Node {
    let rule = |row: &Rect| {
        ruled(
            &[[layout.plot.left, row.bottom], [layout.plot.right, row.bottom]],
            parts.style.timeline.row_rule,
            0.8,
        )
    };
    let between = layout.rows.len().saturating_sub(1);
    let mut nodes: Vec<Node> = layout.rows.iter().take(between).map(rule).collect();
    let mut marks: Vec<Mark> = placed
        .shown
        .iter()
        .map(|(s, y)| Mark::of(parts, layout, placed, s, *y))
        .collect();
    nodes.extend(marks.iter().flat_map(|m| bar(parts, layout, m)));
    // What is lit lies over what recedes.
    marks.sort_by_key(|m| m.light);
    let named = |mark: &Mark| {
        let id = parts.world.dataset.event(mark.event).id.clone();
        Node::Group(Group::named(id, marker(parts, mark)))
    };
    nodes.extend(marks.iter().map(named));
    let titles = marks.iter().filter_map(|m| title_node(parts, m)).collect();
    nodes.push(Node::Group(Group::named("titles", titles)));
    let counts = placed
        .counts
        .iter()
        .map(|(count, rect)| count_node(parts, placed, count, *rect));
    nodes.push(Node::Group(Group::named("counts", counts.collect())));
    Node::Group(Group::named("rows", nodes))
}

/// An event that is shown.
struct Mark {
    event: EventIx,
    light: Light,
    /// Middle of its marker.
    at: [f64; 2],
    radius: f64,
    /// Left and right edge of its time.
    span: [f64; 2],
    /// Where its title begins, and how wide it may be.
    title: Option<[f64; 2]>,
}

impl Mark {
    fn of(parts: &TimelineContext, layout: &TimelineLayout, placed: &Placed, shown: &Shown, y: f64) -> Self {
        let wish = &placed.wishes[shown.wish];
        let event = placed.events[shown.wish];
        let left = layout.plot.left;
        Self {
            event,
            light: parts.highlights.event(event),
            at: [left + f64::from(wish.x), y],
            radius: f64::from(wish.radius) - if wish.is_pinned { RING } else { 0.0 },
            span: wish.span.map(|x| left + f64::from(x)),
            title: shown.title.map(|[x, width]| [left + x, width]),
        }
    }
}

/// The time of an event that is no single moment on this axis: strong where it surely lasts, fading towards ends
/// that are imprecise, pale where only some of its days are meant.
fn bar(parts: &TimelineContext, layout: &TimelineLayout, mark: &Mark) -> Vec<Node> {
    let [left, right] = mark.span;
    if right - left < 2.0 * mark.radius {
        return Vec::new();
    }
    let event = parts.world.dataset.event(mark.event);
    let rect = Rect {
        left: left.max(layout.plot.left - 8.0),
        right: right.min(layout.plot.right + 8.0),
        top: mark.at[1] + BELOW - HALF_BAR,
        bottom: mark.at[1] + BELOW + HALF_BAR,
    };
    let ground = parts.style.timeline.ground;
    let ink = parts.style.theme_ink(parts.world.dataset, event.theme, ground);
    let strength = if mark.light >= Light::Uncertain { 0.6 } else { 0.3 };
    let Some(core) = parts.world.dataset.columns().cores()[mark.event.index()] else {
        return vec![filled(rect, HALF_BAR, ink.faded(strength * 0.5))];
    };
    let strong = ink.faded(strength);
    let [from, to] = span_x(&layout.axis, core, layout.plot.width()).map(|x| layout.plot.left + x);
    let (from, to) = (from.clamp(rect.left, rect.right), to.clamp(rect.left, rect.right));
    let mut nodes = fade(rect.left, from, &rect, strong, true);
    let middle = Rect {
        left: from,
        right: to.max(from),
        ..rect
    };
    nodes.push(filled(middle, 0.0, strong));
    nodes.extend(fade(to.max(from), rect.right, &rect, strong, false));
    nodes
}

fn marker(parts: &TimelineContext, mark: &Mark) -> Vec<Node> {
    let event = parts.world.dataset.event(mark.event);
    let marker = Marker {
        shape: parts.world.dataset.theme(event.theme).shape,
        ink: parts
            .style
            .theme_ink(parts.world.dataset, event.theme, parts.style.timeline.ground),
        basis: event.basis,
        light: mark.light,
        radius: mark.radius,
        ground: parts.style.timeline.ground,
        receding_opacity: parts.style.timeline.receding_opacity,
        key: key_of(Item::Event(mark.event)),
    };
    let mut nodes = vec![marker.node(mark.at)];
    if mark.light == Light::Selected {
        nodes.push(Node::Path(Path {
            shape: Outline::circle(mark.at, mark.radius + RING).into(),
            transform: Affine::IDENTITY,
            fill: None,
            stroke: Some(Stroke::solid(parts.style.map.selection_ring, 1.5)),
            key: None,
        }));
    }
    nodes
}

fn title_node(parts: &TimelineContext, mark: &Mark) -> Option<Node> {
    let [left, width] = mark.title?;
    let is_strong = mark.light == Light::Selected;
    let whole = title(parts, mark.event, is_strong);
    let shaped = if f64::from(whole.width) <= width + 0.01 {
        whole
    } else {
        cut_title(parts, mark.event, width + 0.01, is_strong)?
    };
    let middle = f64::from(shaped.ascent - shaped.descent) / 2.0 - 0.5;
    // A title left of its marker ends at it, also where it is narrower than it might become.
    let x = if left < mark.at[0] {
        left + width - f64::from(shaped.width)
    } else {
        left
    };
    let color = match mark.light {
        Light::Selected | Light::Lit => parts.style.chrome.text,
        _ => parts.style.chrome.muted,
    };
    let halo = Halo {
        color: parts.style.timeline.ground.faded(0.85),
        width: parts.style.labels.halo_width,
    };
    let text = line(shaped, [x, mark.at[1] + middle], Align::Left, color);
    Some(with(text, Some(halo), Some(key_of(Item::Event(mark.event)))))
}

/// A count in a pill: full where some of its events are lit, else an outline.
fn count_node(parts: &TimelineContext, placed: &Placed, count: &Count, rect: Rect) -> Node {
    let events = count.wishes.iter().map(|at| placed.events[*at]);
    let light = |event: EventIx| parts.highlights.event(event);
    let brightest = events.map(light).max().unwrap_or_default();
    let chrome = &parts.style.chrome;
    let ground = parts.style.timeline.ground;
    let (fill, letters, rim) = if brightest >= Light::Uncertain {
        (chrome.muted, ground, chrome.muted)
    } else {
        (ground, chrome.muted, chrome.muted.faded(0.55))
    };
    let pill = Rect {
        left: rect.left + 1.0,
        right: rect.right - 1.0,
        ..rect
    };
    let mut nodes = vec![Node::Path(Path {
        shape: Outline::rect(pill, pill.height() / 2.0).into(),
        transform: Affine::IDENTITY,
        fill: Some(fill.into()),
        stroke: Some(Stroke::solid(rim, 0.8)),
        key: None,
    })];
    let face = sans_semibold(parts.style.sizes.at_least(parts.style.sizes.small * 0.92));
    let text = format!("+{}", count.wishes.len());
    let [x, y] = rect.center();
    let at = [x, y + f64::from(face.size) * 0.34];
    nodes.push(write(parts.world.fonts, &text, &face, at, Align::Center, letters));
    Node::Group(Group::named("count", nodes))
}
