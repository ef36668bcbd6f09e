//! The look as data: colours, widths and sizes of type from a file of `assets/styles` or of the user. How
//! such a file is read stands in `reading`, which styles there are in `book`.

mod book;
mod reading;

use serde::{Deserialize, Serialize};

use crate::model::{Dataset, ThemeIx};
use crate::scene::Color;

use super::symbols::color_of;

pub use book::Styles;
pub use reading::{StyleError, StyleProblem};

/// Everything that a picture's look depends on. Widths and sizes are points of the picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Its name: what a view says.
    pub name: String,
    /// Whether it is for a dark surrounding.
    pub dark: bool,
    /// The window around the map.
    pub chrome: Chrome,
    /// The map.
    pub map: MapStyle,
    /// Letters on the map.
    pub labels: LabelColors,
    /// Sizes of type.
    #[serde(rename = "type")]
    pub sizes: TypeSizes,
    /// The timeline.
    pub timeline: TimelineStyle,
}

/// Colours of the window around the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chrome {
    /// Behind everything.
    pub background: Color,
    /// Side panels.
    pub panel: Color,
    /// Menus, buttons, popups.
    pub raised: Color,
    /// Text.
    pub text: Color,
    /// Second-rank text.
    pub muted: Color,
    /// Thin rules.
    pub rule: Color,
    /// The one strong colour of tools: focus ring, active button.
    pub accent: Color,
    /// Text on the accent.
    pub on_accent: Color,
    /// Ground of the selected row.
    pub selection: Color,
    /// Ground of what the pointer is on.
    pub hover: Color,
    /// Text of a warning.
    pub warning: Color,
    /// Text of an error.
    pub error: Color,
}

/// A line's colour and width.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineStyle {
    /// The colour of the line.
    pub color: Color,
    /// Its width in points.
    pub width: f32,
    /// The colour inside, where the thing has an inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Color>,
}

/// Paint of the map's layers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapStyle {
    /// The sea where no depth is shown.
    pub sea: Color,
    /// Below 50, 200, 1000, 2000, 3000, 4000, 5000 and 6000 m.
    pub depth: [Color; 8],
    /// Land without a tint.
    pub land: Color,
    /// Disputed ground, whatever polygon covers it.
    pub neutral: Color,
    /// Country tints, so that neighbours differ.
    pub tints: Vec<Color>,
    /// How strongly tints cover the land, 0 to 1.
    pub tint_opacity: f32,
    /// Coasts.
    pub coast: LineStyle,
    /// Lakes and wide rivers.
    pub lake: LineStyle,
    /// Rivers, at their widest.
    pub river: LineStyle,
    /// Settled land borders; others are dashed.
    pub border: LineStyle,
    /// Below borders, so that they stand off the relief.
    pub border_casing: LineStyle,
    /// Lines of longitude and latitude.
    pub graticule: LineStyle,
    /// Colour of slopes in shadow.
    pub relief_shadow: Color,
    /// Colour of slopes in the light.
    pub relief_light: Color,
    /// How strong the relief is, 0 to 1.
    pub relief_opacity: f32,
    /// Sea lanes that are lit.
    pub lane: LineStyle,
    /// Below lanes.
    pub lane_casing: LineStyle,
    /// The way that a lane would take if nothing were closed; dashed.
    pub lane_ghost: LineStyle,
    /// How wide a lane is, in points, that has the greatest value of those that lanes are compared by.
    pub lane_widest: f32,
    /// The posts of a strait that is open.
    pub gate: LineStyle,
    /// The bar across a strait that was closed; the fill is that of its casing.
    pub closed_gate: LineStyle,
    /// What a reader measures: the great circle, a full line.
    pub measure_great_circle: LineStyle,
    /// The rhumb line, dashed.
    pub measure_rhumb_line: LineStyle,
    /// The way by sea, dotted.
    pub measure_by_sea: LineStyle,
    /// Below these and around their marks; its width is what it adds to theirs.
    pub measure_casing: LineStyle,
    /// Lines and areas of the data set; the fill is seen through.
    pub area: LineStyle,
    /// From a place to its name that stands off.
    pub leader: LineStyle,
    /// Inks of themes, in turn, instead of the data set's colours; empty where those are taken.
    pub theme_inks: Vec<Color>,
    /// How large symbols are, 1 for the usual size.
    pub symbol_scale: f64,
    /// Around event markers.
    pub symbol_rim: Color,
    /// Around what is selected.
    pub selection_ring: Color,
    /// Towns of the basemap.
    pub town: LineStyle,
}

/// Colours of letters on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelColors {
    /// Whether there are names at all: without them the map is an exercise.
    pub names: bool,
    /// How many names there are: 1 is the usual; 2 names what else would be named at twice the scale.
    pub density: f64,
    /// Seas, gulfs, straits.
    pub water: Color,
    /// Rivers.
    pub river: Color,
    /// Countries.
    pub country: Color,
    /// Towns.
    pub town: Color,
    /// Places of the data set.
    pub site: Color,
    /// Second lines and small print.
    pub detail: Color,
    /// Around letters on land.
    pub halo: Color,
    /// Around letters on water.
    pub water_halo: Color,
    /// How far halos reach, in points.
    pub halo_width: f32,
}

/// Sizes of type in points of the picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeSizes {
    /// Nothing is set smaller than this.
    pub least: f32,
    /// What part of the picture's height the least size is, at least: type, lines and symbols grow until it
    /// is. 0 where a picture is looked at from near.
    pub least_of_height: f64,
    /// A figure's title.
    pub title: f32,
    /// Seas of the first rank.
    pub sea_large: f32,
    /// Straits and bays.
    pub sea_small: f32,
    /// Countries.
    pub country: f32,
    /// Rivers.
    pub river: f32,
    /// Places of the data set.
    pub site: f32,
    /// Towns.
    pub town: f32,
    /// Small print.
    pub small: f32,
    /// Ticks of the timeline.
    pub tick: f32,
}

/// Paint of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineStyle {
    /// Behind it.
    pub ground: Color,
    /// Axis and ticks.
    pub axis: Color,
    /// Words at the ticks.
    pub tick_text: Color,
    /// Between rows.
    pub row_rule: Color,
    /// The window of time.
    pub window: Color,
    /// Its two handles.
    pub window_edge: Color,
    /// The cursor.
    pub cursor: Color,
    /// Bands of periods, in turn.
    pub period_tints: Vec<Color>,
    /// Words on them.
    pub period_text: Color,
    /// How much is left of what lies outside the window, 0 to 1.
    pub receding_opacity: f32,
}

impl TypeSizes {
    /// A size, or the least that the style allows.
    pub(super) fn at_least(&self, size: f32) -> f32 {
        size.max(self.least)
    }
}

impl Style {
    /// How many times as large as composed a picture of some height, in points, has to be drawn at least, so that
    /// its least letters are the part of its height that the style asks for. 0 where it asks for none.
    pub fn magnification(&self, height: f64) -> f64 {
        height * self.sizes.least_of_height / f64::from(self.sizes.least)
    }

    /// The ink of a theme on a ground: the style's own, or the data set's colour, lighter or darker where it
    /// would not be seen.
    pub fn theme_ink(&self, dataset: &Dataset, theme: ThemeIx, ground: Color) -> Color {
        let inks = &self.map.theme_inks;
        match inks.get(theme.index() % inks.len().max(1)) {
            Some(ink) => *ink,
            None => color_of(dataset.theme(theme).color, ground),
        }
    }
}
