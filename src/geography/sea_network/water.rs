//! Where ships may be, as bits on a Mercator grid: tells whether a place lies on open water and whether a
//! straight track from it reaches another. The grid is the asset script's, thinned to every third pixel.

use super::super::LonLat;
use super::sphere;

/// One grid of navigable water.
#[derive(Debug)]
pub(super) struct WaterMask {
    /// West edge, degrees; top edge, Mercator degrees; the side of a cell, degrees of the equator.
    pub(super) west: f64,
    pub(super) top: f64,
    pub(super) cell: f64,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Row by row, 64 cells a word, each row starting on a new word.
    pub(super) bits: Vec<u64>,
}

impl WaterMask {
    /// Words in a row of `width` cells.
    pub(super) fn words(width: usize) -> usize {
        width.div_ceil(64)
    }

    fn cell_of(&self, p: LonLat) -> Option<(usize, usize)> {
        let y = (std::f64::consts::FRAC_PI_4 + p.lat().to_radians() / 2.0)
            .tan()
            .ln()
            .to_degrees();
        let column = (p.lon() - self.west) / self.cell;
        let row = (self.top - y) / self.cell;
        if !(column >= 0.0 && row >= 0.0) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be positive; a cast from f64 saturates"
        )]
        let (column, row) = (column as usize, row as usize);
        (column < self.width && row < self.height).then_some((column, row))
    }

    pub(super) fn contains(&self, p: LonLat) -> bool {
        self.cell_of(p).is_some()
    }

    /// Whether a place of this grid is navigable; `None` outside of it.
    fn is_open(&self, p: LonLat) -> Option<bool> {
        let (column, row) = self.cell_of(p)?;
        let word = self.bits[row * Self::words(self.width) + column / 64];
        Some(word >> (column % 64) & 1 == 1)
    }
}

/// Whether a place is navigable on the finest grid that holds it.
pub(super) fn is_open(waters: &[WaterMask], p: LonLat) -> bool {
    waters.iter().find_map(|water| water.is_open(p)).unwrap_or(false)
}

/// Whether the great circle from `a` to `b` stays on navigable water. The last cells at either end are not
/// asked: a node stands on the rim of the water, where the grid cannot tell.
pub(super) fn sees(waters: &[WaterMask], a: LonLat, b: LonLat) -> bool {
    let at = |p: LonLat| waters.iter().find(|water| water.contains(p));
    let (Some(first), Some(last)) = (at(a), at(b)) else {
        return false;
    };
    let cell = (first.cell.to_radians() * a.lat().to_radians().cos())
        .min(last.cell.to_radians() * b.lat().to_radians().cos());
    let whole = sphere::angle(sphere::unit_vector(a), sphere::unit_vector(b));
    let margin = 1.6 * cell.max(1e-6);
    sphere::points_along(a, b, 0.7 * cell).enumerate().all(|(i, p)| {
        #[expect(clippy::cast_precision_loss, reason = "at most a million points")]
        let gone = i as f64 * 0.7 * cell;
        gone < margin || whole - gone < margin || is_open(waters, p)
    })
}
