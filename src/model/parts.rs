//! The kinds of thing that a data set holds. References between them are indices into the data set
//! that made them, so that nothing can dangle.

use crate::chronology::Edtf;
use crate::geography::{Kilometers, LonLat};

use super::Localized;

macro_rules! index_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub(super) u32);

        impl $name {
            /// Position in the data set, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index_type!(
    /// A theme of a data set.
    ThemeIx
);
index_type!(
    /// A source of a data set.
    SourceIx
);
index_type!(
    /// An actor of a data set.
    ActorIx
);
index_type!(
    /// A place of a data set.
    PlaceIx
);
index_type!(
    /// A lane of a data set.
    LaneIx
);
index_type!(
    /// An event of a data set. Events are in order of time: a smaller index is not later.
    EventIx
);
index_type!(
    /// A period of a data set.
    PeriodIx
);
index_type!(
    /// An indicator series of a data set.
    SeriesIx
);

/// An sRGB colour as the data set gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The shape that tells a theme apart where colours do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MarkerShape {
    /// A disc.
    #[default]
    Circle,
    /// A square on its corner.
    Diamond,
    /// A square.
    Square,
    /// A triangle on its base.
    Triangle,
    /// A triangle on its tip.
    TriangleDown,
    /// Five sides.
    Pentagon,
    /// Six sides.
    Hexagon,
    /// Five rays.
    Star,
    /// An upright cross.
    Cross,
}

impl MarkerShape {
    /// Every shape, in the order in which themes without one take them.
    pub const ALL: [Self; 9] = [
        Self::Circle,
        Self::Diamond,
        Self::Square,
        Self::Triangle,
        Self::TriangleDown,
        Self::Pentagon,
        Self::Hexagon,
        Self::Star,
        Self::Cross,
    ];

    /// The name in data packages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Diamond => "diamond",
            Self::Square => "square",
            Self::Triangle => "triangle",
            Self::TriangleDown => "triangle_down",
            Self::Pentagon => "pentagon",
            Self::Hexagon => "hexagon",
            Self::Star => "star",
            Self::Cross => "cross",
        }
    }

    /// The shape of a name, the inverse of [`Self::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// A kind of event, with its colour and shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Stable id.
    pub id: String,
    /// Shown name.
    pub title: Localized,
    /// Colour of its markers.
    pub color: Rgb,
    /// Shape of its markers.
    pub shape: MarkerShape,
}

/// A work that data are cited to.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// CSL id.
    pub id: String,
    /// One line for a list: authors, title, container, date.
    pub citation: String,
    /// Short form for a chip: "Zhang and Niu 2017".
    pub short: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// The whole CSL-JSON item.
    pub csl: serde_json::Value,
}

/// Who acts: a state, a person, an organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Stable id.
    pub id: String,
    /// Shown name.
    pub name: Localized,
    /// Kind as the data set has it: `state`, `person` …
    pub kind: String,
    /// When it existed or held office.
    pub when: Option<Edtf>,
    /// Where this is from.
    pub sources: Vec<SourceIx>,
}

/// One name of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceName {
    /// BCP 47 tag.
    pub lang: String,
    /// The name.
    pub text: String,
    /// When it was in use, where it matters.
    pub when: Option<Edtf>,
    /// By which naming policy, where it matters.
    pub policy: Option<String>,
}

/// What a place looks like on the globe.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceGeometry {
    /// One or more points, at least one.
    Points(Vec<LonLat>),
    /// Lines, each of two or more positions.
    Lines(Vec<Vec<LonLat>>),
    /// Areas; each a list of rings, the outer one first.
    Areas(Vec<Vec<Vec<LonLat>>>),
}

impl PlaceGeometry {
    /// Every position of it.
    pub fn positions(&self) -> Box<dyn Iterator<Item = LonLat> + '_> {
        match self {
            Self::Points(points) => Box::new(points.iter().copied()),
            Self::Lines(lines) => Box::new(lines.iter().flatten().copied()),
            Self::Areas(areas) => Box::new(areas.iter().flatten().flatten().copied()),
        }
    }
}

