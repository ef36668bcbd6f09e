//! Commands on the window of time and on play, applied to the state.

use crate::chronology::{Day, DaySpan};
use crate::model::{EventIx, Item};
use crate::view::TimeView;

use super::command::{Command, Gesture};
use super::play::{self, EVENT_SECONDS, LEAST_LOOK, Playing};
use super::state::State;
use super::time_moves;

impl State {
    pub(super) fn apply_to_window(&mut self, command: Command, now: f64) {
        use Command as C;
        let time = self.view.time;
        match command {
            C::FitWindow => {
                let room = (time.window.duration_days() / 8).max(1);
                let shown = DaySpan::between(
                    time.window.first().plus_days(-room),
                    time.window.last().plus_days(room),
                );
                let to = time_moves::with_shown(time, shown, self.time_span);
                self.set_time(to, Gesture::Once, now);
            }
            C::WindowFromCursor => {
                let window = DaySpan::between(time.cursor, time.window.last().max(time.cursor));
                self.set_time(time_moves::with_window(time, window), Gesture::Once, now);
            }
            C::WindowToCursor => {
                let window = DaySpan::between(time.window.first().min(time.cursor), time.cursor);
                self.set_time(time_moves::with_window(time, window), Gesture::Once, now);
            }
            C::SetTimeMode(mode) => {
                let to = time_moves::with_mode(time, mode, self.time_span, self.window_days);
                self.set_time(to, Gesture::Once, now);
            }
            C::SetRows(rows) => self.change(now, |view| view.timeline.rows = rows),
            other => self.apply_to_play(other, now),
        }
    }

    fn apply_to_play(&mut self, command: Command, now: f64) {
        use Command as C;
        let seconds = |seconds: f64| seconds.clamp(*EVENT_SECONDS.start(), *EVENT_SECONDS.end());
        match command {
            C::SetSpeed(speed) => self.play.speed = speed,
            C::SetEventSeconds(each) => self.play.event_seconds = seconds(each),
            C::Faster if self.play.by_event => {
                self.play.event_seconds = seconds(self.play.event_seconds / 2.0);
            }
            C::Slower if self.play.by_event => {
                self.play.event_seconds = seconds(self.play.event_seconds * 2.0);
            }
            C::Faster => self.play.speed = self.play.speed.times(2.0),
            C::Slower => self.play.speed = self.play.speed.times(0.5),
            C::ToggleLoop => self.play.loops ^= true,
            C::TogglePlayByEvent => self.play.by_event ^= true,
            C::ToggleEase => self.play.eases ^= true,
            other => self.apply_to_passages(other, now),
        }
    }

    /// Selects the event that the filter keeps next to the selected one, or next to the cursor.
    pub(super) fn step_event(&mut self, forward: bool, now: f64) {
        if let Some(ix) = self.neighbour(forward) {
            self.go_to(Item::Event(ix), now);
        }
    }

    fn neighbour(&self, forward: bool) -> Option<EventIx> {
        let current = match self.selected() {
            Some(Item::Event(ix)) => Some(ix),
            _ => None,
        };
        let cursor = self.view.time.cursor;
        play::next_event(self.dataset(), &self.kept, current, cursor, forward)
    }

    pub(super) fn play_or_pause(&mut self, now: f64) {
        if self.playing.take().is_some() {
            self.history.end_gesture();
            return;
        }
        self.note(Gesture::Play, now);
        self.land();
        if self.play.by_event {
            // At the last event play starts again with the first.
            let next = self.neighbour(true).or_else(|| self.first_kept());
            let Some(first) = next else {
                return;
            };
            self.playing = Some(Playing::default());
            self.play_event(first, now);
            return;
        }
        if self.view.time.cursor >= self.time_span.last() {
            self.put_time(time_moves::with_cursor(self.view.time, self.time_span.first()));
        }
        self.playing = Some(Playing::default());
    }

    fn first_kept(&self) -> Option<EventIx> {
        self.dataset().events().find(|ix| self.kept.event(*ix))
    }

    /// Shows an event as a part of the run: no step of undo of its own.
    fn play_event(&mut self, ix: EventIx, now: f64) {
        self.set_selection(Some(Item::Event(ix)));
        self.story.aside = true;
        if let Some(day) = time_moves::first_known_day(self.dataset().columns().spans()[ix.index()]) {
            self.put_time(time_moves::with_cursor(self.view.time, day));
        }
        self.bring_into_view(Item::Event(ix), now);
    }

    pub(super) fn play_on(&mut self, seconds: f64, now: f64) {
        let Some(playing) = self.playing else {
            return;
        };
        // A frame that took long (a window that was hidden) must not leap over years.
        let seconds = seconds.clamp(0.0, 0.25);
        if self.play.by_event {
            self.wait_at_event(playing.waited + seconds, now);
            return;
        }
        let (time, speed) = (self.view.time, self.play.speed);
        let slow = if self.play.eases {
            play::eased(
                play::days_to_nearest(self.dataset(), &self.kept, time.cursor),
                speed,
            )
        } else {
            1.0
        };
        let days = seconds * speed.days() * slow + playing.carry;
        let whole = days.floor();
        self.playing = Some(Playing {
            carry: days - whole,
            waited: playing.waited + seconds,
        });
        if whole > 0.0 {
            self.run_to(time, whole as i64);
            self.read_what_was_reached(time.cursor);
        }
    }

    /// Where play slows down at events, the reading pane shows the one that it has come to.
    fn read_what_was_reached(&mut self, before: Day) {
        let Some(playing) = &mut self.playing else {
            return;
        };
        if !self.play.eases || playing.waited < LEAST_LOOK {
            return;
        }
        let cursor = self.view.time.cursor;
        if let Some(ix) = play::reached(&self.package.dataset, &self.kept, before, cursor) {
            playing.waited = 0.0;
            self.set_selection(Some(Item::Event(ix)));
            self.story.aside = true;
        }
    }

    /// The cursor so many days on; at the end of the data, play starts again or stops.
    fn run_to(&mut self, time: TimeView, days: i64) {
        let (first, last) = (self.time_span.first(), self.time_span.last());
        let mut day = time.cursor.plus_days(days);
        if day >= last {
            if self.play.loops && time.cursor >= last {
                day = first;
            } else {
                day = last;
                if !self.play.loops {
                    self.playing = None;
                    self.history.end_gesture();
                }
            }
        }
        self.put_time(time_moves::with_cursor(time, day));
    }

    fn wait_at_event(&mut self, waited: f64, now: f64) {
        if waited < self.play.event_seconds {
            if let Some(playing) = &mut self.playing {
                playing.waited = waited;
            }
            return;
        }
        let again = || self.first_kept().filter(|_| self.play.loops);
        match self.neighbour(true).or_else(again) {
            Some(next) => {
                self.playing = Some(Playing::default());
                self.play_event(next, now);
            }
            None => {
                self.playing = None;
                self.history.end_gesture();
            }
        }
    }
}
