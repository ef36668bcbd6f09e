//! Which events, lanes and places are lit by the window of time, the filter and the selection.

use std::collections::HashSet;

use crate::chronology::DaySpan;
use crate::model::{Dataset, EventIx, Item, LaneIx, PlaceIx, SeriesIx};

use super::{Kept, ViewSpec};

/// How strongly something is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// Left out by the filter; of a place: none of the window's time.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlights {
    events: Vec<Light>,
    lanes: Vec<Light>,
    places: Vec<Light>,
    series: Vec<Light>,
    /// Of each place, whether it exists on the day of the cursor, kept within the window.
    places_of_the_day: Vec<bool>,
    lit_count: usize,
    kept_count: usize,
}

impl Highlights {
    /// Works out the light of everything. Linear in the data set; the events of the window are found
    /// through its time index.
    pub fn new(dataset: &Dataset, view: &ViewSpec) -> Self {
        Self::of_kept(dataset, view, &Kept::new(dataset, &view.filter))
    }

    /// As [`Self::new`], for what the view's filter is known to keep.
    pub fn of_kept(dataset: &Dataset, view: &ViewSpec, kept: &Kept) -> Self {
        let window = view.time.window;
        let mut events = kept.lights();
        let mut lit_count = 0;
        let focus = FocusedEvents::of(dataset, view);
        let mut lit = Vec::new();
        for ix in dataset.events_meeting(window) {
            let light = &mut events[ix.index()];
            if *light != Light::Hidden && focus.keeps(ix) {
                *light = light_in_window(dataset, ix, window);
                lit_count += 1;
                lit.push(ix);
            }
        }
        let day = view.time.cursor.clamp(window.first(), window.last());
        let mut highlights = Self {
            lanes: vec![Light::Receding; dataset.lanes().len()],
            places: dataset
                .places()
                .map(|ix| match &dataset.place(ix).when {
                    Some(when) if !when.span().meets(window) => Light::Hidden,
                    _ => Light::Receding,
                })
                .collect(),
            series: dataset
                .all_series()
                .map(|ix| light_of_series(dataset, ix, window, kept))
                .collect(),
            places_of_the_day: dataset
                .places()
                .map(|ix| {
                    let when = &dataset.place(ix).when;
                    when.as_ref().is_none_or(|when| when.span().contains(day))
                })
                .collect(),
            events,
            lit_count,
            kept_count: kept.count(),
        };
        highlights.spread(dataset, view, &lit);
        if let Some(item) = view.selection.as_ref().and_then(|s| s.item(dataset)) {
            highlights.select(dataset, view, item);
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

    /// The light of an indicator series: lit while one of its figures is of the window's time.
    pub fn series(&self, ix: SeriesIx) -> Light {
        self.series[ix.index()]
    }

    /// Whether a place exists on the day of the cursor, or on the day of the window nearest to it: of several that follow one another on the same
    /// ground, the one whose name stands there.
    pub fn is_of_the_day(&self, ix: PlaceIx) -> bool {
        self.places_of_the_day[ix.index()]
    }

    /// How many events the filter keeps.
    pub fn kept_count(&self) -> usize {
        self.kept_count
    }

    /// How many of those meet the window of time.
    pub fn lit_count(&self) -> usize {
        self.lit_count
    }

    /// Lights the lanes and places of lit events, and what the view is about; where that is everything, lanes
    /// whose own time meets the window.
    fn spread(&mut self, dataset: &Dataset, view: &ViewSpec, lit: &[EventIx]) {
        for ix in dataset.lanes() {
            let lane = dataset.lane(ix);
            let in_time = || {
                lane.when
                    .as_ref()
                    .is_some_and(|w| w.span().meets(view.time.window))
            };
            let lit = match view.focus.is_empty() {
                true => in_time(),
                false => view.focus.lanes.contains(&lane.id),
            };
            if lit {
                raise(&mut self.lanes[ix.index()], Light::Lit);
            }
        }
        for ix in view.focus.places.iter().filter_map(|id| dataset.place_by_id(id)) {
            raise(&mut self.places[ix.index()], Light::Lit);
        }
        let with_lanes = dataset.lanes().len() > 0;
        for ix in lit {
            let light = self.event(*ix);
            for place in dataset.columns().places(*ix) {
                raise(&mut self.places[*place as usize], light);
            }
            if with_lanes {
                for lane in dataset.columns().lanes(*ix) {
                    raise(&mut self.lanes[*lane as usize], light);
                }
            }
        }
    }

    fn select(&mut self, dataset: &Dataset, view: &ViewSpec, item: Item) {
        match item {
            Item::Event(ix) => {
                // One that the filter leaves out is read, and nowhere else.
                raise(&mut self.events[ix.index()], Light::Selected);
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
                let events = dataset.events_on(ix).iter();
                for event in events.filter(|ix| view.focus.keeps_event(&dataset.event(**ix).id)) {
                    raise(&mut self.events[event.index()], Light::Lit);
                }
            }
            Item::Series(ix) => raise(&mut self.series[ix.index()], Light::Selected),
            Item::Period(_) | Item::Actor(_) => {}
        }
    }
}

/// The events that a view is about; `None` where that is everything.
struct FocusedEvents(Option<HashSet<EventIx>>);

impl FocusedEvents {
    fn of(dataset: &Dataset, view: &ViewSpec) -> Self {
        let events = || {
            let ids = view.focus.events.iter();
            ids.filter_map(|id| dataset.event_by_id(id)).collect()
        };
        Self((!view.focus.is_empty()).then(events))
    }

    fn keeps(&self, event: EventIx) -> bool {
        self.0.as_ref().is_none_or(|events| events.contains(&event))
    }
}

fn raise(light: &mut Light, to: Light) {
    if *light != Light::Hidden {
        *light = (*light).max(to);
    }
}

fn light_of_series(dataset: &Dataset, ix: SeriesIx, window: DaySpan, kept: &Kept) -> Light {
    let mut points = dataset.series(ix).points.iter();
    match kept.series(ix) {
        false => Light::Hidden,
        true if points.any(|p| p.value.is_some() && p.when.span().meets(window)) => Light::Lit,
        true => Light::Receding,
    }
}

/// An event whose date lies wholly in the window, or that surely meets it, is lit; one that may lie
/// outside is uncertain.
fn light_in_window(dataset: &Dataset, ix: EventIx, window: DaySpan) -> Light {
    let span = dataset.columns().spans()[ix.index()];
    let core = dataset.columns().cores()[ix.index()];
    let wholly = window.contains(span.first()) && window.contains(span.last());
    let surely = core.is_some_and(|core| core.meets(window));
    if wholly || surely {
        Light::Lit
    } else {
        Light::Uncertain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use crate::view::Selection;

    fn view(set: &Dataset, window: &str) -> ViewSpec {
        let mut view = ViewSpec::for_dataset(set);
        view.time.window = window.parse().unwrap();
        view
    }

    fn event(set: &Dataset, view: &ViewSpec, id: &str) -> Light {
        Highlights::new(set, view).event(set.event_by_id(id).unwrap())
    }

    fn place(set: &Dataset, view: &ViewSpec, id: &str) -> Light {
        Highlights::new(set, view).place(set.place_by_id(id).unwrap())
    }

    fn lane(set: &Dataset, view: &ViewSpec) -> Light {
        Highlights::new(set, view).lane(set.lane_by_id("road").unwrap())
    }

    #[test]
    fn an_event_of_the_window_is_lit_with_its_place_and_others_recede() {
        let set = sample::dataset();
        let view = view(&set, "2016-01-01/2016-12-31");
        assert_eq!(event(&set, &view, "call"), Light::Lit);
        assert_eq!(place(&set, &view, "da-nang"), Light::Lit);
        assert_eq!(event(&set, &view, "war"), Light::Receding);
        assert_eq!(place(&set, &view, "malacca"), Light::Receding);
        assert_eq!(lane(&set, &view), Light::Receding);
        let highlights = Highlights::new(&set, &view);
        assert_eq!((highlights.kept_count(), highlights.lit_count()), (4, 1));
    }

    #[test]
    fn an_imprecise_date_partly_inside_is_uncertain_and_one_that_surely_lasts_is_lit() {
        let set = sample::dataset();
        let march = view(&set, "2013-03-01/2013-03-31");
        assert_eq!(event(&set, &march, "reading"), Light::Uncertain);
        let year = view(&set, "2013-01-01/2013-12-31");
        assert_eq!(event(&set, &year, "reading"), Light::Lit);
        // The ends of the war are given by the year; that it went on in 1985 is sure.
        assert_eq!(
            event(&set, &view(&set, "1985-01-01/1985-12-31"), "war"),
            Light::Lit
        );
        let first_day = view(&set, "1979-01-01/1979-01-01");
        assert_eq!(event(&set, &first_day, "war"), Light::Uncertain);
        assert_eq!(place(&set, &first_day, "malacca"), Light::Uncertain);
    }

    #[test]
    fn what_the_filter_hides_stays_hidden_in_the_window() {
        let set = sample::dataset();
        let mut view = view(&set, "1970-01-01/2020-12-31");
        view.filter.hidden_themes.insert("war".to_owned());
        view.filter.hide_assessment = true;
        assert_eq!(event(&set, &view, "war"), Light::Hidden);
        assert_eq!(event(&set, &view, "reading"), Light::Hidden);
        assert_eq!(place(&set, &view, "malacca"), Light::Receding);
        let highlights = Highlights::new(&set, &view);
        assert_eq!((highlights.kept_count(), highlights.lit_count()), (2, 2));
    }

    #[test]
    fn a_lane_is_lit_by_its_own_time_or_by_a_lit_event() {
        let set = sample::dataset();
        assert_eq!(lane(&set, &view(&set, "1905-01-01/1905-12-31")), Light::Lit);
        assert_eq!(lane(&set, &view(&set, "2015-01-01/2015-12-31")), Light::Lit);
        assert_eq!(lane(&set, &view(&set, "1950-01-01/1950-12-31")), Light::Receding);
    }

    #[test]
    fn a_place_is_of_the_day_while_the_cursor_is_in_its_time() {
        let mut sample = sample::Sample::new();
        let place = crate::model::Place {
            id: "old-state".into(),
            when: Some("1950/1976".parse().unwrap()),
            ..sample::dataset().place(sample.da_nang).clone()
        };
        let old = sample.builder.add_place(place).unwrap();
        let set = sample.builder.build();
        let mut view = ViewSpec::for_dataset(&set);
        view.time.window = "1970-01-01/1980-12-31".parse().unwrap();
        for (day, expected) in [("1973-09-21", true), ("1977-01-01", false)] {
            view.time.cursor = day.parse().unwrap();
            let highlights = Highlights::new(&set, &view);
            assert_eq!(highlights.is_of_the_day(old), expected, "{day}");
            assert_ne!(highlights.place(old), Light::Hidden);
        }
    }

    #[test]
    fn in_a_view_about_something_nothing_else_is_lit_and_nothing_is_hidden() {
        let set = sample::dataset();
        let mut view = view(&set, "1970-01-01/2020-12-31");
        view.focus.events.insert("call".to_owned());
        assert_eq!(event(&set, &view, "call"), Light::Lit);
        assert_eq!(place(&set, &view, "da-nang"), Light::Lit);
        assert_eq!(event(&set, &view, "war"), Light::Receding);
        assert_eq!(event(&set, &view, "voyage"), Light::Receding);
        assert_eq!(lane(&set, &view), Light::Receding);
        let highlights = Highlights::new(&set, &view);
        assert_eq!((highlights.kept_count(), highlights.lit_count()), (4, 1));
        view.selection = Some(Selection::Event("war".to_owned()));
        assert_eq!(event(&set, &view, "war"), Light::Selected);
    }

    #[test]
    fn lanes_and_places_that_a_view_is_about_are_lit_at_any_time_and_events_only_in_theirs() {
        let set = sample::dataset();
        let mut view = view(&set, "1950-01-01/1950-12-31");
        view.focus.lanes.insert("road".to_owned());
        view.focus.places.insert("malacca".to_owned());
        view.focus.events.insert("war".to_owned());
        assert_eq!(lane(&set, &view), Light::Lit);
        assert_eq!(place(&set, &view, "malacca"), Light::Lit);
        assert_eq!(event(&set, &view, "war"), Light::Receding);
        view.selection = Some(Selection::Lane("road".to_owned()));
        assert_eq!(event(&set, &view, "voyage"), Light::Receding);
    }

    #[test]
    fn a_selection_lights_its_places_and_lanes_outside_the_window_too() {
        let set = sample::dataset();
        let mut view = view(&set, "1950-01-01/1950-12-31");
        view.selection = Some(Selection::Event("call".to_owned()));
        assert_eq!(event(&set, &view, "call"), Light::Selected);
        assert_eq!(place(&set, &view, "da-nang"), Light::Selected);
        view.selection = Some(Selection::Event("voyage".to_owned()));
        assert_eq!(lane(&set, &view), Light::Selected);
        assert_eq!(place(&set, &view, "da-nang"), Light::Receding);
        view.selection = Some(Selection::Lane("road".to_owned()));
        assert_eq!(event(&set, &view, "voyage"), Light::Lit);
        view.filter.hidden_themes.insert("trade".to_owned());
        assert_eq!(event(&set, &view, "voyage"), Light::Hidden);
    }
}
