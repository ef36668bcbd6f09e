//! The painter as a whole, on a screen without a window.

use super::screen::Screen;
use super::*;
use crate::render::{RasterOptions, rasterize};
use crate::scene::{
    Clip, Family, FillRule, Halo, Key, Outline, Pixels, Polylines, Scene, ShapedText, Size, TextStyle, Weight,
};
use proptest::prelude::*;

fn style(family: Family, italic: bool, size: f32) -> TextStyle {
    TextStyle {
        family,
        italic,
        size,
        ..TextStyle::default()
    }
}

fn label(shaped: &Arc<ShapedText>, transform: Affine) -> Node {
    Node::Text(Text {
        shaped: Arc::clone(shaped),
        transform,
        color: Color::rgb(40, 44, 52),
        halo: Some(Halo {
            color: Color::rgb(250, 248, 240),
            width: 1.5,
        }),
        key: Some(Key(1)),
    })
}

fn line(points: &[[f64; 2]], stroke: Stroke) -> Node {
    Node::Path(Path {
        shape: Arc::new(Polylines::new([points.to_vec()], false)).into(),
        transform: Affine::IDENTITY,
        fill: None,
        stroke: Some(stroke),
        key: None,
    })
}

fn marker(outline: Outline, at: [f64; 2], opacity: f32) -> Node {
    let path = Path {
        shape: outline.into(),
        transform: Affine::translation(at[0], at[1]),
        fill: Some(Color::rgb(213, 94, 0).into()),
        stroke: Some(Stroke::solid(Color::rgb(255, 255, 255), 1.2)),
        key: None,
    };
    Node::Group(Group {
        opacity,
        ..Group::named("marker", vec![Node::Path(path)])
    })
}

/// Labels straight, turned and curved in four scripts, markers, lines, a clip and a picture.
fn sampler(fonts: &FontStore) -> Vec<Node> {
    let shaped = |text: &str, style: &TextStyle| fonts.shape(text, style);
    let at = Affine::translation;
    let vietnam = shaped(
        "Vịnh Cam Ranh · Đà Nẵng · Trường Sa",
        &style(Family::Sans, false, 13.0),
    );
    let han = shaped("南海 北部湾", &style(Family::Sans, false, 14.0));
    let small = shaped("Mekong, the mother of waters", &style(Family::Serif, false, 9.0));
    let bold = TextStyle {
        weight: Weight::Bold,
        ..style(Family::Sans, false, 11.0)
    };
    let bold = shaped("HÀ NỘI", &bold);
    let water = TextStyle {
        letter_spacing: 0.25,
        ..style(Family::Serif, true, 17.0)
    };
    let curve: Vec<_> = (0..=60)
        .map(|i| {
            let t = f64::from(i) / 60.0;
            [40.0 + 320.0 * t, 170.0 - 50.0 * (std::f64::consts::PI * t).sin()]
        })
        .collect();
    let curved = Arc::new(fonts.shape_along("South China Sea", &water, &curve).unwrap());
    let dashed = Stroke {
        dash: vec![8.0, 4.0],
        cap: LineCap::Butt,
        ..Stroke::solid(Color::rgb(0, 114, 178), 2.0)
    };
    let dots = Stroke {
        dash: vec![0.01, 5.0],
        ..Stroke::solid(Color::rgb(120, 80, 160), 2.5)
    };
    let star = Outline::polygon(&std::array::from_fn::<_, 10, _>(|i| {
        let r = if i % 2 == 0 { 9.0 } else { 4.0 };
        let (s, c) = (i as f64 * std::f64::consts::PI / 5.0).sin_cos();
        [r * s, -r * c]
    }));
    let pixels = Arc::new(Pixels {
        width: 2,
        height: 2,
        rgba: [
            [200, 60, 60, 255],
            [60, 60, 200, 255],
            [60, 160, 60, 255],
            [240, 220, 60, 255],
        ]
        .concat(),
    });
    let window = Clip {
        shapes: vec![(
            Outline::rect(crate::scene::Rect::from_xywh(300.0, 20.0, 60.0, 40.0), 0.0).into(),
            Affine::IDENTITY,
        )],
        rule: FillRule::EvenOdd,
    };
    let clipped = Group {
        clip: Some(window),
        ..Group::named(
            "clipped",
            vec![line(
                &[[280.0, 0.0], [400.0, 80.0]],
                Stroke::solid(Color::rgb(0, 0, 0), 6.0),
            )],
        )
    };
    vec![
        line(
            &[[10.0, 210.0], [120.0, 190.0], [150.0, 230.0], [390.0, 200.0]],
            dashed,
        ),
        line(&[[10.0, 240.0], [200.0, 236.0], [390.0, 245.0]], dots),
        line(
            &[[10.0, 190.0], [60.0, 90.0], [90.0, 190.0], [97.0, 80.0]],
            Stroke::solid(Color::rgb(0, 158, 115), 5.0),
        ),
        label(&vietnam, at(20.0, 30.0)),
        label(&han, at(20.0, 56.0)),
        label(&small, at(150.3, 56.7)),
        label(&bold, at(240.0, 90.0)),
        label(&curved, Affine::IDENTITY),
        label(&small, Affine::rotation(-0.9).then(&at(300.0, 190.0))),
        marker(Outline::circle([0.0, 0.0], 6.0), [30.0, 100.0], 1.0),
        marker(star, [60.0, 130.0], 1.0),
        marker(Outline::circle([0.0, 0.0], 6.0), [90.4, 60.6], 0.5),
        Node::Group(clipped),
        Node::Image(Image {
            pixels,
            rect: crate::scene::Rect::from_xywh(370.0, 100.0, 20.0, 20.0),
        }),
    ]
}

