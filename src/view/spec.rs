//! The view as data: small, comparable, written to files and to exported pictures.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::chronology::{Day, DaySpan};
use crate::geography::{ClosedPassages, Framing, Kilometers, Knots, LonLat, ProjectionKind};
use crate::model::{Dataset, Item, SeriesIx};

use super::{Filter, Kept, Layers, MeasurePoint, NameChoice, TimeMode, TimeView, TimelineChoice};

/// The version that this program writes under the key `periplus_view`.
pub const VIEW_FORMAT: u32 = 1;

/// What the reader is looking at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewSpec {
    /// Version of the format, [`VIEW_FORMAT`].
    pub periplus_view: u32,
    /// The ground in view.
    pub framing: Framing,
    /// How the globe is laid flat.
    pub projection: ProjectionKind,
    /// The time in view.
    pub time: TimeView,
    /// Which events are left out.
    pub filter: Filter,
    /// Which layers are seen.
    pub layers: Layers,
    /// How the timeline sets events out.
    #[serde(default)]
    pub timeline: TimelineChoice,
    /// Ids of the indicator series that are plotted under the timeline.
    #[serde(default)]
    pub indicators: BTreeSet<String>,
    /// Language of names and texts, a BCP 47 tag.
    pub language: String,
    /// In which languages names stand on the map, where not in that of texts.
    #[serde(default, skip_serializing_if = "NameChoice::is_usual")]
    pub names: NameChoice,
    /// Name of the style, a file of `assets/styles`.
    pub style: String,
    /// What the view is about; empty where it is about everything.
    #[serde(default, skip_serializing_if = "Focus::is_empty")]
    pub focus: Focus,
    /// What is selected.
    pub selection: Option<Selection>,
    /// Passages that lanes may not use.
    pub closed_passages: ClosedPassages,
    /// The speed that days under way are reckoned with, in knots.
    #[serde(default, skip_serializing_if = "Knots::is_usual")]
    pub ship_speed: Knots,
    /// What is measured, from point to point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measure: Vec<MeasurePoint>,
    /// Id of the scene of the story that is being read, also while the reader looks elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<String>,
    /// Keys of a newer version or of another program, kept and written back.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// What a view is about, by ids: nothing else is lit, though it stays in sight. A scene of a story shows by
/// it what its words say. Events are lit only while they are in the window of time; lanes and places that
/// are named here are lit at any time, as are those of lit events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Focus {
    /// Ids of events.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub events: BTreeSet<String>,
    /// Ids of places.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub places: BTreeSet<String>,
    /// Ids of lanes.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub lanes: BTreeSet<String>,
}

impl Focus {
    /// Whether the view is about everything.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.places.is_empty() && self.lanes.is_empty()
    }

    /// Whether an event may be lit.
    pub fn keeps_event(&self, id: &str) -> bool {
        self.is_empty() || self.events.contains(id)
    }

    /// The ids that a data set does not have, each with its kind.
    pub(super) fn unknown(&self, dataset: &Dataset) -> Vec<(&'static str, String)> {
        let events = self.events.iter().filter(|id| dataset.event_by_id(id).is_none());
        let places = self.places.iter().filter(|id| dataset.place_by_id(id).is_none());
        let lanes = self.lanes.iter().filter(|id| dataset.lane_by_id(id).is_none());
        let events = events.map(|id| ("event", id.clone()));
        let places = places.map(|id| ("place", id.clone()));
        events
            .chain(places)
            .chain(lanes.map(|id| ("lane", id.clone())))
            .collect()
    }
}

/// The one thing that is selected, by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// An event.
    Event(String),
    /// A place.
    Place(String),
    /// A lane.
    Lane(String),
    /// A period.
    Period(String),
    /// An actor.
    Actor(String),
    /// An indicator series.
    Series(String),
}

impl Selection {
    /// The selection of a part of a data set.
    pub fn of(dataset: &Dataset, item: Item) -> Self {
        match item {
            Item::Event(i) => Self::Event(dataset.event(i).id.clone()),
            Item::Place(i) => Self::Place(dataset.place(i).id.clone()),
            Item::Lane(i) => Self::Lane(dataset.lane(i).id.clone()),
            Item::Period(i) => Self::Period(dataset.period(i).id.clone()),
            Item::Actor(i) => Self::Actor(dataset.actor(i).id.clone()),
            Item::Series(i) => Self::Series(dataset.series(i).id.clone()),
        }
    }

