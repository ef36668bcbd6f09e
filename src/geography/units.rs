//! Lengths on the ground, speeds of ships and how long they sail, each with its unit in its type.

use serde::{Deserialize, Serialize};

/// Metres on the ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Meters(pub f64);

/// Kilometres on the ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Kilometers(pub f64);

/// International nautical miles of 1852 m exactly (BIPM SI brochure, table of non-SI units).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct NauticalMiles(pub f64);

/// Mean radius of the Earth, (2a + b) / 3 of WGS 84 (IUGG R1). Projections work on a sphere of it.
pub const MEAN_EARTH_RADIUS: Meters = Meters(6_371_008.771_4);

impl From<Meters> for Kilometers {
    fn from(m: Meters) -> Self {
        Self(m.0 / 1000.0)
    }
}

impl From<Kilometers> for Meters {
    fn from(km: Kilometers) -> Self {
        Self(km.0 * 1000.0)
    }
}

impl From<Meters> for NauticalMiles {
    fn from(m: Meters) -> Self {
        Self(m.0 / 1852.0)
    }
}

impl From<NauticalMiles> for Meters {
    fn from(nm: NauticalMiles) -> Self {
        Self(nm.0 * 1852.0)
    }
}

impl std::ops::Add for Meters {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::iter::Sum for Meters {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self(0.0), |a, b| a + b)
    }
}

/// The speed of a ship, nautical miles an hour; above zero.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Knots(f64);

/// A number that is no speed of a ship.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a ship sails at more than 0 and at most 100 knots, not at {0}")]
pub struct NoSpeed(pub f64);

impl Knots {
    /// What is reckoned with where nobody says otherwise: a laden tanker's or bulk carrier's speed.
    pub const USUAL: Self = Self(14.0);

    /// A speed from its knots.
    ///
    /// # Errors
    /// When the number is not above 0 and at most 100.
    pub fn new(knots: f64) -> Result<Self, NoSpeed> {
        if knots > 0.0 && knots <= 100.0 {
            Ok(Self(knots))
        } else {
            Err(NoSpeed(knots))
        }
    }

    /// Whether it is the speed that is reckoned with where nobody says otherwise.
    pub fn is_usual(&self) -> bool {
        *self == Self::USUAL
    }

    /// The nautical miles an hour.
    pub fn get(self) -> f64 {
        self.0
    }

    /// How long a ship of this speed sails, without a stop.
    pub fn time_for(self, length: impl Into<NauticalMiles>) -> SailingDays {
        SailingDays(length.into().0 / self.0 / 24.0)
    }
}

impl Default for Knots {
    fn default() -> Self {
        Self::USUAL
    }
}

impl TryFrom<f64> for Knots {
    type Error = NoSpeed;

    fn try_from(knots: f64) -> Result<Self, NoSpeed> {
        Self::new(knots)
    }
}

impl From<Knots> for f64 {
    fn from(speed: Knots) -> Self {
        speed.0
    }
}

/// How long a ship is under way, in days of 24 hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct SailingDays(pub f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ship_of_14_knots_sails_336_miles_a_day() {
        assert_eq!(Knots::USUAL.time_for(NauticalMiles(336.0)), SailingDays(1.0));
        assert_eq!(Knots::USUAL.time_for(Meters(336.0 * 1852.0)), SailingDays(1.0));
        assert_eq!(Knots::new(28.0).unwrap().time_for(NauticalMiles(336.0)).0, 0.5);
    }

    #[test]
    fn what_no_ship_sails_is_no_speed() {
        for knots in [0.0, -3.0, 101.0, f64::NAN, f64::INFINITY] {
            assert!(Knots::new(knots).is_err(), "{knots}");
        }
    }
}
