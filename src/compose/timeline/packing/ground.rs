//! What is taken of the lines of every row, and how wide a title could still be where.

use super::super::cells::Cells;
use super::{GAP, LEAST_RADIUS, Room};

/// What a title can have of the free cells beside its marker's middle: between are the marker's radius and a gap; two
/// cells are rounding.
const BESIDE: f32 = 2.0 - LEAST_RADIUS as f32 - GAP as f32;
/// After so many titles put into a row, its rooms are measured again.
const RENEWED_AFTER: usize = 4;

/// The lines of every row.
pub(super) struct Ground {
    width: f64,
    /// Where each row's lines begin in the lists below, and the end of the last.
    starts: Vec<usize>,
    /// What stands on each line of each row.
    lines: Vec<Cells>,
    /// Which time of each line has a bar: bars may lie under titles, but rather not under each other.
    bars: Vec<Cells>,
    /// Cells in a line.
    cells: usize,
    /// Of each cell of each row, the most free cells beside it on any line: never too few, and renewed now and then,
    /// as titles take room. Most of a crowd fails here. The last is of no row, and endless.
    runs: Vec<f32>,
    /// Titles put into each row since its runs were renewed.
    puts: Vec<usize>,
    /// Whether something was taken or freed in each row since.
    is_changed: Vec<bool>,
}

impl Ground {
    pub(super) fn new(room: &Room) -> Self {
        let cells = room.width.max(0.0).ceil() as usize;
        let mut starts = vec![0];
        for lines in &room.lines {
            starts.push(starts.last().copied().unwrap_or(0) + lines);
        }
        let all: usize = room.lines.iter().sum();
        let line = Cells::new(room.width);
        let mut runs = vec![cells as f32; room.lines.len() * cells];
        runs.push(f32::INFINITY);
        Self {
            width: room.width,
            lines: vec![line.clone(); all],
            bars: vec![line; all],
            cells,
            runs,
            puts: vec![0; room.lines.len()],
            is_changed: vec![false; room.lines.len()],
            starts,
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.width
    }

    pub(super) fn rows(&self) -> usize {
        self.puts.len()
    }

    /// How many lines a row has.
    pub(super) fn lines(&self, row: usize) -> usize {
        self.starts[row + 1] - self.starts[row]
    }

    pub(super) fn line(&self, row: usize, line: usize) -> &Cells {
        &self.lines[self.starts[row] + line]
    }

    pub(super) fn take(&mut self, row: usize, line: usize, room: [f64; 2]) {
        self.lines[self.starts[row] + line].take(room[0], room[1]);
        self.is_changed[row] = true;
    }

    pub(super) fn free(&mut self, row: usize, line: usize, room: [f64; 2]) {
        self.lines[self.starts[row] + line].free(room[0], room[1]);
        self.is_changed[row] = true;
    }

    pub(super) fn take_bar(&mut self, row: usize, line: usize, time: [f64; 2]) {
        self.bars[self.starts[row] + line].take(time[0], time[1]);
    }

    pub(super) fn bar_is_clear(&self, row: usize, line: usize, time: [f64; 2]) -> bool {
        self.bars[self.starts[row] + line].is_free(time[0], time[1])
    }

    /// The cell of a row in which a place lies, or the next to it: one of [`Self::most_room_in`].
    pub(super) fn cell(&self, row: usize, x: f32) -> u32 {
        let cell = (x.max(0.0) as usize).min(self.cells.saturating_sub(1));
        u32::try_from(row * self.cells + cell).unwrap_or(u32::MAX)
    }

    /// The cell that is of no row, where there is room for everything.
    pub(super) fn elsewhere(&self) -> u32 {
        u32::try_from(self.runs.len() - 1).unwrap_or(u32::MAX)
    }

    /// The width that a title can have at most whose marker's middle lies in a cell.
    pub(super) fn most_room_in(&self, cell: u32) -> f32 {
        self.runs.get(cell as usize).map_or(0.0, |run| run + BESIDE)
    }

    /// The width that a title can have at most whose marker's middle stands at a place.
    pub(super) fn most_room(&self, row: usize, x: f32) -> f32 {
        self.most_room_in(self.cell(row, x))
    }

    fn renew(&mut self, row: usize) {
        if !std::mem::take(&mut self.is_changed[row]) {
            return;
        }
        let runs = &mut self.runs[row * self.cells..(row + 1) * self.cells];
        runs.fill(0.0);
        for line in &self.lines[self.starts[row]..self.starts[row + 1]] {
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
        for row in 0..self.rows() {
            self.renew(row);
        }
    }
}
