//! Paints scenes live with egui: what moves with the pointer and the cursor on top of the resting map.
//! For panels. Text comes from the same shaped glyphs as in exports, through an atlas of its own.
//!
//! Groups are seen through the upright rectangle around their clip: outlines as clips are for exports.
//! An opacity fades each thing of a group by itself, so things that overlap show through one another.

mod canvas;
mod dash;
mod fill;
mod flatten;
mod glyphs;
mod images;
mod pages;
#[cfg(test)]
pub(super) mod screen;
mod stroke;
#[cfg(test)]
mod tests;
mod text;

use crate::scene::{
    Affine, Color, FontStore, Group, Image, LineCap, LineJoin, Node, Path, Shape, Stroke, Text,
};
use canvas::{Batch, Canvas};
use eframe::egui;
use egui::{Color32, Mesh, Pos2, Rect, TextureHandle, Vec2};
use glyphs::{GlyphAtlas, SpriteKey};
use images::Images;
use std::sync::Arc;
use stroke::Pen;
use text::{Ink, Lines, Stand};

/// Where a scene is put on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Where the scene's origin lies, in egui's points.
    pub origin: Pos2,
    /// egui's points per point of the scene, above zero.
    pub scale: f32,
}

impl From<Pos2> for Placement {
    fn from(origin: Pos2) -> Self {
        Self { origin, scale: 1.0 }
    }
}

impl Placement {
    /// From the scene's points to screen units of which `per_point` are one of egui's points.
    fn affine(&self, per_point: f32) -> Affine {
        let scale = f64::from(self.scale * per_point);
        let [x, y] = [self.origin.x, self.origin.y].map(|v| f64::from(v) * f64::from(per_point));
        Affine::scaling(scale, scale).then(&Affine::translation(x, y))
    }
}

/// Draws scenes through egui and keeps what is costly: glyphs, lines of text, pictures. One serves the
/// whole window.
pub struct Painter {
    glyphs: GlyphAtlas,
    lines: Lines,
    images: Images,
    tessellated: u64,
}

/// What a painted scene was painted from and where: while it is the same, so is the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PaintKey {
    revision: u64,
    at: Placement,
    clip: Rect,
    pixels_per_point: f32,
}

/// Triangles of a scene, kept from frame to frame by whoever paints it. See [`Painter::repaint`].
#[derive(Default)]
pub struct PaintedScene {
    key: Option<PaintKey>,
    meshes: Vec<(Rect, Arc<Mesh>)>,
    /// Atlas pages drawn from and how often each had been emptied.
    pages: Vec<(usize, u64)>,
    /// Keeps the textures of pictures alive.
    _images: Vec<TextureHandle>,
}

/// What the painter holds, for tests and for the curious.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PainterStats {
    /// Scenes turned into triangles since the start.
    pub tessellated: u64,
    /// Lines of text laid out since the start.
    pub lines: u64,
    /// Bytes of the textures held.
    pub texture_bytes: usize,
}

impl Painter {
    /// A painter that draws glyphs of these fonts.
    pub fn new(fonts: FontStore) -> Self {
        Self {
            glyphs: GlyphAtlas::new(fonts),
            lines: Lines::default(),
            images: Images::default(),
            tessellated: 0,
        }
    }

    /// Paints nodes at a place, or the scene's origin at a point.
    pub fn paint(&mut self, on: &egui::Painter, at: impl Into<Placement>, nodes: &[Node]) {
        let mut once = PaintedScene::default();
        self.repaint(&mut once, on, at, 0, nodes);
    }

    /// Paints nodes, or what `kept` has of them if it was painted with this `revision` at this place. The
    /// caller gives the nodes another revision whenever they change.
    pub fn repaint(
        &mut self,
        kept: &mut PaintedScene,
        on: &egui::Painter,
        at: impl Into<Placement>,
        revision: u64,
        nodes: &[Node],
    ) {
        let key = PaintKey {
            revision,
            at: at.into(),
            clip: on.clip_rect(),
            pixels_per_point: on.pixels_per_point(),
        };
        let now = on.ctx().cumulative_pass_nr();
        let whole = kept
            .pages
            .iter()
            .all(|&(page, generation)| self.glyphs.pages.generation(page) == Some(generation));
        if kept.key == Some(key) && whole {
            for &(page, _) in &kept.pages {
                self.glyphs.pages.touch(page, now);
            }
        } else {
            *kept = self.tessellate(on.ctx(), key, now, nodes);
        }
        for (clip, mesh) in &kept.meshes {
            on.with_clip_rect(*clip).add(Arc::clone(mesh));
        }
    }

    /// What the painter holds and did.
    pub fn stats(&self) -> PainterStats {
        PainterStats {
            tessellated: self.tessellated,
            lines: self.lines.built(),
            texture_bytes: self.glyphs.pages.bytes() + self.images.bytes(),
        }
    }

