//! Makes a data set: parts are added in an order in which every reference can be resolved at once
//! (themes, sources, actors, places, lanes, then the rest).

use std::collections::HashMap;

use super::dataset::{Dataset, Ids};
use super::parts::{
    Actor, ActorIx, Event, Lane, LaneIx, Period, Place, PlaceIx, Series, Source, SourceIx, Theme, ThemeIx,
};

/// An id that is already taken by a part of the same kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the id '{0}' is already in use")]
pub struct DuplicateId(pub String);

/// Collects the parts of a [`Dataset`].
#[derive(Debug, Default)]
pub struct DatasetBuilder {
    set: Dataset,
}

fn insert<T>(
    id: &str,
    part: T,
    list: &mut Vec<T>,
    ids: &mut HashMap<String, u32>,
) -> Result<u32, DuplicateId> {
    if ids.contains_key(id) {
        return Err(DuplicateId(id.to_owned()));
    }
    let index = u32::try_from(list.len()).map_err(|_| DuplicateId(id.to_owned()))?;
    ids.insert(id.to_owned(), index);
    list.push(part);
    Ok(index)
}

macro_rules! adders {
    ($($add:ident, $get:ident, $part:ident, $index:ident, $list:ident, $what:literal;)*) => {$(
        #[doc = concat!("Adds ", $what, ".")]
        ///
        /// # Errors
        /// When the id is taken by another of its kind.
        pub fn $add(&mut self, part: $part) -> Result<$index, DuplicateId> {
            let id = part.id.clone();
            insert(&id, part, &mut self.set.$list, &mut self.set.ids.$list).map($index)
        }

        #[doc = concat!("The index of ", $what, " that was added, by its id.")]
        pub fn $get(&self, id: &str) -> Option<$index> {
            self.set.ids.$list.get(id).copied().map($index)
        }

        #[doc = concat!("The id of every ", stringify!($get), " that was added, in order.")]
        pub fn $list(&self) -> impl Iterator<Item = &str> {
            self.set.$list.iter().map(|part| part.id.as_str())
        }
    )*};
}

/// As [`adders`], for parts that no other part names: they need no index before
/// [`DatasetBuilder::build`] puts them in order of time.
macro_rules! sorted_adders {
    ($($add:ident, $has:ident, $part:ident, $list:ident, $what:literal;)*) => {$(
        #[doc = concat!("Adds ", $what, ".")]
        ///
        /// # Errors
        /// When the id is taken by another of its kind.
        pub fn $add(&mut self, part: $part) -> Result<(), DuplicateId> {
            let id = part.id.clone();
            insert(&id, part, &mut self.set.$list, &mut self.set.ids.$list).map(|_| ())
        }

        #[doc = concat!("Whether ", $what, " with an id was added.")]
        pub fn $has(&self, id: &str) -> bool {
            self.set.ids.$list.contains_key(id)
        }
    )*};
}

impl DatasetBuilder {
    /// An empty data set with a title.
    pub fn new(title: impl Into<String>) -> Self {
        let mut set = Dataset::default();
        set.title = title.into();
        Self { set }
    }

    /// Sets the package's name, its licence in words, and its languages, the first being the default.
    pub fn set_meta(&mut self, name: String, licence: String, description: String, languages: Vec<String>) {
        self.set.name = name;
        self.set.licence = licence;
        self.set.description = description;
        self.set.languages = languages;
    }

    adders! {
        add_theme, theme, Theme, ThemeIx, themes, "a theme";
        add_source, source, Source, SourceIx, sources, "a source";
        add_actor, actor, Actor, ActorIx, actors, "an actor";
        add_place, place, Place, PlaceIx, places, "a place";
        add_lane, lane, Lane, LaneIx, lanes, "a lane";
    }

    /// The theme with this one's id, which is added where there is none.
    pub fn theme_or_add(&mut self, theme: Theme) -> ThemeIx {
        let next = ThemeIx(u32::try_from(self.set.themes.len()).unwrap_or(u32::MAX));
        match self.theme(&theme.id) {
            Some(ix) => ix,
            None => self.add_theme(theme).unwrap_or(next),
        }
    }

    sorted_adders! {
        add_event, has_event, Event, events, "an event";
        add_period, has_period, Period, periods, "a period";
        add_series, has_series, Series, series, "a series";
    }

    /// The data set: events and figures put in order of time, the rest in the order in which it was added.
    pub fn build(mut self) -> Dataset {
        let set = &mut self.set;
        set.events
            .sort_by(|a, b| a.when.cmp(&b.when).then_with(|| a.id.cmp(&b.id)));
        for series in &mut set.series {
            series.points.sort_by(|a, b| a.when.cmp(&b.when));
        }
        set.ids.events = Ids::of(set.events.iter().map(|e| &e.id));
        set.index_events();
        self.set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::Sample;

    #[test]
    fn an_id_can_be_taken_once_by_each_kind() {
        let mut sample = Sample::new();
        let event = sample.event("war", "A war", "1979");
        assert_eq!(sample.builder.add_event(event.clone()), Ok(()));
        assert_eq!(
            sample.builder.add_event(event),
            Err(DuplicateId("war".to_owned()))
        );
        assert!(sample.builder.has_event("war") && !sample.builder.has_period("war"));
        assert_eq!(sample.builder.build().events().len(), 1);
    }

    #[test]
    fn an_id_leads_to_the_same_event_whatever_order_they_were_added_in() {
        let mut sample = Sample::new();
        for (id, when) in [
            ("late", "2000"),
            ("early", "1900"),
            ("same-b", "1950"),
            ("same-a", "1950"),
        ] {
            let event = sample.event(id, id, when);
            sample.builder.add_event(event).unwrap();
        }
        let set = sample.builder.build();
        let order: Vec<_> = set.events().map(|ix| set.event(ix).id.as_str()).collect();
        assert_eq!(order, ["early", "same-a", "same-b", "late"]);
        for ix in set.events() {
            assert_eq!(set.event_by_id(&set.event(ix).id), Some(ix));
        }
    }
}
