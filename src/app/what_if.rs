//! What if a strait closes: the commands that close and open, and lanes that move to their other way in sight.

use std::sync::Arc;

use crate::geography::{ClosedPassages, PassageId};
use crate::view::Lanes;

use super::command::{Command, Gesture, ListFace, Pane};
use super::effects::Effect;
use super::state::State;

/// How long lanes are on their way, in seconds.
const MOVE_SECS: f64 = 0.8;

/// Lanes on their way from where they ran to where they run.
#[derive(Clone, Debug)]
pub(super) struct MovingLanes {
    from: Arc<Lanes>,
    /// When they set out, in seconds of the clock of commands; none before the first tick.
    since: Option<f64>,
    /// Where they are.
    shown: Arc<Lanes>,
}

impl State {
    /// Commands about straits and lanes.
    pub(super) fn apply_to_passages(&mut self, command: Command, now: f64) {
        use Command as C;
        match command {
            C::ShowList(face) => self.show_list(face),
            C::ToggleLaneList => {
                let is_there = self.shows(Pane::List) && self.lists_lanes();
                let face = if is_there {
                    ListFace::Events
                } else {
                    ListFace::Lanes
                };
                self.show_list(face);
                self.effects.push(Effect::FocusList);
            }
            C::TogglePassage(id) => self.toggle_passage(&id, now),
            C::ResetPassages => self.change(now, |view| view.closed_passages = ClosedPassages::default()),
            C::SetShipSpeed(speed) if speed != self.view.ship_speed => {
                self.note(Gesture::Typing, now);
                let mut view = self.view.clone();
                view.ship_speed = speed;
                self.set_view(view);
            }
            C::LanesTick => self.move_lanes(now),
            other => self.apply_to_looks(other, now),
        }
    }

    /// Whether there are lanes, and a network on which straits can be closed to them.
    pub(crate) fn has_lanes(&self) -> bool {
        self.lanes.is_some() && self.dataset().lanes().len() > 0
    }

    /// Whether the left panel lists straits and lanes.
    pub(crate) fn lists_lanes(&self) -> bool {
        self.lists_lanes && self.has_lanes()
    }

    /// The lanes as they are seen now: on their way, while they move.
    pub(crate) fn shown_lanes(&self) -> Option<&Arc<Lanes>> {
        let moving = self.moving_lanes.as_ref().map(|moving| &moving.shown);
        moving.or(self.lanes.as_ref())
    }

    /// Whether lanes are on their way.
    pub(crate) fn lanes_move(&self) -> bool {
        self.moving_lanes.is_some()
    }

    /// Has lanes set out from where they were seen, unless there is to be less motion.
    pub(super) fn set_lanes_moving(&mut self, from: Option<Arc<Lanes>>) {
        self.moving_lanes = from.filter(|_| !self.reduced_motion).map(|from| MovingLanes {
            shown: Arc::clone(&from),
            from,
            since: None,
        });
    }

    fn move_lanes(&mut self, now: f64) {
        let (Some(moving), Some(lanes)) = (&mut self.moving_lanes, &self.lanes) else {
            return;
        };
        let part = (now - *moving.since.get_or_insert(now)) / MOVE_SECS;
        self.lanes_stage += 1;
        if part >= 1.0 {
            self.moving_lanes = None;
            return;
        }
        let eased = part * part * (3.0 - 2.0 * part);
        moving.shown = Arc::new(lanes.coming_from(&moving.from, &self.package.dataset, eased));
    }

    pub(super) fn show_list(&mut self, face: ListFace) {
        self.panes.insert(Pane::List);
        self.lists_lanes = face == ListFace::Lanes && self.has_lanes();
        match face {
            ListFace::Events => self.story.lists_scenes = false,
            ListFace::Scenes => self.story.lists_scenes = self.has_story(),
            ListFace::Lanes => {}
        }
    }

    fn toggle_passage(&mut self, id: &PassageId, now: f64) {
        self.keep_for_double_click(now);
        let closed = self.view.closed_passages.clone();
        let closed = if closed.contains(id) {
            closed.without(id)
        } else {
            closed.with(id.clone())
        };
        self.change(now, |view| view.closed_passages = closed);
        // What it does to the lanes is told there; a presentation has no list.
        if self.presenting().is_none() && self.has_lanes() {
            self.lists_lanes = true;
        }
    }
}
