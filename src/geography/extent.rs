//! What a distance is measured to: places, lines and areas on the globe, and where they are nearest.

use super::LonLat;
use super::projection::{holds, unrolled};
use super::sea_network::sphere::{UnitVector, angle, lon_lat, unit_vector};

/// Lines between positions of a shape are straight on a map of degrees: they are followed in steps of so many degrees.
const STEP: f64 = 0.5;
/// How much farther apart, in radians, the middles of two steps may be than the steps: half of each, on the diagonal.
const STEP_SLACK: f64 = 0.013;

/// The ends of a part of a great circle.
type Arc = [UnitVector; 2];

/// Places, lines or an area. Its lines are those of its parts, each straight on a map of degrees; distances are taken
/// on a sphere, and so off by less than a hundredth where they decide what is nearest.
#[derive(Clone, Debug, Default)]
pub struct Extent<'a> {
    /// Lines, or rings of an area; a place is a line of one point.
    parts: Vec<&'a [LonLat]>,
    /// Whether what the rings surround belongs to it.
    is_area: bool,
}

impl<'a> Extent<'a> {
    /// Places, each by itself.
    pub fn of_places(places: &'a [LonLat]) -> Self {
        Self {
            parts: places.chunks(1).collect(),
            is_area: false,
        }
    }

    /// Lines.
    pub fn of_lines(lines: impl IntoIterator<Item = &'a [LonLat]>) -> Self {
        Self {
            parts: lines.into_iter().collect(),
            is_area: false,
        }
    }

    /// An area with its rings: what lies in an odd number of them is inside.
    pub fn of_area(rings: impl IntoIterator<Item = &'a [LonLat]>) -> Self {
        Self {
            is_area: true,
            ..Self::of_lines(rings)
        }
    }

    /// Whether a position lies in the area; never in places or lines.
    pub fn holds(&self, position: LonLat) -> bool {
        let within = |ring: &&&[LonLat]| holds(&unrolled(ring).collect::<Vec<_>>(), position.into());
        self.is_area && self.parts.iter().filter(within).count() % 2 == 1
    }

    /// Its position that is nearest to another one: in an area that one itself. `None` for an extent of nothing.
    pub fn nearest(&self, to: LonLat) -> Option<LonLat> {
        if self.holds(to) {
            return Some(to);
        }
        self.nearest_on_lines(unit_vector(to)).map(lon_lat)
    }

    /// Where it and another are nearest to each other, its own position first. Where they meet, one of the positions
    /// that they share. `None` where one of them is nothing.
    pub fn nearest_to(&self, other: &Extent<'_>) -> Option<[LonLat; 2]> {
        let shared = |area: &Extent<'_>, of: &Extent<'_>| {
            let mut points = of.parts.iter().flat_map(|part| part.iter().copied());
            points.find(|p| area.holds(*p))
        };
        if let Some(place) = shared(self, other).or_else(|| shared(other, self)) {
            return Some([place, place]);
        }
        // Exact for each two short arcs, asked only of those whose middles are about as near as the nearest so far.
        let (own, others) = (self.arcs(), other.arcs());
        let middles = |arcs: &[Arc]| arcs.iter().map(|[a, b]| middle(*a, *b)).collect::<Vec<_>>();
        let (middles, others_middles) = (middles(&own), middles(&others));
        let mut best: Option<(f64, [UnitVector; 2])> = None;
        let mut least_cosine = -1.0;
        for (arc, middle) in own.iter().zip(&middles) {
            for (other, other_middle) in others.iter().zip(&others_middles) {
                if dot(*middle, *other_middle) < least_cosine {
                    continue;
                }
                let found = nearest_of_arcs(*arc, *other);
                let away = angle(found[0], found[1]);
                if best.is_none_or(|(least, _)| away < least) {
                    least_cosine = (away + STEP_SLACK).min(std::f64::consts::PI).cos();
                    best = Some((away, found));
                }
            }
        }
        best.map(|(_, found)| found.map(lon_lat))
    }

