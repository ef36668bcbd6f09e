//! The embedded fonts hold what the project's own texts need.

use periplus::scene::FontStore;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn text_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if path.is_dir() {
            text_files(&path, found);
        } else if ["csv", "json", "geojson", "md", "txt", "toml", "ftl", "tsv"].contains(&ending) {
            found.push(path);
        }
    }
}

#[test]
fn every_character_of_the_bundled_texts_has_a_glyph() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["data", "assets/basemap/names", "assets/fonts/make", "assets/i18n"] {
        text_files(&root.join(folder), &mut files);
    }
    assert!(files.iter().any(|f| f.ends_with("characters.txt")));
    let fonts = FontStore::embedded();
    let mut missing: BTreeMap<String, Vec<char>> = BTreeMap::new();
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        let lacking = fonts.missing_glyphs(&text);
        if !lacking.is_empty() {
            missing.insert(file.strip_prefix(root).unwrap().display().to_string(), lacking);
        }
    }
    assert!(
        missing.is_empty(),
        "run assets/fonts/make/make.py again: {missing:?}"
    );
}
