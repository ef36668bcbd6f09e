//! How commands move the map: by a hand at once, else in a flight. For `apply` and `story`.

use crate::geography::{Framing, GeoBounds, Kilometers};
use crate::model::Item;
use crate::view::ViewSpec;

use super::command::Gesture;
use super::flight::Flight;
use super::state::State;

/// A selected point is shown with at least this much ground around it.
const LEAST_GROUND: Kilometers = Kilometers(240.0);
const KM_PER_DEGREE: f64 = 111.2;

impl State {
    pub(super) fn zoom(&mut self, factor: f64, now: f64) {
        let [width, height] = self.map_size;
        let to = self
            .camera()
            .zoomed(factor, [width / 2.0, height / 2.0])
            .framing();
        self.camera_to(to, Gesture::Keys, now);
    }

    /// Puts the map where a hand has it. A hand ends a flight; the time of a scene that it was for is there
    /// at once.
    pub(super) fn camera_to(&mut self, framing: Framing, gesture: Gesture, now: f64) {
        if let Some(time) = self.flight.take().and_then(|flight| flight.time_ahead()) {
            self.put_time(time);
        }
        if framing != self.view.framing {
            self.note(gesture, now);
            self.set_framing(framing);
        }
    }

    pub(super) fn fly_to(&mut self, to: Framing, now: f64) {
        if to == self.view.framing {
            return;
        }
        self.note(Gesture::Once, now);
        self.set_out(to, now);
    }

    /// Flies to a framing as part of a step of undo that was noted; without motion, jumps there.
    pub(super) fn set_out(&mut self, to: Framing, now: f64) {
        self.land_time();
        if self.reduced_motion {
            self.set_framing(to);
        } else {
            self.flight = Some(Flight::new(
                self.camera().framing(),
                to,
                self.view.projection,
                now,
            ));
        }
    }

    /// Goes on with the flight that is under way.
    pub(super) fn fly_on(&mut self, now: f64) {
        if let Some(flight) = self.flight {
            let stage = flight.at(now);
            self.set_framing(stage.framing);
            if let Some(time) = stage.time {
                self.put_time(time);
            }
            if stage.arrived {
                self.flight = None;
            }
        }
    }

    /// Ends a flight where it was going.
    pub(super) fn land(&mut self) {
        if self.flight.is_some() {
            let view = self.settled_view();
            self.flight = None;
            self.set_view(view);
        }
    }

    /// Puts the time where a flight takes it; the map flies on.
    pub(super) fn land_time(&mut self) {
        if let Some(flight) = self.flight
            && let Some(time) = flight.time_ahead()
        {
            self.flight = Some(flight.without_time());
            self.put_time(time);
        }
    }

    /// The view as it is, or as it will be when the flight is over.
    pub(crate) fn settled_view(&self) -> ViewSpec {
        settled(&self.view, self.flight)
    }

    /// The smallest box around the ground that the map shows.
    pub(super) fn ground_in_view(&self) -> Option<GeoBounds> {
        let bounds = self.camera().geo_bounds(0.0);
        (bounds.east > bounds.west && bounds.north > bounds.south).then_some(bounds)
    }

    /// The smallest box around a thing on the map.
    pub(super) fn extent_of(&self, item: Item) -> Option<GeoBounds> {
        let data = self.dataset();
        let lane_path = |ix| {
            let lane = self.lanes.as_ref().and_then(|l| l.lane(ix).ok());
            lane.map(|l| l.path.to_vec())
                .unwrap_or_else(|| data.lane(ix).via.iter().map(|p| data.place(*p).anchor).collect())
        };
        match item {
            Item::Event(ix) => {
                let event = data.event(ix);
                let places = event.places.iter().map(|p| data.place(*p).anchor);
                let lanes = event.lanes.iter().flat_map(|l| lane_path(*l));
                if event.places.is_empty() {
                    GeoBounds::around(lanes)
                } else {
                    GeoBounds::around(places)
                }
            }
            Item::Place(ix) => GeoBounds::around(data.place(ix).geometry.positions()),
            Item::Lane(ix) => GeoBounds::around(lane_path(ix)),
            Item::Period(_) | Item::Actor(_) | Item::Series(_) => None,
        }
    }

    pub(super) fn framing_of(&self, item: Item) -> Option<Framing> {
        let bounds = self.extent_of(item)?;
        let center = bounds.center();
        let width = (bounds.east - bounds.west) * KM_PER_DEGREE * center.lat().to_radians().cos();
        let height = (bounds.north - bounds.south) * KM_PER_DEGREE;
        let with_room = |km: f64| Kilometers((km * 1.25).max(LEAST_GROUND.0));
        Some(Framing::new(center, with_room(width), with_room(height)))
    }
}

/// A view as it will be when a flight is over.
pub(super) fn settled(view: &ViewSpec, flight: Option<Flight>) -> ViewSpec {
    let mut view = view.clone();
    if let Some(flight) = flight {
        view.framing = flight.destination();
        view.time = flight.time_ahead().unwrap_or(view.time);
    }
    view
}
