//! The strip of a lane: its ports and passages in the order of sailing with the distances between them, as a periplus
//! lists them and a railway draws its line. In rows on a page, in one column in the window.

mod blocks;
mod drawing;
mod layout;
mod log;
mod page;
mod signs;
mod spread;
mod words;

use crate::geography::Meters;
use crate::model::{Dataset, LaneIx};
use crate::scene::{Color, Node, Rect, Size};
use crate::view::ViewSpec;

use super::{Style, Words, World};
use blocks::{Block, Letters};
use drawing::{Frame, Look, Zones, draw_row};
use layout::{DEAR_ROW, FREE_ROW, Layout, Wanted};

pub use log::{LaneLog, LoggedStop, StopSign, WrittenDistance};
pub use page::{StripTooHigh, lane_figure};
pub use words::StripWords;

/// How a strip is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripForm {
    /// From left to right, folded into rows as text is into lines.
    Rows,
    /// From top to bottom in one column.
    Column,
}

/// What a strip is drawn with.
#[derive(Clone, Copy)]
pub struct StripContext<'a> {
    /// The data, the lanes, the fonts.
    pub world: &'a World<'a>,
    /// What is looked at.
    pub view: &'a ViewSpec,
    /// The look.
    pub style: &'a Style,
    /// The words of pictures.
    pub words: &'a Words,
    /// What the strip lies on.
    pub ground: Color,
}

/// The nodes of a strip and where its stops lie, in points of the picture.
#[derive(Clone, Debug)]
pub struct StripPicture {
    /// What is drawn.
    pub nodes: Vec<Node>,
    /// How wide and high it is.
    pub size: Size,
    /// Where the stops are, in order: what a pointer is on.
    pub marks: Vec<StopMark>,
    /// How many metres of the lane a point is; `None` where lengths are not in proportion.
    pub scale: Option<Meters>,
}

/// Where a stop is on a strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StopMark {
    /// Its name and its distance.
    pub label: Rect,
    /// Its sign on the line.
    pub sign: Rect,
}

/// Space between labels side by side, and one below the other, in points.
const BESIDE: f64 = 12.0;
const BELOW: f64 = 7.0;
/// Space between rows at least and at most, and the part of free height that becomes such.
const ROW_GAP: f64 = 18.0;
const WIDEST_GAP: f64 = 52.0;
const PART_FOR_GAPS: f64 = 0.7;

impl StripContext<'_> {
    /// What the strip of a lane says.
    pub fn log(&self, lane: LaneIx) -> LaneLog {
        LaneLog::new(self.world, self.view, self.words, lane)
    }

    fn dataset(&self) -> &Dataset {
        self.world.dataset
    }
}

/// Composes a strip of a width, no higher than some points if so many are given.
///
/// # Errors
/// When it is higher; with the height that it takes, infinite where the width does not even hold one stop.
pub fn lane_strip(
    context: &StripContext,
    log: &LaneLog,
    width: f64,
    form: StripForm,
    most_height: Option<f64>,
) -> Result<StripPicture, f64> {
    let blocks = Blocks::new(context, log, width, form);
    let along: Vec<f64> = log.stops.iter().map(|stop| stop.stop.along.0).collect();
    let wanted = Wanted {
        along: &along,
        stops: &blocks.extents(&blocks.stops),
        legs: &blocks.extents(&blocks.legs),
    };
    let (layout, length) = match form {
        StripForm::Column => {
            let found = Layout::in_one_row(wanted, most_height);
            found.filter(|(_, length)| most_height.is_none_or(|most| *length <= most))
        }
        StripForm::Rows => {
            let found = blocks.in_rows(wanted, most_height.unwrap_or(f64::INFINITY));
            found.map(|layout| (layout, width))
        }
    }
    .ok_or_else(|| blocks.needed(wanted))?;
    Ok(blocks.picture(context, log, (&layout, length), most_height))
}

/// The labels of a strip.
struct Blocks {
    form: StripForm,
    width: f64,
    stops: Vec<Block>,
    legs: Vec<Block>,
}

impl Blocks {
    fn new(context: &StripContext, log: &LaneLog, width: f64, form: StripForm) -> Self {
        let letters = |width: f64| Letters {
            fonts: context.world.fonts,
            style: context.style,
            words: context.words,
            form,
            width,
        };
        let legs = log.stops.iter().skip(1);
        let legs: Vec<Block> = legs
            .map(|stop| {
                stop.leg
                    .as_ref()
                    .map_or_else(Block::default, |leg| letters(width).of_leg(leg))
            })
            .collect();
        let mut blocks = Self {
            form,
            width,
            stops: Vec::new(),
            legs,
        };
        let of_names = match form {
            StripForm::Rows => width,
            StripForm::Column => (width - blocks.line_x() - Zones::LARGEST.stops).max(1.0),
        };
        let stops = log.stops.iter();
        blocks.stops = stops.map(|stop| letters(of_names).of_stop(stop)).collect();
        blocks
    }

