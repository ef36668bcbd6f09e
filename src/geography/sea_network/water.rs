//! Where ships may be, as bits on a Mercator grid: tells whether a place lies on open water and whether a
//! straight track from it reaches another. The grid is the asset script's, thinned to every third pixel.

use std::f64::consts::FRAC_PI_4;

use super::super::LonLat;
use super::blocks::{Blocks, Ground};
use super::sphere::{self, GreatCircle, UnitVector};

/// A point of Mercator's plane: degrees of longitude, and degrees of the equator northwards.
type OnPlane = [f64; 2];

/// The antimeridian is its western side.
fn on_plane(p: LonLat) -> OnPlane {
    [
        from_antimeridian(p.lon()),
        (FRAC_PI_4 + p.lat().to_radians() / 2.0).tan().ln().to_degrees(),
    ]
}

/// The same of a direction.
fn plane_from_direction(v: UnitVector) -> OnPlane {
    [
        from_antimeridian(v[1].atan2(v[0]).to_degrees()),
        v[2].atanh().to_degrees(),
    ]
}

fn from_antimeridian(lon: f64) -> f64 {
    if lon >= 180.0 { -180.0 } else { lon }
}

/// One grid of navigable water.
#[derive(Debug)]
pub(super) struct WaterMask {
    grid: WaterGrid,
    bits: Vec<u64>,
    open: Blocks,
    land: Blocks,
}

/// Where a grid lies on Mercator's plane.
#[derive(Clone, Copy, Debug)]
pub(super) struct WaterGrid {
    /// West edge, degrees; top edge, Mercator degrees; the side of a cell, degrees of the equator.
    pub(super) west: f64,
    pub(super) top: f64,
    pub(super) cell: f64,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl WaterGrid {
    /// Words in a row, 64 cells each.
    pub(super) fn words(&self) -> usize {
        self.width.div_ceil(64)
    }

    /// Columns and rows from the north-western corner, as real numbers.
    fn cells(&self, p: OnPlane) -> [f64; 2] {
        [(p[0] - self.west) / self.cell, (self.top - p[1]) / self.cell]
    }

    /// The place at so many columns and rows.
    fn place(&self, [x, y]: [f64; 2]) -> LonLat {
        let lat = 2.0 * (self.top - y * self.cell).to_radians().exp().atan().to_degrees() - 90.0;
        LonLat::wrapped(self.west + x * self.cell, lat)
    }

    /// The column and the row of the cell at a point of the grid; `None` outside of it.
    fn cell_at(&self, [x, y]: [f64; 2]) -> Option<[usize; 2]> {
        if !(x >= 0.0 && y >= 0.0) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be positive; a cast from f64 saturates"
        )]
        let (column, row) = (x as usize, y as usize);
        (column < self.width && row < self.height).then_some([column, row])
    }
}

impl WaterMask {
    /// The water of a grid: row by row, 64 cells a word, each row starting on a new word.
    pub(super) fn new(grid: WaterGrid, bits: Vec<u64>) -> Self {
        let open = Blocks::of(grid, &bits, Ground::Open);
        let land = Blocks::of(grid, &bits, Ground::Land);
        Self {
            grid,
            bits,
            open,
            land,
        }
    }

    pub(super) fn contains(&self, p: LonLat) -> bool {
        self.holds(on_plane(p))
    }

    fn holds(&self, p: OnPlane) -> bool {
        self.grid.cell_at(self.grid.cells(p)).is_some()
    }

    fn is_open(&self, [column, row]: [usize; 2]) -> bool {
        self.bits[row * self.grid.words() + column / 64] >> (column % 64) & 1 == 1
    }

    /// Whether the cell at a point of the grid is navigable; `None` outside of it.
    fn cell_is_open(&self, p: [f64; 2]) -> Option<bool> {
        self.grid.cell_at(p).map(|cell| self.is_open(cell))
    }

    /// The radius in radians of a disc round a point that lies on blocks of one ground; 0 off such blocks.
    fn disc_round(&self, blocks: &Blocks, p: OnPlane, sine_of_latitude: f64) -> f64 {
        let [x, y] = self.grid.cells(p);
        let cell = self.grid.cell_at([x, y]);
        let Some([left, top, right, bottom]) = cell.and_then(|cell| blocks.square_round(cell)) else {
            return 0.0;
        };
        let clear = (x - left).min(right - x).min(y - top).min(bottom - y) * self.grid.cell.to_radians();
        // In the disc Mercator stretches by the secant of the latitude there, which is off by `clear` at most.
        let cosine = (1.0 - sine_of_latitude * sine_of_latitude).max(0.0).sqrt();
        clear * (cosine * (1.0 - clear * clear / 2.0) - sine_of_latitude.abs() * clear).max(0.0)
    }

