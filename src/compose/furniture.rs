//! What frames the map: scale bar, legend, credit line. Kept out of the way of labels.

use crate::geography::{Camera, Kilometers, LonLat, Meters, NauticalMiles};
use crate::scene::{Affine, Group, Halo, LineCap, Node, Outline, Path, Rect, Stroke};
use crate::view::{Layer, ViewSpec};

use super::symbols::{color_of, outline};
use super::text::{Align, line, line_box, sans, sans_semibold, with, write};
use super::world::World;
use super::{Style, Words};

/// A piece of furniture and the room that it takes.
pub(super) struct Piece {
    pub(super) node: Node,
    pub(super) room: Rect,
}

/// Space between furniture and the picture's edge.
const MARGIN: f64 = 12.0;

fn plain(shape: Outline, fill: Option<crate::scene::Color>, stroke: Option<Stroke>) -> Node {
    Node::Path(Path {
        shape: shape.into(),
        transform: Affine::IDENTITY,
        fill: fill.map(Into::into),
        stroke,
        key: None,
    })
}

/// The greatest of 1, 2, 5 times a power of ten that is not above `limit`.
fn round_below(limit: f64) -> f64 {
    let power = 10f64.powf(limit.log10().floor());
    [5.0, 2.0, 1.0]
        .into_iter()
        .map(|f| f * power)
        .find(|v| *v <= limit * (1.0 + 1e-9))
        .unwrap_or(power)
}

fn number(value: f64) -> String {
    if value >= 1.0 {
        format!("{value:.0}")
    } else {
        format!("{value}")
    }
}

/// The place that the scale bar is true at: the middle of the picture.
fn reference_place(camera: &Camera) -> LonLat {
    camera
        .lon_lat_from_screen([camera.width() / 2.0, camera.height() / 2.0])
        .unwrap_or(LonLat::wrapped(0.0, 0.0))
}

/// A bar in kilometres and one in nautical miles, true at the latitude it states.
pub(super) fn scale_bar(world: &World, style: &Style, camera: &Camera, words: &Words) -> Piece {
    let place = reference_place(camera);
    let per_meter = camera.points_per_meter(place);
    let longest = (camera.width() * 0.22).clamp(60.0, 150.0);
    let km = round_below(Kilometers::from(Meters(longest / per_meter)).0);
    let nm = round_below(NauticalMiles::from(Meters(longest / per_meter)).0);
    let km_length = Meters::from(Kilometers(km)).0 * per_meter;
    let nm_length = Meters::from(NauticalMiles(nm)).0 * per_meter;
    let color = style.labels.site;
    let left = MARGIN;
    let base = camera.height() - MARGIN - 12.0;
    let halo = Some(Halo {
        color: style.labels.halo,
        width: style.labels.halo_width,
    });
    let type_style = sans(style.sizes.small);
    let mut children = Vec::new();
    for (y, length) in [(base - 7.0, km_length), (base, nm_length)] {
        let ticks = Outline {
            steps: [
                Outline::line(&[[left, y - 3.0], [left, y + 3.0]]),
                Outline::line(&[[left, y], [left + length, y]]),
                Outline::line(&[[left + length, y - 3.0], [left + length, y + 3.0]]),
            ]
            .into_iter()
            .flat_map(|o| o.steps)
            .collect(),
        };
        let stroke = |color, width| Stroke {
            cap: LineCap::Butt,
            ..Stroke::solid(color, width)
        };
        children.push(plain(ticks.clone(), None, Some(stroke(style.labels.halo, 3.6))));
        children.push(plain(ticks, None, Some(stroke(color, 1.1))));
    }
    let latitude = words.latitude(place.lat());
    let labels = [
        (format!("{} km", number(km)), [left + km_length + 5.0, base - 5.0]),
        (
            format!("{} {}", number(nm), words.nautical_miles),
            [left + nm_length + 5.0, base + 5.0],
        ),
        (latitude, [left, base + 13.0]),
    ];
    let mut right = left;
    for (text, at) in labels {
        let shaped = world.fonts.shape(&text, &type_style);
        right = right.max(at[0] + f64::from(shaped.width));
        children.push(with(line(shaped, at, Align::Left, color), halo, None));
    }
    Piece {
        node: Node::Group(Group::named("scale-bar", children)),
        room: Rect {
            left: left - 4.0,
            top: base - 20.0,
            right: right + 4.0,
            bottom: camera.height() - 2.0,
        },
    }
}

