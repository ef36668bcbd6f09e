//! What `periplus route` says: a way in words or as JSON, and why there is none.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::geography::{
    Alternative, Bearing, ClosedPassages, Course, Kilometers, Knots, Leg, LegEnd, LonLat, Meters,
    NauticalMiles, NoRoute, NoRouteReason, OnlyWay, PassageId, SeaNetwork, SeaRoute, great_circle,
    rhumb_line,
};
use crate::view::NamedPlace;

/// A place farther than this from where the way begins or ends is told with the distance.
const WORTH_TELLING: Meters = Meters(1000.0);

/// A course from one place to another without regard to land.
type Straight = fn(LonLat, LonLat) -> Course;

/// A way with all that was asked about it.
pub(super) struct Voyage<'a> {
    pub(super) network: &'a SeaNetwork,
    /// From the first to the last place, at least two.
    pub(super) places: &'a [NamedPlace],
    pub(super) closed: &'a ClosedPassages,
    pub(super) speed: Knots,
    pub(super) route: &'a SeaRoute,
    /// Where they were asked for.
    pub(super) alternatives: Option<&'a [Alternative]>,
}

impl Voyage<'_> {
    /// The way in words, without a line end.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{}\n", self.title());
        let _ = writeln!(text, "  {}", self.length(self.route.length));
        let _ = writeln!(text, "  {}", through(&self.names(&self.route.passages)));
        let closed: Vec<PassageId> = self.closed.iter().cloned().collect();
        if !closed.is_empty() {
            let _ = writeln!(text, "  closed: {}", self.names(&closed).join(", "));
        }
        for (name, course) in [
            ("great circle", great_circle as Straight),
            ("rhumb line", rhumb_line),
        ] {
            let (length, [departs, arrives]) = self.straight(course);
            let (miles, km) = (NauticalMiles::from(length).0, Kilometers::from(length).0);
            let _ = writeln!(
                text,
                "  {name}: {miles:.0} nautical miles ({km:.0} km), departs {departs}, arrives {arrives}"
            );
        }
        for line in self.snaps() {
            let _ = writeln!(text, "  {line}");
        }
        if self.route.legs.len() > 1 {
            for (leg, ends) in self.route.legs.iter().zip(self.places.windows(2)) {
                let _ = writeln!(text, "{}", self.leg(leg, &ends[0].name, &ends[1].name));
            }
        }
        if let Some(alternatives) = self.alternatives {
            text.push_str(&self.others(alternatives));
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// How long the straight ways from place to place are together, with the first bearing and the last.
    fn straight(&self, course: Straight) -> (Meters, [Bearing; 2]) {
        let legs: Vec<Course> = self
            .places
            .windows(2)
            .map(|pair| course(pair[0].at, pair[1].at))
            .collect();
        let departs = legs.first().map_or_else(Bearing::default, |leg| leg.departs);
        let arrives = legs.last().map_or_else(Bearing::default, |leg| leg.arrives);
        (legs.iter().map(|leg| leg.length).sum(), [departs, arrives])
    }

    fn title(&self) -> String {
        let names: Vec<&str> = self.places.iter().map(|place| place.name.as_str()).collect();
        match names[..] {
            [from, ref via @ .., to] if !via.is_empty() => format!("{from} to {to} via {}", via.join(", ")),
            [from, .., to] => format!("{from} to {to}"),
            _ => names.concat(),
        }
    }

    /// "6523 nautical miles (12080 km), 19.4 days at 14 knots".
    fn length(&self, length: Meters) -> String {
        let miles = NauticalMiles::from(length).0;
        let km = Kilometers::from(length).0;
        let days = self.speed.time_for(length).0;
        let knots = self.speed.get();
        format!("{miles:.0} nautical miles ({km:.0} km), {days:.1} days at {knots} knots")
    }

    fn leg(&self, leg: &Leg, from: &str, to: &str) -> String {
        let names = through(&self.names(&leg.passages));
        format!("  {from} to {to}: {}\n    {names}", self.length(leg.length))
    }

    fn others(&self, alternatives: &[Alternative]) -> String {
        if alternatives.is_empty() {
            return "No other way goes through other passages.\n".to_owned();
        }
        let mut text = "Other ways, the shortest first:\n".to_owned();
        for (number, other) in alternatives.iter().enumerate() {
            let more = NauticalMiles::from(Meters(other.route.length.0 - self.route.length.0)).0;
            let length = self.length(other.route.length);
            let _ = writeln!(text, "{:>3}. {length}; {more:.0} nautical miles more", number + 1);
            let _ = writeln!(text, "     avoids {}", self.names(&other.avoids).join(", "));
            let _ = writeln!(text, "     {}", through(&self.names(&other.route.passages)));
        }
        text
    }

    /// A line for each place from which the way keeps off.
    fn snaps(&self) -> Vec<String> {
        let legs = &self.route.legs;
        let starts = legs.iter().map(|leg| (leg.snaps[0], leg.start));
        let last = legs.last().map(|leg| (leg.snaps[1], leg.end));
        let ends = starts.chain(last).zip(self.places);
        ends.filter(|((off, _), _)| *off > WORTH_TELLING)
            .map(|((off, point), place)| {
                let km = Kilometers::from(off).0;
                let at = self.port_at(self.route.path[point]);
                let at = at.map_or_else(String::new, |port| format!(", at the port of {port}"));
                format!(
                    "{} lies {km:.0} km from the nearest point of the way{at}",
                    place.name
                )
            })
            .collect()
    }

    fn port_at(&self, at: LonLat) -> Option<&str> {
        let mut ports = self.network.ports().iter();
        let found = ports.find(|port| self.network.port_place(port) == at);
        found.map(|port| port.name.as_str())
    }

    fn names(&self, ids: &[PassageId]) -> Vec<String> {
        ids.iter().map(|id| name_of(self.network, id)).collect()
    }

    /// The way as JSON.
    pub(super) fn json(&self) -> String {
        let ends = [self.places.first(), self.places.last()];
        let [from, to] = ends.map(|place| place.map_or("", |place| place.name.as_str()));
        let mut value = json!({ "from": from, "to": to });
        if let Some(object) = value.as_object_mut() {
            object.extend(self.of_route(self.route));
            let closed: Vec<&str> = self.closed.iter().map(PassageId::as_str).collect();
            object.insert("closed".to_owned(), json!(closed));
            object.insert("path".to_owned(), path(self.route));
            if let Some(alternatives) = self.alternatives {
                let list: Vec<Value> = alternatives.iter().map(|other| self.other(other)).collect();
                object.insert("alternatives".to_owned(), Value::Array(list));
            }
        }
        value.to_string()
    }

    fn of_route(&self, route: &SeaRoute) -> serde_json::Map<String, Value> {
        let rounded = |value: f64, to: f64| (value * to).round() / to;
        let miles = NauticalMiles::from(route.length).0;
        let km = Kilometers::from(route.length).0;
        let days = self.speed.time_for(route.length).0;
        let passages: Vec<&str> = route.passages.iter().map(PassageId::as_str).collect();
        let mut map = serde_json::Map::new();
        map.insert("nautical_miles".to_owned(), json!(rounded(miles, 10.0)));
        map.insert("kilometres".to_owned(), json!(rounded(km, 10.0)));
        map.insert("days".to_owned(), json!(rounded(days, 100.0)));
        map.insert("passages".to_owned(), json!(passages));
        map
    }

    fn other(&self, other: &Alternative) -> Value {
        let mut map = self.of_route(&other.route);
        let avoids: Vec<&str> = other.avoids.iter().map(PassageId::as_str).collect();
        map.insert("avoids".to_owned(), json!(avoids));
        map.insert("path".to_owned(), path(&other.route));
        Value::Object(map)
    }
}

