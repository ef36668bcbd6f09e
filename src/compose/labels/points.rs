//! Names beside points: places of the data and towns of the basemap.

use std::sync::Arc;

use crate::basemap::{Capital, Town};
use crate::geography::Camera;
use crate::model::{Item, Place, PlaceGeometry, PlaceIx};
use crate::scene::{Rect, ShapedText, TextStyle};

use super::super::events::columns;
use super::super::text::{line_box, sans, sans_semibold, serif_italic};
use super::super::world::seen_copies;
use super::super::{Style, World};
use super::naming::Lines;
use super::{IN_FOCUS, Ingredients, Paint, Position, Wish};

/// Kinds of places that are water and are lettered like it.
pub(in crate::compose) const WATER_KINDS: [&str; 8] = [
    "sea",
    "gulf",
    "strait",
    "ocean",
    "bay",
    "channel",
    "passage",
    "chokepoint",
];

/// Half the room of a marker that may stand at a place, in points.
const MARKER_ROOM: f64 = 8.5;
/// What the ring around a selection adds.
const SELECTION_RING: f64 = 5.5;
/// How much farther from its markers the name of a key site may stand, in points: a line leads to it.
const FARTHER_OFF: [f64; 2] = [13.0, 24.0];
/// How far the names of key sites go before those of others: before countries and seas.
const KEY_SITE: f64 = 220.0;
/// What standing farther off costs for each point of it: a little less than a lane all along the name.
const FAR: f64 = 0.06;
/// What a line's height off its water costs a name, and what standing beside it costs.
const OFF_ITS_WATER: f64 = 0.3;
const BESIDE_ITS_WATER: f64 = 0.7;
/// What lying across a coast all along costs a name beside a point.
const COAST: f64 = 0.6;
/// What standing on land costs the name of a small water.
const WATER_ON_LAND: f64 = 0.8;
/// What standing somewhere else on its ground costs a country's name, and what each point of distance does.
const ELSEWHERE: f64 = 0.1;
const FARTHER_ELSEWHERE: f64 = 0.004;
/// By how many ranks the capitals of countries are named before other towns.
const CAPITALS_SOONER: u8 = 2;
/// Half the size of a plain dot.
const DOT_ROOM: f64 = 3.0;

/// The places of the data that the basemap's names do not name already (`named`).
pub(super) fn data_places(
    parts: &Ingredients,
    named: &[PlaceIx],
    wishes: &mut Vec<Wish>,
    obstacles: &mut Vec<Rect>,
) {
    let set = parts.world.dataset;
    for ix in set.places() {
        let place = set.place(ix);
        let anchor = place.anchor;
        let Some(at) = parts.on_picture(anchor) else {
            continue;
        };
        let has_events = !set.events_at(ix).is_empty();
        let selected = parts.is_selected(ix);
        let in_focus = parts.is_in_focus(ix);
        let at_rest = place.rank <= rank_at_scale(parts.camera) && rests_on_map(place);
        // What names of the basemap give way to is named at every scale, as they are.
        let shown = at_rest || selected || in_focus || !place.replaces.is_empty();
        let mut room = if has_events {
            marker_room(parts.world, parts.style, ix)
        } else {
            [DOT_ROOM; 2]
        };
        if selected {
            room = room.map(|r| r + SELECTION_RING);
        }
        if has_events || (shown && is_site(&place.kind)) {
            obstacles.push(Rect::from_xywh(
                at[0] - room[0],
                at[1] - room[1],
                2.0 * room[0],
                2.0 * room[1],
            ));
        }
        if named.contains(&ix) || !(shown || has_events) {
            continue;
        }
        let water = WATER_KINDS.contains(&place.kind.as_str()) && !has_events;
        let face = face_of(parts, place.rank, water, &place.geometry);
        let wide = matches!(place.geometry, PlaceGeometry::Areas(_)) && !has_events;
        let lines = if water || wide {
            Lines::Centered
        } else {
            Lines::LeftAligned
        };
        let shaped = parts.lettering_of_place(ix).shape(parts, &face, lines);
        let paint = Paint {
            color: if water {
                parts.style.labels.water
            } else {
                parts.style.labels.site
            },
            halo: if water {
                parts.water_halo()
            } else {
                parts.land_halo()
            },
            follows_light: !water,
        };
        let priority = if selected {
            2000.0
        } else {
            900.0 - 60.0 * f64::from(place.rank)
                + if has_events { 20.0 } else { 0.0 }
                + if place.rank <= 1 { KEY_SITE } else { 0.0 }
                + if in_focus { IN_FOCUS } else { 0.0 }
        };
        let positions = if water {
            beside_its_water(&shaped, at)
        } else if wide {
            centered(&shaped, at)
        } else {
            let mut positions = beside(&shaped, at, room);
            // A key site, or what the view is about, is named in a crowd too, a little farther off, and so is
            // what names of the basemap give way to.
            if selected || in_focus || place.rank <= 1 || !place.replaces.is_empty() {
                let farther = FARTHER_OFF
                    .into_iter()
                    .flat_map(|off| led_to(&shaped, at, room, off));
                positions.extend(farther.filter(|p| !is_nearer_another(parts, at, p)));
            }
            positions
        };
        wishes.push(Wish {
            priority,
            paint,
            item: Some(Item::Place(ix)),
            passage: None,
            lane: None,
            dot: None,
            only_lit: !shown,
            coast: if water || wide { 0.0 } else { COAST },
            land: if water { WATER_ON_LAND } else { 0.0 },
            replaced_by: Vec::new(),
            anchor,
            positions,
        });
    }
}