/// The sampler as painted and as exported, each pixel red, green and blue from 0 to 1.
fn both(size: [usize; 2], ppp: f32) -> (Vec<[f32; 3]>, Vec<[f32; 3]>) {
    let fonts = FontStore::embedded();
    let nodes = sampler(&fonts);
    let mut screen = Screen::new(size, ppp);
    let mut painter = Painter::new(fonts.clone());
    let _ = screen.frame(|on| painter.paint(on, Pos2::ZERO, &nodes));
    let ground = Color::rgb(214, 228, 236);
    let scene = Scene {
        size: Size {
            width: size[0] as f64 / f64::from(ppp),
            height: size[1] as f64 / f64::from(ppp),
        },
        background: ground,
        title: String::new(),
        nodes,
    };
    let options = RasterOptions {
        scale: f64::from(ppp),
        ..RasterOptions::default()
    };
    let exported = rasterize(&scene, &fonts, &options).unwrap();
    let exported = exported
        .premultiplied
        .chunks_exact(4)
        .map(|p| [p[0], p[1], p[2]].map(|c| f32::from(c) / 255.0));
    let painted = screen.picture([ground.r, ground.g, ground.b].map(|c| f32::from(c) / 255.0));
    (painted, exported.collect())
}

/// Writes painted over exported where a person asks to look: `PERIPLUS_LOOK=folder cargo test painter`.
fn look(name: &str, size: [usize; 2], painted: &[[f32; 3]], exported: &[[f32; 3]]) {
    let Some(folder) = std::env::var_os("PERIPLUS_LOOK") else {
        return;
    };
    let bytes: Vec<u8> = painted
        .iter()
        .chain(exported)
        .flatten()
        .map(|c| (c * 255.0).round() as u8)
        .collect();
    let file = std::fs::File::create(std::path::Path::new(&folder).join(name)).unwrap();
    let mut encoder = png::Encoder::new(file, size[0] as u32, 2 * size[1] as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
}

#[test]
fn the_screen_shows_what_an_export_shows() {
    for (ppp, name) in [(1.0, "one.png"), (1.5, "one-and-a-half.png"), (2.0, "two.png")] {
        let size = [(400.0 * ppp) as usize, (260.0 * ppp) as usize];
        let (painted, exported) = both(size, ppp);
        look(name, size, &painted, &exported);
        let off = |i: usize| {
            (0..3)
                .map(|c| (painted[i][c] - exported[i][c]).abs())
                .fold(0.0, f32::max)
        };
        let mean = (0..painted.len()).map(off).sum::<f32>() / painted.len() as f32;
        // Text stands on whole pixels and soft edges differ a little; a thing left out would be far more.
        assert!(mean < 0.012, "{name}: mean difference {mean}");
        // Both have the same ink: weight and colour agree even where edges fall differently.
        for c in 0..3 {
            let ink = |p: &[[f32; 3]]| p.iter().map(|p| f64::from(p[c])).sum::<f64>() / p.len() as f64;
            let off = ink(&painted) - ink(&exported);
            assert!(off.abs() < 0.002, "{name}: channel {c} off by {off}");
        }
    }
}

#[test]
fn a_scene_of_the_same_revision_is_not_tessellated_again() {
    let fonts = FontStore::embedded();
    let nodes = sampler(&fonts);
    let mut screen = Screen::new([400, 260], 1.0);
    let mut painter = Painter::new(fonts);
    let mut kept = PaintedScene::default();
    let mut drawn = Vec::new();
    for (revision, times) in [(7, 1), (7, 1), (7, 1), (8, 2)] {
        let _ = screen.frame(|on| painter.repaint(&mut kept, on, Pos2::ZERO, revision, &nodes));
        assert_eq!(painter.stats().tessellated, times);
        drawn.push(screen.meshes().map(|m| m.vertices.len()).sum::<usize>());
    }
    assert!(
        drawn[0] > 500 && drawn.iter().all(|n| *n == drawn[0]),
        "{drawn:?}"
    );
    assert_eq!(screen.uploaded, 0, "nothing is uploaded twice");
}

#[test]
fn a_label_that_moves_keeps_its_glyphs() {
    let fonts = FontStore::embedded();
    let nodes = sampler(&fonts);
    let mut screen = Screen::new([400, 260], 1.0);
    let mut painter = Painter::new(fonts);
    let _ = screen.frame(|on| painter.paint(on, Pos2::ZERO, &nodes));
    let before = painter.stats();
    for i in 1..20 {
        let at = Pos2::new(i as f32 * 0.37, i as f32 * 0.21);
        let _ = screen.frame(|on| painter.paint(on, at, &nodes));
        assert_eq!(screen.uploaded, 0);
    }
    assert_eq!(painter.stats().lines, before.lines);
}

#[test]
fn what_lies_outside_the_clip_makes_no_triangles() {
    let fonts = FontStore::embedded();
    let nodes = sampler(&fonts);
    let mut screen = Screen::new([400, 260], 1.0);
    let mut painter = Painter::new(fonts);
    let _ = screen.frame(|on| painter.paint(on, Pos2::new(3000.0, 0.0), &nodes));
    assert_eq!(screen.meshes().count(), 0);
}

/// Paints large letters of ever new sizes until the atlas has been full for long.
fn fill_atlas(screen: &mut Screen, painter: &mut Painter, fonts: &FontStore) {
    let alphabet: String = ('!'..='~').collect();
    let most = pages::MAX_PAGES * usize::from(pages::PAGE) * usize::from(pages::PAGE) * 4;
    for size in 60..150 {
        // In short rows, as what lies outside of the screen is left out.
        let nodes: Vec<_> = alphabet
            .as_bytes()
            .chunks(3)
            .map(|row| String::from_utf8_lossy(row))
            .map(|row| fonts.shape(&row, &style(Family::Serif, false, size as f32)))
            .map(|shaped| label(&shaped, Affine::translation(5.0, 150.0)))
            .collect();
        let _ = screen.frame(|on| painter.paint(on, Pos2::ZERO, &nodes));
        assert!(painter.stats().texture_bytes <= most);
        let quads: usize = screen.meshes().map(|m| m.vertices.len() / 4).sum();
        assert_eq!(quads, 2 * alphabet.len(), "at size {size}");
    }
    assert_eq!(painter.stats().texture_bytes, most, "the atlas must be full");
}

#[test]
fn a_kept_scene_outlives_an_atlas_that_ran_full() {
    let fonts = FontStore::embedded();
    let nodes = sampler(&fonts);
    let nodes = &nodes[..nodes.len() - 1]; // the picture has a texture of its own
    let mut screen = Screen::new([400, 260], 1.0);
    let mut painter = Painter::new(fonts.clone());
    let mut kept = PaintedScene::default();
    let _ = screen.frame(|on| painter.repaint(&mut kept, on, Pos2::ZERO, 1, nodes));
    let before = screen.picture([1.0; 3]);
    fill_atlas(&mut screen, &mut painter, &fonts);
    let tessellated = painter.stats().tessellated;
    for _ in 0..3 {
        let _ = screen.frame(|on| painter.repaint(&mut kept, on, Pos2::ZERO, 1, nodes));
        assert_eq!(painter.stats().tessellated, tessellated + 1);
    }
    let after = screen.picture([1.0; 3]);
    let off = before
        .as_flattened()
        .iter()
        .zip(after.as_flattened())
        .map(|(a, b)| (a - b).abs());
    assert!(
        off.fold(0.0, f32::max) < 0.01,
        "the same picture from other places of the atlas"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn glyphs_stand_where_the_shaped_line_has_them(
        x in 20.0..200.0f64, y in 60.0..160.0f64, size in 6.0..40.0f32, angle in -3.0..3.0f64,
        upright: bool, ppp in prop::sample::select(vec![1.0f32, 1.25, 2.0]),
    ) {
        let fonts = FontStore::embedded();
        let shaped = fonts.shape("Biển Đông", &style(Family::Serif, true, size));
        let turn = Affine::rotation(if upright { 0.0 } else { angle });
        let transform = turn.then(&Affine::translation(x, y));
        let mut node = label(&shaped, transform);
        if let Node::Text(text) = &mut node {
            text.halo = None;
        }
        let mut screen = Screen::new([2000, 2000], ppp);
        let mut painter = Painter::new(fonts.clone());
        let at = Pos2::new(500.0, 400.0);
        let _ = screen.frame(|on| painter.paint(on, at, std::slice::from_ref(&node)));
        let quads: Vec<Rect> = screen
            .meshes()
            .flat_map(|m| m.vertices.chunks(4))
            .map(|v| Rect::from_points(&[v[0].pos, v[1].pos, v[2].pos, v[3].pos]))
            .collect();
        let glyphs = shaped.runs.iter().flat_map(|run| run.glyphs.iter().map(move |g| (run, g)));
        let inked: Vec<_> = glyphs
            .filter_map(|(run, g)| {
                let outline = fonts.outline(run.font, g.id);
                let em = f64::from(run.size);
                let place = Affine::scaling(em, em)
                    .then(&Affine::translation(f64::from(g.x), f64::from(g.y)))
                    .then(&transform)
                    .then(&Affine::translation(500.0, 400.0));
                (!outline.steps.is_empty()).then(|| screen_rect(&Shape::Outline(outline).bounds_on(&place)))
            })
            .collect();
        prop_assert_eq!(quads.len(), inked.len());
        // Half a pixel for the line, an eighth for the glyph, the coarse turn; a clear pixel and rounding around.
        let slack = (0.5 + 0.125 + 0.02 * size * ppp + 0.05) / ppp;
        for (quad, ink) in quads.iter().zip(&inked) {
            prop_assert!(quad.expand(slack - 1.0 / ppp).contains_rect(*ink), "{quad} around {ink}");
            prop_assert!(ink.expand(slack + 2.0 / ppp).contains_rect(*quad), "{quad} beyond {ink}");
        }
    }
}