/// A row of the legend: what its symbol looks like at its left edge, and its words.
struct Row {
    symbol: Vec<Node>,
    text: String,
    heading: bool,
}

/// Depth bands as they are named: from, to metres.
const DEPTHS: [(u32, Option<u32>); 5] = [
    (0, Some(50)),
    (50, Some(200)),
    (200, Some(2000)),
    (2000, Some(4000)),
    (4000, None),
];
/// The colour of each row of `DEPTHS`: `None` is the sea's own, else an index of the style's depths.
const DEPTH_TINTS: [Option<usize>; 5] = [None, Some(0), Some(1), Some(3), Some(5)];

/// The legend of what the map shows: themes, basis, lanes, depth.
pub(super) fn legend(world: &World, style: &Style, view: &ViewSpec, camera: &Camera, words: &Words) -> Piece {
    let rows = legend_rows(world, style, view, words);
    let size = style.sizes.town;
    let (row_height, pad, symbol_width) = (f64::from(size) * 1.62, 9.0, 24.0);
    let shaped: Vec<_> = rows
        .iter()
        .map(|r| {
            let face = if r.heading {
                sans_semibold(size - 0.5)
            } else {
                sans(size)
            };
            world.fonts.shape(&r.text, &face)
        })
        .collect();
    let text_width = rows
        .iter()
        .zip(&shaped)
        .map(|(r, s)| f64::from(s.width) + if r.heading { 0.0 } else { symbol_width })
        .fold(60.0, f64::max);
    let (width, height) = (
        text_width + 2.0 * pad,
        rows.len() as f64 * row_height + 2.0 * pad - 3.0,
    );
    let room = Rect::from_xywh(camera.width() - MARGIN - width, MARGIN, width, height);
    let ground = style.chrome.panel.faded(0.94);
    let mut children = vec![plain(
        Outline::rect(room, 2.0),
        Some(ground),
        Some(Stroke::solid(style.chrome.rule, 0.6)),
    )];
    for (i, (row, text)) in rows.into_iter().zip(shaped).enumerate() {
        let middle = room.top + pad + (i as f64 + 0.5) * row_height - 2.0;
        let left = room.left + pad;
        if !row.symbol.is_empty() {
            children.push(moved(row.symbol, [left + 8.0, middle]));
        }
        let x = if row.heading { left } else { left + symbol_width };
        let color = if row.heading {
            style.labels.detail
        } else {
            style.labels.site
        };
        children.push(line(
            text,
            [x, middle + f64::from(size) * 0.35],
            Align::Left,
            color,
        ));
    }
    Piece {
        node: Node::Group(Group::named("legend", children)),
        room,
    }
}

fn moved(nodes: Vec<Node>, by: [f64; 2]) -> Node {
    let shift = Affine::translation(by[0], by[1]);
    let children = nodes
        .into_iter()
        .map(|n| match n {
            Node::Path(p) => Node::Path(Path {
                transform: p.transform.then(&shift),
                ..p
            }),
            other => other,
        })
        .collect();
    Node::Group(Group::named("symbol", children))
}

