//! The data set and the questions that can be asked of it.

use std::collections::HashMap;

use crate::chronology::{DaySpan, TimeIndex};
use crate::geography::GeoBounds;

use super::columns::EventColumns;
use super::parts::{
    Actor, ActorIx, Event, EventIx, Lane, LaneIx, Period, PeriodIx, Place, PlaceIx, Series, SeriesIx, Source,
    SourceIx, Theme, ThemeIx,
};
use super::story::{Scene, SceneIx};

/// Positions by id, one map for each kind.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) themes: HashMap<String, u32>,
    pub(super) sources: HashMap<String, u32>,
    pub(super) actors: HashMap<String, u32>,
    pub(super) places: HashMap<String, u32>,
    pub(super) lanes: HashMap<String, u32>,
    pub(super) events: HashMap<String, u32>,
    pub(super) periods: HashMap<String, u32>,
    pub(super) series: HashMap<String, u32>,
    pub(super) scenes: HashMap<String, u32>,
}

impl Ids {
    pub(super) fn of<'a>(ids: impl Iterator<Item = &'a String>) -> HashMap<String, u32> {
        ids.zip(0..).map(|(id, index)| (id.clone(), index)).collect()
    }
}

/// What is known: events, periods, places, actors, lanes, indicators, sources.
#[derive(Debug, Default)]
pub struct Dataset {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) licence: String,
    pub(super) languages: Vec<String>,
    pub(super) themes: Vec<Theme>,
    pub(super) sources: Vec<Source>,
    pub(super) actors: Vec<Actor>,
    pub(super) places: Vec<Place>,
    pub(super) lanes: Vec<Lane>,
    pub(super) events: Vec<Event>,
    pub(super) periods: Vec<Period>,
    pub(super) series: Vec<Series>,
    pub(super) scenes: Vec<Scene>,
    pub(super) ids: Ids,
    time: TimeIndex,
    columns: EventColumns,
    whole: Option<DaySpan>,
    events_by_place: Vec<Vec<EventIx>>,
    events_by_lane: Vec<Vec<EventIx>>,
}

/// Anything that can be selected or found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// An event.
    Event(EventIx),
    /// A place.
    Place(PlaceIx),
    /// A lane.
    Lane(LaneIx),
    /// A period.
    Period(PeriodIx),
    /// An actor.
    Actor(ActorIx),
    /// An indicator series.
    Series(SeriesIx),
}

/// The part of a span that its dates name: where one end is open, the day of the other; `None` where both
/// are.
fn bounded(span: DaySpan) -> Option<DaySpan> {
    match (span.first().is_limit(), span.last().is_limit()) {
        (false, false) => Some(span),
        (false, true) => Some(DaySpan::of_day(span.first())),
        (true, false) => Some(DaySpan::of_day(span.last())),
        (true, true) => None,
    }
}

impl Item {
    /// A number that stands for this part within its data set: kind in the upper half, index in the
    /// lower. Undone by [`Dataset::item_from_code`].
    pub fn code(self) -> u64 {
        let (kind, index) = match self {
            Self::Event(i) => (1, i.0),
            Self::Place(i) => (2, i.0),
            Self::Lane(i) => (3, i.0),
            Self::Period(i) => (4, i.0),
            Self::Actor(i) => (5, i.0),
            Self::Series(i) => (6, i.0),
        };
        (kind << 32) | u64::from(index)
    }
}

macro_rules! getters {
    ($($get:ident, $by_id:ident, $all:ident, $part:ident, $index:ident, $list:ident, $what:literal;)*) => {$(
        #[doc = concat!("The ", $what, " at an index of this data set.")]
        ///
        /// # Panics
        /// When the index was made by a larger data set.
        pub fn $get(&self, index: $index) -> &$part {
            &self.$list[index.index()]
        }

        #[doc = concat!("The index of the ", $what, " with an id.")]
        pub fn $by_id(&self, id: &str) -> Option<$index> {
            self.ids.$list.get(id).copied().map($index)
        }

        #[doc = concat!("The index of every ", $what, ", in the data set's order.")]
        pub fn $all(&self) -> impl ExactSizeIterator<Item = $index> + DoubleEndedIterator + use<> {
            (0..u32::try_from(self.$list.len()).unwrap_or(u32::MAX)).map($index)
        }
    )*};
}

