//! Shares that a data set states about a lane stand on it, written out: the figure, what it is of, and who says so.

use std::sync::Arc;

use crate::compose::lanes::{LaneLine, lines};
use crate::compose::text::{sans, sans_semibold};
use crate::compose::value_with_unit;
use crate::geography::{Leg, LonLat};
use crate::model::{Item, LaneIx, PlaceGeometry, PlaceIx, Series, SeriesIx, SeriesPoint, Subject};
use crate::scene::{Rect, ShapedText, TextStyle};
use crate::view::ResolvedLane;

use super::super::world::picture_rect;
use super::{Ingredients, Paint, Position, Wish};

/// The unit of a share.
const SHARE: &str = "%";
/// How far shares go before other names: after seas, states and key sites, before most towns. Those of a lane that is
/// selected or spoken of go after key sites alone, that of a selected series first.
const PRIORITY: f64 = 655.0;
const WANTED: f64 = 1000.0;
const SELECTED: f64 = 1900.0;
/// The widest line of what a figure is of, in sizes of its letters: in open water and in narrow, where it costs more.
const WIDEST: [f64; 2] = [14.0, 9.5];
const NARROW: f64 = 0.25;
/// From baseline to baseline, in sizes of the letters.
const LEADING: f32 = 1.18;
/// The height of letters above their baseline, and the space between two shares, in sizes of the letters.
const CAP: f64 = 0.8;
const BETWEEN: f64 = 0.15;
/// The space between figures and words, in sizes of the figures.
const COLUMN_GAP: f32 = 0.4;
/// Points of the picture between places on the lane that are tried, and how many are tried at most.
const STEP: f64 = 34.0;
const MOST_PLACES: usize = 12;
/// So many positions are asked for, the cheapest.
const MOST_POSITIONS: usize = 320;
/// How far off the lane a callout may stand, in points: a line leads there from the second on.
const OFF: [f64; 8] = [9.0, 20.0, 36.0, 58.0, 84.0, 112.0, 150.0, 190.0];
/// What standing a point farther off costs, and what standing on land does, all of it.
const FARTHER: f64 = 0.008;
const ON_LAND: f64 = 2.2;
/// No callout stands on so much land, but one that is selected or spoken of.
const MOST_LAND: f64 = 0.5;
/// Points of a leader between the small rooms that keep names off it, and half the size of each.
const LEADER_STEP: f64 = 7.0;
const LEADER_ROOM: f64 = 1.0;
/// The least part of a callout's width that its stretch has to be long on the picture.
const LEAST_STRETCH: f64 = 0.45;
/// The part of the ways from the place before and to the place after that is left out.
const LEFT_OUT: f64 = 0.3;
/// How far to either side of a place that the lane does not name the stretch reaches, in kilometres.
const AROUND_KM: f64 = 400.0;

/// A share of a lane: one figure, about one lane.
struct Share<'a> {
    ix: SeriesIx,
    series: &'a Series,
    point: &'a SeriesPoint,
    value: f64,
    lane: LaneIx,
    place: Option<PlaceIx>,
}

/// A wish for each share of a lane whose stretch is on the picture.
pub(super) fn wishes(parts: &Ingredients, wishes: &mut Vec<Wish>) {
    let shares: Vec<Share> = shares(parts).collect();
    if shares.is_empty() {
        return;
    }
    let lines = lines(parts.world, parts.style, parts.camera);
    // Those of one stretch stand together.
    let mut groups: Vec<Vec<Share>> = Vec::new();
    for share in shares {
        let same = |group: &&mut Vec<Share>| (group[0].lane, group[0].place) == (share.lane, share.place);
        match groups.iter_mut().find(same) {
            Some(group) => group.push(share),
            None => groups.push(vec![share]),
        }
    }
    wishes.extend(groups.iter().filter_map(|group| wish(parts, group, &lines)));
}

fn shares<'a>(parts: &'a Ingredients) -> impl Iterator<Item = Share<'a>> {
    let set = parts.world.dataset;
    set.all_series().filter_map(move |ix| {
        let series = set.series(ix);
        let [point] = &series.points[..] else { return None };
        let mut lanes = series.about.iter().filter_map(|subject| match subject {
            Subject::Lane(lane) => Some(*lane),
            Subject::Place(_) | Subject::Actor(_) => None,
        });
        let (lane, others) = (lanes.next()?, lanes.next());
        let via = &set.lane(lane).via;
        let places = series.about.iter().filter_map(|subject| match subject {
            Subject::Place(place) => Some(*place),
            Subject::Lane(_) | Subject::Actor(_) => None,
        });
        // Of several places, one on the lane.
        let place = places.min_by_key(|place| !via.contains(place));
        let is_share = series.unit.trim() == SHARE && others.is_none();
        Some(Share {
            ix,
            series,
            point,
            value: point.value?,
            lane,
            place,
        })
        .filter(|_| is_share)
    })
}

