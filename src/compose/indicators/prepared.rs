//! The chosen series made ready for plotting: one plot for each unit. The window draws these with its plotting
//! toolkit and a page composes them, so that both show the same figures, axes, colours and words.

use crate::chronology::{DaySpan, date_words};
use crate::compose::Style;
use crate::compose::numbers::{is_ordinal, value_in_words, value_with_unit};
use crate::model::{Dataset, MarkerShape, SeriesIx, SourceIx, ThemeIx};
use crate::scene::Color;
use crate::view::{Kept, TimeView, ViewSpec};

use super::figures::{Figure, Reading, runs};
use super::scale::Scale;

/// Shapes of dots, in turn: those that a plot of the window can draw as well.
const SHAPES: [MarkerShape; 5] = [
    MarkerShape::Circle,
    MarkerShape::Square,
    MarkerShape::Diamond,
    MarkerShape::Triangle,
    MarkerShape::TriangleDown,
];

/// Values beside marks that are thought of at most: more than any plot has room for.
const MOST_ANNOTATIONS: usize = 150;

/// Letters of a unit that is never left out beside a value.
const SHORT_UNIT: usize = 4;

/// The plots of a view, and the time that all of them show.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedPlots {
    /// One for each unit, in the order of the data set.
    pub plots: Vec<PreparedPlot>,
    /// The time in view, its window and its cursor.
    pub time: TimeView,
}

/// The series of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedPlot {
    /// The unit of its values.
    pub unit: String,
    /// Its series.
    pub members: Vec<PlottedSeries>,
    /// Its axis of values.
    pub scale: Scale,
    /// Figures with their values beside them, those that matter most first.
    pub annotations: Vec<Annotation>,
    /// The days that it shows, from the left to the right edge, as days since 1970-01-01.
    pub shown: [f64; 2],
    /// The window of time.
    pub window: [f64; 2],
    /// The cursor: the start of its day, as on the timeline.
    pub cursor: f64,
}

/// A series as it is plotted.
#[derive(Clone, Debug, PartialEq)]
pub struct PlottedSeries {
    /// Which one it is.
    pub series: SeriesIx,
    /// Its title in the view's language.
    pub title: String,
    /// The colour of its marks.
    pub ink: Color,
    /// The shape of its dots.
    pub shape: MarkerShape,
    /// Its figures; nothing joins one run with another.
    pub runs: Vec<Vec<Figure>>,
    /// What it says at the cursor.
    pub reading: Reading,
}

impl PlottedSeries {
    /// Its figures, in order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.runs.iter().flatten()
    }
}

/// A figure whose value stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Which of the plot's members it belongs to.
    pub member: usize,
    /// Which point of the series it is.
    pub point: usize,
    /// Day and value of its mark; of one that begins or ends out of sight, of what is seen of it.
    pub at: [f64; 2],
    /// From where to where its time is seen, in days.
    pub stretch: [f64; 2],
    /// The value with its unit, and a shorter form without it where it is a long one.
    pub texts: [String; 2],
}

impl PreparedPlots {
    /// The plots of the series that a view chooses and its filter keeps.
    pub fn new(dataset: &Dataset, view: &ViewSpec, kept: &Kept, style: &Style) -> Self {
        let data = dataset.time_span().unwrap_or(view.time.shown);
        let mut groups: Vec<(&str, Vec<SeriesIx>)> = Vec::new();
        for ix in view.plotted_series(dataset, kept) {
            let unit = dataset.series(ix).unit.as_str();
            match groups.iter_mut().find(|(known, _)| *known == unit) {
                Some((_, members)) => members.push(ix),
                None => groups.push((unit, vec![ix])),
            }
        }
        let mut inks = Inks::new(dataset, style);
        let plot = |(unit, members): (&str, Vec<SeriesIx>)| {
            let mut in_plot = Vec::new();
            let members = members.into_iter().zip(SHAPES.into_iter().cycle());
            let members = members.map(|(ix, shape)| PlottedSeries {
                series: ix,
                title: dataset.series(ix).title.get(&view.language).to_owned(),
                ink: inks.next(ix, shape, &mut in_plot),
                shape,
                runs: runs(dataset.series(ix), data),
                reading: Reading::of(dataset.series(ix), view.time.cursor, date_words(&view.language)),
            });
            PreparedPlot::new(unit, members.collect(), &view.time)
        };
        Self {
            plots: groups.into_iter().map(plot).collect(),
            time: view.time,
        }
    }

    /// Every source of a figure that is in sight, each once, in the order of the figures.
    pub fn sources(&self, dataset: &Dataset) -> Vec<SourceIx> {
        let mut sources = Vec::new();
        for plot in &self.plots {
            for member in &plot.members {
                let points = &dataset.series(member.series).points;
                let seen = member.figures().filter(|f| f.meets(plot.shown));
                for source in seen.flat_map(|f| points.get(f.point).map_or(&[][..], |p| &p.sources)) {
                    if !sources.contains(source) {
                        sources.push(*source);
                    }
                }
            }
        }
        sources
    }
}

