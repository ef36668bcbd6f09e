//! Markers: one outline for each shape, of equal visual weight.

use crate::model::{Basis, MarkerShape, Rgb};
use crate::scene::{Affine, Color, Key, Node, Outline, Path, Stroke};
use crate::view::Light;

/// The least contrast of a symbol with its ground (WCAG 2.2 wants 3 for symbols that stand alone; ours have
/// rims and shapes of their own).
const LEAST_CONTRAST: f64 = 2.0;

/// A colour of the data set as a colour of the scene: lighter or darker than it was chosen where it would
/// not be seen on its ground, as black on a dark style.
pub(super) fn color_of(rgb: Rgb, ground: Color) -> Color {
    let chosen = Color::rgb(rgb.0, rgb.1, rgb.2);
    let away = readable_on(ground);
    (0..=10u8)
        .map(|step| chosen.mixed(away, f32::from(step) / 10.0))
        .find(|color| color.contrast(ground) >= LEAST_CONTRAST)
        .unwrap_or(away)
}

/// The outline of a marker around the origin. All shapes cover about the area of the circle of `radius`.
pub(super) fn outline(shape: MarkerShape, radius: f64) -> Outline {
    let r = radius;
    match shape {
        MarkerShape::Circle => Outline::circle([0.0, 0.0], r),
        MarkerShape::Diamond => polygon(4, r * 1.25, 0.0),
        MarkerShape::Square => polygon(4, r * 1.25, std::f64::consts::FRAC_PI_4),
        MarkerShape::Triangle => shifted(&regular(3, r * 1.5, 0.0), [0.0, r * 0.2]),
        MarkerShape::TriangleDown => shifted(&regular(3, r * 1.5, std::f64::consts::PI), [0.0, -r * 0.2]),
        MarkerShape::Pentagon => polygon(5, r * 1.15, 0.0),
        MarkerShape::Hexagon => polygon(6, r * 1.1, 0.0),
        MarkerShape::Star => star(r * 1.5, r * 0.68),
        MarkerShape::Cross => cross(r * 1.15, r * 0.42),
    }
}

/// Corners of a regular polygon, the first one up.
fn regular(corners: u32, radius: f64, turn: f64) -> Vec<[f64; 2]> {
    (0..corners)
        .map(|i| {
            let a = std::f64::consts::TAU * f64::from(i) / f64::from(corners) + turn;
            [radius * a.sin(), -radius * a.cos()]
        })
        .collect()
}

fn polygon(corners: u32, radius: f64, turn: f64) -> Outline {
    Outline::polygon(&regular(corners, radius, turn))
}

fn shifted(points: &[[f64; 2]], by: [f64; 2]) -> Outline {
    let points: Vec<_> = points.iter().map(|p| [p[0] + by[0], p[1] + by[1]]).collect();
    Outline::polygon(&points)
}

fn star(outer: f64, inner: f64) -> Outline {
    let tips = regular(5, outer, 0.0);
    let dents = regular(5, inner, std::f64::consts::PI / 5.0);
    let points: Vec<_> = tips.into_iter().zip(dents).flat_map(|(a, b)| [a, b]).collect();
    Outline::polygon(&points)
}

fn cross(arm: f64, half: f64) -> Outline {
    let (a, h) = (arm, half);
    Outline::polygon(&[
        [-h, -a],
        [h, -a],
        [h, -h],
        [a, -h],
        [a, h],
        [h, h],
        [h, a],
        [-h, a],
        [-h, h],
        [-a, h],
        [-a, -h],
        [-h, -h],
    ])
}

/// Black or white, whichever stands out more on a colour. White is preferred a little: bold figures on a
/// saturated ground read better in it than the ratio says.
pub(super) fn readable_on(color: Color) -> Color {
    let (white, black) = (Color::rgb(255, 255, 255), Color::rgb(0, 0, 0));
    if white.contrast(color) * 1.8 >= black.contrast(color) {
        white
    } else {
        black
    }
}

/// How a marker looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    pub(super) shape: MarkerShape,
    /// The theme's colour in the style and on the ground.
    pub(super) ink: Color,
    pub(super) basis: Basis,
    pub(super) light: Light,
    /// Points.
    pub(super) radius: f64,
    /// Rim and inside of hollow markers.
    pub(super) ground: Color,
    /// Of what recedes, 0 to 1.
    pub(super) receding_opacity: f32,
    pub(super) key: Key,
}

impl Marker {
    /// The marker at a point of the picture: records full, assessments hollow, uncertain ones pale, those
    /// out of the window faded.
    pub(super) fn node(&self, at: [f64; 2]) -> Node {
        let color = self.ink;
        let opacity = match self.light {
            Light::Hidden => 0.0,
            Light::Receding => self.receding_opacity,
            Light::Uncertain => 0.75,
            Light::Lit | Light::Selected => 1.0,
        };
        let (fill, stroke) = match (self.basis, self.light) {
            (Basis::Record, Light::Uncertain) => (self.ground.mixed(color, 0.45), Stroke::solid(color, 1.2)),
            (Basis::Record, _) => (color, Stroke::solid(self.ground, 1.1)),
            (Basis::Assessment, _) => (self.ground, Stroke::solid(color, 1.8)),
        };
        Node::Path(Path {
            shape: outline(self.shape, self.radius).into(),
            transform: Affine::translation(at[0], at[1]),
            fill: Some(fill.faded(opacity).into()),
            stroke: Some(Stroke {
                color: stroke.color.faded(opacity),
                ..stroke
            }),
            key: Some(self.key),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_seen_on_light_and_dark_and_keeps_its_colour_where_it_can() {
        let (light, dark) = (Color::rgb(255, 255, 255), Color::rgb(18, 24, 29));
        for rgb in [
            Rgb(0, 0, 0),
            Rgb(255, 255, 255),
            Rgb(0, 114, 178),
            Rgb(240, 228, 66),
        ] {
            for ground in [light, dark] {
                assert!(color_of(rgb, ground).contrast(ground) >= LEAST_CONTRAST);
            }
        }
        assert_eq!(color_of(Rgb(0, 114, 178), light), Color::rgb(0, 114, 178));
        assert_eq!(color_of(Rgb(0, 114, 178), dark), Color::rgb(0, 114, 178));
    }
}
