//! What frames the map: scale bar, credit line, the letters of a title; the legend has its own file. Kept out of the way of labels.

use crate::geography::{Camera, Kilometers, LonLat, Meters, NauticalMiles};
use crate::scene::{
    Affine, Family, Group, Halo, LineCap, Node, Outline, Path, Rect, Stroke, TextStyle, Weight,
};

use super::text::{Align, line, line_box, sans, with};
use super::world::World;
use super::{Style, Words};

/// A piece of furniture and the room that it takes.
pub(super) struct Piece {
    pub(super) node: Node,
    pub(super) room: Rect,
}

/// Space between furniture and the picture's edge.
pub(super) const MARGIN: f64 = 12.0;

pub(super) fn plain(shape: Outline, fill: Option<crate::scene::Color>, stroke: Option<Stroke>) -> Node {
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
    let size = f64::from(style.sizes.small);
    let base = camera.height() - MARGIN - size * 1.4;
    let step = size * 1.1;
    let halo = Some(Halo {
        color: style.labels.halo,
        width: style.labels.halo_width,
    });
    let type_style = sans(style.sizes.small);
    let mut children = Vec::new();
    for (y, length) in [(base - step, km_length), (base, nm_length)] {
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
        (
            format!("{} km", number(km)),
            [left + km_length + 5.0, base - step + size * 0.35],
        ),
        (
            format!("{} {}", number(nm), words.nautical_miles),
            [left + nm_length + 5.0, base + size * 0.35],
        ),
        (latitude, [left, base + size * 1.35]),
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
            top: base - step - size,
            right: right + 4.0,
            bottom: camera.height() - 2.0,
        },
    }
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

/// The letters of a figure's title.
pub(super) fn title_face(style: &Style) -> TextStyle {
    TextStyle {
        family: Family::Serif,
        weight: Weight::Semibold,
        size: style.sizes.title,
        ..TextStyle::default()
    }
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
