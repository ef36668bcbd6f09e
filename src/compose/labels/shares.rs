//! Shares that a data set states about a lane stand on it, written out: the figure, what it is of, and who says so.

use std::sync::Arc;

use crate::compose::lanes::{LaneLine, lines};
use crate::compose::text::{sans, sans_semibold};
use crate::compose::value_with_unit;
use crate::geography::{Leg, LonLat};
use crate::model::{Item, LaneIx, PlaceGeometry, PlaceIx, Series, SeriesIx, SeriesPoint, Subject};
use crate::scene::{ShapedText, TextStyle};
use crate::view::ResolvedLane;

use super::callouts::{Block, Callout, Figure, STEP, on_picture};
use super::{Ingredients, Wish};

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
/// No share stands on so much land, but one that is selected or spoken of.
const MOST_LAND: f64 = 0.5;
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
    let places = on_picture(parts, line, stretch(parts, share, resolved)?);
    let blocks: Vec<(Block, f64)> = WIDEST
        .iter()
        .zip([0.0, NARROW])
        .map(|(widest, dearer)| (block(parts, shares, *widest), dearer))
        .collect();
    let long = places.len() as f64 * STEP;
    if long < blocks[0].0.width() * LEAST_STRETCH {
        return None;
    }
    let set = parts.world.dataset;
    let focused = parts.view.focus.lanes.contains(&set.lane(share.lane).id);
    let priority = match parts.view.selection.as_ref().and_then(|s| s.item(set)) {
        Some(Item::Series(ix)) if shares.iter().any(|share| share.ix == ix) => SELECTED,
        Some(Item::Lane(ix)) if ix == share.lane => WANTED,
        _ if focused => WANTED,
        _ => PRIORITY,
    };
    Callout {
        item: Item::Series(share.ix),
        lane: share.lane,
        priority,
        color: parts.style.map.lane.color,
        most_land: if priority > PRIORITY { 1.0 } else { MOST_LAND },
        places,
        blocks,
    }
    .wish(parts)
}

/// The shares of a stretch below each other: the figure, beside it what it is of, and below who says so.
fn block(parts: &Ingredients, shares: &[Share], widest: f64) -> Block {
    let face = sans_semibold(parts.style.sizes.site + 2.0);
    let figures = shares.iter().enumerate().map(|(i, share)| {
        // A source that the next one has too stands once, below both.
        let source = share.point.sources.first();
        let is_next = shares
            .get(i + 1)
            .is_some_and(|next| next.point.sources.first() == source);
        Figure {
            item: Item::Series(share.ix),
            text: parts
                .world
                .fonts
                .shape(&value_with_unit(share.value, SHARE), &face),
            face,
            lines: lines_of(parts, share, widest, !is_next),
        }
    });
    Block::new(&figures.collect::<Vec<_>>())
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
