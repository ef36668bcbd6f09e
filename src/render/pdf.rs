//! A scene as a PDF of one page: text as text with the fonts cut to what is used, halos as outlines below
//! it, so that a search or a copy finds each name once.

use super::outline::is_dashed;
use super::png::METADATA_KEY;
use super::thin::Cutter;
use crate::scene::{
    self, Affine, Clip, Color, FontId, FontStore, Glyph, GlyphRun, Group, Halo, LineCap, LineJoin, Node,
    Outline, PathStep, Pixels, Rect, Scene, Shape, Text,
};
use krilla::color::rgb;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Size, Transform};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap as Cap, LineJoin as Join, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document, SerializeSettings};
use std::collections::HashMap;
use std::sync::Arc;

/// Points of straight-edged lines nearer than this are dropped, and all are rounded to it: 1/1440 inch.
const STEP: f64 = 0.05;

/// How to write a PDF.
#[derive(Clone, Debug, Default)]
pub struct PdfOptions {
    /// Attached as a JSON file named `METADATA_KEY`.json.
    pub metadata: Option<String>,
    /// The language of the text as a tag such as `en`.
    pub language: Option<String>,
}

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The scene has no size.
    #[error("a page must be wider and higher than nothing")]
    Size,
    /// The writer refused the document.
    #[error("the PDF could not be written: {0}")]
    Document(String),
}

/// Writes a scene as a PDF page of the scene's size. What lies outside of it is cut off. The same scene
/// gives the same bytes: the file holds no date.
///
/// # Errors
/// If the scene has no size, or a font or image cannot be embedded.
pub fn pdf(scene: &Scene, fonts: &FontStore, options: &PdfOptions) -> Result<Vec<u8>, PdfError> {
    let settings =
        PageSettings::from_wh(scene.size.width as f32, scene.size.height as f32).ok_or(PdfError::Size)?;
    let mut document = Document::new_with(SerializeSettings::default());
    let mut metadata = Metadata::new()
        .title(scene.title.clone())
        .creator("Periplus".to_owned());
    if let Some(language) = &options.language {
        metadata = metadata.language(language.clone());
    }
    document.set_metadata(metadata);
    if let Some(text) = &options.metadata {
        document.embed_file(EmbeddedFile {
            path: format!("{METADATA_KEY}.json"),
            mime_type: MimeType::new("application/json"),
            description: Some("The view that this picture shows; Periplus opens it.".to_owned()),
            association_kind: AssociationKind::Source,
            data: Data::from(text.clone().into_bytes()),
            modification_date: None,
            compress: Some(true),
            location: None,
        });
    }
    let page_rect = Rect::from_xywh(0.0, 0.0, scene.size.width, scene.size.height);
    {
        let mut page = document.start_page_with(settings);
        let mut writer = Writer {
            surface: page.surface(),
            fonts,
            cutter: Cutter::new(page_rect, STEP),
            embedded: HashMap::new(),
        };
        if scene.background.a > 0 {
            writer.fill(
                &Outline::rect(page_rect, 0.0).into(),
                &Affine::IDENTITY,
                scene.background.into(),
            );
        }
        writer.nodes(&scene.nodes);
    }
    document
        .finish()
        .map_err(|e| PdfError::Document(format!("{e:?}")))
}

struct Writer<'a> {
    surface: Surface<'a>,
    fonts: &'a FontStore,
    cutter: Cutter,
    /// Fonts read so far; `None` for those that are no fonts.
    embedded: HashMap<FontId, Option<Font>>,
}

fn opacity(alpha: u8) -> NormalizedF32 {
    NormalizedF32::new(f32::from(alpha) / 255.0).unwrap_or(NormalizedF32::ONE)
}

fn fill_rule(rule: scene::FillRule) -> FillRule {
    match rule {
        scene::FillRule::EvenOdd => FillRule::EvenOdd,
        scene::FillRule::NonZero => FillRule::NonZero,
    }
}

fn fill_of(color: Color, rule: scene::FillRule) -> Fill {
    Fill {
        paint: rgb::Color::new(color.r, color.g, color.b).into(),
        opacity: opacity(color.a),
        rule: fill_rule(rule),
    }
}

