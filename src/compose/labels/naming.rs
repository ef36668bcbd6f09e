//! What is written at a place: its name in the language of names, a second one below it where two are asked for,
//! and for what is disputed the name or names that the view's policy says.

use std::sync::Arc;

use crate::basemap::{Names, PhysicalName, Town};
use crate::model::PlaceIx;
use crate::scene::{ShapedText, TextStyle};
use crate::view::{DisputedNames, LOCAL};

use super::Ingredients;

/// A second name's size as a part of the first one's.
const SECOND: f32 = 0.86;
/// From baseline to baseline, in sizes of the second name.
const LEADING: f32 = 1.16;

/// A name, and what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lettering {
    pub(super) first: String,
    pub(super) second: Option<String>,
}

/// How the lines of a name stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    Centered,
    LeftAligned,
}

impl Lettering {
    /// The name alone, changed.
    pub(super) fn map_first(self, change: impl Fn(&str) -> String) -> Self {
        Self {
            first: change(&self.first),
            ..self
        }
    }

    /// The first name alone, where there is a second one.
    pub(super) fn without_second(&self) -> Option<Self> {
        self.second.is_some().then(|| Self {
            first: self.first.clone(),
            second: None,
        })
    }

    /// The letters in a face.
    pub(super) fn shape(&self, parts: &Ingredients, face: &TextStyle, lines: Lines) -> Arc<ShapedText> {
        let fonts = parts.world.fonts;
        let first = fonts.shape(&self.first, face);
        let Some(second) = &self.second else {
            return first;
        };
        let below = second_face(parts, face);
        let second = fonts.shape(second, &below);
        let down = below.size * LEADING;
        let apart = (first.width - second.width) / 2.0;
        let (right, shift) = match lines {
            Lines::LeftAligned => (0.0, 0.0),
            Lines::Centered if apart >= 0.0 => (0.0, apart),
            Lines::Centered => (-apart, 0.0),
        };
        Arc::new(first.moved([right, 0.0]).with(&second.moved([shift, down]), down))
    }

    /// The letters along a curve, a second name below the first on the same curve.
    pub(super) fn shape_along(
        &self,
        parts: &Ingredients,
        face: &TextStyle,
        curve: &[[f64; 2]],
    ) -> Option<ShapedText> {
        let fonts = parts.world.fonts;
        let Some(second) = &self.second else {
            return fonts.shape_along(&self.first, face, curve);
        };
        let below = second_face(parts, face);
        // Sideways as a reader sees it, whichever way the curve is drawn.
        let side = match (curve.first(), curve.last()) {
            (Some(a), Some(b)) if b[0] < a[0] => -1.0,
            _ => 1.0,
        };
        let half = f64::from(below.size * LEADING) / 2.0;
        let upper = super::water::shifted(curve, half * side);
        let lower = super::water::shifted(curve, -half * side);
        let first = fonts.shape_along(&self.first, face, &upper)?;
        let second = fonts.shape_along(second, &below, &lower)?;
        Some(first.with(&second, 0.0))
    }

    /// The length of the longer line, in points.
    pub(super) fn width(&self, parts: &Ingredients, face: &TextStyle) -> f64 {
        f64::from(self.shape(parts, face, Lines::Centered).width)
    }
}

fn second_face(parts: &Ingredients, face: &TextStyle) -> TextStyle {
    TextStyle {
        size: parts.style.sizes.at_least(face.size * SECOND),
        letter_spacing: face.letter_spacing.min(0.06),
        ..*face
    }
}

/// What a name is looked up for, so that the rules stand once.
trait Known {
    /// The name in a language, or [`LOCAL`]ly.
    fn in_language(&self, tag: &str) -> Option<String>;
    /// The name that stands in for others.
    fn usual(&self) -> String;
    /// Every other name in use.
    fn others(&self) -> Vec<String>;
    fn is_disputed(&self) -> bool;
}

struct Feature<'a> {
    names: &'a Names,
    also: &'a str,
    disputed: bool,
}