    fn nearest_on_lines(&self, aim: UnitVector) -> Option<UnitVector> {
        let mut best: Option<(f64, UnitVector)> = None;
        let mut consider = |v: UnitVector| {
            let away = angle(v, aim);
            if best.is_none_or(|(least, _)| away < least) {
                best = Some((away, v));
            }
        };
        for [a, b] in self.arcs() {
            consider(nearest_on_arc(a, b, aim));
        }
        best.map(|(_, v)| v)
    }

    /// Its lines as short arcs of great circles; a place is an arc of no length.
    fn arcs(&self) -> Vec<Arc> {
        let mut arcs = Vec::new();
        for part in &self.parts {
            if let [place] = part {
                arcs.push([unit_vector(*place); 2]);
            }
            arcs.extend(part.windows(2).flat_map(|pair| steps(pair[0], pair[1])));
        }
        arcs
    }
}

/// The short arcs of a straight line on a map of degrees, the shorter way round.
fn steps(a: LonLat, b: LonLat) -> impl Iterator<Item = Arc> {
    let mut east = b.lon() - a.lon();
    if east.abs() > 180.0 {
        east -= 360.0 * east.signum();
    }
    let north = b.lat() - a.lat();
    let count = (east.abs().max(north.abs()) / STEP).ceil().clamp(1.0, 1e4);
    let at = move |step: f64| {
        let part = step / count;
        unit_vector(LonLat::wrapped(a.lon() + east * part, a.lat() + north * part))
    };
    let starts = std::iter::successors(Some(0.0), |step| Some(step + 1.0));
    starts
        .take_while(move |step| *step < count)
        .map(move |step| [at(step), at(step + 1.0)])
}

/// The point of the great circle's arc from `a` to `b` that is nearest to `p`.
fn nearest_on_arc(a: UnitVector, b: UnitVector, p: UnitVector) -> UnitVector {
    let nearer = || if angle(a, p) <= angle(b, p) { a } else { b };
    let normal = cross(a, b);
    let foot = cross(normal, cross(p, normal));
    let length = dot(foot, foot).sqrt();
    if length < 1e-15 {
        return nearer();
    }
    let foot = foot.map(|part| part / length);
    // Between the ends where it lies on the inner side of both.
    let between = dot(cross(a, foot), normal) >= 0.0 && dot(cross(foot, b), normal) >= 0.0;
    if between { foot } else { nearer() }
}

/// Where two arcs are nearest to each other: where they cross, else at an end of one of them.
fn nearest_of_arcs([a, b]: Arc, [c, d]: Arc) -> [UnitVector; 2] {
    let (first, second) = (cross(a, b), cross(c, d));
    let crossing = cross(first, second);
    let length = dot(crossing, crossing).sqrt();
    if length > 1e-24 {
        let is_on = |[from, to]: Arc, normal: UnitVector, v: UnitVector| {
            dot(cross(from, v), normal) >= 0.0 && dot(cross(v, to), normal) >= 0.0
        };
        for sign in [1.0, -1.0] {
            let v = crossing.map(|part| sign * part / length);
            if is_on([a, b], first, v) && is_on([c, d], second, v) {
                return [v, v];
            }
        }
    }
    let ends = [
        [a, nearest_on_arc(c, d, a)],
        [b, nearest_on_arc(c, d, b)],
        [nearest_on_arc(a, b, c), c],
        [nearest_on_arc(a, b, d), d],
    ];
    let away = |pair: &[UnitVector; 2]| angle(pair[0], pair[1]);
    ends.into_iter()
        .min_by(|x, y| away(x).total_cmp(&away(y)))
        .unwrap_or([a, c])
}