    fn extents(&self, blocks: &[Block]) -> Vec<f64> {
        let extent = |block: &Block| match self.form {
            StripForm::Rows => block.width + BESIDE,
            StripForm::Column => block.height + BELOW,
        };
        blocks.iter().map(extent).collect()
    }

    /// How far labels reach from the line: those of stops, those of legs.
    fn depths(&self) -> [f64; 2] {
        [&self.stops, &self.legs].map(|blocks| {
            let depth = |block: &Block| match self.form {
                StripForm::Rows => block.height,
                StripForm::Column => block.width,
            };
            blocks.iter().map(depth).fold(0.0, f64::max)
        })
    }

    /// Where the line of a column runs.
    fn line_x(&self) -> f64 {
        self.depths()[1] + Zones::LARGEST.legs
    }

    fn row_height(&self, zones: &Zones) -> f64 {
        self.depths().iter().sum::<f64>() + zones.stops + zones.legs
    }

    /// Rows that are no higher than so many points, if there are such.
    fn in_rows(&self, wanted: Wanted, most_height: f64) -> Option<Layout> {
        let of_row = if most_height.is_finite() {
            FREE_ROW
        } else {
            DEAR_ROW
        };
        let lowest = self.row_height(&Zones::LEAST) + ROW_GAP;
        let most = ((most_height + ROW_GAP) / lowest).min(wanted.stops.len() as f64) as usize;
        let tried = (1..=most).rev();
        let mut layouts = tried.filter_map(|most| Layout::in_rows(wanted, self.width, most, of_row));
        layouts.find(|layout| self.rows_height(layout, ROW_GAP) <= most_height)
    }

    fn rows_height(&self, layout: &Layout, gap: f64) -> f64 {
        let row = self.row_height(&Zones::of(&layout.rows, self.form));
        (row + gap) * layout.rows.len() as f64 - gap
    }

    /// The least height of the strip at its width; infinite where there is none.
    fn needed(&self, wanted: Wanted) -> f64 {
        if self.form == StripForm::Column {
            return Layout::in_one_row(wanted, None).map_or(f64::INFINITY, |(_, length)| length);
        }
        let fewest =
            (1..=wanted.stops.len()).filter_map(|most| Layout::in_rows(wanted, self.width, most, FREE_ROW));
        fewest
            .map(|layout| self.rows_height(&layout, ROW_GAP))
            .fold(f64::INFINITY, f64::min)
    }

    /// The space between rows: more where there is height for it.
    fn row_gap(&self, layout: &Layout, most_height: Option<f64>) -> f64 {
        let gaps = layout.rows.len().saturating_sub(1).max(1) as f64;
        let free = most_height.map_or(0.0, |most| most - self.rows_height(layout, 0.0));
        (free * PART_FOR_GAPS / gaps).clamp(ROW_GAP, WIDEST_GAP)
    }

    fn picture(
        &self,
        context: &StripContext,
        log: &LaneLog,
        (layout, length): (&Layout, f64),
        most_height: Option<f64>,
    ) -> StripPicture {
        let look = Look::new(context, log);
        let zones = Zones::of(&layout.rows, self.form);
        let count = layout.rows.len();
        let gap = self.row_gap(layout, most_height);
        let row = self.row_height(&zones) + gap;
        let mut nodes = Vec::new();
        let mut marks = Vec::new();
        for (number, placed) in layout.rows.iter().enumerate() {
            let origin = match self.form {
                StripForm::Rows => [0.0, row * number as f64 + self.depths()[0] + zones.stops],
                StripForm::Column => [self.line_x(), 0.0],
            };
            let frame = Frame {
                form: self.form,
                origin,
                zones,
            };
            nodes.push(draw_row(
                &look,
                &frame,
                placed,
                [&self.stops, &self.legs],
                &mut marks,
            ));
        }
        let whole = log.stops.last().map_or(0.0, |stop| stop.stop.along.0);
        let drawn: f64 = layout.rows.iter().map(|row| row.line[1] - row.line[0]).sum();
        let (width, height) = match self.form {
            StripForm::Rows => (self.width, row * count as f64 - gap),
            StripForm::Column => (self.width, length),
        };
        StripPicture {
            nodes,
            size: Size { width, height },
            marks,
            scale: (layout.to_scale && drawn > 0.0).then(|| Meters(whole / drawn)),
        }
    }
}