fn legend_rows(world: &World, style: &Style, view: &ViewSpec, words: &Words) -> Vec<Row> {
    let set = world.dataset;
    let rim = |w| Some(Stroke::solid(style.map.symbol_rim, w));
    let mut rows = Vec::new();
    if view.layers.shows(Layer::Events) {
        for ix in set.themes() {
            let theme = set.theme(ix);
            if view.filter.hidden_themes.contains(&theme.id) {
                continue;
            }
            rows.push(Row {
                symbol: vec![plain(
                    outline(theme.shape, 4.6),
                    Some(color_of(theme.color)),
                    rim(0.8),
                )],
                text: theme.title.get(&view.language).to_owned(),
                heading: false,
            });
        }
        let assessments = set
            .events()
            .any(|e| set.event(e).basis == crate::model::Basis::Assessment);
        if assessments && !view.filter.hide_assessment {
            let hollow = Stroke::solid(style.labels.detail, 1.6);
            rows.push(Row {
                symbol: vec![plain(
                    outline(crate::model::MarkerShape::Circle, 4.4),
                    Some(style.map.symbol_rim),
                    Some(hollow),
                )],
                text: words.assessment.clone(),
                heading: false,
            });
        }
    }
    if view.layers.shows(Layer::Lanes) && set.lanes().len() > 0 {
        let segment = |color, width| {
            plain(
                Outline::line(&[[-8.0, 0.0], [10.0, 0.0]]),
                None,
                Some(Stroke::solid(color, width)),
            )
        };
        rows.push(Row {
            symbol: vec![
                segment(style.map.lane_casing.color, style.map.lane_casing.width),
                segment(style.map.lane.color, style.map.lane.width),
            ],
            text: words.sea_lane.clone(),
            heading: false,
        });
    }
    if view.layers.shows(Layer::Depth) {
        rows.push(Row {
            symbol: Vec::new(),
            text: words.depth_in_meters.clone(),
            heading: true,
        });
        for ((from, to), tint) in DEPTHS.into_iter().zip(DEPTH_TINTS) {
            let color = tint.map_or(style.map.sea, |i| style.map.depth[i]);
            let swatch = Outline::rect(Rect::from_xywh(-8.0, -4.0, 18.0, 8.0), 0.0);
            rows.push(Row {
                symbol: vec![plain(
                    swatch,
                    Some(color),
                    Some(Stroke::solid(style.map.coast.color, 0.3)),
                )],
                text: match to {
                    Some(to) => format!("{from}–{to}"),
                    None => words.deeper_than(from),
                },
                heading: false,
            });
        }
    }
    rows
}

/// The disclaimer and the sources of the map, small at the lower right edge.
pub(super) fn credit(world: &World, style: &Style, camera: &Camera, text: &str) -> Piece {
    let face = sans(style.sizes.small);
    let lines = world.fonts.wrap(text, &face, camera.width() * 0.55);
    let step = f64::from(style.sizes.small) * 1.25;
    let right = camera.width() - MARGIN;
    let first = camera.height() - MARGIN + 4.0 - step * (lines.len().max(1) - 1) as f64;
    let halo = Some(Halo {
        color: style.labels.halo,
        width: style.labels.halo_width,
    });
    let mut room: Option<Rect> = None;
    let children = lines
        .into_iter()
        .enumerate()
        .map(|(i, shaped)| {
            let at = [right, first + step * i as f64];
            let b = line_box(&shaped, [right - f64::from(shaped.width), at[1]]);
            room = Some(room.map_or(b, |r| r.union(&b)));
            with(line(shaped, at, Align::Right, style.labels.detail), halo, None)
        })
        .collect();
    Piece {
        node: Node::Group(Group::named("credit", children)),
        room: room.unwrap_or_default(),
    }
}

/// A title above a figure's map.
pub(super) fn title(world: &World, style: &Style, text: &str, at: [f64; 2]) -> Node {
    write(
        world.fonts,
        text,
        &crate::scene::TextStyle {
            family: crate::scene::Family::Serif,
            weight: crate::scene::Weight::Semibold,
            size: style.sizes.title,
            ..crate::scene::TextStyle::default()
        },
        at,
        Align::Left,
        style.chrome.text,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_rounded_length_is_never_longer_and_at_least_two_fifths(limit in 0.01..1e6f64) {
            let v = round_below(limit);
            prop_assert!(v <= limit * 1.000_001 && v >= limit * 0.39);
        }
    }
}
