//! `places.geojson`: where things are, as points, lines and areas with names.

use crate::geography::{Kilometers, LonLat};
use crate::model::{Place, PlaceName};

use super::geometry::{GeometryReader, anchor};
use super::json::{Document, Node, Object};
use super::loading::Loading;
use super::position::{is_unreadable, text};
use super::problem::{At, quoted};

/// The name of the file.
pub(super) const FILE: &str = "places.geojson";

const PROPERTIES: [&str; 14] = [
    "id",
    "names",
    "aliases",
    "kind",
    "rank",
    "uncertain_km",
    "when",
    "status",
    "replaces",
    "anchor",
    "basemap_countries",
    "sources",
    "note",
    "differs",
];

/// A place of which less is known lies nowhere.
const MOST_UNCERTAIN_KM: f64 = 5000.0;

const NAME_KEYS: [&str; 4] = ["lang", "text", "when", "policy"];

/// Adds the places. One without a shape that can be drawn is left out.
pub(super) fn read(bytes: &[u8], loading: &mut Loading) {
    if is_unreadable(FILE, bytes, &mut loading.problems) {
        return loading.note_absent(FILE);
    }
    let text = text(FILE, bytes, &mut loading.problems);
    let document = Document::new(FILE, &text);
    let Some(features) = features(&document, loading) else {
        return loading.note_absent(FILE);
    };
    for feature in features {
        if let Some(place) = place(&feature, loading) {
            loading.builder.add_place(place).ok();
        }
    }
}

fn features<'d, 'a>(document: &'d Document<'a>, loading: &mut Loading) -> Option<Vec<Object<'d, 'a>>> {
    let problems = &mut loading.problems;
    let root = document.root(problems)?;
    let collection = Object::read(document, root, "a FeatureCollection", problems)?;
    if collection.get("features").is_none() {
        let remedy = "Nothing of the file is read. Save the layer as GeoJSON anew.";
        problems.error(
            collection.at(),
            "the file is no GeoJSON FeatureCollection",
            remedy,
        );
        return None;
    }
    if let Some(crs) = collection.get("crs")
        && !["CRS84", "4326"].iter().any(|name| crs.raw().contains(name))
    {
        problems.error(
            collection.at_key("crs"),
            "the coordinates are not in longitude and latitude",
            "They are read as if they were. Save the layer in the coordinate system WGS 84 (EPSG:4326).",
        );
    }
    Some(collection.objects("features", "a feature", problems))
}

fn place(feature: &Object<'_, '_>, loading: &mut Loading) -> Option<Place> {
    let problems = &mut loading.problems;
    let Some(properties) = feature.get("properties") else {
        let remedy = "The feature is left out. Give it an id and names.";
        problems.error(feature.at(), "the feature has no properties", remedy);
        return None;
    };
    let properties = Object::read(feature.document, properties, "the properties", problems)?;
    properties.report_unknown(&PROPERTIES, problems);
    let given = match properties.get("id") {
        Some(_) => properties.text("id", problems),
        None => feature.get("id").and_then(Node::string),
    };
    let id = loading.own_id(&given.unwrap_or_default(), properties.at_key("id"), true);
    let geometry = geometry(feature, &id, loading)?;
    let anchor = match own_anchor(&properties, loading) {
        Some(own) => own,
        None => anchor(&geometry)?,
    };
    let names = names(&properties, &id, loading);
    let date = properties.text("when", &mut loading.problems).unwrap_or_default();
    let sources = properties.texts("sources", &mut loading.problems);
    let differs = properties.texts("differs", &mut loading.problems);
    let note = properties.text("note", &mut loading.problems).unwrap_or_default();
    let rank = properties
        .get("rank")
        .map_or("", |rank| rank.raw().trim_matches('"'));
    let rank = loading.one_to_five(rank, "rank", || properties.at_key("rank"));
    Some(Place {
        names,
        rank,
        geometry,
        anchor,
        uncertain: uncertainty(&properties, loading),
        when: loading.optional_date(&date, || properties.at_key("when")),
        sources: loading.sources(&sources, || properties.at_key("sources")),
        basemap_countries: countries(&properties, loading),
        aliases: properties.texts("aliases", &mut loading.problems),
        kind: properties.text("kind", &mut loading.problems).unwrap_or_default(),
        status: properties.text("status", &mut loading.problems),
        replaces: properties.texts("replaces", &mut loading.problems),
        differs: loading.differs(&differs, &note, || properties.at_key("differs")),
        note,
        id,
    })
}

