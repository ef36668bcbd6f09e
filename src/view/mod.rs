//! What the reader is looking at, and what follows from it alone: which events are lit, where the lanes
//! run, how one view becomes another.

mod around;
mod faults;
mod filter;
mod gazetteer;
mod highlight;
mod json_words;
mod kept;
mod lanes;
mod layers;
mod measure;
mod names;
mod picture;
mod reading;
#[cfg(test)]
mod samples;
mod scene;
mod scene_text;
mod spec;
mod time;

pub use around::framing_around;
pub use filter::{Facet, Filter};
pub use gazetteer::{
    Gazetteer, MOST_CHOICES, NamedPlace, NoSuchPassage, NoSuchPlace, PlaceOrigin, find_passage,
};
pub use highlight::{Highlights, Light};
pub(crate) use json_words::in_words as json_error_in_words;
pub use kept::{FacetCounts, Kept};
pub use lanes::{
    Bundle, Detour, Itinerary, LaneValues, Lanes, ResolvedLane, Stop, Strait, Stretch, Way, resolve_lanes,
};
pub use layers::{Layer, Layers};
pub use measure::{MeasurePoint, MeasuredLeg, MeasuredWay, Measurement, WayKind};
pub use names::{DisputedNames, LOCAL, NameChoice};
pub use reading::{ViewError, ViewWarning};
pub use scene::{is_at_scene, view_of_scene};
pub use scene_text::scene_front_matter;
pub use spec::{Focus, Selection, VIEW_FORMAT, ViewSpec};
pub use time::{RowsBy, ShownTime, TimeMode, TimeView, TimelineChoice};
