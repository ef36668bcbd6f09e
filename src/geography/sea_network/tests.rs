use std::sync::OnceLock;

use super::*;
use crate::geography::NauticalMiles;

fn network() -> &'static SeaNetwork {
    static NETWORK: OnceLock<SeaNetwork> = OnceLock::new();
    NETWORK.get_or_init(|| SeaNetwork::embedded().unwrap())
}

fn at(id: &str) -> LonLat {
    network().port_place(network().port(id).unwrap())
}

fn route(via: &[&str], closed: &ClosedPassages) -> Result<SeaRoute, NoRoute> {
    let places: Vec<LonLat> = via.iter().map(|id| at(id)).collect();
    network().route(&places, closed)
}

fn ids(route: &SeaRoute) -> Vec<&str> {
    route.passages.iter().map(PassageId::as_str).collect()
}

#[test]
fn oil_from_the_gulf_reaches_japan_by_hormuz_malacca_singapore_and_luzon() {
    let lane = route(&["ras_tanura", "yokohama"], &ClosedPassages::default()).unwrap();
    let wanted = ["hormuz", "malacca", "singapore", "luzon"];
    let found: Vec<&str> = ids(&lane).into_iter().filter(|id| wanted.contains(id)).collect();
    assert_eq!(found, wanted, "{:?}", lane.passages);
}

#[test]
fn the_gulf_has_no_way_out_but_hormuz() {
    let closed = ClosedPassages::default().with("hormuz").with("malacca");
    let way = |shut_in| OnlyWay {
        passage: PassageId::from("hormuz"),
        shut_in,
    };
    let out = route(&["ras_tanura", "yokohama"], &closed).unwrap_err();
    assert_eq!(out.leg, 0);
    assert_eq!(out.reason, NoRouteReason::NoWayWithout(vec![way(LegEnd::Start)]));
    assert_eq!(
        out.to_string(),
        "no way by sea on leg 1: there is no way without hormuz"
    );
    let into = route(&["singapore", "yokohama", "ras_tanura"], &closed).unwrap_err();
    assert_eq!(into.leg, 1);
    assert_eq!(into.reason, NoRouteReason::NoWayWithout(vec![way(LegEnd::End)]));
}

#[test]
fn two_passages_that_bar_a_sea_together_are_named_without_those_that_do_not_matter() {
    let closed = ClosedPassages::default()
        .with("suez")
        .with("gibraltar")
        .with("malacca")
        .with("dover");
    let refused = route(&["port_said", "mumbai"], &closed).unwrap_err();
    let ids = ["suez", "gibraltar"].map(PassageId::from);
    assert_eq!(refused.reason, NoRouteReason::AllClosed(ids.to_vec()));
    assert_eq!(
        refused.to_string(),
        "no way by sea on leg 1: every way goes through one of suez, gibraltar, and all of them are closed"
    );
}

#[test]
fn a_place_afloat_that_is_shut_in_is_told_as_such() {
    let gulf = LonLat::wrapped(51.0, 27.5);
    let closed = ClosedPassages::default().with("hormuz");
    let refused = network().route(&[at("mumbai"), gulf], &closed).unwrap_err();
    let NoRouteReason::NoWayWithout(ways) = refused.reason else {
        panic!("{:?}", refused.reason)
    };
    assert_eq!(ways[0].shut_in, LegEnd::End);
}

#[test]
fn alternatives_are_ranked_and_no_two_go_through_the_same_passages() {
    let ends = [at("ras_tanura"), at("yokohama")];
    let closed = ClosedPassages::default();
    let shortest = network().route(&ends, &closed).unwrap();
    let others = network().alternatives(&ends, &closed, 6).unwrap();
    assert_eq!(others.len(), 6);
    let mut longest = shortest.length;
    let mut seen = vec![ids(&shortest)];
    for other in &others {
        assert!(other.route.length.0 >= longest.0 * (1.0 - 1e-9));
        longest = other.route.length;
        let passages = ids(&other.route);
        assert!(!seen.contains(&passages), "{passages:?} twice");
        seen.push(passages);
        assert!(!other.avoids.is_empty());
        assert!(other.avoids.iter().all(|id| shortest.passages.contains(id)));
        assert!(!other.avoids.iter().any(|id| other.route.passages.contains(id)));
    }
    let by = |id: &str| others.iter().any(|other| ids(&other.route).contains(&id));
    assert!(by("sunda") || by("taiwan"), "{seen:?}");
    let first_without = |id: &str| {
        let found = others.iter().find(|other| !ids(&other.route).contains(&id));
        found.map(|other| other.route.length)
    };
    let round = network().route(&ends, &closed.clone().with("luzon")).unwrap();
    assert_eq!(
        first_without("luzon"),
        Some(round.length),
        "it is the shortest without"
    );
}

#[test]
fn where_there_is_one_way_only_there_is_no_alternative() {
    let ends = [at("ras_tanura"), at("kuwait")];
    let none = network()
        .alternatives(&ends, &ClosedPassages::default(), 5)
        .unwrap();
    assert!(none.is_empty());
    let barred = network().alternatives(
        &[at("ras_tanura"), at("mumbai")],
        &ClosedPassages::default().with("hormuz"),
        5,
    );
    assert!(barred.is_err());
}

#[test]
fn with_malacca_closed_the_lane_goes_by_sunda_and_with_both_closed_farther_east() {
    let open = route(&["ras_tanura", "yokohama"], &ClosedPassages::default()).unwrap();
    let closed = ClosedPassages::default().with("malacca");
    let sunda = route(&["ras_tanura", "yokohama"], &closed).unwrap();
    assert!(ids(&sunda).contains(&"sunda"), "{:?}", sunda.passages);
    let farther = route(&["ras_tanura", "yokohama"], &closed.with("sunda")).unwrap();
    assert!(
        ids(&farther)
            .iter()
            .any(|id| ["bali", "lombok", "alas", "ombai"].contains(id)),
        "{:?}",
        farther.passages
    );
    assert!(open.length < sunda.length && sunda.length < farther.length);
}