fn wish(parts: &Ingredients, shares: &[Share], lines: &[LaneLine]) -> Option<Wish> {
    let share = shares.first()?;
    let resolved = parts.world.lanes.lane(share.lane).ok()?;
    let line = lines.iter().find(|line| line.lane == share.lane)?;
    let [from, to] = stretch(parts, share, resolved)?;
    let places = on_picture(parts, line, [from, to]);
    let blocks = WIDEST.map(|widest| Block::new(parts, shares, widest));
    let long = places.len() as f64 * STEP;
    if long < blocks[0].size[0] * LEAST_STRETCH {
        return None;
    }
    let every = places.len().div_ceil(MOST_PLACES).max(1);
    let middle = places.len() / 2;
    let mut tried: Vec<(usize, [f64; 2])> = places.iter().copied().enumerate().step_by(every).collect();
    tried.sort_by_key(|(i, _)| i.abs_diff(middle));
    let set = parts.world.dataset;
    let focused = parts.view.focus.lanes.contains(&set.lane(share.lane).id);
    let priority = match parts.view.selection.as_ref().and_then(|s| s.item(set)) {
        Some(Item::Series(ix)) if shares.iter().any(|share| share.ix == ix) => SELECTED,
        Some(Item::Lane(ix)) if ix == share.lane => WANTED,
        _ if focused => WANTED,
        _ => PRIORITY,
    };
    let most_land = if priority > PRIORITY { 1.0 } else { MOST_LAND };
    let around = |at: [f64; 2]| {
        let of_block = |(block, dearer): (&Block, f64)| block.around(parts, at, [dearer, most_land]);
        blocks
            .iter()
            .zip([0.0, NARROW])
            .flat_map(of_block)
            .collect::<Vec<_>>()
    };
    let mut positions: Vec<Position> = tried.iter().flat_map(|(_, at)| around(*at)).collect();
    positions.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    positions.truncate(MOST_POSITIONS);
    let (_, at) = *tried.first()?;
    Some(Wish {
        priority,
        paint: Paint {
            color: parts.style.map.lane.color,
            halo: parts.water_halo(),
            follows_light: true,
        },
        item: Some(Item::Series(share.ix)),
        passage: None,
        lane: Some(share.lane),
        dot: None,
        only_lit: false,
        coast: 0.0,
        land: 0.0,
        replaced_by: Vec::new(),
        anchor: parts.anchor_at(at)?,
        positions,
    })
}

/// The part of a path that a share is about, as indices: about its place on the lane, in its area, or around it; the
/// whole where no place is named.
fn stretch(parts: &Ingredients, share: &Share, lane: &ResolvedLane) -> Option<[f64; 2]> {
    let set = parts.world.dataset;
    let last = lane.path.len().saturating_sub(1);
    let Some(place) = share.place else {
        return Some([0.0, last as f64]);
    };
    let ends = |from: usize, to: usize| Some([from as f64, to as f64]);
    let along = parts.world.lanes.kilometers_along(share.lane);
    if let Some(stop) = set.lane(share.lane).via.iter().position(|p| *p == place) {
        // The greater part of the way from the place before, and to the one after.
        let before = stop.checked_sub(1).and_then(|leg| lane.legs.get(leg));
        let after = lane.legs.get(stop);
        let part_of = |leg: &Leg, part: f64| {
            let wanted = along[leg.start] + (along[leg.end] - along[leg.start]) * part;
            along.partition_point(|km| *km < wanted)
        };
        return ends(
            before.map_or(0, |leg| part_of(leg, LEFT_OUT)),
            after.map_or(last, |leg| part_of(leg, 1.0 - LEFT_OUT)),
        );
    }
    if let PlaceGeometry::Areas(areas) = &set.place(place).geometry {
        let rings: Vec<_> = areas.iter().flatten().collect();
        let inside = |p: &LonLat| {
            let crossed = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1)));
            let right_of = |(a, b): &(&LonLat, &LonLat)| {
                let part = (p.lat() - a.lat()) / (b.lat() - a.lat());
                (a.lat() > p.lat()) != (b.lat() > p.lat()) && p.lon() < a.lon() + part * (b.lon() - a.lon())
            };
            crossed.filter(right_of).count() % 2 == 1
        };
        let first = lane.path.iter().position(inside)?;
        let after = lane.path[first..].iter().position(|p| !inside(p));
        return ends(first, after.map_or(last, |n| first + n));
    }
    let anchor = set.place(place).anchor;
    let squared = |p: &LonLat| {
        let east = (p.lon() - anchor.lon() + 540.0).rem_euclid(360.0) - 180.0;
        (east * anchor.lat().to_radians().cos()).powi(2) + (p.lat() - anchor.lat()).powi(2)
    };
    let nearest = (0..=last).min_by(|a, b| squared(&lane.path[*a]).total_cmp(&squared(&lane.path[*b])))?;
    let near = |i: &usize| (along[*i] - along[nearest]).abs() <= AROUND_KM;
    ends((0..=last).find(near)?, (0..=last).rev().find(near)?)
}