/// Whether a label would stand nearer to the marker of another place, and be read as its name.
fn is_nearer_another(parts: &Ingredients, own: [f64; 2], position: &Position) -> bool {
    let squared = |[x, y]: [f64; 2]| {
        let off = |room: &Rect| {
            let dx = (room.left - x).max(x - room.right).max(0.0);
            let dy = (room.top - y).max(y - room.bottom).max(0.0);
            dx * dx + dy * dy
        };
        position.boxes.iter().map(off).fold(f64::INFINITY, f64::min)
    };
    let to_own = squared(own);
    parts.marked.iter().any(|other| squared(*other) < to_own)
}

/// Half width and height of the block of markers that may stand at a place: labels keep clear of it whether
/// or not they are lit, so that time moves emphasis and not names.
pub(super) fn marker_room(world: &World, style: &Style, place: PlaceIx) -> [f64; 2] {
    let set = world.dataset;
    let mut themes: Vec<_> = set.events_at(place).iter().map(|&e| set.event(e).theme).collect();
    themes.sort_unstable();
    themes.dedup();
    let room = MARKER_ROOM * style.map.symbol_scale;
    let columns = columns(themes.len()).max(1);
    [
        room * columns as f64,
        room * themes.len().max(1).div_ceil(columns) as f64,
    ]
}

/// Whether a place is drawn as a dot of its own.
pub(in crate::compose) fn is_site(kind: &str) -> bool {
    !WATER_KINDS.contains(&kind)
        && !matches!(
            kind,
            "state" | "region" | "island-group" | "corridor" | "initiative"
        )
}

/// Whether a place is seen at the scale of its rank where nothing lights it: points and lines are, of areas
/// only the leading ones, for they cover what lies under them.
pub(in crate::compose) fn rests_on_map(place: &Place) -> bool {
    !matches!(place.geometry, PlaceGeometry::Areas(_)) || place.rank <= 1
}

fn face_of(parts: &Ingredients, rank: u8, water: bool, geometry: &PlaceGeometry) -> TextStyle {
    let sizes = &parts.style.sizes;
    if water {
        serif_italic(sizes.sea_small, 0.02)
    } else if rank <= 1 {
        sans_semibold(sizes.site + 0.5)
    } else if matches!(geometry, PlaceGeometry::Points(_)) && rank <= 3 {
        sans_semibold(sizes.town)
    } else {
        sans(sizes.town)
    }
}

/// Up to which rank places without events are named at this scale.
pub(in crate::compose) fn rank_at_scale(camera: &Camera) -> u8 {
    match camera.points_per_degree() {
        s if s < 8.0 => 1,
        s if s < 13.0 => 2,
        s if s < 22.0 => 3,
        s if s < 80.0 => 4,
        _ => 5,
    }
}

/// The towns of the basemap that the data does not name. A town whose name finds no room has no dot either.
pub(super) fn towns(parts: &Ingredients, wishes: &mut Vec<Wish>) {
    let camera = parts.camera;
    for bounds in seen_copies(camera, 0.0).into_iter().flat_map(|(_, seen)| seen) {
        let most = town_rank(parts.naming_scale());
        let all = parts
            .world
            .basemap
            .places(&bounds, most.saturating_add(CAPITALS_SOONER));
        let named = all.filter(|town| town.rank <= most || town.capital == Capital::Country);
        wishes.extend(named.filter_map(|town| town_wish(parts, town)));
    }
}

