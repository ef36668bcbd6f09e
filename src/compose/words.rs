//! The few words that pictures hold besides the data's own. Filled by `app` and `cli` from
//! `assets/i18n`, so that no language stands in the code.

use crate::geography::ProjectionKind;
use crate::view::WayKind;

use super::lane_strip::StripWords;

/// Words of pictures in one language. Those with a mark such as `[n]` have a value put there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Legend: a record's full marker and an assessment's hollow one.
    pub record_or_assessment: String,
    /// Legend: a marker with a figure.
    pub event_count: String,
    /// Legend: a marker of an event out of the window of time.
    pub out_of_window: String,
    /// Legend: the ring around a place of which nobody knows exactly where it lay.
    pub place_in_doubt: String,
    /// Legend: a lane.
    pub sea_lane: String,
    /// Beside the bar across a strait whose name stands nearby.
    pub closed: String,
    /// Beside the bar across a strait, `[name]`.
    pub strait_closed: String,
    /// The same where a lane has no other way, `[name]`.
    pub strait_closed_no_way: String,
    /// Beside a lane: by how many `[days]` at `[knots]` and how many `[percent]` it is longer.
    pub longer_by: String,
    /// Legend: that a lane is as wide as its value in a `[unit]`.
    pub lane_width: String,
    /// Legend: a lane without a value among others with one.
    pub lane_without_value: String,
    /// Legend: the way of a lane if nothing were closed.
    pub lane_if_open: String,
    /// Legend: the bar across a closed strait.
    pub closed_strait: String,
    /// Legend: heading of the depth bands.
    pub depth_in_meters: String,
    /// Scale bar: the abbreviation of nautical miles.
    pub nautical_miles: String,
    /// What is measured: its ways, in the order of [`WayKind::ALL`].
    pub measure_ways: [String; 3],
    /// Heads of its columns: kilometres, bearings at the start and at the end.
    pub measure_kilometers: String,
    /// See `measure_kilometers`.
    pub measure_departs: String,
    /// See `measure_kilometers`.
    pub measure_arrives: String,
    /// The sum of all legs, between the points `[from]` and `[to]`.
    pub measure_total: String,
    /// In place of a length: there is no way by sea.
    pub measure_no_way: String,
    /// How many `[days]` the way by sea takes at so many `[knots]`.
    pub measure_days: String,
    /// Which `[passages]` it goes through.
    pub measure_through: String,
    /// That it begins or ends so many `[km]` from a `[point]`.
    pub measure_off: String,
    /// Scale bar: the latitude that it is true at; `[n]` degrees north.
    pub at_north: String,
    /// Scale bar: `[n]` degrees south.
    pub at_south: String,
    /// Scale bar: at the equator.
    pub at_equator: String,
    /// Instead of a scale bar, where none would be true.
    pub no_scale: String,
    /// Under every map: that names and lines imply no judgement.
    pub disclaimer: String,
    /// Under every map: the map's sources.
    pub map_credit: String,
    /// Under every figure: the data's title and licence, `[title]` and `[licence]`.
    pub data_credit: String,
    /// Under every figure: how the globe is laid flat, for each kind of projection, in their order.
    pub projections: [String; 4],
    /// Timeline: heading of the minimap, and name for screen readers.
    pub whole_span: String,
    /// Timeline: the row of events that name no actor, or no place.
    pub none_named: String,
    /// Timeline: the row of what has no row of its own.
    pub others: String,
    /// Timeline: the row of records.
    pub record: String,
    /// Timeline: the row of assessments.
    pub assessment: String,
    /// Figure: what the window of time is, `[span]`.
    pub time_window: String,
    /// Indicators: the last figure before the cursor, `[when]` and `[value]`.
    pub figure_before: String,
    /// Indicators: there is no figure yet.
    pub no_figure_yet: String,
    /// Below the indicators: where their figures are from, `[sources]`.
    pub figures_from: String,
    /// Below the indicators: that there are `[n]` more sources.
    pub sources_more: String,
    /// Below the indicators: for which `[units]` there is no room.
    pub plots_without_room: String,
    /// Of the strip of a lane.
    pub strip: StripWords,
}

impl Words {
    /// Takes each field from `lookup` by its key in `assets/i18n`: `picture-` and the field's name with hyphens.
    pub fn from_lookup(lookup: impl Fn(&str) -> String) -> Self {
        Self {
            record_or_assessment: lookup("picture-record-or-assessment"),
            event_count: lookup("picture-event-count"),
            out_of_window: lookup("picture-out-of-window"),
            place_in_doubt: lookup("picture-place-in-doubt"),
            sea_lane: lookup("picture-sea-lane"),
            closed: lookup("picture-closed"),
            strait_closed: lookup("picture-strait-closed"),
            strait_closed_no_way: lookup("picture-strait-closed-no-way"),
            longer_by: lookup("picture-longer-by"),
            lane_width: lookup("picture-lane-width"),
            lane_without_value: lookup("picture-lane-without-value"),
            lane_if_open: lookup("picture-lane-if-open"),
            closed_strait: lookup("picture-closed-strait"),
            depth_in_meters: lookup("picture-depth-in-meters"),
            nautical_miles: lookup("picture-nautical-miles"),
            measure_ways: ["great-circle", "rhumb-line", "by-sea"]
                .map(|way| lookup(&format!("picture-measure-{way}"))),
            measure_kilometers: lookup("picture-measure-kilometers"),
            measure_departs: lookup("picture-measure-departs"),
            measure_arrives: lookup("picture-measure-arrives"),
            measure_total: lookup("picture-measure-total"),
            measure_no_way: lookup("picture-measure-no-way"),
            measure_days: lookup("picture-measure-days"),
            measure_through: lookup("picture-measure-through"),
            measure_off: lookup("picture-measure-off"),
            at_north: lookup("picture-at-north"),
            at_south: lookup("picture-at-south"),
            at_equator: lookup("picture-at-equator"),
            no_scale: lookup("picture-no-scale"),
            disclaimer: lookup("picture-disclaimer"),
            map_credit: lookup("picture-map-credit"),
            data_credit: lookup("picture-data-credit"),
            projections: ProjectionKind::ALL.map(|kind| lookup(&format!("picture-projection-{}", kind.id()))),
            whole_span: lookup("picture-whole-span"),
            none_named: lookup("picture-none-named"),
            others: lookup("picture-others"),
            record: lookup("picture-record"),
            assessment: lookup("picture-assessment"),
            time_window: lookup("picture-time-window"),
            figure_before: lookup("picture-figure-before"),
            no_figure_yet: lookup("picture-no-figure-yet"),
            figures_from: lookup("picture-figures-from"),
            sources_more: lookup("picture-sources-more"),
            plots_without_room: lookup("picture-plots-without-room"),
            strip: StripWords::from_lookup(&lookup),
        }
    }

    /// How the globe is laid flat.
    pub(super) fn projection(&self, kind: ProjectionKind) -> &str {
        let index = ProjectionKind::ALL.iter().position(|k| *k == kind);
        index.map_or("", |index| &self.projections[index])
    }

    /// A way of what is measured.
    pub(super) fn way(&self, kind: WayKind) -> &str {
        &self.measure_ways[kind as usize]
    }

    pub(super) fn latitude(&self, degrees: f64) -> String {
        let n = format!("{:.0}", degrees.abs());
        if n == "0" {
            self.at_equator.clone()
        } else if degrees > 0.0 {
            self.at_north.replace("[n]", &n)
        } else {
            self.at_south.replace("[n]", &n)
        }
    }
}
