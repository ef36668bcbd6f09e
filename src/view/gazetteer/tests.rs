use std::sync::OnceLock;

use super::*;
use crate::model::sample;

fn network() -> &'static SeaNetwork {
    static NETWORK: OnceLock<SeaNetwork> = OnceLock::new();
    NETWORK.get_or_init(|| SeaNetwork::embedded().unwrap())
}

fn gazetteer() -> Gazetteer {
    let at = |lon| LonLat::wrapped(lon, 50.0);
    let towns = [
        (vec!["Singapore"], "SGP", at(0.0)),
        (vec!["Newport"], "GBR", at(1.0)),
        (vec!["Newport"], "USA", at(2.0)),
        (vec!["Kingston upon Hull", ""], "GBR", at(3.0)),
    ];
    Gazetteer::of(&sample::dataset(), network()).with_towns(towns.into_iter())
}

#[test]
fn the_data_set_comes_before_ports_and_ports_before_towns() {
    let all = gazetteer();
    let da_nang = all.find("da nang").unwrap();
    assert!(matches!(da_nang.origin, PlaceOrigin::DataSet(_)));
    let singapore = all.find("SINGAPORE").unwrap();
    assert!(matches!(singapore.origin, PlaceOrigin::Port(_)));
    let hull = all.find("kingston upon").unwrap();
    assert_eq!(
        (hull.name.as_str(), hull.origin),
        ("Kingston upon Hull", PlaceOrigin::Town)
    );
}

#[test]
fn ports_and_passages_are_found_by_ids_former_names_and_other_scripts() {
    let all = gazetteer();
    for (asked, name) in [
        ("Saigon", "Ho Chi Minh City"),
        ("bombay", "Mumbai"),
        ("ras_tanura", "Ras Tanura"),
        ("マラッカ海峡", "Strait of Malacca"),
        ("bab el mandeb", "Bab-el-Mandeb"),
        ("Bashi Channel", "Luzon Strait"),
    ] {
        assert_eq!(
            all.find(asked).map(|place| place.name).as_deref(),
            Ok(name),
            "{asked}"
        );
    }
}

#[test]
fn a_passage_as_a_place_lies_on_a_way_through_it() {
    for passage in network().passages() {
        let at = network().passage_place(passage);
        let beside = |of: fn(LonLat) -> f64| {
            let mut gate = passage.gate.iter().map(|&p| of(p) - of(at));
            gate.any(|off| off <= 0.01) && passage.gate.iter().any(|&p| of(p) >= of(at) - 0.01)
        };
        assert!(
            beside(LonLat::lon) && beside(LonLat::lat),
            "{} {at:?}",
            passage.id
        );
    }
    let hormuz = gazetteer().find("hormuz").unwrap().at;
    let closed = crate::geography::ClosedPassages::default();
    let [inside, outside] =
        ["ras_tanura", "fujairah"].map(|id| network().port_place(network().port(id).unwrap()));
    let direct = network().route(&[inside, outside], &closed).unwrap().length.0;
    let by = network()
        .route(&[inside, hormuz, outside], &closed)
        .unwrap()
        .length
        .0;
    assert!(by < 1.05 * direct, "{by} against {direct}");
}

#[test]
fn a_position_is_a_place_of_its_own_name() {
    let found = gazetteer().find(" 11.88N 109.17E ").unwrap();
    assert_eq!(found.name, "11.88N 109.17E");
    assert_eq!(found.at, LonLat::new(109.17, 11.88).unwrap());
    let error = gazetteer().find("109.17, 11.88").unwrap_err().to_string();
    assert_eq!(
        error,
        "'109.17, 11.88' is no position, latitude first: latitude 109.17 is outside -90 to 90"
    );
}

#[test]
fn several_places_of_a_name_are_told_apart() {
    let error = gazetteer().find("Newport").unwrap_err().to_string();
    assert_eq!(
        error,
        "'Newport' may be 'Newport (GBR) at 50.00,1.00' or 'Newport (USA) at 50.00,2.00'; say which"
    );
}

#[test]
fn an_unknown_place_is_told_with_names_like_it() {
    let error = |text| gazetteer().find(text).unwrap_err().to_string();
    assert_eq!(
        error("Signapore"),
        "no place is called 'Signapore'; did you mean 'Singapore'?"
    );
    assert_eq!(error("Xanadu-on-Alph"), "no place is called 'Xanadu-on-Alph'");
    assert_eq!(error(""), "no place is called ''");
}

#[test]
fn a_passage_is_found_with_or_without_the_word_for_what_it_is() {
    let id = |text: &str| find_passage(network(), text).map(|passage| passage.id.as_str());
    for text in [
        "malacca",
        "Malacca Strait",
        "the Straits of Malacca",
        "Eo biển Malacca",
        "马六甲海峡",
    ] {
        assert_eq!(id(text), Ok("malacca"), "{text}");
    }
    assert_eq!(id("Suez"), Ok("suez"));
    assert_eq!(id("bashi"), Ok("luzon"));
    assert_eq!(id("Korea Strait"), Ok("tsushima"));
    assert_eq!(id("bab al mandab"), Ok("bab_el_mandeb"));
    let wrong = find_passage(network(), "malaka").unwrap_err();
    assert!(
        wrong.near.iter().any(|name| name == "Strait of Malacca"),
        "{wrong}"
    );
    assert!(find_passage(network(), "Skagerrak").unwrap_err().near.is_empty());
}
