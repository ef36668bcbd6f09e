//! A line cut into cells a point wide, each taken or free: whether a stretch of it is free takes a few machine
//! words to tell.

/// The cells of a line.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    words: Vec<u64>,
    /// How many cells there are.
    end: usize,
}

const BITS: usize = 64;

impl Cells {
    /// A free line of a width in points.
    pub(super) fn new(width: f64) -> Self {
        let cells = width.max(0.0).ceil() as usize;
        Self {
            words: vec![0; cells.div_ceil(BITS)],
            end: cells,
        }
    }

    /// The cells that a stretch touches, as far as it lies on the line.
    fn touched(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        // A cast cuts off what follows the point, and takes what is below zero for zero: asked very often, it is
        // quicker than rounding.
        let from = (from as usize).min(self.end);
        let whole = to as usize;
        let to = (whole + usize::from((whole as f64) < to)).min(self.end);
        from..to.max(from)
    }

    /// The words that a stretch touches, each with the bits in it.
    fn masks(&self, from: f64, to: f64) -> impl Iterator<Item = (usize, u64)> + use<> {
        let cells = self.touched(from, to);
        let words = cells.start / BITS..cells.end.div_ceil(BITS);
        words.map(move |word| {
            let low = cells.start.saturating_sub(word * BITS).min(BITS);
            let high = (cells.end - word * BITS).min(BITS);
            let below = |bits: usize| if bits == BITS { u64::MAX } else { (1 << bits) - 1 };
            (word, below(high) & !below(low))
        })
    }

    /// Whether no cell that a stretch touches is taken. What lies beyond the line is free.
    pub(super) fn is_free(&self, from: f64, to: f64) -> bool {
        self.masks(from, to)
            .all(|(word, mask)| self.words[word] & mask == 0)
    }

    /// Raises, for each cell, a number to that of the free cells from it on to the right or to the left, itself
    /// among them, whichever are more.
    pub(super) fn raise_to_runs(&self, runs: &mut [f32]) {
        let mut from = 0;
        while let Some(start) = self.next(from, runs.len(), false) {
            let end = self.next(start, runs.len(), true).unwrap_or(runs.len());
            let length = end - start;
            for (at, most) in runs[start..end].iter_mut().enumerate() {
                *most = most.max((at + 1).max(length - at) as f32);
            }
            from = end;
        }
    }

    /// The first cell from one on and before another that is taken, or that is free.
    fn next(&self, from: usize, end: usize, is_taken: bool) -> Option<usize> {
        let mut cell = from;
        while cell < end {
            let word = self.words[cell / BITS];
            let wanted = if is_taken { word } else { !word } >> (cell % BITS);
            if wanted != 0 {
                let found = cell + wanted.trailing_zeros() as usize;
                return (found < end).then_some(found);
            }
            cell = (cell / BITS + 1) * BITS;
        }
        None
    }

    /// How far a stretch from a place to the right is free, `most` points at most and not beyond the line.
    pub(super) fn free_right(&self, from: f64, most: f64) -> f64 {
        let cells = self.touched(from, from + most);
        let taken = |cell: &usize| self.words[cell / BITS] >> (cell % BITS) & 1 == 1;
        let end = cells.clone().find(taken).unwrap_or(cells.end);
        (end as f64 - from).clamp(0.0, most)
    }

    /// How far a stretch from a place to the left is free, `most` points at most and not beyond the line.
    pub(super) fn free_left(&self, from: f64, most: f64) -> f64 {
        let cells = self.touched(from - most, from);
        let taken = |cell: &usize| self.words[cell / BITS] >> (cell % BITS) & 1 == 1;
        let start = cells
            .clone()
            .rev()
            .find(taken)
            .map_or(cells.start, |cell| cell + 1);
        (from - start as f64).clamp(0.0, most)
    }

    /// Takes every cell that a stretch touches.
    pub(super) fn take(&mut self, from: f64, to: f64) {
        for (word, mask) in self.masks(from, to) {
            self.words[word] |= mask;
        }
    }

    /// Frees every cell that a stretch touches.
    pub(super) fn free(&mut self, from: f64, to: f64) {
        for (word, mask) in self.masks(from, to) {
            self.words[word] &= !mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_knows_what_was_taken_and_freed(
            width in 1.0..700.0f64, takes in prop::collection::vec((-50.0..800.0f64, 0.0..200.0f64, any::<bool>()), 0..20),
            asked in (-50.0..800.0f64, 0.0..200.0f64),
        ) {
            let mut line = Cells::new(width);
            let mut plain = vec![false; width.ceil() as usize];
            let touched = |from: f64, to: f64, cell: usize| {
                (cell as f64) < to.ceil() && cell as f64 >= from.floor()
            };
            for (from, length, is_taken) in takes {
                let to = from + length;
                if is_taken { line.take(from, to) } else { line.free(from, to) }
                for (cell, taken) in plain.iter_mut().enumerate() {
                    if touched(from, to, cell) {
                        *taken = is_taken;
                    }
                }
            }
            let (from, to) = (asked.0, asked.0 + asked.1);
            let free = plain.iter().enumerate().all(|(cell, taken)| !taken || !touched(from, to, cell));
            prop_assert_eq!(line.is_free(from, to), free);
            let right = line.free_right(from.max(0.0), 300.0);
            prop_assert!(right <= 0.0 || line.is_free(from.max(0.0), from.max(0.0) + right));
            let mut runs = vec![0.0f32; plain.len()];
            line.raise_to_runs(&mut runs);
            for (cell, run) in runs.iter().enumerate() {
                let on = |cells: &mut dyn Iterator<Item = &bool>| cells.take_while(|taken| !**taken).count();
                let right = on(&mut plain[cell..].iter());
                let left = on(&mut plain[..=cell].iter().rev());
                prop_assert_eq!(*run, right.max(left) as f32);
            }
            let left = line.free_left(to, 300.0);
            prop_assert!(left <= 0.0 || to > width || line.is_free(to - left, to));
        }
    }
}
