//! The strip of a lane as a figure: title and length, the strip, its signs, its sources and the credit line.

use crate::geography::{Meters, NauticalMiles};
use crate::model::{LaneIx, SourceIx};
use crate::scene::{Color, Group, Node, Scene, Size, TextStyle};
use crate::view::{ViewSpec, Way};

use super::super::flow::{self, Piece};
use super::super::furniture::title_face;
use super::super::moved::moved_group;
use super::super::numbers::thousands;
use super::super::text::{Align, line, sans, sans_semibold};
use super::super::timeline::ruled;
use super::super::{Style, Words, World};
use super::log::{LaneLog, StopSign};
use super::signs::{Sign, sign};
use super::{StripContext, StripForm, StripPicture, lane_strip};

/// Space around the parts of a page, and between them, in points.
const MARGIN: f64 = 16.0;
const GAP: f64 = 16.0;
/// Room of a sign in the line of signs.
const SIGN: f64 = 20.0;
/// How long the scale bar is at most, in points.
const LONGEST_BAR: f64 = 150.0;
/// The part of a page's free height that lies above the strip, and the part of all height that it is at most.
const PART_ABOVE: f64 = 0.42;
const MOST_ABOVE: f64 = 0.16;
/// From how many times as high as wide on the room for a strip is one for a column.
const COLUMN_FROM: f64 = 0.9;
/// From baseline to baseline, in sizes of the letters.
const LEADING: f64 = 1.32;

/// A page that is too low for a strip.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("the strip takes a page that is {0} points high")]
pub struct StripTooHigh(
    /// The least height at this width, in points; infinite where no height is enough.
    pub f64,
);

/// Composes the strip of a lane as a page: of a height, or as high as it takes. Without a heading the title is still
/// the document's.
///
/// # Errors
/// When the page is too low.
pub fn lane_figure(
    context: &StripContext,
    lane: LaneIx,
    width: f64,
    height: Option<f64>,
    title: &str,
    has_heading: bool,
) -> Result<Scene, StripTooHigh> {
    let log = context.log(lane);
    let page = Page {
        context,
        log: &log,
        width: (width - 2.0 * MARGIN).max(1.0),
        title: if has_heading { title } else { "" },
    };
    // Where whole citations leave no room for the strip, short ones stand for them.
    let nodes =
        [Citations::Whole, Citations::Short].map(|citations| page.nodes(page.foot(lane, citations), height));
    let [whole, short] = nodes;
    let (nodes, height) = whole.or(short)?;
    Ok(Scene {
        size: Size { width, height },
        background: context.ground,
        title: title.to_owned(),
        nodes,
    })
}

/// How the sources of a lane are cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Citations {
    Whole,
    Short,
}

/// A part of the page from its upper left corner on.
#[derive(Default)]
struct Part {
    nodes: Vec<Node>,
    height: f64,
}

struct Page<'a> {
    context: &'a StripContext<'a>,
    log: &'a LaneLog,
    width: f64,
    title: &'a str,
}

