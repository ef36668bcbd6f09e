//! Views for tests: any view that the sample data set can be looked at with.

use proptest::prelude::*;
use serde_json::json;

use super::{Layer, MeasurePoint, RowsBy, Selection, TimeMode, TimeView, ViewSpec};
use crate::chronology::{Day, DaySpan};
use crate::geography::{Framing, GeoBounds, Kilometers, LonLat};
use crate::model::sample;

prop_compose! {
    /// Any view of [`sample::dataset`], with a key that this program does not know.
    pub(super) fn any_view()(
        lon in -180.0..180.0f64, lat in -90.0..90.0f64, km in 0.1..40_000.0f64,
        days in prop::array::uniform5(-800_000i64..800_000),
        flags in any::<[bool; 4]>(),
        layer in 0..Layer::ALL.len(),
        theme in "[a-z]{1,8}",
        selected in 0..4usize,
    ) -> ViewSpec {
        let mut view = ViewSpec::for_dataset(&sample::dataset());
        view.framing = Framing::new(LonLat::wrapped(lon, lat), Kilometers(km), Kilometers(km / 2.0));
        view.time = TimeView {
            shown: DaySpan::between(Day(days[0]), Day(days[1])),
            window: DaySpan::between(Day(days[2]), Day(days[3])),
            cursor: Day(days[4]),
            shown_trim: [0.0; 2],
            mode: TimeMode::ALL[selected % 3],
        }
        .made_sound();
        view.layers.set(Layer::ALL[layer], flags[0]);
        view.filter.hide_record = flags[1];
        view.filter.hide_assessment = flags[2];
        if flags[3] {
            view.unknown.insert("newer".to_owned(), json!({"deep": [1, null]}));
        }
        view.filter.hidden_themes.insert(theme);
        view.timeline.rows = RowsBy::ALL[selected];
        if flags[0] {
            view.indicators.clear();
        }
        if flags[2] {
            view.filter.places.insert("malacca".to_owned());
            view.filter.text = "da nang".to_owned();
            view.filter.time = Some(DaySpan::between(Day(days[0]), Day(days[3])));
            view.filter.area = Some(GeoBounds { west: lon, south: lat.min(0.0), east: lon + 9.5, north: lat.max(0.0) });
        }
        if flags[1] {
            view.focus.events.insert("war".to_owned());
            view.focus.lanes.insert("road".to_owned());
        }
        if flags[3] {
            view.measure = vec![
                MeasurePoint::Place("malacca".to_owned()),
                MeasurePoint::Lane("road".to_owned()),
                MeasurePoint::Position(LonLat::wrapped(lon, lat), flags[0].then(|| "here".to_owned())),
            ];
        }
        view.selection = [
            None,
            Some(Selection::Event("call".to_owned())),
            Some(Selection::Place("malacca".to_owned())),
            Some(Selection::Lane("road".to_owned())),
        ][selected].clone();
        view
    }
}
