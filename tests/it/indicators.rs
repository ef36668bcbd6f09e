//! Indicators on pages and from the command line: a run is joined and no gap is, single facts bear their values, a page
//! too low goes without; a timeline can be a figure of its own.

use periplus::app::{Command, FigureOf, Pane};
use periplus::compose::{self, FigureParts, PlottedSeries, PreparedPlots, Styles};
use periplus::export::FigureFormat;
use periplus::model::Dataset;
use periplus::scene::{Group, Node, Scene, Size};
use periplus::view::{Kept, ViewSpec};

use crate::check::{periplus, stderr};
use crate::pictures::{Studio, texts};
use crate::window::{bundled_package, open, run};

pub(crate) const PAGE: Size = Size {
    width: 1050.0,
    height: 800.0,
};
pub(crate) const WITH_INDICATORS: FigureParts = FigureParts {
    title: true,
    map: true,
    timeline: true,
    indicators: true,
};

pub(crate) fn prepared(dataset: &Dataset, view: &ViewSpec) -> PreparedPlots {
    let styles = Styles::embedded().unwrap();
    let kept = Kept::new(dataset, &view.filter);
    PreparedPlots::new(dataset, view, &kept, styles.named(&view.style).unwrap())
}

/// A view as a page with the parts that are asked for.
pub(crate) fn page(studio: &Studio, view: &ViewSpec, size: Size, parts: FigureParts) -> Scene {
    let styles = Styles::embedded().unwrap();
    let style = styles.named(&view.style).unwrap();
    compose::figure(
        &studio.world(),
        view,
        style,
        &studio.words,
        size,
        parts,
        "A title",
    )
}

/// The groups of a name, however deep.
pub(crate) fn groups<'a>(nodes: &'a [Node], name: &str) -> Vec<&'a Group> {
    let mut found = Vec::new();
    for node in nodes {
        if let Node::Group(group) = node {
            if group.name == name {
                found.push(group);
            }
            found.extend(groups(&group.children, name));
        }
    }
    found
}

fn has(scene: &Scene, name: &str) -> bool {
    !groups(&scene.nodes, name).is_empty()
}

#[test]
fn series_of_one_plot_are_told_apart_and_the_first_rank_stands_at_the_top() {
    let studio = Studio::bundled();
    let mut view = studio.opened.opening_view.clone();
    let all = studio.opened.dataset.all_series();
    view.indicators = all
        .map(|ix| studio.opened.dataset.series(ix).id.clone())
        .collect();
    let plots = prepared(&studio.opened.dataset, &view).plots;
    let mut signs = std::collections::HashSet::new();
    for plot in &plots {
        signs.clear();
        for PlottedSeries {
            ink, shape, title, ..
        } in &plot.members
        {
            assert!(
                signs.insert((ink.r, ink.g, ink.b, format!("{shape:?}"))),
                "{title}"
            );
        }
    }
    let rank = plots.iter().find(|plot| plot.unit == "rank").unwrap();
    let y = |value: f64| rank.scale.y(value, 60.0);
    assert!(y(1.0) > 4.0 && y(1.0) < y(2.0) && y(5.0) < 56.0);
    assert!(rank.annotations.iter().any(|a| a.texts[0] == "rank 2"));
    let share = plots.iter().find(|plot| plot.unit == "%").unwrap();
    assert!(share.annotations.iter().any(|a| a.texts == ["30 %", "30 %"]));
    let year = plots.iter().find(|plot| plot.unit == "year").unwrap();
    assert!(year.annotations.iter().any(|a| a.texts[0] == "year 2020"));
}

#[test]
fn a_page_joins_the_figures_of_a_run_and_no_others() {
    let studio = Studio::open("tests/fixtures/silk-roads");
    let view = &studio.opened.opening_view;
    let scene = page(&studio, view, PAGE, WITH_INDICATORS);
    let mut gaps = 0;
    for plot in &prepared(&studio.opened.dataset, view).plots {
        for member in &plot.members {
            let id = &studio.opened.dataset.series(member.series).id;
            let drawn = groups(&groups(&scene.nodes, id)[0].children, "joined")[0];
            assert_eq!(
                drawn.children.len(),
                member.runs.iter().filter(|run| run.len() > 1).count(),
                "{id}"
            );
            gaps += member.runs.len() - 1;
        }
    }
    assert!(gaps >= 2, "the figures of the fixture have long gaps");
}

