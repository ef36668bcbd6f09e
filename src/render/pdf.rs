//! A scene as a PDF of one page: text as text with the fonts cut to what is used, halos as outlines below
//! it, so that a search or a copy finds each name once.

use super::outline::is_dashed;
use super::pdf_paint::{
    Channels, append_line, append_outline, fill_of, fill_rule, halo_stroke, stroke_of, transform,
};
use super::png::METADATA_KEY;
use super::thin::Cutter;
use crate::scene::{
    self, Affine, Clip, FontId, FontStore, Glyph, GlyphRun, Group, Node, Outline, Rect, Scene, Shape, Text,
};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document, SerializeSettings};
use std::collections::HashMap;
use std::sync::Arc;

/// Points of straight-edged lines nearer than this are dropped, and all are rounded to it: 1/1440 inch.
pub(super) const STEP: f64 = 0.05;

/// How to write a PDF.
#[derive(Clone, Debug)]
pub struct PdfOptions {
    /// Points on the page for one point of the scene, above zero.
    pub magnification: f64,
    /// Attached as a JSON file named `METADATA_KEY`.json.
    pub metadata: Option<String>,
    /// The language of the text as a tag such as `en`.
    pub language: Option<String>,
}

impl Default for PdfOptions {
    fn default() -> Self {
        Self {
            magnification: 1.0,
            metadata: None,
            language: None,
        }
    }
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

/// Writes a scene as a PDF page of the scene's size, magnified. What lies outside of it is cut off. The same scene
/// gives the same bytes: the file holds no date.
///
/// # Errors
/// If the scene has no size, or a font or image cannot be embedded.
pub fn pdf(scene: &Scene, fonts: &FontStore, options: &PdfOptions) -> Result<Vec<u8>, PdfError> {
    let [width, height] =
        [scene.size.width, scene.size.height].map(|edge| (edge * options.magnification) as f32);
    let settings = PageSettings::from_wh(width, height).ok_or(PdfError::Size)?;
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
            // As it is, so that the view is found without reading the file as a PDF.
            compress: Some(false),
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
        let magnification = options.magnification as f32;
        writer
            .surface
            .push_transform(&Transform::from_scale(magnification, magnification));
        if scene.background.a > 0 {
            writer.fill(
                &Outline::rect(page_rect, 0.0).into(),
                &Affine::IDENTITY,
                scene.background.into(),
            );
        }
        writer.nodes(&scene.nodes);
        writer.surface.pop();
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
        let [_, b, c, ..] = text.transform.0;
        let named = curved || b != 0.0 || c != 0.0;
        if named {
            // Readers look for words along straight lines; letters aslant would be so many words.
            // The space keeps two such names apart that follow one another.
            let words = format!("{} ", text.shaped.text);
            let whole = SpanTag::empty().with_actual_text(Some(&words));
            self.surface.start_tagged(ContentTag::Span(whole));
        }
        for run in &text.shaped.runs {
            self.run(run, &text.shaped.text, false);
        }
        if named {
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
