//! When is a new picture of the ground due? Pure rules, so that they can be tested. For `ground` alone.

use super::picture::carry;
use crate::geography::Camera;

/// Seconds without a move after which the camera is at rest.
pub(super) const REST: f64 = 0.03;
/// How far a picture reaches beyond what is seen, as a part of its width and height on each side.
pub(super) const MARGIN: f64 = 0.25;
/// How often the overview's ground is wider than what is seen, and how much coarser than sharp.
pub(super) const OVERVIEW_WIDER: f64 = 4.0;
/// The part of a pixel's sharpness that an overview has.
pub(super) const OVERVIEW_SCALE: f64 = 0.5;
/// Width of the picture of the whole world in pixels.
pub(super) const WORLD_WIDTH: f64 = 800.0;
/// Zooming farther than this from the picture makes a fresh one due while the camera still moves.
const ZOOM: f64 = 1.4;
/// A fresh picture is due when less than this part of the margin is left.
const MARGIN_LEFT: f64 = 0.4;

/// What the reader looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) camera: Camera,
    pub(super) revision: u64,
    /// Physical pixels across.
    pub(super) columns: u32,
}

/// What a picture shows, there or ordered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) camera: Camera,
    pub(super) revision: u64,
    pub(super) columns: u32,
}

/// What to draw next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// What is seen, pixel by pixel, then the margin.
    Sharp,
    /// A wide coarse picture for fast moves.
    Overview,
    /// The whole world, small, for the fastest.
    World,
}

/// What is seen and what the worker does.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub(super) seen: Seen,
    /// Whether the camera has stood still for [`REST`].
    pub(super) rested: bool,
    /// Whether a sharp picture is ordered of which nothing is here yet.
    pub(super) waiting: bool,
    /// Whether the worker has anything to do.
    pub(super) busy: bool,
}

/// The pictures that are there; a sharp one counts as soon as it is ordered.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct There {
    pub(super) sharp: Option<Held>,
    pub(super) overview: Option<Held>,
    pub(super) world: Option<Held>,
}

/// The next order, if one is due.
pub(super) fn next(view: &View, there: &There) -> Option<Order> {
    let seen = &view.seen;
    let Some(held) = &there.sharp else {
        return Some(Order::Sharp);
    };
    let kind = |camera: &Camera| camera.projection().kind();
    if held.revision != seen.revision || kind(&held.camera) != kind(&seen.camera) {
        return Some(Order::Sharp);
    }
    let same = held.camera == seen.camera && held.columns == seen.columns;
    if same {
        if !view.rested || view.busy {
            return None;
        }
        let of_this =
            |h: &Held| h.revision == seen.revision && h.camera.projection() == seen.camera.projection();
        // A picture that is draped, not moved and scaled, is soon drawn anew: the world below it is enough.
        let is_draped = seen.camera.projection().turns_with_the_camera();
        let has_overview = there
            .overview
            .is_some_and(|o| of_this(&o) && serves(&o.camera, &seen.camera));
        if !is_draped && !has_overview {
            return Some(Order::Overview);
        }
        // The world is one flat picture whatever the projection.
        return there
            .world
            .is_none_or(|w| w.revision != seen.revision)
            .then_some(Order::World);
    }
    // While the camera moves, a picture under way is waited for: cancelled at every step none would come.
    let due = view.rested || (!view.waiting && running_out(&held.camera, &seen.camera));
    due.then_some(Order::Sharp)
}

/// Whether the camera nears the edge of a picture or of its scale.
fn running_out(held: &Camera, seen: &Camera) -> bool {
    let Some(place) = carry(held, seen) else {
        return true;
    };
    let zoom = place.0[0];
    if !(1.0 / ZOOM..=ZOOM).contains(&zoom) {
        return true;
    }
    let left = 1.0 - MARGIN_LEFT;
    let (x, y) = (
        held.width() * MARGIN * left * zoom,
        held.height() * MARGIN * left * zoom,
    );
    let [l, t] = place.apply([0.0, 0.0]);
    let [r, b] = place.apply([held.width(), held.height()]);
    l - x > 0.0 || t - y > 0.0 || r + x < seen.width() || b + y < seen.height()
}