impl Page<'_> {
    /// What stands on the page, and how high it is.
    fn nodes(&self, foot: Part, height: Option<f64>) -> Result<(Vec<Node>, f64), StripTooHigh> {
        let heading = self.heading();
        let legend = |strip: Option<&StripPicture>| self.signs(strip);
        // Whether lengths are in proportion changes the words below the strip, and so hardly its height.
        let taken = heading.height + legend(None).height + foot.height + 2.0 * MARGIN + 3.0 * GAP;
        let most = height.map(|height| height - taken);
        let strip = self.strip(most).map_err(|needed| StripTooHigh(needed + taken))?;
        let legend = legend(Some(&strip));
        let taken = heading.height + legend.height + foot.height + 2.0 * MARGIN + 3.0 * GAP;
        let height = height.unwrap_or(taken + strip.size.height);
        let free = (height - taken - strip.size.height).max(0.0);
        let top = MARGIN + heading.height + GAP + (free * PART_ABOVE).min(height * MOST_ABOVE);
        let at_foot = height - MARGIN - foot.height;
        let below = (top + strip.size.height + GAP).min(at_foot - GAP - legend.height);
        let nodes = vec![
            moved_group("heading", heading.nodes, [MARGIN, MARGIN]),
            moved_group("strip", strip.nodes, [MARGIN, top]),
            moved_group("signs", legend.nodes, [MARGIN, below]),
            moved_group("credit", foot.nodes, [MARGIN, at_foot]),
        ];
        Ok((nodes, height))
    }

    /// The strip: in rows, or in a column where the page is high and narrow enough for one.
    fn strip(&self, most: Option<f64>) -> Result<StripPicture, f64> {
        let strip = |form, most| lane_strip(self.context, self.log, self.width, form, most);
        let is_high = |height: &f64| *height >= self.width * COLUMN_FROM;
        let column = match most {
            Some(most) => strip(StripForm::Column, Some(most).filter(is_high).or(Some(0.0))),
            None => Err(f64::INFINITY),
        };
        column.or_else(|of_column| {
            let rows = strip(StripForm::Rows, most);
            rows.map_err(|of_rows| of_rows.min(of_column.max(self.width * COLUMN_FROM)))
        })
    }

    fn style(&self) -> &Style {
        self.context.style
    }

    fn words(&self) -> &Words {
        self.context.words
    }

    /// Adds text, wrapped to the page.
    fn write(&self, part: &mut Part, text: &str, face: &TextStyle, color: Color) {
        let size = f64::from(face.size);
        for shaped in self.context.world.fonts.wrap(text, face, self.width) {
            let baseline = part.height + size * 0.98;
            part.nodes.push(line(shaped, [0.0, baseline], Align::Left, color));
            part.height += size * LEADING;
        }
    }

    /// Title, where from and where to, how long, and what is to be said besides.
    fn heading(&self) -> Part {
        let (style, words) = (self.style(), &self.words().strip);
        let mut part = Part::default();
        if !self.title.is_empty() {
            self.write(&mut part, self.title, &title_face(style), style.chrome.text);
            part.height += 2.0;
        }
        let named = |stop: Option<&super::LoggedStop>| stop.map_or("", |stop| stop.name.as_str()).to_owned();
        let [from, to] = [self.log.stops.first(), self.log.stops.last()].map(named);
        let from_to = words.from_to.replace("[from]", &from).replace("[to]", &to);
        let names = Some(from_to).filter(|_| style.labels.names);
        let of_length = self.log.length.clone().filter(|_| self.log.way == Way::Sailed);
        let said: Vec<String> = names.into_iter().chain(of_length).collect();
        let tools = sans(style.sizes.town);
        self.write(&mut part, &said.join(" · "), &tools, style.chrome.muted);
        let strong = sans_semibold(style.sizes.town);
        for remark in &self.log.remarks {
            self.write(&mut part, remark, &strong, style.chrome.text);
        }
        part
    }

    /// The line of signs: those that stand on the strip, and its scale.
    fn signs(&self, strip: Option<&StripPicture>) -> Part {
        let words = &self.words().strip;
        let kinds = [
            (StopSign::Place, &words.place),
            (StopSign::Water, &words.water),
            (StopSign::Chokepoint, &words.chokepoint),
            (StopSign::Closed, &words.closed_chokepoint),
        ];
        let stops = &self.log.stops;
        let there = kinds
            .into_iter()
            .filter(|(kind, _)| stops.iter().any(|stop| stop.sign == *kind));
        let mut pieces: Vec<Piece> = there.map(|(kind, text)| self.sign_piece(kind, text)).collect();
        if self.log.way == Way::IfOpen {
            pieces.push(self.ghost_piece());
        }
        match strip.map(|strip| strip.scale) {
            Some(Some(scale)) => pieces.push(self.scale_piece(scale)),
            Some(None) if self.log.way == Way::Unknown => {}
            _ => pieces.push(self.piece(Vec::new(), 0.0, &words.not_to_scale)),
        }
        let edges = [0.0, self.width];
        let step = f64::from(self.style().sizes.small) * 1.5;
        let count = flow::count(pieces.iter().map(|piece| piece.width), edges);
        Part {
            nodes: vec![flow::flow("signs", pieces, edges, step * 0.75, step)],
            height: step * count as f64,
        }
    }

    /// A piece of the line of signs: what is drawn in so much room, and words.
    fn piece(&self, mut nodes: Vec<Node>, room: f64, text: &str) -> Piece {
        let face = sans(self.style().sizes.small);
        let shaped = self.context.world.fonts.shape(text, &face);
        let width = room + f64::from(shaped.width);
        nodes.push(line(shaped, [room, 0.0], Align::Left, self.style().chrome.text));
        Piece { nodes, width }
    }

    /// The height of the middle of small letters over their baseline.
    fn middle(&self) -> f64 {
        f64::from(self.style().sizes.small) * -0.34
    }

    fn sign_piece(&self, kind: StopSign, text: &str) -> Piece {
        let map = &self.style().map;
        let lane = match self.log.way {
            Way::Sailed => map.lane,
            Way::IfOpen => map.lane_ghost,
            Way::Unknown => map.leader,
        };
        let (middle, half) = (self.middle(), SIGN * 0.45);
        let mut nodes = vec![ruled(
            &[[0.0, middle], [2.0 * half, middle]],
            lane.color,
            lane.width,
        )];
        nodes.extend(sign(&Sign {
            style: self.style(),
            ground: self.context.ground,
            sign: kind,
            is_end: false,
            is_upright: false,
            at: [half, middle],
            key: None,
        }));
        self.piece(nodes, SIGN * 1.25, text)
    }

    fn ghost_piece(&self) -> Piece {
        let ghost = self.style().map.lane_ghost;
        let ends = [SIGN * 0.0, SIGN * 1.2].map(|x| [x, self.middle()]);
        let mut node = ruled(&ends, ghost.color, ghost.width);
        if let Node::Path(path) = &mut node
            && let Some(stroke) = &mut path.stroke
        {
            stroke.dash = vec![ghost.width * 3.0, ghost.width * 2.0];
        }
        self.piece(vec![node], SIGN * 1.5, &self.words().lane_if_open)
    }

    /// A bar of a round number of miles.
    fn scale_piece(&self, meters_per_point: Meters) -> Piece {
        let most = NauticalMiles::from(Meters(meters_per_point.0 * LONGEST_BAR)).0;
        let miles = round_below(most);
        let length = Meters::from(NauticalMiles(miles)).0 / meters_per_point.0;
        let (y, color) = (self.middle(), self.style().chrome.text);
        let width = self.style().map.leader.width * 1.4;
        let ends = [0.0, length].map(|x| ruled(&[[x, y - 3.5], [x, y + 3.5]], color, width));
        let mut nodes = vec![ruled(&[[0.0, y], [length, y]], color, width)];
        nodes.extend(ends);
        let number = if miles < 1.0 {
            miles.to_string()
        } else {
            thousands(miles)
        };
        let text = format!("{number} {}", self.words().nautical_miles);
        self.piece(
            vec![Node::Group(Group::named("scale-bar", nodes))],
            length + 7.0,
            &text,
        )
    }

    /// The sources of the lane, those that say otherwise, how lengths are found, and the data's credit.
    fn foot(&self, lane: LaneIx, citations: Citations) -> Part {
        let set = self.context.dataset();
        let (words, lane) = (&self.words().strip, set.lane(lane));
        let cited = |sources: &[SourceIx]| {
            let cited = sources.iter().map(|ix| match citations {
                Citations::Whole => set.source(*ix).citation.as_str(),
                Citations::Short => set.source(*ix).short.as_str(),
            });
            cited.collect::<Vec<_>>().join(" · ")
        };
        let mut part = Part::default();
        let face = sans(self.style().sizes.small);
        let mut add = |text: &str| self.write(&mut part, text, &face, self.style().chrome.muted);
        if !lane.sources.is_empty() {
            add(&words.sources.replace("[sources]", &cited(&lane.sources)));
        }
        if !lane.differs.is_empty() {
            let short = lane.differs.iter().map(|ix| set.source(*ix).short.as_str());
            let short = short.collect::<Vec<_>>().join("; ");
            add(&words.otherwise.replace("[sources]", &short));
        }
        let data = &self.words().data_credit;
        let data = data
            .replace("[title]", set.title())
            .replace("[licence]", set.licence());
        let model = (self.log.way != Way::Unknown).then_some(words.model.as_str());
        let credits: Vec<&str> = model.into_iter().chain([data.as_str()]).collect();
        add(&credits.join(" "));
        part
    }
}

/// The largest of 1, 2 and 5 times a power of ten that is no larger.
fn round_below(most: f64) -> f64 {
    let power = 10f64.powf(most.log10().floor());
    let fitting = [5.0, 2.0, 1.0].into_iter().find(|step| step * power <= most);
    fitting.unwrap_or(1.0) * power
}

impl<'a> StripContext<'a> {
    /// A context for a page: on its ground.
    pub fn on_page(world: &'a World<'a>, view: &'a ViewSpec, style: &'a Style, words: &'a Words) -> Self {
        Self {
            world,
            view,
            style,
            words,
            ground: style.chrome.background,
        }
    }
}
