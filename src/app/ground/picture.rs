//! A drawn picture of the ground, and where it goes under another camera. For `ground` alone.

use super::plan::Held;
use super::worker::Part;
use crate::geography::{Camera, WorldPoint};
use crate::scene::{Affine, Rect};
use eframe::egui;
use egui::{Color32, Mesh, Pos2, TextureHandle, TextureOptions};

/// Takes picture points under one camera to those of the same places under another, by the shortest way
/// round a repeating world. `None` where the projections differ: no moving and scaling does it then.
pub(super) fn carry(from: &Camera, to: &Camera) -> Option<Affine> {
    if from.projection() != to.projection() {
        return None;
    }
    let scale = to.points_per_world() / from.points_per_world();
    let corner = from.world_from_screen([0.0, 0.0]);
    let round = from.projection().period().map_or(0.0, |period| {
        ((to.center().x - from.center().x) / period).round() * period
    });
    let [x, y] = to.screen_from_world(WorldPoint {
        x: corner.x + round,
        y: corner.y,
    });
    Some(Affine([scale, 0.0, 0.0, scale, x, y]))
}

/// Points between the corners of the mesh that a picture is draped over.
const DRAPE_CELL: f64 = 20.0;
/// How many times as long as its cell an edge of the mesh may become.
const TORN: f64 = 6.0;

/// A picture in parts: what was seen, then its margins.
pub(super) struct Picture {
    pub(super) camera: Camera,
    pub(super) revision: u64,
    pub(super) columns: u32,
    /// Whether all parts are here.
    pub(super) complete: bool,
    /// Where each lies in the camera's picture, and its pixels.
    parts: Vec<(Rect, TextureHandle)>,
    reach: Option<Rect>,
}

impl Picture {
    /// A picture of which nothing is here yet.
    pub(super) fn new(held: &Held) -> Self {
        Self {
            camera: held.camera,
            revision: held.revision,
            columns: held.columns,
            complete: false,
            parts: Vec::new(),
            reach: None,
        }
    }

    /// What it shows.
    pub(super) fn held(&self) -> Held {
        Held {
            camera: self.camera,
            revision: self.revision,
            columns: self.columns,
        }
    }

    /// Uploads a part.
    pub(super) fn add(&mut self, ctx: &egui::Context, part: Part) {
        self.complete = part.last;
        let texture = ctx.load_texture("ground", part.image, TextureOptions::LINEAR);
        self.parts.push((part.rect, texture));
        // Between what is seen and the last margin only what is seen counts.
        if part.last || (part.seen && self.reach.is_none()) {
            let rects = self.parts.iter().map(|(rect, _)| *rect);
            self.reach = rects.reduce(|a, b| a.union(&b));
        }
    }

    /// Whether all is here that its own camera sees.
    pub(super) fn is_whole(&self) -> bool {
        self.reach.is_some()
    }

    /// Bytes of its textures.
    pub(super) fn bytes(&self) -> usize {
        self.parts.iter().map(|(_, texture)| texture.byte_size()).sum()
    }

    /// Whether it fills all that another camera sees.
    pub(super) fn covers(&self, camera: &Camera) -> bool {
        let (Some(place), Some(reach)) = (carry(&self.camera, camera), self.reach) else {
            return false;
        };
        let ([left, top], [right, bottom]) = (
            place.apply([reach.left, reach.top]),
            place.apply([reach.right, reach.bottom]),
        );
        let hair = 1e-6;
        left <= hair && top <= hair && right >= camera.width() - hair && bottom >= camera.height() - hair
    }

    /// Draws it where its places are under `camera`, whose picture fills `rect`: moved and scaled where that is
    /// enough, else draped over a mesh.
    pub(super) fn draw(&self, on: &egui::Painter, rect: egui::Rect, camera: &Camera) {
        let Some(place) = carry(&self.camera, camera) else {
            self.drape(on, rect, camera);
            return;
        };
        let per_point = f64::from(rect.width()) / camera.width();
        let pixels = f64::from(on.pixels_per_point()) * per_point;
        let place = snapped(place, pixels);
        let on_screen = |[x, y]: [f64; 2]| {
            let [x, y] = [x, y].map(|v| (v * per_point) as f32);
            Pos2::new(rect.left() + x, rect.top() + y)
        };
        let whole = egui::Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
        for shift in self.copies(camera) {
            let place = place.then(&Affine::translation(shift, 0.0));
            for (part, texture) in &self.parts {
                let quad = egui::Rect::from_min_max(
                    on_screen(place.apply([part.left, part.top])),
                    on_screen(place.apply([part.right, part.bottom])),
                );
                if on.clip_rect().intersects(quad) {
                    let mut mesh = Mesh::with_texture(texture.id());
                    mesh.add_rect_with_uv(quad, whole, Color32::WHITE);
                    on.add(mesh);
                }
            }
        }
    }

