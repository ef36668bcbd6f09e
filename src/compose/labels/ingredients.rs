//! What the makers of wishes for names read: the view, and what lies where on its picture, looked up once.

use std::cell::RefCell;
use std::collections::HashMap;

use super::crossings::{Cells, first_cell};
use super::{points, water};
use crate::basemap::Country;
use crate::compose::measure::measured_points;
use crate::compose::world::picture_rect;
use crate::compose::{Style, World};
use crate::geography::{Camera, LonLat};
use crate::model::{Item, PlaceIx, fold};
use crate::scene::{Halo, Rect};
use crate::view::{Layer, ViewSpec};

/// What label makers read.
pub(super) struct Ingredients<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) view: &'a ViewSpec,
    pub(super) style: &'a Style,
    pub(super) camera: &'a Camera,
    /// Data places by their folded names, so that a name of the basemap that is also a place of the data
    /// stands once and can be picked.
    pub(super) places_by_name: HashMap<String, PlaceIx>,
    /// The places that hide features of the basemap while they exist, by the features' ids.
    pub(super) replacing: HashMap<&'a str, Vec<PlaceIx>>,
    /// Where lanes run, if they are shown, and what is measured.
    pub(super) lanes: Option<Cells>,
    /// Where coasts run.
    pub(super) coasts: Cells,
    /// Where land is.
    pub(super) land: Cells,
    /// Where places with events stand, on the picture or beside it.
    pub(super) marked: Vec<[f64; 2]>,
    /// What furniture and markers cover: no name stands there.
    pub(super) blocked: Cells,
    /// The countries whose ground was asked for, by cells of the picture.
    pub(super) grounds: Grounds<'a>,
}

/// Countries by cells of the picture.
type Grounds<'a> = RefCell<HashMap<[i32; 2], Option<&'a Country>>>;

/// What lanes through all letters of a name along a curve cost, where through a word they cost 1.
const ACROSS_LETTERS: f64 = 1.6;

impl<'a> Ingredients<'a> {
    /// Gathers them for a view. `obstacles` are boxes of the picture to keep clear: furniture.
    pub(super) fn new(
        world: &'a World<'a>,
        view: &'a ViewSpec,
        style: &'a Style,
        camera: &'a Camera,
        obstacles: &[Rect],
    ) -> Self {
        let mut places_by_name = HashMap::new();
        let mut replacing: HashMap<&str, Vec<PlaceIx>> = HashMap::new();
        for ix in world.dataset.places() {
            let place = world.dataset.place(ix);
            for id in &place.replaces {
                replacing.entry(id).or_default().push(ix);
            }
            for name in place.names.iter().map(|n| &n.text).chain(&place.aliases) {
                places_by_name.entry(fold(name)).or_insert(ix);
            }
        }
        let marked = marked(world, style, camera);
        let land = Cells::of_land(world, camera);
        let mut lanes = view
            .layers
            .shows(Layer::Lanes)
            .then(|| Cells::of_lane_lines(world, style, camera));
        if let Some(measured) = world.measured {
            let lines = measured_points(measured, camera);
            let cells = lanes.get_or_insert_with(|| Cells::of_lines(&[], camera));
            cells.mark_lines(&lines, camera);
        }
        Self {
            world,
            view,
            style,
            camera,
            places_by_name,
            replacing,
            lanes,
            coasts: land.edges(),
            land,
            blocked: Cells::of_boxes(
                obstacles
                    .iter()
                    .copied()
                    .chain(marked.iter().map(|(at, [wide, high])| {
                        Rect::from_xywh(at[0] - wide, at[1] - high, 2.0 * wide, 2.0 * high)
                    })),
                camera,
            ),
            marked: marked.iter().map(|(at, _)| *at).collect(),
            grounds: RefCell::default(),
        }
    }

    pub(super) fn land_halo(&self) -> Halo {
        Halo {
            color: self.style.labels.halo,
            width: self.style.labels.halo_width,
        }
    }

    pub(super) fn water_halo(&self) -> Halo {
        Halo {
            color: self.style.labels.water_halo,
            width: self.style.labels.halo_width,
        }
    }

    pub(super) fn place_named(&self, names: &[&str]) -> Option<PlaceIx> {
        names
            .iter()
            .find_map(|n| self.places_by_name.get(&fold(n)).copied())
    }

    /// Whether a place of the data stands so near that it may be the one that a town's name means.
    pub(super) fn is_place_near(&self, at: LonLat) -> bool {
        const NEAR_DEGREES: f64 = 1.0;
        let set = self.world.dataset;
        set.places().any(|place| {
            let there = set.place(place).anchor;
            let east = (there.lon() - at.lon() + 180.0).rem_euclid(360.0) - 180.0;
            east.abs() < NEAR_DEGREES && (there.lat() - at.lat()).abs() < NEAR_DEGREES
        })
    }

