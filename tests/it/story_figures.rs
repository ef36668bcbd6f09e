//! Stories on the command line: `periplus story` and `periplus figure --scene`, through the program.

use crate::check::{periplus, stderr, stdout};
use crate::packages::fixture_path;

fn silk_roads() -> String {
    fixture_path("silk-roads").to_string_lossy().into_owned()
}

/// What the program writes to a file of a name when it is run with some arguments, the last one its path.
fn drawn(arguments: &[&str], name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join(name);
    let output = periplus(&[arguments, &["-o", &picture.to_string_lossy()]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    std::fs::read_to_string(picture).unwrap()
}

#[test]
fn the_story_is_listed_with_numbers_ids_titles_and_words() {
    let output = periplus(&["story", &silk_roads()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stdout(&output);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert_eq!(lines[0], "1  01-down-the-red-sea  Down the Red Sea    42 words");
    assert_eq!(lines[1], "2  02-before-carthage   Before Carthage     27 words");
    let greek = stdout(&periplus(&["story", &silk_roads(), "--language", "el"]));
    assert!(
        greek.contains("Κατά την Ερυθρά") && greek.contains("Pots under water"),
        "{greek}"
    );
}

#[test]
fn a_scene_is_a_figure_under_its_own_title_by_number_or_by_id() {
    let package = silk_roads();
    let by_id = drawn(&["figure", &package, "--scene", "02-before-carthage"], "a.svg");
    let by_number = drawn(&["figure", &package, "--scene", "2"], "a.svg");
    assert_eq!(by_id, by_number);
    assert!(by_id.contains("Before Carthage") && by_id.contains("-0146-01-01"));
    assert!(
        by_id.contains("&quot;scene&quot;: &quot;02-before-carthage&quot;"),
        "the figure opens as the scene"
    );
    let titled = drawn(
        &[
            "figure",
            &package,
            "--scene",
            "1",
            "--title",
            "My own",
            "--language",
            "el",
        ],
        "a.svg",
    );
    assert!(titled.contains("My own") && !titled.contains("Κατά την Ερυθρά"));
    let greek = drawn(&["figure", &package, "--scene", "1", "--language", "el"], "a.svg");
    assert!(greek.contains("Κατά την Ερυθρά"));
}

#[test]
fn a_scene_that_is_not_there_and_one_beside_a_view_are_refused() {
    let refused = |arguments: &[&str], reason: &str| {
        let output = periplus(&[&["figure", "-o", "map.svg"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
    };
    let package = silk_roads();
    refused(
        &[&package, "--scene", "4"],
        "no scene '4'; it has 3, which 'periplus story' lists",
    );
    refused(&[&package, "--scene", "0"], "no scene '0'");
    refused(
        &[&package, "--scene", "1", "--view", "v.json"],
        "cannot be used with",
    );
}

#[test]
fn every_scene_is_drawn_into_a_folder_that_is_made_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("deep").join("slides");
    let arguments = ["--format", "svg", "--size", "1280x720px", "--style", "dark"];
    let to = ["story", &silk_roads(), "--out", &out.to_string_lossy()];
    let output = periplus(&[&to[..], &arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let names = [
        "01-down-the-red-sea.svg",
        "02-before-carthage.svg",
        "10-pots-under-water.svg",
    ];
    let titles = ["Down the Red Sea", "Before Carthage", "Pots under water"];
    for (name, title) in names.into_iter().zip(titles) {
        assert!(stdout(&output).contains(name), "{}", stdout(&output));
        let svg = std::fs::read_to_string(out.join(name)).unwrap();
        assert!(svg.contains(title), "{name} has no {title}");
    }
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 3);
}

#[test]
fn a_data_set_without_a_story_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(fixture_path("silk-roads")).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
    }
    let package = folder.path().to_string_lossy();
    let listed = periplus(&["story", &package]);
    assert_eq!(listed.status.code(), Some(0));
    assert!(stdout(&listed).is_empty() && stderr(&listed).contains("has no story"));
    let drawn = periplus(&["story", &package, "--out", &package]);
    assert_eq!(drawn.status.code(), Some(1), "{}", stderr(&drawn));
    let figure = periplus(&["figure", &package, "--scene", "1", "-o", "map.svg"]);
    assert!(
        stderr(&figure).contains("the data set has no story"),
        "{}",
        stderr(&figure)
    );
    let lonely = periplus(&["story", &package, "--format", "svg"]);
    assert_eq!(lonely.status.code(), Some(2));
    assert!(stderr(&lonely).contains("--out"), "{}", stderr(&lonely));
}
