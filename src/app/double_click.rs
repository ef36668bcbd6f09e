//! What the first click of a double click changed, and how it is taken back. For `apply` alone.

use std::collections::BTreeSet;

use crate::geography::ClosedPassages;
use crate::view::{Selection, TimeView};

use super::command::Pane;
use super::state::State;

/// Two clicks that are farther apart than this many seconds are no double click.
const DOUBLE_CLICK: f64 = 2.0;

/// What a click may change, as it was before.
#[derive(Clone, Debug)]
pub(super) struct BeforeClick {
    /// When, in seconds of the clock that commands are applied by.
    now: f64,
    /// Steps that could be undone.
    steps: u64,
    selection: Option<Selection>,
    time: TimeView,
    closed_passages: ClosedPassages,
    panes: BTreeSet<Pane>,
}

impl State {
    /// Keeps what is shown before a click, in case that it is the first of a double click.
    pub(super) fn keep_for_double_click(&mut self, now: f64) {
        self.before_click = Some(BeforeClick {
            now,
            steps: self.history.steps(),
            selection: self.view.selection.clone(),
            time: self.settled_view().time,
            closed_passages: self.view.closed_passages.clone(),
            panes: self.panes.clone(),
        });
    }

    /// Puts back what the first click of a double click changed, with its step of undo.
    pub(super) fn take_back_click(&mut self, now: f64) {
        let Some(before) = self.before_click.take() else {
            return;
        };
        // Whatever came between the two clicks stays, and the click with it.
        let steps = self.history.steps();
        let late = now - before.now > DOUBLE_CLICK;
        if late || self.is_playing() || steps < before.steps || steps > before.steps + 1 {
            return;
        }
        if steps > before.steps {
            self.history.forget_last();
        }
        self.panes = before.panes;
        let mut view = self.view.clone();
        view.selection = before.selection;
        view.time = before.time;
        view.closed_passages = before.closed_passages;
        self.set_view(view);
    }
}
