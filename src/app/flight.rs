//! A flight of the map from one framing to another, with the time where it moves too. Knows no clock: it is
//! told the time.

use crate::geography::{Framing, Kilometers, Projection};
use crate::view::TimeView;

use super::time_moves;

/// How long a flight within reach of the hand lasts, and one to a scene of a story, in seconds.
const SHORT: f64 = 0.3;
const TO_SCENE: f64 = 0.9;

/// A flight under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flight {
    from: Framing,
    to: Framing,
    time: Option<[TimeView; 2]>,
    start: f64,
    duration: f64,
}

/// Where a flight is at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stage {
    /// The map.
    pub(crate) framing: Framing,
    /// The time, where it moves too.
    pub(crate) time: Option<TimeView>,
    /// Whether the flight is over.
    pub(crate) arrived: bool,
}

impl Flight {
    /// A flight of the map alone that starts at `now` seconds.
    pub(crate) fn new(from: Framing, to: Framing, now: f64) -> Self {
        Self {
            from,
            to,
            time: None,
            start: now,
            duration: SHORT,
        }
    }

    /// A flight to a scene: map and time together.
    pub(crate) fn to_scene(from: (Framing, TimeView), to: (Framing, TimeView), now: f64) -> Self {
        Self {
            from: from.0,
            to: to.0,
            time: Some([from.1, to.1]),
            start: now,
            duration: TO_SCENE,
        }
    }

    /// Where the map will be.
    pub(crate) fn destination(&self) -> Framing {
        self.to
    }

    /// The time that there will be, where it moves too.
    pub(crate) fn time_ahead(&self) -> Option<TimeView> {
        self.time.map(|[_, to]| to)
    }

    /// The same flight of the map alone: somebody else has moved the time.
    pub(crate) fn without_time(self) -> Self {
        Self { time: None, ..self }
    }

    /// Where the flight is at `now`, with a slow start and end.
    pub(crate) fn at(&self, now: f64, projection: Projection) -> Stage {
        let t = ((now - self.start) / self.duration).clamp(0.0, 1.0);
        let eased = t * t * (3.0 - 2.0 * t);
        let framing = if t >= 1.0 {
            self.to
        } else {
            self.framing_at(eased, projection)
        };
        Stage {
            framing,
            time: self.time.map(|[from, to]| time_moves::between(from, to, eased)),
            arrived: t >= 1.0,
        }
    }

    /// The centre moves along a straight line of the projection, the extent evenly in its logarithm and,
    /// where the ends are farther apart than what is seen of them, in an arc over that: out, and in again.
    fn framing_at(&self, eased: f64, projection: Projection) -> Framing {
        let (a, mut b) = (
            projection.world_from_lon_lat(self.from.center),
            projection.world_from_lon_lat(self.to.center),
        );
        if let Some(period) = projection.period() {
            b.x -= ((b.x - a.x) / period).round() * period;
        }
        let mut middle = a;
        middle.x += (b.x - a.x) * eased;
        middle.y += (b.y - a.y) * eased;
        let rise = self.rise((b.x - a.x).hypot(b.y - a.y), projection) * (std::f64::consts::PI * eased).sin();
        let between = |from: f64, to: f64| Kilometers(from * (to / from).powf(eased) * rise.exp());
        Framing::new(
            projection.lon_lat_from_world(middle).unwrap_or(self.to.center),
            between(self.from.width_km, self.to.width_km),
            between(self.from.height_km, self.to.height_km),
        )
    }

    /// How much farther out the middle of the flight is than its ends, as a logarithm: as much as brings
    /// both ends, `way` world units apart, about into view; nothing where they are.
    fn rise(&self, way: f64, projection: Projection) -> f64 {
        let seen = |framing: &Framing| {
            let kilometers = framing.width_km.max(framing.height_km);
            let on_ground = projection.scale_factor(framing.center);
            kilometers * 1000.0 / crate::geography::MEAN_EARTH_RADIUS.0 * on_ground
        };
        let wider = seen(&self.from).max(seen(&self.to));
        (way / wider).max(1.0).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronology::{Day, DaySpan};
    use crate::geography::LonLat;
    use proptest::prelude::*;

    fn framing(lon: f64, km: f64) -> Framing {
        Framing::new(LonLat::wrapped(lon, 10.0), Kilometers(km), Kilometers(km))
    }

    fn time(first: i64, days: i64) -> TimeView {
        let span = |room: i64| DaySpan::between(Day(first - room), Day(first + days + room));
        TimeView {
            shown: span(days / 3),
            window: span(0),
            cursor: Day(first + days / 2),
        }
    }

    #[test]
    fn a_flight_takes_the_short_way_over_the_antimeridian() {
        let flight = Flight::new(framing(170.0, 100.0), framing(-170.0, 100.0), 0.0);
        let middle = flight.at(SHORT / 2.0, Projection::Mercator).framing;
        assert!(middle.center.lon().abs() > 179.0, "{middle:?}");
    }

    #[test]
    fn a_flight_to_a_far_place_goes_out_and_in_again_and_one_nearby_does_not() {
        let width = |to: f64| {
            let flight = Flight::new(framing(100.0, 100.0), framing(to, 100.0), 0.0);
            flight.at(SHORT / 2.0, Projection::Mercator).framing.width_km
        };
        assert!(width(140.0) > 2000.0, "{}", width(140.0));
        assert!((width(100.5) - 100.0).abs() < 1e-6, "{}", width(100.5));
    }

    proptest! {
        #[test]
        fn a_flight_starts_where_all_is_and_ends_where_it_should(
            lon in prop::array::uniform2(-179.0..179.0f64), km in prop::array::uniform2(1.0..9000.0f64),
            first in prop::array::uniform2(-400_000..400_000i64), days in prop::array::uniform2(0..40_000i64),
            start in 0.0..1000.0f64,
        ) {
            let [a, b] = [0, 1].map(|i| (framing(lon[i], km[i]), time(first[i], days[i])));
            let flight = Flight::to_scene(a, b, start);
            let begun = flight.at(start, Projection::Mercator);
            prop_assert!(!begun.arrived);
            prop_assert!((begun.framing.width_km - km[0]).abs() < 1e-6);
            prop_assert!((begun.framing.center.lon() - lon[0]).abs() < 1e-9);
            prop_assert_eq!(begun.time, Some(a.1));
            let ended = flight.at(start + TO_SCENE + 1e-6, Projection::Mercator);
            prop_assert_eq!(ended, Stage { framing: b.0, time: Some(b.1), arrived: true });
        }

        #[test]
        fn a_flight_never_leaps(
            lon in prop::array::uniform2(-179.0..179.0f64), km in prop::array::uniform2(1.0..9000.0f64),
        ) {
            let flight = Flight::new(framing(lon[0], km[0]), framing(lon[1], km[1]), 0.0);
            let mut before = flight.at(0.0, Projection::Mercator).framing;
            for step in 1..=100 {
                let now = flight.at(SHORT * f64::from(step) / 100.0, Projection::Mercator).framing;
                let zoom = (now.width_km / before.width_km).ln().abs();
                prop_assert!(zoom < 0.8, "{zoom} at {step}");
                before = now;
            }
        }
    }
}
