//! What a count on the timeline stands for: a list beside it, from which each event can be gone to, and a button that
//! shows their time at a scale at which they come apart.

use eframe::egui;
use egui::Ui;

use crate::app::command::{Command, Gesture};
use crate::app::state::State;
use crate::app::theme::Type;
use crate::chronology::{DaySpan, in_words_short};
use crate::compose::TimelineLayout;
use crate::model::{EventIx, Item};
use crate::view::{RowsBy, ShownTime};

use super::Commands;
use super::parts::{cut, text};

/// So many events at most are listed, the weightiest; the button leads to the others.
const MOST: usize = 200;
/// So many are named in a tooltip.
const HINTED: usize = 6;
/// Width of the list, in points, and its most height.
const WIDTH: f32 = 360.0;
const HEIGHT: f32 = 280.0;

/// The list, when it is open.
#[derive(Debug, Default)]
pub(crate) struct CountList {
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    /// What is listed, in order of time.
    events: Vec<EventIx>,
    /// How many more there are.
    more: usize,
    /// From the first to the last day of all of them.
    span: Option<DaySpan>,
    /// Where the count stands in the window.
    beside: egui::Rect,
    made_for: MadeFor,
    /// Frames since it opened.
    age: u32,
    /// Whether a row or the button has the keyboard.
    has_keyboard: bool,
}

/// What a count stands in: in another of these, there is none where the list says.
#[derive(Clone, Copy, Debug, PartialEq)]
struct MadeFor {
    dataset: u64,
    kept: u64,
    shown: ShownTime,
    rows: RowsBy,
}

impl MadeFor {
    fn now(state: &State) -> Self {
        Self {
            dataset: state.dataset_generation,
            kept: state.kept_generation,
            shown: state.view().time.shown_time(),
            rows: state.view().timeline.rows,
        }
    }
}

/// The layer that the list lies in.
fn layer() -> egui::LayerId {
    egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("count-list"))
}

/// Whether the list was seen in the last frame: Escape is its own then.
pub(crate) fn is_seen(ctx: &egui::Context) -> bool {
    ctx.memory(|memory| memory.areas().visible_last_frame(&layer()))
}

impl CountList {
    /// Opens the list of a count's events, the weightiest first, beside where it stands in the window.
    pub(crate) fn open(&mut self, state: &State, mut events: Vec<EventIx>, beside: egui::Rect) {
        let span = span_of(state, &events);
        let more = events.len().saturating_sub(MOST);
        events.truncate(MOST);
        // In order of time, as they would stand apart.
        events.sort();
        self.open = (!events.is_empty()).then(|| Open {
            events,
            more,
            span,
            beside,
            made_for: MadeFor::now(state),
            age: 0,
            has_keyboard: false,
        });
    }

    /// Shows the list while it is open.
    pub(crate) fn show(
        &mut self,
        ctx: &egui::Context,
        state: &State,
        layout: &TimelineLayout,
        out: &mut Commands,
    ) {
        let Some(open) = &mut self.open else {
            return;
        };
        let to_timeline = || ctx.memory_mut(|m| m.request_focus(super::Area::Timeline.id()));
        if open.made_for != MadeFor::now(state) || (open.age > 0 && !is_seen(ctx)) {
            // Only what had the keyboard gives it on.
            if open.has_keyboard {
                to_timeline();
            }
            self.open = None;
            return;
        }
        let is_first = open.age == 0;
        open.age += 1;
        let above = open.beside.center_top() - egui::vec2(0.0, 6.0);
        let mut done = false;
        let area = egui::Area::new(layer().id)
            .order(layer().order)
            .fixed_pos(above)
            .pivot(egui::Align2::CENTER_BOTTOM)
            .constrain(true)
            .show(ctx, |ui| {
                egui::Frame::popup(ui.style()).show(ui, |ui| {
                    ui.set_width(WIDTH);
                    done = list(ui, state, layout, open, is_first, out);
                });
            });
        let outside = area.response.clicked_elsewhere() && open.age > 2;
        let escaped = ctx.input(|i| i.key_pressed(egui::Key::Escape));
        if done || outside || escaped {
            self.open = None;
        }
        // What was clicked elsewhere has the keyboard by then.
        if done || escaped {
            to_timeline();
        }
    }
}