impl Dataset {
    getters! {
        theme, theme_by_id, themes, Theme, ThemeIx, themes, "theme";
        source, source_by_id, sources, Source, SourceIx, sources, "source";
        actor, actor_by_id, actors, Actor, ActorIx, actors, "actor";
        place, place_by_id, places, Place, PlaceIx, places, "place";
        lane, lane_by_id, lanes, Lane, LaneIx, lanes, "lane";
        event, event_by_id, events, Event, EventIx, events, "event";
        period, period_by_id, periods, Period, PeriodIx, periods, "period";
        series, series_by_id, all_series, Series, SeriesIx, series, "series";
        scene, scene_by_id, scenes, Scene, SceneIx, scenes, "scene of the story";
    }

    /// The data set with a story, its scenes in the order of telling. A scene refers to the parts of a data
    /// set by their final indices, and so comes after them. Of two scenes with one id, the first is found
    /// by it.
    ///
    /// A scene without words is left out: there is nothing to read.
    #[must_use]
    pub fn with_story(mut self, scenes: Vec<Scene>) -> Self {
        self.scenes = scenes;
        self.scenes.retain(|scene| !scene.words.is_empty());
        self.ids.scenes = HashMap::new();
        for (scene, index) in self.scenes.iter().zip(0..) {
            self.ids.scenes.entry(scene.id.clone()).or_insert(index);
        }
        self
    }

    /// The index that the scene at a position, from 0, of a story will have: scenes may lead to one another
    /// before [`Self::with_story`] takes them all.
    pub fn scene_at(position: u32) -> SceneIx {
        SceneIx(position)
    }

    /// The part that a code stands for, if this data set has it. See [`Item::code`].
    pub fn item_from_code(&self, code: u64) -> Option<Item> {
        let index = u32::try_from(code & 0xffff_ffff).ok()?;
        let within = |len: usize| (index as usize) < len;
        match code >> 32 {
            1 if within(self.events.len()) => Some(Item::Event(EventIx(index))),
            2 if within(self.places.len()) => Some(Item::Place(PlaceIx(index))),
            3 if within(self.lanes.len()) => Some(Item::Lane(LaneIx(index))),
            4 if within(self.periods.len()) => Some(Item::Period(PeriodIx(index))),
            5 if within(self.actors.len()) => Some(Item::Actor(ActorIx(index))),
            6 if within(self.series.len()) => Some(Item::Series(SeriesIx(index))),
            _ => None,
        }
    }

