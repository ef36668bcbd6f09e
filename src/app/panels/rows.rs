//! Which rows the list has, how high each is and where: worked out when the question changes, not every
//! frame, so that a hundred thousand events scroll as easily as sixty.

use eframe::egui;
use egui::{FontId, Ui};

use crate::app::state::State;
use crate::app::theme::Type;
use crate::model::Item;
use crate::view::{Filter, Light};

use super::parts::cut;

/// Height of the line with the date, of a line of a title, and of what is around them, in points.
pub(crate) const DATE_LINE: f32 = 17.0;
pub(crate) const TITLE_LINE: f32 = 18.0;
pub(crate) const PADDING: f32 = 13.0;
/// Titles of so many rows are laid out to know their height; of more, their width is estimated.
const LAID_OUT_EXACTLY: usize = 1000;
/// Titles are cut after this many lines.
pub(crate) const MOST_LINES: usize = 3;

/// What the rows depend on.
#[derive(Clone, Debug, Default, PartialEq)]
struct Question {
    generation: u64,
    search: String,
    filter: Filter,
    language: String,
    width: i32,
}

/// The rows of the list.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    question: Question,
    items: Vec<Item>,
    lines: Vec<u8>,
    /// Top of each row in points, and the bottom of the last.
    tops: Vec<f32>,
    /// Grows whenever the rows change.
    pub(crate) version: u64,
}

impl Rows {
    /// Brings the rows up to date with the state, a search and a width in points.
    pub(crate) fn refresh(&mut self, ui: &Ui, state: &State, search: &str, width: f32) {
        let question = Question {
            generation: state.dataset_generation,
            search: search.trim().to_owned(),
            filter: state.view().filter.clone(),
            language: state.language().to_owned(),
            width: width as i32,
        };
        if question == self.question {
            return;
        }
        self.version += 1;
        let same_items = Question {
            width: self.question.width,
            language: self.question.language.clone(),
            ..question.clone()
        } == self.question;
        if !same_items {
            self.items = find(state, &question.search);
        }
        self.question = question;
        self.lay_out(ui, state, width);
    }

    fn lay_out(&mut self, ui: &Ui, state: &State, width: f32) {
        let font = Type::ToolStrong.font();
        let estimate = (self.items.len() > LAID_OUT_EXACTLY).then(|| Advances::new(ui, &font));
        let mut top = 0.0;
        self.tops.clear();
        self.lines.clear();
        for item in &self.items {
            let title = state.title(*item);
            let lines = match &estimate {
                Some(advances) => advances.lines(title, width),
                None => {
                    let ink = egui::Color32::BLACK;
                    cut(ui, title, Type::ToolStrong, ink, width, MOST_LINES)
                        .rows
                        .len()
                }
            };
            let lines = lines.clamp(1, MOST_LINES);
            self.tops.push(top);
            self.lines.push(u8::try_from(lines).unwrap_or(1));
            top += PADDING + DATE_LINE + TITLE_LINE * lines as f32;
        }
        self.tops.push(top);
    }

    /// The things in the rows.
    pub(crate) fn items(&self) -> &[Item] {
        &self.items
    }

    /// Height of all rows together.
    pub(crate) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// Top and bottom of a row.
    pub(crate) fn extent(&self, row: usize) -> (f32, f32) {
        let at = |i: usize| self.tops.get(i).copied().unwrap_or(0.0);
        (at(row), at(row + 1))
    }

    /// The position of a list of some height that shows a stretch of the rows about a third from its top,
    /// with a whole row at the top.
    pub(crate) fn offset_showing(&self, (top, bottom): (f32, f32), height: f32) -> f32 {
        let wanted = (top - (height - (bottom - top)) / 3.0).clamp(0.0, (self.height() - height).max(0.0));
        let row = self.tops.partition_point(|t| *t < wanted);
        // A row higher than the list starts at its top.
        self.extent(row).0.min(top)
    }

