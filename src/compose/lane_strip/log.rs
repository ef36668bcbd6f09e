//! What a strip says: the stops with their names and the distances as they are written, and what is to be said about
//! the whole lane.

use crate::geography::{
    Kilometers, Knots, LegEnd, Meters, NauticalMiles, NoRoute, NoRouteReason, OnlyWay, PassageId,
};
use crate::model::{LaneIx, PlaceIx};
use crate::view::{Detour, DisputedNames, Itinerary, LOCAL, Stop, ViewSpec, Way};

use super::super::labels::WATER_KINDS;
use super::super::numbers::{knots_in_words, thousands};
use super::super::{Words, World};

/// Kinds of places that ships have to go through.
const CHOKEPOINT_KINDS: [&str; 5] = ["strait", "channel", "passage", "chokepoint", "canal"];
/// Lanes shorter than this are written with tenths.
const WITH_TENTHS: NauticalMiles = NauticalMiles(50.0);
/// A place farther from the way than this is told with the distance.
const WORTH_TELLING: Meters = Meters(10_000.0);

/// The stops of a lane and all numbers about it, as they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneLog {
    /// The stops in order; at least one.
    pub stops: Vec<LoggedStop>,
    /// Along which way they lie.
    pub way: Way,
    /// From the first to the last, in words; `None` where there is no way at all.
    pub length: Option<String>,
    /// What is to be said about it: what closing has changed, why there is no way, what lies off it.
    pub remarks: Vec<String>,
}

/// A stop as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedStop {
    /// The place, the passage, or both.
    pub stop: Stop,
    /// Its name in the language of names.
    pub name: String,
    /// What stands for it on the strip.
    pub sign: StopSign,
    /// From the stop before; `None` for the first, and where there is no way.
    pub leg: Option<WrittenDistance>,
    /// From the first stop; `None` where there is no way.
    pub total: Option<WrittenDistance>,
}

/// What stands for a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopSign {
    /// A port, or another place that is no water.
    Place,
    /// A sea, a gulf.
    Water,
    /// A strait, a canal, a cape that ships have to go through.
    Chokepoint,
    /// A closed one.
    Closed,
}

/// A distance as it is written, and so that the legs add up to the totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDistance {
    /// Nautical miles, a bare number.
    pub miles: String,
    /// Kilometres, a bare number.
    pub kilometers: String,
    /// Days under way at the usual speed, a bare number.
    pub days: String,
}

impl LaneLog {
    /// What a strip of a lane says.
    pub fn new(world: &World, view: &ViewSpec, words: &Words, lane: LaneIx) -> Self {
        let itinerary = Itinerary::new(world.dataset, world.lanes, lane);
        let names: Vec<String> = itinerary
            .stops
            .iter()
            .map(|stop| name_of(world, view, stop))
            .collect();
        let distances = distances(&itinerary, view.ship_speed);
        let stops = itinerary.stops.iter().enumerate();
        let stops = stops.map(|(at, stop)| {
            let written = distances.get(at);
            LoggedStop {
                stop: *stop,
                name: names[at].clone(),
                sign: sign_of(world, stop),
                leg: written.and_then(|d| d.leg.clone()),
                total: written.map(|d| d.total.clone()),
            }
        });
        let last = distances.last();
        let length = last.map(|d| in_words(&words.strip.length, &d.total, view.ship_speed));
        Self {
            stops: stops.collect(),
            way: itinerary.way,
            length,
            remarks: remarks(world, view, words, lane, &itinerary),
        }
    }
}

/// A text with a distance put where its marks are.
fn in_words(text: &str, distance: &WrittenDistance, speed: Knots) -> String {
    text.replace("[nm]", &distance.miles)
        .replace("[km]", &distance.kilometers)
        .replace("[days]", &distance.days)
        .replace("[knots]", &knots_in_words(speed))
}

/// The distances of a stop.
struct Written {
    leg: Option<WrittenDistance>,
    total: WrittenDistance,
}

