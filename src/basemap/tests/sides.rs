//! Countries, borders and disputed ground, asked of the embedded files themselves.

use super::{P, around, at, degrees};
use crate::basemap::*;

#[test]
fn neutral_ground_covers_each_disputed_feature_and_no_capital() {
    let map = Basemap::embedded();
    for (lon, lat, id) in [
        (112.34, 16.83, "paracels"),
        (114.37, 10.38, "spratlys"),
        (115.83, 9.72, "spratlys"),
        (111.92, 8.64, "spratlys"),
        (116.73, 20.70, "pratas"),
        (117.76, 15.15, "scarborough"),
        (123.47, 25.74, "senkaku-diaoyu"),
        (124.56, 25.92, "senkaku-diaoyu"),
        (131.867, 37.242, "liancourt"),
        (145.9, 44.1, "southern-kurils"),
        (147.9, 45.0, "southern-kurils"),
        (146.75, 43.8, "southern-kurils"),
        (146.1, 43.45, "southern-kurils"),
        (74.8, 34.1, "kashmir"),
        (74.3, 35.9, "kashmir"),
        (73.5, 34.35, "kashmir"),
        (77.1, 35.4, "kashmir"),
        (79.2, 35.0, "aksai-chin"),
        (93.6, 27.3, "arunachal"),
        (96.2, 28.5, "arunachal"),
        (89.0, 27.3, "doklam"),
        (35.2, 31.9, "west-bank-gaza"),
        (33.5, 35.3, "northern-cyprus"),
        (34.1, 45.0, "crimea"),
        (45.0, 9.6, "somaliland"),
        (-10.0, 26.7, "western-sahara"),
        (-13.5, 25.0, "western-sahara"),
    ] {
        let found = map.neutral_ground_at(at(lon, lat));
        assert_eq!(found.as_deref(), Some(id), "at {lon}, {lat}");
        assert_eq!(map.country_at(at(lon, lat)), None);
    }
    // Seven towns that the source marks as capitals stand on disputed ground; no other may.
    let capitals = map
        .places(&GeoBounds::WORLD, 10)
        .filter(|t| t.capital == Capital::Country);
    let disputed = [
        "Hargeysa",
        "Pristina",
        "Ramallah",
        "Jerusalem",
        "Nicosia",
        "Bir Lehlou",
        "Laayoune",
    ];
    for town in capitals.filter(|t| !disputed.contains(&&*t.name)) {
        assert_eq!(map.neutral_ground_at(town.at), None, "{}", town.name);
    }
    // Hainan, Palawan and Hokkaido lie next to neutral ground and are none.
    for (lon, lat) in [(109.8, 19.2), (118.7, 9.8), (144.9, 43.9), (145.5, 43.35)] {
        assert_eq!(map.neutral_ground_at(at(lon, lat)), None, "at {lon}, {lat}");
    }
}

#[test]
fn disputed_borders_and_lines_of_control_are_told_from_settled_ones() {
    let map = Basemap::embedded();
    let status = |lon, lat| {
        let near = around(lon, lat, 0.4);
        map.borders(LevelOfDetail::Full, &near, P)
            .iter()
            .filter(|b| {
                degrees(&b.line)
                    .iter()
                    .flatten()
                    .any(|&(x, y)| near.contains(at(x, y)))
            })
            .map(|b| b.status)
            .collect::<Vec<_>>()
    };
    assert!(
        status(127.5, 38.3).contains(&BorderStatus::LineOfControl),
        "Korea"
    );
    assert!(
        status(75.0, 34.6).contains(&BorderStatus::LineOfControl),
        "Kashmir"
    );
    assert!(
        status(94.0, 29.1).contains(&BorderStatus::Disputed),
        "Arunachal Pradesh"
    );
    assert_eq!(
        status(103.35, 22.75)
            .iter()
            .filter(|&&s| s != BorderStatus::Settled)
            .count(),
        0,
        "Vietnam and China"
    );
}

#[test]
fn towns_know_their_rank_capital_and_vietnamese_name() {
    let map = Basemap::embedded();
    let town = |name: &str| {
        map.places(&GeoBounds::WORLD, 10)
            .find(|t| &*t.name == name)
            .unwrap()
    };
    assert_eq!(
        (&*town("Da Nang").vi, town("Da Nang").capital < Capital::Country),
        ("Đà Nẵng", true)
    );
    assert_eq!(town("Hanoi").capital, Capital::Country);
    assert_eq!(town("Tokyo").rank, 0);
    assert!(town("Cam Ranh").at.lat() < 12.0);
    assert_eq!(
        town("Sao Tome").capital,
        Capital::Country,
        "capitals outside the region too"
    );
}

#[test]
fn neighbours_take_different_tints() {
    let map = Basemap::embedded();
    let colour = |id: &str| map.countries().iter().find(|c| &*c.id == id).unwrap().colour;
    for (a, b) in [
        ("iso:704", "iso:156"),
        ("iso:704", "iso:418"),
        ("iso:704", "iso:116"),
        ("iso:418", "iso:764"),
        ("iso:116", "iso:764"),
        ("iso:458", "iso:702"),
        ("iso:458", "iso:360"),
        ("iso:104", "iso:764"),
        ("iso:408", "iso:410"),
        ("iso:392", "iso:410"),
    ] {
        assert_ne!(colour(a), colour(b), "{a} and {b}");
    }
    for tile in map.country_tints(LevelOfDetail::Full, &around(106.0, 16.0, 3.0), P) {
        for tint in tile.iter() {
            assert_eq!(tint.colour, colour(&tint.country));
        }
    }
}

#[test]
fn countries_are_named_in_every_language() {
    let map = Basemap::embedded();
    let vietnam = map.countries().iter().find(|c| &*c.id == "iso:704").unwrap();
    let names = ["en", "vi", "ja", "zh"].map(|l| vietnam.names.in_language(l));
    assert_eq!(names, ["Vietnam", "Việt Nam", "ベトナム", "越南"]);
    let thailand = map.countries().iter().find(|c| &*c.id == "iso:764").unwrap();
    assert_eq!(thailand.names.own(), Some(("th", "ไทย")));
    let sea = map
        .names(&GeoBounds::WORLD, 0)
        .find(|n| &*n.id == "south-china-sea")
        .unwrap();
    assert_eq!(sea.names.in_language("vi"), "Biển Đông");
    assert!(sea.path.len() > 1 && sea.kind.is_water());
}
