//! What a picture is made of, and how picked things are told apart.

use crate::basemap::Basemap;
use crate::geography::{Camera, GeoBounds};
use crate::model::{Dataset, Item};
use crate::scene::{Affine, FontStore, Key, Rect};
use crate::view::{Lanes, Measurement, Strait};

/// Everything that composition reads besides the view and the style.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// What is known.
    pub dataset: &'a Dataset,
    /// Where its lanes run under the view's closed passages.
    pub lanes: &'a Lanes,
    /// What the view measures, under the same closed passages; `None` where it measures nothing.
    pub measured: Option<&'a Measurement>,
    /// The map below it.
    pub basemap: &'a Basemap,
    /// The fonts.
    pub fonts: &'a FontStore,
}

/// The mark of a part of the data set in a scene.
pub fn key_of(item: Item) -> Key {
    Key(item.code())
}

/// The part of the data set that a picked mark stands for.
pub fn item_of(key: Key, dataset: &Dataset) -> Option<Item> {
    dataset.item_from_code(key.0)
}

/// Keys of passages begin here: above those of every part of a data set.
const PASSAGES: u64 = 0x100 << 32;

/// The mark of a passage in a scene, by its number among [`Lanes::straits`].
pub fn key_of_passage(number: usize) -> Key {
    Key(PASSAGES | number as u64)
}

/// The passage that a picked mark stands for, the inverse of [`key_of_passage`].
pub fn passage_of(key: Key, lanes: &Lanes) -> Option<&Strait> {
    let number = key.0.checked_sub(PASSAGES)?;
    lanes.straits().get(usize::try_from(number).ok()?)
}

/// The picture of a camera, in points.
pub(super) fn picture_rect(camera: &Camera) -> Rect {
    Rect::from_xywh(0.0, 0.0, camera.width(), camera.height())
}

/// The map from projected world coordinates to the picture, for the copy of the world that lies `shift`
/// world units east.
pub(super) fn screen_from_world(camera: &Camera, shift: f64) -> Affine {
    let s = camera.points_per_world();
    let c = camera.center();
    Affine([
        s,
        0.0,
        0.0,
        -s,
        camera.width() / 2.0 + (shift - c.x) * s,
        camera.height() / 2.0 + c.y * s,
    ])
}

/// How far east each visible copy of the world lies, in world units: one copy for most views, more where
/// the view crosses the antimeridian.
pub(super) fn world_copies(camera: &Camera, margin: f64) -> Vec<f64> {
    let Some(period) = camera.projection().period() else {
        return vec![0.0];
    };
    let bounds = camera.world_bounds(margin);
    let extent = camera.projection().extent();
    let first = ((bounds.min.x - extent.max.x) / period).ceil() as i32;
    let last = ((bounds.max.x - extent.min.x) / period).floor() as i32;
    (first..=last).map(|k| f64::from(k) * period).collect()
}

/// What the basemap is to be asked for: for each visible copy of the world how far east it lies, in world units,
/// and the boxes of longitude -180 to 180 that are seen of it. Where the world does not repeat there is one copy,
/// of which two boxes are seen where it is seen across the antimeridian.
pub(super) fn seen_copies(camera: &Camera, margin: f64) -> Vec<(f64, Vec<GeoBounds>)> {
    let bounds = camera.geo_bounds(margin);
    if camera.projection().period().is_some() {
        let copies = world_copies(camera, margin).into_iter();
        return copies
            .map(|shift| (shift, vec![bounds.shifted(-shift.to_degrees())]))
            .collect();
    }
    let turns = [-360.0, 0.0, 360.0].map(|turn| bounds.shifted(turn));
    let seen = turns.into_iter().filter(|b| b.west < 180.0 && b.east > -180.0);
    vec![(0.0, seen.collect())]
}