/// Places of the picture along a part of a line, a step apart.
fn on_picture(parts: &Ingredients, line: &LaneLine, [from, to]: [f64; 2]) -> Vec<[f64; 2]> {
    let room = picture_rect(parts.camera);
    let mut places = Vec::new();
    for points in line.part(from, to) {
        let mut left = 0.0;
        for pair in points.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            let long = (b[0] - a[0]).hypot(b[1] - a[1]);
            // A piece far beyond the picture has no place on it.
            let around = Rect {
                left: a[0].min(b[0]),
                top: a[1].min(b[1]),
                right: a[0].max(b[0]),
                bottom: a[1].max(b[1]),
            };
            if !around.grown(1.0).overlaps(&room) {
                left = (left - long).rem_euclid(STEP);
                continue;
            }
            while left <= long && long > 0.0 {
                let at = [0, 1].map(|k| a[k] + (b[k] - a[k]) * left / long);
                if room.contains(at) {
                    places.push(at);
                }
                left += STEP;
            }
            left -= long;
        }
    }
    places
}

/// The shares of a stretch below each other: the figure, beside it what it is of, and below who says so.
struct Block {
    /// Each with its series, and where its first baseline begins from the upper left corner.
    texts: Vec<(SeriesIx, Arc<ShapedText>, f64)>,
    /// Width and height in points.
    size: [f64; 2],
    /// The room of each line, from the upper left corner.
    lines: Vec<Rect>,
}

impl Block {
    fn new(parts: &Ingredients, shares: &[Share], widest: f64) -> Self {
        let face = sans_semibold(parts.style.sizes.site + 2.0);
        let figure = |share: &Share| {
            let text = value_with_unit(share.value, SHARE);
            parts.world.fonts.shape(&text, &face)
        };
        let figures: Vec<_> = shares.iter().map(figure).collect();
        let column = figures.iter().map(|f| f.width).fold(0.0, f32::max) + face.size * COLUMN_GAP;
        let mut block = Self {
            texts: Vec::new(),
            size: [0.0; 2],
            lines: Vec::new(),
        };
        for (i, (share, figure)) in shares.iter().zip(&figures).enumerate() {
            // A source that the next one has too stands once, below both.
            let source = share.point.sources.first();
            let is_next = shares
                .get(i + 1)
                .is_some_and(|next| next.point.sources.first() == source);
            let lines = lines_of(parts, share, widest, !is_next);
            block.add(share.ix, (figure, &face), &lines, column);
        }
        block
    }

    fn add(
        &mut self,
        ix: SeriesIx,
        (figure, face): (&ShapedText, &TextStyle),
        lines: &[(Arc<ShapedText>, TextStyle)],
        column: f32,
    ) {
        let between = if self.texts.is_empty() { 0.0 } else { BETWEEN };
        let first = self.size[1] + f64::from(face.size) * (CAP + between);
        let mut room = |left: f32, width: f32, base: f64, size: f32| {
            self.lines.push(Rect {
                left: f64::from(left),
                top: base - f64::from(size) * CAP,
                right: f64::from(left + width),
                bottom: base + f64::from(size) * 0.25,
            });
        };
        room(0.0, figure.width, first, face.size);
        let mut text = figure.clone();
        let mut down = 0.0f32;
        for (i, (line, face)) in lines.iter().enumerate() {
            down += if i > 0 { face.size * LEADING } else { 0.0 };
            text = text.with(&line.moved([column, down]), down);
            room(column, line.width, first + f64::from(down), face.size);
        }
        let around = self.lines.iter().copied().reduce(|a, b| a.union(&b));
        let around = around.unwrap_or_default();
        self.size = [around.right, around.bottom];
        self.texts.push((ix, Arc::new(text), first));
    }

    /// The point of its lines that is nearest to the origin, if its upper left corner is there.
    fn nearest(&self, corner: [f64; 2]) -> [f64; 2] {
        let of_line = |line: &Rect| {
            [
                0f64.clamp(corner[0] + line.left, corner[0] + line.right),
                0f64.clamp(corner[1] + line.top, corner[1] + line.bottom),
            ]
        };
        let squared = |[x, y]: &[f64; 2]| x * x + y * y;
        let points = self.lines.iter().map(of_line);
        points
            .min_by(|a, b| squared(a).total_cmp(&squared(b)))
            .unwrap_or(corner)
    }

