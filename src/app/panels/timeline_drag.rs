//! What a hand does on the timeline: which part it took hold of, and which command each move gives.
//! Pure: positions in, commands out.

use crate::chronology::{Day, DaySpan, Moment, TimeAxis};
use crate::compose::TimelineLayout;
use crate::scene::Rect;
use crate::view::{ShownTime, TimeView};

use crate::app::command::{Command, Gesture};
use crate::app::snapping::{EventEnd, Snapping};
use crate::app::time_moves;

/// How near a line must be to be taken hold of, in points.
const REACH: f64 = 6.0;

/// What was taken hold of, with the time as it was then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hold {
    pub(crate) part: Part,
    /// Where the pointer went down, in points of the picture.
    start_x: f64,
    time: TimeView,
    /// The strip of all time. It grows where time beyond the data comes into view, not under a hand.
    strip: TimeAxis,
}

/// A part of the timeline that can be dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The cursor.
    Cursor,
    /// The first day of the window.
    WindowFirst,
    /// The last day of the window.
    WindowLast,
    /// The window as a whole.
    Window,
    /// The ground: the shown time.
    Ground,
    /// A window that is drawn anew, from where the pointer went down.
    NewWindow,
    /// The frame on the strip of all time.
    Brush,
    /// The left edge of that frame.
    BrushFirst,
    /// Its right edge.
    BrushLast,
    /// The strip of all time beside that frame.
    Strip,
}

/// The part under a point of the picture. Lines win over grounds, the cursor over the window's edges.
pub(crate) fn part_at(layout: &TimelineLayout, time: TimeView, at: [f64; 2]) -> Option<Part> {
    let near = |x: f64| (x - at[0]).abs() <= REACH;
    if layout.minimap.contains(at) {
        let x = |moment: Moment| layout.minimap.left + layout.minimap_axis.x_from_day(moment);
        let shown = time.shown_time();
        let (first, last) = (x(shown.start), x(shown.start.plus(shown.days)));
        return Some(if near(first) && (last - first > REACH * 3.0 || at[0] < first) {
            Part::BrushFirst
        } else if near(last) && (last - first > REACH * 3.0 || at[0] > last) {
            Part::BrushLast
        } else if (first..=last).contains(&at[0]) {
            Part::Brush
        } else {
            Part::Strip
        });
    }
    if !band(&layout.plot).contains(at) {
        return None;
    }
    let x = |day: Day| layout.plot.left + layout.axis.x_from_day(day);
    let (first, last) = (x(time.window.first()), x(time.window.last().plus_days(1)));
    // The line stands at the start of its day, however wide a day is.
    Some(if near(layout.cursor_x) {
        Part::Cursor
    } else if near(first) {
        Part::WindowFirst
    } else if near(last) {
        Part::WindowLast
    } else if (first..=last).contains(&at[0]) {
        Part::Window
    } else {
        Part::Ground
    })
}

/// The plot with room for handles that stand on its edges.
fn band(plot: &Rect) -> Rect {
    Rect {
        left: plot.left - REACH,
        right: plot.right + REACH,
        ..*plot
    }
}

impl Hold {
    /// Begins a new window at a point of the plot.
    pub(crate) fn new_window(layout: &TimelineLayout, time: TimeView, at: [f64; 2]) -> Option<Self> {
        let part = Part::NewWindow;
        let hold = Self {
            part,
            start_x: at[0],
            time,
            strip: layout.minimap_axis,
        };
        band(&layout.plot).contains(at).then_some(hold)
    }

    /// Takes hold at a point. Beside the frame on the strip, the frame comes under the pointer first.
    pub(crate) fn new(layout: &TimelineLayout, time: TimeView, at: [f64; 2]) -> Option<Self> {
        let (part, time) = match part_at(layout, time, at)? {
            Part::Strip => (Part::Brush, time.showing(centred_on_strip(layout, time, at[0]))),
            part => (part, time),
        };
        Some(Self {
            part,
            start_x: at[0],
            time,
            strip: layout.minimap_axis,
        })
    }

