//! The scene's colours, strokes, outlines and pixels in the PDF crate's types. For `pdf` alone.

use super::outline::is_dashed;
use super::pdf::STEP;
use crate::scene::{self, Affine, Color, Halo, LineCap, LineJoin, Outline, PathStep, Pixels};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Transform};
use krilla::image::{BitsPerComponent, CustomImage, ImageColorspace};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap as Cap, LineJoin as Join, Stroke, StrokeDash};
use std::sync::Arc;

pub(super) fn opacity(alpha: u8) -> NormalizedF32 {
    NormalizedF32::new(f32::from(alpha) / 255.0).unwrap_or(NormalizedF32::ONE)
}

pub(super) fn fill_rule(rule: scene::FillRule) -> FillRule {
    match rule {
        scene::FillRule::EvenOdd => FillRule::EvenOdd,
        scene::FillRule::NonZero => FillRule::NonZero,
    }
}

pub(super) fn fill_of(color: Color, rule: scene::FillRule) -> Fill {
    Fill {
        paint: rgb::Color::new(color.r, color.g, color.b).into(),
        opacity: opacity(color.a),
        rule: fill_rule(rule),
    }
}

pub(super) fn stroke_of(stroke: &scene::Stroke, reach: f64) -> Stroke {
    Stroke {
        paint: rgb::Color::new(stroke.color.r, stroke.color.g, stroke.color.b).into(),
        width: stroke.width,
        miter_limit: 4.0,
        line_cap: match stroke.cap {
            LineCap::Butt => Cap::Butt,
            LineCap::Round => Cap::Round,
        },
        line_join: match stroke.join {
            LineJoin::Miter => Join::Miter,
            LineJoin::Round => Join::Round,
        },
        opacity: opacity(stroke.color.a),
        dash: is_dashed(stroke).then(|| StrokeDash {
            // PDF repeats an odd list as it is, so that dashes and gaps would change places.
            array: if stroke.dash.len() % 2 == 1 {
                stroke.dash.repeat(2)
            } else {
                stroke.dash.clone()
            },
            offset: reach as f32,
        }),
    }
}

pub(super) fn transform(affine: &Affine) -> Transform {
    let [a, b, c, d, e, f] = affine.0.map(|n| n as f32);
    Transform::from_row(a, b, c, d, e, f)
}

pub(super) fn round(p: [f64; 2]) -> (f32, f32) {
    let rounded = p.map(|n| ((n / STEP).round() * STEP) as f32);
    (rounded[0], rounded[1])
}

pub(super) fn append_line(path: &mut PathBuilder, line: &[[f64; 2]], closed: bool) {
    for (i, &p) in line.iter().enumerate() {
        let (x, y) = round(p);
        if i == 0 {
            path.move_to(x, y);
        } else {
            path.line_to(x, y);
        }
    }
    if closed {
        path.close();
    }
}

pub(super) fn append_outline(path: &mut PathBuilder, outline: &Outline, place: &Affine) {
    let at = |p| place.apply(p).map(|n| n as f32);
    for step in &outline.steps {
        match *step {
            PathStep::MoveTo(p) => {
                let [x, y] = at(p);
                path.move_to(x, y);
            }
            PathStep::LineTo(p) => {
                let [x, y] = at(p);
                path.line_to(x, y);
            }
            PathStep::QuadTo(c, p) => {
                let ([cx, cy], [x, y]) = (at(c), at(p));
                path.quad_to(cx, cy, x, y);
            }
            PathStep::CurveTo(c, d, p) => {
                let ([cx, cy], [dx, dy], [x, y]) = (at(c), at(d), at(p));
                path.cubic_to(cx, cy, dx, dy, x, y);
            }
            PathStep::Close => path.close(),
        }
    }
}

pub(super) fn halo_stroke(halo: &Halo) -> Stroke {
    Stroke {
        paint: rgb::Color::new(halo.color.r, halo.color.g, halo.color.b).into(),
        width: halo.width * 2.0,
        line_join: Join::Round,
        opacity: opacity(halo.color.a),
        ..Stroke::default()
    }
}

/// Pixels as PDF has them: colours and alpha apart.
#[derive(Clone, Hash)]
pub(super) struct Channels {
    colors: Arc<Vec<u8>>,
    /// Left out where all is opaque.
    alpha: Option<Arc<Vec<u8>>>,
    size: (u32, u32),
}

impl Channels {
    /// `None` where there are fewer bytes than the size asks for, which the PDF crate would not survive.
    pub(super) fn new(pixels: &Pixels) -> Option<Self> {
        let count = pixels.width as usize * pixels.height as usize;
        if count == 0 || pixels.rgba.len() != count * 4 {
            return None;
        }
        let each = || pixels.rgba.chunks_exact(4);
        let opaque = each().all(|p| p[3] == 255);
        Some(Self {
            colors: Arc::new(each().flat_map(|p| [p[0], p[1], p[2]]).collect()),
            alpha: (!opaque).then(|| Arc::new(each().map(|p| p[3]).collect())),
            size: (pixels.width, pixels.height),
        })
    }
}

impl CustomImage for Channels {
    fn color_channel(&self) -> &[u8] {
        &self.colors
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        self.alpha.as_ref().map(|alpha| alpha.as_slice())
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}
