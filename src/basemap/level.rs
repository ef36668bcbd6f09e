//! How finely the basemap is drawn at a scale. Picked by composition, used by every query.

/// A level of detail, coarsest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LevelOfDetail {
    /// The whole world: coasts within 0.1 degree.
    Overview,
    /// The lane from the Gulf to Japan: coasts within 0.025 degree.
    Coarse,
    /// A sea: coasts within 0.006 degree.
    Middle,
    /// A country: coasts within 0.002 degree.
    Fine,
    /// A bay: every point of the source.
    Full,
}

impl LevelOfDetail {
    /// All, coarsest first.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Coarse, Self::Middle, Self::Fine, Self::Full];

    /// The coarsest level that shows no error beyond about one pixel, where `pixels_per_degree` are the
    /// device's pixels to a degree of longitude.
    pub fn for_scale(pixels_per_degree: f64) -> Self {
        match pixels_per_degree {
            p if p < 9.0 => Self::Overview,
            p if p < 40.0 => Self::Coarse,
            p if p < 160.0 => Self::Middle,
            p if p < 500.0 => Self::Fine,
            _ => Self::Full,
        }
    }

    /// By how many degrees coasts may be off at most.
    pub fn tolerance(self) -> f64 {
        match self {
            Self::Overview => 0.1,
            Self::Coarse => 0.025,
            Self::Middle => 0.006,
            Self::Fine => 0.002,
            Self::Full => 0.0,
        }
    }

    /// Whether layers that come in two levels show the finer one.
    pub(super) fn is_detailed(self) -> bool {
        self >= Self::Middle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_never_off_by_much_more_than_a_pixel() {
        for pixels in [1.0, 8.9, 9.1, 39.0, 41.0, 159.0, 161.0, 499.0, 501.0, 5000.0] {
            let level = LevelOfDetail::for_scale(pixels);
            assert!(level.tolerance() * pixels <= 1.05, "{level:?} at {pixels}");
        }
    }

    #[test]
    fn levels_grow_finer_with_the_scale() {
        let picked: Vec<_> = [1.0, 20.0, 100.0, 300.0, 900.0]
            .map(LevelOfDetail::for_scale)
            .to_vec();
        assert_eq!(picked, LevelOfDetail::ALL);
    }
}
