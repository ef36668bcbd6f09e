//! No run of nine words of the article stands in any text of the bundled data: facts are cited, words are
//! ours. The article itself is not here, only a hash of each of its runs (`tests/fixtures`).
//!
//! A word is a stretch of letters or one of digits, without case, diacritics and apostrophes. A run is nine
//! of them with single spaces between; its hash is FNV-1a of 64 bits over its UTF-8 bytes, eight bytes in the
//! file, most significant first, in order. Words that the copy of the article glues together stay so.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use periplus::formats::{self, PackageFiles};
use periplus::model::fold;
use serde_json::Value;

use crate::packages::fixture_path;

/// So many words in a row are no chance.
const RUN: usize = 9;
/// A title of fewer words may stand in a sentence by chance, and is not taken out of it.
const LEAST_TITLE: usize = 4;

const DATA: &str = "data/japan-vietnam";

fn runs_file() -> PathBuf {
    fixture_path("article-nine-word-runs.bin")
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv).
fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_digit = false;
    for c in fold(text).chars().filter(|c| *c != '\'') {
        let is_digit = c.is_ascii_digit();
        if !word.is_empty() && (!c.is_alphanumeric() || is_digit != was_digit) {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.push(c);
        }
        was_digit = is_digit;
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

fn hash_of(run: &[String]) -> u64 {
    fnv_1a(run.join(" ").as_bytes())
}

/// The hash of every run of a text.
fn hashes(text: &str) -> HashSet<u64> {
    words(text).windows(RUN).map(hash_of).collect()
}

/// A text in pieces between the addresses on the net that stand in it: nobody can write them otherwise.
fn without_addresses(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = ["http://", "https://", "www."]
        .iter()
        .filter_map(|start| rest.find(start))
        .min()
    {
        pieces.push(&rest[..at]);
        let address = &rest[at..];
        rest = &address[address.find(char::is_whitespace).unwrap_or(address.len())..];
    }
    pieces.push(rest);
    pieces
}

/// The words of a text in pieces between the titles of works that stand in it.
fn without_titles(text: &str, titles: &[Vec<String>]) -> Vec<Vec<String>> {
    let words = words(text);
    let mut pieces = vec![Vec::new()];
    let mut at = 0;
    while at < words.len() {
        let title = titles.iter().find(|title| words[at..].starts_with(title));
        if let Some(title) = title {
            pieces.push(Vec::new());
            at += title.len();
        } else {
            pieces.last_mut().unwrap().push(words[at].clone());
            at += 1;
        }
    }
    pieces
}

/// The runs that a text shares with those of some hashes, titles and addresses aside.
fn shared(text: &str, titles: &[Vec<String>], article: &HashSet<u64>) -> Vec<String> {
    let texts = without_addresses(text).into_iter();
    let pieces: Vec<_> = texts.flat_map(|text| without_titles(text, titles)).collect();
    let runs = pieces.iter().flat_map(|piece| piece.windows(RUN));
    let found = runs.filter(|run| article.contains(&hash_of(run)));
    found.map(|run| run.join(" ")).collect()
}

fn article() -> HashSet<u64> {
    let bytes = std::fs::read(runs_file()).unwrap();
    let runs = bytes.chunks_exact(8);
    assert!(runs.remainder().is_empty());
    runs.map(|run| u64::from_be_bytes(run.try_into().unwrap()))
        .collect()
}

/// Every text of a JSON value with the key that it stands under.
fn texts_of_json(value: &Value, key: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => out.push((key.to_owned(), text.clone())),
        Value::Array(items) => items.iter().for_each(|item| texts_of_json(item, key, out)),
        Value::Object(object) => object
            .iter()
            .for_each(|(key, value)| texts_of_json(value, key, out)),
        _ => {}
    }
}

fn is_title(key: &str) -> bool {
    key.contains("title")
}

/// The titles of works in `sources.json`, the longest first, so that one within another does not cut it.
fn titles(files: &PackageFiles) -> Vec<Vec<String>> {
    let sources: Value = serde_json::from_slice(files.get("sources.json").unwrap()).unwrap();
    let mut texts = Vec::new();
    texts_of_json(&sources, "", &mut texts);
    let titles = texts.iter().filter(|(key, _)| is_title(key));
    let mut titles: Vec<_> = titles.map(|(_, title)| words(title)).collect();
    titles.retain(|title| title.len() >= LEAST_TITLE);
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    titles
}

