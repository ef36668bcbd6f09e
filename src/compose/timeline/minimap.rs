//! The data's whole span below the timeline: how many events each stretch has, by theme, and the part in view as a
//! brush.

use crate::model::ThemeIx;
use crate::scene::{Affine, Group, Node, Outline, Path, Rect, Stroke};

use super::super::text::{Align, sans, write};
use super::density::bars;
use super::layout::TimelineLayout;
use super::{Scale, TimelineContext, filled};

/// Width of a bar, in points.
const BIN: f64 = 2.0;

/// The strip.
pub(super) fn minimap(parts: &TimelineContext, layout: &TimelineLayout) -> Node {
    let style = &parts.style.timeline;
    let area = layout.minimap;
    let mut nodes = vec![
        filled(area, 1.0, parts.style.chrome.hover),
        filled(layout.brush, 1.0, style.window),
    ];
    let set = parts.world.dataset;
    for (theme, shape) in set.themes().zip(stacks(parts, layout)) {
        let ink = parts.style.theme_ink(set, theme, style.ground).faded(0.8);
        nodes.push(Node::Path(Path {
            shape: shape.into(),
            transform: Affine::IDENTITY,
            fill: Some(ink.into()),
            stroke: None,
            key: None,
        }));
    }
    let edge = |left: f64, right: f64| {
        filled(
            Rect {
                left,
                right,
                ..layout.brush
            },
            1.0,
            style.window_edge,
        )
    };
    nodes.push(Node::Path(Path {
        shape: Outline::rect(layout.brush, 1.0).into(),
        transform: Affine::IDENTITY,
        fill: None,
        stroke: Some(Stroke::solid(style.window_edge, 1.0)),
        key: None,
    }));
    nodes.push(edge(layout.brush.left - 1.5, layout.brush.left + 1.5));
    nodes.push(edge(layout.brush.right - 1.5, layout.brush.right + 1.5));
    let face = sans(parts.style.sizes.small);
    let baseline = area.center()[1] + f64::from(parts.style.sizes.small) * 0.35;
    nodes.push(write(
        parts.world.fonts,
        &parts.words.whole_span,
        &face,
        [area.left - 10.0, baseline],
        Align::Right,
        parts.style.chrome.muted,
    ));
    Node::Group(Group::named("minimap", nodes))
}

/// Of each theme, the bars of its events in one shape; those of one stretch stand on each other. The root of the
/// number tells their height, so that a single event is seen beside a crowd.
fn stacks(parts: &TimelineContext, layout: &TimelineLayout) -> Vec<Outline> {
    let set = parts.world.dataset;
    let area = layout.minimap;
    let themes = set.themes().len();
    let bins = ((area.width() / BIN) as usize).max(1);
    let mut strip = parts.rows.strip.borrow_mut();
    let wanted = Some((area.width().to_bits(), layout.minimap_axis.span()));
    if strip.counted_for != wanted {
        strip.counted_for = wanted;
        strip.counts = counts(parts, layout, bins, themes);
    }
    let counts = &strip.counts;
    let most = counts
        .chunks(themes.max(1))
        .map(|bin| bin.iter().sum::<u32>())
        .max()
        .unwrap_or(0);
    let height = |count: u32| (f64::from(count) / f64::from(most.max(1))).sqrt() * (area.height() - 2.0);
    let of_theme = |theme: ThemeIx| {
        let rects = counts.chunks(themes).enumerate().filter_map(|(at, bin)| {
            let below: u32 = bin[..theme.index()].iter().sum();
            let own = bin[theme.index()];
            let left = area.left + at as f64 * area.width() / bins as f64;
            (own > 0).then(|| Rect {
                left,
                right: left + BIN.max(1.6),
                top: area.bottom - height(below + own),
                bottom: area.bottom - height(below),
            })
        });
        bars(rects)
    };
    set.themes().map(of_theme).collect()
}

/// How many events of each theme each stretch has.
fn counts(parts: &TimelineContext, layout: &TimelineLayout, bins: usize, themes: usize) -> Vec<u32> {
    let width = layout.minimap.width();
    let scale = Scale::of(&layout.minimap_axis);
    let per_point = bins as f64 / width;
    let mut counts = vec![0; bins * themes];
    let columns = parts.world.dataset.columns();
    let mut last = None;
    for entry in &parts.rows.entries {
        // An event in several rows follows itself: it is counted once.
        if last.replace(entry.event) == Some(entry.event) {
            continue;
        }
        let [a, b] = scale.span_x(entry.first, entry.last);
        let middle = f64::midpoint(a.clamp(0.0, width), b.clamp(0.0, width));
        let bin = ((middle * per_point) as usize).min(bins - 1);
        counts[bin * themes + columns.themes()[entry.event.index()].index()] += 1;
    }
    counts
}
