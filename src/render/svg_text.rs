//! Text of SVG: real characters at the places where the shaper put their glyphs. For `svg` alone.

use super::svg::color;
use super::svg_path::number;
use crate::scene::{FontStore, Glyph, GlyphRun, Text};
use std::borrow::Cow;
use std::fmt::Write;

/// Text as XML content or attribute. Characters that XML cannot hold are left out.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let special =
        |c: char| matches!(c, '&' | '<' | '>' | '"') || (c.is_control() && !matches!(c, '\n' | '\t'));
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if special(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Writes a text: one `text`, in it one `tspan` for each stretch that can be placed letter by letter.
pub(super) fn text(out: &mut String, text: &Text, fonts: &FontStore) {
    let [a, b, c, d, e, f] = text.transform.0;
    out.push_str("<text");
    // Writing to a string cannot fail.
    let _ = if [a, b, c, d] == [1.0, 0.0, 0.0, 1.0] {
        write!(out, " transform=\"translate({} {})\"", number(e), number(f))
    } else {
        write!(
            out,
            " transform=\"matrix({a:.5} {b:.5} {c:.5} {d:.5} {} {})\"",
            number(e),
            number(f)
        )
    };
    color(out, "fill", text.color);
    if let Some(halo) = text.halo.filter(|h| h.width > 0.0 && h.color.a > 0) {
        color(out, "stroke", halo.color);
        let width = number(2.0 * f64::from(halo.width));
        let _ = write!(
            out,
            " stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        );
    }
    out.push_str(" xml:space=\"preserve\">");
    // Runs come as they are drawn; a document holds them as they are read.
    let mut runs: Vec<&GlyphRun> = text.shaped.runs.iter().collect();
    runs.sort_by_key(|run| run.glyphs.iter().map(|g| g.cluster.start).min());
    for run in runs {
        font_span(out, run, &text.shaped.text, fonts);
    }
    out.push_str("</text>\n");
}

/// One run as a `tspan` that names the font, in it the stretches.
fn font_span(out: &mut String, run: &GlyphRun, text: &str, fonts: &FontStore) {
    let Some(name) = fonts.face_name(run.font) else {
        return;
    };
    let generic = if name.family.contains("Serif") {
        "serif"
    } else {
        "sans-serif"
    };
    let family = escape(&name.family).into_owned();
    let _ = write!(
        out,
        "<tspan font-family=\"'{family}', {generic}\" font-size=\"{}\"",
        number(f64::from(run.size))
    );
    if name.weight != 400 {
        let _ = write!(out, " font-weight=\"{}\"", name.weight);
    }
    if name.italic {
        out.push_str(" font-style=\"italic\"");
    }
    out.push('>');
    let backwards = run
        .glyphs
        .windows(2)
        .any(|w| w[1].cluster.start < w[0].cluster.start);
    if backwards {
        whole_run(out, run, text);
    } else {
        stretches(out, run, text);
    }
    out.push_str("</tspan>");
}

/// A run from right to left is placed by its left edge; the reader joins and orders its letters.
fn whole_run(out: &mut String, run: &GlyphRun, text: &str) {
    let (Some(left), Some(start), Some(end)) = (
        run.glyphs.first().map(|g| g.x),
        run.glyphs.iter().map(|g| g.cluster.start).min(),
        run.glyphs.iter().map(|g| g.cluster.end).max(),
    ) else {
        return;
    };
    let _ = write!(
        out,
        "<tspan x=\"{}\" y=\"0\">{}</tspan>",
        number(f64::from(left)),
        escape(&text[start..end])
    );
}

/// Clusters of one character and one glyph are placed by lists of positions; a cluster of several
/// characters (a letter with marks, a Khmer syllable) stands alone, placed by its first glyph, so that no
/// reader tears it apart.
fn stretches(out: &mut String, run: &GlyphRun, text: &str) {
    let clusters: Vec<&[Glyph]> = run.glyphs.chunk_by(|a, b| a.cluster == b.cluster).collect();
    let single = |c: &[Glyph]| c.len() == 1 && text[c[0].cluster.clone()].chars().count() == 1;
    for stretch in clusters.chunk_by(|a, b| single(a) && single(b)) {
        let first: Vec<&Glyph> = stretch.iter().map(|cluster| &cluster[0]).collect();
        let list = |value: fn(&Glyph) -> f64| {
            first
                .iter()
                .map(|g| number(value(g)))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let _ = write!(out, "<tspan x=\"{}\"", list(|g| f64::from(g.x)));
        if first.iter().any(|g| g.angle != 0.0) {
            let angles = list(|g| f64::from(g.angle).to_degrees());
            let _ = write!(out, " y=\"{}\" rotate=\"{angles}\"", list(|g| f64::from(g.y)));
        } else {
            out.push_str(" y=\"0\"");
        }
        out.push('>');
        for glyph in first {
            out.push_str(&escape(&text[glyph.cluster.clone()]));
        }
        out.push_str("</tspan>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Affine, Color, TextStyle};

    fn written(words: &str) -> String {
        let fonts = FontStore::embedded();
        let node = Text {
            shaped: fonts.shape(words, &TextStyle::default()),
            transform: Affine::translation(3.0, 4.0),
            color: Color::rgb(0, 0, 0),
            halo: None,
            key: None,
        };
        let mut out = String::new();
        text(&mut out, &node, &fonts);
        out
    }

    fn characters(svg: &str) -> String {
        let mut inside = false;
        svg.trim_end()
            .chars()
            .filter(|c| {
                inside = *c == '<' || (inside && *c != '>');
                !inside && *c != '>'
            })
            .collect()
    }

    #[test]
    fn the_characters_of_a_line_stand_in_reading_order() {
        for words in [
            "Đà Nẵng, 1973",
            "ភ្នំពេញ",
            "ရန်ကုန်",
            "กรุงเทพมหานคร",
            "مضيق هرمز",
            "בין 1973 ל-2016",
            "南海",
        ] {
            assert_eq!(characters(&written(words)), words);
        }
    }

    #[test]
    fn plain_letters_share_one_list_of_places() {
        let svg = written("Hue");
        assert_eq!(svg.matches("<tspan").count(), 2, "{svg}");
        assert!(svg.contains("x=\"0 6.52 11.96\""), "{svg}");
    }

    #[test]
    fn markup_in_a_text_is_escaped() {
        assert_eq!(escape("<a&\"b\">\u{1}"), "&lt;a&amp;&quot;b&quot;&gt;");
    }
}