    /// Whether the straight line between two points of the plane stays on navigable cells, those nearer than
    /// `RIM` to either of the `ends` not asked.
    fn line_is_open(&self, from: OnPlane, to: OnPlane, ends: [OnPlane; 2]) -> bool {
        let [from, to, start, end] = [from, to, ends[0], ends[1]].map(|p| self.grid.cells(p));
        let way = [to[0] - from[0], to[1] - from[1]];
        let step = 0.7 / way[0].abs().max(way[1].abs()).max(0.7);
        let near = |p: [f64; 2], end: [f64; 2]| (p[0] - end[0]).hypot(p[1] - end[1]) < RIM;
        let mut share = 0.0f64;
        loop {
            let p = [from[0] + share * way[0], from[1] + share * way[1]];
            let cell = self.grid.cell_at(p);
            let square = cell.and_then(|cell| self.open.square_round(cell));
            let is_open = square.is_some() || cell.is_some_and(|cell| self.is_open(cell));
            if !is_open && !near(p, start) && !near(p, end) {
                return false;
            }
            if share >= 1.0 {
                return true;
            }
            let edge = square.map_or(share, |square| share + share_to_edge(p, way, square));
            share = edge.max(share + step).min(1.0);
        }
    }
}

/// Which part of `way`, from a point within a square, lies in it.
fn share_to_edge(p: [f64; 2], way: [f64; 2], [left, top, right, bottom]: [f64; 4]) -> f64 {
    let along = |at: f64, way: f64, low: f64, high: f64| {
        let edge = if way > 0.0 { high } else { low };
        if way == 0.0 {
            f64::INFINITY
        } else {
            (edge - at) / way
        }
    };
    along(p[0], way[0], left, right).min(along(p[1], way[1], top, bottom))
}

/// A node stands on the rim of the water, where the grid cannot tell: so many cells round it are not asked.
const RIM: f64 = 1.6;
/// Lines of sight are straight on the grid in pieces of this many radians (100 km) ...
const PIECE: f64 = 100.0 / 6371.0;
/// ... but where the water is open for more than this (50 km), they go on without a look at it.
const LEAP: f64 = 50.0 / 6371.0;

/// Whether a place is navigable on the finest grid that holds it.
pub(super) fn is_open(waters: &[WaterMask], p: LonLat) -> bool {
    let p = on_plane(p);
    let open = |water: &WaterMask| water.cell_is_open(water.grid.cells(p));
    waters.iter().find_map(open).unwrap_or(false)
}

/// The middle of the nearest navigable cell within `reach` cells, on the finest grid that holds the place.
pub(super) fn nearest_open(waters: &[WaterMask], p: LonLat, reach: i32) -> Option<LonLat> {
    let water = waters.iter().find(|water| water.contains(p))?;
    let at = water.grid.cells(on_plane(p)).map(f64::floor);
    let around = (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| [dx, dy]));
    let nearest = around
        .filter(|d| d[0] * d[0] + d[1] * d[1] <= reach * reach)
        .map(|d| (d, [0, 1].map(|k| at[k] + f64::from(d[k]) + 0.5)))
        .filter(|(_, cell)| water.cell_is_open(*cell) == Some(true))
        .min_by_key(|(d, _)| (d[0] * d[0] + d[1] * d[1], d[1], d[0]));
    nearest.map(|(_, cell)| water.grid.place(cell))
}

/// Whether the great circle from `a` to `b` stays on navigable water.
pub(super) fn sees(waters: &[WaterMask], a: LonLat, b: LonLat) -> bool {
    let circle = GreatCircle::between(sphere::unit_vector(a), sphere::unit_vector(b));
    view_ends(waters, &circle, [a, b]).is_none()
}