    /// Beside a place of the lane on all sides, nearer first, where neither a lane nor much land is under it.
    fn around(&self, parts: &Ingredients, at: [f64; 2], [dearer, most_land]: [f64; 2]) -> Vec<Position> {
        let anchor = parts.anchor_at(at);
        let [wide, high] = self.size;
        OFF.into_iter()
            .flat_map(|off| {
                let slant = off * 0.75;
                [
                    [off, -high / 2.0],
                    [-off - wide, -high / 2.0],
                    [slant, slant],
                    [-slant - wide, -slant - high],
                    [slant, -slant - high],
                    [-slant - wide, slant],
                    [-wide / 2.0, off],
                    [-wide / 2.0, -off - high],
                    [off, -off / 2.0 - high],
                    [off, off / 2.0],
                    [-off - wide, -off / 2.0 - high],
                    [-off - wide, off / 2.0],
                ]
                .map(|corner| (off, corner))
            })
            .filter_map(|(off, corner)| {
                let to = self.nearest(corner);
                let boxes = self.lines.iter().map(|line| {
                    let [x, y] = [at[0] + corner[0], at[1] + corner[1]];
                    Rect::from_xywh(x + line.left, y + line.top, line.width(), line.height()).grown(1.5)
                });
                let mut boxes: Vec<Rect> = boxes.collect();
                let meets_lanes = parts
                    .lanes
                    .as_ref()
                    .is_some_and(|lanes| lanes.meeting(&boxes) > 0.0);
                let land = parts.land.share(&boxes);
                if meets_lanes || land > most_land || crosses_lanes(parts, at, to) {
                    return None;
                }
                let mut texts = self.texts.iter().map(|(ix, text, down)| {
                    (Item::Series(*ix), Arc::clone(text), [corner[0], corner[1] + down])
                });
                let (_, shaped, offset) = texts.next()?;
                let leader = (off > OFF[0]).then_some([[0.0, 0.0], to]);
                boxes.extend(leader.into_iter().flat_map(|_| along_leader(at, to)));
                Some(Position {
                    shaped,
                    offset,
                    boxes,
                    cost: off * FARTHER + ON_LAND * land + dearer,
                    leader,
                    anchor,
                    below: texts.collect(),
                })
            })
            .collect()
    }
}

/// What a share is of, in lines, and below who says so.
fn lines_of(
    parts: &Ingredients,
    share: &Share,
    widest: f64,
    with_source: bool,
) -> Vec<(Arc<ShapedText>, TextStyle)> {
    let (fonts, sizes, set) = (parts.world.fonts, &parts.style.sizes, parts.world.dataset);
    let words = sans(sizes.at_least(sizes.small));
    let small = sans(sizes.at_least(sizes.small - 1.5));
    let title = share.series.title.get(&parts.view.language);
    let wrapped = fonts.wrap(title, &words, f64::from(words.size) * widest);
    let source = share.point.sources.first().filter(|_| with_source);
    let source = source.map(|ix| (fonts.shape(&set.source(*ix).short, &small), small));
    wrapped
        .into_iter()
        .map(|line| (line, words))
        .chain(source)
        .collect()
}

/// Small rooms along the line from a lane to its callout, but for its ends.
fn along_leader(at: [f64; 2], to: [f64; 2]) -> impl Iterator<Item = Rect> {
    let count = ((to[0] * to[0] + to[1] * to[1]).sqrt() / LEADER_STEP) as u32;
    (1..count).map(move |i| {
        let part = f64::from(i) / f64::from(count);
        let [x, y] = [0, 1].map(|k| at[k] + to[k] * part - LEADER_ROOM);
        Rect::from_xywh(x, y, 2.0 * LEADER_ROOM, 2.0 * LEADER_ROOM)
    })
}

/// Whether the line from a lane to its callout runs over another lane: it would be read as the figure of that one.
fn crosses_lanes(parts: &Ingredients, at: [f64; 2], to: [f64; 2]) -> bool {
    // Beyond the lane itself.
    const FROM: f64 = 12.0;
    // A slanting lane is cells that touch at their corners: looked at beside the line, too.
    const BESIDE: [[f64; 2]; 3] = [[0.0, 0.0], [2.5, 0.0], [0.0, 2.5]];
    let long = (to[0] * to[0] + to[1] * to[1]).sqrt();
    let Some(lanes) = &parts.lanes else { return false };
    let count = ((long - FROM) / 3.0).max(0.0) as u32;
    let point = |i: u32| {
        let part = (FROM + 3.0 * f64::from(i)) / long;
        [at[0] + to[0] * part, at[1] + to[1] * part]
    };
    let points: Vec<[f64; 2]> = (0..count).map(point).collect();
    BESIDE.iter().any(|by| lanes.under(&points, *by) > 0.0)
}
