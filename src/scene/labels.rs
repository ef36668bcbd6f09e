//! Places labels so that none overlaps another: greedy by priority over each label's own list of positions, then
//! those left over by moving one in their way. A pure function of its input; the same input gives the same picture.

use std::collections::HashMap;

use super::Rect;

/// A label that wants room.
#[derive(Clone, Debug, Default)]
pub struct LabelRequest {
    /// Higher goes first; ties go to the one that was asked first.
    pub priority: f64,
    /// The room that each of its positions takes, best position first. A position on a curve takes
    /// several boxes.
    pub positions: Vec<Vec<Rect>>,
}

/// Size of a cell of the index in points: about the height of a few labels.
const CELL: f64 = 48.0;

/// So many of its positions are tried for a label that makes room, and for one that asks for it.
const MOST_TRIED: usize = 24;

/// Whose a taken box is: an obstacle's, which never moves, or that of a request.
type Owner = Option<usize>;

/// Boxes that are taken, found through a grid.
#[derive(Debug, Default)]
struct Taken {
    boxes: Vec<(Rect, Owner)>,
    cells: HashMap<(i32, i32), Vec<u32>>,
}

fn cells_of(rect: &Rect) -> impl Iterator<Item = (i32, i32)> + use<> {
    let cell = |v: f64| (v / CELL).floor() as i32;
    let (left, right) = (cell(rect.left), cell(rect.right));
    let (top, bottom) = (cell(rect.top), cell(rect.bottom));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}

impl Taken {
    fn add(&mut self, rect: Rect, owner: Owner) {
        let index = u32::try_from(self.boxes.len()).unwrap_or(u32::MAX);
        self.boxes.push((rect, owner));
        for cell in cells_of(&rect) {
            self.cells.entry(cell).or_default().push(index);
        }
    }

    fn add_all(&mut self, boxes: &[Rect], owner: usize) {
        for rect in boxes {
            self.add(*rect, Some(owner));
        }
    }

    /// Takes the boxes of a request away.
    fn remove(&mut self, boxes: &[Rect], owner: usize) {
        for cell in boxes.iter().flat_map(cells_of) {
            let all = &self.boxes;
            if let Some(list) = self.cells.get_mut(&cell) {
                list.retain(|i| all[*i as usize].1 != Some(owner));
            }
        }
    }

    /// Calls back with the owner of each taken box that some boxes overlap, until it says `false`.
    fn met_by(&self, boxes: &[Rect], mut goes_on: impl FnMut(Owner) -> bool) {
        for rect in boxes {
            for list in cells_of(rect).filter_map(|cell| self.cells.get(&cell)) {
                for (taken, owner) in list.iter().map(|i| &self.boxes[*i as usize]) {
                    if taken.overlaps(rect) && !goes_on(*owner) {
                        return;
                    }
                }
            }
        }
    }

    fn is_free(&self, boxes: &[Rect]) -> bool {
        let mut free = true;
        self.met_by(boxes, |_| {
            free = false;
            false
        });
        free
    }

    /// Whether nothing is in the way of a request but what it takes itself.
    fn is_free_for(&self, request: usize, boxes: &[Rect]) -> bool {
        let mut free = true;
        self.met_by(boxes, |owner| {
            free = owner == Some(request);
            free
        });
        free
    }

    /// The one request whose boxes are in the way, if nothing else is.
    fn only_blocker(&self, boxes: &[Rect]) -> Option<usize> {
        let mut blocker = None;
        let mut only = true;
        self.met_by(boxes, |owner| {
            only = owner.is_some() && (blocker.is_none() || blocker == owner);
            blocker = owner;
            only
        });
        blocker.filter(|_| only)
    }
}

