//! The periplus of a lane: its places and passages in the order of sailing, and how far along the way each lies.

use std::iter;

use crate::geography::{LonLat, Meters, SeaNetwork};
use crate::model::{Dataset, LaneIx, Place, PlaceIx, same_words};

use super::straits::crossings;
use super::{Lanes, ResolvedLane, Strait};

/// Within so much of the way, a lane goes through a passage once.
const SAME_CROSSING: Meters = Meters(1000.0);

/// What a lane comes by, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Itinerary {
    /// At least the places of the lane, the first and the last of them at the ends.
    pub stops: Vec<Stop>,
    /// Along which way the stops lie.
    pub way: Way,
    /// How long that way is on the ellipsoid; zero where there is none.
    pub length: Meters,
}

/// Along which way the stops of a lane lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The one that the lane takes.
    Sailed,
    /// None is left: the one that it would take if nothing were closed but what is by default.
    IfOpen,
    /// There is none. The stops are the places alone, and their distances are not known.
    Unknown,
}

/// A place of a lane, a passage on its way, or a place that is the passage itself. One of both is always there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// The place.
    pub place: Option<PlaceIx>,
    /// The passage, by its number among [`Lanes::straits`].
    pub passage: Option<usize>,
    /// How far from the start it lies along the way, on the ellipsoid. Never less than that of the stop before.
    pub along: Meters,
    /// How far the place lies off the way; zero for a passage, and for a place on the water.
    pub off: Meters,
}

impl Itinerary {
    /// What a lane comes by. Where closed passages leave it no way, what it would come by if they were open.
    pub fn new(dataset: &Dataset, lanes: &Lanes, lane: LaneIx) -> Self {
        if let Ok(now) = lanes.lane(lane) {
            return Self::along(dataset, lanes.straits(), now, Way::Sailed);
        }
        if let Some(detour) = lanes.detour(lane) {
            return Self::along(dataset, lanes.straits(), detour.open, Way::IfOpen);
        }
        let stop = |&place| Stop::at_place(place, Meters(0.0), Meters(0.0));
        Self {
            stops: dataset.lane(lane).via.iter().map(stop).collect(),
            way: Way::Unknown,
            length: Meters(0.0),
        }
    }

    fn along(dataset: &Dataset, straits: &[Strait], lane: &ResolvedLane, way: Way) -> Self {
        let mut stops: Vec<Stop> = Vec::new();
        let mut walked = Meters(0.0);
        for (number, leg) in lane.legs.iter().enumerate() {
            if let Some(&place) = lane.calls.get(number) {
                stops.push(Stop::at_place(place, walked, leg.snaps[0]));
            }
            let mut search = Search::new(&lane.path[leg.start..=leg.end], leg.length);
            for id in &leg.passages {
                let Some(number) = straits.iter().position(|s| s.passage.id == *id) else {
                    continue;
                };
                let stop = Stop {
                    place: None,
                    passage: Some(number),
                    along: walked + search.next(&straits[number]),
                    off: Meters(0.0),
                };
                // A place on the line of a gate ends one leg there and begins the next.
                let mut last = stops.iter().rev().filter(|last| last.passage.is_some());
                let is_same = |last: &Stop| {
                    last.passage == stop.passage && stop.along.0 - last.along.0 < SAME_CROSSING.0
                };
                if !last.next().is_some_and(is_same) {
                    stops.push(stop);
                }
            }
            walked = walked + leg.length;
        }
        if let (Some(&place), Some(leg)) = (lane.calls.last(), lane.legs.last()) {
            stops.push(Stop::at_place(place, walked, leg.snaps[1]));
        }
        Self {
            stops: joined(dataset, straits, stops),
            way,
            length: walked,
        }
    }
}

impl Stop {
    fn at_place(place: PlaceIx, along: Meters, off: Meters) -> Self {
        Self {
            place: Some(place),
            passage: None,
            along,
            off,
        }
    }
}

/// Makes one stop of a place and of the passage beside it that has the same name.
fn joined(dataset: &Dataset, straits: &[Strait], stops: Vec<Stop>) -> Vec<Stop> {
    let mut all: Vec<Stop> = Vec::new();
    for stop in stops {
        // In to a strait that is called at and out again: its gate is met twice, and is one stop.
        let is_met_again = |before: &Stop| stop.place.is_none() && before.passage == stop.passage;
        if all.last().is_some_and(is_met_again) {
            continue;
        }
        let before = all.last_mut().filter(|before| {
            let pair = match (before.place, before.passage, stop.place, stop.passage) {
                (Some(place), None, None, Some(passage)) | (None, Some(passage), Some(place), None) => {
                    (place, passage)
                }
                _ => return false,
            };
            straits[pair.1].is_called_like(dataset.place(pair.0))
        });
        match before {
            // The place says where on the way it is meant to be.
            Some(before) if before.place.is_some() => before.passage = stop.passage,
            Some(before) => {
                let passage = before.passage;
                *before = Stop { passage, ..stop };
            }
            None => all.push(stop),
        }
    }
    all
}

