//! What part of the globe is seen, and where each place falls on the picture.

use serde::{Deserialize, Serialize};

use super::projection::mercator_latitude;
use super::{
    GeoBounds, Kilometers, LonLat, MEAN_EARTH_RADIUS, Meters, Projection, ProjectionKind, WorldBounds,
    WorldPoint,
};

/// The ground that must be visible, whatever the size of the picture: a centre and an extent measured
/// along the ground there. A picture of another shape shows more on two sides, never less.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Framing {
    /// The place in the middle of the picture.
    pub center: LonLat,
    /// Kilometres from the left to the right edge, at least, at the scale of the centre. Above zero.
    pub width_km: f64,
    /// Kilometres from the lower to the upper edge, at least, at the scale of the centre. Above zero.
    pub height_km: f64,
}

impl Framing {
    /// A framing of ground around a place; extents are kept between 0.1 km and the girth of the Earth.
    pub fn new(center: LonLat, width: Kilometers, height: Kilometers) -> Self {
        Self {
            center,
            width_km: width.0.clamp(0.1, 40_075.0),
            height_km: height.0.clamp(0.1, 40_075.0),
        }
    }
}

/// A framing resolved for a picture's size: the map between the globe and the picture.
/// Picture coordinates are points, x right, y **down**, the origin in the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    projection: Projection,
    center: WorldPoint,
    points_per_world: f64,
    width: f64,
    height: f64,
}

/// The closest zoom: 1:5 000 (points are 1/72 inch).
const MAX_POINTS_PER_METER: f64 = 72.0 / 0.0254 / 5_000.0;
/// The farthest zoom of Mercator: the globe's girth on this many points.
const MIN_WORLD_WIDTH_POINTS: f64 = 200.0;
/// The farthest zoom of the globe and of a whole-world map, as a part of the picture.
const LEAST_OF_PICTURE: f64 = 0.55;
/// The farthest zoom of the conic: radians of ground from the middle to a corner.
const MOST_CONIC: f64 = 1.25;

impl Camera {
    /// The camera that shows a framing on a picture of `width` x `height` points.
    pub fn new(framing: &Framing, kind: ProjectionKind, width: f64, height: f64) -> Self {
        let (width, height) = (width.max(1.0), height.max(1.0));
        let points_per_km = (width / framing.width_km).min(height / framing.height_km);
        // Points per radian of ground at the middle.
        let per_radian = points_per_km / 1000.0 * MEAN_EARTH_RADIUS.0;
        let per_radian = match kind {
            ProjectionKind::Mercator => per_radian,
            kind => per_radian.max(farthest(kind, width, height)),
        };
        let projection = kind.around(framing.center, height / per_radian);
        let camera = Self {
            projection,
            center: projection.world_from_lon_lat(framing.center).unwrap_or_default(),
            points_per_world: per_radian / projection.scale_factor(framing.center),
            width,
            height,
        };
        camera.within_limits()
    }

    /// The framing that this camera shows: the inverse of [`Camera::new`] for the same size.
    pub fn framing(&self) -> Framing {
        let center = self.middle();
        let km_per_point = 1.0 / (self.points_per_meter(center) * 1000.0);
        Framing {
            center,
            width_km: self.width * km_per_point,
            height_km: self.height * km_per_point,
        }
    }

    /// The place in the middle of the picture.
    pub fn middle(&self) -> LonLat {
        if self.projection.turns_with_the_camera() && self.center == WorldPoint::default() {
            return self.projection.origin();
        }
        self.projection
            .lon_lat_from_world(self.center)
            .unwrap_or(LonLat::NULL_ISLAND)
    }

    /// The projection in use.
    pub fn projection(&self) -> &Projection {
        &self.projection
    }

    /// Width of the picture in points.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// Height of the picture in points.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// The world point in the middle of the picture.
    pub fn center(&self) -> WorldPoint {
        self.center
    }

    /// Points of the picture per unit of world coordinates.
    pub fn points_per_world(&self) -> f64 {
        self.points_per_world
    }

    /// Points of the picture per degree of longitude at the projection's line of true scale: picks the
    /// level of detail.
    pub fn points_per_degree(&self) -> f64 {
        self.points_per_world * std::f64::consts::PI / 180.0
    }

    /// Points of the picture per metre on the ground at a place.
    pub fn points_per_meter(&self, at: LonLat) -> f64 {
        self.points_per_world * self.projection.scale_factor(at) / MEAN_EARTH_RADIUS.0
    }

    /// Ground length of one point of the picture at a place.
    pub fn meters_per_point(&self, at: LonLat) -> Meters {
        Meters(1.0 / self.points_per_meter(at))
    }

    /// Where a world point falls on the picture, `[x, y]` in points. May lie outside.
    pub fn screen_from_world(&self, w: WorldPoint) -> [f64; 2] {
        [
            self.width / 2.0 + (w.x - self.center.x) * self.points_per_world,
            self.height / 2.0 - (w.y - self.center.y) * self.points_per_world,
        ]
    }