    /// What the pointer asks for when it is at `x`. Counted from where it went down, so that days that
    /// are narrower than a point are not lost on the way. Days catch at events as `snap` says.
    pub(crate) fn moved(&self, layout: &TimelineLayout, x: f64, snap: &Snapping) -> Command {
        let gesture = Gesture::TimeDrag;
        let (time, dx) = (self.time, x - self.start_x);
        let days = |axis: &TimeAxis| (dx * axis.days_per_point()).round() as i64;
        let (window, shown) = (time.window, time.shown_time());
        let shifted = |days: f64| ShownTime {
            start: shown.start.plus(days),
            ..shown
        };
        match self.part {
            Part::Cursor => {
                let day = time.cursor.plus_days(days(&layout.axis));
                Command::SetCursor(snap.snapped(day, EventEnd::First), gesture)
            }
            Part::Window => {
                let first = window.first().plus_days(days(&layout.axis));
                let by = snap.snapped(first, EventEnd::First).days_since(window.first());
                Command::SetWindow(time_moves::shifted(window, by), gesture)
            }
            Part::NewWindow => {
                let day = |x: f64| layout.axis.moment_from_x(x - layout.plot.left).day();
                let (from, to) = (day(self.start_x.min(x)), day(self.start_x.max(x)));
                let first = snap.snapped(from, EventEnd::First);
                let last = snap.snapped(to, EventEnd::Last).max(first);
                Command::SetWindow(DaySpan::between(first, last), gesture)
            }
            Part::WindowFirst => {
                let first = window.first().plus_days(days(&layout.axis));
                let first = snap.snapped(first, EventEnd::First).min(window.last());
                Command::SetWindow(DaySpan::between(first, window.last()), gesture)
            }
            Part::WindowLast => {
                let last = window.last().plus_days(days(&layout.axis));
                let last = snap.snapped(last, EventEnd::Last).max(window.first());
                Command::SetWindow(DaySpan::between(window.first(), last), gesture)
            }
            Part::Ground => Command::SetShownTime(shifted(-dx * layout.axis.days_per_point()), gesture),
            Part::Brush | Part::Strip => {
                Command::SetShownTime(shifted(dx * self.strip.days_per_point()), gesture)
            }
            // An edge stops at the end of the strip: past it nobody would see where it is.
            Part::BrushFirst => {
                let end = shown.start.plus(shown.days);
                let longest = end.days_since(self.strip.start()).max(shown.days);
                let days = shown.days - dx * self.strip.days_per_point();
                let days = days.clamp(0.0, longest);
                let start = end.plus(-days);
                Command::SetShownTime(ShownTime { start, days }, gesture)
            }
            Part::BrushLast => {
                let longest = self.strip.end().days_since(shown.start).max(shown.days);
                let days = shown.days + dx * self.strip.days_per_point();
                let days = days.clamp(0.0, longest);
                Command::SetShownTime(ShownTime { days, ..shown }, gesture)
            }
        }
    }
}

/// What a press beside the frame on the strip asks for: the frame's middle comes under the pointer.
pub(crate) fn pressed(layout: &TimelineLayout, time: TimeView, at: [f64; 2]) -> Option<Command> {
    let beside = part_at(layout, time, at)? == Part::Strip;
    beside.then(|| Command::SetShownTime(centred_on_strip(layout, time, at[0]), Gesture::TimeDrag))
}

/// The shown time with its middle at a point of the strip.
fn centred_on_strip(layout: &TimelineLayout, time: TimeView, x: f64) -> ShownTime {
    centred(time, layout.minimap_axis.moment_from_x(x - layout.minimap.left))
}

/// What is shown, moved so that a moment is in its middle.
pub(crate) fn centred(time: TimeView, middle: Moment) -> ShownTime {
    let days = time.shown_time().days;
    ShownTime {
        start: middle.plus(-days / 2.0),
        days,
    }
}