/// Chooses a position for each label, or none where no position is free. Every box of a chosen position
/// lies within `bounds` and overlaps neither an obstacle nor another chosen box. A label that finds no room may
/// have one other moved to another of its positions, never away.
pub fn place_labels(requests: &[LabelRequest], obstacles: &[Rect], bounds: Rect) -> Vec<Option<usize>> {
    let mut taken = Taken::default();
    for obstacle in obstacles.iter().filter(|o| o.overlaps(&bounds)) {
        taken.add(*obstacle, None);
    }
    let mut order: Vec<usize> = (0..requests.len()).collect();
    order.sort_by(|&a, &b| {
        requests[b]
            .priority
            .total_cmp(&requests[a].priority)
            .then(a.cmp(&b))
    });
    let is_inside = |b: &Rect| {
        b.left >= bounds.left && b.right <= bounds.right && b.top >= bounds.top && b.bottom <= bounds.bottom
    };
    let may_stand = |boxes: &[Rect]| !boxes.is_empty() && boxes.iter().all(is_inside);
    let mut chosen: Vec<Option<usize>> = vec![None; requests.len()];
    for &index in &order {
        let mut positions = requests[index].positions.iter();
        let free = positions.position(|boxes| may_stand(boxes) && taken.is_free(boxes));
        if let Some(position) = free {
            taken.add_all(&requests[index].positions[position], index);
            chosen[index] = Some(position);
        }
    }
    let left: Vec<usize> = order
        .into_iter()
        .filter(|index| chosen[*index].is_none())
        .collect();
    for index in left {
        let candidates = requests[index].positions.iter().enumerate().take(MOST_TRIED);
        for (position, boxes) in candidates {
            let blocker = Some(boxes).filter(|boxes| may_stand(boxes));
            let Some(blocker) = blocker.and_then(|boxes| taken.only_blocker(boxes)) else {
                continue;
            };
            let Some(old) = chosen[blocker] else { continue };
            // Somewhere free of all others, and of what would stand in its old place.
            let clear = |there: &[Rect]| {
                may_stand(there)
                    && !there.iter().any(|r| boxes.iter().any(|b| b.overlaps(r)))
                    && taken.is_free_for(blocker, there)
            };
            let mut others = requests[blocker].positions.iter().take(MOST_TRIED);
            if let Some(new) = others.position(|there| clear(there)) {
                taken.remove(&requests[blocker].positions[old], blocker);
                taken.add_all(boxes, index);
                taken.add_all(&requests[blocker].positions[new], blocker);
                (chosen[blocker], chosen[index]) = (Some(new), Some(position));
                break;
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOUNDS: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 400.0,
        bottom: 300.0,
    };

    fn request() -> impl Strategy<Value = LabelRequest> {
        let rect = (-20.0..400.0f64, -20.0..300.0f64, 5.0..90.0f64, 5.0..20.0f64)
            .prop_map(|(x, y, w, h)| Rect::from_xywh(x, y, w, h));
        (
            0.0..9.0f64,
            prop::collection::vec(prop::collection::vec(rect, 1..3), 1..4),
        )
            .prop_map(|(priority, positions)| LabelRequest { priority, positions })
    }

    proptest! {
        #[test]
        fn no_two_placed_labels_overlap_and_none_leaves_the_picture(
            requests in prop::collection::vec(request(), 0..60),
        ) {
            let chosen = place_labels(&requests, &[], BOUNDS);
            let placed: Vec<(usize, &Rect)> = chosen
                .iter()
                .enumerate()
                .filter_map(|(i, c)| c.map(|c| (i, c)))
                .flat_map(|(i, c)| requests[i].positions[c].iter().map(move |b| (i, b)))
                .collect();
            for (n, (i, a)) in placed.iter().enumerate() {
                prop_assert!(a.left >= 0.0 && a.right <= 400.0 && a.top >= 0.0 && a.bottom <= 300.0);
                for (j, b) in &placed[n + 1..] {
                    prop_assert!(i == j || !a.overlaps(b));
                }
            }
        }

        #[test]
        fn the_most_important_label_that_fits_the_picture_is_always_there(
            requests in prop::collection::vec(request(), 1..40),
        ) {
            let fits = |r: &LabelRequest| r.positions.iter().any(|boxes| boxes.iter().all(|b| {
                b.left >= 0.0 && b.right <= 400.0 && b.top >= 0.0 && b.bottom <= 300.0
            }));
            let chosen = place_labels(&requests, &[], BOUNDS);
            let best = (0..requests.len()).filter(|&i| fits(&requests[i]))
                .max_by(|&a, &b| requests[a].priority.total_cmp(&requests[b].priority).then(b.cmp(&a)));
            if let Some(best) = best {
                prop_assert!(chosen[best].is_some());
            }
        }
    }

    #[test]
    fn a_label_makes_room_for_one_that_has_no_other() {
        let [left, right] = [10.0, 120.0].map(|x| vec![Rect::from_xywh(x, 10.0, 90.0, 10.0)]);
        let important = LabelRequest {
            priority: 2.0,
            positions: vec![left.clone(), right],
        };
        let bound = LabelRequest {
            priority: 1.0,
            positions: vec![left],
        };
        assert_eq!(place_labels(&[important, bound], &[], BOUNDS), [Some(1), Some(0)]);
    }

    #[test]
    fn an_obstacle_is_kept_clear() {
        let wish = LabelRequest {
            priority: 1.0,
            positions: vec![
                vec![Rect::from_xywh(10.0, 10.0, 50.0, 10.0)],
                vec![Rect::from_xywh(10.0, 40.0, 50.0, 10.0)],
            ],
        };
        let obstacle = Rect::from_xywh(0.0, 0.0, 30.0, 30.0);
        assert_eq!(place_labels(&[wish], &[obstacle], BOUNDS), [Some(1)]);
    }
}
