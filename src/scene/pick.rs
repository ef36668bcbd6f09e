//! What lies under a point of a picture, and which texts it holds. For whoever answers a click, reads a
//! picture aloud or tests it.

use super::{Affine, FillRule, Group, Key, Node, Outline, Path, PathStep, Rect, Scene, Shape, Text};

impl Scene {
    /// The key of the topmost keyed node at a point: inside its fill, within `tolerance` points of its
    /// line, or in the box of its text. What a clip hides is not hit.
    pub fn pick(&self, point: [f64; 2], tolerance: f64) -> Option<Key> {
        pick(&self.nodes, point, tolerance)
    }

    /// Every text, first drawn first.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let mut texts = Vec::new();
        collect_texts(&self.nodes, &mut texts);
        texts.into_iter()
    }
}

fn collect_texts<'a>(nodes: &'a [Node], texts: &mut Vec<&'a Text>) {
    for node in nodes {
        match node {
            Node::Text(text) => texts.push(text),
            Node::Group(group) => collect_texts(&group.children, texts),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// As [`Scene::pick`], of nodes that are no scene by themselves.
pub fn pick(nodes: &[Node], point: [f64; 2], tolerance: f64) -> Option<Key> {
    nodes.iter().rev().find_map(|node| match node {
        Node::Group(group) if shows(group, point) => pick(&group.children, point, tolerance),
        Node::Path(path) => path.key.filter(|_| path_hit(path, point, tolerance)),
        Node::Text(text) => text.key.filter(|_| text_hit(text, point, tolerance)),
        Node::Group(_) | Node::Image(_) => None,
    })
}

fn shows(group: &Group, point: [f64; 2]) -> bool {
    group.clip.as_ref().is_none_or(|clip| {
        clip.shapes
            .iter()
            .any(|(shape, transform)| inside(&shape.lines_on(transform), point, clip.rule))
    })
}

fn path_hit(path: &Path, point: [f64; 2], tolerance: f64) -> bool {
    let reach = tolerance + path.stroke.as_ref().map_or(0.0, |s| f64::from(s.width) / 2.0);
    if !path.shape.bounds_on(&path.transform).grown(reach).contains(point) {
        return false;
    }
    let lines = path.shape.lines_on(&path.transform);
    let filled = path.fill.is_some_and(|fill| inside(&lines, point, fill.rule));
    filled || lines.iter().any(|line| near(line, point, reach))
}

fn text_hit(text: &Text, point: [f64; 2], tolerance: f64) -> bool {
    text.boxes().iter().any(|corners| {
        inside(std::slice::from_ref(corners), point, FillRule::NonZero)
            || (tolerance > 0.0 && near(corners, point, tolerance))
    })
}

/// A polyline; the first point is repeated at the end where it is a ring.
pub(super) type Line = Vec<[f64; 2]>;

impl Text {
    /// The text's boxes on the picture as closed corners: one for a straight line, one for each glyph on
    /// a curve.
    pub fn boxes(&self) -> Vec<Vec<[f64; 2]>> {
        let (up, down) = (-f64::from(self.shaped.ascent), f64::from(self.shaped.descent));
        let corners = |width: f64, place: &Affine| {
            [[0.0, up], [width, up], [width, down], [0.0, down], [0.0, up]]
                .map(|p| self.transform.apply(place.apply(p)))
                .to_vec()
        };
        let mut glyphs = self.shaped.runs.iter().flat_map(|run| &run.glyphs);
        if glyphs
            .clone()
            .all(|g| g.angle == 0.0 && g.y.abs() < self.shaped.ascent)
        {
            return vec![corners(f64::from(self.shaped.width), &Affine::IDENTITY)];
        }
        glyphs
            .by_ref()
            .map(|g| {
                let place = Affine::rotation(f64::from(g.angle))
                    .then(&Affine::translation(f64::from(g.x), f64::from(g.y)));
                corners(f64::from(g.advance), &place)
            })
            .collect()
    }

    /// The smallest upright rectangle around the text's boxes.
    pub fn bounds(&self) -> Rect {
        bounds_of(self.boxes().iter().flatten().copied())
    }
}

impl Shape {
    /// The smallest upright rectangle around the shape once moved; of a curve, around its controls too.
    pub fn bounds_on(&self, transform: &Affine) -> Rect {
        match self {
            Self::Lines(lines) => {
                let Rect {
                    left,
                    top,
                    right,
                    bottom,
                } = lines.bounds();
                let corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
                bounds_of(corners.into_iter().map(|p| transform.apply(p)))
            }
            Self::Outline(outline) => bounds_of(outline.controls().map(|p| transform.apply(p))),
        }
    }

    /// The shape as polylines on the picture, curves in short straight pieces; a ring's first point is
    /// repeated at its end.
    pub(super) fn lines_on(&self, transform: &Affine) -> Vec<Line> {
        match self {
            Self::Lines(lines) => lines
                .lines()
                .map(|line| {
                    let close = line.first().filter(|_| lines.is_closed());
                    line.iter().chain(close).map(|&p| transform.apply(p)).collect()
                })
                .collect(),
            Self::Outline(outline) => outline.flattened(transform),
        }
    }
}

impl Outline {
    /// All points and control points.
    fn controls(&self) -> impl Iterator<Item = [f64; 2]> {
        self.steps.iter().flat_map(|step| match *step {
            PathStep::MoveTo(p) | PathStep::LineTo(p) => vec![p],
            PathStep::QuadTo(c, p) => vec![c, p],
            PathStep::CurveTo(c, d, p) => vec![c, d, p],
            PathStep::Close => Vec::new(),
        })
    }

    /// Twelve pieces to a curve: markers and frames are small.
    fn flattened(&self, transform: &Affine) -> Vec<Line> {
        const PIECES: u32 = 12;
        let mut lines: Vec<Line> = Vec::new();
        let mut pen = [0.0, 0.0];
        for step in &self.steps {
            if let PathStep::MoveTo(p) = *step {
                lines.push(vec![transform.apply(p)]);
                pen = p;
                continue;
            }
            let Some(line) = lines.last_mut() else { continue };
            let steps = (1..=PIECES).map(|i| f64::from(i) / f64::from(PIECES));
            match *step {
                PathStep::LineTo(p) => {
                    line.push(transform.apply(p));
                    pen = p;
                }
                PathStep::QuadTo(c, p) => {
                    line.extend(steps.map(|t| transform.apply(mix(mix(pen, c, t), mix(c, p, t), t))));
                    pen = p;
                }
                PathStep::CurveTo(c, d, p) => {
                    line.extend(steps.map(|t| {
                        let (a, b, e) = (mix(pen, c, t), mix(c, d, t), mix(d, p, t));
                        transform.apply(mix(mix(a, b, t), mix(b, e, t), t))
                    }));
                    pen = p;
                }
                PathStep::Close => {
                    let first = line[0];
                    line.push(first);
                }
                PathStep::MoveTo(_) => {}
            }
        }
        lines
    }
}

fn mix(p: [f64; 2], q: [f64; 2], t: f64) -> [f64; 2] {
    [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t]
}

/// The smallest rectangle around points; an empty one at the origin for none.
fn bounds_of(points: impl Iterator<Item = [f64; 2]>) -> Rect {
    points
        .map(|[x, y]| Rect {
            left: x,
            top: y,
            right: x,
            bottom: y,
        })
        .reduce(|a, b| a.union(&b))
        .unwrap_or_default()
}

/// Whether a point is inside, by counting the edges that a ray to the right crosses. Open lines are
/// closed, as filling does.
pub(super) fn inside(lines: &[Line], point: [f64; 2], rule: FillRule) -> bool {
    let mut winding = 0i64;
    let mut crossings = 0u64;
    for line in lines {
        let next = line.iter().skip(1).chain(line.first());
        for (p, q) in line.iter().zip(next) {
            if (p[1] <= point[1]) == (q[1] <= point[1]) {
                continue;
            }
            let x = p[0] + (point[1] - p[1]) / (q[1] - p[1]) * (q[0] - p[0]);
            if x > point[0] {
                crossings += 1;
                winding += if q[1] > p[1] { 1 } else { -1 };
            }
        }
    }
    match rule {
        FillRule::EvenOdd => crossings % 2 == 1,
        FillRule::NonZero => winding != 0,
    }
}

/// Whether a point lies within `reach` of a line.
fn near(line: &[[f64; 2]], point: [f64; 2], reach: f64) -> bool {
    line.windows(2).any(|segment| {
        let (p, q) = (segment[0], segment[1]);
        let (dx, dy) = (q[0] - p[0], q[1] - p[1]);
        let length = dx * dx + dy * dy;
        let along = (point[0] - p[0]) * dx + (point[1] - p[1]) * dy;
        let t = if length > 0.0 {
            (along / length).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let on = mix(p, q, t);
        (point[0] - on[0]).hypot(point[1] - on[1]) <= reach
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Clip, Color, FontStore, Polylines, Size, Stroke, TextStyle};
    use std::sync::Arc;

    const INK: Color = Color::rgb(0, 0, 0);

    fn path(shape: impl Into<Shape>, fill: bool, stroke: Option<f32>, key: u64) -> Node {
        Node::Path(Path {
            shape: shape.into(),
            transform: Affine::IDENTITY,
            fill: fill.then(|| INK.into()),
            stroke: stroke.map(|w| Stroke::solid(INK, w)),
            key: Some(Key(key)),
        })
    }

    fn scene(nodes: Vec<Node>) -> Scene {
        Scene {
            size: Size {
                width: 100.0,
                height: 100.0,
            },
            background: INK,
            title: String::new(),
            nodes,
        }
    }

    #[test]
    fn the_topmost_of_two_is_picked() {
        let disc = |x, key| path(Outline::circle([x, 50.0], 20.0), true, None, key);
        let scene = scene(vec![disc(40.0, 1), disc(50.0, 2)]);
        assert_eq!(scene.pick([50.0, 50.0], 0.0), Some(Key(2)));
        assert_eq!(scene.pick([22.0, 50.0], 0.0), Some(Key(1)));
        assert_eq!(scene.pick([5.0, 50.0], 0.0), None);
    }

    #[test]
    fn a_line_is_picked_near_it_and_not_in_what_it_surrounds() {
        let ring = [[10.0, 10.0], [90.0, 10.0], [90.0, 90.0], [10.0, 90.0]];
        let lines = Arc::new(Polylines::new([ring], true));
        let scene = scene(vec![path(lines, false, Some(2.0), 7)]);
        assert_eq!(scene.pick([10.9, 50.0], 0.0), Some(Key(7)));
        assert_eq!(scene.pick([13.0, 50.0], 3.0), Some(Key(7)));
        assert_eq!(scene.pick([50.0, 50.0], 3.0), None);
        assert_eq!(
            scene.pick([8.0, 50.0], 1.5),
            Some(Key(7)),
            "the ring's closing edge"
        );
    }

    #[test]
    fn a_hole_is_not_hit() {
        let square = |a: f64, b: f64| [[a, a], [b, a], [b, b], [a, b]];
        let lines = Arc::new(Polylines::new([square(10.0, 90.0), square(30.0, 70.0)], true));
        let scene = scene(vec![path(lines, true, None, 3)]);
        assert_eq!(scene.pick([20.0, 20.0], 0.0), Some(Key(3)));
        assert_eq!(scene.pick([50.0, 50.0], 0.0), None);
    }

    #[test]
    fn what_a_clip_hides_is_not_hit() {
        let mut group = Group::named(
            "g",
            vec![path(Outline::circle([50.0, 50.0], 40.0), true, None, 1)],
        );
        group.clip = Some(Clip {
            shapes: vec![(
                Outline::rect(Rect::from_xywh(0.0, 0.0, 50.0, 100.0), 0.0).into(),
                Affine::IDENTITY,
            )],
            rule: FillRule::NonZero,
        });
        let scene = scene(vec![Node::Group(group)]);
        assert_eq!(scene.pick([40.0, 50.0], 0.0), Some(Key(1)));
        assert_eq!(scene.pick([60.0, 50.0], 0.0), None);
    }

    #[test]
    fn text_is_picked_in_its_box_wherever_it_is_moved() {
        let fonts = FontStore::embedded();
        let text = Text {
            shaped: fonts.shape("Huế", &TextStyle::default()),
            transform: Affine::rotation(std::f64::consts::FRAC_PI_2).then(&Affine::translation(50.0, 50.0)),
            color: INK,
            halo: None,
            key: Some(Key(4)),
        };
        let scene = scene(vec![Node::Text(text)]);
        assert_eq!(
            scene.pick([54.0, 60.0], 0.0),
            Some(Key(4)),
            "turned a quarter: it runs downwards"
        );
        assert_eq!(scene.pick([60.0, 46.0], 0.0), None);
        assert_eq!(
            scene.texts().map(|t| t.shaped.text.as_str()).collect::<Vec<_>>(),
            ["Huế"]
        );
    }

    #[test]
    fn text_on_a_curve_is_picked_along_it() {
        let fonts = FontStore::embedded();
        let curve = [[10.0, 90.0], [50.0, 50.0], [90.0, 90.0]];
        let shaped = fonts
            .shape_along("South China Sea", &TextStyle::default(), &curve)
            .unwrap();
        let text = Text {
            shaped: Arc::new(shaped),
            transform: Affine::IDENTITY,
            color: INK,
            halo: None,
            key: Some(Key(5)),
        };
        let scene = scene(vec![Node::Text(text)]);
        assert_eq!(scene.pick([32.0, 66.0], 0.0), Some(Key(5)));
        assert_eq!(scene.pick([50.0, 80.0], 0.0), None, "below the arch");
    }
}
