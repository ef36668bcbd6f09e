//! Which events, lanes and places are lit by the window of time, the filter and the selection.

use crate::model::{Dataset, EventIx, Item, LaneIx, PlaceIx};

use super::ViewSpec;

/// How strongly something is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// Left out by the filter.
    Hidden,
    /// Outside the window of time: recedes.
    #[default]
    Receding,
    /// An imprecise date that lies in the window only in part.
    Uncertain,
    /// In the window of time.
    Lit,
    /// Selected, or concerned by what is selected.
    Selected,
}

/// The light of every event, lane and place of a data set under one view.
#[derive(Clone, Debug, Default)]
pub struct Highlights {
    events: Vec<Light>,
    lanes: Vec<Light>,
    places: Vec<Light>,
    lit_count: usize,
    kept_count: usize,
}

impl Highlights {
    /// Works out the light of everything. Linear in the data set; the events of the window are found
    /// through its time index.
    pub fn new(dataset: &Dataset, view: &ViewSpec) -> Self {
        let mut events: Vec<Light> = dataset
            .events()
            .map(|ix| {
                let event = dataset.event(ix);
                if view.filter.keeps(&dataset.theme(event.theme).id, event.basis) {
                    Light::Receding
                } else {
                    Light::Hidden
                }
            })
            .collect();
        let kept_count = events.iter().filter(|l| **l != Light::Hidden).count();
        let mut lit_count = 0;
        for ix in dataset.events_meeting(view.time.window) {
            let light = &mut events[ix.index()];
            if *light != Light::Hidden {
                *light = light_in_window(dataset, ix, view);
                lit_count += 1;
            }
        }
        let mut highlights = Self {
            lanes: vec![Light::Receding; dataset.lanes().len()],
            places: vec![Light::Receding; dataset.places().len()],
            events,
            lit_count,
            kept_count,
        };
        highlights.spread(dataset, view);
        if let Some(item) = view.selection.as_ref().and_then(|s| s.item(dataset)) {
            highlights.select(dataset, item);
        }
        highlights
    }

    /// The light of an event.
    pub fn event(&self, ix: EventIx) -> Light {
        self.events[ix.index()]
    }

    /// The light of a lane.
    pub fn lane(&self, ix: LaneIx) -> Light {
        self.lanes[ix.index()]
    }

    /// The light of a place.
    pub fn place(&self, ix: PlaceIx) -> Light {
        self.places[ix.index()]
    }

    /// How many events the filter keeps.
    pub fn kept_count(&self) -> usize {
        self.kept_count
    }

    /// How many of those meet the window of time.
    pub fn lit_count(&self) -> usize {
        self.lit_count
    }

    /// Lights the lanes and places of lit events, and lanes whose own time meets the window.
    fn spread(&mut self, dataset: &Dataset, view: &ViewSpec) {
        for ix in dataset.lanes() {
            if let Some(when) = &dataset.lane(ix).when
                && when.span().meets(view.time.window)
            {
                raise(&mut self.lanes[ix.index()], Light::Lit);
            }
        }
        for ix in dataset.events() {
            let light = self.event(ix);
            if light >= Light::Uncertain {
                let event = dataset.event(ix);
                for place in &event.places {
                    raise(&mut self.places[place.index()], light);
                }
                for lane in &event.lanes {
                    raise(&mut self.lanes[lane.index()], light);
                }
            }
        }
    }

    fn select(&mut self, dataset: &Dataset, item: Item) {
        match item {
            Item::Event(ix) => {
                self.events[ix.index()] = Light::Selected;
                for place in &dataset.event(ix).places {
                    self.places[place.index()] = Light::Selected;
                }
                for lane in &dataset.event(ix).lanes {
                    self.lanes[lane.index()] = Light::Selected;
                }
            }
            Item::Place(ix) => self.places[ix.index()] = Light::Selected,
            Item::Lane(ix) => {
                self.lanes[ix.index()] = Light::Selected;
                for event in dataset.events_on(ix) {
                    raise(&mut self.events[event.index()], Light::Lit);
                }
            }
            Item::Period(_) | Item::Actor(_) | Item::Series(_) => {}
        }
    }
}

fn raise(light: &mut Light, to: Light) {
    if *light != Light::Hidden {
        *light = (*light).max(to);
    }
}

/// An event whose date lies wholly in the window, or that surely meets it, is lit; one that may lie
/// outside is uncertain.
fn light_in_window(dataset: &Dataset, ix: EventIx, view: &ViewSpec) -> Light {
    let when = &dataset.event(ix).when;
    let window = view.time.window;
    let span = when.span();
    let wholly = window.contains(span.first()) && window.contains(span.last());
    let surely = when.certain().is_some_and(|core| core.meets(window));
    if wholly || surely {
        Light::Lit
    } else {
        Light::Uncertain
    }
}
