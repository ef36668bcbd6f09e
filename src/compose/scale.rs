//! The scale of the map: a bar in kilometres and nautical miles where one is true enough for the whole picture, a
//! diagram by latitude where the scale grows away from the equator, and a line that says so where neither holds.

use crate::geography::{
    Camera, Kilometers, LonLat, MEAN_EARTH_RADIUS, Meters, NauticalMiles, ProjectionKind,
};
use crate::scene::{Color, Group, Halo, LineCap, Node, Outline, Rect, Stroke};

use super::furniture::{MARGIN, Piece, plain};
use super::graticule::angle;
use super::text::{Align, line, sans, with};
use super::{Style, Words, World};

/// A bar stands for a picture whose scale differs by no more than this.
const MOST_FOR_BAR: f64 = 1.10;
/// A diagram stands for latitudes up to this many degrees: beyond, Mercator's scale runs away.
const MOST_LATITUDE: f64 = 75.0;
/// Steps of latitude of a diagram.
const LATITUDE_STEPS: [f64; 6] = [1.0, 2.0, 5.0, 10.0, 15.0, 20.0];

/// What tells the scale of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Tells {
    Bar,
    Diagram,
    Nothing,
}

/// The scale of the map in its lower left corner.
pub(super) fn scale(world: &World, style: &Style, camera: &Camera, words: &Words) -> Piece {
    let drawing = Drawing::new(world, style, camera);
    match tells(camera) {
        Tells::Bar => drawing.bar(words),
        Tells::Diagram => drawing.diagram(words),
        Tells::Nothing => drawing.words_alone(words),
    }
}

fn tells(camera: &Camera) -> Tells {
    match spread(camera) {
        Some(spread) if spread <= MOST_FOR_BAR => Tells::Bar,
        Some(_) if is_by_latitude(camera) => Tells::Diagram,
        _ => Tells::Nothing,
    }
}

/// Whether the scale is the same all along a parallel, on a picture that ends before it runs away.
fn is_by_latitude(camera: &Camera) -> bool {
    use ProjectionKind::{LambertConformal, Mercator};
    let seen = camera.geo_bounds(0.0);
    matches!(camera.projection().kind(), Mercator | LambertConformal)
        && seen.south.abs().max(seen.north.abs()) <= MOST_LATITUDE
}

/// How many times as large the largest scale of the picture is as the smallest, in all directions; `None` where
/// the globe ends within the picture.
fn spread(camera: &Camera) -> Option<f64> {
    const GRID: u32 = 4;
    const STEP: f64 = 2.0;
    let (mut least, mut most) = (f64::INFINITY, 0.0f64);
    for i in 0..=GRID {
        for j in 0..=GRID {
            let part = |k: u32, length: f64| STEP + (length - 2.0 * STEP) * f64::from(k) / f64::from(GRID);
            let at = [part(i, camera.width()), part(j, camera.height())];
            for [dx, dy] in [[STEP, 0.0], [0.0, STEP]] {
                let a = camera.lon_lat_from_screen([at[0] - dx / 2.0, at[1] - dy / 2.0])?;
                let b = camera.lon_lat_from_screen([at[0] + dx / 2.0, at[1] + dy / 2.0])?;
                let scale = STEP / ground_distance(a, b).0.max(1e-9);
                (least, most) = (least.min(scale), most.max(scale));
            }
        }
    }
    Some(most / least)
}

/// The distance of two near places on the sphere.
fn ground_distance(a: LonLat, b: LonLat) -> Meters {
    let [cos_a, cos_b] = [a, b].map(|p| p.lat().to_radians().cos());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let lat = b.lat() - a.lat();
    let square = half(lat) + cos_a * cos_b * half(b.lon() - a.lon());
    Meters(2.0 * MEAN_EARTH_RADIUS.0 * square.sqrt().min(1.0).asin())
}

