//! Names of straits beside their signs, where no other name on the map says them already.

use std::collections::HashSet;

use crate::compose::map::MapContext;
use crate::compose::straits::{Sign, room, rooms, signs};
use crate::compose::text::{sans_semibold, serif_italic};
use crate::model::fold;
use crate::scene::{Rect, TextStyle};
use crate::view::{Layer, Strait};

use super::points::{beside, led_to};
use super::{Ingredients, Paint, Wish};

/// How far the names of closed straits go before others: before all but what is selected or spoken of.
const CLOSED: f64 = 960.0;
/// Names from here on are of what is selected or spoken of: they stay beside those of what is closed.
const WANTED: f64 = 1200.0;
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
    let shut = signs(map).into_iter().filter(|sign| sign.strait.is_shut());
    let shut: Vec<String> = shut
        .flat_map(|sign| names(parts, &sign))
        .map(|name| fold(&name))
        .collect();
    // The name of what is closed stands with that it is: what names the same place without it is left out.
    wishes.retain(|wish| {
        wish.priority >= WANTED || !wish.text().is_some_and(|text| shut.contains(&fold(text)))
    });
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

/// What a strait is called in the language of names, and in English.
fn names(parts: &Ingredients, sign: &Sign) -> [String; 2] {
    let language = parts.view.names.language.as_deref();
    [language.unwrap_or(&parts.view.language), "en"]
        .map(|language| sign.strait.passage.name(language).to_owned())
}

/// That it is closed, and that a lane has no other way, if so.
fn closed_words<'a>(parts: &Ingredients, map: &'a MapContext, strait: &Strait) -> &'a str {
    let (set, lanes) = (parts.world.dataset, parts.world.lanes);
    let ends_there = |ix| {
        let detour = lanes.detour(ix);
        detour.is_some_and(|d| d.now.is_err() && d.open.passages.contains(&strait.passage))
    };
    match set.lanes().any(ends_there) {
        true => &map.words.strait_closed_no_way,
        false => &map.words.strait_closed,
    }
}

fn wish(parts: &Ingredients, map: &MapContext, sign: &Sign, said: &HashSet<String>) -> Option<Wish> {
    let (strait, style) = (sign.strait, parts.style);
    let [name, english] = names(parts, sign);
    let is_said = [&name, &english].iter().any(|name| said.contains(&fold(name)));
    let shut = strait.is_shut();
    let (text, face): (String, TextStyle) = match (shut, is_said) {
        (false, true) => return None,
        (false, false) => (
            name,
            serif_italic(style.sizes.at_least(style.sizes.sea_small - 1.5), 0.01),
        ),
        (true, true) => (map.words.closed.clone(), sans_semibold(style.sizes.town)),
        (true, false) => (
            closed_words(parts, map, strait).replace("[name]", &name),
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
