//! The three writers show the same picture. The pictures are left in the build folder's `tmp` to be looked at.

use crate::sample_scene::{LABELS, SEA, SIZE, sample};
use periplus::render::{
    METADATA_KEY, PdfOptions, PngOptions, RasterError, RasterOptions, SvgOptions, pdf, png, rasterize, svg,
};
use periplus::scene::{Color, FontStore, Rect};
use resvg::{tiny_skia, usvg};
use std::io::Read;
use std::sync::atomic::AtomicBool;

fn keep(name: &str, bytes: &[u8]) {
    let place = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(place, bytes).expect("the build folder can be written to");
}

fn by_resvg(document: &str, fonts: &FontStore, scale: f32) -> tiny_skia::Pixmap {
    let mut options = usvg::Options::default();
    for id in fonts.ids() {
        options.fontdb_mut().load_font_data(
            fonts
                .data(id)
                .expect("our own fonts, document and size")
                .0
                .as_ref()
                .to_vec(),
        );
    }
    let tree = usvg::Tree::from_str(document, &options).expect("our own fonts, document and size");
    // resvg gives 96 pixels to 72 points.
    let to_pixels = scale * 0.75;
    let mut map = tiny_skia::Pixmap::new(
        (SIZE.width as f32 * scale) as u32,
        (SIZE.height as f32 * scale) as u32,
    )
    .expect("our own fonts, document and size");
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(to_pixels, to_pixels),
        &mut map.as_mut(),
    );
    map
}

#[test]
fn svg_read_by_another_program_shows_what_pixels_show() {
    let fonts = FontStore::embedded();
    let scene = sample(&fonts);
    let document = svg(&scene, &fonts, &SvgOptions::default());
    keep("sample.svg", document.as_bytes());
    let ours = rasterize(
        &scene,
        &fonts,
        &RasterOptions {
            scale: 2.0,
            ..RasterOptions::default()
        },
    )
    .unwrap();
    let theirs = by_resvg(&document, &fonts, 2.0);
    keep("sample-resvg.png", &theirs.encode_png().unwrap());
    keep(
        "sample.png",
        &png(
            &scene,
            &fonts,
            &PngOptions {
                dpi: 144.0,
                ..PngOptions::default()
            },
        )
        .unwrap(),
    );
    assert_eq!((ours.width, ours.height), (theirs.width(), theirs.height()));
    let (mut sum, mut far) = (0u64, 0u64);
    for (a, b) in ours
        .premultiplied
        .chunks_exact(4)
        .zip(theirs.data().chunks_exact(4))
    {
        let difference = (0..3).map(|i| a[i].abs_diff(b[i])).max().unwrap();
        sum += u64::from(difference);
        far += u64::from(difference > 48);
    }
    let count = u64::from(ours.width) * u64::from(ours.height);
    // Edges are smoothed differently; a label out of place by a point would be some 0.5 % of far pixels.
    assert!(
        sum as f64 / (count as f64) < 1.0,
        "mean difference {}",
        sum as f64 / count as f64
    );
    assert!(far * 1000 < count * 3, "{far} of {count} pixels far off");
}

#[test]
fn a_region_shows_the_same_pixels_as_the_whole() {
    let fonts = FontStore::embedded();
    let scene = sample(&fonts);
    let draw = |region| {
        let options = RasterOptions {
            scale: 2.0,
            region,
            cancel: None,
        };
        rasterize(&scene, &fonts, &options).unwrap()
    };
    let (whole, part) = (draw(None), draw(Some(Rect::from_xywh(50.0, 30.0, 200.0, 150.0))));
    assert_eq!((part.width, part.height), (400, 300));
    let at = |raster: &periplus::render::Raster, x: u32, y: u32, c: usize| {
        raster.premultiplied[((y * raster.width + x) * 4) as usize + c]
    };
    let mut far = 0;
    for (x, y, c) in (0..300).flat_map(|y| (0..400).flat_map(move |x| (0..3).map(move |c| (x, y, c)))) {
        far += u32::from(at(&whole, x + 100, y + 60, c).abs_diff(at(&part, x, y, c)) > 8);
    }
    assert!(far < 40, "{far} values differ, dashes and cut lines included");
}

#[test]
fn each_writer_gives_the_same_bytes_twice() {
    let write = || {
        let fonts = FontStore::embedded();
        let scene = sample(&fonts);
        (
            svg(&scene, &fonts, &SvgOptions::default()),
            pdf(&scene, &fonts, &PdfOptions::default()).unwrap(),
            png(&scene, &fonts, &PngOptions::default()).unwrap(),
        )
    };
    let (first, second) = (write(), write());
    assert!(first.0 == second.0, "SVG");
    assert!(first.1 == second.1, "PDF");
    assert!(first.2 == second.2, "PNG");
}