/// The rows; gives back whether one was chosen.
fn list(
    ui: &mut Ui,
    state: &State,
    layout: &TimelineLayout,
    open: &mut Open,
    is_first: bool,
    out: &mut Commands,
) -> bool {
    let words = state.words();
    let mut done = false;
    open.has_keyboard = false;
    if let Some(span) = open.span
        && span.duration_days() > 1
        && is_wider(span, layout)
    {
        let button = ui.button(text(words.get("count-show-time"), Type::Small));
        if is_first {
            button.request_focus();
        }
        open.has_keyboard |= button.has_focus();
        if button.clicked() {
            let room = (span.duration_days() / 10).max(1);
            let shown = DaySpan::between(span.first().plus_days(-room), span.last().plus_days(room));
            out.push(Command::SetShownTime(shown.into(), Gesture::Once));
            done = true;
        }
    }
    egui::ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
        ui.set_width(WIDTH);
        for (at, event) in open.events.iter().enumerate() {
            let response = row(ui, state, *event);
            if is_first
                && at == 0
                && !done
                && ui.memory(|m| m.focused().is_none_or(|f| f == super::Area::Timeline.id()))
            {
                response.request_focus();
            }
            open.has_keyboard |= response.has_focus();
            if response.clicked() {
                out.push(Command::GoTo(Item::Event(*event)));
                done = true;
            }
        }
        and_more(ui, state, open.more);
    });
    done
}

/// How many there are beside those that are named, if any.
fn and_more(ui: &mut Ui, state: &State, more: usize) {
    if more > 0 {
        let line = state.words().with("count-more", &[("count", more.into())]);
        ui.label(text(line, Type::Small).weak());
    }
}

/// Whether showing a span would show less than is shown now.
fn is_wider(span: DaySpan, layout: &TimelineLayout) -> bool {
    layout.axis.days() > span.duration_days() as f64 * 1.3
}

/// From the first to the last day of some events that says so.
fn span_of(state: &State, events: &[EventIx]) -> Option<DaySpan> {
    let spans = events
        .iter()
        .map(|ix| state.dataset().columns().spans()[ix.index()]);
    let known = spans.filter(|span| !span.first().is_limit() && !span.last().is_limit());
    known.reduce(DaySpan::union)
}

fn row(ui: &mut Ui, state: &State, event: EventIx) -> egui::Response {
    let when = in_words_short(&state.dataset().event(event).when);
    let title = state.title(Item::Event(event));
    let ink = ui.visuals().text_color();
    let muted = ui.visuals().weak_text_color();
    let height = 24.0;
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), height), egui::Sense::click());
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, true, format!("{when}, {title}")));
    super::parts::focus_and_hover(ui, rect, &response);
    let date = cut(ui, &when, Type::Small, muted, rect.width() * 0.4, 1);
    let left = rect.left() + 8.0;
    let middle = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    let after = left + date.size().x.max(78.0) + 8.0;
    let words = cut(ui, title, Type::Tool, ink, rect.right() - after - 6.0, 1);
    ui.painter().galley(egui::pos2(left, middle(&date)), date, muted);
    ui.painter().galley(egui::pos2(after, middle(&words)), words, ink);
    response
}

/// The tooltip of a count: the weightiest of its events and how many more there are.
pub(crate) fn hint(ui: &mut Ui, state: &State, events: &[EventIx]) {
    ui.set_max_width(WIDTH);
    for event in events.iter().take(HINTED) {
        let when = in_words_short(&state.dataset().event(*event).when);
        let title = state.title(Item::Event(*event));
        ui.label(text(format!("{title}  ({when})"), Type::Small));
    }
    and_more(ui, state, events.len().saturating_sub(HINTED));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::test_state::state_of;
    use crate::chronology::Day;

    fn opened(state: &State, events: usize) -> CountList {
        let mut list = CountList::default();
        let events = state.dataset().events().take(events).collect();
        list.open(state, events, egui::Rect::ZERO);
        list
    }

    #[test]
    fn a_long_list_says_how_many_are_left_and_the_button_leads_to_all_of_them() {
        let days: Vec<String> = (0..=240).map(|n| Day(12_000 + n).to_string()).collect();
        let events: Vec<_> = days.iter().map(|day| (day.as_str(), day.as_str(), 3)).collect();
        let state = state_of(&events);
        let open = opened(&state, 241).open.unwrap();
        assert_eq!((open.events.len(), open.more), (MOST, 41));
        assert_eq!(open.span, Some(DaySpan::between(Day(12_000), Day(12_240))));
        assert_eq!(opened(&state, 7).open.unwrap().more, 0);
        assert!(opened(&state, 0).open.is_none());
    }

    #[test]
    fn another_filter_and_another_time_have_no_count_where_the_list_says() {
        let mut state = state_of(&[("a", "2000-01-01", 3), ("b", "2009-01-01", 3)]);
        let of = MadeFor::now(&state);
        state.apply(Command::SetCursor(Day(12_000), Gesture::Once), 0.0);
        assert_eq!(MadeFor::now(&state), of, "the cursor moves no count");
        state.apply(Command::FilterText("a".into()), 1.0);
        assert_ne!(MadeFor::now(&state), of);
        state.apply(Command::Undo, 2.0);
        let of = MadeFor::now(&state);
        state.apply(Command::ZoomTime(2.0), 3.0);
        assert_ne!(MadeFor::now(&state), of);
    }
}