    /// Whether a place of the data is selected, or concerned by the selected event.
    pub(super) fn is_selected(&self, place: PlaceIx) -> bool {
        match self
            .view
            .selection
            .as_ref()
            .and_then(|s| s.item(self.world.dataset))
        {
            Some(Item::Place(selected)) => selected == place,
            Some(Item::Event(event)) => self.world.dataset.event(event).places.contains(&place),
            _ => false,
        }
    }

    /// Whether the view is about a place, or about an event at it.
    pub(super) fn is_in_focus(&self, place: PlaceIx) -> bool {
        let (set, focus) = (self.world.dataset, &self.view.focus);
        focus.places.contains(&set.place(place).id)
            || set
                .events_at(place)
                .iter()
                .any(|&event| focus.events.contains(&set.event(event).id))
    }

    /// The scale that decides which names there are, in points per degree: denser styles show those of a larger
    /// one.
    pub(super) fn naming_scale(&self) -> f64 {
        self.camera.points_per_degree() * self.style.labels.density
    }

    /// The places of the data that a feature of the basemap gives way to.
    pub(super) fn replacing(&self, id: &str) -> Vec<PlaceIx> {
        self.replacing.get(id).cloned().unwrap_or_default()
    }

    /// Where a place falls on the picture, if it does: on the globe not where ground is seen from the side.
    pub(super) fn on_picture(&self, place: LonLat) -> Option<[f64; 2]> {
        const LEAST_FACING: f64 = 0.26;
        let room = picture_rect(self.camera);
        let at = self.camera.screen_from_lon_lat(place)?;
        let is_seen = room.contains(at) && self.camera.projection().facing(place) >= LEAST_FACING;
        is_seen.then_some(at)
    }

    /// What lanes cost that run through some boxes: up to 1 for a word in one box, and more for letters along a curve.
    pub(super) fn under_lanes(&self, boxes: &[Rect]) -> f64 {
        let Some(lanes) = &self.lanes else { return 0.0 };
        match boxes {
            // A whole word: a lane along it is more than one across it, or one that ends at its place.
            [_] => (lanes.crossing(boxes) * 2.0).min(1.0),
            // Letters set apart along a curve: each that a lane runs through is lost by itself.
            _ => ACROSS_LETTERS * lanes.meeting(boxes),
        }
    }

    /// The country on whose ground a point of the picture lies, to a few points: positions of names ask for the same
    /// ground over and over.
    pub(super) fn country_under(&self, at: [f64; 2]) -> Option<&Country> {
        const CELL: f64 = 8.0;
        let first = first_cell(self.camera, CELL);
        let cell = [0, 1].map(|k| ((at[k] - first[k]) / CELL).floor() as i32);
        let look = || {
            let middle = [0, 1].map(|k| (f64::from(cell[k]) + 0.5) * CELL + first[k]);
            let place = self.camera.lon_lat_from_screen(middle)?;
            self.world.basemap.country_at(place)
        };
        *self.grounds.borrow_mut().entry(cell).or_insert_with(look)
    }

    /// About what letters at some points, moved `by`, would cost for what lies under them: to tell promising lines
    /// before letters are set.
    pub(super) fn about_under(&self, points: &[[f64; 2]], by: [f64; 2]) -> f64 {
        /// What stands on furniture or a marker finds no place.
        const BLOCKED: f64 = 40.0;
        let lanes = self.lanes.as_ref().map_or(0.0, |lanes| lanes.under(points, by));
        let blocked = self.blocked.under(points, by) > 0.0;
        (ACROSS_LETTERS * 2.0 * lanes).min(ACROSS_LETTERS)
            + water::COAST * (2.0 * self.coasts.under(points, by)).min(1.0)
            + if blocked { BLOCKED } else { 0.0 }
    }

    /// The place under a point of the picture, which a label there moves with.
    pub(super) fn anchor_at(&self, at: [f64; 2]) -> Option<LonLat> {
        self.camera.lon_lat_from_screen(at)
    }
}

/// Where places with events stand, on the picture or beside it, and half the room of their markers.
fn marked(world: &World, style: &Style, camera: &Camera) -> Vec<([f64; 2], [f64; 2])> {
    let set = world.dataset;
    let with_events = set.places().filter(|&place| !set.events_at(place).is_empty());
    with_events
        .filter_map(|place| {
            let at = camera.screen_from_lon_lat(set.place(place).anchor)?;
            Some((at, points::marker_room(world, style, place)))
        })
        .collect()
}
