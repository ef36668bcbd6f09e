//! The fonts: those embedded in the program, then any that the machine lends. For whoever shapes or draws
//! text. See `assets/fonts/SOURCES.md` for where they come from.

use super::shaping::ShapeCache;
use super::{FontId, Outline, PathStep};
use harfrust::{ShapePlan, ShaperData};
use serde::{Deserialize, Serialize};
use skrifa::charmap::MappingIndex;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Whether letters have serifs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Source Serif: reading, names of water and land.
    Serif,
    /// Source Sans: tools, towns, figures.
    #[default]
    Sans,
}

/// How heavy letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// 400
    #[default]
    Regular,
    /// 600
    Semibold,
    /// 700
    Bold,
}

/// What letters look like.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextStyle {
    /// With serifs or without.
    pub family: Family,
    /// How heavy; italics are of one weight.
    pub weight: Weight,
    /// Whether letters lean.
    pub italic: bool,
    /// Points per em.
    pub size: f32,
    /// Added between clusters, in em; nothing is added where a script's letters are joined.
    pub letter_spacing: f32,
}

impl Default for TextStyle {
    fn default() -> Self {
        Self {
            family: Family::Sans,
            weight: Weight::Regular,
            italic: false,
            size: 10.0,
            letter_spacing: 0.0,
        }
    }
}

/// How other programs call a font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceName {
    /// The typographic family, such as "Source Serif 4".
    pub family: String,
    /// From 100 to 900, 400 for regular.
    pub weight: u16,
    /// Whether letters lean.
    pub italic: bool,
}

/// The bytes of a font file. Cheap to clone.
#[derive(Clone)]
pub enum FontData {
    /// Part of the program.
    Embedded(&'static [u8]),
    /// Read while the program runs.
    Shared(Arc<[u8]>),
}

impl AsRef<[u8]> for FontData {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Embedded(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../assets/fonts/", $name, ".ttf")))),*]
    };
}

/// Name and bytes; the place in this list is the `FontId`. The first eight are picked by style, the
/// others stand in for what those lack, in this order.
static EMBEDDED: [(&str, &[u8]); 17] = embedded![
    "SourceSans3-Regular",
    "SourceSans3-Semibold",
    "SourceSans3-Bold",
    "SourceSans3-It",
    "SourceSerif4-Regular",
    "SourceSerif4-Semibold",
    "SourceSerif4-Bold",
    "SourceSerif4-It",
    "NotoSansThai-Regular",
    "NotoSansLao-Regular",
    "NotoSansKhmer-Regular",
    "NotoSansMyanmar-Regular",
    "NotoSansSC-subset",
    "NotoNaskhArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansKR-subset",
];

/// Those of `EMBEDDED` that are picked by style.
const STYLED: u16 = 8;

/// A direction and a script (as its four letters), which decide how a font is asked to shape.
type PlanKey = (bool, [u8; 4], bool);

/// A font made ready for use: tables that would be costly to read anew.
pub(super) struct Face {
    pub(super) mapping: MappingIndex,
    pub(super) shaper: ShaperData,
    /// Units per em, above zero.
    pub(super) units: f32,
    /// Typographic ascender and descender (positive), in em.
    pub(super) extent: (f32, f32),
    pub(super) plans: Mutex<HashMap<PlanKey, Arc<ShapePlan>>>,
}

struct Slot {
    name: String,
    data: FontData,
    index: u32,
    /// Set at the first use; `None` within where the bytes are no font.
    face: OnceLock<Option<Face>>,
}

struct Inner {
    slots: Vec<Slot>,
    shapes: Mutex<ShapeCache>,
    outlines: Mutex<HashMap<(FontId, u16), Arc<Outline>>>,
}

/// All fonts, with what was shaped lately. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct FontStore {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for FontStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FontStore({} fonts)", self.inner.slots.len())
    }
}

impl FontStore {
    /// The fonts inside the program. Nothing is parsed before it is used.
    pub fn embedded() -> Self {
        Self::with_fallbacks([])
    }

