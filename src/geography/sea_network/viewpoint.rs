//! A place afloat and what it sees: which nodes a way may begin or end at. What was found hidden is remembered
//! as shade, so that the hundreds of nodes behind one coast are not looked at one by one.

use std::f64::consts::{FRAC_PI_2, PI};

use super::super::LonLat;
use super::SeaNetwork;
use super::sphere::{self, Cap, GreatCircle, UnitVector};
use super::water::{self, WaterMask};

/// A place afloat takes nodes up to this many radians off (3000 km) for its first or last.
const LONGEST_LINK: f64 = 3000.0 / 6371.0;
/// Local tracks are sailed within so many radians (250 km) of a place afloat.
const LOCAL_REACH: f64 = 250.0 / 6371.0;

/// A place afloat.
pub(super) struct Viewpoint {
    at: LonLat,
    vector: UnitVector,
    links: Cap,
    /// Where local tracks are sailed.
    pub(super) local_water: Cap,
    shades: Shades,
}

impl Viewpoint {
    pub(super) fn of(at: LonLat) -> Self {
        let vector = sphere::unit_vector(at);
        Self {
            at,
            vector,
            links: Cap::around(vector, LONGEST_LINK),
            local_water: Cap::around(vector, LOCAL_REACH),
            shades: Shades::round(vector),
        }
    }

    /// Whether a node is near enough for the first or last of a way.
    pub(super) fn may_link(&self, net: &SeaNetwork, node: u32) -> bool {
        let node = node as usize;
        let cap = if net.node_is_local[node] {
            &self.local_water
        } else {
            &self.links
        };
        cap.holds(net.vectors[node])
    }

    /// Whether a ship may sail straight between the place and a node: over water, and through no closed passage.
    pub(super) fn may_sail(&mut self, net: &SeaNetwork, node: u32, closed: u64) -> bool {
        let (place, vector) = (net.nodes[node as usize], net.vectors[node as usize]);
        if self.shades.hide(vector) {
            return false;
        }
        let circle = GreatCircle::between(self.vector, vector);
        match water::view_ends(&net.waters, &circle, [self.at, place]) {
            Some(shore) => {
                self.shades.learn(&net.waters, &circle, shore);
                false
            }
            None => !net.gates.bar(self.at, place, closed),
        }
    }
}

/// Courses from a place, each with the distance beyond which land is known to hide everything.
struct Shades {
    from: UnitVector,
    north: UnitVector,
    east: UnitVector,
    /// For every part of the circle of courses, from north by east: radians, infinite where nothing is known.
    beyond: [f64; PARTS],
}

const PARTS: usize = 1024;
const PART: f64 = 2.0 * PI / PARTS as f64;
/// Behind a shore land is looked for at steps of this many radians (40 km) ...
const PROBE: f64 = 40.0 / 6371.0;
/// ... and so many of them.
const PROBES: u32 = 6;

impl Shades {
    fn round(from: UnitVector) -> Self {
        let across = from[0].hypot(from[1]);
        let east = if across > 0.0 {
            [-from[1] / across, from[0] / across, 0.0]
        } else {
            [0.0, 1.0, 0.0]
        };
        Self {
            from,
            north: sphere::cross(from, east),
            east,
            beyond: [f64::INFINITY; PARTS],
        }
    }

    /// The course to a direction as a number of parts from 0 to `PARTS`.
    fn course(&self, v: UnitVector) -> f64 {
        let course = sphere::dot(v, self.east).atan2(sphere::dot(v, self.north));
        course.rem_euclid(2.0 * PI) / PART
    }

    /// Whether a direction is known to be hidden.
    fn hide(&self, v: UnitVector) -> bool {
        self.beyond[part(self.course(v))] < sphere::angle(self.from, v)
    }

