//! Where the values stand that are written beside figures: never on one another, never on a dot, never out of
//! the plot. What finds no room is left out; the pointer still tells it.

use crate::scene::Rect;

use super::prepared::{Annotation, PlottedSeries, PreparedPlot};

/// Radius of dots, in points.
pub const DOT: f64 = 3.2;
/// Space between a dot and its value.
const GAP: f64 = 3.0;
/// Space between two values.
const APART: f64 = 2.0;

/// A value beside its mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Which of the plot's annotations it is.
    pub annotation: usize,
    /// What is written: one of the annotation's texts.
    pub text: String,
    /// Its room, in points from the plot's upper left corner.
    pub rect: Rect,
}

impl PreparedPlot {
    /// The values that stand beside their marks on a plot of a size; `measure` gives width and height of a text.
    /// A value keeps off stretches and the cursor where it can, and goes without its unit for that.
    pub fn notes(&self, size: [f64; 2], measure: impl Fn(&str) -> [f64; 2]) -> Vec<Note> {
        let plot = Rect::from_xywh(0.0, 0.0, size[0], size[1]);
        let marks = self.marks(size);
        let lines = self.lines(size);
        let mut notes: Vec<Note> = Vec::new();
        for (index, annotation) in self.annotations.iter().enumerate() {
            let is_free = |rect: &Rect| {
                is_inside(rect, &plot)
                    && !marks.iter().any(|mark| mark.overlaps(rect))
                    && !notes.iter().any(|note| note.rect.grown(APART).overlaps(rect))
            };
            // Never on the line of another series, which it would seem to be of.
            let is_clear = |rect: &Rect, but: Option<usize>| {
                let others = lines
                    .iter()
                    .filter(|(of, _)| but.is_none() || (of.is_some() && *of != but));
                is_free(rect) && !others.into_iter().any(|(_, line)| line.overlaps(rect))
            };
            let own = Some(annotation.member);
            let wishes = annotation.texts.iter().flat_map(|text| {
                let places = self.places(annotation, size, measure(text));
                places.into_iter().map(move |rect| (text, rect))
            });
            let wishes: Vec<(&String, Rect)> = wishes.collect();
            let best = wishes.iter().find(|(_, rect)| is_clear(rect, None));
            // Shorter ones come last, and hide less of a line.
            let best = best.or_else(|| wishes.iter().rev().find(|(_, rect)| is_clear(rect, own)));
            if let Some((text, rect)) = best {
                notes.push(Note {
                    annotation: index,
                    text: (*text).clone(),
                    rect: *rect,
                });
            }
        }
        notes
    }

    /// Where a text of a size may stand beside a mark, the best first: above it, beyond the ends of its time,
    /// below it.
    fn places(&self, annotation: &Annotation, size: [f64; 2], [wide, high]: [f64; 2]) -> [Rect; 8] {
        let [x, y] = self.position(annotation.at, size);
        let [from, to] = annotation.stretch.map(|day| self.position([day, 0.0], size)[0]);
        let (left, right) = (from.min(x - DOT) - GAP, to.max(x + DOT) + GAP);
        let (above, below) = (y - DOT - 1.0 - high, y + DOT + 1.0);
        let place = |left: f64, top: f64| Rect::from_xywh(left, top, wide, high);
        [
            place(x - wide / 2.0, above),
            place(right, y - high / 2.0),
            place(left - wide, y - high / 2.0),
            place(x - wide / 2.0, below),
            place(x + 1.0, above),
            place(x - wide - 1.0, above),
            place(x + 1.0, below),
            place(x - wide - 1.0, below),
        ]
    }

    /// The dots.
    fn marks(&self, size: [f64; 2]) -> Vec<Rect> {
        let figures = self
            .members
            .iter()
            .flat_map(PlottedSeries::figures)
            .filter(|f| f.meets(self.shown));
        let dots = figures.map(|f| self.position([f.middle(), f.value], size));
        dots.map(|[x, y]| Rect::from_xywh(x, y, 0.0, 0.0).grown(DOT))
            .collect()
    }

    /// What a value should rather not stand on: stretches, each with its member, and the cursor.
    fn lines(&self, size: [f64; 2]) -> Vec<(Option<usize>, Rect)> {
        let members = self.members.iter().enumerate();
        let figures = members.flat_map(|(at, m)| m.figures().map(move |f| (at, f)));
        let seen = figures.filter(|(_, f)| f.meets(self.shown));
        let stretches = seen.map(|(member, f)| {
            let [from, to] = f.stretch().map(|day| self.position([day, f.value], size));
            let rect = Rect::from_xywh(from[0], from[1], to[0] - from[0], 0.0).grown(1.5);
            (Some(member), rect)
        });
        let [x, _] = self.position([self.cursor, 0.0], size);
        let cursor = Rect::from_xywh(x - 1.5, 0.0, 3.0, size[1]);
        stretches.chain([(None, cursor)]).collect()
    }
}

fn is_inside(rect: &Rect, plot: &Rect) -> bool {
    rect.left >= plot.left && rect.right <= plot.right && rect.top >= plot.top && rect.bottom <= plot.bottom
}
