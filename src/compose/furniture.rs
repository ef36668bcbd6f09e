//! What frames the map: the credit line, the letters of a title; scale and legend have files of their own. Kept out
//! of the way of labels.

use crate::geography::Camera;
use crate::scene::{Affine, Family, Group, Halo, Node, Outline, Path, Rect, Stroke, TextStyle, Weight};

use super::Style;
use super::text::{Align, line, line_box, sans, with};
use super::world::World;

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
