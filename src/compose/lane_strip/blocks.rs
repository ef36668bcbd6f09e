//! The labels of a strip: a name with the distance from the start below it, the distances of a leg. Shaped and measured
//! before anything is placed.

use std::sync::Arc;

use crate::scene::{Color, FontStore, ShapedText, TextStyle};

use super::super::text::{cut, sans, sans_semibold, serif_italic};
use super::super::{Style, Words};
use super::StripForm;
use super::log::{LoggedStop, StopSign, WrittenDistance};

/// The most lines of a name.
const MOST_LINES: usize = 3;
/// How wide names are set in a strip of rows, in sizes of their letters.
const NAME_WIDTH: f64 = 7.4;
/// From baseline to baseline, in sizes of the letters.
const LEADING: f64 = 1.18;

/// Lines of text, one below the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A line of a block.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) shaped: Arc<ShapedText>,
    pub(super) color: Color,
    /// How far its baseline lies below the top of the block.
    pub(super) baseline: f64,
}

impl Block {
    fn push(&mut self, shaped: Arc<ShapedText>, size: f32, color: Color) {
        let step = f64::from(size) * LEADING;
        let baseline = self.height + f64::from(size) * 0.96;
        self.width = self.width.max(f64::from(shaped.width));
        self.height += step;
        self.lines.push(Line {
            shaped,
            color,
            baseline,
        });
    }
}

/// What labels are made with.
#[derive(Clone, Copy)]
pub(super) struct Letters<'a> {
    pub(super) fonts: &'a FontStore,
    pub(super) style: &'a Style,
    pub(super) words: &'a Words,
    pub(super) form: StripForm,
    /// How wide a name may be where there is one column.
    pub(super) width: f64,
}

impl Letters<'_> {
    /// The label of a stop. A style without names leaves the name out: the strip is an exercise then.
    pub(super) fn of_stop(&self, stop: &LoggedStop) -> Block {
        let (face, color) = self.name_face(stop.sign);
        let width = match self.form {
            StripForm::Rows => f64::from(face.size) * NAME_WIDTH,
            StripForm::Column => self.width,
        };
        let mut block = Block::default();
        let mut name = stop.name.clone();
        if stop.sign == StopSign::Closed {
            name = self.words.strait_closed.replace("[name]", &name);
        }
        if self.style.labels.names {
            for shaped in name_lines(self.fonts, &name, &face, width) {
                block.push(shaped, face.size, color);
            }
        }
        if let Some(total) = &stop.total {
            let small = sans(self.style.sizes.small);
            for text in self.total_lines(total) {
                block.push(
                    cut(self.fonts, &text, &small, self.width),
                    small.size,
                    self.style.labels.detail,
                );
            }
        }
        block
    }

    /// The distance from the start: with kilometres where there is room for them.
    fn total_lines(&self, total: &WrittenDistance) -> Vec<String> {
        let days = self.words.strip.days.replace("[days]", &total.days);
        let miles = self.miles(total);
        match self.form {
            StripForm::Rows => vec![miles, days],
            StripForm::Column => vec![[miles, self.kilometers(total), days].join(" · ")],
        }
    }

    /// The label of a leg.
    pub(super) fn of_leg(&self, leg: &WrittenDistance) -> Block {
        let (strong, plain) = (
            sans_semibold(self.style.sizes.small),
            sans(self.style.sizes.small),
        );
        let colors = &self.style.labels;
        let mut block = Block::default();
        let miles = self.fonts.shape(&self.miles(leg), &strong);
        block.push(miles, strong.size, colors.town);
        let kilometers = self.fonts.shape(&self.kilometers(leg), &plain);
        block.push(kilometers, plain.size, colors.detail);
        block
    }

    fn miles(&self, distance: &WrittenDistance) -> String {
        format!("{} {}", distance.miles, self.words.nautical_miles)
    }

    fn kilometers(&self, distance: &WrittenDistance) -> String {
        self.words.strip.kilometers.replace("[km]", &distance.kilometers)
    }

    fn name_face(&self, sign: StopSign) -> (TextStyle, Color) {
        let (sizes, labels) = (&self.style.sizes, &self.style.labels);
        match sign {
            StopSign::Place => (sans_semibold(sizes.site), labels.site),
            StopSign::Water => (serif_italic(sizes.site, 0.02), labels.water),
            StopSign::Chokepoint => (sans_semibold(sizes.site), self.style.map.gate.color),
            StopSign::Closed => (sans_semibold(sizes.site), self.style.map.closed_gate.color),
        }
    }
}

/// A name in a few lines; what does not go into them is cut.
fn name_lines(fonts: &FontStore, name: &str, face: &TextStyle, width: f64) -> Vec<Arc<ShapedText>> {
    let mut lines = fonts.wrap(name, face, width);
    if lines.len() > MOST_LINES {
        let rest: Vec<&str> = lines[MOST_LINES - 1..]
            .iter()
            .map(|line| line.text.as_str())
            .collect();
        let last = cut(fonts, &rest.join(" "), face, width);
        lines.truncate(MOST_LINES - 1);
        lines.push(last);
    }
    lines
}