/// Up to which rank towns are named at a scale in points per degree.
fn town_rank(points_per_degree: f64) -> u8 {
    match points_per_degree {
        s if s < 7.0 => 0,
        s if s < 14.0 => 1,
        s if s < 24.0 => 2,
        s if s < 45.0 => 4,
        s if s < 90.0 => 6,
        s if s < 160.0 => 8,
        _ => 10,
    }
}

fn town_wish(parts: &Ingredients, town: &Town) -> Option<Wish> {
    let anchor = town.at;
    let at = parts.on_picture(anchor)?;
    if parts.is_place_near(anchor) && parts.place_named(&[&town.name, &town.vi]).is_some() {
        return None;
    }
    let capital = town.capital == Capital::Country;
    let smaller = if town.rank > 3 && !capital { 0.5 } else { 0.0 };
    let face = sans(parts.style.sizes.at_least(parts.style.sizes.town - smaller));
    let shaped = parts
        .lettering_of_town(town)
        .shape(parts, &face, Lines::LeftAligned);
    let radius = if capital { 2.4 } else { 1.7 };
    let dot = Rect::from_xywh(at[0] - radius, at[1] - radius, 2.0 * radius, 2.0 * radius).grown(0.8);
    let around = beside(&shaped, at, [radius + 1.0; 2]);
    let mut positions = POINT_ORDER.map(|index| around[index].clone()).to_vec();
    positions.retain(|p| !is_nearer_another(parts, at, p));
    for position in &mut positions {
        position.boxes.push(dot);
    }
    Some(Wish {
        priority: 400.0 - 30.0 * f64::from(town.rank) + if capital { 200.0 } else { 0.0 },
        paint: Paint {
            color: parts.style.labels.town,
            halo: parts.land_halo(),
            follows_light: false,
        },
        item: None,
        passage: None,
        lane: None,
        dot: Some(radius),
        only_lit: false,
        coast: COAST,
        land: 0.0,
        replaced_by: parts.replacing(&town.id),
        anchor,
        positions,
    })
}

/// The order in which positions around a plain dot are tried: upper right, lower right, upper left, lower left, above,
/// below, right, left (rule R2 of docs/cartography.md).
const POINT_ORDER: [usize; 8] = [1, 2, 4, 5, 6, 7, 0, 3];

/// Around a block of markers, level with it first, so that the name reads as the caption of the whole block; then the
/// corners, right before left, and straight above or below last.
pub(super) fn beside(shaped: &Arc<ShapedText>, at: [f64; 2], room: [f64; 2]) -> Vec<Position> {
    let width = f64::from(shaped.width);
    let (up, down) = (f64::from(shaped.ascent) * 0.78, f64::from(shaped.descent) * 0.8);
    let middle = (up - down) / 2.0;
    let gap = [room[0] + 2.5, room[1] + 2.5];
    // Diagonal positions reach into the corners that round markers leave free.
    let near = [room[0] - room[1] * 0.3 + 1.5, room[1] * 0.7 + 1.5];
    [
        [gap[0], middle],
        [near[0], -near[1]],
        [near[0], near[1] + up],
        [-gap[0] - width, middle],
        [-near[0] - width, -near[1]],
        [-near[0] - width, near[1] + up],
        [-width / 2.0, -gap[1] - down],
        [-width / 2.0, gap[1] + up],
    ]
    .into_iter()
    .map(|offset| position(shaped, at, offset))
    .collect()
}

/// Farther off a row of markers on all sides, with a line that leads there. No other name stands on the line.
pub(super) fn led_to(shaped: &Arc<ShapedText>, at: [f64; 2], room: [f64; 2], off: f64) -> Vec<Position> {
    let marks = Rect {
        left: at[0] - room[0],
        top: at[1] - room[1],
        right: at[0] + room[0],
        bottom: at[1] + room[1],
    };
    let mut positions = beside(shaped, at, room.map(|r| r + off));
    for position in &mut positions {
        position.cost += FAR * off;
        let Some(&label) = position.boxes.first() else {
            continue;
        };
        // From the place itself, below its marks, to where the name is nearest to them.
        let to = nearest_to(&marks, &label);
        let [dx, dy] = [to[0] - at[0], to[1] - at[1]];
        let start = DOT_ROOM / dx.hypot(dy).max(DOT_ROOM);
        let from = [at[0] + dx * start, at[1] + dy * start];
        position.leader = Some([from, to].map(|end| [end[0] - at[0], end[1] - at[1]]));
        let between = |part: f64| [0, 1].map(|k| from[k] + (to[k] - from[k]) * part);
        let pieces = [0.85, 0.95].map(between);
        let room = |[x, y]: [f64; 2]| Rect::from_xywh(x - 1.0, y - 1.0, 2.0, 2.0);
        position.boxes.extend(pieces.map(room));
    }
    positions
}

