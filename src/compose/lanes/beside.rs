//! Lanes that share water lie side by side: how far each lies from the path that it is measured along, and the line
//! that runs so far beside it, without loops in sharp bends.

use super::strand::{Knot, Strand, distance, mix};

/// Points of the picture between two lines that lie side by side.
pub(super) const GAP: f64 = 0.8;
/// Half the way, in points of the picture, over which a line moves into its place in a bundle, and out of it.
const EASE: f64 = 18.0;
/// The most that a corner is drawn out, in widths of the way aside; beyond that it is cut off.
const MITER: f64 = 1.6;
/// How far aside counts as not at all, in points.
const NOTHING: f64 = 1e-6;

/// A stretch of a lane with how far it lies to the right of its path, as one sees it who sails, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Level {
    /// The index of its last point in the lane's path.
    pub(super) end: usize,
    pub(super) aside: f64,
    /// How many lanes lie side by side.
    pub(super) lanes: usize,
}

/// How far to the right of the middle the lane at `slot` lies among lanes so wide, from left to right.
pub(super) fn aside(widths: &[f64], slot: usize) -> f64 {
    let all = widths.iter().sum::<f64>() + GAP * widths.len().saturating_sub(1) as f64;
    let before: f64 = widths.iter().take(slot).map(|w| w + GAP).sum();
    before + widths.get(slot).copied().unwrap_or_default() / 2.0 - all / 2.0
}

/// A move aside over a way of twice `half` about `middle`, along the strand.
#[derive(Clone, Copy, Debug)]
struct Move {
    middle: f64,
    half: f64,
    by: f64,
}

impl Move {
    /// The part of it that is done: it begins and ends gently.
    fn done(&self, along: f64) -> f64 {
        let x = (along - self.middle) / self.half;
        if x <= -1.0 {
            0.0
        } else if x <= 0.0 {
            (1.0 + x) * (1.0 + x) / 2.0
        } else if x < 1.0 {
            1.0 - (1.0 - x) * (1.0 - x) / 2.0
        } else {
            1.0
        }
    }
}

/// How far aside a strand lies, all along it.
struct Course {
    first: f64,
    moves: Vec<Move>,
}

impl Course {
    /// The course of a strand over levels. Lanes meet at the ends of a path, where their places are. A line leaves
    /// its place among others only when it has parted from them, and has it before it joins them.
    fn of(strand: &[Knot], levels: &[Level]) -> Option<Self> {
        let (begin, end) = (strand.first()?, strand.last()?);
        let whole = levels.last()?.end as f64;
        let half = EASE.min(end.along / 4.0).max(NOTHING);
        let seen = |at: f64| (begin.index..=end.index).contains(&at);
        let holds = |level: &&Level| level.end as f64 > begin.index;
        let mut before = levels.iter().find(holds)?;
        let mut course = Self {
            first: if begin.index > 0.0 { before.aside } else { 0.0 },
            moves: Vec::new(),
        };
        if begin.index <= 0.0 {
            course.add(half, half, before.aside);
        }
        for level in levels.iter().skip_while(|level| level.end <= before.end) {
            let border = before.end as f64;
            if seen(border) {
                let shift = match level.lanes.cmp(&before.lanes) {
                    std::cmp::Ordering::Less => half,
                    std::cmp::Ordering::Equal => 0.0,
                    std::cmp::Ordering::Greater => -half,
                };
                course.add(along_at(strand, border) + shift, half, level.aside - before.aside);
                before = level;
            }
        }
        if end.index >= whole {
            course.add(end.along - half, half, -before.aside);
        }
        (course.first.abs() > NOTHING || !course.moves.is_empty()).then_some(course)
    }

    fn add(&mut self, middle: f64, half: f64, by: f64) {
        if by.abs() > NOTHING {
            self.moves.push(Move { middle, half, by });
        }
    }

    fn at(&self, along: f64) -> f64 {
        self.first + self.moves.iter().map(|m| m.by * m.done(along)).sum::<f64>()
    }

