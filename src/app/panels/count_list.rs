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

use super::Commands;
use super::parts::{cut, text};

/// So many events at most are listed; the button leads to the others.
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
    events: Vec<EventIx>,
    /// Where the count stands in the window.
    beside: egui::Rect,
    /// Frames since it opened.
    age: u32,
}

impl CountList {
    /// Opens the list of a count's events beside where it stands in the window.
    pub(crate) fn open(&mut self, mut events: Vec<EventIx>, beside: egui::Rect) {
        events.truncate(MOST);
        // In order of time, as they would stand apart.
        events.sort();
        self.open = Some(Open {
            events,
            beside,
            age: 0,
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
        let size = state.dataset().events().len();
        open.events.retain(|event| event.index() < size);
        let is_first = open.age == 0;
        open.age += 1;
        let above = open.beside.center_top() - egui::vec2(0.0, 6.0);
        let mut done = false;
        let area = egui::Area::new(egui::Id::unique("count-list"))
            .order(egui::Order::Foreground)
            .fixed_pos(above)
            .pivot(egui::Align2::CENTER_BOTTOM)
            .constrain(true)
            .show(ctx, |ui| {
                egui::Frame::popup(ui.style()).show(ui, |ui| {
                    ui.set_width(WIDTH);
                    done = list(ui, state, layout, &open.events, is_first, out);
                });
            });
        let outside = area.response.clicked_elsewhere() && open.age > 2;
        let escaped = ctx.input(|i| i.key_pressed(egui::Key::Escape));
        if done || outside || escaped || open.events.is_empty() {
            self.open = None;
            ctx.memory_mut(|m| m.request_focus(super::Area::Timeline.id()));
        }
    }
}

/// The rows; gives back whether one was chosen.
fn list(
    ui: &mut Ui,
    state: &State,
    layout: &TimelineLayout,
    events: &[EventIx],
    is_first: bool,
    out: &mut Commands,
) -> bool {
    let words = state.words();
    let mut done = false;
    if let Some(span) = span_of(state, events)
        && span.duration_days() > 1
        && is_wider(span, layout)
    {
        let button = ui.button(text(words.get("count-show-time"), Type::Small));
        if is_first {
            button.request_focus();
        }
        if button.clicked() {
            let room = (span.duration_days() / 10).max(1);
            let shown = DaySpan::between(span.first().plus_days(-room), span.last().plus_days(room));
            out.push(Command::SetShownTime(shown.into(), Gesture::Once));
            done = true;
        }
    }
    egui::ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
        ui.set_width(WIDTH);
        for (at, event) in events.iter().enumerate() {
            let response = row(ui, state, *event);
            if is_first
                && at == 0
                && !done
                && ui.memory(|m| m.focused().is_none_or(|f| f == super::Area::Timeline.id()))
            {
                response.request_focus();
            }
            if response.clicked() {
                out.push(Command::GoTo(Item::Event(*event)));
                done = true;
            }
        }
    });
    done
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
    let more = events.len().saturating_sub(HINTED);
    if more > 0 {
        let line = state.words().with("count-more", &[("count", more.into())]);
        ui.label(text(line, Type::Small).weak());
    }
}
