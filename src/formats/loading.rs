//! What the readers of one package share while they read: the data set that grows, the problems, and
//! how ids, dates and numbers are looked up and reported. For the readers of [`super`].

use crate::chronology::Edtf;
use crate::model::{
    ActorIx, DatasetBuilder, LaneIx, Localized, MarkerShape, PlaceIx, Rgb, SourceIx, Subject, Theme, ThemeIx,
};

use super::ledger::{Kind, Ledger, alternatives};
use super::problem::{At, Problems, quoted};
use super::references::suggestion;
use super::table::Row;

/// Where an event is: at a place or on a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    Place(PlaceIx),
    Lane(LaneIx),
}

/// A package while it is read.
#[derive(Debug)]
pub(super) struct Loading {
    pub(super) builder: DatasetBuilder,
    pub(super) problems: Problems,
    pub(super) ledger: Ledger,
    /// Whether the package names its themes; if not, each theme of an event is taken as it comes.
    themes_are_declared: bool,
}

impl Loading {
    pub(super) fn new(builder: DatasetBuilder, problems: Problems) -> Self {
        let themes_are_declared = builder.themes().next().is_some();
        Self {
            themes_are_declared,
            builder,
            problems,
            ledger: Ledger::default(),
        }
    }

    /// Notes that nothing of a file could be read, which was reported.
    pub(super) fn note_absent(&mut self, file: &'static str) {
        self.ledger.note_absent(file);
    }

    /// Reports a lane that leads nowhere: by itself, or for want of places that are not known.
    pub(super) fn report_lane(&mut self, id: &str, places: usize, at: At) {
        if places < 2 {
            let remedy = "The lane is left out. Write place ids with '; ' between them.";
            let what = "a lane leads over two known places at least";
            self.problems.error(at, what, remedy);
        } else if let Some(why) = self.ledger.why_nothing(Kind::Place.file()) {
            let what = format!("the lane {} has no known places: {why}", quoted(id));
            let remedy = "The lane is left out. It comes back with its places.";
            self.problems.follow("lanes".to_owned(), at, what, remedy);
        } else {
            let what = format!("the lane {} leads over fewer than two known places", quoted(id));
            let remedy = "The lane is left out. It comes back with its places.";
            self.problems.follow(format!("lane {id}"), at, what, remedy);
        }
    }

    /// The id that a row goes by.
    pub(super) fn row_id(&mut self, row: Row<'_, '_>) -> String {
        self.own_id(row.text("id"), row.at("id"), row.has("id"))
    }

    /// The id that a row or feature goes by. An empty or used one is reported (an empty one only where
    /// `expected`) and another taken, so that nothing is lost.
    pub(super) fn own_id(&mut self, given: &str, at: At, expected: bool) -> String {
        let seen = self.ledger.ids_of(&at.file);
        let mut id = given.to_owned();
        if given.is_empty() {
            id = format!("line-{}", at.line.unwrap_or_default());
        }
        let first = seen.get(&id).and_then(|at| at.line);
        if seen.contains_key(&id) {
            let free = (2..)
                .map(|n| format!("{id}-{n}"))
                .find(|id| !seen.contains_key(id));
            id = free.unwrap_or(id);
        }
        if given.is_empty() && expected {
            let remedy =
                format!("It goes by '{id}' for now. Give it an id of its own, such as 'cam-ranh-bay'.");
            self.problems.error(at.clone(), "there is no id", remedy);
        } else if id != given && !given.is_empty() {
            let what = format!(
                "the id {} is in use already on line {}",
                quoted(given),
                first.unwrap_or(0)
            );
            let remedy = format!(
                "This one goes by '{id}' for now. Give it an id of its own, or delete one of the two."
            );
            self.problems.error(at.clone(), what, remedy);
        } else if given.contains([';', ',']) || given.contains(char::is_whitespace) {
            self.problems.warning(
                at.clone(),
                format!("the id {} has a space, comma or semicolon", quoted(given)),
                "Lists cannot name it. Use letters, digits and hyphens.",
            );
        }
        seen.insert(id.clone(), at);
        id
    }

    /// The title or name of a row with an id, which stands for an empty one.
    pub(super) fn row_title(&mut self, row: Row<'_, '_>, column: &str, id: &str) -> Localized {
        let title = row.localized(column);
        if !title.base().is_empty() {
            return title;
        }
        let translated = title.all().nth(1).map(str::to_owned);
        let stand_in = translated.unwrap_or_else(|| id.to_owned());
        if row.has(column) {
            let remedy = format!("It is shown as {}. Write a {column}.", quoted(&stand_in));
            self.problems
                .error(row.at(column), format!("the {column} is empty"), remedy);
        }
        title.with_base(stand_in)
    }

