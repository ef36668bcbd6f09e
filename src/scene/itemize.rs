//! Cuts a line into items of one font, one script and one direction, in the order they are drawn. For
//! `shaping` alone.

use super::{FontId, FontStore, TextStyle};
use std::ops::Range;
use unicode_bidi::BidiInfo;
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// A piece of a line that is shaped in one go.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// Bytes of the line.
    pub(super) range: Range<usize>,
    pub(super) font: FontId,
    pub(super) script: Script,
    pub(super) right_to_left: bool,
}

/// The items of a line from left to right. Line breaks in the text count as spaces do.
pub(super) fn items(fonts: &FontStore, text: &str, style: &TextStyle) -> Vec<Item> {
    let logical = logical_items(fonts, text, style);
    let bidi = BidiInfo::new(text, None);
    let mut drawn = Vec::with_capacity(logical.len());
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let right_to_left = levels[run.start].is_rtl();
            let within = logical.iter().filter_map(|item| {
                let range = item.range.start.max(run.start)..item.range.end.min(run.end);
                (!range.is_empty()).then(|| Item {
                    range,
                    right_to_left,
                    ..item.clone()
                })
            });
            let start = drawn.len();
            drawn.extend(within);
            if right_to_left {
                drawn[start..].reverse();
            }
        }
    }
    drawn
}

/// Stretches of one font and one script, in reading order. Fonts change between grapheme clusters only,
/// so that a letter never parts from its marks.
fn logical_items(fonts: &FontStore, text: &str, style: &TextStyle) -> Vec<Item> {
    let first = FontStore::font_of(style);
    let mut items: Vec<Item> = Vec::new();
    for (start, cluster) in text.grapheme_indices(true) {
        let range = start..start + cluster.len();
        let font = match items.last() {
            // A space takes part in the line around it: words of one script stay in one item.
            Some(last) if cluster.chars().all(|c| c == ' ' && fonts.has(last.font, c)) => last.font,
            _ => font_for(fonts, first, cluster),
        };
        let script = cluster.chars().map(|c| c.script()).find(|s| is_real(*s));
        match items.last_mut() {
            Some(last)
                if last.font == font && script.is_none_or(|s| s == last.script || !is_real(last.script)) =>
            {
                last.range.end = range.end;
                if let Some(script) = script {
                    last.script = script;
                }
            }
            _ => items.push(Item {
                range,
                font,
                script: script.unwrap_or(Script::Common),
                right_to_left: false,
            }),
        }
    }
    items
}

/// Whether a script is one that letters belong to, not one that marks and signs share.
fn is_real(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// The first font of the chain that has the whole cluster; else the first that has its first character;
/// else the style's own, which draws its box for a missing glyph.
fn font_for(fonts: &FontStore, first: FontId, cluster: &str) -> FontId {
    let whole = fonts
        .chain(first)
        .find(|&font| cluster.chars().all(|c| is_invisible(c) || fonts.has(font, c)));
    let part = || {
        let c = cluster.chars().next()?;
        fonts.chain(first).find(|&font| fonts.has(font, c))
    };
    whole.or_else(part).unwrap_or(first)
}

/// Whether a character draws nothing by itself: controls, joiners, marks of direction, selectors.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

impl FontStore {
    /// The characters that no font has, each once, in the order met.
    pub fn missing_glyphs(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for c in text.chars() {
            if !is_invisible(c) && !missing.contains(&c) && !self.ids().any(|font| self.has(font, c)) {
                missing.push(c);
            }
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(String, &'static str, bool)> {
        let fonts = FontStore::embedded();
        items(&fonts, text, &TextStyle::default())
            .into_iter()
            .map(|i| {
                (
                    text[i.range.clone()].to_owned(),
                    i.script.full_name(),
                    i.right_to_left,
                )
            })
            .collect()
    }

    #[test]
    fn a_line_of_one_script_is_one_item() {
        assert_eq!(
            cut("Đà Nẵng, 2016"),
            [("Đà Nẵng, 2016".to_owned(), "Latin", false)]
        );
    }

    #[test]
    fn scripts_that_meet_are_parted() {
        let scripts: Vec<_> = cut("Hà Nội 河内").into_iter().map(|i| i.1).collect();
        assert_eq!(scripts, ["Latin", "Han"]);
    }

    #[test]
    fn an_arabic_name_in_a_latin_line_runs_from_right_to_left() {
        let parts = cut("Hormuz هرمز strait");
        assert!(parts.contains(&("هرمز".to_owned(), "Arabic", true)), "{parts:?}");
        assert_eq!(parts.first().unwrap().1, "Latin");
    }

    #[test]
    fn items_cover_the_line_once() {
        for text in ["a\u{301}بحر 1973 南海\u{200d}x", "שלום עולם", "", " ", "\u{301}"] {
            let fonts = FontStore::embedded();
            let mut ranges: Vec<_> = items(&fonts, text, &TextStyle::default())
                .into_iter()
                .map(|i| i.range)
                .collect();
            ranges.sort_by_key(|r| r.start);
            let mut at = 0;
            for range in ranges {
                assert_eq!(range.start, at, "{text:?}");
                at = range.end;
            }
            assert_eq!(at, text.len(), "{text:?}");
        }
    }
}
