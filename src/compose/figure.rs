//! A page: title, map, timeline, indicators, and the credit line that makes it citable.

mod sharing;

use crate::chronology::{Length, date_words, window_in_words_with};
use crate::geography::Camera;
use crate::model::LaneIx;
use crate::scene::{Affine, Clip, FillRule, Group, Node, Outline, Path, Rect, Scene, Size, Stroke};
use crate::view::{Highlights, Kept, RowsBy, ViewSpec};

use super::indicators::{self, Indicators};
use super::legend::signs_of_timeline;
use super::map::{Furniture, LegendPlace, MapContext, map_ground, map_labels, map_overlay};
use super::moved::moved_group;
use super::text::{Align, line, sans};
use super::timeline::{
    TimelineContext, TimelineForm, TimelineLayout, TimelinePicture, TimelineRows, timeline,
};
use super::{Style, Words, World, flow, furniture};
use sharing::{BETWEEN_PARTS, Shares, Wanted, shares};

/// What stands on a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureParts {
    /// The title and the window of time in words.
    pub title: bool,
    /// The map.
    pub map: bool,
    /// The timeline below the map, or on the whole page.
    pub timeline: bool,
    /// Below the timeline, the indicators that the view chooses.
    pub indicators: bool,
}

impl Default for FigureParts {
    fn default() -> Self {
        Self {
            title: true,
            map: true,
            timeline: true,
            indicators: false,
        }
    }
}

/// What a figure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureContents {
    /// The view, with these parts.
    View(FigureParts),
    /// The strip of a lane alone.
    Strip {
        /// The lane.
        lane: LaneIx,
        /// Whether its title stands above it.
        title: bool,
    },
}

impl Default for FigureContents {
    fn default() -> Self {
        Self::View(FigureParts::default())
    }
}

impl From<FigureParts> for FigureContents {
    fn from(parts: FigureParts) -> Self {
        Self::View(parts)
    }
}

/// Space around the parts of a page, in points.
const PAGE_MARGIN: f64 = 14.0;

/// Space between the line of signs and the credits.
const SIGNS_GAP: f64 = 5.0;

/// What each part of a page reads.
#[derive(Clone, Copy)]
struct Page<'a> {
    world: &'a World<'a>,
    view: &'a ViewSpec,
    style: &'a Style,
    words: &'a Words,
    kept: &'a Kept,
    highlights: &'a Highlights,
}

/// Composes a view as a page of a size. Its title is the data set's, a scene's, or one that somebody wrote
/// for it; without a heading it is still the document's.
pub fn figure(
    world: &World,
    view: &ViewSpec,
    style: &Style,
    words: &Words,
    size: Size,
    parts: FigureParts,
    title: &str,
) -> Scene {
    let kept = Kept::new(world.dataset, &view.filter);
    let highlights = Highlights::of_kept(world.dataset, view, &kept);
    let page = Page {
        world,
        view,
        style,
        words,
        kept: &kept,
        highlights: &highlights,
    };
    let width = size.width - 2.0 * PAGE_MARGIN;
    let mut nodes = Vec::new();
    let mut top = PAGE_MARGIN;
    if parts.title {
        let heading = heading(world, view, style, words, title, width);
        nodes.push(moved_group("heading", heading.0, [PAGE_MARGIN, top]));
        top += heading.1 + 8.0;
    }
    let credits = credit_lines(page, parts.map, width);
    let bottom = size.height - PAGE_MARGIN * 0.6 - credits.1;
    let rows = TimelineRows::new(world.dataset, view, &kept);
    let indicators = parts
        .indicators
        .then(|| Indicators::new(world, view, style, words, &kept, width));
    let indicators = indicators.flatten();
    let panels = |signs: f64| {
        let wanted = Wanted {
            map: parts.map,
            timeline: (parts.timeline || !parts.map)
                .then(|| TimelineLayout::wanted_height(world, style, &rows)),
            indicators: indicators.is_some(),
        };
        let of_indicators = |most: f64| indicators.as_ref()?.height_within(most, !parts.map);
        let shares = shares(wanted, &of_indicators, size.height, bottom - top - signs);
        (shares, timeline_of(page, &rows, width, shares))
    };
    let (shares, picture) = if parts.map {
        panels(0.0)
    } else {
        let (signs, panels) = signs_below(page, width, panels);
        let height = signs.1;
        nodes.push(moved_group(
            "signs",
            vec![signs.0],
            [PAGE_MARGIN, bottom - height],
        ));
        panels
    };
    if let Some(height) = shares.map {
        let map = Rect::from_xywh(PAGE_MARGIN, top, width, height);
        nodes.push(map_panel(world, view, style, words, &highlights, map));
        top = map.bottom + BETWEEN_PARTS;
    }
    if let (Some(picture), Some(height)) = (picture, shares.timeline) {
        nodes.push(moved_group("timeline", picture.nodes, [PAGE_MARGIN, top]));
        top += height + indicators::GAP;
        if let (Some(plots), Some(height)) = (indicators, shares.indicators) {
            let plots = plots.nodes(&picture.layout, height);
            nodes.push(moved_group("indicators", plots, [PAGE_MARGIN, top]));
        }
    }
    nodes.push(moved_group("credit", credits.0, [PAGE_MARGIN, bottom]));
    Scene {
        size,
        background: style.chrome.background,
        title: title.to_owned(),
        nodes,
    }
}

