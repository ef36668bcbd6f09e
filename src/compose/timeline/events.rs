//! Events in rows: titles where there is room, markers where there is some, counts of what has none.

use crate::model::{EventIx, Item};
use crate::scene::{Affine, Group, Halo, Node, Outline, Path, Rect, Stroke};
use crate::view::Light;

use super::super::symbols::Marker;
use super::super::text::{Align, cut, line, sans, sans_semibold, with, write};
use super::super::world::key_of;
use super::layout::{TimelineLayout, name_of};
use super::packing::{Count, Shown};
use super::periods::fade;
use super::placing::{Placed, RING, cut_title, event_of, radius_of, span_of, title};
use super::{Scale, TimelineContext, filled, ruled, span_x};

/// Half the height of a bar of time, and how far below the middle of its line it lies: under the titles, through
/// none.
const HALF_BAR: f64 = 1.5;
const BELOW: f64 = 4.6;
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
        .shown(layout)
        .filter_map(|(s, y)| Mark::of(parts, layout, s, y))
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
        .counts(parts, layout)
        .map(|(count, rect)| count_node(parts, placed, count, rect));
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
    fn of(parts: &TimelineContext, layout: &TimelineLayout, shown: &Shown, y: f64) -> Option<Self> {
        let wish = &shown.wish;
        let event = event_of(parts.world.dataset, wish)?;
        let left = layout.plot.left;
        Some(Self {
            event,
            light: parts.highlights.event(event),
            at: [left + f64::from(wish.x), y],
            radius: radius_of(parts.world.dataset, wish),
            span: span_of(parts.world.dataset, &Scale::of(&layout.axis), wish).map(|x| left + x),
            title: shown.title.map(|[x, width]| [left + x, width]),
        })
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
    let is_lit = placed.counts_a_lit_one(parts, count);
    let chrome = &parts.style.chrome;
    let ground = parts.style.timeline.ground;
    let (fill, letters, rim) = if is_lit {
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
    let text = format!("+{}", count.number());
    let [x, y] = rect.center();
    let at = [x, y + f64::from(face.size) * 0.34];
    nodes.push(write(parts.world.fonts, &text, &face, at, Align::Center, letters));
    Node::Group(Group::named("count", nodes))
}