fn middle(a: UnitVector, b: UnitVector) -> UnitVector {
    let sum = [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
    let length = dot(sum, sum).sqrt();
    sum.map(|part| part / length)
}

fn cross(a: UnitVector, b: UnitVector) -> UnitVector {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

fn dot(a: UnitVector, b: UnitVector) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::wrapped(lon, lat)
    }

    fn away(a: LonLat, b: LonLat) -> f64 {
        angle(unit_vector(a), unit_vector(b))
    }

    prop_compose! {
        fn place()(lon in 90.0..130.0f64, lat in -30.0..40.0f64) -> LonLat { at(lon, lat) }
    }

    #[test]
    fn nothing_has_no_nearest_place_and_a_place_is_its_own() {
        let p = at(109.2, 11.9);
        assert_eq!(Extent::default().nearest(p), None);
        let places = [at(100.0, 5.0), at(0.0, 50.0)];
        let nearest = Extent::of_places(&places).nearest(p).unwrap();
        assert!(away(nearest, places[0]) < 1e-9);
    }

    #[test]
    fn the_foot_on_the_equator_lies_straight_below_over_the_antimeridian_too() {
        for (west, east, between) in [(90.0, 120.0, 104.0), (170.0, -170.0, -179.0)] {
            let equator = [at(west, 0.0), at(east, 0.0)];
            let line = Extent::of_lines([&equator[..]]);
            let nearest = line.nearest(at(between, 9.0)).unwrap();
            assert!(away(nearest, at(between, 0.0)) < 1e-9, "{nearest:?}");
        }
    }

    #[test]
    fn in_an_area_one_is_there_already_and_in_its_hole_one_is_not() {
        let outer = [
            at(100.0, 0.0),
            at(120.0, 0.0),
            at(120.0, 20.0),
            at(100.0, 20.0),
            at(100.0, 0.0),
        ];
        let hole = [
            at(108.0, 8.0),
            at(112.0, 8.0),
            at(112.0, 12.0),
            at(108.0, 12.0),
            at(108.0, 8.0),
        ];
        let area = Extent::of_area([&outer[..], &hole[..]]);
        assert_eq!(area.nearest(at(104.0, 5.0)), Some(at(104.0, 5.0)));
        let from_the_hole = area.nearest(at(110.0, 11.0)).unwrap();
        assert!((from_the_hole.lat() - 12.0).abs() < 0.01, "{from_the_hole:?}");
        let from_outside = area.nearest(at(125.0, 10.0)).unwrap();
        assert!((from_outside.lon() - 120.0).abs() < 1e-6, "{from_outside:?}");
    }

    #[test]
    fn lines_that_cross_meet_where_they_do_and_an_area_meets_what_it_holds() {
        let (flat, steep) = (
            [at(100.0, 10.0), at(120.0, 10.0)],
            [at(110.0, 0.0), at(111.0, 20.0)],
        );
        let (flat, steep) = (Extent::of_lines([&flat[..]]), Extent::of_lines([&steep[..]]));
        let [a, b] = flat.nearest_to(&steep).unwrap();
        assert!(away(a, b) < 1e-6 && (a.lon() - 110.5).abs() < 0.1, "{a:?} {b:?}");
        let ring = [at(100.0, 0.0), at(120.0, 0.0), at(120.0, 20.0), at(100.0, 20.0)];
        let inside = [at(105.0, 5.0), at(140.0, 5.0)];
        let met = Extent::of_area([&ring[..]]).nearest_to(&Extent::of_places(&inside));
        assert_eq!(met, Some([inside[0]; 2]));
    }

    proptest! {
        #[test]
        fn no_sampled_point_of_a_line_is_nearer(
            line in prop::collection::vec(place(), 1..6), p in place(), part in 0.0..1.0f64,
        ) {
            let nearest = Extent::of_lines([&line[..]]).nearest(p).unwrap();
            for pair in line.windows(2) {
                let mix = |a: f64, b: f64| a + (b - a) * part;
                let sample = at(mix(pair[0].lon(), pair[1].lon()), mix(pair[0].lat(), pair[1].lat()));
                // A straight line of degrees and the short arcs differ by less than this.
                prop_assert!(away(nearest, p) <= away(sample, p) + 2e-5);
            }
        }

        #[test]
        fn two_lines_are_as_far_apart_one_way_as_the_other_and_no_two_corners_are_nearer(
            a in prop::collection::vec(place(), 1..6), b in prop::collection::vec(place(), 1..6),
        ) {
            let (one, other) = (Extent::of_lines([&a[..]]), Extent::of_lines([&b[..]]));
            let there = one.nearest_to(&other).unwrap();
            let back = other.nearest_to(&one).unwrap();
            prop_assert!((away(there[0], there[1]) - away(back[0], back[1])).abs() < 2e-5);
            for (p, q) in a.iter().flat_map(|p| b.iter().map(move |q| (*p, *q))) {
                prop_assert!(away(there[0], there[1]) <= away(p, q) + 1e-9);
            }
        }
    }
}