/// Where the great circle between two places leaves navigable water, asked on the finest grid of each stretch:
/// radians from its start to that stretch. `None` if it does not.
pub(super) fn view_ends(waters: &[WaterMask], circle: &GreatCircle, ends: [LonLat; 2]) -> Option<f64> {
    let ends = ends.map(on_plane);
    let (mut gone, mut from, mut sine) = (0.0, ends[0], circle.at(0.0)[2]);
    loop {
        let Some(water) = waters.iter().find(|water| water.holds(from)) else {
            return Some(gone);
        };
        let open = water.disc_round(&water.open, from, sine);
        let leaps = open > LEAP;
        let next = gone + if leaps { open } else { PIECE };
        let arrives = next >= circle.length;
        let to = if arrives {
            ends[1]
        } else {
            let v = circle.at(next);
            sine = v[2];
            plane_from_direction(v)
        };
        if !leaps && !piece_is_open(waters, from, to, ends) {
            return Some(gone);
        }
        if arrives {
            return None;
        }
        (gone, from) = (next, to);
    }
}

/// The radius in radians of a disc of land round a direction; 0 where none is known.
pub(super) fn land_round(waters: &[WaterMask], v: UnitVector) -> f64 {
    let p = plane_from_direction(v);
    let water = waters.iter().find(|water| water.holds(p));
    water.map_or(0.0, |water| water.disc_round(&water.land, p, v[2]))
}

fn piece_is_open(waters: &[WaterMask], from: OnPlane, to: OnPlane, ends: [OnPlane; 2]) -> bool {
    if (from[0] - to[0]).abs() > 180.0 {
        // Over the antimeridian, where the grids begin and end: up to it, and on from its other side.
        let side = 180f64.copysign(from[0]);
        let share = (side - from[0]) / (to[0] + 2.0 * side - from[0]);
        let y = from[1] + share * (to[1] - from[1]);
        let at = |lon: f64| [lon.min(LAST_LON), y];
        let beside = |side: f64| {
            let turned = |lon: f64| {
                if (lon - side).abs() > 180.0 {
                    lon + 2.0 * side
                } else {
                    lon
                }
            };
            ends.map(|[lon, y]| [turned(lon), y])
        };
        return piece_is_open(waters, from, at(side), beside(side))
            && piece_is_open(waters, at(-side), to, beside(-side));
    }
    let water = waters.iter().find(|water| water.holds(from) && water.holds(to));
    water.is_some_and(|water| water.line_is_open(from, to, ends))
}

/// The last longitude west of the antimeridian that is told apart from it.
const LAST_LON: f64 = 180.0 - 1e-9;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ten cells by ten round 100°E on the equator, the fifth column land.
    fn strait() -> WaterMask {
        let row = 0b11_1110_1111;
        let grid = WaterGrid {
            west: 100.0,
            top: 0.5,
            cell: 0.1,
            width: 10,
            height: 10,
        };
        WaterMask::new(grid, vec![row; 10])
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

    /// Cells of half a degree right round the globe, of which some of each row's first 64 are land.
    fn sea_with(land: u64) -> [WaterMask; 1] {
        let grid = WaterGrid {
            west: -180.0,
            top: 30.0,
            cell: 0.5,
            width: 720,
            height: 120,
        };
        let words = grid.words();
        let mut bits = vec![u64::MAX; words * grid.height];
        bits.iter_mut().step_by(words).for_each(|first| *first = !land);
        [WaterMask::new(grid, bits)]
    }

    #[test]
    fn a_line_of_sight_goes_on_over_the_antimeridian_and_ends_at_land_beyond_it() {
        let waters = sea_with(0x3ff << 30);
        let at = |lon| LonLat::wrapped(lon, 5.0);
        assert!(sees(&waters, at(175.0), at(-170.0)) && sees(&waters, at(-170.0), at(175.0)));
        assert!(!sees(&waters, at(175.0), at(-155.0)) && !sees(&waters, at(-155.0), at(175.0)));
    }

    #[test]
    fn the_rim_of_a_place_beyond_the_antimeridian_is_not_asked_and_the_line_itself_has_one_side() {
        let waters = sea_with(0x7f << 1);
        let at = |lon, lat| LonLat::new(lon, lat).unwrap();
        let ashore = at(-179.4, 5.0);
        assert!(sees(&waters, at(179.0, 5.0), ashore) && sees(&waters, ashore, at(179.0, 5.0)));
        assert!(!sees(&waters, at(179.0, 5.0), at(-178.0, 5.0)));
        for lon in [180.0, -180.0] {
            assert!(sees(&waters, at(lon, 5.0), at(-180.0, 9.0)));
            assert!(sees(&waters, at(lon, 5.0), at(180.0, 9.0)));
        }
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
            let grid = strait().grid;
            let back = grid.place(grid.cells(on_plane(p)));
            prop_assert!((p.lon() - back.lon()).abs() < 1e-9 && (p.lat() - back.lat()).abs() < 1e-9);
        }
    }
}
