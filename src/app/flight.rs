//! A short flight of the map from one framing to another. Knows no clock: it is told the time.

use crate::geography::{Framing, Kilometers, Projection};

/// How long a flight lasts, in seconds.
const DURATION: f64 = 0.3;

/// A flight under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flight {
    from: Framing,
    to: Framing,
    start: f64,
}

impl Flight {
    /// A flight that starts at `now` seconds.
    pub(crate) fn new(from: Framing, to: Framing, now: f64) -> Self {
        Self { from, to, start: now }
    }

    /// Where the map is at `now`, and whether it has arrived. The centre moves along a straight line of
    /// the projection, the extent evenly in its logarithm, both with a slow start and end.
    pub(crate) fn at(&self, now: f64, projection: Projection) -> (Framing, bool) {
        let t = ((now - self.start) / DURATION).clamp(0.0, 1.0);
        if t >= 1.0 {
            return (self.to, true);
        }
        let eased = t * t * (3.0 - 2.0 * t);
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
        let between = |from: f64, to: f64| Kilometers(from * (to / from).powf(eased));
        let center = projection.lon_lat_from_world(middle).unwrap_or(self.to.center);
        let framing = Framing::new(
            center,
            between(self.from.width_km, self.to.width_km),
            between(self.from.height_km, self.to.height_km),
        );
        (framing, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::LonLat;

    fn framing(lon: f64, km: f64) -> Framing {
        Framing::new(LonLat::wrapped(lon, 10.0), Kilometers(km), Kilometers(km))
    }

    #[test]
    fn a_flight_starts_where_the_map_is_and_ends_where_it_should() {
        let flight = Flight::new(framing(100.0, 1000.0), framing(120.0, 10.0), 5.0);
        let (start, arrived) = flight.at(5.0, Projection::Mercator);
        assert!(!arrived && (start.width_km - 1000.0).abs() < 1e-6);
        assert!((start.center.lon() - 100.0).abs() < 1e-9);
        assert_eq!(flight.at(9.0, Projection::Mercator), (framing(120.0, 10.0), true));
    }

    #[test]
    fn a_flight_takes_the_short_way_over_the_antimeridian() {
        let flight = Flight::new(framing(170.0, 100.0), framing(-170.0, 100.0), 0.0);
        let (middle, _) = flight.at(DURATION / 2.0, Projection::Mercator);
        assert!(middle.center.lon().abs() > 179.0, "{middle:?}");
    }
}
