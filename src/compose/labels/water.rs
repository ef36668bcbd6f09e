//! Names of seas, gulfs, straits and other features of nature, lettered along their curves.

use std::rc::Rc;
use std::sync::Arc;

use crate::basemap::{FeatureKind, PhysicalName};
use crate::geography::GeoBounds;
use crate::model::{Item, PlaceIx};
use crate::scene::{Rect, TextStyle};

use super::super::text::{sans, serif, serif_italic};
use super::super::world::picture_rect;
use super::naming::{Lettering, Lines};
use super::points::centered;
use super::{IN_FOCUS, Ingredients, Paint, Position, Wish, curve, glyph_boxes};

/// From how many points per degree names of each rank are shown.
const SHOWN_FROM: [f64; 8] = [0.0, 5.0, 9.0, 15.0, 28.0, 70.0, 160.0, 400.0];

/// From how many points per degree lakes are named at all.
const LAKES_FROM: f64 = 8.0;

/// How far names of nature of the first rank go before others, and how much farther those of wide waters.
const BASE: f64 = 860.0;
const WIDE: f64 = 130.0;

/// Wishes for all names of nature; data places that a placed name stands for are added to `named`.
pub(super) fn wishes(parts: &Ingredients, wishes: &mut Vec<Wish>, named: &mut Vec<PlaceIx>) {
    let scale = parts.naming_scale();
    for name in parts.world.basemap.names(&GeoBounds::WORLD, u8::MAX) {
        if !is_near(parts, name) {
            continue;
        }
        let rank = usize::from(name.rank).min(SHOWN_FROM.len() - 1);
        let place = parts.place_named(&[name.names.in_language("en")]);
        let from = match name.kind {
            FeatureKind::Lake => SHOWN_FROM[rank].max(LAKES_FROM),
            _ => SHOWN_FROM[rank],
        };
        if scale < from && place.is_none() {
            continue;
        }
        // A small water where something happened is named beside its marker, like any site.
        let small = !matches!(
            name.kind,
            FeatureKind::Sea | FeatureKind::Ocean | FeatureKind::Gulf
        );
        if small && place.is_some_and(|p| !parts.world.dataset.events_at(p).is_empty()) {
            continue;
        }
        let elsewhere = place.is_some_and(|p| parts.world.dataset.events_at(p).is_empty());
        match wish(parts, name, place) {
            Some(wish) => {
                named.extend(place);
                wishes.push(wish);
            }
            // A wide water whose middle is not seen has no name here, not even at its anchor.
            None if !small && elsewhere => named.extend(place),
            None => {}
        }
    }
}

/// Whether a feature lies on the picture or not far from it.
fn is_near(parts: &Ingredients, name: &PhysicalName) -> bool {
    const FAR: f64 = 240.0;
    let room = picture_rect(parts.camera).grown(FAR);
    let mut seen = name
        .path
        .iter()
        .filter_map(|p| parts.camera.screen_from_lon_lat(*p));
    let Some([x, y]) = seen.next() else { return false };
    let around = seen.fold([x, y, x, y], |b, [x, y]| {
        [b[0].min(x), b[1].min(y), b[2].max(x), b[3].max(y)]
    });
    around[0] <= room.right && around[2] >= room.left && around[1] <= room.bottom && around[3] >= room.top
}

