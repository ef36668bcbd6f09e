//! The way from one framing to another that eyes can follow: out, across and in again. Van Wijk and Nuij (2003),
//! "Smooth and efficient zooming and panning", IEEE Symposium on Information Visualization, section 4.

use super::{Framing, Kilometers, LonLat, MEAN_EARTH_RADIUS, Projection, ProjectionKind, WorldPoint};

/// How much a zoom counts for a pan: the value that the paper's readers liked was about 1.4.
const RHO: f64 = std::f64::consts::SQRT_2;
/// Ways shorter than this part of what is seen are a zoom alone.
const NO_WAY: f64 = 1e-6;

/// A way from one framing to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoomPath {
    track: Track,
    /// Size of what is seen at both ends, in radians of the track.
    sizes: [f64; 2],
    /// Width of what is seen for its height at both ends, as logarithms.
    shapes: [f64; 2],
    /// Radians of the track from end to end.
    way: f64,
    /// The hyperbolic angle at both ends.
    angles: [f64; 2],
}

/// What the middle of the picture runs along.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Track {
    /// A line that is straight on Mercator's plane: a rhumb line.
    Straight([WorldPoint; 2]),
    /// A great circle.
    Great([LonLat; 2]),
}

impl ZoomPath {
    /// The way between two framings in a kind of projection.
    pub fn between(from: &Framing, to: &Framing, kind: ProjectionKind) -> Self {
        let ends = [from.center, to.center];
        let (track, way, scale) = match kind {
            ProjectionKind::Globe => {
                let scale: fn(LonLat) -> f64 = |_| 1.0;
                (Track::Great(ends), angle_between(ends), scale)
            }
            _ => {
                let [a, mut b] = ends.map(|p| Projection::MERCATOR.world_from_lon_lat(p).unwrap_or_default());
                b.x -= ((b.x - a.x) / std::f64::consts::TAU).round() * std::f64::consts::TAU;
                let scale: fn(LonLat) -> f64 = |p| Projection::MERCATOR.scale_factor(p);
                (Track::Straight([a, b]), (b.x - a.x).hypot(b.y - a.y), scale)
            }
        };
        let size = |f: &Framing| {
            let kilometers = (f.width_km * f.height_km).sqrt();
            kilometers * 1000.0 / MEAN_EARTH_RADIUS.0 * scale(f.center)
        };
        let sizes = [size(from), size(to)];
        let [w0, w1] = sizes;
        let rho2 = RHO * RHO;
        let angle = |w: f64, sign: f64| {
            let b = (w1 * w1 - w0 * w0 + sign * rho2 * rho2 * way * way) / (2.0 * w * rho2 * way);
            -b.asinh()
        };
        let is_zoom = way < NO_WAY * w0.min(w1);
        Self {
            track,
            sizes,
            shapes: [from, to].map(|f| (f.width_km / f.height_km).ln()),
            way: if is_zoom { 0.0 } else { way },
            angles: if is_zoom {
                [0.0, (w1 / w0).ln()]
            } else {
                [angle(w0, 1.0), angle(w1, -1.0)]
            },
        }
    }

    /// How long the way is to the eye: a zoom to about 2.7 times the scale and a pan by about what is seen count
    /// for as much.
    pub fn length(&self) -> f64 {
        (self.angles[1] - self.angles[0]).abs() / RHO
    }

    /// The framing at a part of the way, 0 to 1: to the eye, equal parts are equally long.
    pub fn at(&self, part: f64) -> Framing {
        let [r0, r1] = self.angles;
        let [w0, _] = self.sizes;
        let angle = r0 + (r1 - r0) * part;
        let (along, size) = if self.way == 0.0 {
            (part, w0 * (angle - r0).exp())
        } else {
            let along = w0 / (RHO * RHO) * (r0.cosh() * angle.tanh() - r0.sinh());
            (along / self.way, w0 * r0.cosh() / angle.cosh())
        };
        let along = along.clamp(0.0, 1.0);
        let (center, scale) = match self.track {
            Track::Straight([a, b]) => {
                let at = WorldPoint {
                    x: a.x + (b.x - a.x) * along,
                    y: a.y + (b.y - a.y) * along,
                };
                let center = Projection::MERCATOR.lon_lat_from_world(at);
                let center = center.unwrap_or(LonLat::NULL_ISLAND);
                (center, Projection::MERCATOR.scale_factor(center))
            }
            Track::Great(ends) => (on_great_circle(ends, along), 1.0),
        };
        let kilometers = size * MEAN_EARTH_RADIUS.0 / 1000.0 / scale;
        let shape = (self.shapes[0] + (self.shapes[1] - self.shapes[0]) * part) / 2.0;
        Framing::new(
            center,
            Kilometers(kilometers * shape.exp()),
            Kilometers(kilometers * (-shape).exp()),
        )
    }
}

