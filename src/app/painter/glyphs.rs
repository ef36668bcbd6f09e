//! The glyph atlas: letters and their rims as coverage, drawn at the size of the screen's pixels by the
//! rasteriser that exports pictures. For the painter alone.

use super::flatten::flatten;
use super::pages::{Cell, PAGE, Pages, Shelves};
use crate::render::{RasterOptions, rasterize};
use crate::scene::{
    Affine, Color, Fill, FillRule, FontId, FontStore, Node, Outline, Path, Polylines, Rect, Scene, Shape,
    Size, Stroke,
};
use eframe::egui;
use egui::{Color32, ColorImage, Context};
use std::collections::HashMap;
use std::f64::consts::TAU;
use std::sync::Arc;

/// Glyphs larger than this (pixels per em) are filled as outlines instead.
pub(super) const MAX_SIZE: f32 = 160.0;
/// Steps of a full turn in which glyphs are drawn: at 12 pixels the ends of a letter are off by a tenth.
const TURNS: f32 = 256.0;

/// A glyph as it is drawn: its size, its rim, its turn, and where between pixels it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SpriteKey {
    font: FontId,
    glyph: u16,
    /// Pixels per em, in 64ths.
    size: u16,
    /// Reach of the rim in pixels, in 16ths; 0 for the letter itself.
    rim: u16,
    /// In 256ths of a turn.
    turn: u8,
    /// Where in its pixel the origin stands, in quarters.
    phase: [u8; 2],
}

impl SpriteKey {
    /// The key of a glyph at `size` pixels per em, with a rim of `rim` pixels (0 for none), turned by
    /// `angle` radians, and the whole pixel that its sprite is placed by when its origin stands at `at`.
    pub(super) fn new(
        font: FontId,
        glyph: u16,
        size: f32,
        rim: f32,
        angle: f32,
        at: [f32; 2],
    ) -> (Self, [f32; 2]) {
        let turn = (angle / std::f32::consts::TAU * TURNS).round().rem_euclid(TURNS) as u8;
        // Upright text stands on the pixel grid; only across is it placed between pixels.
        let at = if turn == 0 { [at[0], at[1].round()] } else { at };
        let quarters = at.map(|v| (v * 4.0).round());
        let key = Self {
            font,
            glyph,
            size: (size * 64.0).round() as u16,
            rim: (rim * 16.0).round() as u16,
            turn,
            phase: quarters.map(|q| q.rem_euclid(4.0) as u8),
        };
        (key, quarters.map(|q| (q / 4.0).floor()))
    }

    /// The same glyph with a rim of `rim` pixels, to be placed by the same whole pixel.
    pub(super) fn with_rim(self, rim: f32) -> Self {
        let rim = ((rim * 16.0).round() as u16).max(1);
        // Rims cost the most to draw and are soft: half pixels do, at most a quarter off.
        let phase = self.phase.map(|p| p & !1);
        Self { rim, phase, ..self }
    }

    fn rim_pixels(&self) -> f64 {
        f64::from(self.rim) / 16.0
    }

    /// From the glyph's em to pixels about its whole pixel.
    fn transform(&self) -> Affine {
        let size = f64::from(self.size) / 64.0;
        let [x, y] = self.phase.map(|p| f64::from(p) / 4.0);
        Affine::scaling(size, size)
            .then(&Affine::rotation(f64::from(self.turn) * TAU / f64::from(TURNS)))
            .then(&Affine::translation(x, y))
    }
}

/// A glyph in the atlas; all lengths are pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sprite {
    pub(super) page: usize,
    /// Where on the page, as fractions of it.
    pub(super) uv: egui::Rect,
    /// Upper left corner, from the whole pixel of the glyph's origin.
    pub(super) offset: [f32; 2],
    pub(super) size: [f32; 2],
}

/// All glyphs drawn lately.
pub(super) struct GlyphAtlas {
    pub(super) fonts: FontStore,
    pub(super) pages: Pages,
    /// `None` within: nothing to be seen, as of a space.
    sprites: HashMap<SpriteKey, Option<Sprite>>,
}

/// A glyph to be drawn, and where on the sheet.
struct Order {
    key: SpriteKey,
    outline: Arc<Outline>,
    /// Pixels around the outline, from the whole pixel of its origin.
    bounds: [i32; 4],
    at: (u16, u16),
}

impl Order {
    fn width(&self) -> u16 {
        u16::try_from(self.bounds[2] - self.bounds[0]).unwrap_or(u16::MAX)
    }

    fn height(&self) -> u16 {
        u16::try_from(self.bounds[3] - self.bounds[1]).unwrap_or(u16::MAX)
    }
}

impl GlyphAtlas {
    pub(super) fn new(fonts: FontStore) -> Self {
        Self {
            fonts,
            pages: Pages::default(),
            sprites: HashMap::new(),
        }
    }

    /// The sprite of a key, if [`Self::draw`] has drawn it; `Some(None)` for what has no ink.
    pub(super) fn get(&self, key: &SpriteKey) -> Option<Option<Sprite>> {
        self.sprites.get(key).copied()
    }

    /// Draws glyphs that the atlas lacks. Whether a page was emptied to make room: what was kept of
    /// earlier sprites is void then. Glyphs for which there is no room are left out of this frame.
    pub(super) fn draw(&mut self, ctx: &Context, wanted: &[SpriteKey], now: u64) -> bool {
        let mut orders: Vec<Order> = Vec::new();
        for key in wanted {
            if self.sprites.contains_key(key) {
                continue;
            }
            match self.order(*key) {
                Some(order) => orders.push(order),
                None => {
                    self.sprites.insert(*key, None);
                }
            }
        }
        // Tall ones first: shelves fill better.
        orders.sort_by_key(|order| std::cmp::Reverse(order.height()));
        let mut emptied = false;
        let mut rest = orders.as_mut_slice();
        while !rest.is_empty() {
            let (sheet, later) = take_sheet(rest);
            if sheet.is_empty() {
                break;
            }
            emptied |= self.draw_sheet(ctx, sheet, now);
            rest = later;
        }
        emptied
    }

