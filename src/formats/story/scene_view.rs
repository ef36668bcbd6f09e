//! What a scene shows: the keys of a view in its front matter, read one by one over the data set's opening
//! view, so that one wrong key costs no other.

use serde_json::{Map, Value, json};

use super::front_matter::FrontMatter;
use super::links::{Unknown, ids, kind_of};
use crate::formats::ledger::{Kind, Ledger};
use crate::formats::problem::{At, Problems, quoted};
use crate::formats::references::suggestion;
use crate::model::Dataset;
use crate::view::{Layer, ViewError, ViewSpec, ViewWarning, framing_around};

/// The keys of a view that a scene may have; the projection first, for the framing depends on it.
const KEYS: [&str; 14] = [
    "projection",
    "framing",
    "time",
    "filter",
    "layers",
    "focus",
    "selection",
    "closed_passages",
    "ship_speed",
    "measure",
    "timeline",
    "indicators",
    "language",
    "style",
];

/// The keys within some of them. Of the others, the reader of views knows them.
const INNER_KEYS: [(&str, &[&str]); 5] = [
    (
        "framing",
        &["center", "width_km", "height_km", "around", "margin"],
    ),
    ("time", &["window", "shown", "shown_trim", "cursor", "mode"]),
    (
        "filter",
        &[
            "hidden_themes",
            "hide_record",
            "hide_assessment",
            "actors",
            "places",
            "sources",
            "text",
            "area",
            "time",
        ],
    ),
    ("timeline", &["rows"]),
    ("focus", &["events", "places", "lanes"]),
];

/// The margin of a framing around places that names none, as a part of the ground around which it is.
const MARGIN: f64 = 0.1;
/// The most margin that makes sense.
const MOST_MARGIN: f64 = 10.0;

/// The keys of a view, each read without error over the opening view.
pub(super) fn read(
    front_matter: FrontMatter,
    (dataset, ledger): (&Dataset, &Ledger),
    opening: &ViewSpec,
    problems: &mut Problems,
) -> Map<String, Value> {
    let mut view = opening.clone();
    view.selection = None;
    let mut reading = Reading {
        front_matter,
        dataset,
        ledger,
        view,
        said: Vec::new(),
        problems,
    };
    let mut asked = Map::new();
    for key in KEYS {
        if let Some(value) = reading.front_matter.take(key)
            && let Some(value) = reading.key(key, value)
        {
            asked.insert(key.to_owned(), value);
        }
    }
    reading.report_unknown_keys();
    if asked.contains_key("time") {
        reading.report_odd_time();
    }
    asked
}

struct Reading<'r> {
    front_matter: FrontMatter,
    dataset: &'r Dataset,
    ledger: &'r Ledger,
    /// The view so far.
    view: ViewSpec,
    said: Vec<ViewWarning>,
    problems: &'r mut Problems,
}

