//! A scene as SVG: text stays text, in the fonts of the program, which the file carries with it; groups
//! keep their names, so that a picture can be worked on in a drawing program.

use super::outline::is_dashed;
use super::png::{METADATA_KEY, encode_straight};
use super::svg_path::{PathData, number};
use super::svg_text::{self, escape};
use super::thin::Cutter;
use super::woff;
use crate::scene::{
    Affine, Clip, Color, Fill, FillRule, FontData, FontId, FontStore, Group, Image, LineCap, LineJoin, Node,
    Path, Rect, Scene, Shape, Stroke, Text,
};
use base64::Engine as _;
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;

/// Points of straight-edged lines nearer than this are dropped: 1/1440 inch.
const STEP: f64 = 0.05;

/// How to write an SVG.
#[derive(Clone, Debug)]
pub struct SvgOptions {
    /// Whether the file carries the fonts that it uses, whole: some 150 to 900 KB each. Without them it
    /// looks right only where they are installed.
    pub embed_fonts: bool,
    /// Points on the page for one point of the scene, above zero.
    pub magnification: f64,
    /// Written as text into `<metadata>`, in an element named `METADATA_KEY`.
    pub metadata: Option<String>,
}

impl Default for SvgOptions {
    fn default() -> Self {
        Self {
            embed_fonts: true,
            magnification: 1.0,
            metadata: None,
        }
    }
}

/// Writes a scene as an SVG document of the scene's size, magnified. What lies outside of it is cut off.
pub fn svg(scene: &Scene, fonts: &FontStore, options: &SvgOptions) -> String {
    let (width, height) = (number(scene.size.width), number(scene.size.height));
    let [page_width, page_height] =
        [scene.size.width, scene.size.height].map(|edge| number(edge * options.magnification));
    let mut writer = Writer {
        out: String::new(),
        fonts,
        cutter: Cutter::new(
            Rect::from_xywh(0.0, 0.0, scene.size.width, scene.size.height),
            STEP,
        ),
        used: BTreeSet::new(),
        ids: HashSet::new(),
        clips: 0,
    };
    writer.nodes(&scene.nodes);
    let body = writer.out;
    let mut out = String::with_capacity(body.len() + 1024);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{page_width}pt\" \
         height=\"{page_height}pt\" viewBox=\"0 0 {width} {height}\">\n<title>{}</title>\n",
        escape(&scene.title)
    );
    if let Some(metadata) = &options.metadata {
        let _ = writeln!(
            out,
            "<metadata><{METADATA_KEY} xmlns=\"urn:periplus:view\">{}</{METADATA_KEY}></metadata>",
            escape(metadata)
        );
    }
    if options.embed_fonts && !writer.used.is_empty() {
        out.push_str("<style>\n");
        for &font in &writer.used {
            font_face(&mut out, fonts, font);
        }
        out.push_str("</style>\n");
    }
    if scene.background.a > 0 {
        let _ = write!(out, "<rect width=\"{width}\" height=\"{height}\"");
        color(&mut out, "fill", scene.background);
        out.push_str("/>\n");
    }
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

/// One `@font-face` rule with the font inside. Fonts of the machine are named only: their licences are
/// their own.
fn font_face(out: &mut String, fonts: &FontStore, font: FontId) {
    let (Some((FontData::Embedded(data), _)), Some(name)) = (fonts.data(font), fonts.face_name(font)) else {
        return;
    };
    let Some(packed) = woff::pack(data) else { return };
    let style = if name.italic { "italic" } else { "normal" };
    let _ = writeln!(
        out,
        "@font-face{{font-family:\"{}\";font-weight:{};font-style:{style};src:url(data:font/woff;base64,{}) \
         format(\"woff\")}}",
        name.family,
        name.weight,
        Base64Display::new(&packed, &STANDARD)
    );
}

/// A colour as an attribute, with its opacity where it has one.
pub(super) fn color(out: &mut String, attribute: &str, color: Color) {
    let opaque = Color { a: 255, ..color };
    let _ = write!(out, " {attribute}=\"{opaque}\"");
    if color.a < 255 {
        let _ = write!(
            out,
            " {attribute}-opacity=\"{}\"",
            number(f64::from(color.a) / 255.0)
        );
    }
}

