use std::sync::OnceLock;

use proptest::prelude::*;

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
    let refused = route(
        &["ras_tanura", "yokohama"],
        &ClosedPassages::default().with("hormuz"),
    )
    .unwrap_err();
    assert_eq!(refused.leg, 0);
    assert_eq!(
        refused.reason,
        NoRouteReason::Closed(vec![PassageId::from("hormuz")])
    );
    assert_eq!(
        refused.to_string(),
        "no way by sea on leg 1: every way is closed; the shortest would go through hormuz"
    );
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
fn lengths_are_those_of_another_program_within_three_percent() {
    let table = include_bytes!("../../../tests/fixtures/sea_distances.csv");
    let mut pairs = 0;
    for row in csv::Reader::from_reader(table.as_slice()).records() {
        let row = row.unwrap();
        let lane = route(&[&row[0], &row[1]], &ClosedPassages::default()).unwrap();
        let (found, theirs) = (NauticalMiles::from(lane.length).0, row[2].parse::<f64>().unwrap());
        let (low, high): (f64, f64) = (row[3].parse().unwrap(), row[4].parse().unwrap());
        let percent = 100.0 * (found / theirs - 1.0);
        assert!(
            low <= percent && percent <= high,
            "{} to {}: {found:.0} against {theirs:.0}, {percent:+.1} %",
            &row[0],
            &row[1]
        );
        pairs += 1;
    }
    assert!(pairs >= 10);
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

prop_compose! {
    fn two_ports()(a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) -> (LonLat, LonLat) {
        let ports = network().ports();
        (network().port_place(a.get(ports)), network().port_place(b.get(ports)))
    }
}

proptest! {
    #[test]
    fn there_and_back_are_equally_long((a, b) in two_ports()) {
        prop_assume!(a != b);
        let there = network().route(&[a, b], &ClosedPassages::default()).unwrap();
        let back = network().route(&[b, a], &ClosedPassages::default()).unwrap();
        prop_assert!((there.length.0 - back.length.0).abs() < 1e-6 * there.length.0);
    }

    #[test]
    fn a_stop_on_the_way_never_shortens((a, b) in two_ports(), (c, _) in two_ports()) {
        prop_assume!(a != b && b != c && a != c);
        let direct = network().route(&[a, b], &ClosedPassages::default()).unwrap();
        let by = network().route(&[a, c, b], &ClosedPassages::default()).unwrap();
        prop_assert!(direct.length.0 <= by.length.0 * (1.0 + 1e-5));
    }

    #[test]
    fn a_closed_passage_is_not_used_and_closing_never_shortens((a, b) in two_ports(), n in 0usize..40) {
        prop_assume!(a != b);
        let net = network();
        let shut = net.passages()[n % net.passages().len()].id.clone();
        let open = net.route(&[a, b], &ClosedPassages::none()).unwrap();
        if let Ok(closed) = net.route(&[a, b], &ClosedPassages::none().with(shut.as_str())) {
            prop_assert!(!closed.passages.contains(&shut));
            prop_assert!(closed.length.0 >= open.length.0 * (1.0 - 1e-5));
            let bar = net.passage(&shut).unwrap();
            let number = net.passages().iter().position(|p| p.id == bar.id).unwrap();
            let crossed = closed.path.windows(2).any(|w| net.gates.crossed(w[0], w[1]).iter().any(|&m| usize::from(m) == number));
            prop_assert!(!crossed, "the drawn path crosses the gate of {shut}");
        }
    }
}
