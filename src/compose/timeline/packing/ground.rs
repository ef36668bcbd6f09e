//! What is taken of the lines of every row, and how wide a title could still be where.

use super::super::cells::Cells;
use super::{GAP, Room};

/// No marker is smaller.
const LEAST_RADIUS: f64 = 3.0;
/// After so many titles put into a row, its rooms are measured again.
const RENEWED_AFTER: usize = 4;

/// The lines of every row.
pub(super) struct Ground {
    pub(super) room: Room,
    /// What stands on each line of each row.
    lines: Vec<Cells>,
    /// Which time of each line has a bar: bars may lie under titles, but rather not under each other.
    bars: Vec<Cells>,
    /// Cells in a line.
    cells: usize,
    /// Of each cell of each row, the most free cells beside it on any line: never too few, and renewed now and then,
    /// as titles take room. Most of a crowd fails here.
    runs: Vec<f32>,
    /// Titles put into each row since its runs were renewed.
    puts: Vec<usize>,
}

impl Ground {
    pub(super) fn new(room: Room) -> Self {
        let cells = room.width.max(0.0).ceil() as usize;
        let line = Cells::new(room.width);
        Self {
            room,
            lines: vec![line.clone(); room.rows * room.lines],
            bars: vec![line; room.rows * room.lines],
            cells,
            runs: vec![cells as f32; room.rows * cells],
            puts: vec![0; room.rows],
        }
    }

    pub(super) fn line(&self, row: usize, line: usize) -> &Cells {
        &self.lines[row * self.room.lines + line]
    }

    pub(super) fn take(&mut self, row: usize, line: usize, room: [f64; 2]) {
        self.lines[row * self.room.lines + line].take(room[0], room[1]);
    }

    pub(super) fn free(&mut self, row: usize, line: usize, room: [f64; 2]) {
        self.lines[row * self.room.lines + line].free(room[0], room[1]);
    }

    pub(super) fn take_bar(&mut self, row: usize, line: usize, time: [f64; 2]) {
        self.bars[row * self.room.lines + line].take(time[0], time[1]);
    }

    pub(super) fn bar_is_clear(&self, row: usize, line: usize, time: [f64; 2]) -> bool {
        self.bars[row * self.room.lines + line].is_free(time[0], time[1])
    }

    /// The width that a title can have at most whose marker's middle stands at a place.
    pub(super) fn most_room(&self, row: usize, x: f64) -> f64 {
        let Some(last) = self.cells.checked_sub(1) else {
            return 0.0;
        };
        let cell = (x.max(0.0) as usize).min(last);
        room_beside(self.runs[row * self.cells + cell])
    }

    /// As [`Self::most_room`], for the roomiest place between two.
    pub(super) fn most_room_between(&self, row: usize, from: f64, to: f64) -> f64 {
        let cell = |x: f64| (x.max(0.0) as usize).min(self.cells);
        let (from, to) = (cell(from.floor()), cell(to.ceil()));
        let runs = &self.runs[row * self.cells + from.min(to)..row * self.cells + to];
        room_beside(runs.iter().copied().fold(0.0, f32::max))
    }

    fn renew(&mut self, row: usize) {
        let runs = &mut self.runs[row * self.cells..(row + 1) * self.cells];
        runs.fill(0.0);
        for line in &self.lines[row * self.room.lines..(row + 1) * self.room.lines] {
            line.raise_to_runs(runs);
        }
        self.puts[row] = 0;
    }

    /// Measures the rooms of a row again when several titles have come.
    pub(super) fn renew_after_title(&mut self, row: usize) {
        self.puts[row] += 1;
        if self.puts[row] >= RENEWED_AFTER {
            self.renew(row);
        }
    }

    /// Measures the rooms of all rows again.
    pub(super) fn renew_all(&mut self) {
        for row in 0..self.room.rows {
            self.renew(row);
        }
    }
}

/// From a marker's middle to its title are its radius and a gap; a cell more is rounding.
fn room_beside(run: f32) -> f64 {
    f64::from(run) + 2.0 - LEAST_RADIUS - GAP
}
