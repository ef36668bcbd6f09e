//! Outlines and where they stand. Heavy outlines are shared by reference and never copied to be moved.

use std::sync::Arc;

/// A rectangle in points, `left <= right` and `top <= bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Least x.
    pub left: f64,
    /// Least y.
    pub top: f64,
    /// Greatest x.
    pub right: f64,
    /// Greatest y.
    pub bottom: f64,
}

impl Rect {
    /// From a corner and a size.
    pub fn from_xywh(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            left: x,
            top: y,
            right: x + width.max(0.0),
            bottom: y + height.max(0.0),
        }
    }

    /// Width in points.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Height in points.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The point in the middle.
    pub fn center(&self) -> [f64; 2] {
        [(self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0]
    }

    /// Whether a point lies inside, edges included.
    pub fn contains(&self, p: [f64; 2]) -> bool {
        (self.left..=self.right).contains(&p[0]) && (self.top..=self.bottom).contains(&p[1])
    }

    /// Whether two rectangles share any area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Grown on every side (shrunk if negative).
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// An affine map `x' = a x + c y + e`, `y' = b x + d y + f` (the order of SVG and PDF).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine(pub [f64; 6]);

impl Affine {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Moves by `x`, `y`.
    pub fn translation(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// Scales about the origin.
    pub fn scaling(x: f64, y: f64) -> Self {
        Self([x, 0.0, 0.0, y, 0.0, 0.0])
    }

    /// Turns about the origin by radians, clockwise on the picture (y down).
    pub fn rotation(angle: f64) -> Self {
        let (s, c) = angle.sin_cos();
        Self([c, s, -s, c, 0.0, 0.0])
    }

    /// First `self`, then `next`.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Self([
            na * a + nc * b,
            nb * a + nd * b,
            na * c + nc * d,
            nb * c + nd * d,
            na * e + nc * f + ne,
            nb * e + nd * f + nf,
        ])
    }

    /// Where a point goes.
    pub fn apply(&self, p: [f64; 2]) -> [f64; 2] {
        let [a, b, c, d, e, f] = self.0;
        [a * p[0] + c * p[1] + e, b * p[0] + d * p[1] + f]
    }
}

/// Many straight-edged lines or rings in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polylines {
    points: Vec<[f64; 2]>,
    ends: Vec<u32>,
    closed: bool,
    bounds: Rect,
}

impl Polylines {
    /// Collects lines (`closed: false`) or rings (`closed: true`, first point not repeated). Lines of
    /// fewer than two points and rings of fewer than three are left out.
    pub fn new<L: IntoIterator<Item = [f64; 2]>>(lines: impl IntoIterator<Item = L>, closed: bool) -> Self {
        let mut all = Self {
            closed,
            ..Self::default()
        };
        for line in lines {
            let start = all.points.len();
            all.points.extend(line);
            if all.points.len() - start < if closed { 3 } else { 2 } {
                all.points.truncate(start);
            } else {
                all.ends.push(u32::try_from(all.points.len()).unwrap_or(u32::MAX));
            }
        }
        all.points.shrink_to_fit();
        let mut points = all.points.iter();
        if let Some(first) = points.next() {
            let start = Rect {
                left: first[0],
                top: first[1],
                right: first[0],
                bottom: first[1],
            };
            all.bounds = points.fold(start, |b, p| Rect {
                left: b.left.min(p[0]),
                top: b.top.min(p[1]),
                right: b.right.max(p[0]),
                bottom: b.bottom.max(p[1]),
            });
        }
        all
    }

    /// The lines, each a slice of points.
    pub fn lines(&self) -> impl Iterator<Item = &[[f64; 2]]> {
        let mut start = 0usize;
        self.ends.iter().map(move |&end| {
            let line = &self.points[start..end as usize];
            start = end as usize;
            line
        })
    }

    /// Whether these are rings.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether there are no lines.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Number of points in all lines.
    pub fn point_count(&self) -> usize {
        self.points.len()
    }

