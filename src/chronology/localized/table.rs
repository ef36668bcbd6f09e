//! The table of `assets/dates`, how languages write dates, and the language that a tag asks for.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The whole table. A test reads it, so that it is never the empty one.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| serde_json::from_str(TEXT).unwrap_or_default());

/// What `assets/dates/make/make.py` wrote.
pub(super) const TEXT: &str = include_str!("../../../assets/dates/dates.json");

/// Languages by tag, and tags that stand for others.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Table {
    pub(super) languages: BTreeMap<String, Language>,
    aliases: BTreeMap<String, String>,
}

/// How one language writes dates. Patterns hold their fields in braces, as in `{d}. {MMM} {y}`.
#[derive(Debug, Deserialize)]
pub(super) struct Language {
    script: String,
    pub(super) digits: String,
    pub(super) decimal: String,
    pub(super) group: String,
    /// How many digits stand between the second mark and the third, counted from the right.
    pub(super) second_group: usize,
    /// Words for large numbers, by rising size.
    pub(super) large: Vec<LargeUnit>,
    /// Before the year 1 of the Common Era, and in it.
    pub(super) eras: [String; 2],
    pub(super) own_era: Option<OwnEra>,
    pub(super) months: Names,
    pub(super) quarters: Names,
    pub(super) patterns: Patterns,
    pub(super) clock: String,
    /// `{1}` is the date, `{0}` the time.
    pub(super) date_and_time: String,
    pub(super) range: String,
    /// Closer than `range`, for years that need no era.
    pub(super) year_range: Option<String>,
    pub(super) or: ListPatterns,
    pub(super) and: ListPatterns,
    /// The words for year, month and day.
    pub(super) fields: [String; 3],
}

/// A unit that large numbers are said in.
#[derive(Debug, Deserialize)]
pub(super) struct LargeUnit {
    /// The power of ten from which it is used.
    pub(super) from: u32,
    /// The power of ten that is one of it.
    pub(super) unit: u32,
    pub(super) text: String,
}

/// An era other than the common one by which years are counted.
#[derive(Debug, Deserialize)]
pub(super) struct OwnEra {
    pub(super) name: String,
    /// How many of its years came before the year 1 of the Common Era.
    pub(super) years_before: i64,
}

/// Names, short and full, beside other parts of a date and without them.
#[derive(Debug, Deserialize)]
pub(super) struct Names {
    pub(super) within: [Vec<String>; 2],
    pub(super) alone: [Vec<String>; 2],
}

/// Forms with the year alone, with the year and its era, and without a year.
#[derive(Debug, Deserialize)]
pub(super) struct Patterns {
    pub(super) year: Forms,
    pub(super) era: Forms,
    pub(super) none: Forms,
}

/// Patterns, those of two short and full.
#[derive(Debug, Deserialize)]
pub(super) struct Forms {
    pub(super) year: String,
    pub(super) month: [String; 2],
    pub(super) day: [String; 2],
    pub(super) quarter: [String; 2],
}

/// How the members of a list are joined, two by two.
#[derive(Debug, Deserialize)]
pub(super) struct ListPatterns {
    two: String,
    start: String,
    middle: String,
    end: String,
}

impl Table {
    /// The language that a BCP 47 tag asks for: the tag itself, else the longest beginning of it that is
    /// here, unless the rest asks for another script than that language's own.
    pub(super) fn language(&self, tag: &str) -> Option<&Language> {
        let mut known = tag;
        let found = loop {
            if let Some(found) = self.exactly(known) {
                break found;
            }
            known = known.rsplit_once('-')?.0;
        };
        let mut rest = tag[known.len()..]
            .split('-')
            .skip(1)
            .take_while(|subtag| subtag.len() > 1);
        let is_script = |subtag: &str| subtag.len() == 4 && subtag.bytes().all(|b| b.is_ascii_alphabetic());
        rest.all(|subtag| !is_script(subtag) || subtag.eq_ignore_ascii_case(&found.script))
            .then_some(found)
    }

    fn exactly(&self, tag: &str) -> Option<&Language> {
        let alias = self
            .aliases
            .iter()
            .find_map(|(alias, full)| alias.eq_ignore_ascii_case(tag).then_some(full.as_str()));
        let tag = alias.unwrap_or(tag);
        self.languages
            .iter()
            .find_map(|(known, language)| known.eq_ignore_ascii_case(tag).then_some(language))
    }
}

impl ListPatterns {
    /// Members in one text: "a, b or c".
    pub(super) fn joined(&self, members: &[String]) -> String {
        match members {
            [] => String::new(),
            [only] => only.clone(),
            [first, second] => filled_two(&self.two, first, second),
            [first, between @ .., before, last] => {
                let end = filled_two(&self.end, before, last);
                let rest = between
                    .iter()
                    .rev()
                    .fold(end, |text, member| filled_two(&self.middle, member, &text));
                filled_two(&self.start, first, &rest)
            }
        }
    }
}

/// A pattern with the text of each field in its place.
pub(super) fn filled(pattern: &str, text_of: impl Fn(&str) -> String) -> String {
    let mut pieces = pattern.split('{');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (field, literal) = piece.split_once('}').unwrap_or((piece, ""));
        text.push_str(&text_of(field));
        text.push_str(literal);
    }
    text
}

/// A pattern with `{0}` and `{1}` filled.
pub(super) fn filled_two(pattern: &str, zero: &str, one: &str) -> String {
    filled(pattern, |field| if field == "0" { zero } else { one }.to_owned())
}
