//! What the legend tells: a row for each sign that is shown, and the ladder of depths.

use crate::compose::furniture::plain;
use crate::compose::ground::{DEPTHS, depth_color, depth_strength};
use crate::compose::lanes::{ghost_stroke, width_of, without_value};
use crate::compose::map::{LegendPlace, MapContext};
use crate::compose::places::RING;
use crate::compose::straits::closed_sign;
use crate::compose::symbols::{outline, readable_on};
use crate::compose::text::{Align, sans_semibold, write};
use crate::compose::world::picture_rect;
use crate::compose::{Style, Words, value_in_words};
use crate::model::{Dataset, Event, PlaceIx, ThemeIx};
use crate::scene::{Color, Node, Outline, Rect, Stroke};
use crate::view::{Layer, Strait, ViewSpec};

/// Below this part of their tints, depths are no more told apart, and the legend leaves them out.
const LEAST_DEPTH: f32 = 0.25;

/// A row of the legend: what its symbol looks like at its left edge, and its words.
pub(super) struct Row {
    pub(super) symbol: Vec<Node>,
    pub(super) text: String,
    pub(super) kind: RowKind,
}

/// How a row stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Plain,
    /// Above a ladder, whose first limit stands half a step above it.
    Heading,
    /// A step of a ladder of depths: its words stand at the joint above it.
    Step,
}

/// What the legend tells, in the order of its rows.
#[derive(Default)]
pub(super) struct Rows {
    /// Themes, basis, lanes.
    pub(super) signs: Vec<Row>,
    /// What can do without words where there is little room: counts, and what is out of the window of time.
    pub(super) more: Vec<Row>,
    pub(super) depth: Vec<Row>,
}

pub(super) fn legend_rows(map: &MapContext) -> Rows {
    let &MapContext {
        world,
        view,
        style,
        words,
        ..
    } = map;
    let set = world.dataset;
    let mut rows = Rows::default();
    let themes = seen_themes(map);
    if view.layers.shows(Layer::Events) && !themes.is_empty() {
        rows.signs.extend(theme_rows(map, &themes));
        let assessments = set
            .events()
            .any(|e| set.event(e).basis == crate::model::Basis::Assessment);
        if assessments && !view.filter.hide_assessment {
            rows.signs.push(basis_row(style, words));
        }
        rows.more = more_rows(map);
    }
    if view.layers.shows(Layer::Lanes) && set.lanes().len() > 0 {
        rows.signs.extend(lane_rows(map));
    }
    if view.layers.shows(Layer::Depth) && depth_strength(map.camera) > LEAST_DEPTH {
        rows.depth = depth_rows(map);
    }
    rows
}

/// What a lane looks like; how wide it is for a value, where lanes are compared; and what closed straits change.
fn lane_rows(map: &MapContext) -> Vec<Row> {
    let &MapContext {
        world, style, words, ..
    } = map;
    let segment = |stroke: Stroke| plain(Outline::line(&[[-8.0, 0.0], [10.0, 0.0]]), None, Some(stroke));
    let rim = style.map.lane_casing.width - style.map.lane.width;
    let cased = |line: Stroke| {
        let casing = Stroke::solid(style.map.lane_casing.color, line.width + rim);
        vec![segment(casing), segment(line)]
    };
    let row = |symbol, text: String| Row {
        symbol,
        text,
        kind: RowKind::Plain,
    };
    let line = |width| Stroke::solid(style.map.lane.color, width);
    let mut rows = match world.lanes.values() {
        None => vec![row(cased(line(style.map.lane.width)), words.sea_lane.clone())],
        Some(values) => {
            let text = words.lane_width.replace("[unit]", &values.unit);
            let mut rows = vec![row(Vec::new(), text)];
            rows.extend(values.samples().into_iter().map(|value| {
                let width = width_of(values, style, value);
                row(cased(line(width)), value_in_words(value, &values.unit))
            }));
            if !values.has_all() {
                rows.push(row(cased(without_value(style)), words.lane_without_value.clone()));
            }
            rows
        }
    };
    let set = world.dataset;
    if set.lanes().any(|ix| world.lanes.detour(ix).is_some()) {
        rows.push(row(
            vec![segment(ghost_stroke(style))],
            words.lane_if_open.clone(),
        ));
    }
    if world.lanes.straits().iter().any(Strait::is_shut) {
        rows.push(row(closed_sign(style), words.closed_strait.clone()));
    }
    rows
}

/// The themes that the filter keeps: on a page, those of which there is something on the map. In the window all, so
/// that the legend stays as it is while the map is moved.
fn seen_themes(map: &MapContext) -> Vec<ThemeIx> {
    let set = map.world.dataset;
    let kept = set
        .themes()
        .filter(|&ix| !map.view.filter.hidden_themes.contains(&set.theme(ix).id));
    if map.furniture.legend != LegendPlace::FreestCorner {
        return kept.collect();
    }
    let places = seen_places(map);
    let has_some = |theme: &ThemeIx| {
        let mut events = places.iter().flat_map(|&place| set.events_at(place));
        events.any(|&event| set.event(event).theme == *theme)
    };
    kept.filter(has_some).collect()
}

