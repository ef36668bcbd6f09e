//! A flight of the map from one framing to another, with the time where it moves too. Knows no clock: it is
//! told the time.

use crate::geography::{Framing, ProjectionKind, ZoomPath};
use crate::view::TimeView;

use super::time_moves;

/// Seconds for a way that is one long to the eye, see [`ZoomPath::length`].
const SECONDS_PER_LENGTH: f64 = 0.22;
/// How long a flight lasts at least and at most, in seconds, and one to a scene of a story.
const HAND: [f64; 2] = [0.3, 1.2];
const TO_SCENE: [f64; 2] = [0.9, 1.8];

/// A flight under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flight {
    path: ZoomPath,
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
    pub(crate) fn new(from: Framing, to: Framing, kind: ProjectionKind, now: f64) -> Self {
        let path = ZoomPath::between(&from, &to, kind);
        Self {
            path,
            to,
            time: None,
            start: now,
            duration: (path.length() * SECONDS_PER_LENGTH).clamp(HAND[0], HAND[1]),
        }
    }

    /// A flight to a scene: map and time together.
    pub(crate) fn to_scene(
        from: (Framing, TimeView),
        to: (Framing, TimeView),
        kind: ProjectionKind,
        now: f64,
    ) -> Self {
        let flight = Self::new(from.0, to.0, kind, now);
        Self {
            time: Some([from.1, to.1]),
            duration: (flight.path.length() * SECONDS_PER_LENGTH).clamp(TO_SCENE[0], TO_SCENE[1]),
            ..flight
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
    pub(crate) fn at(&self, now: f64) -> Stage {
        let t = ((now - self.start) / self.duration).clamp(0.0, 1.0);
        let eased = t * t * (3.0 - 2.0 * t);
        Stage {
            framing: if t >= 1.0 { self.to } else { self.path.at(eased) },
            time: self.time.map(|[from, to]| time_moves::between(from, to, eased)),
            arrived: t >= 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronology::{Day, DaySpan};
    use crate::geography::{Kilometers, LonLat};
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
            shown_trim: [0.0; 2],
            mode: crate::view::TimeMode::Window,
        }
    }

    proptest! {
        #[test]
        fn a_flight_starts_where_all_is_and_ends_where_it_should(
            lon in prop::array::uniform2(-179.0..179.0f64), km in prop::array::uniform2(1.0..9000.0f64),
            first in prop::array::uniform2(-400_000..400_000i64), days in prop::array::uniform2(0..40_000i64),
            start in 0.0..1000.0f64,
        ) {
            let [a, b] = [0, 1].map(|i| (framing(lon[i], km[i]), time(first[i], days[i])));
            let flight = Flight::to_scene(a, b, ProjectionKind::Mercator, start);
            let begun = flight.at(start);
            prop_assert!(!begun.arrived);
            prop_assert!((begun.framing.width_km / km[0] - 1.0).abs() < 1e-6);
            prop_assert!((begun.framing.center.lon() - lon[0]).abs() < 1e-6);
            prop_assert_eq!(begun.time, Some(a.1));
            let ended = flight.at(start + TO_SCENE[1] + 1e-6);
            prop_assert_eq!(ended, Stage { framing: b.0, time: Some(b.1), arrived: true });
        }

        #[test]
        fn a_flight_never_leaps(
            lon in prop::array::uniform2(-179.0..179.0f64), km in prop::array::uniform2(1.0..9000.0f64),
        ) {
            let flight = Flight::new(framing(lon[0], km[0]), framing(lon[1], km[1]), ProjectionKind::Mercator, 0.0);
            let mut before = flight.at(0.0).framing;
            for step in 1..=100 {
                let now = flight.at(HAND[1] * f64::from(step) / 100.0).framing;
                let zoom = (now.width_km / before.width_km).ln().abs();
                prop_assert!(zoom < 0.8, "{zoom} at {step}");
                before = now;
            }
        }
    }
}
