//! Colours, fills and strokes.

use serde::{Deserialize, Serialize};

/// An sRGB colour with straight alpha. Written as `#rrggbb` or `#rrggbbaa`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color {
    /// Red, 0 to 255.
    pub r: u8,
    /// Green, 0 to 255.
    pub g: u8,
    /// Blue, 0 to 255.
    pub b: u8,
    /// Opacity, 0 (clear) to 255.
    pub a: u8,
}

/// A text that is no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a colour; write #rrggbb or #rrggbbaa")]
pub struct ColorError(pub String);

impl Color {
    /// Nothing to be seen.
    pub const CLEAR: Self = Self {
        r: 0,
        g: 0,
        b: 0,
        a: 0,
    };

    /// An opaque colour.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// The same colour at `opacity` (0 to 1) of its own.
    #[must_use]
    pub fn faded(self, opacity: f32) -> Self {
        let a = (f32::from(self.a) * opacity.clamp(0.0, 1.0)).round() as u8;
        Self { a, ..self }
    }

    /// A mix towards `other`: 0 is this colour, 1 the other. In sRGB, which is near enough for tints.
    #[must_use]
    pub fn mixed(self, other: Self, amount: f32) -> Self {
        let t = amount.clamp(0.0, 1.0);
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * t).round() as u8;
        Self {
            r: mix(self.r, other.r),
            g: mix(self.g, other.g),
            b: mix(self.b, other.b),
            a: mix(self.a, other.a),
        }
    }

    /// What is seen where this colour lies on an opaque ground.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let seen = ground.mixed(Self { a: 255, ..self }, f32::from(self.a) / 255.0);
        Self { a: 255, ..seen }
    }

    /// The contrast ratio with another colour, both taken as opaque: 1 to 21, the same either way around.
    /// Web Content Accessibility Guidelines 2.2, "contrast ratio".
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// The relative luminance, 0 to 1 (Web Content Accessibility Guidelines 2.2).
    fn luminance(self) -> f64 {
        let channel = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(self.r) + 0.7152 * channel(self.g) + 0.0722 * channel(self.b)
    }
}

impl std::str::FromStr for Color {
    type Err = ColorError;

    fn from_str(text: &str) -> Result<Self, ColorError> {
        let error = || ColorError(text.to_owned());
        let hex = text.strip_prefix('#').ok_or_else(error)?;
        if !hex.is_ascii() || !(hex.len() == 6 || hex.len() == 8) {
            return Err(error());
        }
        let byte = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).map_err(|_| error());
        Ok(Self {
            r: byte(0)?,
            g: byte(2)?,
            b: byte(4)?,
            a: if hex.len() == 8 { byte(6)? } else { 255 },
        })
    }
}

impl TryFrom<String> for Color {
    type Error = ColorError;

    fn try_from(text: String) -> Result<Self, ColorError> {
        text.parse()
    }
}

impl From<Color> for String {
    fn from(c: Color) -> Self {
        c.to_string()
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)?;
        if self.a < 255 {
            write!(f, "{:02x}", self.a)?;
        }
        Ok(())
    }
}

/// Which parts of a self-crossing outline are inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FillRule {
    /// Holes are rings inside rings, whatever their direction.
    #[default]
    EvenOdd,
    /// Wherever the outline winds around.
    NonZero,
}

/// How the inside of an outline is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// The colour.
    pub color: Color,
    /// What counts as inside.
    pub rule: FillRule,
}

impl From<Color> for Fill {
    fn from(color: Color) -> Self {
        Self {
            color,
            rule: FillRule::EvenOdd,
        }
    }
}

/// How a line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineCap {
    /// At its last point.
    Butt,
    /// In a half circle.
    #[default]
    Round,
}

/// How a line turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineJoin {
    /// In a sharp corner.
    Miter,
    /// In an arc.
    #[default]
    Round,
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub color: Color,
    /// Width in points of the picture.
    pub width: f32,
    /// Lengths of dashes and gaps in turn, in points; empty for a full line.
    pub dash: Vec<f32>,
    /// Its ends.
    pub cap: LineCap,
    /// Its corners.
    pub join: LineJoin,
}

impl Stroke {
    /// A full line with round ends and corners.
    pub fn solid(color: Color, width: f32) -> Self {
        Self {
            color,
            width,
            dash: Vec::new(),
            cap: LineCap::Round,
            join: LineJoin::Round,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_colour_written_and_read_is_the_same(r: u8, g: u8, b: u8, a: u8) {
            let c = Color { r, g, b, a };
            prop_assert_eq!(c.to_string().parse::<Color>(), Ok(c));
        }

        #[test]
        fn contrast_is_the_same_either_way_around(a: [u8; 3], b: [u8; 3]) {
            let [a, b] = [a, b].map(|[r, g, b]| Color::rgb(r, g, b));
            prop_assert_eq!(a.contrast(b), b.contrast(a));
            prop_assert!((1.0..=21.01).contains(&a.contrast(b)));
        }
    }

    #[test]
    fn contrast_runs_from_1_to_21_and_grey_76_is_the_first_that_reads_on_white() {
        let [black, white, first, last] =
            ["#000000", "#ffffff", "#767676", "#777777"].map(|c| c.parse().unwrap());
        let white: Color = white;
        assert!((white.contrast(black) - 21.0).abs() < 1e-9);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
        assert!(white.contrast(first) >= 4.5 && white.contrast(last) < 4.5);
    }

    #[test]
    fn a_clear_colour_leaves_its_ground_and_an_opaque_one_covers_it() {
        let (ink, ground) = (Color::rgb(10, 20, 30), Color::rgb(200, 210, 220));
        assert_eq!(ink.over(ground), ink);
        assert_eq!(ink.faded(0.0).over(ground), ground);
        assert_eq!(Color { a: 51, ..ink }.over(ground), ground.mixed(ink, 0.2));
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["red", "#12345", "#ääb", "#12345g"] {
            assert!(text.parse::<Color>().is_err(), "{text}");
        }
    }
}