    /// The world point under a point of the picture.
    pub fn world_from_screen(&self, s: [f64; 2]) -> WorldPoint {
        WorldPoint {
            x: self.center.x + (s[0] - self.width / 2.0) / self.points_per_world,
            y: self.center.y - (s[1] - self.height / 2.0) / self.points_per_world,
        }
    }

    /// Where a place falls on the picture, in points; of the copies of a repeating world, the one
    /// nearest to the middle. `None` where the projection does not show it: behind the globe.
    pub fn screen_from_lon_lat(&self, p: LonLat) -> Option<[f64; 2]> {
        let mut w = self.projection.world_from_lon_lat(p)?;
        if let Some(period) = self.projection.period() {
            w.x += ((self.center.x - w.x) / period).round() * period;
        }
        Some(self.screen_from_world(w))
    }

    /// The place under a point of the picture, if the globe is there.
    pub fn lon_lat_from_screen(&self, s: [f64; 2]) -> Option<LonLat> {
        self.projection.lon_lat_from_world(self.world_from_screen(s))
    }

    /// The world box that the picture shows, grown by `margin` points on every side.
    pub fn world_bounds(&self, margin: f64) -> WorldBounds {
        let a = self.world_from_screen([-margin, self.height + margin]);
        let b = self.world_from_screen([self.width + margin, -margin]);
        WorldBounds { min: a, max: b }
    }

    /// A box of longitude and latitude that holds all that the picture shows; may run past the antimeridian.
    pub fn geo_bounds(&self, margin: f64) -> GeoBounds {
        if self.projection.kind() != ProjectionKind::Mercator {
            return self.seen_bounds(margin);
        }
        let seen = self.world_bounds(margin);
        GeoBounds {
            west: seen.min.x.to_degrees(),
            south: mercator_latitude(seen.min.y),
            east: seen.max.x.to_degrees(),
            north: mercator_latitude(seen.max.y),
        }
    }

    /// The box around places that are seen, found by looking at many: for projections whose meridians and
    /// parallels are curved.
    fn seen_bounds(&self, margin: f64) -> GeoBounds {
        const GRID: u32 = 24;
        let all = self.projection.domain();
        let origin = self.projection.origin().lon();
        let mut seen: Option<GeoBounds> = None;
        for i in 0..=GRID {
            for j in 0..=GRID {
                let part =
                    |k: u32, length: f64| f64::from(k) / f64::from(GRID) * (length + 2.0 * margin) - margin;
                let Some(at) = self.lon_lat_from_screen([part(i, self.width), part(j, self.height)]) else {
                    return all;
                };
                let east = (at.lon() - origin + 180.0).rem_euclid(360.0) - 180.0;
                let lon = origin + east;
                let b = seen.unwrap_or(GeoBounds {
                    west: lon,
                    south: at.lat(),
                    east: lon,
                    north: at.lat(),
                });
                seen = Some(GeoBounds {
                    west: b.west.min(lon),
                    south: b.south.min(at.lat()),
                    east: b.east.max(lon),
                    north: b.north.max(at.lat()),
                });
            }
        }
        let Some(seen) = seen else { return all };
        let reach = (seen.east - seen.west).max(seen.north - seen.south) / f64::from(GRID);
        let mut seen = seen.grown(reach);
        let sees = |lat: f64| {
            let at = self.screen_from_lon_lat(LonLat::wrapped(origin, lat));
            at.is_some_and(|[x, y]| {
                (-margin..=self.width + margin).contains(&x) && (-margin..=self.height + margin).contains(&y)
            })
        };
        for (pole, edge) in [(90.0, &mut seen.north), (-90.0, &mut seen.south)] {
            if sees(pole) {
                *edge = pole;
                (seen.west, seen.east) = (all.west, all.east);
            }
        }
        GeoBounds {
            west: seen.west.max(all.west),
            south: seen.south.max(all.south),
            east: seen.east.min(all.east),
            north: seen.north.min(all.north),
        }
    }

    /// The camera after the picture was dragged by `dx`, `dy` points (content follows the pointer), as far as
    /// the world reaches up and down.
    #[must_use]
    pub fn panned(&self, dx: f64, dy: f64) -> Self {
        if self.projection.turns_with_the_camera() {
            return self.turned(dx, dy);
        }
        let mut c = *self;
        c.center.x -= dx / self.points_per_world;
        c.center.y += dy / self.points_per_world;
        c.within_limits().on_the_globe()
    }

    /// The camera zoomed by `factor` (above 1: closer) with the place under `about` kept in place; away only
    /// until the world fills the picture.
    #[must_use]
    pub fn zoomed(&self, factor: f64, about: [f64; 2]) -> Self {
        if !factor.is_finite() || factor <= 0.0 {
            return *self;
        }
        if self.projection.turns_with_the_camera() {
            return self.zoomed_and_turned(factor, about);
        }
        let before = self.world_from_screen(about);
        let mut c = *self;
        let farthest = self.filling_scale().min(self.points_per_world);
        c.points_per_world = (self.points_per_world * factor).max(farthest);
        c.points_per_world = c.clamped_scale();
        let after = c.world_from_screen(about);
        c.center.x += before.x - after.x;
        c.center.y += before.y - after.y;
        c.within_limits().on_the_globe()
    }

