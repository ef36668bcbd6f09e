//! Turns characters into placed glyphs with the font's own rules (HarfBuzz's, through harfrust), and keeps
//! what was shaped. Reached through `FontStore::shape`.

use super::fonts::Face;
use super::itemize::{Item, items};
use super::{FontStore, Glyph, GlyphRun, ShapedText, TextStyle};
use harfrust::{Direction, Feature, ShapeOptions, ShapePlan, Tag, UnicodeBuffer};
use rustc_hash::FxHashMap;
use skrifa::FontRef;
use std::sync::{Arc, PoisonError};
use unicode_script::Script;
use unicode_segmentation::UnicodeSegmentation;

/// Lines kept in each generation of the cache: a map's labels many times over, a few megabytes at most.
const GENERATION: usize = 4096;

/// The whole style as integers, so that it can be a key.
type StyleKey = (super::Family, super::Weight, bool, u32, u32);

/// Lines by their style, so that one is looked for without a copy of its text.
#[derive(Default)]
struct Generation {
    by_style: FxHashMap<StyleKey, FxHashMap<Box<str>, Arc<ShapedText>>>,
    lines: usize,
}

impl Generation {
    fn get(&self, style: &StyleKey, text: &str) -> Option<&Arc<ShapedText>> {
        self.by_style.get(style)?.get(text)
    }

    fn put(&mut self, style: StyleKey, text: &str, shaped: Arc<ShapedText>) {
        let lines = self.by_style.entry(style).or_default();
        self.lines += usize::from(lines.insert(text.into(), shaped).is_none());
    }
}

/// Two generations: what is asked for again moves to the young one; when that is full, the old one is
/// forgotten. Near enough to least recently used, without its bookkeeping.
#[derive(Default)]
pub(super) struct ShapeCache {
    young: Generation,
    old: Generation,
}

impl ShapeCache {
    fn get(&mut self, style: StyleKey, text: &str) -> Option<Arc<ShapedText>> {
        if let Some(found) = self.young.get(&style, text) {
            return Some(Arc::clone(found));
        }
        let found = Arc::clone(self.old.get(&style, text)?);
        self.put(style, text, Arc::clone(&found));
        Some(found)
    }

    fn put(&mut self, style: StyleKey, text: &str, shaped: Arc<ShapedText>) {
        if self.young.lines >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.put(style, text, shaped);
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
        if let Some(found) = self.shapes().get(style_key, text) {
            return found;
        }
        // Shaped outside of the lock: two threads may do the same work, neither waits.
        let shaped = Arc::new(self.shape_line(text, style));
        self.shapes().put(style_key, text, Arc::clone(&shaped));
        shaped
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Family, FontId};

    /// Names of one place or more in each script that the region writes.
    const NAMES: [(&str, &str, &str); 11] = [
        (
            "Vietnamese",
            "Thừa Thiên–Huế, Đồng bằng sông Cửu Long",
            "SourceSerif4-Regular",
        ),
        ("Chinese", "南中国海", "NotoSansSC-subset"),
        ("Japanese", "ホルムズ海峡", "NotoSansSC-subset"),
        ("Korean", "남중국해", "NotoSansKR-subset"),
        ("Hindi", "हिन्दी", "NotoSansDevanagari-Regular"),
        ("Thai", "กรุงเทพมหานคร", "NotoSansThai-Regular"),
        ("Lao", "ວຽງຈັນ", "NotoSansLao-Regular"),
        ("Khmer", "ភ្នំពេញ", "NotoSansKhmer-Regular"),
        ("Burmese", "ရန်ကုန်မြို့", "NotoSansMyanmar-Regular"),
        ("Arabic", "مضيق هرمز", "NotoNaskhArabic-Regular"),
        ("Hebrew", "ים סוף", "NotoSansHebrew-Regular"),
    ];

    fn serif(letter_spacing: f32) -> TextStyle {
        TextStyle {
            family: Family::Serif,
            size: 10.0,
            letter_spacing,
            ..TextStyle::default()
        }
    }

    #[test]
    fn every_script_of_the_region_is_drawn_without_boxes() {
        let fonts = FontStore::embedded();
        for (language, name, font) in NAMES {
            let shaped = fonts.shape(name, &serif(0.0));
            assert!(fonts.missing_glyphs(name).is_empty(), "{language}");
            assert!(
                shaped.runs.iter().flat_map(|r| &r.glyphs).all(|g| g.id != 0),
                "{language}"
            );
            assert!(
                shaped.runs.iter().any(|r| fonts.name(r.font) == font),
                "{language}"
            );
        }
    }

