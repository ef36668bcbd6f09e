//! Turns characters into placed glyphs with the font's own rules (HarfBuzz's, through harfrust), and keeps
//! what was shaped. Reached through `FontStore::shape`.

use super::fonts::Face;
use super::itemize::{Item, items};
use super::{FontStore, Glyph, GlyphRun, ShapedText, TextStyle};
use harfrust::{Direction, Feature, ShapeOptions, ShapePlan, Tag, UnicodeBuffer};
use skrifa::FontRef;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use unicode_script::Script;
use unicode_segmentation::UnicodeSegmentation;

/// Lines kept in each generation of the cache: a map's labels many times over, a few megabytes at most.
const GENERATION: usize = 4096;

/// The whole style as integers, so that it can be a key.
type StyleKey = (super::Family, super::Weight, bool, u32, u32);

/// Two generations: what is asked for again moves to the young one; when that is full, the old one is
/// forgotten. Near enough to least recently used, without its bookkeeping.
#[derive(Default)]
pub(super) struct ShapeCache {
    young: HashMap<(StyleKey, Box<str>), Arc<ShapedText>>,
    old: HashMap<(StyleKey, Box<str>), Arc<ShapedText>>,
}

impl ShapeCache {
    fn get(&mut self, key: (StyleKey, Box<str>)) -> Result<Arc<ShapedText>, (StyleKey, Box<str>)> {
        if let Some(found) = self.young.get(&key) {
            return Ok(Arc::clone(found));
        }
        match self.old.remove(&key) {
            Some(found) => {
                self.put(key, Arc::clone(&found));
                Ok(found)
            }
            None => Err(key),
        }
    }

    fn put(&mut self, key: (StyleKey, Box<str>), shaped: Arc<ShapedText>) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, shaped);
    }
}

impl FontStore {
    /// A line of text as glyphs, the origin at the start of its baseline. Characters that no font has
    /// become the font's box. The same line in the same style is shaped once.
    pub fn shape(&self, text: &str, style: &TextStyle) -> Arc<ShapedText> {
        let style_key = (
            style.family,
            style.weight,
            style.italic,
            style.size.to_bits(),
            style.letter_spacing.to_bits(),
        );
        let asked = self.shapes().get((style_key, text.into()));
        match asked {
            Ok(found) => found,
            // Shaped outside of the lock: two threads may do the same work, neither waits.
            Err(key) => {
                let shaped = Arc::new(self.shape_line(text, style));
                self.shapes().put(key, Arc::clone(&shaped));
                shaped
            }
        }
    }

    fn shape_line(&self, text: &str, style: &TextStyle) -> ShapedText {
        let extent = |face: &Face| (face.extent.0 * style.size, face.extent.1 * style.size);
        let (ascent, descent) = self
            .face(Self::font_of(style))
            .map_or((0.0, 0.0), |(_, face)| extent(face));
        let mut line = ShapedText {
            text: text.to_owned(),
            runs: Vec::new(),
            width: 0.0,
            ascent,
            descent,
        };
        for item in items(self, text, style) {
            let Some((file, face)) = self.face(item.font) else {
                continue;
            };
            let (ascent, descent) = extent(face);
            line.ascent = line.ascent.max(ascent);
            line.descent = line.descent.max(descent);
            let glyphs = shape_item(&file, face, text, &item, style, &mut line.width);
            line.runs.push(GlyphRun {
                font: item.font,
                size: style.size,
                glyphs,
            });
        }
        line
    }
}

