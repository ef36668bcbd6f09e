//! A slow search for as many labels as find room, which the quick placer is held against; and the stream of numbers
//! that it and the views of those tests draw from.

use periplus::scene::{LabelRequest, Rect, place_labels};

/// A stream of numbers that is the same on every run (SplitMix64, Steele and others 2014).
pub(crate) struct Stream(pub(crate) u64);

impl Stream {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[(self.next() % all.len() as u64) as usize]
    }
}

/// A slow search for as many labels as find room: from the quick placer's answer and from the small ones first, a
/// label that has none is put somewhere, what is in its way moves elsewhere or goes, and what is better or as good
/// is kept (iterated local search for independent sets, after Andrade, Resende and Werneck 2012).
struct Search<'a> {
    /// For each label the positions that no obstacle bars and that lie within the bounds.
    free: Vec<Vec<&'a [Rect]>>,
    chosen: Vec<Option<usize>>,
}

impl<'a> Search<'a> {
    fn new(requests: &'a [LabelRequest], obstacles: &[Rect], bounds: Rect) -> Self {
        let inside = |r: &Rect| {
            r.left >= bounds.left
                && r.right <= bounds.right
                && r.top >= bounds.top
                && r.bottom <= bounds.bottom
        };
        let barred = |boxes: &[Rect]| {
            boxes.is_empty()
                || boxes
                    .iter()
                    .any(|r| !inside(r) || obstacles.iter().any(|o| o.overlaps(r)))
        };
        let of = |request: &'a LabelRequest| -> Vec<&'a [Rect]> {
            let all = request.positions.iter().map(Vec::as_slice);
            all.filter(|boxes| !barred(boxes)).collect()
        };
        let free: Vec<_> = requests.iter().map(of).collect();
        Self {
            chosen: vec![None; free.len()],
            free,
        }
    }

    fn count(&self) -> usize {
        self.chosen.iter().flatten().count()
    }

    /// The labels in the way of a position of one.
    fn blockers(&self, label: usize, position: usize) -> Vec<usize> {
        let boxes = self.free[label][position];
        let meets = |other: &usize| {
            self.chosen[*other].is_some_and(|there| {
                let taken = self.free[*other][there];
                boxes.iter().any(|a| taken.iter().any(|b| a.overlaps(b)))
            })
        };
        (0..self.chosen.len())
            .filter(|other| *other != label)
            .filter(meets)
            .collect()
    }

    /// Puts a label where nothing is in its way, if there is such a place.
    fn put(&mut self, label: usize) {
        let mut all = 0..self.free[label].len();
        self.chosen[label] = all.find(|&position| self.blockers(label, position).is_empty());
    }

    fn fill(&mut self, order: &[usize]) {
        for &label in order {
            if self.chosen[label].is_none() {
                self.put(label);
            }
        }
    }

    fn improve(&mut self, steps: usize, stream: &mut Stream) {
        let order: Vec<usize> = (0..self.chosen.len()).collect();
        for _ in 0..steps {
            let waiting = |label: &&usize| self.chosen[**label].is_none() && !self.free[**label].is_empty();
            let left: Vec<usize> = order.iter().filter(waiting).copied().collect();
            if left.is_empty() {
                return;
            }
            let before = self.chosen.clone();
            let most = self.count();
            let label = *stream.one_of(&left);
            let position = (stream.next() % self.free[label].len() as u64) as usize;
            let moved = self.blockers(label, position);
            for &other in &moved {
                self.chosen[other] = None;
            }
            self.chosen[label] = Some(position);
            self.fill(&moved);
            if self.count() < most {
                self.fill(&left);
            }
            if self.count() < most {
                self.chosen = before;
            }
        }
    }
}

/// The most labels that the slow search finds room for.
pub(crate) fn most_that_fit(
    requests: &[LabelRequest],
    obstacles: &[Rect],
    bounds: Rect,
    stream: &mut Stream,
) -> usize {
    const STEPS: usize = 150;
    let mut search = Search::new(requests, obstacles, bounds);
    let area = |label: &usize| -> f64 {
        let of = |boxes: &&[Rect]| boxes.iter().map(|b| b.width() * b.height()).sum::<f64>();
        search.free[*label].iter().map(of).fold(f64::INFINITY, f64::min)
    };
    let mut order: Vec<usize> = (0..requests.len()).collect();
    order.sort_by(|a, b| area(a).total_cmp(&area(b)));
    search.fill(&order);
    search.improve(STEPS, stream);
    let small_first = search.count();
    let quick = place_labels(requests, obstacles, bounds).iter().flatten().count();
    small_first.max(quick)
}
