//! Indicators are drawn twice, by the window's plotting toolkit and on pages: both draw the same prepared series, to the
//! place and colour of each mark.

use eframe::egui::{self, Rect, Shape};
use periplus::app::{Command, Package, Pane};
use periplus::compose::{self, PreparedPlot};
use periplus::scene::{Color, Node, Scene, Size};

use crate::indicators::{PAGE, WITH_INDICATORS, groups, page, prepared};
use crate::packages::fixture_path;
use crate::pictures::Studio;
use crate::window::{bundled_package, open, run, settle};

/// A mark: the middle as parts of its plot's width and height from the upper left, and its colour.
type Mark = ([f64; 2], [u8; 3]);

/// The dots that a plot shows, from what was prepared.
fn dots_of(plot: &PreparedPlot) -> Vec<Mark> {
    let all = plot.members.iter().flat_map(|m| m.figures().map(move |f| (m, f)));
    let dots = all.map(|(m, f)| {
        (
            plot.position([f.middle(), f.value], [1.0, 1.0]),
            [m.ink.r, m.ink.g, m.ink.b],
        )
    });
    sorted(dots.filter(|(at, _)| is_seen(*at)).collect())
}

fn is_seen([x, y]: [f64; 2]) -> bool {
    (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y)
}

fn sorted(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by(|a, b| {
        a.1.cmp(&b.1)
            .then(a.0[0].total_cmp(&b.0[0]))
            .then(a.0[1].total_cmp(&b.0[1]))
    });
    marks
}

fn assert_same(drawn: &[Mark], wanted: &[Mark], tolerance: f64, what: &str) {
    assert_eq!(drawn.len(), wanted.len(), "{what}: {drawn:?} {wanted:?}");
    for (a, b) in drawn.iter().zip(wanted) {
        let near = (a.0[0] - b.0[0]).abs() < tolerance && (a.0[1] - b.0[1]).abs() < tolerance;
        assert!(near && a.1 == b.1, "{what}: {a:?} is not {b:?}");
    }
}

