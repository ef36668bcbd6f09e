//! Over random data: nothing overlaps, nothing is lost, no count stands for a title that would have fitted.

use super::super::time_order::{Standing, TimeOrder};
use super::*;
use proptest::prelude::*;
use std::sync::Arc;

/// How large an event's marks are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sizes {
    title: f64,
    radius: f64,
    span: [f64; 2],
}

impl Measure for Case {
    fn wish(&self, claim: u32, _row: u16) -> Wish {
        self.wishes[claim as usize]
    }

    fn radius(&self, wish: &Wish) -> f64 {
        self.sizes[wish.event as usize].radius
    }

    fn span(&self, wish: &Wish) -> [f64; 2] {
        self.sizes[wish.event as usize].span
    }

    fn title(&self, wish: &Wish) -> f64 {
        self.sizes[wish.event as usize].title
    }

    fn cut_title(&self, wish: &Wish, most: f64) -> Option<f64> {
        // Words are some 20 points long.
        let width = (most / 20.0).floor() * 20.0;
        (width >= LEAST_CUT && width < self.title(wish)).then_some(width)
    }

    fn count(&self, events: usize) -> f64 {
        8.0 + 6.0 * (events as f64).log10().floor() + 6.0
    }
}

#[derive(Clone, Debug)]
struct Case {
    room: Room,
    wishes: Vec<Wish>,
    sizes: Vec<Sizes>,
}

impl Case {
    /// Wishes for rows of so many lines, with titles of some widths.
    fn on_lines(
        lines: &[usize],
        width: f64,
        wishes: Vec<Wish>,
        titles: impl IntoIterator<Item = f64>,
    ) -> Self {
        let sizes = wishes.iter().zip(titles).map(|(wish, title)| Sizes {
            title,
            radius: 4.0,
            span: [f64::from(wish.x) - 0.5, f64::from(wish.x) + 0.5],
        });
        Self {
            room: Room {
                width,
                lines: lines.to_vec(),
            },
            sizes: sizes.collect(),
            wishes,
        }
    }
}