/// The places that stand on the picture.
fn seen_places(map: &MapContext) -> Vec<PlaceIx> {
    let (set, camera) = (map.world.dataset, map.camera);
    let picture = picture_rect(camera);
    let is_seen = |place: &PlaceIx| {
        let at = camera.screen_from_lon_lat(set.place(*place).anchor);
        at.is_some_and(|at| picture.contains(at))
    };
    set.places().filter(is_seen).collect()
}

/// A row for each theme.
fn theme_rows(map: &MapContext, themes: &[ThemeIx]) -> Vec<Row> {
    let row = |&ix: &ThemeIx| theme_row(map.world.dataset, map.view, map.style, ix);
    themes.iter().map(row).collect()
}

/// The row of a theme.
pub(super) fn theme_row(set: &Dataset, view: &ViewSpec, style: &Style, ix: ThemeIx) -> Row {
    Row {
        symbol: vec![plain(
            outline(set.theme(ix).shape, 4.6),
            Some(style.theme_ink(set, ix, style.map.symbol_rim)),
            Some(Stroke::solid(style.map.symbol_rim, 0.8)),
        )],
        text: set.theme(ix).title.get(&view.language).to_owned(),
        kind: RowKind::Plain,
    }
}

/// Full for a record, hollow for an assessment, of whatever shape.
pub(super) fn basis_row(style: &Style, words: &Words) -> Row {
    let circle = |x: f64| Outline::circle([x, 0.0], 3.8);
    let ink = style.labels.detail;
    let full = plain(
        circle(-4.0),
        Some(ink),
        Some(Stroke::solid(style.map.symbol_rim, 0.8)),
    );
    let hollow = plain(
        circle(6.0),
        Some(style.map.symbol_rim),
        Some(Stroke::solid(ink, 1.5)),
    );
    Row {
        symbol: vec![full, hollow],
        text: words.record_or_assessment.clone(),
        kind: RowKind::Plain,
    }
}

/// What a figure in a marker counts, where one may stand for several; and how events look that are out of the window
/// of time.
fn more_rows(map: &MapContext) -> Vec<Row> {
    let &MapContext {
        world,
        view,
        style,
        words,
        ..
    } = map;
    // In the window the legend stays as it is while the map is moved.
    let in_window = map.furniture.legend != LegendPlace::FreestCorner;
    let ink = style.labels.detail;
    let marker = plain(
        Outline::circle([0.0, 0.0], 5.6),
        Some(ink),
        Some(Stroke::solid(style.map.symbol_rim, 0.8)),
    );
    let figure = write(
        world.fonts,
        "2",
        &sans_semibold(style.sizes.least),
        [0.0, f64::from(style.sizes.least) * 0.36],
        Align::Center,
        readable_on(ink),
    );
    let pale = plain(
        Outline::circle([0.0, 0.0], 3.2),
        Some(ink.faded(style.timeline.receding_opacity)),
        None,
    );
    let row = |symbol, text: &str| Row {
        symbol,
        text: text.to_owned(),
        kind: RowKind::Plain,
    };
    let set = world.dataset;
    let seen = seen_places(map);
    let events = || {
        seen.iter()
            .flat_map(|&place| set.events_at(place))
            .map(|&e| set.event(e))
    };
    let is_counted = |place: &PlaceIx| {
        let mut themes: Vec<_> = set
            .events_at(*place)
            .iter()
            .map(|&e| set.event(e).theme)
            .collect();
        themes.sort_unstable();
        themes.windows(2).any(|pair| pair[0] == pair[1])
    };
    let is_outside = |event: &Event| !event.when.span().meets(view.time.window);
    let mut rows = Vec::new();
    if in_window || seen.iter().any(is_counted) {
        rows.push(row(vec![marker, figure], &words.event_count));
    }
    if in_window || events().any(is_outside) {
        rows.push(row(vec![pale], &words.out_of_window));
    }
    if seen.iter().any(|&place| set.place(place).uncertain.is_some()) {
        let stroke = Stroke {
            dash: vec![3.0, 2.0],
            ..Stroke::solid(style.map.area.color, style.map.area.width * RING)
        };
        let ring = plain(Outline::circle([0.0, 0.0], 6.0), None, Some(stroke));
        rows.push(row(vec![ring], &words.place_in_doubt));
    }
    rows
}

/// The depths as a ladder: steps of one tint on each other, their limits at the joints.
fn depth_rows(map: &MapContext) -> Vec<Row> {
    let &MapContext {
        style, words, camera, ..
    } = map;
    let high = f64::from(style.sizes.town) * super::STEP;
    let mut steps: Vec<(u32, Color)> = vec![(0, style.map.sea)];
    for (index, from) in DEPTHS.into_iter().enumerate() {
        let color = depth_color(style, camera, index);
        if steps.last().is_none_or(|(_, last)| *last != color) {
            steps.push((from, color));
        }
    }
    let heading = Row {
        symbol: Vec::new(),
        text: words.depth_in_meters.clone(),
        kind: RowKind::Heading,
    };
    let edge = Stroke::solid(style.map.coast.color, 0.3);
    let steps = steps.into_iter().map(|(from, color)| Row {
        symbol: vec![plain(
            Outline::rect(Rect::from_xywh(-8.0, -high / 2.0, 18.0, high), 0.0),
            Some(color),
            Some(edge.clone()),
        )],
        text: from.to_string(),
        kind: RowKind::Step,
    });
    std::iter::once(heading).chain(steps).collect()
}