/// The wheel over the timeline: zooms about the pointer, or pans. `data` is the time of the data, which says how far.
pub(crate) fn wheel(
    layout: &TimelineLayout,
    time: TimeView,
    data: DaySpan,
    x: f64,
    [zoom, pan]: [f64; 2],
) -> Option<Command> {
    let shown = if (zoom - 1.0).abs() > 1e-6 {
        let about = layout.axis.moment_from_x(x - layout.plot.left);
        time_moves::zoomed(time.shown_time(), zoom, about, data)
    } else if pan.abs() > 0.01 {
        layout.axis.panned(pan).into()
    } else {
        return None;
    };
    Some(Command::SetShownTime(shown, Gesture::TimeWheel))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::TimeMode;

    /// What a drag asks for where nothing is caught at.
    fn moved(hold: &Hold, layout: &TimelineLayout, x: f64) -> Command {
        let dataset = crate::model::Dataset::default();
        let snapping = Snapping {
            dataset: &dataset,
            kept: &crate::view::Kept::default(),
            reach_days: 0,
        };
        hold.moved(layout, x, &snapping)
    }

    fn set() -> (TimelineLayout, TimeView) {
        let shown = DaySpan::between(Day(0), Day(999));
        let time = TimeView {
            shown,
            window: DaySpan::between(Day(200), Day(399)),
            cursor: Day(300),
            shown_trim: [0.0; 2],
            mode: TimeMode::Window,
        };
        (layout(time), time)
    }

    fn layout(time: TimeView) -> TimelineLayout {
        TimelineLayout::for_tests(
            &time,
            Rect::from_xywh(50.0, 0.0, 1000.0, 100.0),
            DaySpan::between(Day(0), Day(9_999)),
            Rect::from_xywh(50.0, 110.0, 1000.0, 20.0),
        )
    }

    #[test]
    fn the_cursor_is_taken_hold_of_where_its_line_stands_however_wide_a_day_is() {
        // 50 points a day: the line of day 8 stands at 450, the middle of that day at 475.
        let time = TimeView {
            shown: DaySpan::between(Day(0), Day(19)),
            window: DaySpan::between(Day(2), Day(15)),
            cursor: Day(8),
            ..set().1
        };
        let at = |time: TimeView, x: f64| part_at(&layout(time), time, [x, 50.0]);
        assert_eq!(at(time, 450.0), Some(Part::Cursor));
        assert_eq!(at(time, 455.0), Some(Part::Cursor));
        assert_eq!(at(time, 475.0), Some(Part::Window));
        // Where the window is the cursor's day, its first edge lies under the cursor's line.
        let moment = time_moves::with_mode(time, TimeMode::Moment, time.shown, 1);
        assert_eq!(at(moment, 450.0), Some(Part::Cursor));
        assert_eq!(at(moment, 500.0), Some(Part::WindowLast));
    }

    #[test]
    fn lines_are_taken_hold_of_before_grounds() {
        let (layout, time) = set();
        let at = |x: f64, y: f64| part_at(&layout, time, [x, y]);
        assert_eq!(at(350.5, 50.0), Some(Part::Cursor));
        assert_eq!(at(252.0, 50.0), Some(Part::WindowFirst));
        assert_eq!(at(449.0, 50.0), Some(Part::WindowLast));
        assert_eq!(at(300.0, 50.0), Some(Part::Window));
        assert_eq!(at(700.0, 50.0), Some(Part::Ground));
        assert_eq!(at(100.0, 120.0), Some(Part::Brush));
        assert_eq!(at(700.0, 105.0), None);
    }

    #[test]
    fn a_drag_of_the_cursor_gives_the_day_under_the_pointer() {
        let (layout, time) = set();
        let hold = Hold::new(&layout, time, [350.5, 50.0]).unwrap();
        let command = moved(&hold, &layout, 360.5);
        assert_eq!(command, Command::SetCursor(Day(310), Gesture::TimeDrag));
    }

    #[test]
    fn a_handle_stops_at_the_other_handle() {
        let (layout, time) = set();
        let hold = Hold::new(&layout, time, [251.0, 50.0]).unwrap();
        let window = DaySpan::between(Day(399), Day(399));
        assert_eq!(
            moved(&hold, &layout, 900.0),
            Command::SetWindow(window, Gesture::TimeDrag)
        );
    }

    #[test]
    fn a_drag_of_the_ground_pans_and_one_of_the_brush_goes_the_other_way() {
        let (layout, time) = set();
        let ground = Hold::new(&layout, time, [700.0, 50.0]).unwrap();
        let earlier = DaySpan::between(Day(-100), Day(899));
        assert_eq!(
            moved(&ground, &layout, 800.0),
            Command::SetShownTime(earlier.into(), Gesture::TimeDrag)
        );
        let brush = Hold::new(&layout, time, [100.0, 120.0]).unwrap();
        let later = DaySpan::between(Day(100), Day(1099));
        assert_eq!(
            moved(&brush, &layout, 110.0),
            Command::SetShownTime(later.into(), Gesture::TimeDrag)
        );
    }

    #[test]
    fn a_press_beside_the_frame_brings_it_under_the_pointer_and_it_can_be_dragged_on() {
        let (layout, time) = set();
        assert_eq!(pressed(&layout, time, [100.0, 120.0]), None);
        assert_eq!(pressed(&layout, time, [700.0, 50.0]), None);
        let there = DaySpan::between(Day(4_500), Day(5_499));
        assert_eq!(
            pressed(&layout, time, [550.0, 120.0]),
            Some(Command::SetShownTime(there.into(), Gesture::TimeDrag))
        );
        let hold = Hold::new(&layout, time, [550.0, 120.0]).unwrap();
        assert_eq!(
            moved(&hold, &layout, 560.0),
            Command::SetShownTime(time_moves::shifted(there, 100).into(), Gesture::TimeDrag)
        );
    }

    #[test]
    fn an_edge_of_the_frame_stops_at_the_end_of_the_strip() {
        let (layout, time) = set();
        let hold = Hold::new(&layout, time, [150.0, 120.0]).unwrap();
        let all = DaySpan::between(Day(0), layout.minimap_axis.span().last());
        assert_eq!(
            moved(&hold, &layout, 9_000.0),
            Command::SetShownTime(all.into(), Gesture::TimeDrag)
        );
    }

    #[test]
    fn the_wheel_keeps_the_day_under_the_pointer() {
        let (layout, time) = set();
        let data = DaySpan::between(Day(0), Day(9_999));
        let Some(Command::SetShownTime(shown, _)) = wheel(&layout, time, data, 550.0, [2.0, 0.0]) else {
            panic!("no zoom");
        };
        let start = shown.start.days_since(Moment::from(Day(250)));
        assert!(
            start.abs() < 1e-6 && (shown.days - 500.0).abs() < 1e-6,
            "{shown:?}"
        );
        assert_eq!(time.shown, DaySpan::between(Day(0), Day(999)));
        assert_eq!(wheel(&layout, time, data, 550.0, [1.0, 0.0]), None);
    }

    #[test]
    fn the_wheel_slides_nothing_at_the_closest_and_the_widest() {
        let data = DaySpan::between(Day(0), Day(999));
        for (shown, zoom) in [((500, 500), 2.0), ((-1000, 1999), 0.5)] {
            let time = TimeView {
                shown: DaySpan::between(Day(shown.0), Day(shown.1)),
                ..set().1
            };
            for x in [60.0, 800.0, 1040.0] {
                let asked = wheel(&layout(time), time, data, x, [zoom, 0.0]);
                let same = Command::SetShownTime(time.shown_time(), Gesture::TimeWheel);
                assert_eq!(asked, Some(same), "{x}");
            }
        }
    }
}
