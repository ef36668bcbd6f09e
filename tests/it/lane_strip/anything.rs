//! Strips of made-up lanes: whatever is drawn, nothing overlaps and what is written adds up.

use periplus::compose::{LaneLog, StripContext, StripForm, StripPicture, lane_strip};
use periplus::formats::open;
use periplus::model::LaneIx;
use periplus::scene::{Node, Rect, Text};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::packages::bundled_with;
use crate::pictures::Studio;

use super::style;

/// Lanes over random places of the bundled data set, of two places to fourteen, after its own.
fn many_lanes() -> Studio {
    const PLACES: [&str; 22] = [
        "yokohama",
        "ho-chi-minh-city",
        "hai-phong",
        "vung-tau",
        "subic-bay",
        "da-nang",
        "cam-ranh-bay",
        "south-china-sea",
        "east-china-sea",
        "persian-gulf",
        "strait-of-hormuz",
        "red-sea",
        "bab-el-mandeb",
        "gulf-of-aden",
        "indian-ocean",
        "singapore-strait",
        "luzon-strait",
        "tokyo-bay",
        "gulf-of-tonkin",
        "strait-of-malacca",
        "cape-ca-mau",
        "hanoi",
    ];
    let bundled = periplus::formats::bundled();
    let mut table = String::from_utf8(bundled.get("lanes.csv").unwrap().to_vec()).unwrap();
    let mut random: usize = 7;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    for number in 0..9 {
        let mut via: Vec<&str> = Vec::new();
        while via.len() < 2 + number * 3 / 2 {
            let place = PLACES[next(PLACES.len())];
            if via.last() != Some(&place) {
                via.push(place);
            }
        }
        let title = "A lane whose title is as long as no title of a lane has ever been before this one";
        table.push_str(&format!("random-{number},{title},{},,,,,,\n", via.join("; ")));
    }
    let mut studio = Studio::bundled();
    studio.opened = open(&bundled_with("lanes.csv", Some(table.as_bytes()))).unwrap();
    studio
}

/// The boxes of all text of a picture: from the tops of capitals to below the baseline.
pub(super) fn boxes(nodes: &[Node], out: &mut Vec<(Rect, String)>) {
    for node in nodes {
        match node {
            Node::Group(group) => boxes(&group.children, out),
            Node::Text(text) => out.push((letters(text), text.shaped.text.clone())),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

fn letters(text: &Text) -> Rect {
    let size = f64::from(text.shaped.largest_size());
    let [x, y] = text.transform.apply([0.0, 0.0]);
    Rect::from_xywh(x, y - size * 0.78, f64::from(text.shaped.width), size * 0.98)
}

fn check_picture(picture: &StripPicture, log: &LaneLog, form: StripForm) -> Result<(), TestCaseError> {
    let mut all = Vec::new();
    boxes(&picture.nodes, &mut all);
    for (at, (one, text)) in all.iter().enumerate() {
        for (other, beside) in &all[at + 1..] {
            prop_assert!(
                !one.grown(-0.2).overlaps(&other.grown(-0.2)),
                "{text} and {beside}"
            );
        }
        prop_assert!(
            one.left > -0.5 && one.right < picture.size.width + 0.5,
            "{text} leaves the strip"
        );
        prop_assert!(one.top > -1.0 && one.bottom < picture.size.height + 4.0, "{text}");
    }
    prop_assert_eq!(picture.marks.len(), log.stops.len());
    let order = picture.marks.windows(2).all(|pair| {
        let [a, b] = [pair[0].label, pair[1].label];
        match form {
            StripForm::Column => a.top < b.top,
            StripForm::Rows => a.bottom < b.bottom - 1.0 || a.left < b.left,
        }
    });
    prop_assert!(order, "stops are out of order");
    Ok(())
}

/// The numbers that are written add up, and every place and passage of the lane stands there.
fn check_log(studio: &Studio, ix: LaneIx, log: &LaneLog) -> Result<(), TestCaseError> {
    let via = &studio.opened.dataset.lane(ix).via;
    let now = studio.lanes.lane(ix).ok();
    let calls = now.map_or(via, |lane| &lane.calls);
    let placed = log.stops.iter().filter_map(|stop| stop.stop.place);
    prop_assert!(placed.eq(calls.iter().copied()));
    let straits = studio.lanes.straits();
    let passed = log.stops.iter().filter_map(|stop| stop.stop.passage);
    let mut passed: Vec<&str> = passed.map(|number| straits[number].passage.id.as_str()).collect();
    passed.dedup();
    if let Ok(lane) = studio.lanes.lane(ix) {
        prop_assert!(passed.into_iter().eq(lane.passages.iter().map(|p| p.id.as_str())));
    }
    let number = |text: &str| text.replace(',', "").parse::<f64>().unwrap();
    let mut sums = [0.0, 0.0];
    for stop in &log.stops {
        let Some(total) = &stop.total else { continue };
        if let Some(leg) = &stop.leg {
            sums = [sums[0] + number(&leg.miles), sums[1] + number(&leg.kilometers)];
        }
        let written = [number(&total.miles), number(&total.kilometers)];
        let exact = [stop.stop.along.0 / 1852.0, stop.stop.along.0 / 1000.0];
        for unit in 0..2 {
            prop_assert!(
                (sums[unit] - written[unit]).abs() < 1e-6,
                "{sums:?} is not {written:?}"
            );
            prop_assert!((written[unit] - exact[unit]).abs() <= 0.5 + 1e-9);
        }
    }
    Ok(())
}

#[test]
fn whatever_the_lane_no_text_overlaps_and_what_is_written_adds_up() {
    let mut studio = many_lanes();
    let styles = ["light", "dark", "projector", "print"].map(style);
    let lanes: Vec<LaneIx> = studio.opened.dataset.lanes().collect();
    for closed in [&[][..], &["malacca", "sunda", "hormuz"]] {
        let view = studio.close(closed);
        for &ix in &lanes {
            let world = studio.world();
            let log = StripContext::on_page(&world, &view, &styles[0], &studio.words).log(ix);
            check_log(&studio, ix, &log).unwrap();
        }
        let some = (
            0..lanes.len(),
            0..styles.len(),
            250.0..1500.0f64,
            any::<bool>(),
            any::<bool>(),
        );
        let mut runner = TestRunner::new(Config::with_cases(60));
        let run = runner.run(&some, |(lane, style, width, in_rows, in_japanese)| {
            let mut view = view.clone();
            if in_japanese {
                view.language = "ja".to_owned();
            }
            let world = studio.world();
            let context = StripContext::on_page(&world, &view, &styles[style], &studio.words);
            let log = context.log(lanes[lane]);
            let form = if in_rows {
                StripForm::Rows
            } else {
                StripForm::Column
            };
            let picture = lane_strip(&context, &log, width, form, None);
            check_picture(
                &picture.map_err(|e| TestCaseError::fail(e.to_string()))?,
                &log,
                form,
            )
        });
        run.unwrap_or_else(|error| panic!("{error}"));
    }
}
