//! `periplus check`: what is wrong with a data set, one line each, and what it holds.

use std::path::Path;

use crate::formats::{self, Problem, Severity};
use crate::model::Dataset;

use super::report::{complain, count, files, line_of, say};
use super::{DONE, FAILED, UNUSABLE};

pub(super) const AFTER_HELP: &str = "\
Each problem is one line that editors can follow:
  error: events.csv:12:31 (column 'when'): '2016-13' is no date: ...

Exit codes:
  0  nothing wrong, or warnings only
  1  errors; what is sound opens all the same
  2  it cannot be opened at all";

/// Checks the data set at a path, or the bundled one, and gives the exit code.
pub(super) fn run(path: Option<&Path>) -> u8 {
    let files = match files(path) {
        Ok(files) => files,
        Err(error) => {
            complain(&error);
            return UNUSABLE;
        }
    };
    match formats::open(&files) {
        Ok(opened) => {
            list(&opened.problems);
            say(&format!("{}: {}", files.name(), contents(&opened.dataset)));
            say(&format!("{}: {}", files.name(), count(&opened.problems)));
            let errors = opened.problems.iter().any(|p| p.severity == Severity::Error);
            if errors { FAILED } else { DONE }
        }
        Err(error) => {
            list(error.problems());
            complain(&error);
            UNUSABLE
        }
    }
}

fn list(problems: &[Problem]) {
    for problem in problems {
        say(&line_of(problem));
    }
}

/// "34 events, 3 periods, 25 places, 4 lanes, 12 actors, 6 series, 20 sources, 18 scenes".
fn contents(dataset: &Dataset) -> String {
    let counts = [
        (dataset.events().len(), "event", "events"),
        (dataset.periods().len(), "period", "periods"),
        (dataset.places().len(), "place", "places"),
        (dataset.lanes().len(), "lane", "lanes"),
        (dataset.actors().len(), "actor", "actors"),
        (dataset.all_series().len(), "series", "series"),
        (dataset.sources().len(), "source", "sources"),
        (dataset.scenes().len(), "scene", "scenes"),
    ];
    let words = counts.map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }));
    words.join(", ")
}