    /// As [`Self::panned`], where the plane is laid out about the middle: what lies under the new middle comes
    /// there.
    fn turned(&self, dx: f64, dy: f64) -> Self {
        let to = [self.width / 2.0 - dx, self.height / 2.0 - dy];
        let center = self.lon_lat_from_screen(to).unwrap_or_else(|| {
            // The pointer is off the globe: as far as the ground at the middle would move.
            let degrees = (1.0 / self.points_per_world).to_degrees();
            let middle = self.middle();
            let cos = middle.lat().to_radians().cos().max(0.2);
            LonLat::wrapped(middle.lon() - dx * degrees / cos, middle.lat() + dy * degrees)
        });
        let framing = Framing {
            center,
            ..self.framing()
        };
        Self::new(&framing, self.projection.kind(), self.width, self.height)
    }

    /// As [`Self::zoomed`], where the plane is laid out about the middle.
    fn zoomed_and_turned(&self, factor: f64, about: [f64; 2]) -> Self {
        let place = self.lon_lat_from_screen(about);
        let shown = self.framing();
        let framing = Framing::new(
            shown.center,
            Kilometers(shown.width_km / factor),
            Kilometers(shown.height_km / factor),
        );
        let mut camera = Self::new(&framing, self.projection.kind(), self.width, self.height);
        // Turning moves the place not quite as far as the plane: a few steps bring it home.
        for _ in 0..6 {
            let Some([x, y]) = place.and_then(|place| camera.screen_from_lon_lat(place)) else {
                break;
            };
            let (dx, dy) = (about[0] - x, about[1] - y);
            if dx.hypot(dy) < 1e-6 {
                break;
            }
            camera = camera.turned(dx, dy);
        }
        camera
    }

    /// The same centre and scale on a picture of another size: what a resized window shows.
    #[must_use]
    pub fn resized(&self, width: f64, height: f64) -> Self {
        if self.projection.turns_with_the_camera() {
            let shown = self.framing();
            let framing = Framing {
                width_km: shown.width_km * width.max(1.0) / self.width,
                height_km: shown.height_km * height.max(1.0) / self.height,
                ..shown
            };
            return Self::new(&framing, self.projection.kind(), width, height);
        }
        Self {
            width: width.max(1.0),
            height: height.max(1.0),
            ..*self
        }
        .within_limits()
    }

    /// The points per world unit at which the world just fills the picture.
    fn filling_scale(&self) -> f64 {
        let extent = self.projection.extent();
        (self.width / (extent.max.x - extent.min.x)).max(self.height / (extent.max.y - extent.min.y))
    }

    /// Moved up or down until no ground beyond the world's edge is seen, where the world is high enough.
    fn on_the_globe(mut self) -> Self {
        let extent = self.projection.extent();
        let half = self.height / 2.0 / self.points_per_world;
        let (lowest, highest) = (extent.min.y + half, extent.max.y - half);
        if lowest <= highest {
            self.center.y = self.center.y.clamp(lowest, highest);
        }
        self
    }

    fn clamped_scale(&self) -> f64 {
        let closest = MAX_POINTS_PER_METER * MEAN_EARTH_RADIUS.0;
        let farthest = farthest(self.projection.kind(), self.width, self.height);
        self.points_per_world.clamp(farthest, closest)
    }

    fn within_limits(mut self) -> Self {
        self.points_per_world = self.clamped_scale();
        let extent = self.projection.extent();
        self.center.y = self.center.y.clamp(extent.min.y, extent.max.y);
        match self.projection.period() {
            Some(period) => {
                let half = period / 2.0;
                self.center.x = (self.center.x + half).rem_euclid(period) - half;
            }
            None => self.center.x = self.center.x.clamp(extent.min.x, extent.max.x),
        }
        self
    }
}

/// The farthest zoom of a projection on a picture, in points per unit of world coordinates.
fn farthest(kind: ProjectionKind, width: f64, height: f64) -> f64 {
    let whole = |extent: WorldBounds| {
        let size = |from: f64, to: f64, length: f64| length / (to - from);
        let fits = size(extent.min.x, extent.max.x, width).min(size(extent.min.y, extent.max.y, height));
        LEAST_OF_PICTURE * fits
    };
    match kind {
        ProjectionKind::Mercator => MIN_WORLD_WIDTH_POINTS / std::f64::consts::TAU,
        ProjectionKind::LambertConformal => width.hypot(height) / 2.0 / MOST_CONIC,
        ProjectionKind::EqualEarth | ProjectionKind::Globe => {
            whole(kind.around(LonLat::NULL_ISLAND, 1.0).extent())
        }
    }
}

#[cfg(test)]
mod tests;