struct Writer<'a> {
    out: String,
    fonts: &'a FontStore,
    cutter: Cutter,
    /// The fonts met.
    used: BTreeSet<FontId>,
    /// The ids given.
    ids: HashSet<String>,
    clips: usize,
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
        let clip = group.clip.as_ref().map(|clip| self.clip(clip));
        self.out.push_str("<g");
        if let Some(id) = self.id(&group.name) {
            let _ = write!(self.out, " id=\"{id}\"");
        }
        if group.opacity < 1.0 {
            let _ = write!(
                self.out,
                " opacity=\"{}\"",
                number(f64::from(group.opacity.max(0.0)))
            );
        }
        if let Some(clip) = clip {
            let _ = write!(self.out, " clip-path=\"url(#{clip})\"");
        }
        self.out.push_str(">\n");
        self.nodes(&group.children);
        self.out.push_str("</g>\n");
    }

    /// A name as an id that no other element has: letters, digits, `-` and `_`.
    fn id(&mut self, name: &str) -> Option<String> {
        let plain: String = name
            .chars()
            .map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' })
            .collect();
        if plain.is_empty() {
            return None;
        }
        let base = if plain.starts_with(char::is_alphabetic) {
            plain
        } else {
            format!("g-{plain}")
        };
        let mut id = base.clone();
        for i in 2.. {
            if self.ids.insert(id.clone()) {
                break;
            }
            id = format!("{base}-{i}");
        }
        Some(id)
    }

    /// Writes a clip and gives its id. The children of a `clipPath` add up, as the shapes of a clip do.
    fn clip(&mut self, clip: &Clip) -> String {
        self.clips += 1;
        let id = format!("clip{}", self.clips);
        let rule = match clip.rule {
            FillRule::EvenOdd => " clip-rule=\"evenodd\"",
            FillRule::NonZero => "",
        };
        let _ = writeln!(self.out, "<clipPath id=\"{id}\">");
        for (shape, transform) in &clip.shapes {
            let data = self.area(shape, transform);
            let _ = writeln!(self.out, "<path{rule} d=\"{data}\"/>");
        }
        self.out.push_str("</clipPath>\n");
        id
    }

    /// What of a shape is to be filled.
    fn area(&mut self, shape: &Shape, transform: &Affine) -> String {
        let mut data = PathData::default();
        match shape {
            Shape::Outline(outline) => data.outline(outline, transform),
            Shape::Lines(lines) => self.cutter.rings(lines, transform, |ring| data.line(ring, true)),
        }
        data.finish()
    }

    fn path(&mut self, path: &Path) {
        if let Some(fill) = path.fill.filter(|f| f.color.a > 0) {
            let data = self.area(&path.shape, &path.transform);
            if !data.is_empty() {
                self.out.push_str("<path");
                self.fill_attributes(fill);
                let _ = writeln!(self.out, " d=\"{data}\"/>");
            }
        }
        if let Some(stroke) = path.stroke.as_ref().filter(|s| s.color.a > 0 && s.width > 0.0) {
            self.stroke(path, stroke);
        }
    }

    fn fill_attributes(&mut self, fill: Fill) {
        color(&mut self.out, "fill", fill.color);
        if fill.rule == FillRule::EvenOdd {
            self.out.push_str(" fill-rule=\"evenodd\"");
        }
    }

    /// One path for all lines; dashed ones that are cut get one each, so that dashes keep their places.
    fn stroke(&mut self, path: &Path, stroke: &Stroke) {
        let mut whole = PathData::default();
        let mut parts: Vec<(String, f64)> = Vec::new();
        match &path.shape {
            Shape::Outline(outline) => whole.outline(outline, &path.transform),
            Shape::Lines(lines) => {
                let margin = f64::from(stroke.width) * 2.0 + 2.0;
                let dashed = is_dashed(stroke);
                self.cutter
                    .pieces(lines, &path.transform, margin, |piece, closed, reach| {
                        if dashed && reach > 0.0 {
                            let mut part = PathData::default();
                            part.line(piece, closed);
                            parts.push((part.finish(), reach));
                        } else {
                            whole.line(piece, closed);
                        }
                    });
            }
        }
        parts.insert(0, (whole.finish(), 0.0));
        for (data, reach) in parts.iter().filter(|(data, _)| !data.is_empty()) {
            self.out.push_str("<path fill=\"none\"");
            self.stroke_attributes(stroke, *reach);
            let _ = writeln!(self.out, " d=\"{data}\"/>");
        }
    }

    fn stroke_attributes(&mut self, stroke: &Stroke, reach: f64) {
        let out = &mut self.out;
        color(out, "stroke", stroke.color);
        let _ = write!(out, " stroke-width=\"{}\"", number(f64::from(stroke.width)));
        if stroke.cap == LineCap::Round {
            out.push_str(" stroke-linecap=\"round\"");
        }
        if stroke.join == LineJoin::Round {
            out.push_str(" stroke-linejoin=\"round\"");
        }
        if is_dashed(stroke) {
            let dashes: Vec<String> = stroke.dash.iter().map(|d| number(f64::from(*d))).collect();
            let _ = write!(out, " stroke-dasharray=\"{}\"", dashes.join(" "));
            if reach > 0.0 {
                let _ = write!(out, " stroke-dashoffset=\"{}\"", number(reach));
            }
        }
    }

    fn text(&mut self, text: &Text) {
        self.used.extend(text.shaped.runs.iter().map(|run| run.font));
        svg_text::text(&mut self.out, text, self.fonts);
    }

    fn image(&mut self, image: &Image) {
        let Some(file) = encode_straight(&image.pixels) else {
            return;
        };
        let Rect { left, top, .. } = image.rect;
        let _ = write!(
            self.out,
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" \
             href=\"data:image/png;base64,",
            number(left),
            number(top),
            number(image.rect.width()),
            number(image.rect.height())
        );
        STANDARD.encode_string(&file, &mut self.out);
        self.out.push_str("\"/>\n");
    }
}
