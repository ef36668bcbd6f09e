//! The row above the timeline: play, steps, speed, the window in words, and a date to go to.

use eframe::egui;
use egui::Ui;

use crate::app::command::{Command, Gesture, Pane};
use crate::app::state::State;
use crate::app::theme::Type;
use crate::app::time_moves;
use crate::chronology::{Day, Edtf, English, Length, day_in_words, window_in_words};
use crate::view::{RowsBy, TimeMode, TimeView};

use super::parts::text;
use super::play_menu::PlayMenu;
use super::{Area, Commands};

/// What the row keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct TimelineBar {
    typed: String,
    play: PlayMenu,
    /// What is wrong with what was typed, and how to mend it; or as what it was taken.
    told: Option<Told>,
}

/// A line about the date that was typed.
#[derive(Debug)]
enum Told {
    /// It was not read.
    Fault(String),
    /// It was read, but not as written.
    Warning(String),
}

impl TimelineBar {
    /// Shows the row.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        ui.horizontal(|ui| {
            play(ui, state, out);
            self.play.show(ui, state, out);
            ui.add_space(6.0);
            let words = state.words();
            let cursor = day_in_words(state.view().time.cursor, &English, Length::Short);
            ui.label(text(cursor, Type::ToolStrong));
            modes(ui, state, out);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let mut plots = state.shows(Pane::Indicators);
                let switch = ui.checkbox(&mut plots, text(words.get("indicators"), Type::Small));
                if switch.changed() {
                    out.push(Command::Toggle(Pane::Indicators));
                }
                rows_by(ui, state, out);
                self.date_field(ui, state, out);
                // What is left between goes to the window in words.
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let window = window_in_words(state.view().time.window);
                    ui.add(egui::Label::new(text(window, Type::Small).weak()).truncate());
                });
            });
        });
    }

    fn date_field(&mut self, ui: &mut Ui, state: &State, out: &mut Commands) {
        let words = state.words();
        let examples = examples(state.view().time.cursor).join(", ");
        let hint = words.with("date-hint", &[("examples", examples.into())]);
        let field = egui::TextEdit::singleline(&mut self.typed)
            .id(date_id())
            .hint_text(text(hint, Type::Small))
            .desired_width(150.0)
            .margin(egui::Margin::symmetric(8, 3));
        let response = ui.add(field).accessible_name(words.get("date-name"));
        let is_new = matches!(self.told, Some(Told::Warning(_))) && response.gained_focus();
        if response.changed() || is_new {
            self.told = None;
        }
        if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
            match Edtf::parse_lenient(self.typed.trim()) {
                // Far from the data there would be nothing to see.
                Ok((date, _)) if !date.span().meets(state.time_span()) => {
                    let span = state.time_span();
                    let [first, last] =
                        [span.first(), span.last()].map(|d| day_in_words(d, &English, Length::Short));
                    let args = [("first", first.into()), ("last", last.into())];
                    self.told = Some(Told::Fault(words.with("date-outside", &args)));
                    response.request_focus();
                }
                Ok((date, warnings)) => {
                    let lines: Vec<String> = warnings.iter().map(ToString::to_string).collect();
                    self.told = (!lines.is_empty()).then(|| Told::Warning(lines.join("; ")));
                    out.extend(commands_for(&date, state.view().time));
                    self.typed.clear();
                    // Arrows go on from there.
                    ui.memory_mut(|m| m.request_focus(Area::Timeline.id()));
                }
                Err(error) => {
                    self.told = Some(Told::Fault(error.to_string()));
                    response.request_focus();
                }
            }
        }
        if let Some(told) = &self.told {
            let line = match told {
                Told::Fault(line) => text(line, Type::Small).color(ui.visuals().error_fg_color),
                Told::Warning(line) => text(line, Type::Small).color(ui.visuals().warn_fg_color),
            };
            ui.add(egui::Label::new(line).truncate());
        }
    }
}

/// The id under which egui knows the field for a date.
pub(crate) fn date_id() -> egui::Id {
    egui::Id::unique("date-field")
}

/// A day and its year, as the field reads them; EDTF has no days in years of five figures.
fn examples(day: Day) -> Vec<String> {
    let text = day.to_string();
    let year = text.rsplitn(3, '-').nth(2).unwrap_or(&text).to_owned();
    if year.starts_with('Y') {
        vec![year]
    } else {
        vec![text, year]
    }
}

/// What a typed date asks for: a day moves the cursor, a span of days is the window.
fn commands_for(date: &Edtf, time: TimeView) -> Vec<Command> {
    let span = date.span();
    match time_moves::bounded(span) {
        Some(span) if span.duration_days() == 1 => vec![Command::SetCursor(span.first(), Gesture::Once)],
        Some(span) => {
            let mut commands = vec![Command::SetWindow(span, Gesture::Keys)];
            if !time.shown.encloses(span) {
                let room = (span.duration_days() / 4).max(1);
                let shown = crate::chronology::DaySpan::between(
                    span.first().plus_days(-room),
                    span.last().plus_days(room),
                );
                commands.push(Command::SetShownTime(shown.into(), Gesture::Keys));
            }
            commands
        }
        None => time_moves::first_known_day(span)
            .map(|day| Command::SetCursor(day, Gesture::Once))
            .into_iter()
            .collect(),
    }
}