fn stroke_of(stroke: &scene::Stroke, reach: f64) -> Stroke {
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

fn transform(affine: &Affine) -> Transform {
    let [a, b, c, d, e, f] = affine.0.map(|n| n as f32);
    Transform::from_row(a, b, c, d, e, f)
}

fn round(p: [f64; 2]) -> (f32, f32) {
    let rounded = p.map(|n| ((n / STEP).round() * STEP) as f32);
    (rounded[0], rounded[1])
}

fn append_line(path: &mut PathBuilder, line: &[[f64; 2]], closed: bool) {
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

fn append_outline(path: &mut PathBuilder, outline: &Outline, place: &Affine) {
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

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Group(group) => self.group(group),
                Node::Path(path) => self.path(path),
                Node::Text(text) => self.text(text),
                Node::Image(image) => self.image(image),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        if group.opacity <= 0.0 {
            return;
        }
        let mut pushed = 0;
        if let Some(clip) = &group.clip {
            // A clip that lets nothing through has no path, and hides all.
            if !self.push_clip(clip) {
                return;
            }
            pushed += 1;
        }
        if let Some(opacity) = NormalizedF32::new(group.opacity).filter(|o| *o < NormalizedF32::ONE) {
            self.surface.push_opacity(opacity);
            pushed += 1;
        }
        self.nodes(&group.children);
        for _ in 0..pushed {
            self.surface.pop();
        }
    }

    fn push_clip(&mut self, clip: &Clip) -> bool {
        let clip = clip.as_one_outline();
        let mut path = PathBuilder::new();
        for (shape, place) in &clip.shapes {
            self.append_area(&mut path, shape, place);
        }
        match path.finish() {
            Some(path) => {
                self.surface.push_clip_path(&path, &fill_rule(clip.rule));
                true
            }
            None => false,
        }
    }

    fn append_area(&mut self, path: &mut PathBuilder, shape: &Shape, place: &Affine) {
        match shape {
            Shape::Outline(outline) => append_outline(path, outline, place),
            Shape::Lines(lines) => self
                .cutter
                .rings(lines, place, |ring| append_line(path, ring, true)),
        }
    }

    fn path(&mut self, path: &scene::Path) {
        if let Some(fill) = path.fill.filter(|f| f.color.a > 0) {
            self.fill(&path.shape, &path.transform, fill);
        }
        if let Some(stroke) = path.stroke.as_ref().filter(|s| s.color.a > 0 && s.width > 0.0) {
            self.stroke(&path.shape, &path.transform, stroke);
        }
    }

    fn fill(&mut self, shape: &Shape, place: &Affine, fill: scene::Fill) {
        let mut path = PathBuilder::new();
        self.append_area(&mut path, shape, place);
        self.draw(path, Some(fill_of(fill.color, fill.rule)), None);
    }

    fn stroke(&mut self, shape: &Shape, place: &Affine, stroke: &scene::Stroke) {
        let mut path = PathBuilder::new();
        let mut parts = Vec::new();
        match shape {
            Shape::Outline(outline) => append_outline(&mut path, outline, place),
            Shape::Lines(lines) => {
                let margin = f64::from(stroke.width) * 2.0 + 2.0;
                let dashed = is_dashed(stroke);
                self.cutter.pieces(lines, place, margin, |piece, closed, reach| {
                    if dashed && reach > 0.0 {
                        let mut part = PathBuilder::new();
                        append_line(&mut part, piece, closed);
                        parts.push((part, reach));
                    } else {
                        append_line(&mut path, piece, closed);
                    }
                });
            }
        }
        parts.insert(0, (path, 0.0));
        for (path, reach) in parts {
            self.draw(path, None, Some(stroke_of(stroke, reach)));
        }
    }

    fn draw(&mut self, path: PathBuilder, fill: Option<Fill>, stroke: Option<Stroke>) {
        if let Some(path) = path.finish() {
            self.surface.set_fill(fill);
            self.surface.set_stroke(stroke);
            self.surface.draw_path(&path);
        }
    }

    fn font(&mut self, id: FontId) -> Option<Font> {
        let fonts = self.fonts;
        self.embedded
            .entry(id)
            .or_insert_with(|| {
                let (data, index) = fonts.data(id)?;
                let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(data);
                Font::new(Data::from(data), index)
            })
            .clone()
    }

    fn text(&mut self, text: &Text) {
        self.surface.push_transform(&transform(&text.transform));
        if let Some(halo) = text.halo.filter(|h| h.width > 0.0 && h.color.a > 0) {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(halo_stroke(&halo)));
            for run in &text.shaped.runs {
                self.run(run, &text.shaped.text, true);
            }
        }
        self.surface
            .set_fill(Some(fill_of(text.color, scene::FillRule::NonZero)));
        self.surface.set_stroke(None);
        let curved = text
            .shaped
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .any(|g| g.angle != 0.0);
        if curved {
            // Letters that each stand differently would be read as so many words.
            let whole = SpanTag::empty().with_actual_text(Some(&text.shaped.text));
            self.surface.start_tagged(ContentTag::Span(whole));
        }
        for run in &text.shaped.runs {
            self.run(run, &text.shaped.text, false);
        }
        if curved {
            self.surface.end_tagged();
        }
        self.surface.pop();
    }

    fn run(&mut self, run: &GlyphRun, text: &str, outlined: bool) {
        let Some(font) = self.font(run.font) else { return };
        for stretch in run.glyphs.chunk_by(|a, b| a.angle == 0.0 && b.angle == 0.0) {
            let first = &stretch[0];
            let turned = first.angle != 0.0;
            if turned {
                let place = Affine::rotation(f64::from(first.angle))
                    .then(&Affine::translation(f64::from(first.x), f64::from(first.y)));
                self.surface.push_transform(&transform(&place));
            }
            let start = if turned { [0.0, 0.0] } else { [first.x, 0.0] };
            let glyphs = placed(stretch, run.size, turned);
            let at = Point::from_xy(start[0], start[1]);
            self.surface
                .draw_glyphs(at, &glyphs, font.clone(), text, run.size, outlined);
            if turned {
                self.surface.pop();
            }
        }
    }

    fn image(&mut self, image: &scene::Image) {
        let size = Size::from_wh(image.rect.width() as f32, image.rect.height() as f32);
        let (Some(size), Some(pixels)) = (size, Channels::new(&image.pixels)) else {
            return;
        };
        if let Ok(picture) = Image::from_custom(pixels, true) {
            let place = Affine::translation(image.rect.left, image.rect.top);
            self.surface.push_transform(&transform(&place));
            self.surface.draw_image(picture, size);
            self.surface.pop();
        }
    }
}

