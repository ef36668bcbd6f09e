//! The list of events, or of what a search found. Only the rows in view are drawn.

use eframe::egui;
use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::command::{Command, ListMove};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::chronology::in_words;
use crate::model::{EventIx, Item};
use crate::view::Light;

use super::parts::{by_keyboard, cut, differs_sign, focus_ring, list_with_keyboard, marker, text, theme_ink};
use super::rows::{DATE_LINE, MOST_LINES, PADDING, Rows};
use super::{Area, Commands};

/// What the list keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct EventList {
    rows: Rows,
    /// The version of the rows that was drawn last.
    drawn: u64,
    /// The selection that the list has scrolled to, with the version of the rows.
    shown: Option<(Item, u64)>,
    /// The row that the keyboard is on, where that is not what is selected.
    marked: Option<usize>,
    /// Rows in view, for moves by a screenful.
    page: usize,
    scroll_to_mark: bool,
    /// Width that titles have, in points.
    room: f32,
    /// Height of the list in the last frame, and whether the selected row was in view then.
    height: f32,
    selected_in_view: bool,
    /// The scroll position in the last frame, and the one that the list last gave itself.
    offset: f32,
    placed: Option<f32>,
}

const LEFT: f32 = 14.0;

impl EventList {
    /// Shows the list in what is left of the panel.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, search: &str, out: &mut Commands) {
        let width = ui.available_width();
        self.room = width - LEFT - 12.0;
        self.rows.refresh(ui, state, search, self.room);
        heading(ui, state, search, self.rows.items().len());
        if self.rows.items().is_empty() {
            empty(ui, state, search, out);
            return;
        }
        let area = ui.available_rect_before_wrap();
        let focus = list_with_keyboard(ui, area, state.words().get("list-name"));
        let resized = area.height() != self.height;
        // Rows that have just come are scrolled to in the next frame: until then egui takes them for beyond the end,
        // and springs back.
        let is_new = std::mem::replace(&mut self.drawn, self.rows.version) != self.rows.version;
        let scroll_to = if is_new {
            ui.ctx().request_repaint();
            None
        } else {
            self.scroll_target(state, resized)
        };
        // Where nobody has scrolled since, a row is placed anew for another height: also after the first
        // frame, in which the panel does not know its own yet.
        let anew = resized && self.placed == Some(self.offset);
        let mut placed = false;
        let mut scroll = egui::ScrollArea::vertical()
            .id_salt("events")
            .auto_shrink([false, false]);
        if let Some((top, bottom)) = scroll_to
            && (anew || top < self.offset || bottom > self.offset + area.height())
        {
            let offset = self.rows.offset_showing((top, bottom), area.height());
            scroll = scroll.vertical_scroll_offset(offset);
            placed = true;
        }
        let output = scroll.show_viewport(ui, |ui, viewport| {
            ui.set_height(self.rows.height() + self.rows.room_at_end(area.height()));
            let origin = ui.max_rect().min;
            let rows = self.rows.meeting(viewport.top(), viewport.bottom());
            self.page = rows.len().saturating_sub(1).max(1);
            for row in rows {
                let (top, bottom) = self.rows.extent(row);
                let rect = Rect::from_min_max(
                    pos2(origin.x - 6.0, origin.y + top),
                    pos2(origin.x + ui.max_rect().width(), origin.y + bottom),
                );
                self.row(ui, state, row, rect, out);
            }
        });
        let offset = output.state.clamped_offset().y;
        self.offset = offset;
        if placed {
            self.placed = Some(offset);
        }
        self.height = area.height();
        self.selected_in_view = state
            .selected()
            .and_then(|item| self.rows.position(item))
            .map(|row| self.rows.extent(row))
            .is_some_and(|(top, bottom)| bottom > offset && top < offset + area.height());
        if focus.has_focus() && by_keyboard(ui) {
            focus_ring(ui, area.expand2(vec2(6.0, 0.0)), 4.0);
        }
    }

    /// Top and bottom of a row that must come into view now. `resized` says whether the list's height is
    /// another than before.
    fn scroll_target(&mut self, state: &State, resized: bool) -> Option<(f32, f32)> {
        if std::mem::take(&mut self.scroll_to_mark)
            && let Some(row) = self.marked
        {
            return Some(self.rows.extent(row));
        }
        let selected = state.selected().map(|item| (item, self.rows.version));
        // A row that was in view stays so.
        let kept = self.selected_in_view && resized;
        if selected == self.shown && !kept {
            return None;
        }
        self.shown = selected;
        self.marked = None;
        let row = self.rows.position(selected?.0)?;
        Some(self.rows.extent(row))
    }

    fn row(&self, ui: &mut Ui, state: &State, row: usize, rect: Rect, out: &mut Commands) {
        let Some(&item) = self.rows.items().get(row) else {
            return;
        };
        let selected = state.selected() == Some(item);
        let marked = self.marked == Some(row);
        let light = light(state, item);
        let id = ui.scope_id().with(("row", item));
        // Not one by one with Tab: the list has the keyboard as a whole.
        let response = ui.interact(rect, id, Sense::CLICK);
        let when = when_line(state, item);
        let differs = state.dataset().differs(item);
        response.widget_info(|| {
            let mut name = format!("{}, {when}", state.title(item));
            if differs {
                name.push_str(", ");
                name.push_str(state.words().get("sources-differ"));
            }
            WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, name)
        });
        let chrome = &state.style().chrome;
        if selected || marked {
            ui.painter()
                .rect_filled(rect.shrink2(vec2(0.0, 1.0)), 5.0, color(chrome.selection));
        } else if response.hovered() {
            ui.painter()
                .rect_filled(rect.shrink2(vec2(0.0, 1.0)), 5.0, color(chrome.hover));
        }
        let fade = match light {
            Light::Selected | Light::Lit => 1.0,
            Light::Uncertain => 0.8,
            Light::Receding | Light::Hidden => 0.5,
        };
        let strong = selected || marked;
        let letters = color(chrome.text).gamma_multiply(if strong { 1.0 } else { fade });
        let muted = color(chrome.muted).gamma_multiply(if strong { 1.0 } else { fade.max(0.65) });
        let left = rect.left() + 6.0 + LEFT;
        let top = rect.top() + PADDING / 2.0 - 1.0;
        if let Item::Event(ix) = item {
            sign(
                ui,
                state,
                ix,
                light,
                pos2(rect.left() + 12.0, top + DATE_LINE / 2.0),
            );
        }
        let room = self.room;
        let date = cut(ui, &when, Type::Small, muted, room - 16.0, 1);
        if differs {
            let at = pos2(left + date.size().x + 11.0, top + date.size().y / 2.0);
            differs_sign(ui.painter(), at, 9.0, color(chrome.warning));
        }
        ui.painter().galley(pos2(left, top), date, muted);
        let role = if strong { Type::ToolStrong } else { Type::Tool };
        let lines = self.rows.lines(row).min(MOST_LINES);
        let title = cut(ui, state.title(item), role, letters, room, lines);
        ui.painter().galley(pos2(left, top + DATE_LINE), title, letters);
        let response = if differs {
            response.on_hover_text(state.words().get("sources-differ-hint"))
        } else {
            response
        };
        if response.clicked() {
            out.push(Command::GoTo(item));
            ui.memory_mut(|m| m.request_focus(Area::List.id()));
        }
    }

    /// Whether the list has no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.items().is_empty()
    }

    /// Moves along the rows by key.
    pub(crate) fn move_by(&mut self, by: ListMove, state: &State) -> Option<Command> {
        let last = self.rows.items().len().checked_sub(1)?;
        let here = self
            .marked
            .or_else(|| state.selected().and_then(|item| self.rows.position(item)));
        let to = match by {
            ListMove::Open => {
                let item = *self.rows.items().get(here.unwrap_or(0))?;
                return Some(Command::GoTo(item));
            }
            ListMove::Up => here.map_or(last, |row| row.saturating_sub(1)),
            ListMove::Down => here.map_or(0, |row| (row + 1).min(last)),
            ListMove::PageUp => here.unwrap_or(0).saturating_sub(self.page),
            ListMove::PageDown => (here.unwrap_or(0) + self.page).min(last),
            ListMove::Top => 0,
            ListMove::Bottom => last,
        };
        self.marked = Some(to);
        self.scroll_to_mark = true;
        None
    }
}

