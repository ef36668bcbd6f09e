//! Lanes as wide as their values, where these can be compared.

use periplus::formats::{PackageFiles, open};
use periplus::geography::{Camera, ClosedPassages, SeaNetwork};
use periplus::view::{ViewSpec, resolve_lanes};

use crate::packages::fixture_path;
use crate::pictures::{Studio, texts};

use super::{found, light, overlay, paths};

/// The silk roads with other indicators.
fn with_indicators(rows: &str) -> Studio {
    let files = PackageFiles::open(&fixture_path("silk-roads")).unwrap();
    let header = "series,title,when,value,unit,about,sources,note,differs\n";
    let changed = files.paths().map(|path| {
        let bytes = match path {
            "indicators.csv" => format!("{header}{rows}").into_bytes(),
            // A lane that no figure is about.
            "lanes.csv" => {
                let bytes = files.get(path).unwrap();
                [
                    bytes,
                    b"carthage-ostia,Carthage to Ostia,carthage; ostia,trade,,strabo,,0001/0600\n",
                ]
                .concat()
            }
            _ => files.get(path).unwrap().to_vec(),
        };
        (path.to_owned(), bytes)
    });
    let files = PackageFiles::from_memory("silk-roads", changed.collect::<Vec<_>>());
    let mut studio = Studio {
        opened: open(&files).unwrap(),
        ..Studio::open("tests/fixtures/silk-roads")
    };
    let network = SeaNetwork::embedded().unwrap();
    studio.lanes = resolve_lanes(&studio.opened.dataset, &network, &ClosedPassages::default());
    studio
}

/// How wide a lane is drawn on the whole of a data set's ground in a year.
fn width(studio: &Studio, lane: &str, window: &str) -> (f32, bool) {
    let mut view = ViewSpec::for_dataset(&studio.opened.dataset);
    view.time.window = window.parse().unwrap();
    view.time.cursor = view.time.window.first();
    let camera = Camera::new(&view.framing, view.projection, 900.0, 700.0);
    let nodes = overlay(&studio.world(), &view, &camera);
    let drawn = found(&nodes, lane);
    let ix = studio.opened.dataset.lane_by_id(lane).unwrap();
    assert!(!drawn.is_empty(), "{lane}: {:?}", studio.lanes.lane(ix).err());
    let stroke = paths(drawn[0]).next().unwrap().stroke.clone().unwrap();
    (stroke.width, !stroke.dash.is_empty())
}

const COMPARED: &str = "\
east,Ships to India,0100,120,ships,red-sea-to-india; berenike,strabo,,\n\
east,Ships to India,0200,60,ships,red-sea-to-india; berenike,strabo,,\n\
west,Grain ships,0100,40,ships,alexandria-ostia,strabo,,\n\
west,Grain ships,0300,80,ships,alexandria-ostia,strabo,,\n\
both,Letters,0100,9,letters,alexandria-ostia; red-sea-to-india,strabo,,\n";

#[test]
fn a_lane_is_as_wide_as_its_value_where_lanes_have_values_in_one_unit_and_the_legend_says_so() {
    let studio = with_indicators(COMPARED);
    let style = light();
    let most = style.map.lane_widest;
    let (east, west) = (
        width(&studio, "red-sea-to-india", "0100-01-01/0100-12-31"),
        width(&studio, "alexandria-ostia", "0100-01-01/0100-12-31"),
    );
    assert_eq!(east, (most, false));
    assert!((west.0 - most / 3.0).abs() < 1e-4 && !west.1, "{west:?}");
    // The lane that has no figure is told apart.
    let carthage = width(&studio, "carthage-ostia", "0100-01-01/0100-12-31");
    assert!(carthage.1 && carthage.0 < style.map.lane.width, "{carthage:?}");
    let mut view = ViewSpec::for_dataset(&studio.opened.dataset);
    view.style = "light".to_owned();
    let said = texts(&studio.figure(&view));
    for words in ["Lane width: ships, in proportion", "100", "50", "20", "No figure"] {
        assert!(said.iter().any(|t| t == words), "{words} is not in {said:?}");
    }
}

#[test]
fn lanes_are_all_of_one_width_in_a_time_when_fewer_than_two_have_a_value() {
    let studio = with_indicators(COMPARED);
    let usual = light().map.lane.width;
    for window in [
        "0200-01-01/0200-12-31",
        "0300-01-01/0300-12-31",
        "0010-01-01/0010-12-31",
    ] {
        for lane in ["red-sea-to-india", "alexandria-ostia", "carthage-ostia"] {
            let (width, dashed) = width(&studio, lane, window);
            assert!(
                !dashed && [0.6, 1.0].iter().any(|f| (width - usual * f).abs() < 1e-4),
                "{lane} in {window}: {width}"
            );
        }
    }
}

#[test]
fn what_does_not_tell_lanes_apart_gives_no_widths() {
    let alone = "east,Ships,0100,120,ships,red-sea-to-india,strabo,,\n";
    let both = "all,Ships,0100,120,ships,red-sea-to-india; alexandria-ostia,strabo,,\n";
    let twice = "a,Out,0100,120,ships,red-sea-to-india,strabo,,\nb,Home,0100,90,ships,red-sea-to-india,strabo,,\nc,Grain,0100,10,ships,alexandria-ostia,strabo,,\n";
    let never_together =
        "a,Out,0100,120,ships,red-sea-to-india,strabo,,\nc,Grain,0200,10,ships,alexandria-ostia,strabo,,\n";
    let below =
        "a,Out,0100,-5,ships,red-sea-to-india,strabo,,\nc,Grain,0100,10,ships,alexandria-ostia,strabo,,\n";
    for rows in [alone, both, twice, never_together, below] {
        assert_eq!(with_indicators(rows).lanes.values(), None, "{rows}");
    }
    assert_eq!(Studio::bundled().lanes.values(), None);
}
