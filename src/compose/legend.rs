//! The legend of the map: what its symbols, lines and depth tints mean.

use std::sync::Arc;

use crate::geography::Camera;
use crate::model::{Item, PlaceIx, ThemeIx};
use crate::scene::{Affine, Color, Group, Node, Outline, Path, Rect, ShapedText, Stroke, Text};
use crate::view::Layer;

use super::furniture::{MARGIN, Piece, plain};
use super::ground::{DEPTHS, depth_color, depth_strength};
use super::labels::Cells;
use super::map::{LegendPlace, MapContext};
use super::places::RING;
use super::symbols::{outline, readable_on};
use super::text::{Align, line, sans, sans_semibold, write};
use super::world::picture_rect;
use super::{Style, Words, World};

/// A row of the legend: what its symbol looks like at its left edge, and its words.
struct Row {
    symbol: Vec<Node>,
    text: String,
    kind: RowKind,
}

/// How a row stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    Plain,
    /// Above a ladder, whose first limit stands half a step above it.
    Heading,
    /// A step of a ladder of depths: its words stand at the joint above it.
    Step,
}

/// The height of a row of each kind in sizes of its letters.
const ROW: f64 = 1.62;
const STEP: f64 = 1.12;

/// Below this part of their tints, depths are no more told apart, and the legend leaves them out.
const LEAST_DEPTH: f32 = 0.25;
/// The most of the picture's width and of its area that the legend takes.
const MOST_WIDE: f64 = 0.45;
const MOST_AREA: f64 = 0.17;
/// So many points of a lane under it weigh as much as an event.
const LANE_FOR_EVENT: f64 = 40.0;
/// The most of the picture's height that it takes.
const MOST_HIGH: f64 = 0.72;
/// Space around the legend's rows, and room for a row's symbol, in points.
const LEGEND_PAD: f64 = 9.0;
const LEGEND_SYMBOL: f64 = 24.0;

/// The legend of what the map shows: themes, basis, lanes, depth. In one column or two, without the depth
/// where that finds no room, and not at all on a picture too small for any. `taken` is the room of other
/// furniture.
pub(super) fn legend(map: &MapContext, taken: &[Rect]) -> Option<Piece> {
    let Rows { signs, more, depth } = legend_rows(map);
    let half = signs.len().div_ceil(2);
    let [signs, more, depth] = [&signs, &more, &depth].map(|rows| rows.iter().collect::<Vec<_>>());
    let arrangements = [
        vec![[&signs[..], &more, &depth].concat()],
        vec![[&signs[..], &depth].concat()],
        vec![[&signs[..], &more].concat(), depth.clone()],
        vec![signs.clone(), depth],
        vec![signs.clone()],
        vec![signs[..half].to_vec(), signs[half..].to_vec()],
    ];
    arrangements
        .into_iter()
        .map(|columns| {
            let rows = columns.into_iter().filter(|rows| !rows.is_empty());
            rows.map(|rows| Column::new(map.world, map.style, rows))
                .collect::<Vec<_>>()
        })
        .find(|columns| fits(columns, map.camera))
        .map(|columns| {
            let room = room(map, &columns, taken);
            legend_box(map.style, room, columns)
        })
}

/// Width and height of columns side by side.
fn extent(columns: &[Column]) -> [f64; 2] {
    [
        columns.iter().map(|c| c.width).sum(),
        columns.iter().map(|c| c.height).fold(0.0, f64::max),
    ]
}

fn fits(columns: &[Column], camera: &Camera) -> bool {
    let [wide, high] = extent(columns);
    !columns.is_empty()
        && wide <= camera.width() * MOST_WIDE
        && high <= (camera.height() - 2.0 * MARGIN) * MOST_HIGH
        && wide * high <= camera.width() * camera.height() * MOST_AREA
}

