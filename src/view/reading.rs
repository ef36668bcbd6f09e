//! Reads a view from JSON over another one: what is left out comes from beneath, what is not known is
//! kept and said.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use crate::chronology::Day;
use crate::geography::{Framing, Kilometers};
use crate::model::Dataset;

use super::faults::{fault, position_of, whole_fault};
use super::json_words::in_words;
use super::measure::take_missing;
use super::picture::view_json;
use super::spec::{closed, time_of};
use super::{Selection, VIEW_FORMAT, ViewSpec};

/// The key that a view file has before all others.
pub(super) const FORMAT_KEY: &str = "periplus_view";

/// Why a view could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// Not JSON.
    #[error("line {line}, column {column}: this is not JSON: {why}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
        /// What stands there and what is expected.
        why: String,
    },
    /// A value of the wrong kind.
    #[error("{}'{key}': {why}", at.map_or_else(String::new, |(line, column)| format!("line {line}, column {column}: ")))]
    Value {
        /// Line and column of the value, both from 1, where the view is a text of its own.
        at: Option<(usize, usize)>,
        /// The keys that lead to it, with full stops between them.
        key: String,
        /// What stands there and what is expected.
        why: String,
    },
    /// A JSON object without the key of views.
    #[error(
        "this is no view: it lacks the key 'periplus_view'; a view file is what the window saves, such as {{\"periplus_view\": 1, \"time\": {{\"window\": \"2015/2016\"}}}}"
    )]
    NotAView,
    /// Something else than a JSON object.
    #[error("a view is a JSON object such as {{\"periplus_view\": 1, …}}")]
    NotAnObject,
    /// A picture that carries no view.
    #[error("this picture carries no view: Periplus did not write it, or another program saved it anew")]
    NotInPicture,
}

/// What a view asked for and did not get.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ViewWarning {
    /// A key that this version does not know.
    #[error("'{0}' is not known to this version; it is kept as it is")]
    UnknownKey(String),
    /// A layer that this version does not know.
    #[error("there is no layer '{0}' in this version; it is kept as it is")]
    UnknownLayer(String),
    /// A newer format.
    #[error("the view was written by a newer version (format {0}); what is not known is kept as it is")]
    Newer(u32),
    /// An extent that no map has.
    #[error("a framing is 0.1 to 40 075 km wide and high; it is kept within that")]
    Extent,
    /// A timeline without end.
    #[error("the timeline shows a span with two ends; the data set's own stand for the open ones")]
    OpenTimeline,
    /// A selection that the data set does not hold.
    #[error("the data set has no {kind} '{id}'; nothing is selected")]
    NothingSelected {
        /// `event`, `place` …
        kind: &'static str,
        /// The id asked for.
        id: String,
    },
    /// Something that the view is about and the data set does not hold.
    #[error("the data set has no {kind} '{id}'; the view is about what else it names")]
    NoFocus {
        /// `event`, `place` or `lane`.
        kind: &'static str,
        /// The id asked for.
        id: String,
    },
    /// Something that the filter names and the data set does not hold.
    #[error("the data set has no {kind} '{id}'; the filter goes by what else it names")]
    NoChoice {
        /// `actor`, `place` or `source`.
        kind: &'static str,
        /// The id asked for.
        id: String,
    },
    /// Something that is measured from or to and that the data set does not hold.
    #[error("the data set has no {kind} '{id}'; what is measured goes by the other points")]
    NoMeasurePoint {
        /// `place` or `lane`.
        kind: &'static str,
        /// The id asked for.
        id: String,
    },
    /// A series that is to be plotted and that the data set does not hold.
    #[error("the data set has no indicator series '{0}'; the others are plotted")]
    NoSeries(String),
    /// A scene that the story does not have.
    #[error("the story has no scene '{0}'; none is read")]
    NoScene(String),
}

