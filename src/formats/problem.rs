//! What is wrong in a data package, where, and what to do about it. Made by the readers of
//! [`super`], shown by `periplus check` and by the window.

use std::fmt;

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
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn error(&mut self, at: At, what: impl Into<String>, remedy: impl Into<String>) {
        self.push(Severity::Error, at, &what.into(), &remedy.into());
    }

    pub(super) fn warning(&mut self, at: At, what: impl Into<String>, remedy: impl Into<String>) {
        self.push(Severity::Warning, at, &what.into(), &remedy.into());
    }

    fn push(&mut self, severity: Severity, mut at: At, what: &str, remedy: &str) {
        at.field = at.field.map(|field| match field {
            Field::Column(name) => Field::Column(one_line(&name)),
            Field::Key(name) => Field::Key(one_line(&name)),
        });
        self.0.push(Problem {
            severity,
            at,
            what: one_line(what),
            remedy: one_line(remedy),
        });
    }

    /// All problems, by file, line and column, each once.
    pub(super) fn sorted(mut self) -> Vec<Problem> {
        self.0
            .sort_by(|a, b| (&a.at, a.severity).cmp(&(&b.at, b.severity)));
        self.0.dedup();
        self.0
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