/// What a page draws of a plot: its dots, its numbers, the values beside marks.
fn drawn_on_page(scene: &Scene, plot: &PreparedPlot) -> (Vec<Mark>, Vec<String>, Vec<String>) {
    let found = groups(&scene.nodes, &format!("plot {}", plot.unit));
    assert_eq!(found.len(), 1, "{}", plot.unit);
    let marks = groups(&found[0].children, "marks")[0];
    let (shape, transform) = &marks.clip.as_ref().unwrap().shapes[0];
    let area = shape.bounds_on(transform).grown(-compose::DOT);
    let mut dots = Vec::new();
    for group in groups(&marks.children, "dots") {
        for node in &group.children {
            let Node::Path(path) = node else {
                panic!("a dot is a path")
            };
            let at = path.transform.apply([0.0, 0.0]);
            let part = [
                (at[0] - area.left) / area.width(),
                (at[1] - area.top) / area.height(),
            ];
            let color = path.fill.as_ref().unwrap().color;
            dots.push((part, [color.r, color.g, color.b]));
        }
    }
    let written = |name: &str| {
        let group = groups(&found[0].children, name)[0];
        let nodes = group.children.iter();
        let texts = nodes.filter_map(|node| match node {
            Node::Text(text) => Some(text.shaped.text.clone()),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    };
    dots.retain(|(at, _)| is_seen(*at));
    (sorted(dots), written("numbers"), written("notes"))
}

/// The shapes that the window painted, each with the rectangle that it is cut to.
fn painted(output: &egui::FullOutput) -> Vec<(Rect, &Shape)> {
    fn walk<'a>(clip: Rect, shape: &'a Shape, out: &mut Vec<(Rect, &'a Shape)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| walk(clip, shape, out)),
            shape => out.push((clip, shape)),
        }
    }
    let mut out = Vec::new();
    for clipped in &output.shapes {
        walk(clipped.clip_rect, &clipped.shape, &mut out);
    }
    out
}

/// The middle of a dot of a colour, if a shape is one.
fn dot(shape: &Shape, ink: Color) -> Option<egui::Pos2> {
    let fill = egui::Color32::from_rgb(ink.r, ink.g, ink.b);
    match shape {
        Shape::Circle(circle) if circle.fill == fill => Some(circle.center),
        Shape::Path(path) if path.fill == fill && path.closed && path.points.len() <= 4 => {
            let sum = path
                .points
                .iter()
                .fold(egui::Vec2::ZERO, |sum, p| sum + p.to_vec2());
            Some((sum / path.points.len() as f32).to_pos2())
        }
        _ => None,
    }
}

fn pair(package: Package, folder: &str, wanted: &[&str]) {
    let studio = Studio::open(folder);
    let dataset = &studio.opened.dataset;
    let mut window = open(package);
    window.set_size(egui::vec2(1500.0, 1800.0));
    settle(&mut window);
    run(&mut window, Command::Toggle(Pane::Indicators));
    for id in wanted {
        run(
            &mut window,
            Command::ToggleSeries(dataset.series_by_id(id).unwrap()),
        );
    }
    window.run_steps(6);
    let view = window.state().view().clone();
    let all = prepared(dataset, &view);
    assert!(all.plots.len() > 1, "{folder}");

    let tall = Size {
        height: 1400.0,
        ..PAGE
    };
    let scene = page(&studio, &view, tall, WITH_INDICATORS);
    let shapes = painted(window.output());
    for plot in &all.plots {
        let wanted = dots_of(plot);
        let (dots, numbers, notes) = drawn_on_page(&scene, plot);
        assert_same(&dots, &wanted, 1e-6, &format!("page, {}", plot.unit));
        let ticks: Vec<f64> = numbers
            .iter()
            .map(|n| n.replace(',', "").parse().unwrap())
            .collect();
        assert!(
            ticks.len() >= 2
                && ticks
                    .iter()
                    .all(|t| (plot.scale.low..=plot.scale.high).contains(t))
        );
        let known = |text: &String| plot.annotations.iter().any(|a| a.texts.contains(text));
        assert!(notes.iter().all(known), "{notes:?}");
        assert_eq!(notes.is_empty(), plot.annotations.is_empty(), "{}", plot.unit);

        // The plot of the window is the rectangle to which its dots are cut.
        let mut areas: Vec<Rect> = Vec::new();
        for (clip, shape) in &shapes {
            let is_mark = plot.members.iter().any(|m| dot(shape, m.ink).is_some());
            if is_mark && !areas.contains(clip) {
                areas.push(*clip);
            }
        }
        let in_area = |area: &Rect| -> Vec<Mark> {
            let (left, top) = (f64::from(area.left()), f64::from(area.top()));
            let (wide, high) = (f64::from(area.width()), f64::from(area.height()));
            let inside = shapes.iter().filter(|(clip, _)| clip == area);
            let marks = inside.flat_map(|(_, shape)| {
                let found = plot
                    .members
                    .iter()
                    .filter_map(|m| Some((dot(shape, m.ink)?, m.ink)));
                found.take(1).collect::<Vec<_>>()
            });
            let marks = marks.map(|(at, ink)| {
                let part = [(f64::from(at.x) - left) / wide, (f64::from(at.y) - top) / high];
                (part, [ink.r, ink.g, ink.b])
            });
            sorted(marks.filter(|(at, _)| is_seen(*at)).collect())
        };
        let same = |area: &&Rect| {
            let drawn = in_area(area);
            let near = |(a, b): (&Mark, &Mark)| (0..2).all(|i| (a.0[i] - b.0[i]).abs() < 0.02) && a.1 == b.1;
            drawn.len() == wanted.len() && drawn.iter().zip(&wanted).all(near)
        };
        let area = areas.iter().find(same);
        let seen: Vec<_> = areas.iter().map(in_area).collect();
        let area = area.unwrap_or_else(|| panic!("window, {}: {wanted:?} is not among {seen:?}", plot.unit));
        let size = [f64::from(area.width()), f64::from(area.height())];
        let written: Vec<&str> = shapes
            .iter()
            .filter_map(|(clip, shape)| match shape {
                Shape::Text(text) if clip == area && !text.galley.text().is_empty() => {
                    assert!(
                        area.expand(1.5).contains_rect(text.visual_bounding_rect()),
                        "{}",
                        text.galley.text()
                    );
                    Some(text.galley.text())
                }
                _ => None,
            })
            .collect();
        let notes: Vec<String> = plot
            .notes(size, |text| [text.chars().count() as f64 * 6.2, 12.5])
            .into_iter()
            .map(|n| n.text)
            .collect();
        assert_eq!(written.is_empty(), notes.is_empty(), "{written:?} {notes:?}");
        assert!(
            written.iter().all(|text| known(&(*text).to_owned())),
            "{written:?}"
        );
    }
}

#[test]
fn window_and_page_draw_the_same_prepared_series() {
    // The first is chosen from the start, and is taken back: what fits in sight is compared.
    let chosen = [
        "aid-total",
        "aid-rank",
        "investment-rank",
        "aid-share",
        "gdp-growth",
    ];
    pair(bundled_package(), "data/japan-vietnam", &chosen);
    let silk_roads = Package::open(&fixture_path("silk-roads")).unwrap_or_else(|e| panic!("{e}"));
    pair(silk_roads, "tests/fixtures/silk-roads", &[]);
}
