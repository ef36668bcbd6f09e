//! The data's whole span below the timeline: how many events each stretch has, by theme, and the part in view as a
//! brush.

use crate::model::ThemeIx;
use crate::scene::{Affine, Color, Group, Node, Outline, Path, Rect, Stroke};

use super::super::text::{Align, sans, write};
use super::density::skyline;
use super::layout::TimelineLayout;
use super::{Scale, TimelineContext, filled};

/// Width of a bar, in points.
const BIN: f64 = 2.0;
/// Of more bars than this, the inks are not told apart.
const MOST_INKED: usize = 400;

/// The strip.
pub(super) fn minimap(parts: &TimelineContext, layout: &TimelineLayout) -> Node {
    let style = &parts.style.timeline;
    let area = layout.minimap;
    let mut nodes = vec![
        filled(area, 1.0, parts.style.chrome.hover),
        filled(layout.brush, 1.0, style.window),
    ];
    nodes.extend(bars(parts, layout));
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

/// The bars of all events; those of one stretch stand on each other, in the inks of their themes. Where they are too
/// many for inks to be told apart, there is one outline of all. The root of the number tells their height, so that a
/// single event is seen beside a crowd.
fn bars(parts: &TimelineContext, layout: &TimelineLayout) -> Vec<Node> {
    let (set, style) = (parts.world.dataset, &parts.style.timeline);
    let area = layout.minimap;
    let themes = set.themes().len().max(1);
    let bins = ((area.width() / BIN) as usize).max(1);
    let mut strip = parts.rows.strip.borrow_mut();
    let wanted = Some((area.width().to_bits(), layout.minimap_axis.span()));
    if strip.counted_for != wanted {
        strip.counted_for = wanted;
        strip.counts = counts(parts, layout, bins, themes);
    }
    let counts = &strip.counts;
    let all = |bin: &[u32]| bin.iter().sum::<u32>();
    let most = counts.chunks(themes).map(all).max().unwrap_or(0);
    let height = |count: u32| (f64::from(count) / f64::from(most.max(1))).sqrt() * (area.height() - 2.0);
    let rect = |at: usize, below: u32, own: u32| {
        let left = area.left + at as f64 * area.width() / bins as f64;
        Rect {
            left,
            right: left + area.width() / bins as f64,
            top: area.bottom - height(below + own),
            bottom: area.bottom - height(below),
        }
    };
    let stretches = || counts.chunks(themes).enumerate();
    if counts.iter().filter(|n| **n > 0).count() > MOST_INKED {
        let outline = stretches().map(|(at, bin)| rect(at, 0, all(bin)));
        let shape = skyline(outline.filter(|bar| bar.height() > 0.0));
        return vec![painted(shape, style.axis)];
    }
    let of_theme = |theme: ThemeIx| {
        let bars = stretches()
            .filter(|(_, bin)| bin[theme.index()] > 0)
            .map(|(at, bin)| {
                let below: u32 = bin[..theme.index()].iter().sum();
                // A hair apart, so that each stays one.
                let bar = rect(at, below, bin[theme.index()]);
                Rect {
                    right: bar.right - 0.2,
                    ..bar
                }
            });
        let ink = parts.style.theme_ink(set, theme, style.ground).faded(0.8);
        painted(skyline(bars), ink)
    };
    set.themes().map(of_theme).collect()
}

fn painted(shape: Outline, ink: Color) -> Node {
    Node::Path(Path {
        shape: shape.into(),
        transform: Affine::IDENTITY,
        fill: Some(ink.into()),
        stroke: None,
        key: None,
    })
}

/// How many events of each theme each stretch has.
fn counts(parts: &TimelineContext, layout: &TimelineLayout, bins: usize, themes: usize) -> Vec<u32> {
    let width = layout.minimap.width();
    let scale = Scale::of(&layout.minimap_axis);
    let per_point = bins as f64 / width;
    let mut counts = vec![0; bins * themes];
    let columns = parts.world.dataset.columns();
    // An open end goes as far as the data do: time in view beyond them is empty.
    let [from, to] = parts.world.dataset.time_span().map_or([0.0, width], |span| {
        scale
            .span_x(span.first(), span.last())
            .map(|x| x.clamp(0.0, width))
    });
    let mut last = None;
    for entry in &parts.rows.entries {
        // An event in several rows follows itself: it is counted once.
        if last.replace(entry.event) == Some(entry.event) {
            continue;
        }
        let [a, b] = scale.span_x(entry.first, entry.last);
        let middle = f64::midpoint(a.clamp(from, to), b.clamp(from, to));
        let bin = ((middle * per_point) as usize).min(bins - 1);
        counts[bin * themes + columns.themes()[entry.event.index()].index()] += 1;
    }
    counts
}
