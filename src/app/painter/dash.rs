//! Cuts lines into the parts that are drawn: dashes, and what lies near the clip. For the painter alone.

use super::flatten::Contour;
use eframe::egui;
use egui::{Pos2, Rect};

/// The parts of a contour whose edges may be seen in `clip` (already grown by half the line's width), cut
/// into dashes where `pattern` (lengths of dashes and gaps in turn, in egui's points) says so. Dashes
/// start at the contour's start whatever part of it is seen.
pub(super) fn visible_parts(contour: &Contour, clip: Rect, pattern: &[f32], out: &mut Vec<Contour>) {
    let period: f32 = pattern.iter().sum();
    let usable = period.is_finite() && period > 0.1 && pattern.iter().all(|&length| length >= 0.0);
    let all_inside = contour.points.iter().all(|&p| clip.contains(p));
    match (usable, all_inside) {
        (false, true) => out.push(contour.clone()),
        (false, false) => seen_runs(contour, clip, out),
        (true, _) => Dasher::new(pattern, period).cut(contour, clip, out),
    }
}

/// The edges of a contour, that of its closing included.
fn edges(contour: &Contour) -> impl Iterator<Item = (Pos2, Pos2)> {
    let closing = match (contour.points.last(), contour.points.first()) {
        (Some(&last), Some(&first)) if contour.closed => Some((last, first)),
        _ => None,
    };
    contour.points.windows(2).map(|w| (w[0], w[1])).chain(closing)
}

fn may_be_seen(a: Pos2, b: Pos2, clip: Rect) -> bool {
    clip.intersects(Rect::from_two_pos(a, b))
}

fn seen_runs(contour: &Contour, clip: Rect, out: &mut Vec<Contour>) {
    let mut run = Contour::default();
    for (a, b) in edges(contour) {
        if may_be_seen(a, b, clip) {
            if run.points.is_empty() {
                run.points.push(a);
            }
            run.points.push(b);
        } else if !run.points.is_empty() {
            out.push(std::mem::take(&mut run));
        }
    }
    if !run.points.is_empty() {
        out.push(run);
    }
}

/// Walks along a line and lifts the pen.
struct Dasher<'a> {
    pattern: &'a [f32],
    /// Length of the pattern until dashes fall on dashes again.
    period: f32,
    place: usize,
    left: f32,
    run: Contour,
}

impl<'a> Dasher<'a> {
    fn new(pattern: &'a [f32], period: f32) -> Self {
        // A pattern of odd length is read twice, as in SVG.
        let period = if pattern.len() % 2 == 1 {
            2.0 * period
        } else {
            period
        };
        Self {
            pattern,
            period,
            place: 0,
            left: pattern[0],
            run: Contour::default(),
        }
    }

    fn draws(&self) -> bool {
        self.place.is_multiple_of(2)
    }

    fn next_length(&mut self) {
        self.place = (self.place + 1) % (2 * self.pattern.len());
        self.left = self.pattern[self.place % self.pattern.len()];
    }

    fn cut(mut self, contour: &Contour, clip: Rect, out: &mut Vec<Contour>) {
        for (a, b) in edges(contour) {
            let length = a.distance(b);
            if may_be_seen(a, b, clip) {
                self.cut_edge(a, b, length, clip, out);
            } else {
                self.end_run(out);
                self.skip(length % self.period);
            }
        }
        self.end_run(out);
    }

    fn skip(&mut self, mut length: f32) {
        while length >= self.left {
            length -= self.left;
            self.next_length();
        }
        self.left -= length;
    }

    fn cut_edge(&mut self, a: Pos2, b: Pos2, length: f32, clip: Rect, out: &mut Vec<Contour>) {
        // Of an edge that is far longer than the screen, only the part near the screen is walked.
        let (from, to) = near_part(a, b, clip);
        let (mut at, end) = (from * length, to * length);
        if at > 0.0 {
            self.end_run(out);
            self.skip(at % self.period);
        }
        let place = |at: f32| a.lerp(b, if length > 0.0 { at / length } else { 0.0 });
        while at < end {
            if self.draws() && self.run.points.is_empty() {
                self.run.points.push(place(at));
            }
            let step = self.left.min(end - at);
            at += step;
            self.left -= step;
            if self.draws() {
                self.run.points.push(place(at));
            }
            if self.left <= 1e-4 {
                self.end_run(out);
                self.next_length();
            }
        }
        if to < 1.0 {
            self.end_run(out);
            self.skip((length - end).max(0.0) % self.period);
        }
    }