fn geometry(
    feature: &Object<'_, '_>,
    id: &str,
    loading: &mut Loading,
) -> Option<crate::model::PlaceGeometry> {
    let Some(node) = feature.get("geometry") else {
        let what = format!("the place {} has no geometry", quoted(id));
        let remedy = "The place is left out. Draw a point, a line or an area for it.";
        loading.problems.error(feature.at(), what, remedy);
        return None;
    };
    let mut reader = GeometryReader {
        document: feature.document,
        problems: &mut loading.problems,
    };
    reader.read(node)
}

/// Where the data set itself says that the name and the markers stand: `anchor`, a position. None where it
/// says nothing, or what is reported as wrong.
fn own_anchor(properties: &Object<'_, '_>, loading: &mut Loading) -> Option<LonLat> {
    let node = properties.get("anchor")?;
    let mut reader = GeometryReader {
        document: properties.document,
        problems: &mut loading.problems,
    };
    reader.anchor(node)
}

/// Within how many kilometres a place lay. None where the data set says nothing, or what is reported as wrong.
fn uncertainty(properties: &Object<'_, '_>, loading: &mut Loading) -> Option<Kilometers> {
    let node = properties.get("uncertain_km")?;
    let given: Option<f64> = node.raw().trim_matches('"').parse().ok();
    let found = given.filter(|km| (0.0..=MOST_UNCERTAIN_KM).contains(km) && *km > 0.0);
    if found.is_none() {
        loading.problems.error(
            properties.at_key("uncertain_km"),
            format!(
                "the distance {} is no number of kilometres above 0",
                quoted(node.raw())
            ),
            "It is left out. Write within how many kilometres of its point the place lay, at most 5000.",
        );
    }
    found.map(Kilometers)
}

/// The names of a place; its id where it has none, which is reported.
fn names(properties: &Object<'_, '_>, id: &str, loading: &mut Loading) -> Vec<PlaceName> {
    let mut names: Vec<PlaceName> = Vec::new();
    for object in properties.objects("names", "a name", &mut loading.problems) {
        object.report_unknown(&NAME_KEYS, &mut loading.problems);
        let Some(name) = name(&object, loading) else {
            continue;
        };
        let plain = |n: &PlaceName| n.when.is_none() && n.policy.is_none();
        if plain(&name) && names.iter().any(|n| n.lang == name.lang && plain(n)) {
            let what = format!("{} is the second name in '{}'", quoted(&name.text), name.lang);
            let remedy =
                "The first one is shown. Say by 'when' or 'policy' which holds when, or make it an alias.";
            loading.problems.warning(object.at(), what, remedy);
        }
        names.push(name);
    }
    if names.is_empty() {
        let what = format!("the place {} has no name", quoted(id));
        let remedy = format!(
            "It is shown by its id. Give it names such as [{{\"lang\": \"en\", \"text\": \"{}\"}}].",
            id.replace('-', " ")
        );
        loading.problems.error(properties.at_key("names"), what, remedy);
        names.push(PlaceName {
            lang: "en".to_owned(),
            text: id.to_owned(),
            when: None,
            policy: None,
        });
    }
    names
}

fn name(object: &Object<'_, '_>, loading: &mut Loading) -> Option<PlaceName> {
    let lang = object.text("lang", &mut loading.problems).unwrap_or_default();
    if lang.parse::<unic_langid::LanguageIdentifier>().is_err() {
        let what = format!("{} is no language tag", quoted(&lang));
        let remedy = "No language finds the name. Write a BCP 47 tag such as en, vi or zh-Hant.";
        loading.problems.error(object.at_key("lang"), what, remedy);
    }
    let Some(text) = object.text("text", &mut loading.problems) else {
        let remedy = "It is left out. Write the name under 'text'.";
        loading
            .problems
            .error(object.at_key("text"), "the name is empty", remedy);
        return None;
    };
    let date = object.text("when", &mut loading.problems).unwrap_or_default();
    Some(PlaceName {
        lang,
        text,
        when: loading.optional_date(&date, || object.at_key("when")),
        policy: object.text("policy", &mut loading.problems),
    })
}

/// The codes of the basemap's countries that a place is made of.
fn countries(properties: &Object<'_, '_>, loading: &mut Loading) -> Vec<String> {
    let at: At = properties.at_key("basemap_countries");
    let mut codes = properties.texts("basemap_countries", &mut loading.problems);
    codes.retain(|code| {
        let good = code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit());
        if !good {
            let what = format!("{} is no code of a country", quoted(code));
            let remedy =
                "It is left out. Write the three digits of ISO 3166-1 numeric, such as \"704\" for Viet Nam.";
            loading.problems.error(at.clone(), what, remedy);
        }
        good
    });
    codes
}
