//! A scene as pixels: for PNG, and for the pictures that the window's map is made of. Built to be called
//! often, off the UI thread: it draws only what the wanted region shows, and can be told to give up.

use super::outline::{self, Halos};
use super::thin::Cutter;
use crate::scene::{
    Affine, Clip, Color, Fill, FillRule, FontStore, Group, Image, Node, Path, Pixels, Rect, Scene, Shape,
    Stroke, Text,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use vello_cpu::kurbo::{self, BezPath};
use vello_cpu::peniko::{self, ImageSampler};
use vello_cpu::{ImageSource, PixmapMut, RenderContext, RenderSettings, Resources};

/// Points nearer than this to the last one drawn are dropped: a quarter of a pixel is not seen.
const STEP: f64 = 0.25;

/// What to draw of a scene, and how large.
#[derive(Clone, Copy, Debug)]
pub struct RasterOptions<'a> {
    /// Pixels per point, above zero.
    pub scale: f64,
    /// The part of the scene that is wanted, in points; `None` for all of it.
    pub region: Option<Rect>,
    /// Set by another thread to make the work end early.
    pub cancel: Option<&'a AtomicBool>,
}

impl Default for RasterOptions<'_> {
    fn default() -> Self {
        Self {
            scale: 1.0,
            region: None,
            cancel: None,
        }
    }
}

/// Why there are no pixels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RasterError {
    /// Somebody asked for it.
    #[error("the picture was no longer wanted")]
    Cancelled,
    /// No pixels at all, or more than 32 767 in a row or column.
    #[error("a picture of {0} by {1} pixels cannot be drawn; each side must be from 1 to 32767")]
    Size(u64, u64),
}

/// Drawn pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// RGBA, colours multiplied with alpha, row by row from the top: `width * height * 4` bytes.
    pub premultiplied: Vec<u8>,
}

impl Raster {
    /// The same with straight alpha.
    pub fn into_pixels(mut self) -> Pixels {
        for pixel in self.premultiplied.chunks_exact_mut(4) {
            let alpha = u32::from(pixel[3]);
            if alpha != 0 && alpha != 255 {
                for channel in &mut pixel[..3] {
                    *channel = ((u32::from(*channel) * 255 + alpha / 2) / alpha).min(255) as u8;
                }
            }
        }
        Pixels {
            width: self.width,
            height: self.height,
            rgba: self.premultiplied,
        }
    }
}

/// Draws a scene. The region's upper left corner is that of the first pixel.
///
/// # Errors
/// If the size is none that can be drawn, or the work was cancelled.
pub fn rasterize(
    scene: &Scene,
    fonts: &FontStore,
    options: &RasterOptions<'_>,
) -> Result<Raster, RasterError> {
    let region = options.region.unwrap_or(Rect {
        left: 0.0,
        top: 0.0,
        right: scene.size.width,
        bottom: scene.size.height,
    });
    // As many as other programs give a page of this size, and one at least for what is there at all.
    let pixels = |points: f64| match points * options.scale {
        some if some > 0.0 => some.round().max(1.0),
        _ => 0.0,
    };
    let (width, height) = (pixels(region.width()), pixels(region.height()));
    // The rasteriser's own limit is 65 535; half of it keeps its tiles' arithmetic far from the edge.
    let side = |n: f64| u16::try_from(n as u64).ok().filter(|n| (1..=32_767).contains(n));
    let (Some(columns), Some(rows)) = (side(width), side(height)) else {
        return Err(RasterError::Size(width as u64, height as u64));
    };
    let settings = RenderSettings {
        num_threads: 0,
        ..RenderSettings::default()
    };
    let window = Rect::from_xywh(0.0, 0.0, f64::from(columns), f64::from(rows));
    let mut painter = Painter {
        context: RenderContext::new_with(columns, rows, settings),
        fonts,
        halos: Halos::default(),
        to_pixels: Affine::translation(-region.left, -region.top)
            .then(&Affine::scaling(options.scale, options.scale)),
        scale: options.scale,
        window,
        cancel: options.cancel,
        cutter: Cutter::new(window, STEP),
    };
    painter.ground(scene.background);
    painter.nodes(&scene.nodes)?;
    painter.context.flush();
    let mut premultiplied = vec![0; usize::from(columns) * usize::from(rows) * 4];
    if let Some(target) = PixmapMut::new(columns, rows, &mut premultiplied) {
        painter.context.render(target, &mut Resources::new());
    }
    Ok(Raster {
        width: u32::from(columns),
        height: u32::from(rows),
        premultiplied,
    })
}

