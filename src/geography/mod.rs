//! Where things are: coordinates, units, projections, the camera and the sea network.
//! Knows no event, no colour and no window.

mod bounds;
mod camera;
mod course;
mod extent;
mod lon_lat;
mod position_text;
mod projection;
mod sea_network;
mod units;
mod zoom_path;

pub use bounds::{GeoBounds, WorldBounds};
pub use camera::{Camera, Framing};
pub use course::{Bearing, Course, bearings_along, great_circle, rhumb_line};
pub use extent::Extent;
pub use lon_lat::{CoordinateError, LonLat};
pub use position_text::{position_in_words, read_position};
pub use projection::{DegreePoint, Projection, ProjectionKind, WorldPoint, unrolled};
pub use sea_network::{
    Alternative, ClosedPassages, Leg, LegEnd, NoRoute, NoRouteReason, OnlyWay, Passage, PassageId,
    PassageKind, Port, SeaNetwork, SeaNetworkError, SeaNetworkFiles, SeaRoute, Track, TrackKind,
};
pub use units::{Kilometers, Knots, MEAN_EARTH_RADIUS, Meters, NauticalMiles, NoSpeed, SailingDays};
pub use zoom_path::ZoomPath;
