//! A clip of several shapes as one outline, for writers that know clips of one outline only.

use super::pick::{Line, inside};
use super::{Affine, Clip, FillRule, Polylines, Rect};
use std::sync::Arc;

impl Clip {
    /// The same clip in shapes that may be put into one outline and filled by its rule. Shapes that do
    /// not overlap stay as they are; others become rings turned so that non-zero filling gives the union.
    #[must_use]
    pub fn as_one_outline(&self) -> Self {
        let bounds: Vec<Rect> = self.shapes.iter().map(|(s, t)| s.bounds_on(t)).collect();
        let apart = (1..bounds.len()).all(|i| bounds[..i].iter().all(|other| !other.overlaps(&bounds[i])));
        if apart {
            return self.clone();
        }
        let rings = self.shapes.iter().flat_map(|(shape, transform)| {
            let mut lines = shape.lines_on(transform);
            match self.rule {
                FillRule::EvenOdd => turn_by_depth(&mut lines),
                FillRule::NonZero => turn_as_whole(&mut lines),
            }
            lines
        });
        Self {
            shapes: vec![(Arc::new(Polylines::new(rings, true)).into(), Affine::IDENTITY)],
            rule: FillRule::NonZero,
        }
    }
}

/// Twice the area inside a ring, positive where it turns clockwise on the picture.
fn turning(line: &Line) -> f64 {
    let next = line.iter().skip(1).chain(line.first());
    line.iter()
        .zip(next)
        .map(|(p, q)| p[0] * q[1] - q[0] * p[1])
        .sum()
}

/// Rings inside an odd number of others are holes and turn the other way: even-odd becomes non-zero for
/// rings that do not cross.
fn turn_by_depth(lines: &mut [Line]) {
    let holes: Vec<bool> = (0..lines.len())
        .map(|i| {
            let Some(&start) = lines[i].first() else {
                return false;
            };
            let around = lines.iter().enumerate().filter(|(j, other)| {
                *j != i && inside(std::slice::from_ref(*other), start, FillRule::EvenOdd)
            });
            around.count() % 2 == 1
        })
        .collect();
    for (line, hole) in lines.iter_mut().zip(holes) {
        if (turning(line) < 0.0) != hole {
            line.reverse();
        }
    }
}

/// Turns a shape over where most of it turns against the clock, so that it adds to its neighbours.
fn turn_as_whole(lines: &mut [Line]) {
    if lines.iter().map(turning).sum::<f64>() < 0.0 {
        lines.iter_mut().for_each(|line| line.reverse());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Outline, Shape};
    use super::*;

    fn square(a: f64, b: f64) -> Vec<[f64; 2]> {
        vec![[a, a], [b, a], [b, b], [a, b]]
    }

    fn lets_through(clip: &Clip, p: [f64; 2]) -> bool {
        let lines: Vec<Line> = clip.shapes.iter().flat_map(|(s, t)| s.lines_on(t)).collect();
        inside(&lines, p, clip.rule)
    }

    fn both(one: Shape, other: Shape, rule: FillRule) -> Clip {
        Clip {
            shapes: vec![(one, Affine::IDENTITY), (other, Affine::IDENTITY)],
            rule,
        }
        .as_one_outline()
    }

    #[test]
    fn shapes_that_overlap_add_up_and_holes_stay() {
        let framed: Shape = Arc::new(Polylines::new([square(0.0, 60.0), square(20.0, 40.0)], true)).into();
        let mut back = square(50.0, 80.0);
        back.reverse();
        let clip = both(framed, Outline::polygon(&back).into(), FillRule::EvenOdd);
        assert!(lets_through(&clip, [55.0, 55.0]), "where both lie");
        assert!(lets_through(&clip, [10.0, 10.0]) && lets_through(&clip, [75.0, 75.0]));
        assert!(!lets_through(&clip, [30.0, 30.0]), "the hole");
    }

    #[test]
    fn shapes_that_turn_against_each_other_add_up() {
        let mut back = square(5.0, 15.0);
        back.reverse();
        let clip = both(
            Outline::polygon(&square(0.0, 10.0)).into(),
            Outline::polygon(&back).into(),
            FillRule::NonZero,
        );
        assert!(lets_through(&clip, [7.0, 7.0]));
    }

    #[test]
    fn shapes_apart_are_left_alone() {
        let clip = both(
            Outline::circle([5.0, 5.0], 5.0).into(),
            Outline::circle([50.0, 5.0], 5.0).into(),
            FillRule::EvenOdd,
        );
        assert_eq!(clip.shapes.len(), 2);
    }
}
