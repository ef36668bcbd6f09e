//! Themes are told apart by colour, by readers who see fewer colours too, and by shape where there is no colour; what is
//! disputed has one neutral tint in every style.

use empfindung::cie00;
use periplus::basemap::Basemap;
use periplus::compose::{Style, Styles, map_ground};
use periplus::geography::{Camera, Framing, Kilometers, LonLat, ProjectionKind};
use periplus::model::Dataset;
use periplus::render::{RasterOptions, rasterize};
use periplus::scene::{Color, FontStore, Scene, Size};
use periplus::view::Layers;

use crate::pictures::Studio;

/// The least difference between two themes (CIEDE2000), about four times what is told apart side by side with ease.
const FLOOR: f32 = 10.0;

/// How readers see colours: rows for red, green and blue, of linear light. From Machado, Oliveira and Fernandes
/// (2009), "A physiologically-based model for simulation of color vision deficiency", at full severity.
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("all colours", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "no red",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "no green",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "no blue",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

/// A colour as it is seen.
fn seen(color: Color, sight: &[[f64; 3]; 3]) -> lab::Lab {
    let linear = [color.r, color.g, color.b].map(|v| match f64::from(v) / 255.0 {
        v if v <= 0.04045 => v / 12.92,
        v => ((v + 0.055) / 1.055).powf(2.4),
    });
    let rgb = sight.map(|row| {
        let light: f64 = (0..3).map(|k| row[k] * linear[k]).sum();
        let v = match light.clamp(0.0, 1.0) {
            v if v <= 0.003_130_8 => v * 12.92,
            v => 1.055 * v.powf(1.0 / 2.4) - 0.055,
        };
        (v * 255.0).round() as u8
    });
    lab::Lab::from_rgb(&rgb)
}

/// The pairs of themes that some readers take for one another.
fn confused(set: &Dataset, style: &Style) -> Vec<String> {
    let themes: Vec<_> = set.themes().collect();
    let mut found = Vec::new();
    for (i, &a) in themes.iter().enumerate() {
        for &b in &themes[i + 1..] {
            let inks = [a, b].map(|theme| style.theme_ink(set, theme, style.map.symbol_rim));
            for (who, sight) in &SIGHTS {
                let [one, other] = inks.map(|ink| seen(ink, sight));
                let difference = cie00::diff(one, other);
                if difference < FLOOR {
                    let [a, b] = [a, b].map(|theme| &set.theme(theme).id);
                    found.push(format!(
                        "{}: {a} and {b} where {who} is seen: {difference:.1}",
                        style.name
                    ));
                }
            }
        }
    }
    found
}

fn is_grey(style: &Style) -> bool {
    !style.map.theme_inks.is_empty() && style.map.theme_inks.iter().all(|c| c.r == c.g && c.g == c.b)
}

#[test]
fn themes_are_told_apart_by_colour_whoever_looks_and_by_shape_where_all_is_grey() {
    let styles = Styles::embedded().unwrap();
    for studio in [Studio::bundled(), Studio::open("tests/fixtures/silk-roads")] {
        let set = &studio.opened.dataset;
        let mut colored = 0;
        for style in styles.iter().filter(|style| !is_grey(style)) {
            colored += 1;
            let found = confused(set, style);
            assert!(found.is_empty(), "under {FLOOR}:\n{}", found.join("\n"));
        }
        assert!(colored >= 5, "{colored}");
        let mut shapes: Vec<String> = set
            .themes()
            .map(|t| format!("{:?}", set.theme(t).shape))
            .collect();
        let count = shapes.len();
        shapes.sort();
        shapes.dedup();
        assert_eq!(shapes.len(), count, "{shapes:?}");
    }
}

#[test]
fn red_and_green_of_one_lightness_are_found_out() {
    let green = Color::rgb(0, 130, 60);
    let red = Color::rgb(190, 80, 60);
    let difference = |sight: usize| cie00::diff(seen(green, &SIGHTS[sight].1), seen(red, &SIGHTS[sight].1));
    assert!(
        difference(0) > 40.0 && difference(2) < 0.5 * difference(0),
        "{} {}",
        difference(0),
        difference(2)
    );
}

/// A point on land of each disputed feature, read off the full coast. Scarborough Shoal has no dry land there.
const DISPUTED: [(&str, f64, f64); 21] = [
    ("paracels", 112.335, 16.835),
    ("spratlys", 114.365, 10.377),
    ("pratas", 116.722, 20.703),
    ("senkaku-diaoyu", 123.530, 25.767),
    ("liancourt", 131.867, 37.242),
    ("southern-kurils", 145.9, 44.1),
    ("kashmir", 75.0, 33.5),
    ("aksai-chin", 79.0, 35.0),
    ("shaksgam", 76.3, 36.2),
    ("arunachal", 94.5, 28.0),
    ("doklam", 89.0, 27.33),
    ("bhutan-north", 90.2, 28.2),
    ("crimea", 34.3, 45.2),
    ("west-bank-gaza", 35.2, 32.0),
    ("golan", 35.8, 33.0),
    ("northern-cyprus", 33.6, 35.3),
    ("somaliland", 45.0, 9.7),
    ("ilemi", 35.0, 4.8),
    ("western-sahara", -13.5, 25.0),
    ("kosovo", 20.9, 42.6),
    ("abyei", 28.4, 9.7),
];

/// Squares around a point: rocks are hidden under their own coast line in a wide one.
const AROUND_KM: [f64; 3] = [5.0, 1.5, 0.5];

/// The colours of the ground around a place, in a square of so many kilometres.
fn ground_around(basemap: &Basemap, fonts: &FontStore, style: &Style, at: LonLat, km: f64) -> Vec<Color> {
    let framing = Framing::new(at, Kilometers(km), Kilometers(km));
    let camera = Camera::new(&framing, ProjectionKind::Mercator, 41.0, 41.0);
    let scene = Scene {
        size: Size {
            width: 41.0,
            height: 41.0,
        },
        background: style.map.sea,
        title: String::new(),
        nodes: map_ground(basemap, &Layers::default(), style, &camera, 0.0),
    };
    let pixels = rasterize(&scene, fonts, &RasterOptions::default())
        .unwrap()
        .into_pixels();
    let color = |pixel: &[u8]| Color::rgb(pixel[0], pixel[1], pixel[2]);
    pixels.rgba.chunks_exact(4).map(color).collect()
}

#[test]
fn disputed_ground_is_drawn_in_the_neutral_tint_of_every_style_and_in_no_countrys() {
    let (basemap, fonts) = (Basemap::embedded(), FontStore::embedded());
    for style in Styles::embedded().unwrap().iter() {
        let tints: Vec<Color> = (style.map.tints.iter())
            .map(|tint| style.map.land.mixed(*tint, style.map.tint_opacity))
            .filter(|tint| *tint != style.map.neutral)
            .collect();
        for (id, lon, lat) in DISPUTED {
            let at = LonLat::new(lon, lat).unwrap();
            let ground = basemap.neutral_ground_at(at);
            assert_eq!(ground.as_deref(), Some(id));
            let all = AROUND_KM.map(|km| ground_around(&basemap, &fonts, style, at, km));
            let is_neutral = all.iter().any(|colors| colors.contains(&style.map.neutral));
            assert!(is_neutral, "{id} in {}", style.name);
            // Half-seen lines of borders mix colours that a tint may have too: the very point is asked.
            let here = all.last().map(|colors| colors[colors.len() / 2]);
            assert!(
                here.is_none_or(|here| !tints.contains(&here)),
                "{id} in {}",
                style.name
            );
        }
        // And ground that nobody disputes here: a country's tint, not the neutral one.
        let hanoi = LonLat::new(105.85, 21.03).unwrap();
        let colors = ground_around(&basemap, &fonts, style, hanoi, 0.8);
        assert!(
            colors.iter().any(|c| tints.contains(c)) || style.map.tints.contains(&style.map.land),
            "{}",
            style.name
        );
        assert!(!colors.contains(&style.map.neutral), "{}", style.name);
    }
}
