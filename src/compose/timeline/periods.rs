//! Periods as bands with faded ends where the dates are imprecise or open.

use crate::model::{Dataset, Item, PeriodIx};
use crate::scene::{Affine, Family, Group, Node, Outline, Path, Rect, TextStyle};

use super::super::text::{Align, write};
use super::super::world::key_of;
use super::layout::TimelineLayout;
use super::{TimelineContext, filled, rect_clip, span_x};

/// How many steps a faded end is drawn in.
const FADE_STEPS: u32 = 8;

/// Height of a level with titles, in points.
const TITLED_HEIGHT: f64 = 18.0;
/// Height of a thin level.
const THIN_HEIGHT: f64 = 4.0;

/// How many levels of periods are drawn: first those with titles, then thin ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Levels {
    titled: u32,
    all: u32,
}

impl Levels {
    /// All levels of a data set with titles.
    pub(super) fn of(set: &Dataset) -> Self {
        Self::of_placed(&levels(set))
    }

    fn of_placed(placed: &[(PeriodIx, u32)]) -> Self {
        let all = placed.iter().map(|(_, level)| level + 1).max().unwrap_or(0);
        Self { titled: all, all }
    }

    /// As many of the levels as fit into a height, as many of them with titles as can be; at least one.
    pub(super) fn within(self, height: f64) -> Self {
        let fits = |levels: &Self| levels.height() <= height;
        let all = (1..=self.all).rev().find(|&all| fits(&Self { titled: 1, all }));
        let all = all.unwrap_or(self.all.min(1));
        let titled = (1..=all).rev().find(|&titled| fits(&Self { titled, all }));
        Self {
            titled: titled.unwrap_or(all),
            all,
        }
    }

    /// Height of the bands, in points.
    pub(super) fn height(self) -> f64 {
        self.top(self.all)
    }

    /// The height that a page gives them: three levels with titles, the others thin.
    pub(super) fn wanted_height(self) -> f64 {
        Self {
            titled: self.all.min(3),
            ..self
        }
        .height()
    }

    /// Top of a level below the first level's top.
    fn top(self, level: u32) -> f64 {
        let titled = level.min(self.titled);
        f64::from(titled) * TITLED_HEIGHT + f64::from(level - titled) * THIN_HEIGHT
    }
}

/// The bands; periods that overlap in time lie one below the other.
pub(super) fn bands(parts: &TimelineContext, layout: &TimelineLayout) -> Node {
    let set = parts.world.dataset;
    let placed = levels(set);
    let room = Levels::of_placed(&placed).within(layout.bands.height() + 0.01);
    let nodes = placed
        .iter()
        .zip(0usize..)
        .filter(|((_, level), _)| *level < room.all)
        .filter_map(|(&(ix, level), turn)| {
            let period = set.period(ix);
            let [left, right] = span_x(&layout.axis, period.when.span(), layout.plot.width());
            if right < 0.0 || left > layout.plot.width() {
                return None;
            }
            let rect = Rect {
                left: layout.plot.left + left,
                right: layout.plot.left + right.max(left + 1.0),
                top: layout.bands.top + room.top(level) + 0.5,
                bottom: layout.bands.top + room.top(level + 1) - 0.5,
            };
            Some(band(parts, layout, ix, rect, turn))
        })
        .collect();
    Node::Group(Group::named("periods", nodes))
}

/// Each period with the level that it is drawn on: the first on which it overlaps no earlier one by more
/// than the imprecision of their ends (periods that share a year lie on one level and share a faded join).
fn levels(set: &Dataset) -> Vec<(PeriodIx, u32)> {
    let mut placed: Vec<(PeriodIx, u32)> = Vec::new();
    for ix in set.periods() {
        let when = &set.period(ix).when;
        let clashes = |other: PeriodIx| {
            let theirs = &set.period(other).when;
            match (when.certain(), theirs.certain()) {
                (Some(a), Some(b)) => a.meets(b),
                _ => when.span().meets(theirs.span()),
            }
        };
        let level = (0..)
            .find(|level| placed.iter().all(|&(other, l)| l != *level || !clashes(other)))
            .unwrap_or(0);
        placed.push((ix, level));
    }
    placed
}

