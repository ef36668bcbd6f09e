//! The words of the interface. For every panel; `crate::i18n` reads them.

pub(crate) use crate::i18n::Messages as Words;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::play::Speed;
    use crate::app::registry::{Context, ENTRIES};
    use crate::view::{Layer, RowsBy, TimeMode};

    #[test]
    fn every_command_layer_context_and_speed_has_words() {
        let words = Words::english();
        let commands = ENTRIES.iter().map(crate::app::registry::Entry::word);
        let layers = Layer::ALL.iter().map(|l| format!("layer-{}", l.id()));
        let contexts = Context::ALL.iter().map(|c| c.word().to_owned());
        let speeds = [0.01, 1.0, 40.0, 1e6].map(|days| Speed::days_per_second(days).in_units().1);
        let speeds = speeds.map(|unit| unit.word().to_owned());
        let modes = TimeMode::ALL.iter().flat_map(|mode| {
            let key = format!("time-mode-{}", mode.id());
            [format!("{key}-hint"), key]
        });
        let rows = RowsBy::ALL.iter().map(|rows| format!("rows-{}", rows.id()));
        let named = commands.chain(layers).chain(contexts);
        for key in named.chain(speeds).chain(modes).chain(rows) {
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
        assert!(
            named > 40,
            "only {named} keys were found: has the way to ask for words changed?"
        );
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
            // What tests say is for us alone.
            let shown = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for line in shown.lines().map(str::trim).filter(|l| !l.starts_with("//")) {
                for quoted in line.split('"').skip(1).step_by(2) {
                    let words = quoted
                        .split(' ')
                        .filter(|w| w.len() > 1 && w.chars().all(char::is_alphabetic));
                    assert!(words.count() < 3, "{}: {line}", path.display());
                }
            }
        }
    }
}