    /// The fonts inside the program, and after them others (name, bytes, index in a collection) for
    /// characters that those lack. Bytes that are no font are never picked.
    pub fn with_fallbacks(fonts: impl IntoIterator<Item = (String, Arc<[u8]>, u32)>) -> Self {
        let slot = |name: String, data, index| Slot {
            name,
            data,
            index,
            face: OnceLock::new(),
        };
        let mut slots: Vec<_> = EMBEDDED
            .iter()
            .map(|&(name, bytes)| slot(name.to_owned(), FontData::Embedded(bytes), 0))
            .collect();
        slots.extend(
            fonts
                .into_iter()
                .map(|(name, bytes, index)| slot(name, FontData::Shared(bytes), index)),
        );
        slots.truncate(usize::from(u16::MAX));
        Self {
            inner: Arc::new(Inner {
                slots,
                shapes: Mutex::default(),
                outlines: Mutex::default(),
            }),
        }
    }

    /// A font's file and the font's index in it; `None` for an id of another store.
    pub fn data(&self, font: FontId) -> Option<(FontData, u32)> {
        let slot = self.inner.slots.get(usize::from(font.0))?;
        Some((slot.data.clone(), slot.index))
    }

    /// A font's name without spaces: its PostScript name for those embedded. Empty for an id of another
    /// store.
    pub fn name(&self, font: FontId) -> &str {
        self.inner
            .slots
            .get(usize::from(font.0))
            .map_or("", |slot| &slot.name)
    }

    /// What other programs call a font; `None` where its bytes are no font.
    pub fn face_name(&self, font: FontId) -> Option<FaceName> {
        let (file, _) = self.face(font)?;
        let named = |id| {
            file.localized_strings(id)
                .english_or_first()
                .map(|name| name.to_string())
        };
        let attributes = file.attributes();
        Some(FaceName {
            family: named(StringId::TYPOGRAPHIC_FAMILY_NAME)
                .or_else(|| named(StringId::FAMILY_NAME))
                .unwrap_or_else(|| self.name(font).to_owned()),
            weight: attributes.weight.value() as u16,
            italic: attributes.style != skrifa::attribute::Style::Normal,
        })
    }

    /// Every font, in the order of ids.
    pub fn ids(&self) -> impl Iterator<Item = FontId> {
        (0..u16::try_from(self.inner.slots.len()).unwrap_or(u16::MAX)).map(FontId)
    }

    /// The font that a style asks for.
    pub fn font_of(style: &TextStyle) -> FontId {
        let base = match style.family {
            Family::Sans => 0,
            Family::Serif => 4,
        };
        let member = match (style.italic, style.weight) {
            (true, _) => 3,
            (false, Weight::Regular) => 0,
            (false, Weight::Semibold) => 1,
            (false, Weight::Bold) => 2,
        };
        FontId(base + member)
    }

    /// The fonts that are asked for a character, in turn: the style's own, then those of other scripts,
    /// then the plain sans.
    pub(super) fn chain(&self, first: FontId) -> impl Iterator<Item = FontId> {
        let others = self
            .ids()
            .filter(move |id| *id != first && (id.0 >= STYLED || id.0 == 0));
        std::iter::once(first).chain(others)
    }

    /// A font's parsed tables and its file, or `None` where the bytes are no font.
    pub(super) fn face(&self, font: FontId) -> Option<(FontRef<'_>, &Face)> {
        let slot = self.inner.slots.get(usize::from(font.0))?;
        let file = FontRef::from_index(slot.data.as_ref(), slot.index).ok()?;
        let face = slot.face.get_or_init(|| Face::read(&file)).as_ref()?;
        Some((file, face))
    }

    /// Whether a font has a glyph for a character.
    pub(super) fn has(&self, font: FontId, character: char) -> bool {
        self.face(font)
            .is_some_and(|(file, face)| face.mapping.charmap(&file).map(character).is_some())
    }

    pub(super) fn shapes(&self) -> std::sync::MutexGuard<'_, ShapeCache> {
        // A panic elsewhere leaves a cache that is still whole: every entry is written at once.
        self.inner.shapes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A glyph's outline about its origin, 1 unit per em, y down; empty for a space. Kept once made.
    pub fn outline(&self, font: FontId, glyph: u16) -> Arc<Outline> {
        let mut kept = self.inner.outlines.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            kept.entry((font, glyph))
                .or_insert_with(|| Arc::new(self.draw_outline(font, glyph).unwrap_or_default())),
        )
    }

    fn draw_outline(&self, font: FontId, glyph: u16) -> Option<Outline> {
        let (file, face) = self.face(font)?;
        let mut pen = EmPen {
            scale: 1.0 / f64::from(face.units),
            outline: Outline::default(),
        };
        file.outline_glyphs()
            .get(GlyphId::from(glyph))?
            .draw(
                DrawSettings::unhinted(Size::unscaled(), LocationRef::default()),
                &mut pen,
            )
            .ok()?;
        Some(pen.outline)
    }
}

