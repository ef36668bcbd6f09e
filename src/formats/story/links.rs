//! Where the links and citations of a scene lead: `place:cam-ranh-bay`, `scene:07-cam-ranh`, `@zhang-niu-2017`.

use std::collections::HashMap;

use crate::formats::problem::quoted;
use crate::formats::references::suggestion;
use crate::model::{Dataset, Item, LinkTarget, SceneIx, SourceIx};

/// The kinds of thing that a link may name, as it writes them.
const KINDS: [&str; 7] = ["place", "event", "lane", "period", "actor", "series", "scene"];

/// What the words of a story can name.
pub(super) struct Names<'d> {
    pub(super) dataset: &'d Dataset,
    /// The ids of the scenes in order; of two with one id, the first is meant.
    scenes: Vec<&'d str>,
    by_id: HashMap<&'d str, SceneIx>,
}

/// What is wrong with a link or a citation, and what to do.
#[derive(Debug)]
pub(super) struct Unknown {
    pub(super) what: String,
    pub(super) remedy: String,
}

impl<'d> Names<'d> {
    /// The names of a data set and of the scenes with these ids, in the order of telling.
    pub(super) fn new(dataset: &'d Dataset, scenes: impl Iterator<Item = &'d str>) -> Self {
        let scenes: Vec<&str> = scenes.collect();
        let mut by_id = HashMap::new();
        for (id, position) in scenes.iter().zip(0..) {
            by_id.entry(*id).or_insert_with(|| Dataset::scene_at(position));
        }
        Self {
            dataset,
            scenes,
            by_id,
        }
    }

    /// The source with an id.
    pub(super) fn source(&self, id: &str) -> Result<SourceIx, Unknown> {
        let set = self.dataset;
        set.source_by_id(id).ok_or_else(|| {
            let near = suggestion(id, set.sources().map(|ix| set.source(ix).id.as_str()));
            Unknown {
                what: format!("there is no source {}", quoted(id)),
                remedy: format!("It is not cited.{near} Correct it, or add it to sources.json."),
            }
        })
    }

    /// Where a link leads.
    pub(super) fn target(&self, address: &str) -> Result<LinkTarget, Unknown> {
        let (kind, id) = address.split_once(':').unwrap_or(("", address));
        if ["http", "https"].contains(&kind.to_ascii_lowercase().as_str()) && id.starts_with("//") {
            return Ok(LinkTarget::Url(address.to_owned()));
        }
        if !KINDS.contains(&kind) {
            let meant = KINDS.into_iter().find(|kind| self.find(kind, address).is_some());
            let near = meant.map_or_else(
                || suggestion(kind, KINDS.into_iter()),
                |kind| format!(" Did you mean '{kind}:{address}'?"),
            );
            return Err(Unknown {
                what: format!("the link {} leads nowhere", quoted(address)),
                remedy: format!(
                    "Its words are shown as plain text.{near} Links are written as place:hanoi, with one of {}, or as https://…",
                    KINDS.join(", ")
                ),
            });
        }
        self.find(kind, id).ok_or_else(|| {
            let other = KINDS.into_iter().find(|other| self.find(other, id).is_some());
            let near = other.map_or_else(
                || suggestion(id, self.ids(kind).into_iter()),
                |other| format!(" Did you mean '{other}:{id}'?"),
            );
            Unknown {
                what: format!("there is no {kind} {}", quoted(id)),
                remedy: format!("The link's words are shown as plain text.{near} Correct it."),
            }
        })
    }

    fn find(&self, kind: &str, id: &str) -> Option<LinkTarget> {
        let set = self.dataset;
        let item = match kind {
            "place" => set.place_by_id(id).map(Item::Place),
            "event" => set.event_by_id(id).map(Item::Event),
            "lane" => set.lane_by_id(id).map(Item::Lane),
            "period" => set.period_by_id(id).map(Item::Period),
            "actor" => set.actor_by_id(id).map(Item::Actor),
            "series" => set.series_by_id(id).map(Item::Series),
            "scene" => return self.by_id.get(id).copied().map(LinkTarget::Scene),
            _ => None,
        };
        item.map(LinkTarget::Item)
    }

    /// Every id of a kind.
    fn ids(&self, kind: &str) -> Vec<&str> {
        match kind {
            "scene" => self.scenes.clone(),
            kind => ids(self.dataset, kind),
        }
    }
}

/// Every id of a kind of thing in a data set: `event`, `place`, `theme` …
pub(super) fn ids<'d>(set: &'d Dataset, kind: &str) -> Vec<&'d str> {
    match kind {
        "place" => set.places().map(|ix| set.place(ix).id.as_str()).collect(),
        "event" => set.events().map(|ix| set.event(ix).id.as_str()).collect(),
        "lane" => set.lanes().map(|ix| set.lane(ix).id.as_str()).collect(),
        "period" => set.periods().map(|ix| set.period(ix).id.as_str()).collect(),
        "actor" => set.actors().map(|ix| set.actor(ix).id.as_str()).collect(),
        "series" => set.all_series().map(|ix| set.series(ix).id.as_str()).collect(),
        "theme" => set.themes().map(|ix| set.theme(ix).id.as_str()).collect(),
        _ => Vec::new(),
    }
}