/// The timeline in its share of a page.
fn timeline_of(page: Page, rows: &TimelineRows, width: f64, shares: Shares) -> Option<TimelinePicture> {
    let context = TimelineContext {
        world: page.world,
        view: page.view,
        style: page.style,
        words: page.words,
        highlights: page.highlights,
        rows,
    };
    let form = match shares.indicators {
        Some(_) => TimelineForm::PageWithPlots,
        None => TimelineForm::Page,
    };
    let height = shares.timeline?;
    Some(timeline(&context, Size { width, height }, form))
}

/// Shares out a page without a map, whose signs are explained in a line at its foot: those of themes where no row
/// bears their names. Gives that line with its height, and what `panels` makes of the page above it.
fn signs_below(
    page: Page,
    width: f64,
    panels: impl Fn(f64) -> (Shares, Option<TimelinePicture>),
) -> ((Node, f64), (Shares, Option<TimelinePicture>)) {
    let step = f64::from(page.style.sizes.small) * 1.4;
    let signs = |with_themes: bool| {
        let pieces = signs_of_timeline(
            page.world,
            page.view,
            page.style,
            page.words,
            page.kept,
            with_themes,
        );
        let edges = [0.0, width];
        let height = SIGNS_GAP + step * flow::count(pieces.iter().map(|piece| piece.width), edges) as f64;
        let node = flow::flow("signs", pieces, edges, step * 0.8, step);
        ((node, height), panels(height))
    };
    let by_theme = page.view.timeline.rows == RowsBy::Theme;
    let below = signs(!by_theme);
    // One row for all themes bears no name.
    let picture = &below.1.1;
    let is_joint = picture.as_ref().is_some_and(|picture| picture.layout.is_joint());
    if by_theme && is_joint { signs(true) } else { below }
}

/// The map in its frame.
fn map_panel(
    world: &World,
    view: &ViewSpec,
    style: &Style,
    words: &Words,
    highlights: &Highlights,
    frame: Rect,
) -> Node {
    let camera = Camera::new(&view.framing, view.projection, frame.width(), frame.height());
    let on_map = Furniture {
        legend: LegendPlace::FreestCorner,
        credit: false,
        measure: true,
        locator: true,
    };
    let map = MapContext {
        world,
        view,
        style,
        words,
        camera: &camera,
        furniture: on_map,
    };
    let labels = map_labels(&map);
    let mut children = map_ground(world.basemap, &view.layers, style, &camera, 2.0);
    children.extend(map_overlay(&map, highlights, &labels));
    let inside = moved_group("map", children, [frame.left, frame.top]);
    let clipped = Node::Group(Group {
        clip: Some(Clip {
            shapes: vec![(Outline::rect(frame, 0.0).into(), Affine::IDENTITY)],
            rule: FillRule::NonZero,
        }),
        ..Group::named("map-frame", vec![inside])
    });
    let neat_line = Node::Path(Path {
        shape: Outline::rect(frame, 0.0).into(),
        transform: Affine::IDENTITY,
        fill: None,
        stroke: Some(Stroke::solid(style.chrome.muted, 0.7)),
        key: None,
    });
    Node::Group(Group::named("map-panel", vec![clipped, neat_line]))
}

/// The title, wrapped to the width, and the window of time in words: behind the title where there is room,
/// else below it. With their height.
fn heading(
    world: &World,
    view: &ViewSpec,
    style: &Style,
    words: &Words,
    title: &str,
    width: f64,
) -> (Vec<Node>, f64) {
    let face = furniture::title_face(style);
    let step = f64::from(face.size) * 1.2;
    let lines = world.fonts.wrap(title, &face, width);
    let last_width = lines.last().map_or(0.0, |l| f64::from(l.width));
    let mut baseline = f64::from(face.size) - step;
    let mut nodes = Vec::new();
    for shaped in lines {
        baseline += step;
        nodes.push(line(shaped, [0.0, baseline], Align::Left, style.chrome.text));
    }
    let dates = date_words(&view.language);
    let window = window_in_words_with(view.time.window, dates, Length::Short);
    let text = words.time_window.replace("[span]", &window);
    let shaped = world.fonts.shape(&text, &sans(style.sizes.town));
    let color = style.chrome.muted;
    if last_width + f64::from(shaped.width) + 16.0 <= width {
        nodes.push(line(shaped, [width, baseline], Align::Right, color));
    } else {
        baseline += f64::from(style.sizes.town) * 1.35;
        nodes.push(line(shaped, [0.0, baseline], Align::Left, color));
    }
    (nodes, baseline)
}

/// The disclaimer and all credits, wrapped to the page, with their height. Without a map, those of the data alone.
fn credit_lines(page: Page, has_map: bool, width: f64) -> (Vec<Node>, f64) {
    let Page {
        world,
        view,
        style,
        words,
        ..
    } = page;
    let data = words
        .data_credit
        .replace("[title]", world.dataset.title())
        .replace("[licence]", world.dataset.licence());
    let projection = words.projection(view.projection);
    let text = if has_map {
        [&words.disclaimer, projection, &words.map_credit, &data].join(" ")
    } else {
        data
    };
    let face = sans(style.sizes.small);
    let step = f64::from(style.sizes.small) * 1.3;
    let lines = world.fonts.wrap(&text, &face, width);
    let height = lines.len() as f64 * step;
    let baseline = |i: usize| step * (i as f64 + 0.8);
    let nodes = lines.into_iter().enumerate();
    let nodes = nodes.map(|(i, shaped)| line(shaped, [0.0, baseline(i)], Align::Left, style.chrome.muted));
    (nodes.collect(), height)
}
