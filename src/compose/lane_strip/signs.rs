//! The signs on a strip: ports as rings, waters as dots, chokepoints as the gates of the map.

use crate::scene::{Affine, Color, Key, Node, Outline, Path, Stroke};

use super::super::Style;
use super::super::straits::closed_sign;
use super::super::timeline::ruled;
use super::log::StopSign;

/// Radii of a port within the lane, at its ends, and of a water, in points.
const PORT: f64 = 4.6;
const END: f64 = 6.0;
const WATER: f64 = 3.2;
/// How far the posts of a gate stand off the lane, half their length, and how much heavier than on the map they are.
const POSTS: [f64; 2] = [6.6, 3.4];
const POST_LINE: f32 = 2.2;
/// How much larger than in a legend of a map the bar across a closed one is.
const BAR: f64 = 1.25;

/// A sign to be drawn.
pub(super) struct Sign<'a> {
    pub(super) style: &'a Style,
    /// The ground that shows inside of rings.
    pub(super) ground: Color,
    pub(super) sign: StopSign,
    /// Whether the lane begins or ends there.
    pub(super) is_end: bool,
    /// Whether the lane runs from top to bottom.
    pub(super) is_upright: bool,
    pub(super) at: [f64; 2],
    pub(super) key: Option<Key>,
}

/// The sign of a stop. Where a lane begins or ends it has a ring, whatever the stop is.
pub(super) fn sign(sign: &Sign) -> Vec<Node> {
    let style = sign.style;
    let scale = style.map.symbol_scale;
    let width = style.map.town.width * 2.0;
    match sign.sign {
        StopSign::Chokepoint => put(sign, posts(style), 1.0),
        StopSign::Closed => put(sign, closed_sign(style), BAR),
        StopSign::Water if !sign.is_end => {
            vec![disc(
                sign,
                WATER * scale,
                style.labels.water,
                sign.ground,
                width * 0.8,
            )]
        }
        StopSign::Water => vec![disc(sign, END * scale, sign.ground, style.labels.water, width)],
        StopSign::Place => {
            let radius = if sign.is_end { END } else { PORT };
            vec![disc(sign, radius * scale, sign.ground, style.labels.site, width)]
        }
    }
}

/// The posts of an open gate about the origin, on either side of a line from left to right.
fn posts(style: &Style) -> Vec<Node> {
    let [off, half] = POSTS;
    let gate = &style.map.gate;
    let post = |y: f64| ruled(&[[-half, y], [half, y]], gate.color, gate.width * POST_LINE);
    [-off, off].map(post).to_vec()
}

fn disc(sign: &Sign, radius: f64, fill: Color, rim: Color, width: f32) -> Node {
    Node::Path(Path {
        shape: Outline::circle([0.0, 0.0], radius).into(),
        transform: Affine::translation(sign.at[0], sign.at[1]),
        fill: Some(fill.into()),
        stroke: Some(Stroke::solid(rim, width)),
        key: sign.key,
    })
}

/// A sign about the origin, on a line from left to right, put where it belongs.
fn put(sign: &Sign, nodes: Vec<Node>, larger: f64) -> Vec<Node> {
    let turn = if sign.is_upright {
        std::f64::consts::FRAC_PI_2
    } else {
        0.0
    };
    let size = larger * sign.style.map.symbol_scale;
    let place = Affine::scaling(size, size)
        .then(&Affine::rotation(turn))
        .then(&Affine::translation(sign.at[0], sign.at[1]));
    let put = |node: Node| match node {
        Node::Path(path) => Node::Path(Path {
            transform: path.transform.then(&place),
            key: sign.key,
            ..path
        }),
        other => other,
    };
    nodes.into_iter().map(put).collect()
}