fn play(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let playing = state.is_playing();
    for (sign, key, command) in [
        (Sign::Previous, "command-previous-event", Command::PreviousEvent),
        if playing {
            (Sign::Pause, "pause", Command::PlayPause)
        } else {
            (Sign::Play, "play", Command::PlayPause)
        },
        (Sign::Next, "command-next-event", Command::NextEvent),
    ] {
        let name = words.get(key);
        if sign_button(ui, sign, name).clicked() {
            out.push(command);
        }
    }
}

#[derive(Clone, Copy)]
enum Sign {
    Previous,
    Play,
    Pause,
    Next,
}

/// A round button with a drawn sign, so that no font has to have it.
fn sign_button(ui: &mut Ui, sign: Sign, name: &str) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(28.0, 26.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    super::parts::focus_and_hover(ui, rect, &response);
    let ink = ui.visuals().text_color();
    let c = rect.center();
    let triangle = |dx: f32, flip: f32| {
        let points =
            [(-4.0, -5.5), (5.5, 0.0), (-4.0, 5.5)].map(|(x, y)| egui::pos2(c.x + dx + x * flip, c.y + y));
        egui::Shape::convex_polygon(points.to_vec(), ink, egui::Stroke::NONE)
    };
    let bar = |dx: f32| {
        let bar = egui::Rect::from_center_size(egui::pos2(c.x + dx, c.y), egui::vec2(2.4, 11.0));
        egui::Shape::rect_filled(bar, 0.5, ink)
    };
    let shapes = match sign {
        Sign::Play => vec![triangle(0.0, 1.0)],
        Sign::Pause => vec![bar(-3.0), bar(3.0)],
        Sign::Next => vec![triangle(-1.5, 1.0), bar(5.5)],
        Sign::Previous => vec![triangle(1.5, -1.0), bar(-5.5)],
    };
    ui.painter().extend(shapes);
    response.on_hover_text(name)
}

/// How the window goes with the cursor.
fn modes(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let mode = state.view().time.mode;
    let word = |mode: TimeMode| words.get(&format!("time-mode-{}", mode.id())).to_owned();
    let title = text(word(mode), Type::Small);
    let button = egui::Button::new(title).frame_when_inactive(false);
    let menu = egui::containers::menu::MenuButton::from_button(button);
    let (response, _) = menu.ui(ui, |ui| {
        for choice in TimeMode::ALL {
            let row = ui.add(egui::Button::selectable(choice == mode, word(choice)));
            let hint = words.get(&format!("time-mode-{}-hint", choice.id())).to_owned();
            if row.on_hover_text(hint).clicked() {
                out.push(Command::SetTimeMode(choice));
                ui.close();
            }
        }
    });
    response.on_hover_text(words.get("time-mode-hint"));
}

/// What the rows stand for.
fn rows_by(ui: &mut Ui, state: &State, out: &mut Commands) {
    let words = state.words();
    let now = state.view().timeline.rows;
    let word = |rows: RowsBy| words.get(&format!("rows-{}", rows.id())).to_owned();
    let title = text(word(now), Type::Small);
    let button = egui::Button::new(title).frame_when_inactive(false);
    let menu = egui::containers::menu::MenuButton::from_button(button);
    let (response, _) = menu.ui(ui, |ui| {
        for choice in RowsBy::ALL {
            if ui
                .add(egui::Button::selectable(choice == now, word(choice)))
                .clicked()
            {
                out.push(Command::SetRows(choice));
                ui.close();
            }
        }
    });
    response.on_hover_text(words.get("rows-hint"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronology::DaySpan;
    use crate::view::TimeMode;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_field_reads_its_own_examples(days in -40_000_000..40_000_000i64) {
            let of_year = Day(days).year();
            let spans = [DaySpan::of_day(Day(days)), DaySpan::of_years(of_year, of_year)];
            let read: Vec<_> = examples(Day(days))
                .iter()
                .map(|text| text.parse::<Edtf>().unwrap().span())
                .collect();
            prop_assert!(!read.is_empty());
            prop_assert!(spans.ends_with(&read), "{read:?}");
        }
    }

    #[test]
    fn a_typed_day_moves_the_cursor_and_a_typed_year_is_the_window() {
        let time = TimeView {
            shown: DaySpan::of_years(2010, 2016),
            window: DaySpan::of_years(2012, 2013),
            cursor: Day::from_ymd(2012, 5, 1).unwrap(),
            shown_trim: [0.0; 2],
            mode: TimeMode::Window,
        };
        let day = commands_for(&"2016-04-12".parse().unwrap(), time);
        assert_eq!(
            day,
            [Command::SetCursor(
                Day::from_ymd(2016, 4, 12).unwrap(),
                Gesture::Once
            )]
        );
        let year = commands_for(&"2015".parse().unwrap(), time);
        assert_eq!(
            year,
            [Command::SetWindow(DaySpan::of_years(2015, 2015), Gesture::Keys)]
        );
        assert_eq!(commands_for(&"1973".parse().unwrap(), time).len(), 2);
    }
}
