//! How much longer lanes are by closed straits: miles, days and parts of a hundred, beside the way that they now take.

use crate::compose::Words;
use crate::compose::lanes::{LaneLine, lines};
use crate::compose::numbers::{knots_in_words, signed};
use crate::compose::text::{sans, sans_semibold};
use crate::geography::{LonLat, NauticalMiles};
use crate::model::{Item, LaneIx};
use crate::view::{Detour, ResolvedLane};

use super::callouts::{Block, Callout, Figure, on_picture};
use super::{Ingredients, Wish};

/// How far detours go before other names: after the names of what is closed, before all but what is selected.
const PRIORITY: f64 = 950.0;
/// The widest line below a figure, in sizes of its letters.
const WIDEST: f64 = 16.0;

/// A lane, or several of one way, that closed straits have made longer.
struct Longer<'a> {
    lanes: Vec<LaneIx>,
    detour: Detour<'a>,
    now: &'a ResolvedLane,
    /// The greatest part of the present way that is another one: from `path[0]` to `path[1]`.
    part: [usize; 2],
}

impl Longer<'_> {
    /// Whether another lane has become as much longer on the same water.
    fn is_like(&self, other: &Self) -> bool {
        let ends = |longer: &Self| longer.part.map(|at| longer.now.path[at]);
        let turned = |[a, b]: [LonLat; 2]| [b, a];
        let miles = |longer: &Self| {
            longer
                .detour
                .longer_by()
                .map(|l| NauticalMiles::from(l).0.round() as i64)
        };
        let same_way = ends(self) == ends(other) || ends(self) == turned(ends(other));
        same_way && miles(self) == miles(other)
    }
}

/// A wish for each way that is longer than it would be with nothing closed.
pub(super) fn wishes(parts: &Ingredients, words: &Words, wishes: &mut Vec<Wish>) {
    let mut all: Vec<Longer> = Vec::new();
    for longer in parts.world.dataset.lanes().filter_map(|ix| longer(parts, ix)) {
        match all.iter_mut().find(|other| other.is_like(&longer)) {
            Some(other) => other.lanes.extend(longer.lanes),
            None => all.push(longer),
        }
    }
    if all.is_empty() {
        return;
    }
    let lines = lines(parts.world, parts.style, parts.camera);
    let of_several = all.len() > 1;
    wishes.extend(
        all.iter()
            .filter_map(|longer| wish(parts, words, longer, &lines, of_several)),
    );
}

fn longer<'a>(parts: &'a Ingredients, ix: LaneIx) -> Option<Longer<'a>> {
    let detour = parts.world.lanes.detour(ix)?;
    let now = detour.now.ok()?;
    let along = parts.world.lanes.kilometers_along(ix);
    let long = |part: &&std::ops::Range<usize>| along[part.end - 1] - along[part.start];
    let part = detour.taken.iter().max_by(|a, b| long(a).total_cmp(&long(b)))?;
    Some(Longer {
        lanes: vec![ix],
        detour,
        now,
        part: [part.start, part.end - 1],
    })
}

fn wish(
    parts: &Ingredients,
    words: &Words,
    longer: &Longer,
    lines: &[LaneLine],
    of_several: bool,
) -> Option<Wish> {
    let lane = *longer.lanes.first()?;
    let line = lines.iter().find(|line| line.lane == lane)?;
    Callout {
        item: Item::Lane(lane),
        lane,
        priority: PRIORITY,
        color: parts.style.map.closed_gate.color,
        most_land: 1.0,
        places: on_picture(parts, line, longer.part.map(|at| at as f64)),
        blocks: vec![(block(parts, words, longer, of_several)?, 0.0)],
    }
    .wish(parts)
}

fn block(parts: &Ingredients, words: &Words, longer: &Longer, of_several: bool) -> Option<Block> {
    let (fonts, style, view) = (parts.world.fonts, parts.style, parts.view);
    let by = longer.detour.longer_by()?;
    let face = sans_semibold(style.sizes.site);
    let miles = signed(NauticalMiles::from(by).0, 0);
    let figure = format!("{miles} {}", words.nautical_miles);
    let small = sans(style.sizes.at_least(style.sizes.small));
    let speed = view.ship_speed;
    let days = words
        .longer_by
        .replace("[days]", &signed(speed.time_for(by).0, 1))
        .replace("[knots]", &knots_in_words(speed))
        .replace("[percent]", &signed(longer.detour.longer_by_percent()?, 0));
    let titles = longer.lanes.iter().filter(|_| of_several).flat_map(|ix| {
        let title = parts.world.dataset.lane(*ix).title.get(&view.language);
        fonts.wrap(title, &small, f64::from(small.size) * WIDEST)
    });
    let lines = titles
        .chain([fonts.shape(&days, &small)])
        .map(|line| (line, small));
    Some(Block::new(&[Figure {
        item: Item::Lane(*longer.lanes.first()?),
        text: fonts.shape(&figure, &face),
        face,
        lines: lines.collect(),
    }]))
}
