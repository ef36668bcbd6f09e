//! The words of the interface, from the Fluent files of `assets/i18n`. For every panel.

use std::collections::HashMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../../assets/i18n/en/main.ftl");

/// Looks up words by key.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
    /// Messages that take no arguments, each formatted once.
    plain: HashMap<String, String>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({} plain)", self.plain.len())
    }
}

impl Words {
    /// The English words.
    pub(crate) fn english() -> Self {
        // A broken file still gives the messages that could be read; a test reads it whole.
        let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let mut bundle = FluentBundle::new(vec![LanguageIdentifier::default()]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let mut words = Self {
            bundle,
            plain: HashMap::new(),
        };
        for key in keys(ENGLISH) {
            let mut errors = Vec::new();
            if let Some(text) = words.format(key, None, &mut errors)
                && errors.is_empty()
            {
                words.plain.insert(key.to_owned(), text);
            }
        }
        words
    }

    /// The words of a key that takes no arguments; the key itself where there are none.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.plain.get(key).map_or(key, String::as_str)
    }

    /// The words of a key that takes arguments.
    pub(crate) fn with(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(*name, value.clone());
        }
        self.format(key, Some(&fluent), &mut Vec::new())
            .unwrap_or_else(|| key.to_owned())
    }

    /// Whether there are words for a key.
    #[cfg(test)]
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn format(
        &self,
        key: &str,
        args: Option<&FluentArgs<'_>>,
        errors: &mut Vec<fluent_bundle::FluentError>,
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
    use crate::app::command::Speed;
    use crate::app::registry::{Context, ENTRIES};
    use crate::view::Layer;

    #[test]
    fn the_file_of_words_has_no_fault() {
        assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
        let mut seen = std::collections::HashSet::new();
        for key in keys(ENGLISH) {
            assert!(seen.insert(key), "{key} stands there twice");
        }
    }

    #[test]
    fn every_command_layer_context_and_speed_has_words() {
        let words = Words::english();
        let commands = ENTRIES.iter().map(crate::app::registry::Entry::word);
        let layers = Layer::ALL.iter().map(|l| format!("layer-{}", l.id()));
        let contexts = Context::ALL.iter().map(|c| c.word().to_owned());
        let speeds = Speed::ALL.iter().map(|s| s.word().to_owned());
        for key in commands.chain(layers).chain(contexts).chain(speeds) {
            assert!(words.has(&key), "no words for {key}");
        }
    }

    /// Every `get("…")`, `with("…", …)` of the window's sources names a key that is there.
    #[test]
    fn every_key_that_the_sources_name_has_words() {
        let words = Words::english();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
        let mut sources = Vec::new();
        collect(&root, &mut sources);
        let mut named = 0;
        for (path, text) in &sources {
            for call in ["words.get(\"", "words.with(\"", "word(\""] {
                for (at, _) in text.match_indices(call) {
                    let rest = &text[at + call.len()..];
                    let key = rest.split('"').next().unwrap_or_default();
                    if !key.contains(['{', '…']) {
                        assert!(words.has(key), "{}: no words for '{key}'", path.display());
                        named += 1;
                    }
                }
            }
        }
        assert!(named > 40, "only {named} keys were found: has the way to ask for words changed?");
    }

    fn collect(folder: &std::path::Path, into: &mut Vec<(std::path::PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("words.rs") {
                into.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }

    /// A sentence between quotes in a panel is a word that no translator will find.
    #[test]
    fn no_panel_speaks_english_of_its_own() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/panels");
        let mut sources = Vec::new();
        collect(&root, &mut sources);
        for (path, text) in &sources {
            for line in text.lines().map(str::trim).filter(|l| !l.starts_with("//")) {
                for quoted in line.split('"').skip(1).step_by(2) {
                    let words = quoted.split(' ').filter(|w| w.len() > 1 && w.chars().all(char::is_alphabetic));
                    assert!(words.count() < 3, "{}: {line}", path.display());
                }
            }
        }
    }
}
