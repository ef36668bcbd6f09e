//! A view as the front matter of a scene's file, so that authors make scenes by looking. Pure; for `app`.

use serde_json::{Map, Value};

use super::{Layer, ViewSpec};

/// Decimals of a degree (some 10 m) and of a kilometre that are worth writing down.
const DEGREE_DECIMALS: i32 = 4;
const KILOMETER_DECIMALS: i32 = 1;

/// The front matter of a scene that shows a view, with its fences: framing and time, and whatever else
/// differs from the data set's opening view. Style and language are the reader's and left out.
/// Positions and extents are rounded, to 0.0001 degrees and 0.1 km.
pub fn scene_front_matter(title: &str, view: &ViewSpec, opening: &ViewSpec) -> String {
    let mut table = toml::Table::new();
    table.insert("title".to_owned(), toml::Value::String(title.to_owned()));
    let mut given = Map::new();
    for (key, value) in object(view) {
        match key.as_str() {
            "periplus_view" | "scene" | "style" | "language" | "names" | "layers" => {}
            "framing" => {
                given.insert(key, rounded(value));
            }
            "time" => {
                given.insert(key, value);
            }
            // A scene selects nothing unless it says so.
            "selection" if value.is_null() => {}
            "selection" => {
                given.insert(key, value);
            }
            _ => {
                let before = object(opening).remove(&key);
                if before.as_ref() != Some(&value) {
                    given.insert(key, value);
                }
            }
        }
    }
    let layers: Map<String, Value> = Layer::ALL
        .into_iter()
        .filter(|layer| view.layers.shows(*layer) != opening.layers.shows(*layer))
        .map(|layer| (layer.id().to_owned(), view.layers.shows(layer).into()))
        .collect();
    if !layers.is_empty() {
        given.insert("layers".to_owned(), Value::Object(layers));
    }
    for (key, value) in given {
        if let Some(value) = in_toml(value) {
            table.insert(key, value);
        }
    }
    // A table of plain values cannot fail to be written.
    let text = toml::to_string(&table).unwrap_or_default();
    format!("+++\n{}\n+++\n", text.trim_end())
}

fn object(view: &ViewSpec) -> Map<String, Value> {
    match serde_json::to_value(view) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// A framing with as many decimals as are worth writing down.
fn rounded(mut framing: Value) -> Value {
    let round = |value: &mut Value, decimals: i32| {
        if let Some(number) = value.as_f64() {
            let scale = 10f64.powi(decimals);
            *value = ((number * scale).round() / scale).into();
        }
    };
    for (key, value) in framing.as_object_mut().into_iter().flatten() {
        match value {
            Value::Object(center) => {
                for degrees in center.values_mut() {
                    round(degrees, DEGREE_DECIMALS);
                }
            }
            extent if key.ends_with("_km") => round(extent, KILOMETER_DECIMALS),
            _ => {}
        }
    }
    framing
}

/// JSON's values in TOML, which has no null.
fn in_toml(value: Value) -> Option<toml::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => flag.into(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64()?.into(),
        },
        Value::String(text) => text.into(),
        Value::Array(list) => toml::Value::Array(list.into_iter().filter_map(in_toml).collect()),
        Value::Object(object) => object
            .into_iter()
            .filter_map(|(key, value)| Some((key, in_toml(value)?)))
            .collect::<toml::Table>()
            .into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::{Framing, Kilometers, LonLat};
    use crate::model::sample;
    use crate::view::Selection;
    use crate::view::samples::any_view;
    use proptest::prelude::*;

    /// The view that a scene with this front matter has.
    fn read(text: &str, opening: &ViewSpec) -> (String, ViewSpec) {
        let table: toml::Table = text.trim_matches(['+', '\n']).parse().unwrap();
        let mut given = serde_json::to_value(table).unwrap();
        let title = given.as_object_mut().unwrap().remove("title").unwrap();
        let set = sample::dataset();
        let mut base = opening.clone();
        base.selection = None;
        let (view, warnings) = ViewSpec::from_value(given, &base, &set).unwrap();
        assert_eq!(warnings, []);
        (title.as_str().unwrap().to_owned(), view)
    }

    #[test]
    fn only_what_differs_from_the_opening_view_is_written_besides_place_and_time() {
        let opening = ViewSpec::for_dataset(&sample::dataset());
        let mut view = opening.clone();
        view.style = "dark".to_owned();
        view.scene = Some("01-war".to_owned());
        let plain = scene_front_matter("A “quoted” \"title\"", &view, &opening);
        for absent in [
            "layers",
            "filter",
            "style",
            "language",
            "scene",
            "selection",
            "projection",
        ] {
            assert!(!plain.contains(absent), "{absent}: {plain}");
        }
        view.layers.set(Layer::Relief, false);
        view.layers.set(Layer::Graticule, false);
        view.selection = Some(Selection::Lane("road".to_owned()));
        let text = scene_front_matter("x", &view, &opening);
        for present in ["relief = false", "graticule = false", "lane = \"road\""] {
            assert!(text.contains(present), "{present}: {text}");
        }
        assert!(!text.contains("depth"), "{text}");
        assert_eq!(read(&plain, &opening).0, "A “quoted” \"title\"");
    }

    proptest! {
        #[test]
        fn a_view_copied_for_a_scene_is_the_scenes_view(
            view in any_view(),
            lon in -179.0..179.0f64, lat in -84.0..84.0f64, km in 1.0..9000.0f64,
        ) {
            let opening = ViewSpec::for_dataset(&sample::dataset());
            let mut view = view;
            view.framing = Framing::new(LonLat::wrapped(lon, lat), Kilometers(km), Kilometers(km / 2.0));
            // A scene holds what the format knows, and themes that the data set has.
            view.unknown.clear();
            view.filter.hidden_themes = ["trade".to_owned()].into();
            let (_, read) = read(&scene_front_matter("t", &view, &opening), &opening);
            let framing = read.framing;
            prop_assert!((framing.center.lon() - lon).abs() < 1e-4 && (framing.center.lat() - lat).abs() < 1e-4);
            prop_assert!((framing.width_km - km).abs() < 0.06 && (framing.height_km - km / 2.0).abs() < 0.06);
            prop_assert_eq!(ViewSpec { framing: view.framing, ..read }, view);
        }
    }
}