#[test]
fn svg_holds_its_labels_as_text_and_its_layers_by_name() {
    let fonts = FontStore::embedded();
    let options = SvgOptions {
        metadata: Some("{\"zoom\": \"<5>\"}".to_owned()),
        ..SvgOptions::default()
    };
    let document = svg(&sample(&fonts), &fonts, &options);
    let tree = usvg::roxmltree::Document::parse(&document).unwrap();
    let content = |name: &str| -> Vec<String> {
        let nodes = tree
            .descendants()
            .filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", name)));
        nodes
            .map(|n| {
                n.descendants()
                    .filter(usvg::roxmltree::Node::is_text)
                    .filter_map(|d| d.text())
                    .collect()
            })
            .collect()
    };
    let texts = content("text");
    for label in LABELS.iter().chain(&[SEA, "Mekong"]) {
        assert!(texts.iter().any(|t| t == label), "{label} in {texts:?}");
    }
    assert_eq!(content("title"), ["A <sample> & more"]);
    assert_eq!(content("metadata"), ["{\"zoom\": \"<5>\"}"]);
    let ids: Vec<_> = tree.descendants().filter_map(|n| n.attribute("id")).collect();
    assert!(
        ["land", "relief---more", "labels"]
            .iter()
            .all(|id| ids.contains(id)),
        "{ids:?}"
    );
    assert_eq!(document.matches("@font-face").count(), 9);
}

/// All streams of a PDF, unpacked where they are packed.
fn streams(file: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = file;
    while let Some(start) = position(rest, b"stream\n") {
        let body = &rest[start + 7..];
        let end = position(body, b"endstream").expect("every stream ends");
        let mut plain = Vec::new();
        if flate2::read::ZlibDecoder::new(&body[..end])
            .read_to_end(&mut plain)
            .is_err()
        {
            plain = body[..end].to_vec();
        }
        found.push(plain);
        rest = &body[end + 9..];
    }
    found
}

fn position(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

#[test]
fn pdf_says_which_characters_its_glyphs_stand_for() {
    let fonts = FontStore::embedded();
    let options = PdfOptions {
        metadata: Some("{\"zoom\": 5}".to_owned()),
        language: Some("en".to_owned()),
        ..PdfOptions::default()
    };
    let file = pdf(&sample(&fonts), &fonts, &options).unwrap();
    keep("sample.pdf", &file);
    let streams = streams(&file);
    // The ToUnicode maps: what a glyph code stands for, as UTF-16 in hexadecimal after the code.
    let maps: Vec<String> = streams
        .iter()
        .filter(|s| position(s, b"beginbfchar").is_some())
        .map(|s| String::from_utf8_lossy(s).to_uppercase())
        .collect();
    assert_eq!(maps.len(), 9, "one map for each font used");
    let mapped = |c: char| {
        let hex: String = c
            .encode_utf16(&mut [0; 2])
            .iter()
            .map(|u| format!("{u:04X}"))
            .collect();
        maps.iter().any(|map| {
            map.lines()
                .any(|line| line.split(['<', '>']).nth(3).is_some_and(|to| to.contains(&hex)))
        })
    };
    for c in "ĐàNẵg1973–2016南中国海ホルムズกรุงเทพมหานครវ្លВладивостокΑθήναSouthChinaSeaMekong".chars()
    {
        assert!(mapped(c) || "វ្ល".contains(c), "{c}");
    }
    assert!(position(&file, format!("{METADATA_KEY}.json").as_bytes()).is_some());
    assert!(
        position(&file, b"{\"zoom\": 5}").is_some(),
        "the view is found as it is"
    );
    assert!(position(&file, b"CreationDate").is_none());
}

#[test]
fn png_carries_resolution_title_and_metadata() {
    let fonts = FontStore::embedded();
    let options = PngOptions {
        dpi: 300.0,
        metadata: Some("{\"zoom\": \"Đà Nẵng\"}".to_owned()),
        cancel: None,
        ..PngOptions::default()
    };
    let file = png(&sample(&fonts), &fonts, &options).unwrap();
    let reader = ::png::Decoder::new(std::io::Cursor::new(&file))
        .read_info()
        .unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (1500, 1000));
    assert_eq!(info.pixel_dims.unwrap().xppu, 11811);
    let texts: Vec<_> = info
        .utf8_text
        .iter()
        .map(|t| (t.keyword.clone(), t.get_text().unwrap()))
        .collect();
    assert!(texts.contains(&("Title".to_owned(), "A <sample> & more".to_owned())));
    assert!(texts.contains(&(METADATA_KEY.to_owned(), "{\"zoom\": \"Đà Nẵng\"}".to_owned())));
}

#[test]
fn a_picture_no_longer_wanted_is_given_up_and_an_impossible_one_refused() {
    let fonts = FontStore::embedded();
    let scene = sample(&fonts);
    let stop = AtomicBool::new(true);
    let cancelled = RasterOptions {
        cancel: Some(&stop),
        ..RasterOptions::default()
    };
    assert_eq!(rasterize(&scene, &fonts, &cancelled), Err(RasterError::Cancelled));
    for scale in [0.0, f64::NAN, -1.0, 1000.0] {
        let options = RasterOptions {
            scale,
            ..RasterOptions::default()
        };
        assert!(
            matches!(rasterize(&scene, &fonts, &options), Err(RasterError::Size(..))),
            "{scale}"
        );
    }
}

#[test]
fn a_clear_ground_stays_clear() {
    let fonts = FontStore::embedded();
    let mut scene = sample(&fonts);
    scene.background = Color::CLEAR;
    scene.nodes.truncate(1);
    let pixels = rasterize(&scene, &fonts, &RasterOptions::default())
        .unwrap()
        .into_pixels();
    let at = |x: usize, y: usize| &pixels.rgba[(y * 360 + x) * 4..][..4];
    assert_eq!(at(200, 100), [0, 0, 0, 0]);
    assert_eq!(at(40, 70), [247, 243, 232, 255]);
}