fn wish(parts: &Ingredients, name: &PhysicalName, place: Option<PlaceIx>) -> Option<Wish> {
    let water = name.kind.is_water();
    let lettering = parts.lettering_of_feature(name, place);
    let large = matches!(name.kind, FeatureKind::Sea | FeatureKind::Ocean) && name.rank <= 1;
    let lettering = if large {
        lettering.map_first(str::to_uppercase)
    } else {
        lettering
    };
    let wide = matches!(
        name.kind,
        FeatureKind::Sea | FeatureKind::Ocean | FeatureKind::Gulf
    );
    let face = face(parts, name);
    let screen: Vec<[f64; 2]> = name
        .path
        .iter()
        .filter_map(|p| parts.camera.screen_from_lon_lat(*p))
        .collect();
    let room = picture_room(parts);
    let (anchor, positions) = match screen[..] {
        [] => return None,
        [at] => {
            if !room.contains(at) {
                return None;
            }
            let shaped = lettering.shape(parts, &face, Lines::Centered);
            (at, centered(&shaped, at))
        }
        _ => {
            let shifts = if large { SHIFTS.len() } else { SHIFTS_OF_NARROWS };
            let shifts = &SHIFTS[..shifts];
            let with_second = along(parts, &lettering, &face, &screen, name.kind, shifts);
            match lettering.without_second() {
                // Where both names find no room, the first one stands alone.
                Some(first) => {
                    let alone = along(parts, &first, &face, &screen, name.kind, shifts);
                    let (at, mut positions) = with_second.unwrap_or_default();
                    let (at, alone) = alone.unwrap_or((at, Vec::new()));
                    positions.extend(alone.into_iter().map(|p| Position {
                        cost: p.cost + ALONE,
                        ..p
                    }));
                    (!positions.is_empty()).then_some((at, positions))?
                }
                None => with_second?,
            }
        }
    };
    let in_focus = place.is_some_and(|p| parts.is_in_focus(p));
    let key_site = place.is_some_and(|p| parts.world.dataset.place(p).rank <= 1);
    Some(Wish {
        priority: BASE - 70.0 * f64::from(name.rank)
            + if wide { WIDE } else { 0.0 }
            + if key_site { 200.0 } else { 0.0 }
            + if in_focus { IN_FOCUS } else { 0.0 },
        paint: Paint {
            color: if water {
                parts.style.labels.water
            } else {
                parts.style.labels.detail
            },
            halo: if water {
                parts.water_halo()
            } else {
                parts.land_halo()
            },
            follows_light: false,
        },
        item: place.map(Item::Place),
        passage: None,
        lane: None,
        dot: None,
        only_lit: false,
        coast: if water { COAST } else { 0.0 },
        land: if water { ON_LAND } else { 0.0 },
        replaced_by: Vec::new(),
        anchor: parts.anchor_at(anchor)?,
        positions,
    })
}

fn face(parts: &Ingredients, name: &PhysicalName) -> TextStyle {
    let sizes = &parts.style.sizes;
    if !name.kind.is_water() {
        return match name.kind {
            FeatureKind::Islands | FeatureKind::Island | FeatureKind::Reef | FeatureKind::Cape => {
                sans(sizes.at_least(sizes.town - 0.5))
            }
            _ => serif(sizes.sea_small, 0.12),
        };
    }
    let wide = matches!(name.kind, FeatureKind::Sea | FeatureKind::Ocean);
    if name.kind == FeatureKind::Lake {
        return serif_italic(sizes.at_least(sizes.sea_small * 0.86), 0.02);
    }
    let large = wide || name.kind == FeatureKind::Gulf;
    match (wide, name.rank) {
        (true, 0) => serif_italic(sizes.sea_large, 0.34),
        (true, 1) => serif_italic(sizes.sea_large * 0.78, 0.22),
        (_, 0..=2) if large => serif_italic(sizes.sea_small * 1.18, 0.1),
        _ => serif_italic(sizes.sea_small, 0.04),
    }
}

/// Where names of nature may stand.
fn picture_room(parts: &Ingredients) -> Rect {
    picture_rect(parts.camera).grown(-6.0)
}

/// Sizes that a name is tried in, as parts of its own, until its sea has room for it.
const SHRUNK: [f32; 4] = [1.0, 0.8, 0.64, 0.5];
/// How far to the side of its curve a name may stand, in points.
const SHIFTS: [f64; 13] = [
    0.0, -14.0, 14.0, -28.0, 28.0, -48.0, 48.0, -70.0, 70.0, -100.0, 100.0, -135.0, 135.0,
];
/// How many of them names of waters that are no wide sea are tried at.
const SHIFTS_OF_NARROWS: usize = 5;
/// Farther to the side than this a name must have come by water alone; farther than the second, it is tried in the
/// middle of its line alone.
const BESIDE: f64 = 30.0;
const FAR_BESIDE: f64 = 70.0;
/// The part of a name's letters that islets may lie under at once.
const ISLETS: f64 = 0.1;
/// How far along its curve a name may slide, as a part of its length.
const SLIDES: [f64; 3] = [0.0, 0.3, -0.3];
/// On how many lines letters of one size are tried, and of a wide sea's name.
const MOST_CANDIDATES: usize = 4;
const MOST_OF_WIDE: usize = 8;
/// What each of the sizes costs, and a place beside the curve, for a lane through all of a word: a little smaller is
/// little, but the name of a sea is not to become that of a bay.
const COST_OF_SHRINKING: [f64; SHRUNK.len()] = [0.0, 0.3, 0.8, 1.4];
const COST_OF_MOVING: f64 = 0.12;
/// From so many times 28 points on a place farther beside costs no more: it is in the same open sea.
const MOST_FOR_SHIFT: f64 = 3.0;
/// What standing without its second name costs a name: more than all else.
const ALONE: f64 = 4.0;
/// What standing on land costs.
const ON_LAND: f64 = 1.5;
/// What standing across coasts all along costs: water is lettered on water.
pub(super) const COAST: f64 = 0.9;
/// How much longer than what is seen of its curve a name may be.
const OVERHANG: f64 = 1.9;
/// The same for an ocean, whose curve is but the middle of it.
const OCEAN_OVERHANG: f64 = 3.2;

