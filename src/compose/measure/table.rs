//! The table of what is measured: for each leg a row for each way with its sign, its length in nautical miles and
//! kilometres, and its bearings. It is the key to the lines as well.

use std::sync::Arc;

use crate::compose::Style;
use crate::compose::furniture::{MARGIN, Piece, plain};
use crate::compose::labels::Cells;
use crate::compose::map::MapContext;
use crate::compose::text::{Align, line, sans, sans_semibold};
use crate::scene::{Color, Group, Node, Outline, Rect, ShapedText, Stroke};
use crate::view::{Measurement, WayKind};

use super::rows::{Row, leg_rows, sum_rows, without_bearings};
use super::{mark_rooms, measured_points, way_stroke};

/// The height of a row in sizes of its letters, space around the rows, the least length of a sign and space behind it,
/// and space between columns, in points.
const ROW: f64 = 1.5;
const PAD: f64 = 9.0;
const SIGN: f64 = 22.0;
const SIGN_GAP: f64 = 8.0;
const GAP: f64 = 12.0;
/// The most of the picture's width, height and area that the table takes.
const MOST_WIDE: f64 = 0.5;
const MOST_HIGH: f64 = 0.62;
const MOST_AREA: f64 = 0.13;
/// The most area of a table of lengths alone, the last that is tried.
const MOST_BARE_AREA: f64 = 0.26;
/// What a mark, a piece of furniture and an event under the table weigh beside a point of a measured line, and what it
/// costs to stand in no corner.
const MARK_WEIGHT: f64 = 4000.0;
const TAKEN_WEIGHT: f64 = 1e6;
const EVENT_WEIGHT: f64 = 10.0;
const NO_CORNER: f64 = 60.0;
/// Space to other furniture, in points.
const APART: f64 = 8.0;

/// The table where it covers least, if the picture has room for one: with all legs, with their sum alone, with lengths
/// and no bearings. `taken` is the room of other furniture.
pub(in crate::compose) fn table(map: &MapContext, taken: &[Rect]) -> Option<Piece> {
    let measured = map.world.measured.filter(|measured| !measured.legs.is_empty())?;
    let of_legs = |notes: bool| -> Vec<Row> {
        let legs = measured.legs.iter().enumerate();
        legs.flat_map(|(number, leg)| leg_rows(map, measured, number, leg, notes))
            .collect()
    };
    let is_single = measured.legs.len() == 1;
    let with_sum = |mut rows: Vec<Row>| {
        if !is_single {
            rows.extend(sum_rows(map, measured));
        }
        rows
    };
    let mut arrangements = vec![with_sum(of_legs(true)), with_sum(of_legs(false))];
    if !is_single {
        arrangements.push(sum_rows(map, measured));
    }
    let last = if is_single {
        of_legs(false)
    } else {
        sum_rows(map, measured)
    };
    let tables = arrangements.into_iter().map(|rows| (rows, MOST_AREA));
    let tables = tables.chain([(without_bearings(last), MOST_BARE_AREA)]);
    let mut tables = tables.map(|(rows, most_area)| (Table::new(map, rows), most_area));
    let (table, _) = tables.find(|(table, most_area)| table.fits(map, *most_area))?;
    let room = room(map, measured, [table.width, table.height], taken);
    Some(Piece {
        node: table.node(map, room),
        room,
    })
}

