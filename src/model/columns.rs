//! What filters and timelines ask of every event, column by column: a hundred thousand events are gone through
//! without touching their texts.

use std::sync::OnceLock;

use crate::chronology::DaySpan;

use super::Dataset;
use super::parts::{Basis, Event, EventIx, ThemeIx};
use super::search::fold;

/// Lists of numbers, one list for each event, in one piece.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Where each list begins in `items`, and the end of the last.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn of<'a>(events: &'a [Event], list: impl Fn(&'a Event) -> Vec<u32>) -> Self {
        let mut lists = Self {
            starts: vec![0],
            items: Vec::new(),
        };
        for event in events {
            let mut items = list(event);
            // Named twice counts once.
            items.sort_unstable();
            items.dedup();
            lists.items.extend(items);
            let end = u32::try_from(lists.items.len()).unwrap_or(u32::MAX);
            lists.starts.push(end);
        }
        lists
    }

    fn get(&self, event: usize) -> &[u32] {
        match (self.starts.get(event), self.starts.get(event + 1)) {
            (Some(from), Some(to)) => &self.items[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

/// What filters and timelines ask of the events of a data set. Every list is by the events' index; what an event
/// names is given by the position of the thing in the data set.
#[derive(Debug, Default)]
pub struct EventColumns {
    spans: Vec<DaySpan>,
    cores: Vec<Option<DaySpan>>,
    intervals: Vec<bool>,
    themes: Vec<ThemeIx>,
    bases: Vec<Basis>,
    weights: Vec<u8>,
    actors: Lists,
    places: Lists,
    lanes: Lists,
    sources: Lists,
    texts: OnceLock<Vec<Box<str>>>,
}

impl EventColumns {
    pub(super) fn of(events: &[Event]) -> Self {
        Self {
            spans: events.iter().map(|e| e.when.span()).collect(),
            cores: events.iter().map(|e| e.when.certain()).collect(),
            intervals: events.iter().map(|e| e.when.is_interval()).collect(),
            themes: events.iter().map(|e| e.theme).collect(),
            bases: events.iter().map(|e| e.basis).collect(),
            weights: events.iter().map(|e| e.weight).collect(),
            actors: Lists::of(events, |e| e.actors.iter().map(|a| a.0).collect()),
            places: Lists::of(events, |e| e.places.iter().map(|p| p.0).collect()),
            lanes: Lists::of(events, |e| e.lanes.iter().map(|l| l.0).collect()),
            sources: Lists::of(events, |e| e.sources.iter().map(|s| s.0).collect()),
            texts: OnceLock::new(),
        }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// From the earliest to the latest day of each event.
    pub fn spans(&self) -> &[DaySpan] {
        &self.spans
    }

    /// The days that surely belong to each event.
    pub fn cores(&self) -> &[Option<DaySpan>] {
        &self.cores
    }

    /// Whether the date of each event is an interval.
    pub fn intervals(&self) -> &[bool] {
        &self.intervals
    }

    /// Each event's theme.
    pub fn themes(&self) -> &[ThemeIx] {
        &self.themes
    }

    /// The basis of each event.
    pub fn bases(&self) -> &[Basis] {
        &self.bases
    }

    /// The weight of each event, 1 to 5.
    pub fn weights(&self) -> &[u8] {
        &self.weights
    }

    /// The positions of an event's actors, ascending.
    pub fn actors(&self, event: EventIx) -> &[u32] {
        self.actors.get(event.index())
    }

    /// The positions of an event's places, ascending.
    pub fn places(&self, event: EventIx) -> &[u32] {
        self.places.get(event.index())
    }

    /// The positions of an event's lanes, ascending.
    pub fn lanes(&self, event: EventIx) -> &[u32] {
        self.lanes.get(event.index())
    }

    /// The positions of an event's sources, ascending.
    pub fn sources(&self, event: EventIx) -> &[u32] {
        self.sources.get(event.index())
    }
}

impl Dataset {
    /// The index of the event at a position in the order of time, if there is one.
    pub fn event_at(&self, position: usize) -> Option<EventIx> {
        let index = u32::try_from(position).ok()?;
        (position < self.events.len()).then_some(EventIx(index))
    }

    /// What can be read of each event, folded (see [`fold`]): title, summary, names of places and actors, date,
    /// id. Worked out when it is first asked for.
    pub fn folded_texts(&self) -> &[Box<str>] {
        let columns = self.columns();
        columns.texts.get_or_init(|| {
            let text = |e: &Event| {
                let places = e.places.iter().flat_map(|&p| {
                    let place = self.place(p);
                    let names = place.names.iter().map(|n| n.text.as_str());
                    names.chain(place.aliases.iter().map(String::as_str))
                });
                let actors = e.actors.iter().flat_map(|&a| self.actor(a).name.all());
                let own = e.title.all().chain(e.summary.all());
                let all: Vec<&str> = own
                    .chain(places)
                    .chain(actors)
                    .chain([e.when.as_str(), e.id.as_str()])
                    .collect();
                fold(&all.join("\n")).into_boxed_str()
            };
            self.events.iter().map(text).collect()
        })
    }
}
