//! The list of scenes: the left panel's second face.

use eframe::egui;
use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::command::{Command, ListMove};
use crate::app::state::State;
use crate::app::theme::{Type, color};
use crate::chronology::{DaySpan, Edtf, in_words_short};
use crate::model::SceneIx;
use crate::view::view_of_scene;

use super::parts::{by_keyboard, cut, focus_ring, head, list_with_keyboard, text};
use super::{Area, Commands};

/// What the list keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct SceneList {
    rows: Vec<Row>,
    /// What the rows were worked out for: data set, language, width.
    made_for: Option<(u64, String, i32)>,
    /// The row that the keyboard is on, where that is not the scene that is read.
    marked: Option<SceneIx>,
    /// The scene that the list has scrolled to.
    shown: Option<SceneIx>,
    scroll_to_mark: bool,
    page: usize,
    /// What was searched for last, in which data set, and the scenes that it was found in, best first.
    found: (String, u64, Vec<SceneIx>),
}

#[derive(Debug)]
struct Row {
    scene: SceneIx,
    /// The time that it shows, in words.
    when: String,
    lines: usize,
}

/// Left of the titles, in points: the numbers.
const NUMBERS: f32 = 30.0;
const TITLE_LINE: f32 = 18.0;
const DATE_LINE: f32 = 17.0;
const PADDING: f32 = 14.0;
const MOST_LINES: usize = 3;
/// Scenes that a search shows at most: more letters find what is further down.
const MOST_FOUND: usize = 3;

impl SceneList {
    /// Shows the list in what is left of the panel.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        self.refresh(ui, state);
        let count = self.rows.len();
        head(
            ui,
            &state.words().with("scenes-count", &[("count", count.into())]),
        );
        let area = ui.available_rect_before_wrap();
        let focus = list_with_keyboard(ui, area, state.words().get("scene-list-name"));
        let target = self.scroll_target(state);
        self.page = ((area.height() / 60.0) as usize).max(1);
        egui::ScrollArea::vertical()
            .id_salt("scenes")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for row in &self.rows {
                    let rect = self.row(ui, state, row, out);
                    if target == Some(row.scene) {
                        ui.scroll_to_rect(rect.expand2(vec2(0.0, 30.0)), None);
                    }
                }
            });
        if focus.has_focus() && by_keyboard(ui) {
            focus_ring(ui, area.expand2(vec2(6.0, 0.0)), 4.0);
        }
    }

    /// Shows the scenes that a search has found, a line for each, above what else it has found.
    pub(crate) fn show_found(&mut self, ui: &mut Ui, state: &State, search: &str, out: &mut Commands) {
        let asked = (search.trim(), state.dataset_generation);
        if (self.found.0.as_str(), self.found.1) != asked {
            let scenes = state.dataset().search_scenes(asked.0);
            let scenes = scenes.into_iter().map(|found| found.scene).collect();
            self.found = (asked.0.to_owned(), asked.1, scenes);
        }
        let scenes = &self.found.2;
        if scenes.is_empty() {
            return;
        }
        let words = state.words();
        head(ui, &words.with("scenes-found", &[("count", scenes.len().into())]));
        for scene in scenes.iter().take(MOST_FOUND) {
            let args = [
                ("number", (scene.index() + 1).into()),
                ("title", state.scene_title(*scene).into()),
            ];
            let line = text(words.with("scene-of-number", &args), Type::Tool);
            let row = egui::Button::new(line).wrap().frame_when_inactive(false);
            if ui.add(row.min_size(vec2(ui.available_width(), 0.0))).clicked() {
                out.push(Command::GoToScene(*scene));
            }
        }
    }

    /// The scene that a search found first.
    pub(crate) fn best_found(&self) -> Option<Command> {
        self.found.2.first().map(|scene| Command::GoToScene(*scene))
    }

    fn refresh(&mut self, ui: &Ui, state: &State) {
        let width = ui.available_width();
        let made_for = (
            state.dataset_generation,
            state.language().to_owned(),
            width as i32,
        );
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        let (data, opening) = (state.dataset(), &state.package().opening);
        self.rows = data
            .scenes()
            .map(|scene| {
                let title = state.scene_title(scene);
                let ink = egui::Color32::BLACK;
                let room = width - NUMBERS - 8.0;
                let lines = cut(ui, title, Type::ToolStrong, ink, room, MOST_LINES).rows.len();
                let view = view_of_scene(data, scene, opening, state.view());
                Row {
                    scene,
                    when: in_brief(view.time.window),
                    lines: lines.clamp(1, MOST_LINES),
                }
            })
            .collect();
        self.made_for = Some(made_for);
        self.marked = None;
    }

    fn scroll_target(&mut self, state: &State) -> Option<SceneIx> {
        if std::mem::take(&mut self.scroll_to_mark) {
            return self.marked;
        }
        let read = state.scene();
        if read == self.shown {
            return None;
        }
        self.shown = read;
        self.marked = None;
        read
    }

    fn row(&self, ui: &mut Ui, state: &State, row: &Row, out: &mut Commands) -> Rect {
        let height = PADDING + DATE_LINE + TITLE_LINE * row.lines as f32;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let rect = rect.expand2(vec2(6.0, 0.0));
        let title = state.scene_title(row.scene);
        let number = (row.scene.index() + 1).to_string();
        let read = state.scene() == Some(row.scene);
        let marked = self.marked == Some(row.scene);
        // Not one by one with Tab: the list has the keyboard as a whole.
        let id = ui.scope_id().with(("scene", row.scene.index()));
        let response = ui.interact(rect, id, Sense::CLICK);
        response.widget_info(|| {
            let name = format!("{number}. {title}, {}", row.when);
            WidgetInfo::selected(egui::Role::ListBoxOption, true, read, name)
        });
        if !ui.is_rect_visible(rect) {
            return rect;
        }
        let chrome = &state.style().chrome;
        let ground = rect.shrink2(vec2(0.0, 1.0));
        if read || marked {
            ui.painter().rect_filled(ground, 5.0, color(chrome.selection));
        } else if response.hovered() {
            ui.painter().rect_filled(ground, 5.0, color(chrome.hover));
        }
        let accent = color(chrome.accent);
        if read {
            let bar = Rect::from_min_size(ground.min, vec2(3.5, ground.height()));
            ui.painter().rect_filled(bar, 2.0, accent);
        }
        let (ink, muted) = (color(chrome.text), color(chrome.muted));
        let role = if read { Type::ToolStrong } else { Type::Tool };
        let top = rect.top() + PADDING / 2.0 - 1.0;
        let (left, room) = (rect.left() + 6.0 + NUMBERS, rect.width() - NUMBERS - 18.0);
        let number = cut(ui, &number, role, if read { accent } else { muted }, NUMBERS, 1);
        let number_at = pos2(left - 9.0 - number.size().x, top);
        ui.painter().galley(number_at, number, muted);
        let title = cut(ui, title, role, ink, room, row.lines);
        let below = top + title.size().y + 1.0;
        ui.painter().galley(pos2(left, top), title, ink);
        let when = cut(ui, &row.when, Type::Small, muted, room, 1);
        ui.painter().galley(pos2(left, below), when, muted);
        if response.clicked() {
            out.push(Command::GoToScene(row.scene));
            ui.memory_mut(|m| m.request_focus(Area::List.id()));
        }
        rect
    }

    /// Moves along the rows by key.
    pub(crate) fn move_by(&mut self, by: ListMove, state: &State) -> Option<Command> {
        let last = self.rows.len().checked_sub(1)?;
        let here = self.marked.or(state.scene()).map(SceneIx::index);
        let to = match by {
            ListMove::Open => {
                let row = self.rows.get(here.unwrap_or(0))?;
                return Some(Command::GoToScene(row.scene));
            }
            ListMove::Up => here.map_or(last, |row| row.saturating_sub(1)),
            ListMove::Down => here.map_or(0, |row| (row + 1).min(last)),
            ListMove::PageUp => here.unwrap_or(0).saturating_sub(self.page),
            ListMove::PageDown => (here.unwrap_or(0) + self.page).min(last),
            ListMove::Top => 0,
            ListMove::Bottom => last,
        };
        self.marked = self.rows.get(to).map(|row| row.scene);
        self.scroll_to_mark = true;
        None
    }
}

