//! How the time in view moves: pure functions from one [`TimeView`] to the next.

use crate::chronology::{Day, DaySpan, Moment};
use crate::view::{ShownTime, TimeMode, TimeView};

/// The shortest and, as a multiple of the data's own, the longest time that the timeline shows.
const SHORTEST_DAYS: f64 = 1.0;
const LONGEST: f64 = 3.0;

/// The span, unless one of its ends is open.
pub(crate) fn bounded(span: DaySpan) -> Option<DaySpan> {
    (!span.first().is_limit() && !span.last().is_limit()).then_some(span)
}

/// The first day of a span that says so, else its last one, else none.
pub(crate) fn first_known_day(span: DaySpan) -> Option<Day> {
    [span.first(), span.last()].into_iter().find(|d| !d.is_limit())
}

/// A span moved by days, later if positive.
pub(crate) fn shifted(span: DaySpan, days: i64) -> DaySpan {
    DaySpan::between(span.first().plus_days(days), span.last().plus_days(days))
}

/// The cursor moved to a day; the window goes with it as its mode says, and the shown time follows where the
/// cursor would leave it.
pub(crate) fn with_cursor(time: TimeView, day: Day) -> TimeView {
    let window = match time.mode {
        TimeMode::Window => shifted(time.window, day.0.saturating_sub(time.cursor.0)),
        TimeMode::Moment => DaySpan::of_day(day),
        TimeMode::Cumulative => DaySpan::between(time.window.first().min(day), day),
    };
    following(TimeView {
        window,
        cursor: day,
        ..time
    })
}

/// The cursor put on a day; a window of its own length moves only if the day lies outside it.
pub(crate) fn at_day(time: TimeView, day: Day) -> TimeView {
    if time.mode == TimeMode::Window && time.window.contains(day) {
        following(TimeView { cursor: day, ..time })
    } else {
        with_cursor(time, day)
    }
}

/// Another window; the cursor stays inside it. A window of several days is no moment, and one that grows ends
/// at the cursor.
pub(crate) fn with_window(time: TimeView, window: DaySpan) -> TimeView {
    let mode = match time.mode {
        TimeMode::Moment if window.duration_days() > 1 => TimeMode::Window,
        mode => mode,
    };
    let cursor = match mode {
        TimeMode::Cumulative => window.last(),
        _ => time.cursor.clamp(window.first(), window.last()),
    };
    TimeView {
        window,
        cursor,
        mode,
        ..time
    }
}

/// Another mode; where it holds already, nothing changes. A window that grows begins with the data; one that moves is
/// of a length in days, about the cursor.
pub(crate) fn with_mode(time: TimeView, mode: TimeMode, data: DaySpan, days: i64) -> TimeView {
    if mode == time.mode {
        return time;
    }
    let cursor = time.cursor;
    let window = match mode {
        TimeMode::Moment => DaySpan::of_day(cursor),
        TimeMode::Cumulative => DaySpan::between(data.first().min(cursor), cursor),
        TimeMode::Window => {
            let days = days.max(1);
            let first = cursor.plus_days(-(days / 2));
            DaySpan::between(first, first.plus_days(days - 1))
        }
    };
    TimeView { window, mode, ..time }
}

/// A window moved, as little as can be, so that it holds at least a day of the data.
pub(crate) fn meeting(window: DaySpan, data: DaySpan) -> DaySpan {
    let late = window.first().0.saturating_sub(data.last().0).max(0);
    let early = data.first().0.saturating_sub(window.last().0).max(0);
    shifted(window, early - late)
}

/// Shows other time. Its middle stays within the data's, so that the timeline is never empty.
pub(crate) fn with_shown(time: TimeView, shown: impl Into<ShownTime>, data: DaySpan) -> TimeView {
    let shown = shown.into();
    let [shortest, longest] = limits_days(data);
    let (full, days) = (data.duration_days() as f64, shown.days.clamp(shortest, longest));
    // Counted from the data's first day, so that nothing is lost far away.
    let origin = Moment::from(data.first());
    let middle = shown.start.days_since(origin) + shown.days / 2.0;
    let middle = middle.clamp(0.0, full);
    time.showing(ShownTime {
        start: origin.plus(middle - days / 2.0),
        days,
    })
}