    fn tessellate(&mut self, ctx: &egui::Context, key: PaintKey, now: u64, nodes: &[Node]) -> PaintedScene {
        self.tessellated += 1;
        let page = self.glyphs.pages.any(ctx, now);
        let mut walk = Walk {
            ctx,
            now,
            to_points: key.at.affine(1.0),
            to_pixels: key.at.affine(key.pixels_per_point),
            scale: key.at.scale,
            pixel: 1.0 / key.pixels_per_point,
            canvas: Canvas::new(page),
            images: Vec::new(),
            painter: self,
        };
        let mut wanted = Vec::new();
        walk.want(nodes, key.clip, &mut wanted);
        if !wanted.is_empty() && walk.painter.glyphs.draw(ctx, &wanted, now) {
            walk.painter.lines.clear();
        }
        walk.draw(nodes, key.clip, 1.0);
        let (batches, images) = (walk.canvas.finish(), walk.images);
        self.finish(key, batches, images)
    }

    fn finish(&self, key: PaintKey, batches: Vec<Batch>, images: Vec<TextureHandle>) -> PaintedScene {
        let pages = &self.glyphs.pages;
        let used = batches.iter().filter_map(|b| pages.page_of(b.mesh.texture_id));
        let mut used: Vec<_> = used
            .filter_map(|page| Some((page, pages.generation(page)?)))
            .collect();
        used.sort_unstable();
        used.dedup();
        PaintedScene {
            key: Some(key),
            meshes: batches.into_iter().map(|b| (b.clip, Arc::new(b.mesh))).collect(),
            pages: used,
            _images: images,
        }
    }
}

/// One passage over the nodes.
struct Walk<'a> {
    ctx: &'a egui::Context,
    now: u64,
    /// From the scene's points to egui's, and to physical pixels.
    to_points: Affine,
    to_pixels: Affine,
    /// egui's points per point of the scene.
    scale: f32,
    /// Size of a physical pixel in egui's points.
    pixel: f32,
    canvas: Canvas,
    images: Vec<TextureHandle>,
    painter: &'a mut Painter,
}

fn ink(color: Color, opacity: f32) -> Color32 {
    let c = color.faded(opacity);
    Color32::from_rgba_unmultiplied(c.r, c.g, c.b, c.a)
}

/// An upright rectangle moved and scaled, not turned.
fn moved(rect: &crate::scene::Rect, by: &Affine) -> crate::scene::Rect {
    let ([left, top], [right, bottom]) = (
        by.apply([rect.left, rect.top]),
        by.apply([rect.right, rect.bottom]),
    );
    crate::scene::Rect {
        left,
        top,
        right,
        bottom,
    }
}

fn screen_rect(rect: &crate::scene::Rect) -> Rect {
    Rect::from_min_max(
        Pos2::new(rect.left as f32, rect.top as f32),
        Pos2::new(rect.right as f32, rect.bottom as f32),
    )
}