#[test]
fn a_page_too_low_for_its_indicators_goes_without_them() {
    let studio = Studio::bundled();
    let view = &studio.opened.opening_view;
    let at = |height: f64, parts: FigureParts| page(&studio, view, Size { height, ..PAGE }, parts);
    let high = at(700.0, WITH_INDICATORS);
    assert!(has(&high, "indicators") && has(&high, "timeline") && has(&high, "map"));
    let low = at(430.0, WITH_INDICATORS);
    assert!(!has(&low, "indicators") && has(&low, "timeline") && has(&low, "map"));
    let lower = at(240.0, WITH_INDICATORS);
    assert!(!has(&lower, "indicators") && !has(&lower, "timeline") && has(&lower, "map"));
    assert!(!has(&at(700.0, FigureParts::default()), "indicators"));
}

#[test]
fn a_timeline_is_a_figure_of_its_own_that_explains_its_signs() {
    let studio = Studio::bundled();
    let mut view = studio.opened.opening_view.clone();
    let parts = FigureParts {
        map: false,
        ..FigureParts::default()
    };
    let themes: Vec<String> = ["Diplomacy", "Security", "Economy", "People"]
        .map(str::to_owned)
        .into();
    let times = |scene: &Scene| {
        themes
            .iter()
            .map(|t| texts(scene).iter().filter(|u| *u == t).count())
            .collect::<Vec<_>>()
    };
    let scene = page(&studio, &view, PAGE, parts);
    assert!(has(&scene, "timeline") && !has(&scene, "map") && !has(&scene, "map-panel"));
    // The rows bear the names of the themes: no legend says them again.
    assert_eq!(times(&scene), [1, 1, 1, 1]);
    let said = texts(&scene).join("\n");
    assert!(said.contains(&studio.words.record_or_assessment) && !said.contains(&studio.words.map_credit));
    view.timeline.rows = periplus::view::RowsBy::Actor;
    assert_eq!(times(&page(&studio, &view, PAGE, parts)), [1, 1, 1, 1]);
    // One row for all of them bears no name.
    view.timeline.rows = periplus::view::RowsBy::Theme;
    let low = Size {
        height: 190.0,
        ..PAGE
    };
    let joint = page(&studio, &view, low, parts);
    assert_eq!(times(&joint), [1, 1, 1, 1]);
    assert!(!has(&joint, "indicators"));
}

/// What `periplus figure` writes as SVG with some arguments.
fn drawn(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("a.svg");
    let output = periplus(&[&["figure"], arguments, &["-o", &picture.to_string_lossy()]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    std::fs::read_to_string(picture).unwrap()
}

#[test]
fn the_command_line_adds_indicators_and_leaves_out_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("view.json");
    std::fs::write(
        &file,
        r#"{"periplus_view": 1, "indicators": ["aid-share", "investment-rank"]}"#,
    )
    .unwrap();
    let view = file.to_string_lossy();
    let size = ["--size", "1600x1067px"];
    let with = drawn(&[&["--view", &view, "--with", "indicators"], &size[..]].concat());
    assert!(
        with.contains(">30 %<") && with.contains(">rank 2<") && with.contains("Figures: Zhang and Niu 2017;")
    );
    let without = drawn(&[&["--view", &view], &size[..]].concat());
    assert!(!without.contains(">30 %<"));
    let alone = drawn(&[&["--without", "map"], &size[..]].concat());
    assert!(alone.contains("Extensive Strategic Partnership") && !alone.contains("SOUTH CHINA SEA"));
    let low = drawn(&[
        "--view",
        &view,
        "--with",
        "indicators",
        "--size",
        "1600x700px",
        "--text-size",
        "160",
    ]);
    assert!(!low.contains(">30 %<"), "a page too low goes without");
    let refused = |arguments: &[&str], reason: &str| {
        let output = periplus(&[&["figure", "-o", "a.svg"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
    };
    refused(&["--without", "map", "--without", "timeline"], "nothing to draw");
    refused(
        &["--with", "indicators", "--without", "timeline"],
        "below the timeline",
    );
}

#[test]
fn the_window_exports_what_is_open_and_the_timeline_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = open(bundled_package());
    run(&mut window, Command::Toggle(Pane::Indicators));
    let mut export = |of: FigureOf, name: &str| {
        let path = folder.path().join(name);
        run(
            &mut window,
            Command::ExportFigureAt(of, FigureFormat::Svg, path.clone()),
        );
        let start = std::time::Instant::now();
        while !path.exists() && start.elapsed().as_secs() < 120 {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        std::fs::read_to_string(path).unwrap()
    };
    let whole = export(FigureOf::View, "whole.svg");
    assert!(whole.contains("Figures: Zhang and Niu 2017;") && whole.contains("Cam Ranh Bay"));
    let alone = export(FigureOf::Timeline, "timeline.svg");
    assert!(alone.contains("Figures: Zhang and Niu 2017;") && !alone.contains("GSHHG"));
}
