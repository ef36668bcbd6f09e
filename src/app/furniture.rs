//! What stands at the edges of the window's map. For `pictures`.

use crate::compose::{Furniture, LegendPlace};

use super::state::State;

/// What stands at the edges of the window's map.
const FURNITURE: Furniture = Furniture {
    legend: LegendPlace::UpperRight,
    credit: false,
    measure: false,
    locator: false,
};
/// While the story is presented, the legend stands with the words: nothing covers what a scene shows. What is measured
/// has its table on the map, for its box is not there.
const PRESENTED: Furniture = Furniture {
    legend: LegendPlace::Nowhere,
    credit: false,
    measure: true,
    locator: false,
};

/// What stands there now.
pub(super) fn furniture(state: &State) -> Furniture {
    match state.presenting() {
        Some(_) => PRESENTED,
        // While a scene is read, the legend keeps off what the scene shows.
        None => match state.scene_framing() {
            Some(framing) => Furniture {
                legend: LegendPlace::FreestCornerOf(framing),
                ..FURNITURE
            },
            None => FURNITURE,
        },
    }
}