    #[test]
    fn clusters_cover_the_text_in_the_order_it_is_read() {
        let fonts = FontStore::embedded();
        for (language, name, _) in NAMES {
            for spacing in [0.0, 0.3] {
                let shaped = fonts.shape(name, &serif(spacing));
                let mut clusters: Vec<_> = shaped
                    .runs
                    .iter()
                    .flat_map(|r| &r.glyphs)
                    .map(|g| g.cluster.clone())
                    .collect();
                let ordered = |c: &[std::ops::Range<usize>], back: bool| {
                    c.windows(2).all(|w| {
                        if back {
                            w[1].start <= w[0].start
                        } else {
                            w[0].start <= w[1].start
                        }
                    })
                };
                assert!(
                    ordered(&clusters, matches!(language, "Arabic" | "Hebrew")),
                    "{language}"
                );
                clusters.sort_by_key(|c| c.start);
                clusters.dedup();
                let joined: String = clusters.iter().map(|c| &name[c.clone()]).collect();
                assert_eq!(joined, name, "{language}");
            }
        }
    }

    #[test]
    fn a_khmer_vowel_written_before_its_consonant_is_one_cluster_with_it() {
        // ពេ: the vowel is stored second and drawn first.
        let shaped = FontStore::embedded().shape("ពេ", &serif(0.5));
        let glyphs = &shaped.runs[0].glyphs;
        assert_eq!(glyphs.len(), 2);
        assert!(glyphs.iter().all(|g| g.cluster == (0..6)));
        let alone = FontStore::embedded().shape("ព", &serif(0.0));
        assert_eq!(glyphs[1].id, alone.runs[0].glyphs[0].id);
    }

    #[test]
    fn letter_space_parts_clusters_and_not_letters_from_their_marks() {
        let fonts = FontStore::embedded();
        let (tight, loose) = (fonts.shape("ရန်ကုန်", &serif(0.0)), fonts.shape("ရန်ကုန်", &serif(0.5)));
        for (l, t) in loose.runs[0]
            .glyphs
            .windows(2)
            .zip(tight.runs[0].glyphs.windows(2))
        {
            if l[0].cluster == l[1].cluster {
                assert_eq!(l[0].advance, t[0].advance, "space inside a cluster");
            }
        }
        let letters = "ရန်ကုန်".graphemes(true).count() as f32;
        assert!((loose.width - tight.width - letters * 5.0).abs() < 0.01);
    }

    #[test]
    fn joined_arabic_letters_are_not_torn_apart() {
        let fonts = FontStore::embedded();
        assert_eq!(
            fonts.shape("هرمز", &serif(0.5)).width,
            fonts.shape("هرمز", &serif(0.0)).width
        );
    }

    #[test]
    fn kerning_is_applied_and_width_is_the_sum_of_advances() {
        let shaped = FontStore::embedded().shape("AVAV", &serif(0.0));
        let single = FontStore::embedded().shape("A", &serif(0.0)).width
            + FontStore::embedded().shape("V", &serif(0.0)).width;
        assert!(shaped.width < 2.0 * single - 0.5);
        let sum: f32 = shaped.runs[0].glyphs.iter().map(|g| g.advance).sum();
        assert!((shaped.width - sum).abs() < 1e-3);
    }

    #[test]
    fn the_same_line_is_shaped_once_and_the_cache_stays_bounded() {
        let fonts = FontStore::embedded();
        let first = fonts.shape("Huế", &serif(0.0));
        assert!(Arc::ptr_eq(&first, &fonts.shape("Huế", &serif(0.0))));
        assert!(!Arc::ptr_eq(&first, &fonts.shape("Huế", &serif(0.1))));
        for i in 0..3 * GENERATION {
            fonts.shape(&i.to_string(), &serif(0.0));
        }
        let cache = fonts.shapes();
        assert!(cache.young.lines + cache.old.lines <= 2 * GENERATION);
    }

    #[test]
    fn a_character_that_no_font_has_is_named_and_drawn_as_a_box() {
        let fonts = FontStore::embedded();
        assert_eq!(fonts.missing_glyphs("Huế தமிழ் த")[..2], ['த', 'ம']);
        let shaped = fonts.shape("த", &serif(0.0));
        assert_eq!((shaped.runs[0].font, shaped.runs[0].glyphs[0].id), (FontId(4), 0));
    }
}
