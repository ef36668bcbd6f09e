//! A picture as text, for golden tests: what is drawn in which order and where, to a tenth of a point.

use super::{Affine, Clip, Node, Path, Rect, Scene, Shape, Stroke, Text};
use std::fmt::Write;

impl Scene {
    /// One line for each node, groups indented. Stable: the same scene gives the same text, and changes
    /// below a tenth of a point give none. Heavy outlines are told by count and bounds.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        let (width, height) = (Tenths(self.size.width), Tenths(self.size.height));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "scene {width}x{height} on {} {:?}",
            self.background, self.title
        );
        for node in &self.nodes {
            dump_node(&mut out, node, 1);
        }
        out
    }
}

/// A number to one decimal, without "-0".
struct Tenths(f64);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 10.0).round() / 10.0;
        write!(f, "{}", if rounded == 0.0 { 0.0 } else { rounded })
    }
}

impl std::fmt::Display for Rect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            left,
            top,
            right,
            bottom,
        } = *self;
        write!(
            f,
            "[{} {} {} {}]",
            Tenths(left),
            Tenths(top),
            Tenths(right),
            Tenths(bottom)
        )
    }
}

fn dump_node(out: &mut String, node: &Node, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
    match node {
        Node::Group(group) => {
            let _ = write!(out, "group {:?}", group.name);
            if group.opacity < 1.0 {
                let _ = write!(out, " opacity {}", (group.opacity * 100.0).round() / 100.0);
            }
            if let Some(clip) = &group.clip {
                let _ = write!(out, " clip {}", clip_bounds(clip));
            }
            out.push('\n');
            for child in &group.children {
                dump_node(out, child, depth + 1);
            }
            return;
        }
        Node::Path(path) => dump_path(out, path),
        Node::Text(text) => dump_text(out, text),
        Node::Image(image) => {
            let _ = write!(
                out,
                "image {}x{} {}",
                image.pixels.width, image.pixels.height, image.rect
            );
        }
    }
    out.push('\n');
}

fn clip_bounds(clip: &Clip) -> Rect {
    let bounds = clip
        .shapes
        .iter()
        .map(|(shape, transform)| shape.bounds_on(transform));
    bounds.reduce(|a, b| a.union(&b)).unwrap_or_default()
}

fn dump_path(out: &mut String, path: &Path) {
    let _ = match &path.shape {
        Shape::Lines(lines) => {
            let kind = if lines.is_closed() { "rings" } else { "lines" };
            write!(
                out,
                "path {} {kind} of {} points",
                lines.lines().count(),
                lines.point_count()
            )
        }
        Shape::Outline(outline) => write!(out, "path {} steps", outline.steps.len()),
    };
    let _ = write!(out, " {}", path.shape.bounds_on(&path.transform));
    if let Some(fill) = path.fill {
        let _ = write!(out, " fill {}", fill.color);
    }
    if let Some(stroke) = &path.stroke {
        dump_stroke(out, stroke);
    }
    dump_key(out, path.key);
}

fn dump_stroke(out: &mut String, stroke: &Stroke) {
    let _ = write!(out, " stroke {} {}", stroke.color, stroke.width);
    for (i, dash) in stroke.dash.iter().enumerate() {
        let _ = write!(out, "{}{dash}", if i == 0 { " dash " } else { "," });
    }
}

fn dump_text(out: &mut String, text: &Text) {
    let _ = write!(out, "text {:?}", text.shaped.text);
    let size = text.shaped.runs.first().map_or(0.0, |run| run.size);
    let Affine([a, b, ..]) = text.transform;
    let _ = write!(out, " {size}pt {}", text.color);
    // For text on a curve the origin says nothing; its first letter does.
    let first = text.shaped.runs.first().and_then(|run| run.glyphs.first());
    let at = first.map_or([0.0, 0.0], |g| [f64::from(g.x), f64::from(g.y)]);
    let [x, y] = text.transform.apply(at);
    let _ = write!(out, " at {} {}", Tenths(x), Tenths(y));
    let angle = b.atan2(a).to_degrees() + first.map_or(0.0, |g| f64::from(g.angle).to_degrees());
    if Tenths(angle).to_string() != "0" {
        let _ = write!(out, " turned {}°", Tenths(angle));
    }
    if let Some(halo) = text.halo {
        let _ = write!(out, " halo {} {}", halo.color, halo.width);
    }
    dump_key(out, text.key);
}

fn dump_key(out: &mut String, key: Option<super::Key>) {
    if let Some(key) = key {
        let _ = write!(out, " key {}", key.0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Color, FontStore, Group, Halo, Image, Key, Outline, Pixels, Polylines, Size, TextStyle,
    };
    use super::*;
    use expect_test::expect;
    use std::sync::Arc;

    fn scene(nudge: f64) -> Scene {
        let ring = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]].map(|[x, y]| [x + nudge, y]);
        let land = Path {
            shape: Arc::new(Polylines::new([ring], true)).into(),
            transform: Affine::scaling(2.0, 2.0),
            fill: Some(Color::rgb(250, 245, 230).into()),
            stroke: Some(Stroke {
                dash: vec![2.0, 1.0],
                ..Stroke::solid(Color::rgb(1, 2, 3), 0.5)
            }),
            key: None,
        };
        let marker = Path {
            shape: Outline::circle([0.0, 0.0], 3.0).into(),
            transform: Affine::translation(5.0 + nudge, 5.0),
            fill: Some(Color::rgb(213, 94, 0).into()),
            stroke: None,
            key: Some(Key(9)),
        };
        let label = Text {
            shaped: FontStore::embedded().shape("Đà Nẵng", &TextStyle::default()),
            transform: Affine::translation(12.0, 8.0 + nudge),
            color: Color::rgb(0, 0, 0),
            halo: Some(Halo {
                color: Color::rgb(255, 255, 255),
                width: 1.0,
            }),
            key: Some(Key(9)),
        };
        let image = Image {
            pixels: Arc::new(Pixels {
                width: 1,
                height: 2,
                rgba: vec![0; 8],
            }),
            rect: Rect::from_xywh(0.0, 0.0, 4.0, 8.0),
        };
        let group = Group {
            opacity: 0.5,
            ..Group::named("land", vec![Node::Image(image), Node::Path(land)])
        };
        Scene {
            size: Size {
                width: 100.0,
                height: 50.0,
            },
            background: Color::rgb(200, 220, 235),
            title: "Test".to_owned(),
            nodes: vec![Node::Group(group), Node::Path(marker), Node::Text(label)],
        }
    }

    #[test]
    fn a_dump_tells_what_is_drawn_in_order() {
        expect![[r#"
            scene 100x50 on #c8dceb "Test"
              group "land" opacity 0.5
                image 1x2 [0 0 4 8]
                path 1 rings of 3 points [0 0 20 20] fill #faf5e6 stroke #010203 0.5 dash 2,1
              path 6 steps [2 2 8 8] fill #d55e00 key 9
              text "Đà Nẵng" 10pt #000000 at 12 8 halo #ffffff 1 key 9
        "#]]
        .assert_eq(&scene(0.0).dump());
    }

    #[test]
    fn a_dump_does_not_change_with_rounding_errors() {
        assert_eq!(scene(0.0).dump(), scene(1e-9).dump());
        assert_ne!(scene(0.0).dump(), scene(1.0).dump());
    }
}
