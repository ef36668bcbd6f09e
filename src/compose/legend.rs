//! The legend of the map: what its symbols, lines and depth tints mean.

use std::sync::Arc;

use crate::geography::Camera;
use crate::model::Item;
use crate::scene::{Affine, Group, Node, Outline, Path, Rect, ShapedText, Stroke};
use crate::view::Layer;

use super::furniture::{MARGIN, Piece, plain};
use super::ground::{depth_color, depth_strength};
use super::map::{LegendPlace, MapContext};
use super::symbols::outline;
use super::text::{Align, line, sans, sans_semibold};
use super::{Style, World};

/// A row of the legend: what its symbol looks like at its left edge, and its words.
struct Row {
    symbol: Vec<Node>,
    text: String,
    heading: bool,
}

/// Depth bands as they are named: from, to metres.
const DEPTHS: [(u32, Option<u32>); 5] = [
    (0, Some(50)),
    (50, Some(200)),
    (200, Some(2000)),
    (2000, Some(4000)),
    (4000, None),
];
/// The colour of each row of `DEPTHS`: `None` is the sea's own, else an index of the style's depths.
const DEPTH_TINTS: [Option<usize>; 5] = [None, Some(0), Some(1), Some(3), Some(5)];

/// Below this part of their tints, depths are no more told apart, and the legend leaves them out.
const LEAST_DEPTH: f32 = 0.25;
/// The most of the picture's width and of its area that the legend takes.
const MOST_WIDE: f64 = 0.45;
const MOST_AREA: f64 = 0.17;
/// The most of the picture's height that it takes.
const MOST_HIGH: f64 = 0.72;
/// Space around the legend's rows, and room for a row's symbol, in points.
const LEGEND_PAD: f64 = 9.0;
const LEGEND_SYMBOL: f64 = 24.0;

/// The legend of what the map shows: themes, basis, lanes, depth. In one column or two, without the depth
/// where that finds no room, and not at all on a picture too small for any. `taken` is the room of other
/// furniture.
pub(super) fn legend(map: &MapContext, taken: &[Rect]) -> Option<Piece> {
    let (rows, depth) = legend_rows(map);
    let all: Vec<&Row> = rows.iter().chain(&depth).collect();
    let half = rows.len().div_ceil(2);
    let [rows, depth] = [&rows, &depth].map(|rows| rows.iter().collect::<Vec<_>>());
    let arrangements = [
        vec![all],
        vec![rows.clone(), depth],
        vec![rows.clone()],
        vec![rows[..half].to_vec(), rows[half..].to_vec()],
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
        places.map(weight).sum::<usize>() + taken.iter().filter(|t| t.overlaps(&room)).count() * 1000
    };
    let freest = rooms.iter().min_by_key(|room| covered(room));
    freest.copied().unwrap_or(rooms[0])
}

/// Rows of the legend below each other, with their shaped words.
struct Column<'a> {
    rows: Vec<(&'a Row, Arc<ShapedText>)>,
    row_height: f64,
    width: f64,
    height: f64,
}

impl<'a> Column<'a> {
    fn new(world: &World, style: &Style, rows: Vec<&'a Row>) -> Self {
        let size = style.sizes.town;
        let rows: Vec<_> = rows
            .into_iter()
            .map(|row| {
                let face = if row.heading {
                    sans_semibold(size - 0.5)
                } else {
                    sans(size)
                };
                (row, world.fonts.shape(&row.text, &face))
            })
            .collect();
        let widest = rows
            .iter()
            .map(|(row, text)| f64::from(text.width) + if row.heading { 0.0 } else { LEGEND_SYMBOL })
            .fold(60.0, f64::max);
        let row_height = f64::from(size) * 1.62;
        Self {
            row_height,
            width: widest + 2.0 * LEGEND_PAD,
            height: rows.len() as f64 * row_height + 2.0 * LEGEND_PAD - 3.0,
            rows,
        }
    }
}

