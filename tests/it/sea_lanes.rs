//! Sea lanes against the coast: what the network calls water, the basemap must not call land.

use geo::{Bearing, Distance, Haversine, InterpolatePoint, Point};
use periplus::basemap::Basemap;
use periplus::formats;
use periplus::geography::{ClosedPassages, GeoBounds, LonLat, SeaNetwork, TrackKind};
use periplus::view::resolve_lanes;

/// Metres between the places where the coast is asked.
const STEP: f64 = 1_000.0;
/// Metres of a degree on a sphere of the mean radius.
pub(crate) const METRES_PER_DEGREE: f64 = 111_195.0;

/// The longest stretch, in degrees, that a polyline of great circles runs over land.
fn longest_over_land(is_land: impl Fn(LonLat) -> bool, path: &[LonLat]) -> f64 {
    let (mut longest, mut run) = (0.0f64, 0.0f64);
    for pair in path.windows(2) {
        let [a, b] = [pair[0], pair[1]].map(|p| Point::new(p.lon(), p.lat()));
        let steps = (Haversine.distance(a, b) / STEP).ceil().max(1.0);
        let step = Haversine.distance(a, b) / steps / METRES_PER_DEGREE;
        for p in Haversine.points_along_line(a, b, STEP, false) {
            run = if is_land(LonLat::wrapped(p.x(), p.y())) {
                run + step
            } else {
                0.0
            };
            longest = longest.max(run);
        }
    }
    longest
}

/// Where the network is full.
pub(crate) fn in_region(p: LonLat) -> bool {
    (30.0..155.0).contains(&p.lon()) && (-20.0..55.0).contains(&p.lat())
}

/// Where the canals are, with some room: there ways cross land by right.
pub(crate) fn canals(net: &SeaNetwork) -> Vec<GeoBounds> {
    const ROOM: f64 = 0.05;
    let tracks = net.tracks().filter(|track| track.kind == TrackKind::Canal);
    let boxes = tracks.map(|track| {
        let [a, b] = [track.from, track.to];
        GeoBounds {
            west: a.lon().min(b.lon()) - ROOM,
            east: a.lon().max(b.lon()) + ROOM,
            south: a.lat().min(b.lat()) - ROOM,
            north: a.lat().max(b.lat()) + ROOM,
        }
    });
    boxes.collect()
}

#[test]
fn no_inshore_track_of_the_region_crosses_land_beyond_the_stated_error() {
    let (net, map) = (SeaNetwork::embedded().unwrap(), Basemap::embedded());
    let mut asked = 0;
    for track in net
        .tracks()
        .filter(|t| t.kind == TrackKind::Inshore && in_region(t.from) && in_region(t.to))
    {
        let cut = longest_over_land(|p| map.contains_land(p), &[track.from, track.to]);
        assert!(
            cut <= net.stated_error(track.from),
            "{cut:.3} degree of land on {track:?}"
        );
        asked += 1;
    }
    assert!(asked > 200);
}

#[test]
fn no_lane_of_the_region_crosses_land_beyond_the_stated_error() {
    let (net, map) = (SeaNetwork::embedded().unwrap(), Basemap::embedded());
    let place = |id: &str| net.port_place(net.port(id).unwrap());
    let hubs = ["ras_tanura", "singapore", "yokohama"];
    let canals = canals(&net);
    for hub in hubs {
        for port in net
            .ports()
            .iter()
            .filter(|port| in_region(net.port_place(port)) && port.id != hub)
        {
            let lane = net
                .route(&[place(hub), net.port_place(port)], &ClosedPassages::default())
                .unwrap();
            // Where a lane leaves the region by Suez, the coast is judged in `sea_properties`.
            if !lane.path.iter().all(|&p| in_region(p)) {
                continue;
            }
            let cut = longest_over_land(
                |p| map.contains_land(p) && !canals.iter().any(|canal| canal.contains(p)),
                &lane.path,
            );
            assert!(
                cut <= net.stated_error(lane.path[0]),
                "{cut:.3} degree of land from {hub} to {}",
                port.id
            );
        }
    }
}

#[test]
fn no_lane_of_the_data_crosses_land_or_turns_back_but_at_its_places() {
    let map = Basemap::embedded();
    let net = SeaNetwork::embedded().unwrap();
    let opened = formats::open(&formats::bundled()).unwrap();
    let lanes = resolve_lanes(&opened.dataset, &net, &ClosedPassages::default());
    for ix in opened.dataset.lanes() {
        let (id, lane) = (&opened.dataset.lane(ix).id, lanes.lane(ix).unwrap());
        let cut = longest_over_land(|p| map.contains_land(p), &lane.path);
        assert!(
            cut <= net.stated_error(lane.path[0]),
            "{cut:.3} degree of land on {id}"
        );
        for leg in &lane.legs {
            for bend in lane.path[leg.start..=leg.end].windows(3) {
                let [a, b, c] = [bend[0], bend[1], bend[2]].map(|p| Point::new(p.lon(), p.lat()));
                let turn =
                    (Haversine.bearing(b, c) - Haversine.bearing(a, b) + 540.0).rem_euclid(360.0) - 180.0;
                assert!(turn.abs() < 120.0, "{id} turns back at {:?}", bend[1]);
            }
        }
    }
}