    fn order(&self, key: SpriteKey) -> Option<Order> {
        let outline = self.fonts.outline(key.font, key.glyph);
        if outline.steps.is_empty() {
            return None;
        }
        let around = Shape::Outline(outline.clone()).bounds_on(&key.transform());
        // A clear pixel on each side keeps neighbours out of the texture filter.
        let Rect {
            left,
            top,
            right,
            bottom,
        } = around.grown(key.rim_pixels());
        let bounds = [
            left.floor() as i32 - 1,
            top.floor() as i32 - 1,
            right.ceil() as i32 + 1,
            bottom.ceil() as i32 + 1,
        ];
        let order = Order {
            key,
            outline,
            bounds,
            at: (0, 0),
        };
        (order.width() <= PAGE / 2 && order.height() <= PAGE / 2).then_some(order)
    }

    fn draw_sheet(&mut self, ctx: &Context, sheet: &[Order], now: u64) -> bool {
        let width = sheet.iter().map(|o| o.at.0 + o.width()).max().unwrap_or(1);
        let height = sheet.iter().map(|o| o.at.1 + o.height()).max().unwrap_or(1);
        let scene = Scene {
            size: Size {
                width: f64::from(width),
                height: f64::from(height),
            },
            background: Color::CLEAR,
            title: String::new(),
            nodes: sheet.iter().map(node).collect(),
        };
        let Ok(drawn) = rasterize(&scene, &self.fonts, &RasterOptions::default()) else {
            return false;
        };
        let mut emptied = false;
        for order in sheet {
            let Some(room) = self.pages.allocate(ctx, order.width(), order.height(), now) else {
                continue;
            };
            if let Some(page) = room.emptied {
                emptied = true;
                self.sprites
                    .retain(|_, sprite| sprite.is_none_or(|s| s.page != page));
            }
            self.pages
                .upload(room.cell, coverage(&drawn.premultiplied, width, order));
            self.sprites.insert(order.key, Some(sprite(order, room.cell)));
        }
        emptied
    }
}

/// Splits off as many orders as one sheet holds and gives each its place there.
fn take_sheet(orders: &mut [Order]) -> (&[Order], &mut [Order]) {
    let area: f64 = orders
        .iter()
        .map(|o| f64::from(o.width()) * f64::from(o.height()))
        .sum();
    // About square: a few glyphs need no large sheet.
    let side = ((area * 1.3).sqrt().ceil() as u16).clamp(PAGE / 2, PAGE);
    let mut shelves = Shelves::new(side, PAGE);
    let mut count = 0;
    for order in orders.iter_mut() {
        let Some(at) = shelves.place(order.width(), order.height()) else {
            break;
        };
        order.at = at;
        count += 1;
    }
    let (sheet, rest) = orders.split_at_mut(count);
    (sheet, rest)
}

fn node(order: &Order) -> Node {
    let ink = Color::rgb(255, 255, 255);
    let x = f64::from(order.at.0) - f64::from(order.bounds[0]);
    let y = f64::from(order.at.1) - f64::from(order.bounds[1]);
    let (shape, place) = (Shape::Outline(order.outline.clone()), order.key.transform());
    let on_sheet = Affine::translation(x, y);
    let plain = Path {
        shape,
        transform: place.then(&on_sheet),
        fill: Some(Fill {
            color: ink,
            rule: FillRule::NonZero,
        }),
        stroke: None,
        key: None,
    };
    if order.key.rim == 0 {
        return Node::Path(plain);
    }
    // A line along straight edges is far cheaper than one along curves, and no pixel shows the difference.
    let contours = flatten(&plain.shape, &place, 1.0);
    let lines = contours.iter().map(|contour| {
        let points = contour.points.iter();
        points.map(|p| [f64::from(p.x), f64::from(p.y)])
    });
    Node::Path(Path {
        shape: Shape::Lines(Arc::new(Polylines::new(lines, true))),
        transform: on_sheet,
        stroke: Some(Stroke::solid(ink, 2.0 * order.key.rim_pixels() as f32)),
        ..plain
    })
}

/// White as opaque as the ink covers each pixel, cut from a sheet of `width` pixels a row.
fn coverage(sheet: &[u8], width: u16, order: &Order) -> ColorImage {
    let (columns, rows) = (usize::from(order.width()), usize::from(order.height()));
    let mut pixels = Vec::with_capacity(columns * rows);
    for y in 0..rows {
        let start = ((usize::from(order.at.1) + y) * usize::from(width) + usize::from(order.at.0)) * 4;
        let row = sheet.get(start..start + columns * 4).unwrap_or_default();
        pixels.extend(
            row.chunks_exact(4)
                .map(|p| Color32::from_rgba_premultiplied(p[3], p[3], p[3], p[3])),
        );
    }
    pixels.resize(columns * rows, Color32::TRANSPARENT);
    ColorImage::new([columns, rows], pixels)
}

fn sprite(order: &Order, cell: Cell) -> Sprite {
    let part = |v: u16| f32::from(v) / f32::from(PAGE);
    let (width, height) = (order.width(), order.height());
    Sprite {
        page: cell.page,
        uv: egui::Rect::from_min_max(
            egui::pos2(part(cell.x), part(cell.y)),
            egui::pos2(part(cell.x + width), part(cell.y + height)),
        ),
        offset: [order.bounds[0] as f32, order.bounds[1] as f32],
        size: [f32::from(width), f32::from(height)],
    }
}