fn vector(p: LonLat) -> [f64; 3] {
    let (sin, cos) = p.lat().to_radians().sin_cos();
    let (sin_lon, cos_lon) = p.lon().to_radians().sin_cos();
    [cos * cos_lon, cos * sin_lon, sin]
}

fn angle_between(ends: [LonLat; 2]) -> f64 {
    let [a, b] = ends.map(vector);
    let dot: f64 = (0..3).map(|k| a[k] * b[k]).sum();
    let cross = [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ];
    cross.iter().map(|v| v * v).sum::<f64>().sqrt().atan2(dot)
}

fn on_great_circle(ends: [LonLat; 2], along: f64) -> LonLat {
    let angle = angle_between(ends);
    if angle < 1e-9 {
        return if along < 0.5 { ends[0] } else { ends[1] };
    }
    let [a, b] = ends.map(vector);
    let (from, to) = (
        ((1.0 - along) * angle).sin() / angle.sin().max(1e-12),
        (along * angle).sin() / angle.sin().max(1e-12),
    );
    let [x, y, z] = [0, 1, 2].map(|k| a[k] * from + b[k] * to);
    LonLat::wrapped(y.atan2(x).to_degrees(), z.atan2(x.hypot(y)).to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn framing(lon: f64, lat: f64, km: f64) -> Framing {
        Framing::new(LonLat::wrapped(lon, lat), Kilometers(km), Kilometers(km * 0.6))
    }

    #[test]
    fn a_far_way_goes_out_and_in_again_and_a_near_one_stays() {
        let widest = |to: f64| {
            let path = ZoomPath::between(
                &framing(100.0, 10.0, 100.0),
                &framing(to, 10.0, 100.0),
                ProjectionKind::Mercator,
            );
            (0..=50)
                .map(|i| path.at(f64::from(i) / 50.0).width_km)
                .fold(0.0, f64::max)
        };
        assert!(widest(140.0) > 2000.0, "{}", widest(140.0));
        assert!(widest(100.05) < 110.0, "{}", widest(100.05));
    }

    #[test]
    fn a_way_goes_over_the_antimeridian_where_that_is_shorter() {
        for kind in ProjectionKind::ALL {
            let path = ZoomPath::between(&framing(170.0, 0.0, 500.0), &framing(-170.0, 0.0, 500.0), kind);
            assert!(path.at(0.5).center.lon().abs() > 179.0, "{kind:?}");
        }
    }

    proptest! {
        #[test]
        fn a_way_begins_and_ends_where_it_should_and_is_even_to_the_eye(
            lon in prop::array::uniform2(-179.0..179.0f64), lat in prop::array::uniform2(-75.0..75.0f64),
            km in prop::array::uniform2(2.0..9000.0f64), kind in 0..4usize,
        ) {
            let kind = ProjectionKind::ALL[kind];
            let ends = [0, 1].map(|i| framing(lon[i], lat[i], km[i]));
            prop_assume!(angle_between([ends[0].center, ends[1].center]) < 3.0);
            let path = ZoomPath::between(&ends[0], &ends[1], kind);
            for (part, end) in [(0.0, ends[0]), (1.0, ends[1])] {
                let at = path.at(part);
                prop_assert!((at.width_km / end.width_km - 1.0).abs() < 1e-6, "{at:?} {end:?}");
                prop_assert!(angle_between([at.center, end.center]) < 1e-6 * end.width_km.max(1.0));
            }
            // In every hundredth of the way, zoom and pan together are as much, on the plane or sphere that eyes see.
            let step = |i: i32| {
                let [a, b] = [i, i + 1].map(|k| path.at(f64::from(k) / 100.0));
                if a.width_km.max(b.width_km) > 40_000.0 {
                    return 0.0; // A framing ends at the girth of the Earth.
                }
                let size = |f: &Framing| (f.width_km * f.height_km).sqrt() * 1000.0 / MEAN_EARTH_RADIUS.0;
                let (scale, pan): (fn(LonLat) -> f64, f64) = if kind == ProjectionKind::Globe {
                    (|_| 1.0, angle_between([a.center, b.center]))
                } else {
                    let [p, q] = [a, b].map(|f| Projection::MERCATOR.world_from_lon_lat(f.center).unwrap_or_default());
                    let east = (q.x - p.x + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU);
                    (|p| Projection::MERCATOR.scale_factor(p), (east - std::f64::consts::PI).hypot(q.y - p.y))
                };
                let [w, v] = [a, b].map(|f| size(&f) * scale(f.center));
                (RHO * pan / (w * v).sqrt()).hypot((v / w).ln() / RHO)
            };
            let most = (0..100).map(step).fold(0.0, f64::max);
            prop_assert!(most <= 1.1 * path.length() / 100.0 + 1e-6, "{most} of {}", path.length());
        }
    }
}
