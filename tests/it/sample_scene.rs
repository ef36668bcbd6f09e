//! A picture with every kind of node in it, for the tests of the writers: land that reaches over the edge,
//! an image behind an overlapping clip, labels in ten scripts, text aslant and on a curve.

use periplus::scene::{
    Affine, Clip, Color, Family, Fill, FillRule, FontStore, Group, Halo, Image, Key, LineCap, Node, Outline,
    Path, Pixels, Polylines, Rect, Scene, Shape, Size, Stroke, Text, TextStyle, Weight,
};
use std::sync::Arc;

/// Its size.
pub(crate) const SIZE: Size = Size {
    width: 360.0,
    height: 240.0,
};
const INK: Color = Color::rgb(60, 60, 60);
const WATER: Color = Color::rgb(78, 116, 140);

/// Labels of the picture, each to be found in all three files.
pub(crate) const LABELS: [&str; 9] = [
    "Đà Nẵng, 1973–2016",
    "南中国海 ホルムズ",
    "กรุงเทพมหานคร",
    "ភ្នំពេញ",
    "ရန်ကုန်မြို့",
    "مضيق هرمز",
    "ວຽງຈັນ",
    "Fire & fluff <office>",
    "Владивосток Αθήνα",
];
/// The name on a curve.
pub(crate) const SEA: &str = "South China Sea";

fn island(center: [f64; 2], radius: f64) -> Vec<[f64; 2]> {
    (0..240)
        .map(|i| {
            let t = f64::from(i) / 240.0 * std::f64::consts::TAU;
            let r = radius
                * (1.0 + 0.2 * (3.0 * t).sin() + 0.1 * (7.0 * t + 1.0).cos() + 0.03 * (31.0 * t).sin());
            [center[0] + r * t.cos(), center[1] + r * t.sin()]
        })
        .collect()
}

fn path(shape: impl Into<Shape>, fill: Option<Fill>, stroke: Option<Stroke>) -> Node {
    Node::Path(Path {
        shape: shape.into(),
        transform: Affine::IDENTITY,
        fill,
        stroke,
        key: None,
    })
}

fn style(family: Family, size: f32, italic: bool) -> TextStyle {
    TextStyle {
        family,
        size,
        italic,
        ..TextStyle::default()
    }
}

fn text(shaped: Arc<periplus::scene::ShapedText>, transform: Affine, color: Color) -> Node {
    Node::Text(Text {
        shaped,
        transform,
        color,
        halo: Some(Halo {
            color: Color::rgb(255, 255, 255),
            width: 1.5,
        }),
        key: Some(Key(1)),
    })
}

/// Land that reaches over the edge, with a lake; a dashed border that starts outside.
fn land() -> Node {
    let sand = Fill::from(Color::rgb(247, 243, 232));
    let coast = Stroke::solid(Color::rgb(120, 140, 150), 0.75);
    let rings = [
        island([60.0, 60.0], 80.0),
        island([70.0, 50.0], 18.0),
        island([330.0, 215.0], 60.0),
    ];
    let border = [[-80.0, 20.0], [30.0, 40.0], [60.0, 100.0], [130.0, 110.0]];
    let dashed = Stroke {
        dash: vec![6.0, 3.0],
        cap: LineCap::Butt,
        ..Stroke::solid(Color::rgb(150, 110, 110), 1.5)
    };
    let land = Arc::new(Polylines::new(rings, true));
    let border = Arc::new(Polylines::new([border], false));
    Node::Group(Group::named(
        "land",
        vec![
            path(land, Some(sand), Some(coast)),
            path(border, None, Some(dashed)),
        ],
    ))
}

/// An image seen through two overlapping shapes, half clear.
fn relief() -> Node {
    let pixel = |x: u32, y: u32| [(x * 8) as u8, (y * 8) as u8, 128, 255];
    let pixels = Pixels {
        width: 32,
        height: 32,
        rgba: (0..32 * 32).flat_map(|i| pixel(i % 32, i / 32)).collect(),
    };
    let image = Node::Image(Image {
        pixels: Arc::new(pixels),
        rect: Rect::from_xywh(200.0, 20.0, 120.0, 80.0),
    });
    let frame = Arc::new(Polylines::new(
        [
            vec![[200.0, 30.0], [270.0, 30.0], [270.0, 90.0], [200.0, 90.0]],
            vec![[215.0, 40.0], [235.0, 40.0], [235.0, 60.0], [215.0, 60.0]],
        ],
        true,
    ));
    Node::Group(Group {
        opacity: 0.7,
        clip: Some(Clip {
            shapes: vec![
                (frame.into(), Affine::IDENTITY),
                (
                    Outline::circle([0.0, 0.0], 1.0).into(),
                    Affine::scaling(35.0, 35.0).then(&Affine::translation(275.0, 60.0)),
                ),
            ],
            rule: FillRule::EvenOdd,
        }),
        ..Group::named("relief & more", vec![image])
    })
}

/// The picture.
pub(crate) fn sample(fonts: &FontStore) -> Scene {
    let mut nodes = vec![land(), relief()];
    for (i, x) in [120.0, 140.0, 160.0].into_iter().enumerate() {
        let marker = Outline::circle([x, 20.0], 4.0 + i as f64);
        let white = Stroke::solid(Color::rgb(255, 255, 255), 1.0);
        nodes.push(path(
            marker,
            Some(Color::rgb(213, 94, 0).faded(0.8).into()),
            Some(white),
        ));
    }
    let wave: Vec<[f64; 2]> = (0..=60)
        .map(|i| {
            let t = f64::from(i) / 60.0;
            [120.0 + t * 180.0, 150.0 - 25.0 * (t * std::f64::consts::PI).sin()]
        })
        .collect();
    let spaced = TextStyle {
        letter_spacing: 0.15,
        ..style(Family::Serif, 14.0, true)
    };
    let sea = fonts
        .shape_along(SEA, &spaced, &wave)
        .expect("the curve is long enough");
    let mut labels: Vec<Node> = LABELS
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let shaped = fonts.shape(label, &style(Family::Sans, 11.0, false));
            let (column, row) = ((i % 2) as f64, (i / 2) as f64);
            text(
                shaped,
                Affine::translation(20.0 + column * 160.0, 158.0 + row * 18.0),
                INK,
            )
        })
        .collect();
    labels.push(text(Arc::new(sea), Affine::IDENTITY, WATER));
    let bold = TextStyle {
        weight: Weight::Bold,
        ..style(Family::Serif, 12.0, false)
    };
    let turned = Affine::rotation(-0.5).then(&Affine::translation(20.0, 130.0));
    labels.push(text(fonts.shape("Mekong", &bold), turned, WATER));
    nodes.push(Node::Group(Group::named("labels", labels)));
    Scene {
        size: SIZE,
        background: Color::rgb(226, 238, 243),
        title: "A <sample> & more".to_owned(),
        nodes,
    }
}
