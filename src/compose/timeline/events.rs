//! Events in rows by theme, their labels where there is room, and the minimap.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::chronology::DaySpan;
use crate::model::{EventIx, Item};
use crate::scene::{
    Affine, Group, Halo, LabelRequest, Node, Outline, Path, Rect, ShapedText, Stroke, place_labels,
};
use crate::view::Light;

use super::super::Words;
use super::super::symbols::Marker;
use super::super::text::{Align, line, line_box, sans, sans_semibold, with, write};
use super::super::world::key_of;
use super::layout::TimelineLayout;
use super::{Ingredients, filled, ruled, span_x};

/// The names of the rows at the left edge, each with its theme's colour.
pub(super) fn row_names(parts: &Ingredients, layout: &TimelineLayout) -> Node {
    let set = parts.world.dataset;
    if layout.is_joint() {
        return Node::Group(Group::named("row-names", Vec::new()));
    }
    let face = sans(parts.style.sizes.town);
    let nodes = set
        .themes()
        .zip(&layout.rows)
        .map(|(ix, row)| {
            let theme = set.theme(ix);
            let at = [
                layout.plot.left - 10.0,
                row.center()[1] + f64::from(parts.style.sizes.town) * 0.35,
            ];
            let text = theme.title.get(&parts.view.language);
            write(
                parts.world.fonts,
                text,
                &face,
                at,
                Align::Right,
                parts.style.chrome.muted,
            )
        })
        .collect();
    Node::Group(Group::named("row-names", nodes))
}

/// An event in its row.
struct Mark {
    event: EventIx,
    light: Light,
    /// Middle of its marker.
    at: [f64; 2],
    radius: f64,
    /// Left and right edge of its time.
    span: [f64; 2],
}

/// The rows with their events.
pub(super) fn rows(parts: &Ingredients, layout: &TimelineLayout) -> Node {
    let own = if layout.is_joint() { 1 } else { layout.rows.len() };
    let mut nodes: Vec<Node> = layout
        .rows
        .iter()
        .take(own)
        .map(|row| {
            let y = row.center()[1];
            ruled(
                &[[layout.plot.left, y], [layout.plot.right, y]],
                parts.style.timeline.row_rule,
                0.8,
            )
        })
        .collect();
    let mut marks = marks(parts, layout);
    nodes.extend(marks.iter().filter_map(|m| bar(parts, m)));
    let (titles, selected) = titles(parts, layout, &marks);
    marks.sort_by_key(|m| m.light);
    // Titles stand over what recedes and under what is lit.
    let receding = marks.partition_point(|m| m.light <= Light::Receding);
    let markers = |marks: &[Mark]| -> Vec<Node> {
        let id = |mark: &Mark| parts.world.dataset.event(mark.event).id.clone();
        let named = marks
            .iter()
            .map(|mark| Group::named(id(mark), marker(parts, mark)));
        named.map(Node::Group).collect()
    };
    nodes.extend(markers(&marks[..receding]));
    nodes.push(titles);
    nodes.extend(markers(&marks[receding..]));
    nodes.extend(selected);
    Node::Group(Group::named("rows", nodes))
}

/// Where markers that would cover each other stand: points aside, and parts of their row's height down.
const NUDGES: [[f64; 2]; 9] = [
    [0.0, 0.0],
    [0.0, 0.26],
    [0.0, -0.26],
    [9.0, 0.0],
    [-9.0, 0.0],
    [9.0, 0.26],
    [-9.0, -0.26],
    [9.0, -0.26],
    [-9.0, 0.26],
];

/// The events of the time in view that the filter keeps. Of several that would cover each other to within
/// a point, with the same light, the weightiest are drawn, a little apart but within their time.
fn marks(parts: &Ingredients, layout: &TimelineLayout) -> Vec<Mark> {
    let set = parts.world.dataset;
    let shown = layout.axis.span();
    let mut seen: HashMap<(usize, i64, Light, bool), usize> = HashMap::new();
    let mut events: Vec<EventIx> = set.events_meeting(shown).collect();
    events.sort_by_key(|&ix| std::cmp::Reverse((is_in_focus(parts, ix), set.event(ix).weight)));
    events
        .into_iter()
        .filter_map(|ix| {
            let light = parts.highlights.event(ix);
            if light == Light::Hidden {
                return None;
            }
            let event = set.event(ix);
            let row = layout.rows.get(event.theme.index())?;
            let [left, right] = span_x(&layout.axis, event.when.span(), layout.plot.width());
            let (left, right) = (layout.plot.left + left, layout.plot.left + right);
            let x = if event.when.is_interval() && right - left > 12.0 {
                left.max(layout.plot.left + 6.0)
            } else {
                (left + right) / 2.0
            };
            let long = right - left > 12.0;
            let before = seen
                .entry((event.theme.index(), x.round() as i64, light, long))
                .or_default();
            let [aside, down] = *NUDGES.get(*before)?;
            *before += 1;
            if aside.abs() > (right - left) / 2.0 {
                return None;
            }
            Some(Mark {
                event: ix,
                light,
                at: [x + aside, row.center()[1] + down * row.height()],
                radius: 3.4 + 0.45 * f64::from(event.weight.min(5)),
                span: [left, right],
            })
        })
        .collect()
}