    /// Where the line bends because it moves aside.
    fn bends(&self) -> Vec<f64> {
        let parts = [-1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0];
        let of = |m: &Move| parts.map(|part| m.middle + part * m.half);
        let mut bends: Vec<f64> = self.moves.iter().flat_map(of).collect();
        bends.sort_by(f64::total_cmp);
        bends
    }
}

/// How far along a strand a point of the path lies.
fn along_at(strand: &[Knot], index: f64) -> f64 {
    at_index(strand, index).map_or(0.0, |knot| knot.along)
}

/// The place of a strand where a point of the path lies, or between two points.
pub(super) fn at_index(strand: &[Knot], index: f64) -> Option<Knot> {
    at_key(strand, index, |knot| knot.index)
}

/// The place of a strand so far along it.
pub(super) fn at_along(strand: &[Knot], along: f64) -> Option<Knot> {
    at_key(strand, along, |knot| knot.along)
}

fn at_key(strand: &[Knot], wanted: f64, key: impl Fn(&Knot) -> f64) -> Option<Knot> {
    let next = strand.partition_point(|knot| key(knot) < wanted);
    let (Some(b), Some(a)) = (strand.get(next), next.checked_sub(1).map(|i| strand[i])) else {
        return strand.get(next).or(strand.last()).copied();
    };
    let step = key(b) - key(&a);
    Some(mix(
        &a,
        b,
        if step > 0.0 {
            (wanted - key(&a)) / step
        } else {
            0.0
        },
    ))
}

/// The line of a strand moved aside over its levels. `strand` has every point of the path, `line` is drawn of it.
pub(super) fn moved(strand: &[Knot], line: Strand, levels: &[Level]) -> Strand {
    let Some(course) = Course::of(strand, levels) else {
        return line;
    };
    let line = with_knots(&line, &course.bends());
    let aside: Vec<f64> = line.iter().map(|knot| course.at(knot.along)).collect();
    let moved = parallel(&line, &aside);
    match moved.goes_back {
        true => without_loops(&moved.knots),
        false => moved.knots.into_iter().map(|(knot, _)| knot).collect(),
    }
}

/// A line with more knots, so far along it.
fn with_knots(line: &[Knot], at: &[f64]) -> Strand {
    let mut out: Strand = Vec::with_capacity(line.len() + at.len());
    let mut more = at.iter().copied().peekable();
    for knot in line {
        while let Some(along) = more.next_if(|along| *along < knot.along) {
            if let Some(last) = out.last().copied()
                && along > last.along
            {
                let part = (along - last.along) / (knot.along - last.along);
                out.push(mix(&last, knot, part));
            }
        }
        if out.last().is_none_or(|last| distance(last.at, knot.at) > NOTHING) {
            out.push(*knot);
        }
    }
    out
}

/// A knot moved aside, with how far.
type Beside = (Knot, f64);

/// A line moved aside.
struct Moved {
    knots: Vec<Beside>,
    /// Whether it runs against its path anywhere, as it does in a bend that is narrower than it lies aside, or has a
    /// corner that was cut off: only then can it have loops.
    goes_back: bool,
}

/// Each knot so far to the right; where the line turns sharply, an outer corner is cut off.
fn parallel(line: &[Knot], aside: &[f64]) -> Moved {
    let normal = |a: &Knot, b: &Knot| {
        let long = distance(a.at, b.at).max(NOTHING);
        [-(b.at[1] - a.at[1]) / long, (b.at[0] - a.at[0]) / long]
    };
    let mut out: Vec<Beside> = Vec::with_capacity(line.len() + 8);
    let mut goes_back = false;
    let mut before: Option<[f64; 2]> = None;
    for (i, (knot, &by)) in line.iter().zip(aside).enumerate() {
        let after = line.get(i + 1).map(|next| normal(knot, next));
        let (Some(came), Some(goes)) = (before.or(after), after.or(before)) else {
            out.push((*knot, 0.0));
            break;
        };
        let mut push = |by_unit: [f64; 2]| {
            let at = [0, 1].map(|k| knot.at[k] + by_unit[k] * by);
            out.push((Knot { at, ..*knot }, by));
        };
        let straight = 1.0 + came[0] * goes[0] + came[1] * goes[1];
        if straight > 2.0 / (MITER * MITER) {
            push([0, 1].map(|k| (came[k] + goes[k]) / straight));
        } else {
            push(came);
            push(goes);
            goes_back = true;
        }
        // Against its path: the way to this knot from the one before, on the line and on the path.
        if let [.., (a, _), (b, _)] = out[..]
            && let Some([right, down]) = before
        {
            goes_back |= (b.at[0] - a.at[0]) * down - (b.at[1] - a.at[1]) * right < 0.0;
        }
        before = after;
    }
    Moved {
        knots: out,
        goes_back,
    }
}