struct Painter<'a> {
    context: RenderContext,
    fonts: &'a FontStore,
    halos: Halos,
    /// From the picture's points to pixels.
    to_pixels: Affine,
    scale: f64,
    /// The pixels that are wanted.
    window: Rect,
    cancel: Option<&'a AtomicBool>,
    cutter: Cutter,
}

fn paint(color: Color) -> peniko::color::AlphaColor<peniko::color::Srgb> {
    peniko::color::AlphaColor::from_rgba8(color.r, color.g, color.b, color.a)
}

/// How far from the picture's right edge a shape may begin or end within its last pixel.
const HAIR: f64 = 0.03;

/// Moves what begins or ends a hair inside the picture's right edge a little farther in, by less than anyone
/// sees: there the rasteriser (vello_common 0.2, `clip.rs`, `cur_strip_fill_area`) overflows.
fn keep_off_right_edge(path: &mut BezPath, right: f64) {
    let put = |p: &mut kurbo::Point| {
        if p.x > right - HAIR && p.x < right {
            p.x = right - HAIR;
        }
    };
    for element in path.elements_mut() {
        match element {
            kurbo::PathEl::MoveTo(p) | kurbo::PathEl::LineTo(p) => put(p),
            kurbo::PathEl::QuadTo(a, p) => [a, p].into_iter().for_each(put),
            kurbo::PathEl::CurveTo(a, b, p) => [a, b, p].into_iter().for_each(put),
            kurbo::PathEl::ClosePath => {}
        }
    }
}

fn rule(rule: FillRule) -> peniko::Fill {
    match rule {
        FillRule::EvenOdd => peniko::Fill::EvenOdd,
        FillRule::NonZero => peniko::Fill::NonZero,
    }
}

fn kurbo_rect(r: &Rect) -> kurbo::Rect {
    kurbo::Rect::new(r.left, r.top, r.right, r.bottom)
}