/// The time of an event that is no single moment on this axis: pale where it is imprecise, stronger where
/// it is sure to last.
fn bar(parts: &Ingredients, mark: &Mark) -> Option<Node> {
    let [left, right] = mark.span;
    if right - left < 2.0 * mark.radius {
        return None;
    }
    let event = parts.world.dataset.event(mark.event);
    let opacity = match (event.when.certain().is_some(), mark.light >= Light::Uncertain) {
        (true, true) => 0.42,
        (true, false) => 0.2,
        (false, true) => 0.2,
        (false, false) => 0.1,
    };
    let rect = Rect {
        left,
        right,
        top: mark.at[1] - 2.6,
        bottom: mark.at[1] + 2.6,
    };
    let ground = parts.style.timeline.ground;
    let color = parts.style.theme_ink(parts.world.dataset, event.theme, ground);
    Some(filled(rect, 2.6, color.faded(opacity)))
}

fn marker(parts: &Ingredients, mark: &Mark) -> Vec<Node> {
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
            shape: Outline::circle(mark.at, mark.radius + 4.0).into(),
            transform: Affine::IDENTITY,
            fill: None,
            stroke: Some(Stroke::solid(parts.style.map.selection_ring, 1.5)),
            key: None,
        }));
    }
    nodes
}

/// A title with the baseline starts that it may take.
struct Title {
    text: Arc<ShapedText>,
    places: Vec<[f64; 2]>,
}

impl Title {
    fn new(parts: &Ingredients, mark: &Mark) -> Self {
        let size = parts.style.sizes.small;
        let face = if mark.light == Light::Selected {
            sans_semibold(size)
        } else {
            sans(size)
        };
        let event = parts.world.dataset.event(mark.event);
        let words = event.title.get(&parts.view.language);
        let text = parts.world.fonts.shape(words, &face);
        Self {
            places: positions(mark, &text),
            text,
        }
    }

    fn node(&self, parts: &Ingredients, mark: &Mark, at: [f64; 2]) -> Node {
        let color = match mark.light {
            Light::Selected | Light::Lit => parts.style.chrome.text,
            _ => parts.style.chrome.muted,
        };
        let halo = Halo {
            color: parts.style.timeline.ground.faded(0.85),
            width: parts.style.labels.halo_width,
        };
        let text = line(Arc::clone(&self.text), at, Align::Left, color);
        with(text, Some(halo), Some(key_of(Item::Event(mark.event))))
    }

    /// The place of a title that must stand somewhere: where it covers fewest markers.
    fn best_place(&self, bounds: &Rect, markers: &[Rect]) -> Option<[f64; 2]> {
        let covered = |at: &[f64; 2]| {
            let room = letters_box(&self.text, *at);
            markers.iter().filter(|m| m.overlaps(&room)).count()
        };
        let inside = |at: &&[f64; 2]| {
            let room = letters_box(&self.text, **at);
            room.left >= bounds.left
                && room.right <= bounds.right
                && room.top >= bounds.top
                && room.bottom <= bounds.bottom
        };
        self.places
            .iter()
            .filter(inside)
            .min_by_key(|at| covered(at))
            .copied()
    }
}

/// Whether the view is about an event, or about everything.
fn is_in_focus(parts: &Ingredients, event: EventIx) -> bool {
    parts.view.focus.keeps_event(&parts.world.dataset.event(event).id)
}