fn halo_stroke(halo: &Halo) -> Stroke {
    Stroke {
        paint: rgb::Color::new(halo.color.r, halo.color.g, halo.color.b).into(),
        width: halo.width * 2.0,
        line_join: Join::Round,
        opacity: opacity(halo.color.a),
        ..Stroke::default()
    }
}

/// Glyphs as advances and offsets in em, from where the first one stands.
fn placed(glyphs: &[Glyph], size: f32, turned: bool) -> Vec<KrillaGlyph> {
    let mut pen = glyphs.first().map_or(0.0, |g| g.x);
    glyphs
        .iter()
        .map(|g| {
            let (x_offset, y_offset) = if turned { (0.0, 0.0) } else { (g.x - pen, -g.y) };
            pen += g.advance;
            KrillaGlyph {
                glyph_id: GlyphId::new(u32::from(g.id)),
                text_range: g.cluster.clone(),
                x_advance: g.advance / size,
                x_offset: x_offset / size,
                y_offset: y_offset / size,
                y_advance: 0.0,
                location: None,
            }
        })
        .collect()
}

/// Pixels as PDF has them: colours and alpha apart.
#[derive(Clone, Hash)]
struct Channels {
    colors: Arc<Vec<u8>>,
    /// Left out where all is opaque.
    alpha: Option<Arc<Vec<u8>>>,
    size: (u32, u32),
}

impl Channels {
    /// `None` where there are fewer bytes than the size asks for, which the PDF crate would not survive.
    fn new(pixels: &Pixels) -> Option<Self> {
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