/// Where the table covers least of what is measured, and of what happened: in a corner, above what stands there, or in
/// the middle of an edge.
fn room(map: &MapContext, measured: &Measurement, [wide, high]: [f64; 2], taken: &[Rect]) -> Rect {
    let camera = map.camera;
    let (right, bottom) = (camera.width() - MARGIN - wide, camera.height() - MARGIN - high);
    let (across, down) = ((MARGIN + right) / 2.0, (MARGIN + bottom) / 2.0);
    let corners = [
        [MARGIN, MARGIN],
        [right, MARGIN],
        [right, bottom],
        [MARGIN, bottom],
    ];
    let edges = [[MARGIN, down], [right, down], [across, bottom], [across, MARGIN]];
    let above = taken.iter().map(|other| [other.left, other.top - APART - high]);
    let corners = corners.into_iter().map(|at| (at, 0.0));
    let places = corners.chain(above.chain(edges).map(|at| (at, NO_CORNER)));
    let within = |[left, top]: [f64; 2]| [left.clamp(MARGIN, right), top.clamp(MARGIN, bottom)];
    let rooms: Vec<(Rect, f64)> = places
        .map(|(at, cost)| {
            let [left, top] = within(at);
            (Rect::from_xywh(left, top, wide, high), cost)
        })
        .collect();
    let own = Cells::of_lines(&measured_points(measured, camera), camera);
    let lanes = Cells::of_lanes(map.world, camera);
    let marks = mark_rooms(map);
    let set = map.world.dataset;
    let sites: Vec<([f64; 2], usize)> = set
        .places()
        .filter_map(|p| {
            let at = camera.screen_from_lon_lat(set.place(p).anchor)?;
            Some((at, set.events_at(p).len()))
        })
        .collect();
    let cost = |(room, of_place): &(Rect, f64)| {
        let room = room.grown(APART - 2.0);
        let covered = marks.iter().filter(|mark| mark.overlaps(&room)).count() as f64;
        let on_others = taken.iter().filter(|other| other.overlaps(&room)).count() as f64;
        let events: usize = sites
            .iter()
            .filter(|(at, _)| room.contains(*at))
            .map(|(_, n)| n)
            .sum();
        covered * MARK_WEIGHT
            + on_others * TAKEN_WEIGHT
            + own.length_in(&room)
            + lanes.length_in(&room) / 2.0
            + EVENT_WEIGHT * events as f64
            + of_place
    };
    let least = rooms.iter().min_by(|a, b| cost(a).total_cmp(&cost(b)));
    least.map_or_else(Rect::default, |(room, _)| *room)
}

/// The rows with their letters, laid out.
struct Table {
    rows: Vec<Placed>,
    /// The right edges of the columns of figures, from the table's left edge.
    right: Vec<f64>,
    width: f64,
    height: f64,
}

/// A row with its letters and the distance of its baseline from the table's upper edge.
struct Placed {
    letters: Letters,
    baseline: f64,
}

enum Letters {
    Head(Arc<ShapedText>),
    /// The heads of the columns of figures.
    Columns([Arc<ShapedText>; 4]),
    Way(
        WayKind,
        Arc<ShapedText>,
        Result<[Arc<ShapedText>; 4], Arc<ShapedText>>,
    ),
    Note(Arc<ShapedText>),
}

