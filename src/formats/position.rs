//! Lines and columns in the bytes of a file, and its text where the bytes are not all UTF-8. For the
//! readers of [`super`].

use std::borrow::Cow;

use super::problem::{At, Problems};

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// Where the lines of a file begin, so that an offset becomes a position.
#[derive(Debug)]
pub(super) struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Lines end with `\n`, `\r\n` or (on old Macs) `\r`.
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut starts = vec![0];
        for (i, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        Self { starts }
    }

    /// The line that a byte offset is on, and the offset at which that line begins.
    fn line(&self, offset: usize) -> (u32, usize) {
        let index = self
            .starts
            .partition_point(|&start| start <= offset)
            .saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(0);
        (saturating_u32(index + 1), start)
    }

    /// The position of a byte offset in the bytes that the index was made of, with the column counted
    /// in characters.
    pub(super) fn position(&self, bytes: &[u8], offset: usize) -> Position {
        let (line, start) = self.line(offset);
        let before = bytes.get(start..offset).unwrap_or_default();
        let characters = String::from_utf8_lossy(before).chars().count();
        Position {
            line,
            column: saturating_u32(characters + 1),
        }
    }

    /// As [`Self::position`], with the column counted in bytes.
    pub(super) fn byte_position(&self, offset: usize) -> Position {
        let (line, start) = self.line(offset);
        Position {
            line,
            column: saturating_u32(offset.saturating_sub(start) + 1),
        }
    }
}

fn saturating_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What to do about bytes that are no UTF-8.
pub(super) const UTF8_REMEDY: &str =
    "It is read as '\u{fffd}'. Save the file as UTF-8 (in a spreadsheet: \"CSV UTF-8\").";

/// The bytes behind a byte order mark, if there is one.
pub(super) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Whether a file has nothing to read: it is empty, or UTF-16. Says so.
pub(super) fn is_unreadable(file: &str, bytes: &[u8], problems: &mut Problems) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        problems.error(
            At::file(file),
            "the file is UTF-16",
            "Nothing of it is read. Save it as UTF-8.",
        );
        return true;
    }
    if without_bom(bytes).iter().all(u8::is_ascii_whitespace) {
        problems.error(
            At::file(file),
            "the file is empty",
            "Nothing of it is read. Fill it, or delete it from the package.",
        );
        return true;
    }
    false
}

/// The text of a file. Bytes that are no UTF-8 are reported with line and byte column, once for each
/// line, and read as U+FFFD.
pub(super) fn text<'a>(file: &str, bytes: &'a [u8], problems: &mut Problems) -> Cow<'a, str> {
    let bytes = without_bom(bytes);
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, Cow::Borrowed(_)) {
        return text;
    }
    let lines = LineIndex::new(bytes);
    let mut offset = 0;
    let mut last_line = 0;
    for chunk in bytes.utf8_chunks() {
        offset += chunk.valid().len();
        if let Some(byte) = chunk.invalid().first() {
            let position = lines.byte_position(offset);
            if position.line != last_line {
                last_line = position.line;
                problems.error(At::position(file, position), not_utf8(*byte), UTF8_REMEDY);
            }
        }
        offset += chunk.invalid().len();
    }
    text
}

/// What is wrong with a byte that is no UTF-8.
pub(super) fn not_utf8(byte: u8) -> String {
    format!("the byte 0x{byte:02X} is not UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_every_way_of_ending() {
        let bytes = "a\r\nĐà b\rc\n\nd".as_bytes();
        let lines = LineIndex::new(bytes);
        let at = |text: &str| {
            let offset = bytes.windows(1).position(|w| w == text.as_bytes()).unwrap();
            let p = lines.position(bytes, offset);
            (p.line, p.column)
        };
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("b"), (2, 4));
        assert_eq!(at("c"), (3, 1));
        assert_eq!(at("d"), (5, 1));
    }

    #[test]
    fn a_byte_that_is_no_utf8_is_reported_where_it_stands() {
        let mut problems = Problems::default();
        let read = text("x.json", b"\xef\xbb\xbfone\ntw\xe9 \xe9\n", &mut problems);
        assert_eq!(read, "one\ntw\u{fffd} \u{fffd}\n");
        let problems = problems.sorted();
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].at.line, problems[0].at.column), (Some(2), Some(3)));
        assert!(problems[0].what.contains("0xE9"), "{}", problems[0]);
    }
}
