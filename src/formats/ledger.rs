//! Which ids stand where in a package and which of its files could not be read, so that what follows from
//! one fault is told as that and not as faults of its own. For the readers of [`super`].

use std::collections::{HashMap, HashSet};

use super::problem::At;

/// A kind of thing that others refer to by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Source,
    Actor,
    Place,
    Lane,
    Event,
    Period,
    Series,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Lane => "lane",
            Self::Event => "event",
            Self::Period => "period",
            Self::Series => "series",
        }
    }

    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Source => "sources.json",
            Self::Actor => "actors.csv",
            Self::Place => "places.geojson",
            Self::Lane => "lanes.csv",
            Self::Event => "events.csv",
            Self::Period => "periods.csv",
            Self::Series => "indicators.csv",
        }
    }
}

/// What is known of a package's files while it is read.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Where each id of each file stands, by file, whether or not its thing could be read.
    seen: HashMap<String, HashMap<String, At>>,
    /// Files that ought to be there and of which nothing could be read, which was reported: what refers
    /// to them is a consequence.
    absent: HashSet<&'static str>,
    /// Files that the package does not have.
    missing: HashSet<&'static str>,
}

/// Another fault, for which a name leads to nothing.
#[derive(Debug)]
pub(super) struct Cause {
    /// The same for all that follows from it in the same way.
    pub(super) group: String,
    /// What to add to what is wrong: ": the package has no lanes.csv"; may be empty.
    pub(super) why: String,
    /// What brings the name back.
    pub(super) remedy: String,
}

impl Ledger {
    /// Whether nothing of a file could be read, which was reported.
    pub(super) fn is_absent(&self, file: &str) -> bool {
        self.absent.contains(file)
    }

    /// Notes that nothing of a file could be read, which was reported.
    pub(super) fn note_absent(&mut self, file: &'static str) {
        self.absent.insert(file);
    }

    /// Notes that the package does not have a file, and whether it names it all the same, which was
    /// reported.
    pub(super) fn note_missing(&mut self, file: &'static str, is_named: bool) {
        self.missing.insert(file);
        if is_named {
            self.absent.insert(file);
        }
    }

    /// The ids of a file and where each stands, to look up and to add to.
    pub(super) fn ids_of(&mut self, file: &str) -> &mut HashMap<String, At> {
        self.seen.entry(file.to_owned()).or_default()
    }

    /// Why nothing of a file is known, if so: "the package has no lanes.csv".
    pub(super) fn why_nothing(&self, file: &str) -> Option<String> {
        if self.missing.contains(file) {
            Some(format!("the package has no {file}"))
        } else if self.is_absent(file) {
            Some(format!("nothing of {file} could be read"))
        } else {
            let holds_nothing = !self.seen.contains_key(file);
            holds_nothing.then(|| format!("{file} holds nothing"))
        }
    }

    /// The other fault for which an id of some kinds leads to nothing, if there is one.
    pub(super) fn cause(&self, kinds: &[Kind], id: &str) -> Option<Cause> {
        let files: Vec<&'static str> = kinds.iter().map(|kind| kind.file()).collect();
        let (file, why) = match files.iter().find_map(|file| self.seen.get(*file)?.get(id)) {
            // Lanes that could not be read for want of all places are missed for the same reason as those.
            Some(unread) if unread.file == Kind::Lane.file() => {
                let places = Kind::Place.file();
                match self.why_nothing(places) {
                    Some(why) => (places, why),
                    None => return Some(Cause::unread(unread)),
                }
            }
            Some(unread) => return Some(Cause::unread(unread)),
            None => self.file_without(&files)?,
        };
        Some(Cause {
            group: format!("names of {file}"),
            why: format!(": {why}"),
            remedy: format!("It comes back with {file}."),
        })
    }

    /// The file for want of which a name that may be of several files is not known, and why. The first
    /// of them is meant most often; the others may lack in a sound package, unless that was reported.
    fn file_without(&self, files: &[&'static str]) -> Option<(&'static str, String)> {
        let reported = files.iter().find(|file| self.is_absent(file)).copied();
        let first = || files.first().copied();
        let file = reported.or_else(first)?;
        Some((file, self.why_nothing(file)?))
    }
}

impl Cause {
    /// A thing that is there and could not be read.
    fn unread(at: &At) -> Self {
        Self {
            group: format!("unread {at}"),
            why: String::new(),
            remedy: format!("It could not be read, see {at}."),
        }
    }
}

/// "place, lane or actor".
pub(super) fn alternatives(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &str, line: u32) -> At {
        At {
            line: Some(line),
            ..At::file(file)
        }
    }

    #[test]
    fn a_name_that_leads_to_nothing_has_a_cause_where_its_file_or_its_row_could_not_be_read() {
        let mut ledger = Ledger::default();
        ledger
            .ids_of("events.csv")
            .insert("war".into(), at("events.csv", 3));
        ledger.note_missing("actors.csv", true);
        let told = |kinds: &[Kind], id| ledger.cause(kinds, id).map(|c| format!("{} {}", c.why, c.remedy));
        assert_eq!(
            told(&[Kind::Event], "war").unwrap(),
            " It could not be read, see events.csv:3."
        );
        assert_eq!(told(&[Kind::Event], "peace"), None);
        assert_eq!(
            told(&[Kind::Actor], "emperor").unwrap(),
            ": the package has no actors.csv It comes back with actors.csv."
        );
        assert!(
            told(&[Kind::Period], "stone-age")
                .unwrap()
                .contains("holds nothing")
        );
    }

    #[test]
    fn a_lane_is_missed_for_want_of_its_places() {
        let mut ledger = Ledger::default();
        ledger
            .ids_of("lanes.csv")
            .insert("road".into(), at("lanes.csv", 2));
        ledger.note_absent("places.geojson");
        let cause = ledger.cause(&[Kind::Lane], "road").unwrap();
        assert_eq!(cause.group, "names of places.geojson");
    }
}
