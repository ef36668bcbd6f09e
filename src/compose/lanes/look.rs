//! How a lane is painted: by its light, and where lanes are compared by values, as wide as its value says.

use crate::compose::{Style, World};
use crate::model::LaneIx;
use crate::scene::{Color, Stroke};
use crate::view::{Highlights, LaneValues, Light, TimeView};

/// The part of the widest line that the least value is drawn with, so that it is seen at all.
const LEAST: f64 = 0.06;
/// The width of a lane without a value among others with one, as a part of the usual width.
const NO_VALUE: f32 = 0.5;
/// Dash and gap of such a lane, in points.
const NO_VALUE_DASH: [f32; 2] = [6.0, 4.0];

/// The width of a line for a value, in points: in proportion, so that twice the value is twice the width.
pub(in crate::compose) fn width_of(values: &LaneValues, style: &Style, value: f64) -> f32 {
    style.map.lane_widest * (value / values.most).clamp(LEAST, 1.0) as f32
}

/// A lane without a value among others with one.
pub(in crate::compose) fn without_value(style: &Style) -> Stroke {
    Stroke {
        dash: NO_VALUE_DASH.to_vec(),
        ..Stroke::solid(style.map.lane.color, style.map.lane.width * NO_VALUE)
    }
}

/// The width that a lane has at most, whatever the time: the room that is kept for it beside others.
pub(super) fn widest(world: &World, style: &Style, lane: LaneIx) -> f64 {
    let usual = style.map.lane.width;
    let of_values = world.lanes.values().and_then(|values| {
        let greatest = values.greatest(world.dataset, lane)?;
        Some(width_of(values, style, greatest))
    });
    f64::from(of_values.map_or(usual, |width| width.max(usual)))
}

/// The values of all lanes in a window of time, where lanes are compared.
pub(super) fn values_at(world: &World, time: &TimeView, highlights: &Highlights) -> Vec<Option<f64>> {
    let values = world.lanes.values();
    values.map_or_else(Vec::new, |values| values.at(world.dataset, time, highlights))
}

/// Colours and widths of one lane.
pub(super) struct LaneLook {
    pub(super) casing: Stroke,
    pub(super) line: Stroke,
    pub(super) arrows: bool,
}

impl LaneLook {
    pub(super) fn new(
        world: &World,
        style: &Style,
        light: Light,
        values: &[Option<f64>],
        lane: LaneIx,
    ) -> Self {
        let (opacity, factor) = match light {
            Light::Selected => (1.0, 1.35),
            Light::Lit => (1.0, 1.0),
            Light::Uncertain => (0.7, 0.8),
            Light::Receding | Light::Hidden => (0.38, 0.6),
        };
        let rim = style.map.lane_casing.width - style.map.lane.width;
        let faded = |color: Color| color.faded(opacity);
        let is_compared = values.iter().any(Option::is_some);
        let value = values.get(lane.index()).copied().flatten();
        let (line, casing) = match (world.lanes.values(), value) {
            (Some(all), Some(value)) => {
                // The width tells the value and nothing else: what is selected has another rim.
                let width = width_of(all, style, value);
                let ink = match light {
                    Light::Selected => style.map.selection_ring,
                    _ => style.map.lane_casing.color,
                };
                (
                    Stroke::solid(style.map.lane.color, width),
                    Stroke::solid(ink, width + rim),
                )
            }
            _ if is_compared => {
                let line = without_value(style);
                let casing = Stroke::solid(style.map.lane_casing.color, line.width + rim);
                (line, casing)
            }
            _ => (
                Stroke::solid(style.map.lane.color, style.map.lane.width * factor),
                Stroke::solid(style.map.lane_casing.color, style.map.lane_casing.width * factor),
            ),
        };
        let inked = |stroke: Stroke| Stroke {
            color: faded(stroke.color),
            ..stroke
        };
        Self {
            casing: inked(casing),
            line: inked(line),
            arrows: light >= Light::Uncertain,
        }
    }
}
