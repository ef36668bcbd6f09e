//! Where a place lies that somebody names: in the data set, among the ports and passages of the sea network,
//! or among the towns of the map, in this order. For routes, on the command line and in the window.

use crate::geography::{CoordinateError, LonLat, Passage, PassageId, SeaNetwork, read_position};
use crate::model::{Dataset, PlaceIx, begins_with_words, fold, likely_meant, same_words};

/// All places that can be named, with all their names.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
}

/// Where a name comes from; what comes first is asked first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceOrigin {
    /// A position that was written as one.
    Position,
    /// A place of the data set.
    DataSet(PlaceIx),
    /// A port of the sea network, by its number there.
    Port(usize),
    /// The middle of a passage's gate.
    Passage(PassageId),
    /// A town of the map.
    Town,
}

impl PlaceOrigin {
    fn tier(&self) -> u8 {
        match self {
            Self::Position => 0,
            Self::DataSet(_) => 1,
            Self::Port(_) => 2,
            Self::Passage(_) => 3,
            Self::Town => 4,
        }
    }
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPlace {
    /// Its name, or the position as it was written.
    pub name: String,
    /// Where it lies.
    pub at: LonLat,
    /// Where that is known from.
    pub origin: PlaceOrigin,
}

/// Why a text is no place.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoSuchPlace {
    /// It is a position off the globe.
    #[error("'{asked}' is no position, latitude first: {problem}")]
    Position {
        /// The text.
        asked: String,
        /// What is wrong with it.
        problem: CoordinateError,
    },
    /// Several places are called so, or begin so.
    #[error("'{asked}' may be {}; say which", listed(.choices, "or"))]
    Ambiguous {
        /// The text.
        asked: String,
        /// Their names, at most [`MOST_CHOICES`].
        choices: Vec<String>,
    },
    /// No place is called so.
    #[error("no place is called '{asked}'{}", meant(.near))]
    Unknown {
        /// The text.
        asked: String,
        /// Names like it, the likest first; at most [`MOST_CHOICES`].
        near: Vec<String>,
    },
}

/// No more names than these are offered instead of one that was not understood.
pub const MOST_CHOICES: usize = 6;

/// "a, b or c", each in quotes.
fn listed(names: &[String], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn meant(near: &[String]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", listed(near, "or"))
    }
}

#[derive(Clone, Debug)]
struct Entry {
    place: NamedPlace,
    /// All names, the place's own first.
    names: Vec<String>,
    /// More telling than the name alone, where several places share it.
    label: String,
}

impl Gazetteer {
    /// The places of a data set, in its languages, and the ports and passages of the network.
    pub fn of(dataset: &Dataset, network: &SeaNetwork) -> Self {
        let mut all = Self::default();
        for ix in dataset.places() {
            let place = dataset.place(ix);
            let names = place.names.iter().map(|name| name.text.clone());
            let names = names
                .chain(place.aliases.iter().cloned())
                .chain([place.id.clone()]);
            all.add(
                place.name("en"),
                place.anchor,
                PlaceOrigin::DataSet(ix),
                names,
                &place.kind,
            );
        }
        for (number, port) in network.ports().iter().enumerate() {
            let names = [port.name.clone(), port.id.clone()];
            let names = names.into_iter().chain(port.aliases.iter().cloned());
            let at = network.port_place(port);
            all.add(&port.name, at, PlaceOrigin::Port(number), names, "port");
        }
        for passage in network.passages() {
            let names = passage.names().chain([passage.id.as_str()]);
            let names = names.map(str::to_owned);
            let origin = PlaceOrigin::Passage(passage.id.clone());
            let at = network.passage_place(passage);
            all.add(passage.name("en"), at, origin, names, "passage");
        }
        all
    }

