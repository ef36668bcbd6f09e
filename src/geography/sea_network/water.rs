//! Where ships may be, as bits on a Mercator grid: tells whether a place lies on open water and whether a
//! straight track from it reaches another. The grid is the asset script's, thinned to every third pixel.

use std::f64::consts::FRAC_PI_4;

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

    /// Columns and rows from the north-western corner, as real numbers.
    fn grid(&self, p: LonLat) -> [f64; 2] {
        let y = (FRAC_PI_4 + p.lat().to_radians() / 2.0).tan().ln().to_degrees();
        [(p.lon() - self.west) / self.cell, (self.top - y) / self.cell]
    }

    /// The inverse of `grid`.
    fn place(&self, [x, y]: [f64; 2]) -> LonLat {
        let lat = 2.0 * (self.top - y * self.cell).to_radians().exp().atan().to_degrees() - 90.0;
        LonLat::wrapped(self.west + x * self.cell, lat)
    }

    /// Whether the cell at a point of the grid is navigable; `None` outside of it.
    fn cell_is_open(&self, [x, y]: [f64; 2]) -> Option<bool> {
        if !(x >= 0.0 && y >= 0.0) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be positive; a cast from f64 saturates"
        )]
        let (column, row) = (x as usize, y as usize);
        (column < self.width && row < self.height)
            .then(|| self.bits[row * Self::words(self.width) + column / 64] >> (column % 64) & 1 == 1)
    }

    pub(super) fn contains(&self, p: LonLat) -> bool {
        self.cell_is_open(self.grid(p)).is_some()
    }

    /// Whether the straight line between two points of the grid stays on navigable cells, those nearer than
    /// `RIM` to either of the `ends` not asked.
    fn line_is_open(&self, from: [f64; 2], to: [f64; 2], ends: [[f64; 2]; 2]) -> bool {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let steps = (dx.abs().max(dy.abs()) / 0.7).ceil().clamp(1.0, 1e6);
        let near = |p: [f64; 2], end: [f64; 2]| (p[0] - end[0]).hypot(p[1] - end[1]) < RIM;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 1..=1e6"
        )]
        let last = steps as u32;
        (0..=last).all(|i| {
            let t = f64::from(i) / steps;
            let p = [from[0] + t * dx, from[1] + t * dy];
            self.cell_is_open(p) == Some(true) || near(p, ends[0]) || near(p, ends[1])
        })
    }
}

/// A node stands on the rim of the water, where the grid cannot tell: so many cells round it are not asked.
const RIM: f64 = 1.6;
/// Lines of sight are straight on the grid in pieces of this many radians (100 km).
const PIECE: f64 = 100.0 / 6371.0;

/// Whether a place is navigable on the finest grid that holds it.
pub(super) fn is_open(waters: &[WaterMask], p: LonLat) -> bool {
    waters
        .iter()
        .find_map(|water| water.cell_is_open(water.grid(p)))
        .unwrap_or(false)
}

/// The middle of the nearest navigable cell within `reach` cells, on the finest grid that holds the place.
pub(super) fn nearest_open(waters: &[WaterMask], p: LonLat, reach: i32) -> Option<LonLat> {
    let water = waters.iter().find(|water| water.contains(p))?;
    let at = water.grid(p).map(f64::floor);
    let around = (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| [dx, dy]));
    let nearest = around
        .filter(|d| d[0] * d[0] + d[1] * d[1] <= reach * reach)
        .map(|d| (d, [0, 1].map(|k| at[k] + f64::from(d[k]) + 0.5)))
        .filter(|(_, cell)| water.cell_is_open(*cell) == Some(true))
        .min_by_key(|(d, _)| (d[0] * d[0] + d[1] * d[1], d[1], d[0]));
    nearest.map(|(_, cell)| water.place(cell))
}

/// Whether the great circle from `a` to `b` stays on navigable water.
pub(super) fn sees(waters: &[WaterMask], a: LonLat, b: LonLat) -> bool {
    let mut points = sphere::points_along(a, b, PIECE);
    let Some(mut from) = points.next() else {
        return false;
    };
    points.all(|to| {
        let open = waters
            .iter()
            .find(|water| water.contains(from) && water.contains(to))
            .is_some_and(|water| {
                let across = (from.lon() - to.lon()).abs() > 180.0;
                let grid = |p| water.grid(p);
                !across && water.line_is_open(grid(from), grid(to), [grid(a), grid(b)])
            });
        from = to;
        open
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ten cells by ten round 100°E on the equator, the fifth column land.
    fn strait() -> WaterMask {
        let row = 0b11_1110_1111;
        WaterMask {
            west: 100.0,
            top: 0.5,
            cell: 0.1,
            width: 10,
            height: 10,
            bits: vec![row; 10],
        }
    }

    #[test]
    fn land_bars_the_view_and_water_does_not() {
        let waters = [strait()];
        let at = |lon| LonLat::wrapped(lon, 0.02);
        assert!(sees(&waters, at(100.55), at(100.95)));
        assert!(!sees(&waters, at(100.05), at(100.95)));
        assert!(!is_open(&waters, at(100.45)) && is_open(&waters, at(100.35)));
        assert!(
            !is_open(&waters, at(99.0)),
            "outside of the grid nothing is known to be water"
        );
    }

    #[test]
    fn the_nearest_water_of_a_place_ashore_is_beside_it() {
        let found = nearest_open(&[strait()], LonLat::wrapped(100.45, 0.02), 3).unwrap();
        assert!(is_open(&[strait()], found) && (found.lon() - 100.45).abs() < 0.11);
    }

    proptest! {
        #[test]
        fn a_place_on_the_grid_gives_its_position_back(lon in -180.0..180.0f64, lat in -80.0..80.0f64) {
            let p = LonLat::wrapped(lon, lat);
            let back = strait().place(strait().grid(p));
            prop_assert!((p.lon() - back.lon()).abs() < 1e-9 && (p.lat() - back.lat()).abs() < 1e-9);
        }
    }
}
