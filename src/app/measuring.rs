//! What the measure tool does with its commands: points come and go, each a step of undo. For `apply`.

use crate::geography::{GeoBounds, LonLat};
use crate::model::Item;
use crate::view::{Gazetteer, Lanes, MeasurePoint, Measurement, NamedPlace, PlaceOrigin};

use super::command::Command;
use super::state::State;

use std::sync::Arc;

impl State {
    /// What the view measures, where it measures something.
    pub(crate) fn measured(&self) -> Option<&Arc<Measurement>> {
        self.measured.as_ref()
    }

    /// Whether clicks on the map add to what is measured.
    pub(crate) fn is_measuring(&self) -> bool {
        self.measuring
    }

    /// The point that the selection stands for: a place, a lane, the place of an event.
    pub(crate) fn selected_point(&self) -> Option<MeasurePoint> {
        self.selected().and_then(|item| self.point_of(item))
    }

    /// The point that a thing of the data set stands for, if it is somewhere.
    pub(crate) fn point_of(&self, item: Item) -> Option<MeasurePoint> {
        let data = self.dataset();
        match item {
            Item::Place(ix) => Some(MeasurePoint::Place(data.place(ix).id.clone())),
            Item::Lane(ix) => {
                let has_path = self.lanes.as_ref().is_some_and(|lanes| lanes.lane(ix).is_ok());
                has_path.then(|| MeasurePoint::Lane(data.lane(ix).id.clone()))
            }
            Item::Event(ix) => match data.event(ix).places[..] {
                [only] => Some(MeasurePoint::Place(data.place(only).id.clone())),
                _ => None,
            },
            Item::Period(_) | Item::Actor(_) | Item::Series(_) => None,
        }
    }

    pub(super) fn apply_to_measure(&mut self, command: Command, now: f64) {
        use Command as C;
        match command {
            C::Measure => self.measuring ^= true,
            C::EndMeasure => self.measuring = false,
            C::MeasureAdd(point) => self.add_point(point, now),
            C::MeasureAddSelected => match self.selected_point() {
                Some(point) => self.add_point(point, now),
                None => {
                    let line = self.words().get("measure-nothing-selected").to_owned();
                    self.warn(line);
                }
            },
            C::MeasureAddMiddle => {
                let middle = self.camera().middle();
                self.add_point(MeasurePoint::Position(middle, None), now);
            }
            C::MeasureAddNamed(text) => match self.point_named(&text) {
                Ok(point) => self.add_point(point, now),
                Err(why) => self.warn(why),
            },
            C::MeasureBack => self.change(now, |view| {
                view.measure.pop();
            }),
            C::MeasureClear => {
                self.measuring = false;
                self.change(now, |view| view.measure.clear());
            }
            other => self.pass_on(other),
        }
    }

    fn add_point(&mut self, point: MeasurePoint, now: f64) {
        self.message = None;
        // The same point twice in a row would be a leg of no length.
        if self.view.measure.last() != Some(&point) {
            self.change(now, |view| view.measure.push(point));
        }
    }

    /// The point that a text names: a position, a place of the data set, a port, a passage or a town of the map.
    fn point_named(&self, text: &str) -> Result<MeasurePoint, String> {
        let network = (self.services.sea_network)();
        let towns = self
            .services
            .basemap
            .places(&GeoBounds::WORLD, u8::MAX)
            .map(|town| {
                let names = vec![&*town.name, &*town.vi];
                (names, &*town.country, town.at)
            });
        let gazetteer = match &network {
            Some(network) => Gazetteer::of(self.dataset(), network),
            None => Gazetteer::default(),
        };
        let found = gazetteer.with_towns(towns).find(text);
        let NamedPlace { name, at, origin } = found.map_err(|error| error.to_string())?;
        Ok(match origin {
            PlaceOrigin::DataSet(ix) => MeasurePoint::Place(self.dataset().place(ix).id.clone()),
            PlaceOrigin::Position => MeasurePoint::Position(at, None),
            _ => MeasurePoint::Position(at, Some(name)),
        })
    }

    /// Where a point of what is measured is nearest to a position: the start of a line to the pointer.
    pub(crate) fn end_towards(&self, point: &MeasurePoint, to: LonLat) -> Option<LonLat> {
        let position = MeasurePoint::Position(to, None);
        let [from, _] = match &self.lanes {
            Some(lanes) => point.nearest_to(&position, self.dataset(), lanes)?,
            None => point.nearest_to(&position, self.dataset(), &Lanes::unresolved(self.dataset()))?,
        };
        Some(from)
    }

    /// Measures anew what the view measures.
    pub(super) fn take_measure(&mut self) {
        self.measure_generation += 1;
        let points = &self.view.measure;
        self.measured = (!points.is_empty()).then(|| {
            let (data, network) = (self.dataset(), (self.services.sea_network)());
            let lanes = self.lanes.clone();
            let lanes = lanes.unwrap_or_else(|| Arc::new(Lanes::unresolved(data)));
            let closed = &self.view.closed_passages;
            Arc::new(Measurement::new(data, &lanes, network.as_deref(), points, closed))
        });
    }
}