    /// The part of a data set that is selected, if it has it.
    pub fn item(&self, dataset: &Dataset) -> Option<Item> {
        match self {
            Self::Event(id) => dataset.event_by_id(id).map(Item::Event),
            Self::Place(id) => dataset.place_by_id(id).map(Item::Place),
            Self::Lane(id) => dataset.lane_by_id(id).map(Item::Lane),
            Self::Period(id) => dataset.period_by_id(id).map(Item::Period),
            Self::Actor(id) => dataset.actor_by_id(id).map(Item::Actor),
            Self::Series(id) => dataset.series_by_id(id).map(Item::Series),
        }
    }
}

impl ViewSpec {
    /// The view of a data set that says nothing of how it wants to be seen: all its places and all its time.
    pub fn for_dataset(dataset: &Dataset) -> Self {
        let framing = dataset.geo_bounds().map_or_else(
            || {
                Framing::new(
                    LonLat::wrapped(110.0, 12.0),
                    Kilometers(4000.0),
                    Kilometers(3000.0),
                )
            },
            |b| {
                let km_per_degree = 111.2;
                let width = (b.east - b.west) * km_per_degree * b.center().lat().to_radians().cos();
                let height = (b.north - b.south) * km_per_degree;
                Framing::new(
                    b.center(),
                    Kilometers((width * 1.2).max(50.0)),
                    Kilometers((height * 1.2).max(50.0)),
                )
            },
        );
        let span = time_of(dataset);
        Self {
            periplus_view: VIEW_FORMAT,
            framing,
            projection: ProjectionKind::default(),
            time: TimeView {
                shown: span,
                shown_trim: [0.0; 2],
                window: span,
                cursor: span.first(),
                mode: TimeMode::default(),
            },
            timeline: TimelineChoice::default(),
            indicators: richest_series(dataset),
            filter: Filter::default(),
            layers: Layers::default(),
            names: NameChoice::default(),
            language: dataset
                .languages()
                .first()
                .cloned()
                .unwrap_or_else(|| "en".to_owned()),
            style: "light".to_owned(),
            focus: Focus::default(),
            selection: None,
            closed_passages: ClosedPassages::default(),
            ship_speed: Knots::USUAL,
            measure: Vec::new(),
            scene: None,
            unknown: BTreeMap::new(),
        }
    }

    /// Lights the events of a span: it becomes the window, and the cursor goes to its first day. An open
    /// end of the span is that of the data set's time; the timeline is made longer where the span leaves it.
    /// An event of another time is not selected any more.
    pub fn show_time(&mut self, span: DaySpan, dataset: &Dataset) {
        let window = closed(span, time_of(dataset));
        let selected = self.selection.as_ref().and_then(|s| s.item(dataset));
        if let Some(Item::Event(event)) = selected
            && !dataset.event(event).when.span().meets(window)
        {
            self.selection = None;
        }
        self.time = TimeView {
            shown: self.time.shown.union(window),
            shown_trim: [0.0; 2],
            window,
            cursor: window.first(),
            mode: TimeMode::Window,
        };
    }

    /// The indicator series that are plotted: those that are chosen and that the filter keeps, in the data set's
    /// order.
    pub fn plotted_series(&self, dataset: &Dataset, kept: &Kept) -> Vec<SeriesIx> {
        let chosen = self.indicators.iter().filter_map(|id| dataset.series_by_id(id));
        let mut plotted: Vec<_> = chosen.filter(|ix| kept.series(*ix)).collect();
        plotted.sort();
        plotted
    }

    /// The view as the JSON text of a view file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// The two series with the most figures: what is worth plotting first.
fn richest_series(dataset: &Dataset) -> BTreeSet<String> {
    let figures = |ix: &SeriesIx| {
        let points = dataset.series(*ix).points.iter();
        points.filter(|p| p.value.is_some()).count()
    };
    let mut all: Vec<_> = dataset.all_series().collect();
    all.sort_by_key(|ix| std::cmp::Reverse(figures(ix)));
    all.into_iter()
        .take(2)
        .map(|ix| dataset.series(ix).id.clone())
        .collect()
}

/// The time of a data set; the twentieth century for one without time.
pub(super) fn time_of(dataset: &Dataset) -> DaySpan {
    dataset
        .time_span()
        .unwrap_or_else(|| DaySpan::of_years(1901, 2000))
}

/// A span whose open ends are those of another; where the end that it has lies beyond those, it stands for
/// both.
pub(super) fn closed(span: DaySpan, ends: DaySpan) -> DaySpan {
    match (span.first() == Day::MIN, span.last() == Day::MAX) {
        (false, false) => span,
        (true, true) => ends,
        (true, false) => DaySpan::between(ends.first().min(span.last()), span.last()),
        (false, true) => DaySpan::between(span.first(), ends.last().max(span.first())),
    }
}