/// Shapes one item; `pen` is where its first glyph stands and is moved past its last.
fn shape_item(
    file: &FontRef<'_>,
    face: &Face,
    text: &str,
    item: &Item,
    style: &TextStyle,
    pen: &mut f32,
) -> Vec<Glyph> {
    let spaced = style.letter_spacing != 0.0 && can_be_spaced(item.script);
    let mut buffer = UnicodeBuffer::new();
    buffer.set_pre_context(&text[..item.range.start]);
    for (offset, c) in text[item.range.clone()].char_indices() {
        // A line break would draw as a box.
        let c = if c.is_control() { ' ' } else { c };
        buffer.add(c, u32::try_from(item.range.start + offset).unwrap_or(u32::MAX));
    }
    buffer.set_post_context(&text[item.range.end..]);
    let plan = plan(file, face, item, spaced);
    buffer.set_direction(plan.direction());
    if let Some(script) = plan.script() {
        buffer.set_script(script);
    }
    let features = features(spaced);
    let options = ShapeOptions::new().plan(Some(&plan)).features(&features);
    let shaped = face.shaper.shaper(file).build().shape(buffer, options);

    let scale = style.size / face.units;
    let mut glyphs = Vec::with_capacity(shaped.len());
    for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let advance = place.x_advance as f32 * scale;
        glyphs.push(Glyph {
            // Fonts hold 65 535 glyphs at most; 0 is the box.
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            x: *pen + place.x_offset as f32 * scale,
            y: -(place.y_offset as f32) * scale,
            angle: 0.0,
            advance,
            cluster: info.cluster as usize..0,
        });
        *pen += advance;
    }
    close_clusters(&mut glyphs, text, item);
    if spaced {
        space_out(&mut glyphs, text, style.letter_spacing * style.size, pen);
    }
    glyphs
}

/// Scripts whose letters hang together, by joining strokes or a head line: space would tear them.
fn can_be_spaced(script: Script) -> bool {
    !matches!(
        script,
        Script::Arabic
            | Script::Syriac
            | Script::Mongolian
            | Script::Nko
            | Script::Mandaic
            | Script::Devanagari
            | Script::Bengali
            | Script::Gurmukhi
    )
}

/// Spaced letters are not tied into ligatures; those that a script needs (`rlig`, `ccmp`) stay.
fn features(spaced: bool) -> Vec<Feature> {
    let off = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 0, ..);
    if spaced {
        vec![off(b"liga"), off(b"clig")]
    } else {
        Vec::new()
    }
}

/// The font's plan for this item, made once: it costs more than shaping a word.
fn plan(file: &FontRef<'_>, face: &Face, item: &Item, spaced: bool) -> Arc<ShapePlan> {
    let tag = item.script.as_iso15924_tag().to_be_bytes();
    let mut plans = face.plans.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || {
        let direction = if item.right_to_left {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        Arc::new(ShapePlan::new(
            &face.shaper.shaper(file).build(),
            direction,
            harfrust::Script::from_iso15924_tag(Tag::new(&tag)),
            None,
            &features(spaced),
        ))
    };
    Arc::clone(
        plans
            .entry((item.right_to_left, tag, spaced))
            .or_insert_with(make),
    )
}

/// Gives every glyph the end of its cluster: where the next cluster of the text starts.
fn close_clusters(glyphs: &mut [Glyph], text: &str, item: &Item) {
    let mut starts: Vec<usize> = glyphs.iter().map(|g| g.cluster.start).collect();
    starts.sort_unstable();
    starts.dedup();
    for glyph in glyphs {
        let next = starts.partition_point(|&s| s <= glyph.cluster.start);
        glyph.cluster.end = starts.get(next).copied().unwrap_or(item.range.end);
    }
    debug_assert!(text.is_char_boundary(item.range.end));
}

/// Adds space after the last glyph of every cluster, as many times as the cluster has characters that a
/// reader tells apart. The space after the line's last letter stays, as in SVG and CSS.
fn space_out(glyphs: &mut [Glyph], text: &str, space: f32, pen: &mut f32) {
    let mut moved = 0.0;
    for i in 0..glyphs.len() {
        let last = glyphs
            .get(i + 1)
            .is_none_or(|next| next.cluster != glyphs[i].cluster);
        let glyph = &mut glyphs[i];
        glyph.x += moved;
        if last {
            let letters = text[glyph.cluster.clone()].graphemes(true).count();
            let add = space * letters as f32;
            glyph.advance += add;
            moved += add;
        }
    }
    *pen += moved;
}
