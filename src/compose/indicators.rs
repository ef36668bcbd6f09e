//! Indicators on a page: a plot for each unit below the timeline, on its axis, with its window and cursor, and the
//! sources of what is drawn. The window draws the same [`PreparedPlots`] with its plotting toolkit.

mod figures;
mod notes;
mod page;
mod prepared;
mod scale;

use std::sync::Arc;

use crate::scene::{Node, Rect, ShapedText, TextStyle};
use crate::view::{Kept, ViewSpec};

use super::text::{Align, cut, line, sans};
use super::timeline::{TimelineLayout, filled, ruled};
use super::{Style, Words, World};
use page::{legend, plot};

pub use figures::{Figure, Reading, Told};
pub use notes::{DOT, Note};
pub use prepared::{Annotation, PlottedSeries, PreparedPlot, PreparedPlots};
pub use scale::Scale;

/// The least height of a plot, and the one that it wants beside a map and without one, in points.
const LEAST: f64 = 28.0;
const WANTED: f64 = 58.0;
const WANTED_ALONE: f64 = 110.0;
/// Space above the numbers of an axis and below them: half of a number's height.
const HALF_NUMBER: f64 = 6.0;
/// Space between plots.
const BETWEEN: f64 = 3.0;
/// Space between timeline and plots.
pub(super) const GAP: f64 = 8.0;
/// The most lines of sources.
const MOST_LINES: usize = 2;
/// The height of a line of words in sizes of its letters.
const STEP: f64 = 1.3;

/// The indicators of a page before their height is known.
pub(super) struct Indicators<'a> {
    world: &'a World<'a>,
    style: &'a Style,
    words: &'a Words,
    plots: PreparedPlots,
    sources: Vec<Arc<ShapedText>>,
    width: f64,
}

impl<'a> Indicators<'a> {
    /// Those that a view chooses, for a page of a width; none where it chooses none.
    pub(super) fn new(
        world: &'a World<'a>,
        view: &ViewSpec,
        style: &'a Style,
        words: &'a Words,
        kept: &Kept,
        width: f64,
    ) -> Option<Self> {
        let plots = PreparedPlots::new(world.dataset, view, kept, style);
        if plots.plots.is_empty() {
            return None;
        }
        let sources = source_lines(world, words, &plots, &sans(style.sizes.small), width);
        Some(Self {
            world,
            style,
            words,
            plots,
            sources,
            width,
        })
    }

    /// The height in which so many of the plots have a height of their own.
    fn height(&self, plots: usize, of_plot: f64) -> f64 {
        let step = self.step();
        let all = &self.plots.plots;
        let legends = all.iter().take(plots).map(|plot| legend(self, plot).lines());
        let missing = usize::from(plots < all.len());
        let lines = legends.sum::<usize>() + self.sources.len() + missing;
        let of_each = of_plot + 2.0 * HALF_NUMBER + BETWEEN;
        lines as f64 * step + plots as f64 * of_each + BETWEEN
    }

    fn step(&self) -> f64 {
        f64::from(self.style.sizes.small) * STEP
    }

    /// How many plots can be read within a height; none where not one can.
    fn fitting(&self, height: f64) -> Option<usize> {
        let all = self.plots.plots.len();
        (1..=all).rev().find(|n| self.height(*n, LEAST) <= height + 0.01)
    }

    /// The height that they take of so much at most, beside a map or without one; none where not one plot can be
    /// read.
    pub(super) fn height_within(&self, most: f64, is_alone: bool) -> Option<f64> {
        let of_plot = if is_alone { WANTED_ALONE } else { WANTED };
        let plots = self.fitting(most)?;
        Some(self.height(plots, of_plot).min(most))
    }