    /// Remembers the largest disc of land behind a shore that the circle meets after so many radians.
    fn learn(&mut self, waters: &[WaterMask], circle: &GreatCircle, shore: f64) {
        for step in 1..=PROBES {
            let away = shore + f64::from(step) * PROBE;
            let middle = circle.at(away);
            let radius = water::land_round(waters, middle);
            if radius > 0.0 && radius < away && away + radius < FRAC_PI_2 {
                self.shade(self.course(middle), away, radius);
            }
        }
    }

    /// Every track on a course that meets a disc of land ends there.
    fn shade(&mut self, course: f64, away: f64, radius: f64) {
        // The disc's half width as it is seen is asin(sin radius / sin away), which is no less than this.
        let half = (radius.sin() / away) / PART;
        let (first, last) = ((course - half).ceil(), (course + half).floor());
        let mut whole = first;
        while whole + 1.0 <= last {
            let beyond = &mut self.beyond[part(whole.rem_euclid(PARTS as f64))];
            *beyond = beyond.min(away + radius);
            whole += 1.0;
        }
    }
}

/// The part that a course of 0 to `PARTS` lies in.
fn part(course: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a course is not negative, and a whole turn is the last part"
    )]
    let part = course as usize;
    part.min(PARTS - 1)
}

#[cfg(test)]
mod tests {
    use super::super::LonLat;
    use super::*;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn network() -> &'static SeaNetwork {
        static NETWORK: OnceLock<SeaNetwork> = OnceLock::new();
        NETWORK.get_or_init(|| SeaNetwork::embedded().unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_lies_in_shade_is_hidden_to_a_look_as_well(track in any::<prop::sample::Index>()) {
            let net = network();
            let tracks: Vec<_> = net.tracks().collect();
            let track = track.get(&tracks);
            let circle = GreatCircle::between(sphere::unit_vector(track.from), sphere::unit_vector(track.to));
            let place = sphere::lon_lat(circle.at(circle.length / 2.0));
            prop_assume!(water::is_open(&net.waters, place));
            let mut view = Viewpoint::of(place);
            for node in (0u32..).take(net.nodes.len()).step_by(3) {
                let shaded = view.shades.hide(net.vectors[node as usize]);
                let seen = water::sees(&net.waters, place, net.nodes[node as usize]);
                prop_assert!(!(shaded && seen), "{place:?} sees {:?}", net.nodes[node as usize]);
                if view.may_link(net, node) {
                    view.may_sail(net, node, 0);
                }
            }
        }
    }

    #[test]
    fn most_of_what_india_hides_lies_in_shade_after_a_few_looks() {
        let net = network();
        let mut view = Viewpoint::of(LonLat::wrapped(68.0, 18.0));
        let bay = |node: &u32| {
            let p = net.nodes[*node as usize];
            (82.0..95.0).contains(&p.lon()) && (14.0..22.0).contains(&p.lat())
        };
        let nodes: Vec<u32> = (0u32..).take(net.nodes.len()).filter(bay).collect();
        let mut looks = 0;
        for &node in &nodes {
            looks += usize::from(!view.shades.hide(net.vectors[node as usize]));
            assert!(!view.may_sail(net, node, 0));
        }
        assert!(
            nodes.len() > 100 && looks < nodes.len() / 3,
            "{looks} looks at {} nodes",
            nodes.len()
        );
    }

    #[test]
    fn a_disc_of_land_shades_the_courses_that_it_covers_and_no_others() {
        let from = sphere::unit_vector(LonLat::wrapped(80.0, 0.0));
        let mut shades = Shades::round(from);
        let east = |lon: f64, lat: f64| sphere::unit_vector(LonLat::wrapped(lon, lat));
        let away = 10f64.to_radians();
        shades.shade(shades.course(east(90.0, 0.0)), away, 1f64.to_radians());
        assert!(
            shades.hide(east(95.0, 0.0)) && shades.hide(east(100.0, 1.0)) && shades.hide(east(100.0, -1.0))
        );
        assert!(!shades.hide(east(90.5, 0.0)), "in the disc itself");
        assert!(!shades.hide(east(95.0, 2.0)) && !shades.hide(east(65.0, 0.0)));
    }
}
