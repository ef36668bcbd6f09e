//! Where the links and citations of a scene lead: `place:cam-ranh-bay`, `scene:07-cam-ranh`, `@zhang-niu-2017`.

use std::collections::HashMap;

use crate::formats::ledger::{Kind, Ledger, alternatives};
use crate::formats::problem::{At, Problems, quoted};
use crate::formats::references::suggestion;
use crate::model::{Dataset, Item, LinkTarget, SceneIx, SourceIx};

/// The kinds of thing that a link may name, as it writes them.
const KINDS: [&str; 7] = ["place", "event", "lane", "period", "actor", "series", "scene"];

/// What the words of a story can name.
pub(super) struct Names<'d> {
    pub(super) dataset: &'d Dataset,
    ledger: &'d Ledger,
    /// The ids of the scenes in order; of two with one id, the first is meant.
    scenes: Vec<&'d str>,
    by_id: HashMap<&'d str, SceneIx>,
}

/// What is wrong with a name that leads to nothing, and what to do.
#[derive(Debug)]
pub(super) struct Unknown {
    what: String,
    remedy: String,
    /// The group of what follows from one fault, if it does.
    group: Option<String>,
}

impl Unknown {
    /// An id that nothing of some kinds has, with what is done about it.
    pub(super) fn new(dataset: &Dataset, ledger: &Ledger, kinds: &[Kind], id: &str, done: &str) -> Self {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let what = format!("there is no {} {}", alternatives(&names), quoted(id));
        match ledger.cause(kinds, id) {
            Some(cause) => Self {
                what: format!("{what}{}", cause.why),
                remedy: format!("{done} {}", cause.remedy),
                group: Some(cause.group),
            },
            None => {
                let known = kinds.iter().flat_map(|kind| ids(dataset, kind.name()));
                Self {
                    what,
                    remedy: format!("{done}{} Correct it.", suggestion(id, known)),
                    group: None,
                }
            }
        }
    }

    /// Lists it among the problems.
    pub(super) fn report(self, at: At, problems: &mut Problems) {
        match self.group {
            Some(group) => problems.follow(group, at, self.what, self.remedy),
            None => problems.error(at, self.what, self.remedy),
        }
    }
}

/// The kind of a word that links and views use: `place`; `None` for a scene and for what is no kind.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    let kinds = [
        Kind::Place,
        Kind::Event,
        Kind::Lane,
        Kind::Period,
        Kind::Actor,
        Kind::Series,
    ];
    kinds.into_iter().find(|kind| kind.name() == word)
}

impl<'d> Names<'d> {
    /// The names of a data set and of the scenes with these ids, in the order of telling.
    pub(super) fn new(
        dataset: &'d Dataset,
        ledger: &'d Ledger,
        scenes: impl Iterator<Item = &'d str>,
    ) -> Self {
        let scenes: Vec<&str> = scenes.collect();
        let mut by_id = HashMap::new();
        for (id, position) in scenes.iter().zip(0..) {
            by_id.entry(*id).or_insert_with(|| Dataset::scene_at(position));
        }
        Self {
            dataset,
            ledger,
            scenes,
            by_id,
        }
    }

    /// The source with an id.
    pub(super) fn source(&self, id: &str) -> Result<SourceIx, Unknown> {
        let found = self.dataset.source_by_id(id);
        found.ok_or_else(|| Unknown::new(self.dataset, self.ledger, &[Kind::Source], id, "It is not cited."))
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
                group: None,
            });
        }
        self.find(kind, id).ok_or_else(|| self.no_target(kind, id))
    }

    /// What to say of a link to something that is not there: it may be of another kind.
    fn no_target(&self, kind: &str, id: &str) -> Unknown {
        let done = "The link's words are shown as plain text.";
        let other = KINDS.into_iter().find(|other| self.find(other, id).is_some());
        let near = match (other, kind_of(kind)) {
            (None, Some(kind)) => return Unknown::new(self.dataset, self.ledger, &[kind], id, done),
            (Some(other), _) => format!(" Did you mean '{other}:{id}'?"),
            (None, None) => suggestion(id, self.scenes.iter().copied()),
        };
        Unknown {
            what: format!("there is no {kind} {}", quoted(id)),
            remedy: format!("{done}{near} Correct it."),
            group: None,
        }
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
        "source" => set.sources().map(|ix| set.source(ix).id.as_str()).collect(),
        "theme" => set.themes().map(|ix| set.theme(ix).id.as_str()).collect(),
        _ => Vec::new(),
    }
}