    /// The plots below a timeline, in points of the timeline's picture from its lower edge on. As many as can be
    /// read; how many have no room is said.
    pub(super) fn nodes(&self, layout: &TimelineLayout, height: f64) -> Vec<Node> {
        let fitting = self.fitting(height).unwrap_or(1);
        let of_plot = LEAST + (height - self.height(fitting, LEAST)).max(0.0) / fitting as f64;
        let step = self.step();
        let mut top = 0.0;
        let mut parts = Vec::new();
        let mut axes_bottom = 0.0;
        for prepared in self.plots.plots.iter().take(fitting) {
            let legend = legend(self, prepared);
            let lines = legend.lines();
            parts.push(legend.node(top + step * 0.78, step));
            top += lines as f64 * step + HALF_NUMBER;
            let area = Rect {
                left: layout.plot.left,
                right: layout.plot.right,
                top,
                bottom: top + of_plot,
            };
            parts.push(plot(self, prepared, layout, area));
            axes_bottom = area.bottom;
            top = area.bottom + HALF_NUMBER + BETWEEN;
        }
        let mut nodes = self.time(layout, axes_bottom);
        nodes.extend(parts);
        let color = self.style.chrome.muted;
        let mut baseline = top + step * 0.78;
        let missing = self.plots.plots[fitting..].iter().map(|plot| plot.unit.as_str());
        let missing: Vec<&str> = missing.collect();
        if !missing.is_empty() {
            let text = self
                .words
                .plots_without_room
                .replace("[units]", &missing.join("; "));
            let shaped = cut(self.world.fonts, &text, &sans(self.style.sizes.small), self.width);
            nodes.push(line(shaped, [0.0, baseline], Align::Left, color));
            baseline += step;
        }
        for shaped in &self.sources {
            nodes.push(line(Arc::clone(shaped), [0.0, baseline], Align::Left, color));
            baseline += step;
        }
        nodes
    }

    /// The window of time and the cursor, from the timeline down through all plots.
    fn time(&self, layout: &TimelineLayout, bottom: f64) -> Vec<Node> {
        let style = &self.style.timeline;
        let inside = |x: f64| x.clamp(layout.plot.left, layout.plot.right);
        let [left, right] = layout.window_x.map(inside);
        let band = Rect {
            left,
            right,
            top: -GAP,
            bottom,
        };
        let mut nodes = Vec::new();
        if right > left {
            nodes.push(filled(band, 0.0, style.window));
            let edge = style.window_edge.faded(0.55);
            let ends = layout.window_x.into_iter().filter(|x| inside(*x) == *x);
            nodes.extend(ends.map(|x| ruled(&[[x, -GAP], [x, bottom]], edge, 1.0)));
        }
        let x = layout.cursor_x;
        if inside(x) == x {
            nodes.push(ruled(&[[x, -GAP], [x, bottom]], style.cursor, 1.4));
        }
        nodes
    }
}

/// The short citations of what is drawn, in a line or two; how many more there are is said.
fn source_lines(
    world: &World,
    words: &Words,
    plots: &PreparedPlots,
    face: &TextStyle,
    width: f64,
) -> Vec<Arc<ShapedText>> {
    let sources = plots.sources(world.dataset);
    let shorts: Vec<&str> = sources
        .iter()
        .map(|ix| world.dataset.source(*ix).short.as_str())
        .collect();
    if shorts.is_empty() {
        return Vec::new();
    }
    let wrapped = |told: usize| {
        let mut list = shorts[..told].join("; ");
        if told < shorts.len() {
            let more = (shorts.len() - told).to_string();
            list = [list, words.sources_more.replace("[n]", &more)].join("; ");
        }
        world
            .fonts
            .wrap(&words.figures_from.replace("[sources]", &list), face, width)
    };
    let fitting = (1..=shorts.len())
        .rev()
        .map(wrapped)
        .find(|lines| lines.len() <= MOST_LINES);
    fitting.unwrap_or_default()
}

/// The room that an axis of values takes at the left, in points.
pub(super) fn numbers_room(style: &Style) -> f64 {
    f64::from(style.sizes.tick) * 4.2
}

/// Width and height of the values beside marks on a page.
pub(super) fn measured(world: &World, style: &Style) -> impl Fn(&str) -> [f64; 2] {
    let face = sans(style.sizes.small);
    move |text| {
        let shaped = world.fonts.shape(text, &face);
        [f64::from(shaped.width), f64::from(face.size)]
    }
}