/// The distances of all stops; none where there is no way. Totals are rounded, and a leg is the difference of two
/// totals: so each total is right to half a unit, each leg to one, and legs add up.
fn distances(itinerary: &Itinerary, speed: Knots) -> Vec<Written> {
    if itinerary.way == Way::Unknown {
        return Vec::new();
    }
    let per_unit = match NauticalMiles::from(itinerary.length) < WITH_TENTHS {
        true => 10.0,
        false => 1.0,
    };
    let rounded = |value: f64| (value * per_unit).round();
    let number = |parts: f64| match per_unit {
        1.0 => thousands(parts),
        _ => format!("{:.1}", parts / per_unit),
    };
    let distance = |[miles, kilometers]: [f64; 2], days: f64| WrittenDistance {
        miles: number(miles),
        kilometers: number(kilometers),
        days: days_in_words(days),
    };
    let parts = |along: Meters| {
        [
            rounded(NauticalMiles::from(along).0),
            rounded(Kilometers::from(along).0),
        ]
    };
    let days = |length: Meters| speed.time_for(length).0;
    let mut before: Option<Meters> = None;
    let stops = itinerary.stops.iter().map(|stop| {
        let now = parts(stop.along);
        let leg = before.map(|before| {
            let then = parts(before);
            let between = Meters(stop.along.0 - before.0);
            distance([0, 1].map(|k| now[k] - then[k]), days(between))
        });
        before = Some(stop.along);
        Written {
            leg,
            total: distance(now, days(stop.along)),
        }
    });
    stops.collect()
}

/// Days to a tenth, of less than that to a hundredth.
fn days_in_words(days: f64) -> String {
    match days {
        0.0 => "0".to_owned(),
        few if few < 0.1 => format!("{few:.2}"),
        many => format!("{many:.1}"),
    }
}

fn sign_of(world: &World, stop: &Stop) -> StopSign {
    let straits = world.lanes.straits();
    let place = stop.place.map(|place| world.dataset.place(place));
    let kind = place.map_or("", |place| &place.kind);
    let is_chokepoint = CHOKEPOINT_KINDS.contains(&kind);
    // A lane may call at a strait and turn back, without going through it.
    let called_like = || {
        let place = place.filter(|_| is_chokepoint)?;
        straits.iter().find(|strait| strait.is_called_like(place))
    };
    // A bay where something happened is a roadstead.
    let is_roadstead = kind == "bay"
        && stop
            .place
            .is_some_and(|ix| !world.dataset.events_at(ix).is_empty());
    match stop
        .passage
        .and_then(|number| straits.get(number))
        .or_else(called_like)
    {
        Some(strait) if strait.closed => StopSign::Closed,
        Some(_) => StopSign::Chokepoint,
        None if is_chokepoint => StopSign::Chokepoint,
        None if WATER_KINDS.contains(&kind) && !is_roadstead => StopSign::Water,
        None => StopSign::Place,
    }
}

fn name_of(world: &World, view: &ViewSpec, stop: &Stop) -> String {
    match (stop.place, stop.passage) {
        (Some(place), _) => name_of_place(world, view, place),
        (None, Some(number)) => {
            let strait = world.lanes.straits().get(number);
            strait.map_or_else(String::new, |s| s.passage.name(language(view)).to_owned())
        }
        (None, None) => String::new(),
    }
}

/// The language of names. A strip has no use for each place's own: one reads down a list.
fn language(view: &ViewSpec) -> &str {
    let chosen = view.names.language.as_deref().filter(|tag| *tag != LOCAL);
    chosen.unwrap_or(&view.language)
}

/// The name of a place: of a disputed one, the name or names that the view's policy says.
fn name_of_place(world: &World, view: &ViewSpec, place: PlaceIx) -> String {
    let place = world.dataset.place(place);
    let policy = view.names.disputed;
    if place.status.is_none() || policy == DisputedNames::ByLanguage {
        return place.name(language(view)).to_owned();
    }
    let english = place.name("en");
    let mut names = vec![english];
    if policy == DisputedNames::All {
        for name in &place.names {
            if !names.contains(&name.text.as_str()) {
                names.push(&name.text);
            }
        }
    }
    names.join(" · ")
}