/// Every text of the bundled data with the file that it stands in: cells of tables, strings of JSON, the
/// README, and the story both as it is written and as it is read.
fn texts(files: &PackageFiles) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for path in files.paths() {
        let bytes = files.get(path).unwrap();
        if path.ends_with(".csv") {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(bytes);
            for record in reader.records() {
                let record = record.unwrap();
                texts.extend(record.iter().map(|cell| (path.to_owned(), cell.to_owned())));
            }
        } else if path.ends_with("json") {
            let mut found = Vec::new();
            texts_of_json(&serde_json::from_slice(bytes).unwrap(), "", &mut found);
            let is_source = path == "sources.json";
            found.retain(|(key, _)| !(is_source && is_title(key)));
            texts.extend(found.into_iter().map(|(_, text)| (path.to_owned(), text)));
        } else {
            texts.push((path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap()));
        }
    }
    let set = formats::open(files).unwrap().dataset;
    for scene in set.scenes().map(|ix| set.scene(ix)) {
        for words in &scene.words {
            let place = format!("story/{} as it is read in '{}'", scene.id, words.language);
            texts.push((place.clone(), words.body.plain_text()));
            texts.push((place, words.notes.plain_text()));
        }
    }
    texts
}

/// Writes the file of hashes anew from a copy of the article.
fn renew_hashes(copy: &Path) {
    let text = std::fs::read_to_string(copy).unwrap();
    let mut runs: Vec<u64> = hashes(&text).into_iter().collect();
    runs.sort_unstable();
    let bytes: Vec<u8> = runs.into_iter().flat_map(u64::to_be_bytes).collect();
    std::fs::write(runs_file(), bytes).unwrap();
}

/// With `PERIPLUS_ARTICLE=article.txt` the file of hashes is first made anew from that copy of the article.
#[test]
fn no_run_of_nine_words_is_the_articles() {
    if let Some(copy) = std::env::var_os("PERIPLUS_ARTICLE") {
        renew_hashes(Path::new(&copy));
    }
    let article = article();
    assert!(
        article.len() > 4000,
        "{} runs are not a whole article",
        article.len()
    );
    let files = PackageFiles::open(&fixture_path(DATA)).unwrap();
    let titles = titles(&files);
    let texts = texts(&files);
    assert!(texts.len() > 1000, "only {} texts were found", texts.len());
    let mut found = Vec::new();
    for (file, text) in texts {
        let runs = shared(&text, &titles, &article);
        found.extend(runs.into_iter().map(|run| format!("{file}: {run}")));
    }
    assert!(found.is_empty(), "say it in other words:\n{}", found.join("\n"));
}

#[test]
fn nine_words_in_a_row_are_found_whatever_their_case_and_punctuation_and_eight_are_not() {
    let known = hashes(
        "A made-up sentence, which nobody’s article has, lends its fifteen words to this test of ours.",
    );
    let found = |text: &str| shared(text, &[], &known);
    let run = "nobodys article has lends its fifteen words to this";
    assert_eq!(
        found("They say: “Nobody's ARTICLE has – lends its (fifteen)\nwords to this!”"),
        [run]
    );
    assert!(found("nobody’s article has lends its fifteen words to them").is_empty());
    assert!(found("words fifteen its lends has article nobodys which sentence").is_empty());
    assert!(hashes("only eight words stand in this short text").is_empty());
}

#[test]
fn a_title_of_a_work_is_no_copy_and_its_neighbours_do_not_meet_over_it() {
    let known = hashes("see the long and winding title of a work that everybody cites");
    let title = [words("The Long and Winding Title of a Work")];
    assert!(shared("See “The long and winding title of a work”, 2016", &title, &known).is_empty());
    assert_eq!(
        shared("See “The long and winding title of a work”, 2016", &[], &known).len(),
        1
    );
    let pieces = without_titles("See “The long and winding title of a work”, that", &title);
    assert_eq!(pieces, [vec!["see".to_owned()], vec!["that".to_owned()]]);
    let cut = without_addresses("See https://example.org/a-b and www.example.org/c");
    assert_eq!(cut, ["See ", " and ", ""]);
}
