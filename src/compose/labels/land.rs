//! Names of countries and rivers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::basemap::{Country, LevelOfDetail};
use crate::model::{Item, PlaceIx};
use crate::scene::{ShapedText, TextStyle};

use super::super::ground::river_rank;
use super::super::text::{sans, serif_italic};
use super::super::world::{picture_rect, screen_from_world, seen_copies};
use super::naming::Lines;
use super::points::{above_or_below, centered, elsewhere, led_to, marker_room};
use super::{IN_FOCUS, Ingredients, Paint, Position, Wish, curve, glyph_boxes};

/// From how many points per degree countries of each rank are named.
const COUNTRY_FROM: [f64; 7] = [0.0, 3.5, 6.0, 8.0, 13.0, 22.0, 34.0];

/// What lying across coasts all along costs: little, for states of islands cannot do without.
const COUNTRY_COAST: f64 = 0.25;

/// So many positions elsewhere on its ground are tried for a country's name in each face, the nearest ones.
const MOST_ELSEWHERE: usize = 12;

/// What a country's name at sea costs: it stands on its own ground wherever it can.
const LED_OFF: f64 = 3.0;

/// Countries in spaced capitals at their anchors.
pub(super) fn countries(parts: &Ingredients, wishes: &mut Vec<Wish>, named: &mut Vec<PlaceIx>) {
    let scale = parts.naming_scale();
    // Grounds without a code of their own (reefs, buffer zones, what is disputed) are no countries to name.
    let all = parts.world.basemap.countries().iter();
    for country in all.filter(|c| c.alpha2.is_some()) {
        let rank = usize::from(country.rank).min(COUNTRY_FROM.len() - 1);
        let place = parts.place_named(&[country.names.in_language("en")]);
        if scale < COUNTRY_FROM[rank] && place.is_none() {
            continue;
        }
        let anchor = country.anchor;
        let Some(at) = parts.on_picture(anchor) else {
            continue;
        };
        named.extend(place);
        // Where something happened in a country as a whole, its name stands with the markers.
        let marked = place.filter(|&p| !parts.world.dataset.events_at(p).is_empty());
        let in_focus = place.is_some_and(|p| parts.is_in_focus(p));
        let lettering = parts
            .lettering_of_country(&country.names)
            .map_first(str::to_uppercase);
        let spread = (scale / 40.0).clamp(0.0, 1.0) as f32;
        let size = parts.style.sizes.country + 2.0 * spread - if rank >= 4 { 1.0 } else { 0.0 };
        let face = TextStyle {
            letter_spacing: 0.14 + 0.2 * spread,
            ..sans(parts.style.sizes.at_least(size))
        };
        let shaped = lettering.shape(parts, &face, Lines::Centered);
        let mut positions = centered(&shaped, at);
        let there = |place| {
            parts
                .camera
                .screen_from_lon_lat(parts.world.dataset.place(place).anchor)
        };
        if let Some((place, there)) = marked.and_then(|place| Some((place, there(place)?))) {
            let beside = above_or_below(&shaped, there, marker_room(parts.world, parts.style, place));
            let moved = beside.into_iter().map(|p| Position {
                offset: [0, 1].map(|k| p.offset[k] + there[k] - at[k]),
                ..p
            });
            positions.splice(0..0, moved);
        }
        positions.retain(|p| is_on_own_ground(parts, country, p));
        if marked.is_some() || in_focus {
            let close_set = TextStyle {
                letter_spacing: 0.03,
                ..face
            };
            let close_set = lettering.shape(parts, &close_set, Lines::Centered);
            for shaped in [&shaped, &close_set] {
                let farther = elsewhere(shaped, at).into_iter();
                let good = farther.filter(|p| is_on_no_other_ground(parts, country, p));
                positions.extend(good.take(MOST_ELSEWHERE));
            }
            if let Some((place, there)) = marked.and_then(|place| Some((place, there(place)?))) {
                positions.extend(led_off(parts, country, &close_set, [at, there], place));
            }
        }
        wishes.push(Wish {
            priority: 980.0 - 40.0 * f64::from(country.rank)
                + if place.is_some() { 150.0 } else { 0.0 }
                + if in_focus { IN_FOCUS } else { 0.0 },
            paint: Paint {
                color: parts.style.labels.country,
                halo: parts.land_halo(),
                follows_light: false,
            },
            item: place.map(Item::Place),
            passage: None,
            lane: None,
            dot: None,
            only_lit: false,
            coast: COUNTRY_COAST,
            land: 0.0,
            replaced_by: parts.replacing(&country.id),
            anchor,
            positions,
        });
    }
}