/// The line without the small loops that an inner bend makes, which is narrower than the line lies aside: from where
/// it crosses itself it goes on at once.
fn without_loops(line: &[Beside]) -> Strand {
    let most = line.iter().map(|(_, by)| by.abs()).fold(0.0, f64::max);
    // A line farther away along the strand crosses because the path does.
    let reach = 8.0 * most + 2.0;
    let mut out: Strand = Vec::with_capacity(line.len());
    out.extend(line.first().map(|(knot, _)| *knot));
    let mut i = 0;
    while i + 1 < line.len() {
        let [(a, by_a), (b, by_b)] = [line[i], line[i + 1]];
        let mut cut = None;
        if by_a.abs() > NOTHING || by_b.abs() > NOTHING {
            let from = out.last().copied().unwrap_or(a);
            for k in i + 2..line.len().saturating_sub(1) {
                if line[k].0.along - b.along > reach {
                    break;
                }
                if let Some(part) = meeting(from.at, b.at, line[k].0.at, line[k + 1].0.at) {
                    cut = Some((mix(&line[k].0, &line[k + 1].0, part), k));
                }
            }
        }
        match cut {
            // The rest of the piece that was met follows.
            Some((knot, k)) => {
                out.push(knot);
                i = k;
            }
            None => {
                out.push(b);
                i += 1;
            }
        }
    }
    out
}

/// How far along the second of two straight pieces they meet, 0 to 1, if they do.
fn meeting(a: [f64; 2], b: [f64; 2], c: [f64; 2], d: [f64; 2]) -> Option<f64> {
    let by = |p: [f64; 2], q: [f64; 2]| [q[0] - p[0], q[1] - p[1]];
    let cross = |u: [f64; 2], v: [f64; 2]| u[0] * v[1] - u[1] * v[0];
    let (one, other, apart) = (by(a, b), by(c, d), by(a, c));
    let turn = cross(one, other);
    if turn.abs() < 1e-12 {
        return None;
    }
    let (on_one, on_other) = (cross(apart, other) / turn, cross(apart, one) / turn);
    ((0.0..=1.0).contains(&on_one) && (0.0..=1.0).contains(&on_other)).then_some(on_other)
}

#[cfg(test)]
mod tests {
    use super::super::strand::tests::strand_of;
    use super::super::strand::{angle_between, rounded};
    use super::*;
    use proptest::prelude::*;

    fn level(end: usize, aside: f64, lanes: usize) -> Level {
        Level { end, aside, lanes }
    }

    #[test]
    fn lanes_of_a_bundle_lie_about_its_path_with_a_gap_between_them() {
        let widths = [2.0, 4.0, 2.0];
        let all: Vec<f64> = (0..3).map(|slot| aside(&widths, slot)).collect();
        assert_eq!(all, [-3.8, 0.0, 3.8]);
        assert_eq!(aside(&[2.4], 0), 0.0);
    }