/// The greatest of 1, 2, 5 times a power of ten that is not above `limit`.
fn round_below(limit: f64) -> f64 {
    let power = 10f64.powf(limit.log10().floor());
    [5.0, 2.0, 1.0]
        .into_iter()
        .map(|f| f * power)
        .find(|v| *v <= limit * (1.0 + 1e-9))
        .unwrap_or(power)
}

fn number(value: f64) -> String {
    if value >= 1.0 {
        format!("{value:.0}")
    } else {
        format!("{value}")
    }
}

/// Round lengths in both units that fit into so many points at a scale in points per metre.
fn round_lengths(points: f64, per_meter: f64) -> (Kilometers, NauticalMiles) {
    let ground = Meters(points / per_meter);
    (
        Kilometers(round_below(Kilometers::from(ground).0)),
        NauticalMiles(round_below(NauticalMiles::from(ground).0)),
    )
}

/// What the scale is drawn with.
struct Drawing<'a> {
    world: &'a World<'a>,
    style: &'a Style,
    camera: &'a Camera,
    ink: Color,
    size: f64,
    nodes: Vec<Node>,
    right: f64,
}

impl<'a> Drawing<'a> {
    fn new(world: &'a World, style: &'a Style, camera: &'a Camera) -> Self {
        Self {
            world,
            style,
            camera,
            ink: style.labels.site,
            size: f64::from(style.sizes.small),
            nodes: Vec::new(),
            right: MARGIN,
        }
    }

    /// The length that a bar has at most, in points.
    fn longest(&self) -> f64 {
        (self.camera.width() * 0.22).clamp(60.0, 150.0)
    }

    fn lines(&mut self, lines: &[Vec<[f64; 2]>]) {
        let all = Outline {
            steps: lines.iter().flat_map(|l| Outline::line(l).steps).collect(),
        };
        let stroke = |color, width| Stroke {
            cap: LineCap::Butt,
            ..Stroke::solid(color, width)
        };
        let casing = stroke(self.style.labels.halo, 3.6);
        self.nodes.insert(0, plain(all.clone(), None, Some(casing)));
        self.nodes.push(plain(all, None, Some(stroke(self.ink, 1.1))));
    }

    fn words(&mut self, text: &str, at: [f64; 2], align: Align) {
        let face = sans(self.style.sizes.small);
        let shaped = self.world.fonts.shape(text, &face);
        let width = f64::from(shaped.width);
        let reach = match align {
            Align::Left => width,
            Align::Center => width / 2.0,
            Align::Right => 0.0,
        };
        self.right = self.right.max(at[0] + reach);
        let halo = Halo {
            color: self.style.labels.halo,
            width: self.style.labels.halo_width,
        };
        self.nodes
            .push(with(line(shaped, at, align, self.ink), Some(halo), None));
    }

    fn piece(self, top: f64) -> Piece {
        Piece {
            node: Node::Group(Group::named("scale-bar", self.nodes)),
            room: Rect {
                left: MARGIN - 4.0,
                top,
                right: self.right + 4.0,
                bottom: self.camera.height() - 2.0,
            },
        }
    }

    /// A bar in kilometres above one in nautical miles, true at the latitude below them.
    fn bar(mut self, words: &Words) -> Piece {
        let place = self.camera.middle();
        let per_meter = self.camera.points_per_meter(place);
        let (km, nm) = round_lengths(self.longest(), per_meter);
        let (size, left) = (self.size, MARGIN);
        let base = self.camera.height() - MARGIN - size * 1.4;
        let step = size * 1.1;
        let bars = [
            (base - step, Meters::from(km), format!("{} km", number(km.0))),
            (
                base,
                Meters::from(nm),
                format!("{} {}", number(nm.0), words.nautical_miles),
            ),
        ];
        for (y, length, text) in bars {
            let end = left + length.0 * per_meter;
            self.lines(&[
                vec![[left, y - 3.0], [left, y + 3.0]],
                vec![[left, y], [end, y]],
                vec![[end, y - 3.0], [end, y + 3.0]],
            ]);
            self.words(&text, [end + 5.0, y + size * 0.35], Align::Left);
        }
        let latitude = words.latitude(place.lat());
        self.words(&latitude, [left, base + size * 1.35], Align::Left);
        self.piece(base - step - size)
    }