impl ViewSpec {
    /// Reads a view, from its own file or from a picture that was made of it; what it leaves out is as in
    /// `base` (the data set's opening view).
    ///
    /// # Errors
    /// When a picture carries no view, the text is no JSON object or a known key has a value of the wrong kind.
    pub fn read(bytes: &[u8], base: &Self, dataset: &Dataset) -> Result<(Self, Vec<ViewWarning>), ViewError> {
        // Some editors begin a text with a byte order mark.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let json = view_json(bytes)?;
        let given: Value = serde_json::from_slice(&json).map_err(|error| ViewError::Syntax {
            line: error.line().max(1),
            column: error.column().max(1),
            why: in_words(&error),
        })?;
        if given
            .as_object()
            .is_some_and(|view| !view.contains_key(FORMAT_KEY))
        {
            return Err(ViewError::NotAView);
        }
        let is_text_of_its_own = json.len() == bytes.len();
        Self::from_value(given, base, dataset).map_err(|error| match error {
            ViewError::Value { key, why, .. } if is_text_of_its_own => ViewError::Value {
                at: position_of(&json, &key),
                key,
                why,
            },
            other => other,
        })
    }

    /// Reads a view or a part of one from JSON that is parsed already.
    ///
    /// # Errors
    /// When it is no object, or a known key has a value of the wrong kind.
    pub fn from_value(
        given: Value,
        base: &Self,
        dataset: &Dataset,
    ) -> Result<(Self, Vec<ViewWarning>), ViewError> {
        if !given.is_object() {
            return Err(ViewError::NotAnObject);
        }
        let base = serde_json::to_value(base).map_err(|error| whole_fault(&error))?;
        let mut whole = base.clone();
        merge(&mut whole, given);
        let mut view = Self::deserialize(&whole).map_err(|error| fault(&base, &whole, &error))?;
        let mut warnings = view.sanitise(dataset);
        if view.periplus_view > VIEW_FORMAT {
            warnings.insert(0, ViewWarning::Newer(view.periplus_view));
        }
        Ok((view, warnings))
    }

    fn sanitise(&mut self, dataset: &Dataset) -> Vec<ViewWarning> {
        let mut warnings: Vec<_> = self
            .unknown
            .keys()
            .cloned()
            .map(ViewWarning::UnknownKey)
            .collect();
        let framing = Framing::new(
            self.framing.center,
            Kilometers(self.framing.width_km),
            Kilometers(self.framing.height_km),
        );
        if framing != self.framing {
            warnings.push(ViewWarning::Extent);
            self.framing = framing;
        }
        let shown = self.time.shown;
        if shown.first() == Day::MIN || shown.last() == Day::MAX {
            warnings.push(ViewWarning::OpenTimeline);
            self.time.shown = closed(shown, time_of(dataset));
        }
        if self.time.cursor == Day::MIN || self.time.cursor == Day::MAX {
            self.time.cursor = self.time.shown.first();
        }
        self.time = self.time.made_sound();
        warnings.extend(
            self.layers
                .unknown()
                .map(|l| ViewWarning::UnknownLayer(l.to_owned())),
        );
        if let Some(selection) = &self.selection
            && selection.item(dataset).is_none()
        {
            let (kind, id) = match selection {
                Selection::Event(id) => ("event", id),
                Selection::Place(id) => ("place", id),
                Selection::Lane(id) => ("lane", id),
                Selection::Period(id) => ("period", id),
                Selection::Actor(id) => ("actor", id),
                Selection::Series(id) => ("series", id),
            };
            warnings.push(ViewWarning::NothingSelected { kind, id: id.clone() });
            self.selection = None;
        }
        for (kind, id) in self.focus.unknown(dataset) {
            let named = match kind {
                "event" => &mut self.focus.events,
                "place" => &mut self.focus.places,
                _ => &mut self.focus.lanes,
            };
            named.remove(&id);
            warnings.push(ViewWarning::NoFocus { kind, id });
        }
        let unknown = self.filter.take_unknown(dataset).into_iter();
        warnings.extend(unknown.map(|(kind, id)| ViewWarning::NoChoice { kind, id }));
        let (known, missing) = std::mem::take(&mut self.indicators)
            .into_iter()
            .partition(|id| dataset.series_by_id(id).is_some());
        self.indicators = known;
        warnings.extend(BTreeSet::into_iter(missing).map(ViewWarning::NoSeries));
        let missing = take_missing(&mut self.measure, dataset).into_iter();
        warnings.extend(missing.map(|(kind, id)| ViewWarning::NoMeasurePoint { kind, id }));
        if let Some(id) = self.scene.take_if(|id| dataset.scene_by_id(id).is_none()) {
            warnings.push(ViewWarning::NoScene(id));
        }
        warnings
    }
}