/// Where the legend stands: on a page in the corner where the least happened, whether or not it is lit, so
/// that time does not move it.
fn room(map: &MapContext, columns: &[Column], taken: &[Rect]) -> Rect {
    let [wide, high] = extent(columns);
    let (right, bottom) = (
        map.camera.width() - MARGIN - wide,
        map.camera.height() - MARGIN - high,
    );
    let corners = [
        [right, MARGIN],
        [MARGIN, MARGIN],
        [right, bottom],
        [MARGIN, bottom],
    ];
    let rooms = corners.map(|[left, top]| Rect::from_xywh(left, top, wide, high));
    if map.furniture.legend == LegendPlace::UpperRight {
        return rooms[0];
    }
    let of_framing = match map.furniture.legend {
        LegendPlace::FreestCornerOf(framing) => Some(Camera::new(
            &framing,
            map.camera.projection().kind(),
            map.camera.width(),
            map.camera.height(),
        )),
        _ => None,
    };
    let camera = of_framing.as_ref().unwrap_or(map.camera);
    let set = map.world.dataset;
    let selected = map.view.selection.as_ref().and_then(|s| s.item(set));
    let lanes = Cells::of_lanes(map.world, camera);
    let covered = |room: &Rect| -> usize {
        let room = room.grown(10.0);
        let places = set.places().filter(|&p| {
            let at = camera.screen_from_lon_lat(set.place(p).anchor);
            at.is_some_and(|at| room.contains(at))
        });
        let weight = |place| {
            let concerned = match selected {
                Some(Item::Event(event)) => set.event(event).places.contains(&place),
                Some(Item::Place(selected)) => selected == place,
                _ => false,
            };
            let focus = &map.view.focus;
            let in_focus = focus.places.contains(&set.place(place).id)
                || set
                    .events_at(place)
                    .iter()
                    .any(|&event| focus.events.contains(&set.event(event).id));
            set.events_at(place).len() + if concerned || in_focus { 1000 } else { 0 }
        };
        let lanes = (lanes.length_in(&room) / LANE_FOR_EVENT) as usize + on_land(map, camera, &room);
        places.map(weight).sum::<usize>() + lanes + taken.iter().filter(|t| t.overlaps(&room)).count() * 1000
    };
    let freest = rooms.iter().min_by_key(|room| covered(room));
    freest.copied().unwrap_or(rooms[0])
}

/// How much land a page's legend would cover, in events: open sea is what readers miss least. Not for the window,
/// where the legend is laid out for every frame.
fn on_land(map: &MapContext, camera: &Camera, room: &Rect) -> usize {
    const GRID: u32 = 5;
    if map.furniture.legend != LegendPlace::FreestCorner {
        return 0;
    }
    let places = (0..GRID * GRID).filter_map(|i| {
        let part = |k: u32| (f64::from(k) + 0.5) / f64::from(GRID);
        let x = room.left + part(i % GRID) * room.width();
        let y = room.top + part(i / GRID) * room.height();
        camera.lon_lat_from_screen([x, y])
    });
    places
        .filter(|&at| map.world.basemap.country_at(at).is_some())
        .count()
        / 2
}

/// Rows of the legend below each other, with their shaped words.
struct Column<'a> {
    rows: Vec<Placed<'a>>,
    width: f64,
    height: f64,
}

/// A row with its shaped words, its upper edge within the column, and its height.
struct Placed<'a> {
    row: &'a Row,
    text: Arc<ShapedText>,
    top: f64,
    high: f64,
}

impl<'a> Column<'a> {
    fn new(world: &World, style: &Style, rows: Vec<&'a Row>) -> Self {
        let size = f64::from(style.sizes.town);
        let mut top = LEGEND_PAD;
        let mut placed = Vec::new();
        let mut widest = 60.0f64;
        for row in rows {
            let (face, indent, high) = match row.kind {
                RowKind::Plain => (sans(style.sizes.town), LEGEND_SYMBOL, ROW),
                RowKind::Heading => (sans_semibold(style.sizes.town - 0.5), 0.0, ROW + STEP / 2.0),
                RowKind::Step => (sans(style.sizes.small), LEGEND_SYMBOL, STEP),
            };
            let text = world.fonts.shape(&row.text, &face);
            widest = widest.max(f64::from(text.width) + indent);
            let high = high * size;
            placed.push(Placed { row, text, top, high });
            top += high;
        }
        Self {
            width: widest + 2.0 * LEGEND_PAD,
            height: top + LEGEND_PAD - 3.0,
            rows: placed,
        }
    }
}

/// The legend's columns on their ground.
fn legend_box(style: &Style, room: Rect, columns: Vec<Column>) -> Piece {
    let ground = style.chrome.panel;
    let mut children = vec![plain(
        Outline::rect(room, 2.0),
        Some(ground),
        Some(Stroke::solid(style.chrome.rule, 0.6)),
    )];
    let mut left = room.left + LEGEND_PAD;
    for column in columns {
        for Placed { row, text, top, high } in column.rows {
            let middle = room.top + top + high / 2.0 - 2.0;
            if !row.symbol.is_empty() {
                children.push(moved(row.symbol.clone(), [left + 8.0, middle]));
            }
            let (x, color, size, down) = match row.kind {
                RowKind::Heading => (left, style.labels.detail, style.sizes.town, -high * 0.12),
                RowKind::Plain => (left + LEGEND_SYMBOL, style.labels.site, style.sizes.town, 0.0),
                RowKind::Step => (
                    left + LEGEND_SYMBOL,
                    style.labels.site,
                    style.sizes.small,
                    -high / 2.0,
                ),
            };
            let baseline = middle + down + f64::from(size) * 0.35;
            children.push(line(text, [x, baseline], Align::Left, color));
        }
        left += column.width;
    }
    Piece {
        node: Node::Group(Group::named("legend", children)),
        room,
    }
}

