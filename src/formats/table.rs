//! CSV as the tables of a data package use it (RFC 4180, UTF-8, a header line), with the position of
//! every field. For the CSV readers of [`super`].

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use csv::StringRecord;

use crate::model::{Localized, fold};

use super::csv_scan::{Scan, delimiter_of, field_offsets};
use super::position::{LineIndex, UTF8_REMEDY, is_unreadable, not_utf8, without_bom};
use super::problem::{At, Field, Problems, quoted};
use super::references::{nearest, split_list};

/// The columns of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schema {
    /// Columns without which no row says anything: the table is not read.
    pub(super) required: &'static [&'static str],
    /// Columns whose absence loses something, and is an error.
    pub(super) important: &'static [&'static str],
    /// Columns whose absence is only warned of.
    pub(super) optional: &'static [&'static str],
    /// Columns that most tables do without.
    pub(super) rare: &'static [&'static str],
    /// Those of all four that may have translations, `title@vi`.
    pub(super) translated: &'static [&'static str],
}

impl Schema {
    fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        let all = self.required.iter().chain(self.important);
        all.chain(self.optional).chain(self.rare).copied()
    }
}

/// A table in memory.
#[derive(Debug)]
pub(super) struct Table<'a> {
    file: &'a str,
    bytes: &'a [u8],
    delimiter: u8,
    lines: LineIndex,
    /// The name that each column is read by, in the file's order; one that is not read has none.
    columns: Vec<Option<String>>,
    records: Vec<Record>,
}

#[derive(Debug)]
struct Record {
    /// Offset of its first byte.
    start: usize,
    fields: StringRecord,
}

/// A row of a table, without the header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t, 'a> {
    table: &'t Table<'a>,
    record: &'t Record,
}

impl<'a> Table<'a> {
    /// Reads a table; `None` where the file has nothing to read. Everything odd about it is reported.
    pub(super) fn read(
        file: &'a str,
        bytes: &'a [u8],
        schema: &Schema,
        problems: &mut Problems,
    ) -> Option<Self> {
        if is_unreadable(file, bytes, problems) {
            return None;
        }
        let bytes = without_bom(bytes);
        let mut table = Self {
            file,
            bytes,
            delimiter: delimiter_of(bytes),
            lines: LineIndex::new(bytes),
            columns: Vec::new(),
            records: Vec::new(),
        };
        let mut records = table.read_records(problems).into_iter();
        let header = records.next()?;
        table.records = records.collect();
        table.report_delimiter(problems);
        table.read_header(&header, schema, problems);
        table.keep_rows(problems);
        let is_read = schema.required.iter().all(|name| table.has(name));
        is_read.then_some(table)
    }

