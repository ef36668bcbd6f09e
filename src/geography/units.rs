//! Lengths on the ground, each with its unit in its type.

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