    /// The smallest rectangle around all points, in the lines' own coordinates.
    pub fn bounds(&self) -> Rect {
        self.bounds
    }
}

/// A step along an outline, in the outline's own coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathStep {
    /// Starts a new contour.
    MoveTo([f64; 2]),
    /// Straight to a point.
    LineTo([f64; 2]),
    /// Quadratic Bézier: control, end.
    QuadTo([f64; 2], [f64; 2]),
    /// Cubic Bézier: two controls, end.
    CurveTo([f64; 2], [f64; 2], [f64; 2]),
    /// Back to the contour's start.
    Close,
}

/// A small outline with curves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The steps; the first is a `MoveTo`.
    pub steps: Vec<PathStep>,
}

impl Outline {
    /// A circle of four cubic arcs (control length 0.5522847 of the radius; error below 0.03 %).
    pub fn circle(center: [f64; 2], radius: f64) -> Self {
        let [x, y] = center;
        let (r, k) = (radius, radius * 0.552_284_7);
        Self {
            steps: vec![
                PathStep::MoveTo([x + r, y]),
                PathStep::CurveTo([x + r, y + k], [x + k, y + r], [x, y + r]),
                PathStep::CurveTo([x - k, y + r], [x - r, y + k], [x - r, y]),
                PathStep::CurveTo([x - r, y - k], [x - k, y - r], [x, y - r]),
                PathStep::CurveTo([x + k, y - r], [x + r, y - k], [x + r, y]),
                PathStep::Close,
            ],
        }
    }

    /// A rectangle, its corners rounded by `radius` points (0: sharp).
    pub fn rect(rect: Rect, radius: f64) -> Self {
        let Rect {
            left: l,
            top: t,
            right: r,
            bottom: b,
        } = rect;
        let q = radius.min(rect.width() / 2.0).min(rect.height() / 2.0).max(0.0);
        if q <= 0.0 {
            return Self::polygon(&[[l, t], [r, t], [r, b], [l, b]]);
        }
        let k = q * (1.0 - 0.552_284_7);
        Self {
            steps: vec![
                PathStep::MoveTo([l + q, t]),
                PathStep::LineTo([r - q, t]),
                PathStep::CurveTo([r - k, t], [r, t + k], [r, t + q]),
                PathStep::LineTo([r, b - q]),
                PathStep::CurveTo([r, b - k], [r - k, b], [r - q, b]),
                PathStep::LineTo([l + q, b]),
                PathStep::CurveTo([l + k, b], [l, b - k], [l, b - q]),
                PathStep::LineTo([l, t + q]),
                PathStep::CurveTo([l, t + k], [l + k, t], [l + q, t]),
                PathStep::Close,
            ],
        }
    }

    /// A closed polygon.
    pub fn polygon(points: &[[f64; 2]]) -> Self {
        let mut outline = Self::line(points);
        if !points.is_empty() {
            outline.steps.push(PathStep::Close);
        }
        outline
    }

    /// An open line.
    pub fn line(points: &[[f64; 2]]) -> Self {
        // With room for a `Close`: small outlines are made in every frame.
        let mut steps = Vec::with_capacity(points.len() + 1);
        steps.extend(points.iter().map(|&p| PathStep::LineTo(p)));
        if let (Some(step), Some(&first)) = (steps.first_mut(), points.first()) {
            *step = PathStep::MoveTo(first);
        }
        Self { steps }
    }
}

/// An outline: heavy and straight-edged, or small and curved. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Shared straight-edged lines or rings.
    Lines(Arc<Polylines>),
    /// A small outline.
    Outline(Arc<Outline>),
}

impl From<Outline> for Shape {
    fn from(outline: Outline) -> Self {
        Self::Outline(Arc::new(outline))
    }
}

impl From<Arc<Polylines>> for Shape {
    fn from(lines: Arc<Polylines>) -> Self {
        Self::Lines(lines)
    }
}