/// The point of a box that is nearest to another one: in the middle of what they share along an axis.
fn nearest_to(other: &Rect, of: &Rect) -> [f64; 2] {
    let along = |low: f64, high: f64, other_low: f64, other_high: f64| {
        if other_high < low {
            low
        } else if other_low > high {
            high
        } else {
            (low.max(other_low) + high.min(other_high)) / 2.0
        }
    };
    [
        along(of.left, of.right, other.left, other.right),
        along(of.top, of.bottom, other.top, other.bottom),
    ]
}

/// The name of a small water: on it, a little above or below, or beside it.
fn beside_its_water(shaped: &Arc<ShapedText>, at: [f64; 2]) -> Vec<Position> {
    let mut positions = centered(shaped, at);
    positions.truncate(3);
    for position in positions.iter_mut().skip(1) {
        position.cost += OFF_ITS_WATER;
    }
    let beside = beside(shaped, at, [DOT_ROOM; 2]);
    positions.extend(beside.into_iter().map(|p| Position {
        cost: p.cost + BESIDE_ITS_WATER,
        ..p
    }));
    positions.extend(
        FARTHER_OFF
            .into_iter()
            .flat_map(|off| led_to(shaped, at, [DOT_ROOM; 2], off)),
    );
    positions
}

/// In the middle above a row of markers, then below it.
pub(super) fn above_or_below(shaped: &Arc<ShapedText>, at: [f64; 2], room: [f64; 2]) -> Vec<Position> {
    beside(shaped, at, room).into_iter().skip(6).collect()
}

/// Over a point, then a little above or below it.
pub(super) fn centered(shaped: &Arc<ShapedText>, at: [f64; 2]) -> Vec<Position> {
    let half = f64::from(shaped.width) / 2.0;
    let height = f64::from(shaped.ascent);
    [0.35, -0.9, 1.6, -2.0, 2.7]
        .into_iter()
        .map(|lines| position(shaped, at, [-half, height * lines]))
        .collect()
}

/// Farther and farther from a point on all sides, for a name that may stand anywhere on its own ground: a
/// narrow country that is full of markers.
pub(super) fn elsewhere(shaped: &Arc<ShapedText>, at: [f64; 2]) -> Vec<Position> {
    const LINES: i32 = 10;
    const COLUMNS: i32 = 2;
    let (width, height) = (f64::from(shaped.width), f64::from(shaped.ascent));
    let mut offsets: Vec<[f64; 2]> = (-LINES..=LINES)
        .flat_map(|line| (-COLUMNS..=COLUMNS).map(move |column| (line, column)))
        .map(|(line, column)| [f64::from(column) * width * 0.28, f64::from(line) * height * 0.9])
        .collect();
    let squared = |[x, y]: [f64; 2]| x * x + y * y;
    offsets.sort_by(|a, b| squared(*a).total_cmp(&squared(*b)));
    let placed = |[x, y]: [f64; 2]| Position {
        cost: ELSEWHERE + x.hypot(y) * FARTHER_ELSEWHERE,
        ..position(shaped, at, [x - width / 2.0, y + height * 0.35])
    };
    offsets.into_iter().map(placed).collect()
}

fn position(shaped: &Arc<ShapedText>, at: [f64; 2], offset: [f64; 2]) -> Position {
    let mut room = line_box(shaped, [at[0] + offset[0], at[1] + offset[1]]);
    // The line's box has air for accents and leading; labels may share that.
    room.top += f64::from(shaped.ascent) * 0.2;
    room.bottom -= f64::from(shaped.descent) * 0.3;
    Position {
        shaped: Arc::clone(shaped),
        offset,
        boxes: vec![room.grown(1.0)],
        cost: 0.0,
        leader: None,
        anchor: None,
        below: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leader_ends_where_a_name_is_nearest_to_its_marks() {
        let marks = Rect::from_xywh(0.0, 0.0, 20.0, 10.0);
        let right = Rect::from_xywh(30.0, 4.0, 50.0, 10.0);
        assert_eq!(nearest_to(&marks, &right), [30.0, 7.0]);
        let above_left = Rect::from_xywh(-60.0, -30.0, 50.0, 10.0);
        assert_eq!(nearest_to(&marks, &above_left), [-10.0, -20.0]);
    }
}