    /// The date of a text that is not empty. A bad one is reported with what follows from it.
    pub(super) fn date(&mut self, text: &str, at: impl Fn() -> At, consequence: &str) -> Option<Edtf> {
        match Edtf::parse_lenient(text) {
            Ok((date, warnings)) => {
                for warning in warnings {
                    self.problems
                        .warning(at(), warning.to_string(), "Write it the second way.");
                }
                Some(date)
            }
            Err(error) => {
                let what = format!("{} is no date: {}", quoted(text), error.problem());
                let meant = error.suggestion();
                let meant = meant.map_or_else(String::new, |s| format!(" Did you mean '{s}'?"));
                let remedy = format!("{}{meant} {consequence}", sentence(error.remedy()));
                self.problems.error(at().further(error.column()), what, remedy);
                None
            }
        }
    }

    /// The date of a text that may be empty.
    pub(super) fn optional_date(&mut self, text: &str, at: impl Fn() -> At) -> Option<Edtf> {
        if text.is_empty() {
            return None;
        }
        self.date(text, at, "The date is left out.")
    }

    /// A whole number of 1 to 5, 3 where none is given.
    pub(super) fn one_to_five(&mut self, text: &str, what: &str, at: impl FnOnce() -> At) -> u8 {
        const MIDDLE: u8 = 3;
        if text.is_empty() {
            return MIDDLE;
        }
        let given: Option<f64> = text.parse().ok();
        if let Some(exact) = (1..=5).find(|n| given == Some(f64::from(*n))) {
            return exact;
        }
        let taken = match given {
            Some(number) if number > 5.0 => 5,
            Some(number) if number < 1.0 => 1,
            _ => MIDDLE,
        };
        self.problems.error(
            at(),
            format!("the {what} {} is no whole number from 1 to 5", quoted(text)),
            format!("It is read as {taken}."),
        );
        taken
    }

    /// The theme with an id. Where it is unknown or empty, which is reported, the theme of all that have none.
    pub(super) fn theme(&mut self, id: &str, at: impl FnOnce() -> At) -> ThemeIx {
        match self.optional_theme(id, at) {
            Some(theme) => theme,
            None => self.unsorted(),
        }
    }

    /// The theme with an id, if it is not empty; an unknown one is reported.
    pub(super) fn optional_theme(&mut self, id: &str, at: impl FnOnce() -> At) -> Option<ThemeIx> {
        if id.is_empty() {
            return None;
        }
        if let Some(theme) = self.builder.theme(id) {
            return Some(theme);
        }
        if !self.themes_are_declared {
            return Some(self.stand_in_theme(id, Localized::new(id)));
        }
        let near = suggestion(id, self.builder.themes());
        let what = format!("there is no theme {}", quoted(id));
        let remedy =
            format!("Its theme is left out.{near} Themes are named in datapackage.json under 'periplus'.");
        self.problems.error(at(), what, remedy);
        None
    }

    /// The theme of events that have none.
    pub(super) fn unsorted(&mut self) -> ThemeIx {
        self.stand_in_theme("unsorted", Localized::new("Without theme"))
    }

    fn stand_in_theme(&mut self, id: &str, title: Localized) -> ThemeIx {
        if let Some(theme) = self.builder.theme(id) {
            return theme;
        }
        let count = self.builder.themes().count();
        let shapes = MarkerShape::ALL;
        self.builder.theme_or_add(Theme {
            id: id.to_owned(),
            title,
            color: THEME_WITHOUT_COLOR,
            shape: shapes[count % shapes.len()],
        })
    }

    /// The sources with some ids; unknown ones are reported and left out, as in all that follow.
    pub(super) fn sources(&mut self, ids: &[String], at: impl Fn() -> At) -> Vec<SourceIx> {
        self.resolve(ids, at, &[Kind::Source], true, DatasetBuilder::source)
    }

    /// The sources that say otherwise than a row.
    pub(super) fn row_differs(&mut self, row: Row<'_, '_>) -> Vec<SourceIx> {
        self.differs(&row.list("differs"), row.text("note"), || row.at("differs"))
    }

