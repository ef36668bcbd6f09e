//! Text that may exist in several languages.

/// A text with translations. Languages are BCP 47 tags such as `en`, `vi`, `zh`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    base: String,
    translations: Vec<(String, String)>,
}

impl Localized {
    /// A text in the data set's first language.
    pub fn new(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            translations: Vec::new(),
        }
    }

    /// Adds a translation; an empty one is left out, a later one for the same language wins.
    #[must_use]
    pub fn with(mut self, language: impl Into<String>, text: impl Into<String>) -> Self {
        let (language, text) = (language.into(), text.into());
        if !text.trim().is_empty() {
            self.translations.retain(|(l, _)| *l != language);
            self.translations.push((language, text));
        }
        self
    }

    /// The same translations of another text in the first language.
    #[must_use]
    pub fn with_base(mut self, base: impl Into<String>) -> Self {
        self.base = base.into();
        self
    }

    /// The text in a language, or in the data set's first language where there is no translation.
    pub fn get(&self, language: &str) -> &str {
        self.translations
            .iter()
            .find(|(l, _)| l == language)
            .map_or(&self.base, |(_, text)| text)
    }

    /// The text in the data set's first language.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The text in every language, the first language first.
    pub fn all(&self) -> impl Iterator<Item = &str> + Clone {
        std::iter::once(self.base.as_str()).chain(self.translations.iter().map(|(_, t)| t.as_str()))
    }
}
