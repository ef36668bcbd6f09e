//! Where labels stand along a line: as near to what they name as they can without touching, in its order. Knows
//! numbers alone.

/// Finds the middles of labels in a row between two edges. Each wants to stand at `wanted`, which ascend, and takes
/// `extents` points; the sum of squares of how far they are moved is the least. `None` where they do not fit in.
///
/// With the extents taken out of the row, no label may stand before the one before it: that is the monotone
/// regression of their wishes, found by pooling neighbours that are in each other's way.
pub(super) fn spread(wanted: &[f64], extents: &[f64], [first, last]: [f64; 2]) -> Option<Vec<f64>> {
    let room: f64 = extents.iter().sum();
    if room > last - first + TOLERANCE {
        return None;
    }
    // How far the middle of each lies from the first edge when all are pushed up to it.
    let mut before = first;
    let pushed: Vec<f64> = extents
        .iter()
        .map(|extent| {
            before += extent;
            before - extent / 2.0
        })
        .collect();
    let mut pools: Vec<Pool> = Vec::new();
    for (wish, pushed) in wanted.iter().zip(&pushed) {
        let mut pool = Pool {
            sum: wish - pushed,
            count: 1,
        };
        while let Some(before) = pools.pop_if(|before| before.mean() >= pool.mean()) {
            pool.sum += before.sum;
            pool.count += before.count;
        }
        pools.push(pool);
    }
    let free = (last - first - room).max(0.0);
    let moved = pools
        .iter()
        .flat_map(|pool| std::iter::repeat_n(pool.mean().clamp(0.0, free), pool.count));
    Some(moved.zip(pushed).map(|(moved, pushed)| moved + pushed).collect())
}

/// What computing with fractions may add to a sum of extents, in points.
const TOLERANCE: f64 = 1e-6;

/// Labels that stand side by side.
struct Pool {
    sum: f64,
    count: usize,
}

impl Pool {
    fn mean(&self) -> f64 {
        self.sum / self.count as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_with_room_stand_at_their_place_and_others_share_what_they_are_moved() {
        let found = spread(&[50.0, 200.0, 210.0], &[40.0, 40.0, 40.0], [0.0, 300.0]).unwrap();
        assert_eq!(found, [50.0, 185.0, 225.0]);
        let at_edge = spread(&[0.0, 5.0], &[40.0, 20.0], [0.0, 300.0]).unwrap();
        assert_eq!(at_edge, [20.0, 50.0]);
    }

    #[test]
    fn labels_too_wide_for_a_row_have_no_place_in_it() {
        assert_eq!(spread(&[1.0, 2.0], &[60.0, 60.0], [0.0, 100.0]), None);
        assert_eq!(spread(&[], &[], [0.0, 0.0]), Some(vec![]));
    }

    proptest! {
        #[test]
        fn no_label_touches_another_or_leaves_its_row(
            labels in prop::collection::vec((0.0..1000.0f64, 1.0..60.0f64), 1..30),
        ) {
            let mut wanted: Vec<f64> = labels.iter().map(|l| l.0).collect();
            wanted.sort_by(f64::total_cmp);
            let extents: Vec<f64> = labels.iter().map(|l| l.1).collect();
            match spread(&wanted, &extents, [0.0, 1000.0]) {
                None => prop_assert!(extents.iter().sum::<f64>() > 1000.0),
                Some(middles) => {
                    let mut end = 0.0;
                    for (middle, extent) in middles.iter().zip(&extents) {
                        prop_assert!(middle - extent / 2.0 >= end - 1e-6);
                        end = middle + extent / 2.0;
                    }
                    prop_assert!(end <= 1000.0 + 1e-6);
                }
            }
        }
    }
}
