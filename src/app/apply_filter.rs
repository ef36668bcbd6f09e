//! Commands on the filter, applied to the state. Each is a step of undo, typing in one field a single one.

use std::collections::BTreeSet;

use crate::model::Basis;
use crate::view::Filter;

use super::command::{Choice, Command, Gesture};
use super::state::State;

impl State {
    pub(super) fn apply_to_filter(&mut self, command: Command, now: f64) {
        use Command as C;
        match command {
            C::ToggleTheme(theme) => {
                let id = self.dataset().theme(theme).id.clone();
                self.refilter(now, Gesture::Once, |filter| toggle(&mut filter.hidden_themes, id));
            }
            C::ToggleBasis(basis) => self.refilter(now, Gesture::Once, |filter| match basis {
                Basis::Record => filter.hide_record ^= true,
                Basis::Assessment => filter.hide_assessment ^= true,
            }),
            C::ToggleChoice(choice) => {
                let data = self.dataset();
                let id = match choice {
                    Choice::Actor(ix) => data.actor(ix).id.clone(),
                    Choice::Place(ix) => data.place(ix).id.clone(),
                    Choice::Source(ix) => data.source(ix).id.clone(),
                };
                self.refilter(now, Gesture::Once, |filter| match choice {
                    Choice::Actor(_) => toggle(&mut filter.actors, id),
                    Choice::Place(_) => toggle(&mut filter.places, id),
                    Choice::Source(_) => toggle(&mut filter.sources, id),
                });
            }
            C::FilterText(text) => self.refilter(now, Gesture::Typing, |filter| filter.text = text),
            C::FilterArea(area) => self.refilter(now, Gesture::Once, |filter| filter.area = area),
            C::FilterToMap => {
                let area = self.ground_in_view();
                self.refilter(now, Gesture::Once, |filter| filter.area = area);
            }
            C::FilterToWindow => {
                let window = self.view.time.window;
                self.refilter(now, Gesture::Once, |filter| filter.time = Some(window));
            }
            C::OpenFacet(facet) => self.refilter(now, Gesture::Once, |filter| filter.open(facet)),
            C::ClearFilter => self.refilter(now, Gesture::Once, |filter| *filter = Filter::default()),
            other => self.apply_to_story(other, now),
        }
    }

    fn refilter(&mut self, now: f64, gesture: Gesture, edit: impl FnOnce(&mut Filter)) {
        let mut view = self.view.clone();
        edit(&mut view.filter);
        if view.filter != self.view.filter {
            self.note(gesture, now);
            self.set_view(view);
        }
    }
}

fn toggle(ids: &mut BTreeSet<String>, id: String) {
    if !ids.remove(&id) {
        ids.insert(id);
    }
}
