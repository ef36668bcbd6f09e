//! Shaped text as rectangles of the glyph atlas. Whole lines are kept, so that a label which only moves
//! costs an addition a glyph. For the painter alone.

use super::canvas::{Canvas, quad};
use super::glyphs::{GlyphAtlas, MAX_SIZE, SpriteKey};
use crate::scene::{Affine, GlyphRun, ShapedText, Text};
use eframe::egui;
use egui::{Color32, Pos2, Rect, Vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// Lines kept in each of two generations.
const GENERATION: usize = 4096;

/// A line at a size and turn; the address stands for the glyphs, which the entry keeps alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LineKey {
    shaped: usize,
    scale: u32,
    angle: u32,
    rim: u32,
}

/// How a text stands on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    /// Where the text's own origin lies, in physical pixels.
    origin: [f32; 2],
    /// Physical pixels per point of the text.
    scale: f32,
    /// Turn in radians, clockwise on the screen.
    angle: f32,
    /// Reach of the halo in physical pixels; 0 for none.
    rim: f32,
}

impl Stand {
    /// Where `text` stands when `to_pixels` takes the picture's points to physical pixels.
    pub(super) fn new(text: &Text, to_pixels: &Affine) -> Self {
        let whole = text.transform.then(to_pixels);
        let [a, b, c, d, e, f] = whole.0;
        let halo = text.halo.map_or(0.0, |halo| halo.width);
        let [pa, pb, ..] = to_pixels.0;
        Self {
            origin: [e as f32, f as f32],
            scale: (a * d - b * c).abs().sqrt() as f32,
            angle: b.atan2(a) as f32,
            rim: halo * pa.hypot(pb) as f32,
        }
    }

    fn key(&self, shaped: &Arc<ShapedText>) -> LineKey {
        LineKey {
            shaped: Arc::as_ptr(shaped) as usize,
            scale: self.scale.to_bits(),
            angle: self.angle.to_bits(),
            rim: self.rim.to_bits(),
        }
    }

    /// Whether some glyph is too large for the atlas and the text is filled as outlines.
    pub(super) fn is_large(&self, shaped: &ShapedText) -> bool {
        shaped.runs.iter().any(|run| run.size * self.scale > MAX_SIZE)
    }

    /// A glyph's origin from the text's, in pixels.
    fn place(&self, x: f32, y: f32) -> [f32; 2] {
        let (s, c) = self.angle.sin_cos();
        [(c * x - s * y) * self.scale, (s * x + c * y) * self.scale]
    }

    /// Where the first glyph stands, from the text's origin. It is put on a whole pixel and the others
    /// follow, so that a line keeps its glyphs while it moves, even one shaped anew along a moving curve.
    fn anchor(&self, shaped: &ShapedText) -> [f32; 2] {
        let first = shaped.runs.iter().find_map(|run| run.glyphs.first());
        first.map_or([0.0, 0.0], |glyph| self.place(glyph.x, glyph.y))
    }

    fn keys<'a>(
        &'a self,
        run: &'a GlyphRun,
        anchor: [f32; 2],
    ) -> impl Iterator<Item = (SpriteKey, [f32; 2])> + 'a {
        let size = run.size * self.scale;
        run.glyphs.iter().map(move |glyph| {
            let [x, y] = self.place(glyph.x, glyph.y);
            let at = [x - anchor[0], y - anchor[1]];
            SpriteKey::new(run.font, glyph.id, size, 0.0, self.angle + glyph.angle, at)
        })
    }
}

/// A rectangle of the atlas, in pixels from the line's anchor.
#[derive(Clone, Copy, Debug)]
struct Quad {
    rect: Rect,
    uv: Rect,
    page: usize,
}

/// A line ready to be drawn anywhere.
#[derive(Debug)]
struct Line {
    /// Keeps the address in the key from being used again.
    _shaped: Arc<ShapedText>,
    anchor: [f32; 2],
    rims: Vec<Quad>,
    letters: Vec<Quad>,
    bounds: Rect,
    /// One bit for each atlas page that it is drawn from.
    pages: u32,
}

/// Lines drawn lately, in two generations: near enough to least recently used.
#[derive(Default)]
pub(super) struct Lines {
    young: HashMap<LineKey, Arc<Line>>,
    old: HashMap<LineKey, Arc<Line>>,
    built: u64,
}

impl Lines {
    /// Forgets all, as when an atlas page was emptied.
    pub(super) fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    /// How many lines were laid out since the start.
    pub(super) fn built(&self) -> u64 {
        self.built
    }