    /// The package's machine name: `japan-vietnam`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The shown title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What the data set says of itself.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Its licence in words, for the credit line.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// Its languages, the default first; at least one.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// The events whose time, from its earliest to its latest day, meets a span; in order of time.
    pub fn events_meeting(&self, span: DaySpan) -> impl Iterator<Item = EventIx> + '_ {
        self.time
            .meeting(span)
            .map(|i| EventIx(u32::try_from(i).unwrap_or(u32::MAX)))
    }

    /// What filters and timelines ask of every event.
    pub fn columns(&self) -> &EventColumns {
        &self.columns
    }

    /// The events at a place, in order of time.
    pub fn events_at(&self, place: PlaceIx) -> &[EventIx] {
        &self.events_by_place[place.index()]
    }

    /// The events that concern a lane, in order of time.
    pub fn events_on(&self, lane: LaneIx) -> &[EventIx] {
        &self.events_by_lane[lane.index()]
    }

    /// Whether sources disagree about a part; of a series, about one of its figures. Its note says what.
    pub fn differs(&self, item: Item) -> bool {
        match item {
            Item::Event(ix) => !self.event(ix).differs.is_empty(),
            Item::Place(ix) => !self.place(ix).differs.is_empty(),
            Item::Lane(ix) => !self.lane(ix).differs.is_empty(),
            Item::Period(ix) => !self.period(ix).differs.is_empty(),
            Item::Actor(_) => false,
            Item::Series(ix) => self.series(ix).points.iter().any(|p| !p.differs.is_empty()),
        }
    }

    /// The span from the first to the last bounded day of all events, periods and figures; `None` for
    /// a data set without time.
    pub fn time_span(&self) -> Option<DaySpan> {
        self.whole
    }

    fn find_time_span(&self) -> Option<DaySpan> {
        let events = self.events.iter().map(|e| &e.when);
        let periods = self.periods.iter().map(|p| &p.when);
        let figures = self.series.iter().flat_map(|s| s.points.iter().map(|p| &p.when));
        events
            .chain(periods)
            .chain(figures)
            .filter_map(|when| bounded(when.span()))
            .reduce(DaySpan::union)
    }

    /// The smallest box around all places, `None` where there are none.
    pub fn geo_bounds(&self) -> Option<GeoBounds> {
        GeoBounds::around(self.places.iter().flat_map(|p| p.geometry.positions()))
    }

    pub(super) fn index_events(&mut self) {
        self.time = {
            let spans: Vec<_> = self.events.iter().map(|e| e.when.span()).collect();
            TimeIndex::new(&spans)
        };
        self.columns = EventColumns::of(&self.events);
        self.whole = self.find_time_span();
        self.events_by_place = vec![Vec::new(); self.places.len()];
        self.events_by_lane = vec![Vec::new(); self.lanes.len()];
        for (event, index) in self.events.iter().zip(0..) {
            for place in &event.places {
                self.events_by_place[place.index()].push(EventIx(index));
            }
            for lane in &event.lanes {
                self.events_by_lane[lane.index()].push(EventIx(index));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn meeting(set: &Dataset, span: &str) -> Vec<String> {
        let span = span.parse().unwrap();
        let events = set.events_meeting(span);
        events.map(|ix| set.event(ix).id.clone()).collect()
    }

    #[test]
    fn events_are_found_by_the_time_that_they_meet_in_their_order() {
        let set = sample::dataset();
        assert_eq!(
            meeting(&set, "1992-12-31/2016-04-12"),
            ["war", "reading", "voyage", "call"]
        );
        assert_eq!(meeting(&set, "2015-11-30/2016-04-11"), ["voyage"]);
        assert_eq!(meeting(&set, "2016-04-12/2016-04-12"), ["call"]);
        assert!(meeting(&set, "1993-01-01/2012-12-31").is_empty());
    }

    #[test]
    fn places_and_lanes_know_their_events() {
        let set = sample::dataset();
        let call = set.event_by_id("call").unwrap();
        let voyage = set.event_by_id("voyage").unwrap();
        assert_eq!(set.events_at(set.place_by_id("da-nang").unwrap()), [call]);
        assert_eq!(set.events_on(set.lane_by_id("road").unwrap()), [voyage]);
    }

    #[test]
    fn the_time_of_a_data_set_reaches_from_its_first_to_its_last_bounded_day() {
        let span = sample::dataset().time_span().unwrap();
        assert_eq!(span.to_string(), "1975-01-01/2016-04-12");
        assert_eq!(sample::Sample::new().builder.build().time_span(), None);
    }

    #[test]
    fn figures_come_in_order_of_time() {
        let set = sample::dataset();
        let ships = set.series(set.series_by_id("ships").unwrap());
        let order: Vec<_> = ships.points.iter().map(|p| p.when.as_str()).collect();
        assert_eq!(order, ["1975", "1999", "2015"]);
    }
}
