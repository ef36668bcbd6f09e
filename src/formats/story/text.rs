//! The text of a scene's file, cut into front matter, body and speaker notes, each by where it stands, so
//! that whatever is wrong in it has a line and a column.

use std::borrow::Cow;
use std::ops::Range;

use crate::formats::position::{LineIndex, text};
use crate::formats::problem::{At, Problems};

/// The line before and behind the front matter.
const FENCE: &str = "+++";
/// The line before the speaker notes.
const NOTES: &str = "???";

/// A scene's file.
#[derive(Debug)]
pub(super) struct SceneText<'a> {
    pub(super) file: &'a str,
    pub(super) text: Cow<'a, str>,
    lines: LineIndex,
    front_matter: Range<usize>,
    body: Range<usize>,
    notes: Range<usize>,
}

/// A line: where it begins, where its words end, and where the next one begins.
#[derive(Clone, Copy, Debug)]
struct Line {
    start: usize,
    end: usize,
    next: usize,
}

impl<'a> SceneText<'a> {
    /// Cuts a file up. Front matter that is missing or has no end is reported.
    pub(super) fn read(file: &'a str, bytes: &'a [u8], problems: &mut Problems) -> Self {
        let text = text(file, bytes, problems);
        let lines = LineIndex::new(text.as_bytes());
        let mut cut = Self {
            front_matter: 0..0,
            body: 0..text.len(),
            notes: text.len()..text.len(),
            file,
            text,
            lines,
        };
        cut.cut_front_matter(problems);
        let mark = cut.find_line(cut.body.start, |words| words == NOTES);
        if let Some(mark) = mark {
            cut.body.end = mark.start;
            cut.notes.start = mark.next;
        }
        cut
    }

    fn cut_front_matter(&mut self, problems: &mut Problems) {
        let first = self.find_line(0, |words| !words.is_empty());
        let Some(fence) = first.filter(|line| self.words(*line) == FENCE) else {
            let remedy = "Title and view are missing. Begin the file with a line +++, a line title = \"…\" and another line +++.";
            problems.error(self.at(0), "the scene does not begin with a line +++", remedy);
            return;
        };
        let (end, body) = match self.find_line(fence.next, |words| words == FENCE) {
            Some(close) => (close.start, close.next),
            None => {
                let remedy = "What follows up to an empty line is read as if there were one. Write a line +++ behind the keys.";
                let what = "no second line +++ ends the front matter";
                problems.error(self.at(fence.start), what, remedy);
                let blank = self.find_line(fence.next, str::is_empty);
                blank.map_or((self.text.len(), self.text.len()), |line| (line.start, line.next))
            }
        };
        self.front_matter = fence.next..end;
        self.body.start = body;
    }

    /// The lines from an offset on. They end with `\n`, `\r\n` or `\r`.
    fn lines_from(&self, offset: usize) -> impl Iterator<Item = Line> {
        let text: &str = &self.text;
        let mut at = offset;
        std::iter::from_fn(move || {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let ending = match rest.get(end..).unwrap_or_default() {
                behind if behind.starts_with("\r\n") => 2,
                "" => 0,
                _ => 1,
            };
            let line = Line {
                start: at,
                end: at + end,
                next: at + end + ending,
            };
            at = line.next;
            Some(line)
        })
    }

    /// The first line from an offset on whose words are so.
    fn find_line(&self, offset: usize, is: impl Fn(&str) -> bool) -> Option<Line> {
        self.lines_from(offset).find(|line| is(self.words(*line)))
    }

    fn words(&self, line: Line) -> &str {
        self.text.get(line.start..line.end).unwrap_or_default().trim()
    }

    /// The front matter, without the lines around it.
    pub(super) fn front_matter(&self) -> Range<usize> {
        self.front_matter.clone()
    }

    /// What the reader reads.
    pub(super) fn body(&self) -> Range<usize> {
        self.body.clone()
    }

    /// What only the speaker sees; may be empty.
    pub(super) fn notes(&self) -> Range<usize> {
        self.notes.clone()
    }

    /// A part of the text.
    pub(super) fn part(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where a byte of the text stands.
    pub(super) fn at(&self, offset: usize) -> At {
        At::position(self.file, self.lines.position(self.text.as_bytes(), offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (String, String, String, Vec<String>) {
        let mut problems = Problems::default();
        let cut = SceneText::read("story/01-a.md", text.as_bytes(), &mut problems);
        let part = |range| cut.part(range).trim().to_owned();
        let parts = (part(cut.front_matter()), part(cut.body()), part(cut.notes()));
        let said = problems.sorted().iter().map(ToString::to_string).collect();
        (parts.0, parts.1, parts.2, said)
    }

    #[test]
    fn a_scene_is_front_matter_body_and_notes_whatever_ends_its_lines() {
        let text = "\u{feff}+++\ntitle = \"A\"\n+++\n\nBody.\n\n??? \nNotes.\n";
        for ending in ["\n", "\r\n", "\r"] {
            let (front, body, notes, said) = cut(&text.replace('\n', ending));
            assert_eq!(
                (front.as_str(), body.as_str(), notes.as_str()),
                ("title = \"A\"", "Body.", "Notes.")
            );
            assert!(said.is_empty(), "{said:?}");
        }
        assert_eq!(cut("+++\n+++\nBody.").2, "");
    }

    #[test]
    fn front_matter_without_an_end_is_reported_and_its_scene_is_read() {
        let (front, body, _, said) = cut("\n+++\ntitle = \"A\"\n\nBody.");
        assert_eq!((front.as_str(), body.as_str()), ("title = \"A\"", "Body."));
        assert!(
            said[0].starts_with("story/01-a.md:2:1: no second line +++"),
            "{said:?}"
        );
        let (_, body, _, said) = cut("Body.");
        assert_eq!(body, "Body.");
        assert!(
            said[0].contains("story/01-a.md:1:1: the scene does not begin"),
            "{said:?}"
        );
    }
}