    fn get(&mut self, key: &LineKey) -> Option<Arc<Line>> {
        if let Some(line) = self.young.get(key) {
            return Some(Arc::clone(line));
        }
        let line = self.old.remove(key)?;
        self.put(*key, Arc::clone(&line));
        Some(line)
    }

    fn put(&mut self, key: LineKey, line: Arc<Line>) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, line);
    }

    /// First of two walks: notes the glyphs that the atlas lacks, and that the pages of all others are in
    /// use.
    pub(super) fn want(
        &mut self,
        text: &Text,
        stand: &Stand,
        atlas: &mut GlyphAtlas,
        now: u64,
        wanted: &mut Vec<SpriteKey>,
    ) {
        if let Some(line) = self.get(&stand.key(&text.shaped)) {
            let pages = (0..32).filter(|page| line.pages & (1 << page) != 0);
            pages.for_each(|page| atlas.pages.touch(page, now));
            return;
        }
        let anchor = stand.anchor(&text.shaped);
        for (key, _) in text.shaped.runs.iter().flat_map(|run| stand.keys(run, anchor)) {
            let rim = (stand.rim > 0.0).then(|| key.with_rim(stand.rim));
            for key in std::iter::once(key).chain(rim) {
                match atlas.get(&key) {
                    Some(Some(sprite)) => atlas.pages.touch(sprite.page, now),
                    Some(None) => {}
                    None => wanted.push(key),
                }
            }
        }
    }

    /// Second walk: draws the text, all of its halo below all of its letters.
    pub(super) fn draw(
        &mut self,
        text: &Text,
        stand: &Stand,
        atlas: &GlyphAtlas,
        ink: &Ink,
        canvas: &mut Canvas,
    ) {
        let key = stand.key(&text.shaped);
        let line = self.get(&key).unwrap_or_else(|| {
            let (line, whole) = lay_out(&text.shaped, stand, atlas);
            let line = Arc::new(line);
            self.built += 1;
            if whole {
                self.put(key, Arc::clone(&line));
            }
            line
        });
        let base = [0, 1].map(|i| (stand.origin[i] + line.anchor[i]).round());
        let base = Vec2::new(base[0], base[1]);
        let on_screen = |rect: Rect| {
            let at = |p: Pos2| ((p + base).to_vec2() * ink.pixel).to_pos2();
            Rect::from_min_max(at(rect.min), at(rect.max))
        };
        if !ink.clip.intersects(on_screen(line.bounds)) {
            return;
        }
        for (quads, color) in [(&line.rims, ink.halo), (&line.letters, ink.letters)] {
            if color == Color32::TRANSPARENT {
                continue;
            }
            for part in quads.chunk_by(|a, b| a.page == b.page) {
                let Some(texture) = atlas.pages.texture(part[0].page) else {
                    continue;
                };
                let mesh = canvas.textured(ink.clip, texture);
                mesh.reserve_vertices(part.len() * 4);
                mesh.reserve_triangles(part.len() * 2);
                for q in part {
                    quad(mesh, on_screen(q.rect), q.uv, color);
                }
            }
        }
    }
}

/// What a text is drawn with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub(super) letters: Color32,
    pub(super) halo: Color32,
    pub(super) clip: Rect,
    /// Size of a physical pixel in egui's points.
    pub(super) pixel: f32,
}

/// Lays a line out, and says whether the atlas had all of its glyphs.
fn lay_out(shaped: &Arc<ShapedText>, stand: &Stand, atlas: &GlyphAtlas) -> (Line, bool) {
    let mut whole = true;
    let anchor = stand.anchor(shaped);
    let mut line = Line {
        _shaped: Arc::clone(shaped),
        anchor,
        rims: Vec::new(),
        letters: Vec::new(),
        bounds: Rect::NOTHING,
        pages: 0,
    };
    for (key, at) in shaped.runs.iter().flat_map(|run| stand.keys(run, anchor)) {
        let mut add = |key: &SpriteKey, quads: &mut Vec<Quad>| {
            let found = atlas.get(key);
            whole &= found.is_some();
            let Some(Some(sprite)) = found else {
                return;
            };
            let min = Pos2::new(at[0] + sprite.offset[0], at[1] + sprite.offset[1]);
            let rect = Rect::from_min_size(min, Vec2::new(sprite.size[0], sprite.size[1]));
            line.bounds = line.bounds.union(rect);
            line.pages |= 1 << sprite.page;
            let (uv, page) = (sprite.uv, sprite.page);
            quads.push(Quad { rect, uv, page });
        };
        if stand.rim > 0.0 {
            add(&key.with_rim(stand.rim), &mut line.rims);
        }
        add(&key, &mut line.letters);
    }
    (line, whole)
}
