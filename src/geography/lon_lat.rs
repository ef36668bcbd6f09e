//! A position on the ellipsoid. Longitude and latitude travel together and are always valid.

use serde::{Deserialize, Serialize};

/// A WGS 84 position in degrees: longitude in -180..=180 (east positive), latitude in -90..=90
/// (north positive). Serialised as `{"lon": …, "lat": …}`; reading checks the ranges.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// Why a pair of numbers is no position.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum CoordinateError {
    /// A longitude outside -180..=180, or not a number.
    #[error("longitude {0} is outside -180 to 180")]
    Longitude(f64),
    /// A latitude outside -90..=90, or not a number.
    #[error("latitude {0} is outside -90 to 90")]
    Latitude(f64),
    /// A latitude outside its range whose partner would fit: the two were likely swapped.
    #[error("latitude {lat} is outside -90 to 90; longitude comes first, so {lon}, {lat} may be swapped")]
    Swapped {
        /// The number given as longitude.
        lon: f64,
        /// The number given as latitude.
        lat: f64,
    },
}

impl LonLat {
    /// Longitude and latitude zero.
    pub const NULL_ISLAND: Self = Self { lon: 0.0, lat: 0.0 };

    /// A position from degrees, longitude first.
    ///
    /// # Errors
    /// When either number is out of range or not a number.
    pub fn new(lon: f64, lat: f64) -> Result<Self, CoordinateError> {
        if !lat.is_finite() || lat.abs() > 90.0 {
            if lat.abs() <= 180.0 && lon.abs() <= 90.0 {
                return Err(CoordinateError::Swapped { lon, lat });
            }
            return Err(CoordinateError::Latitude(lat));
        }
        if !lon.is_finite() || lon.abs() > 180.0 {
            return Err(CoordinateError::Longitude(lon));
        }
        Ok(Self { lon, lat })
    }

    /// The nearest valid position: longitude wrapped around the globe, latitude clamped to the poles,
    /// a number that is none taken as zero. For arithmetic that may step over an edge, not for input.
    pub fn wrapped(lon: f64, lat: f64) -> Self {
        let lon = if lon.is_finite() { lon } else { 0.0 };
        let lat = if lat.is_finite() { lat } else { 0.0 };
        let lon = if lon.abs() <= 180.0 {
            lon
        } else {
            (lon + 180.0).rem_euclid(360.0) - 180.0
        };
        Self {
            lon,
            lat: lat.clamp(-90.0, 90.0),
        }
    }

    /// Degrees east, -180..=180.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Degrees north, -90..=90.
    pub fn lat(self) -> f64 {
        self.lat
    }
}

#[derive(Deserialize)]
struct Unchecked {
    lon: f64,
    lat: f64,
}

impl TryFrom<Unchecked> for LonLat {
    type Error = CoordinateError;

    fn try_from(raw: Unchecked) -> Result<Self, CoordinateError> {
        Self::new(raw.lon, raw.lat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_swapped_pair_is_recognised() {
        assert!(matches!(
            LonLat::new(11.9, 109.2),
            Err(CoordinateError::Swapped { .. })
        ));
        assert!(matches!(
            LonLat::new(200.0, 1.0),
            Err(CoordinateError::Longitude(_))
        ));
        assert!(matches!(
            LonLat::new(1.0, f64::NAN),
            Err(CoordinateError::Latitude(_))
        ));
    }

    proptest! {
        #[test]
        fn wrapping_always_gives_a_valid_position(lon in -1e6..1e6f64, lat in -1e3..1e3f64) {
            let p = LonLat::wrapped(lon, lat);
            prop_assert!(LonLat::new(p.lon(), p.lat()).is_ok());
        }
    }
}
