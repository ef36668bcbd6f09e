//! Commands on the window of time and on play, applied to the state.

use crate::chronology::{Day, DaySpan};
use crate::model::{EventIx, Item};
use crate::view::TimeView;

use super::command::{Command, Gesture};
use super::play::{self, EVENT_SECONDS, LEAST_LOOK, Playing};
use super::state::State;
use super::time_moves;

/// Time runs on by at most so many seconds from one frame to the next.
const LONGEST_FRAME: f64 = 0.25;

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
        let Some(ix) = self.neighbour(forward) else {
            return;
        };
        let item = Item::Event(ix);
        // Selecting once more what is selected would leave the cursor where it is.
        if self.selected() == Some(item)
            && let Some(day) = self.day_of(ix)
        {
            self.set_time(time_moves::at_day(self.view.time, day), Gesture::Once, now);
        }
        self.go_to(item, now);
    }

    fn neighbour(&self, forward: bool) -> Option<EventIx> {
        let (current, cursor) = (self.event_at_cursor(), self.view.time.cursor);
        play::next_event(self.dataset(), &self.kept, current, cursor, forward)
    }

    /// The selected event while the cursor stands on its day, or while it has none: elsewhere the cursor says where
    /// one is.
    fn event_at_cursor(&self) -> Option<EventIx> {
        let Some(Item::Event(ix)) = self.selected() else {
            return None;
        };
        let is_there = self.day_of(ix).is_none_or(|day| day == self.view.time.cursor);
        is_there.then_some(ix)
    }

    /// The day that the cursor is put on for an event.
    fn day_of(&self, ix: EventIx) -> Option<Day> {
        time_moves::first_known_day(self.dataset().columns().spans()[ix.index()])
    }

    /// The run that begins at the cursor: with the events of its day, unless one of them is what is read already.
    fn run_from_cursor(&self) -> Playing {
        let cursor = self.view.time.cursor;
        let is_read = |ix: EventIx| self.day_of(ix) == Some(cursor);
        let looked = if self.event_at_cursor().is_some_and(is_read) {
            cursor
        } else {
            cursor.plus_days(-1)
        };
        Playing::from(cursor, looked)
    }

    /// While play waits at an event: for how many more seconds.
    pub(crate) fn rest_at_event(&self) -> Option<f64> {
        let playing = self.playing.filter(|_| self.play.by_event)?;
        Some((self.play.event_seconds - playing.waited).max(0.0))
    }

    pub(super) fn play_or_pause(&mut self, now: f64) {
        if self.playing.take().is_some() {
            self.history.end_gesture();
            return;
        }
        if self.play.by_event {
            self.land();
            // At the last event play starts again with the first.
            let next = self.neighbour(true).or_else(|| self.first_kept());
            if let Some(first) = next {
                self.note(Gesture::Play, now);
                self.play_event(first, now);
            }
            return;
        }
        self.note(Gesture::Play, now);
        self.land();
        if self.view.time.cursor >= self.time_span.last() {
            self.put_time(time_moves::with_cursor(self.view.time, self.time_span.first()));
        }
        self.playing = Some(self.run_from_cursor());
    }

    fn first_kept(&self) -> Option<EventIx> {
        self.dataset().events().find(|ix| self.kept.event(*ix))
    }

    /// Shows an event as a part of the run: no step of undo of its own.
    fn play_event(&mut self, ix: EventIx, now: f64) {
        self.set_selection(Some(Item::Event(ix)));
        self.story.aside = true;
        if let Some(day) = self.day_of(ix) {
            self.put_time(time_moves::with_cursor(self.view.time, day));
        }
        self.playing = Some(Playing::at_event(self.view.time.cursor));
        self.bring_into_view(Item::Event(ix), now);
    }

    pub(super) fn play_on(&mut self, seconds: f64, now: f64) {
        let Some(playing) = self.playing else {
            return;
        };
        let seconds = seconds.max(0.0);
        if self.play.by_event {
            self.wait_at_event(playing.waited + seconds, now);
            return;
        }
        // A frame that took long (a window that was hidden) must not leap over years.
        let seconds = seconds.min(LONGEST_FRAME);
        let (time, speed) = (self.view.time, self.play.speed);
        // Where a hand has put the cursor, the run begins anew: it has not run through what lies between.
        let looked = if playing.cursor == time.cursor {
            playing.looked
        } else {
            self.run_from_cursor().looked
        };
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
            looked,
            ..playing
        });
        if whole > 0.0 {
            self.run_to(time, whole as i64);
        }
        self.read_what_was_reached(false);
        if let Some(playing) = &mut self.playing {
            playing.cursor = self.view.time.cursor;
        }
    }

    /// The reading pane shows the weightiest event that time has come to since the last look; not before the one that
    /// it shows has been read for a while, unless this is the last look before time turns back or stops.
    fn read_what_was_reached(&mut self, is_last: bool) {
        let cursor = self.view.time.cursor;
        let Some(playing) = &mut self.playing else {
            return;
        };
        if playing.waited < LEAST_LOOK && !is_last {
            return;
        }
        let after = std::mem::replace(&mut playing.looked, cursor);
        if let Some(ix) = play::reached(&self.package.dataset, &self.kept, after, cursor) {
            playing.waited = 0.0;
            self.set_selection(Some(Item::Event(ix)));
            self.story.aside = true;
        }
    }

    /// The cursor so many days on; at the end of the data, play starts again or stops.
    fn run_to(&mut self, time: TimeView, days: i64) {
        let (first, last) = (self.time_span.first(), self.time_span.last());
        let day = time.cursor.plus_days(days);
        if day < last {
            self.put_time(time_moves::with_cursor(time, day));
        } else if self.play.loops && time.cursor >= last {
            self.read_what_was_reached(true);
            self.put_time(time_moves::with_cursor(time, first));
            if let Some(playing) = &mut self.playing {
                playing.looked = first.plus_days(-1);
            }
        } else {
            self.put_time(time_moves::with_cursor(time, last));
            if !self.play.loops {
                self.read_what_was_reached(true);
                self.playing = None;
                self.history.end_gesture();
            }
        }
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
            Some(next) => self.play_event(next, now),
            None => {
                self.playing = None;
                self.history.end_gesture();
            }
        }
    }
}

#[cfg(test)]
mod tests;
