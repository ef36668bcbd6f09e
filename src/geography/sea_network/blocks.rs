//! Where a grid of water is open, or land, over whole blocks of cells, so that a line of sight steps over them
//! at once instead of asking every cell. Made when the network is read; a help to `water`, which alone asks it.

use super::water::WaterGrid;

/// Cells along a block's side; divides the 64 cells of a word.
const SIDE: usize = 16;
/// The cells of a block's row, as bits of a word.
const WHOLE_BLOCK: u64 = (1 << SIDE) - 1;

/// What all cells of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Navigable.
    Open,
    /// Land, or water where no ship sails.
    Land,
}

/// For every block of one ground how far the blocks round it are of that ground too.
#[derive(Debug)]
pub(super) struct Blocks {
    columns: usize,
    rows: usize,
    /// 0 where a cell of the block is of the other ground; n where the square of 2n - 1 blocks round it is of
    /// this one. Row by row, with a rim of zeros on all sides: nothing beyond the grid's edge is of any ground.
    depth: Vec<u8>,
}

impl Blocks {
    /// The whole blocks of a ground, `bits` set where the grid's cells are navigable.
    pub(super) fn of(grid: WaterGrid, bits: &[u64], ground: Ground) -> Self {
        let flip = if ground == Ground::Open { 0 } else { u64::MAX };
        let (columns, rows, words) = (grid.width / SIDE, grid.height / SIDE, grid.words());
        let mut blocks = Self {
            columns,
            rows,
            depth: vec![0u8; (columns + 2) * (rows + 2)],
        };
        let mut whole = vec![0; words];
        for row in 0..rows {
            whole.fill(u64::MAX);
            for cells in bits[row * SIDE * words..(row + 1) * SIDE * words].chunks(words.max(1)) {
                for (all, word) in whole.iter_mut().zip(cells) {
                    *all &= word ^ flip;
                }
            }
            let first = blocks.at(0, row);
            for (column, depth) in blocks.depth[first..first + columns].iter_mut().enumerate() {
                let cell = column * SIDE;
                let is_whole = whole[cell / 64] >> (cell % 64) & WHOLE_BLOCK == WHOLE_BLOCK;
                *depth = if is_whole { u8::MAX } else { 0 };
            }
        }
        blocks.deepen();
        blocks
    }

    fn at(&self, column: usize, row: usize) -> usize {
        (row + 1) * (self.columns + 2) + column + 1
    }

    /// Chebyshev distances to the nearest block that is not whole, by one pass down and one up: no block is
    /// deeper than its shallowest neighbour and one.
    fn deepen(&mut self) {
        let across = self.columns + 2;
        for row in 0..self.rows {
            for at in self.at(0, row)..self.at(self.columns, row) {
                let [left, above] = [at - 1, at - across];
                let least = self.least([left, above - 1, above, above + 1]);
                self.depth[at] = self.depth[at].min(least.saturating_add(1));
            }
        }
        for row in (0..self.rows).rev() {
            for at in (self.at(0, row)..self.at(self.columns, row)).rev() {
                let [right, below] = [at + 1, at + across];
                let least = self.least([right, below - 1, below, below + 1]);
                self.depth[at] = self.depth[at].min(least.saturating_add(1));
            }
        }
    }

    fn least(&self, [a, b, c, d]: [usize; 4]) -> u8 {
        let depth = &self.depth;
        depth[a].min(depth[b]).min(depth[c]).min(depth[d])
    }

    /// The largest known square of one ground with a cell near its middle: left, top, right and bottom edge.
    /// `None` where the cell's own block is not whole.
    pub(super) fn square_round(&self, [column, row]: [usize; 2]) -> Option<[f64; 4]> {
        let (x, y) = (column / SIDE, row / SIDE);
        if x >= self.columns || y >= self.rows {
            return None;
        }
        let depth = usize::from(self.depth[self.at(x, y)]);
        let edge = |block: usize| {
            #[expect(clippy::cast_precision_loss, reason = "a count of cells, far below 2^52")]
            let cells = (block * SIDE) as f64;
            cells
        };
        (depth > 0).then(|| {
            [
                edge(x + 1 - depth),
                edge(y + 1 - depth),
                edge(x + depth),
                edge(y + depth),
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid_of(width: usize, height: usize) -> WaterGrid {
        WaterGrid {
            west: 0.0,
            top: 0.0,
            cell: 1.0,
            width,
            height,
        }
    }

    proptest! {
        #[test]
        fn every_cell_of_a_square_is_of_its_ground(
            width in 1..200usize,
            height in 1..120usize,
            ground in prop::sample::select(vec![Ground::Open, Ground::Land]),
            odd in prop::collection::vec((0..200usize, 0..120usize), 0..12),
        ) {
            let grid = grid_of(width, height);
            let mut bits = vec![0u64; grid.words() * height];
            for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
                if odd.contains(&(x, y)) == (ground == Ground::Land) {
                    bits[y * grid.words() + x / 64] |= 1 << (x % 64);
                }
            }
            let blocks = Blocks::of(grid, &bits, ground);
            let mut squares = 0;
            for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
                let Some([left, top, right, bottom]) = blocks.square_round([x, y]) else { continue };
                squares += 1;
                let (cell_x, cell_y) = (x as f64, y as f64);
                prop_assert!(left <= cell_x && cell_x < right && top <= cell_y && cell_y < bottom);
                prop_assert!(left >= 0.0 && top >= 0.0 && right <= width as f64 && bottom <= height as f64);
                for &(lx, ly) in &odd {
                    let (lx, ly) = (lx as f64, ly as f64);
                    prop_assert!(!(left <= lx && lx < right && top <= ly && ly < bottom));
                }
            }
            let whole_blocks = (width / SIDE) * (height / SIDE);
            prop_assert!(squares > 0 || whole_blocks <= odd.len(), "whole blocks without a square");
        }
    }

    #[test]
    fn a_block_amid_open_water_knows_how_far_it_reaches() {
        let blocks = Blocks::of(grid_of(80, 80), &[u64::MAX; 160], Ground::Open);
        assert_eq!(blocks.square_round([40, 40]), Some([0.0, 0.0, 80.0, 80.0]));
        assert_eq!(blocks.square_round([40, 20]), Some([16.0, 0.0, 64.0, 48.0]));
        assert_eq!(blocks.square_round([3, 40]), Some([0.0, 32.0, 16.0, 48.0]));
    }
}