    /// These places and towns of the map, each with its names, the first one its own, and its country.
    #[must_use]
    pub fn with_towns<'t>(mut self, towns: impl Iterator<Item = (Vec<&'t str>, &'t str, LonLat)>) -> Self {
        for (names, country, at) in towns {
            if let Some(&own) = names.first() {
                let names = names.iter().map(|&name| name.to_owned());
                self.add(own, at, PlaceOrigin::Town, names, country);
            }
        }
        self
    }

    fn add(
        &mut self,
        own: &str,
        at: LonLat,
        origin: PlaceOrigin,
        names: impl Iterator<Item = String>,
        what: &str,
    ) {
        let name = own.to_owned();
        self.entries.push(Entry {
            label: format!("{name} ({what})"),
            place: NamedPlace { name, at, origin },
            names: names.filter(|name| !name.is_empty()).collect(),
        });
    }

    /// The place that a text names: a position, or a place by any of its names, whatever their case,
    /// diacritics and hyphens. Where no name is the text, a name that begins with it is enough, if only one
    /// place has one. What the data set calls so comes before ports, passages and towns.
    ///
    /// # Errors
    /// When no place is called so, several are, or the position is off the globe; with what may be meant.
    pub fn find(&self, text: &str) -> Result<NamedPlace, NoSuchPlace> {
        let asked = text.trim();
        if let Some(position) = read_position(asked) {
            let at = position.map_err(|problem| NoSuchPlace::Position {
                asked: asked.to_owned(),
                problem,
            })?;
            let name = asked.to_owned();
            let origin = PlaceOrigin::Position;
            return Ok(NamedPlace { name, at, origin });
        }
        let called = self.best(|name| same_words(name, asked));
        let found = if called.is_empty() {
            self.best(|name| begins_with_words(name, asked))
        } else {
            called
        };
        match found[..] {
            [] => Err(NoSuchPlace::Unknown {
                asked: asked.to_owned(),
                near: self.near(asked),
            }),
            [only] => Ok(only.place.clone()),
            _ => Err(NoSuchPlace::Ambiguous {
                asked: asked.to_owned(),
                choices: choices(&found),
            }),
        }
    }

    /// The entries with a name that fits, of the first origin that has any.
    fn best(&self, fits: impl Fn(&str) -> bool) -> Vec<&Entry> {
        let mut found: Vec<&Entry> = Vec::new();
        for entry in &self.entries {
            let tier = entry.place.origin.tier();
            let better = found.first().is_none_or(|f| tier <= f.place.origin.tier());
            if better && entry.names.iter().any(|name| fits(name)) {
                found.retain(|f| f.place.origin.tier() == tier);
                found.push(entry);
            }
        }
        found
    }

    fn near(&self, asked: &str) -> Vec<String> {
        let names = self
            .entries
            .iter()
            .flat_map(|e| e.names.iter().map(String::as_str));
        let mut near: Vec<String> = Vec::new();
        for name in likely_meant(asked, names) {
            if near.len() < MOST_CHOICES && !near.iter().any(|n| same_words(n, name)) {
                near.push(name.to_owned());
            }
        }
        near
    }
}

/// Their names, with more words where two are called the same.
fn choices(found: &[&Entry]) -> Vec<String> {
    let shared = |entry: &Entry| {
        let others = found.iter().filter(|other| other.place.name == entry.place.name);
        others.count() > 1
    };
    let names = found.iter().take(MOST_CHOICES).map(|entry| {
        if shared(entry) {
            let (lat, lon) = (entry.place.at.lat(), entry.place.at.lon());
            format!("{} at {lat:.2},{lon:.2}", entry.label)
        } else {
            entry.place.name.clone()
        }
    });
    names.collect()
}

/// Why a text is no passage.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no passage is called '{asked}'{}", meant(.near))]
pub struct NoSuchPassage {
    /// The text.
    pub asked: String,
    /// Names like it, the likest first; at most [`MOST_CHOICES`].
    pub near: Vec<String>,
}

/// The passage of the network that a text names by its id or any of its names, whatever their case and
/// diacritics; "strait", "canal" and the like may be left out.
///
/// # Errors
/// When none is called so, with names that may be meant.
pub fn find_passage<'n>(network: &'n SeaNetwork, text: &str) -> Result<&'n Passage, NoSuchPassage> {
    let asked = text.trim();
    let names = |passage: &'n Passage| passage.names().chain([passage.id.as_str()]);
    let wanted = proper(asked);
    let called = |passage: &&'n Passage| names(passage).any(|name| same_words(&proper(name), &wanted));
    if let Some(found) = network.passages().iter().find(called) {
        return Ok(found);
    }
    let whole = network.passages().iter().flat_map(names);
    let mut near: Vec<&str> = likely_meant(asked, whole).into_iter().collect();
    // "Malaka" is far from "Strait of Malacca", but near to what is proper in it.
    near.extend(network.passages().iter().filter_map(|passage| {
        let proper_names: Vec<String> = names(passage).map(proper).collect();
        let proper_names = proper_names.iter().map(String::as_str);
        (!likely_meant(&wanted, proper_names).is_empty()).then(|| passage.name("en"))
    }));
    let mut seen = Vec::new();
    near.retain(|name| {
        !seen.contains(name) && {
            seen.push(*name);
            seen.len() <= MOST_CHOICES
        }
    });
    Err(NoSuchPassage {
        asked: asked.to_owned(),
        near: near.into_iter().map(str::to_owned).collect(),
    })
}

/// What is left of a passage's name without the words for what it is; all of it, where nothing else is.
fn proper(name: &str) -> String {
    const GENERAL: [&str; 9] = [
        "strait", "straits", "canal", "passage", "channel", "of", "the", "selat", "kaikyo",
    ];
    let folded = fold(name);
    let words = folded.split(|c: char| c.is_whitespace() || c == '_' || c == '-');
    let left: Vec<&str> = words.filter(|word| !GENERAL.contains(word)).collect();
    if left.is_empty() { folded } else { left.join(" ") }
}

#[cfg(test)]
mod tests;
