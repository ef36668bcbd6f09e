//! The command line: `periplus check` and the arguments of `periplus figure`, through the program.

use std::process::{Command, Output};

use crate::packages::fixture_path;

pub(crate) fn periplus(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_periplus"))
        .args(arguments)
        .output()
        .unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn check(name: &str) -> Output {
    periplus(&["check", &fixture_path(name).to_string_lossy()])
}

#[test]
fn a_sound_package_has_nothing_wrong_and_is_counted() {
    let output = check("silk-roads");
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let said = stdout(&output);
    assert!(
        said.contains("24 events, 4 periods, 28 places, 3 lanes, 15 actors, 2 series, 13 sources, 3 scenes"),
        "{said}"
    );
    assert!(said.ends_with("silk-roads: nothing wrong\n"), "{said}");
    assert!(stderr(&output).is_empty());
}

#[test]
fn without_a_path_the_bundled_package_is_checked() {
    let output = periplus(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(
        stdout(&output).ends_with("nothing wrong\n"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn a_broken_package_is_listed_line_by_line_and_fails() {
    let output = check("broken");
    assert_eq!(output.status.code(), Some(1));
    let said = stdout(&output);
    assert!(
        said.contains("error: events.csv:4:34 (column 'where'): there is no place or lane 'atlantis'."),
        "{said}"
    );
    assert!(
        said.contains("error: periods.csv:3:4 (column 'id'): the byte 0xE9 is not UTF-8."),
        "{said}"
    );
    assert!(
        said.lines().last().is_some_and(|line| line.contains(" errors")),
        "{said}"
    );
}

#[test]
fn what_cannot_be_opened_is_told_apart_from_what_is_wrong() {
    let nothing = periplus(&["check", "no-such-folder"]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(
        stderr(&nothing).contains("no-such-folder cannot be read"),
        "{}",
        stderr(&nothing)
    );
    let folder = tempfile::tempdir().unwrap();
    let empty = periplus(&["check", &folder.path().to_string_lossy()]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(
        stderr(&empty).contains("no datapackage.json"),
        "{}",
        stderr(&empty)
    );
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let (path, target) = file.map(|f| (f.path(), to.join(f.file_name()))).unwrap();
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(path, target).unwrap();
        }
    }
}

/// A folder with the bundled package in it, to be broken.
fn copy_of_the_bundled_package() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&fixture_path("data/japan-vietnam"), folder.path());
    folder
}

#[test]
fn a_package_without_readable_events_is_listed_and_its_map_is_drawn() {
    let folder = copy_of_the_bundled_package();
    std::fs::write(folder.path().join("events.csv"), "").unwrap();
    let package = folder.path().to_string_lossy();
    let check = periplus(&["check", &package]);
    assert_eq!(check.status.code(), Some(1), "{}", stderr(&check));
    let periods = std::fs::read_to_string(folder.path().join("periods.csv")).unwrap();
    let counted = format!("0 events, {} periods", periods.lines().count() - 1);
    assert!(stdout(&check).contains(&counted), "{}", stdout(&check));
    let picture = folder.path().join("map.svg");
    let figure = periplus(&["figure", &package, "-o", &picture.to_string_lossy()]);
    assert_eq!(figure.status.code(), Some(0), "{}", stderr(&figure));
    let svg = std::fs::read_to_string(picture).unwrap();
    assert!(svg.contains("Hanoi"), "the map has its places");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let pipe = pipe.to_string_lossy();
    for arguments in [&["check", &*pipe][..], &["figure", &*pipe, "-o", "map.png"]] {
        let output = periplus(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            stderr(&output).contains("a pipe, a device or a socket"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn the_arguments_of_a_figure_are_refused_with_a_reason_before_anything_is_drawn() {
    let refused = |arguments: &[&str], reason: &str| {
        let output = periplus(&[&["figure"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(reason),
            "{arguments:?}: {}",
            stderr(&output)
        );
    };
    refused(&["-o", "map.jpg"], ".png, .svg or .pdf");
    refused(&["-o", "map"], ".png, .svg or .pdf");
    refused(&["-o", "map.png", "--size", "160x100"], "160x100mm");
    refused(&["-o", "map.png", "--size", "1x1mm"], "10 mm to 5 m");
    refused(&["-o", "map.png", "--at", "2016-13"], "month");
    refused(
        &["-o", "map.png", "--at", "2016", "--view", "v.json"],
        "cannot be used with",
    );
    refused(
        &["-o", "map.png", "--view", "no-such-view.json"],
        "no-such-view.json cannot be read",
    );
    refused(&["-o", "map.png", "--dpi", "3"], "36");
    refused(&["-o", "map.png", "--dpi", "-300"], "36");
    refused(&["-o", "map.png", "--text-size", "-100"], "40");
    refused(&["-o", "map.png", "--size", "-160x100mm"], "160x100mm");
    refused(&["-o", "map.png", "--at", "-0146-13"], "month");
    refused(
        &["-o", "map.png", "--size", "4000x4000mm", "--dpi", "600"],
        "too many",
    );
    refused(&["-o", "map.png", "--size", "5000x20mm"], "lower --dpi to 166");
    refused(&["-o", "map.png", "--size", "40000x400px"], "a smaller --size");
    refused(
        &["-o", "no-such-folder/map.png"],
        "there is no folder no-such-folder; make it first",
    );
    refused(&["-o", "map.png", "--language", "q"], "en, vi, ja");
    refused(&[], "--output");
}

#[test]
fn a_year_before_the_common_era_is_no_option() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("map.svg");
    let package = fixture_path("silk-roads");
    let arguments = ["figure", &package.to_string_lossy(), "--at", "-0146", "-o"];
    let output = periplus(&[&arguments[..], &[&picture.to_string_lossy()]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let svg = std::fs::read_to_string(picture).unwrap();
    assert!(svg.contains("-0146-01-01"), "the window of the view is that year");
}

#[test]
fn a_view_file_says_what_is_wrong_with_it_and_what_it_asks_for_in_vain() {
    let folder = tempfile::tempdir().unwrap();
    let view = folder.path().join("v.json");
    let picture = folder.path().join("map.svg");
    let figure = |text: &str| {
        std::fs::write(&view, text).unwrap();
        let (view, picture) = (view.to_string_lossy(), picture.to_string_lossy());
        periplus(&["figure", "--view", &view, "-o", &picture])
    };
    let refused = figure("{\"language\": \"vi\"}");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("lacks the key 'periplus_view'"),
        "{}",
        stderr(&refused)
    );
    let refused = figure("{\"periplus_view\": 1,\n \"time\": 7}");
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("v.json: line 2, column 10: 'time'"),
        "{}",
        stderr(&refused)
    );
    let drawn = figure("{\"periplus_view\": 1, \"language\": \"vi\", \"closed_passages\": [\"gibraltarr\"]}");
    assert_eq!(drawn.status.code(), Some(0), "{}", stderr(&drawn));
    let said = stderr(&drawn);
    assert!(
        said.contains("no passage 'gibraltarr'") && said.contains("gibraltar,"),
        "{said}"
    );
    assert!(
        said.contains("in en only and stay so; names are shown in 'vi'"),
        "{said}"
    );
}

#[test]
fn help_names_the_commands_with_examples_and_exit_codes() {
    let help = stdout(&periplus(&["--help"]));
    for word in ["check", "figure", "story", "Examples:", "periplus my-history/"] {
        assert!(help.contains(word), "{help}");
    }
    for command in ["check", "figure", "story"] {
        let help = stdout(&periplus(&[command, "--help"]));
        assert!(help.contains("Exit codes:"), "{help}");
    }
}