impl Reading<'_> {
    /// The value of a key as a view file has it, if it can be read.
    fn key(&mut self, key: &str, mut value: Value) -> Option<Value> {
        self.drop_unknown_within(key, &mut value);
        match key {
            "framing" => value = self.framing(value)?,
            "filter" => {
                self.drop_unknown("theme", "filter.hidden_themes", &mut value);
                for kind in ["actor", "place", "source"] {
                    self.drop_unknown(kind, &format!("filter.{kind}s"), &mut value);
                }
            }
            "indicators" => self.drop_unknown("series", "indicators", &mut value),
            "focus" => {
                for kind in ["event", "place", "lane"] {
                    self.drop_unknown(kind, &format!("focus.{kind}s"), &mut value);
                }
            }
            "language" if !is_language(&value) => {
                let what = format!("{} is no language tag", quoted(&plain(&value)));
                let remedy = "It is passed over. Write a BCP 47 tag such as en, vi or zh-Hant.";
                self.problems.error(self.front_matter.at(key), what, remedy);
                return None;
            }
            _ => {}
        }
        let given = json!({ key: value.clone() });
        match ViewSpec::from_value(given, &self.view, self.dataset) {
            Ok((view, warnings)) => {
                self.view = view;
                let is_sound = warnings
                    .into_iter()
                    .all(|warning| self.take_warning(key, warning));
                is_sound.then_some(value)
            }
            Err(error) => {
                let (keys, why) = match error {
                    ViewError::Value { key, why, .. } => (key, why),
                    other => (key.to_owned(), other.to_string()),
                };
                let remedy = format!("'{key}' is passed over; the rest of the scene stands.");
                let what = format!("'{keys}': {why}");
                self.problems.error(self.front_matter.at(&keys), what, remedy);
                None
            }
        }
    }

    /// Reports what a view asked for and did not get, once. Gives whether the key can stay all the same.
    fn take_warning(&mut self, key: &str, warning: ViewWarning) -> bool {
        if self.said.contains(&warning) {
            return true;
        }
        let is_sound = !matches!(warning, ViewWarning::NothingSelected { .. });
        match &warning {
            ViewWarning::NothingSelected { kind, id } => {
                let at = self.front_matter.at(&format!("{key}.{kind}"));
                self.report_unknown(kind, id, "Nothing is selected.", at);
            }
            ViewWarning::UnknownLayer(layer) => {
                let near = suggestion(layer, Layer::ALL.iter().map(|layer| layer.id()));
                let at = self.front_matter.at(&format!("{key}.{layer}"));
                let remedy = format!("A newer version may know it.{near}");
                self.problems.warning(at, warning.to_string(), remedy);
            }
            other => {
                let remedy = "Save a view in the window and compare.";
                self.problems
                    .warning(self.front_matter.at(key), other.to_string(), remedy);
            }
        }
        self.said.push(warning);
        is_sound
    }

    fn report_unknown_keys(&mut self) {
        for (key, _) in self.front_matter.keys() {
            let known = KEYS.into_iter().chain([super::TITLE]);
            let near = suggestion(key, known.clone());
            let names: Vec<&str> = known.collect();
            let what = format!("the key {} is not known", quoted(key));
            let remedy = format!("It is passed over.{near} A scene has {}.", names.join(", "));
            self.problems.warning(self.front_matter.at(key), what, remedy);
        }
    }

    fn drop_unknown_within(&mut self, key: &str, value: &mut Value) {
        let Some((_, known)) = INNER_KEYS.iter().find(|(outer, _)| *outer == key) else {
            return;
        };
        let Some(inner) = value.as_object_mut() else {
            return;
        };
        inner.retain(|name, _| {
            let is_known = known.contains(&name.as_str());
            if !is_known {
                let near = suggestion(name, known.iter().copied());
                let what = format!("the key {} is not known", quoted(name));
                let remedy = format!("It is passed over.{near} '{key}' has {}.", known.join(", "));
                let at = self.front_matter.at(&format!("{key}.{name}"));
                self.problems.warning(at, what, remedy);
            }
            is_known
        });
    }

    /// Leaves ids that nothing of a kind has out of the list that some keys lead to, and says so.
    fn drop_unknown(&mut self, kind: &str, keys: &str, value: &mut Value) {
        let known = ids(self.dataset, kind);
        let mut unknown = Vec::new();
        let list = match keys.rsplit_once('.') {
            Some((_, key)) => value.get_mut(key),
            None => Some(value),
        };
        let Some(named) = list.and_then(Value::as_array_mut) else {
            return;
        };
        named.retain(|id| {
            // What is no text, the reader of views complains of.
            let is_known = id.as_str().is_none_or(|id| known.contains(&id));
            unknown.extend((!is_known).then(|| plain(id)));
            is_known
        });
        for id in unknown {
            self.report_unknown(kind, &id, "It is left out.", self.front_matter.at(keys));
        }
    }

    /// Reports an id that nothing of a kind has, with what is done about it.
    fn report_unknown(&mut self, kind: &str, id: &str, done: &str, at: At) {
        if let Some(kind) = kind_of(kind) {
            Unknown::new(self.dataset, self.ledger, &[kind], id, done).report(at, self.problems);
            return;
        }
        let near = suggestion(id, ids(self.dataset, kind).into_iter());
        let what = format!("there is no {kind} {}", quoted(id));
        self.problems.error(at, what, format!("{done}{near} Correct it."));
    }

    /// A framing as a view file has it: one around places is worked out.
    fn framing(&mut self, value: Value) -> Option<Value> {
        let Value::Object(keys) = &value else {
            return Some(value);
        };
        let Some(around) = keys.get("around") else {
            if keys.contains_key("margin") {
                let remedy = "It is passed over. Name places under 'around', or delete it.";
                let what = "there is a margin and nothing that it is around";
                self.problems
                    .warning(self.front_matter.at("framing.margin"), what, remedy);
            }
            let plain = keys.iter().filter(|(key, _)| *key != "margin");
            return Some(Value::Object(
                plain.map(|(k, v)| (k.clone(), v.clone())).collect(),
            ));
        };
        if keys
            .keys()
            .any(|key| !["around", "margin"].contains(&key.as_str()))
        {
            let what = "a framing is around places or has a center, not both";
            let remedy = "It is around the places. Delete one of the two.";
            self.problems
                .warning(self.front_matter.at("framing.around"), what, remedy);
        }
        let names: Vec<String> = match around {
            Value::String(id) => vec![id.clone()],
            Value::Array(ids) => ids.iter().map(plain).collect(),
            other => vec![plain(other)],
        };
        let margin = self.margin(keys.get("margin"));
        let positions = self.positions(&names);
        let framing = framing_around(positions, self.view.projection, margin);
        if framing.is_none() {
            let what = "nothing is left to put the framing around";
            let remedy =
                "The opening view's stands. Name places or lanes, as in around = [\"hanoi\", \"tokyo\"].";
            self.problems
                .error(self.front_matter.at("framing.around"), what, remedy);
        }
        serde_json::to_value(framing?).ok()
    }

    /// Every position of the places and lanes of these names; of a lane, those of the places that it passes.
    fn positions(&mut self, names: &[String]) -> Vec<crate::geography::LonLat> {
        let set = self.dataset;
        let mut positions = Vec::new();
        for name in names {
            if let Some(place) = set.place_by_id(name) {
                positions.extend(set.place(place).geometry.positions());
            } else if let Some(lane) = set.lane_by_id(name) {
                let via = set.lane(lane).via.iter();
                positions.extend(via.flat_map(|place| set.place(*place).geometry.positions()));
            } else {
                let kinds = [Kind::Place, Kind::Lane];
                let at = self.front_matter.at("framing.around");
                Unknown::new(set, self.ledger, &kinds, name, "It is left out.").report(at, self.problems);
            }
        }
        positions
    }

    fn margin(&mut self, given: Option<&Value>) -> f64 {
        let Some(given) = given else { return MARGIN };
        let margin = given
            .as_f64()
            .filter(|margin| (0.0..=MOST_MARGIN).contains(margin));
        margin.unwrap_or_else(|| {
            let what = format!("{} is no margin", quoted(&plain(given)));
            let remedy = format!("It is read as {MARGIN}. Write a part of the size, 0 to {MOST_MARGIN}.");
            self.problems
                .error(self.front_matter.at("framing.margin"), what, remedy);
            MARGIN
        })
    }

    /// A window that the timeline does not show, and a cursor away from it, are seldom meant: what a scene
    /// leaves out comes from the opening view.
    fn report_odd_time(&mut self) {
        let time = self.view.time;
        let holds = |span: crate::chronology::DaySpan, day| span.first() <= day && day <= span.last();
        if !(holds(time.shown, time.window.first()) && holds(time.shown, time.window.last())) {
            let what = format!(
                "the timeline shows {}, which does not hold the window {}",
                time.shown, time.window
            );
            let remedy = "It is shown so. Write 'shown' beside 'window' in the scene's time.";
            self.problems.warning(self.front_matter.at("time"), what, remedy);
        }
        if !holds(time.window, time.cursor) {
            let what = format!(
                "the cursor, at {}, is not in the window {}",
                time.cursor, time.window
            );
            let remedy = "It is shown so. Write 'cursor' beside 'window' in the scene's time.";
            self.problems.warning(self.front_matter.at("time"), what, remedy);
        }
    }
}

fn is_language(value: &Value) -> bool {
    let tag = value.as_str().map(str::parse::<unic_langid::LanguageIdentifier>);
    tag.is_none_or(|parsed| parsed.is_ok())
}

/// A text as it is, any other value as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