/// Whether the middle of a country's name lies in that country: nowhere else may it stand.
fn is_on_own_ground(parts: &Ingredients, country: &Country, position: &Position) -> bool {
    let Some(room) = position.boxes.first() else {
        return false;
    };
    let [x, y] = room.center();
    let letter = room.height() / 4.0;
    [y - letter, y, y + letter].into_iter().all(|y| {
        parts
            .country_under([x, y])
            .is_some_and(|there| there.id == country.id)
    })
}

/// Positions at sea beside a country's markers, which a line leads to, for one that is too narrow for its name.
fn led_off(
    parts: &Ingredients,
    country: &Country,
    shaped: &Arc<ShapedText>,
    [anchor, there]: [[f64; 2]; 2],
    place: PlaceIx,
) -> Vec<Position> {
    const OFF: [f64; 3] = [13.0, 28.0, 46.0];
    /// Up to this rank a place is what the data are about: named wherever that can be.
    const LEADING: u8 = 2;
    if parts.world.dataset.place(place).rank > LEADING {
        return Vec::new();
    }
    let room = marker_room(parts.world, parts.style, place);
    let shift = [there[0] - anchor[0], there[1] - anchor[1]];
    let positions = OFF.into_iter().flat_map(|off| led_to(shaped, there, room, off));
    let moved = positions.map(|p| Position {
        offset: [0, 1].map(|k| p.offset[k] + shift[k]),
        leader: p
            .leader
            .map(|ends| ends.map(|end| [0, 1].map(|k| end[k] + shift[k]))),
        cost: p.cost + LED_OFF,
        ..p
    });
    let is_free = |p: &Position| {
        let Some(room) = p.boxes.first() else {
            return false;
        };
        [0.0, 0.25, 0.5, 0.75, 1.0].into_iter().all(|part| {
            let at = [room.left + part * room.width(), room.center()[1]];
            parts
                .country_under(at)
                .is_none_or(|ground| ground.id == country.id)
        })
    };
    moved.filter(is_free).collect()
}

/// Whether a country's name stands mostly on its own ground, for the rest over the sea, and at most with its
/// ends on another's: on an islet alone it would hang over the sea.
fn is_on_no_other_ground(parts: &Ingredients, country: &Country, position: &Position) -> bool {
    const PARTS: [f64; 5] = [0.2, 0.35, 0.5, 0.65, 0.8];
    const LEAST_OWN: usize = 4;
    let Some(room) = position.boxes.first() else {
        return false;
    };
    let mut own = 0;
    for part in PARTS {
        let at = [room.left + part * room.width(), room.center()[1]];
        match parts.country_under(at) {
            Some(there) if there.id == country.id => own += 1,
            Some(_) => return false,
            None => {}
        }
    }
    own >= LEAST_OWN && is_on_own_ground(parts, country, position)
}

/// Over so many samples to each side a course is mellowed before letters stand on it.
const MELLOW: usize = 9;

/// The most that a course may turn under its name, in radians.
const MOST_TURN: f64 = 1.5;

/// The stretches of one river that could bear its name.
#[derive(Default)]
struct Course {
    rank: u8,
    positions: Vec<Position>,
    /// The middle of each stretch on the picture.
    middles: Vec<[f64; 2]>,
}