impl Walk<'_> {
    /// The part of `clip` that a group is seen through; `None` where nothing of it is seen.
    fn inside(&self, group: &Group, clip: Rect) -> Option<Rect> {
        if group.opacity <= 0.0 || group.children.is_empty() {
            return None;
        }
        let Some(own) = &group.clip else {
            return Some(clip);
        };
        let around = own
            .shapes
            .iter()
            .map(|(shape, place)| screen_rect(&shape.bounds_on(&place.then(&self.to_points))))
            .fold(Rect::NOTHING, Rect::union);
        let seen = clip.intersect(around);
        seen.is_positive().then_some(seen)
    }

    /// Whether some of a text may be seen.
    fn sees(&self, text: &Text, clip: Rect) -> bool {
        let around = screen_rect(&moved(&text.bounds(), &self.to_points));
        let halo = text.halo.map_or(0.0, |halo| halo.width);
        // Letters reach out of their boxes: swashes, marks, slants.
        let size = text.shaped.largest_size();
        clip.intersects(around.expand((halo + size) * self.scale))
    }

    /// First passage: which glyphs does the atlas lack?
    fn want(&mut self, nodes: &[Node], clip: Rect, wanted: &mut Vec<SpriteKey>) {
        for node in nodes {
            match node {
                Node::Group(group) => {
                    if let Some(clip) = self.inside(group, clip) {
                        self.want(&group.children, clip, wanted);
                    }
                }
                Node::Text(text) if self.sees(text, clip) => {
                    let stand = Stand::new(text, &self.to_pixels);
                    let Painter { lines, glyphs, .. } = &mut *self.painter;
                    if !stand.is_large(&text.shaped) {
                        lines.want(text, &stand, glyphs, self.now, wanted);
                    }
                }
                _ => {}
            }
        }
    }

    /// Second passage: draws.
    fn draw(&mut self, nodes: &[Node], clip: Rect, opacity: f32) {
        for node in nodes {
            match node {
                Node::Group(group) => {
                    if let Some(clip) = self.inside(group, clip) {
                        self.draw(&group.children, clip, opacity * group.opacity.clamp(0.0, 1.0));
                    }
                }
                Node::Path(path) => self.path(path, clip, opacity),
                Node::Text(text) if self.sees(text, clip) => self.text(text, clip, opacity),
                Node::Text(_) => {}
                Node::Image(image) => self.image(image, clip, opacity),
            }
        }
    }

    fn mesh(&mut self, clip: Rect) -> &mut Mesh {
        let pages = &self.painter.glyphs.pages;
        self.canvas
            .plain(clip, |texture| pages.page_of(texture).is_some())
    }

    fn path(&mut self, path: &Path, clip: Rect, opacity: f32) {
        let place = path.transform.then(&self.to_points);
        let reach = path
            .stroke
            .as_ref()
            .map_or(0.0, |s| s.width * self.scale * 2.0)
            .max(self.pixel);
        let near = clip.expand(reach);
        if !near.intersects(screen_rect(&path.shape.bounds_on(&place))) {
            return;
        }
        let contours = flatten::flatten(&path.shape, &place, self.pixel);
        let feather = self.pixel;
        if let Some(area) = path.fill {
            let color = ink(area.color, opacity);
            if color != Color32::TRANSPARENT {
                fill::fill(self.mesh(clip), &contours, area.rule, color, feather);
            }
        }
        if let Some(line) = &path.stroke {
            self.stroke(&contours, line, clip, opacity);
        }
    }

    fn stroke(&mut self, contours: &[flatten::Contour], line: &Stroke, clip: Rect, opacity: f32) {
        let pen = Pen {
            color: ink(line.color, opacity),
            width: line.width * self.scale,
            cap: line.cap,
            join: line.join,
            feather: self.pixel,
        };
        if pen.color == Color32::TRANSPARENT || pen.width <= 0.0 {
            return;
        }
        let dashes: Vec<f32> = line.dash.iter().map(|length| length * self.scale).collect();
        let near = clip.expand(pen.width * 2.0 + self.pixel);
        let mut parts = Vec::new();
        for contour in contours {
            dash::visible_parts(contour, near, &dashes, &mut parts);
        }
        let mesh = self.mesh(clip);
        for part in &parts {
            stroke::stroke(mesh, part, &pen);
        }
    }

    fn text(&mut self, text: &Text, clip: Rect, opacity: f32) {
        let stand = Stand::new(text, &self.to_pixels);
        if stand.is_large(&text.shaped) {
            self.large_text(text, clip, opacity);
            return;
        }
        let ink = Ink {
            letters: ink(text.color, opacity),
            halo: text.halo.map_or(Color32::TRANSPARENT, |h| ink(h.color, opacity)),
            clip,
            pixel: self.pixel,
        };
        let Painter { lines, glyphs, .. } = &mut *self.painter;
        lines.draw(text, &stand, glyphs, &ink, &mut self.canvas);
    }

    /// Text too large for the atlas: outlines, filled; the halo is a line along them below.
    fn large_text(&mut self, text: &Text, clip: Rect, opacity: f32) {
        let glyphs = text
            .shaped
            .runs
            .iter()
            .flat_map(|run| run.glyphs.iter().map(move |g| (run, g)));
        let mut letters = Vec::new();
        for (run, glyph) in glyphs {
            let size = f64::from(run.size);
            let place = Affine::scaling(size, size)
                .then(&Affine::rotation(f64::from(glyph.angle)))
                .then(&Affine::translation(f64::from(glyph.x), f64::from(glyph.y)))
                .then(&text.transform)
                .then(&self.to_points);
            let outline = self.painter.glyphs.fonts.outline(run.font, glyph.id);
            letters.push(flatten::flatten(&Shape::Outline(outline), &place, self.pixel));
        }
        if let Some(halo) = text.halo {
            let rim = Stroke {
                color: halo.color,
                width: halo.width * 2.0,
                dash: Vec::new(),
                cap: LineCap::Round,
                join: LineJoin::Round,
            };
            letters
                .iter()
                .for_each(|contours| self.stroke(contours, &rim, clip, opacity));
        }
        let (color, feather) = (ink(text.color, opacity), self.pixel);
        let mesh = self.mesh(clip);
        for contours in &letters {
            fill::fill(mesh, contours, crate::scene::FillRule::NonZero, color, feather);
        }
    }

    fn image(&mut self, image: &Image, clip: Rect, opacity: f32) {
        let rect = screen_rect(&moved(&image.rect, &self.to_points));
        if !clip.intersects(rect) {
            return;
        }
        let Some(texture) = self.painter.images.texture(self.ctx, &image.pixels, self.now) else {
            return;
        };
        let whole = Rect::from_min_size(Pos2::ZERO, Vec2::splat(1.0));
        let tint = Color32::WHITE.gamma_multiply(opacity);
        canvas::quad(self.canvas.textured(clip, texture.id()), rect, whole, tint);
        self.images.push(texture);
    }
}