/// The shortest and the longest time that the timeline shows, in days.
fn limits_days(data: DaySpan) -> [f64; 2] {
    let longest = data.duration_days() as f64 * LONGEST;
    [SHORTEST_DAYS, longest.max(SHORTEST_DAYS * 20.0)]
}

/// More (`factor` below 1) or less time, a moment staying where it is on the picture. At the closest and the widest
/// nothing moves: the factor ends there, and the moment stays where it is all the same.
pub(crate) fn zoomed(shown: ShownTime, factor: f64, about: Moment, data: DaySpan) -> ShownTime {
    if !factor.is_finite() || factor <= 0.0 {
        return shown;
    }
    let [shortest, longest] = limits_days(data);
    let days = (shown.days / factor).clamp(shortest, longest);
    if days == shown.days {
        return shown;
    }
    let before = about.days_since(shown.start) * (days / shown.days);
    ShownTime {
        start: about.plus(-before),
        days,
    }
}

/// Shows more (`factor` below 1) or less time, a day staying where it is on the picture.
pub(crate) fn zoomed_about(time: TimeView, factor: f64, about: Day, data: DaySpan) -> TimeView {
    let shown = zoomed(time.shown_time(), factor, Moment::new(about, 0.5), data);
    with_shown(time, shown, data)
}

/// The time a part, from 0 to 1, of the way from one to another: the ends of the window and the cursor move
/// evenly, what is shown keeps its ratio to them by growing or shrinking evenly in its logarithm.
pub(crate) fn between(from: TimeView, to: TimeView, part: f64) -> TimeView {
    if part <= 0.0 {
        return from;
    }
    if part >= 1.0 {
        return to;
    }
    let day = |a: Day, b: Day| a.0 as f64 + (b.0 as f64 - a.0 as f64) * part;
    let whole = |day: f64| Day(day.round() as i64);
    let [a, b] = [from, to].map(|time| time.shown_time());
    let middle = |shown: ShownTime| shown.start.plus(shown.days / 2.0);
    let way = middle(b).days_since(middle(a));
    let days = a.days * (b.days / a.days).powf(part);
    let window = [
        day(from.window.first(), to.window.first()),
        day(from.window.last(), to.window.last()),
    ];
    TimeView {
        window: DaySpan::between(whole(window[0]), whole(window[1])),
        cursor: whole(day(from.cursor, to.cursor)),
        ..to.showing(ShownTime {
            start: middle(a).plus(way * part - days / 2.0),
            days,
        })
    }
}

/// The days of one step by key: about a two-hundredth of what is shown, but whole and at least one.
pub(crate) fn step_days(time: TimeView) -> i64 {
    (time.shown.duration_days() / 200).max(1)
}