    /// The room below the last row that a list of some height needs so that its end, too, has a whole row
    /// at the top.
    pub(crate) fn room_at_end(&self, height: f32) -> f32 {
        let last = self.height() - height;
        if last <= 0.0 {
            return 0.0;
        }
        let row = self.tops.partition_point(|t| *t < last);
        self.extent(row).0 - last
    }

    /// Lines of a row's title.
    pub(crate) fn lines(&self, row: usize) -> usize {
        self.lines.get(row).map_or(1, |n| usize::from(*n))
    }

    /// The rows that meet a stretch of the list's height.
    pub(crate) fn meeting(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let first = self.tops.partition_point(|t| *t <= top).saturating_sub(1);
        let end = self.tops.partition_point(|t| *t < bottom);
        first..end.min(self.items.len())
    }

    /// The row of a thing.
    pub(crate) fn position(&self, item: Item) -> Option<usize> {
        // Without a search, rows are events in order of time, so that they can be bisected.
        if let (Item::Event(_), true) = (item, self.question.search.is_empty()) {
            return self.items.binary_search(&item).ok();
        }
        self.items.iter().position(|i| *i == item)
    }
}

fn find(state: &State, search: &str) -> Vec<Item> {
    let (data, lights) = (state.dataset(), state.highlights());
    let kept = |item: &Item| match item {
        Item::Event(ix) => lights.event(*ix) != Light::Hidden,
        _ => true,
    };
    if search.is_empty() {
        data.events().map(Item::Event).filter(kept).collect()
    } else {
        data.search(search)
            .into_iter()
            .map(|f| f.item)
            .filter(kept)
            .collect()
    }
}

/// Widths of letters of one font, looked up once.
struct Advances {
    ascii: [f32; 128],
    other: f32,
}

impl Advances {
    fn new(ui: &Ui, font: &FontId) -> Self {
        let mut ascii = [0.0; 128];
        ui.fonts_mut(|fonts| {
            for (code, width) in (0u8..).zip(ascii.iter_mut()) {
                *width = fonts.glyph_width(font, char::from(code));
            }
        });
        Self {
            ascii,
            other: font.size * 0.62,
        }
    }

    /// Lines that a text is likely to take. They break at words, so that two of them hold less than
    /// twice the width.
    fn lines(&self, text: &str, width: f32) -> usize {
        let needed = self.width(text) / width.max(1.0);
        if needed <= 1.0 {
            1
        } else {
            (needed / 0.9).ceil() as usize
        }
    }

    fn width(&self, text: &str) -> f32 {
        text.chars()
            .map(|c| match self.ascii.get(c as usize) {
                Some(width) => *width,
                // Ideographs and syllables of East Asia are as wide as high.
                None if c as u32 >= 0x2e80 => self.other / 0.62,
                None => self.other,
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(heights: &[f32]) -> Rows {
        let mut tops = vec![0.0];
        for height in heights {
            tops.push(tops[tops.len() - 1] + height);
        }
        Rows {
            items: Vec::new(),
            lines: vec![1; heights.len()],
            tops,
            ..Rows::default()
        }
    }

    proptest! {
        #[test]
        fn a_row_that_is_scrolled_to_is_whole_and_so_is_the_one_at_the_top(
            heights in proptest::collection::vec(48.0..84.0f32, 1..60), row in 0..60usize, height in 90.0..900.0f32,
        ) {
            let rows = rows(&heights.iter().map(|h| h.round()).collect::<Vec<_>>());
            let row = row % heights.len();
            let (top, bottom) = rows.extent(row);
            let offset = rows.offset_showing((top, bottom), height);
            prop_assert!(rows.tops.contains(&offset), "{offset} is the top of no row");
            prop_assert!(offset <= top && bottom <= offset + height, "{top}..{bottom} from {offset} in {height}");
            let last = rows.height() + rows.room_at_end(height) - height;
            prop_assert!(offset <= last.max(0.0) + 0.01, "{offset} cannot be scrolled to");
        }
    }
}
