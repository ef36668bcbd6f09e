//! Curves for letters to stand on: smoothed, cut to what is seen, long enough for the words.

use crate::scene::Rect;

/// Distance between samples in points.
const STEP: f64 = 4.0;

/// A smooth curve through points (centripetal enough for gentle label paths: uniform Catmull-Rom),
/// sampled about every four points.
pub(super) fn smooth(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    if points.len() < 3 {
        return resample(points);
    }
    let mut fine = Vec::new();
    for i in 0..points.len() - 1 {
        let p0 = points[i.saturating_sub(1)];
        let (p1, p2) = (points[i], points[i + 1]);
        let p3 = points[(i + 2).min(points.len() - 1)];
        for step in 0..16 {
            let t = f64::from(step) / 16.0;
            fine.push([0, 1].map(|k| catmull_rom([p0[k], p1[k], p2[k], p3[k]], t)));
        }
    }
    fine.extend(points.last());
    resample(&fine)
}

fn catmull_rom(p: [f64; 4], t: f64) -> f64 {
    0.5 * (2.0 * p[1]
        + (p[2] - p[0]) * t
        + (2.0 * p[0] - 5.0 * p[1] + 4.0 * p[2] - p[3]) * t * t
        + (3.0 * p[1] - p[0] - 3.0 * p[2] + p[3]) * t * t * t)
}

/// Points at even distances along a line; its ends stay.
pub(super) fn resample(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let total = length(points);
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let count = ((total / STEP).ceil() as usize).clamp(1, 4000);
    let spacing = total / count as f64;
    let mut even = vec![first];
    let mut walked = 0.0;
    for pair in points.windows(2) {
        let step = distance(pair[0], pair[1]);
        while even.len() < count && step > 0.0 && walked + step >= spacing * even.len() as f64 {
            let t = (spacing * even.len() as f64 - walked) / step;
            even.push([0, 1].map(|k| pair[0][k] + (pair[1][k] - pair[0][k]) * t));
        }
        walked += step;
    }
    even.push(last);
    even
}

/// Length of a line.
pub(super) fn length(points: &[[f64; 2]]) -> f64 {
    points.windows(2).map(|w| distance(w[0], w[1])).sum()
}

/// Without `hypot`, which guards against sizes that no picture has, at three times the cost.
fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    (dx * dx + dy * dy).sqrt()
}

/// The longest unbroken part of a sampled line that lies in a rectangle.
pub(super) fn longest_inside(points: &[[f64; 2]], room: Rect) -> &[[f64; 2]] {
    let (mut best, mut start) = (0..0, 0);
    for (i, p) in points.iter().enumerate() {
        if !room.contains(*p) {
            start = i + 1;
        } else if i + 1 - start > best.len() {
            best = start..i + 1;
        }
    }
    &points[best]
}

/// The line made longer at both ends, straight on, until it has at least `wanted` points of length.
pub(super) fn extended(points: &[[f64; 2]], wanted: f64) -> Vec<[f64; 2]> {
    let missing = wanted - length(points);
    if missing <= 0.0 || points.len() < 2 {
        return points.to_vec();
    }
    let on = |from: [f64; 2], to: [f64; 2]| {
        let d = distance(from, to).max(1e-9);
        [0, 1].map(|k| to[k] + (to[k] - from[k]) / d * missing / 2.0)
    };
    let n = points.len();
    let back = 3.min(n - 1);
    let mut all = vec![on(points[back], points[0])];
    all.extend_from_slice(points);
    all.push(on(points[n - 1 - back], points[n - 1]));
    all
}

/// The part of a line of so much length whose middle lies `slide` farther along than the line's middle.
pub(super) fn window(points: &[[f64; 2]], wanted: f64, slide: f64) -> Vec<[f64; 2]> {
    let fine = resample(points);
    let total = length(&fine);
    let count = fine.len();
    let index = |along: f64| ((along / total.max(1e-9)).clamp(0.0, 1.0) * (count.max(1) - 1) as f64) as usize;
    let from = total / 2.0 + slide - wanted / 2.0;
    fine.get(index(from)..=index(from + wanted))
        .unwrap_or_default()
        .to_vec()
}

/// How much a line has turned from its start up to each of its points, in radians.
pub(super) fn turns_so_far(points: &[[f64; 2]]) -> Vec<f64> {
    let angle = |w: &[[f64; 2]]| (w[1][1] - w[0][1]).atan2(w[1][0] - w[0][0]);
    let mut turned = vec![0.0; points.len()];
    let mut before = points.get(..2).map(angle);
    for i in 2..points.len() {
        let here = angle(&points[i - 1..=i]);
        let turn = before.map_or(0.0, |before| here - before);
        // The shorter way around.
        let turn = (turn + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU) - std::f64::consts::PI;
        turned[i] = turned[i - 1] + turn.abs();
        before = Some(here);
    }
    turned
}

/// The line with every point replaced by the mean of its neighbours within `reach` samples.
pub(super) fn mellowed(points: &[[f64; 2]], reach: usize) -> Vec<[f64; 2]> {
    (0..points.len())
        .map(|i| {
            let near = reach.min(i).min(points.len() - 1 - i);
            let part = &points[i - near..=i + near];
            [0, 1].map(|k| part.iter().map(|p| p[k]).sum::<f64>() / part.len() as f64)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_turns_at_its_corners_alone() {
        let square = [[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [2.0, 1.0], [1.0, 1.0]];
        let quarter = std::f64::consts::FRAC_PI_2;
        let turned = turns_so_far(&square);
        for (found, asked) in turned.iter().zip([0.0, 0.0, 0.0, quarter, 2.0 * quarter]) {
            assert!((found - asked).abs() < 1e-9, "{turned:?}");
        }
        assert_eq!(turns_so_far(&[]), Vec::<f64>::new());
    }

    proptest! {
        #[test]
        fn a_window_of_a_line_has_its_length_and_lies_on_it(slide in -60.0..60.0f64, wanted in 20.0..100.0f64) {
            let line = [[0.0, 0.0], [100.0, 0.0], [300.0, 0.0]];
            let part = window(&line, wanted, slide);
            let middle = (part[0][0] + part[part.len() - 1][0]) / 2.0;
            prop_assert!((length(&part) - wanted).abs() < 2.0 * STEP);
            prop_assert!((middle - 150.0 - slide).abs() < 2.0 * STEP);
        }

        #[test]
        fn resampling_keeps_the_ends_and_nearly_the_length(
            points in prop::collection::vec((-500.0..500.0f64, -500.0..500.0f64), 2..8),
        ) {
            let points: Vec<[f64; 2]> = points.into_iter().map(|(x, y)| [x, y]).collect();
            let even = resample(&points);
            prop_assert_eq!(even[0], points[0]);
            prop_assert_eq!(even.last(), points.last());
            prop_assert!(length(&even) <= length(&points) + 1e-6);
        }

        #[test]
        fn an_extended_line_is_as_long_as_wanted(wanted in 1.0..900.0f64) {
            let line = [[0.0, 0.0], [50.0, 10.0], [100.0, 0.0]];
            prop_assert!(length(&extended(&line, wanted)) >= wanted - 1e-6);
        }
    }
}