    /// Draws it over a mesh whose points lie where their places are under `camera`.
    fn drape(&self, on: &egui::Painter, rect: egui::Rect, camera: &Camera) {
        let per_point = f64::from(rect.width()) / camera.width();
        for (part, texture) in &self.parts {
            let mut mesh = Mesh::with_texture(texture.id());
            let [columns, rows] = [part.width(), part.height()]
                .map(|points| (points / DRAPE_CELL).ceil().clamp(1.0, 200.0) as u32);
            let mut corners = Vec::new();
            for row in 0..=rows {
                for column in 0..=columns {
                    let [u, v] = [
                        f64::from(column) / f64::from(columns),
                        f64::from(row) / f64::from(rows),
                    ];
                    let at = [part.left + u * part.width(), part.top + v * part.height()];
                    let there = self.camera.lon_lat_from_screen(at);
                    let there = there.and_then(|place| camera.screen_from_lon_lat(place));
                    let index = there.map(|[x, y]| {
                        let [x, y] = [x, y].map(|points| (points * per_point) as f32);
                        mesh.vertices.push(egui::epaint::Vertex {
                            pos: Pos2::new(rect.left() + x, rect.top() + y),
                            uv: Pos2::new(u as f32, v as f32),
                            color: Color32::WHITE,
                        });
                        (mesh.vertices.len() - 1) as u32
                    });
                    corners.push(index);
                }
            }
            // A cell that is torn apart lies across the edge of the map.
            let longest =
                (DRAPE_CELL * TORN * camera.points_per_world() / self.camera.points_per_world()) as f32;
            for row in 0..rows {
                for column in 0..columns {
                    let first = (row * (columns + 1) + column) as usize;
                    let below = first + columns as usize + 1;
                    for triangle in [[first, first + 1, below], [first + 1, below, below + 1]] {
                        let [Some(a), Some(b), Some(c)] = triangle.map(|corner| corners[corner]) else {
                            continue;
                        };
                        let [p, q, r] = [a, b, c].map(|i| mesh.vertices[i as usize].pos);
                        if p.distance(q).max(q.distance(r)).max(r.distance(p)) <= longest {
                            mesh.add_triangle(a, b, c);
                        }
                    }
                }
            }
            on.add(mesh);
        }
    }

    /// How far beside its place it is drawn again, in points under `camera`: a picture of all of a
    /// repeating world repeats with it.
    fn copies(&self, camera: &Camera) -> Vec<f64> {
        let period = self.camera.projection().period();
        let period = period.filter(|p| self.camera.width() >= 0.999 * p * self.camera.points_per_world());
        let Some(period) = period.filter(|_| self.camera.projection() == camera.projection()) else {
            return vec![0.0];
        };
        let step = period * camera.points_per_world();
        let each_side = (camera.width() / step).ceil().min(8.0) as i32;
        (-each_side..=each_side).map(|k| f64::from(k) * step).collect()
    }
}

/// A picture that is only moved is moved by whole pixels, which keeps it crisp.
fn snapped(place: Affine, pixels_per_point: f64) -> Affine {
    let [a, b, c, d, e, f] = place.0;
    if (a - 1.0).abs() > 1e-9 {
        return place;
    }
    let snap = |v: f64| (v * pixels_per_point).round() / pixels_per_point;
    Affine([a, b, c, d, snap(e), snap(f)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::{Framing, Kilometers, LonLat, ProjectionKind};
    use proptest::prelude::*;

    fn camera(lon: f64, lat: f64, km: f64) -> Camera {
        let framing = Framing::new(LonLat::new(lon, lat).unwrap(), Kilometers(km), Kilometers(km));
        Camera::new(&framing, ProjectionKind::Mercator, 800.0, 600.0)
    }

    proptest! {
        #[test]
        fn a_place_of_the_old_picture_is_drawn_where_the_new_camera_has_it(
            lon in -180.0..180.0f64, lat in -60.0..60.0f64, km in 100.0..3000.0f64,
            dx in -900.0..900.0f64, dy in -700.0..700.0f64, factor in 0.3..4.0f64,
            x in 300.0..500.0f64, y in 200.0..400.0f64,
        ) {
            let old = camera(lon, lat, km);
            let new = old.panned(dx, dy).zoomed(factor, [x, y]);
            let place = carry(&old, &new).unwrap();
            let drawn = place.apply([x, y]);
            let there = old.lon_lat_from_screen([x, y]).unwrap();
            // Far outside of the new picture another copy of the place may be nearer.
            prop_assume!(drawn[0].abs() < 3000.0 && drawn[0].abs() * new.meters_per_point(there).0 < 5e6);
            let expected = new.screen_from_lon_lat(there).unwrap();
            prop_assert!((drawn[0] - expected[0]).abs() < 1e-4 && (drawn[1] - expected[1]).abs() < 1e-4,
                "{drawn:?} for {expected:?}");
            let back = carry(&new, &old).unwrap().apply(drawn);
            prop_assert!((back[0] - x).abs() < 1e-6 && (back[1] - y).abs() < 1e-6);
        }
    }

    #[test]
    fn a_picture_is_carried_over_the_antimeridian_the_short_way() {
        let old = camera(179.0, 0.0, 500.0);
        let new = old.panned(-400.0, 0.0);
        assert!(new.center().x < 0.0, "the camera came round");
        let place = carry(&old, &new).unwrap();
        assert!((place.0[4] + 400.0).abs() < 1e-6, "{place:?}");
    }
}