/// Rivers along their courses, where a stretch is straight enough; each name once.
pub(super) fn rivers(parts: &Ingredients, wishes: &mut Vec<Wish>) {
    let camera = parts.camera;
    let scale = camera.points_per_degree();
    let room = picture_rect(camera).grown(-4.0);
    let level = LevelOfDetail::for_scale(scale);
    let mut courses: BTreeMap<Arc<str>, Course> = BTreeMap::new();
    let seen = seen_copies(camera, 0.0);
    for (shift, bounds) in seen
        .iter()
        .flat_map(|(shift, seen)| seen.iter().map(move |b| (*shift, b)))
    {
        let transform = screen_from_world(camera, shift);
        let max_rank = river_rank(scale).saturating_sub(1);
        for river in parts
            .world
            .basemap
            .rivers(level, bounds, max_rank, camera.projection())
        {
            if river.name.is_empty() {
                continue;
            }
            for line in river.line.lines() {
                let on_screen: Vec<_> = line.iter().map(|&p| transform.apply(p)).collect();
                if !on_screen.iter().any(|at| room.contains(*at)) {
                    continue;
                }
                let fine = curve::resample(&on_screen);
                let seen = curve::longest_inside(&fine, room);
                if let Some((middle, position)) = best_stretch(parts, &river.name, seen) {
                    let course = courses.entry(Arc::clone(&river.name)).or_default();
                    course.rank = river.rank;
                    course.positions.push(position);
                    course.middles.push(middle);
                }
            }
        }
    }
    for course in courses.into_values() {
        let Course {
            rank,
            positions,
            middles,
        } = course;
        // A label moves with one anchor: positions of other stretches are told from it.
        let anchor = middles[0];
        let Some(place) = parts.anchor_at(anchor) else {
            continue;
        };
        let positions = positions
            .into_iter()
            .zip(middles)
            .map(|(p, middle)| Position {
                offset: [middle[0] - anchor[0], middle[1] - anchor[1]],
                ..p
            })
            .collect();
        wishes.push(Wish {
            priority: 350.0 - 25.0 * f64::from(rank),
            paint: Paint {
                color: parts.style.labels.river,
                halo: parts.land_halo(),
                follows_light: false,
            },
            item: None,
            passage: None,
            lane: None,
            dot: None,
            only_lit: false,
            coast: 0.0,
            land: 0.0,
            replaced_by: Vec::new(),
            anchor: place,
            positions,
        });
    }
}

/// The straightest stretch of a course that is long enough for the words, which stand just above it.
fn best_stretch(parts: &Ingredients, text: &str, seen: &[[f64; 2]]) -> Option<([f64; 2], Position)> {
    let face = &serif_italic(parts.style.sizes.river, 0.03);
    let width = f64::from(parts.world.fonts.shape(text, face).width);
    let spacing = curve::length(seen) / (seen.len().max(2) - 1) as f64;
    let samples = (width * 1.25 / spacing.max(0.5)).ceil() as usize + 1;
    if seen.len() < samples || samples < 3 {
        return None;
    }
    let mellow = curve::mellowed(seen, MELLOW);
    let turned = curve::turns_so_far(&mellow);
    let stride = (samples / 4).max(1);
    let turn = |start: usize| turned[start + samples - 1] - turned[start];
    let start = (0..=seen.len() - samples)
        .step_by(stride)
        .min_by(|a, b| turn(*a).total_cmp(&turn(*b)))?;
    if turn(start) > MOST_TURN {
        return None;
    }
    let best = &mellow[start..start + samples];
    let middle = best[best.len() / 2];
    let (first, last) = (best[0], best[best.len() - 1]);
    let (dx, dy) = (last[0] - first[0], last[1] - first[1]);
    let length = dx.hypot(dy).max(1e-9);
    // Above the water for eyes that read left to right, whichever way the course runs.
    let side = if dx >= 0.0 { 1.0 } else { -1.0 };
    let lift = 3.2 * side;
    let raised: Vec<[f64; 2]> = best
        .iter()
        .map(|p| {
            [
                p[0] + dy / length * lift - middle[0],
                p[1] - dx / length * lift - middle[1],
            ]
        })
        .collect();
    let shaped = parts.world.fonts.shape_along(text, face, &raised)?;
    let boxes = glyph_boxes(&shaped, middle);
    Some((
        middle,
        Position {
            shaped: Arc::new(shaped),
            offset: [0.0, 0.0],
            boxes,
            cost: 0.0,
            leader: None,
            anchor: None,
            below: Vec::new(),
        },
    ))
}