fn heading(ui: &mut Ui, state: &State, search: &str, rows: usize) {
    let words = state.words();
    let line = if search.trim().is_empty() {
        let lights = state.highlights();
        let (kept, lit) = (lights.kept_count(), lights.lit_count());
        words.with("list-head", &[("events", kept.into()), ("lit", lit.into())])
    } else {
        words.with("list-found", &[("count", rows.into())])
    };
    super::parts::head(ui, &line);
}

fn empty(ui: &mut Ui, state: &State, search: &str, out: &mut Commands) {
    let words = state.words();
    ui.add_space(12.0);
    let filtered = state.highlights().kept_count() < state.dataset().events().len();
    let line = if !search.trim().is_empty() {
        words.with("list-no-hits", &[("search", search.trim().into())])
    } else if filtered {
        words.get("list-all-filtered").to_owned()
    } else {
        words.get("list-no-events").to_owned()
    };
    ui.label(text(line, Type::Note).weak());
    if filtered && ui.button(words.get("command-show-everything")).clicked() {
        out.push(Command::ShowEverything);
    }
}

/// The marker of an event's theme: full when lit, a ring when its date only may be in the window.
fn sign(ui: &Ui, state: &State, ix: EventIx, light: Light, center: egui::Pos2) {
    let ink = theme_ink(state, state.dataset().event(ix).theme);
    let theme = state.dataset().theme(state.dataset().event(ix).theme);
    let fill = ink;
    let fill = match light {
        Light::Receding | Light::Hidden => fill.gamma_multiply(0.4),
        _ => fill,
    };
    marker(ui.painter(), theme.shape, center, 4.2, fill);
    if light == Light::Uncertain {
        marker(
            ui.painter(),
            theme.shape,
            center,
            2.4,
            color(state.style().chrome.panel),
        );
    }
}

fn light(state: &State, item: Item) -> Light {
    let lights = state.highlights();
    match item {
        Item::Event(ix) => lights.event(ix),
        Item::Place(ix) => lights.place(ix),
        Item::Lane(ix) => lights.lane(ix),
        Item::Period(_) | Item::Actor(_) | Item::Series(_) => Light::Lit,
    }
}

/// The line above a title: the date in words for an event, the kind for anything else.
fn when_line(state: &State, item: Item) -> String {
    let kind = kind_word(item);
    match (item, state.date(item)) {
        (Item::Event(_), Some(when)) => in_words(when),
        (_, Some(when)) => format!("{} · {}", state.words().get(kind), in_words(when)),
        (_, None) => state.words().get(kind).to_owned(),
    }
}

/// The key of the word for a kind of thing.
pub(crate) fn kind_word(item: Item) -> &'static str {
    match item {
        Item::Event(_) => "kind-event",
        Item::Place(_) => "kind-place",
        Item::Lane(_) => "kind-lane",
        Item::Period(_) => "kind-period",
        Item::Actor(_) => "kind-actor",
        Item::Series(_) => "kind-series",
    }
}