impl PreparedPlot {
    fn new(unit: &str, members: Vec<PlottedSeries>, time: &TimeView) -> Self {
        let axis = time.axis(1.0);
        let shown = [axis.start().to_days(), axis.end().to_days()];
        let window = days_of(time.window);
        let cursor = time.cursor.0 as f64;
        let scale = Scale::of(members.iter().flat_map(PlottedSeries::figures), shown, unit);
        let annotations = annotations(unit, &members, shown, window, cursor);
        Self {
            unit: unit.to_owned(),
            members,
            scale,
            annotations,
            shown,
            window,
            cursor,
        }
    }

    /// Where a day and a value stand on a plot of a size, in points from its upper left corner.
    pub fn position(&self, [day, value]: [f64; 2], [width, height]: [f64; 2]) -> [f64; 2] {
        let [from, to] = self.shown;
        [(day - from) / (to - from) * width, self.scale.y(value, height)]
    }

    /// The day and the value at a place of a plot of a size.
    pub fn at(&self, [x, y]: [f64; 2], [width, height]: [f64; 2]) -> [f64; 2] {
        let [from, to] = self.shown;
        [from + x / width * (to - from), self.scale.value_at(y, height)]
    }
}

/// Both days of a span whole, as days since 1970-01-01.
fn days_of(span: DaySpan) -> [f64; 2] {
    [span.first().0 as f64, span.last().0 as f64 + 1.0]
}

/// The figures that are single facts: those of a series that has no other, shares and ranks. What holds at the
/// cursor comes first, then what meets the window of time, then the later.
fn annotations(
    unit: &str,
    members: &[PlottedSeries],
    shown: [f64; 2],
    window: [f64; 2],
    cursor: f64,
) -> Vec<Annotation> {
    let is_fact = unit == "%" || is_ordinal(unit);
    let facts = members
        .iter()
        .enumerate()
        .filter(|(_, m)| is_fact || m.figures().count() == 1);
    let seen = facts.flat_map(|(at, m)| m.figures().filter(|f| f.meets(shown)).map(move |f| (at, f)));
    let mut seen: Vec<(usize, &Figure)> = seen.collect();
    seen.sort_by(|(_, a), (_, b)| {
        let rank = |f: &Figure| (!f.meets([cursor, cursor + 1.0]), !f.meets(window));
        rank(a).cmp(&rank(b)).then(b.from.total_cmp(&a.from))
    });
    let annotation = |(member, figure): (usize, &Figure)| {
        let [from, to] = figure.stretch();
        let [from, to] = [from.max(shown[0]), to.min(shown[1])];
        let middle = figure.middle();
        let is_seen = (shown[0]..=shown[1]).contains(&middle);
        let whole = value_with_unit(figure.value, unit);
        let short = if unit.chars().count() <= SHORT_UNIT {
            whole.clone()
        } else {
            value_in_words(figure.value, unit)
        };
        Annotation {
            member,
            point: figure.point,
            at: [
                if is_seen { middle } else { f64::midpoint(from, to) },
                figure.value,
            ],
            stretch: [from, to],
            texts: [whole, short],
        }
    };
    seen.into_iter().take(MOST_ANNOTATIONS).map(annotation).collect()
}

/// Colours of series: each has one of the data set's in turn, or the next that none plotted before it has; in one plot,
/// colour and shape together are those of one series alone for as long as there are any left.
struct Inks<'a> {
    dataset: &'a Dataset,
    style: &'a Style,
    taken: Vec<bool>,
}

impl<'a> Inks<'a> {
    fn new(dataset: &'a Dataset, style: &'a Style) -> Self {
        let taken = vec![false; dataset.themes().len()];
        Self {
            dataset,
            style,
            taken,
        }
    }

    fn next(
        &mut self,
        series: SeriesIx,
        shape: MarkerShape,
        in_plot: &mut Vec<(usize, MarkerShape)>,
    ) -> Color {
        if self.taken.iter().all(|taken| *taken) {
            self.taken.fill(false);
        }
        let count = self.taken.len();
        let turns = || (0..count).map(|turn| (series.index() + turn) % count);
        let is_own = |at: &usize| !in_plot.contains(&(*at, shape));
        let free = turns().find(|at| !self.taken[*at] && is_own(at));
        let Some(own) = free.or_else(|| turns().find(is_own)).or_else(|| turns().next()) else {
            return self.style.chrome.accent;
        };
        self.taken[own] = true;
        in_plot.push((own, shape));
        let theme: Option<ThemeIx> = self.dataset.themes().nth(own);
        theme.map_or(self.style.chrome.accent, |theme| {
            let ground = self.style.timeline.ground;
            self.style.theme_ink(self.dataset, theme, ground)
        })
    }
}
