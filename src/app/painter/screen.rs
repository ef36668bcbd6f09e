//! A screen for tests: runs egui without a window and draws its triangles in software.

use eframe::egui;
use egui::epaint::{ClippedPrimitive, Primitive, Vertex};
use egui::{ColorImage, Context, Event, ImageData, Pos2, RawInput, Rect, TextureId, Vec2};
use std::collections::HashMap;

/// A context, the textures that it uploaded, and what it drew last.
pub(crate) struct Screen {
    pub(crate) ctx: Context,
    size: [usize; 2],
    pixels_per_point: f32,
    textures: HashMap<TextureId, ColorImage>,
    pub(crate) primitives: Vec<ClippedPrimitive>,
    /// Bytes uploaded in the last frame.
    pub(crate) uploaded: usize,
    pub(crate) time: f64,
}

impl Screen {
    /// A screen of so many physical pixels.
    pub(crate) fn new(size: [usize; 2], pixels_per_point: f32) -> Self {
        Self {
            ctx: Context::default(),
            size,
            pixels_per_point,
            textures: HashMap::new(),
            primitives: Vec::new(),
            uploaded: 0,
            time: 0.0,
        }
    }

    /// Runs a frame; time goes on by a sixtieth of a second.
    pub(crate) fn frame(&mut self, mut show: impl FnMut(&egui::Painter)) -> egui::FullOutput {
        let size = Vec2::new(self.size[0] as f32, self.size[1] as f32) / self.pixels_per_point;
        self.time += 1.0 / 60.0;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(self.time),
            events: Vec::<Event>::new(),
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(self.pixels_per_point);
        let mut output = self.ctx.run_ui(input, |ui| {
            show(&ui.ctx().layer_painter(egui::LayerId::background()));
        });
        self.uploaded = 0;
        for (id, deltas) in output.textures_delta.set.drain() {
            for delta in deltas {
                let ImageData::Color(image) = delta.image;
                self.uploaded += image.pixels.len() * 4;
                self.upload(id, delta.pos, &image);
            }
        }
        for id in output.textures_delta.free.drain() {
            self.textures.remove(&id);
        }
        let shapes = std::mem::take(&mut output.shapes);
        self.primitives = self.ctx.tessellate(shapes, self.pixels_per_point);
        output
    }

    fn upload(&mut self, id: TextureId, at: Option<[usize; 2]>, image: &ColorImage) {
        let Some([x0, y0]) = at else {
            self.textures.insert(id, image.clone());
            return;
        };
        let texture = self.textures.get_mut(&id).unwrap();
        let stride = texture.size[0];
        for y in 0..image.size[1] {
            let row = &image.pixels[y * image.size[0]..(y + 1) * image.size[0]];
            let start = (y0 + y) * stride + x0;
            texture.pixels[start..start + row.len()].copy_from_slice(row);
        }
    }

    /// All meshes of the last frame.
    pub(crate) fn meshes(&self) -> impl Iterator<Item = &egui::Mesh> {
        self.primitives.iter().filter_map(|p| match &p.primitive {
            Primitive::Mesh(mesh) => Some(mesh),
            Primitive::Callback(_) => None,
        })
    }

    /// The last frame as red, green and blue from 0 to 1 on a ground of one colour.
    pub(crate) fn picture(&self, ground: [f32; 3]) -> Vec<[f32; 3]> {
        let mut picture = vec![ground; self.size[0] * self.size[1]];
        for primitive in &self.primitives {
            let Primitive::Mesh(mesh) = &primitive.primitive else {
                continue;
            };
            let texture = &self.textures[&mesh.texture_id];
            let clip = primitive.clip_rect * self.pixels_per_point;
            for triangle in mesh.triangles() {
                let corners = triangle.map(|i| mesh.vertices[i as usize]);
                self.triangle(&mut picture, corners, texture, clip);
            }
        }
        picture
    }

    fn triangle(&self, picture: &mut [[f32; 3]], mut v: [Vertex; 3], texture: &ColorImage, clip: Rect) {
        let cross = |a: Pos2, b: Pos2, p: Pos2| {
            let [ax, ay, bx, by, px, py] = [a.x, a.y, b.x, b.y, p.x, p.y].map(f64::from);
            (bx - ax) * (py - ay) - (by - ay) * (px - ax)
        };
        for vertex in &mut v {
            vertex.pos = (vertex.pos.to_vec2() * self.pixels_per_point).to_pos2();
        }
        if cross(v[0].pos, v[1].pos, v[2].pos) < 0.0 {
            v.swap(1, 2);
        }
        let area = cross(v[0].pos, v[1].pos, v[2].pos);
        let bounds = Rect::from_points(&v.map(|v| v.pos)).intersect(clip);
        let range = |low: f32, high: f32, most: usize| {
            (low.floor().max(0.0) as usize)..(high.ceil().max(0.0) as usize).min(most)
        };
        for y in range(bounds.top(), bounds.bottom(), self.size[1]) {
            for x in range(bounds.left(), bounds.right(), self.size[0]) {
                let p = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                let weights = [(1, 2), (2, 0), (0, 1)].map(|(i, j)| {
                    let (a, b) = (v[i].pos, v[j].pos);
                    let w = cross(a, b, p);
                    // A pixel on a shared edge belongs to one of its two triangles.
                    let owned = b.y < a.y || (b.y == a.y && b.x > a.x);
                    if w > 0.0 || (w == 0.0 && owned) {
                        w / area
                    } else {
                        -1.0
                    }
                });
                if area == 0.0 || weights.iter().any(|w| *w < 0.0) || !clip.contains(p) {
                    continue;
                }
                let [a, b, c] = weights.map(|w| w as f32);
                let mix = |f: &dyn Fn(&Vertex) -> f32| a * f(&v[0]) + b * f(&v[1]) + c * f(&v[2]);
                let texel = sample(texture, mix(&|v| v.uv.x), mix(&|v| v.uv.y));
                let tint: [f32; 4] = [0, 1, 2, 3].map(|i| mix(&|v| f32::from(v.color.to_array()[i]) / 255.0));
                let alpha = tint[3] * texel[3];
                let pixel = &mut picture[y * self.size[0] + x];
                for i in 0..3 {
                    pixel[i] = tint[i] * texel[i] + pixel[i] * (1.0 - alpha);
                }
            }
        }
    }
}

/// A texture between its pixels, clamped at its edges.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [w, h] = texture.size;
    let (x, y) = (u * w as f32 - 0.5, v * h as f32 - 0.5);
    let at = |x: f32, y: f32| {
        let (x, y) = (
            x.clamp(0.0, w as f32 - 1.0) as usize,
            y.clamp(0.0, h as f32 - 1.0) as usize,
        );
        texture.pixels[y * w + x].to_array().map(|c| f32::from(c) / 255.0)
    };
    let (fx, fy) = (x - x.floor(), y - y.floor());
    let corners = [
        (at(x.floor(), y.floor()), (1.0 - fx) * (1.0 - fy)),
        (at(x.floor() + 1.0, y.floor()), fx * (1.0 - fy)),
        (at(x.floor(), y.floor() + 1.0), (1.0 - fx) * fy),
        (at(x.floor() + 1.0, y.floor() + 1.0), fx * fy),
    ];
    [0, 1, 2, 3].map(|i| corners.iter().map(|(c, weight)| c[i] * weight).sum())
}
