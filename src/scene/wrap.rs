//! Breaks running text into lines of a width: legends, captions, notes. Reached through `FontStore::wrap`.

use super::{FontStore, ShapedText, TextStyle};
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// Signs that do not start a line.
const NEVER_FIRST: &str = ".,;:!?)]}%…’”»、。，．：；！？）】」』〉》〕ー々ၼ။၊។៕ๆฯ";
/// Signs that do not end a line.
const NEVER_LAST: &str = "([{‘“«（【「『〈《〔";

impl FontStore {
    /// The text in lines no wider than `width` points, broken at spaces, after hyphens and dashes, and
    /// between the characters of scripts that write no spaces. A word wider than the line is broken
    /// between its letters. Line breaks in the text are kept; an empty line is an empty text.
    pub fn wrap(&self, text: &str, style: &TextStyle, width: f64) -> Vec<Arc<ShapedText>> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for piece in pieces(paragraph) {
                self.add_piece(&mut lines, &mut line, piece, style, width);
            }
            lines.push(self.shape(line.trim_end(), style));
        }
        lines
    }

    /// Puts a piece on the line, or on the next, or in parts where no line is wide enough.
    fn add_piece(
        &self,
        lines: &mut Vec<Arc<ShapedText>>,
        line: &mut String,
        piece: &str,
        style: &TextStyle,
        width: f64,
    ) {
        let fits = |text: &str| f64::from(self.shape(text.trim_end(), style).width) <= width;
        let before = line.len();
        line.push_str(piece);
        if fits(line) {
            return;
        }
        line.truncate(before);
        if !line.is_empty() {
            lines.push(self.shape(line.trim_end(), style));
            line.clear();
        }
        if fits(piece) {
            line.push_str(piece);
            return;
        }
        for letter in piece.graphemes(true) {
            let before = line.len();
            line.push_str(letter);
            if before > 0 && !fits(line) {
                line.truncate(before);
                lines.push(self.shape(line.trim_end(), style));
                line.clear();
                line.push_str(letter);
            }
        }
    }
}

/// The pieces between which a line may break, each with the spaces after it.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let words: Vec<(usize, &str)> = text.split_word_bound_indices().collect();
    for pair in words.windows(2) {
        let ((_, before), (at, after)) = (pair[0], pair[1]);
        if may_break(before, after) {
            cuts.push(at);
        }
    }
    cuts.push(text.len());
    cuts.windows(2)
        .map(|c| &text[c[0]..c[1]])
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Whether a line may end after `before` and the next start with `after`: words as Unicode parts them
/// (UAX 29), each CJK character a word of its own.
fn may_break(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if first.is_whitespace() || NEVER_FIRST.contains(first) || NEVER_LAST.contains(last) {
        return false;
    }
    let no_break = |c| matches!(c, '\u{A0}' | '\u{202F}' | '\u{2060}');
    if no_break(last) || no_break(first) {
        return false;
    }
    // A range such as 1973–2016 stays together.
    if matches!(last, '-' | '–') && first.is_numeric() {
        return false;
    }
    last.is_whitespace() || matches!(last, '-' | '–' | '—' | '\u{200B}') || unspaced(last) || unspaced(first)
}

/// Characters of scripts that write no spaces between words, and their punctuation.
fn unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, width: f64) -> Vec<String> {
        let lines = FontStore::embedded().wrap(text, &TextStyle::default(), width);
        lines.iter().map(|line| line.text.clone()).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_after_hyphens() {
        assert_eq!(
            wrapped("The Japan–Vietnam partnership grew", 70.0),
            ["The Japan–", "Vietnam", "partnership", "grew"]
        );
    }

    #[test]
    fn a_range_of_years_stays_on_one_line() {
        assert_eq!(wrapped("Japan, 1973–2016", 68.0), ["Japan,", "1973–2016"]);
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_a_full_stop() {
        assert_eq!(wrapped("南海航线图。", 50.0), ["南海航线", "图。"]);
    }

    #[test]
    fn line_breaks_are_kept() {
        assert_eq!(wrapped("a\n\nb", 50.0), ["a", "", "b"]);
        assert_eq!(wrapped("", 50.0), Vec::<String>::new());
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_between_letters() {
        let lines = wrapped("Nghiêngngảnghiêngngả", 30.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat(), "Nghiêngngảnghiêngngả");
        assert_eq!(
            wrapped("海、  、", 20.0),
            ["海、", "、"],
            "spaces at a line's end take no room"
        );
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_too_wide(text in "[a-zé ไทย海、.-]{0,60}", width in 20.0..200.0) {
            let fonts = FontStore::embedded();
            let lines = fonts.wrap(&text, &TextStyle::default(), width);
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let kept: String = lines.iter().map(|l| letters(&l.text)).collect();
            prop_assert_eq!(kept, letters(&text));
            prop_assert!(lines.iter().all(|l| f64::from(l.width) <= width));
        }
    }
}
