//! What the commands say: to standard output what was asked for, to standard error what went wrong.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use crate::formats::{PackageFiles, Problem, Severity, bundled};

/// Writes a line to standard output. A reader that closed the pipe (`| head`) has had enough.
pub(super) fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").ok();
}

/// Writes an error with its causes to standard error.
pub(super) fn complain(error: &dyn Error) {
    writeln!(std::io::stderr(), "periplus: {error}").ok();
}

/// Writes a remark to standard error.
pub(super) fn remark(line: &str) {
    writeln!(std::io::stderr(), "periplus: {line}").ok();
}

/// The files of the data set at a path, or of the bundled one.
pub(super) fn files(dataset: Option<&Path>) -> Result<PackageFiles, crate::formats::FilesError> {
    dataset.map_or_else(|| Ok(bundled()), PackageFiles::open)
}

/// A problem as one line that begins with how much it matters.
pub(super) fn line_of(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{severity}: {problem}")
}

/// How many of each severity there are: "2 errors, 1 warning"; "nothing wrong".
pub(super) fn count(problems: &[Problem]) -> String {
    let of = |severity| problems.iter().filter(|p| p.severity == severity).count();
    let words = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let parts = [
        words(of(Severity::Error), "error"),
        words(of(Severity::Warning), "warning"),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() {
        "nothing wrong".to_owned()
    } else {
        said.join(", ")
    }
}