impl Table {
    fn new(map: &MapContext, rows: Vec<Row>) -> Self {
        let (fonts, words, sizes) = (map.world.fonts, map.words, &map.style.sizes);
        let (plain, small, strong) = (sans(sizes.town), sans(sizes.small), sans_semibold(sizes.town));
        let is_bare = rows
            .iter()
            .all(|row| !matches!(row, Row::Way(_, Ok(cells)) if !cells[2].is_empty()));
        let heads = [
            &words.nautical_miles,
            &words.measure_kilometers,
            &words.measure_departs,
            &words.measure_arrives,
        ];
        let heads = heads.map(|head| fonts.shape(head, &small));
        let name = |kind: WayKind| fonts.shape(words.way(kind), &plain);
        let names = WayKind::ALL.map(|kind| f64::from(name(kind).width));
        let mut widths = [0, 1, 2, 3].map(|at| f64::from(heads[at].width));
        for row in &rows {
            if let Row::Way(_, Ok(cells)) = row {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = width.max(f64::from(fonts.shape(cell, &plain).width));
                }
            }
        }
        // Sums have no bearings.
        let columns = if is_bare { 2 } else { 4 };
        let sign = sign_length(map.style);
        let mut edge = PAD + sign + SIGN_GAP + names.into_iter().fold(0.0, f64::max);
        let right = widths.into_iter().take(columns).map(|width| {
            edge += GAP + width;
            edge
        });
        let right: Vec<f64> = right.collect();
        let width = edge + PAD;
        let size = f64::from(sizes.town);
        let mut top = PAD - 2.0;
        let mut placed = Vec::new();
        let mut put = |letters: Letters, high: f64, size: f64| {
            let baseline = top + high / 2.0 + size * 0.35;
            placed.push(Placed { letters, baseline });
            top += high;
        };
        let mut heads = Some(heads);
        for row in rows {
            match row {
                Row::Head(text) => {
                    for (at, shaped) in fonts
                        .wrap(&text, &strong, width - 2.0 * PAD)
                        .into_iter()
                        .enumerate()
                    {
                        let high = if at == 0 { ROW + 0.25 } else { 1.2 };
                        put(Letters::Head(shaped), size * high, size);
                    }
                    if let Some(heads) = heads.take() {
                        let size = f64::from(sizes.small);
                        put(Letters::Columns(heads), size * 1.2, size);
                    }
                }
                Row::Way(kind, told) => {
                    let told = told.map(|cells| cells.map(|cell| fonts.shape(&cell, &plain)));
                    let told = told.map_err(|why| fonts.shape(&why, &plain));
                    put(Letters::Way(kind, name(kind), told), size * ROW, size);
                }
                Row::Note(text) => {
                    let size = f64::from(sizes.small);
                    for shaped in fonts.wrap(&text, &small, width - 2.0 * PAD) {
                        put(Letters::Note(shaped), size * 1.3, size);
                    }
                }
            }
        }
        Self {
            rows: placed,
            right,
            width,
            height: top + PAD - 1.0,
        }
    }

    fn fits(&self, map: &MapContext, most_area: f64) -> bool {
        let [wide, high] = [map.camera.width(), map.camera.height()];
        self.width <= wide * MOST_WIDE
            && self.height <= (high - 2.0 * MARGIN) * MOST_HIGH
            && self.width * self.height <= wide * high * most_area
    }

    fn node(self, map: &MapContext, room: Rect) -> Node {
        let style = map.style;
        let (letters, muted) = (style.labels.site, style.labels.detail);
        let frame = Stroke::solid(style.chrome.rule, 0.6);
        let mut children = vec![plain(
            Outline::rect(room, 2.0),
            Some(style.chrome.panel),
            Some(frame),
        )];
        let left = room.left + PAD;
        let put = |shaped, x: f64, baseline: f64, align, color: Color| {
            line(shaped, [x, room.top + baseline], align, color)
        };
        let in_columns = |cells: [Arc<ShapedText>; 4], baseline: f64, color: Color| -> Vec<Node> {
            let cells = cells.into_iter().zip(&self.right);
            let cells = cells.map(|(cell, x)| put(cell, room.left + x, baseline, Align::Right, color));
            cells.collect()
        };
        for Placed {
            letters: row,
            baseline,
        } in self.rows
        {
            match row {
                Letters::Head(shaped) => children.push(put(shaped, left, baseline, Align::Left, letters)),
                Letters::Note(shaped) => children.push(put(shaped, left, baseline, Align::Left, muted)),
                Letters::Columns(heads) => children.extend(in_columns(heads, baseline, muted)),
                Letters::Way(kind, name, told) => {
                    let middle = room.top + baseline - f64::from(style.sizes.town) * 0.3;
                    children.extend(sign(map, kind, [left, middle]));
                    let x = left + sign_length(style) + SIGN_GAP;
                    children.push(put(name, x, baseline, Align::Left, letters));
                    match told {
                        Ok(cells) => children.extend(in_columns(cells, baseline, letters)),
                        Err(why) => {
                            let right = self.right.get(1).map_or(left, |x| room.left + x);
                            children.push(put(why, right, baseline, Align::Right, muted));
                        }
                    }
                }
            }
        }
        Node::Group(Group::named("measure-table", children))
    }
}

/// How long a sign is: two dashes at least.
fn sign_length(style: &Style) -> f64 {
    let dash = way_stroke(style, WayKind::RhumbLine).dash;
    let two = dash.iter().sum::<f32>() + dash.first().copied().unwrap_or_default();
    SIGN.max(f64::from(two))
}

/// A short piece of a way's line.
fn sign(map: &MapContext, kind: WayKind, [x, y]: [f64; 2]) -> Vec<Node> {
    let stroke = way_stroke(map.style, kind);
    vec![plain(
        Outline::line(&[[x, y], [x + sign_length(map.style), y]]),
        None,
        Some(stroke),
    )]
}