impl Painter<'_> {
    fn check(&self) -> Result<(), RasterError> {
        match self.cancel {
            Some(flag) if flag.load(Ordering::Relaxed) => Err(RasterError::Cancelled),
            _ => Ok(()),
        }
    }

    fn ground(&mut self, color: Color) {
        self.context.set_paint(paint(color));
        self.context.fill_rect(&kurbo_rect(&self.window));
    }

    fn nodes(&mut self, nodes: &[Node]) -> Result<(), RasterError> {
        for node in nodes {
            self.check()?;
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Path(path) => self.path(path),
                Node::Text(text) => self.text(text),
                Node::Image(image) => self.image(image),
            }
        }
        Ok(())
    }

    fn group(&mut self, group: &Group) -> Result<(), RasterError> {
        if group.opacity <= 0.0 || group.children.is_empty() {
            return Ok(());
        }
        if let Some(clip) = &group.clip {
            let path = self.clip_path(clip);
            self.context.push_clip_path(&path);
        }
        let layered = group.opacity < 1.0;
        if layered {
            self.context.push_opacity_layer(group.opacity);
        }
        self.nodes(&group.children)?;
        if layered {
            self.context.pop_layer();
        }
        if group.clip.is_some() {
            self.context.pop_clip_path();
        }
        Ok(())
    }

    fn clip_path(&mut self, clip: &Clip) -> BezPath {
        let clip = clip.as_one_outline();
        let mut path = BezPath::new();
        for (shape, transform) in &clip.shapes {
            let place = transform.then(&self.to_pixels);
            self.append_area(&mut path, shape, &place);
        }
        keep_off_right_edge(&mut path, self.window.right);
        self.context.set_fill_rule(rule(clip.rule));
        path
    }

    fn path(&mut self, path: &Path) {
        let place = path.transform.then(&self.to_pixels);
        let reach = path
            .stroke
            .as_ref()
            .map_or(0.0, |s| f64::from(s.width) * self.scale / 2.0);
        if !path
            .shape
            .bounds_on(&place)
            .grown(reach + 1.0)
            .overlaps(&self.window)
        {
            return;
        }
        if let Some(fill) = path.fill.filter(|f| f.color.a > 0) {
            self.fill(&path.shape, &place, fill);
        }
        if let Some(stroke) = path.stroke.as_ref().filter(|s| s.color.a > 0 && s.width > 0.0) {
            self.stroke(&path.shape, &place, stroke);
        }
    }

    fn fill(&mut self, shape: &Shape, place: &Affine, fill: Fill) {
        let mut area = BezPath::new();
        self.append_area(&mut area, shape, place);
        keep_off_right_edge(&mut area, self.window.right);
        self.context.set_paint(paint(fill.color));
        self.context.set_fill_rule(rule(fill.rule));
        self.context.fill_path(&area);
    }

    /// Adds what of a shape is to be filled, in pixels.
    fn append_area(&mut self, area: &mut BezPath, shape: &Shape, place: &Affine) {
        match shape {
            Shape::Outline(outline) => outline::append(area, outline, place),
            Shape::Lines(lines) => self
                .cutter
                .rings(lines, place, |ring| outline::append_line(area, ring, true)),
        }
    }

    fn stroke(&mut self, shape: &Shape, place: &Affine, stroke: &Stroke) {
        self.context.set_paint(paint(stroke.color));
        let mut path = BezPath::new();
        match shape {
            Shape::Outline(outline) => outline::append(&mut path, outline, place),
            Shape::Lines(lines) => {
                // Ends cut at the window must lie out of sight, their caps and corners too.
                let margin = f64::from(stroke.width) * self.scale * 2.0 + 2.0;
                let (dashed, context) = (outline::is_dashed(stroke), &mut self.context);
                self.cutter.pieces(lines, place, margin, |piece, closed, reach| {
                    if dashed && reach > 0.0 {
                        let mut dashes = BezPath::new();
                        outline::append_line(&mut dashes, piece, closed);
                        context.set_stroke(outline::stroke_style(stroke, self.scale, reach));
                        context.stroke_path(&dashes);
                    } else {
                        outline::append_line(&mut path, piece, closed);
                    }
                });
            }
        }
        self.context
            .set_stroke(outline::stroke_style(stroke, self.scale, 0.0));
        self.context.stroke_path(&path);
    }

    fn text(&mut self, text: &Text) {
        let rim = text.halo.map_or(0.0, |halo| f64::from(halo.width));
        let size = f64::from(text.shaped.largest_size());
        let bounds = text.bounds().grown(rim + size);
        let window = self.window.grown(1.0);
        let [left, top] = self.to_pixels.apply([bounds.left, bounds.top]);
        let (width, height) = (bounds.width() * self.scale, bounds.height() * self.scale);
        if !Rect::from_xywh(left, top, width, height).overlaps(&window) {
            return;
        }
        let place = text.transform.then(&self.to_pixels);
        self.context.set_fill_rule(peniko::Fill::NonZero);
        if let Some(halo) = text.halo.filter(|h| h.width > 0.0 && h.color.a > 0) {
            let rim = self.halos.rim(text, halo.width, self.fonts, &place);
            self.context.set_paint(paint(halo.color));
            self.context.fill_path(&rim);
        }
        let letters = outline::letters(text, self.fonts, &place);
        self.context.set_paint(paint(text.color));
        self.context.fill_path(&letters);
    }

    fn image(&mut self, image: &Image) {
        let [left, top] = self.to_pixels.apply([image.rect.left, image.rect.top]);
        let target = Rect::from_xywh(
            left,
            top,
            image.rect.width() * self.scale,
            image.rect.height() * self.scale,
        );
        let Some((pixmap, place)) = super::sample::visible_part(&image.pixels, &target, &self.window) else {
            return;
        };
        let Rect {
            left,
            top,
            right,
            bottom,
        } = target;
        let seen = kurbo::Rect::new(
            left.max(self.window.left),
            top.max(self.window.top),
            right.min(self.window.right),
            bottom.min(self.window.bottom),
        );
        self.context.set_paint(vello_cpu::Image {
            image: ImageSource::Pixmap(Arc::new(pixmap)),
            sampler: ImageSampler::default(),
        });
        self.context.set_paint_transform(kurbo::Affine::new(place.0));
        self.context.fill_rect(&seen);
        self.context.reset_paint_transform();
    }
}
