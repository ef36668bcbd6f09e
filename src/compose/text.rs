//! Text nodes: shaped once, put where they belong.

use std::sync::Arc;

use crate::scene::{
    Affine, Color, Family, FontStore, Halo, Key, Node, Rect, ShapedText, Text, TextStyle, Weight,
};

/// Sans type of a size.
pub(super) fn sans(size: f32) -> TextStyle {
    TextStyle {
        size,
        ..TextStyle::default()
    }
}

/// Semibold sans type of a size.
pub(super) fn sans_semibold(size: f32) -> TextStyle {
    TextStyle {
        size,
        weight: Weight::Semibold,
        ..TextStyle::default()
    }
}

/// Serif italics for water.
pub(super) fn serif_italic(size: f32, letter_spacing: f32) -> TextStyle {
    TextStyle {
        family: Family::Serif,
        italic: true,
        size,
        letter_spacing,
        ..TextStyle::default()
    }
}

/// Upright serifs for ranges, plateaus and other features of land.
pub(super) fn serif(size: f32, letter_spacing: f32) -> TextStyle {
    TextStyle {
        italic: false,
        ..serif_italic(size, letter_spacing)
    }
}

/// Where a line of text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Right,
}

/// A line of text with its baseline at `at`.
pub(super) fn line(shaped: Arc<ShapedText>, at: [f64; 2], align: Align, color: Color) -> Node {
    let width = f64::from(shaped.width);
    let x = match align {
        Align::Left => at[0],
        Align::Center => at[0] - width / 2.0,
        Align::Right => at[0] - width,
    };
    Node::Text(Text {
        shaped,
        transform: Affine::translation(x, at[1]),
        color,
        halo: None,
        key: None,
    })
}

/// Shapes and puts a line of text in one go.
pub(super) fn write(
    fonts: &FontStore,
    text: &str,
    style: &TextStyle,
    at: [f64; 2],
    align: Align,
    color: Color,
) -> Node {
    line(fonts.shape(text, style), at, align, color)
}

/// A line of text no wider than some points: whole, or as much of it as fits with an ellipsis.
pub(super) fn cut(fonts: &FontStore, text: &str, style: &TextStyle, width: f64) -> Arc<ShapedText> {
    let fits = |shaped: &ShapedText| f64::from(shaped.width) <= width;
    let whole = fonts.shape(text, style);
    if fits(&whole) {
        return whole;
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).collect();
    let with_ellipsis = |end: usize| format!("{}…", text[..end].trim_end());
    let fitting = ends.partition_point(|end| fits(&fonts.shape(&with_ellipsis(*end), style)));
    match fitting.checked_sub(1).and_then(|last| ends.get(last)) {
        Some(end) => fonts.shape(&with_ellipsis(*end), style),
        None => fonts.shape("…", style),
    }
}

/// The same node with a halo and a key, where it is text.
pub(super) fn with(node: Node, halo: Option<Halo>, key: Option<Key>) -> Node {
    match node {
        Node::Text(text) => Node::Text(Text { halo, key, ..text }),
        other => other,
    }
}

/// The box that a line takes with its baseline starting at `at`.
pub(super) fn line_box(shaped: &ShapedText, at: [f64; 2]) -> Rect {
    Rect {
        left: at[0],
        top: at[1] - f64::from(shaped.ascent),
        right: at[0] + f64::from(shaped.width),
        bottom: at[1] + f64::from(shaped.descent),
    }
}