/// The points as longitude and latitude, to a metre.
fn path(route: &SeaRoute) -> Value {
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let points = route
        .path
        .iter()
        .map(|p| json!([rounded(p.lon()), rounded(p.lat())]));
    Value::Array(points.collect())
}

fn through(names: &[String]) -> String {
    if names.is_empty() {
        "through no named passage".to_owned()
    } else {
        format!("through {}", names.join(", "))
    }
}

fn name_of(network: &SeaNetwork, id: &PassageId) -> String {
    let passage = network.passage(id);
    passage.map_or_else(|| id.to_string(), |passage| passage.name("en").to_owned())
}

/// "the Strait of Hormuz".
fn in_a_sentence(network: &SeaNetwork, id: &PassageId) -> String {
    let name = name_of(network, id);
    let bare = ["Bab-el-Mandeb", "Cape Horn"].contains(&name.as_str());
    if bare { name } else { format!("the {name}") }
}

/// Why there is no way between two of the places, as a sentence.
pub(super) fn refusal(error: &NoRoute, places: &[NamedPlace], network: &SeaNetwork) -> String {
    let name = |at: usize| places.get(at).map_or("?", |place| place.name.as_str());
    let (from, to) = (name(error.leg), name(error.leg + 1));
    let why = match &error.reason {
        NoRouteReason::NoWayWithout(ways) => {
            let said = ways.iter().map(|way| only_way(way, from, to, network));
            said.collect::<Vec<_>>().join(", and ")
        }
        NoRouteReason::AllClosed(ids) => {
            let names: Vec<String> = ids.iter().map(|id| in_a_sentence(network, id)).collect();
            let all = if names.len() == 2 { "both" } else { "all of them" };
            format!("every way goes through {}, and {all} are closed", either(&names))
        }
        NoRouteReason::NotJoined => "the sea network does not join them".to_owned(),
        NoRouteReason::TooFewPlaces => error.reason.to_string(),
    };
    format!("there is no way by sea from {from} to {to}: {why}")
}

fn only_way(way: &OnlyWay, from: &str, to: &str, network: &SeaNetwork) -> String {
    let passage = in_a_sentence(network, &way.passage);
    match way.shut_in {
        LegEnd::Start => format!("{from} has no other way out than {passage}, which is closed"),
        LegEnd::End => format!("{to} has no other way in than {passage}, which is closed"),
    }
}

/// "a, b or c".
fn either(names: &[String]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
