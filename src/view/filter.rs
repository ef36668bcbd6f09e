//! Which events are left out, as a part of a view. What that keeps of a data set is [`super::Kept`].

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::chronology::DaySpan;
use crate::geography::GeoBounds;
use crate::model::Dataset;

/// Which events are left out. Themes and bases are switched off one by one; of actors, places and sources, those
/// that are named are the only ones kept, all where none is named. An event stays when every part of the filter
/// keeps it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Ids of themes whose events are left out.
    pub hidden_themes: BTreeSet<String>,
    /// Leaves out records.
    pub hide_record: bool,
    /// Leaves out assessments.
    pub hide_assessment: bool,
    /// Ids of actors: keeps events of any of these.
    pub actors: BTreeSet<String>,
    /// Ids of places: keeps events at any of these.
    pub places: BTreeSet<String>,
    /// Ids of sources: keeps events cited to any of these.
    pub sources: BTreeSet<String>,
    /// Keeps events in whose texts each of these words stands, whatever its case and diacritics.
    pub text: String,
    /// Keeps events at a place whose marker stands in this area.
    pub area: Option<GeoBounds>,
    /// Keeps events whose time meets this span.
    pub time: Option<DaySpan>,
}

/// A part of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// Themes.
    Theme,
    /// Record or assessment.
    Basis,
    /// Actors.
    Actor,
    /// Places.
    Place,
    /// Sources.
    Source,
    /// Words.
    Text,
    /// An area of the map.
    Area,
    /// A span of time.
    Time,
}

impl Facet {
    /// Every part.
    pub const ALL: [Self; 8] = [
        Self::Theme,
        Self::Basis,
        Self::Actor,
        Self::Place,
        Self::Source,
        Self::Text,
        Self::Area,
        Self::Time,
    ];

    pub(super) fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Filter {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a part of the filter leaves nothing out by itself.
    pub fn is_open(&self, facet: Facet) -> bool {
        match facet {
            Facet::Theme => self.hidden_themes.is_empty(),
            Facet::Basis => !self.hide_record && !self.hide_assessment,
            Facet::Actor => self.actors.is_empty(),
            Facet::Place => self.places.is_empty(),
            Facet::Source => self.sources.is_empty(),
            Facet::Text => self.text.trim().is_empty(),
            Facet::Area => self.area.is_none(),
            Facet::Time => self.time.is_none(),
        }
    }

    /// Takes a part of the filter back.
    pub fn open(&mut self, facet: Facet) {
        match facet {
            Facet::Theme => self.hidden_themes.clear(),
            Facet::Basis => (self.hide_record, self.hide_assessment) = (false, false),
            Facet::Actor => self.actors.clear(),
            Facet::Place => self.places.clear(),
            Facet::Source => self.sources.clear(),
            Facet::Text => self.text.clear(),
            Facet::Area => self.area = None,
            Facet::Time => self.time = None,
        }
    }

    /// The ids that a data set does not have, each with its kind, taken out: an actor that nobody is would leave
    /// nothing.
    pub(super) fn take_unknown(&mut self, dataset: &Dataset) -> Vec<(&'static str, String)> {
        let mut unknown = Vec::new();
        let mut check = |kind, ids: &mut BTreeSet<String>, has: &dyn Fn(&str) -> bool| {
            let missing = ids.iter().filter(|id| !has(id)).cloned();
            unknown.extend(missing.map(|id| (kind, id)));
            ids.retain(|id| has(id));
        };
        check("actor", &mut self.actors, &|id| dataset.actor_by_id(id).is_some());
        check("place", &mut self.places, &|id| dataset.place_by_id(id).is_some());
        check("source", &mut self.sources, &|id| {
            dataset.source_by_id(id).is_some()
        });
        unknown
    }
}
