//! Over random data: nothing overlaps, nothing is lost, no count stands for a title that would have fitted.

use super::*;
use proptest::prelude::*;

struct Widths(Vec<f64>);

impl Measure for Widths {
    fn title(&self, wish: &Wish) -> f64 {
        self.0[wish.id as usize]
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
    widths: Vec<f64>,
}

fn wish(id: u32, row: u16, x: f32) -> Wish {
    Wish {
        id,
        row,
        is_titled: true,
        is_pinned: false,
        x,
        radius: 4.0,
        span: [x - 0.5, x + 0.5],
        least: 0.0,
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let marks = (
        0..4u16,
        0.0..1.0f32,
        3.0..5.5f32,
        10.0..240.0f64,
        0..20u8,
        0.0..0.3f32,
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
            let mut widths = Vec::new();
            let wishes = (0u32..)
                .zip(&marks)
                .map(|(id, (row, part, radius, title, kind, length))| {
                    widths.push(*title);
                    // Many at one end, as history has it.
                    let x = part.powf(crowded) * width as f32;
                    Wish {
                        least: *title as f32 * 0.6,
                        is_titled: *kind > 1,
                        is_pinned: id == 3 && *kind > 9,
                        radius: *radius,
                        span: [x, x + if *kind > 16 { length * width as f32 } else { 1.0 }],
                        ..wish(id, row % rows as u16, x)
                    }
                })
                .collect();
            Case { room, wishes, widths }
        })
}

fn packed(case: &Case) -> Packed {
    pack(&case.room, &case.wishes, NEAR, 0.0, &Widths(case.widths.clone()))
}

/// The rooms taken in each line of each row.
fn taken(case: &Case, packed: &Packed) -> Vec<(usize, usize, [f64; 2])> {
    let shown = packed
        .shown
        .iter()
        .map(|s| (usize::from(case.wishes[s.wish].row), s.line, s.room));
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
        let taken = taken(&case, &packed(&case));
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
            times[shown.wish] += 1;
        }
        for count in &packed.counts {
            prop_assert!(count.number() > 0);
            prop_assert_eq!(packed.members(count).count(), count.number());
            for at in packed.members(count) {
                times[at] += 1;
                prop_assert_eq!(usize::from(case.wishes[at].row), count.row);
                prop_assert!(!case.wishes[at].is_pinned);
            }
        }
        prop_assert!(times.iter().all(|n| *n == 1), "{times:?}");
    }

    #[test]
    fn no_count_stands_for_a_title_that_would_have_fitted(case in cases()) {
        let packed = packed(&case);
        let taken = taken(&case, &packed);
        for at in packed.counts.iter().flat_map(|c| packed.members(c)) {
            let wish = &case.wishes[at];
            if !wish.is_titled {
                continue;
            }
            let (x, radius, title) = (f64::from(wish.x), f64::from(wish.radius), case.widths[wish.id as usize]);
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
            let wish = &case.wishes[shown.wish];
            if let Some([title, width]) = shown.title {
                let end = title + width;
                prop_assert!(width <= case.widths[wish.id as usize]);
                prop_assert!(title >= 0.0 && end <= case.room.width, "{title} to {end}");
            }
        }
    }

    #[test]
    fn a_wish_alone_is_titled_where_its_title_fits_on_either_side(
        width in 60.0..600.0f64, part in 0.0..1.0f64, title in 10.0..240.0f64,
    ) {
        let x = part * width;
        let case = Case {
            room: Room { width, lines: vec![1], },
            wishes: vec![wish(0, 0, x as f32)],
            widths: vec![title],
        };
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
    let case = Case {
        room: Room {
            width: 300.0,
            lines: vec![1],
        },
        wishes: vec![wish(0, 0, 100.0), wish(1, 0, 100.0)],
        widths: vec![60.0, 60.0],
    };
    let packed = packed(&case);
    assert_eq!(packed.shown.len(), 1);
    assert_eq!(packed.shown[0].wish, 0);
    assert!(packed.members(&packed.counts[0]).eq([1]));
}

#[test]
fn two_lines_hold_two_at_one_place() {
    let case = Case {
        room: Room {
            width: 300.0,
            lines: vec![2],
        },
        wishes: vec![wish(0, 0, 100.0), wish(1, 0, 100.0)],
        widths: vec![60.0, 60.0],
    };
    let packed = packed(&case);
    assert_eq!((packed.shown.len(), packed.counts.len()), (2, 0));
}

#[test]
fn the_same_wishes_are_packed_the_same_way() {
    let wishes: Vec<Wish> = (0..300u16)
        .map(|i| wish(u32::from(i), i % 3, f32::from(i * 37 % 700)))
        .collect();
    let case = Case {
        room: Room {
            width: 700.0,
            lines: vec![2; 3],
        },
        widths: (0..300).map(|i| f64::from(20 + i % 90)).collect(),
        wishes,
    };
    assert_eq!(packed(&case), packed(&case));
    assert!(!packed(&case).counts.is_empty());
}