    /// The rows in the file's order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_, 'a>> {
        self.records.iter().map(|record| Row { table: self, record })
    }

    fn read_records(&mut self, problems: &mut Problems) -> Vec<Record> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.bytes);
        let mut records = Vec::new();
        let mut raw = csv::ByteRecord::new();
        // Reading from memory with lines of any length, the reader has no way to fail.
        while reader.read_byte_record(&mut raw).unwrap_or(false) {
            let start = self.record_start(raw.position());
            let mut fields = match StringRecord::from_byte_record(raw.clone()) {
                Ok(fields) => fields,
                Err(_) => {
                    self.report_not_utf8(start, &records, problems);
                    raw.iter().map(String::from_utf8_lossy).collect()
                }
            };
            // A text on several lines ends them as its file does; in memory they end alike.
            if fields.as_slice().contains('\r') {
                fields = fields
                    .iter()
                    .map(|f| f.replace("\r\n", "\n").replace('\r', "\n"))
                    .collect();
            }
            records.push(Record { start, fields });
        }
        if let Some(last) = records.last()
            && let Scan {
                open_quote: Some(quote),
                ..
            } = field_offsets(self.bytes, last.start, self.delimiter)
        {
            problems.error(
                self.at_offset(quote),
                "a quotation mark opens a field here and none closes it",
                "All that follows is read as one field. Close it; a mark within the text is doubled (\"\").",
            );
        }
        records
    }

    /// The first byte of a record: the reader's position still stands before the end of the line above.
    fn record_start(&self, position: Option<&csv::Position>) -> usize {
        let start = position.map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
        let rest = self.bytes.get(start..).unwrap_or_default();
        start + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count()
    }

    /// Reports each field of a record that is not UTF-8, by the names in the file's first record.
    fn report_not_utf8(&self, start: usize, before: &[Record], problems: &mut Problems) {
        let scan = field_offsets(self.bytes, start, self.delimiter);
        let ends = scan.fields.iter().skip(1).copied().chain([scan.end]);
        for (index, (from, to)) in scan.fields.iter().copied().zip(ends).enumerate() {
            let raw = self.bytes.get(from..to).unwrap_or_default();
            let Err(error) = std::str::from_utf8(raw) else {
                continue;
            };
            let offset = from + error.valid_up_to();
            let byte = self.bytes.get(offset).copied().unwrap_or_default();
            let mut at = At::position(self.file, self.lines.byte_position(offset));
            if let Some(name) = before.first().and_then(|header| header.fields.get(index)) {
                at = at.in_field(Field::Column(name.trim().to_owned()));
            }
            problems.error(at, not_utf8(byte), UTF8_REMEDY);
        }
    }

    fn report_delimiter(&self, problems: &mut Problems) {
        let name = match self.delimiter {
            b';' => "semicolons",
            b'\t' => "tabs",
            _ => return,
        };
        problems.warning(
            At::file(self.file),
            format!("the columns are separated by {name}"),
            "They are read so. Save the file as comma-separated values, so that other tools read it too.",
        );
    }

    fn read_header(&mut self, header: &Record, schema: &Schema, problems: &mut Problems) {
        let mut columns: Vec<Option<String>> = Vec::new();
        for (index, raw) in header.fields.iter().enumerate() {
            let name = self.column_name(raw, (header, index), schema, problems);
            let twice = name.is_some() && columns.contains(&name);
            if twice {
                problems.error(
                    self.at_field(header, index, raw),
                    format!("the column {} is there twice", quoted(raw)),
                    "The first one is read. Rename or delete the other.",
                );
            }
            columns.push(name.filter(|_| !twice));
        }
        for name in schema.names() {
            if columns.iter().flatten().any(|c| c == name) || schema.rare.contains(&name) {
                continue;
            }
            let at = At::position(self.file, self.lines.position(self.bytes, header.start));
            let what = format!("the column '{name}' is missing");
            if schema.required.contains(&name) {
                let remedy = "Nothing of the table is read. Add it to the header line.";
                problems.error(at, what, remedy);
            } else if schema.important.contains(&name) {
                problems.error(at, what, "It is read as empty. Add it to the header line.");
            } else {
                problems.warning(at, what, "It is read as empty. Add it to the header line.");
            }
        }
        self.columns = columns;
    }

    /// The name that a column of the header is read by; `None` for one that is not known.
    fn column_name(
        &self,
        raw: &str,
        (header, index): (&Record, usize),
        schema: &Schema,
        problems: &mut Problems,
    ) -> Option<String> {
        let at = || self.at_field(header, index, raw);
        let trimmed = raw.trim();
        if schema.names().any(|name| name == trimmed) {
            return Some(trimmed.to_owned());
        }
        if let Some((base, language)) = trimmed.split_once('@')
            && schema.translated.contains(&base)
        {
            if language.parse::<unic_langid::LanguageIdentifier>().is_ok() {
                return Some(trimmed.to_owned());
            }
            let what = format!("{} is no language tag", quoted(language));
            problems.error(at(), what, "The column is not read. Write it as 'title@vi'.");
            return None;
        }
        if let Some(name) = schema.names().find(|name| fold(trimmed) == *name) {
            let what = format!("the column {} should be '{name}'", quoted(trimmed));
            problems.warning(at(), what, "It is read as that.");
            return Some(name.to_owned());
        }
        if trimmed.is_empty() {
            let anything = self.any_text_in(index);
            if anything {
                problems.warning(
                    at(),
                    "a column has no name",
                    "It is not read. Name it or delete it.",
                );
            }
            return None;
        }
        let meant = nearest(trimmed, schema.names());
        let meant = meant.map_or_else(String::new, |m| format!(" Did you mean '{m}'?"));
        let what = format!("the column {} is not known", quoted(trimmed));
        problems.warning(at(), what, format!("It is not read.{meant}"));
        None
    }

    /// Whether a column holds any text at all; spreadsheets save empty columns to the right of a table.
    fn any_text_in(&self, index: usize) -> bool {
        self.records
            .iter()
            .any(|r| r.fields.get(index).is_some_and(|f| !f.trim().is_empty()))
    }

    /// Keeps the rows that say something: blank ones and exact copies are left out.
    fn keep_rows(&mut self, problems: &mut Problems) {
        let mut by_hash: HashMap<u64, usize> = HashMap::new();
        for record in std::mem::take(&mut self.records) {
            if record.fields.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            self.report_width(&record, problems);
            let mut hasher = DefaultHasher::new();
            record.fields.as_slice().hash(&mut hasher);
            let first = *by_hash.entry(hasher.finish()).or_insert(self.records.len());
            match self.records.get(first) {
                Some(earlier) if earlier.fields == record.fields => {
                    let line = self.lines.position(self.bytes, earlier.start).line;
                    let at = At::position(self.file, self.lines.position(self.bytes, record.start));
                    let what = format!("this row is the same as the row on line {line}");
                    problems.warning(at, what, "It is left out. Delete one of the two.");
                }
                _ => self.records.push(record),
            }
        }
    }

    fn report_width(&self, record: &Record, problems: &mut Problems) {
        let (has, wants) = (record.fields.len(), self.columns.len());
        let extra_text = record.fields.iter().skip(wants).any(|f| !f.trim().is_empty());
        let at = || At::position(self.file, self.lines.position(self.bytes, record.start));
        let what = format!("the row has {has} fields, the header {wants}");
        if extra_text {
            let remedy = "The last ones are not read. A text with a comma in it stands in quotation marks.";
            problems.error(at(), what, remedy);
        } else if has < wants {
            let remedy = "Those that lack are read as empty. Is a quotation mark or a comma missing?";
            problems.error(at(), what, remedy);
        }
    }

    fn at_offset(&self, offset: usize) -> At {
        At::position(self.file, self.lines.position(self.bytes, offset))
    }

    fn at_field(&self, record: &Record, index: usize, name: &str) -> At {
        let scan = field_offsets(self.bytes, record.start, self.delimiter);
        let offset = scan.fields.get(index).copied().unwrap_or(record.start);
        self.at_offset(offset)
            .in_field(Field::Column(name.trim().to_owned()))
    }

    /// Whether the header has a column.
    fn has(&self, column: &str) -> bool {
        self.index_of(column).is_some()
    }

    fn index_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.as_deref() == Some(column))
    }
}