/// The label along its curve: spread over most of it where there is room, in smaller letters where there
/// is little. A sea of which only an edge is seen has no name.
fn along(
    parts: &Ingredients,
    lettering: &Lettering,
    face: &TextStyle,
    screen: &[[f64; 2]],
    kind: FeatureKind,
    shifts: &[f64],
) -> Option<([f64; 2], Vec<Position>)> {
    let fine = curve::smooth(screen);
    let room = picture_room(parts);
    let seen = curve::longest_inside(&fine, room);
    let middle = *seen.get(seen.len() / 2)?;
    let available = curve::length(seen);
    if available < (curve::length(&fine) * 0.4).min(120.0) {
        return None;
    }
    let least = parts.style.sizes.least.max(parts.style.sizes.small);
    let is_wide = shifts.len() > SHIFTS_OF_NARROWS;
    let most_on_land = most_on_land(kind);
    let overhang = match kind {
        FeatureKind::Ocean => OCEAN_OVERHANG,
        _ => OVERHANG,
    };
    let most = if is_wide { MOST_OF_WIDE } else { MOST_CANDIDATES };
    let mut positions = Vec::new();
    for (shrunk, part) in SHRUNK.into_iter().enumerate() {
        let face = TextStyle {
            size: (face.size * part).max(least),
            ..*face
        };
        let natural = lettering.width(parts, &face);
        if natural > available * overhang {
            continue;
        }
        let letters = lettering.first.chars().count().max(2) as f64;
        let spare = (available * 0.72 - natural) / (letters * f64::from(face.size));
        let spread = TextStyle {
            letter_spacing: face.letter_spacing + (spare.max(0.0) as f32).min(0.55),
            ..face
        };
        // Along the curve, then a little to either side of it, then farther along it.
        let length = natural * 1.12 + 6.0;
        let own_line = Rc::new(curve::extended(seen, length));
        let mut of_size: Vec<Candidate> = Vec::new();
        for slide in SLIDES {
            let line = if slide == 0.0 {
                Rc::clone(&own_line)
            } else {
                Rc::new(curve::window(
                    &curve::extended(seen, length * 1.7),
                    length,
                    slide * length,
                ))
            };
            let letters = middle_part(&line, natural);
            let tried = |shift: &&f64| slide == 0.0 || shift.abs() <= FAR_BESIDE;
            for &shift in shifts.iter().filter(tried) {
                let by = offset(&line, shift);
                let on_land = parts.land.under(&letters, by);
                let is_far = shift.abs() > BESIDE;
                if on_land > most_on_land || (is_far && !is_same_water(parts, &letters, by)) {
                    continue;
                }
                let cost = COST_OF_SHRINKING[shrunk]
                    + COST_OF_MOVING * (f64::from(slide != 0.0) + (shift.abs() / 28.0).min(MOST_FOR_SHIFT));
                let met = parts.about_under(&letters, by) + ON_LAND * on_land;
                of_size.push(Candidate {
                    line: Rc::clone(&line),
                    shift,
                    by,
                    cost,
                    estimate: cost + met,
                });
            }
        }
        // Letters are set along the most promising lines of each size alone.
        of_size.sort_by(|a, b| a.estimate.total_cmp(&b.estimate));
        for candidate in apart(of_size, most) {
            // Spread only where the name has the size that it should have, on its own line.
            let is_own = shrunk == 0 && Rc::ptr_eq(&candidate.line, &own_line);
            for face in [spread, face].into_iter().skip(usize::from(!is_own)) {
                positions.extend(candidate.position(parts, lettering, &face, middle));
            }
        }
    }
    (!positions.is_empty()).then_some((middle, positions))
}

