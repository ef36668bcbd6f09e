//! The legend of the map: what its symbols, lines and depth tints mean.

mod line;
mod rows;

use std::sync::Arc;

use crate::geography::Camera;
use crate::model::Item;
use crate::scene::{Affine, Group, Node, Outline, Path, Rect, ShapedText, Stroke, Text};

use super::furniture::{MARGIN, Piece, plain};
use super::labels::Cells;
use super::map::{LegendPlace, MapContext};
use super::measure::{mark_rooms, measured_points};
use super::text::{Align, line, sans, sans_semibold};
use super::{Style, World};
use rows::{Row, RowKind, Rows, legend_rows};

pub(super) use line::signs_of_timeline;

/// The height of a row of each kind in sizes of its letters.
const ROW: f64 = 1.62;
const STEP: f64 = 1.12;

/// The most of the picture's width and of its area that the legend takes.
const MOST_WIDE: f64 = 0.45;
const MOST_AREA: f64 = 0.12;
/// So many points of a lane under it weigh as much as an event.
const LANE_FOR_EVENT: f64 = 16.0;
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
    let mut fitting = arrangements
        .into_iter()
        .map(|columns| {
            let rows = columns.into_iter().filter(|rows| !rows.is_empty());
            rows.map(|rows| Column::new(map.world, map.style, rows))
                .collect::<Vec<_>>()
        })
        .filter(|columns| fits(columns, map.camera))
        .map(|columns| (room(map, &columns, taken), columns))
        .peekable();
    // The first of them, or the first that hides no end of what is measured, if one does not.
    let marks = mark_rooms(map);
    let hides = |room: &Rect| marks.iter().any(|mark| mark.overlaps(room));
    let is_fixed = map.furniture.legend == LegendPlace::UpperRight;
    if is_fixed || marks.is_empty() || fitting.peek().is_some_and(|(room, _)| !hides(room)) {
        let (room, columns) = fitting.next()?;
        return Some(legend_box(map.style, room, columns));
    }
    let mut fitting: Vec<_> = fitting.collect();
    let best = fitting.iter().position(|(room, _)| !hides(room)).unwrap_or(0);
    (best < fitting.len()).then(|| {
        let (room, columns) = fitting.swap_remove(best);
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
    let measured = map.world.measured.map(|measured| {
        let lines = Cells::of_lines(&measured_points(measured, camera), camera);
        (lines, mark_rooms(map))
    });
    let on_measured = |room: &Rect| {
        measured.as_ref().map_or(0, |(lines, marks)| {
            let marks = marks.iter().filter(|mark| mark.overlaps(room)).count();
            (lines.length_in(room) / LANE_FOR_EVENT) as usize + 1000 * marks
        })
    };
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
        let lanes = (lanes.length_in(&room) / LANE_FOR_EVENT) as usize
            + on_land(map, camera, &room)
            + on_measured(&room);
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