    /// Bars for several latitudes, the ends of equal lengths joined.
    fn diagram(mut self, words: &Words) -> Piece {
        let seen = self.camera.geo_bounds(0.0);
        let rows = latitudes(seen.south, seen.north);
        let lon = self.camera.middle().lon();
        let camera = *self.camera;
        let per_meter = move |lat: f64| camera.points_per_meter(LonLat::wrapped(lon, lat));
        let largest = rows.iter().map(|lat| per_meter(*lat)).fold(0.0, f64::max);
        let (km, nm) = round_lengths(self.longest(), largest);
        let [km_m, nm_m] = [Meters::from(km).0, Meters::from(nm).0];
        let (size, step) = (self.size, self.size * 1.25);
        let left = MARGIN + size * 2.4;
        let bottom = self.camera.height() - MARGIN - size * 1.2;
        let top = bottom - step * (rows.len() - 1) as f64;
        let (north, south) = (rows[0], rows[rows.len() - 1]);
        let y_of = |lat: f64| bottom - (lat - south) / (north - south).max(1e-9) * (bottom - top);
        for lat in &rows {
            let y = y_of(*lat);
            let end = left + km_m.max(nm_m) * per_meter(*lat);
            self.lines(&[vec![[left, y], [end, y]]]);
            self.words(
                &angle(*lat, 'N', 'S'),
                [left - 5.0, y + size * 0.35],
                Align::Right,
            );
        }
        let joined = |meters: f64| -> Vec<[f64; 2]> {
            (0..=24)
                .map(|i| {
                    let lat = north + (south - north) * f64::from(i) / 24.0;
                    [left + meters * per_meter(lat), y_of(lat)]
                })
                .collect()
        };
        // Kilometres are read at the top, nautical miles at the bottom.
        let up = |meters: f64| {
            let x = left + meters * per_meter(north);
            vec![[x, top - 5.0], [x, top]]
        };
        let down = |meters: f64| {
            let x = left + meters * per_meter(south);
            vec![[x, bottom], [x, bottom + 5.0]]
        };
        self.lines(&[
            joined(0.0),
            joined(km_m / 2.0),
            joined(km_m),
            up(0.0),
            up(km_m / 2.0),
            up(km_m),
            joined(nm_m),
            down(0.0),
            down(nm_m),
        ]);
        let above = top - 7.0;
        self.words("0", [left, above], Align::Center);
        let end = left + km_m * per_meter(north);
        self.words(
            &format!("{} km", number(km.0)),
            [end - size * 0.6, above],
            Align::Left,
        );
        let below = bottom + size * 1.25;
        let end = left + nm_m * per_meter(south);
        let miles = format!("{} {}", number(nm.0), words.nautical_miles);
        self.words("0", [left, below], Align::Center);
        self.words(&miles, [end - size * 0.6, below], Align::Left);
        self.piece(above - size)
    }

    /// That no bar would be honest.
    fn words_alone(mut self, words: &Words) -> Piece {
        let base = self.camera.height() - MARGIN;
        let text = words.no_scale.clone();
        self.words(&text, [MARGIN, base], Align::Left);
        let top = base - self.size * 1.3;
        self.piece(top)
    }
}