/// The most promising of some candidates, given in their order, that stand apart: where one finds no room, its
/// neighbour would find none either.
fn apart(candidates: Vec<Candidate>, most: usize) -> Vec<Candidate> {
    const LEAST: f64 = 20.0;
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let is_near = |other: &Candidate| {
            Rc::ptr_eq(&other.line, &candidate.line) && (other.shift - candidate.shift).abs() < LEAST
        };
        if chosen.len() < most && !chosen.iter().any(is_near) {
            chosen.push(candidate);
        }
    }
    chosen
}

/// A line that a name may stand on.
struct Candidate {
    line: Rc<Vec<[f64; 2]>>,
    /// How far to the side, in points.
    shift: f64,
    /// How far the letters stand beside the line.
    by: [f64; 2],
    cost: f64,
    /// With about what lies below it.
    estimate: f64,
}

impl Candidate {
    /// The letters along the line; `middle` is the point of the picture that they are told from.
    fn position(
        &self,
        parts: &Ingredients,
        lettering: &Lettering,
        face: &TextStyle,
        middle: [f64; 2],
    ) -> Option<Position> {
        let line: Vec<[f64; 2]> = self
            .line
            .iter()
            .map(|p| [0, 1].map(|k| p[k] + self.by[k] - middle[k]))
            .collect();
        let shaped = lettering.shape_along(parts, face, &line)?;
        Some(Position {
            boxes: glyph_boxes(&shaped, middle),
            shaped: Arc::new(shaped),
            offset: [0.0, 0.0],
            leader: None,
            anchor: None,
            below: Vec::new(),
            cost: self.cost,
        })
    }
}

/// How much of a name may stand on land: of that of a water little, of others, of ranges and plains, all.
fn most_on_land(kind: FeatureKind) -> f64 {
    match kind {
        FeatureKind::Sea | FeatureKind::Ocean => 0.2,
        FeatureKind::Gulf => 0.35,
        FeatureKind::Lake => 1.0,
        kind if kind.is_water() => 0.45,
        _ => 1.0,
    }
}

/// Points about as far apart as letters along the middle of a line, over so much of its length.
fn middle_part(line: &[[f64; 2]], length: f64) -> Vec<[f64; 2]> {
    const EVERY: f64 = 6.0;
    let spacing = curve::length(line) / (line.len().max(2) - 1) as f64;
    let half = ((length / 2.0 / spacing.max(0.5)) as usize).min(line.len() / 2);
    let part = &line[line.len() / 2 - half..(line.len() / 2 + half).min(line.len())];
    let step = ((EVERY / spacing.max(0.5)).round() as usize).max(1);
    part.iter().step_by(step).copied().collect()
}

/// Whether points that are moved so far beside a water's own line stay in that water: no land but islets lies on the
/// way there.
fn is_same_water(parts: &Ingredients, points: &[[f64; 2]], by: [f64; 2]) -> bool {
    let steps = (by[0].abs().max(by[1].abs()) / 3.0).ceil().max(1.0) as u32;
    (0..=steps).all(|step| {
        let part = f64::from(step) / f64::from(steps);
        parts.land.under(points, by.map(|v| v * part)) <= ISLETS
    })
}

/// How far a line moves on the picture that is moved sideways, to the left of its direction for positive distances
/// on a picture with y down.
fn offset(line: &[[f64; 2]], by: f64) -> [f64; 2] {
    let (Some(first), Some(last)) = (line.first(), line.last()) else {
        return [0.0, 0.0];
    };
    let (dx, dy) = (last[0] - first[0], last[1] - first[1]);
    let length = dx.hypot(dy).max(1e-9);
    [dy / length * by, -dx / length * by]
}

/// The line moved sideways.
pub(super) fn shifted(line: &[[f64; 2]], by: f64) -> Vec<[f64; 2]> {
    let [dx, dy] = offset(line, by);
    line.iter().map(|p| [p[0] + dx, p[1] + dy]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_moved_sideways_keeps_its_direction() {
        let moved = shifted(&[[0.0, 0.0], [10.0, 0.0]], 4.0);
        assert_eq!(moved, [[0.0, -4.0], [10.0, -4.0]]);
    }
}