#[test]
fn a_route_through_a_place_on_open_water_passes_that_very_place() {
    let strait = LonLat::new(100.4, 3.4).unwrap();
    let lane = network()
        .route(
            &[at("ras_tanura"), strait, at("singapore")],
            &ClosedPassages::default(),
        )
        .unwrap();
    assert_eq!(lane.path[lane.legs[0].end], strait);
    assert_eq!(lane.legs[1].snaps[0], Meters(0.0));
    let direct = route(&["ras_tanura", "singapore"], &ClosedPassages::default()).unwrap();
    assert!(
        lane.length.0 < 1.01 * direct.length.0,
        "the detour by the strait itself is small"
    );
}

#[test]
fn a_city_ashore_is_taken_to_its_port_and_the_way_is_reported() {
    let hanoi_side = LonLat::new(106.58, 20.83).unwrap();
    let lane = network()
        .route(&[hanoi_side, at("da_nang")], &ClosedPassages::default())
        .unwrap();
    assert_eq!(lane.path[0], at("hai_phong"));
    assert!(lane.legs[0].snaps[0].0 > 1000.0);
}

#[test]
fn a_cape_between_the_ports_finds_the_straight_way_round_its_islands() {
    let cape_ca_mau = LonLat::new(104.7167, 8.625).unwrap();
    let strait = LonLat::new(102.0, 2.0).unwrap();
    let lane = network()
        .route(&[cape_ca_mau, strait], &ClosedPassages::default())
        .unwrap();
    let length = NauticalMiles::from(lane.length).0;
    assert!((550.0..620.0).contains(&length), "{length}");
    assert_eq!(ids(&lane), ["singapore"]);
    assert!(lane.legs[0].snaps[0].0 < 10_000.0 && lane.legs[0].snaps[1] == Meters(0.0));
}

#[test]
fn a_single_place_is_no_route() {
    let refused = route(&["singapore"], &ClosedPassages::default()).unwrap_err();
    assert_eq!(refused.reason, NoRouteReason::TooFewPlaces);
}

#[test]
fn the_path_drawn_is_the_path_measured() {
    let lane = route(
        &["aden", "colombo", "singapore", "manila"],
        &ClosedPassages::default(),
    )
    .unwrap();
    assert_eq!(
        lane.length,
        SeaNetwork::length_of(&lane.path[..=lane.legs[0].end])
            + SeaNetwork::length_of(&lane.path[lane.legs[1].start..=lane.legs[1].end])
            + SeaNetwork::length_of(&lane.path[lane.legs[2].start..])
    );
    assert_eq!(lane.legs.len(), 3);
    assert!(
        lane.path
            .windows(2)
            .all(|pair| pair[0] != pair[1] && sphere::ellipsoidal_distance(pair[0], pair[1]).0 < 101_000.0)
    );
}

#[test]
fn every_port_and_every_node_is_joined_to_every_other() {
    let net = network();
    let mut seen = vec![false; net.nodes.len()];
    let mut next = vec![0u32];
    while let Some(node) = next.pop() {
        if !std::mem::replace(&mut seen[node as usize], true) {
            next.extend(net.arcs_from(node).iter().map(|arc| arc.to));
        }
    }
    assert!(seen.iter().all(|&s| s));
}

#[test]
fn the_stored_length_of_a_track_is_its_length_on_the_ellipsoid() {
    let net = network();
    for node in (0u32..)
        .step_by(97)
        .take_while(|&n| (n as usize) < net.nodes.len())
    {
        for arc in net.arcs_from(node) {
            let measured = sphere::ellipsoidal_distance(net.nodes[node as usize], net.nodes[arc.to as usize]);
            assert!((measured.0 - f64::from(arc.metres)).abs() <= 1.0);
        }
    }
}

#[test]
fn the_paracels_and_the_spratlys_are_kept_clear() {
    use geo::{Contains, Polygon};
    let table = include_str!("../../../assets/sea_network/hazards.csv");
    let hazards: Vec<Polygon> = table
        .lines()
        .skip(1)
        .map(|line| {
            let points = passages::outline(line.split(',').nth(5).unwrap()).unwrap();
            Polygon::new(points.iter().map(|p| (p.lon(), p.lat())).collect(), Vec::new())
        })
        .collect();
    assert!(hazards.len() >= 8);
    for track in network().tracks() {
        for p in sphere::points_along(track.from, track.to, 5.0 / 6371.0) {
            let point = geo::Point::new(p.lon(), p.lat());
            assert!(
                !hazards.iter().any(|hazard| hazard.contains(&point)),
                "{p:?} on {track:?}"
            );
        }
    }
}

#[test]
fn a_damaged_file_is_an_error_and_no_panic() {
    let good = include_bytes!("../../../assets/sea_network/sea_network.bin");
    let files = |network| SeaNetworkFiles {
        network,
        passages: include_bytes!("../../../assets/sea_network/passages.csv"),
        ports: include_bytes!("../../../assets/sea_network/ports.csv"),
    };
    assert!(matches!(
        SeaNetwork::from_files(files(b"")),
        Err(SeaNetworkError::Unknown)
    ));
    assert!(SeaNetwork::from_files(files(&good[..good.len() / 2])).is_err());
    let shorter = SeaNetworkFiles {
        ports: b"id,name\n",
        ..files(good)
    };
    assert!(matches!(
        SeaNetwork::from_files(shorter),
        Err(SeaNetworkError::Table {
            table: "ports.csv",
            ..
        })
    ));
}