impl Strait {
    /// Whether one of a place's names is one of the passage's.
    pub fn is_called_like(&self, place: &Place) -> bool {
        let names = place.names.iter().map(|name| name.text.as_str());
        let mut names = names.chain(place.aliases.iter().map(String::as_str));
        names.any(|name| self.passage.names().any(|other| same_words(name, other)))
    }
}

/// Goes along the path of a leg and finds where it meets one gate after the other.
struct Search<'a> {
    path: &'a [LonLat],
    length: Meters,
    /// The step of the path in which the last gate was met, and how far from the leg's start that was.
    step: usize,
    walked: Meters,
}

impl<'a> Search<'a> {
    fn new(path: &'a [LonLat], length: Meters) -> Self {
        Self {
            path,
            length,
            step: 0,
            walked: Meters(0.0),
        }
    }

    /// How far from the leg's start the next passage lies: where the path meets its gate, or else where it comes
    /// nearest to its sign.
    fn next(&mut self, strait: &Strait) -> Meters {
        let steps = self.step..self.path.len().saturating_sub(1);
        let meets = |step: usize| {
            let pair = [self.path[step], self.path[step + 1]];
            let at = crossings(&strait.passage.gate, iter::once(pair));
            at.first().map(|&at| (step, at))
        };
        let met = steps.clone().find_map(meets);
        let nearest = || {
            let off = |step: &usize| SeaNetwork::length_of(&[self.path[*step], strait.at]).0;
            let step = steps.clone().min_by(|a, b| off(a).total_cmp(&off(b)))?;
            Some((step, self.path[step]))
        };
        if let Some((step, at)) = met.or_else(nearest) {
            let before = SeaNetwork::length_of(&self.path[..=step]);
            let within = SeaNetwork::length_of(&[self.path[step], at]);
            self.step = step;
            self.walked.0 = (before + within).0.clamp(self.walked.0, self.length.0);
        }
        self.walked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::{ClosedPassages, NauticalMiles};
    use crate::model::sample;
    use crate::view::resolve_lanes;

    fn of_sample(closed: &[&str]) -> (Lanes, Itinerary) {
        let (set, network) = (sample::dataset(), SeaNetwork::embedded().unwrap());
        let closed = closed
            .iter()
            .fold(ClosedPassages::default(), |closed, id| closed.with(*id));
        let lanes = resolve_lanes(&set, &network, &closed);
        let lane = set.lanes().next().unwrap();
        let itinerary = Itinerary::new(&set, &lanes, lane);
        (lanes, itinerary)
    }

    fn passages(lanes: &Lanes, itinerary: &Itinerary) -> Vec<String> {
        let numbers = itinerary.stops.iter().filter_map(|stop| stop.passage);
        numbers
            .map(|n| lanes.straits()[n].passage.id.to_string())
            .collect()
    }

    #[test]
    fn a_place_that_is_a_passage_is_one_stop_with_it() {
        let (lanes, itinerary) = of_sample(&[]);
        assert_eq!(passages(&lanes, &itinerary), ["malacca", "singapore"]);
        let first = itinerary.stops[0];
        assert!(
            first.place.is_some() && first.passage.is_some(),
            "{:?}",
            itinerary.stops
        );
        assert_eq!(itinerary.stops.len(), 3);
        assert_eq!(itinerary.way, Way::Sailed);
    }

    #[test]
    fn a_passage_lies_where_the_way_meets_its_gate() {
        let (_, itinerary) = of_sample(&[]);
        let singapore = NauticalMiles::from(itinerary.stops[1].along).0;
        // From 3° N, 100° E down the strait: by the chart some 300 miles.
        assert!((250.0..350.0).contains(&singapore), "{singapore}");
        assert_eq!(itinerary.stops[0].along, Meters(0.0));
        assert_eq!(itinerary.stops[2].along, itinerary.length);
    }

    #[test]
    fn a_lane_round_a_closed_strait_comes_by_other_passages() {
        let (lanes, itinerary) = of_sample(&["singapore"]);
        let names = passages(&lanes, &itinerary);
        assert!(
            !names.is_empty() && !names.contains(&"singapore".to_owned()),
            "{names:?}"
        );
        assert_eq!(itinerary.way, Way::Sailed);
    }

    #[test]
    fn without_a_network_the_places_are_left() {
        let set = sample::dataset();
        let lanes = Lanes::unresolved(&set);
        let itinerary = Itinerary::new(&set, &lanes, set.lanes().next().unwrap());
        assert_eq!(itinerary.way, Way::Unknown);
        assert_eq!(itinerary.stops.len(), 2);
    }
}
