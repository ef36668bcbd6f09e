//! Why a lane has no way, in the reader's words.

use crate::app::state::State;
use crate::geography::{NoRoute, NoRouteReason, PassageId};
use crate::view::Lanes;

/// A sentence on why there is no way.
pub(crate) fn in_words(state: &State, lanes: &Lanes, refusal: &NoRoute) -> String {
    let words = state.words();
    let name = |id: &PassageId| {
        let mut straits = lanes.straits().iter();
        let strait = straits.find(|strait| strait.passage.id == *id);
        strait.map_or_else(|| id.to_string(), |s| s.passage.name(state.language()).to_owned())
    };
    let names = |ids: &[PassageId]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
    match &refusal.reason {
        NoRouteReason::NoWayWithout(ways) => {
            let ids: Vec<PassageId> = ways.iter().map(|way| way.passage.clone()).collect();
            words.with("no-way-round", &[("straits", names(&ids).into())])
        }
        NoRouteReason::AllClosed(ids) => words.with("no-way-but", &[("straits", names(ids).into())]),
        NoRouteReason::NotJoined | NoRouteReason::TooFewPlaces => words.get("no-way").to_owned(),
    }
}