impl Known for Feature<'_> {
    fn in_language(&self, tag: &str) -> Option<String> {
        let own = || self.names.own().map(|(_, text)| text);
        let name = if tag == LOCAL { own() } else { self.names.get(tag) };
        name.map(str::to_owned)
    }

    fn usual(&self) -> String {
        self.names.in_language("en").to_owned()
    }

    fn others(&self) -> Vec<String> {
        let also = self.also.split("; ").filter(|name| !name.is_empty());
        let also = also.map(|name| name.split(" (").next().unwrap_or(name).to_owned());
        let languages = ["vi", "zh", "ja"];
        let named = languages.into_iter().filter_map(|tag| self.in_language(tag));
        also.chain(named).collect()
    }

    fn is_disputed(&self) -> bool {
        self.disputed
    }
}

struct DataPlace<'a, 'w> {
    parts: &'a Ingredients<'w>,
    place: PlaceIx,
}

impl Known for DataPlace<'_, '_> {
    fn in_language(&self, tag: &str) -> Option<String> {
        let place = self.parts.world.dataset.place(self.place);
        let basemap = self.parts.world.basemap;
        let tag = if tag == LOCAL {
            basemap.country_at(place.anchor)?.names.own()?.0
        } else {
            tag
        };
        let mut named = place.names.iter().filter(|name| name.lang == tag);
        named.next().map(|name| name.text.clone())
    }

    fn usual(&self) -> String {
        self.parts.world.dataset.place(self.place).name("en").to_owned()
    }

    fn others(&self) -> Vec<String> {
        let place = self.parts.world.dataset.place(self.place);
        place.names.iter().map(|name| name.text.clone()).collect()
    }

    fn is_disputed(&self) -> bool {
        self.parts.world.dataset.place(self.place).status.is_some()
    }
}

struct OfTown<'a>(&'a Town);

impl Known for OfTown<'_> {
    fn in_language(&self, tag: &str) -> Option<String> {
        let is_vietnamese = tag == "vi" || (tag == LOCAL && &*self.0.country == "VNM");
        match tag {
            _ if is_vietnamese && !self.0.vi.is_empty() => Some(self.0.vi.to_string()),
            "en" => Some(self.0.name.to_string()),
            _ => None,
        }
    }

    fn usual(&self) -> String {
        self.0.name.to_string()
    }

    fn others(&self) -> Vec<String> {
        Vec::new()
    }

    fn is_disputed(&self) -> bool {
        false
    }
}

impl Ingredients<'_> {
    /// The name of a sea, an island, a lake; `place` is the place of the data that it stands for.
    pub(super) fn lettering_of_feature(&self, feature: &PhysicalName, place: Option<PlaceIx>) -> Lettering {
        let status = place.is_some_and(|ix| self.world.dataset.place(ix).status.is_some());
        self.lettering(&Feature {
            names: &feature.names,
            also: &feature.also,
            disputed: feature.disputed || status,
        })
    }

    /// The name of a country, without what a list of names adds in brackets.
    pub(super) fn lettering_of_country(&self, names: &Names) -> Lettering {
        let lettering = self.lettering(&Feature {
            names,
            also: "",
            disputed: false,
        });
        lettering.map_first(|name| name.split(" (").next().unwrap_or(name).to_owned())
    }

    /// The name of a place of the data.
    pub(super) fn lettering_of_place(&self, place: PlaceIx) -> Lettering {
        self.lettering(&DataPlace { parts: self, place })
    }

    /// The name of a town.
    pub(super) fn lettering_of_town(&self, town: &Town) -> Lettering {
        self.lettering(&OfTown(town))
    }

    fn lettering(&self, known: &impl Known) -> Lettering {
        let choice = &self.view.names;
        let policy = choice.disputed;
        if known.is_disputed() && policy != DisputedNames::ByLanguage {
            let first = known.usual();
            let mut others: Vec<String> = Vec::new();
            for name in known.others() {
                if name != first && !others.contains(&name) {
                    others.push(name);
                }
            }
            let second = (policy == DisputedNames::All && !others.is_empty()).then(|| others.join(" / "));
            return Lettering { first, second };
        }
        let language = choice.language.as_deref().unwrap_or(&self.view.language);
        let first = known.in_language(language).unwrap_or_else(|| known.usual());
        let second = choice.second.as_deref().and_then(|tag| known.in_language(tag));
        Lettering {
            second: second.filter(|second| *second != first),
            first,
        }
    }
}
