//! Undo and redo of the view: a list of moments, each a data set with the view of it.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::view::ViewSpec;

use super::command::Gesture;
use super::package::Package;

/// How many steps are kept.
const LIMIT: usize = 200;
/// Changes of one kind of gesture that follow each other within this many seconds are one step. A drag
/// ends when the button is let go, so it may rest longer.
const BURST: f64 = 0.8;
const DRAG_REST: f64 = 30.0;

/// What the window showed at a time.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) package: Arc<Package>,
    pub(crate) view: ViewSpec,
}

/// The moments before and after the one that is shown.
#[derive(Debug, Default)]
pub(crate) struct History {
    past: VecDeque<Moment>,
    future: Vec<Moment>,
    open: Option<(Gesture, f64)>,
    /// Steps noted so far less those taken back: tells whether one was noted, also when the list is full.
    steps: u64,
}

impl History {
    /// Keeps the moment before a change, unless the change goes on with the gesture of the last one.
    /// `now` is in seconds of any steady clock.
    pub(crate) fn note(&mut self, gesture: Gesture, now: f64, before: impl FnOnce() -> Moment) {
        let rest = match gesture {
            Gesture::Once => 0.0,
            Gesture::MapDrag | Gesture::TimeDrag => DRAG_REST,
            Gesture::Play => f64::INFINITY,
            Gesture::MapWheel | Gesture::TimeWheel | Gesture::Keys | Gesture::Typing => BURST,
        };
        let goes_on = self
            .open
            .is_some_and(|(kind, last)| kind == gesture && gesture != Gesture::Once && now - last <= rest);
        self.open = Some((gesture, now));
        if !goes_on {
            self.past.push_back(before());
            self.steps += 1;
            if self.past.len() > LIMIT {
                self.past.pop_front();
            }
            self.future.clear();
        }
    }

    /// Ends a running gesture: the next change is a new step.
    pub(crate) fn end_gesture(&mut self) {
        self.open = None;
    }

    /// A count that grows with each step that is noted and falls with each one that is taken back.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    /// Forgets the last step: what it changed has been put back by hand.
    pub(crate) fn forget_last(&mut self) {
        if self.past.pop_back().is_some() {
            self.steps = self.steps.saturating_sub(1);
        }
        self.open = None;
    }

    /// Whether there is a step to undo.
    pub(crate) fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    pub(crate) fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// The moment before `current`, which can then be redone.
    pub(crate) fn undo(&mut self, current: Moment) -> Option<Moment> {
        let before = self.past.pop_back()?;
        self.steps = self.steps.saturating_sub(1);
        self.future.push(current);
        self.open = None;
        Some(before)
    }

    /// The moment that was undone last.
    pub(crate) fn redo(&mut self, current: Moment) -> Option<Moment> {
        let after = self.future.pop()?;
        self.past.push_back(current);
        self.steps += 1;
        self.open = None;
        Some(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronology::Day;
    use crate::model::DatasetBuilder;

    fn moment(cursor: i64) -> Moment {
        let package = Arc::new(Package::of(DatasetBuilder::new("t").build()));
        let mut view = package.opening.clone();
        view.time.cursor = Day(cursor);
        Moment { package, view }
    }

    #[test]
    fn a_drag_is_one_step_and_the_next_drag_another() {
        let mut history = History::default();
        history.note(Gesture::TimeDrag, 0.0, || moment(0));
        history.note(Gesture::TimeDrag, 0.1, || moment(1));
        history.end_gesture();
        history.note(Gesture::TimeDrag, 0.2, || moment(2));
        let back = history.undo(moment(3)).unwrap();
        assert_eq!(back.view.time.cursor, Day(2));
        let back = history.undo(back).unwrap();
        assert_eq!(back.view.time.cursor, Day(0));
        assert!(!history.can_undo());
        assert_eq!(history.redo(back).unwrap().view.time.cursor, Day(2));
    }

    #[test]
    fn a_burst_of_the_wheel_ends_by_itself() {
        let mut history = History::default();
        for (now, cursor) in [(0.0, 0), (0.3, 1), (0.6, 2), (5.0, 3)] {
            history.note(Gesture::MapWheel, now, || moment(cursor));
        }
        assert_eq!(history.undo(moment(9)).unwrap().view.time.cursor, Day(3));
        assert_eq!(history.undo(moment(3)).unwrap().view.time.cursor, Day(0));
    }

    #[test]
    fn the_list_does_not_grow_without_end() {
        let mut history = History::default();
        let kept = moment(0);
        for _ in 0..LIMIT * 2 {
            history.note(Gesture::Once, 0.0, || kept.clone());
        }
        assert_eq!(history.past.len(), LIMIT);
    }

    #[test]
    fn a_new_change_forgets_what_was_undone() {
        let mut history = History::default();
        history.note(Gesture::Once, 0.0, || moment(0));
        history.undo(moment(1));
        assert!(history.can_redo());
        history.note(Gesture::Once, 1.0, || moment(0));
        assert!(!history.can_redo());
    }
}
