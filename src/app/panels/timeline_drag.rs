//! What a hand does on the timeline: which part it took hold of, and which command each move gives.
//! Pure: positions in, commands out.

use crate::chronology::{Day, DaySpan};
use crate::compose::TimelineLayout;
use crate::scene::Rect;
use crate::view::TimeView;

use crate::app::command::{Command, Gesture};
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
        let x = |day: Day| layout.minimap.left + layout.minimap_axis.x_from_day(day);
        let (first, last) = (x(time.shown.first()), x(time.shown.last().plus_days(1)));
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
    let day = layout.plot.left
        + (layout.axis.x_from_day(time.cursor) + layout.axis.x_from_day(time.cursor.plus_days(1))) / 2.0;
    Some(if near(day) {
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
    /// Takes hold at a point. Beside the frame on the strip, the frame comes under the pointer first.
    pub(crate) fn new(layout: &TimelineLayout, time: TimeView, at: [f64; 2]) -> Option<Self> {
        let (part, time) = match part_at(layout, time, at)? {
            Part::Strip => {
                let shown = centred_on_strip(layout, time, at[0]);
                (Part::Brush, TimeView { shown, ..time })
            }
            part => (part, time),
        };
        Some(Self {
            part,
            start_x: at[0],
            time,
        })
    }

    /// What the pointer asks for when it is at `x`. Counted from where it went down, so that days that
    /// are narrower than a point are not lost on the way.
    pub(crate) fn moved(&self, layout: &TimelineLayout, x: f64) -> Command {
        let gesture = Gesture::TimeDrag;
        let (time, dx) = (self.time, x - self.start_x);
        let days = |axis: &crate::chronology::TimeAxis| (dx * axis.days_per_point()).round() as i64;
        let (window, shown) = (time.window, time.shown);
        match self.part {
            Part::Cursor => Command::SetCursor(time.cursor.plus_days(days(&layout.axis)), gesture),
            Part::Window => Command::SetWindow(time_moves::shifted(window, days(&layout.axis)), gesture),
            Part::WindowFirst => {
                let first = window.first().plus_days(days(&layout.axis)).min(window.last());
                Command::SetWindow(DaySpan::between(first, window.last()), gesture)
            }
            Part::WindowLast => {
                let last = window.last().plus_days(days(&layout.axis)).max(window.first());
                Command::SetWindow(DaySpan::between(window.first(), last), gesture)
            }
            Part::Ground => Command::SetShownTime(time_moves::shifted(shown, -days(&layout.axis)), gesture),
            Part::Brush | Part::Strip => {
                Command::SetShownTime(time_moves::shifted(shown, days(&layout.minimap_axis)), gesture)
            }
            // An edge stops at the end of the strip: past it nobody would see where it is.
            Part::BrushFirst => {
                let strip = layout.minimap_axis.span().first().min(shown.first());
                let first = shown.first().plus_days(days(&layout.minimap_axis));
                let first = first.clamp(strip, shown.last());
                Command::SetShownTime(DaySpan::between(first, shown.last()), gesture)
            }
            Part::BrushLast => {
                let strip = layout.minimap_axis.span().last().max(shown.last());
                let last = shown.last().plus_days(days(&layout.minimap_axis));
                let last = last.clamp(shown.first(), strip);
                Command::SetShownTime(DaySpan::between(shown.first(), last), gesture)
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
fn centred_on_strip(layout: &TimelineLayout, time: TimeView, x: f64) -> DaySpan {
    let day = layout.minimap_axis.moment_from_x(x - layout.minimap.left).day();
    centred(time.shown, day)
}

/// A span with its middle on a day.
pub(crate) fn centred(span: DaySpan, day: Day) -> DaySpan {
    let middle = i64::midpoint(span.first().0, span.last().0);
    time_moves::shifted(span, day.0.saturating_sub(middle))
}

/// The wheel over the timeline: zooms about the pointer, or pans.
pub(crate) fn wheel(layout: &TimelineLayout, time: TimeView, x: f64, zoom: f64, pan: f64) -> Option<Command> {
    let shown = if (zoom - 1.0).abs() > 1e-6 {
        layout.axis.zoomed(zoom, x - layout.plot.left).span()
    } else if pan.abs() > 0.01 {
        layout.axis.panned(pan).span()
    } else {
        return None;
    };
    (shown != time.shown).then_some(Command::SetShownTime(shown, Gesture::TimeWheel))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronology::TimeAxis;

    fn set() -> (TimelineLayout, TimeView) {
        let shown = DaySpan::between(Day(0), Day(999));
        let time = TimeView {
            shown,
            window: DaySpan::between(Day(200), Day(399)),
            cursor: Day(300),
        };
        let layout = TimelineLayout {
            axis: TimeAxis::new(shown, 1000.0),
            plot: Rect::from_xywh(50.0, 0.0, 1000.0, 100.0),
            minimap: Rect::from_xywh(50.0, 110.0, 1000.0, 20.0),
            minimap_axis: TimeAxis::new(DaySpan::between(Day(0), Day(9_999)), 1000.0),
            bands: Rect::default(),
            axis_y: 20.0,
            rows: Vec::new(),
            window_x: [250.0, 450.0],
            cursor_x: 350.5,
            brush: Rect::from_xywh(50.0, 110.0, 100.0, 20.0),
        };
        (layout, time)
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
        let command = hold.moved(&layout, 360.5);
        assert_eq!(command, Command::SetCursor(Day(310), Gesture::TimeDrag));
    }

    #[test]
    fn a_handle_stops_at_the_other_handle() {
        let (layout, time) = set();
        let hold = Hold::new(&layout, time, [251.0, 50.0]).unwrap();
        let window = DaySpan::between(Day(399), Day(399));
        assert_eq!(
            hold.moved(&layout, 900.0),
            Command::SetWindow(window, Gesture::TimeDrag)
        );
    }

    #[test]
    fn a_drag_of_the_ground_pans_and_one_of_the_brush_goes_the_other_way() {
        let (layout, time) = set();
        let ground = Hold::new(&layout, time, [700.0, 50.0]).unwrap();
        let earlier = DaySpan::between(Day(-100), Day(899));
        assert_eq!(
            ground.moved(&layout, 800.0),
            Command::SetShownTime(earlier, Gesture::TimeDrag)
        );
        let brush = Hold::new(&layout, time, [100.0, 120.0]).unwrap();
        let later = DaySpan::between(Day(100), Day(1099));
        assert_eq!(
            brush.moved(&layout, 110.0),
            Command::SetShownTime(later, Gesture::TimeDrag)
        );
    }

    #[test]
    fn a_press_beside_the_frame_brings_it_under_the_pointer_and_it_can_be_dragged_on() {
        let (layout, time) = set();
        assert_eq!(pressed(&layout, time, [100.0, 120.0]), None);
        assert_eq!(pressed(&layout, time, [700.0, 50.0]), None);
        let there = DaySpan::between(Day(5_000), Day(5_999));
        assert_eq!(
            pressed(&layout, time, [599.95, 120.0]),
            Some(Command::SetShownTime(there, Gesture::TimeDrag))
        );
        let hold = Hold::new(&layout, time, [599.95, 120.0]).unwrap();
        assert_eq!(
            hold.moved(&layout, 609.95),
            Command::SetShownTime(time_moves::shifted(there, 100), Gesture::TimeDrag)
        );
    }

    #[test]
    fn an_edge_of_the_frame_stops_at_the_end_of_the_strip() {
        let (layout, time) = set();
        let hold = Hold::new(&layout, time, [150.0, 120.0]).unwrap();
        let all = DaySpan::between(Day(0), layout.minimap_axis.span().last());
        assert_eq!(
            hold.moved(&layout, 9_000.0),
            Command::SetShownTime(all, Gesture::TimeDrag)
        );
    }

    #[test]
    fn the_wheel_keeps_the_day_under_the_pointer() {
        let (layout, time) = set();
        let Some(Command::SetShownTime(shown, _)) = wheel(&layout, time, 550.0, 2.0, 0.0) else {
            panic!("no zoom");
        };
        assert!(
            (shown.first().0 - 250).abs() <= 1 && (shown.last().0 - 749).abs() <= 1,
            "{shown:?}"
        );
        assert_eq!(wheel(&layout, time, 550.0, 1.0, 0.0), None);
    }
}