impl<'t> Row<'t, '_> {
    /// Whether the row reaches to a column of the table; if not, that was reported once for all rows
    /// or for all columns.
    pub(super) fn has(self, column: &str) -> bool {
        let index = self.table.index_of(column);
        index.is_some_and(|index| index < self.record.fields.len())
    }

    /// The trimmed text of a column; empty where there is none.
    pub(super) fn text(self, column: &str) -> &'t str {
        let index = self.table.index_of(column);
        index.and_then(|i| self.record.fields.get(i)).unwrap_or("").trim()
    }

    /// The text of a column with its translations.
    pub(super) fn localized(self, column: &str) -> Localized {
        let mut text = Localized::new(self.text(column));
        for (index, name) in self.table.columns.iter().enumerate() {
            let Some((base, language)) = name.as_deref().and_then(|n| n.split_once('@')) else {
                continue;
            };
            if base == column {
                let translation = self.record.fields.get(index).unwrap_or("").trim();
                text = text.with(language, translation);
            }
        }
        text
    }

    /// The pieces of a column that holds a list.
    pub(super) fn list(self, column: &str) -> Vec<String> {
        split_list(self.text(column)).map(str::to_owned).collect()
    }

    /// Where the text of a column begins in the file, or its row where the row or the table lacks it.
    pub(super) fn at(self, column: &str) -> At {
        match self.table.index_of(column) {
            Some(index) => self.table.at_field(self.record, index, column),
            None => self
                .table
                .at_offset(self.record.start)
                .in_field(Field::Column(column.to_owned())),
        }
    }
}