fn wish(event: u32, row: u16, x: f32) -> Wish {
    Wish {
        claim: event,
        event,
        row,
        is_titled: true,
        is_pinned: false,
        x,
        least: 0.0,
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let marks = (
        0..4u16,
        0.0..1.0f32,
        3.0..5.5f64,
        10.0..240.0f64,
        0..20u8,
        0.0..0.3f64,
    );
    (
        60.0..1500.0f64,
        1..4usize,
        1..4usize,
        prop::collection::vec(marks, 0..400),
        0.05..1.0f32,
    )
        .prop_map(|(width, rows, lines, marks, crowded)| {
            let room = Room {
                width,
                lines: (0..rows).map(|row| 1 + (lines + row) % 3).collect(),
            };
            let mut sizes = Vec::new();
            let wishes = (0u32..)
                .zip(&marks)
                .map(|(id, (row, part, radius, title, kind, length))| {
                    // Many at one end, as history has it.
                    let x = part.powf(crowded) * width as f32;
                    let x = (x * PLACES as f32).floor() / PLACES as f32;
                    let lasts = if *kind > 16 { length * width } else { 1.0 };
                    sizes.push(Sizes {
                        title: *title,
                        radius: *radius,
                        span: [f64::from(x), f64::from(x) + lasts],
                    });
                    Wish {
                        least: *title as f32 * 0.6,
                        is_titled: *kind > 1,
                        is_pinned: id == 3 && *kind > 9,
                        ..wish(id, row % rows as u16, x)
                    }
                })
                .collect();
            Case { room, wishes, sizes }
        })
}

/// Width of a stretch, in points, and places in a point.
const STRETCH: f64 = 30.0;
const PLACES: f64 = 64.0;

fn place_of(wish: &Wish) -> i64 {
    (f64::from(wish.x) * PLACES) as i64
}

/// A case packed as the days of an axis are, a half day for each of a point's places.
fn packed(case: &Case) -> Packed {
    let standing = |wish: &Wish| Standing {
        claim: wish.claim,
        event: wish.event,
        place: place_of(wish),
        first: 0,
        last: 0,
    };
    let of_row = |row: usize| {
        case.wishes
            .iter()
            .filter(move |wish| usize::from(wish.row) == row)
    };
    let orders = (0..case.room.lines.len()).map(|row| TimeOrder::new(of_row(row).map(standing).collect()));
    let spot = |wish: &Wish| Spot {
        place: place_of(wish),
        row: wish.row,
        least: if wish.is_titled { wish.least } else { f32::INFINITY },
    };
    let spots: Vec<Spot> = case.wishes.iter().map(spot).collect();
    // The outer twentieths are beyond the picture's time: what stands there is listed.
    let edge = |part: f64| (case.room.width * part * PLACES) as i64;
    let stretches = (case.room.width / STRETCH).ceil().max(1.0);
    let numbers = std::iter::successors(Some(0.0), |n| Some(n + 1.0)).take_while(|n| *n <= stretches);
    let edges = numbers.map(|n| edge(0.05 + 0.9 * n / stretches)).collect();
    let pinned = case.wishes.iter().filter(|wish| wish.is_pinned);
    let pinned: Vec<Wish> = pinned.copied().collect();
    let crowds = Crowds {
        spots: &spots,
        stretches: Stretches::new(Arc::new(orders.collect()), edges, [0, 0], spots.len()),
        pinned: &pinned,
        scale: Scale {
            first: 0,
            before: 0.0,
            points_per_day: 2.0 / PLACES,
            width: case.room.width,
        },
    };
    pack(&case.room, crowds, case)
}

/// The rooms taken in each line of each row.
fn taken(packed: &Packed) -> Vec<(usize, usize, [f64; 2])> {
    let shown = packed
        .shown
        .iter()
        .map(|s| (usize::from(s.wish.row), s.line, s.room));
    let counts = packed.counts.iter().map(|c| (c.row, c.line, c.room));
    shown.chain(counts).collect()
}

fn overlap(a: [f64; 2], b: [f64; 2]) -> bool {
    a[0].floor() < b[1].ceil() && b[0].floor() < a[1].ceil()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_on_a_line_covers_another(case in cases()) {
        let taken = taken(&packed(&case));
        for (i, a) in taken.iter().enumerate() {
            for b in &taken[i + 1..] {
                let is_clear = (a.0, a.1) != (b.0, b.1) || a.2[0] >= b.2[1] || b.2[0] >= a.2[1];
                prop_assert!(is_clear, "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn every_wish_is_shown_or_counted_once(case in cases()) {
        let packed = packed(&case);
        let mut times = vec![0; case.wishes.len()];
        for shown in &packed.shown {
            times[shown.wish.claim as usize] += 1;
        }
        for count in &packed.counts {
            prop_assert!(count.number() > 0);
            prop_assert_eq!(packed.members(count).count(), count.number());
            for (claim, _) in packed.members(count) {
                let wish = case.wishes[claim as usize];
                times[claim as usize] += 1;
                prop_assert_eq!(usize::from(wish.row), count.row);
                prop_assert!(!wish.is_pinned);
            }
        }
        prop_assert!(times.iter().all(|n| *n == 1), "{times:?}");
    }

    #[test]
    fn no_count_stands_for_a_title_that_would_have_fitted(case in cases()) {
        let packed = packed(&case);
        let taken = taken(&packed);
        for (claim, _) in packed.counts.iter().flat_map(|c| packed.members(c)) {
            let wish = &case.wishes[claim as usize];
            if !wish.is_titled {
                continue;
            }
            let Sizes { title, radius, .. } = case.sizes[wish.event as usize];
            let x = f64::from(wish.x);
            let right = [x - radius - AIR, x + radius + GAP + title + AIR];
            let left = [x - radius - GAP - title - AIR, x + radius + AIR];
            let left_is_inside = left[0] + AIR >= 0.0 && x - radius - GAP + AIR <= case.room.width;
            let right_is_inside = right[1] <= case.room.width && x + radius + GAP >= 0.0;
            for (room, is_inside) in [(right, right_is_inside), (left, left_is_inside)] {
                for line in 0..case.room.lines[usize::from(wish.row)] {
                    let is_free = taken.iter().all(|t| {
                        (t.0, t.1) != (usize::from(wish.row), line) || !overlap(t.2, room)
                    });
                    prop_assert!(!(is_inside && is_free), "{wish:?} on line {line}");
                }
            }
        }
    }

    #[test]
    fn titles_stay_within_the_row(case in cases()) {
        for shown in packed(&case).shown {
            let wish = &shown.wish;
            if let Some([title, width]) = shown.title {
                let end = title + width;
                prop_assert!(width <= case.sizes[wish.event as usize].title);
                prop_assert!(title >= 0.0 && end <= case.room.width, "{title} to {end}");
            }
        }
    }

    #[test]
    fn a_wish_alone_is_titled_where_its_title_fits_on_either_side(
        width in 60.0..600.0f64, part in 0.0..1.0f64, title in 10.0..240.0f64,
    ) {
        let x = part * width;
        let case = Case::on_lines(&[1], width, vec![wish(0, 0, x as f32)], [title]);
        let packed = packed(&case);
        let fits = x + 4.0 + GAP + title + AIR < width - 0.1 || x - 4.0 - GAP - title > 0.1;
        if fits {
            prop_assert_eq!(packed.shown[0].title.map(|[_, width]| width), Some(title));
        }
        prop_assert_eq!((packed.shown.len(), packed.counts.len()), (1, 0));
    }
}

#[test]
fn two_at_one_place_on_one_line_are_a_title_and_a_count_of_one() {
    let two = vec![wish(0, 0, 100.0), wish(1, 0, 100.0)];
    let case = Case::on_lines(&[1], 300.0, two, [60.0, 60.0]);
    let packed = packed(&case);
    assert_eq!(packed.shown.len(), 1);
    assert_eq!(packed.shown[0].wish.claim, 0);
    assert!(packed.members(&packed.counts[0]).eq([(1, 1)]));
}

#[test]
fn two_lines_hold_two_at_one_place() {
    let two = vec![wish(0, 0, 100.0), wish(1, 0, 100.0)];
    let case = Case::on_lines(&[2], 300.0, two, [60.0, 60.0]);
    let packed = packed(&case);
    assert_eq!((packed.shown.len(), packed.counts.len()), (2, 0));
}

#[test]
fn the_same_wishes_are_packed_the_same_way() {
    let wishes: Vec<Wish> = (0..300u16)
        .map(|i| wish(u32::from(i), i % 3, f32::from(i * 37 % 700)))
        .collect();
    let titles = (0..300).map(|i| f64::from(20 + i % 90));
    let case = Case::on_lines(&[2; 3], 700.0, wishes, titles);
    let (once, again) = (packed(&case), packed(&case));
    assert_eq!((&once.shown, &once.counts), (&again.shown, &again.counts));
    assert!(!once.counts.is_empty());
}
