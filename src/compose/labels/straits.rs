//! Names of straits beside their signs, where no other name on the map says them already.

use std::collections::HashSet;

use crate::compose::map::MapContext;
use crate::compose::straits::{Sign, room, rooms, signs};
use crate::compose::text::{sans_semibold, serif_italic};
use crate::model::fold;
use crate::scene::{Rect, TextStyle};
use crate::view::Layer;

use super::points::{beside, led_to};
use super::{Ingredients, Paint, Wish};

/// How far the names of closed straits go before others: before all but what is selected or spoken of.
const CLOSED: f64 = 960.0;
/// How far those of open straits go: after most towns.
const OPEN: f64 = 300.0;
/// From how many points per degree on open straits are named.
const OPEN_NAMED_FROM: f64 = 30.0;
/// How much farther from its sign a name may stand, in points.
const FARTHER_OFF: [f64; 2] = [10.0, 22.0];
/// What standing on land costs, all of it.
const ON_LAND: f64 = 0.3;
/// What lying across a coast costs.
const COAST: f64 = 0.4;

/// A wish for each strait that has a sign. What bars cover is added to `obstacles`.
pub(super) fn wishes(
    parts: &Ingredients,
    map: &MapContext,
    wishes: &mut Vec<Wish>,
    obstacles: &mut Vec<Rect>,
) {
    let said: HashSet<String> = wishes.iter().filter_map(Wish::text).map(fold).collect();
    let named_open = parts.view.layers.shows(Layer::Names) && parts.naming_scale() >= OPEN_NAMED_FROM;
    for sign in signs(map) {
        // The small signs of open straits lie below names; a bar is read with its name.
        if sign.strait.is_shut() {
            obstacles.extend(rooms(&sign, map.camera));
        }
        if sign.strait.is_shut() || named_open {
            wishes.extend(wish(parts, map, &sign, &said));
        }
    }
}

fn wish(parts: &Ingredients, map: &MapContext, sign: &Sign, said: &HashSet<String>) -> Option<Wish> {
    let (strait, style) = (sign.strait, parts.style);
    let language = parts.view.names.language.as_deref();
    let name = strait.passage.name(language.unwrap_or(&parts.view.language));
    let known = [name, strait.passage.name("en")];
    let is_said = known.iter().any(|name| said.contains(&fold(name)));
    let shut = strait.is_shut();
    let (text, face): (String, TextStyle) = match (shut, is_said) {
        (false, true) => return None,
        (false, false) => (
            name.to_owned(),
            serif_italic(style.sizes.at_least(style.sizes.sea_small - 1.5), 0.01),
        ),
        (true, true) => (map.words.closed.clone(), sans_semibold(style.sizes.town)),
        (true, false) => (
            map.words.strait_closed.replace("[name]", name),
            sans_semibold(style.sizes.town),
        ),
    };
    let shaped = parts.world.fonts.shape(&text, &face);
    let around = [room(strait); 2];
    let mut positions = beside(&shaped, sign.at, around);
    if shut {
        positions.extend(
            FARTHER_OFF
                .into_iter()
                .flat_map(|off| led_to(&shaped, sign.at, around, off)),
        );
    }
    Some(Wish {
        priority: if shut { CLOSED } else { OPEN },
        paint: Paint {
            color: if shut {
                style.map.closed_gate.color
            } else {
                style.labels.water
            },
            halo: parts.water_halo(),
            follows_light: false,
        },
        item: None,
        passage: Some(sign.number),
        lane: None,
        dot: None,
        only_lit: false,
        coast: COAST,
        land: if shut { 0.0 } else { ON_LAND },
        replaced_by: Vec::new(),
        anchor: strait.at,
        positions,
    })
}
