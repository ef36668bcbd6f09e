//! A page: title, map, timeline, what is selected, and the credit line that makes it citable.

use crate::chronology::{Length, date_words, window_in_words_with};
use crate::geography::Camera;
use crate::scene::{Affine, Clip, FillRule, Group, Node, Outline, Path, Rect, Scene, Size, Stroke};
use crate::view::{Highlights, Kept, ViewSpec};

use super::map::{Furniture, LegendPlace, MapContext, map_ground, map_labels, map_overlay};
use super::moved::moved_group;
use super::text::{Align, line, sans};
use super::timeline::{TimelineContext, TimelineForm, TimelineLayout, TimelineRows, timeline};
use super::{Style, Words, World, furniture};

/// What stands on a figure besides the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureParts {
    /// The title and the window of time in words.
    pub title: bool,
    /// The timeline below the map.
    pub timeline: bool,
}

impl Default for FigureParts {
    fn default() -> Self {
        Self {
            title: true,
            timeline: true,
        }
    }
}

/// Space around the parts of a page, in points.
const PAGE_MARGIN: f64 = 14.0;

/// The part of a page's height that the timeline takes at most.
const MOST_FOR_TIMELINE: f64 = 0.3;
/// The part of a page's height that the map has at least beside a timeline.
const LEAST_FOR_MAP: f64 = 0.45;
/// The least height of a timeline, in points.
const LEAST_FOR_TIMELINE: f64 = 84.0;

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
    let rows = TimelineRows::new(world.dataset, view, &kept);
    let mut nodes = Vec::new();
    let mut top = PAGE_MARGIN;
    if parts.title {
        let heading = heading(world, view, style, words, title, size.width - 2.0 * PAGE_MARGIN);
        nodes.push(moved_group("heading", heading.0, [PAGE_MARGIN, top]));
        top += heading.1 + 8.0;
    }
    let credits = credit_lines(world, view, style, words, size);
    let bottom = size.height - PAGE_MARGIN * 0.6 - credits.1;
    let wanted = TimelineLayout::wanted_height(world, style, &rows);
    let wanted = wanted.min((size.height * MOST_FOR_TIMELINE).max(LEAST_FOR_TIMELINE));
    // The map comes first: a page too low for both has no timeline.
    let has_timeline = parts.timeline && bottom - top - wanted - 16.0 >= size.height * LEAST_FOR_MAP;
    let timeline_height = if has_timeline { wanted } else { 0.0 };
    let map = Rect {
        left: PAGE_MARGIN,
        top,
        right: size.width - PAGE_MARGIN,
        bottom: (bottom - timeline_height - 8.0).max(top + 40.0),
    };
    nodes.push(map_panel(world, view, style, words, &highlights, map));
    if has_timeline {
        let area = Size {
            width: map.width(),
            height: timeline_height,
        };
        let context = TimelineContext {
            world,
            view,
            style,
            words,
            highlights: &highlights,
            rows: &rows,
        };
        let picture = timeline(&context, area, TimelineForm::Page);
        nodes.push(moved_group(
            "timeline",
            picture.nodes,
            [map.left, map.bottom + 8.0],
        ));
    }
    nodes.push(moved_group("credit", credits.0, [PAGE_MARGIN, bottom]));
    Scene {
        size,
        background: style.chrome.background,
        title: title.to_owned(),
        nodes,
    }
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

/// The disclaimer and all credits, wrapped to the page, with their height.
fn credit_lines(
    world: &World,
    view: &ViewSpec,
    style: &Style,
    words: &Words,
    size: Size,
) -> (Vec<Node>, f64) {
    let data = words
        .data_credit
        .replace("[title]", world.dataset.title())
        .replace("[licence]", world.dataset.licence());
    let projection = words.projection(view.projection);
    let text = [&words.disclaimer, projection, &words.map_credit, &data].join(" ");
    let face = sans(style.sizes.small);
    let step = f64::from(style.sizes.small) * 1.3;
    let lines = world.fonts.wrap(&text, &face, size.width - 2.0 * PAGE_MARGIN);
    let height = lines.len() as f64 * step;
    let nodes = lines
        .into_iter()
        .enumerate()
        .map(|(i, shaped)| {
            line(
                shaped,
                [0.0, step * (i as f64 + 0.8)],
                Align::Left,
                style.chrome.muted,
            )
        })
        .collect();
    (nodes, height)
}