impl Face {
    fn read(file: &FontRef<'_>) -> Option<Self> {
        let units = f32::from(file.head().ok()?.units_per_em());
        if units <= 0.0 {
            return None;
        }
        // The typographic box, an em high or little more, fits labels better than the line box of hhea.
        let extent = match (file.os2(), file.hhea()) {
            (Ok(os2), _) => (os2.s_typo_ascender(), os2.s_typo_descender()),
            (_, Ok(hhea)) => (hhea.ascender().to_i16(), hhea.descender().to_i16()),
            _ => return None,
        };
        Some(Self {
            mapping: MappingIndex::new(file),
            shaper: ShaperData::new(file),
            units,
            extent: (f32::from(extent.0) / units, -f32::from(extent.1) / units),
            plans: Mutex::default(),
        })
    }
}

/// Collects a glyph in em with y down, as scenes have it.
struct EmPen {
    scale: f64,
    outline: Outline,
}

impl EmPen {
    fn at(&self, x: f32, y: f32) -> [f64; 2] {
        [f64::from(x) * self.scale, -f64::from(y) * self.scale]
    }
}

impl OutlinePen for EmPen {
    fn move_to(&mut self, x: f32, y: f32) {
        let step = PathStep::MoveTo(self.at(x, y));
        self.outline.steps.push(step);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let step = PathStep::LineTo(self.at(x, y));
        self.outline.steps.push(step);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let step = PathStep::QuadTo(self.at(cx, cy), self.at(x, y));
        self.outline.steps.push(step);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let step = PathStep::CurveTo(self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.outline.steps.push(step);
    }

    fn close(&mut self) {
        self.outline.steps.push(PathStep::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_font_can_be_read() {
        let fonts = FontStore::embedded();
        for id in fonts.ids() {
            let (_, face) = fonts.face(id).unwrap();
            assert!(face.extent.0 > 0.5 && face.extent.1 > 0.0, "{}", fonts.name(id));
        }
    }

    #[test]
    fn each_style_has_a_font_of_its_own() {
        let name = |family, weight, italic| {
            let style = TextStyle {
                family,
                weight,
                italic,
                ..TextStyle::default()
            };
            FontStore::embedded().name(FontStore::font_of(&style)).to_owned()
        };
        assert_eq!(name(Family::Serif, Weight::Regular, true), "SourceSerif4-It");
        assert_eq!(name(Family::Serif, Weight::Bold, false), "SourceSerif4-Bold");
        assert_eq!(
            name(Family::Sans, Weight::Semibold, false),
            "SourceSans3-Semibold"
        );
    }

    #[test]
    fn a_glyph_stands_on_the_line_and_reaches_up() {
        let fonts = FontStore::embedded();
        let (file, face) = fonts.face(FontId(0)).unwrap();
        let glyph = face.mapping.charmap(&file).map('H').unwrap();
        let outline = fonts.outline(FontId(0), u16::try_from(glyph.to_u32()).unwrap());
        let ys = outline.steps.iter().filter_map(|step| match step {
            PathStep::MoveTo(p) | PathStep::LineTo(p) => Some(p[1]),
            _ => None,
        });
        let (low, high) = ys.fold((f64::MAX, f64::MIN), |(l, h), y| (l.min(y), h.max(y)));
        assert!(
            high.abs() < 0.01 && (-0.75..-0.6).contains(&low),
            "{low} to {high}"
        );
    }

    #[test]
    fn bytes_that_are_no_font_are_passed_over() {
        let fonts = FontStore::with_fallbacks([("Broken".to_owned(), Arc::from([1u8, 2, 3].as_slice()), 0)]);
        let broken = fonts.ids().last().unwrap();
        assert!(fonts.face(broken).is_none());
        assert!(fonts.outline(broken, 3).steps.is_empty());
        assert_eq!(fonts.missing_glyphs("a\u{10FFFD}"), ['\u{10FFFD}']);
    }
}
