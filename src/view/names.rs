//! In which languages names stand on the map, and how what is disputed is named.

use serde::{Deserialize, Serialize};

/// Stands for a language: each place in its own.
pub const LOCAL: &str = "local";

/// In which languages names stand on the map. Texts have the view's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NameChoice {
    /// The language of names, a BCP 47 tag or [`LOCAL`]; that of texts where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The language of second names below the first, a BCP 47 tag or [`LOCAL`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<String>,
    /// How waters and islands are named whose name or possession is disputed.
    pub disputed: DisputedNames,
}

impl NameChoice {
    /// Whether nothing is chosen: names are in the language of texts.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// How waters and islands are named whose name or possession is disputed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisputedNames {
    /// As everything else: in the language of names, as that language has it.
    #[default]
    ByLanguage,
    /// The English names that documents of the United Nations use, whatever the language.
    English,
    /// The English name, and below it every other name that is known.
    All,
}

impl DisputedNames {
    /// Every policy.
    pub const ALL: [Self; 3] = [Self::ByLanguage, Self::English, Self::All];

    /// The name in view files.
    pub fn id(self) -> &'static str {
        match self {
            Self::ByLanguage => "by-language",
            Self::English => "english",
            Self::All => "all",
        }
    }
}