/// Three to six round latitudes of a picture, northernmost first.
fn latitudes(south: f64, north: f64) -> Vec<f64> {
    let within = |step: f64| -> Vec<f64> {
        let (first, last) = ((south / step).ceil() as i32, (north / step).floor() as i32);
        (first..=last).rev().map(|i| f64::from(i) * step).collect()
    };
    let fits = LATITUDE_STEPS
        .into_iter()
        .map(within)
        .find(|rows| rows.len() <= 6);
    let rows = fits.unwrap_or_else(|| within(30.0));
    if rows.len() < 2 { vec![north, south] } else { rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::Framing;
    use proptest::prelude::*;

    fn camera(kind: ProjectionKind, lat: f64, km: f64) -> Camera {
        let center = LonLat::new(110.0, lat).unwrap();
        let framing = Framing::new(center, Kilometers(km), Kilometers(km * 0.7));
        Camera::new(&framing, kind, 900.0, 630.0)
    }

    proptest! {
        #[test]
        fn a_rounded_length_is_never_longer_and_at_least_two_fifths(limit in 0.01..1e6f64) {
            let v = round_below(limit);
            prop_assert!(v <= limit * 1.000_001 && v >= limit * 0.39);
        }

        /// On the ellipsoid a degree is up to 0.7 per cent longer or shorter than on the sphere.
        #[test]
        fn what_a_bar_is_as_long_as_is_that_long_on_the_ground(
            kind in 0..4usize, lat in -60.0..60.0f64, km in 20.0..1500.0f64,
        ) {
            let camera = camera(ProjectionKind::ALL[kind], lat, km);
            prop_assume!(tells(&camera) == Tells::Bar);
            let per_meter = camera.points_per_meter(camera.middle());
            let (length, _) = round_lengths(150.0, per_meter);
            let half = Meters::from(length).0 * per_meter / 2.0;
            let ends = [-half, half].map(|dx| {
                let at = camera.lon_lat_from_screen([450.0 + dx, 315.0]).unwrap();
                geo::Point::new(at.lon(), at.lat())
            });
            let true_km = geo::Distance::distance(&geo::Geodesic, ends[0], ends[1]) / 1000.0;
            // Equal Earth is true to areas: its lengths differ a little with the direction.
            let most = if kind == 2 { MOST_FOR_BAR - 1.0 } else { 0.011 };
            prop_assert!((true_km / length.0 - 1.0).abs() < most, "{true_km} for {length:?}");
        }

        #[test]
        fn what_a_diagram_shows_at_a_latitude_is_that_long_there(lat in -50.0..50.0f64, km in 3000.0..9000.0f64) {
            let camera = camera(ProjectionKind::Mercator, lat, km);
            prop_assume!(tells(&camera) == Tells::Diagram);
            let seen = camera.geo_bounds(0.0);
            for row in latitudes(seen.south, seen.north) {
                let place = LonLat::wrapped(110.0, row);
                let [x, y] = camera.screen_from_lon_lat(place).unwrap();
                let half = 50_000.0 * camera.points_per_meter(place);
                let ends = [-half, half].map(|dx| {
                    let at = camera.lon_lat_from_screen([x + dx, y]).unwrap();
                    geo::Point::new(at.lon(), at.lat())
                });
                let true_km = geo::Distance::distance(&geo::Geodesic, ends[0], ends[1]) / 1000.0;
                prop_assert!((true_km / 100.0 - 1.0).abs() < 0.011, "{true_km} at {row}");
            }
        }
    }

    #[test]
    fn a_bar_stands_only_where_it_is_true_enough() {
        use ProjectionKind::{EqualEarth, Globe, LambertConformal, Mercator};
        assert_eq!(tells(&camera(Mercator, 12.0, 1000.0)), Tells::Bar);
        assert_eq!(tells(&camera(Mercator, 30.0, 6000.0)), Tells::Diagram);
        assert_eq!(tells(&camera(Mercator, 0.0, 40_000.0)), Tells::Nothing);
        assert_eq!(tells(&camera(LambertConformal, 13.0, 3600.0)), Tells::Bar);
        assert_eq!(tells(&camera(Globe, 15.0, 12_000.0)), Tells::Nothing);
        assert_eq!(tells(&camera(Globe, 15.0, 500.0)), Tells::Bar);
        assert_eq!(tells(&camera(EqualEarth, 15.0, 38_000.0)), Tells::Nothing);
    }
}