    #[test]
    fn a_lane_begins_and_ends_at_its_places_and_lies_right_in_between() {
        let strand = strand_of(&[[0.0, 0.0], [200.0, 0.0], [400.0, 0.0]]);
        let line = moved(&strand, strand.clone(), &[level(2, 3.0, 2)]);
        assert_eq!(line.first().map(|k| k.at), Some([0.0, 0.0]));
        assert_eq!(line.last().map(|k| k.at), Some([400.0, 0.0]));
        // East on the picture: right is down.
        assert_eq!(at_along(&line, 200.0).map(|k| k.at), Some([200.0, 3.0]));
    }

    #[test]
    fn a_lane_leaves_its_place_only_after_it_has_parted_and_goes_gently() {
        let strand = strand_of(&[[0.0, 0.0], [200.0, 0.0], [400.0, 0.0]]);
        let line = moved(&strand, strand.clone(), &[level(1, 3.0, 2), level(2, 0.0, 1)]);
        let aside = |along: f64| at_along(&line, along).map(|k| k.at[1]);
        assert_eq!(aside(200.0), Some(3.0));
        assert_eq!(aside(200.0 + 2.0 * EASE), Some(0.0));
        let sharpest = line
            .windows(3)
            .map(|w| angle_between(w[0].at, w[1].at, w[2].at).abs());
        assert!(sharpest.fold(0.0, f64::max) < 0.2);
    }

    #[test]
    fn a_bend_that_is_narrower_than_the_line_lies_aside_makes_no_loop() {
        let bay: Vec<[f64; 2]> = (0..=20)
            .map(|i| f64::from(i) / 20.0 * std::f64::consts::PI)
            .map(|t| [100.0 - 2.0 * t.cos(), 2.0 * t.sin()])
            .collect();
        let points = [vec![[98.0, -90.0]], bay, vec![[102.0, -90.0]]].concat();
        let strand = strand_of(&points);
        for by in [-6.0, 6.0] {
            let line = moved(&strand, strand.clone(), &[level(points.len() - 1, by, 3)]);
            // The arms lie nearer to each other than the line lies aside: the one crossing of the two is left.
            assert!(crossings(&line) <= 1, "{by}: {}", crossings(&line));
        }
    }

    fn crossings(line: &[Knot]) -> usize {
        let mut count = 0;
        for i in 0..line.len().saturating_sub(1) {
            for k in i + 2..line.len() - 1 {
                let near = line[k].along - line[i + 1].along < 20.0;
                let met = meeting(line[i].at, line[i + 1].at, line[k].at, line[k + 1].at);
                count += usize::from(near && met.is_some_and(|part| part > 1e-9 && part < 1.0 - 1e-9));
            }
        }
        count
    }

    proptest! {
        #[test]
        fn a_line_beside_a_path_is_never_farther_from_it_than_its_place_a_corner_and_the_rounding(
            steps in prop::collection::vec((-2.4..2.4f64, 5.0..80.0f64), 2..30),
            by in -8.0..8.0f64,
        ) {
            let (mut at, mut heading) = ([0.0, 0.0], 0.0f64);
            let mut points = vec![at];
            for (turn, long) in steps {
                heading += turn;
                at = [at[0] + heading.cos() * long, at[1] + heading.sin() * long];
                points.push(at);
            }
            let strand = strand_of(&points);
            let line = moved(&strand, rounded(&strand), &[level(points.len() - 1, by, 2)]);
            for knot in &line {
                let off = strand
                    .windows(2)
                    .map(|pair| off(knot.at, pair[0].at, pair[1].at))
                    .fold(f64::INFINITY, f64::min);
                prop_assert!(off <= by.abs() * MITER + super::super::strand::ROUNDING_ERROR + 1e-6, "{off}");
            }
            prop_assert!(line.windows(2).all(|pair| pair[0].along <= pair[1].along + 1e-9));
        }
    }

    fn off(p: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
        let (by, to) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
        let long = (by[0] * by[0] + by[1] * by[1]).max(1e-12);
        let part = ((by[0] * to[0] + by[1] * to[1]) / long).clamp(0.0, 1.0);
        (to[0] - by[0] * part).hypot(to[1] - by[1] * part)
    }
}
