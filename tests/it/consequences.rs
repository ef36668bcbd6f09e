//! What follows when one file of the bundled package cannot be read: the rest opens, and the fault is told
//! before what comes of it.

use periplus::formats::{self, PackageFiles};
use periplus::view::ViewSpec;

use super::packages::{bundled_with, listed};

#[test]
fn without_a_single_event_that_can_be_read_the_rest_opens() {
    let utf_16: Vec<u8> = "\u{feff}id,when"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let broken: [(Option<&[u8]>, &str); 4] = [
        (Some(b"id,title\na,b"), "the column 'when' is missing"),
        (Some(b""), "the file is empty"),
        (Some(&utf_16), "the file is UTF-16"),
        (None, "the file is missing"),
    ];
    let sound = formats::open(&formats::bundled()).unwrap().dataset;
    for (bytes, said) in broken {
        let opened = formats::open(&bundled_with("events.csv", bytes)).unwrap();
        let dataset = &opened.dataset;
        assert_eq!(dataset.events().len(), 0);
        assert_eq!(dataset.places().len(), sound.places().len());
        assert_eq!(dataset.lanes().len(), sound.lanes().len());
        assert_eq!(dataset.periods().len(), sound.periods().len());
        assert!(
            listed(&opened.problems).contains(said),
            "{}",
            listed(&opened.problems)
        );
        assert_eq!(
            ViewSpec::for_dataset(dataset).time.shown,
            dataset.time_span().unwrap()
        );
    }
}

#[test]
fn one_fault_is_one_line_before_what_follows_from_it_and_not_a_line_for_each_name() {
    let said = |files: &PackageFiles| {
        let problems = formats::open(files).unwrap().problems;
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let actors = said(&bundled_with("actors.csv", None));
    assert_eq!(actors.len(), 2, "{actors:#?}");
    assert!(
        actors[0].contains("there is no file 'actors.csv'"),
        "{}",
        actors[0]
    );
    assert!(
        actors[1].contains("the package has no actors.csv"),
        "{}",
        actors[1]
    );
    assert!(actors[1].ends_with(" more like it."), "{}", actors[1]);

    for nothing in [&b""[..], b"{\"type\": \"FeatureCollection\", \"features\": []}"] {
        let places = said(&bundled_with("places.geojson", Some(nothing)));
        assert!(places.len() <= 4, "{places:#?}");
        let lanes = places.iter().find(|p| p.contains("the lane")).unwrap();
        assert!(lanes.contains("has no known places"), "{lanes}");
        assert!(
            lanes.contains("The lane is left out") && lanes.ends_with("… and 5 more like it."),
            "{lanes}"
        );
    }

    let sound = formats::bundled();
    let text = String::from_utf8(sound.get("places.geojson").unwrap().to_vec()).unwrap();
    let mut collection: serde_json::Value = serde_json::from_str(&text).unwrap();
    for feature in collection["features"].as_array_mut().unwrap() {
        if ["hanoi", "tokyo"].contains(&feature["properties"]["id"].as_str().unwrap()) {
            feature["geometry"]["coordinates"]
                .as_array_mut()
                .unwrap()
                .reverse();
        }
    }
    let swapped = said(&bundled_with(
        "places.geojson",
        Some(collection.to_string().as_bytes()),
    ));
    assert!(
        swapped[..2].iter().all(|p| p.contains("may be swapped")),
        "{swapped:#?}"
    );
    assert_eq!(swapped.len(), 4, "{swapped:#?}");
    assert!(
        swapped[2].contains("could not be read, see places.geojson:"),
        "{}",
        swapped[2]
    );
}
