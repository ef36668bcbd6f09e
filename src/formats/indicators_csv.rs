//! `indicators.csv`: figures over time, one row each; rows with the same `series` make a series.

use std::collections::HashMap;

use crate::model::{Series, SeriesPoint, Subject};

use super::loading::Loading;
use super::problem::quoted;
use super::table::{Row, Schema, Table};

/// The name of the file.
pub(super) const FILE: &str = "indicators.csv";

const SCHEMA: Schema = Schema {
    required: &["series", "when", "value"],
    important: &["title", "unit"],
    optional: &["about", "sources", "note"],
    rare: &["differs"],
    translated: &["title"],
};

/// A series while its rows come in.
struct Growing {
    series: Series,
    /// The line of each date, to find one that comes twice.
    lines: HashMap<String, u32>,
}

/// Adds the series in the order of their first rows.
pub(super) fn read(bytes: &[u8], loading: &mut Loading) {
    let Some(table) = Table::read(FILE, bytes, &SCHEMA, &mut loading.problems) else {
        return loading.note_absent(FILE);
    };
    let mut all: Vec<Growing> = Vec::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for row in table.rows() {
        let id = row.text("series");
        if id.is_empty() {
            let remedy = "The figure is left out. Write the id of the series that it belongs to.";
            loading
                .problems
                .error(row.at("series"), "there is no series", remedy);
            continue;
        }
        let index = *by_id.entry(id).or_insert(all.len());
        match all.get_mut(index) {
            Some(growing) => {
                if growing.agrees(row, loading) {
                    growing.add(row, loading);
                }
            }
            None => {
                loading
                    .ledger
                    .ids_of(FILE)
                    .insert(id.to_owned(), row.at("series"));
                let mut growing = Growing::new(id, row, loading);
                growing.add(row, loading);
                all.push(growing);
            }
        }
    }
    for growing in all {
        loading.builder.add_series(growing.series).ok();
    }
}

impl Growing {
    /// A series without figures, from the first row of it.
    fn new(id: &str, row: Row<'_, '_>, loading: &mut Loading) -> Self {
        Self {
            series: Series {
                id: id.to_owned(),
                title: loading.row_title(row, "title", id),
                unit: row.text("unit").to_owned(),
                about: about(row, loading),
                points: Vec::new(),
            },
            lines: HashMap::new(),
        }
    }

    /// Whether a later row of the series speaks of the same as the first; an empty field says nothing.
    /// Another title is warned of, another unit is an error, for its figure belongs on another axis.
    fn agrees(&mut self, row: Row<'_, '_>, loading: &mut Loading) -> bool {
        let differs = |column: &str, first: &str| {
            let given = row.text(column);
            (!given.is_empty() && given != first).then(|| {
                let series = quoted(&self.series.id);
                format!(
                    "the {column} {} differs from {} in the first row of {series}",
                    quoted(given),
                    quoted(first)
                )
            })
        };
        if let Some(what) = differs("title", self.series.title.base()) {
            let remedy = "The first one is shown. Write the same in all rows of a series.";
            loading.problems.warning(row.at("title"), what, remedy);
        }
        if let Some(what) = differs("unit", &self.series.unit) {
            let remedy = "The figure is left out. Use one unit to a series, or make another series of it.";
            loading.problems.error(row.at("unit"), what, remedy);
            return false;
        }
        for subject in about(row, loading) {
            if !self.series.about.contains(&subject) {
                self.series.about.push(subject);
            }
        }
        true
    }

    /// Adds the figure of a row.
    fn add(&mut self, row: Row<'_, '_>, loading: &mut Loading) {
        if row.text("when").is_empty() {
            let remedy = "The figure is left out. Write the time that it holds for, such as 2015.";
            loading.problems.error(row.at("when"), "there is no date", remedy);
            return;
        }
        let when = loading.date(row.text("when"), || row.at("when"), "The figure is left out.");
        let (Some(when), Some(value)) = (when, value(row, loading)) else {
            return;
        };
        let at = row.at("when");
        if let Some(first) = self.lines.get(when.as_str()) {
            let (date, series) = (quoted(when.as_str()), quoted(&self.series.id));
            let what = format!("the series {series} has a figure for {date} already on line {first}");
            let remedy = "This one is left out. Delete one of the two, or make another series of it.";
            loading.problems.error(at, what, remedy);
            return;
        }
        self.lines
            .insert(when.as_str().to_owned(), at.line.unwrap_or_default());
        self.series.points.push(SeriesPoint {
            when,
            value,
            sources: loading.sources(&row.list("sources"), || row.at("sources")),
            note: row.text("note").to_owned(),
            differs: loading.row_differs(row),
        });
    }
}

fn about(row: Row<'_, '_>, loading: &mut Loading) -> Vec<Subject> {
    loading.subjects(&row.list("about"), || row.at("about"))
}

/// The figure of a row: `Some(None)` is a gap that the row states, `None` a text that is no number.
fn value(row: Row<'_, '_>, loading: &mut Loading) -> Option<Option<f64>> {
    let text = row.text("value");
    if text.is_empty() {
        return Some(None);
    }
    // "1,234" and "1,5" cannot be told apart, so neither is guessed at.
    if let Some(number) = text.parse::<f64>().ok().filter(|n| n.is_finite()) {
        return Some(Some(number));
    }
    let hint = if text.contains([',', ' ', '\u{a0}', '\u{202f}']) {
        "Write it with a decimal point and nothing between the thousands."
    } else {
        "Write digits, with a decimal point if need be; leave it empty where nothing is known."
    };
    let remedy = format!("The figure is left out. {hint}");
    let what = format!("{} is no number", quoted(text));
    loading.problems.error(row.at("value"), what, remedy);
    None
}
