//! `periods.csv`: stretches of time with a name, the bands behind the timeline.

use crate::model::Period;

use super::loading::Loading;
use super::table::{Schema, Table};

/// The name of the file.
pub(super) const FILE: &str = "periods.csv";

const SCHEMA: Schema = Schema {
    required: &["when"],
    important: &["id", "title"],
    optional: &["theme", "summary", "sources", "note"],
    rare: &["differs"],
    translated: &["title", "summary"],
};

/// Adds the periods.
pub(super) fn read(bytes: &[u8], loading: &mut Loading) {
    let Some(table) = Table::read(FILE, bytes, &SCHEMA, &mut loading.problems) else {
        return loading.note_absent(FILE);
    };
    for row in table.rows() {
        let id = loading.row_id(row);
        if row.text("when").is_empty() {
            let remedy = "The period is left out. Write its first and last year, such as 1992/2002.";
            loading.problems.error(row.at("when"), "there is no date", remedy);
            continue;
        }
        let when = loading.date(row.text("when"), || row.at("when"), "The period is left out.");
        let Some(when) = when else { continue };
        let period = Period {
            title: loading.row_title(row, "title", &id),
            when,
            theme: loading.optional_theme(row.text("theme"), || row.at("theme")),
            summary: row.localized("summary"),
            sources: loading.sources(&row.list("sources"), || row.at("sources")),
            note: row.text("note").to_owned(),
            differs: loading.row_differs(row),
            id,
        };
        loading.builder.add_period(period).ok();
    }
}
