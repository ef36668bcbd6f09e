//! What is wrong in a data package, where, and what to do about it. Made by the readers of
//! [`super`], shown by `periplus check` and by the window.

use std::collections::HashMap;
use std::fmt::{self, Write};

use super::position::Position;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is not shown, or not shown as written.
    Error,
    /// All is shown; something should be mended all the same.
    Warning,
}

/// The named part of a line that a problem is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A column of a table, by its name in the header.
    Column(String),
    /// A key of a JSON object.
    Key(String),
}

/// Where in a data package something stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The file's path within the package, with `/` between folders.
    pub file: String,
    /// Line, from 1, as a text editor counts; `None` when the file as a whole is meant.
    pub line: Option<u32>,
    /// Character within the line, from 1, as a text editor counts; where the line is not UTF-8, byte.
    pub column: Option<u32>,
    /// The column of the table or the key of the object.
    pub field: Option<Field>,
}

impl At {
    /// A file as a whole.
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            column: None,
            field: None,
        }
    }

    pub(super) fn position(file: &str, position: Position) -> Self {
        Self {
            line: Some(position.line),
            column: Some(position.column),
            ..Self::file(file)
        }
    }

    pub(super) fn in_field(mut self, field: Field) -> Self {
        self.field = Some(field);
        self
    }

    /// The place some characters further on the same line.
    pub(super) fn further(mut self, characters: usize) -> Self {
        let by = u32::try_from(characters).unwrap_or(0);
        self.column = self.column.map(|c| c.saturating_add(by));
        self
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        match &self.field {
            Some(Field::Column(name)) => write!(f, " (column '{name}')"),
            Some(Field::Key(name)) => write!(f, " (key '{name}')"),
            None => Ok(()),
        }
    }
}

/// One thing that is wrong in a data package. Shown in one line:
/// `events.csv:12:31 (column 'when'): '2016-13' is no date: there is no month 13. Months run 01 to 12.`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Where it stands.
    pub at: At,
    /// What is wrong, in plain words, without a full stop.
    pub what: String,
    /// What was done about it and what to do, in whole sentences; may be empty.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}.", self.at, self.what)?;
        if !self.remedy.is_empty() {
            write!(f, " {}", self.remedy)?;
        }
        Ok(())
    }
}

/// Collects problems while a package is read.
#[derive(Debug, Default)]
pub(super) struct Problems {
    all: Vec<Collected>,
    /// Where the problem of each group of alike ones stands in `all`.
    groups: HashMap<String, usize>,
}

#[derive(Debug)]
struct Collected {
    problem: Problem,
    /// Whether it comes of another problem, and goes when that is mended.
    follows: bool,
    /// How many more there are like it.
    more: usize,
}

impl Problems {
    pub(super) fn error(&mut self, at: At, what: impl Into<String>, remedy: impl Into<String>) {
        self.push(Severity::Error, at, &what.into(), &remedy.into());
    }

    pub(super) fn warning(&mut self, at: At, what: impl Into<String>, remedy: impl Into<String>) {
        self.push(Severity::Warning, at, &what.into(), &remedy.into());
    }

    /// One of many alike: the first of a group is listed, and how many more there are.
    pub(super) fn alike(
        &mut self,
        group: String,
        at: At,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        if let Some(first) = self.groups.get(&group).and_then(|&i| self.all.get_mut(i)) {
            first.more += 1;
            return;
        }
        self.groups.insert(group, self.all.len());
        self.error(at, what, remedy);
    }

    /// As [`Self::alike`], for what comes of another problem: it is listed behind those that stand for
    /// themselves.
    pub(super) fn follow(
        &mut self,
        group: String,
        at: At,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let before = self.all.len();
        self.alike(group, at, what, remedy);
        for added in self.all.iter_mut().skip(before) {
            added.follows = true;
        }
    }

    /// A warning of what may come of another problem.
    pub(super) fn follow_warning(&mut self, at: At, what: impl Into<String>, remedy: impl Into<String>) {
        self.warning(at, what, remedy);
        if let Some(last) = self.all.last_mut() {
            last.follows = true;
        }
    }

    fn push(&mut self, severity: Severity, mut at: At, what: &str, remedy: &str) {
        at.field = at.field.map(|field| match field {
            Field::Column(name) => Field::Column(one_line(&name)),
            Field::Key(name) => Field::Key(one_line(&name)),
        });
        self.all.push(Collected {
            problem: Problem {
                severity,
                at,
                what: one_line(what),
                remedy: one_line(remedy),
            },
            follows: false,
            more: 0,
        });
    }

    /// All problems, by file, line and column, each once; behind them those that come of others.
    pub(super) fn sorted(mut self) -> Vec<Problem> {
        self.all.sort_by(|a, b| a.rank().cmp(&b.rank()));
        let mut sorted: Vec<Problem> = self.all.into_iter().map(Collected::told).collect();
        sorted.dedup();
        sorted
    }
}

impl Collected {
    /// What it is sorted by. What comes of others stays as it came, each behind what it comes of.
    fn rank(&self) -> (bool, Option<(&At, Severity)>) {
        let place = (&self.problem.at, self.problem.severity);
        (self.follows, (!self.follows).then_some(place))
    }

    fn told(self) -> Problem {
        let mut problem = self.problem;
        if self.more > 0 {
            // Writing into a text cannot fail.
            write!(problem.remedy, " … and {} more like it.", self.more).ok();
        }
        problem
    }
}

/// A message quotes what people wrote; line breaks and other control characters in it become spaces.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// The text in quotation marks, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return format!("'{text}'");
    }
    format!("'{}…'", text.chars().take(MOST).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_one_line_that_an_editor_can_follow() {
        let mut problems = Problems::default();
        let at = At::position("events.csv", Position { line: 12, column: 31 })
            .in_field(Field::Column("when".to_owned()));
        problems.error(
            at,
            "'2016-13\n' is no date: there is no month 13",
            "Months run 01 to 12.",
        );
        assert_eq!(
            problems.sorted()[0].to_string(),
            "events.csv:12:31 (column 'when'): '2016-13 ' is no date: there is no month 13. Months run 01 to 12."
        );
    }

    #[test]
    fn alike_problems_are_one_with_their_number_and_what_follows_comes_last() {
        let mut problems = Problems::default();
        let line = |line| At::position("b.csv", Position { line, column: 1 });
        for n in 1..=3 {
            problems.follow("hanoi".to_owned(), line(n), "there is no 'hanoi'", "See c.csv.");
            problems.alike("hue".to_owned(), line(n + 3), "there is no 'hue'", "Add it.");
        }
        problems.error(At::file("c.csv"), "cause", "");
        let said: Vec<_> = problems.sorted().iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "b.csv:4:1: there is no 'hue'. Add it. … and 2 more like it.",
                "c.csv: cause.",
                "b.csv:1:1: there is no 'hanoi'. See c.csv. … and 2 more like it.",
            ]
        );
    }

    #[test]
    fn problems_come_by_file_and_line_and_the_whole_file_first() {
        let mut problems = Problems::default();
        let line = |line| At::position("b.csv", Position { line, column: 1 });
        problems.warning(line(10), "third", "");
        problems.error(line(2), "second", "");
        problems.error(At::file("b.csv"), "first", "");
        problems.warning(At::file("a.csv"), "zeroth", "");
        let order: Vec<_> = problems.sorted().into_iter().map(|p| p.what).collect();
        assert_eq!(order, ["zeroth", "first", "second", "third"]);
    }
}