/// Whether an overview still reaches far enough around what is seen and is not too coarse for it.
fn serves(overview: &Camera, seen: &Camera) -> bool {
    let Some(place) = carry(overview, seen) else {
        return false;
    };
    let widest = at_widest(overview);
    let zoom = place.0[0];
    let near = zoom <= OVERVIEW_WIDER * 2.0 && (zoom >= OVERVIEW_WIDER / 2.0 || widest);
    let ([left, top], [right, bottom]) = (
        place.apply([0.0, 0.0]),
        place.apply([overview.width(), overview.height()]),
    );
    let (x, y) = (seen.width() / 2.0, seen.height() / 2.0);
    let reaches = left <= -x && top <= -y && right >= seen.width() + x && bottom >= seen.height() + y;
    near && (reaches || widest)
}

/// Whether a camera cannot be zoomed out farther.
fn at_widest(camera: &Camera) -> bool {
    let middle = [camera.width() / 2.0, camera.height() / 2.0];
    camera.zoomed(0.9, middle).points_per_world() > camera.points_per_world() * 0.95
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::{Framing, Kilometers, LonLat, ProjectionKind};

    fn seen() -> Seen {
        let framing = Framing::new(
            LonLat::new(110.0, 12.0).unwrap(),
            Kilometers(900.0),
            Kilometers(600.0),
        );
        Seen {
            camera: Camera::new(&framing, ProjectionKind::Mercator, 900.0, 600.0),
            revision: 1,
            columns: 900,
        }
    }

    fn held(seen: Seen) -> Held {
        Held {
            camera: seen.camera,
            revision: seen.revision,
            columns: seen.columns,
        }
    }

    fn only(sharp: Held) -> There {
        There {
            sharp: Some(sharp),
            ..There::default()
        }
    }

    fn view(seen: Seen, rested: bool, waiting: bool) -> View {
        View {
            seen,
            rested,
            waiting,
            busy: waiting,
        }
    }

    fn moved(by: [f64; 2]) -> Seen {
        Seen {
            camera: seen().camera.panned(by[0], by[1]),
            ..seen()
        }
    }

    #[test]
    fn the_first_picture_is_due_at_once() {
        assert_eq!(
            next(&view(seen(), false, false), &There::default()),
            Some(Order::Sharp)
        );
    }

    #[test]
    fn a_small_move_is_due_a_picture_only_at_rest() {
        let old = held(seen());
        let small = moved([40.0, 10.0]);
        assert_eq!(next(&view(small, false, false), &only(old)), None);
        assert_eq!(next(&view(small, true, false), &only(old)), Some(Order::Sharp));
    }

    #[test]
    fn a_long_pan_is_due_one_before_the_margin_ends_but_not_while_one_is_on_its_way() {
        let old = held(seen());
        let far = moved([-160.0, 0.0]);
        assert_eq!(next(&view(far, false, false), &only(old)), Some(Order::Sharp));
        assert_eq!(next(&view(far, false, true), &only(old)), None);
    }

    #[test]
    fn a_zoom_of_half_is_due_one_while_moving() {
        let old = held(seen());
        for (factor, expected) in [(1.2, None), (1.6, Some(Order::Sharp)), (0.6, Some(Order::Sharp))] {
            let zoomed = Seen {
                camera: seen().camera.zoomed(factor, [450.0, 300.0]),
                ..seen()
            };
            assert_eq!(
                next(&view(zoomed, false, false), &only(old)),
                expected,
                "{factor}"
            );
        }
    }

    #[test]
    fn another_revision_is_due_one_at_once_even_while_one_is_on_its_way() {
        let old = held(seen());
        let other = Seen {
            revision: 2,
            ..seen()
        };
        assert_eq!(next(&view(other, false, true), &only(old)), Some(Order::Sharp));
    }

    #[test]
    fn an_overview_is_due_once_and_again_when_it_is_left_behind() {
        let at = seen();
        let old = held(at);
        let ask = |overview: Option<&Held>, world: Option<Held>| {
            let there = There {
                overview: overview.copied(),
                world,
                ..only(old)
            };
            next(&view(at, true, false), &there)
        };
        assert_eq!(ask(None, None), Some(Order::Overview));
        let wide = at.camera.zoomed(1.0 / OVERVIEW_WIDER, [450.0, 300.0]);
        let overview = Held { camera: wide, ..old };
        assert_eq!(ask(Some(&overview), None), Some(Order::World));
        assert_eq!(ask(Some(&overview), Some(overview)), None);
        let away = Held {
            camera: wide.panned(500.0, 0.0),
            ..old
        };
        assert_eq!(ask(Some(&away), Some(overview)), Some(Order::Overview));
    }
}