/// Where something is.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Stable id.
    pub id: String,
    /// Its names; at least one.
    pub names: Vec<PlaceName>,
    /// Other spellings that a search finds.
    pub aliases: Vec<String>,
    /// Kind as the data set has it: `port`, `strait` …
    pub kind: String,
    /// 1 (a key site, always named) to 5 (named when there is room).
    pub rank: u8,
    /// Its shape.
    pub geometry: PlaceGeometry,
    /// Where its name and its markers stand.
    pub anchor: LonLat,
    /// Within what distance of its anchor it lay, where nobody knows exactly; above zero.
    pub uncertain: Option<Kilometers>,
    /// When it existed.
    pub when: Option<Edtf>,
    /// Neutral words on what is disputed about it.
    pub status: Option<String>,
    /// Ids of basemap features that it hides for its time.
    pub replaces: Vec<String>,
    /// ISO 3166-1 numeric codes of the basemap's countries that it is made of.
    pub basemap_countries: Vec<String>,
    /// Where this is from.
    pub sources: Vec<SourceIx>,
    /// The editor's note.
    pub note: String,
    /// Those of its sources, or others, that say otherwise; `note` says what.
    pub differs: Vec<SourceIx>,
}

impl Place {
    /// The name in a language, else in English, else the first; always something.
    pub fn name(&self, language: &str) -> &str {
        let by = |lang: &str| self.names.iter().find(|n| n.lang == lang);
        by(language)
            .or_else(|| by("en"))
            .or_else(|| self.names.first())
            .map_or(&self.id, |n| &n.text)
    }
}

/// A sea lane over named places. Its path is found on the sea network, see `view::resolve_lanes`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Stable id.
    pub id: String,
    /// Shown name.
    pub title: Localized,
    /// The places that it passes, in order; at least two.
    pub via: Vec<PlaceIx>,
    /// Its theme, if any.
    pub theme: Option<ThemeIx>,
    /// What it is.
    pub summary: Localized,
    /// When it is in use of itself; events light it as well.
    pub when: Option<Edtf>,
    /// Where this is from.
    pub sources: Vec<SourceIx>,
    /// The editor's note.
    pub note: String,
    /// Those of its sources, or others, that say otherwise; `note` says what.
    pub differs: Vec<SourceIx>,
}

/// Whether something happened or is somebody's reading of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Basis {
    /// It happened, or was signed, said or published.
    #[default]
    Record,
    /// What an author reads into it.
    Assessment,
}

/// Something at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Stable id.
    pub id: String,
    /// Shown title.
    pub title: Localized,
    /// Its date as written.
    pub when: Edtf,
    /// Where it was.
    pub places: Vec<PlaceIx>,
    /// Which lanes it concerns.
    pub lanes: Vec<LaneIx>,
    /// Its theme.
    pub theme: ThemeIx,
    /// Who acted.
    pub actors: Vec<ActorIx>,
    /// Record or assessment.
    pub basis: Basis,
    /// What it was.
    pub summary: Localized,
    /// Where this is from.
    pub sources: Vec<SourceIx>,
    /// The editor's note: where sources disagree, how.
    pub note: String,
    /// Those of its sources, or others, that say otherwise; `note` says what.
    pub differs: Vec<SourceIx>,
    /// 1 (small) to 5 (a turning point).
    pub weight: u8,
}

/// A stretch of time with a name, drawn as a band.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// Stable id.
    pub id: String,
    /// Shown title.
    pub title: Localized,
    /// Its time as written.
    pub when: Edtf,
    /// Its theme, if any.
    pub theme: Option<ThemeIx>,
    /// What it was.
    pub summary: Localized,
    /// Where this is from.
    pub sources: Vec<SourceIx>,
    /// The editor's note.
    pub note: String,
    /// Those of its sources, or others, that say otherwise; `note` says what.
    pub differs: Vec<SourceIx>,
}

/// What an indicator is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A place.
    Place(PlaceIx),
    /// A lane.
    Lane(LaneIx),
    /// An actor.
    Actor(ActorIx),
}

/// One figure of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesPoint {
    /// The time that it holds for.
    pub when: Edtf,
    /// The figure; `None` is a gap that the data set states.
    pub value: Option<f64>,
    /// Where this is from.
    pub sources: Vec<SourceIx>,
    /// The editor's note.
    pub note: String,
    /// Those of its sources, or others, that say otherwise; `note` says what.
    pub differs: Vec<SourceIx>,
}

/// Figures of one kind over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Stable id.
    pub id: String,
    /// Shown title.
    pub title: Localized,
    /// Unit in plain words.
    pub unit: String,
    /// What it is about.
    pub about: Vec<Subject>,
    /// The figures in order of time.
    pub points: Vec<SeriesPoint>,
}