/// Moves the shown time so that the cursor's line is in it, by as few whole days as can be, with some room before it.
fn following(time: TimeView) -> TimeView {
    let ShownTime { start, days } = time.shown_time();
    let line = Moment::from(time.cursor);
    let at = line.days_since(start);
    if (0.0..days).contains(&at) {
        return time;
    }
    if days < 1.0 {
        // Only a file shows less than a day, and whole days might step over it.
        let start = line.plus(-days / 2.0);
        return time.showing(ShownTime { start, days });
    }
    let room = (days / 20.0).floor();
    let part = at.rem_euclid(1.0);
    let there = if at < 0.0 {
        part + room
    } else {
        part + (days - 1.0 - room - part).floor().max(0.0)
    };
    TimeView {
        shown: shifted(time.shown, (at - there).round() as i64),
        ..time
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(shown: (i64, i64), window: (i64, i64), cursor: i64) -> TimeView {
        TimeView {
            shown: DaySpan::between(Day(shown.0), Day(shown.1)),
            window: DaySpan::between(Day(window.0), Day(window.1)),
            cursor: Day(cursor),
            shown_trim: [0.0; 2],
            mode: TimeMode::Window,
        }
    }

    #[test]
    fn a_moment_is_the_cursors_day_and_a_growing_window_ends_with_it() {
        let data = DaySpan::between(Day(0), Day(900));
        let before = time((0, 1000), (100, 199), 150);
        let moment = with_mode(before, TimeMode::Moment, data, 100);
        assert_eq!(with_cursor(moment, Day(400)).window, DaySpan::of_day(Day(400)));
        let growing = with_mode(before, TimeMode::Cumulative, data, 100);
        assert_eq!(growing.window, DaySpan::between(Day(0), Day(150)));
        let grown = with_cursor(growing, Day(400));
        assert_eq!(grown.window, DaySpan::between(Day(0), Day(400)));
        assert_eq!(
            with_window(grown, DaySpan::between(Day(50), Day(300))).cursor,
            Day(300)
        );
    }

    #[test]
    fn a_moment_that_is_made_wider_is_a_window_and_a_window_has_its_length_back() {
        let data = DaySpan::between(Day(0), Day(900));
        let moment = with_mode(time((0, 1000), (100, 199), 150), TimeMode::Moment, data, 100);
        let wide = with_window(moment, DaySpan::between(Day(140), Day(160)));
        assert_eq!((wide.mode, wide.cursor), (TimeMode::Window, Day(150)));
        let back = with_mode(moment, TimeMode::Window, data, 100);
        assert_eq!(back.window.duration_days(), 100);
        assert!(back.window.contains(back.cursor));
    }

    #[test]
    fn choosing_the_mode_that_holds_leaves_the_window_where_it_is() {
        let data = DaySpan::between(Day(0), Day(900));
        let before = time((0, 1000), (100, 199), 110);
        for mode in TimeMode::ALL {
            let now = with_mode(before, mode, data, 30);
            let moved = with_window(now, DaySpan::between(Day(60), now.cursor));
            assert_eq!(with_mode(moved, moved.mode, data, 30), moved, "{mode:?}");
        }
    }

    #[test]
    fn a_cursor_whose_line_is_cut_off_at_the_left_edge_is_brought_into_view() {
        // The second half of day 100 is shown: its line, at its start, is not.
        let before = time((0, 0), (100, 199), 150).showing(ShownTime {
            start: Moment::new(Day(100), 0.5),
            days: 60.0,
        });
        let after = with_cursor(before, Day(100));
        let line = Moment::from(Day(100)).days_since(after.shown_time().start);
        assert!((0.0..60.0).contains(&line), "{line}");
        assert_eq!(after.shown_trim, before.shown_trim, "by whole days");
        let seen = with_cursor(before, Day(101));
        assert_eq!(seen.shown, before.shown, "a line that is seen moves nothing");
    }

    #[test]
    fn zooming_at_the_closest_and_the_widest_slides_nothing() {
        let data = DaySpan::between(Day(0), Day(999));
        for (days, factor) in [(1.0, 4.0), (3000.0, 0.25)] {
            let shown = ShownTime {
                start: Moment::from(Day(500)).plus(-days / 2.0),
                days,
            };
            let about = shown.start.plus(days * 0.1);
            assert_eq!(zoomed(shown, factor, about, data), shown);
            let before = time((0, 999), (100, 199), 150).showing(shown);
            assert_eq!(zoomed_about(before, factor, Day(501), data), before);
            // A zoom that would go past the limit ends there, about the same moment.
            let near = zoomed(shown, 0.8 / factor.min(1.0), about, data);
            let ended = zoomed(near, factor * factor, about, data);
            let at = about.days_since(ended.start) / ended.days;
            assert!(
                (ended.days / days - 1.0).abs() < 1e-9 && (at - 0.1).abs() < 1e-6,
                "{ended:?}"
            );
        }
    }

    #[test]
    fn the_window_goes_with_the_cursor_and_keeps_its_length() {
        let moved = with_cursor(time((0, 1000), (100, 199), 150), Day(160));
        assert_eq!(moved, time((0, 1000), (110, 209), 160));
    }

    #[test]
    fn an_event_within_the_window_leaves_the_window_alone() {
        assert_eq!(
            at_day(time((0, 1000), (100, 199), 150), Day(120)),
            time((0, 1000), (100, 199), 120)
        );
        assert_eq!(
            at_day(time((0, 1000), (100, 199), 150), Day(250)).window.first(),
            Day(200)
        );
    }

    #[test]
    fn the_cursor_stays_in_a_window_that_is_made_smaller() {
        let moved = with_window(
            time((0, 1000), (100, 199), 190),
            DaySpan::between(Day(100), Day(150)),
        );
        assert_eq!(moved.cursor, Day(150));
    }

    proptest! {
        #[test]
        fn the_middle_of_the_shown_time_is_always_within_the_data(
            first in -500_000..500_000i64, days in 1..900_000i64,
        ) {
            let data = DaySpan::between(Day(-4_000), Day(16_000));
            let shown = DaySpan::between(Day(first), Day(first + days));
            let shown = with_shown(time((0, 10), (0, 10), 0), shown, data).shown;
            let middle = i64::midpoint(shown.first().0, shown.last().0);
            prop_assert!((-4_001..=16_001).contains(&middle), "{shown:?}");
        }

        #[test]
        fn time_between_two_times_lies_between_them(
            first in prop::array::uniform2(-500_000..500_000i64), days in prop::array::uniform2(0..90_000i64),
            part in 0.0..=1.0f64,
        ) {
            let [a, b] = [0, 1].map(|i| {
                let span = (first[i], first[i] + days[i]);
                time(span, span, first[i] + days[i] / 2)
            });
            let now = between(a, b, part);
            let within = |day: Day, ends: [Day; 2]| {
                (ends[0].min(ends[1]).0..=ends[0].max(ends[1]).0).contains(&day.0)
            };
            prop_assert!(within(now.cursor, [a.cursor, b.cursor]));
            prop_assert!(within(now.window.first(), [a.window.first(), b.window.first()]));
            prop_assert!(within(now.window.last(), [a.window.last(), b.window.last()]));
            let long = [a, b].map(|t| t.shown.duration_days());
            let now = now.shown.duration_days();
            prop_assert!((long[0].min(long[1]) - 1..=long[0].max(long[1]) + 1).contains(&now));
            prop_assert_eq!((between(a, b, 0.0), between(a, b, 1.0)), (a, b));
        }

        #[test]
        fn a_window_keeps_its_length_and_a_day_of_the_data(
            first in -500_000..500_000i64, days in 0..90_000i64,
        ) {
            let data = DaySpan::between(Day(-4_000), Day(16_000));
            let window = DaySpan::between(Day(first), Day(first + days));
            let moved = meeting(window, data);
            prop_assert!(moved.meets(data));
            prop_assert_eq!(moved.duration_days(), window.duration_days());
            prop_assert_eq!(moved == window, window.meets(data));
        }

        #[test]
        fn the_cursor_is_always_in_the_shown_time(
            first in -500_000..500_000i64, days in 5..100_000i64, cursor in -500_000..500_000i64,
        ) {
            let before = time((first, first + days), (first, first + days), first);
            let after = with_cursor(before, Day(cursor));
            prop_assert!(after.shown.contains(after.cursor));
            prop_assert_eq!(after.shown.duration_days(), before.shown.duration_days());
            prop_assert!(after.window.contains(after.cursor));
        }

        #[test]
        fn the_cursors_line_is_in_view_wherever_the_days_are_cut(
            first in -500_000..500_000i64, part in 0.0..1.0f64, magnitude in -1.0..5.0f64,
            cursor in -500_000..500_000i64,
        ) {
            let start = Moment::new(Day(first), part);
            let shown = ShownTime { start, days: 10f64.powf(magnitude) };
            let after = with_cursor(time((0, 0), (0, 0), 0).showing(shown), Day(cursor));
            let got = after.shown_time();
            let line = Moment::from(Day(cursor)).days_since(got.start);
            prop_assert!((0.0..got.days).contains(&line), "{line} of {got:?}");
            prop_assert!((got.days - shown.days).abs() < 1e-4);
        }

        #[test]
        fn zooming_in_and_out_again_comes_back_near(about in 0..1000i64, factor in 1.1..4.0f64) {
            let data = DaySpan::between(Day(0), Day(20_000));
            let before = time((0, 10_000), (0, 10), 0);
            let there = zoomed_about(before, factor, Day(about), data);
            let back = zoomed_about(there, 1.0 / factor, Day(about), data);
            prop_assert!((back.shown.first().0 - before.shown.first().0).abs() < 20);
            prop_assert!((back.shown.duration_days() - before.shown.duration_days()).abs() < 20);
        }
    }
}