/// Lays `given` over `base`, key by key within objects. A selection replaces the old one whole.
pub(super) fn merge(base: &mut Value, given: Value) {
    match (base, given) {
        (Value::Object(base), Value::Object(given)) => {
            for (key, value) in given {
                match base.get_mut(&key) {
                    Some(old) if key != "selection" => merge(old, value),
                    _ => {
                        base.insert(key, value);
                    }
                }
            }
        }
        (base, given) => *base = given,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronology::DaySpan;
    use crate::model::sample;
    use crate::view::Layer;
    use crate::view::samples::any_view;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(given: Value) -> (ViewSpec, Vec<ViewWarning>) {
        let set = sample::dataset();
        ViewSpec::from_value(given, &ViewSpec::for_dataset(&set), &set).unwrap()
    }

    #[test]
    fn what_a_file_leaves_out_is_as_in_the_view_beneath() {
        let set = sample::dataset();
        let base = ViewSpec::for_dataset(&set);
        let (view, warnings) = read(json!({"time": {"cursor": "2016-04-12"}, "layers": {"relief": false}}));
        assert!(warnings.is_empty());
        assert_eq!(view.time.cursor.to_string(), "2016-04-12");
        assert_eq!(
            (view.time.shown, view.time.window),
            (base.time.shown, base.time.window)
        );
        assert!(!view.layers.shows(Layer::Relief) && view.layers.shows(Layer::Depth));
        assert_eq!(view.framing, base.framing);
    }

    #[test]
    fn times_are_read_as_scholars_write_them() {
        let (view, warnings) =
            read(json!({"time": {"shown": "../2016", "window": "2015/2016", "cursor": "2016-04"}}));
        assert_eq!(view.time.window.to_string(), "2015-01-01/2016-12-31");
        assert_eq!(view.time.cursor.to_string(), "2016-04-01");
        assert_eq!(view.time.shown.to_string(), "1975-01-01/2016-12-31");
        assert_eq!(warnings, [ViewWarning::OpenTimeline]);
    }

    #[test]
    fn what_is_not_known_is_kept_and_said() {
        let given = json!({
            "periplus_view": 7, "sparkle": [1], "layers": {"clouds": true},
            "selection": {"event": "nobody-home"}, "framing": {"width_km": -5.0},
            "focus": {"events": ["war", "peace-of-mind"]}, "scene": "99-never",
            "measure": [{"place": "atlantis"}, {"lon": 109.2, "lat": 11.9}],
        });
        let (view, warnings) = read(given);
        assert_eq!(view.unknown["sparkle"], json!([1]));
        assert!(view.to_json().contains("clouds") && view.to_json().contains("sparkle"));
        assert_eq!((&view.selection, &view.scene), (&None, &None));
        assert!(view.focus.events.iter().eq(["war"]));
        assert!(view.framing.width_km > 0.0);
        assert_eq!(view.measure.len(), 1);
        let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        for word in [
            "format 7",
            "'sparkle'",
            "'clouds'",
            "'nobody-home'",
            "'peace-of-mind'",
            "'99-never'",
            "'atlantis'",
            "km",
        ] {
            assert!(said.iter().any(|w| w.contains(word)), "{word}: {said:?}");
        }
    }

    #[test]
    fn a_selection_replaces_the_one_beneath_whole() {
        let set = sample::dataset();
        let mut base = ViewSpec::for_dataset(&set);
        base.selection = Some(Selection::Event("war".to_owned()));
        let given = json!({"selection": {"place": "da-nang"}});
        let (view, _) = ViewSpec::from_value(given, &base, &set).unwrap();
        assert_eq!(view.selection, Some(Selection::Place("da-nang".to_owned())));
        let (view, _) = ViewSpec::from_value(json!({"selection": null}), &base, &set).unwrap();
        assert_eq!(view.selection, None);
    }

    #[test]
    fn a_wrong_value_is_an_error_and_no_panic() {
        let set = sample::dataset();
        let base = ViewSpec::for_dataset(&set);
        for text in [
            "",
            "[]",
            "7",
            "{\"periplus_view\": 1, \"time\": 7}",
            "{\"periplus_view\": 1, \"time\": {\"window\": \"soon\"}}",
            "{\"periplus_view\": 1, \"framing\": {\"center\": {\"lon\": 1, \"lat\": 99}}}",
        ] {
            assert!(ViewSpec::read(text.as_bytes(), &base, &set).is_err(), "{text}");
        }
    }

    #[test]
    fn an_error_says_where_it_is_and_what_is_expected() {
        let set = sample::dataset();
        let base = ViewSpec::for_dataset(&set);
        let said = |text: &str| {
            ViewSpec::read(text.as_bytes(), &base, &set)
                .unwrap_err()
                .to_string()
        };
        let syntax = said("{\n  \"periplus_view\": 1,\n  oops\n}");
        assert!(
            syntax.starts_with("line 3, column 3: this is not JSON: a key in"),
            "{syntax}"
        );
        let time = said("{\"periplus_view\": 1,\n \"time\": 7}");
        assert_eq!(
            time,
            "line 2, column 10: 'time': the number 7 stands where an object in curly brackets is expected"
        );
        let window =
            said("{\"periplus_view\": 1,\n \"time\": {\"cursor\": \"2016\",\n  \"window\": \"soon\"}}");
        assert!(
            window.starts_with("line 3, column 13: 'time.window': 'soon'"),
            "{window}"
        );
    }

    #[test]
    fn not_every_object_is_a_view_file_though_a_part_of_a_view_is_enough_within_a_package() {
        let set = sample::dataset();
        let base = ViewSpec::for_dataset(&set);
        let part = "{\"language\": \"vi\"}";
        let refused = ViewSpec::read(part.as_bytes(), &base, &set).unwrap_err();
        assert!(
            refused.to_string().contains("lacks the key 'periplus_view'"),
            "{refused}"
        );
        let (view, _) = read(json!({"language": "vi"}));
        assert_eq!(view.language, "vi");
    }

    #[test]
    fn showing_a_time_lengthens_the_timeline_to_hold_it() {
        let set = sample::dataset();
        let mut view = ViewSpec::for_dataset(&set);
        view.show_time("1950-01-01/1960-12-31".parse().unwrap(), &set);
        assert_eq!(view.time.window.to_string(), "1950-01-01/1960-12-31");
        assert_eq!(view.time.shown.to_string(), "1950-01-01/2016-04-12");
        assert_eq!(view.time.cursor, view.time.window.first());
        view.show_time("2000-01-01/..".parse().unwrap(), &set);
        assert_eq!(view.time.window.to_string(), "2000-01-01/2016-04-12");
    }

    #[test]
    fn an_open_end_is_that_of_the_data_and_never_before_the_other() {
        let set = sample::dataset();
        let all = set.time_span().unwrap();
        let window = |span: &str| {
            let mut view = ViewSpec::for_dataset(&set);
            view.show_time(span.parse().unwrap(), &set);
            view.time.window
        };
        assert_eq!(window("../.."), all);
        assert_eq!(window("../2000-01-01").first(), all.first());
        assert_eq!(window("../0001-01-01").to_string(), "0001-01-01/0001-01-01");
        assert_eq!(window("2999-01-01/..").to_string(), "2999-01-01/2999-01-01");
    }

    #[test]
    fn an_event_of_another_time_is_not_selected_any_more() {
        let set = sample::dataset();
        let mut view = ViewSpec::for_dataset(&set);
        let event = set.events().next().unwrap();
        view.selection = Some(Selection::Event(set.event(event).id.clone()));
        let own = set.event(event).when.span();
        view.show_time(own, &set);
        assert!(view.selection.is_some());
        view.show_time(
            DaySpan::between(own.last().plus_days(9), own.last().plus_days(99)),
            &set,
        );
        assert!(view.selection.is_none());
    }

    proptest! {
        #[test]
        fn a_view_written_and_read_is_the_same(view in any_view()) {
            let set = sample::dataset();
            let base = ViewSpec::for_dataset(&set);
            let (read, _) = ViewSpec::read(view.to_json().as_bytes(), &base, &set).unwrap();
            prop_assert_eq!(read, view);
        }
    }
}