fn band(parts: &TimelineContext, layout: &TimelineLayout, ix: PeriodIx, rect: Rect, turn: usize) -> Node {
    let style = &parts.style.timeline;
    let period = parts.world.dataset.period(ix);
    let tint = style.period_tints[turn % style.period_tints.len()];
    let mut nodes = vec![];
    let core = period
        .when
        .certain()
        .map(|c| span_x(&layout.axis, c, layout.plot.width()));
    match core {
        Some([a, b]) => {
            let (a, b) = (layout.plot.left + a, layout.plot.left + b);
            nodes.extend(fade(rect.left, a, &rect, tint, true));
            nodes.push(filled(
                Rect {
                    left: a,
                    right: b.max(a),
                    ..rect
                },
                0.0,
                tint,
            ));
            nodes.extend(fade(b, rect.right, &rect, tint, false));
        }
        None => nodes.push(filled(rect, 0.0, tint.faded(0.5))),
    }
    // The pick target: the whole band, unseen.
    nodes.push(Node::Path(Path {
        shape: Outline::rect(rect, 0.0).into(),
        transform: Affine::IDENTITY,
        fill: Some(tint.faded(0.0).into()),
        stroke: None,
        key: Some(key_of(Item::Period(ix))),
    }));
    // Periods that share a year share its room: a title keeps to what is surely its own period's.
    let own = core.map_or(rect, |[a, b]| Rect {
        left: layout.plot.left + a,
        right: layout.plot.left + b.max(a),
        ..rect
    });
    nodes.extend(title(parts, layout, period.title.get(&parts.view.language), own));
    Node::Group(Group::named(period.id.clone(), nodes))
}

/// Strips from clear to full (or full to clear) between two edges.
pub(super) fn fade(left: f64, right: f64, rect: &Rect, tint: crate::scene::Color, rising: bool) -> Vec<Node> {
    if right - left < 0.5 {
        return Vec::new();
    }
    let step = (right - left) / f64::from(FADE_STEPS);
    (0..FADE_STEPS)
        .map(|i| {
            let part = (f64::from(i) + 0.5) / f64::from(FADE_STEPS);
            let opacity = if rising { part } else { 1.0 - part };
            let strip = Rect {
                left: left + f64::from(i) * step,
                right: left + f64::from(i + 1) * step,
                ..*rect
            };
            filled(strip, 0.0, tint.faded(opacity as f32))
        })
        .collect()
}

/// The title within the visible part of the band: whole, or cut with an ellipsis, or not at all.
fn title(parts: &TimelineContext, layout: &TimelineLayout, text: &str, rect: Rect) -> Option<Node> {
    let left = rect.left.max(layout.plot.left) + 8.0;
    let right = rect.right.min(layout.plot.right) - 6.0;
    let size = (rect.height() * 0.72).min(f64::from(parts.style.sizes.site)) as f32;
    if size < parts.style.sizes.least.max(parts.style.sizes.small * 0.82) {
        return None;
    }
    let face = TextStyle {
        family: Family::Serif,
        size,
        ..TextStyle::default()
    };
    let fitting = fit(parts, text, &face, right - left)?;
    let at = [left, rect.center()[1] + f64::from(size) * 0.34];
    let node = write(
        parts.world.fonts,
        &fitting,
        &face,
        at,
        Align::Left,
        parts.style.timeline.period_text,
    );
    Some(Node::Group(Group {
        clip: Some(rect_clip(rect)),
        ..Group::named("title", vec![node])
    }))
}

/// The text, or as many of its words as fit with an ellipsis; `None` where not even the first fits.
fn fit(parts: &TimelineContext, text: &str, face: &TextStyle, width: f64) -> Option<String> {
    let fits = |t: &str| f64::from(parts.world.fonts.shape(t, face).width) <= width;
    if fits(text) {
        return Some(text.to_owned());
    }
    let words: Vec<&str> = text.split(' ').collect();
    (1..words.len())
        .rev()
        .map(|n| format!("{}…", words[..n].join(" ").trim_end_matches([',', ';', ':'])))
        .find(|t| fits(t))
}
