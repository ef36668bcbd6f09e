//! Path data of SVG in few characters: hundredths of a point, relative steps. For `svg` alone.

use crate::scene::{Affine, Outline, PathStep};

/// A number to two decimals, as short as it goes.
pub(super) fn number(value: f64) -> String {
    let mut out = String::new();
    push_hundredths(&mut out, hundredths(value));
    out
}

/// To the nearest hundredth, as a whole number; what is no number becomes 0.
fn hundredths(value: f64) -> i64 {
    (value * 100.0).round() as i64
}

fn push_hundredths(out: &mut String, value: i64) {
    if value < 0 {
        out.push('-');
    }
    let (whole, part) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
    if whole > 0 || part == 0 {
        push_digits(out, whole);
    }
    if part > 0 {
        out.push('.');
        out.push(char::from(b'0' + (part / 10) as u8));
        if part % 10 > 0 {
            out.push(char::from(b'0' + (part % 10) as u8));
        }
    }
}

fn push_digits(out: &mut String, value: u64) {
    if value >= 10 {
        push_digits(out, value / 10);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}

/// Collects the `d` of a path.
#[derive(Default)]
pub(super) struct PathData {
    out: String,
    /// Where the pen stands, in hundredths: steps are differences of rounded places, so that errors do
    /// not add up along a coast.
    pen: [i64; 2],
}

impl PathData {
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Adds a polyline. Steps that round to nothing are left out, but for the one that makes a dot.
    pub(super) fn line(&mut self, points: &[[f64; 2]], closed: bool) {
        let Some((first, rest)) = points.split_first() else {
            return;
        };
        self.command('M', &[*first]);
        let mut started = false;
        for (i, p) in rest.iter().enumerate() {
            let to = p.map(hundredths);
            if to == self.pen && (started || i + 1 < rest.len()) {
                continue;
            }
            if !started {
                self.out.push('l');
                started = true;
            } else if to[0] >= self.pen[0] {
                self.out.push(' ');
            }
            self.pair([to[0] - self.pen[0], to[1] - self.pen[1]]);
            self.pen = to;
        }
        if closed {
            self.out.push('z');
        }
    }

    /// Adds a curved outline, moved.
    pub(super) fn outline(&mut self, outline: &Outline, transform: &Affine) {
        let at = |p| transform.apply(p);
        for step in &outline.steps {
            match *step {
                PathStep::MoveTo(p) => self.command('M', &[at(p)]),
                PathStep::LineTo(p) => self.command('L', &[at(p)]),
                PathStep::QuadTo(c, p) => self.command('Q', &[at(c), at(p)]),
                PathStep::CurveTo(c, d, p) => self.command('C', &[at(c), at(d), at(p)]),
                PathStep::Close => self.out.push('z'),
            }
        }
    }

    /// A command with absolute places.
    fn command(&mut self, letter: char, points: &[[f64; 2]]) {
        self.out.push(letter);
        for (i, p) in points.iter().enumerate() {
            let to = p.map(hundredths);
            if i > 0 && to[0] >= 0 {
                self.out.push(' ');
            }
            self.pair(to);
            self.pen = to;
        }
    }

    /// Two numbers; a minus sign parts them as well as a space.
    fn pair(&mut self, [x, y]: [i64; 2]) {
        push_hundredths(&mut self.out, x);
        if y >= 0 {
            self.out.push(' ');
        }
        push_hundredths(&mut self.out, y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_short() {
        let written: Vec<_> = [0.0, -0.001, 0.5, -0.25, 12.0, 1973.06, -3.1].map(number).into();
        assert_eq!(written, ["0", "0", ".5", "-.25", "12", "1973.06", "-3.1"]);
    }

    #[test]
    fn lines_are_steps_from_rounded_places() {
        let mut data = PathData::default();
        data.line(&[[1.0, 1.0], [1.004, 1.0], [2.0, 0.5], [2.5, 0.5]], true);
        assert_eq!(data.finish(), "M1 1l1-.5 .5 0z");
    }

    proptest! {
        #[test]
        fn a_number_written_and_read_is_within_half_a_hundredth(value in -1e6..1e6f64) {
            let read: f64 = number(value).parse().unwrap();
            prop_assert!((read - value).abs() <= 0.005_000_1);
        }

        #[test]
        fn errors_do_not_add_up_along_a_line(steps in prop::collection::vec(prop::array::uniform2(-0.4..0.4f64), 1..300)) {
            let mut at = [100.0, 100.0];
            let points: Vec<[f64; 2]> = steps.iter().map(|s| {
                at = [at[0] + s[0], at[1] + s[1]];
                at
            }).collect();
            let mut data = PathData::default();
            data.line(&points, false);
            let end = data.pen.map(|p| p as f64 / 100.0);
            prop_assert!((end[0] - at[0]).abs() <= 0.005_01 && (end[1] - at[1]).abs() <= 0.005_01);
        }
    }
}