/// What is to be said about a lane besides its length.
fn remarks(
    world: &World,
    view: &ViewSpec,
    words: &Words,
    lane: LaneIx,
    itinerary: &Itinerary,
) -> Vec<String> {
    let named = Named { world, view, words };
    let mut remarks = Vec::new();
    match (world.lanes.lane(lane), world.lanes.detour(lane)) {
        (Err(refusal), _) => remarks.push(named.refusal(lane, refusal)),
        (Ok(_), Some(detour)) => remarks.extend(named.difference(&detour)),
        (Ok(_), None) => {}
    }
    let far = itinerary.stops.iter().filter(|stop| stop.off > WORTH_TELLING);
    for stop in far {
        let km = thousands(Kilometers::from(stop.off).0);
        let text = words.strip.off_way.replace("[km]", &km);
        let text = text.replace("[name]", &name_of(world, view, stop));
        if !remarks.contains(&text) {
            remarks.push(text);
        }
    }
    remarks
}

/// Remarks with the names that are in use.
struct Named<'a> {
    world: &'a World<'a>,
    view: &'a ViewSpec,
    words: &'a Words,
}

impl Named<'_> {
    fn passage(&self, id: &PassageId) -> String {
        let mut straits = self.world.lanes.straits().iter();
        let found = straits.find(|strait| strait.passage.id == *id);
        found.map_or_else(
            || id.to_string(),
            |s| s.passage.name(language(self.view)).to_owned(),
        )
    }

    fn passages(&self, ids: &[PassageId]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.passage(id)).collect();
        names.join(", ")
    }

    /// How much longer or shorter closed passages have made the way.
    fn difference(&self, detour: &Detour) -> Option<String> {
        let words = &self.words.strip;
        let longer = detour.longer_by()?;
        let usual = NauticalMiles::from(detour.open.length).0;
        let miles = NauticalMiles::from(longer).0;
        let text = match miles.round() {
            0.0 => &words.as_long,
            more if more > 0.0 => &words.longer,
            _ => &words.shorter,
        };
        let straits = self.world.lanes.straits().iter();
        let on_way = straits.filter(|s| s.closed && detour.open.passages.contains(&s.passage));
        let closed: Vec<PassageId> = on_way.map(|s| s.passage.id.clone()).collect();
        let percent = format!("{:.0}", miles.abs() / usual.max(1.0) * 100.0);
        let text = text.replace("[closed]", &self.passages(&closed));
        let text = text.replace("[nm]", &thousands(miles.abs()));
        Some(
            text.replace("[percent]", &percent)
                .replace("[total]", &thousands(usual)),
        )
    }

    /// Between which places there is no way, and why.
    fn refusal(&self, lane: LaneIx, refusal: &NoRoute) -> String {
        let calls = self.world.lanes.calls(lane);
        let name = |at: usize| {
            let place = calls.get(at);
            place.map_or_else(String::new, |&p| name_of_place(self.world, self.view, p))
        };
        let ends = [name(refusal.leg), name(refusal.leg + 1)];
        let words = &self.words.strip;
        let why = match &refusal.reason {
            NoRouteReason::NoWayWithout(ways) => {
                let said: Vec<String> = ways.iter().map(|way| self.only_way(way, &ends)).collect();
                said.join(" ")
            }
            NoRouteReason::AllClosed(ids) => words.all_closed.replace("[passages]", &self.passages(ids)),
            NoRouteReason::NotJoined | NoRouteReason::TooFewPlaces => words.not_joined.clone(),
        };
        let no_way = words.no_way.replace("[from]", &ends[0]).replace("[to]", &ends[1]);
        format!("{no_way} {why}")
    }

    fn only_way(&self, way: &OnlyWay, [from, to]: &[String; 2]) -> String {
        let words = &self.words.strip;
        let (text, place) = match way.shut_in {
            LegEnd::Start => (&words.only_way_out, from),
            LegEnd::End => (&words.only_way_in, to),
        };
        let text = text.replace("[place]", place);
        text.replace("[passage]", &self.passage(&way.passage))
    }
}
