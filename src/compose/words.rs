//! The few words that pictures hold besides the data's own. Filled by `app` and `cli` from
//! `assets/i18n`, so that no language stands in the code.

/// Words of pictures in one language. Those with a mark such as `[n]` have a value put there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Legend: an assessment's hollow marker.
    pub assessment: String,
    /// Legend: a lane.
    pub sea_lane: String,
    /// Legend: heading of the depth bands.
    pub depth_in_meters: String,
    /// Legend: the deepest band, `[n]` metres.
    pub below_depth: String,
    /// Scale bar: the abbreviation of nautical miles.
    pub nautical_miles: String,
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
    /// Timeline: heading of the minimap, and name for screen readers.
    pub whole_span: String,
    /// Figure: what the window of time is, `[span]`.
    pub time_window: String,
}

impl Words {
    /// Takes each field from `lookup` by its key in `assets/i18n`: `picture-` and the field's name with
    /// hyphens.
    pub fn from_lookup(lookup: impl Fn(&str) -> String) -> Self {
        Self {
            assessment: lookup("picture-assessment"),
            sea_lane: lookup("picture-sea-lane"),
            depth_in_meters: lookup("picture-depth-in-meters"),
            below_depth: lookup("picture-below-depth"),
            nautical_miles: lookup("picture-nautical-miles"),
            at_north: lookup("picture-at-north"),
            at_south: lookup("picture-at-south"),
            at_equator: lookup("picture-at-equator"),
            no_scale: lookup("picture-no-scale"),
            disclaimer: lookup("picture-disclaimer"),
            map_credit: lookup("picture-map-credit"),
            data_credit: lookup("picture-data-credit"),
            whole_span: lookup("picture-whole-span"),
            time_window: lookup("picture-time-window"),
        }
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

    pub(super) fn deeper_than(&self, meters: u32) -> String {
        self.below_depth.replace("[n]", &meters.to_string())
    }
}