    fn end_run(&mut self, out: &mut Vec<Contour>) {
        if self.run.points.len() > 1 {
            out.push(std::mem::take(&mut self.run));
        } else {
            self.run.points.clear();
        }
    }
}

/// The part of an edge inside a rectangle, as fractions of its length (Liang and Barsky 1984).
fn near_part(a: Pos2, b: Pos2, clip: Rect) -> (f32, f32) {
    let (mut from, mut to) = (0.0f32, 1.0f32);
    let d = b - a;
    let sides = [
        (-d.x, a.x - clip.left()),
        (d.x, clip.right() - a.x),
        (-d.y, a.y - clip.top()),
        (d.y, clip.bottom() - a.y),
    ];
    for (p, q) in sides {
        if p < 0.0 {
            from = from.max(q / p);
        } else if p > 0.0 {
            to = to.min(q / p);
        }
    }
    (from.min(1.0), to.max(from.min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(points: &[[f32; 2]]) -> Contour {
        Contour {
            points: points.iter().map(|&[x, y]| Pos2::new(x, y)).collect(),
            closed: false,
        }
    }

    fn length(contour: &Contour) -> f32 {
        edges(contour).map(|(a, b)| a.distance(b)).sum()
    }

    fn parts(contour: &Contour, clip: Rect, pattern: &[f32]) -> Vec<Contour> {
        let mut out = Vec::new();
        visible_parts(contour, clip, pattern, &mut out);
        out
    }

    #[test]
    fn dashes_turn_corners_with_the_line() {
        let bent = line(&[[0.0, 0.0], [10.0, 0.0], [10.0, 30.0]]);
        let dashes = parts(&bent, Rect::EVERYTHING, &[8.0, 1.0]);
        assert_eq!(dashes[1].points.len(), 3, "the second dash holds the corner");
        assert_eq!(dashes[1].points[0], Pos2::new(9.0, 0.0));
        assert!((length(&dashes[1]) - 8.0).abs() < 1e-3);
    }

    #[test]
    fn a_line_is_cut_where_it_leaves_the_screen_and_comes_back() {
        let clip = Rect::from_min_max(Pos2::ZERO, Pos2::new(100.0, 100.0));
        let out_and_in = line(&[
            [10.0, 10.0],
            [10.0, 200.0],
            [50.0, 300.0],
            [90.0, 200.0],
            [90.0, 10.0],
        ]);
        assert_eq!(parts(&out_and_in, clip, &[]).len(), 2);
    }

    #[test]
    fn a_pattern_that_makes_no_sense_is_a_full_line() {
        for pattern in [&[0.0f32, 0.0][..], &[f32::NAN, 1.0], &[-5.0, 9.0]] {
            assert_eq!(
                parts(&line(&[[0.0, 0.0], [9.0, 0.0]]), Rect::EVERYTHING, pattern).len(),
                1
            );
        }
    }

    proptest! {
        #[test]
        fn dashes_in_view_are_where_the_whole_line_has_them(
            start in -5000.0..0.0f32, end in 100.0..5000.0f32, dash in 1.0..20.0f32, gap in 1.0..20.0f32,
        ) {
            let whole = line(&[[start, 50.0], [end, 50.0]]);
            let clip = Rect::from_min_max(Pos2::ZERO, Pos2::new(100.0, 100.0));
            for part in parts(&whole, clip, &[dash, gap]) {
                let phase = (part.points[0].x - start).rem_euclid(dash + gap);
                let inside = part.points[0].x > 0.1;
                // Inside of the view a dash starts at a multiple of the period.
                let off = phase.min(dash + gap - phase);
                prop_assert!(!inside || off < 0.1, "off by {off}");
                prop_assert!(length(&part) <= dash + 0.1);
            }
        }
    }
}