/// A window of time in few words: years where it is whole years, months where it is whole months.
fn in_brief(window: DaySpan) -> String {
    let [first, last] = [window.first(), window.last()].map(|day| day.to_string());
    let years = [first.strip_suffix("-01-01"), last.strip_suffix("-12-31")];
    let months = [first.strip_suffix("-01"), {
        let ends_month = window.last().plus_days(1).to_string().ends_with("-01");
        last.rsplit_once('-')
            .filter(|_| ends_month)
            .map(|(month, _)| month)
    }];
    let [first, last] = match (years, months) {
        ([Some(a), Some(b)], _) | (_, [Some(a), Some(b)]) => [a, b],
        _ => [first.as_str(), last.as_str()],
    };
    let text = if first == last {
        first.to_owned()
    } else {
        format!("{first}/{last}")
    };
    let date: Result<Edtf, _> = text.parse();
    date.map_or(text, |date| in_words_short(&date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_whole_years_or_months_is_told_by_them() {
        let brief = |span: &str| in_brief(span.parse().unwrap());
        assert_eq!(
            brief("1973-01-01/2016-12-31"),
            in_brief(DaySpan::of_years(1973, 2016))
        );
        assert!(!brief("1973-01-01/2016-12-31").contains("Jan"));
        assert_eq!(brief("2016-01-01/2016-12-31"), "2016");
        assert!(brief("2016-04-01/2016-04-30").contains("Apr"));
        assert!(!brief("2016-04-01/2016-04-30").contains("30"));
        assert!(brief("2016-04-02/2016-04-30").contains("30"));
        assert!(!brief("-0149-01-01/-0145-12-31").is_empty());
    }
}