/// The legend's columns on their ground.
fn legend_box(style: &Style, room: Rect, columns: Vec<Column>) -> Piece {
    let ground = style.chrome.panel.faded(0.94);
    let mut children = vec![plain(
        Outline::rect(room, 2.0),
        Some(ground),
        Some(Stroke::solid(style.chrome.rule, 0.6)),
    )];
    let mut left = room.left + LEGEND_PAD;
    for column in columns {
        for (i, (row, text)) in column.rows.into_iter().enumerate() {
            let middle = room.top + LEGEND_PAD + (i as f64 + 0.5) * column.row_height - 2.0;
            if !row.symbol.is_empty() {
                children.push(moved(row.symbol.clone(), [left + 8.0, middle]));
            }
            let (x, color) = if row.heading {
                (left, style.labels.detail)
            } else {
                (left + LEGEND_SYMBOL, style.labels.site)
            };
            let baseline = middle + f64::from(style.sizes.town) * 0.35;
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
            other => other,
        })
        .collect();
    Node::Group(Group::named("symbol", children))
}

fn legend_rows(map: &MapContext) -> (Vec<Row>, Vec<Row>) {
    let &MapContext {
        world,
        view,
        style,
        words,
        camera,
        ..
    } = map;
    let set = world.dataset;
    let rim = |w| Some(Stroke::solid(style.map.symbol_rim, w));
    let mut rows = Vec::new();
    if view.layers.shows(Layer::Events) {
        for ix in set.themes() {
            let theme = set.theme(ix);
            if view.filter.hidden_themes.contains(&theme.id) {
                continue;
            }
            rows.push(Row {
                symbol: vec![plain(
                    outline(theme.shape, 4.6),
                    Some(style.theme_ink(set, ix, style.map.symbol_rim)),
                    rim(0.8),
                )],
                text: theme.title.get(&view.language).to_owned(),
                heading: false,
            });
        }
        let assessments = set
            .events()
            .any(|e| set.event(e).basis == crate::model::Basis::Assessment);
        if assessments && !view.filter.hide_assessment {
            let hollow = Stroke::solid(style.labels.detail, 1.6);
            rows.push(Row {
                symbol: vec![plain(
                    outline(crate::model::MarkerShape::Circle, 4.4),
                    Some(style.map.symbol_rim),
                    Some(hollow),
                )],
                text: words.assessment.clone(),
                heading: false,
            });
        }
    }
    if view.layers.shows(Layer::Lanes) && set.lanes().len() > 0 {
        let segment = |color, width| {
            plain(
                Outline::line(&[[-8.0, 0.0], [10.0, 0.0]]),
                None,
                Some(Stroke::solid(color, width)),
            )
        };
        rows.push(Row {
            symbol: vec![
                segment(style.map.lane_casing.color, style.map.lane_casing.width),
                segment(style.map.lane.color, style.map.lane.width),
            ],
            text: words.sea_lane.clone(),
            heading: false,
        });
    }
    let mut depth = Vec::new();
    if view.layers.shows(Layer::Depth) && depth_strength(camera) > LEAST_DEPTH {
        depth.push(Row {
            symbol: Vec::new(),
            text: words.depth_in_meters.clone(),
            heading: true,
        });
        for ((from, to), tint) in DEPTHS.into_iter().zip(DEPTH_TINTS) {
            let color = tint.map_or(style.map.sea, |i| depth_color(style, camera, i));
            let swatch = Outline::rect(Rect::from_xywh(-8.0, -4.0, 18.0, 8.0), 0.0);
            depth.push(Row {
                symbol: vec![plain(
                    swatch,
                    Some(color),
                    Some(Stroke::solid(style.map.coast.color, 0.3)),
                )],
                text: match to {
                    Some(to) => format!("{from}–{to}"),
                    None => words.deeper_than(from),
                },
                heading: false,
            });
        }
    }
    (rows, depth)
}
