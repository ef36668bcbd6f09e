//! The embedded fonts hold what the project's own texts need.

use periplus::chronology::{Edtf, Length, date_words, in_words_with};
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
    let folders = [
        "data",
        "assets/basemap/names",
        "assets/dates",
        "assets/fonts/make",
        "assets/i18n",
    ];
    for folder in folders {
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

#[test]
fn every_character_of_a_date_has_a_glyph_in_every_language() {
    let fonts = FontStore::embedded();
    let languages = "vi ja zh-Hans zh-Hant ko th lo km my ms id fil fr de es pt it el ru ar fa he hi en";
    let mut missing = BTreeMap::new();
    for language in languages.split(' ') {
        let words = date_words(language);
        for date in [
            "2004-06-11%",
            "1992/..",
            "/1985",
            "../..",
            "-0146-09",
            "0476-10",
            "Y-65999999",
            "Y-13799999999",
            "Y12344",
            "1984-1X",
            "2014-24",
            "?2004-06-~11",
            "1985-04-12T23:20:30Z",
            "{1960,1961,1962}",
        ] {
            for length in [Length::Short, Length::Full] {
                let text = in_words_with(&date.parse::<Edtf>().unwrap(), words, length);
                let lacking = fonts.missing_glyphs(&text);
                if !lacking.is_empty() {
                    missing.insert((language, text), lacking);
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}