fn moved(nodes: Vec<Node>, by: [f64; 2]) -> Node {
    let shift = Affine::translation(by[0], by[1]);
    let children = nodes
        .into_iter()
        .map(|n| match n {
            Node::Path(p) => Node::Path(Path {
                transform: p.transform.then(&shift),
                ..p
            }),
            Node::Text(t) => Node::Text(Text {
                transform: t.transform.then(&shift),
                ..t
            }),
            other => other,
        })
        .collect();
    Node::Group(Group::named("symbol", children))
}

/// What the legend tells, in the order of its rows.
#[derive(Default)]
struct Rows {
    /// Themes, basis, lanes.
    signs: Vec<Row>,
    /// What can do without words where there is little room: counts, and what is out of the window of time.
    more: Vec<Row>,
    depth: Vec<Row>,
}

fn legend_rows(map: &MapContext) -> Rows {
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
        let segment = |color, width| {
            plain(
                Outline::line(&[[-8.0, 0.0], [10.0, 0.0]]),
                None,
                Some(Stroke::solid(color, width)),
            )
        };
        rows.signs.push(Row {
            symbol: vec![
                segment(style.map.lane_casing.color, style.map.lane_casing.width),
                segment(style.map.lane.color, style.map.lane.width),
            ],
            text: words.sea_lane.clone(),
            kind: RowKind::Plain,
        });
    }
    if view.layers.shows(Layer::Depth) && depth_strength(map.camera) > LEAST_DEPTH {
        rows.depth = depth_rows(map);
    }
    rows
}

/// The themes that the filter keeps: on a page, those of which there is something on the map. In the window all, so
/// that the legend stays as it is while the map is moved.
fn seen_themes(map: &MapContext) -> Vec<ThemeIx> {
    let (set, camera) = (map.world.dataset, map.camera);
    let kept = set
        .themes()
        .filter(|&ix| !map.view.filter.hidden_themes.contains(&set.theme(ix).id));
    if map.furniture.legend != LegendPlace::FreestCorner {
        return kept.collect();
    }
    let picture = picture_rect(camera);
    let is_seen = |place: &PlaceIx| {
        let at = camera.screen_from_lon_lat(set.place(*place).anchor);
        at.is_some_and(|at| picture.contains(at))
    };
    let places: Vec<PlaceIx> = set.places().filter(is_seen).collect();
    let has_some = |theme: &ThemeIx| {
        let mut events = places.iter().flat_map(|&place| set.events_at(place));
        events.any(|&event| set.event(event).theme == *theme)
    };
    kept.filter(has_some).collect()
}

/// A row for each theme.
fn theme_rows(map: &MapContext, themes: &[ThemeIx]) -> Vec<Row> {
    let &MapContext {
        world, view, style, ..
    } = map;
    let set = world.dataset;
    let rows = themes.iter().map(|&ix| Row {
        symbol: vec![plain(
            outline(set.theme(ix).shape, 4.6),
            Some(style.theme_ink(set, ix, style.map.symbol_rim)),
            Some(Stroke::solid(style.map.symbol_rim, 0.8)),
        )],
        text: set.theme(ix).title.get(&view.language).to_owned(),
        kind: RowKind::Plain,
    });
    rows.collect()
}

/// Full for a record, hollow for an assessment, of whatever shape.
fn basis_row(style: &Style, words: &Words) -> Row {
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
        style,
        words,
        camera,
        ..
    } = map;
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
    let mut rows = vec![
        row(vec![marker, figure], &words.event_count),
        row(vec![pale], &words.out_of_window),
    ];
    let set = world.dataset;
    let picture = picture_rect(camera);
    let in_doubt = set.places().map(|ix| set.place(ix)).any(|place| {
        let at = camera.screen_from_lon_lat(place.anchor);
        place.uncertain.is_some() && at.is_some_and(|at| picture.contains(at))
    });
    if in_doubt {
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
    let high = f64::from(style.sizes.town) * STEP;
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
