//! Outlines of the scene as the rasteriser's paths: shapes, glyphs, halos. For `pixels` and `pdf`, the
//! latter for halos only.

use crate::scene::{Affine, FontId, FontStore, Glyph, LineCap, LineJoin, Outline, PathStep, Stroke, Text};
use std::collections::HashMap;
use std::sync::Arc;
use vello_cpu::kurbo::{self, BezPath, PathEl, Point};

fn point(p: [f64; 2]) -> Point {
    Point::new(p[0], p[1])
}

/// Adds an outline, moved, to a path.
pub(super) fn append(path: &mut BezPath, outline: &Outline, transform: &Affine) {
    let at = |p| point(transform.apply(p));
    for step in &outline.steps {
        path.push(match *step {
            PathStep::MoveTo(p) => PathEl::MoveTo(at(p)),
            PathStep::LineTo(p) => PathEl::LineTo(at(p)),
            PathStep::QuadTo(c, p) => PathEl::QuadTo(at(c), at(p)),
            PathStep::CurveTo(c, d, p) => PathEl::CurveTo(at(c), at(d), at(p)),
            PathStep::Close => PathEl::ClosePath,
        });
    }
}

/// Adds a polyline to a path.
pub(super) fn append_line(path: &mut BezPath, line: &[[f64; 2]], closed: bool) {
    for (i, &p) in line.iter().enumerate() {
        path.push(if i == 0 {
            PathEl::MoveTo(point(p))
        } else {
            PathEl::LineTo(point(p))
        });
    }
    if closed && !line.is_empty() {
        path.push(PathEl::ClosePath);
    }
}

/// A stroke scaled to pixels, its dashes starting at `reach` along the line.
pub(super) fn stroke_style(stroke: &Stroke, scale: f64, reach: f64) -> kurbo::Stroke {
    let cap = match stroke.cap {
        LineCap::Butt => kurbo::Cap::Butt,
        LineCap::Round => kurbo::Cap::Round,
    };
    let width = f64::from(stroke.width) * scale;
    let join = match stroke.join {
        LineJoin::Miter => kurbo::Join::Miter,
        // A line this thin shows no corners, and flat ones are made of fewer points.
        LineJoin::Round if width < 1.5 => kurbo::Join::Bevel,
        LineJoin::Round => kurbo::Join::Round,
    };
    let style = kurbo::Stroke::new(width)
        .with_caps(cap)
        .with_join(join)
        .with_miter_limit(4.0);
    if is_dashed(stroke) {
        style.with_dashes(reach, stroke.dash.iter().map(|d| f64::from(*d) * scale))
    } else {
        style
    }
}

/// Whether a stroke has dashes that can be drawn: lengths of zero in all would never end.
pub(super) fn is_dashed(stroke: &Stroke) -> bool {
    stroke.dash.iter().all(|d| d.is_finite() && *d >= 0.0) && stroke.dash.iter().sum::<f32>() > 0.01
}

/// From a glyph's em to the text's own coordinates.
pub(super) fn glyph_place(glyph: &Glyph, size: f32) -> Affine {
    let size = f64::from(size);
    Affine::scaling(size, size)
        .then(&Affine::rotation(f64::from(glyph.angle)))
        .then(&Affine::translation(f64::from(glyph.x), f64::from(glyph.y)))
}

/// All letters of a text as one path.
pub(super) fn letters(text: &Text, fonts: &FontStore, to_picture: &Affine) -> BezPath {
    let mut path = BezPath::new();
    for run in &text.shaped.runs {
        for glyph in &run.glyphs {
            let place = glyph_place(glyph, run.size).then(to_picture);
            append(&mut path, &fonts.outline(run.font, glyph.id), &place);
        }
    }
    path
}

/// Rims of glyphs, kept between texts: a map has a few hundred different letters in thousands of places,
/// and stroking an outline costs far more than moving it.
#[derive(Default)]
pub(super) struct Halos {
    /// By font, glyph and rim in 1/1024 em.
    kept: HashMap<(FontId, u16, u32), Arc<BezPath>>,
}

impl Halos {
    /// The rim around all letters of a text as one path, to be filled by the non-zero rule.
    pub(super) fn rim(&mut self, text: &Text, width: f32, fonts: &FontStore, to_picture: &Affine) -> BezPath {
        let mut path = BezPath::new();
        for run in &text.shaped.runs {
            let em = (width / run.size * 1024.0).round().clamp(1.0, 4096.0);
            for glyph in &run.glyphs {
                let rim = self
                    .kept
                    .entry((run.font, glyph.id, em as u32))
                    .or_insert_with(|| {
                        Arc::new(stroked(
                            &fonts.outline(run.font, glyph.id),
                            f64::from(em) / 1024.0,
                        ))
                    });
                let place = glyph_place(glyph, run.size).then(to_picture);
                path.extend(kurbo::Affine::new(place.0) * rim.as_ref());
            }
        }
        path
    }
}

/// The line along a glyph's outline, `reach` em to either side, good to 1/400 em.
fn stroked(outline: &Outline, reach: f64) -> BezPath {
    let mut path = BezPath::new();
    append(&mut path, outline, &Affine::IDENTITY);
    let style = kurbo::Stroke::new(2.0 * reach).with_join(kurbo::Join::Round);
    kurbo::stroke(path, &style, &kurbo::StrokeOpts::default(), 0.0025)
}
