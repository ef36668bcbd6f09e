//! The words of the interface and of pictures, from the Fluent files of `assets/i18n`. For `app` and `cli`.

use std::collections::HashMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::compose::Words;

/// The English files.
const ENGLISH: [&str; 2] = [
    include_str!("../assets/i18n/en/main.ftl"),
    include_str!("../assets/i18n/en/picture.ftl"),
];

/// Looks up words by key.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
    /// Messages that take no arguments, each formatted once.
    plain: HashMap<String, String>,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Messages({} plain)", self.plain.len())
    }
}

impl Messages {
    /// The English words.
    pub fn english() -> Self {
        let mut bundle = FluentBundle::new(vec![LanguageIdentifier::default()]);
        bundle.set_use_isolating(false);
        for file in ENGLISH {
            // A broken file still gives the messages that could be read; a test reads it whole.
            let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        let mut messages = Self {
            bundle,
            plain: HashMap::new(),
        };
        for key in ENGLISH.into_iter().flat_map(keys) {
            let mut errors = Vec::new();
            if let Some(text) = messages.format(key, None, &mut errors)
                && errors.is_empty()
            {
                messages.plain.insert(key.to_owned(), text);
            }
        }
        messages
    }

    /// The words of a key that takes no arguments; the key itself where there are none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.plain.get(key).map_or(key, String::as_str)
    }

    /// The words of a key that takes arguments; the key itself where there are none.
    pub fn with(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(*name, value.clone());
        }
        self.format(key, Some(&fluent), &mut Vec::new())
            .unwrap_or_else(|| key.to_owned())
    }

    /// Whether there are words for a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The words that pictures hold.
    pub fn picture_words(&self) -> Words {
        Words::from_lookup(|key| self.get(key).to_owned())
    }

    fn format(
        &self,
        key: &str,
        args: Option<&FluentArgs<'_>>,
        errors: &mut Vec<FluentError>,
    ) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        Some(self.bundle.format_pattern(pattern, args, errors).into_owned())
    }
}

/// The keys of a Fluent file: what stands before the sign of equality at the start of a line.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|l| l.split_once(" ="))
        .map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_words_have_no_fault_and_no_key_twice() {
        let mut seen = std::collections::HashSet::new();
        for file in ENGLISH {
            assert!(FluentResource::try_new(file.to_owned()).is_ok());
            for key in keys(file) {
                assert!(seen.insert(key), "{key} stands there twice");
            }
        }
    }

    #[test]
    fn every_word_of_pictures_is_there() {
        let messages = Messages::english();
        Words::from_lookup(|key| {
            assert!(messages.has(key), "no words for {key}");
            String::new()
        });
    }
}
