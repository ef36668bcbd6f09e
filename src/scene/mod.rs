//! The display list: a picture with everything resolved, in drawing order. Pure geometry, paint and
//! shaped text; knows neither events nor maps, and no writer.
//!
//! Lengths are points (1/72 inch in print), x right, y down, the origin in the upper left corner.

mod clip;
mod dump;
mod fonts;
mod geometry;
mod itemize;
mod labels;
mod paint;
mod pick;
mod shaping;
mod text_on_curve;
mod wrap;

pub use fonts::{FaceName, Family, FontData, FontStore, TextStyle, Weight};
pub use geometry::{Affine, Outline, PathStep, Polylines, Rect, Shape};
pub use labels::{LabelRequest, place_labels};
pub use paint::{Color, Fill, FillRule, LineCap, LineJoin, Stroke};
pub use pick::pick;

use std::sync::Arc;

/// Width and height in points, both above zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Points from left to right.
    pub width: f64,
    /// Points from top to bottom.
    pub height: f64,
}

/// An opaque mark that composition puts on what can be picked and reads back from a hit. The scene
/// never looks inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u64);

/// A picture: nodes in drawing order on a ground.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The picture's size.
    pub size: Size,
    /// The ground below the first node.
    pub background: Color,
    /// A title for the exported file's metadata and for screen readers.
    pub title: String,
    /// What is drawn, first at the bottom.
    pub nodes: Vec<Node>,
}

/// One thing drawn.
#[derive(Clone, Debug)]
pub enum Node {
    /// Nodes drawn together.
    Group(Group),
    /// A filled or stroked shape.
    Path(Path),
    /// Shaped text.
    Text(Text),
    /// A picture of pixels.
    Image(Image),
}

/// Nodes that share a clip and an opacity.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The name of the layer: an id in SVG, a line in text dumps.
    pub name: String,
    /// 0 (nothing seen) to 1.
    pub opacity: f32,
    /// Where set, only what lies inside is seen.
    pub clip: Option<Clip>,
    /// What is drawn, first at the bottom.
    pub children: Vec<Node>,
}

impl Group {
    /// An opaque group with no clip.
    pub fn named(name: impl Into<String>, children: Vec<Node>) -> Self {
        Self {
            name: name.into(),
            opacity: 1.0,
            clip: None,
            children,
        }
    }
}

/// The outline that a group is seen through: the union of the shapes.
#[derive(Clone, Debug)]
pub struct Clip {
    /// Shapes with the transform that brings each to the picture; each filled by `rule`.
    pub shapes: Vec<(Shape, Affine)>,
    /// How each shape is filled.
    pub rule: FillRule,
}

/// A filled or stroked shape.
#[derive(Clone, Debug)]
pub struct Path {
    /// The outline, in its own coordinates.
    pub shape: Shape,
    /// From the outline's coordinates to the picture's points. Stroke widths and dashes are **not**
    /// scaled by it: they are points of the picture.
    pub transform: Affine,
    /// The inside.
    pub fill: Option<Fill>,
    /// The line along the outline.
    pub stroke: Option<Stroke>,
    /// What a pick here gives.
    pub key: Option<Key>,
}

/// Text that was shaped once and goes to every writer as the same glyphs.
#[derive(Clone, Debug)]
pub struct Text {
    /// The glyphs, around their own origin.
    pub shaped: Arc<ShapedText>,
    /// From the text's own coordinates (origin at the start of its baseline) to the picture's points.
    pub transform: Affine,
    /// Colour of the letters.
    pub color: Color,
    /// A rim around the letters that lifts them off what lies below.
    pub halo: Option<Halo>,
    /// What a pick here gives.
    pub key: Option<Key>,
}

/// A rim around letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Colour of the rim.
    pub color: Color,
    /// How far it reaches beyond the letters, in points.
    pub width: f32,
}

/// One line of text as positioned glyphs.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapedText {
    /// The characters, in reading order: what a search or a copy finds.
    pub text: String,
    /// Runs of glyphs of one font.
    pub runs: Vec<GlyphRun>,
    /// Advance of the whole line in points (for text on a curve: the length along it).
    pub width: f32,
    /// Height above the baseline, positive.
    pub ascent: f32,
    /// Depth below the baseline, positive.
    pub descent: f32,
}

impl ShapedText {
    /// The largest size of its letters, in points; 0 without letters.
    pub fn largest_size(&self) -> f32 {
        self.runs.iter().map(|run| run.size).fold(0.0, f32::max)
    }

    /// The same letters moved right and down, in points.
    #[must_use]
    pub fn moved(&self, [right, down]: [f32; 2]) -> Self {
        let mut moved = self.clone();
        for glyph in moved.runs.iter_mut().flat_map(|run| &mut run.glyphs) {
            glyph.x += right;
            glyph.y += down;
        }
        moved.width += right;
        moved
    }

    /// These letters and another line's, which stands so many points lower, as one text: read one after the
    /// other.
    #[must_use]
    pub fn with(mut self, other: &Self, down: f32) -> Self {
        let before = self.text.len() + 1;
        self.text = format!("{} {}", self.text, other.text);
        self.runs.extend(other.runs.iter().map(|run| {
            let mut run = run.clone();
            for glyph in &mut run.glyphs {
                glyph.cluster = glyph.cluster.start + before..glyph.cluster.end + before;
            }
            run
        }));
        self.width = self.width.max(other.width);
        self.descent = self.descent.max(down + other.descent);
        self
    }
}

/// Glyphs of one font at one size.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// Which font of the font store.
    pub font: FontId,
    /// Points per em.
    pub size: f32,
    /// The glyphs in drawing order.
    pub glyphs: Vec<Glyph>,
}

/// A glyph in place.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Index in the font.
    pub id: u16,
    /// Position of its origin in points, y down.
    pub x: f32,
    /// Position of its origin in points, y down.
    pub y: f32,
    /// Turn about its origin in radians, clockwise: 0 but for text on a curve.
    pub angle: f32,
    /// The advance in points, letter spacing included.
    pub advance: f32,
    /// The bytes of the text that this glyph stands for.
    pub cluster: std::ops::Range<usize>,
}

/// A font of the font store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FontId(pub u16);

/// A picture of pixels in place.
#[derive(Clone, Debug)]
pub struct Image {
    /// The pixels.
    pub pixels: Arc<Pixels>,
    /// Where its edges lie on the picture, in points.
    pub rect: Rect,
}

/// Straight (not premultiplied) RGBA pixels, row by row from the top.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 4` bytes.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixels({}x{})", self.width, self.height)
    }
}