/// Titles of what the view is about beside, above or below their markers (what it is not about has pale
/// markers, over which titles may stand, and no titles); weightier events first, none over another or a marker. That
/// of the selected event comes apart from the others: it stands over all, and always where there is any room.
fn titles(parts: &Ingredients, layout: &TimelineLayout, marks: &[Mark]) -> (Node, Option<Node>) {
    let is_titled = |m: &&Mark| m.light == Light::Selected || is_in_focus(parts, m.event);
    let marks: Vec<&Mark> = marks.iter().filter(is_titled).collect();
    let mut obstacles: Vec<Rect> = marks
        .iter()
        .map(|m| {
            Rect::from_xywh(
                m.at[0] - m.radius,
                m.at[1] - m.radius,
                2.0 * m.radius,
                2.0 * m.radius,
            )
        })
        .collect();
    let bounds = Rect {
        top: layout.rows.first().map_or(0.0, |r| r.top) - 2.0,
        ..layout.plot
    };
    let selected = marks.iter().find(|m| m.light == Light::Selected);
    let selected = selected.and_then(|mark| {
        let title = Title::new(parts, mark);
        let at = title.best_place(&bounds, &obstacles)?;
        obstacles.push(letters_box(&title.text, at));
        Some(title.node(parts, mark, at))
    });
    let others: Vec<&Mark> = marks.into_iter().filter(|m| m.light != Light::Selected).collect();
    let titles: Vec<Title> = others.iter().map(|mark| Title::new(parts, mark)).collect();
    let requests: Vec<LabelRequest> = others
        .iter()
        .zip(&titles)
        .map(|(mark, title)| LabelRequest {
            priority: f64::from(parts.world.dataset.event(mark.event).weight),
            positions: title
                .places
                .iter()
                .map(|&at| vec![letters_box(&title.text, at)])
                .collect(),
        })
        .collect();
    let nodes = place_labels(&requests, &obstacles, bounds)
        .into_iter()
        .zip(others.iter().zip(&titles))
        .filter_map(|(place, (mark, title))| Some(title.node(parts, mark, title.places[place?])))
        .collect();
    (Node::Group(Group::named("titles", nodes)), selected)
}

/// The room of a line without the air that fonts leave above and below their letters.
fn letters_box(text: &crate::scene::ShapedText, at: [f64; 2]) -> Rect {
    let mut room = line_box(text, at).grown(0.5);
    room.top += f64::from(text.ascent) * 0.22;
    room.bottom -= f64::from(text.descent) * 0.35;
    room
}

/// Baseline starts to try: right of the marker, left of it, above, below.
fn positions(mark: &Mark, text: &crate::scene::ShapedText) -> Vec<[f64; 2]> {
    let [x, y] = mark.at;
    let gap = mark.radius + 4.5;
    let width = f64::from(text.width);
    let middle = f64::from(text.ascent - text.descent) / 2.0 - 0.5;
    let above = y - mark.radius - f64::from(text.descent) * 0.7 - 0.5;
    let below = y + mark.radius + f64::from(text.ascent) * 0.8;
    let start = x - mark.radius;
    let end = x + mark.radius - width;
    vec![
        [x + gap, y + middle],
        [start, above],
        [start, below],
        [x - gap - width, y + middle],
        [end, above],
        [end, below],
    ]
}

/// The data's whole span: a tick for each event, and the part in view as a brush.
pub(super) fn minimap(parts: &Ingredients, layout: &TimelineLayout, words: &Words) -> Node {
    let set = parts.world.dataset;
    let style = &parts.style.timeline;
    let area = layout.minimap;
    let mut nodes = vec![
        filled(area, 1.0, parts.style.chrome.hover),
        filled(layout.brush, 1.0, style.window),
    ];
    let mut seen = HashSet::new();
    for ix in set.events() {
        let light = parts.highlights.event(ix);
        if light == Light::Hidden {
            continue;
        }
        let event = set.event(ix);
        let x = middle_x(layout, event.when.span());
        if !seen.insert((x.round() as i64, event.theme)) {
            continue;
        }
        let height = area.height() * (0.2 + 0.13 * f64::from(event.weight.min(5)));
        let color = parts.style.theme_ink(set, event.theme, style.ground).faded(0.75);
        nodes.push(ruled(&[[x, area.bottom - height], [x, area.bottom]], color, 1.4));
    }
    let brush = Outline::rect(layout.brush, 1.0);
    nodes.push(Node::Path(Path {
        shape: brush.into(),
        transform: Affine::IDENTITY,
        fill: None,
        stroke: Some(Stroke::solid(style.window_edge, 1.2)),
        key: None,
    }));
    let face = sans(parts.style.sizes.small);
    let baseline = area.center()[1] + f64::from(parts.style.sizes.small) * 0.35;
    let fonts = parts.world.fonts;
    nodes.push(write(
        fonts,
        &words.whole_span,
        &face,
        [area.left - 10.0, baseline],
        Align::Right,
        parts.style.chrome.muted,
    ));
    Node::Group(Group::named("minimap", nodes))
}

fn middle_x(layout: &TimelineLayout, span: DaySpan) -> f64 {
    let width = layout.minimap.width();
    let [a, b] = span_x(&layout.minimap_axis, span, width);
    layout.minimap.left + (a.clamp(0.0, width) + b.clamp(0.0, width)) / 2.0
}
