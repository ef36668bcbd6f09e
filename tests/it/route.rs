//! Ways by sea on the command line: `periplus route`, through the program.

use serde_json::Value;

use crate::check::{periplus, stderr, stdout};
use crate::packages::fixture_path;

/// The answer as JSON.
fn answer(arguments: &[&str]) -> Value {
    let output = periplus(&[&["route"], arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn said(arguments: &[&str]) -> String {
    let output = periplus(&[&["route"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

/// What is written to standard error, with this exit code.
fn refused(arguments: &[&str], code: i32) -> String {
    let output = periplus(&[&["route"], arguments].concat());
    assert_eq!(output.status.code(), Some(code), "{}", stdout(&output));
    assert_eq!(stdout(&output), "");
    stderr(&output)
}

fn list<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    let list = value[key].as_array().unwrap();
    list.iter().map(|item| item.as_str().unwrap()).collect()
}

#[test]
fn the_answer_has_these_keys_and_no_others() {
    let found = answer(&["Ras Tanura", "Yokohama"]);
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "from",
            "to",
            "nautical_miles",
            "kilometres",
            "days",
            "passages",
            "closed",
            "path"
        ]
    );
    assert_eq!(found["from"], "Ras Tanura");
    let miles = found["nautical_miles"].as_f64().unwrap();
    assert!((6_400.0..6_800.0).contains(&miles), "{miles}");
    assert!((found["kilometres"].as_f64().unwrap() / miles - 1.852).abs() < 1e-4);
    assert!((found["days"].as_f64().unwrap() - miles / 14.0 / 24.0).abs() < 0.01);
    assert!(list(&found, "passages").starts_with(&["hormuz"]));
    assert_eq!(list(&found, "closed"), ["bering", "northwest"]);
    let path = found["path"].as_array().unwrap();
    assert!(path.len() > 50 && path[0][0].as_f64().unwrap() > 49.0);
}

#[test]
fn a_closed_strait_may_be_named_and_is_not_used() {
    let open = answer(&["Ras Tanura", "Yokohama"]);
    for name in [
        "malacca",
        "Strait of Malacca",
        "MALACCA strait",
        "Eo biển Malacca",
    ] {
        let round = answer(&["Ras Tanura", "Yokohama", "--closed", name]);
        assert!(list(&round, "passages").contains(&"sunda"), "{name}: {round}");
        assert_eq!(list(&round, "closed"), ["bering", "malacca", "northwest"]);
        assert!(round["nautical_miles"].as_f64() > open["nautical_miles"].as_f64());
    }
}

#[test]
fn places_are_names_of_any_kind_or_positions() {
    let by_name = answer(&["da nang", "hai phong"]);
    assert_eq!(by_name["from"], "Da Nang");
    assert_eq!(answer(&["ĐÀ-NẴNG", "haiphong"]), by_name);
    let by_position = answer(&["16.1,108.2167", "20.88N 106.75E"]);
    let miles = |value: &Value| value["nautical_miles"].as_f64().unwrap();
    assert!((miles(&by_position) - miles(&by_name)).abs() < 15.0);
    assert_eq!(answer(&["33.0S,71.7W", "-12.1,-77.3"])["from"], "33.0S,71.7W");
    let former = answer(&["Bombay", "Rangoon"]);
    assert_eq!(
        (&former["from"], &former["to"]),
        (&"Mumbai".into(), &"Yangon".into())
    );
    let town = answer(&["Dublin", "Reykjavik"]);
    assert!(miles(&town) > 700.0, "towns of the map are known too");
}

#[test]
fn the_words_tell_length_days_and_passages_and_each_leg() {
    let text = said(&[
        "suez",
        "yokohama",
        "--via",
        "colombo",
        "--via",
        "Singapore",
        "--speed",
        "20",
    ]);
    assert!(
        text.starts_with("Suez to Yokohama via Colombo, Singapore\n"),
        "{text}"
    );
    assert!(text.contains("days at 20 knots"), "{text}");
    assert!(
        text.contains("closed: Bering Strait, Northwest Passage"),
        "{text}"
    );
    assert!(
        text.contains("Suez to Colombo: ") && text.contains("Colombo to Singapore: "),
        "{text}"
    );
    assert!(text.contains("through Bab-el-Mandeb\n"), "{text}");
}

#[test]
fn other_ways_are_ranked_and_say_what_they_avoid() {
    let found = answer(&["Ras Tanura", "Yokohama", "--alternatives", "3"]);
    let others = found["alternatives"].as_array().unwrap();
    assert_eq!(others.len(), 3);
    let mut longest = found["nautical_miles"].as_f64().unwrap();
    for other in others {
        let miles = other["nautical_miles"].as_f64().unwrap();
        assert!(miles >= longest, "{miles} after {longest}");
        longest = miles;
        let passages = list(other, "passages");
        assert!(!list(other, "avoids").is_empty());
        assert!(list(other, "avoids").iter().all(|id| !passages.contains(id)));
    }
    let text = said(&[
        "Ras Tanura",
        "Yokohama",
        "--alternatives",
        "1",
        "--closed",
        "luzon",
    ]);
    assert!(text.contains("Other ways, the shortest first:\n  1. "), "{text}");
    assert!(
        text.contains("avoids ") && text.contains("nautical miles more"),
        "{text}"
    );
}

#[test]
fn a_barred_way_is_told_with_the_only_way_out() {
    assert_eq!(
        refused(
            &[
                "Ras Tanura",
                "Yokohama",
                "--closed",
                "hormuz",
                "--closed",
                "malacca"
            ],
            1
        ),
        "periplus: there is no way by sea from Ras Tanura to Yokohama: Ras Tanura has no other way out than \
         the Strait of Hormuz, which is closed\n"
    );
    let inward = refused(&["Port Said", "43.5N,30E", "--closed", "dardanelles"], 1);
    assert!(
        inward.contains("43.5N,30E has no other way in than the Dardanelles"),
        "{inward}"
    );
    let both = refused(
        &["Port Said", "Mumbai", "--closed", "suez", "--closed", "gibraltar"],
        1,
    );
    assert!(
        both.contains(
            "every way goes through the Suez Canal or the Strait of Gibraltar, and both are closed"
        ),
        "{both}"
    );
}

#[test]
fn what_is_not_known_is_told_with_what_may_be_meant() {
    let place = refused(&["Yokohma", "Singapore"], 2);
    assert_eq!(
        place,
        "periplus: no place is called 'Yokohma'; did you mean 'Yokohama'?\n"
    );
    let stranger = refused(&["Atlantis-under-the-waves", "Singapore"], 2);
    assert_eq!(
        stranger,
        "periplus: no place is called 'Atlantis-under-the-waves'\n"
    );
    let many = refused(&["Ras", "Singapore"], 2);
    assert!(
        many.contains("'Ras Laffan'") && many.contains("say which"),
        "{many}"
    );
    let strait = refused(&["Suez", "Singapore", "--closed", "malaka"], 2);
    assert!(
        strait.contains("no passage is called 'malaka'; did you mean"),
        "{strait}"
    );
    assert!(
        strait.contains("There are: hormuz, bab_el_mandeb, suez"),
        "{strait}"
    );
    let swapped = refused(&["139.65,35.45", "Singapore"], 2);
    assert!(swapped.contains("latitude 139.65 is outside"), "{swapped}");
    assert!(refused(&["Suez", "Aden", "--speed", "0"], 2).contains("knots"));
}

#[test]
fn the_places_of_another_data_set_are_named_with_data() {
    let package = fixture_path("silk-roads").to_string_lossy().into_owned();
    let found = answer(&["Myos Hormos", "Muziris", "--data", &package]);
    assert!(found["nautical_miles"].as_f64().unwrap() > 1_500.0, "{found}");
    let bundled = refused(&["Myos Hormos", "Muziris"], 2);
    assert!(bundled.contains("no place is called 'Myos Hormos'"), "{bundled}");
}