    /// The sources with some ids, which say otherwise than the thing that a note belongs to.
    pub(super) fn differs(&mut self, ids: &[String], note: &str, at: impl Fn() -> At) -> Vec<SourceIx> {
        if !ids.is_empty() && note.is_empty() {
            let remedy = "The reader learns who, and not what. Say in the note what differs.";
            self.problems
                .warning(at(), "sources differ and the note is empty", remedy);
        }
        self.sources(ids, at)
    }

    /// The actors with some ids.
    pub(super) fn actors(&mut self, ids: &[String], at: impl Fn() -> At) -> Vec<ActorIx> {
        self.resolve(ids, at, &[Kind::Actor], true, DatasetBuilder::actor)
    }

    /// The places of a lane in their order; a place may come twice, as on a way there and back.
    pub(super) fn via(&mut self, ids: &[String], at: impl Fn() -> At) -> Vec<PlaceIx> {
        self.resolve(ids, at, &[Kind::Place], false, DatasetBuilder::place)
    }

    /// The places and lanes with some ids.
    pub(super) fn sites(&mut self, ids: &[String], at: impl Fn() -> At) -> Vec<Site> {
        self.resolve(ids, at, &[Kind::Place, Kind::Lane], true, |builder, id| {
            let place = builder.place(id).map(Site::Place);
            place.or_else(|| builder.lane(id).map(Site::Lane))
        })
    }

    /// The places, lanes and actors with some ids.
    pub(super) fn subjects(&mut self, ids: &[String], at: impl Fn() -> At) -> Vec<Subject> {
        let kinds = [Kind::Place, Kind::Lane, Kind::Actor];
        self.resolve(ids, at, &kinds, true, |builder, id| {
            let place = builder.place(id).map(Subject::Place);
            place
                .or_else(|| builder.lane(id).map(Subject::Lane))
                .or_else(|| builder.actor(id).map(Subject::Actor))
        })
    }

    fn resolve<I: PartialEq>(
        &mut self,
        ids: &[String],
        at: impl Fn() -> At,
        kinds: &[Kind],
        once: bool,
        find: impl Fn(&DatasetBuilder, &str) -> Option<I>,
    ) -> Vec<I> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            match find(&self.builder, id) {
                Some(ix) if once && found.contains(&ix) => {
                    let what = format!("{} is named twice", quoted(id));
                    self.problems.warning(at(), what, "Delete one of the two.");
                }
                Some(ix) => found.push(ix),
                None => self.report_unresolved(id, kinds, &at),
            }
        }
        found
    }

    fn report_unresolved(&mut self, id: &str, kinds: &[Kind], at: &impl Fn() -> At) {
        let names: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
        let files: Vec<_> = kinds.iter().map(|kind| kind.file()).collect();
        let what = format!("there is no {} {}", alternatives(&names), quoted(id));
        if let Some(cause) = self.ledger.cause(kinds, id) {
            let remedy = format!("The name is left out. {}", cause.remedy);
            let what = format!("{what}{}", cause.why);
            return self.problems.follow(cause.group, at(), what, remedy);
        }
        let remedy = if id.contains(',') {
            "The name is left out. Put '; ' between the ids of a list.".to_owned()
        } else {
            let known = kinds.iter().flat_map(|kind| self.known(*kind));
            let near = suggestion(id, known);
            format!(
                "The name is left out.{near} Correct it, or add it to {}.",
                files.join(" or ")
            )
        };
        self.problems.alike(what.clone(), at(), what, remedy);
    }

    fn known(&self, kind: Kind) -> Box<dyn Iterator<Item = &str> + '_> {
        match kind {
            Kind::Source => Box::new(self.builder.sources()),
            Kind::Actor => Box::new(self.builder.actors()),
            Kind::Place => Box::new(self.builder.places()),
            Kind::Lane => Box::new(self.builder.lanes()),
            // Nothing in a table refers to the rest.
            Kind::Event | Kind::Period | Kind::Series => Box::new(std::iter::empty()),
        }
    }
}

/// The mark of data whose package gives no colour, a mid grey: seen on paper and on dark ground, and no
/// theme's own.
pub(super) const THEME_WITHOUT_COLOR: Rgb = Rgb(0x80, 0x80, 0x80);

/// A clause as a sentence: a capital first, a full stop last.
fn sentence(clause: &str) -> String {
    let clause = clause.trim();
    let mut chars = clause.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if clause.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{end}", chars.as_str())
}
