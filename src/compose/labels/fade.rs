//! From the names that were shown to those that were placed anew: what stays where it is stays, what comes or goes
//! fades. For the window; a page has one placement.

use crate::geography::Camera;

use super::{Labels, Placed};

/// How far a name may have moved and still be the same one in its place, in points.
const SAME_PLACE: f64 = 1.5;

impl Labels {
    /// The names between two placements: `part` is 0 where all is as before and 1 where all is new.
    pub fn between(before: &Self, after: &Self, part: f32, camera: &Camera) -> Self {
        let at = |label: &Placed| {
            let [x, y] = camera.screen_from_lon_lat(label.anchor)?;
            Some([x + label.offset[0], y + label.offset[1]])
        };
        let stays = |label: &Placed, others: &[Placed]| {
            let Some(here) = at(label) else { return false };
            others.iter().any(|other| {
                other.shaped.text == label.shaped.text
                    && (other.shaped.width - label.shaped.width).abs() < 0.5
                    && at(other)
                        .is_some_and(|there| (there[0] - here[0]).hypot(there[1] - here[1]) < SAME_PLACE)
            })
        };
        let of = |labels: &[Placed], others: &[Placed], strength: f32| -> Vec<Placed> {
            let faded = |label: &Placed| Placed {
                strength: if stays(label, others) { 1.0 } else { strength },
                ..label.clone()
            };
            labels.iter().map(faded).collect()
        };
        let gone = of(&before.placed, &after.placed, 1.0 - part);
        let mut placed: Vec<Placed> = gone.into_iter().filter(|label| label.strength < 1.0).collect();
        placed.extend(of(&after.placed, &before.placed, part));
        Self { placed }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }
}
