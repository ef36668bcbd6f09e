//! A small state for unit tests of commands and panels.

use std::sync::Arc;

use crate::compose::Styles;
use crate::model::Item;
use crate::model::sample::Sample;

use super::command::Command;
use super::package::Package;
use super::services::Services;
use super::state::State;

/// A state of events, each with its id, its date and its weight; nothing is selected, and no lane is found.
pub(crate) fn state_of(events: &[(&str, &str, u8)]) -> State {
    let mut sample = Sample::new();
    for (id, when, weight) in events {
        let event = sample.event(id, id, when);
        let event = crate::model::Event {
            weight: *weight,
            ..event
        };
        sample.builder.add_event(event).unwrap();
    }
    let services = Services {
        lanes: None,
        figure: None,
        bundled: Arc::new(Package::empty),
        ..Services::of_program()
    };
    let package = Package::of(sample.builder.build());
    let mut state = State::new(package, None, services, Styles::embedded().unwrap());
    state.reduced_motion = true;
    state.apply(Command::ClearSelection, 0.0);
    state
}

/// The id of the selected event.
pub(crate) fn selected(state: &State) -> Option<&str> {
    match state.selected() {
        Some(Item::Event(ix)) => Some(&state.dataset().event(ix).id),
        _ => None,
    }
}
